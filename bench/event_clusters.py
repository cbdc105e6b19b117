"""News of one event, on ECB+ (development part): are articles of one event joined by what they say?

ECB+ has two events of one kind in each topic (two fires in supermarkets, two earthquakes), and several articles on
each. Propositions are smaller than events: most claims of an article stand in no other. Two articles are called
linked where they share a proposition. Measured on pairs of articles, and as clusters (what is linked in steps is one
cluster) by B-cubed (Bagga and Baldwin 1998). Articles have no day here, so that days tell nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from training.corpora import rows

from bench.score import Score, digest
from lagebild.compare.claims import gather, sketches
from lagebild.compare.drawing import said
from lagebild.pipeline import read_articles
from lagebild.types import Article, Block, Reading

Links = set[tuple[int, int]]


def run(corpora: Path) -> list[Score]:
    """Pairs and clusters of articles, with links by the same words and by topic beside them."""
    path = corpora / "cluster_en_ecbplus" / "dev.jsonl"
    if not path.exists():
        return []
    found = list(rows(path))
    articles = [article_of(row) for row in found]
    readings: list[Reading] = []
    for begin in range(0, len(articles), 16):
        readings += read_articles(articles[begin : begin + 16], "full")
    drawn = [(number, sketch) for number, reading in enumerate(readings) for sketch in sketches(reading)]
    groups = zip((number for number, _ in drawn), gather(sketch for _, sketch in drawn), strict=True)
    ours = linked(groups)
    words = linked((number, said(claim).casefold()) for number, one in enumerate(readings) for claim in one.claims)
    topic = linked(enumerate(row["topic"] for row in found))
    gold = [(row["topic"], row["event"]) for row in found]
    ways = {"exact words": words, "one topic, one event": topic}
    return [
        Score(
            "same event (cluster_en_ecbplus dev)",
            f"{unit} {metric}",
            measure(ours, gold)[at],
            len(found),
            {name: measure(links, gold)[at] for name, links in ways.items()},
            digest(path),
        )
        for unit, measure in (("pairs of articles:", pairwise), ("B-cubed", b_cubed))
        for at, metric in enumerate(("precision", "recall", "F1"))
    ]


def article_of(row: Mapping[str, str]) -> Article:
    """A row of the corpus as an article, which has no day."""
    text = "\n\n".join(part for part in (row.get("title", "").strip(), row["text"]) if part)
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return Article(row["id"], None, row.get("title"), None, None, None, "unknown", "en", text, tuple(blocks))


def linked(groups: Iterable[tuple[int, Hashable]]) -> Links:
    """The pairs of articles that share a group, for articles (numbers) and their groups."""
    members: dict[Hashable, set[int]] = defaultdict(set)
    for number, group in groups:
        members[group].add(number)
    return {pair for many in members.values() for pair in combinations(sorted(many), 2)}


def pairwise(links: Links, gold: Sequence[Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 of pairs of articles, in percent."""
    right = sum(gold[a] == gold[b] for a, b in links)
    wanted = sum(gold[a] == gold[b] for a, b in combinations(range(len(gold)), 2))
    return _of(right / len(links) if links else 0.0, right / wanted if wanted else 0.0)


def b_cubed(links: Links, gold: Sequence[Hashable]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of the clusters that links make, in percent."""
    cluster = list(range(len(gold)))
    for a, b in sorted(links):
        one, other = cluster[a], cluster[b]
        cluster = [one if c == other else c for c in cluster]
    precision = recall = 0.0
    for at, (mine, event) in enumerate(zip(cluster, gold, strict=True)):
        beside = [gold[k] == event for k, c in enumerate(cluster) if c == mine]
        precision += sum(beside) / len(beside)
        recall += sum(beside) / sum(one == gold[at] for one in gold)
    return _of(precision / len(gold), recall / len(gold))


def _of(precision: float, recall: float) -> tuple[float, float, float]:
    total = precision + recall
    return 100 * precision, 100 * recall, 200 * precision * recall / total if total else 0.0

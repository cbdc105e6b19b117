"""One deed, many reports: our own pairs of news passages (`bench/gold/deed_pairs.toml`), and ECB+ (development part).

A pair is called one deed where any event of one passage is of the same deed as any of the other, as the program reads
them; passages without an event are therefore missed. Stories of the train part were looked at while the rules were
made, those of the others were not. On ECB+, whose articles have no days, two articles are linked where they tell a
common deed; its gold says which articles tell one event of two like ones (`bench/event_clusters.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from training.corpora import rows

from bench.event_clusters import article_of, linked, pairwise
from bench.pairs import Pair, article, pairs, passages, quality, readings
from bench.score import Score, digest
from lagebild.compare.claims import sketches
from lagebild.compare.match import same
from lagebild.compare.occasion import story
from lagebild.compare.one_deed import Told, join, verdict
from lagebild.compare.tellings import keys, near_keys, telling_of
from lagebild.pipeline import read_articles
from lagebild.types import Reading

GOLD = Path(__file__).parent / "gold" / "deed_pairs.toml"


def run(corpora: Path) -> list[Score]:
    """Precision, recall and F1 of pairs by part and languages, recall of the keys; pairs of articles of ECB+."""
    found = pairs(GOLD)
    read = readings(passages(found), "full")
    tellings = {key: told(reading) for key, reading in read.items()}
    mark = digest(GOLD)
    scores = []
    parts = {
        "train": [pair for pair in found if pair.part == "train"],
        "kept back": [pair for pair in found if pair.part != "train"],
        "all": found,
        **{f"all, {languages}": [p for p in found if p.languages == languages] for languages in ("de-en", "en-en")},
    }
    for name, chosen in parts.items():
        ours = quality((is_one(pair, tellings), pair.is_same) for pair in chosen)
        claims = quality((_is_one_claim(pair, read), pair.is_same) for pair in chosen)
        for at, metric in enumerate(("precision", "recall", "F1")):
            peers = {"claims that say the same": claims[at]}
            scores.append(Score(f"one deed, own pairs ({name})", metric, ours[at], len(chosen), peers, mark))
    held = [p for p in found if p.is_same and tellings[p.one.key] and tellings[p.other.key]]
    met = [any(not set(near_keys(a.telling, a.sketch)).isdisjoint(keys(b.telling, b.sketch))
               for a in tellings[p.one.key] for b in tellings[p.other.key]) for p in held]  # fmt: skip
    scores.append(
        Score("one deed, own pairs (all)", "recall of the keys", 100 * sum(met) / len(met), len(met), {}, mark)
    )
    return [*scores, *_ecbplus(corpora)]


def told(reading: Reading, first: int = 0) -> list[Told]:
    """The tellings of a reading; claims are numbered from `first` on."""
    drawn, about = sketches(reading), story(reading.article, reading.claims)
    return [
        Told(telling, sketch, number, frame=event.frame)
        for number, (claim, sketch) in enumerate(zip(reading.claims, drawn, strict=True), first)
        for event in claim.events
        if (telling := telling_of(reading.article, claim, event, about)) is not None
    ]


def is_one(pair: Pair, tellings: Mapping[tuple[str, str], Sequence[Told]]) -> bool:
    """Whether the program finds a deed that both passages tell."""
    return any(
        verdict(a, replace(b, claim=-1 - b.claim)).ground is not None
        for a in tellings[pair.one.key]
        for b in tellings[pair.other.key]
    )


def _is_one_claim(pair: Pair, read: Mapping[tuple[str, str], Reading]) -> bool:
    drawn = [sketches(read[key]) for key in (pair.one.key, pair.other.key)]
    return any(same(a, b).is_same for a in drawn[0] for b in drawn[1])


def gathered(found: Iterable[Told]) -> Iterator[int]:
    """The number of the deed of each telling, in their order, gathered as the ledger does it."""
    index: dict[int, list[int]] = {}
    known: list[tuple[int, Told]] = []
    first: dict[int, Told] = {}
    for number, one in enumerate(found):
        near = sorted({place for key in near_keys(one.telling, one.sketch) for place in index.get(key, ())})
        begun = {known[place][0]: first[known[place][0]] for place in near}
        joined = join(one, [*begun.items(), *(known[place] for place in near)])
        deed = joined[0] if joined else number
        first.setdefault(deed, one)
        known.append((deed, one))
        for key in keys(one.telling, one.sketch):
            index.setdefault(key, []).append(number)
        yield deed


def _ecbplus(corpora: Path) -> list[Score]:
    path = corpora / "cluster_en_ecbplus" / "dev.jsonl"
    if not path.exists():
        return []
    found = list(rows(path))
    articles = [article_of(row) for row in found]
    read: list[Reading] = []
    for begin in range(0, len(articles), 16):
        read += read_articles(articles[begin : begin + 16], "full")
    tellings: list[tuple[int, Told]] = []
    for number, reading in enumerate(read):
        tellings += [(number, one) for one in told(reading, first=1000 * number)]
    ours = linked(zip((number for number, _ in tellings), gathered(one for _, one in tellings), strict=True))
    gold = [(row["topic"], row["event"]) for row in found]
    return [
        Score("one deed (cluster_en_ecbplus dev)", f"pairs of articles: {metric}", value, len(found), {}, digest(path))
        for metric, value in zip(("precision", "recall", "F1"), pairwise(ours, gold), strict=True)
    ]


__all__ = ["GOLD", "article", "gathered", "is_one", "run", "told"]

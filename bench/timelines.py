"""Timelines of `timeline_en_semeval15` (SemEval 2015, task 4, track B: the words that name deeds are given).

When a deed was done is what Lagebild dates deeds by (`extract.events.dated`, `compare.occasion`); who takes part is
whom the sentence names. Two figures: how many of the deeds with a day in the gold get that day, and the task's own
temporal awareness (UzZaman and Allen 2011) over order and days, micro F1. Half of the articles are kept back: the
timelines hold only deeds of the others, so figures published for the whole task (best 25.4) are no peers. Deeds that
the gold does not place (position 0) are left out, as the task does.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bench.score import Score, digest
from lagebild.compare.occasion import story
from lagebild.compare.timex import interval
from lagebild.extract.events.dated import time_at
from lagebild.pipeline import read_article
from lagebild.text import analyse
from lagebild.types import Article, Block, Document, Time

Relation = tuple[str, str, Literal["=", "<"]]
#: Positions in order, each with the deeds (and the day, as a node of its own) that stand there.
Positions = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Dated:
    """A deed of the set with its sentence and the day that Lagebild gives it; `published` is that of its article."""

    id: str
    sentence: str
    day: str
    published: str


def run(corpora: Path) -> list[Score]:
    """Right days and temporal awareness, with the day of publication for every deed beside them."""
    path = corpora / "timeline_en_semeval15" / "dev.jsonl"
    if not path.exists():
        return []
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    documents = [row for row in rows if row["kind"] == "doc"]
    lines = [row for row in rows if row["kind"] == "timeline"]
    deeds = {row["corpus"]: list[Dated]() for row in documents}
    for row in documents:
        deeds[row["corpus"]] += dated(row)
    known = {deed.id: deed for group in deeds.values() for deed in group}
    days = {id: day for line in lines for id, day in gold_days(line).items() if id in known}
    right = 100 * sum(known[id].day == day for id, day in days.items()) / len(days)
    plain = 100 * sum(known[id].published == day for id, day in days.items()) / len(days)
    articles = {row["id"] for row in documents}
    pairs, bare = [], []
    for line in lines:
        ref = gold_positions(line, articles)
        own = list(of_entity(line["entity"], deeds[line["corpus"]]))
        pairs.append((positions((deed.id, deed.day) for deed in own), ref))
        bare.append((positions((deed.id, deed.published) for deed in own), ref))
    suite, of, note = "timelines (timeline_en_semeval15 dev)", digest(path), "deeds given; half of the articles"
    return [
        Score(suite, "right days", right, len(days), {"day of publication": plain}, of, note),
        Score(
            suite,
            "temporal awareness F1",
            awareness(pairs),
            len(lines),
            {"day of publication": awareness(bare)},
            of,
            note,
        ),
    ]


# --- what Lagebild says ---------------------------------------------------------------------------------------


def dated(row: Mapping[str, Any]) -> Iterator[Dated]:
    """The deeds of an article with their days."""
    article = _article(row)
    document, reading = analyse(article), read_article(article, "full")
    about = story(article, reading.claims)
    times = {time.span: time for claim in reading.claims for time in claim.times}
    ordered = [times[span] for span in sorted(times, key=lambda span: span.start)]
    for event in row["events"]:
        told = _told(document, ordered, event)
        begin, end = row["sents"][event["sent"]]
        day = told or (about.days.first.isoformat() if about else row["dct"])
        words = event["text"].replace(" ", "_")
        yield Dated(f"{row['id']}-{event['sent']}-{words}", row["text"][begin:end], day, row["dct"])


def of_entity(entity: str, deeds: Iterable[Dated]) -> Iterator[Dated]:
    """The deeds of sentences that name somebody, in full or by the initials of a body."""
    initials = "".join(word[0] for word in entity.split() if word[0].isupper())
    names = [entity, *([initials] if len(initials) > 2 else [])]
    named = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")
    return (deed for deed in deeds if named.search(deed.sentence))


def _told(document: Document, times: Sequence[Time], event: Mapping[str, Any]) -> str | None:
    time = time_at(document, times, document.article.span(event["begin"], event["end"]))
    return time.value[:10] if time and time.value and interval(time.value) else None


def _article(row: Mapping[str, Any]) -> Article:
    blocks, at = [], 0
    for number, line in enumerate(row["text"].split("\n")):
        if line.strip():
            blocks.append(Block("paragraph" if number else "heading", at, at + len(line)))
        at += len(line) + 1
    title = row["text"].split("\n")[0]
    return Article(row["id"], None, title, None, None, row["dct"], "option", row["lang"], row["text"], tuple(blocks))


# --- the gold -------------------------------------------------------------------------------------------------


def gold_days(line: Mapping[str, Any]) -> dict[str, str]:
    """The days of a timeline by deed, in the precision that the gold has; without those that it does not know."""
    placed = (entry for entry in line["entries"] if entry["ord"] != "0" and not entry["date"].startswith("XXXX"))
    return {deed: entry["date"].replace("-XX", "") for entry in placed for deed in entry["events"]}


def gold_positions(line: Mapping[str, Any], articles: Iterable[str]) -> Positions:
    """The positions of a timeline, with the deeds of some articles only."""
    held: dict[int, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    known = set(articles)
    days = gold_days(line)
    for entry in line["entries"]:
        own = {deed for deed in entry["events"] if deed.split("-")[0] in known}
        if own and entry["ord"] != "0":
            held[int(entry["ord"])][1].update(own)
            held[int(entry["ord"])][0].update(f"day {days[deed]}" for deed in own if deed in days)
    return [[*sorted(held[place][0]), *sorted(held[place][1])] for place in sorted(held)]


# --- the metric -----------------------------------------------------------------------------------------------


def positions(deeds: Iterable[tuple[str, str]]) -> Positions:
    """Deeds with their days as positions in order."""
    by_day: dict[str, set[str]] = defaultdict(set)
    for deed, day in deeds:
        by_day[day].add(deed)
    return [[f"day {day}", *sorted(by_day[day])] for day in sorted(by_day)]


def awareness(pairs: Iterable[tuple[Positions, Positions]]) -> float:
    """Micro F1 in percent of temporal awareness, over pairs of (found, gold).

    Precision: relations of the reduced graph found that hold in the closure of the gold; recall the other way round.
    The reduced graph links each position to the next one by one relation, and what stands at one in a chain.
    """
    found = right = wanted = had = 0
    for ours, gold in pairs:
        ours_at, gold_at = _places(ours), _places(gold)
        ours_reduced, gold_reduced = list(_reduced(ours)), list(_reduced(gold))
        found, wanted = found + len(ours_reduced), wanted + len(gold_reduced)
        right += sum(_holds(relation, gold_at) for relation in ours_reduced)
        had += sum(_holds(relation, ours_at) for relation in gold_reduced)
    precision, recall = right / found if found else 0.0, had / wanted if wanted else 0.0
    return 200 * precision * recall / (precision + recall) if precision + recall else 0.0


def _places(line: Positions) -> dict[str, int]:
    return {node: place for place, nodes in enumerate(line) for node in nodes}


def _reduced(line: Positions) -> Iterator[Relation]:
    for nodes in line:
        yield from ((one, other, "=") for one, other in itertools.pairwise(nodes))
    yield from ((one[0], other[0], "<") for one, other in itertools.pairwise(line))


def _holds(relation: Relation, places: Mapping[str, int]) -> bool:
    one, other, kind = relation
    if one not in places or other not in places:
        return False
    return places[one] == places[other] if kind == "=" else places[one] < places[other]

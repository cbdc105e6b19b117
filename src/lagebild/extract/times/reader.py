"""Runs the rules over the sentences of a document, keeps the longest readings, and says in which tense they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lagebild.extract.times.lexicon import TOKEN, Lexicon
from lagebild.extract.times.rules import Rule, RuleBook, rule_book
from lagebild.lang.load import has
from lagebild.types import Document, NameMention, Span, TimeMention, Why

VERSION = "1"
_SLOT = re.compile(r"\{(\w+)(?:\+(\w+))?\}")
_HOURS = re.compile(r"^P([\d.X]+)T([HMS])$")
_TENSES = {"hedged": "hedged", "past": "past", "participle": "past", "future": "future", "present": "present"}
_TENSE_OF_BE = frozenset({"present", "auxiliary"})
_DIRECTIONS = {"past": "<=", "future": ">=", "present": "~>", "hedged": "=>", "": "~"}
_CLAUSE = frozenset(',;:.!?\n–-"»«„“')
_COMMA_COST = 16  # tokens: a cue of tense beyond a comma counts as that much farther away
#: Programs that tell a page about the days around it from one about the times.
_DAILY = re.compile(r"WD=|D\{|T=")
_REDUCED = (
    10  # tokens between a participle and the time beside which it stands ("the deal reached with Iran in July could")
)
_SHORT_YEAR = 2  # digits of a decade that may be a range of a measure ("the 30s")
_BREAK = "\n"  # stands between sentences; no pattern can match it


class _Reading(NamedTuple):
    start: int  # token indices
    end: int
    rule: Rule
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Line:
    """All sentences of a document as one row of tokens and one of codes; `offsets` are those of the article."""

    tokens: list[str]
    offsets: list[int]
    codes: str


def read(document: Document, names: tuple[NameMention, ...] = ()) -> tuple[TimeMention, ...]:
    """The time expressions of a document in order, without overlaps; relative ones carry a program for a value.

    What is only a part of one of `names` is no time: "Theresa May", "the March 23 Movement".
    """
    if not has(document.article.language, "times"):
        return ()
    book = rule_book(document.article.language)
    line = _line(document, book.lexicon)
    readings = _longest(_readings(line, book))
    daily = any(_DAILY.search(reading.rule.time) for reading in readings)
    found = (_mention(document, line, reading, book.lexicon, daily=daily) for reading in readings)
    return tuple(mention for mention in found if not _in_name(mention.span, names))


def _in_name(span: Span, names: tuple[NameMention, ...]) -> bool:
    at = bisect_right(names, span.start, key=lambda name: name.span.start) - 1
    return at >= 0 and names[at].span != span and names[at].span.contains(span)


def _line(document: Document, lexicon: Lexicon) -> _Line:
    text = document.article.text
    tokens: list[str] = []
    offsets: list[int] = []
    for sentence in document.sentences:
        for match in TOKEN.finditer(text, sentence.start, sentence.end):
            tokens.append(match.group())
            offsets.append(match.start())
        tokens.append(_BREAK)
        offsets.append(sentence.end)
    return _Line(tokens, offsets, lexicon.encode(tokens))


def _readings(line: _Line, book: RuleBook) -> Iterator[_Reading]:
    codes = frozenset(line.codes)
    for compiled in book.compiled():
        if any(codes.isdisjoint(needed) for needed in compiled.needs):
            continue
        inner = "span_" in compiled.expression.groupindex
        for match in compiled.expression.finditer(line.codes):
            start, end = match.span("span_") if inner else match.span()
            reading = _Reading(start, end, compiled.rule, _slots(match, compiled.slots, line.tokens, book.lexicon))
            if end > start and _stands(line, reading, book.lexicon):
                yield reading


def _stands(line: _Line, reading: _Reading, lexicon: Lexicon) -> bool:
    """Whether a rule reads in the tense of its place and beside the words of its sentence."""
    if reading.rule.never_with and _is_beside(line, reading, lexicon):
        return False
    return not reading.rule.tenses or _tense(line, reading, lexicon) in reading.rule.tenses


def _is_beside(line: _Line, reading: _Reading, lexicon: Lexicon) -> bool:
    """Whether a word of the class that a rule never reads with stands in the sentence; a year in full is sure."""
    if any(len(token) > _SHORT_YEAR and token.isdecimal() for token in line.tokens[reading.start : reading.end]):
        return False
    begin = line.codes.rfind(_BREAK, 0, reading.start) + 1
    end = line.codes.find(_BREAK, reading.end)
    words = (token for token in line.tokens[begin:end] if token == "%" or token[0].isalpha())
    return any(word == "%" or reading.rule.never_with in lexicon.known(word).values for word in words)


def _slots(match: re.Match[str], classes: Mapping[str, str], tokens: list[str], lexicon: Lexicon) -> Mapping[str, str]:
    slots: dict[str, str] = {}
    for slot, name in classes.items():
        at = match.start(slot)
        if at >= 0:
            known = lexicon.known(tokens[at])
            slots[slot] = known.values[name]
            slots |= known.parts
    return slots


def _longest(readings: Iterator[_Reading]) -> list[_Reading]:
    """Longest first, then the earlier rule of the file; the rest must not overlap."""
    kept: list[_Reading] = []
    taken: set[int] = set()
    for reading in sorted(readings, key=lambda r: r.start - r.end):  # stable: the order of the rules decides ties
        places = range(reading.start, reading.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(reading)
    return sorted(kept, key=lambda r: r.start)


def _mention(document: Document, line: _Line, reading: _Reading, lexicon: Lexicon, *, daily: bool) -> TimeMention:
    rule = reading.rule
    last = reading.end - 1
    span = Span.of(document.article.text, line.offsets[reading.start], line.offsets[last] + len(line.tokens[last]))
    program = fill(rule.time, reading.slots)
    if "?" in program:
        program = program.replace("?", _DIRECTIONS[_tense(line, reading, lexicon)])
    value = _HOURS.sub(r"PT\1\2", fill(rule.value, reading.slots).partition(" ")[0]) or None
    mod = fill(rule.mod, reading.slots).partition(" ")[0] or None
    if rule.vague and _holds_for_long(line, reading, lexicon, daily=daily):
        program, value = "", rule.vague
    why = Why(rule=f"times/{rule.id}", version=VERSION)
    return TimeMention(span, rule.type, value, mod, program or None, why)


def fill(template: str, slots: Mapping[str, str]) -> str:
    """The template with its slots filled; a step of it (a word between blanks) with an empty slot is dropped.

    `{a+b}` is the sum of two slots ("twenty" and "four").
    """
    if "{" not in template:
        return template
    steps = []
    for step in template.split(" "):
        names = [name for pair in _SLOT.findall(step) for name in pair if name]
        if all(name in slots for name in names):
            steps.append(_SLOT.sub(lambda m: _filled(m, slots), step))
    return " ".join(steps)


def _filled(slot: re.Match[str], slots: Mapping[str, str]) -> str:
    first, second = slot.groups()
    return slots[first] if second is None else str(int(slots[first]) + int(slots[second]))


def _holds_for_long(line: _Line, reading: _Reading, lexicon: Lexicon, *, daily: bool) -> bool:
    """Whether the clause tells what holds for long: no past form, and a verb of state or a page without other days."""
    start, end = reading.start, reading.end
    while line.tokens[start - 1] not in _CLAUSE and start:
        start -= 1
    while line.tokens[end] not in _CLAUSE:
        end += 1
    classes: set[str] = set()
    for token in line.tokens[start:end]:
        if token[0].isalpha():
            values = lexicon.known(token).values
            classes.update({"done"} if "past" in values and "perfect" not in values else values)
    if "done" in classes or {"participle", "perfect"} <= classes:
        return False
    return not daily or "state" in classes


def _parts(token: str, lexicon: Lexicon) -> bool:
    """Whether another clause begins with a token."""
    return token in ",;:–" or (token.isalpha() and "clause" in lexicon.known(token).values)


def _is_over(line: _Line, at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a modal verb of hearsay is closed by a participle with "haben" or "sein" ("soll gesagt haben")."""
    for place in range(at + 2, end):
        if line.tokens[place][0].isalpha() and "done" in lexicon.known(line.tokens[place]).values:
            before = lexicon.known(line.tokens[place - 2]).values if place > at + 3 else {}
            return "participle" in before or "perfect" in before
    return False


def _tense(line: _Line, reading: _Reading, lexicon: Lexicon) -> str:
    """The tense of the nearest verb form of the sentence, on whichever side; a comma between makes it farther."""
    best, nearest, before = "", 10_000, 10_000
    begin = line.codes.rfind(_BREAK, 0, reading.start) + 1
    end = line.codes.find(_BREAK, reading.end)
    for at in range(begin, end):
        token = line.tokens[at]
        if reading.start <= at < reading.end or not token[0].isalpha():
            continue
        values = lexicon.known(token).values
        tense = next((tense for name, tense in _TENSES.items() if name in values), None)
        if tense == "past" and at > 1 and "infinitive" in lexicon.known(line.tokens[at - 2]).values:
            tense = None
        if "hearsay" in values and _is_over(line, at, end, lexicon):
            tense = "past"
        elif ("ahead" in values and at > 1 and "bound" in lexicon.known(line.tokens[at - 2]).values) or (
            "predicate" in values and at > 1 and _TENSE_OF_BE & lexicon.known(line.tokens[at - 2]).values.keys()
        ):
            tense = "future"
        if tense is None:
            best = best or ("present" if "state" in values else "")
            continue
        low, high = (at + 1, reading.start) if at < reading.start else (reading.end, at)
        distance = high - low + _COMMA_COST * sum(_parts(t, lexicon) for t in line.tokens[low:high])
        before = distance if at < reading.start and tense == "past" else before
        reduced = tense == "hedged" and at > reading.start and high <= low + 1 and before <= _REDUCED
        if distance < nearest and not reduced:
            best, nearest = tense, distance
    return best

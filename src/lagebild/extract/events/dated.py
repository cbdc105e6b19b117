"""Which of the times of a sentence tells when the deed was done that some words name, and which days it covers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from lagebild.extract.events.clauses import Clause, clauses
from lagebild.extract.events.scene import Match, Scene, is_content
from lagebild.extract.events.triggers import trigger_book
from lagebild.lang.load import has
from lagebild.types import Document, Span, Time

_ADVERBIAL = 4  # tokens of an adverbial that stands between commas
_LONG = 31  # days at most between "since" a day and the publication
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T\w+)?")
_NIGHT = "TNI"
_PAST = "PAST_REF"
_RECALLED = 6  # words at most between what recalls a deed and the deed


def time_of(scene: Scene, clause: Clause, span: Span) -> Time | None:
    """The nearest date or time of the clause, or of a short adverbial beside it; None where none is told.

    A time behind a word like "since", "until" or "than" bounds a deed or belongs to another one.
    """
    tokens = scene.document.tokens
    dates = [time for time in scene.times if _dates(scene, time)]
    begin, end = tokens[clause.first].start, tokens[clause.last - 1].end
    here = [t for t in dates if begin <= t.span.start and t.span.end <= end]
    if not here:  # an adverbial set off by a comma: "On Thursday, ..."
        own = next((c for c in reversed(scene.clauses) if c.first <= clause.first and is_content(scene, c)), clause)
        floor = own.first if is_content(scene, own) else 0  # "In May they said that ..." dates the saying
        short = [
            c for c in scene.clauses if c.first >= floor and c.last - c.first <= _ADVERBIAL and not _aside(scene, c)
        ]
        here = [t for t in dates if any(tokens[c.first].start <= t.span.start < tokens[c.last - 1].end for c in short)]
    return min(here, key=lambda t: max(t.span.start - span.end, span.start - t.span.end), default=None)


def _aside(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is in brackets, and dates what stands before them: "the attacks of Bali (2002)"."""
    return clause.first > clause.sentence.first and scene.document.tokens[clause.first - 1].text == "("


def days_of(scene: Scene, clause: Clause, match: Match, time: Time | None) -> str | None:
    """The TIMEX3 value of the time that dates a deed; two days joined by a slash where the words tell from when to when
    ("between 3 and 5 May", "overnight into Tuesday", and up to the publication "since Monday").

    A deed that is only recalled ("the anniversary of the attack", "the 7 October attack") is past, of no known day.
    """
    if match.trigger.row.kind == "noun" and _is_recalled(scene, clause, match, time):
        return _PAST
    if time is None:
        return _since(scene, clause)
    at = scene.times.index(time)
    for first, last in pairwise(scene.times[max(0, at - 1) : at + 3]):
        here = time in (first, last)
        into = _is_night(first) and _between(scene, first, last) in scene.book.words["night_to"]
        if here and into and (morning := _day(last)):
            return f"{morning - timedelta(1)}/{morning}"
        behind = _is_night(time) and scene.times.index(first) == at + 1  # "overnight from Monday to Tuesday"
        if (here or behind) and _is_range(scene, first, last):
            return f"{_day(first)}/{_day(last)}"
    return time.value


def _is_recalled(scene: Scene, clause: Clause, match: Match, time: Time | None) -> bool:
    """Whether a noun names a deed of before: one that somebody had a part in or remembers, or one named by its day."""
    words, tokens = scene.book.words, scene.document.tokens
    before = tokens[max(clause.first, match.head - _RECALLED) : match.head]
    if time is None:
        return any(t.lower in words["recalling"] for t in before)
    published, day = scene.document.article.published, _day(time)
    named = bool(before) and time.span.end in (before[-1].end, before[-1].start - 1, before[-1].start)
    if not named or day is None or not _DAY.fullmatch(published or "") or str(day.year) in time.span.text:
        return False
    return abs(date.fromisoformat(str(published)) - day) > timedelta(_LONG)


def _is_night(time: Time) -> bool:
    return (time.value or "").endswith(_NIGHT)


def _since(scene: Scene, clause: Clause) -> str | None:
    """From a day that "since" stands before up to the publication, where that is within a month."""
    tokens, published = scene.document.tokens, scene.document.article.published
    begin, end = tokens[clause.first].start, tokens[clause.last - 1].end
    for time in scene.times:
        before = [t.lower for t in clause.words(scene.document) if t.start < time.span.start][-1:]
        day = _day(time)
        if day is None or not (begin <= time.span.start < end) or not _DAY.fullmatch(published or ""):
            continue
        last = date.fromisoformat(str(published))
        if before and before[0] in scene.book.words["since"] and timedelta(0) <= last - day <= timedelta(_LONG):
            return f"{day}/{last}"
    return None


def _is_range(scene: Scene, first: Time, last: Time) -> bool:
    """Whether two days are the ends of a stretch: "from 3 to 5 May", "3-5 May"."""
    one, other, words = _day(first), _day(last), scene.book.words
    if one is None or other is None or not one < other:
        return False
    joined = _between(scene, first, last)
    before = [t.lower for t in scene.document.tokens_of(scene.clauses[0].sentence) if t.end <= first.span.start][-2:]
    opened = not words["range_openers"].isdisjoint(before)
    return joined in words["range_dashes"] or (opened and joined in words["range_joins"])


def _between(scene: Scene, first: Time, last: Time) -> str:
    """The words between two times, articles left out."""
    words = scene.document.article.text[first.span.end : last.span.start].lower().split()
    return " ".join(word for word in words if word not in scene.book.words["time_articles"])


def _day(time: Time) -> date | None:
    found = _DAY.fullmatch(time.value or "")
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def time_at(document: Document, times: Sequence[Time], span: Span) -> Time | None:
    """The time that dates the deed which some words of a document name, as `time_of`, whatever those words are.

    `times` are those of the document; the words stand in one sentence.
    """
    if not has(document.article.language, "events"):
        return None
    sentence = next((s for s in document.sentences if s.start <= span.start < s.end), None)
    if sentence is None:
        return None
    book = trigger_book(document.article.language)
    inside = [t for t in times if sentence.start <= t.span.start and t.span.end <= sentence.end]
    scene = Scene(document, book, clauses(document, sentence, (), inside, book), (), inside)
    holding = (c for c in scene.clauses if document.tokens[c.first].start <= span.start)
    clause = max(holding, key=lambda c: c.first, default=None)
    return time_of(scene, clause, span) if clause else None


def _dates(scene: Scene, time: Time) -> bool:
    if time.type not in ("DATE", "TIME") or not time.value or time.value.endswith("_REF"):
        return False
    words, sentence = scene.book.words, scene.clauses[0].sentence
    before = [t.lower for t in scene.document.tokens_of(sentence) if t.start < time.span.start]
    if before and before[-1] in words["time_articles"]:
        before.pop()
    return not before or before[-1] not in words["apart"]

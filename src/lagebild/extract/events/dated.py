"""Which of the times of a sentence tells when the deed was done that some words name."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.extract.events.clauses import Clause, clauses
from lagebild.extract.events.scene import Scene, is_content
from lagebild.extract.events.triggers import trigger_book
from lagebild.lang.load import has
from lagebild.types import Document, Span, Time

_ADVERBIAL = 4  # tokens of an adverbial that stands between commas


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
        short = [c for c in scene.clauses if c.first >= floor and c.last - c.first <= _ADVERBIAL]
        here = [t for t in dates if any(tokens[c.first].start <= t.span.start < tokens[c.last - 1].end for c in short)]
    return min(here, key=lambda t: max(t.span.start - span.end, span.start - t.span.end), default=None)


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

"""Marked quotations in a language without rules of attribution: what stands in quotation marks, and nobody's name.

Who speaks, and with which cue, stays open: the source is a description without words. Only quotations that stand as a
clause are taken, so that titles of books, laws and ships are not speech: set off before and behind, four words or more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lagebild.lang.load import table
from lagebild.types import Attribution, Document, Language, Quotation, SourceMention, Span, Why

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_WORDS = 4
_SET_OFF = ":–—-"  # before a quotation that stands as a clause; behind a comma stand the titles of a list
_ENDS = ".!?…"
_BEHIND = ",.;:!?…"
_ASIDE = 160  # code points of a reporting clause within a quotation


def read(document: Document) -> tuple[Attribution, ...]:
    """The closed quotations of a document that stand as a clause, as direct speech of somebody not named."""
    found = (_attribution(document, q) for q in document.quotations if q.closed and not q.depth)
    return tuple(attribution for attribution in found if attribution is not None)


def _attribution(document: Document, quotation: Quotation) -> Attribution | None:
    sentence = document.sentence_at(quotation.start)
    if sentence is None or not _is_clausal(document, quotation, sentence.start):
        return None
    asides = tuple(_asides(document, quotation))
    return Attribution(
        sentence=Span(sentence.start, sentence.end, sentence.text),
        content=tuple(_without(document, quotation, asides)),
        cue=(),
        source=SourceMention("described", None),
        chain=(),
        form="direct",
        why=(Why(rule="direct:unread"),),
        frame=asides,
    )


def _is_clausal(document: Document, quotation: Quotation, begin: int) -> bool:
    """Whether a quotation is set off on both sides and long enough, with a word that is written small."""
    text = document.article.text
    words = _WORD.findall(text, quotation.inner_start, quotation.inner_end)
    if len(words) < _WORDS or not any(word[0].islower() for word in words):
        return False
    before = text[begin : quotation.start].rstrip()
    if before and before[-1] not in _SET_OFF:
        return False
    after = text[quotation.end : quotation.end + 3].partition("\n")[0].strip()[:1]
    ended = text[quotation.inner_start : quotation.inner_end].rstrip()[-1:] in _ENDS
    return ended or not after or after in _BEHIND


def _asides(document: Document, quotation: Quotation) -> Iterator[Span]:
    """Reporting clauses between dashes inside the marks: «We go, — he said, — and we stay»."""
    pattern = _aside(document.article.language)
    for match in pattern.finditer(document.article.text, quotation.inner_start, quotation.inner_end):
        yield document.article.span(*match.span())


@cache
def _aside(language: Language) -> re.Pattern[str]:
    verbs = "|".join(map(re.escape, table(language, "sentences")["reporting_tail"]["verbs"]))
    return re.compile(rf"(?<=[,.!?…])\s[–—-]\s(?:{verbs})\b[^–—\n]{{0,{_ASIDE}}}[,.]\s[–—-](?=\s)")


def _without(document: Document, quotation: Quotation, asides: tuple[Span, ...]) -> Iterator[Span]:
    """The words of a quotation, its marks included, around the clauses that report it."""
    text, start = document.article.text, quotation.start
    for aside in asides:
        yield document.article.span(start, aside.start)
        start = aside.end + len(text[aside.end :][:1])
    yield document.article.span(start, quotation.end)

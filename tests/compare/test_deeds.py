"""Deeds: what is one deed, and what a deed says of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lagebild.compare.deeds import Deed
from lagebild.types import Article, Claim, Entry, Event, Source, Span

WORDS = "Iran attacked Israel."


def deed() -> Deed:
    article = Article("a", None, None, None, None, "2024-10-02", "page", "en", WORDS, ())
    event = Event(Span.of(WORDS, 5, 13), "ASSAULT", None, None, None, None, None, "happened")
    claim = Claim(
        "c", Span.of(WORDS, 0, 21), (Span.of(WORDS, 0, 21),), (), Source("author", None), (), "author", "state",
        "CT+", "CT+", events=(event,),
    )  # fmt: skip
    day = date(2024, 10, 1)
    return Deed(
        1, "d", "ASSAULT", None, "happened", None, None, None, None, day, day, "told", date(2024, 10, 2),
        1, 1, 1, 1, 0, 0, 0, Entry(article, claim), 0,
    )  # fmt: skip


def test_a_deed_leads_to_the_words_it_was_read_from() -> None:
    assert deed().event.span.text == "attacked"


def test_only_what_is_told_as_done_is_done() -> None:
    done = deed()
    assert done.is_done
    assert replace(done, status="ongoing").is_done
    for status in ("planned", "hypothetical", "negated", "denied"):
        assert not replace(done, status=status).is_done

"""Deeds made by hand, each with one claim that tells it: for the tests of what is counted from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from lagebild import types as t
from lagebild.compare.deeds import Dating, Deed
from lagebild.contract import identifier
from lagebild.extract.names.gazetteer import gazetteer
from tests import readings

DAY = date(2025, 1, 1)


def state(code: str) -> t.Actor:
    """A state by its ISO 3166-1 alpha-3 code."""
    return gazetteer("en").actor(code)


def deed(
    doer: str, target: str | None, day: int | None, kind: str = "ASSAULT", mode: str | None = None, *,
    words: str | None = None, third: str | None = None, known: int = 0, admitted: int = 0, place: t.Actor | None = None,
    outlet: str = "The Gazette", dating: Dating = "told", status: t.EventStatus = "happened",
) -> Deed:  # fmt: skip
    """A deed on a day of a count from 1 January 2025, by and toward states by their codes."""
    text = words or "One side attacked the other side on that day."
    published = DAY + timedelta(day or 0)
    article = readings.article(f"A title\n\n{text}", published=published.isoformat(), publisher=outlet)
    sentence = readings.span(article.text, text)
    actor, recipient, touched = (state(code) if code else None for code in (doer, target, third))
    name = place.name if place else None
    event = t.Event(sentence, kind, mode, actor, recipient, None, name, status, third=touched)
    places = (t.Mention(sentence, place),) if place else ()
    telling = f"{doer}{target}{day}{kind}{mode}{outlet}{text}"
    claim = replace(
        readings.reading().claims[0], id=identifier(telling), sentence=sentence, content=(sentence,),
        cue=(), source=t.Source("author", None), chain=(), form="author", act="state", factuality="CT+",
        author_factuality="CT+", figures=(), times=(), places=places, actors=(), events=(event,),
    )  # fmt: skip
    on = published if day is not None else None
    return Deed(
        seq=0, id=claim.id, type=kind, mode=mode, status=status, actor=actor, recipient=recipient, third=touched,
        place=name, first=on, last=on, dating=dating, reported=on, claims=1, articles=1, outlets=1, origins=1,
        identified=known, denials=0, admissions=admitted, founder=t.Entry(article, claim), number=0,
    )  # fmt: skip


def covered(days: int, each: int = 10) -> dict[date, int]:
    """Coverage of so many days from 1 January 2025 on."""
    return {DAY + timedelta(day): each for day in range(days)}

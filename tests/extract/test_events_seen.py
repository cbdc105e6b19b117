"""Events with the encoder's rating among their reasons."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from lagebild.encoder import Sight
from lagebild.extract.factuality import rated
from lagebild.extract.factuality.seen import ratings
from lagebild.text import analyse
from lagebild.types import Article, Block, Event, Span, Why
from tests.encoder.fakes import FakeEncoder, seen_of

TEXT = "Troops attacked the port."
DOCUMENT = analyse(Article("t", None, None, None, None, None, "unknown", "en", TEXT, (Block("paragraph", 0, 25),)))
EVENT = Event(Span.of(TEXT, 7, 15), "ASSAULT", None, None, None, None, None, "happened", Why(rule="assault"))


def sight(rating: float, *, learnt: bool = True) -> Sight:
    values = np.array([9.0, rating, 9.0, 9.0, 9.0], np.float32)
    seen = replace(seen_of(len(DOCUMENT.tokens), []), factuality=values)
    return Sight(FakeEncoder(rates=learnt).as_encoder(), seen)


def test_the_rating_of_the_events_word_stands_among_its_reasons() -> None:
    (event,) = rated(DOCUMENT, (EVENT,), sight(-1.5))
    assert event.status == "happened"
    assert event.why is not None
    assert (event.why.rule, event.why.score) == ("assault", 0.25)
    assert event.why.model


def test_without_sight_or_ratings_events_stay_as_they_are() -> None:
    assert rated(DOCUMENT, (EVENT,), None) == (EVENT,)
    assert rated(DOCUMENT, (EVENT,), sight(-1.5, learnt=False)) == (EVENT,)


def test_a_span_that_begins_inside_a_word_has_no_rating() -> None:
    assert ratings(DOCUMENT, [Span.of(TEXT, 8, 15), EVENT.span], sight(1.0)) == [None, 1.0]

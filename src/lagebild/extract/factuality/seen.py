"""What the encoder holds of events: whether they happened at all, beside what the rules read.

The encoder rates the word of an event from -3 (certainly did not happen) to 3 (certainly did), as the set of Lee et al.
(2015) does. Its rating stands in the reasons of the event, as a score from 0 to 1, and changes nothing: on newswire,
every threshold from which it could overrule the rules made more signs wrong than right.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from lagebild.encoder import Sight
from lagebild.types import Document, Event, Span, Why

HIGHEST = 3.0


def ratings(document: Document, spans: Sequence[Span], sight: Sight) -> list[float | None]:
    """The encoder's rating of the word that each span begins with; None where no word does, or no rating was learnt."""
    if not sight.encoder.about.get("factuality"):
        return [None] * len(spans)
    starts = [token.start for token in document.tokens]
    places = [bisect_left(starts, span.start) for span in spans]
    known = sight.seen.factuality
    return [float(known[at]) if at < len(starts) and starts[at] == span.start else None
            for at, span in zip(places, spans, strict=True)]  # fmt: skip


def rated(document: Document, events: tuple[Event, ...], sight: Sight | None) -> tuple[Event, ...]:
    """The events with the encoder's rating among their reasons."""
    if sight is None:
        return events
    found = ratings(document, [event.span for event in events], sight)
    return tuple(
        event if rating is None else _rated(event, rating, sight) for event, rating in zip(events, found, strict=True)
    )


def _rated(event: Event, rating: float, sight: Sight) -> Event:
    bounded = max(-HIGHEST, min(HIGHEST, rating))
    why = Why(
        rule=event.why.rule if event.why else None,
        model=sight.encoder.name,
        version=sight.encoder.version,
        score=round((bounded + HIGHEST) / (2 * HIGHEST), 3),
    )
    return replace(event, why=why)

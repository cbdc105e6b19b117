"""What of a claim goes into the index: whom it names, which days it speaks of, its words for the search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from lagebild.compare.timex import interval
from lagebild.compare.voices import actor_key
from lagebild.ledger.fold import fold
from lagebild.types import Actor, Claim, Event, Source, Span

_EPOCH = date(1970, 1, 1).toordinal()
#: Longer descriptions are no spellings that anybody would ask for; so much of them is kept.
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something named in a claim: what makes it one with other mentions, and its spellings, folded."""

    key: str
    role: str
    actor: Actor | None
    forms: tuple[str, ...]


def named(claim: Claim) -> Iterator[Named]:
    """Whom and what a claim names, in every role; what its reporting frame tells is told by the page and not by it."""
    if claim.source.kind != "author":
        yield from _source("source", claim.source)
    for link in claim.chain:
        yield from _source("chain", link)
    for mention in claim.actors:
        yield from _actor("actor", mention.actor, mention.span)
    for mention in claim.places:
        yield from _actor("place", mention.actor, mention.span)
        yield from _within(mention.actor)
    for event in claim.content_events:
        yield from of_event(event)


def of_event(event: Event) -> Iterator[Named]:
    """Whom an event names, and where."""
    yield from _actor("doer", event.actor, None)
    yield from _actor("recipient", event.recipient, None)
    yield from _actor("third", event.third, None)
    if event.place:
        yield from _actor("scene", Actor(event.place, "place"), None)


def of_actor(actor: Actor) -> Iterator[Named]:
    """An actor by its own name, in no role."""
    return _actor("", actor, None)


def _source(role: str, source: Source) -> Iterator[Named]:
    if source.actor is not None:
        yield from _actor(role, source.actor, source.span)
    elif source.span is not None and (words := fold(source.span.text)[:_LONGEST]):
        yield Named(f"words:{words.strip()}", role, None, (words,))


def _actor(role: str, actor: Actor | None, span: Span | None) -> Iterator[Named]:
    if actor is not None and (key := indexed(actor_key(actor))):
        yield Named(key, role, actor, tuple(dict.fromkeys(_forms(actor.name, span))))


def _within(actor: Actor) -> Iterator[Named]:
    """What holds a place: whoever asks for Ukraine means its towns as well."""
    for name in actor.place.within if actor.place else ():
        if folded := fold(name)[:_LONGEST]:
            yield Named(f"within:{folded.strip()}", "within", Actor(name, "place"), (folded,))


def _forms(name: str, span: Span | None) -> Iterator[str]:
    if folded := fold(name)[:_LONGEST]:
        yield folded
    # Words without a capital letter ("he", "the ministry") are no name that anybody would look for.
    if span is not None and any(sign.isupper() for sign in span.text) and (folded := fold(span.text)[:_LONGEST]):
        yield folded


def moments(claim: Claim) -> list[tuple[int, int]]:
    """The days that the content speaks of, as first and last day; those of the saying are left out."""
    found = (days_of(time.value) for time in claim.times if time.role == "content")
    return sorted({days for days in found if days is not None})


def days_of(value: str | None) -> tuple[int, int] | None:
    """The first and the last day of a TIMEX3 value as days since 1970-01-01, or None where it covers none."""
    days = interval(value)
    return (day_number(days.first), day_number(days.last)) if days else None


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """The day of a number."""
    return date.fromordinal(number + _EPOCH)


def words(claim: Claim) -> tuple[str, str]:
    """The words of the content and of the speaker, for the search."""
    return indexed(" … ".join(span.text for span in claim.content)), indexed(_speaker(claim.source))


def indexed(text: str) -> str:
    """A text as an index can hold it: PostgreSQL knows no NUL."""
    return text.replace("\0", " ")


def texts(parts: Iterable[str | None]) -> tuple[str | None, ...]:
    """Several texts as an index can hold them."""
    return tuple(None if part is None else indexed(part) for part in parts)


def _speaker(source: Source) -> str:
    names = (source.span.text if source.span else "", source.actor.name if source.actor else "")
    return " ".join(dict.fromkeys(name for name in names if name))

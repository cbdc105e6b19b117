"""What a timeline says of an item in words: its days, what they rest on, and the other days that reports name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lagebild.compare.voices import speaker
from lagebild.ledger import DayTold
from lagebild.picture.timeline import TimelineItem
from lagebild.types import Entry, Event
from lagebild.views.wording import Wording


@dataclass(frozen=True, slots=True)
class Rival:
    """A day that reports of a deed name, in words, with one of the reports of each who says so in an outlet."""

    day: str
    said: tuple[tuple[str, Entry], ...]


def day_of(item: TimelineItem, words: Wording) -> str:
    """The days of an item as its heading shows them."""
    if item.time is not None:
        return words.time(item.time)
    if item.when is None:
        return words.date(None)
    return words.days(item.when.first.isoformat(), item.when.last.isoformat())


def is_exact(item: TimelineItem) -> bool:
    """Whether an item is put on one day by what its own claim tells."""
    return item.time is not None and item.when is not None and item.when.grain == "day"


def basis_of(item: TimelineItem, words: Wording) -> str:
    """What the days of a deed rest on that its claim tells no time for; empty where it tells one."""
    if item.time is not None:
        return ""
    first, last = (item.when.first, item.when.last) if item.when else (None, item.until)
    days = words.days(*(day.isoformat() if day else None for day in (first, last)))
    return words("dating", item.dating, days=days, day=words.day(last.isoformat() if last else None))


def deeds_of(item: TimelineItem, words: Wording) -> tuple[tuple[str, str | None], ...]:
    """The types of the events of an item in words, each with the deed that it is, where the ledger knows it."""
    deeds = item.deeds or (None,) * len(item.events)
    pairs = zip(item.events, deeds, strict=True)
    return tuple(dict.fromkeys((_type_of(item, event, words), deed) for event, deed in pairs))


def _type_of(item: TimelineItem, event: Event, words: Wording) -> str:
    """The type of an event in words, with who tells it where that is not the source of the claim."""
    name = words("event_type", event.type)
    is_around = event.frame and item.entry.claim.form != "author"
    return f"{name} ({words('text', 'told_around')})" if is_around else name


def types_of(item: TimelineItem, words: Wording) -> str:
    """The types of the events of an item, each once."""
    return ", ".join(dict.fromkeys(name for name, _ in deeds_of(item, words)))


def rivals(item: TimelineItem, words: Wording) -> tuple[Rival, ...]:
    """The days that reports of the item's deed name where they exclude each other, each with who says so."""
    return tuple(Rival(_days(one, words), tuple(_said(one, words))) for one in item.disputed)


def _days(one: DayTold, words: Wording) -> str:
    return words.days(one.first.isoformat(), one.last.isoformat())


def _said(one: DayTold, words: Wording) -> Iterator[tuple[str, Entry]]:
    found: dict[str, Entry] = {}
    for telling in one.tellings:
        who, outlet = words.voice(speaker(telling.entry)), words.outlet(telling.entry.article)
        found.setdefault(f"{who} ({outlet})", telling.entry)
    yield from found.items()

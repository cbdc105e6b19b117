"""What is said to have happened when, and according to whom; vague dates stay vague, unresolved ones stay in
sight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from lagebild.compare.timex import REFERENCES, Interval, interval
from lagebild.picture.copies import same_words
from lagebild.types import Entry, Event, Time

_EDGES: Mapping[str | None, int] = MappingProxyType({"START": 1, "MID": 2, "END": 3})


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One time in one claim; `when` is None where the words could not be placed on a day, a month or a year.

    `time.role` tells whether the content is dated ("content") or the saying of it ("saying"). `repeats` are claims
    of the
    same words with the same date in other articles.
    """

    entry: Entry
    time: Time
    when: Interval | None
    events: tuple[Event, ...] = ()
    repeats: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dated items in order, then those that stay undated.

    `unresolved` are expressions that mean a day but could not be anchored (no day of publication, "an jenem
    Donnerstag");
    `loose` are those that never mean one ("jetzt", "bisher"). Durations and repeated times are no dates and are
    left out.
    """

    items: tuple[TimelineItem, ...]
    unresolved: tuple[TimelineItem, ...]
    loose: tuple[TimelineItem, ...]


def timeline(entries: Iterable[Entry]) -> Timeline:
    """The times of the entries in order; a time that several claims of a sentence share is listed once, with the
    narrowest claim."""
    narrowest: dict[tuple[str, int, int], tuple[int, Entry, Time]] = {}
    for entry in entries:
        for time in entry.claim.times:
            if time.type in ("DATE", "TIME"):
                place = (entry.article.id, time.span.start, time.span.end)
                width = _width(entry, time)
                if place not in narrowest or width < narrowest[place][0]:
                    narrowest[place] = (width, entry, time)
    found = _together([_item(entry, time) for _, entry, time in narrowest.values()])
    dated = [item for item in found if item.when]
    dated.sort(key=lambda item: (_order(item.when, item.time.mod), item.time.role == "saying"))
    loose = tuple(item for item in found if not item.when and item.time.value in REFERENCES)
    unresolved = tuple(item for item in found if not item.when and item.time.value not in REFERENCES)
    return Timeline(tuple(dated), unresolved, loose)


def _together(items: Iterable[TimelineItem]) -> list[TimelineItem]:
    """Items that say the same words of the same date as one, with the others as its repeats."""
    first: dict[tuple[object, ...], TimelineItem] = {}
    for item in items:
        time = item.time
        key = (time.value or time.span.text.casefold(), time.mod, time.role, same_words(item.entry))
        if key in first and first[key].entry.article.id != item.entry.article.id:
            first[key] = replace(first[key], repeats=(*first[key].repeats, item.entry))
        else:
            first.setdefault((*key, item.entry.article.id, time.span.start) if key in first else key, item)
    return list(first.values())


def _order(when: Interval | None, mod: str | None) -> tuple[int, int, int]:
    """By the first day; what begins there but is longer comes first, and the middle of it before its end."""
    return (when.first.toordinal(), -when.last.toordinal(), _EDGES.get(mod, 0)) if when else (0, 0, 0)


def _width(entry: Entry, time: Time) -> int:
    """The length of a claim's content where it holds the time, else longer than any content."""
    content = entry.claim.content
    holds = any(part.contains(time.span) for part in content)
    return sum(part.end - part.start for part in content) + (0 if holds else 1_000_000)


def _item(entry: Entry, time: Time) -> TimelineItem:
    events = tuple(event for event in entry.claim.events if event.time is not None and event.time == time.value)
    return TimelineItem(entry, time, interval(time.value), events)

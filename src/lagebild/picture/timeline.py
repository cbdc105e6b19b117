"""What is said to have happened when, and according to whom; vague dates stay vague, unresolved ones stay in
sight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lagebild.picture.timex import REFERENCES, Interval, interval
from lagebild.types import Entry, Event, Time


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One time in one claim; `when` is None where the words could not be placed on a day, a month or a year.

    `time.role` tells whether the content is dated ("content") or the saying of it ("saying").
    """

    entry: Entry
    time: Time
    when: Interval | None
    events: tuple[Event, ...] = ()


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
    found = [_item(entry, time) for _, entry, time in narrowest.values()]
    dated = [item for item in found if item.when]
    dated.sort(key=lambda item: (_order(item.when), item.time.role == "saying"))
    loose = tuple(item for item in found if not item.when and item.time.value in REFERENCES)
    unresolved = tuple(item for item in found if not item.when and item.time.value not in REFERENCES)
    return Timeline(tuple(dated), unresolved, loose)


def _order(when: Interval | None) -> tuple[int, int]:
    return (when.first.toordinal(), -when.last.toordinal()) if when else (0, 0)


def _width(entry: Entry, time: Time) -> int:
    """The length of a claim's content where it holds the time, else longer than any content."""
    content = entry.claim.content
    holds = any(part.contains(time.span) for part in content)
    return sum(part.end - part.start for part in content) + (0 if holds else 1_000_000)


def _item(entry: Entry, time: Time) -> TimelineItem:
    events = tuple(event for event in entry.claim.events if event.time is not None and event.time == time.value)
    return TimelineItem(entry, time, interval(time.value), events)

"""What is said to have happened when, and according to whom; vague dates stay vague, unresolved ones stay in sight, and
days that reports of one deed contradict each other in stand side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from lagebild.compare.deed_rules import is_speech
from lagebild.compare.deeds import Dating
from lagebild.compare.tellings import as_told
from lagebild.compare.timex import REFERENCES, Interval, interval
from lagebild.ledger import Dated, DayTold
from lagebild.picture.copies import same_words
from lagebild.types import Entry, Event, Time

#: The events of claims that are deeds, as `Ledger.dated` gives them.
Datings = Mapping[tuple[str, str, int], Dated]
NO_DATINGS: Datings = MappingProxyType({})
_EDGES: Mapping[str | None, int] = MappingProxyType({"START": 1, "MID": 2, "END": 3})


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One time in one claim; `when` is None where the words could not be placed on a day, a month or a year.

    `time.role` tells whether the content is dated ("content") or the saying of it ("saying"). `events` are those of
    that time, `repeats` claims of the same words with the same date in other articles.

    Where deeds are asked for, one that its claim tells without a time of its own stands on the days that the lead of
    its page or its publication gives: `time` is None then, and `dating` says which; where only the last day is known
    (`until`) `when` is None. `deeds` are the ids of the deeds that its events are, each in its place, None for what is
    none; `disputed` are the days that reports of one of them name where they exclude each other, with the reports.
    """

    entry: Entry
    time: Time | None
    when: Interval | None
    events: tuple[Event, ...] = ()
    repeats: tuple[Entry, ...] = ()
    dating: Dating = "told"
    disputed: tuple[DayTold, ...] = ()
    until: date | None = None
    deeds: tuple[str | None, ...] = ()

    @property
    def value(self) -> str | None:
        """The days as a TIMEX3 value; of a deed without a time of its own its first and last day."""
        if self.time is not None or self.when is None:
            return self.time.value if self.time else None
        return "/".join(dict.fromkeys((self.when.first.isoformat(), self.when.last.isoformat())))


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


def timeline(
    entries: Iterable[Entry], datings: Datings = NO_DATINGS, *, types: Collection[str] | None = None
) -> Timeline:
    """The times of the entries in order; a time that several claims of a sentence share is listed once, with the
    narrowest claim.

    `datings` are what a ledger knows of the events of these claims; without them no day is disputed. With `types`
    (none of them: any deed) only what dates a deed of such a type is in it, and deeds without a time of their own are.
    """
    every = list(entries)
    found = [_item(entry, time, datings) for entry, time in _narrowest(every)]
    if types is not None:
        found = [item for item in found if any(_is_asked(event, types) for event in item.events)]
        found += [item for entry in every for item in _without_time(entry, datings, types)]
    found = _together(found)
    dated = [item for item in found if item.when]
    dated.sort(key=_place)
    loose = tuple(item for item in found if not item.when and item.value in REFERENCES)
    unresolved = tuple(item for item in found if not item.when and item.value not in REFERENCES)
    return Timeline(tuple(dated), unresolved, loose)


def _narrowest(entries: Iterable[Entry]) -> list[tuple[Entry, Time]]:
    """The dates and times that are told, each with the narrowest claim that holds it."""
    narrowest: dict[tuple[str, int, int], tuple[int, Entry, Time]] = {}
    for entry in entries:
        for time in entry.claim.times:
            if time.type in ("DATE", "TIME"):
                place = (entry.article.id, time.span.start, time.span.end)
                width = _width(entry, time)
                if place not in narrowest or width < narrowest[place][0]:
                    narrowest[place] = (width, entry, time)
    return [(entry, time) for _, entry, time in narrowest.values()]


def _is_asked(event: Event, types: Collection[str]) -> bool:
    return event.type in types if types else not is_speech(event.type)


def _without_time(entry: Entry, datings: Datings, types: Collection[str]) -> Iterator[TimelineItem]:
    """The deeds of a claim that tells no time for them, those of the same days together."""
    together: dict[tuple[Interval | None, Dating, date | None, bool], list[int]] = {}
    for number, event in enumerate(entry.claim.events):
        known = datings.get((entry.article.id, entry.claim.id, number))
        if known is not None and not _has_time(entry, event, known) and _is_asked(event, types):
            when = Interval(known.first, known.last, "day") if known.first and known.last else None
            together.setdefault((when, known.dating, None if when else known.last, event.frame), []).append(number)
    for (when, dating, until, _), numbers in together.items():
        deeds, disputed = _known(entry, numbers, datings)
        events = tuple(entry.claim.events[number] for number in numbers)
        told = as_told(entry, events[0])
        yield TimelineItem(told, None, when, events, (), dating, disputed, until, deeds)


def _has_time(entry: Entry, event: Event, known: Dated) -> bool:
    """Whether the time of an event is one of its claim; that of a reporting frame dates nothing that the claim says,
    and may be none of its."""
    if known.dating != "told":
        return False
    return not event.frame or any(time.value == event.time for time in _around(entry))


def _around(entry: Entry) -> list[Time]:
    """The times of a claim that stand in its reporting frame."""
    return [time for time in entry.claim.times if not any(part.contains(time.span) for part in entry.claim.content)]


def _together(items: Iterable[TimelineItem]) -> list[TimelineItem]:
    """Items that say the same words of the same date as one, with the others as its repeats."""
    first: dict[tuple[object, ...], TimelineItem] = {}
    for item in items:
        time = item.time
        said = (time.value or time.span.text.casefold(), time.mod, time.role) if time else (item.value, item.dating)
        key = (*said, same_words(item.entry))
        if key in first and first[key].entry.article.id != item.entry.article.id:
            first[key] = replace(first[key], repeats=(*first[key].repeats, item.entry))
        else:
            own = (item.entry.article.id, item.entry.claim.id, time.span.start if time else None)
            first.setdefault((*key, *own) if key in first else key, item)
    return list(first.values())


def _place(item: TimelineItem) -> tuple[tuple[int, int, int], bool]:
    time = item.time
    return _order(item.when, time.mod if time else None), time is not None and time.role == "saying"


def _order(when: Interval | None, mod: str | None) -> tuple[int, int, int]:
    """By the first day; what begins there but is longer comes first, and the middle of it before its end."""
    return (when.first.toordinal(), -when.last.toordinal(), _EDGES.get(mod, 0)) if when else (0, 0, 0)


def _width(entry: Entry, time: Time) -> int:
    """The length of a claim's content where it holds the time, else longer than any content."""
    content = entry.claim.content
    holds = any(part.contains(time.span) for part in content)
    return sum(part.end - part.start for part in content) + (0 if holds else 1_000_000)


def _item(entry: Entry, time: Time, datings: Datings) -> TimelineItem:
    is_around = time in _around(entry)
    numbers = [
        number
        for number, event in enumerate(entry.claim.events)
        if event.time is not None
        and event.time == time.value
        # That the source said it then is what the time itself tells.
        and (not event.frame or (is_around and not is_speech(event.type)))
    ]
    events = tuple(entry.claim.events[number] for number in numbers)
    deeds, disputed = _known(entry, numbers, datings)
    return TimelineItem(entry, time, interval(time.value), events, disputed=disputed, deeds=deeds)


def _known(
    entry: Entry, numbers: Iterable[int], datings: Datings
) -> tuple[tuple[str | None, ...], tuple[DayTold, ...]]:
    """The deeds that some events of a claim are, and the days of the first of which reports contradict each other."""
    found = [datings.get((entry.article.id, entry.claim.id, number)) for number in numbers]
    others = next((one.others for one in found if one is not None and one.others), ())
    return tuple(one.deed if one is not None else None for one in found), others

"""Tells which deed an event of a claim is of, on which days it is put, and where reports of one deed name other days.

Days of one deed may differ by a zone of time or a night (`compare.one_deed`); tellings whose days lie further apart are
of several deeds to a ledger, which counts them apart. Where nothing but the day parts them, they are shown together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from lagebild.compare.deeds import Dating
from lagebild.compare.one_deed import Told, can_be_same_but_day, excludes, is_same_but_day
from lagebild.compare.tellings import days_of_deed
from lagebild.ledger import doings, rows
from lagebild.ledger.deeds import Place, near, nearest, tellings_at, told_at
from lagebild.ledger.doings import Telling
from lagebild.ledger.store import Row, Store
from lagebild.types import Entry

#: An event: its article, its claim, its place in the claim.
Key = tuple[str, str, int]
#: Other days are looked for around so many events that tell theirs, the latest; so many reports of a deed are shown.
LOOKED_AT, _TELLINGS = 2000, 60
_BATCH = 200


@dataclass(frozen=True, slots=True)
class DayTold:
    """A day or a longer time (`first` to `last`) that reports of a deed name, with the reports, the earliest first."""

    first: date
    last: date
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """The deed (its id) of an event and the days on which the event is put; `dating` as in `Deed`.

    `others` are the days that reports of the deed name where some exclude each other, in order, its own among them;
    none where they agree.
    """

    deed: str
    first: date | None
    last: date | None
    dating: Dating
    others: tuple[DayTold, ...] = ()


def dated(store: Store, entries: Iterable[Entry]) -> dict[Key, Dated]:
    """The events of some claims that are deeds, of whatever status."""
    found = list(_events(store, entries))
    told = sorted((row for row in found if row[5] == "told"), key=lambda row: -row[3])[:LOOKED_AT]
    others = _disputed(store, {(int(row[7]), int(row[2])): int(row[8]) for row in told})
    return {
        (str(row[0]), str(row[1]), int(row[2])): Dated(
            str(row[6]), _day(row[3]), _day(row[4]), row[5], others.get(int(row[8]), ())
        )
        for row in found
    }


def _events(store: Store, entries: Iterable[Entry]) -> Iterator[Row]:
    """Article, claim, place, first, last, dating, id of the deed, numbers of the claim and of the deed."""
    wanted = {(entry.article.id, entry.claim.id) for entry in entries if entry.claim.events}
    claims = sorted({claim for _, claim in wanted})
    for begin in range(0, len(claims), _BATCH):
        values = {f"c{place}": claim for place, claim in enumerate(claims[begin : begin + _BATCH])}
        question = (
            "SELECT u.id, c.id, e.number, e.first, e.last, e.dating, d.id, e.claim, e.deed FROM claims c"
            " JOIN current u ON u.reading = c.reading JOIN events e ON e.claim = c.seq JOIN deeds d ON d.seq = e.deed"
            f" WHERE c.id IN ({', '.join(f':{name}' for name in values)}) ORDER BY e.claim, e.number"
        )
        yield from (row for row in store.ask(question, values) if (row[0], row[1]) in wanted)


# --- other days ---------------------------------------------------------------------------------------------------


def _disputed(store: Store, deeds: Mapping[Place, int]) -> dict[int, tuple[DayTold, ...]]:
    """The days that exclude each other, by the numbers of the deeds that they are told of."""
    found: dict[int, tuple[DayTold, ...]] = {}
    for group in _joined(_pairs(store, deeds)):
        found.update(dict.fromkeys(group, _days(store, group)))
    return found


def _pairs(store: Store, deeds: Mapping[Place, int]) -> Iterator[tuple[int, int]]:
    """Deeds that are one but for the day; a deed with itself where its own tellings name days that exclude others."""
    inner: dict[int, list[Told]] = defaultdict(list)
    places = _told_of(store, set(deeds.values()))
    for at, told in told_at(store, places).items():
        inner[places[at]].append(told)
    for deed, several in inner.items():
        if any(excludes(one.telling, other.telling) for one, other in combinations(several, 2)):
            yield deed, deed
    own = told_at(store, deeds)
    around = {at: nearest(near(store, told)) for at, told in own.items()}
    tellings = tellings_at(store, {place for places in around.values() for place in places})
    for at, told in own.items():  # most are told apart without their sketches
        one = told.telling
        around[at] = [it for it in around[at] if it in tellings and can_be_same_but_day(one, tellings[it])]
    known = told_at(store, {place for places in around.values() for place in places})
    for at, told in own.items():
        others = [place for place in around[at] if place in known and is_same_but_day(told, known[place])]
        yield from ((deeds[at], deed) for deed in set(_deeds_of(store, others)) - {deeds[at]})


def _told_of(store: Store, deeds: Iterable[int]) -> dict[Place, int]:
    """The events of some deeds that tell their day, with the number of the deed."""
    listed = ", ".join(map(str, sorted(deeds)))
    question = (
        f"SELECT claim, number, deed FROM events WHERE deed IN ({listed}) AND dating = 'told' AND status <> 'denied'"
    )
    found = store.ask(question) if listed else ()
    return {(int(claim), int(number)): int(deed) for claim, number, deed in found}


def _deeds_of(store: Store, places: Sequence[Place]) -> Iterator[int]:
    listed = ", ".join(str(claim) for claim, _ in places)
    question = f"SELECT claim, number, deed FROM events WHERE claim IN ({listed}) AND deed IS NOT NULL"
    found = store.ask(question) if listed else ()
    return (int(deed) for claim, number, deed in found if (int(claim), int(number)) in set(places))


def _joined(pairs: Iterable[tuple[int, int]]) -> list[set[int]]:
    """The sets of numbers that pairs lead from one to another."""
    groups: list[set[int]] = []
    for pair in pairs:
        touched = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in touched]
        groups.append(set(pair).union(*touched))
    return groups


def _days(store: Store, deeds: Iterable[int]) -> tuple[DayTold, ...]:
    """The days that reports of some deeds name, without those that all others leave room for."""
    told: dict[tuple[date, date], list[Telling]] = defaultdict(list)
    for deed in sorted(deeds):
        for one in doings.tellings(store, deed, limit=_TELLINGS):
            days, dating = days_of_deed(one.entry.article, one.event)
            if days is not None and dating == "told" and one.event.status != "denied":
                told[days.first, days.last].append(one)
    return tuple(
        DayTold(first, last, tuple(sorted(told[first, last], key=lambda one: one.entry.article.published or "9")))
        for first, last in sorted(told)
        if any(first > end or begin > last for begin, end in told)
    )


def _day(number: int | None) -> date | None:
    return rows.day_of(number) if number is not None else None

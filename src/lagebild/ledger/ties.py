"""Who acts toward whom, counted in deeds: from the tallies of `tie_months`, or from the deeds that fit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import nsmallest
from typing import Any

from lagebild.compare.alliances import Alliance
from lagebild.compare.deed_rules import sign_of
from lagebild.compare.deeds import Deed
from lagebild.compare.parties import side_of
from lagebild.ledger import doings, rows
from lagebild.ledger.doings import ANY, Doing
from lagebild.ledger.filters import ALL, Filters
from lagebild.ledger.gathering import ORIGIN
from lagebild.ledger.store import Row, Store
from lagebild.types import Actor


@dataclass(frozen=True, slots=True)
class Tie:
    """What one side did toward another, counted in deeds that are told as done; never in articles.

    `friendly` and `hostile` count the deeds of cooperative and of conflictual types, `types` those of each type, most
    first, `months` those of each month (its first day) by sign, the earliest first; `undated` those without a day.
    `first` and `last` are the last days on which the earliest and the latest can have been done. `origins` counts the
    different ends of the chains of all their tellings, `identified` those that are known actors. `pairs` are the
    numbers of the sides in this index, by which `Ledger.tie_deeds` finds the deeds.
    """

    side: Actor
    toward: Actor
    deeds: int
    friendly: int
    hostile: int
    types: tuple[tuple[str, int], ...]
    months: tuple[tuple[date, int, int], ...]
    undated: int
    first: date | None
    last: date | None
    origins: int
    identified: int
    pairs: tuple[tuple[int, int], ...] = ()


def of_ties(
    store: Store, found: Iterable[Tie], filters: Filters = ALL, doing: Doing = ANY, *, limit: int | None = 50
) -> list[list[Deed]]:
    """The deeds that each tie was counted from, the latest first; of an alliance those of its members on any day."""
    where, values = doings.condition(store, filters, doing)
    pairs = (" OR ".join(f"(d.side = {side} AND d.toward = {toward})" for side, toward in tie.pairs) for tie in found)
    wanted = [f"({pair or '1 = 0'}) AND {where}" for pair in pairs]
    return doings.that_fit_each(store, wanted, values, limit=limit, order="latest")


def ties(
    store: Store, filters: Filters = ALL, doing: Doing = ANY, *, limit: int = 50, alliances: Sequence[Alliance] = ()
) -> list[Tie]:
    """Who did what toward whom, the pairs with most deeds first; of the deeds that fit.

    With `alliances` their members are one side on the days on which they belong to it; the first that holds counts.
    """
    doings.check_gathered(store)
    where, values = doings.condition(store, filters, doing)
    stands = {int(seq): int(one) for seq, one in store.ask("SELECT seq, same FROM actors WHERE same IS NOT NULL")}
    is_tallied = filters == ALL and not (doing.statuses or doing.doer or doing.target or alliances)
    # Actors that are one by a reader's word are added up before pairs can be ranked.
    most = None if stands else limit
    counted = _tallied(store, doing, most) if is_tallied else _one_by_one(store, where, values)
    if not alliances:
        counted = _foremost(counted, stands, limit)
    sides = _Sides(store, {int(actor) for row in counted for actor in row[:2]}, stands, alliances)
    pairs: dict[tuple[str, str], _Pair] = defaultdict(_Pair)
    for side, toward, kind, last, month, number, deed in counted:
        one, other = sides.key(int(side), last), sides.key(int(toward), last)
        if one != other:
            pairs[one, other].add(int(side), int(toward), str(kind), int(month), int(number), deed)
    ranked = sorted(pairs, key=lambda pair: (-pairs[pair].deeds, pair))[:limit]
    told = _told_between if is_tallied else _told_of
    ends = _ends(told(store, [pairs[pair] for pair in ranked], where, values), ranked, sides)
    return [pairs[pair].tie(sides.actors[pair[0]], sides.actors[pair[1]], ends[pair]) for pair in ranked]


def _tallied(store: Store, doing: Doing, limit: int | None) -> list[Row]:
    """Side, toward, type, no day, month, number of deeds, no deed: the tallies, of the first pairs or of all."""
    chosen = ", ".join(f"'{kind}'" for kind in sorted(doings.types_of(doing))) or "NULL"
    columns = "m.side, m.toward, m.type, NULL, m.month, m.deeds, NULL"
    if limit is None:
        return store.ask(f"SELECT {columns} FROM tie_months m WHERE m.type IN ({chosen})")
    ranked = (
        f"SELECT side, toward FROM tie_months WHERE type IN ({chosen}) GROUP BY side, toward"
        " ORDER BY sum(deeds) DESC, CAST(side AS TEXT), CAST(toward AS TEXT) LIMIT :most"
    )
    pairs = ", ".join(f"({int(side)}, {int(toward)})" for side, toward in store.ask(ranked, {"most": limit}))
    question = (  # CROSS JOIN: from the few pairs, not through all rows
        f"WITH p (side, toward) AS (VALUES {pairs}) SELECT {columns} FROM p CROSS JOIN tie_months m"
        f" WHERE m.side = p.side AND m.toward = p.toward AND m.type IN ({chosen})"
    )
    return store.ask(question) if pairs else []


def _one_by_one(store: Store, where: str, values: Mapping[str, Any]) -> list[Row]:
    """The same with the last day and the number of each deed that fits."""
    between = "d.side IS NOT NULL AND d.toward IS NOT NULL AND d.side <> d.toward"
    question = f"SELECT d.side, d.toward, d.type, d.last, d.seq FROM deeds d WHERE {between} AND {where}"
    return [(*row[:4], _month(row[3]), 1, row[4]) for row in store.ask(question, values)]


def _foremost(counted: Sequence[Row], stands: Mapping[int, int], limit: int) -> list[Row]:
    """What belongs to the pairs of sides with most deeds: the others need no closer look."""
    totals: Counter[tuple[int, int]] = Counter()
    for side, toward, *_, number, _deed in counted:
        totals[stands.get(side, side), stands.get(toward, toward)] += number
    apart = (pair for pair in totals if pair[0] != pair[1])
    chosen = set(nsmallest(limit, apart, key=lambda pair: (-totals[pair], str(pair[0]), str(pair[1]))))
    return [row for row in counted if (stands.get(row[0], row[0]), stands.get(row[1], row[1])) in chosen]


def _month(last: int | None) -> int:
    if last is None:
        return -1
    day = rows.day_of(last)
    return 12 * day.year + day.month - 1


class _Sides:
    """By what sides are told apart: the actor, the one that a reader said it to be, or its alliance on a day."""

    def __init__(
        self, store: Store, numbers: set[int], stands: Mapping[int, int], alliances: Sequence[Alliance]
    ) -> None:
        self._stands, self._alliances = stands, alliances
        known = doings.actors(store, {stands.get(number, number) for number in numbers})
        self._known = {number: side_of(actor) for number, actor in known.items()}
        self.actors: dict[str, Actor] = {}  #: by the keys that were given

    def key(self, number: int, day: int | None) -> str:
        """The key of a side; a deed without a day is of the alliance that its side is in now."""
        one = self._stands.get(number, number)
        actor = self._known[one]
        alliance = None
        if self._alliances:
            when = rows.day_of(day) if day is not None else None
            alliance = next((found for found in self._alliances if found.holds(actor, when)), None)
        key = f"alliance:{alliance.id}" if alliance else str(one)
        self.actors.setdefault(key, alliance.as_actor if alliance else actor)
        return key


class _Pair:
    """Counts what one side did toward another."""

    def __init__(self) -> None:
        self.raw: set[tuple[int, int]] = set()
        self.own: list[int] = []  #: the deeds that were counted one by one
        self.deeds = self.undated = 0
        self._types: Counter[str] = Counter()
        self._months: dict[int, list[int]] = defaultdict(lambda: [0, 0])

    def add(self, side: int, toward: int, kind: str, month: int, number: int, deed: int | None) -> None:
        """Counts so many deeds of a type in a month, or one of them."""
        self.raw.add((side, toward))
        if deed is not None:
            self.own.append(int(deed))
        self.deeds += number
        self._types[kind] += number
        if month < 0:
            self.undated += number
        elif sign := sign_of(kind):
            self._months[month][sign < 0] += number

    def tie(self, side: Actor, toward: Actor, ends: _Ends) -> Tie:
        """What was counted; `ends` are the days and the origins of the pair."""
        signs = {sign: sum(n for kind, n in self._types.items() if sign_of(kind) == sign) for sign in (1, -1)}
        months = tuple(
            (date(month // 12, month % 12 + 1, 1), good, bad) for month, (good, bad) in sorted(self._months.items())
        )
        types = tuple(sorted(self._types.items(), key=lambda one: (-one[1], one[0])))
        first, last = (rows.day_of(day) if day is not None else None for day in (ends.first, ends.last))
        known = sum(origin > 0 for origin in ends.origins)
        return Tie(
            side, toward, self.deeds, signs[1], signs[-1], types, months, self.undated, first, last,
            len(ends.origins), known, tuple(sorted(self.raw)),
        )  # fmt: skip


@dataclass(slots=True)
class _Ends:
    """The last days of the first and the latest deed of a pair, and the origins of their tellings (`ORIGIN`)."""

    first: int | None = None
    last: int | None = None
    origins: set[int] = field(default_factory=set)


def _ends(told: Iterable[Row], pairs: Sequence[tuple[str, str]], sides: _Sides) -> dict[tuple[str, str], _Ends]:
    """Days and origins of some pairs of sides, from what is told of deeds between actors."""
    found = {pair: _Ends() for pair in pairs}
    for side, toward, last, origin in told:
        ends = found.get((sides.key(int(side), last), sides.key(int(toward), last)))
        if ends is None:
            continue
        ends.origins.add(int(origin))
        if last is not None:
            ends.first = last if ends.first is None else min(ends.first, last)
            ends.last = last if ends.last is None else max(ends.last, last)
    return found


_AT_ONCE = 10_000  # numbers in one question
_TOLD = (
    f"SELECT DISTINCT d.side, d.toward, d.last, {ORIGIN} FROM deeds d JOIN events e ON e.deed = d.seq"
    " JOIN claims c ON c.seq = e.claim JOIN voices v ON v.seq = coalesce(e.origin, c.origin) LEFT JOIN actors a"
    " ON a.seq = v.actor WHERE e.status <> 'denied' AND "
)


def _told_between(store: Store, pairs: Sequence[_Pair], where: str, values: Mapping[str, Any]) -> Iterator[Row]:
    """Who acts toward whom, the last day and an origin, of all deeds between the actors of some pairs that fit."""
    for side, toward in sorted({raw for pair in pairs for raw in pair.raw}):
        yield from store.ask(f"{_TOLD} d.side = {side} AND d.toward = {toward} AND {where}", values)


def _told_of(store: Store, pairs: Sequence[_Pair], _where: str, _values: Mapping[str, Any]) -> Iterator[Row]:
    """The same of the deeds that were counted for some pairs."""
    deeds = sorted(deed for pair in pairs for deed in pair.own)
    for first in range(0, len(deeds), _AT_ONCE):
        listed = ", ".join(map(str, deeds[first : first + _AT_ONCE]))
        yield from store.ask(f"{_TOLD} d.seq IN ({listed})")

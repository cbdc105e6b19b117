"""What a desk asks of the deeds of a ledger: which were done, by whom toward whom. Answers are bounded.

Without filters the tallies of `deeds` and `tie_months` answer; with filters on claims, the deeds that a claim that fits
tells.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal, get_args

from lagebild.compare.alliances import Alliance
from lagebild.compare.deed_rules import kinds, sign_of
from lagebild.compare.deeds import DONE, Deed
from lagebild.compare.identity import country_in
from lagebild.compare.parties import side_of
from lagebild.errors import LedgerError, UsageError
from lagebild.lang.load import having
from lagebild.ledger import conditions, query, rows
from lagebild.ledger.filters import ALL, Filters
from lagebild.ledger.gathering import ORIGIN
from lagebild.ledger.store import Row, Store
from lagebild.types import Actor, Entry, Event, EventStatus

Order = Literal["origins", "latest", "earliest"]

_RANKS: Mapping[Order, str] = {
    "origins": "d.origins DESC, d.articles DESC, d.seq",
    "latest": "d.last DESC NULLS LAST, d.seq DESC",
    "earliest": "d.last ASC NULLS LAST, d.seq",
}
_DEED = (
    "seq", "id", "type", "mode", "status", "first", "last", "dating", "reported", "claims", "articles", "outlets",
    "origins", "identified", "denials", "admissions", "number",
)  # fmt: skip
_PARTIES = ("actor", "recipient", "third", "place")
_DAYS = ("first", "last", "reported")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What a deed must be to be returned; empty asks for nothing. Raises UsageError for a value that cannot be.

    `types` are those of PLOVER (`ontology/events.toml`, without speech), `statuses` those of events; without any only
    what is told as done fits. `doer` and `target` are names, or their beginnings, of who acts and toward whom: the
    actor and the recipient, or their sides ("Russia" means its army too). `sign` is 1 for cooperative, -1 for
    conflictual types.
    """

    types: tuple[str, ...] = ()
    statuses: tuple[EventStatus, ...] = ()
    doer: str | None = None
    target: str | None = None
    sign: int | None = None

    def __post_init__(self) -> None:
        valid = [kind.name for kind in kinds().values() if not kind.speech]
        for kind in self.types:
            if kind not in valid:
                raise UsageError(f"type {kind!r} is not known; choose one of: {', '.join(valid)}")
        for status in self.statuses:
            if status not in (statuses := get_args(EventStatus)):
                raise UsageError(f"status {status!r} is not known; choose one of: {', '.join(statuses)}")


#: Asks for nothing but that it was done.
ANY = Doing()


@dataclass(frozen=True, slots=True)
class Telling:
    """One report of a deed: the claim with its article, the event in it, where it goes back to, and in which outlet."""

    entry: Entry
    event: Event
    speaker: str
    origin: str
    identified: bool
    outlet: str
    admits: bool


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


# --- deeds ------------------------------------------------------------------------------------------------------


def deeds(
    store: Store, filters: Filters = ALL, doing: Doing = ANY, *, limit: int | None = 50, order: Order = "origins"
) -> list[Deed]:
    """The deeds that fit, in an order; all of them where `limit` is None."""
    _gathered(store)
    where, values = _fits(store, filters, doing)
    question = f"SELECT {_columns()} FROM deeds d WHERE {where} ORDER BY {_RANKS[order]}"
    if limit is not None:
        question, values = f"{question} LIMIT :most", {**values, "most": limit}
    return _made(store, store.ask(question, values))


def of_tie(store: Store, tie: Tie, filters: Filters = ALL, doing: Doing = ANY, *, limit: int | None = 50) -> list[Deed]:
    """The deeds that a tie was counted from, the latest first; of an alliance those of its members on any day."""
    where, values = _fits(store, filters, doing)
    pairs = " OR ".join(f"(d.side = {side} AND d.toward = {toward})" for side, toward in tie.pairs) or "1 = 0"
    question = f"SELECT {_columns()} FROM deeds d WHERE ({pairs}) AND {where} ORDER BY {_RANKS['latest']}"
    if limit is not None:
        question, values = f"{question} LIMIT :most", {**values, "most": limit}
    return _made(store, store.ask(question, values))


def deed(store: Store, beginning: str) -> Deed:
    """The deed whose id begins like this; raises UsageError where there is none or more than one."""
    _gathered(store)
    wanted = rows.indexed(beginning)
    question = f"SELECT {_columns()} FROM deeds d WHERE d.id >= :first AND d.id < :last ORDER BY d.id LIMIT 2"
    found = store.ask(question, {"first": wanted, "last": wanted + chr(0x10FFFF)}) if wanted else []
    if not found:
        raise UsageError(f"the ledger has no deed {beginning!r}; `lagebild events` lists them")
    if len(found) > 1 and found[0][1] != wanted:
        raise UsageError(f"more than one deed begins with {beginning!r}: {found[0][1]}, {found[1][1]}; give more")
    return _made(store, found[:1])[0]


def tellings(store: Store, deed: int, *, limit: int) -> tuple[Telling, ...]:
    """The reports of a deed (by its number), the earliest first; those that deny it too."""
    question = (
        "SELECT e.claim, e.number, s.name, o.name, o.identified, u.outlet, e.admits FROM events e"
        " JOIN claims c ON c.seq = e.claim JOIN current u ON u.reading = c.reading JOIN voices s ON s.seq = c.speaker"
        " JOIN voices o ON o.seq = c.origin WHERE e.deed = :deed ORDER BY c.day NULLS LAST, c.seq, e.number LIMIT :most"
    )
    from lagebild.ledger.answers import outlet_names

    found = store.ask(question, {"deed": deed, "most": limit})
    entries = query.at(store, [int(row[0]) for row in found])
    outlets = outlet_names(store, {int(row[5]) for row in found})
    return tuple(
        Telling(
            entries[claim], entries[claim].claim.events[number], speaker, origin, bool(identified), outlets[outlet],
            bool(admits),
        )
        for claim, number, speaker, origin, identified, outlet, admits in found
    )  # fmt: skip


def _gathered(store: Store) -> None:
    """Raises LedgerError where an older program filed events, of which nothing was gathered."""
    if store.one("SELECT 1 FROM events WHERE dating IS NULL LIMIT 1") is not None:
        raise LedgerError(
            f"{store.name} was filled by an older Lagebild that gathered no deeds; run `lagebild ledger rebuild` once"
        )


def _columns() -> str:
    return ", ".join(f"d.{name}" for name in (*_DEED, *_PARTIES, "founder"))


def _made(store: Store, found: Sequence[Row]) -> list[Deed]:
    entries = query.at(store, [int(row[-1]) for row in found])
    parties = [row[len(_DEED) : -1] for row in found]
    known = actors(store, {int(number) for row in parties for number in row if number is not None})
    made = []
    for row, party in zip(found, parties, strict=True):
        values: dict[str, Any] = dict(zip(_DEED, row, strict=False))
        values |= {name: rows.day_of(values[name]) if values[name] is not None else None for name in _DAYS}
        actor, recipient, third, place = (known[int(one)] if one is not None else None for one in party)
        values |= {"actor": actor, "recipient": recipient, "third": third, "place": place.name if place else None}
        made.append(Deed(**values, founder=entries[int(row[-1])]))
    return made


def actors(store: Store, numbers: Collection[int]) -> dict[int, Actor]:
    """Actors by their numbers, as the index knows them."""
    listed = ", ".join(map(str, sorted(numbers)))
    question = f"SELECT seq, name, kind, country, wikidata, plover FROM actors WHERE seq IN ({listed})"
    found = store.ask(question) if listed else ()
    return {int(seq): _as_party(Actor(str(name or ""), kind or "other", *rest)) for seq, name, kind, *rest in found}


def _as_party(actor: Actor) -> Actor:
    """A state that the index met first as the place of that name, as a state."""
    side = side_of(actor)
    if actor.kind == "place" and side.kind == "state":
        names = {country_in(side.country or "", language) for language in having("names")}
        return side if actor.name in names else actor
    return actor


def _fits(store: Store, filters: Filters, doing: Doing) -> tuple[str, dict[str, Any]]:
    """The condition on a deed `d`: its own, then that some claim that fits tells it.

    `actor` means a party of the deed or its side, `when` a day on which it can have been done.
    """
    parts, values = [], dict[str, Any]()
    statuses = ", ".join(f"'{status}'" for status in sorted(doing.statuses or DONE))
    parts.append(f"d.status IN ({statuses})")
    if doing.sign is not None or doing.types:
        listed = ", ".join(f"'{kind}'" for kind in sorted(_types(doing))) or "NULL"
        parts.append(f"d.type IN ({listed})")
    for value, columns in (
        (doing.doer, ("side", "actor")),
        (doing.target, ("toward", "recipient")),
        (filters.actor, ("side", "actor", "toward", "recipient", "third")),
    ):
        if value is not None:
            listed = ", ".join(map(str, conditions.actors_named(store, value))) or "NULL"
            parts.append(f"({' OR '.join(f'd.{column} IN ({listed})' for column in columns)})")
    if filters.when and (days := rows.days_of(filters.when)):
        parts.append("d.first <= :done_last AND d.last >= :done_first")
        values |= {"done_first": days[0], "done_last": days[1]}
    inner = replace(filters, actor=None, when=None)
    if inner != ALL:
        fits, given = conditions.of_claim(store, inner)
        parts.append(
            "d.seq IN (SELECT e.deed FROM claims c JOIN current u ON u.reading = c.reading"
            f" JOIN events e ON e.claim = c.seq WHERE e.deed IS NOT NULL AND {fits})"
        )
        values |= given
    return " AND ".join(parts), values


# --- ties -------------------------------------------------------------------------------------------------------


def ties(
    store: Store, filters: Filters = ALL, doing: Doing = ANY, *, limit: int = 50, alliances: Sequence[Alliance] = ()
) -> list[Tie]:
    """Who did what toward whom, the pairs with most deeds first; of the deeds that fit.

    With `alliances` their members are one side on the days on which they belong to it; the first that holds counts.
    """
    _gathered(store)
    where, values = _fits(store, filters, doing)
    if filters == ALL and not doing.statuses and doing.doer is None and doing.target is None and not alliances:
        counted = _tallied(store, doing, limit)
    else:
        question = f"SELECT d.side, d.toward, d.type, d.last, 1 FROM deeds d WHERE {_BETWEEN} AND {where}"
        counted = store.ask(question, values)
        counted = counted if alliances else [(*row[:3], _month(row[3]), row[4]) for row in counted]
    sides = _Sides(store, {int(actor) for row in counted for actor in row[:2]}, alliances)
    pairs: dict[tuple[str, str], _Pair] = defaultdict(_Pair)
    for side, toward, kind, when, number in counted:
        day = when if alliances else None
        one, other = sides.key(int(side), day), sides.key(int(toward), day)
        if one != other:
            pairs[one, other].add(int(side), int(toward), str(kind), _month(when) if alliances else when, int(number))
    ranked = sorted(pairs, key=lambda pair: (-pairs[pair].deeds, pair))[:limit]
    ends = _ends(store, {pair: pairs[pair].raw for pair in ranked}, sides, where, values)
    return [pairs[pair].tie(sides.actors[pair[0]], sides.actors[pair[1]], ends[pair]) for pair in ranked]


_BETWEEN = "d.side IS NOT NULL AND d.toward IS NOT NULL AND d.side <> d.toward"


def _tallied(store: Store, doing: Doing, limit: int) -> list[Row]:
    """The tallies of the pairs with most deeds; of all, where actors are one by a reader's word."""
    chosen = ", ".join(f"'{kind}'" for kind in sorted(_types(doing))) or "NULL"
    question = f"SELECT side, toward, type, month, deeds FROM tie_months WHERE type IN ({chosen})"
    if store.one("SELECT 1 FROM actors WHERE same IS NOT NULL LIMIT 1"):
        return store.ask(question)
    ranked = (
        f"SELECT side, toward FROM tie_months WHERE type IN ({chosen}) GROUP BY side, toward"
        " ORDER BY sum(deeds) DESC, CAST(side AS TEXT), CAST(toward AS TEXT) LIMIT :most"
    )
    pairs = ", ".join(f"({int(side)}, {int(toward)})" for side, toward in store.ask(ranked, {"most": limit}))
    return store.ask(f"{question} AND (side, toward) IN (VALUES {pairs})") if pairs else []


def _types(doing: Doing) -> set[str]:
    return {kind for kind in kinds() if doing.sign in (None, sign_of(kind)) and kind in (doing.types or kinds())}


def _month(last: int | None) -> int:
    if last is None:
        return -1
    day = rows.day_of(last)
    return 12 * day.year + day.month - 1


class _Sides:
    """By what sides are told apart: the actor, the one that a reader said it to be, or its alliance on a day."""

    def __init__(self, store: Store, numbers: set[int], alliances: Sequence[Alliance]) -> None:
        same = store.ask("SELECT seq, same FROM actors WHERE same IS NOT NULL")
        self._stands = {int(seq): int(other) for seq, other in same}
        known = actors(store, {self._stands.get(number, number) for number in numbers})
        self._known = {number: side_of(actor) for number, actor in known.items()}
        self._alliances = alliances
        self.actors: dict[str, Actor] = {}  #: by the keys that were given

    def key(self, number: int, day: int | None) -> str:
        """The key of a side; a deed without a day is of the alliance that its side is in now."""
        one = self._stands.get(number, number)
        actor = self._known[one]
        when = rows.day_of(day) if day is not None else None
        alliance = next((found for found in self._alliances if found.holds(actor, when)), None)
        key = f"alliance:{alliance.id}" if alliance else str(one)
        self.actors.setdefault(key, alliance.as_actor if alliance else actor)
        return key


class _Pair:
    """Counts what one side did toward another."""

    def __init__(self) -> None:
        self.raw: set[tuple[int, int]] = set()
        self.deeds = self.undated = 0
        self._types: Counter[str] = Counter()
        self._months: dict[int, list[int]] = defaultdict(lambda: [0, 0])

    def add(self, side: int, toward: int, kind: str, month: int, number: int) -> None:
        """Counts so many deeds of a type in a month."""
        self.raw.add((side, toward))
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


def _ends(
    store: Store,
    pairs: Mapping[tuple[str, str], set[tuple[int, int]]],
    sides: _Sides,
    where: str,
    values: Mapping[str, Any],
) -> dict[tuple[str, str], _Ends]:
    """Days and origins of some pairs of sides, given with the pairs of actors that they were counted from."""
    found = {pair: _Ends() for pair in pairs}
    for raw in sorted({raw for many in pairs.values() for raw in many}):
        of_pair = f"d.side = {raw[0]} AND d.toward = {raw[1]} AND {where}"
        question = (
            f"SELECT d.last, {ORIGIN}, count(*) FROM deeds d JOIN events e ON e.deed = d.seq"
            " JOIN claims c ON c.seq = e.claim JOIN voices v ON v.seq = c.origin LEFT JOIN actors a ON a.seq = v.actor"
            f" WHERE {of_pair} AND e.status <> 'denied' GROUP BY 1, 2"
        )
        for last, origin, _ in store.ask(question, values):
            ends = found.get((sides.key(raw[0], last), sides.key(raw[1], last)))
            if ends is None:
                continue
            ends.origins.add(int(origin))
            if last is not None:
                ends.first = last if ends.first is None else min(ends.first, last)
                ends.last = last if ends.last is None else max(ends.last, last)
    return found

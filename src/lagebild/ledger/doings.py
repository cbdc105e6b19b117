"""What a desk asks of the deeds of a ledger: which were done, by whom toward whom. Answers are bounded.

Without filters the tallies of `deeds` and `tie_months` answer; with filters on claims, the deeds that a claim that fits
tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

from lagebild.compare.deed_rules import kinds, sign_of
from lagebild.compare.deeds import DONE, Deed
from lagebild.errors import LedgerError, UsageError
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
    different ends of the chains of all their tellings, `identified` those that are known actors.
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
    side_seq: int
    toward_seq: int


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
    """Raises LedgerError where an older program filed the events, and nothing was gathered from them."""
    question = "SELECT 1 FROM events e WHERE e.dating IS NULL LIMIT 1"
    if store.one("SELECT 1 FROM deeds LIMIT 1") is None and store.one(question) is not None:
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
    return {int(seq): Actor(str(name or ""), kind or "other", *rest) for seq, name, kind, *rest in found}


def _fits(store: Store, filters: Filters, doing: Doing) -> tuple[str, dict[str, Any]]:
    """The condition on a deed `d`: its own, then that some claim that fits tells it.

    `actor` means a party of the deed or its side, `when` a day on which it can have been done.
    """
    parts, values = [], dict[str, Any]()
    statuses = ", ".join(f"'{status}'" for status in sorted(doing.statuses or DONE))
    parts.append(f"d.status IN ({statuses})")
    if doing.sign is not None or doing.types:
        chosen = [kind for kind in kinds() if doing.sign in (None, sign_of(kind)) and kind in (doing.types or kinds())]
        listed = ", ".join(f"'{kind}'" for kind in chosen) or "NULL"
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


def ties(store: Store, filters: Filters = ALL, doing: Doing = ANY, *, limit: int = 50) -> list[Tie]:
    """Who did what toward whom, the pairs with most deeds first; of the deeds that fit."""
    _gathered(store)
    counted = _counted(store, filters, doing)
    stands = _standing_for(store)
    pairs: dict[tuple[int, int], list[tuple[str, int, int]]] = defaultdict(list)
    for side, toward, kind, month, number in counted:
        one, other = stands.get(int(side), int(side)), stands.get(int(toward), int(toward))
        if one != other:
            pairs[one, other].append((str(kind), int(month), int(number)))
    ranked = sorted(pairs, key=lambda pair: (-sum(number for _, _, number in pairs[pair]), pair))[:limit]
    known = actors(store, {actor for pair in ranked for actor in pair})
    return [_tie(store, pair, pairs[pair], known, stands, filters, doing) for pair in ranked]


def _counted(store: Store, filters: Filters, doing: Doing) -> list[Row]:
    """Sides, type, month and number of deeds; from the tallies where nothing but types is asked for."""
    if filters == ALL and not doing.statuses and doing.doer is None and doing.target is None:
        found = store.ask("SELECT side, toward, type, month, deeds FROM tie_months")
        chosen = {kind for kind in kinds() if doing.sign in (None, sign_of(kind)) and kind in (doing.types or kinds())}
        return [row for row in found if row[2] in chosen]
    where, values = _fits(store, filters, doing)
    question = f"SELECT d.side, d.toward, d.type, d.last, 1 FROM deeds d WHERE {_BETWEEN} AND {where}"
    return [(*row[:3], _month(row[3]), row[4]) for row in store.ask(question, values)]


_BETWEEN = "d.side IS NOT NULL AND d.toward IS NOT NULL AND d.side <> d.toward"


def _month(last: int | None) -> int:
    if last is None:
        return -1
    day = rows.day_of(last)
    return 12 * day.year + day.month - 1


def _standing_for(store: Store) -> dict[int, int]:
    """The actor that a reader said each of some to be."""
    found = store.ask("SELECT seq, same FROM actors WHERE same IS NOT NULL")
    return {int(seq): int(same) for seq, same in found}


def _tie(
    store: Store, pair: tuple[int, int], counted: Iterable[tuple[str, int, int]], known: Mapping[int, Actor],
    stands: Mapping[int, int], filters: Filters, doing: Doing,
) -> Tie:  # fmt: skip
    types: dict[str, int] = defaultdict(int)
    months: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    undated = 0
    for kind, month, number in counted:
        types[kind] += number
        if month < 0:
            undated += number
        elif sign_of(kind):
            months[month][sign_of(kind) < 0] += number
    side, toward = (", ".join(map(str, _all_of(one, stands))) for one in pair)
    where, values = _fits(store, filters, doing)
    of_pair = f"d.side IN ({side}) AND d.toward IN ({toward}) AND {where}"
    first, last = store.ask(f"SELECT min(d.last), max(d.last) FROM deeds d WHERE {of_pair}", values)[0]
    question = (
        f"SELECT count(DISTINCT {ORIGIN}), count(DISTINCT CASE WHEN v.identified = 1 THEN {ORIGIN} END) FROM deeds d"
        " JOIN events e ON e.deed = d.seq JOIN claims c ON c.seq = e.claim JOIN voices v ON v.seq = c.origin"
        f" LEFT JOIN actors a ON a.seq = v.actor WHERE {of_pair} AND e.status <> 'denied'"
    )
    origins, identified = map(int, store.ask(question, values)[0])
    return Tie(
        known[pair[0]],
        known[pair[1]],
        sum(types.values()),
        sum(number for kind, number in types.items() if sign_of(kind) > 0),
        sum(number for kind, number in types.items() if sign_of(kind) < 0),
        tuple(sorted(types.items(), key=lambda one: (-one[1], one[0]))),
        tuple((date(month // 12, month % 12 + 1, 1), *counts) for month, counts in sorted(months.items())),  # type: ignore[misc]
        undated,
        rows.day_of(first) if first is not None else None,
        rows.day_of(last) if last is not None else None,
        origins,
        identified,
        *pair,
    )


def _all_of(actor: int, stands: Mapping[int, int]) -> list[int]:
    return sorted({actor, *(one for one, other in stands.items() if other == actor)})

"""What a desk asks of the deeds of a ledger: which were done, by whom toward whom. Answers are bounded.

Without filters the tallies of `deeds` and `tie_months` answer; with filters on claims, the deeds that a claim that fits
tells.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Literal, get_args

from lagebild.compare.deed_rules import kinds, sign_of
from lagebild.compare.deeds import DONE, Deed
from lagebild.compare.identity import country_in
from lagebild.compare.parties import side_of
from lagebild.compare.tellings import as_told, status_in
from lagebild.errors import LedgerError, UsageError
from lagebild.lang.load import having
from lagebild.ledger import conditions, query, rows
from lagebild.ledger.filters import ALL, Filters
from lagebild.ledger.store import Row, Store
from lagebild.types import Actor, Claim, Entry, Event, EventStatus

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
    """One report of a deed: the claim with its article, the event in it, where it goes back to, and in which outlet.

    What a reporting frame tells (`event.frame`) is its author's: the claim is the sentence as he tells it then.
    """

    entry: Entry
    event: Event
    speaker: str
    origin: str
    identified: bool
    outlet: str
    admits: bool


# --- deeds ------------------------------------------------------------------------------------------------------


def deeds(
    store: Store, filters: Filters = ALL, doing: Doing = ANY, *, limit: int | None = 50, order: Order = "origins"
) -> list[Deed]:
    """The deeds that fit, in an order; all of them where `limit` is None."""
    check_gathered(store)
    return that_fit(store, *condition(store, filters, doing), limit=limit, order=order)


def that_fit(store: Store, where: str, values: Mapping[str, Any], *, limit: int | None, order: Order) -> list[Deed]:
    """The deeds for which a condition holds (`condition`), in an order."""
    return that_fit_each(store, [where], values, limit=limit, order=order)[0]


def that_fit_each(
    store: Store, conditions: Iterable[str], values: Mapping[str, Any], *, limit: int | None, order: Order
) -> list[list[Deed]]:
    """The same for each of some conditions; their claims are opened together."""
    rows = [_rows(store, where, values, limit, order) for where in conditions]
    made = iter(_made(store, [row for some in rows for row in some]))
    return [list(islice(made, len(some))) for some in rows]


def _rows(store: Store, where: str, values: Mapping[str, Any], limit: int | None, order: Order) -> list[Row]:
    question = f"SELECT {_columns()} FROM deeds d WHERE {where} ORDER BY {_RANKS[order]}"
    if limit is not None:
        question, values = f"{question} LIMIT :most", {**values, "most": limit}
    return store.ask(question, values)


def deed(store: Store, beginning: str) -> Deed:
    """The deed whose id begins like this; raises UsageError where there is none or more than one."""
    check_gathered(store)
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
        " JOIN claims c ON c.seq = e.claim JOIN current u ON u.reading = c.reading JOIN voices s"
        " ON s.seq = coalesce(e.speaker, c.speaker) JOIN voices o ON o.seq = coalesce(e.origin, c.origin)"
        " WHERE e.deed = :deed ORDER BY c.day NULLS LAST, c.seq, e.number LIMIT :most"
    )
    from lagebild.ledger.answers import outlet_names

    found = store.ask(question, {"deed": deed, "most": limit})
    entries = query.at(store, [int(row[0]) for row in found])
    outlets = outlet_names(store, {int(row[5]) for row in found})
    return tuple(
        Telling(
            _told(entries[claim], number), _event_in(entries[claim].claim, number), speaker, origin, bool(identified),
            outlets[outlet], bool(admits),
        )
        for claim, number, speaker, origin, identified, outlet, admits in found
    )  # fmt: skip


def _told(entry: Entry, number: int) -> Entry:
    """A claim as it stands to who tells one of its events."""
    return as_told(entry, entry.claim.events[number])


def _event_in(claim: Claim, number: int) -> Event:
    """An event with the status that its article gives it."""
    event = claim.events[number]
    return replace(event, status=status_in(claim, event))


def check_gathered(store: Store) -> None:
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
        made.append(Deed(**values, founder=_told(entries[int(row[-1])], values["number"])))
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


def condition(store: Store, filters: Filters, doing: Doing) -> tuple[str, dict[str, Any]]:
    """The condition on a deed `d`: its own, then that some claim that fits tells it.

    `actor` means a party of the deed or its side, `when` a day on which it can have been done.
    """
    parts, values = [], dict[str, Any]()
    statuses = ", ".join(f"'{status}'" for status in sorted(doing.statuses or DONE))
    parts.append(f"d.status IN ({statuses})")
    if doing.sign is not None or doing.types:
        listed = ", ".join(f"'{kind}'" for kind in sorted(types_of(doing))) or "NULL"
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
        inner, teller = _by_teller(inner)
        fits, given = conditions.of_claim(store, inner)
        parts.append(
            "d.seq IN (SELECT e.deed FROM claims c JOIN current u ON u.reading = c.reading"
            f" JOIN events e ON e.claim = c.seq WHERE e.deed IS NOT NULL AND {teller} AND {fits})"
        )
        values |= given
    return " AND ".join(parts), values


def _by_teller(filters: Filters) -> tuple[Filters, str]:
    """Filters on a claim `c`, and the condition that one of its events `e` is told so.

    What a reporting frame tells is told by the author, and neither by the source nor in the manner of the claim.
    """
    if {filters.kind, filters.form} <= {None, "author"} and not (filters.source or filters.act or filters.factuality):
        told = [f"c.{name} = 'author'" for name in ("kind", "form") if getattr(filters, name)]
        own = f"(e.speaker IS NOT NULL OR ({' AND '.join(told)}))" if told else "1 = 1"
        return replace(filters, kind=None, form=None), own
    return filters, "e.speaker IS NULL"


def types_of(doing: Doing) -> set[str]:
    """The types that a deed may have."""
    return {kind for kind in kinds() if doing.sign in (None, sign_of(kind)) and kind in (doing.types or kinds())}

"""Counts what a row of `deeds` says of a deed from its tellings: when, by whom, how often told, on how many origins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from typing import get_args

from lagebild.compare.deeds import DONE, Dating
from lagebild.compare.tellings import Telling
from lagebild.ledger import rows
from lagebild.ledger.gathering import ORIGIN
from lagebild.ledger.keyed import listed
from lagebild.ledger.store import Row, Store
from lagebild.types import EventStatus

#: What tells the days of a deed, the best first.
_EXACT: tuple[Dating, ...] = ("told", "lead")


@dataclass(frozen=True, slots=True)
class Tally:
    """What a row of `deeds` says, counted from the tellings; the names are those of its columns."""

    mode: str | None
    status: str
    actor: int | None
    recipient: int | None
    third: int | None
    place: int | None
    side: int | None
    toward: int | None
    first: int | None
    last: int | None
    dating: Dating
    reported: int | None
    claims: int
    articles: int
    outlets: int
    origins: int
    identified: int
    denials: int
    admissions: int
    founder: int
    number: int


COLUMNS = tuple(field.name for field in fields(Tally))


@dataclass(frozen=True, slots=True)
class _Row:
    """A telling as it is stored."""

    claim: int
    number: int
    mode: str | None
    status: str
    actor: int | None
    recipient: int | None
    third: int | None
    place: int | None
    side: int | None
    toward: int | None
    first: int | None
    last: int | None
    dating: Dating
    admits: int
    day: int | None
    reading: int
    outlet: int | None
    origin: int | None
    identified: int | None
    level: int


def tally(store: Store, deed: int) -> Tally | None:
    """What a deed is counted by; None where nothing tells it."""
    return tallies(store, [deed]).get(deed)


def tallies(store: Store, deeds: Iterable[int]) -> dict[int, Tally]:
    """What some deeds are counted by; those that nothing tells are left out."""
    wanted = listed(deeds)
    question = (
        "SELECT e.deed, e.claim, e.number, e.mode, e.status, e.actor, e.recipient, e.third, e.place, e.side, e.toward,"
        f" e.first, e.last, e.dating, e.admits, c.day, c.reading, u.outlet, {ORIGIN}, v.identified, e.telling"
        " FROM events e JOIN claims c ON c.seq = e.claim LEFT JOIN current u ON u.reading = c.reading"
        " LEFT JOIN voices v ON v.seq = coalesce(e.origin, c.origin) LEFT JOIN actors a ON a.seq = v.actor"
        f" WHERE e.deed IN ({wanted}) ORDER BY e.deed, e.claim, e.number"
    )
    found = groupby(store.ask(question) if wanted else (), key=lambda row: int(row[0]))
    return {deed: _tally([_Row(*(*row[1:-1], _level(row[-1]))) for row in told]) for deed, told in found}


def _tally(found: Sequence[_Row]) -> Tally:
    status = _status(found)
    kept = ("happened", "ongoing") if status in DONE else (status,)
    affirming = [row for row in found if row.status in kept]
    first, last, dating = _days(affirming)
    denying = {row.claim for row in found if row.status == "denied"}
    return Tally(
        mode=_most(row.mode for row in affirming),
        status=status,
        actor=_first(row.actor for row in affirming),
        recipient=_first(row.recipient for row in affirming),
        third=_first(row.third for row in affirming),
        place=_first(row.place for row in sorted(affirming, key=lambda row: -row.level)),
        side=_first(row.side for row in affirming),
        toward=_first(row.toward for row in affirming),
        first=first,
        last=last,
        dating=dating,
        reported=min((row.day for row in affirming if row.day is not None), default=None),
        claims=len({row.claim for row in affirming}),
        articles=len({row.reading for row in affirming}),
        outlets=len({row.outlet for row in affirming}),
        origins=len({row.origin for row in affirming}),
        identified=len({row.origin for row in affirming if row.identified}),
        denials=len(denying),
        admissions=len({row.claim for row in affirming if row.admits}) if status in DONE else 0,
        founder=affirming[0].claim,
        number=affirming[0].number,
    )


def _level(packed: bytes | None) -> int:
    where = Telling.unpack(bytes(packed)).where if packed is not None else None
    return where.level if where else -1


def _status(found: Sequence[_Row]) -> str:
    """Told as happened by one is happened; nobody's deed is denied only."""
    held = {row.status for row in found}
    return next(str(status) for status in get_args(EventStatus) if status in held)


def _first(values: Iterable[int | None]) -> int | None:
    return next((value for value in values if value is not None), None)


def _most(modes: Iterable[str | None]) -> str | None:
    """The mode that most tellings give, the earliest of equals."""
    counted = Counter(mode for mode in modes if mode is not None)
    return counted.most_common(1)[0][0] if counted else None


def _days(found: Sequence[_Row]) -> tuple[int | None, int | None, Dating]:
    """The days on which a deed can have been done: what tellings say, the narrowest first, as far as they agree."""
    for dating in _EXACT:
        told = sorted((last - first, first, last) for first, last in _spans(found, dating))
        if not told:
            continue
        _, first, last = told[0]
        for _, begin, end in told[1:]:
            if begin <= last and end >= first:
                first, last = max(first, begin), min(last, end)
        return first, last, dating
    published = min(((last, first) for first, last in _spans(found, "published")), default=None)
    if published:
        return published[1], published[0], "published"
    bound = min((row.last for row in found if row.dating == "bound" and row.last is not None), default=None)
    return (None, bound, "bound") if bound is not None else (None, None, "none")


def _spans(found: Sequence[_Row], dating: Dating) -> Iterator[tuple[int, int]]:
    for row in found:
        if row.dating == dating and row.first is not None and row.last is not None:
            yield row.first, row.last


def tie_of(side: int | None, toward: int | None, kind: str, last: int | None, status: str) -> list[Row]:
    """The row of `tie_months` that a deed is counted in, as a list of one; none for what is not done between two."""
    if side is None or toward is None or side == toward or status not in DONE:
        return []
    day = rows.day_of(last) if last is not None else None
    return [(side, toward, kind, 12 * day.year + day.month - 1 if day else -1)]

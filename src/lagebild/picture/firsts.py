"""What has never happened before, as far as the ledger reaches: a new belligerent, territory, weapon, threat.

A first is one against all that the ledger holds before. A ledger that holds little before cannot call anything a first,
and says so (`ontology/firsts.toml`). What an earlier deed does not tell, it may have been; and of a war that is older
than the ledger it is not known with what it was fought before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from lagebild.compare.parties import is_named
from lagebild.compare.voices import actor_key
from lagebild.compare.weapons import classes, used
from lagebild.errors import DataFileError
from lagebild.lang.load import ontology, rows
from lagebild.picture.acts import Act, heard, places_of


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of firsts: the types of deeds that make one; `alone` says that a corroborated one is a new level.

    `untold`: it is none where an earlier deed that does not tell it may have been one. `older`: it is told of wars too
    that are older than the ledger.
    """

    id: str
    types: tuple[str, ...]
    alone: bool
    untold: bool = False
    older: bool = True


@dataclass(frozen=True, slots=True)
class Bounds:
    """The numbers of `ontology/firsts.toml`."""

    days: int
    deeds: int
    recent: int
    origins: int


@dataclass(frozen=True, slots=True)
class First:
    """The first act of a kind: `what` is the country, region, class of weapons or mode of threat.

    `held_days` are the days of coverage before it, `held_deeds` the deeds before it that could have shown an earlier
    one. `thin` says that these are too few.
    """

    kind: str
    what: str
    act: Act
    held_days: int
    held_deeds: int

    @property
    def thin(self) -> bool:
        """Whether the ledger holds too little before to call it a first."""
        return self.held_days < bounds().days or self.held_deeds < bounds().deeds

    @property
    def is_corroborated(self) -> bool:
        """Whether several known origins tell it, or the doer admits it, and it is not only denied."""
        deed = self.act.deed
        return deed.identified >= bounds().origins or deed.admissions > 0

    @property
    def alone(self) -> bool:
        """Whether it is a new level by itself where it is corroborated."""
        return kinds()[self.kind].alone or (self.kind == "weapon" and classes()[self.what].grave)


@cache
def bounds() -> Bounds:
    """The numbers that decide; raises DataFileError where one is missing."""
    content = {key: value for key, value in ontology("firsts").items() if key != "kind"}
    if wrong := sorted(set(content) ^ set(Bounds.__dataclass_fields__)):
        raise DataFileError(f"ontology/firsts.toml: key {wrong[0]!r} is missing or unknown")
    return Bounds(**content)


@cache
def kinds() -> dict[str, Kind]:
    """The kinds by their ids."""
    return {row.id: row for row in rows(ontology("firsts"), "kind", Kind, where="ontology/firsts.toml")}


def firsts(acts: Iterable[Act], coverage: Mapping[date, int], pair: frozenset[str]) -> tuple[First, ...]:
    """The firsts of a pair of sides among all acts that are known of both, in the order of time.

    `acts` are those of both sides toward anybody, and of anybody toward them. Acts without a day come before all that
    have one: what may have happened earlier is no first later.
    """
    every = list(acts)
    dated = [act for act in every if act.day is not None]
    seen = {key for act in every if act.day is None for key in _keys(act)}
    untold: dict[tuple[str, ...], date] = {}
    for act in every:
        for key in _untold_in(act):
            untold[key] = min(heard(act.deed), untold.get(key, date.max))
    covered = sorted(coverage)
    is_older = _is_older(every, covered, pair)
    lately: dict[tuple[str, str], list[date]] = defaultdict(list)
    found: list[First] = []
    for place, act in enumerate(dated):
        for kind, what, key in _firsts_in(act):
            if kind == "weapon":
                lately[actor_key(act.doer), what].append(heard(act.deed))
            if key in seen:
                continue
            seen.add(key)
            if act.deed.event.status == "ongoing" or (kind == "belligerent" and _is_elsewhere(act)):
                continue  # it goes on since before; or whom it was meant for is not known
            is_in_use = kind == "weapon" and _is_in_use(lately[actor_key(act.doer), what], act)
            if act.pair == pair and not is_in_use and _is_known(kind, what, act, untold, is_older=is_older):
                held = bisect_left(covered, heard(act.deed))
                found.append(First(kind, what, act, held, _held(dated[:place], act, kind)))
    return tuple(found)


def _is_elsewhere(act: Act) -> bool:
    """Whether it is told to be done in the land of neither side: an attack in Ukraine that hits an American factory."""
    country, _ = places_of(act)
    return country is not None and country not in (act.doer.country, act.target.country)


def _is_in_use(days: Iterable[date], act: Act) -> bool:
    """Whether the doer used a weapon against anybody on one of the days before: against one more it is not new."""
    day = heard(act.deed)
    return any(0 < (day - before).days <= bounds().recent for before in days)


def _is_older(acts: Iterable[Act], covered: Sequence[date], pair: frozenset[str]) -> bool:
    """Whether a pair fought already when the ledger began, or may have."""
    begun = covered[min(bounds().days, len(covered)) - 1] if covered else date.max
    fighting = (act for act in acts if act.pair == pair and act.deed.type in kinds()["weapon"].types)
    return any(heard(act.deed) <= begun for act in fighting)


def _is_known(kind: str, what: str, act: Act, untold: Mapping[tuple[str, ...], date], *, is_older: bool) -> bool:
    """Whether the ledger can know that a deed is the first of its kind: no earlier one may have been it untold."""
    rules = kinds()[kind]
    if kind == "weapon" and classes()[what].rare:
        return True
    if is_older and not rules.older:
        return False
    return not (rules.untold and any(untold.get(key, date.max) < heard(act.deed) for key in _like(kind, what, act)))


def _like(kind: str, what: str, act: Act) -> Iterator[tuple[str, ...]]:
    """The keys under which earlier deeds that do not tell what they were may have been a first (`_untold_in`)."""
    doer, target = actor_key(act.doer), actor_key(act.target)
    if kind == "weapon":
        yield kind, doer, target, ""
        if of := classes()[what].of:
            yield kind, doer, target, of
    elif kind in ("country", "region"):
        yield kind, doer, what if kind == "country" else places_of(act)[0] or ""
    elif kind == "threat":
        yield kind, doer, target


def _untold_in(act: Act) -> Iterator[tuple[str, ...]]:
    """Keys of what a deed may have been that does not tell with what weapon, where, or how."""
    deed, doer, target = act.deed, actor_key(act.doer), actor_key(act.target)
    if not act.is_hostile:
        return
    if deed.type in kinds()["weapon"].types:
        weapons = used(deed.founder, deed.event)
        narrow = {of for one in weapons if (of := classes()[one].of)}
        for what in ("",) if not weapons else (one for one in weapons if one not in narrow):
            yield "weapon", doer, target, what
        country, regions = places_of(act)
        state = country or act.target.country
        if state and country is None:
            yield "country", doer, state
        if state and not regions:
            yield "region", doer, state
    if deed.type in kinds()["threat"].types and not deed.mode:
        yield "threat", doer, target


def _held(before: Iterable[Act], act: Act, kind: str) -> int:
    """Deeds before an act that could have shown an earlier one: against the same side, or by the same side."""
    if kind == "belligerent":
        return sum(actor_key(one.target) == actor_key(act.target) for one in before)
    return sum(actor_key(one.doer) == actor_key(act.doer) for one in before)


def _keys(act: Act) -> Iterator[tuple[str, ...]]:
    return (key for _, _, key in _firsts_in(act))


def _firsts_in(act: Act) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Kind, what it is the first of, and the key under which it can be a first only once."""
    deed, doer, target = act.deed, actor_key(act.doer), actor_key(act.target)
    if not act.is_hostile or act.is_defence or not (is_named(act.doer) and is_named(act.target)):
        return
    for kind in kinds().values():
        if deed.type not in kind.types:
            continue
        if kind.id == "belligerent":
            yield kind.id, "", (kind.id, doer, target)
        elif kind.id in ("country", "region"):
            country, regions = places_of(act)
            if country == act.doer.country:  # who shoots over its own land hits no new territory
                continue
            for what in ((country,) if country else ()) if kind.id == "country" else regions:
                yield kind.id, what, (kind.id, doer, what)
        elif kind.id == "weapon":
            for what in sorted(used(deed.founder, deed.event)):
                yield kind.id, what, (kind.id, doer, target, what)
        elif deed.mode:
            yield kind.id, deed.mode, (kind.id, doer, target, deed.mode)

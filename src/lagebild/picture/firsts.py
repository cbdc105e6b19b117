"""What has never happened before, as far as the ledger reaches: a new belligerent, territory, weapon, threat.

A first is one against all that the ledger holds before. A ledger that holds little before cannot call anything a first,
and says so (`ontology/firsts.toml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from lagebild.compare.voices import actor_key
from lagebild.compare.weapons import classes, used
from lagebild.errors import DataFileError
from lagebild.lang.load import ontology, rows
from lagebild.picture.acts import Act, places_of


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of firsts: the types of deeds that make one; `alone` says that a corroborated one is a new level."""

    id: str
    types: tuple[str, ...]
    alone: bool


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
    covered = sorted(coverage)
    found: list[First] = []
    for place, act in enumerate(dated):
        for kind, what, key in _firsts_in(act):
            if key in seen:
                continue
            seen.add(key)
            if act.pair == pair:
                assert act.day is not None
                held = sum(1 for day in covered if day < act.day)
                found.append(First(kind, what, act, held, _held(dated[:place], act, kind)))
    return tuple(found)


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
    if not act.is_hostile:
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

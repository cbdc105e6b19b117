"""Deeds as acts of one side toward another, on a day, with their intensity on each scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lagebild.compare.deeds import Deed
from lagebild.compare.parties import place_of, side_of, target_of
from lagebild.compare.voices import actor_key
from lagebild.compare.weapons import is_in_clause, is_kept, used
from lagebild.ontology.intensity import IDS, Id, Scale, scale
from lagebild.picture.shifts import Series
from lagebild.types import Actor

#: A deed that can have been done on any of more days than these is of no day.
SPAN = 7
#: Coverage of a deed's day and of so many days after it: news comes late.
LATE = 2


@dataclass(frozen=True, slots=True)
class Act:
    """What `doer` did toward `target`; `third` where it is the third party that the deed touches.

    `day` is None where the day is not known within a week. `hostility` is above 0 for hostile deeds, on each scale.
    """

    deed: Deed
    doer: Actor
    target: Actor
    day: date | None
    hostility: tuple[float, ...]
    third: bool = False

    @property
    def is_hostile(self) -> bool:
        """Whether every scale that values it at all holds it hostile."""
        return min(self.hostility) >= 0 and max(self.hostility) > 0

    @property
    def is_defence(self) -> bool:
        """Whether it is told as shooting down what was fired: that makes nobody a belligerent."""
        return self.deed.type == "ASSAULT" and is_kept(self.deed.founder, self.deed.event)

    @property
    def pair(self) -> frozenset[str]:
        """The keys of both sides."""
        return frozenset((actor_key(self.doer), actor_key(self.target)))


def acts_of(deeds: Iterable[Deed]) -> tuple[Act, ...]:
    """The acts of all deeds that were done, those without a day last, else in the order of time."""
    scales = tuple(map(scale, IDS))
    found = [act for deed in deeds if deed.is_done for act in _acts(deed, scales)]
    return tuple(sorted(found, key=lambda act: (act.day is None, act.day or date.min, act.deed.id, act.third)))


def heard(deed: Deed) -> date:
    """The day that a deed is counted on; of one that is of no day that of its first report, without that any."""
    return day_of(deed) or deed.reported or date.min


def _acts(deed: Deed, scales: Sequence[Scale]) -> Iterator[Act]:
    if deed.actor is None:
        return
    doer, day = side_of(deed.actor), day_of(deed)
    target = _target(deed)
    weapons = used(deed.founder, deed.event)
    if target is not None and actor_key(target) != actor_key(doer):
        values = tuple(one.hostility(deed.type, deed.mode, weapons) for one in scales)
        yield Act(deed, doer, target, day, values)
    third = side_of(deed.third) if deed.third else None
    if third is not None and actor_key(third) != actor_key(doer):
        values = tuple(one.against(deed.type, deed.mode) for one in scales)
        if max(values) > 0:
            yield Act(deed, doer, third, day, values, third=True)


def _target(deed: Deed) -> Actor | None:
    """The side toward which a deed is done; where its first claim tells no recipient, the one that another tells."""
    event, claim = deed.event, deed.founder.claim
    if event.recipient is None and deed.recipient is not None:
        return side_of(deed.recipient)
    return target_of(event, claim)


def day_of(deed: Deed) -> date | None:
    """The day that a deed is counted on: the middle of the days on which it can have been done, where they are few."""
    if deed.first is None or deed.last is None:
        return None
    if deed.dating == "published":
        return deed.last
    spread = (deed.last - deed.first).days
    return deed.first + timedelta(spread // 2) if spread <= SPAN else None


def places_of(act: Act) -> tuple[str | None, tuple[str, ...]]:
    """The state in which an act was done (ISO 3166-1 alpha-3), and the regions that hold its place; nothing where the
    place stands in another clause than the deed."""
    event, entry = act.deed.event, act.deed.founder
    place = place_of(event, entry.claim)
    named = [mention.span for mention in entry.claim.places if place is not None and mention.actor.name == place.name]
    if place is None or (named and not any(is_in_clause(entry, event, span) for span in named)):
        return None, ()
    within = place.place.within[:-1] if place.place else ()
    own = (place.name,) if place.place and place.place.type == "region" else ()
    return place.country, (*own, *within)


def series_of(acts: Iterable[Act], coverage: Mapping[date, int], name: Id) -> Series:
    """Hostile intensity by day on one scale, over the days between the first and the last that the ledger covers."""
    if not coverage:
        return Series(date.min, (), (), 0)
    first, last = min(coverage), max(coverage)
    number = (last - first).days + 1
    values, deeds = [0.0] * number, 0
    for act in acts:
        if act.day is not None and first <= act.day <= last and (value := act.hostility[IDS.index(name)]) > 0:
            values[(act.day - first).days] += value
            deeds += 1
    exposures = [
        sum(coverage.get(first + timedelta(place + late), 0) for late in range(LATE + 1)) / (LATE + 1)
        for place in range(number)
    ]
    return Series(first, tuple(values), tuple(exposures), deeds)

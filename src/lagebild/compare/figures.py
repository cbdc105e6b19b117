"""How two figures relate: the same, compatible, about other things, a revision, a growth or a dispute, with reasons.

The questions come in this order: what is counted, whose, in which stage, where, over which time. Only figures that
agree in all of it are compared by value, and only values that exclude each other can be a revision (one origin, said
later) or a dispute (two origins). What is not told is never guessed to make a contradiction: the relation is then
"unclear" and says what is missing. The numbers are in `ontology/comparison.toml`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, Literal

from lagebild.compare.figure_views import FigureView
from lagebild.compare.timex import Interval, interval
from lagebild.compare.voices import actor_key
from lagebild.lang.load import ontology
from lagebild.types import Act, Actor, Figure

RelationKind = Literal[
    "same",
    "compatible",
    "other_quantity",
    "other_stage",
    "other_scope",
    "other_day",
    "revision",
    "growth",
    "dispute",
    "unclear",
]
#: Kinds in which two figures stand against each other.
CONTRADICTIONS: tuple[RelationKind, ...] = ("revision", "dispute")


#: Acts by which somebody tells what he will do himself.
_OF_ONESELF: tuple[Act, ...] = ("plan", "promise", "threaten")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two figures relate as they do: a code (worded in `views/labels/*.toml`, [figure_reason]) and what fills it.

    `params` are words of the text or numbers as text, but for names that begin with "day_" (a TIMEX3 value), "stage_"
    and "unit_" (ids of the ontology).
    """

    code: str
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """How two figures relate; `earlier` tells which was said (revision) or holds (growth) first."""

    kind: RelationKind
    reasons: tuple[Reason, ...]
    earlier: Literal["a", "b"] | None = None

    @property
    def contradicts(self) -> bool:
        """Whether the two stand against each other."""
        return self.kind in CONTRADICTIONS

    @property
    def missing(self) -> tuple[str, ...]:
        """The codes of what the texts do not tell, where the relation is unclear."""
        return tuple(reason.code for reason in self.reasons if reason.code.startswith("no_"))


def relation(a: FigureView, b: FigureView) -> Relation:
    """How two figures relate, each with its context; symmetric but for `earlier`."""
    for question in (_quantity, _stage, _scope):
        if found := question(a, b):
            return found
    found = _by_value(a, b)
    if found.kind == "unclear" and (grown := _grown(a, b, _Days(a, b))):
        return grown
    if found.contradicts and (open_points := tuple(_carried_apart(a, b))):
        return Relation("unclear", (Reason("excluding"), *open_points))
    return found


def _by_value(a: FigureView, b: FigureView) -> Relation:
    low, high = values(a.figure), values(b.figure)
    if low is None or high is None:
        return Relation("unclear", (Reason("no_value"),))
    days = _Days(a, b)
    if days.differ:
        return _over_time(a, b, days)
    if a.untrue or b.untrue:
        return _denied(a, b, _overlap(low, high))
    if _overlap(low, high):
        return _agreeing(a, b, days)
    return _excluding(a, b, days)


# --- what is counted, its stage, where --------------------------------------------------------------------------


def _quantity(a: FigureView, b: FigureView) -> Relation | None:
    if (a.figure.change is None) != (b.figure.change is None):
        return _other("other_quantity", "change")
    if a.figure.unit != b.figure.unit:
        return _other("other_quantity", "unit", unit_a=a.figure.unit or "", unit_b=b.figure.unit or "")
    if a.concept != b.concept and a.concept and b.concept:
        words = {"a": a.figure.of or a.concept, "b": b.figure.of or b.concept}
        parts: Mapping[str, Any] = _numbers("parts")
        inside = b.concept in parts.get(a.concept, ()) or a.concept in parts.get(b.concept, ())
        return _other("other_quantity", "part" if inside else "counted", **words)
    if a.owner != b.owner and a.owner and b.owner:
        return _other("other_quantity", "owner", a=a.figure.whose or a.owner, b=b.figure.whose or b.owner)
    if not (a.concept and b.concept) and not (a.figure.unit and _is_one_owner(a, b)):
        return Relation("unclear", (Reason("no_counted"),))
    return None


def _stage(a: FigureView, b: FigureView) -> Relation | None:
    one, other = a.figure.stage, b.figure.stage
    if one == other:
        return None
    if one and other and "in-all" not in (one, other):
        return _other("other_stage", "stage", stage_a=one, stage_b=other)
    return Relation("unclear", (Reason("no_stage"),))


def _scope(a: FigureView, b: FigureView) -> Relation | None:
    if a.scope != b.scope and "total" in (a.scope, b.scope):
        return _other("other_scope", "total")
    if a.is_part != b.is_part:
        return _other("other_scope", "of_whole")
    if a.is_further != b.is_further:
        return _other("other_scope", "further")
    if not (a.places and b.places and a.places_basis == b.places_basis == "sentence"):
        return None
    names = {"a": a.places[0].name, "b": b.places[0].name}
    if _is_part(_lands(a), _lands(b)) or _is_part(_lands(b), _lands(a)):  # "in Nairobi", "in Nairobi and Dar es Salaam"
        return _other("other_scope", "wider_place", **names)
    if not _are_apart(a, b):
        return None
    if any(_within(p, q) or _within(q, p) for p in a.places for q in b.places):
        return _other("other_scope", "wider_place", **names)
    return _other("other_scope", "place", **names)


def _lands(view: FigureView) -> set[str]:
    return {place.country for place in view.places if place.country}


def _is_part(some: set[str], all_: set[str]) -> bool:
    """Whether a count of some lands cannot be that of all of them."""
    return bool(some) and some < all_


def _are_apart(a: FigureView, b: FigureView) -> bool:
    """Whether both have places and none in common."""
    if not a.places or not b.places or a.places == b.places:
        return False
    return not _keys(a.places) & _keys(b.places)


@lru_cache(4096)
def _keys(places: tuple[Actor, ...]) -> frozenset[str]:
    return frozenset(map(actor_key, places))


def _carried_apart(a: FigureView, b: FigureView) -> Iterator[Reason]:
    """What keeps two figures from contradicting each other though no claim tells it: places of other sentences.

    Such places are no reason of their own: what stands in another sentence is not said of the figure.
    """
    if _are_apart(a, b):
        yield Reason("no_place")
    if is_day_carried_apart(a, b):
        yield Reason("no_day")


def is_day_carried_apart(a: FigureView, b: FigureView) -> bool:
    """Whether two figures hold for different days, of which at least one stands in another sentence."""
    one, other = interval(held_of(a)), interval(held_of(b))
    return one is not None and other is not None and one != other and "article" in (a.held_basis, b.held_basis)


def _within(inner: Actor, outer: Actor) -> bool:
    return bool(inner.place and outer.name in inner.place.within) or bool(
        outer.place and outer.place.type == "country" and inner.country == outer.country
    )


# --- days -------------------------------------------------------------------------------------------------------


class _Days:
    """What two figures tell of the days that they hold for, and of those on which they were said."""

    def __init__(self, a: FigureView, b: FigureView) -> None:
        one, other = interval(held_of(a)), interval(held_of(b))
        if is_day_carried_apart(a, b):  # what another sentence tells is no difference
            one, other = (None if view.held_basis == "article" else day for view, day in ((a, one), (b, other)))
        self.held = (one, other)
        self.said = (interval(a.said), interval(b.said))
        self.limits = _numbers("days")
        low, high = values(a.figure), values(b.figure)
        self.values_overlap = low is not None and high is not None and _overlap(low, high)

    @property
    def both(self) -> tuple[Interval, Interval] | None:
        """The days that both hold for, where both tell."""
        one, other = self.held
        return (one, other) if one and other else None

    @property
    def differ(self) -> bool:
        """Whether both tell for when they hold, and it is not the same."""
        return self.both is not None and self.both[0] != self.both[1] and not self._same_day()

    @property
    def overlap(self) -> bool:
        """Whether one time lies in the other."""
        return (
            self.both is not None
            and self.both[0].first <= self.both[1].last
            and self.both[1].first <= self.both[0].last
        )

    @property
    def apart(self) -> int | None:
        """The days between the two sayings, or None where one is not known to the day; below 0 where b came first."""
        one, other = self.said
        if one is None or other is None or one.grain != "day" or other.grain != "day":
            return None
        return (other.first - one.first).days

    @property
    def first(self) -> Literal["a", "b"] | None:
        """Which was said first."""
        return None if not self.apart else "a" if self.apart > 0 else "b"

    def is_one_incident(self) -> bool:
        """Whether both hold for one day, or were said so near to each other that one incident is likely."""
        if self.both is not None:
            return not self.differ
        return self.apart is not None and abs(self.apart) <= int(self.limits["same_incident"])

    def _same_day(self) -> bool:
        """A night is told by either of its days."""
        assert self.both is not None
        one, other = self.both
        return one.grain == other.grain == "day" and abs((one.first - other.first).days) == 0


def held_of(view: FigureView) -> str | None:
    """For when a figure holds: a sum since a beginning without a day holds for the day on which it is said."""
    return view.held or (view.said if view.scope == "total" else None)


def _over_time(a: FigureView, b: FigureView, days: _Days) -> Relation:
    """Figures that hold for different days: another period, a growth, or simply another day."""
    assert days.both is not None
    one, other = days.both
    params = {"day_a": held_of(a) or "", "day_b": held_of(b) or ""}
    near = abs((one.last - other.last).days) <= int(days.limits["dispute"])
    if a.scope == b.scope == "total" and near and a.origin_key != b.origin_key and not days.values_overlap:
        return _excluding(a, b, days, Reason("day_near", _params(params)))
    if a.scope == b.scope == "total" and one.last != other.last:
        first, later = (a, b) if one.last < other.last else (b, a)
        if not (a.places and b.places) and not _is_one_setting(a, b, is_incident=False):
            return Relation("unclear", (Reason("no_place"),))
        if _above(first.figure, later.figure):
            return Relation("growth", (Reason("grows", _params(params)),), "a" if first is a else "b")
        if _above(later.figure, first.figure):
            return _excluding(a, b, days, Reason("falls", _params(params)))
    if days.overlap:
        return _other("other_scope", "period", **params)
    return _other("other_day", "day", **params)


def _grown(a: FigureView, b: FigureView, days: _Days) -> Relation | None:
    """A higher figure that one origin gives later for what adds up: those who had been sent before are in it.

    Only where the later one is not told of an earlier time, and nobody doubts either.
    """
    limits = _numbers("running")
    if a.figure.stage not in limits["stages"] or not _is_one_origin(a, b) or a.untrue or b.untrue or a.is_further:
        return None
    if a.owner is None or a.owner != b.owner or not days.first or abs(days.apart or 0) > int(limits["days"]):
        return None
    (first, later), (one, other) = ((a, b), days.held) if days.first == "a" else ((b, a), days.held[::-1])
    if not _above(first.figure, later.figure) or (one and other and other.last < one.last):
        return None
    said = (("day_a", first.said or ""), ("day_b", later.said or ""))
    return Relation("growth", (_same_origin(a), Reason("grew", said)), days.first)


# --- values -----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)  # a figure is held against dozens of others, one after the other
def values(figure: Figure) -> tuple[float, float] | None:
    """The least and the greatest value that the words allow, or None where no end is known."""
    if figure.min is None and figure.max is None:
        return None
    low = -math.inf if figure.min is None else figure.min
    high = math.inf if figure.max is None else figure.max
    if figure.vague or low == -math.inf or high == math.inf:
        return low, high
    return low - _leeway(low, figure.approximate), high + _leeway(high, figure.approximate)


@lru_cache(4096)
def _leeway(value: float, approximate: bool) -> float:
    numbers = _numbers("values")
    if approximate:
        return abs(value) * float(numbers["approximate"])
    if abs(value) < float(numbers["rounded_from"]) or value != int(value):
        return 0.0
    digits = len(str(int(abs(value))))
    noughts = len(str(int(abs(value)))) - len(str(int(abs(value))).rstrip("0"))
    return 10.0 ** min(noughts, digits - 2) / 2 if noughts else 0.0


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _above(first: Figure, later: Figure) -> bool:
    """Whether the later value lies wholly above the first."""
    one, other = values(first), values(later)
    return bool(one and other and one[1] < other[0])


def _agreeing(a: FigureView, b: FigureView, days: _Days) -> Relation:
    one, other = a.figure, b.figure
    assumed = tuple(_assumed(a, b, days))
    if (
        (one.min, one.max) == (other.min, other.max)
        and None not in (one.min, one.max)
        and not (one.vague or other.vague)
    ):
        return Relation("same", (Reason("equal"), *assumed))
    if (
        None in (one.min, one.max, other.min, other.max)
        or one.vague
        or other.vague
        or _is_range(one)
        or _is_range(other)
    ):
        return Relation("compatible", (Reason("bounds"), *assumed))
    if not _is_one_number(one, other):
        return Relation("compatible", (Reason("near"), *assumed))
    rounded = "approximate" if one.approximate or other.approximate else "rounded"
    return Relation("same", (Reason(rounded), *assumed))


def _is_one_number(one: Figure, other: Figure) -> bool:
    """Whether two numbers differ by no more than the rounding of one: that of both together makes them no number."""
    first, second = one.min, other.min
    assert first is not None
    assert second is not None
    leeway = max(_leeway(first, one.approximate), _leeway(second, other.approximate))
    return abs(first - second) <= leeway


def _is_range(figure: Figure) -> bool:
    return figure.min != figure.max


def _denied(a: FigureView, b: FigureView, overlap: bool) -> Relation:
    """A figure that its own source holds for untrue: it stands against whoever gives it, and against nobody else."""
    if a.untrue and b.untrue:
        return Relation("compatible", (Reason("both_deny"),))
    if not overlap:
        return Relation("compatible", (Reason("not_held"),))
    days = _Days(a, b)
    if not _is_one_origin(a, b):
        if not (_is_known(a) and _is_known(b)):
            return Relation("unclear", (Reason("no_origin"), Reason("denied")))
        return Relation("dispute", (Reason("denied"), _origins(a, b)), days.first)
    if days.first:
        return Relation("revision", (Reason("denied"), _same_origin(a), _said(a, b)), days.first)
    return Relation("unclear", (Reason("no_order"), Reason("denied")))


def _excluding(a: FigureView, b: FigureView, days: _Days, *more: Reason) -> Relation:
    """Values that exclude each other, of one quantity: one origin corrects itself, or two stand against each other."""
    same = _is_one_origin(a, b)
    open_points = tuple(_open(a, b, days, same_origin=same, over_time=bool(more)))
    if not same and not (_is_known(a) and _is_known(b)):
        open_points = (*open_points, Reason("no_origin"))
    if open_points:
        return Relation("unclear", (Reason("excluding"), *open_points))
    assumed = tuple(_assumed(a, b, days))
    if same and days.both is None and a.origin_key is not None and a.origin_key.startswith("outlet:"):
        # An outlet that counts by itself counts what is new each day; only who corrects somebody else corrects.
        return Relation("unclear", (Reason("excluding"), _same_origin(a), Reason("no_day")))
    if same:
        if days.first is None:
            return Relation("unclear", (Reason("excluding"), _same_origin(a), Reason("no_order")))
        return Relation("revision", (*more, _same_origin(a), _said(a, b), *assumed), days.first)
    if days.apart is not None and abs(days.apart) > int(days.limits["dispute"]) and not more:
        return Relation("unclear", (Reason("excluding"), Reason("said_apart", (("days", str(abs(days.apart))),))))
    return Relation("dispute", (*more, Reason("excluding"), _origins(a, b), *assumed), days.first)


def _open(a: FigureView, b: FigureView, days: _Days, *, same_origin: bool, over_time: bool) -> Iterator[Reason]:
    """What must be told before two values can be said to contradict each other.

    Many incidents happen on one day: the dead "in Ukraine" of two origins may be those of two of them, and only the
    place of an incident makes them one. What is no incident needs one owner, or a sentence about the same actors. Whose
    the dead are tells which are meant; whose the drones were does not tell who shot them down.
    """
    stage = a.figure.stage
    is_struck = "incident" in (a.scope, b.scope)
    is_incident = is_struck or stage in _numbers("incidents")["stages"]
    is_of_things = stage in _numbers("incidents")["stages"] and stage not in _numbers("persons")["stages"]
    if stage is None and not _is_one_owner(a, b) and (a.figure.unit is None or _each_of_its_own(a, b)):
        yield Reason("no_stage")
    if not over_time and (not days.is_one_incident() or (is_incident and days.both is None and not _have_sites(a, b))):
        yield Reason("no_day")
    if "several" in (a.scope, b.scope):
        yield Reason("no_incident")
    if (a.owner is None) != (b.owner is None) and not (a.places and b.places):
        yield Reason("no_owner")
    if same_origin and a.places and b.places:
        return
    is_one_setting = _is_one_setting(a, b, is_incident=is_incident) and (same_origin or not is_of_things)
    if not (a.places and b.places):
        if is_struck or not is_one_setting:
            yield Reason("no_place")
    elif not _have_sites(a, b) and ((is_incident and a.scope != "total") or not is_one_setting):
        told = a.places_basis == b.places_basis == "sentence"
        yield Reason("wide_place", (("place", a.places[0].name),)) if told else Reason("no_place")


def _each_of_its_own(a: FigureView, b: FigureView) -> bool:
    """Whether two tell of figures that are probably their own: what each pledges, or what bodies of two lands give
    without a place."""
    if all(view.entry.claim.act in _OF_ONESELF for view in (a, b)) and not _is_one_origin(a, b):
        return True
    lands = [view.speaker.actor.country if view.speaker.actor else None for view in (a, b)]
    return not (a.places and b.places) and lands[0] != lands[1]


def _is_one_setting(a: FigureView, b: FigureView, *, is_incident: bool) -> bool:
    """Whether two figures without a site are about one thing: one owner told by words, or the same actors named."""
    return _is_one_owner(a, b) or (bool(a.named) and a.named == b.named and not is_incident)


def _is_one_owner(a: FigureView, b: FigureView) -> bool:
    return a.owner is not None and a.owner == b.owner and not (a.owner_placed or b.owner_placed)


def _have_sites(a: FigureView, b: FigureView) -> bool:
    """Whether both name a place that is narrow enough for one incident a day: a town or a site."""
    return all(any(p.place is None or p.place.type in ("town", "site") for p in view.places) for view in (a, b))


def _assumed(a: FigureView, b: FigureView, days: _Days) -> Iterator[Reason]:
    """What the relation takes for given though the texts do not say it."""
    if days.both is None:
        yield Reason("day_assumed")
    if (a.owner is None) != (b.owner is None):
        yield Reason("owner_assumed")


def _is_one_origin(a: FigureView, b: FigureView) -> bool:
    """Whether two figures go back to one origin: an actor, an outlet, or an unknown name in the same words."""
    if a.origin_key is None or b.origin_key is None or "words:" in (a.origin_key[:6], b.origin_key[:6]):
        return False
    return a.origin_key == b.origin_key or bool(a.origin_words and a.origin_words == b.origin_words)


def _is_known(view: FigureView) -> bool:
    """Whether the origin is an actor. Behind a description or an outlet that names nobody the same origin may stand."""
    return view.origin_key is not None and view.origin_key.startswith("actor:")


def _origins(a: FigureView, b: FigureView) -> Reason:
    return Reason("origins", (("a", a.origin.name), ("b", b.origin.name)))


def _same_origin(a: FigureView) -> Reason:
    return Reason("same_origin", (("name", a.origin.name),))


def _said(a: FigureView, b: FigureView) -> Reason:
    first, later = sorted((a.said or "", b.said or ""))
    return Reason("said_later", (("day_a", first), ("day_b", later)))


def _other(kind: RelationKind, code: str, **params: str) -> Relation:
    return Relation(kind, (Reason(code, _params(params)),))


def _params(params: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(params.items())


@cache
def _numbers(section: str) -> Mapping[str, Any]:
    content: Mapping[str, Any] = ontology("comparison")[section]
    return content


def day_of(value: str | None) -> date | None:
    """The day of a TIMEX3 value that is known to the day."""
    found = interval(value)
    return found.first if found and found.grain == "day" else None

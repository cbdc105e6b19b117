"""How alike two sketches are: named features from 0 to 1 and named reasons why they cannot be one proposition."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache

from lagebild.compare.sketch import SAME_WORD, THING, UNLISTED, Count, Sketch, Where, Who, hashed
from lagebild.lang.load import ontology

#: What can make two claims different propositions whatever else they share.
VETOES = ("polarity", "open", "day", "place", "value", "further", "roles", "number", "thin")
#: What a score is made of, beside its bias.
FEATURES = (
    "exact",
    "deeds",
    "deeds-none",
    "deeds-apart",
    "deeds-one-sided",
    "things",
    "things-apart",
    "things-one-sided",
    "words",
    "words-apart",
    "words-across",
    "names",
    "names-apart",
    "named-none",
    "who",
    "who-apart",
    "who-one-sided",
    "where",
    "where-apart",
    "where-wider",
    "where-one-sided",
    "value",
    "value-rare",
    "value-one-sided",
    "stage-apart",
    "counted",
    "counted-apart",
    "event-apart",
    "doer-apart",
    "open-apart",
    "day",
    "days-between",
)
_NEAR = 0.05  # part of a value by which an approximate one may lie beside another
_AGAIN = 0.005  # part of a value by which exact ones may: "3.5 million" is 3,500,000
_FEW = 10  # values below are small
_SOON = 3  # days within which the same words mean the same
_ENOUGH = 4  # concepts and words that mark a claim without any name
_NEXT, _TOWN = 2, 2  # days between two incidents that are told apart by them; level of a town
_SPAN = 14.0  # days between from which on it has happened again, or is said again of something else


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two sketches share: features by name, each from 0 to 1, and the reasons of `VETOES` that hold."""

    features: Mapping[str, float]
    vetoes: tuple[str, ...]


def likeness(a: Sketch, b: Sketch) -> Likeness:
    """The features of two sketches, the same whichever comes first; those that are 0 are left out."""
    found: dict[str, float] = {}
    vetoes: list[str] = []
    if a.polarity * b.polarity < 0 or a.is_reversed != b.is_reversed:
        vetoes.append("polarity")
    if (a.is_open and not b.is_open and b.is_done) or (b.is_open and not a.is_open and a.is_done):
        vetoes.append("open")
    elif a.is_open != b.is_open:
        found["open-apart"] = 1.0
    if a.is_further != b.is_further and a.counts and b.counts:
        vetoes.append("further")
    soon = abs(a.published - b.published) <= _SOON
    if a.exact == b.exact and soon and _tells(a):
        found["exact"] = 1.0
    elif not (_names(a) and _names(b)):
        vetoes.append("thin")
    for part in (_concepts, _words, _entities, _values, _deeds, _times):
        part(a, b, found, vetoes)
    if not found.get("deeds"):
        found["deeds-none"] = 1.0
    if not any(found.get(name) for name in ("who", "where", "names")):
        found["named-none"] = 1.0
    return Likeness({name: value for name, value in found.items() if value}, tuple(vetoes))


Found = dict[str, float]


def _names(sketch: Sketch) -> bool:
    """Whether a claim names somebody, some place or a number: "the perpetrator is arrested" is said of many."""
    return bool(sketch.actors or sketch.places or sketch.names or sketch.counts)


def _tells(sketch: Sketch) -> bool:
    """Whether its words alone mark it well enough to be the same when they come again."""
    return _names(sketch) or len(sketch.concepts) + len(sketch.words) >= _ENOUGH


def _concepts(a: Sketch, b: Sketch, found: Found, _: list[str]) -> None:
    all_mine, all_yours = _grouped(a.concepts), _grouped(b.concepts)
    for name, kind in (("deeds", 0), ("things", THING)):
        mine, yours = ([word for word in words if min(word) & THING == kind] for words in (all_mine, all_yours))
        lone = [_unmet(mine, all_yours), _unmet(yours, all_mine)]
        total = len(mine) + len(yours)
        if mine and yours:
            found[name] = (total - sum(lone)) / total
        found[f"{name}-apart"] = 1 - 0.5 ** min(lone)
        found[f"{name}-one-sided"] = 1 - 0.5 ** (max(lone) - min(lone))


@lru_cache(maxsize=4096)  # a claim is compared with some dozens of others, one after the other
def _grouped(concepts: tuple[int, ...]) -> Sequence[Set[int]]:
    """The concepts of each word."""
    words: list[set[int]] = []
    for concept in concepts:
        if concept & SAME_WORD and words:
            words[-1].add(concept & ~SAME_WORD)
        else:
            words.append({concept & ~SAME_WORD})
    return words


def _unmet(mine: Sequence[Set[int]], yours: Sequence[Set[int]]) -> int:
    """How many words share no concept with any of the others."""
    known = set[int]().union(*yours)
    return sum(not word & known for word in mine)


def _words(a: Sketch, b: Sketch, found: Found, vetoes: list[str]) -> None:
    mine, yours = set(a.words), set(b.words)
    if mine and yours:
        dice = 2 * len(mine & yours) / (len(mine) + len(yours))
        found["words" if a.language == b.language else "words-across"] = dice
        if a.language == b.language:
            found["words-apart"] = 1 - 0.5 ** min(len(mine - yours), len(yours - mine))
    names, others = set(a.words[: a.names]), set(b.words[: b.names])
    if names & yours or others & mine:
        found["names"] = 1.0
    elif names and others:
        found["names-apart"] = 1.0
    if a.numbers and b.numbers and not set(a.numbers) & set(b.numbers):
        vetoes.append("number")


# --- who and where ---


def _entities(a: Sketch, b: Sketch, found: Found, vetoes: list[str]) -> None:
    listed = [[one for one in x.actors if one.listed] for x in (a, b)]
    lone = [[one for one in mine if not _meets(one, y)] for mine, y in zip(listed, (b, a), strict=True)]
    _sides("who", lone, (len(listed[0]), len(listed[1])), found)
    near = [tuple(place for place in x.places if place.level) or x.places for x in (a, b)]
    gone = [
        [place for place in near[mine] if not _lies(place, near[1 - mine], other.actors)]
        for mine, other in enumerate((b, a))
    ]
    _sides("where", gone, (len(near[0]), len(near[1])), found)
    if not any(gone) and all(near) and not {x.key for x in near[0]} & {y.key for y in near[1]}:
        found["where-wider"] = 1.0  # one speaks of the town, the other of the land that it lies in
    known = all(any(0 < place.level < UNLISTED for place in side) for side in gone)
    named = all(any(place.level == UNLISTED for place in side) for side in gone) and a.language == b.language
    if known or (named and "names-apart" in found):
        vetoes.append("place")


def _sides(name: str, lone: Sequence[Sequence[Who] | Sequence[Where]], all_: tuple[int, int], found: Found) -> None:
    """How many of both sides have met, whether both sides have some left over, or one."""
    total = sum(all_)
    left = sum(map(len, lone))
    if total:
        found[name] = (total - left) / total
    if all(lone):
        found[f"{name}-apart"] = 1.0
    elif any(lone):
        found[f"{name}-one-sided"] = left / (left + 1)


def _meets(who: Who, other: Sketch) -> bool:
    """Whether an actor is one of the others, stands for the same state, or is the land where it happens."""
    return any(_same(who, one) for one in other.actors) or any(
        who.key in (place.key, place.within) for place in other.places
    )


def _same(who: Who, one: Who) -> bool:
    return who.key == one.key or (who.official and one.official and 0 != who.country == one.country)


def _lies(where: Where, places: Sequence[Where], actors: Sequence[Who]) -> bool:
    """Whether a place is one of the others, holds one of them or lies in one, or its country acts."""
    return (
        any(where.key in (one.key, one.within) or where.within == one.key for one in places)
        or any(_holds(where, one) or _holds(one, where) for one in places)
        or any(one.key in (where.key, where.within) for one in actors)
    )


def _holds(where: Where, other: Where) -> bool:
    return where.level == 0 and 0 != where.country == other.country


# --- how many ---


def _values(a: Sketch, b: Sketch, found: Found, vetoes: list[str]) -> None:
    if bool(a.counts) != bool(b.counts):
        found["value-one-sided"] = 1.0
    if not (a.counts and b.counts):
        return
    pairs = [(x, y) for x in a.counts for y in b.counts]
    equal = [(x, y) for x, y in pairs if x.unit == y.unit and equals(x, y)]
    for first, column in ((a.counts[0], 0), (b.counts[0], 1)):
        if not any(pair[column] is first for pair in equal):  # 78 dead, 14 of them at one place, are not 14 dead
            equal = []
    if equal:
        found["value"] = 1.0 if any(_size(x) >= _FEW for x, _ in equal) else 0.5  # "two" is said of much
        found["value-rare"] = max(_rare(x) for x, _ in equal)
    else:
        vetoes.append("value")
    best = equal or pairs
    if not any(x.stage == y.stage or not (x.stage and y.stage) for x, y in best):
        found["stage-apart"] = 1.0
    counted = [(x.concept, y.concept) for x, y in best if x.concept and y.concept]
    if any(x == y for x, y in counted):
        found["counted"] = 1.0
    elif counted:
        found["counted-apart"] = 1.0


def equals(x: Count, y: Count) -> bool:
    """Whether two figures give the same value: about so many is exactly so many, at least so many too, up to is not."""
    if math.isnan(x.low) != math.isnan(y.low):  # "up to 10,000" names a ceiling, "10,000" a number
        return False
    if math.isnan(x.high) and math.isnan(y.high):
        return _close(x.low, y.low, _AGAIN)
    if math.isnan(x.low):
        return _close(x.high, y.high, _AGAIN)
    part = _NEAR if x.about or y.about else _AGAIN
    if math.isnan(x.high) or math.isnan(y.high):  # "more than 1,600" are 1,644, but not 2,056
        bound, value = (x, y) if math.isnan(x.high) else (y, x)
        return value.low == value.high and bound.low * (1 - _AGAIN) <= value.low <= bound.low * (1 + _NEAR)
    return _close(x.low, y.low, part) and _close(x.high, y.high, part)


def _rare(count: Count) -> float:
    """1 for a value of three digits or more that are not zeros at its end, half of it for two."""
    digits = f"{_size(count):.6g}".partition("e")[0].replace(".", "").strip("0")
    return min((len(digits) - 1) / 2, 1.0)


def _size(count: Count) -> float:
    return abs(count.low if math.isnan(count.high) else count.high)


def _close(one: float, other: float, part: float) -> bool:
    return abs(one - other) <= part * max(abs(one), abs(other))


# --- what ---


def _deeds(a: Sketch, b: Sketch, found: Found, vetoes: list[str]) -> None:
    if a.deeds and b.deeds and not set(a.deeds) & set(b.deeds):
        found["event-apart"] = 1.0
    if not (a.doer and b.doer):
        return
    mine, yours = a.actors[a.doer - 1], b.actors[b.doer - 1]
    if _same(mine, yours):
        return
    if mine.listed and yours.listed:
        found["doer-apart"] = 1.0
    if found.get("deeds", 0) and _meets(mine, b) and _meets(yours, a):
        vetoes.append("roles")


# --- when ---


def _times(a: Sketch, b: Sketch, found: Found, vetoes: list[str]) -> None:
    if a.first and b.first:
        if a.first > b.last or b.first > a.last:
            vetoes.append("day")
        else:
            found["day"] = 1.0
    mine, yours = _when(a), _when(b)
    if mine and yours:
        gap = max(0, mine[0] - yours[1], yours[0] - mine[1])
        if gap > _SPAN and "day" not in vetoes:
            vetoes.append("day")
        found["days-between"] = min(math.log1p(gap) / math.log1p(_SPAN), 1.0)
        if gap >= _NEXT and "day" not in (*vetoes, *found) and _is_incident(a) and _is_incident(b) and not _town(a, b):
            vetoes.append("day")  # "91 people were killed in Gaza" is told of many days


def _is_incident(sketch: Sketch) -> bool:
    """Whether a claim counts what happens in incidents, of which there may be many: dead, wounded, drones shot down."""
    return any(count.stage in _incidents() for count in sketch.counts)


def _town(a: Sketch, b: Sketch) -> bool:
    """Whether both name one town or site."""
    return bool({x.key for x in a.places if x.level >= _TOWN} & {y.key for y in b.places if y.level >= _TOWN})


@cache
def _incidents() -> frozenset[int]:
    stages: Sequence[str] = ontology("comparison")["incidents"]["stages"]
    return frozenset(hashed(stage, 16) for stage in stages)


def _when(sketch: Sketch) -> tuple[int, int] | None:
    """The days that a claim is probably about: those that it names, else that of publication and the one before."""
    if sketch.first:
        return sketch.first, sketch.last
    return (sketch.published - 1, sketch.published) if sketch.published else None

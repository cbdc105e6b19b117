"""Whether two claims can tell of one happening: by their days, and by what marks it among its like.

News tells a deed without a day where it is new: its day is then that of publication or the one before. What happens
daily in one land (dead, strikes, talks) is told in the same words each day, so that two deeds of different days are one
only where something marks them: a number of some digits, a name, a town, a day that is told.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache

from lagebild.compare.sketch import THING, Count, Sketch, hashed
from lagebild.lang.load import ontology

TOWN = 2  # level of a town
SPAN = 14.0  # days between from which on it has happened again, or is said again of something else
_TELLING = 0.5  # rarity of a value of two digits
_COVERED = 0.75  # part of the deeds that two claims share which nothing marks
_LONE = ("-apart", "-one-sided")
_AGAIN = 0.005  # part of a value by which exact ones may differ: "3.5 million" is 3,500,000
_NEAR = 0.05  # part of a value by which an approximate one may lie beside another


def gap(a: Sketch, b: Sketch) -> int | None:
    """The days that lie between those of two claims, 0 where they meet, None where one tells none."""
    mine, yours = _when(a), _when(b)
    return max(0, mine[0] - yours[1], yours[0] - mine[1]) if mine and yours else None


def other_occasion(a: Sketch, b: Sketch, found: Mapping[str, float]) -> bool:
    """Whether two claims are of different occasions by their days; `found` are the features that they share."""
    if a.first and b.first:
        return a.first > b.last or b.first > a.last
    between = gap(a, b)
    if between is None:
        return False
    if between > SPAN:
        return True
    if not (_happens(a) and _happens(b)) or "exact" in found:
        return False
    if between > 0:  # news without a day is not of another day than the one that is told
        return not _is_marked_well(a, b)
    if a.first or b.first:
        return False
    return (_is_incident(a) or _is_incident(b)) and is_next_day(a, b, found)


def is_next_day(a: Sketch, b: Sketch, found: Mapping[str, float]) -> bool:
    """Whether two deeds were told on different days without a day, and nothing tells that they are one."""
    untold = a.published != b.published and not (a.first or b.first) and "exact" not in found
    return untold and _happens(a) and _happens(b) and not is_marked(a, b) and not _is_covered(found)


def is_marked(a: Sketch, b: Sketch) -> bool:
    """Whether two claims share what tells a happening from its like: a name, a town, a number."""
    return _share_town(a, b) or _share_name(a, b) or _share_number(a, b)


def _is_covered(found: Mapping[str, float]) -> bool:
    """Whether two claims are alike all over, so that nothing has to mark them."""
    lone = any(value for name, value in found.items() if name.endswith(_LONE) and not name.startswith("words"))
    return found.get("deeds", 0.0) >= _COVERED and not lone


def rare(count: Count) -> float:
    """1 for a value of three digits or more that are not zeros at its end, half of it for two."""
    digits = f"{size(count):.6g}".partition("e")[0].replace(".", "").strip("0")
    return min((len(digits) - 1) / 2, 1.0)


def size(count: Count) -> float:
    """The value of a figure, the higher end of it where there are two."""
    return abs(count.low if math.isnan(count.high) else count.high)


def equals(x: Count, y: Count) -> bool:
    """Whether two figures give the same value: about so many is exactly so many, at least so many too, up to is not."""
    if math.isnan(x.low) != math.isnan(y.low):  # "up to 10,000" names a ceiling, "10,000" a number
        return False
    if math.isnan(x.high) and math.isnan(y.high):
        return _close(x.low, y.low, _AGAIN)
    if math.isnan(x.low):
        return _close(x.high, y.high, _AGAIN)
    part = _NEAR if x.about or y.about else _AGAIN
    if math.isnan(x.high) or math.isnan(y.high):  # "more than 1,600" are 1,644, but not 1,710
        bound, value = (x, y) if math.isnan(x.high) else (y, x)
        most = bound.low + min(bound.low * _NEAR, _last_place(bound.low))
        return value.low == value.high and bound.low * (1 - _AGAIN) <= value.low <= most
    return _close(x.low, y.low, part) and _close(x.high, y.high, part)


def _last_place(value: float) -> float:
    """One unit of the last digit that is not nought: "more than 363 million" is no 368 million."""
    if not value:
        return 0.0
    digits = f"{Decimal(f'{abs(value):.6g}'):f}"
    whole, _, rest = digits.partition(".")
    return 10.0 ** (-len(rest) if rest else len(whole) - len(whole.rstrip("0")))


def _close(one: float, other: float, part: float) -> bool:
    return abs(one - other) <= part * max(abs(one), abs(other))


def _when(sketch: Sketch) -> tuple[int, int] | None:
    """The days that a claim is probably about: those that it names, else that of publication and the one before."""
    if sketch.first:
        return sketch.first, sketch.last
    return (sketch.published - 1, sketch.published) if sketch.published else None


def _happens(sketch: Sketch) -> bool:
    """Whether a claim tells of a deed that is done, not of a state, a plan or what somebody thinks."""
    deeds = any(not concept & THING for concept in sketch.concepts)
    return not sketch.is_open and bool(sketch.deeds or deeds or sketch.is_own or _is_incident(sketch))


def _is_incident(sketch: Sketch) -> bool:
    """Whether a claim counts what happens in incidents, of which there may be many: dead, wounded, drones shot down."""
    return any(count.stage in _incidents() for count in sketch.counts)


def _is_marked_well(a: Sketch, b: Sketch) -> bool:
    """Whether two claims share a number of some digits and a town, or a name that no list knows."""
    return _share_name(a, b) or (_share_number(a, b) and _share_town(a, b))


def _share_number(a: Sketch, b: Sketch) -> bool:
    """Whether a value of two digits is shared, or two values."""
    equal = [x for x in a.counts for y in b.counts if x.unit == y.unit and equals(x, y)]
    return len(equal) > 1 or any(rare(x) >= _TELLING for x in equal)


def _share_name(a: Sketch, b: Sketch) -> bool:
    return bool(set(a.words[: a.names]) & set(b.words) or set(b.words[: b.names]) & set(a.words))


def _share_town(a: Sketch, b: Sketch) -> bool:
    """Whether both name one town or site."""
    return bool({x.key for x in a.places if x.level >= TOWN} & {y.key for y in b.places if y.level >= TOWN})


@cache
def _incidents() -> frozenset[int]:
    stages: Sequence[str] = ontology("comparison")["incidents"]["stages"]
    return frozenset(hashed(stage, 16) for stage in stages)

"""Places on a map: plain degrees, narrowed by the latitude in the middle, so that distances look right there."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lagebild.picture.places import PlaceRow
from lagebild.types import Actor

_SMALLEST = 14.0  # degrees from west to east that are shown at least
_RATIO = 1.9  # width to height
_LETTER = 0.56  # width of a letter to its size, on average
Anchor = Literal["start", "end", "above", "below"]
_ANCHORS: tuple[Anchor, ...] = ("start", "end", "below", "above")
_LONGEST = 28  # letters of a name


@dataclass(frozen=True, slots=True)
class Dot:
    """A place: tenths of degrees to the right and down, the size of its mark, and its name, if there is room for it.

    `anchor` is where the name stands: start (right of the mark), end (left of it), above or below it; `size` is that
    of its letters.
    """

    row: PlaceRow
    x: float
    y: float
    radius: float
    name: str = ""
    anchor: Anchor = "start"
    size: float = 0.0

    @property
    def side(self) -> float:
        """Where the name begins, ends or has its middle, from left to right."""
        away = {"start": 1.35, "end": -1.35}.get(self.anchor, 0.0)
        return round(self.x + self.radius * away, 2)

    @property
    def line(self) -> float:
        """The height of the middle of the name."""
        away = {"below": 1, "above": -1}.get(self.anchor, 0)
        return round(self.y + away * (self.radius * 1.2 + self.size * 0.6), 2)

    @property
    def held(self) -> Literal["start", "end", "middle"]:
        """By which end the name is held where it stands, as SVG has it."""
        return self.anchor if self.anchor in ("start", "end") else "middle"


@dataclass(frozen=True, slots=True)
class MapPlot:
    """What is drawn: the window (left, top, width, height), `squeeze` for west to east, lines of the net, places.

    `stroke` is the width of a thin line, `size` that of letters. `outside` counts the places that lie outside.
    """

    left: float
    top: float
    width: float
    height: float
    squeeze: float
    meridians: tuple[float, ...]
    parallels: tuple[float, ...]
    dots: tuple[Dot, ...]
    stroke: float
    size: float
    outside: int


def map_plot(rows: Sequence[PlaceRow], name: Callable[[Actor], str], *, whole: bool = False) -> MapPlot | None:
    """The places on a map of where most of them lie, or (`whole`) of all; None where there is none.

    `name` tells what a place is called. The first of `rows` are named first; what would cover another name is left out.
    """
    if not rows:
        return None
    west, south, east, north = _window(rows if whole else _core(rows))
    squeeze = max(math.cos(math.radians((south + north) / 2)), 0.2)
    width, height = (east - west) * 10 * squeeze, (north - south) * 10
    left, top = west * 10 * squeeze, -north * 10
    inside = [row for row in rows if west <= _point(row)[1] <= east and south <= _point(row)[0] <= north]
    most = inside[0].claims if inside else 1
    unit = width / 1000
    plain = [
        Dot(
            row,
            round(_point(row)[1] * 10 * squeeze, 2),
            round(-_point(row)[0] * 10, 2),
            round(unit * (4 + 14 * math.sqrt(row.claims / most)), 3),
        )
        for row in inside
    ]
    dots = _named(plain, name, size=unit * 15, left=left, right=left + width)
    step = next(step for step in (2, 5, 10, 20, 30) if (east - west) / step <= 9 or step == 30)
    return MapPlot(
        round(left, 2), round(top, 2), round(width, 2), round(height, 2), round(squeeze, 4),
        tuple(round(degree * 10 * squeeze, 2) for degree in _lines(west, east, step)),
        tuple(float(-degree * 10) for degree in _lines(south, north, step)),
        dots, round(unit, 3), round(unit * 15, 2), len(rows) - len(inside),
    )  # fmt: skip


def _named(
    dots: Sequence[Dot], name: Callable[[Actor], str], *, size: float, left: float, right: float
) -> tuple[Dot, ...]:
    """The marks with their names where these neither leave the map nor cover another name or mark."""
    taken = [(dot.x - dot.radius, dot.x + dot.radius, dot.y - dot.radius, dot.y + dot.radius) for dot in dots]
    found = []
    for place, dot in enumerate(dots):
        words, shown = name(dot.row.actor)[:_LONGEST], dot
        for anchor in _ANCHORS:
            beside = replace(dot, name=words, anchor=anchor, size=size)
            long = len(words) * size * _LETTER
            begin = beside.side - long * {"start": 0.0, "end": 1.0}.get(anchor, 0.5)
            ends = (begin, begin + long)
            box = (*ends, beside.line - size * 0.6, beside.line + size * 0.6)
            others = taken[:place] + taken[place + 1 :]
            if left <= ends[0] and ends[1] <= right and not any(_meet(box, other) for other in others):
                taken.append(box)
                shown = beside
                break
        found.append(shown)
    return tuple(found)


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]


def _point(row: PlaceRow) -> tuple[float, float]:
    place = row.actor.place
    assert place is not None
    return place.latitude or 0.0, place.longitude or 0.0


def _core(rows: Sequence[PlaceRow]) -> list[PlaceRow]:
    """The places near the middle of all namings, nearest first, until nine of ten namings are there."""
    weights = sum(row.claims for row in rows)
    latitude, longitude = (_median(rows, axis) for axis in (0, 1))
    near = sorted(rows, key=lambda row: math.hypot(_point(row)[0] - latitude, (_point(row)[1] - longitude) * 0.7))
    found, counted = [], 0
    for row in near:
        found.append(row)
        counted += row.claims
        if counted >= weights * 0.9:
            break
    return found


def _median(rows: Sequence[PlaceRow], axis: int) -> float:
    values = sorted(_point(row)[axis] for row in rows for _ in range(row.claims))
    return values[len(values) // 2]


def _window(rows: Sequence[PlaceRow]) -> tuple[float, float, float, float]:
    """West, south, east, north: around the places, with a margin, in the shape of the map, within the world."""
    latitudes, longitudes = ([_point(row)[axis] for row in rows] for axis in (0, 1))
    middle_y, middle_x = ((min(values) + max(values)) / 2 for values in (latitudes, longitudes))
    squeeze = max(math.cos(math.radians(middle_y)), 0.2)
    width = max((max(longitudes) - min(longitudes)) * 1.25, _SMALLEST)
    height = (max(latitudes) - min(latitudes)) * 1.3
    width = min(max(width, height * _RATIO / squeeze), 360.0)
    height = min(width * squeeze / _RATIO, 170.0)
    west = min(max(middle_x - width / 2, -180.0), 180.0 - width)
    south = min(max(middle_y - height / 2, -85.0), 85.0 - height)
    return west, south, west + width, south + height


def _lines(first: float, last: float, step: int) -> list[int]:
    return list(range(math.ceil(first / step) * step, math.floor(last) + 1, step))

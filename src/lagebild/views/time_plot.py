"""Places the figures of one stage over time: value with its bounds against the day, a mark and colour for each side.

The templates draw it as SVG; places are in percent of width and height, 0 at the top and left.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from lagebild.compare.figures import day_of
from lagebild.picture.figures import Bound, FigureGroup, FigurePoint, FigureRow
from lagebild.picture.sides import Side, sides
from lagebild.views.plot import LOG_FROM, axis

#: So many sides have a mark of their own; the others share the last.
MARKS = 6
_LEFT, _RIGHT, _TOP, _BOTTOM = 9.0, 97.0, 6.0, 92.0


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A figure over its day; `low` and `high` are the ends of its bounds, `y` is where its mark stands.

    `told` tells whether the text tells the day over which it stands; else it is the day of publication.
    """

    point: FigurePoint
    bound: Bound
    x: float
    y: float
    low: float
    high: float
    told: bool


@dataclass(frozen=True, slots=True)
class TimeSide:
    """A side with its marks in order of time; `number` (1 to 6) chooses colour and shape."""

    number: int
    side: Side
    marks: tuple[TimeMark, ...]


@dataclass(frozen=True, slots=True)
class DayTick:
    """A day on the axis."""

    x: float
    day: str


@dataclass(frozen=True, slots=True)
class ValueTick:
    """A value on the axis."""

    y: float
    value: float


@dataclass(frozen=True, slots=True)
class TimePlot:
    """One stage of a quantity over time."""

    stage: str | None
    scale: Literal["log", "linear"]
    sides: tuple[TimeSide, ...]
    days: tuple[DayTick, ...]
    values: tuple[ValueTick, ...]


def time_plot(group: FigureGroup) -> TimePlot | None:
    """The stage with most dated figures over time, or None where no stage has figures of two different days."""
    stages = [
        (stage, [point for point in points if _day(point.first) and _ends(point)]) for stage, points in group.stages
    ]
    stage, points = max(stages, key=lambda one: len({_day(point.first) for point in one[1]}), default=(None, []))
    days = sorted({day for point in points if (day := _day(point.first))})
    if len(days) < 2:
        return None
    ends = [end for point in points for end in _ends(point)]
    scale: Literal["log", "linear"] = "log" if min(ends) > 0 and max(ends) / min(ends) >= LOG_FROM else "linear"
    ticks, place = axis(min(ends), max(ends), logarithmic=scale == "log")
    first, span = days[0], (days[-1] - days[0]).days

    def over(day: date) -> float:
        return round(_LEFT + 2 + (_RIGHT - _LEFT - 4) * (day - first).days / span, 2)

    def at(value: float) -> float:
        return round(_BOTTOM - (_BOTTOM - _TOP) * place(value), 2)

    shown = [TimeSide(min(n, MARKS), side, _marks(side, over, at)) for n, side in enumerate(sides(points), 1)]
    day_ticks = tuple(DayTick(over(day), day.isoformat()) for day in _day_ticks(days))
    return TimePlot(stage, scale, tuple(shown), day_ticks, tuple(ValueTick(at(v), v) for v in ticks))


def _marks(side: Side, over: Callable[[date], float], at: Callable[[float], float]) -> tuple[TimeMark, ...]:
    marks = []
    for point in side.points:
        row, figure = point.first, point.first.figure
        day = _day(row) or date.min
        low = _BOTTOM if figure.min is None else at(figure.min)
        high = _TOP if figure.max is None else at(figure.max)
        middle = low if figure.max is None else high if figure.min is None else (low + high) / 2
        marks.append(TimeMark(point, row.bound, over(day), round(middle, 2), low, high, row.said_basis == "text"))
    return tuple(sorted(marks, key=lambda mark: mark.x))


def _day(row: FigureRow) -> date | None:
    """The day for which a sum holds; else that of the saying: an incident has one day, and many counts."""
    held = day_of(row.held) if row.view.scope == "total" or row.figure.as_of else None
    return held or day_of(row.said)


def _ends(point: FigurePoint) -> list[float]:
    figure = point.first.figure
    return [end for end in (figure.min, figure.max) if end is not None and math.isfinite(end)]


def _day_ticks(days: list[date]) -> list[date]:
    """At most five days from the first to the last."""
    span = (days[-1] - days[0]).days
    count = min(4, span)
    return [days[0] + timedelta(days=round(span * number / count)) for number in range(count + 1)]

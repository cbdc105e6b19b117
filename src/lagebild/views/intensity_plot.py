"""Places the intensity of a pair over time: a bar for each week, and its shifts with the interval on their day.

The templates draw it as SVG; places are in percent of width and height, 0 at the top and left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from lagebild.ontology.intensity import IDS, Id
from lagebild.picture.escalation import Pair
from lagebild.picture.shifts import Series, Shift

_LEFT, _RIGHT, _TOP, _BOTTOM = 9.0, 97.0, 6.0, 88.0
#: So many days are drawn as one bar.
_BIN = 7


@dataclass(frozen=True, slots=True)
class Bar:
    """A week: its first day and the intensity of all of it."""

    day: date
    value: float
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Step:
    """A shift: where it stands, and the interval on its day."""

    shift: Shift
    x: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class IntensityPlot:
    """One scale of one pair over time."""

    scale: Id
    top: float
    bars: tuple[Bar, ...]
    steps: tuple[Step, ...]
    first: date
    last: date


def intensity_plots(pair: Pair) -> tuple[IntensityPlot, ...]:
    """A plot for each scale; none where no day was read or nothing hostile was done on a known day."""
    return tuple(
        _plot(name, series, pair.shifts)
        for name, series in zip(IDS, pair.series, strict=True)
        if series.values and any(series.values)
    )


def _plot(name: Id, series: Series, shifts: tuple[Shift, ...]) -> IntensityPlot:
    number = len(series.values)
    sums = [sum(series.values[start : start + _BIN]) for start in range(0, number, _BIN)]
    top = max(sums)

    def x(place: float) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * min(max(place, 0.0), number) / number, 2)

    def at(day: date) -> float:
        return x((day - series.first).days)

    bars = tuple(_bar(series.first, place, value, top, x) for place, value in enumerate(sums) if value)
    steps = tuple(Step(one, at(one.day), at(one.earliest), at(one.latest)) for one in shifts)
    return IntensityPlot(name, top, bars, steps, series.first, series.first + timedelta(number - 1))


def _bar(first: date, week: int, value: float, top: float, x: Callable[[float], float]) -> Bar:
    left, right, height = x(_BIN * week), x(_BIN * (week + 1)), (_BOTTOM - _TOP) * value / top
    day = first + timedelta(_BIN * week)
    return Bar(day, value, left, round(right - left, 2), round(_BOTTOM - height, 2), round(height, 2))

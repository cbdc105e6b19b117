"""Places the figures of one quantity on a common axis; the templates draw them as SVG with places in percent of
the width."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from lagebild.picture.figures import Bound, FigureGroup, FigurePoint

#: From this ratio of the largest to the smallest end on, a linear axis would press the small ones together.
LOG_FROM = 30.0
#: Ends closer together than this are drawn as one, and smaller ones have no place on a logarithmic axis.
_SMALLEST = 1e-6
_LEFT, _WIDTH = 2.0, 94.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis, in percent of the width."""

    x: float
    value: float


@dataclass(frozen=True, slots=True)
class PlotMark:
    """A figure on the axis: `left` and `right` in percent of the width, open ends at the edge."""

    point: FigurePoint
    bound: Bound
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class PlotStage:
    """The marks of one stage."""

    stage: str | None
    marks: tuple[PlotMark, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A quantity on an axis."""

    scale: Literal["log", "linear"]
    ticks: tuple[Tick, ...]
    stages: tuple[PlotStage, ...]


def plot(group: FigureGroup) -> Plot | None:
    """The figures of a group on an axis, or None where no end of any of them is known."""
    ends = [end for end in group.ends if math.isfinite(end)]
    if not ends:
        return None
    low, high = min(ends), max(ends)
    logarithmic = low > _SMALLEST and high / low >= LOG_FROM
    values, share = axis(low, high, logarithmic=logarithmic)

    def place(value: float) -> float:
        return round(_LEFT + _WIDTH * share(value), 2)

    stages = tuple(PlotStage(stage, tuple(_mark(point, place) for point in points)) for stage, points in group.stages)
    return Plot("log" if logarithmic else "linear", tuple(Tick(place(v), v) for v in values), stages)


def axis(low: float, high: float, *, logarithmic: bool) -> tuple[list[float], Callable[[float], float]]:
    """Round ticks that hold `low` and `high` (a linear axis begins at nought), and the place of a value, 0 to 1."""
    values = _log_ticks(low, high) if logarithmic else _linear_ticks(min(low, 0.0), max(high, 0.0))
    first, last = values[0], values[-1]

    def share(value: float) -> float:
        if logarithmic:
            return math.log(max(value, first) / first) / math.log(last / first)
        return (value - first) / (last - first)

    return _thinned(values), lambda value: min(max(share(value), 0.0), 1.0)


def _mark(point: FigurePoint, place: Callable[[float], float]) -> PlotMark:
    figure = point.first.figure
    left = place(figure.min) if figure.min is not None and math.isfinite(figure.min) else 0.0
    right = place(figure.max) if figure.max is not None and math.isfinite(figure.max) else 100.0
    return PlotMark(point, point.first.bound, left, right)


def _log_ticks(low: float, high: float) -> list[float]:
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    return [10.0**power for power in range(first, last + 1)]


def _linear_ticks(low: float, high: float) -> list[float]:
    """About four round steps from `low` to `high`; equal ends get a step of their own."""
    raw = max(high - low, _SMALLEST) / 4
    size = 10.0 ** math.floor(math.log10(raw))
    step = size * next(factor for factor in (1, 2, 2.5, 5, 10) if factor * size >= raw * 0.999)
    first, last = math.floor(low / step), max(math.ceil(high / step), math.floor(low / step) + 1)
    return [number * step for number in range(first, last + 1)]


def _thinned(values: list[float]) -> list[float]:
    """At most six ticks, so that their labels stay apart on a narrow screen."""
    return values[:: math.ceil(len(values) / 6)]

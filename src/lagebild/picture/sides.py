"""What the figures of one quantity come to: lowest, highest, the latest of each side, and what contradicts what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from lagebild.compare.figures import Relation, day_of, relation
from lagebild.compare.voices import Voice, origin
from lagebild.picture.figures import FigureGroup, FigurePoint, FigureRow

#: In a stage with more points than this, a point is compared with so many that were said next before it: contradictions
#: are of nearly the same days, and the number of all pairs grows with the square.
WINDOW = 60


@dataclass(frozen=True, slots=True)
class Side:
    """A voice at the end of the chains with its figures of one stage, in the order in which they were said."""

    voice: Voice
    points: tuple[FigurePoint, ...]

    @property
    def latest(self) -> FigureRow:
        """What it said last; undated figures count as the earliest."""
        return self.points[-1].first


@dataclass(frozen=True, slots=True)
class StageSides:
    """The figures of one stage: the lowest and the highest that somebody holds, and the sides, most figures first."""

    stage: str | None
    low: FigureRow
    high: FigureRow
    sides: tuple[Side, ...]

    @property
    def is_single(self) -> bool:
        """Whether one figure is all there is."""
        return self.low is self.high

    @property
    def latest(self) -> FigureRow:
        """What was said last, whoever said it."""
        return max((point for side in self.sides for point in side.points), key=_when).first


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two figures that stand against each other, and why; `a` was said first where that is known."""

    a: FigurePoint
    b: FigurePoint
    relation: Relation


def stage_sides(group: FigureGroup, *, least: int = 2) -> tuple[StageSides, ...]:
    """Each stage of a group that has so many points with a known end; figures that are held untrue do not count."""
    found = []
    for stage, points in group.stages:
        held = [point for point in points if not point.first.untrue and _ends(point.first)]
        if len(held) >= least:
            low = min(held, key=lambda point: _ends(point.first)[0]).first
            high = max(held, key=lambda point: _ends(point.first)[-1]).first
            found.append(StageSides(stage, low, high, sides(held)))
    return tuple(found)


def sides(points: Iterable[FigurePoint]) -> tuple[Side, ...]:
    """Points by the voice that they go back to."""
    by_voice: dict[str, list[FigurePoint]] = {}
    voices: dict[str, Voice] = {}
    for point in points:
        voice = origin(point.first.entry)
        voices.setdefault(voice.key, voice)
        by_voice.setdefault(voice.key, []).append(point)
    found = [Side(voices[key], tuple(sorted(own, key=_when))) for key, own in by_voice.items()]
    return tuple(sorted(found, key=lambda side: (not side.voice.identified, -len(side.points), side.voice.name)))


def contrasts(group: FigureGroup) -> tuple[Contrast, ...]:
    """The pairs of a group that contradict each other: disputes first, then revisions, the newest first in both."""
    found = []
    for _, points in group.stages:
        for a, b in _pairs(sorted(points, key=_when)):
            related = relation(a.first.view, b.first.view)
            if related.contradicts:
                found.append(Contrast(b, a, related) if related.earlier == "b" else Contrast(a, b, related))
    found.sort(key=lambda one: _when(one.b), reverse=True)
    return tuple(sorted(found, key=lambda one: one.relation.kind != "dispute"))


def _pairs(points: Sequence[FigurePoint]) -> Iterable[tuple[FigurePoint, FigurePoint]]:
    if len(points) <= WINDOW:
        return combinations(points, 2)
    return ((points[before], b) for place, b in enumerate(points) for before in range(max(place - WINDOW, 0), place))


def _when(point: FigurePoint) -> tuple[date, float]:
    row = point.first
    return day_of(row.said) or date.min, (_ends(row) or (0.0,))[0]


def _ends(row: FigureRow) -> tuple[float, ...]:
    return tuple(end for end in (row.figure.min, row.figure.max) if end is not None)

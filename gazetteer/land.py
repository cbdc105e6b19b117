"""Draws the outline of land for the map of the pages, `src/lagebild/views/web/static/land.svg`.

    python -m gazetteer.land land-50m.json

The file is that of the npm package world-atlas (ISC), made from Natural Earth (public domain): TopoJSON, arcs of whole
numbers with a scale and a shift, each number the step from the one before (https://github.com/topojson/topojson-specification).
Kept are tenths of a degree and land of some size; borders of states are left out on purpose: where they run is what is
fought about.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "src" / "lagebild" / "views" / "web" / "static" / "land.svg"
HALF = 1_800  # tenths of a degree from the middle of the map to its edge
SMALLEST = 12.0  # square tenths of a degree
NEAR = 0.9  # tenths of a degree

Point = tuple[int, int]


def main(arguments: Sequence[str]) -> int:
    """Writes the outline from the file that is named; 2 where none is."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    TARGET.write_text(drawn(json.loads(Path(arguments[0]).read_text(encoding="utf-8"))), encoding="utf-8")
    return 0


def drawn(topology: Any) -> str:
    """The outline as SVG: one symbol, in tenths of a degree, east to the right and north up."""
    arcs = [list(_arc(arc, topology["transform"])) for arc in topology["arcs"]]
    whole = (_unrolled(_ring(ring, arcs)) for polygon in _polygons(topology) for ring in polygon)
    rings = (_thinned(part) for ring in whole for part in _within(ring))
    path = "".join(_path(ring) for ring in rings if len(ring) > 3 and _area(ring) >= SMALLEST)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1800 -900 3600 1800"><path id="land" d="{path}"/></svg>\n'
    )


def _polygons(topology: Any) -> Iterator[list[list[int]]]:
    for shape in topology["objects"]["land"]["geometries"]:
        yield from shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]


def _arc(arc: Iterable[Sequence[int]], transform: Any) -> Iterator[tuple[float, float]]:
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        (wide, high), (left, low) = transform["scale"], transform["translate"]
        yield wide * x + left, high * y + low


def _ring(numbers: Iterable[int], arcs: Sequence[Sequence[tuple[float, float]]]) -> list[Point]:
    """The points of a ring, each once: a number below 0 means an arc backwards (its complement)."""
    points: list[Point] = []
    for number in numbers:
        for x, y in arcs[number] if number >= 0 else reversed(arcs[~number]):
            point = (round(x * 10), -round(y * 10))
            if not points or points[-1] != point:
                points.append(point)
    return points


def _unrolled(ring: list[Point]) -> list[Point]:
    """The ring without the jump from 180 degrees east to 180 west; one around a pole is closed over the pole."""
    found, turns = [ring[0]], 0
    for (before, _), (x, y) in pairwise(ring):
        turns += -1 if x - before > HALF else 1 if before - x > HALF else 0
        found.append((x + turns * 2 * HALF, y))
    if turns:
        pole = HALF // 2 if found[0][1] > 0 else -HALF // 2
        found += [(found[-1][0], pole), (found[0][0], pole), found[0]]
    return found


def _within(ring: list[Point]) -> Iterator[list[Point]]:
    """The ring, and where it leaves the map on one side once more on the other."""
    yield ring
    if min(x for x, _ in ring) < -HALF:
        yield [(x + 2 * HALF, y) for x, y in ring]
    if max(x for x, _ in ring) > HALF:
        yield [(x - 2 * HALF, y) for x, y in ring]


def _thinned(ring: list[Point]) -> list[Point]:
    """The ring without points that lie near the line of those kept (Douglas and Peucker 1973)."""
    kept, waiting = {0, len(ring) - 1}, [(0, len(ring) - 1)]
    while waiting:
        first, last = waiting.pop()
        inner = range(first + 1, last)
        distance, far = max(((_off(ring[place], ring[first], ring[last]), place) for place in inner), default=(0.0, 0))
        if distance > NEAR:
            kept.add(far)
            waiting += [(first, far), (far, last)]
    return [ring[place] for place in sorted(kept)]


def _off(point: Point, a: Point, b: Point) -> float:
    """How far a point lies from the stretch between two others."""
    (x, y), (along, up) = (point[0] - a[0], point[1] - a[1]), (b[0] - a[0], b[1] - a[1])
    length = along**2 + up**2
    share = min(max((x * along + y * up) / length, 0.0), 1.0) if length else 0.0
    return hypot(x - share * along, y - share * up)


def _area(ring: Sequence[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise((*ring, ring[0])))) / 2


def _path(ring: Sequence[Point]) -> str:
    first, steps = ring[0], [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(ring)]
    # A minus parts two numbers as well as a blank does.
    moves = "".join(f"{'' if x < 0 else ' '}{x}{'' if y < 0 else ' '}{y}" for x, y in steps)
    return f"M{first[0]} {first[1]}l{moves.lstrip()}Z"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

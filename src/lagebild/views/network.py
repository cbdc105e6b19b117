"""Places actors and what they do toward each other as a drawing: circles and arrows, in a box of fixed size.

The template draws it as SVG, each arrow leading to its deeds. The layout is that of Fruchterman and Reingold (1991) in
networkx, from a fixed beginning, so that the same ties give the same picture.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from lagebild.compare.parties import is_named
from lagebild.picture.ties import Acting, Tone
from lagebild.types import Actor

#: The box, in units of the drawing, and what is kept free at its sides for names.
WIDTH, HEIGHT, SIDE, EDGE = 900.0, 560.0, 110.0, 50.0
_SMALL, _LARGE = 7.0, 20.0  # radius of circles
_THIN, _THICK = 1.5, 7.0  # width of arrows
_BEND = 26.0  # by which an arrow leaves the straight line, so that both directions are seen
_TURNS = 300  # of the layout
_PULL = 0.2  # of the middle, beside the 1 of a tie
_LETTER, _LINE = 8.4, 18.0  # width of a letter, height of a line
_POINTS = 24  # of an arrow that a name should not cover
_GAP = 5.0  # between a circle and its name
_WORST = 1e6  # a name that leaves the box

Box = tuple[float, float, float, float]  # left, right, top, bottom


@dataclass(frozen=True, slots=True)
class Node:
    """A side: the middle of its circle, and the radius, by how many deeds it has part in; its name and where it stands.

    `held` is the end by which the name is held at its place, as SVG has it; `name_y` is its base line.
    """

    actor: Actor
    x: float
    y: float
    radius: float
    name: str = ""
    name_x: float = 0.0
    name_y: float = 0.0
    held: Literal["start", "middle", "end"] = "middle"


@dataclass(frozen=True, slots=True)
class Arrow:
    """A tie: the path of its arrow as SVG writes it, its width, and the number of the row that it leads to."""

    number: int
    acting: Acting
    path: str
    width: float

    @property
    def tone(self) -> Tone:
        """Friendly, hostile or mixed."""
        return self.acting.tone


@dataclass(frozen=True, slots=True)
class Network:
    """The circles and the arrows."""

    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


def network(ties: Sequence[Acting], name: Callable[[Actor], str]) -> Network | None:
    """The drawing of some ties; None where there are none. `name` tells what a side is called.

    Ties of a side without a name of its own ("soldiers") are left out: it is another one each time that it is told.
    """
    numbered = [
        (place, one) for place, one in enumerate(ties, 1) if is_named(one.tie.side) and is_named(one.tie.toward)
    ]
    found = [one for _, one in numbered]
    if not found:
        return None
    actors = list(dict.fromkeys(actor for one in found for actor in (one.tie.side, one.tie.toward)))
    counts = [sum(one.tie.deeds for one in found if actor in (one.tie.side, one.tie.toward)) for actor in actors]
    places = _places(actors, found)
    nodes = {
        actor: Node(actor, *places[actor], _between(_SMALL, _LARGE, count, max(counts)))
        for actor, count in zip(actors, counts, strict=True)
    }
    most = max(one.tie.deeds for one in found)
    bends = [_bend(nodes[one.tie.side], nodes[one.tie.toward]) for one in found]
    arrows = (
        Arrow(number, one, "M{:.1f} {:.1f} Q{:.1f} {:.1f} {:.1f} {:.1f}".format(*bend), _width(one, most))
        for (number, one), bend in zip(numbered, bends, strict=True)
    )
    return Network(_named(list(nodes.values()), bends, name), tuple(arrows))


def _width(one: Acting, most: int) -> float:
    return _between(_THIN, _THICK, one.tie.deeds, most)


def _named(nodes: Sequence[Node], bends: Sequence[tuple[float, ...]], name: Callable[[Actor], str]) -> tuple[Node, ...]:
    """The circles with their names, each where it covers least of arrows, circles and other names."""
    points = [_at(bend, step / _POINTS) for bend in bends for step in range(_POINTS + 1)]
    taken: list[Box] = [
        (one.x - one.radius, one.x + one.radius, one.y - one.radius, one.y + one.radius) for one in nodes
    ]
    found: dict[Actor, Node] = {}
    for node in sorted(nodes, key=lambda one: -one.radius):
        choices = [
            (_cost(box, points, taken), place, shown, box) for place, (shown, box) in enumerate(_sides(node, name))
        ]
        _, _, shown, box = min(choices, key=lambda one: one[:2])
        taken.append(box)
        found[node.actor] = shown
    return tuple(found[node.actor] for node in nodes)


def _sides(node: Node, name: Callable[[Actor], str]) -> list[tuple[Node, Box]]:
    """A circle with its name below, above, right and left of it, each with the box that the name takes."""
    words = name(node.actor)
    long, away = len(words) * _LETTER, node.radius + _GAP
    placed: list[tuple[Literal["start", "middle", "end"], float, float]] = [
        ("middle", node.x, node.y + away + _LINE * 0.75),
        ("middle", node.x, node.y - away - _LINE * 0.1),
        ("start", node.x + away, node.y + _LINE * 0.3),
        ("end", node.x - away, node.y + _LINE * 0.3),
    ]
    found = []
    for held, x, y in placed:
        left = x - long * {"start": 0.0, "middle": 0.5, "end": 1.0}[held]
        shown = replace(node, name=words, name_x=round(x, 1), name_y=round(y, 1), held=held)
        found.append((shown, (left, left + long, y - _LINE * 0.8, y + _LINE * 0.25)))
    return found


def _cost(box: Box, points: Sequence[tuple[float, float]], taken: Sequence[Box]) -> float:
    """How much a name would cover: points of arrows, and (weighing as much as a whole arrow) circles and names."""
    left, right, top, bottom = box
    outside = left < 0 or right > WIDTH or top < 0 or bottom > HEIGHT
    crossed = sum(left <= x <= right and top <= y <= bottom for x, y in points)
    met = sum(left < other[1] and other[0] < right and top < other[3] and other[2] < bottom for other in taken)
    return _WORST * outside + crossed + _POINTS * met


def _at(bend: tuple[float, ...], share: float) -> tuple[float, float]:
    """The point of an arc at a share (0 to 1) of its way."""
    a, b, c = (1 - share) ** 2, 2 * share * (1 - share), share**2
    return a * bend[0] + b * bend[2] + c * bend[4], a * bend[1] + b * bend[3] + c * bend[5]


def _places(actors: Sequence[Actor], found: Sequence[Acting]) -> dict[Actor, tuple[float, float]]:
    numbers = {actor: number for number, actor in enumerate(actors)}
    ties = tuple((numbers[one.tie.side], numbers[one.tie.toward]) for one in found)
    return dict(zip(actors, _laid_out(len(actors), ties), strict=True))


@lru_cache(64)
def _laid_out(size: int, ties: tuple[tuple[int, int], ...]) -> tuple[tuple[float, float], ...]:
    """Where so many nodes with some ties lie; what ties are about changes nothing of it."""
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(ties)
    begin = networkx.circular_layout(graph)
    # A middle that nobody sees holds together what has nothing to do with each other.
    graph.add_weighted_edges_from((number, "middle", _PULL) for number in range(size))
    laid = networkx.spring_layout(
        graph, pos={**begin, "middle": (0.0, 0.0)}, fixed=["middle"], k=2.0 / math.sqrt(size), iterations=_TURNS
    )
    across, down = ([float(laid[number][axis]) for number in range(size)] for axis in (0, 1))
    return tuple((_into(across, number, SIDE, WIDTH), _into(down, number, EDGE, HEIGHT)) for number in range(size))


def _into(values: Sequence[float], number: int, free: float, size: float) -> float:
    """A place in the box: half by where the layout has it, half by its rank, so that what lies close is spread."""
    low, high = min(values), max(values)
    share = (values[number] - low) / (high - low) if high - low > 1e-9 else 0.5
    rank = sorted(range(len(values)), key=lambda one: (values[one], one)).index(number) / max(len(values) - 1, 1)
    share = (share + rank) / 2
    return round(free + share * (size - 2 * free), 1)


def _between(least: float, most: float, value: float, largest: float) -> float:
    """A size between two, by the root of a share: areas and not lengths are compared."""
    return round(least + (most - least) * math.sqrt(value / largest), 1)


def _bend(one: Node, other: Node) -> tuple[float, ...]:
    """An arc from the edge of one circle to that of the other, bent to its left: begin, bend and end, x and y each."""
    dx, dy = other.x - one.x, other.y - one.y
    length = math.hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    middle = ((one.x + other.x) / 2 + uy * _BEND, (one.y + other.y) / 2 - ux * _BEND)
    begin = _towards(one, middle, one.radius)
    end = _towards(other, middle, other.radius + 7)
    return (*begin, *middle, *end)


def _towards(node: Node, point: tuple[float, float], distance: float) -> tuple[float, float]:
    dx, dy = point[0] - node.x, point[1] - node.y
    length = math.hypot(dx, dy) or 1.0
    return node.x + dx / length * distance, node.y + dy / length * distance

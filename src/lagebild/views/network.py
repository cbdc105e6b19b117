"""Places actors and what they do toward each other as a drawing: circles and arrows, in a box of fixed size.

The template draws it as SVG, each arrow leading to its deeds. The layout is that of Fruchterman and Reingold (1991) in
networkx, from a fixed beginning, so that the same ties give the same picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lagebild.picture.ties import Acting, Tone
from lagebild.types import Actor

#: The box, in units of the drawing, and what is kept free at its sides for names.
WIDTH, HEIGHT, SIDE, EDGE = 900.0, 560.0, 110.0, 50.0
_SMALL, _LARGE = 7.0, 20.0  # radius of circles
_THIN, _THICK = 1.5, 7.0  # width of arrows
_BEND = 26.0  # by which an arrow leaves the straight line, so that both directions are seen
_TURNS = 300  # of the layout
_PULL = 0.2  # of the middle, beside the 1 of a tie


@dataclass(frozen=True, slots=True)
class Node:
    """A side: the middle of its circle, and the radius, by how many deeds it has part in."""

    actor: Actor
    x: float
    y: float
    radius: float


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


def network(found: Sequence[Acting]) -> Network | None:
    """The drawing of some ties; None where there are none."""
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
    arrows = (
        Arrow(
            number, one, _path(nodes[one.tie.side], nodes[one.tie.toward]), _between(_THIN, _THICK, one.tie.deeds, most)
        )
        for number, one in enumerate(found, 1)
    )
    return Network(tuple(nodes.values()), tuple(arrows))


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


def _path(one: Node, other: Node) -> str:
    """An arc from the edge of one circle to that of the other, bent to its left."""
    dx, dy = other.x - one.x, other.y - one.y
    length = math.hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    middle = ((one.x + other.x) / 2 + uy * _BEND, (one.y + other.y) / 2 - ux * _BEND)
    begin = _towards(one, middle, one.radius)
    end = _towards(other, middle, other.radius + 7)
    numbers = (*begin, *middle, *end)
    return "M{:.1f} {:.1f} Q{:.1f} {:.1f} {:.1f} {:.1f}".format(*numbers)


def _towards(node: Node, point: tuple[float, float], distance: float) -> tuple[float, float]:
    dx, dy = point[0] - node.x, point[1] - node.y
    length = math.hypot(dx, dy) or 1.0
    return node.x + dx / length * distance, node.y + dy / length * distance

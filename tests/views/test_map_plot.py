"""Places on a map, and the outline of land below them."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from itertools import pairwise

import pytest
from gazetteer.land import drawn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.picture.places import PlaceRow, place_table
from lagebild.types import Actor, Entry, Mention, Place
from lagebild.views.map_plot import map_plot
from tests import readings

DEGREES = st.tuples(st.integers(-90, 90), st.integers(-180, 180), st.integers(1, 9))


def row(latitude: float, longitude: float, times: int = 1, name: str = "Town") -> PlaceRow:
    reading = readings.reading()
    entry = Entry(reading.article, reading.claims[0])
    return PlaceRow(Actor(name, "place", "ZZZ", place=Place("town", latitude, longitude)), (entry,) * times)


def named(actor: Actor) -> str:
    return actor.name


def test_only_places_of_the_content_with_a_point_are_listed() -> None:
    reading = readings.reading()
    claim = reading.claims[0]
    here, there = (Actor(name, "place", place=Place("town", 50.0, 30.0)) for name in ("Here", "There"))
    bare = Actor("Nowhere", "place", place=Place("town"))
    span = claim.sentence
    mentions = (Mention(span, here), Mention(span, here), Mention(span, there, "saying"), Mention(span, bare))
    entries = [Entry(reading.article, replace(claim, id=str(number), places=mentions)) for number in range(2)]
    (found,) = place_table(entries)
    assert (found.actor.name, found.claims) == ("Here", 2), "twice in one claim is once"


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(DEGREES, min_size=1, max_size=9), st.booleans())
def test_the_window_lies_in_the_world_and_holds_what_it_shows(points: list[tuple[int, int, int]], whole: bool) -> None:
    rows = [row(*point, name=f"Town {number}") for number, point in enumerate(points)]
    plot = map_plot(rows, named, whole=whole)
    assert plot is not None
    assert plot.outside + len(plot.dots) == len(rows)
    assert plot.width > 0
    assert plot.height > 0
    assert -1_801 * plot.squeeze <= plot.left
    assert plot.left + plot.width <= 1_801 * plot.squeeze
    for dot in plot.dots:
        assert plot.left - 0.02 <= dot.x <= plot.left + plot.width + 0.02
        assert plot.top - 0.02 <= dot.y <= plot.top + plot.height + 0.02


def test_most_namings_decide_what_is_shown() -> None:
    rows = [row(50.4, 30.5, 10, "Kyiv"), row(49.9, 36.2, 9, "Kharkiv"), row(38.9, -77.0, 1, "Washington")]
    near, far = map_plot(rows, named), map_plot(rows, named, whole=True)
    assert near is not None
    assert far is not None
    assert (near.outside, far.outside) == (1, 0)
    assert near.width < far.width
    assert [dot.name for dot in near.dots] == ["Kyiv", "Kharkiv"]


def test_names_go_where_they_cover_nothing_and_else_are_left_out() -> None:
    beside = map_plot([row(50.0, 30.0, 3, "Long name of a town"), row(50.05, 30.4, 1, "Another long name")], named)
    assert beside is not None
    assert [(dot.name != "", dot.anchor) for dot in beside.dots] == [(True, "end"), (True, "start")]
    crowd = [row(50.0, 30.0 + number / 9, 9 - number, f"A long name {number}") for number in range(9)]
    plot = map_plot(crowd, named)
    assert plot is not None
    named_dots = [dot.anchor for dot in plot.dots if dot.name]
    assert sorted(named_dots) == ["above", "below", "end", "start"], "one on each side of the crowd, the others not"


def test_no_places_no_map() -> None:
    assert map_plot([], named) is None


def test_land_that_crosses_the_edge_of_the_map_is_drawn_on_both_sides() -> None:
    ring = [[170, 0], [178, 0], [-170, 0], [-170, 10], [170, 10], [170, 0]]
    steps = [ring[0], *([b[0] - a[0], b[1] - a[1]] for a, b in pairwise(ring))]
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [steps],
        "objects": {"land": {"geometries": [{"type": "Polygon", "arcs": [[0]]}]}},
    }
    path = drawn(topology)
    assert path.count("Z") == 2
    assert "M1700 0l200 0 0-100-200 0 0 100Z" in path
    assert "M-1900 0l" in path


@pytest.mark.parametrize("words", ["Natural Earth", "world-atlas"])
def test_where_the_outline_comes_from_is_told(words: str) -> None:
    root = resources.files("lagebild").joinpath("../../NOTICE")
    assert words in root.read_text(encoding="utf-8")

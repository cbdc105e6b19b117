from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.picture.figures import FigureGroup, figure_table
from lagebild.views.bars import ASCII, UNICODE, bar
from lagebild.views.plot import Plot, plot
from tests.picture import press


def group_of(*ends: tuple[float | None, float | None]) -> FigureGroup:
    reading = press.first_page()
    claim = next(claim for claim in reading.claims if claim.figures)
    words = reading.article.span(0, 1)
    figures = tuple(
        replace(claim.figures[0], span=replace(words, start=n, end=n + 1), min=low, max=high)
        for n, (low, high) in enumerate(ends)
    )
    return figure_table(press.entries(replace(reading, claims=(replace(claim, figures=figures),)))).groups[0]


def drawn(*ends: tuple[float | None, float | None]) -> Plot:
    found = plot(group_of(*ends))
    assert found is not None
    return found


def test_scale_follows_the_span() -> None:
    assert drawn((1500, 1500), (None, 12000)).scale == "linear"
    assert drawn((1500, 1500), (1_200_000, None)).scale == "log"
    assert drawn((0, 0), (1_200_000, None)).scale == "linear"


def test_log_ticks_are_powers_of_ten() -> None:
    assert [tick.value for tick in drawn((1500, 1500), (1_200_000, None)).ticks] == [1e3, 1e4, 1e5, 1e6, 1e7]


def test_linear_ticks_are_round_and_hold_all() -> None:
    assert [tick.value for tick in drawn((1500, 1500), (12000, 12000)).ticks] == [0, 5000, 10000, 15000]


def test_open_ends_reach_the_edge() -> None:
    marks = {m.bound: m for s in drawn((None, 10000), (5000, None)).stages for m in s.marks}
    assert marks["at_most"].left == 0
    assert marks["at_least"].right == 100


def test_nothing_known_is_not_drawn() -> None:
    assert plot(group_of((None, None))) is None


END = st.none() | st.floats(-1e12, 1e12) | st.just(float("inf"))


@given(st.lists(st.tuples(END, END), min_size=1, max_size=5))
def test_any_figures_can_be_placed(ends: list[tuple[float | None, float | None]]) -> None:
    ordered = [(min(a, b), max(a, b)) if a is not None and b is not None else (a, b) for a, b in ends]
    found = plot(group_of(*ordered))
    if found is None:
        return
    assert all(one.x < two.x for one, two in pairwise(found.ticks))
    assert 2 <= len(found.ticks) <= 6
    for stage in found.stages:
        for mark in stage.marks:
            assert 0 <= mark.left <= mark.right <= 100
            assert len(bar(mark, 20, UNICODE)) <= 20
            assert bar(mark, 20, ASCII).isascii()


@pytest.mark.parametrize(
    ("ends", "signs"),
    [
        ((10000, 10000), "●"),
        ((None, 10000), "◀━━━━━━━━━━┃"),
        ((5000, None), "┃━━━━━▶"),
        ((5000, 10000), "┃━━━━━┃"),
    ],
)
def test_bars(ends: tuple[float | None, float | None], signs: str) -> None:
    mark = drawn(ends, (10000, 10000)).stages[0].marks[0]
    assert bar(mark, 12, UNICODE).strip() == signs

"""One happening or two of the same kind: days that are told and untold, what marks a deed, what a day only bounds."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.compare.claims import same
from lagebild.compare.happening import equals, gap, is_marked, is_next_day, other_occasion
from lagebild.compare.likeness import likeness
from lagebild.compare.match import model_of_claims
from lagebild.compare.sketch import Count, Sketch, Where
from tests.compare.claims import sketch

DAYS = ("2026-03-10", "2026-03-11", "2026-03-13")


@pytest.mark.parametrize(
    ("text", "day", "is_one"),
    [
        ("Israeli strikes killed eight people in Gaza, officials said.", "2026-03-10", True),
        ("Israeli strikes killed eight people in southern Gaza, officials said.", "2026-03-11", False),
        ("Israeli strikes killed eight people in Gaza, officials said.", "2026-03-18", False),
    ],
)
def test_what_happens_daily_is_another_deed_the_next_day(text: str, day: str, is_one: bool) -> None:
    first = sketch("Israeli strikes in Gaza killed eight people and hit a school, officials said.", day="2026-03-10")
    assert ("day" in same(first, sketch(text, day=day)).vetoes) is not is_one


def test_a_town_and_a_number_make_one_deed_of_two_days() -> None:
    one = sketch("Gunmen killed 44 people in a mosque in Kano, police said.", day="2026-03-10")
    other = sketch("The attack on a mosque in Kano killed 44 people, police said.", day="2026-03-12")
    assert is_marked(one, other)
    assert not other_occasion(one, other, {})


def test_a_told_day_that_is_not_that_of_the_news_tells_two_deeds() -> None:
    told = sketch("Gunmen attacked a village in Mali on 2 March 2026.", day="2026-03-10")
    news = sketch("Gunmen attacked a village in Mali.", day="2026-03-10")
    assert gap(told, news) == 7
    assert "day" in same(told, news).vetoes


@pytest.mark.parametrize(
    "text",
    [
        "Israel killed two men who took part in the October 7 attacks, the army said.",
        "Israel bombed Iran for the first time since 7 April 2026, the army said.",
    ],
)
def test_a_day_that_names_or_bounds_is_not_the_day_of_the_deed(text: str) -> None:
    assert (sketch(text, day="2026-06-08").first, sketch(text, day="2026-06-08").last) == (0, 0)


def test_another_deed_of_the_same_affair() -> None:
    deed = sketch("A man shot four people in a bar in Dayton, police said.")
    arrest = sketch("The man who shot four people in a bar in Dayton, Ohio, is arrested, police said.")
    assert likeness(deed, arrest).features["main-apart"] == 1
    assert not same(deed, arrest).is_gathered


def test_what_nothing_marks_needs_a_higher_score_in_a_ledger() -> None:
    model = model_of_claims()
    assert model.threshold < model.gathered < model.unmarked < 1
    one, other = sketch("Germany closed a border, officials said."), sketch("Germany shut a border, officials said.")
    found = same(one, other)
    assert not is_marked(one, other)
    assert found.is_gathered is (found.score >= model.unmarked)


def sketches() -> st.SearchStrategy[Sketch]:
    days = st.integers(0, 40)
    counts = st.builds(Count, st.sampled_from([3.0, 44.0, math.nan]), st.just(44.0), st.booleans(), *[st.just(0)] * 3)
    places = st.builds(Where, st.integers(1, 3), st.just(0), st.just(0), st.integers(0, 3))
    return st.builds(
        lambda told, day, **more: Sketch(1, 0, 1, False, False, True, False, told, told, day, **more),
        days, days, counts=st.tuples(counts) | st.just(()), places=st.tuples(places), concepts=st.just((5,)),
        words=st.tuples(st.integers(1, 3)), names=st.integers(0, 1), is_own=st.booleans(),
    )  # fmt: skip


@given(sketches(), sketches())
def test_the_order_does_not_matter(a: Sketch, b: Sketch) -> None:
    found = {"deeds": 1.0}
    assert (gap(a, b), is_marked(a, b)) == (gap(b, a), is_marked(b, a))
    assert other_occasion(a, b, found) == other_occasion(b, a, found)
    assert is_next_day(a, b, found) == is_next_day(b, a, found)


@pytest.mark.parametrize(
    ("bound", "value", "is_met"), [(363e6, 363.4e6, True), (363e6, 368e6, False), (1600, 1644, True)]
)
def test_a_bound_reaches_to_the_next_unit_of_its_last_digit(bound: float, value: float, is_met: bool) -> None:
    more = Count(bound, math.nan, False, 0, 0, 0)
    exact = Count(value, value, False, 0, 0, 0)
    assert equals(more, exact) is equals(exact, more) is is_met

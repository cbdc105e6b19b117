"""Shifts of level: what must not be found, what must, and how well its day and size are known; all with fixed seeds."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from lagebild.picture.shifts import Found, Series, Shift, limits, shifts, together

FIRST = date(2025, 1, 1)
DAYS, MONTH = 360, slice(200, 230)


def series(
    seed: int, *, rate: float = 1.0, rise: float = 1.0, part: slice = MONTH, read: float = 1.0, weight: float = 1.0
) -> Series:
    """Overdispersed counts (negative binomial, shape 2) over days of uneven coverage; in a part the rate rises, or more
    is read."""
    random = np.random.default_rng(1000 + seed)
    exposures = random.poisson(17, DAYS) + 1.0
    expected = rate * exposures / exposures.mean()
    expected[part] *= rise
    counts = random.negative_binomial(2, 2 / (2 + expected)).astype(float)
    counts[part] *= read
    exposures[part] *= read
    return Series(FIRST, tuple(counts * weight), tuple(exposures), int(counts.sum()))


def shuffled(given: Series, seed: int) -> Series:
    order = np.random.default_rng(seed).permutation(len(given.values))
    values, exposures = np.asarray(given.values)[order], np.asarray(given.exposures)[order]
    return Series(given.first, tuple(values), tuple(exposures), given.deeds)


def nearest(found: Found, day: int) -> Shift:
    """The shift nearest to a day; a second, small one beside it may be there by chance."""
    assert 1 <= len(found.shifts) <= 2
    return min(found.shifts, key=lambda one: abs((one.day - FIRST).days - day))


def test_shuffled_days_have_no_shift_in_at_least_95_of_100() -> None:
    risen = series(0, rise=3)
    quiet = [not shifts(shuffled(risen, seed), seed=seed).shifts for seed in range(100)]
    assert sum(quiet) >= 95


def test_doubling_all_coverage_of_a_month_is_no_shift() -> None:
    found = [shifts(series(seed, read=2), seed=seed).shifts for seed in range(12)]
    assert sum(map(bool, found)) == 0


def test_copies_of_a_month_that_add_neither_deeds_nor_propositions_are_no_shift() -> None:
    given = series(3)
    assert shifts(given) == shifts(Series(given.first, given.values, given.exposures, given.deeds))
    assert shifts(given).shifts == ()


def test_a_threefold_month_is_found_with_its_days() -> None:
    found = [shifts(series(seed, rate=2, rise=3), seed=seed).shifts for seed in range(8)]
    right = [any(one.is_rise and abs((one.day - FIRST).days - MONTH.start) <= 7 for one in some) for some in found]
    assert sum(right) >= 7


def test_a_lasting_rise_has_an_interval_on_day_and_size_that_holds_it() -> None:
    one = nearest(shifts(series(5, rate=2, rise=3, part=slice(200, DAYS))), 200)
    true = FIRST + timedelta(200)
    assert one.earliest <= true + timedelta(3)
    assert true - timedelta(3) <= one.latest
    assert one.earliest <= one.day <= one.latest
    assert one.low <= 3 <= one.high
    assert one.low > 1
    assert one.until == FIRST + timedelta(DAYS - 1)


def test_a_fall_is_told_as_a_fall() -> None:
    one = nearest(shifts(series(6, rate=3, rise=0.25, part=slice(180, DAYS))), 180)
    assert not one.is_rise
    assert one.high < 1


def test_weights_of_the_scale_do_not_matter() -> None:
    plain, weighted = (shifts(series(7, rate=2, rise=3, weight=weight)) for weight in (1.0, 28.0))
    assert [one.day for one in plain.shifts] == [one.day for one in weighted.shifts]
    assert plain.chance == weighted.chance


def test_a_few_days_and_a_few_deeds_are_too_thin_and_say_so() -> None:
    short = Series(FIRST, (1.0,) * 30, (5.0,) * 30, 30)
    assert shifts(short) == Found(thin="days")
    few = Series(FIRST, (0.0,) * 190 + (1.0,) * 10, (5.0,) * 200, 10)
    assert shifts(few) == Found(thin="deeds")
    assert shifts(Series(FIRST, (), (), 0)).thin == "days"
    assert shifts(Series(FIRST, (0.0,) * 200, (5.0,) * 200, 50)).thin == "deeds"


def test_days_that_were_not_read_say_nothing() -> None:
    given = series(8, rate=2, rise=3, part=slice(200, DAYS))
    values, exposures = list(given.values), list(given.exposures)
    for day in range(20, 60):
        values[day] = exposures[day] = 0.0
    one = nearest(shifts(Series(FIRST, tuple(values), tuple(exposures), given.deeds)), 200)
    assert abs((one.day - FIRST).days - 200) <= 7


def test_the_same_series_gives_the_same_answer() -> None:
    given = series(9, rate=2, rise=3)
    assert shifts(given) == shifts(given)


def shift(day: int, ratio: float = 2.0, spread: int = 0) -> Shift:
    at = FIRST + timedelta(day)
    return Shift(at, at - timedelta(spread), at + timedelta(spread), ratio, ratio * 0.8, ratio * 1.2, at)


@pytest.mark.parametrize(
    ("other", "holds"),
    [
        (shift(100), True),
        (shift(100 + 14), True),
        (shift(100 + 15), False),
        (shift(100 + 30, spread=30), True),
        (shift(100, ratio=0.5), False),
    ],
)
def test_a_shift_holds_where_both_scales_show_it(other: Shift, holds: bool) -> None:
    assert limits().together == 14
    assert bool(together(Found((shift(100),)), Found((other,)))) == holds

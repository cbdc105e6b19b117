"""Finds days on which the level of deeds shifted, against its own baseline, controlled for how much was read.

A series is the intensity of each day with its exposure: how much was read of that day. Its expected value is exposure
times a rate that is constant between shifts; its variance is the mean times a factor that is estimated from the series
itself, which holds for overdispersed counts and for sums of weights alike (quasi-Poisson; McCullagh and Nelder 1989,
chapter 9). `ruptures` searches the segmentation (Killick et al. 2012), a permutation of the days tells whether there is
any shift at all, a bootstrap of the days how well its day and size are known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from lagebild.errors import DataFileError
from lagebild.lang.load import ontology

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Series:
    """Intensity and exposure of each day from `first` on; `deeds` counts what the intensity was summed from.

    A day with exposure 0 was not read and says nothing.
    """

    first: date
    values: tuple[float, ...]
    exposures: tuple[float, ...]
    deeds: int


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift: the first day of the new level, and how many times the level before it is.

    `earliest` and `latest` bound the day, `low` and `high` the ratio, each with the coverage of `Limits.interval`.
    `until` is the last day of the new level: the day before the next shift, or the last of the series.
    """

    day: date
    earliest: date
    latest: date
    ratio: float
    low: float
    high: float
    until: date

    @property
    def is_rise(self) -> bool:
        """Whether the level rose."""
        return self.ratio > 1


@dataclass(frozen=True, slots=True)
class Found:
    """The shifts of a series and the share of shuffled series that look as uneven; `thin` tells why none was looked
    for."""

    shifts: tuple[Shift, ...] = ()
    chance: float | None = None
    dispersion: float | None = None
    thin: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of `ontology/shifts.toml`, which tells what each is."""

    days: int
    deeds: int
    segment: int
    jump: int
    chance: float
    permutations: int
    penalty: float
    bootstrap: int
    interval: float
    least: float
    together: int
    window: int


@cache
def limits() -> Limits:
    """The numbers that decide; raises DataFileError where one is missing or unknown."""
    given = dict(ontology("shifts"))
    known = set(Limits.__dataclass_fields__)
    if wrong := sorted(known ^ set(given)):
        raise DataFileError(f"ontology/shifts.toml: key {wrong[0]!r} is missing or unknown")
    return Limits(**given)


def shifts(series: Series, *, seed: int = 0) -> Found:
    """The shifts of a series, in the order of time; the same for the same series and seed."""
    import numpy as np

    exposures = np.asarray(series.exposures, float)
    read = exposures > 0
    values, exposures = np.asarray(series.values, float)[read], exposures[read]
    bounds = limits()
    if len(values) < bounds.days:
        return Found(thin="days")
    if series.deeds < bounds.deeds or not values.sum():
        return Found(thin="deeds")
    dispersion = _dispersion(values, exposures)
    chance = _chance(values, exposures, seed)
    if chance > bounds.chance:
        return Found(chance=chance, dispersion=dispersion)
    days = [series.first + timedelta(int(place)) for place in np.flatnonzero(read)]
    ends = _segmentation(values, exposures, dispersion)
    found = [_shift(values, exposures, days, (0, *ends), place, seed) for place in range(1, len(ends))]
    return Found(tuple(one for one in found if _is_told(one)), chance, dispersion)


def together(one: Found, other: Found) -> tuple[Shift, ...]:
    """The shifts of one scale that the other one shows too: in the same direction, and about the same day."""
    return tuple(shift for shift in one.shifts if any(_are_one(shift, its) for its in other.shifts))


def _are_one(one: Shift, other: Shift) -> bool:
    near = abs((one.day - other.day).days) <= limits().together
    meet = one.earliest <= other.latest and other.earliest <= one.latest
    return one.is_rise == other.is_rise and (near or meet)


def _is_told(shift: Shift) -> bool:
    least = limits().least
    return (shift.ratio >= least and shift.low > 1) or (shift.ratio <= 1 / least and shift.high < 1)


# --- how uneven, beyond chance ------------------------------------------------------------------------------------


def _dispersion(values: Numbers, exposures: Numbers) -> float:
    """Variance over mean (Pearson), within short windows, so that shifts between them add nothing; at least that of a
    Poisson process whose events have the weights of the series."""
    window = limits().window
    squares = freedom = 0.0
    for start in range(0, len(values), window):
        x, e = values[start : start + window], exposures[start : start + window]
        if len(x) > 1 and x.sum():
            expected = e * x.sum() / e.sum()
            squares += float(((x - expected) ** 2 / expected).sum())
            freedom += len(x) - 1
    weight = float(values[values > 0].min())
    return max(squares / freedom if freedom else weight, weight)


def _chance(values: Numbers, exposures: Numbers, seed: int) -> float:
    """The share of series with the same days in another order that are as uneven: with one step, or one bump."""
    import numpy as np

    number = limits().permutations
    random = np.random.default_rng(seed)
    orders = np.vstack([np.arange(len(values)), random.permuted(np.tile(np.arange(len(values)), (number, 1)), axis=1)])
    gains = _gains(values[orders], exposures[orders])
    return float((gains[1:] >= gains[0] - 1e-9).sum() + 1) / (number + 1)


def _gains(values: Numbers, exposures: Numbers) -> Numbers:
    """For each row the most that one part with a rate of its own adds to the likelihood."""
    import numpy as np

    x = np.hstack([np.zeros((len(values), 1)), values.cumsum(axis=1)])
    e = np.hstack([np.zeros((len(values), 1)), exposures.cumsum(axis=1)])
    n, least = values.shape[1], limits().segment
    best = np.zeros(len(values))
    lengths = {least * 2**power for power in range(10) if least * 2**power <= n // 2}
    for length in sorted(lengths):
        best = np.maximum(
            best, _apart(x[:, length:] - x[:, :-length], e[:, length:] - e[:, :-length], x, e).max(axis=1)
        )
    edge = slice(least, n - least + 1)
    most: Numbers = np.maximum(best, _apart(x[:, edge], e[:, edge], x, e).max(axis=1))
    return most


def _apart(x: Numbers, e: Numbers, all_x: Numbers, all_e: Numbers) -> Numbers:
    whole = _fit(all_x[:, -1:], all_e[:, -1:])
    gained: Numbers = _fit(x, e) + _fit(all_x[:, -1:] - x, all_e[:, -1:] - e) - whole
    return gained


def _fit(x: Numbers, e: Numbers) -> Numbers:
    import numpy as np

    fitted: Numbers = np.where(x > 0, x * np.log(np.maximum(x, 1e-12) / np.maximum(e, 1e-12)), 0.0)
    return fitted


# --- where --------------------------------------------------------------------------------------------------------


def _segmentation(values: Numbers, exposures: Numbers, dispersion: float) -> list[int]:
    """Where segments end, the last at the end of the series."""
    import numpy as np
    import ruptures

    bounds = limits()
    penalty = bounds.penalty * dispersion * float(np.log(len(values)))
    search = ruptures.Pelt(custom_cost=_cost(exposures), min_size=bounds.segment, jump=bounds.jump)
    return [int(end) for end in search.fit(values.reshape(-1, 1)).predict(pen=penalty)]


def _cost(exposures: Numbers) -> Any:
    """Twice the negative log-likelihood of a segment with one rate, up to a constant, as a cost of `ruptures`."""
    from math import log

    from ruptures.base import BaseCost

    class Rate(BaseCost):  # type: ignore[misc]
        model = "rate"
        min_size = 1

        def fit(self, signal: Numbers) -> Rate:
            self.signal = signal
            self.sums = [0.0, *signal[:, 0].cumsum().tolist()]
            self.read = [0.0, *exposures.cumsum().tolist()]
            return self

        def error(self, start: int, end: int) -> float:
            x, e = self.sums[end] - self.sums[start], self.read[end] - self.read[start]
            return -2 * (x * log(x / e) - x) if x > 0 else 0.0

    return Rate()


def _shift(
    values: Numbers, exposures: Numbers, days: list[date], ends: tuple[int, ...], place: int, seed: int
) -> Shift:
    """The shift at the end of a segment, with its intervals: the days on both sides are drawn anew, and split anew."""
    import numpy as np

    start, at, end = ends[place - 1], ends[place], ends[place + 1]
    bounds, random = limits(), np.random.default_rng(seed + place)
    draws = np.hstack(
        [
            random.integers(start, at, (bounds.bootstrap, at - start)),
            random.integers(at, end, (bounds.bootstrap, end - at)),
        ]
    )
    x, e = values[draws].cumsum(axis=1), exposures[draws].cumsum(axis=1)
    least = min(bounds.segment, at - start, end - at)
    edge = slice(least - 1, end - start - least)
    gains = _fit(x[:, edge], e[:, edge]) + _fit(x[:, -1:] - x[:, edge], e[:, -1:] - e[:, edge])
    splits = gains.argmax(axis=1) + least - 1
    rows = np.arange(len(x))
    unit = float(values[values > 0].min())
    before = _rate(x[rows, splits], e[rows, splits], unit)
    after = _rate(x[:, -1] - x[rows, splits], e[:, -1] - e[rows, splits], unit)
    left, right = (
        _rate(values[part].sum(), exposures[part].sum(), unit) for part in (slice(start, at), slice(at, end))
    )
    ratio = right / left
    outside = (1 - bounds.interval) / 2
    first, last = np.quantile(splits + 1 + start, (outside, 1 - outside))
    low, high = np.quantile(after / before, (outside, 1 - outside))
    return Shift(
        days[at], days[min(int(first), at)], days[max(min(int(np.ceil(last)), len(days) - 1), at)], float(ratio),
        float(min(low, ratio)), float(max(high, ratio)), days[end - 1],
    )  # fmt: skip


def _rate(x: Any, e: Any, unit: float) -> Any:
    """Intensity over exposure; of nothing at all half that of the least deed, so that a ratio to it is finite."""
    import numpy as np

    return np.maximum(x, unit / 2) / np.maximum(e, 1e-9)

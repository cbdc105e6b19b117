"""The days that a TIMEX3 value covers: what is vague stays an interval and never becomes its first day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

Grain = Literal["day", "week", "month", "season", "quarter", "half", "year", "decade", "century"]
REFERENCES = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """The days from `first` to `last`, both included; `grain` is how exactly the text speaks."""

    first: date
    last: date
    grain: Grain


@lru_cache(8192)
def interval(value: str | None) -> Interval | None:
    """The days that a TIMEX3 date or time covers, or None for durations, references ("PRESENT_REF") and values
    with unknown parts.

    Values as in the TIMEX3 guidelines of TimeML 1.2.1, and two days joined by a slash (ISO 8601);
    a winter begins in the December of its year.
    """
    for pattern, days in _SHAPES:
        if found := pattern.fullmatch(value or ""):
            try:
                return days(found)
            except ValueError:  # a month 13, a year 0: no such day
                return None
    return None


def _day(found: re.Match[str]) -> Interval:
    day = date.fromisoformat(found[1])
    return Interval(day, day, "day")


def _days(found: re.Match[str]) -> Interval | None:
    first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2])
    return Interval(first, last, "day") if first <= last else None


def _week(found: re.Match[str]) -> Interval:
    monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    return Interval(monday + timedelta(5 if found[3] else 0), monday + timedelta(6), "week")


def _months(year: int, first: int, count: int, grain: Grain) -> Interval:
    last_year, last = year + (first + count - 2) // 12, (first + count - 2) % 12 + 1
    end = date(last_year, last, calendar.monthrange(last_year, last)[1])
    return Interval(date(year, first, 1), end, grain)


def _month(found: re.Match[str]) -> Interval:
    return _months(int(found[1]), int(found[2]), 1, "month")


def _season(found: re.Match[str]) -> Interval:
    return _months(int(found[1]), _SEASON_STARTS[found[2]], 3, "season")


def _quarter(found: re.Match[str]) -> Interval:
    return _months(int(found[1]), 3 * int(found[2]) - 2, 3, "quarter")


def _half(found: re.Match[str]) -> Interval:
    return _months(int(found[1]), 6 * int(found[2]) - 5, 6, "half")


def _year(found: re.Match[str]) -> Interval:
    return _months(int(found[1]), 1, 12, "year")


def _decade(found: re.Match[str]) -> Interval:
    start = int(found[1]) * 10
    return Interval(date(start, 1, 1), date(start + 9, 12, 31), "decade")


def _century(found: re.Match[str]) -> Interval:
    start = int(found[1]) * 100
    return Interval(date(start, 1, 1), date(start + 99, 12, 31), "century")


_SEASON_STARTS: Mapping[str, int] = MappingProxyType({"SP": 3, "SU": 6, "FA": 9, "WI": 12})
_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Interval | None]], ...] = tuple(
    (re.compile(shape, re.ASCII), days)
    for shape, days in (
        (r"(\d{4}-\d\d-\d\d)(?:T[\w:.+-]*)?", _day),
        (r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)", _days),
        (r"(\d{4})-W(\d\d)(-WE)?", _week),
        (r"(\d{4})-(\d\d)", _month),
        (r"(\d{4})-(SP|SU|FA|WI)", _season),
        (r"(\d{4})-Q([1-4])", _quarter),
        (r"(\d{4})-H([12])", _half),
        (r"(\d{4})", _year),
        (r"(\d{3})", _decade),
        (r"(\d\d)", _century),
    )
)

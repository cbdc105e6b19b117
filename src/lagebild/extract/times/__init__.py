"""Time expressions in the sense of TIMEX3: dates, times of day, durations and sets, by the rules of `times.toml`."""

from lagebild.extract.times.reader import read

__all__ = ["read"]

"""What is asked of values that come back from JSON; each raises DataFileError that names the place `at`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar, cast, get_args

from lagebild.errors import DataFileError

Thing = TypeVar("Thing")


def mapping(raw: Any, at: str) -> Mapping[str, Any]:
    """A value that has to be an object."""
    if not isinstance(raw, dict):
        raise DataFileError(f"{at}: an object is expected, not {type(raw).__name__}")
    return raw


def value_of(raw: Mapping[str, Any], key: str, at: str) -> Any:
    """The value of a key that has to be there."""
    try:
        return raw[key]
    except KeyError:
        raise DataFileError(f"{at}: key {key!r} is missing") from None


def typed(raw: Mapping[str, Any], key: str, kind: type[Thing], at: str) -> Thing:
    """The value of a key, of exactly one type."""
    value = value_of(raw, key, at)
    if type(value) is not kind:
        raise DataFileError(f"{at}: {key!r} is {value!r}; {kind.__name__} is expected")
    return value


def optional(raw: Mapping[str, Any], key: str, kind: type[Thing], at: str) -> Thing | None:
    """The same, or None."""
    return None if value_of(raw, key, at) is None else typed(raw, key, kind, at)


def number(raw: Mapping[str, Any], key: str, at: str) -> float | None:
    """The value of a key that is a number or null."""
    value = value_of(raw, key, at)
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return None if value is None else float(value)
    raise DataFileError(f"{at}: {key!r} is {value!r}; a number or null is expected")


def choice(raw: Mapping[str, Any], key: str, choices: Any, at: str) -> Any:
    """The value of a key that is one of a closed list (a Literal)."""
    value = value_of(raw, key, at)
    if value not in (valid := _choices(choices)):
        raise DataFileError(f"{at}: {key!r} is {value!r}; choose one of: {', '.join(valid)}")
    return value


_choices = cache(get_args)  # asked for thousands of times where a page opens many claims


def offsets(raw: Mapping[str, Any], text: str, at: str) -> tuple[int, int]:
    """Start and end in a text, as code points, half-open."""
    start, end = typed(raw, "start", int, at), typed(raw, "end", int, at)
    if not 0 <= start < end <= len(text):
        raise DataFileError(f"{at}: no words at {start}:{end} in a text of {len(text)} code points")
    return start, end


def each(raw: Any, at: str, read: Callable[[Any, str], Thing]) -> tuple[Thing, ...]:
    """What is read from each item of a list; each is told where it stands."""
    if not isinstance(raw, list):
        raise DataFileError(f"{at}: a list is expected, not {type(raw).__name__}")
    return tuple(read(item, f"{at}[{place}]") for place, item in enumerate(cast(Iterable[Any], raw)))

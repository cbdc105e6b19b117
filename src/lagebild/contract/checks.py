"""What is asked of values that come back from JSON; each raises DataFileError that names the place `at`.

A place is put in words where something is wrong there, and never before: a page opens thousands of values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar, cast

from lagebild.errors import DataFileError

Thing = TypeVar("Thing")
#: A place in an object: words, or parts that make the words one after the other.
At: TypeAlias = "str | tuple[At | int, ...]"


def told(at: At | int) -> str:
    """A place in words."""
    return "".join(map(told, at)) if isinstance(at, tuple) else str(at)


def mapping(raw: Any, at: At) -> Mapping[str, Any]:
    """A value that has to be an object."""
    if not isinstance(raw, dict):
        raise DataFileError(f"{told(at)}: an object is expected, not {type(raw).__name__}")
    return raw


def value_of(raw: Mapping[str, Any], key: str, at: At) -> Any:
    """The value of a key that has to be there."""
    try:
        return raw[key]
    except KeyError:
        raise DataFileError(f"{told(at)}: key {key!r} is missing") from None


def typed(raw: Mapping[str, Any], key: str, kind: type[Thing], at: At) -> Thing:
    """The value of a key, of exactly one type."""
    value = value_of(raw, key, at)
    if type(value) is not kind:
        raise DataFileError(f"{told(at)}: {key!r} is {value!r}; {kind.__name__} is expected")
    return value


def optional(raw: Mapping[str, Any], key: str, kind: type[Thing], at: At) -> Thing | None:
    """The same, or None."""
    return None if value_of(raw, key, at) is None else typed(raw, key, kind, at)


def number(raw: Mapping[str, Any], key: str, at: At) -> float | None:
    """The value of a key that is a number or null."""
    value = value_of(raw, key, at)
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return None if value is None else float(value)
    raise DataFileError(f"{told(at)}: {key!r} is {value!r}; a number or null is expected")


def choice(raw: Mapping[str, Any], key: str, choices: Sequence[Any], at: At) -> Any:
    """The value of a key that is one of a closed list."""
    value = value_of(raw, key, at)
    if value not in choices:
        raise DataFileError(f"{told(at)}: {key!r} is {value!r}; choose one of: {', '.join(choices)}")
    return value


def offsets(raw: Mapping[str, Any], text: str, at: At) -> tuple[int, int]:
    """Start and end in a text, as code points, half-open."""
    start, end = typed(raw, "start", int, at), typed(raw, "end", int, at)
    if not 0 <= start < end <= len(text):
        raise DataFileError(f"{told(at)}: no words at {start}:{end} in a text of {len(text)} code points")
    return start, end


def each(raw: Any, at: At, read: Callable[[Any, At], Thing]) -> tuple[Thing, ...]:
    """What is read from each item of a list; each is told where it stands."""
    if not isinstance(raw, list):
        raise DataFileError(f"{told(at)}: a list is expected, not {type(raw).__name__}")
    if not raw:
        return ()
    return tuple([read(item, (at, "[", place, "]")) for place, item in enumerate(cast(Iterable[Any], raw))])

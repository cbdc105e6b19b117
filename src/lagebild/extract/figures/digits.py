"""What a number in digits is worth, by the marks in it and the language of the page; see docs/figures.md."""

from __future__ import annotations

import re

_MARKS = re.compile(r"[.,'’\u00a0\u202f\u2009]")
#: Longer strings of digits are identifiers, and beyond this a float no longer tells neighbours apart anyway.
_LONGEST = 24
_ALWAYS_GROUPS = "'’\u00a0\u202f\u2009"


def value_of(text: str, *, decimal_mark: str, decimal_ending_in_nought_groups: bool) -> float | None:
    """The value of a number in digits, or None where it is none: 192.168.1.2, 23.10.2024, 007, a long identifier.

    Several equal marks group thousands. Of two different marks the last one is the decimal mark. A single mark
    is decided by the number of digits after it, then by the language.
    """
    if len(text) > _LONGEST:
        return None
    if text[0] == ".":
        return float(text)
    marks = _MARKS.findall(text)
    parts = _MARKS.split(text)
    if not marks:
        return None if len(text) > 1 and text[0] == "0" else float(text)
    last = marks[-1]
    if last not in _ALWAYS_GROUPS and marks.count(last) == 1:
        if len(marks) == 1:
            if _single_mark_groups(parts, last, decimal_mark, decimal_ending_in_nought_groups):
                return float("".join(parts))
            return _plain(parts[0], parts[1])
        if len(set(marks[:-1])) == 1:
            return _plain(_joined(parts[:-1]), parts[-1])
        return None
    return _plain(_joined(parts), "0") if len(set(marks)) == 1 else None


def _single_mark_groups(parts: list[str], mark: str, decimal_mark: str, noughts_group: bool) -> bool:
    if len(parts[1]) != 3 or len(parts[0]) > 3 or parts[0].startswith("0"):
        return False
    return mark != decimal_mark or (noughts_group and parts[1].endswith("0"))


def _joined(parts: list[str]) -> str | None:
    head, *groups = parts
    if len(head) > 3 or head.startswith("0") or not all(len(group) in (2, 3) for group in groups):
        return None
    # Only the Indian way of grouping has pairs, and its last group has three digits too.
    return "".join(parts) if groups and len(groups[-1]) == 3 else None


def _plain(whole: str | None, decimals: str) -> float | None:
    if whole is None or (len(whole) > 1 and whole.startswith("0")):
        return None
    return float(f"{whole}.{decimals}")

"""The day of publication, from what says so: the option, the page's own data, a line of the page, or the address."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from lagebild.article.lines import first
from lagebild.errors import UsageError
from lagebild.lang.load import LANGUAGES, table

_ISO = re.compile(r"((?:19|20)\d{2})-(\d{2})(?:-(\d{2}))?(?![\d])")
_BASIC = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?$")
_OPTION = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].+)?)?)?$")
_RFC = re.compile(r"(?:\w{3},? )?(\d{1,2})[ -]([a-z]{3,9})[ -]((?:19|20)\d{2})\b", re.I)
_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/_.-]|$)", re.I)
_ADDRESS_COMPACT = re.compile(r"[/_-]((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_EARLIEST = 1990


@cache
def _months() -> dict[str, int]:
    return {
        name: number
        for language in LANGUAGES
        for number, names in enumerate(table(language, "furniture")["months"], 1)
        for name in names.split("|")
    }


def checked_option(value: str) -> str:
    """A day as the user gives it: 2024-10-20, 2024-10 or 2024; raises UsageError with these forms for anything else."""
    found = _OPTION.match(value.strip())
    parts = [int(part) for part in found.groups() if part] if found else []
    if parts and _exists(parts):
        return "-".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])])
    raise UsageError(f"published {value!r} is no day; give YYYY-MM-DD (or YYYY-MM, or YYYY)")


def _exists(parts: list[int]) -> bool:
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return False
    return True


def from_data(value: object) -> str | None:
    """The day in a field of a page's data (ISO 8601, or as in mail headers), as written: time zones are not applied."""
    text = str(value or "").strip()
    if found := _ISO.match(text) or _BASIC.match(text):
        return _iso(*found.groups())
    if found := _RFC.match(text):
        return _iso(found.group(3), found.group(2), found.group(1))
    return from_line(text)


def from_line(text: str) -> str | None:
    """The day in a line of the page such as "Stand: 20.10.2024, 14:30"; None where it tells none."""
    found = first("dateline", text)
    if not found:
        return None
    groups = found[1].groupdict()
    if iso := groups.get("iso"):
        return _iso(*iso.split("-"))
    return _iso(groups["year"], groups["month"], groups["day"])


def from_address(url: str | None) -> str | None:
    """The day in an address such as /2024/10/20/ or /2024/oct/20/."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url or "", flags=re.I).partition("?")[0]
    found = _ADDRESS.search(path) or _ADDRESS_COMPACT.search(path)
    return _iso(*found.groups()) if found else None


def _iso(year: str, month: str, day: str | None = None) -> str | None:
    number = int(month) if month.isdigit() else _months().get(month.lower().rstrip("."), 0)
    parts = [int(year), number, *([int(day)] if day else [])]
    if not _exists(parts) or parts[0] < _EARLIEST or parts[0] > date.today().year + 1:
        return None
    return "-".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])])

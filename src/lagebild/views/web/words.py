"""The labels of the pages: those of all views, and the pages' own beside them (`labels/*.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from lagebild.errors import DataFileError
from lagebild.views.wording import Wording, wording

_RANGE = re.compile(r"\s*([a-z]{1,8})(?:-[a-z0-9-]+)?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?", re.IGNORECASE)
_MOST = 20  # languages of a header


@cache
def web_wording(ui: str) -> Wording:
    """The labels of a language; raises UsageError for one that is not served and DataFileError for a broken file."""
    shared = wording(ui)
    place = f"views/web/labels/{ui}.toml"
    text = resources.files("lagebild.views.web").joinpath(f"labels/{ui}.toml").read_text(encoding="utf-8")
    try:
        own = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(f"{place} is no valid TOML: {error}") from error
    if twice := shared.labels.keys() & own.keys():
        raise DataFileError(f"{place}: sections that views/labels/{ui}.toml has too: {', '.join(sorted(twice))}")
    return Wording(ui, {**shared.labels, **own})


def languages_of(header: str) -> list[str]:
    """The languages (de, en) that an Accept-Language header asks for, the best liked first; without what is no range.

    Source: RFC 9110, section 12.5.4, without the part of a range after the language.
    """
    found = [match for part in header.split(",", _MOST)[:_MOST] if (match := _RANGE.fullmatch(part))]
    liked = [(float(match[2] or "1"), match[1].lower()) for match in found]
    return [language for weight, language in sorted(liked, key=lambda one: -one[0]) if weight > 0]

"""The labels of the pages: those of all views, and the pages' own beside them (`labels/*.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from lagebild.errors import DataFileError
from lagebild.views.wording import Wording, wording


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

"""The user's own grades of sources: a file that says how reliable a source or an outlet is (docs/grading.md).

It is `sources.toml` in the working folder, or the file that the setting `sources` names, and is read once a process.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from lagebild import settings
from lagebild.errors import DataFileError
from lagebild.ontology.own_file import tables

Reliability = Literal["A", "B", "C", "D", "E", "F"]

_WIKIDATA = re.compile(r"Q[1-9]\d*")
_WHO = ("name", "wikidata", "outlet")
_KEYS = (*_WHO, "reliability", "reason")


@dataclass(frozen=True, slots=True)
class OwnSource:
    """A row of the file: one of name, Wikidata id and outlet, its reliability, and the user's reason."""

    reliability: Reliability
    name: str = ""
    wikidata: str = ""
    outlet: str = ""
    reason: str = ""


def own_sources() -> tuple[OwnSource, ...]:
    """The graded sources of the user's file, none where there is no file; raises DataFileError naming row and key."""
    path = Path(settings.text("sources"))
    if not path.is_file():
        if os.environ.get("LAGEBILD_SOURCES", "").strip():
            raise DataFileError(f"there is no file of sources at {path} (LAGEBILD_SOURCES)")
        return ()
    return _read(path.resolve())


@cache
def _read(path: Path) -> tuple[OwnSource, ...]:
    found = tuple(
        _source(row, f"{path}: [[source]] number {number}") for number, row in enumerate(tables(path, "source"), 1)
    )
    keys = [(s.name.casefold(), s.wikidata, s.outlet.casefold()) for s in found]
    if twice := next((number for number, key in enumerate(keys, 1) if key in keys[: number - 1]), None):
        raise DataFileError(f"{path}: [[source]] number {twice}: the same source is graded twice")
    return found


def _source(row: dict[str, Any], at: str) -> OwnSource:
    if unknown := sorted(set(row) - set(_KEYS)):
        raise DataFileError(f"{at}: unknown key {unknown[0]!r}; known: {', '.join(_KEYS)}")
    for key, value in row.items():
        if not isinstance(value, str):
            raise DataFileError(f"{at}: {key!r} is {value!r}; text in quotation marks is expected")
    texts = {key: " ".join(row.get(key, "").split()) for key in _KEYS}
    given = [key for key in _WHO if texts[key]]
    if len(given) != 1:
        raise DataFileError(f"{at}: give one of: {', '.join(_WHO)}{' (not several)' if given else ''}")
    if texts["wikidata"] and not _WIKIDATA.fullmatch(texts["wikidata"]):
        raise DataFileError(f"{at}: 'wikidata' is {texts['wikidata']!r}; a number like Q3874799 is expected")
    if not texts["reliability"]:
        raise DataFileError(f"{at}: 'reliability' is missing; choose one of: {', '.join(get_args(Reliability))}")
    if texts["reliability"] not in get_args(Reliability):
        choices = ", ".join(get_args(Reliability))
        raise DataFileError(f"{at}: 'reliability' is {texts['reliability']!r}; choose one of: {choices}")
    return OwnSource(**texts)  # type: ignore[arg-type]

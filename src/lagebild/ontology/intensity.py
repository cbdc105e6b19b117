"""How hostile a deed is on the published scales (`ontology/scales/*.toml`, or a user's own tables of the same name)."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from lagebild import settings
from lagebild.errors import DataFileError, UsageError
from lagebild.lang.load import ontology, resource, rows
from lagebild.ontology import scales as shipped

Id = Literal["goldstein", "rivera"]
IDS: tuple[Id, ...] = ("goldstein", "rivera")

_KEYS = {"id", "source", "hostile", "weight", "third", "weapon"}


@dataclass(frozen=True, slots=True)
class Weight:
    """A row: the published value of a type of deeds, or of one of its modes, and what it was taken from."""

    type: str
    value: float
    mode: str | None = None
    cameo: tuple[str, ...] = ()
    action: str = ""


@dataclass(frozen=True, slots=True)
class WeaponWeight:
    """A row: the value of an attack with a weapon of a class."""

    # The key of the file is a word of Python, too.
    weapon: str
    value: float
    action: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale: `hostility` is above 0 for hostile deeds and below for friendly ones, whatever sign was published."""

    id: Id
    source: str
    sign: int
    types: Mapping[tuple[str, str | None], Weight]
    thirds: Mapping[tuple[str, str | None], Weight]
    weapons: Mapping[str, float]
    own: bool = False

    def hostility(self, type: str, mode: str | None, weapons: frozenset[str] = frozenset()) -> float:
        """How hostile a deed is toward its recipient; the most hostile of what its weapons say."""
        found = self.types.get((type, mode)) or self.types[type, None]
        if type != "ASSAULT":
            return self.sign * found.value
        return max([self.sign * found.value, *(self.weapons[one] for one in sorted(weapons) if one in self.weapons)])

    def against(self, type: str, mode: str | None) -> float:
        """How hostile a deed is toward the third party that it touches; 0 where the scale does not tell."""
        found = self.thirds.get((type, mode)) or self.thirds.get((type, None))
        return self.sign * found.value if found else 0.0


def scale(name: Id) -> Scale:
    """A scale by its id: the user's table where there is one (setting `scales`), else the shipped one.

    Raises DataFileError for a table that does not hold every type, or holds a key or value that is not known.
    """
    return _scale(name, _own(name))


def _own(name: Id) -> Path | None:
    folder = Path(settings.text("scales"))
    if not folder.is_dir():
        if os.environ.get("LAGEBILD_SCALES", "").strip():
            raise UsageError(f"there is no folder {folder} (LAGEBILD_SCALES)")
        return None
    file = folder / f"{name}.toml"
    return file if file.is_file() else None


@cache
def _scale(name: Id, own: Path | None) -> Scale:
    where = str(own) if own else f"ontology/scales/{name}.toml"
    content = _content(own) if own else resource(shipped.__name__, f"{name}.toml")
    if unknown := sorted(set(content) - _KEYS):
        raise DataFileError(f"{where}: unknown key {unknown[0]!r}; known: {', '.join(sorted(_KEYS))}")
    if content.get("id") != name or content.get("hostile") not in ("negative", "positive"):
        raise DataFileError(f'{where}: id must be "{name}", and hostile "negative" or "positive"')
    types = _table(content, "weight", where)
    events = {str(row["name"]): row for row in ontology("events")["type"]}
    if missing := sorted(t for t, row in events.items() if not row.get("speech") and (t, None) not in types):
        raise DataFileError(f"{where}: [[weight]] has no row for {missing[0]} without a mode")
    thirds = _table(content, "third", where) if "third" in content else {}
    for type_, mode in (*types, *thirds):
        if type_ not in events or (mode and mode not in events[type_].get("modes", ())):
            raise DataFileError(f"{where}: {type_} {mode or ''} is no type and mode of ontology/events.toml")
    sign = -1 if content["hostile"] == "negative" else 1
    return Scale(
        name, str(content.get("source", "")), sign, types, thirds, _weapons(content, where, sign), own is not None
    )


def _table(content: Mapping[str, Any], key: str, where: str) -> dict[tuple[str, str | None], Weight]:
    found: dict[tuple[str, str | None], Weight] = {}
    for row in rows(content, key, Weight, where=where):
        if not isinstance(row.value, (int, float)) or isinstance(row.value, bool):
            raise DataFileError(f"{where}: the value of {row.type} {row.mode or ''} is no number")
        if (row.type, row.mode) in found:
            raise DataFileError(f"{where}: {row.type} {row.mode or ''} stands twice")
        found[row.type, row.mode] = row
    return found


def _weapons(content: Mapping[str, Any], where: str, sign: int) -> dict[str, float]:
    if "weapon" not in content:
        return {}
    listed = [{("weapon" if key == "class" else key): value for key, value in row.items()} for row in content["weapon"]]
    known = {str(row["id"]) for row in ontology("weapons")["class"]}
    found = {row.weapon: sign * row.value for row in rows({"weapon": listed}, "weapon", WeaponWeight, where=where)}
    if unknown := sorted(set(found) - known):
        raise DataFileError(f"{where}: unknown class of weapons {unknown[0]!r}; known: {', '.join(sorted(known))}")
    return found


def _content(file: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataFileError(f"{file} cannot be read: {error}") from error

"""The user's own actors: a file that adds actors and places, names for known ones, and offices (docs/actors.md).

It is `actors.toml` in the working folder, or the file that the setting `actors` names, and is read once a process.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

from lagebild import settings
from lagebild.errors import DataFileError
from lagebild.ontology.own_file import tables
from lagebild.types import PlaceType

#: Kinds that an actor of the user can have; roles and states come from the data files of the program.
KINDS = ("person", "government", "military", "organisation", "group", "outlet", "place")
_COUNTRY = re.compile("[A-Z]{3}")
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class OwnOffice:
    """An office that somebody held: its id, the country (alpha-3) or name of the body, the first and the last day."""

    role: str
    of: str
    start: str
    end: str = ""


@dataclass(frozen=True, slots=True)
class OwnActor:
    """A row of the file; `known` is the name or Wikidata id of the actor of the gazetteer that it extends."""

    where: str
    name: str = ""
    known: str = ""
    de: str = ""
    en: str = ""
    kind: str = ""
    country: str = ""
    plover: str = ""
    wikidata: str = ""
    gender: str = ""
    names: tuple[str, ...] = ()
    offices: tuple[OwnOffice, ...] = ()
    type: str = ""
    region: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def canonical(self) -> dict[str, str]:
        """The canonical name in each language of the gazetteer; empty where the row gives none."""
        return {"de": self.de or self.name, "en": self.en or self.name}


_KEYS = tuple("is" if f.name == "known" else f.name for f in fields(OwnActor) if f.name != "where")
_TEXTS = ("name", "is", "de", "en", "kind", "country", "plover", "wikidata", "gender", "type", "region")


def own_actors() -> tuple[OwnActor, ...]:
    """The actors of the user's file, none where there is no file; raises DataFileError naming row and key."""
    path = Path(settings.text("actors"))
    if not path.is_file():
        if os.environ.get("LAGEBILD_ACTORS", "").strip():
            raise DataFileError(f"there is no file of actors at {path} (LAGEBILD_ACTORS)")
        return ()
    return _read(path)


@cache
def _read(path: Path) -> tuple[OwnActor, ...]:
    return tuple(
        _actor(row, f"{path}: [[actor]] number {number}") for number, row in enumerate(tables(path, "actor"), 1)
    )


def _actor(row: dict[str, Any], at: str) -> OwnActor:
    _only(row, _KEYS, at)
    texts = {key: _text(row, key, at) for key in _TEXTS}
    names = _names(row.get("names", []), at)
    title = texts["name"] or texts["is"] or texts["de"] or texts["en"]
    if not title:
        raise DataFileError(f"{at}: 'name' is missing; or name a known actor with 'is'")
    at = f"{at} ({title})"
    _check(texts, at)
    offices = tuple(_office(office, at) for office in _tables(row, "offices", at))
    degrees = {key: _degrees(row, key, most, at) for key, most in (("latitude", 90), ("longitude", 180))}
    if (degrees["latitude"] is None) != (degrees["longitude"] is None):
        raise DataFileError(f"{at}: 'latitude' and 'longitude' stand together")
    known = texts.pop("is")
    return OwnActor(at, known=known, names=names, offices=offices, **texts, **degrees)  # type: ignore[arg-type]


def _check(texts: dict[str, str], at: str) -> None:
    """Whether the texts of a row are values that there are."""
    if not texts["kind"] and not texts["is"]:
        raise DataFileError(f"{at}: 'kind' is missing; choose one of: {', '.join(KINDS)}")
    for key, choices in (("kind", KINDS), ("gender", ("m", "f")), ("type", get_args(PlaceType))):
        if texts[key] and texts[key] not in choices:
            raise DataFileError(f"{at}: {key!r} is {texts[key]!r}; choose one of: {', '.join(choices)}")
    if texts["country"] and not _COUNTRY.fullmatch(texts["country"]):
        raise DataFileError(f"{at}: 'country' is {texts['country']!r}; three letters of ISO 3166 are expected (UKR)")
    if texts["wikidata"] and not _WIKIDATA.fullmatch(texts["wikidata"]):
        raise DataFileError(f"{at}: 'wikidata' is {texts['wikidata']!r}; a number like Q3874799 is expected")
    code, country = texts["plover"], texts["country"]
    if code and not code.startswith("IGO") and code.split(" ")[0] != country:
        raise DataFileError(f"{at}: 'plover' is {code!r}; it begins with the country ('{country or 'UKR'} GOV') or IGO")


def _office(row: dict[str, Any], at: str) -> OwnOffice:
    _only(row, ("role", "of", "from", "to"), f"{at}: offices")
    role, body, start, end = (_text(row, key, f"{at}: offices") for key in ("role", "of", "from", "to"))
    for key, value in (("role", role), ("of", body), ("from", start)):
        if not value:
            raise DataFileError(f"{at}: offices: {key!r} is missing")
    for key, value in (("from", start), ("to", end)):
        if value and not _DAY.fullmatch(value):
            raise DataFileError(f"{at}: offices: {key!r} is {value!r}; give YYYY-MM-DD, YYYY-MM or YYYY")
    if end and end <= start:
        raise DataFileError(f"{at}: offices: 'to' ({end}) does not come after 'from' ({start})")
    return OwnOffice(role, body, start, end)


def _only(row: dict[str, Any], known: Iterable[str], at: str) -> None:
    if unknown := sorted(set(row) - set(known)):
        raise DataFileError(f"{at}: unknown key {unknown[0]!r}; known: {', '.join(known)}")


def _text(row: dict[str, Any], key: str, at: str) -> str:
    value = row.get(key, "")
    if isinstance(value, date):  # days may stand in TOML without quotation marks
        return value.isoformat()[:10]
    if not isinstance(value, str):
        raise DataFileError(f"{at}: {key!r} is {value!r}; text in quotation marks is expected")
    return " ".join(value.split())


def _names(value: Any, at: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) and name.strip() for name in value):
        raise DataFileError(f'{at}: \'names\' is {value!r}; a list of texts is expected (["one", "two"])')
    return tuple(" ".join(name.split()) for name in value)


def _tables(row: dict[str, Any], key: str, at: str) -> list[dict[str, Any]]:
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise DataFileError(f"{at}: {key!r} is {value!r}; a list of tables is expected")
    return value


def _degrees(row: dict[str, Any], key: str, most: int, at: str) -> float | None:
    value = row.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
        raise DataFileError(f"{at}: {key!r} is {value!r}; degrees from -{most} to {most} are expected")
    return float(value)

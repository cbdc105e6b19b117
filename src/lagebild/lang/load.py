"""Loads the data files of a language or of the ontology, and refuses what it does not know.

A rule file is TOML; each of its tables is either a mapping or a list of rows. Rows become frozen dataclasses
through `rows`: an unknown key, a missing key and an empty list are errors that name the file.

Every language has `sentences.toml` and `furniture.toml`: without them no article can be read. Each other file belongs
to one extractor; where a language has none, that extractor finds nothing, and the page says so (`extract/coverage.py`).
`has` is the one question that decides it. A file that reads only the commonest forms says `first_part = true`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from importlib import resources
from typing import Any, TypeVar, get_args

from lagebild.errors import DataFileError, UsageError
from lagebild.types import Language

Row = TypeVar("Row")

LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def table(folder: str, name: str) -> Mapping[str, Any]:
    """The content of `lang/<folder>/<name>.toml`; `folder` is a language code.

    Raises UsageError for a language that is not served and DataFileError for a file that is missing, broken or empty.
    """
    _require_served(folder)
    return _load("lagebild.lang", f"{folder}/{name}.toml")


@cache
def has(language: str, name: str) -> bool:
    """Whether a language has the data file `name`; raises UsageError for a language that is not served."""
    _require_served(language)
    return resources.files("lagebild.lang").joinpath(f"{language}/{name}.toml").is_file()


@cache
def is_first_part(language: str, name: str) -> bool:
    """Whether a language has the data file `name` only in a first part (`first_part = true` at its head)."""
    return has(language, name) and bool(table(language, name).get("first_part", False))


@cache
def having(name: str) -> tuple[Language, ...]:
    """The languages that have the data file `name`."""
    return tuple(language for language in LANGUAGES if has(language, name))


@cache
def ontology(name: str) -> Mapping[str, Any]:
    """The content of `ontology/<name>.toml`; raises DataFileError where it is missing, broken or empty."""
    return _load("lagebild.ontology", f"{name}.toml")


@cache
def resource(package: str, path: str) -> Mapping[str, Any]:
    """The content of a data file beside the code of `package`; raises DataFileError as `table` does."""
    return _load(package, path)


def rows(content: Mapping[str, Any], key: str, kind: type[Row], *, where: str) -> tuple[Row, ...]:
    """The rows under `key` as instances of the dataclass `kind`; lists become tuples.

    `where` names the file in messages. Raises DataFileError for unknown or missing keys and for an empty list.
    """
    raw = content.get(key)
    if not isinstance(raw, list) or not raw:
        raise DataFileError(f"{where}: [[{key}]] is missing or empty")
    return tuple(_row(entry, kind, f"{where}: [[{key}]] number {number}") for number, entry in enumerate(raw, 1))


def _require_served(language: str) -> None:
    if language not in LANGUAGES:
        raise UsageError(f"language {language!r} is not served; choose one of: {', '.join(LANGUAGES)}")


def _row(entry: Mapping[str, Any], kind: type[Row], where: str) -> Row:
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(set(entry) - set(known)):
        raise DataFileError(f"{where}: unknown key {unknown[0]!r}; known: {', '.join(known)}")
    missing = [n for n, f in known.items() if n not in entry and f.default is MISSING and f.default_factory is MISSING]
    if missing:
        raise DataFileError(f"{where}: key {missing[0]!r} is missing")
    return kind(**{name: _frozen(value) for name, value in entry.items()})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(v) for v in value) if isinstance(value, list) else value


def _load(package: str, path: str) -> Mapping[str, Any]:
    source = resources.files(package).joinpath(path)
    try:
        content = tomllib.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataFileError(f"{package.replace('.', '/')}/{path} is missing") from None
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(f"{package.replace('.', '/')}/{path} is no valid TOML: {error}") from error
    if not content:
        raise DataFileError(f"{package.replace('.', '/')}/{path} is empty")
    return content

"""Reads the files that users write themselves: TOML with one kind of table, told plainly where it is none."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from lagebild.errors import DataFileError


def tables(path: Path, key: str) -> list[dict[str, Any]]:
    """The tables `[[key]]` of a file, in their order; raises DataFileError for a file that holds anything else."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(f"{path} is no valid TOML: {error}") from error
    except UnicodeDecodeError:
        raise DataFileError(f"{path} is not written in UTF-8") from None
    except OSError as error:
        raise DataFileError(f"{path} cannot be read: {error.strerror or error}") from error
    if unknown := sorted(set(content) - {key}):
        raise DataFileError(f"{path}: unknown key {unknown[0]!r}; the file holds [[{key}]] only")
    raw = content.get(key, [])
    if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
        raise DataFileError(f"{path}: {key!r} is no list of tables; begin each {key} with [[{key}]]")
    return raw

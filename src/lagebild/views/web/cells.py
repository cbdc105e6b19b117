"""The cells of a claim that a reader can correct, by their paths in its JSON: figures/0/max, source/actor/name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lagebild import contract
from lagebild.errors import DataFileError
from lagebild.types import Claim, Entry

#: What is no reading but the place of words, or tells how the reading was made.
_FIXED = frozenset({"id", "sentence", "content", "cue", "why", "start", "end", "text"})
#: So many cells are offered; a claim with more is corrected by the command.
MOST = 400


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell by its path, with the value as JSON."""

    path: str
    value: str


def cells(claim: Claim) -> tuple[Cell, ...]:
    """All cells of a claim that hold one value, in the order of its JSON."""
    found = _leaves(contract.claim_to_json(claim), "")
    return tuple(cell for _, cell in zip(range(MOST), found, strict=False))


def value_at(claim: Claim, path: str) -> str | None:
    """What was read into a cell, as JSON; None where the claim, as it is read now, has no such cell."""
    value: Any = contract.claim_to_json(claim)
    for step in path.split("/"):
        try:
            value = value[int(step)] if isinstance(value, list) else value[step]
        except (KeyError, IndexError, ValueError, TypeError):
            return None
    return _json(value)


def meant(given: str) -> Any:
    """What somebody means who writes a value: JSON, else the words as they are."""
    try:
        return json.loads(given, parse_constant=lambda _: given)
    except (ValueError, RecursionError):
        return given


def wrong(entry: Entry, path: str, value: object) -> str | None:
    """Why a claim cannot have this value in a cell, by the contract; None where it can."""
    raw = contract.claim_to_json(entry.claim)
    *way, last = path.split("/")
    place: Any = raw
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[int(last) if isinstance(place, list) else last] = value
    try:
        contract.claim_from_json(raw, entry.article.text)
    except DataFileError as error:
        return str(error).partition(": ")[2] or str(error)
    return None


def _leaves(value: Any, path: str) -> Iterator[Cell]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            if key not in _FIXED:
                yield from _leaves(inner, f"{path}/{key}" if path else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, f"{path}/{number}")
    else:
        yield Cell(path, _json(value))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

"""The cells of a claim that a reader can correct, by their paths in its JSON: figures/0/max, source/actor/name.

Whoever takes down a correction asks `corrected`, so that every way into a ledger refuses the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lagebild import contract
from lagebild.errors import CellError, DataFileError
from lagebild.types import Claim, Entry

#: What is no reading but the place of words, or tells how the reading was made.
_FIXED = frozenset({"id", "sentence", "content", "cue", "why", "start", "end", "text"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell by its path, with the value as JSON."""

    path: str
    value: str


def cells(claim: Claim) -> tuple[Cell, ...]:
    """All cells of a claim that hold one value, in the order of its JSON."""
    return tuple(_leaves(contract.claim_to_json(claim), ""))


def corrected(entry: Entry, path: str, given: str) -> str:
    """The right value of a cell as JSON; raises CellError where the claim has no such cell, or it cannot hold that."""
    if path not in {cell.path for cell in cells(entry.claim)}:
        raise CellError("cell", f"lage:claim/{entry.claim.id} has no cell {path!r}{_instead(entry.claim, path)}")
    if not given.strip():
        raise CellError("value", "a correction needs a cell and the right value, for instance: figures/0/max 1500")
    value = meant(given)
    if said := wrong(entry, path, value):
        raise CellError("cannot", said)
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError:  # 1e999 is read as a number without end
        raise CellError("cannot", f"{path!r} is {given!r}; a number that has an end is expected") from None


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


def _instead(claim: Claim, path: str) -> str:
    """What there is where a path leads to nothing that can be corrected."""
    value: Any = contract.claim_to_json(claim)
    for step in path.split("/"):
        try:
            value = value[int(step)] if isinstance(value, list) else value[step]
        except (KeyError, IndexError, ValueError, TypeError):
            return f": at {step!r} there may be: {_keys(value) or 'nothing'}"
    return f": it holds {_keys(value)}" if _keys(value) else ": what is quoted, and why, is not corrected"


def _keys(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(value)
    return f"0 to {len(value) - 1}" if isinstance(value, list) and value else ""


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

"""The type that `quantities` makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lagebild.extract.figures.nouns import Noun
from lagebild.extract.figures.rules import Unit

Kind = Literal["count", "ratio", "money", "measure", "time", "age", "times", "one-of"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as read: pieces `begin` to `end` with its bounds, `first` to `last` without them."""

    begin: int
    end: int
    first: int
    last: int
    low: float | None
    high: float | None
    kind: Kind
    unit: Unit | None = None
    per: str | None = None
    approximate: bool = False
    vague: bool = False
    range: bool = False
    change: Literal["up", "down"] | None = None
    noun: Noun | None = None
    rules: tuple[str, ...] = ()

    @property
    def unit_is_share(self) -> bool:
        """Whether it is a part of a whole, from 0 to 1."""
        return self.unit is not None and self.unit.id == "share"

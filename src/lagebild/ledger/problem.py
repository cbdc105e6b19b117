"""What a check of a ledger tells: what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

#: Called after each thing that was looked at.
Step = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a ledger."""

    what: str
    wrong: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.what}: {self.wrong}; {self.remedy}"


def broken(what: str, wrong: str) -> Problem:
    """A fact, or the database itself, is damaged: only a copy helps."""
    return Problem(what, wrong, "keep this ledger as it is, and import a copy or an export into a new one")


def stale(what: str, wrong: str) -> Problem:
    """The index is not what the facts say: it can be made again."""
    return Problem(what, wrong, "lagebild ledger rebuild makes the index anew")

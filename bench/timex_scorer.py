"""TempEval-3's measures for time expressions, written anew from their definition (UzZaman et al. 2013, section 5.1).

Strict match: the same offsets. Relaxed match: at least one code point shared; every expression takes part in one match.
Value F1 counts the relaxed matches whose values are equal. Neither the day of publication nor empty expressions count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: One expression: start, end, value.
Timex = tuple[int, int, str | None]


@dataclass(frozen=True)
class TimexCounts:
    """How many expressions the gold has, how many were found, and how many of these fit."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0

    def __add__(self, other: TimexCounts) -> TimexCounts:
        return TimexCounts(
            self.gold + other.gold,
            self.found + other.found,
            self.strict + other.strict,
            self.relaxed + other.relaxed,
            self.value + other.value,
        )

    def f1(self, hits: int) -> float:
        """F1 in percent for a number of hits; 0 where nothing is in the gold and nothing was found."""
        total = self.gold + self.found
        return 200 * hits / total if total else 0.0

    @property
    def strict_f1(self) -> float:
        """F1 of exact spans, in percent."""
        return self.f1(self.strict)

    @property
    def relaxed_f1(self) -> float:
        """F1 of overlapping spans, in percent."""
        return self.f1(self.relaxed)

    @property
    def value_f1(self) -> float:
        """F1 of overlapping spans with equal values, in percent."""
        return self.f1(self.value)


def score(gold: Iterable[Timex], found: Iterable[Timex]) -> TimexCounts:
    """The counts for one document."""
    wanted = sorted(t for t in gold if t[1] > t[0])
    had = sorted(t for t in found if t[1] > t[0])
    pairs = matches(wanted, had)
    return TimexCounts(
        len(wanted),
        len(had),
        sum(wanted[g][:2] == had[f][:2] for g, f in pairs),
        len(pairs),
        sum(wanted[g][2] is not None and wanted[g][2] == had[f][2] for g, f in pairs),
    )


def matches(gold: Sequence[Timex], found: Sequence[Timex]) -> list[tuple[int, int]]:
    """Index pairs (gold, found) that share words; exact spans are paired first, then the largest overlap."""
    candidates = sorted(
        (
            (g[:2] == f[:2], min(g[1], f[1]) - max(g[0], f[0]), -i, -j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
            if g[0] < f[1] and f[0] < g[1]
        ),
        reverse=True,
    )
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for _, _, i, j in candidates:
        if -i not in taken_gold and -j not in taken_found:
            taken_gold.add(-i)
            taken_found.add(-j)
            pairs.append((-i, -j))
    return sorted(pairs)

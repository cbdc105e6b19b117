"""With whom somebody deals: what they did toward others, and others toward them, counted by the tallies of ties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lagebild.compare.deed_rules import sign_of
from lagebild.compare.parties import side_of
from lagebild.ledger.doings import actors
from lagebild.ledger.store import Store
from lagebild.types import Actor


@dataclass(frozen=True, slots=True)
class Dealing:
    """What was done between somebody and one other side, in one direction, counted in deeds that are told as done."""

    other: Actor
    deeds: int
    friendly: int
    hostile: int


@dataclass(frozen=True, slots=True)
class Dealings:
    """The sides that somebody acts toward most, and those that act most toward them, most deeds first.

    `all_toward` and `all_by` tell how many sides there are of each.
    """

    toward: tuple[Dealing, ...] = ()
    by: tuple[Dealing, ...] = ()
    all_toward: int = 0
    all_by: int = 0


def dealings(store: Store, own: Sequence[int], *, limit: int) -> Dealings:
    """Those of somebody who is known by some numbers; at most `limit` sides in each direction."""
    toward, all_toward = _of(store, own, "side", "toward", limit)
    by, all_by = _of(store, own, "toward", "side", limit)
    return Dealings(toward, by, all_toward, all_by)


def _of(store: Store, own: Sequence[int], mine: str, its: str, limit: int) -> tuple[tuple[Dealing, ...], int]:
    listed = ", ".join(map(str, own)) or "NULL"
    ties = "tie_months t"
    if mine == "toward":  # the tallies lie by who acts: the deeds tell who does, so that not all have to be walked
        parties = f"SELECT DISTINCT side, toward FROM deeds WHERE toward IN ({listed}) AND side IS NOT NULL"
        ties = f"({parties}) p JOIN tie_months t ON t.side = p.side AND t.toward = p.toward"
    question = (
        f"SELECT COALESCE(a.same, a.seq), t.type, sum(t.deeds) FROM {ties} JOIN actors a ON a.seq = t.{its}"
        f" WHERE t.{mine} IN ({listed}) AND COALESCE(a.same, a.seq) NOT IN ({listed}) GROUP BY 1, 2"
    )
    counted: dict[int, Counter[int]] = {}
    for other, kind, number in store.ask(question):
        counted.setdefault(int(other), Counter())[sign_of(kind)] += int(number)
    best = sorted(counted, key=lambda other: (-counted[other].total(), other))[:limit]
    known = actors(store, best)
    found = (Dealing(side_of(known[one]), counted[one].total(), counted[one][1], counted[one][-1]) for one in best)
    return tuple(found), len(counted)

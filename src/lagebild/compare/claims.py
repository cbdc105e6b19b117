"""The same claim on another page: what is stored of a claim, how it is found again, and whether two say the same.

`sketches` draws what is stored, `keys` names where an index keeps it, `same` compares two, `join` gathers one by one
(docs/propositions.md).
"""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.compare.drawing import draw
from lagebild.compare.gather import Candidate, Membership, gather, join
from lagebild.compare.keys import keys
from lagebild.compare.match import Match, same
from lagebild.compare.sketch import Sketch
from lagebild.types import Entry, Reading


def sketches(claims: Reading | Sequence[Entry]) -> tuple[Sketch, ...]:
    """A sketch for each claim of a reading, or for each entry of a ledger, in their order.

    Needs no encoder: a reading that comes from JSON gives the same sketches as the one that was written.
    """
    if isinstance(claims, Reading):
        return draw(claims.article, claims.claims)
    return tuple(sketch for entry in claims for sketch in draw(entry.article, (entry.claim,)))


__all__ = ["Candidate", "Match", "Membership", "Sketch", "gather", "join", "keys", "same", "sketches"]

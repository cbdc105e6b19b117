"""How claims are compared when they are gathered: by `lagebild.compare`, on sketches that are stored as bytes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from lagebild.compare.claims import sketches
from lagebild.compare.gather import Candidate, join
from lagebild.compare.keys import keys
from lagebild.compare.sketch import Sketch
from lagebild.types import Entry

_REMEMBERED = 4096
_SIGNED = 1 << 63


class Claims:
    """Compares claims by their sketches."""

    def sketches(self, entries: Sequence[Entry]) -> Sequence[bytes]:
        """The sketches of the claims of one page, packed."""
        return [one.pack() for one in sketches(entries)]

    def keys(self, sketch: bytes) -> Sequence[int]:
        """The keys of a sketch, as numbers that a database can hold (64 bits with a sign)."""
        return _keys(sketch)

    def join(self, sketch: bytes, candidates: Sequence[tuple[int, bytes]]) -> tuple[int, float] | None:
        """The candidate that a claim says the same as."""
        given = [Candidate(proposition, _unpacked(other)) for proposition, other in candidates]
        found = join(_unpacked(sketch), given)
        return (found.candidate, found.match.score) if found else None


@lru_cache(maxsize=_REMEMBERED)  # the answers of a day are asked for with each page of it
def _keys(sketch: bytes) -> Sequence[int]:
    return tuple(key - (1 << 64) if key >= _SIGNED else key for key in keys(_unpacked(sketch)))


CLAIMS = Claims()
_unpacked = lru_cache(maxsize=_REMEMBERED)(Sketch.unpack)

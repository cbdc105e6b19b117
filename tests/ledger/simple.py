"""A comparison of claims that a reader of a test can do in the head: the same words are the same claim."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from lagebild.types import Entry


class SameWords:
    """The sketch of a claim is its words; two claims are the same where they share at least three of four."""

    def sketches(self, entries: Sequence[Entry]) -> Sequence[bytes]:
        return [" ".join(span.text for span in entry.claim.content).encode() for entry in entries]

    def keys(self, sketch: bytes) -> Sequence[int]:
        return [int.from_bytes(sha256(word).digest()[:7]) for word in sorted(set(sketch.split()))]

    def join(self, sketch: bytes, candidates: Sequence[tuple[int, bytes]]) -> tuple[int, float] | None:
        """The most alike, where the first claim of its proposition is alike too."""
        first: dict[int, bytes] = {}
        for group, other in candidates:
            first.setdefault(group, other)
        scored = [(_likeness(sketch, other), -place) for place, (group, other) in enumerate(candidates)]
        best = max(
            (score for score in scored if _likeness(sketch, first[candidates[-score[1]][0]]) >= 0.75), default=(0.0, 0)
        )
        return (-best[1], best[0]) if best[0] >= 0.75 else None


def _likeness(one: bytes, other: bytes) -> float:
    a, b = set(one.split()), set(other.split())
    return len(a & b) / max(len(a | b), 1)

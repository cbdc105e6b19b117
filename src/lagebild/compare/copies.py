"""Recognises near-copies: a small signature for an article, keys that find candidates, and the proof by shared text.

A signature is a bottom-k sketch: the smallest hashes of the article's word shingles (Broder 1997, On the resemblance
and containment of documents; Beyer et al. 2007, On synopses for distinct-value estimation). Unlike the signatures of
MinHash, where each hash is drawn anew, it samples the *same* shingles in every article, so that an article that was cut
to a third still holds a third of the sample of its original: containment can be estimated, and one equal hash is enough
to find a candidate (docs/decisions/0105).
"""

from __future__ import annotations

import hashlib
import re
import struct
from bisect import bisect_right
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

#: Words in a row that count as one piece of text. Near-copies share most of theirs, articles about one story few.
SHINGLE = 5
#: Hashes in a signature, and bytes of each: with the number of shingles in front a signature has at most 508 bytes.
HASHES, BYTES = 84, 6
#: Hashes of a signature that are keys of the index; see `bands`.
KEYS = 32
#: From this part of its pieces on, an article is called a copy.
COPIED_FROM = 0.5
#: Estimates err: from this estimated part on, a pair is worth the proof by its texts.
WORTH_FROM = 0.25
#: News is copied within days. Two texts further apart share a formula (who attended, who offers condolences), unless
#: they share this much: in `bench/copies.py` the members of one council are more than half of its weekly releases.
FRESH_DAYS, COPIED_LATE_FROM = 5, 0.75
#: So many shared pieces at least: below, two short texts can share a formula and nothing else.
LEAST_SHARED = 12

Direction = Literal["a_of_b", "b_of_a", "both", "none"]
Hashes = NDArray[np.uint64]

_WORD = re.compile(r"\w+")
_HEAD = struct.Struct("<I")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio, as in SplitMix64 (Steele et al. 2014)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_TOP = np.uint64(64 - 8 * BYTES)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two texts share: the part of each (0 to 1) that stands in the other, and which is the copy of which.

    `both` means that each holds most of the other: then the later one is the copy. `shared` counts pieces of five
    words.
    """

    share_of_a: float
    share_of_b: float
    shared: int
    direction: Direction

    @property
    def is_copy(self) -> bool:
        """Whether one is a copy of the other."""
        return self.direction != "none"

    @property
    def share(self) -> float:
        """The part of the copy, or of the text that comes nearer to one, that stands in the other."""
        return max(self.share_of_a, self.share_of_b)


def signature(text: str) -> bytes:
    """The signature of a text, at most 508 bytes: how many different shingles it has, and the smallest of their hashes.

    Case, marks and spaces make no difference. Equal on every machine. A text of fewer than five words has no hashes.
    """
    hashes = _hashes(text)
    kept = hashes[:HASHES]
    packed = kept.astype("<u8").view(np.uint8).reshape(-1, 8)[:, :BYTES].tobytes() if len(kept) else b""
    return _HEAD.pack(len(hashes)) + packed


def bands(signature: bytes) -> tuple[int, ...]:
    """The keys (at most 32, each from 0 to 2^48 - 1) under which an index finds the candidates of an article.

    Articles that share one key are candidates, to be judged by `worth_proof` and `is_copy`. A copy cut to 30 %, with
    every fourth shingle lost to editing, misses all keys of its original in one case of three thousand. A key that
    stands in very many articles belongs to a formula (a disclaimer, a name with title) and can be passed over.
    """
    return tuple(int(value) for value in _unpacked(signature)[1][:KEYS])


def likeness(a: bytes, b: bytes) -> float:
    """The estimated resemblance (Jaccard) of two texts by their signatures, 0 to 1."""
    (total_a, hashes_a), (total_b, hashes_b) = _unpacked(a), _unpacked(b)
    if not (total_a and total_b):
        return 0.0
    union = np.union1d(hashes_a, hashes_b)[: _sample(total_a, total_b)]
    both = np.intersect1d(hashes_a, hashes_b, assume_unique=True)
    return float(np.isin(union, both, assume_unique=True).mean())


def containment(a: bytes, b: bytes) -> float:
    """The estimated part of text `a` that stands in text `b`, 0 to 1, by their signatures.

    Of the hashes of `a` up to the last one that both signatures would show, the part that `b` has too. A text that was
    cut to 30 % is judged by about 25 of its 84 hashes: the others lie beyond what the signature of the longer shows.
    """
    (total_a, hashes_a), (total_b, hashes_b) = _listed(a), _listed(b)
    ends = [hashes[-1] for total, hashes in ((total_a, hashes_a), (total_b, hashes_b)) if total > len(hashes)]
    seen = hashes_a[: bisect_right(hashes_a, min(ends))] if ends else hashes_a
    return len(set(seen).intersection(hashes_b)) / len(seen) if seen else 0.0


def worth_proof(a: bytes, b: bytes) -> bool:
    """Whether two signatures are alike enough to compare the texts: one seems to hold a quarter of the other."""
    return max(containment(a, b), containment(b, a)) >= WORTH_FROM


def is_copy(a: str, b: str, *, days_apart: int | None = None) -> Verdict:
    """Whether one of two texts is a copy of the other, by the shingles that they share: exact, no estimate.

    A text is a copy when at least half of its shingles stand in the other, and at least twelve; three quarters where
    the articles are known to lie more than five days apart. Where both are, the direction is "both".
    """
    return proof(shingles(a), shingles(b), days_apart=days_apart)


def shingles(text: str) -> frozenset[int]:
    """The hashes of all shingles of a text, for `proof` where one text is compared with many."""
    return frozenset(_hashes(text).tolist())


def proof(a: AbstractSet[int], b: AbstractSet[int], *, days_apart: int | None = None) -> Verdict:
    """`is_copy` for texts whose shingles are at hand."""
    shared = len(a & b)
    least = COPIED_LATE_FROM if days_apart is not None and abs(days_apart) > FRESH_DAYS else COPIED_FROM
    share_a, share_b = (round(shared / len(own), 3) if own else 0.0 for own in (a, b))
    of_b, of_a = (share >= least and shared >= LEAST_SHARED for share in (share_a, share_b))
    direction: Direction = "both" if of_a and of_b else "a_of_b" if of_b else "b_of_a" if of_a else "none"
    return Verdict(share_a, share_b, shared, direction)


def _sample(total_a: int, total_b: int) -> int:
    """How many of the smallest hashes of the union are known: all of them where both signatures are complete."""
    known = [HASHES for total in (total_a, total_b) if total > HASHES]
    return min(known, default=total_a + total_b)


def _unpacked(signature: bytes) -> tuple[int, Hashes]:
    """The number of shingles and the hashes in order; raises ValueError where the bytes are no signature."""
    body = len(signature) - _HEAD.size
    if body < 0 or body % BYTES:
        raise ValueError(f"{len(signature)} bytes are no signature of a text")
    whole = np.zeros((body // BYTES, 8), dtype=np.uint8)
    whole[:, :BYTES] = np.frombuffer(signature, dtype=np.uint8, offset=_HEAD.size).reshape(-1, BYTES)
    return _HEAD.unpack_from(signature)[0], whole.view("<u8").reshape(-1).astype(np.uint64)


@lru_cache(maxsize=256)  # one signature is held against dozens
def _listed(signature: bytes) -> tuple[int, tuple[int, ...]]:
    """What `_unpacked` gives, as numbers of Python: sets of so few are quicker."""
    total, hashes = _unpacked(signature)
    return total, tuple(hashes.tolist())


def _hashes(text: str) -> Hashes:
    """The hashes of the different shingles of a text in order, 48 bits each."""
    words = np.array([_word_hash(word) for word in _WORD.findall(text.casefold())], dtype=np.uint64)
    count = len(words) - SHINGLE + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    with np.errstate(over="ignore"):
        mixed = np.zeros(count, dtype=np.uint64)
        for place in range(SHINGLE):
            mixed = mixed * _MULTIPLIER + words[place : place + count]
            mixed ^= mixed >> np.uint64(29)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX_1
        mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX_2
        mixed ^= mixed >> np.uint64(31)
    return np.unique(mixed >> _TOP)


@lru_cache(maxsize=65536)
def _word_hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")

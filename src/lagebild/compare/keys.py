"""Keys under which an index finds the claims that may say the same: alike claims share one, and few others do.

A key is the hash of two or three things that a claim speaks of and of a period. Each of a claim's keys has periods of
its own that begin on other days, so that two claims of neighbouring days that a border parts under one key meet under
another (blocking, as in Christen 2012, Data Matching).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

from lagebild.compare.sketch import SAME_WORD, UNLISTED, Count, Sketch, hashed

MOST = 6
_PERIOD = 12  # days
_STEP = 4  # days by which the periods of one key begin after those of the key before
_TELLING = 2  # digits of a value that tells enough without a land
_CONCEPTS = 4  # the first in the order of their hashes, so that two claims that share most choose the same


def keys(sketch: Sketch) -> tuple[int, ...]:
    """At most `MOST` numbers of 64 bits, the best first; the same words have the same first key."""
    found = dict.fromkeys([hashed(f"words:{sketch.exact}", 64)])
    for parts in _combined(sketch):
        label = ":".join(map(str, parts))
        period = (_day(sketch) + hashed(label, 8) % 3 * _STEP) // _PERIOD
        found.setdefault(hashed(f"{period}:{label}", 64))
    return tuple(found)[:MOST]


def _combined(sketch: Sketch) -> Iterator[tuple[object, ...]]:
    """What makes a key, the most telling first: the number, who or where with what is spoken of, what alone."""
    anchors, lands = _anchors(sketch), _lands(sketch)
    concepts = sorted({concept & ~SAME_WORD for concept in sketch.concepts})[:_CONCEPTS] or sorted(sketch.words)[:2]
    if sketch.counts:
        value = _rounded(sketch.counts[0])
        yield "value", value, sketch.counts[0].unit, *(lands[:1] if len(value) < _TELLING else ())
    pairs = [(anchor, concept) for anchor in anchors[:2] for concept in concepts[: 4 // min(len(anchors), 2)]]
    pairs += [(land, concept) for concept in concepts for land in lands[:2]]
    yield from pairs
    yield from combinations(concepts, 2)
    yield from ((anchor,) for anchor in anchors)


def _day(sketch: Sketch) -> int:
    return sketch.last or sketch.published


def _anchors(sketch: Sketch) -> Sequence[int]:
    """What names few claims: towns, groups and persons, names that no list knows."""
    towns = sorted(place.key for place in sketch.places if place.level not in (0, UNLISTED))
    actors = sorted(who.key for who in sketch.actors if who.listed and not who.official)
    return (*towns, *actors, *sorted(sketch.words[: sketch.names]))


def _lands(sketch: Sketch) -> Sequence[int]:
    """The countries that act or where it happens; they name many claims."""
    found = {who.country for who in sketch.actors if who.official} | {place.country for place in sketch.places}
    return sorted(found - {0})


def _rounded(count: Count) -> str:
    """The value in two digits, so that about as many have the same key."""
    value = count.high if math.isnan(count.low) else count.low
    return f"{value:.2g}".removesuffix(".0")

"""Contents in word numbers: from tags and to them, and how far each word stands from a content.

Training and reading share this module, so that a content means the same to both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

OUTSIDE, BEGIN, INSIDE, CONTINUE = range(4)
AROUND = 48  # words before and behind a content that the head of roles sees
_NEAR, _FAR = 8, 15

Words = tuple[int, ...]
Numbers = npt.NDArray[np.int64]


def contents_of(tags: Sequence[int]) -> list[Words]:
    """The contents of one layer of tags; C goes on with the content opened last, after a gap."""
    found: list[list[int]] = []
    for at, tag in enumerate(tags):
        if tag == BEGIN or (tag != OUTSIDE and not found):
            found.append([at])
        elif tag != OUTSIDE:
            found[-1].append(at)
    return [tuple(words) for words in found]


def stretches(words: Sequence[int]) -> list[tuple[int, int]]:
    """Sorted word numbers as half-open ranges."""
    found: list[tuple[int, int]] = []
    for word in words:
        if found and found[-1][1] == word:
            found[-1] = (found[-1][0], word + 1)
        else:
            found.append((word, word + 1))
    return found


def words_of(ranges: Iterable[tuple[int, int]]) -> Words:
    """The words of half-open ranges, sorted, each once: the other way round than `stretches`."""
    return tuple(sorted({word for first, last in ranges for word in range(first, last)}))


def distances(count: int, content: Numbers) -> Numbers:
    """For each of `count` words the class of its distance to a content (sorted, not empty).

    0: inside; 1 to 15: behind it, in growing steps; 17 to 31: before it; 32: in a gap.
    """
    at = np.arange(count)
    place = np.searchsorted(content, at)
    far = np.full(count, count + 10_000)
    behind = np.where(place > 0, at - content[np.maximum(place - 1, 0)], far)
    ahead = np.where(place < len(content), content[np.minimum(place, len(content) - 1)] - at, far)
    distance = np.minimum(behind, ahead)
    step = np.log2(np.maximum(distance, 1) / _NEAR) * 2.5
    cls = np.minimum(np.where(distance < _NEAR, distance, _NEAR + step.astype(np.int64)), _FAR)
    cls = np.where(distance == 0, 0, np.where(behind <= ahead, cls, 16 + cls))
    return np.where((at > content[0]) & (at < content[-1]) & (distance > 0), 32, cls).astype(np.int64)


def around(content: Sequence[int], count: int, reach: int = AROUND) -> tuple[int, int]:
    """The half-open range of words that the head of roles sees for a content in a window of `count` words."""
    return max(0, content[0] - reach), min(count, content[-1] + 1 + reach)

"""Trees of dependencies over the words of a sentence, from what inner layers of the encoder see of them.

A biaffine head (Dozat and Manning 2017, "Deep Biaffine Attention for Neural Dependency Parsing") of a few matrices; no
second network is asked. Relations are those of Universal Dependencies, with the subtypes that tell who acts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

LAYERS = (2, 4)  # of the encoder, counted from 0, whose states the head reads (docs/training.md tells of others)
REACH = 20  # words before and behind a word whose distance counts; all that is farther counts alike
MATRICES = ("enter", "arcs", "near", "relations", "of_head", "of_word", "of_distance")
VECTORS = ("enter_bias", "mix", "root", "arc_bias", "near_bias", "relation_bias")
_PARTS = ("labels", *VECTORS, *MATRICES, *(f"{name}_scale" for name in MATRICES))
_SLOPE = 0.1  # of the leaky rectifier
_NEVER = np.float32(-1e9)

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree over the n words of a sentence.

    heads: the number of each word's head in the sentence, -1 for the one word that is the root. relations: what the
    word is to its head, in the terms of Universal Dependencies (`KEPT` in `training/treebanks.py` lists them). sure:
    the probability of that head, 0 to 1.
    """

    heads: tuple[int, ...]
    relations: tuple[str, ...]
    sure: tuple[float, ...]


class Trees:
    """The head, read from `trees.npz`: 8-bit matrices with a scale for each column."""

    def __init__(self, path: Path) -> None:
        """Opens a file of `training/trees.py`; raises ValueError or OSError where it is damaged."""
        with path.open("rb") as file, np.load(file, allow_pickle=False) as found:
            parts: dict[str, Any] = dict(found)
        if missing := [name for name in _PARTS if name not in parts]:
            raise ValueError(f"{path} lacks: {', '.join(missing)}")
        self.labels = tuple(map(str, parts["labels"]))
        whole = {name: _whole(parts[name], parts[f"{name}_scale"]) for name in MATRICES}
        whole |= {name: parts[name].astype(np.float32) for name in VECTORS}
        _check(path, {name: part.shape for name, part in whole.items()}, len(self.labels))
        self._enter, self._arcs, self._near, self._relations, *of = (whole[name] for name in MATRICES)
        self._of_head, self._of_word, self._of_distance = of
        self._enter_bias, self._mix, self._root, self._arc_bias, *of = (whole[name] for name in VECTORS)
        self._near_bias, self._relation_bias = of

    @property
    def width(self) -> int:
        """The length of the states that the head reads."""
        return len(self._enter)

    def trees(self, states: npt.NDArray[Any], begins: Sequence[int]) -> tuple[Tree, ...]:
        """The trees over neighbouring sentences: inner states of their words, (n, width); the first word of each."""
        entered = self._mixed(states.astype(np.float32) @ self._enter + self._enter_bias, begins)
        np.maximum(entered, _SLOPE * entered, out=entered)
        cut, arcs = entered.shape[1] // 2, len(self._arcs)
        as_head, as_word = np.concatenate([self._root[np.newaxis], entered[:, :cut]]), entered[:, cut:]
        turned, near = as_word[:, :arcs] @ self._arcs, as_word[:, :arcs] @ self._near + self._near_bias
        turned += self._arc_bias
        parts = [slice(begin, end) for begin, end in pairwise([*begins, len(states)])]
        hung = [_hung(turned[part], as_head[:, :arcs], near[part], part.start) for part in parts]
        places = np.concatenate(
            [np.where(heads, heads + part.start, 0) for (heads, _), part in zip(hung, parts, strict=True)]
        )
        relations = self._named(as_head[places, arcs:], as_word[:, arcs:], places)
        return tuple(
            Tree(tuple((heads - 1).tolist()), relations[part], tuple(sure.tolist()))
            for (heads, sure), part in zip(hung, parts, strict=True)
        )

    def _mixed(self, entered: Floats, begins: Sequence[int]) -> Floats:
        """Each word with something of the one before and the one behind it in its sentence."""
        before, own, behind = self._mix
        mixed: Floats = own * entered
        from_before, from_behind = before * entered[:-1], behind * entered[1:]
        borders = np.asarray(begins[1:], np.int64) - 1
        from_before[borders] = from_behind[borders] = 0
        mixed[1:] += from_before
        mixed[:-1] += from_behind
        return mixed

    def _named(self, heads: Floats, words: Floats, numbers: Whole) -> tuple[str, ...]:
        count, width = words.shape
        both = (words @ self._relations).reshape(count, width, len(self.labels))
        scores = np.matmul(heads[:, np.newaxis], both)[:, 0] + heads @ self._of_head + words @ self._of_word
        scores += self._relation_bias + self._of_distance[_distance(np.maximum(numbers - 1, 0) - np.arange(count))]
        scores[:, self.labels.index("root")] = _NEVER
        best = scores.argmax(1)
        return tuple(self.labels[at] if head else "root" for at, head in zip(best, numbers, strict=True))


def _hung(turned: Floats, as_head: Floats, near: Floats, first: int) -> tuple[Whole, Floats]:
    """Heads of the words of one sentence (0 is the root), and how probable they are; `as_head` begins with the root."""
    words = np.arange(len(turned))
    scores = np.empty((len(words), len(words) + 1), np.float32)
    scores[:, 0] = turned @ as_head[0]
    np.matmul(turned, as_head[first + 1 : first + 1 + len(words)].T, out=scores[:, 1:])
    scores[:, 1:] += near.ravel().take(_places(len(words)))
    scores[words, words + 1] = _NEVER  # no word is its own head
    chances = _log_softmax(scores)
    heads = spanning(chances)
    return heads, np.exp(chances[words, heads])


def _check(path: Path, found: dict[str, tuple[int, ...]], labels: int) -> None:
    width, arcs, relations, distances = found["enter"][0], found["arcs"][0], found["of_head"][0], 2 * REACH + 1
    expected = {
        "enter": (width, 2 * (arcs + relations)),
        "arcs": (arcs, arcs),
        "near": (arcs, distances),
        "relations": (relations, relations * labels),
        "of_head": (relations, labels),
        "of_word": (relations, labels),
        "of_distance": (distances, labels),
        "enter_bias": (2 * (arcs + relations),),
        "mix": (3, 2 * (arcs + relations)),
        "root": (arcs + relations,),
        "arc_bias": (arcs,),
        "near_bias": (distances,),
        "relation_bias": (labels,),
    }
    if wrong := [name for name, shape in expected.items() if found[name] != shape]:
        raise ValueError(f"{path}: the parts do not belong together: {', '.join(wrong)}")


def inner_name(layer: int) -> str:
    """What an output of the encoder with the states after a layer is called."""
    return f"inner_{layer}"


def spanning(chances: Floats) -> Whole:
    """The heads of a tree with one root: (n,) columns of `chances` (n, n + 1), log probabilities; column 0 is the root.

    Each word has its best head; where that leaves circles or several roots, one word of each is hung elsewhere, the one
    that loses least by it. That is nearly always the best tree, and takes no longer where nothing has to be mended.
    """
    heads: Whole = chances.argmax(1)
    count = len(heads)
    at_root = np.flatnonzero(heads == 0)
    candidates = at_root if len(at_root) else np.arange(count)
    others = chances[candidates, 1:].max(1) if count > 1 else np.zeros(1, np.float32)
    root = int(candidates[(chances[candidates, 0] - others).argmax()])
    heads[root] = 0
    above = _highest(heads)
    while (loose := above != root).any():
        heads = _mended(heads, chances, np.unique(above[loose]), np.flatnonzero(~loose))
        above = _highest(heads)
    return heads


def _highest(heads: Whole) -> Whole:
    """What stands far above each word: the word that it hangs on in the end, or one of the circle that it ends in."""
    above = np.where(heads == 0, np.arange(len(heads)), heads - 1)
    for _ in range(len(heads).bit_length()):
        above = above[above]
    return above


def _mended(heads: Whole, chances: Floats, knots: Whole, rooted: Whole) -> Whole:
    """One of the `knots` (words of circles, other roots), that which loses least by it, hung on a word of `rooted`."""
    losses = chances[knots, heads[knots]][:, np.newaxis] - chances[np.ix_(knots, rooted + 1)]
    word, head = np.unravel_index(losses.argmin(), losses.shape)
    mended = heads.copy()
    mended[knots[word]] = rooted[head] + 1
    return mended


def _distance(words: Whole) -> Whole:
    """The row or column that stands for a distance in words."""
    return np.clip(words, -REACH, REACH) + REACH


@lru_cache(maxsize=128)  # most sentences are of a few lengths
def _places(count: int) -> Whole:
    """(count, count): where in (count, distances) numbers, all in a row, that of each pair of words stands."""
    words = np.arange(count)
    return _distance(words - words[:, np.newaxis]) + (2 * REACH + 1) * words[:, np.newaxis]


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    return result


def _whole(numbers: npt.NDArray[np.int8], scale: npt.NDArray[np.float16]) -> Floats:
    whole: Floats = numbers.astype(np.float32) * scale.astype(np.float32)
    return whole


def eighths(matrix: Floats) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float16]]:
    """A matrix in 8 bits and the scale of each column."""
    scale = np.maximum(np.abs(matrix).max(0) / 127, 1e-6).astype(np.float16)
    return np.clip(np.rint(matrix / scale.astype(np.float32)), -127, 127).astype(np.int8), scale


def write(path: Path, labels: Sequence[str], parts: dict[str, Floats]) -> None:
    """Writes the head for `Trees`: `parts` hold its matrices and vectors in single precision."""
    packed: dict[str, npt.NDArray[Any]] = {name: parts[name].astype(np.float16) for name in VECTORS}
    for name in MATRICES:
        packed[name], packed[f"{name}_scale"] = eighths(parts[name])
    np.savez(path, allow_pickle=False, labels=np.array(labels), **packed)

"""The names that the encoder sees in a document, from the probabilities of its tags: strict spans inside sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lagebild.types import Sentence

Floats = npt.NDArray[np.float32]
_CLASS = 3  # letters of the class in a label: "LOC" in "LOCderiv"
_NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Tagged:
    """Words `first` to `end` (exclusive) under one label; `sure` is the probability of the least sure of their tags.

    `kind` is the class (PER, ORG, LOC, OTH). `form` is empty for names, "deriv" for words made of one ("Berliner"),
    "part" for compounds that hold one ("NATO-Gipfel").
    """

    first: int
    end: int
    kind: str
    form: str
    sure: float

    @property
    def label(self) -> str:
        """The label as the weights have it."""
        return self.kind + self.form


def tagged(chances: Floats, labels: Sequence[str], sentences: Sequence[Sentence]) -> list[Tagged]:
    """The spans of the likeliest tags of which none goes on with what has not begun; none crosses a sentence.

    `chances` are log probabilities (words, 1 + 2 labels): tag 0 is none, 1 + 2k begins a name of label k, 2 + 2k goes
    on with it.
    """
    found = []
    for sentence in sentences:
        if sentence.last > sentence.first:
            inside = chances[sentence.first : sentence.last]
            tags = best_tags(inside)
            for first, end, label in spans(tags):
                sure = float(np.exp(min(inside[at, tags[at]] for at in range(first, end))))
                kind, form = labels[label][:_CLASS], labels[label][_CLASS:]
                found.append(Tagged(sentence.first + first, sentence.first + end, kind, form, sure))
    return found


def best_tags(chances: Floats) -> list[int]:
    """The likeliest valid tags of a sentence: the likeliest of each word, and Viterbi's where those are not valid."""
    likeliest = [int(tag) for tag in chances.argmax(-1)]
    before = [0, *likeliest[:-1]]
    if all(tag % 2 or not tag or previous in (tag, tag - 1) for previous, tag in zip(before, likeliest, strict=True)):
        return likeliest
    return _viterbi(chances)


def _viterbi(chances: Floats) -> list[int]:
    count = chances.shape[1]
    follows = np.zeros((count, count))
    goes_on = np.arange(2, count, 2)
    follows[:, goes_on] = _NEVER
    follows[goes_on, goes_on] = follows[goes_on - 1, goes_on] = 0
    score = chances[0] + follows[0]
    steps = []
    for row in chances[1:]:
        ways = score[:, None] + follows
        steps.append(ways.argmax(0))
        score = ways.max(0) + row
    tags = [int(score.argmax())]
    for step in reversed(steps):
        tags.append(int(step[tags[-1]]))
    return tags[::-1]


def spans(tags: Sequence[int]) -> list[tuple[int, int, int]]:
    """The spans of valid tags, as (first, end, number of the label)."""
    found: list[tuple[int, int, int]] = []
    for at, tag in enumerate(tags):
        if tag % 2:
            found.append((at, at + 1, tag // 2))
        elif tag:
            found[-1] = (found[-1][0], at + 1, found[-1][2])
    return found

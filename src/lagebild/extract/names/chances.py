"""What the encoder makes of the words of a name: how likely they are a person's, a body's, a place's, a thing's, none.

All heads of the encoder are asked, whatever the language: the one with twelve classes alone knows works and products,
and it has learnt what they look like in German only, but sees them in English too. A name is asked about wherever the
page has the same words, so that one odd sentence does not decide what it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from lagebild.encoder import Sight
from lagebild.types import Document, Span

_CLASS = 3  # letters of the class in a label: "LOC" in "LOCderiv"
_OF_CLASS = {"PER": "person", "ORG": "body", "LOC": "place", "OTH": "thing"}


@dataclass(frozen=True, slots=True)
class Chance:
    """Shares of a name's words, in sum 1: of a person's, a body's or place's name, of a work's or product's, of none.

    `derived` is the share of words made of a name: "Berliner", "NATO-Gipfel".
    """

    person: float = 0.0
    body: float = 0.0
    place: float = 0.0
    thing: float = 0.0
    derived: float = 0.0
    none: float = 0.0


_SHARES = tuple(field.name for field in fields(Chance))


class Chances:
    """The chances of the words of one document."""

    def __init__(self, document: Document, sight: Sight) -> None:
        self._tokens = document.tokens
        self._starts = [token.start for token in document.tokens]
        heads = ((sight.seen.labels, sight.seen.names), *sight.seen.others)
        self._shares = np.mean([_shares(labels, np.exp(names)) for labels, names in heads], axis=0)
        self._at: dict[str, list[int]] = defaultdict(list)
        for token in document.tokens:
            if token.text[0].isalnum():
                self._at[token.text].append(token.index)

    def here(self, span: Span) -> Chance:
        """The chance of words where they stand."""
        return self._mean([self._words(span)])

    def everywhere(self, span: Span) -> Chance:
        """The chance of words wherever the page has them, each place counting as much."""
        words = self._words(span)
        if not words:
            return Chance()
        texts = [self._tokens[at].text for at in words]
        length = words[-1] - words[0] + 1
        runs = [self._named(range(at, at + length)) for at in self._at[texts[0]]]
        return self._mean([run for run in runs if [self._tokens[at].text for at in run] == texts])

    def _words(self, span: Span) -> list[int]:
        first, end = bisect_left(self._starts, span.start + 1) - 1, bisect_left(self._starts, span.end)
        return self._named(range(max(first, 0), end))

    def _named(self, run: range) -> list[int]:
        return [at for at in run if at < len(self._tokens) and self._tokens[at].text[0].isalnum()]

    def _mean(self, places: Sequence[Sequence[int]]) -> Chance:
        means = [self._shares[list(words)].mean(0) for words in places if words]
        return Chance(*(float(share) for share in np.mean(means, axis=0))) if means else Chance()


def _shares(labels: Sequence[str], chances: np.ndarray) -> np.ndarray:
    """For each word the shares in the order of the fields of `Chance`."""
    found = np.zeros((len(chances), len(_SHARES)))
    found[:, _SHARES.index("none")] = chances[:, 0]
    for number, label in enumerate(labels):
        kind = "derived" if label[_CLASS:] else _OF_CLASS[label[:_CLASS]]
        found[:, _SHARES.index(kind)] += chances[:, 1 + 2 * number] + chances[:, 2 + 2 * number]
    return found

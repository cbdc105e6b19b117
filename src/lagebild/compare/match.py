"""Decides whether two claims say the same: a logistic model over named features, and vetoes that nothing outweighs.

The numbers stand in `claims.toml`, fitted by `python -m training.claims` on the train part of our own pairs
(docs/propositions.md).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lagebild.compare.likeness import FEATURES, likeness
from lagebild.compare.sketch import Sketch
from lagebild.errors import DataFileError
from lagebild.lang.load import resource

_NUMBERS = ("bias", "threshold", "kept", "gathered", "unmarked")


@dataclass(frozen=True, slots=True)
class Match:
    """Whether two claims are one proposition, and why.

    score: probability, 0 to 1. parts: the name of each feature and what it added (log odds), their sum is the log
    odds of the score, the bias among them. vetoes: ids of what makes them two, whatever the score would be; with one
    the score is 0 and there are no parts. is_gathered: whether the score is high enough to make them one in a ledger,
    where most of what looks alike is of other deeds, and what they share is what both tell.
    """

    score: float
    is_same: bool
    parts: tuple[tuple[str, float], ...] = ()
    vetoes: tuple[str, ...] = ()
    is_gathered: bool = False


@dataclass(frozen=True, slots=True)
class Model:
    """Log odds that each feature adds, the score from which two claims are one proposition, and the lower one (`kept`)
    that a claim has to reach with the first claim of a proposition that it joins through another.

    In a ledger two claims are one from `gathered` on, and where nothing marks what they share from `unmarked` on."""

    bias: float
    threshold: float
    kept: float
    gathered: float
    unmarked: float
    weights: Mapping[str, float]


def same(a: Sketch, b: Sketch) -> Match:
    """Whether two claims say the same; it does not matter which comes first.

    Raises DataFileError where `claims.toml` is missing or names what is no feature.
    """
    found, model = likeness(a, b), model_of_claims()
    if found.vetoes:
        return Match(0.0, False, (), found.vetoes)
    added = ((name, model.weights[name] * value) for name, value in found.features.items())
    parts = (*((name, part) for name, part in added if part), ("bias", model.bias))
    score = 1 / (1 + math.exp(-sum(part for _, part in parts)))
    needed = model.gathered if found.is_marked else model.unmarked
    return Match(score, score >= model.threshold, parts, is_gathered=found.is_told and score >= needed)


@cache
def model_of_claims() -> Model:
    """The numbers of `claims.toml`; raises DataFileError where a feature is missing or unknown."""
    content = resource("lagebild.compare", "claims.toml")
    weights = content.get("weights", {})
    if wrong := sorted(set(weights) ^ set(FEATURES)):
        raise DataFileError(f"compare/claims.toml: {wrong[0]!r} is missing or no feature; known: {', '.join(FEATURES)}")
    bias, threshold, kept, gathered, unmarked = (float(content[name]) for name in _NUMBERS)
    return Model(bias, threshold, kept, gathered, unmarked, weights)

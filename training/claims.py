"""Fits the model that tells whether two claims say the same: python -m training.claims

Logistic regression on the train part of our own pairs (bench/gold/claim_pairs.toml), with the sign of each weight
given beforehand: what is shared cannot speak against, what is apart not for, and who shares nothing is not the same.
What is apart has a weight before any pair is seen, so that what is rare in so few pairs counts all the same. The
threshold is the one with the best F1 on the development part among those with a precision of 90 or more there. Writes
compare/claims.toml, with a digest of what it was fitted on: the same sketches give the same file, byte for byte.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
from bench.pairs import Drawn, Pair, best_threshold, pairs, passages, quality, readings, sketched
from scipy.optimize import minimize

from lagebild.compare.likeness import FEATURES, Likeness, likeness
from lagebild.compare.sketch import SAME_WORD, Sketch

RIDGE = 0.2
COPIES, FORGOTTEN = 2, 0.1  # of each pair as if the lists knew fewer words, and how many of them are forgotten
BACKGROUND = 3.0  # weight of passages of different stories beside that of the pairs
NOTHING = -1.0  # log odds at most of two claims that share nothing and are in nothing apart
#: Log odds at most that one thing shared adds: in a ledger two claims of one day and town are mostly of two deeds.
HIGHEST, MOST = 1.5, {"exact": 4.0, "alike": 2.0}
DAYS = frozenset({"day", "days-between"})
#: Log odds that a feature is believed to add before any pair is seen.
BEFORE = {name: -2.0 for name in FEATURES if name.endswith("-apart")} | {
    "counted-apart": -3.0,
    "exact": 4.0,
    "alike": 2.0,
    "where-wider": -1.0,
}
#: What the pairs cannot teach, since they are short and of one story each: chosen by reading what is gathered of 3,500
#: items and 600 articles of news (docs/propositions.md). They stay out of the fit and count beside it.
GIVEN = {"main-apart": -2.5, "next-day": -1.0, "words-apart": -0.5}
#: Chosen there, too: a pair of the set is the same one time in three, two claims of a ledger that share a key hardly
#: ever.
GATHERED, UNMARKED = 0.82, 0.88
FOR = frozenset({"exact", "alike", "deeds", "things", "words", "words-across", "names", "who", "where", "value"}
                | {"value-rare", "counted", "day"})  # fmt: skip
KEPT = 0.5  # of the threshold: what a claim has to reach with the first of a proposition
TARGET = Path(__file__).parents[1] / "src" / "lagebild" / "compare" / "claims.toml"
Floats = npt.NDArray[np.float64]


Row = tuple[Mapping[str, float], bool, float]  # features, whether they are the same, how much the pair counts


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """The weight of each feature, and the bias."""
    fitted = [name for name in FEATURES if name not in GIVEN]
    x = np.array([[features.get(name, 0.0) for name in fitted] + [1.0] for features, _, _ in rows])
    sign = np.array([1.0 if is_same else -1.0 for _, is_same, _ in rows])
    counts = np.array([counted for _, _, counted in rows])
    before = np.array([BEFORE.get(name, 0.0) for name in fitted] + [0.0])
    held = np.array([1.0] * len(fitted) + [0.0])

    def loss(weights: Floats) -> tuple[float, Floats]:
        margin = sign * (x @ weights)
        away = held * (weights - before)
        value = (counts * np.logaddexp(0, -margin)).sum() + RIDGE * (away**2).sum()
        slope = -(x * (counts * sign / (1 + np.exp(margin)))[:, None]).sum(0) + 2 * RIDGE * away
        return float(value), slope

    bounds = [(0, MOST.get(name, HIGHEST)) if name in FOR else (None, 0) for name in fitted] + [(None, NOTHING)]
    found: Any = minimize(loss, np.zeros(len(bounds)), jac=True, bounds=bounds, method="L-BFGS-B")
    return dict(zip([*fitted, "bias"], map(float, found.x), strict=True)) | GIVEN


def _alike(pair: Pair, drawn: Drawn, chance: Random | None) -> list[Likeness]:
    """How alike the claims of a pair are; with a source of chance, as if some of their words were in no list."""
    one, other = (
        [forgetful(sketch, chance) if chance else sketch for sketch in drawn[key]]
        for key in (pair.one.key, pair.other.key)
    )
    return [likeness(a, b) for a in one for b in other]


def forgetful(sketch: Sketch, chance: Random) -> Sketch:
    """A sketch that lacks the concepts of some words, and has another one now and then.

    The lists were written with the words of the train and development parts at hand: what they know there they will
    not always know.
    """
    words: list[list[int]] = []
    mains = 0
    for place, concept in enumerate(sketch.concepts):
        if concept & SAME_WORD and words:
            words[-1].append(concept)
        else:
            words.append([concept])
            mains += place < sketch.mains
    known = [chance.random() >= FORGOTTEN for _ in words]
    kept = [concept for word, is_known in zip(words, known, strict=True) if is_known for concept in word]
    main = sum(len(word) for word, is_known in zip(words[:mains], known, strict=False) if is_known)
    wrong = [chance.randrange(SAME_WORD) for _ in range(chance.random() < FORGOTTEN)]
    return replace(sketch, concepts=tuple(kept + wrong), mains=main)


def strangers(found: Sequence[Pair], drawn: Drawn, total: float) -> list[Row]:
    """Passages of different stories, which never say the same; together they count as `total` pairs.

    Their days are left out: they differ by the stories that happen to be there.
    """
    chosen = passages(found)
    rows = []
    for one, other in combinations(chosen, 2):
        if one.key[0] != other.key[0] and drawn[one.key] and drawn[other.key]:
            seen = likeness(drawn[one.key][0], drawn[other.key][0])
            if not set(seen.vetoes) - {"day"}:
                rows.append({name: value for name, value in seen.features.items() if name not in DAYS})
    return [(features, False, total / len(rows)) for features in rows]


def main() -> int:
    """Fits, chooses the threshold, writes the file."""
    found = pairs()
    drawn = sketched(readings(passages(found), "full"))
    weights, threshold = fitted(found, drawn)
    TARGET.write_text(written(weights, threshold, fingerprint(found, drawn)), encoding="utf-8")
    return 0


def fitted(found: Sequence[Pair], drawn: Drawn) -> tuple[dict[str, float], float]:
    """The weights and the threshold that follow from the sketches of the pairs."""
    chance = Random(3)
    alike = [
        (p, many)
        for p in found
        for many in [_alike(p, drawn, None), *(_alike(p, drawn, chance) for _ in range(COPIES))]
    ]
    train = [(p, many) for p, many in alike if p.part == "train"]
    share = 1 / (1 + COPIES)
    rows = [(one.features, p.is_same, share) for p, many in train for one in many[:1] if not one.vetoes]
    weights = fit([*rows, *strangers([p for p in found if p.part == "train"], drawn, BACKGROUND * len(train) * share)])
    scored = [(max((score(one, weights) for one in many), default=0.0), p) for p, many in alike[:: 1 + COPIES]]
    threshold = best_threshold([(s, p.is_same) for s, p in scored if p.part == "dev"])
    for part in ("train", "dev"):
        print(part, quality((s >= threshold, p.is_same) for s, p in scored if p.part == part), file=sys.stderr)
    return weights, threshold


def fingerprint(found: Sequence[Pair], drawn: Drawn) -> str:
    """Twelve letters that stand for the sketches which the model is fitted and the threshold chosen on."""
    chosen = passages([pair for pair in found if pair.part != "kept back"])
    packed = b"".join(sketch.pack() for passage in chosen for sketch in drawn[passage.key])
    return sha256(packed).hexdigest()[:12]


def score(found: Likeness, weights: Mapping[str, float]) -> float:
    """The probability that two claims are the same."""
    if found.vetoes:
        return 0.0
    odds = weights["bias"] + sum(weights[name] * value for name, value in found.features.items())
    return float(1 / (1 + np.exp(-odds)))


def written(weights: Mapping[str, float], threshold: float, fitted_on: str) -> str:
    """The content of claims.toml."""
    lines = [
        "# When two claims are one proposition: log odds that each feature of compare/likeness.py adds.",
        f"# Written by training/claims.py, fitted on the sketches {fitted_on}.",
        f"bias = {weights['bias']:.2f}",
        f"threshold = {threshold:.2f}",
        "# What a claim has to reach with the first claim of a proposition that it joins through another.",
        f"kept = {threshold * KEPT:.2f}",
        "# From which score on two claims of a ledger are one: where a name, a town or a number marks what they share,",
        "# and where nothing does.",
        f"gathered = {GATHERED:.2f}",
        f"unmarked = {UNMARKED:.2f}",
        "",
        "[weights]",
        *(f"{name} = {weights[name] + 0.0:.2f}" for name in FEATURES),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())

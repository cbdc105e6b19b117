"""Fits the weights by which names of nobody known are believed (`resolve/trust.py`): python -m training.trust CORPORA

Logistic regression on the unknown names that are read in texts with gold names that the encoder was not trained on: the
news texts of GUM whole, of the others the parts that training leaves out (the sets of `bench/seen_names.py`). A name is
right where its words are those of a gold name of that class; in GUM and re3d, which mark whole noun phrases, where the
smallest phrase around it is of that class and goes on with no capital. Writes resolve/trust.toml.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from bench.names import KINDS, article_of
from bench.seen_names import SUITES, Sample
from scipy.optimize import minimize

from lagebild import encoder
from lagebild.extract import attribution, names
from lagebild.extract.names.chances import Chances
from lagebild.resolve import actors, proper
from lagebild.resolve.trust import FEATURES, Weigher, is_weighed
from lagebild.text import analyse
from lagebild.types import Mention

LEAST = 0.5  # chosen by eye on development texts: docs/values-by-eye.md
RIDGE = 1.0
TARGET = Path(__file__).parents[1] / "src" / "lagebild" / "resolve" / "trust.toml"
_PHRASES = frozenset({"ner_en_re3d"})  # which marks names with their articles and titles
_GUM = {"person": "PER", "organization": "ORG", "place": "LOC"}
Row = tuple[str, Mapping[str, float], bool]


def gum(folder: Path) -> Iterator[Sample]:
    """The news texts of GUM, their noun phrases under the classes of names or none."""
    for part in ("train", "dev"):
        for line in (folder / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            spans = ((e["begin"], e["end"], _GUM.get(e["type"], "")) for e in row["entities"])
            yield Sample(row["text"], "en", frozenset(spans), row["date"])


def rows(corpora: Path) -> Iterator[Row]:
    """For each unknown name that is read its set, its features, and whether it is right."""
    for sample in gum(corpora / "gum_en_wikinews"):
        for mention, features in unknown(sample):
            yield "gum_en_wikinews", features, is_in_phrase(sample, mention)
    for _, folder, read, _, with_rules in SUITES:
        right = is_in_phrase if folder in _PHRASES else is_same
        for sample in read(corpora / folder / "dev.jsonl") if with_rules else ():
            for mention, features in unknown(sample):
                yield folder, features, right(sample, mention)


def unknown(sample: Sample) -> Iterator[tuple[Mention, dict[str, float]]]:
    """The unknown names that are read in a text, with their features."""
    document = analyse(article_of(sample.text, sample.language, sample.published))
    (sight,) = encoder.look((document,))
    if sight is None:
        return
    found = names.read(document, sight)
    said = attribution.read(document, found, attribution.joiner(sight))
    chances = Chances(document, sight)
    mentions = actors.resolve(document, proper.proper(document, found, chances))
    weigher = Weigher(document, chances, mentions, said)
    for mention in mentions:
        if is_weighed(mention):
            yield mention, weigher.features(mention)


def is_same(sample: Sample, mention: Mention) -> bool:
    """Whether the words of a name are those of a gold name of its class."""
    return (mention.span.start, mention.span.end, KINDS[mention.actor.kind]) in sample.gold


def is_in_phrase(sample: Sample, mention: Mention) -> bool:
    """Whether the smallest phrase around a name is of its class and has no more of the name behind it."""
    span = mention.span
    around = [s for s in sample.gold if s[0] <= span.start and span.end <= s[1]]
    if not around:
        return False
    _, end, kind = min(around, key=lambda s: s[1] - s[0])
    rest = sample.text[span.end : end]
    return kind == KINDS[mention.actor.kind] and not (rest[:1] == " " and rest[1:2].isupper())


def fit(found: Sequence[Row]) -> tuple[dict[str, float], float]:
    """The weight of each feature, and the bias."""
    x = np.array([[features[name] for name in FEATURES] for _, features, _ in found])
    sign = np.array([1.0 if is_right else -1.0 for *_, is_right in found])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = sign * (x @ weights[:-1] + weights[-1])
        slope = -sign / (1 + np.exp(odds))
        gradient = np.r_[x.T @ slope + RIDGE * weights[:-1], slope.sum()]
        return float(np.logaddexp(0, -odds).sum() + RIDGE / 2 * (weights[:-1] ** 2).sum()), gradient

    best = minimize(loss, np.zeros(len(FEATURES) + 1), jac=True).x
    return dict(zip(FEATURES, map(float, best), strict=False)), float(best[-1])


def written(weights: Mapping[str, float], bias: float) -> str:
    """The content of trust.toml."""
    lines = [
        "# How likely a name of nobody known is what it is told as: log odds of each feature of resolve/trust.py.",
        "# Written by training/trust.py.",
        f"bias = {bias:.2f}",
        "# The probability from which on such a name is told.",
        f"least = {LEAST:.2f}",
        "",
        "[weights]",
        *(f"{name} = {weights[name] + 0.0:.2f}" for name in FEATURES),
    ]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Fits the weights and writes them."""
    found = list(rows(Path(arguments[0])))
    weights, bias = fit(found)
    TARGET.write_text(written(weights, bias), encoding="utf-8")
    for name in dict.fromkeys(name for name, *_ in found):
        of_set = [is_right for other, _, is_right in found if other == name]
        print(f"{name}: {len(of_set)} unknown names, {sum(of_set)} right", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

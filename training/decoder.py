"""Fits the decoder that joins rules and encoder (`extract/attribution/joined.py`), on texts that the encoder never saw.

First the logistic model: expected word F1 of a content from its features (soft targets, ridge penalty). Then, by
coordinate ascent over small grids, the thresholds of contents and roles, each for the measure of its convention:
"layered" for message and roles F1 of the German set's official scorer, "flat" for overlap F1 of contents and triples.
"""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from bench.quotation_scorer import Quote as ScoredQuote
from bench.quotation_scorer import score as official

from lagebild.encoder.session import Encoder
from lagebild.extract.attribution.joined import FEATURES, Candidate, candidates, f1, select
from lagebild.extract.attribution.joined import score as expected
from lagebild.extract.attribution.reports import ROLES, Joined, Report
from lagebild.types import Document
from training.data import reports_of
from training.examples import Example, Quote

RIDGE = 1.0
STEPS = 3000
Numbers = dict[str, Any]

START: Numbers = {
    "threshold": 0.45,
    "nested": 0.6,
    "shared": 0.1,
    "alike": 0.7,
    "form_of_rule": 0.4,
    "roles": {role: {"least": 0.5, "deny": 0.05, "refine": 0.9, "overrule": 0.9} for role in ROLES},
}
#: From which share of the best word's probability on others join it; by eye, since the measures reward scattered words.
BESIDE = {"layered": 0.5, "flat": 0.3}
GRIDS: dict[str, tuple[float, ...]] = {
    "threshold": (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6),
    "nested": (0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 2.0),
    "shared": (0.0, 0.1, 0.2, 0.35),
    "alike": (0.5, 0.6, 0.7, 0.8, 0.9),
    "form_of_rule": (0.0, 0.2, 0.4, 0.6, 0.8, 1.0),
}
ROLE_GRIDS: dict[str, tuple[float, ...]] = {
    "least": (0.2, 0.3, 0.4, 0.5, 0.6),
    "deny": (0.0, 0.02, 0.05, 0.1, 0.2),
    "refine": (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 2.0),
    "overrule": (0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 2.0),
}


@dataclass
class Text:
    """A text left out: its gold example, what the rules read, and the candidates with their answers."""

    example: Example
    reports: list[Report]
    found: list[Candidate]


def priors(pairs: Iterable[tuple[Example, Sequence[Report]]]) -> dict[str, float]:
    """For each rule the logit of its contents' mean word F1, drawn to the mean of all; "*" is that mean."""
    sums: dict[str, list[float]] = {}
    for example, reports in pairs:
        gold = [set(quote.content) for quote in example.quotes]
        for report in reports:
            best = max((f1(set(report.content), other) for other in gold), default=0.0)
            sums.setdefault(report.rule or "", []).append(best)
    every = [value for values in sums.values() for value in values]
    mean = sum(every) / max(1, len(every))
    found = {rule: (sum(values) + 5 * mean) / (len(values) + 5) for rule, values in sums.items()} | {"*": mean}
    return {rule: round(math.log(p / (1 - p)), 3) for rule, p in found.items() if 0 < p < 1}


def prepare(
    encoder: Encoder, pairs: Sequence[tuple[Example, Document]], rule_priors: Mapping[str, float]
) -> list[Text]:
    """The candidates of each text."""
    texts = []
    for begin in range(0, len(pairs), 8):
        group = pairs[begin : begin + 8]
        for (example, document), seen in zip(group, encoder.see([d for _, d in group]), strict=True):
            reports = reports_of(document)
            texts.append(Text(example, reports, candidates(encoder, seen, reports, rule_priors)))
    return texts


def targets(texts: Sequence[Text]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Features (n, features) and the best word F1 of each candidate with a gold content."""
    rows, values = [], []
    for text in texts:
        gold = [set(quote.content) for quote in text.example.quotes]
        for candidate in text.found:
            rows.append(candidate.features)
            values.append(max((f1(set(candidate.content), other) for other in gold), default=0.0))
    return np.array(rows), np.array(values)


def logistic(features: np.ndarray[Any, Any], wanted: np.ndarray[Any, Any]) -> dict[str, float]:
    """Weights of the logistic model, with "bias"; gradient descent with momentum on standardised features."""
    mean, spread = features.mean(0), features.std(0) + 1e-6
    x = np.hstack([(features - mean) / spread, np.ones((len(features), 1))])
    weights, speed = np.zeros(x.shape[1]), np.zeros(x.shape[1])
    penalty = np.array([RIDGE] * features.shape[1] + [0.0]) / len(x)
    for _ in range(STEPS):
        guessed = 1 / (1 + np.exp(-x @ weights))
        speed = 0.9 * speed - 0.5 * (x.T @ (guessed - wanted) / len(x) + penalty * weights)
        weights = weights + speed
    plain = weights[:-1] / spread
    bias = weights[-1] - float(plain @ mean)
    found = {name: round(float(value), 4) for name, value in zip(FEATURES, plain, strict=True)}
    return found | {"bias": round(float(bias), 4)}


def calibration_error(texts: Sequence[Text], weights: Mapping[str, float], bins: int = 10) -> float:
    """Expected calibration error, in percent: expected against actual word F1, over bins of equal width."""
    features, wanted = targets(texts)
    guessed = np.array([expected(row, weights) for row in features])
    number = np.minimum((guessed * bins).astype(int), bins - 1)
    gaps = [
        (number == i).mean() * abs(guessed[number == i].mean() - wanted[number == i].mean())
        for i in range(bins)
        if (number == i).any()
    ]
    return 100 * float(sum(gaps))


# --- measures -------------------------------------------------------------------------------------------------

_TYPE_OF = {"direct": "Direct", "indirect": "Indirect", "reported": "Reported", "free_indirect": "IndirectFreeIndirect"}


def _scored(joined: Joined, known: frozenset[str]) -> ScoredQuote:
    roles = {role: frozenset(joined.report.roles.get(role, ())) for role in known}
    kind = _TYPE_OF[joined.report.form]
    if kind == "IndirectFreeIndirect" and joined.forms.get("FreeIndirect", 0) > joined.forms.get(kind, 0):
        kind = "FreeIndirect"
    medium = max(joined.media, key=lambda m: joined.media[m]) if joined.media else "Speech"
    return ScoredQuote(frozenset(joined.report.content), **roles, type=kind, medium=medium)


def _gold(quote: Quote, known: frozenset[str]) -> ScoredQuote:
    roles = {role: frozenset(quote.roles.get(role, ())) for role in known}
    return ScoredQuote(frozenset(quote.content), **roles, type=quote.form, medium=quote.medium)


def layered(encoder: Encoder, texts: Sequence[Text], numbers: Numbers) -> dict[str, float]:
    """The official figures of the German set, on our own words, in percent; roles as far as the texts know them."""
    quotes = [quote for text in texts for quote in text.example.quotes]
    known = frozenset(role for role in ROLES if role != "origin" and all(role in quote.known for quote in quotes))
    pairs = (
        (
            [_scored(joined, known) for joined in select(encoder, text.found, numbers)],
            [_gold(quote, known) for quote in text.example.quotes],
        )
        for text in texts
    )
    return {name: 100 * value.f1 for name, value in official(pairs).items()}


def flat(encoder: Encoder, texts: Sequence[Text], numbers: Numbers) -> dict[str, float]:
    """Overlap F1 of contents, sources and cues, and of whole triples, in percent."""
    counts = {name: [0, 0, 0] for name in ("content", "speaker", "cue", "triple")}
    for text in texts:
        found = [_triple(j.report.content, j.report.roles) for j in select(encoder, text.found, numbers)]
        gold = [_triple(q.content, q.roles) for q in text.example.quotes]
        for place, name in enumerate(("content", "speaker", "cue")):
            one = [t[place] for t in gold if t[place]]
            two = [t[place] for t in found if t[place]]
            _count(counts[name], one, two, lambda a, b: bool(a & b))
        _count(counts["triple"], gold, found, _agree)
    return {name: 200 * hits / max(1, right + guessed) for name, (hits, right, guessed) in counts.items()}


def _triple(content: Sequence[int], roles: Mapping[str, Sequence[int]]) -> tuple[frozenset[int], ...]:
    return tuple(frozenset(words) for words in (content, roles.get("speaker", ()), roles.get("cue", ())))


def _agree(one: tuple[frozenset[int], ...], other: tuple[frozenset[int], ...]) -> bool:
    return all((not a and not b) or bool(a & b) for a, b in zip(one, other, strict=True))


def _count(counts: list[int], gold: Sequence[Any], found: Sequence[Any], same: Callable[[Any, Any], bool]) -> None:
    free = list(found)
    counts[1] += len(gold)
    counts[2] += len(found)
    for item in gold:
        match = next((other for other in free if same(item, other)), None)
        if match is not None:
            free.remove(match)
            counts[0] += 1


MEASURES: dict[str, Callable[[Encoder, Sequence[Text], Numbers], dict[str, float]]] = {"layered": layered, "flat": flat}
#: What the thresholds are chosen for, with weights.
AIMS: dict[str, dict[str, float]] = {
    "layered": {"message": 1.0, "roles": 1.0, "joint": 1.0, "type": 0.3},
    "flat": {"content": 1.0, "triple": 1.0, "speaker": 0.3, "cue": 0.3},
}


def tune(encoder: Encoder, texts: Sequence[Text], numbers: Numbers, convention: str, rounds: int = 2) -> Numbers:
    """The numbers with each threshold at its best in turn; a change must gain, so that ties stay as they were."""
    numbers = copy.deepcopy(numbers)

    def value(tried: Numbers) -> float:
        found = MEASURES[convention](encoder, texts, tried)
        return sum(weight * found[name] for name, weight in AIMS[convention].items())

    best = value(numbers)
    places: list[tuple[tuple[str, ...], tuple[float, ...]]] = [((name,), grid) for name, grid in GRIDS.items()]
    roles = ROLES[:4] if convention == "layered" else ROLES[:2]
    places += [(("roles", role, name), grid) for role in roles for name, grid in ROLE_GRIDS.items()]
    for _ in range(rounds):
        for path, grid in places:
            for tried in grid:
                changed = copy.deepcopy(numbers)
                target: Any = changed
                for key in path[:-1]:
                    target = target[key]
                target[path[-1]] = tried
                reached = value(changed)
                if reached > best + 0.01:
                    best, numbers = reached, changed
    return numbers


def fitted(
    encoder: Encoder,
    texts: Sequence[Text],
    rule_priors: Mapping[str, float],
    convention: str,
    chosen: Mapping[str, float] | None = None,
) -> Numbers:
    """The numbers of one convention; `chosen` thresholds stand in place of fitted ones (see `recipe.toml`)."""
    numbers = {**copy.deepcopy(START), "beside": BESIDE[convention], "rules": dict(rule_priors)}
    numbers["weights"] = logistic(*targets(texts))
    if not chosen:
        return tune(encoder, texts, numbers, convention)
    numbers["weights"]["rule"] = round(numbers["weights"]["rule"] + chosen["rule"], 4)
    numbers |= {name: value for name, value in chosen.items() if name != "rule"}
    for thresholds in numbers["roles"].values():
        thresholds |= {"deny": 0.0, "refine": 2.0, "overrule": 2.0}
    return numbers


def dumped(numbers: Mapping[str, Numbers]) -> str:
    """The content of `decoder.json`."""
    return json.dumps(numbers, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

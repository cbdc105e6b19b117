"""The official measure of the German Wikinews quotation set, re-implemented from its definition.

Predicted and gold quotes of a document are matched one to one so that the sum of the token F1 of their contents is
largest; an equal type adds 0.01 and an equal medium 0.001 where contents overlap at all. Every pair, every unmatched
prediction and every unmatched gold quote is one group. Within a group each part (quote, addressee, cue, frame, speaker)
has a token precision where something was predicted and a token recall where there is gold. Precision and recall of
"message" are the means over all groups of those of the part "quote", of "roles" those of the four other parts, of
"joint" those of all five. Type and medium are counted once a group (micro). Source: the evaluation published with
Petersen-Frey and Biemann, "Dataset of Quotation Attribution in German News Articles", 2024.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

PARTS = ("quote", "addressee", "cue", "frame", "speaker")
_TYPE_BONUS = 0.01
_MEDIUM_BONUS = 0.001
_EMPTY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Quote:
    """One quote as sets of document-wide token numbers."""

    quote: frozenset[int]
    addressee: frozenset[int] = _EMPTY
    cue: frozenset[int] = _EMPTY
    frame: frozenset[int] = _EMPTY
    speaker: frozenset[int] = _EMPTY
    type: str | None = None
    medium: str | None = None

    def part(self, name: str) -> frozenset[int]:
        """The tokens of one of the five parts."""
        tokens: frozenset[int] = getattr(self, name)
        return tokens


@dataclass(frozen=True, slots=True)
class PRF:
    """Precision and recall, from 0 to 1, and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean; 0 where both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class _Tally:
    precisions: dict[str, list[float]] = field(default_factory=lambda: {part: [] for part in PARTS})
    recalls: dict[str, list[float]] = field(default_factory=lambda: {part: [] for part in PARTS})
    labels: dict[str, list[int]] = field(default_factory=lambda: {"type": [0, 0, 0], "medium": [0, 0, 0]})

    def add(self, predicted: Quote | None, gold: Quote | None) -> None:
        for part in PARTS:
            found = predicted.part(part) if predicted else _EMPTY
            wanted = gold.part(part) if gold else _EMPTY
            both = len(found & wanted)
            if found:
                self.precisions[part].append(both / len(found))
            if wanted:
                self.recalls[part].append(both / len(wanted))
        for name, counts in self.labels.items():
            label_found = getattr(predicted, name) if predicted else None
            label_wanted = getattr(gold, name) if gold else None
            if label_found is not None and label_found == label_wanted:
                counts[0] += 1
            else:
                counts[1] += label_found is not None
                counts[2] += label_wanted is not None

    def mean(self, parts: Iterable[str]) -> PRF:
        names = tuple(parts)
        return PRF(
            _mean([value for part in names for value in self.precisions[part]]),
            _mean([value for part in names for value in self.recalls[part]]),
        )

    def micro(self, name: str) -> PRF:
        tp, fp, fn = self.labels[name]
        return PRF(tp / (tp + fp) if tp + fp else 0.0, tp / (tp + fn) if tp + fn else 0.0)


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Token F1 of two contents."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def match(predicted: Sequence[Quote], gold: Sequence[Quote]) -> tuple[tuple[int, int], ...]:
    """The best one-to-one pairs (number of the prediction, number of the gold quote)."""
    from scipy.optimize import linear_sum_assignment

    if not predicted or not gold:
        return ()
    table = [[_likeness(p, g) for p in predicted] for g in gold]
    rows, columns = linear_sum_assignment(table, maximize=True)
    return tuple((int(column), int(row)) for row, column in zip(rows, columns, strict=True))


def score(documents: Iterable[tuple[Sequence[Quote], Sequence[Quote]]]) -> dict[str, PRF]:
    """Scores (predicted, gold) of each document: message, roles, joint, type, medium, and each role by its name."""
    tally = _Tally()
    for predicted, gold in documents:
        pairs = match(predicted, gold)
        for p, g in pairs:
            tally.add(predicted[p], gold[g])
        for lone in set(range(len(predicted))) - {p for p, _ in pairs}:
            tally.add(predicted[lone], None)
        for missed in set(range(len(gold))) - {g for _, g in pairs}:
            tally.add(None, gold[missed])
    result = {"message": tally.mean(PARTS[:1]), "roles": tally.mean(PARTS[1:]), "joint": tally.mean(PARTS)}
    result |= {"type": tally.micro("type"), "medium": tally.micro("medium")}
    return result | {part: tally.mean([part]) for part in PARTS[1:]}


def _likeness(predicted: Quote, gold: Quote) -> float:
    shared = overlap(predicted.quote, gold.quote)
    if not shared:
        return 0.0
    same_type = _TYPE_BONUS if predicted.type == gold.type else 0.0
    return shared + same_type + (_MEDIUM_BONUS if predicted.medium == gold.medium else 0.0)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0

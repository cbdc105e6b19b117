"""What a learner gives on the relation set of Zero-Shot-PLOVER, by ten folds over its train part, no sentence in two.

The rules were mended with six tenths of these sentences: where they take part, the other four tenths tell more, and
are reported apart. The figures are of a trial: nothing that was learnt from the set ships (`bench/relations.py`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from bench import relations
from bench.events import macro_f1, root
from bench.score import Score, digest

#: ZSP with RoBERTa-large-MNLI, level 2 and 1, on the official test part.
PEERS = {"ZSP level 2": 82.1, "ZSP level 1": 78.1}
_SUITE = "events learnt, event_plover_relations"


def run(corpora: Path) -> list[Score]:
    """Macro F1 of words alone, with sentence vectors, and of both with the rules."""
    path = corpora / "event_plover_relations" / "train.jsonl"
    if not path.exists():
        return []
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    gold = [record["plover_root"] for record in records]
    folds = [relations.fold(record["text"]) for record in records]
    left = [
        i
        for i, record in enumerate(records)
        if not (relations.tuned(record["text"]) or relations.opened(record["text"]))
    ]
    rows = [relations.sequence(record) for record in records]
    told = [root(record) for record in records]
    words = relations.kernel([relations.features(row) for row in rows])
    meaning = relations.vectors(rows, [relations.stretch(record) for record in records])
    alike = {"words": words} | (
        {"words and vectors": words + relations.VECTORS * meaning} if meaning is not None else {}
    )
    scores: list[Score] = []

    def add(name: str, found: Sequence[str], note: str) -> None:
        for metric, at in ((name, range(len(gold))), (f"{name}, left out of mending", left)):
            value = macro_f1([(gold[i], found[i]) for i in at])
            scores.append(Score(_SUITE, f"macro F1, {metric}", value, len(list(at)), PEERS, digest(path), note))

    for name, matrix in alike.items():
        labels, found = relations.cross_validated(matrix, gold, folds)
        add(name, relations.best(labels, found), "ten folds; peers on the test part")
        add(
            f"{name} and rules",
            relations.best(labels, found, told),
            "ten folds; rules mended with 80 % of the sentences",
        )
    return scores

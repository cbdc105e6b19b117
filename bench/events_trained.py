"""The types of the relation set as they are read with what was learnt, by ten folds over its train part.

Each row is read by the rules and by weights that saw our own sentences and the other folds only; no sentence stands in
two folds. The rules were mended with six tenths of these sentences and later with half of the rest: the rows that are
left are reported apart. `free` weights learn from our own sentences alone, so that they saw none of these rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import relations
from bench.events import macro_f1, root
from bench.score import Score, digest
from training import events as learning

#: ZSP with RoBERTa-large-MNLI, level 2 and 1, on the official test part.
PEERS = {"ZSP level 2": 82.1, "ZSP level 1": 78.1}
_SUITE = "events as read with what was learnt, event_plover_relations"


def run(corpora: Path) -> list[Score]:
    """Macro F1 and the share of right types, of all rows and of those that the rules were not mended with."""
    path = corpora / learning.RELATIONS / "train.jsonl"
    if not path.exists():
        return []
    pairs = list(learning.relations(path))
    rows, own = [row for row, _ in pairs], list(learning.own())
    folds = [relations.fold(row.text) for row in rows]
    of_fold = [
        learning.fit([*own, *(r for r, at in zip(rows, folds, strict=True) if at != n)]) for n in range(relations.FOLDS)
    ]
    free = learning.fit(own)
    read = {
        "full": [root(record, of_fold[at]) for (_, record), at in zip(pairs, folds, strict=True)],
        "free": [root(record, free) for _, record in pairs],
    }
    return [score for name, found in read.items() for score in _scores(name, rows, found, digest(path))]


def _scores(name: str, rows: Sequence[learning.Row], found: Sequence[str | None], corpus: str) -> Iterator[Score]:
    note = "ten folds; peers on the test part" if name == "full" else "learnt from our own sentences alone"
    parts = {
        "": range(len(rows)),
        ", rules not mended with": [i for i, row in enumerate(rows) if not relations.tuned(row.text)],
        ", never looked at": [
            i for i, row in enumerate(rows) if not (relations.tuned(row.text) or relations.opened(row.text))
        ],
    }
    for part, at in parts.items():
        told = [(rows[i].type, found[i]) for i in at]
        right = 100 * sum(gold == kind for gold, kind in told) / len(told)
        yield Score(_SUITE, f"{name}: macro F1{part}", macro_f1(told), len(told), PEERS, corpus, note)
        yield Score(_SUITE, f"{name}: right{part}", right, len(told), {}, corpus, note)

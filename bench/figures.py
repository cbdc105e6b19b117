"""Figures against NewsQuant (CQE, Almasian et al. 2023) and the specifications of Microsoft Recognizers-Text.

NewsQuant annotates every quantity of a sentence, also durations, ages and "one of the ...", which Lagebild reads as
times and grammar. So the reader of quantities is measured before those are dropped; `docs/figures.md` says which.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import simplemma

from bench import peers
from bench.score import Score, digest
from lagebild.extract.figures.numerals import read_numeral
from lagebild.extract.figures.pieces import Piece, cut
from lagebild.extract.figures.quantities import quantities
from lagebild.extract.figures.quantity import Quantity
from lagebild.types import Language

#: F1 as published with CQE (data/evaluation_output/NewsQuant.csv) on all 590 sentences; the dev part here holds half.
PUBLISHED = {"value": 92.0, "value+change": 88.1, "value+unit": 85.6}

_NAMES: Mapping[str, Mapping[str, str]] = tomllib.loads(
    (Path(__file__).parent / "figures.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A quantity in the terms of NewsQuant: a value or a pair, a sign of change, a normalised unit in lower case."""

    value: float | tuple[float, float]
    change: str
    unit: str


# --- the metric of evaluate_models.py, from its definition ----------------------------------------------------


def close(a: float | tuple[float, float], b: float | tuple[float, float]) -> bool:
    """Equal as in numpy.isclose (relative 1e-5, absolute 1e-8 of the second); a pair never equals a single value."""
    if isinstance(a, tuple) and isinstance(b, tuple):
        return all(close(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, tuple) or isinstance(b, tuple):
        return False
    return math.isfinite(b) and abs(a - b) <= 1e-8 + 1e-5 * abs(b)


@dataclass
class Counts:
    """What the official script counts over all sentences."""

    gold: int = 0
    found: int = 0
    value: int = 0
    unit: int = 0
    change: int = 0

    def add(self, gold: Sequence[Tag], found: Sequence[Tag]) -> None:
        """One sentence: every pair with equal values counts for the value, at most once a gold quantity on the whole.

        Pairs count for the change without that limit, as in the official script; a pair that also agrees in the unit
        counts for the unit and uses the found quantity up.
        """
        self.gold += len(gold)
        self.found += len(found)
        left, rest = len(gold), sorted(found, key=lambda tag: tag.unit)
        for wanted in sorted(gold, key=lambda tag: tag.unit):
            for tag in rest:
                if not close(wanted.value, tag.value):
                    continue
                if left > 0:
                    self.value, left = self.value + 1, left - 1
                self.change += wanted.change == tag.change
                if wanted.unit == tag.unit:
                    self.unit += 1
                    rest = [other for other in rest if other is not tag]
                    break

    def f1(self, correct: int) -> float:
        """F1 in percent, rounded to one decimal."""
        if not correct:
            return 0.0
        precision, recall = correct / self.found, correct / self.gold
        return round(200 * precision * recall / (precision + recall), 1)


def gold_tag(quantity: Mapping[str, str]) -> Tag:
    """A quantity of the gold set; "62.0-68.0" is a pair."""
    text = quantity["value"]
    value: float | tuple[float, float]
    if "-" in text and not text.startswith("-") and "E" not in text:
        low, high = text.split("-")[:2]
        value = (float(low), float(high))
    else:
        value = float(text)
    return Tag(value, quantity["change"], quantity["normalized_unit"].lower())


# --- our quantities in the terms of NewsQuant -----------------------------------------------------------------


def tags(text: str) -> list[Tag]:
    """The quantities of an English sentence as tags.

    What NewsQuant counts otherwise is translated: words without a power ("several") are not annotated there, a movement
    ("from 4 to 5 percent") is one pair, and "six or seven" are two quantities.
    """
    pieces = cut(text, 0, len(text))
    found: list[Tag] = []
    moving: Quantity | None = None
    for quantity in quantities(pieces, "en"):
        if "several" in quantity.rules:
            continue
        tag = _tag(pieces, quantity)
        if moving is not None and pieces[quantity.begin - 1].lower == "to" and not _is_pair(tag, found[-1]):
            value = (found[-1].value, tag.value)
            found[-1] = Tag(value, found[-1].change, tag.unit if quantity.unit else found[-1].unit)  # type: ignore[arg-type]
        elif "or" in quantity.rules and isinstance(tag.value, tuple):
            found += [Tag(tag.value[0], tag.change, tag.unit), Tag(tag.value[1], "=", tag.unit)]
        else:
            found.append(tag)
        moving = quantity if quantity.begin and pieces[quantity.begin - 1].lower == "from" else None
    return found


def _is_pair(*found: Tag) -> bool:
    return any(isinstance(tag.value, tuple) for tag in found)


def _tag(pieces: Sequence[Piece], quantity: Quantity) -> Tag:
    value: float | tuple[float, float]
    if quantity.low is None or quantity.high is None:
        single = quantity.low if quantity.high is None else quantity.high
        assert single is not None
        value = single
    elif quantity.low == quantity.high:
        value = quantity.low
    else:
        value = (quantity.low, quantity.high)
    return Tag(value, _change(quantity), _unit(pieces, quantity))


def _change(quantity: Quantity) -> str:
    if quantity.change:
        return quantity.change
    if quantity.high is None:
        return ">"
    if quantity.low is None:
        return "<"
    return "~" if quantity.approximate else "="


def _unit(pieces: Sequence[Piece], quantity: Quantity) -> str:
    names = _NAMES["cqe"]
    if quantity.kind == "times":
        unit = "count"
    elif quantity.unit is not None and quantity.unit.id == "share":
        unit = f"% {_noun(pieces, quantity)}" if quantity.noun else "-"
    elif quantity.unit is not None:
        unit = names.get(quantity.unit.id, quantity.unit.id.replace("-", " "))
    else:
        unit = _noun(pieces, quantity)
    return (f"{unit} per {names.get(quantity.per, quantity.per)}" if quantity.per else unit).lower()


def _noun(pieces: Sequence[Piece], quantity: Quantity) -> str:
    noun = quantity.noun
    if noun is None:
        return "-"
    words = [
        piece.text
        for before, piece in pairwise(pieces[max(noun.first - 1, 0) : noun.last])
        if piece.is_word and piece.lower not in ("and", "or", "the") and not (piece.glued and before.is_number)
    ]
    if not words:
        return "-"
    return " ".join([*(_plain(word) for word in words[:-1]), _singular(words[-1])])


def _plain(word: str) -> str:
    """Without a possessive ending, and a superlative as its adjective: "best tank crews"."""
    if word.endswith("est"):
        return simplemma.lemmatize(word, lang="en")
    return word.replace("’", "'").removesuffix("'s")


def _singular(word: str) -> str:
    if word.lower() == "people":
        return word
    lemma = simplemma.lemmatize(word, lang="en")
    return lemma[:-1] if lemma == word and lemma.endswith("s") and not lemma.endswith("ss") else lemma


def newsquant(corpora: Path) -> list[Score]:
    """Value, value+change and value+unit of the NewsQuant rows, with quantulum3 beside it where it is installed."""
    path = corpora / "quant_en_newsquant" / "dev.jsonl"
    if not path.exists():
        return []
    rows = [row for row in rows_of(path) if row["set"] == "NewsQuant"]
    ours = Counts()
    for row in rows:
        ours.add([gold_tag(q) for q in row["quantities"]], tags(row["text"]))
    beside = {"quantulum3": _quantulum(rows), "Recognizers-Text": _recognizers_text(rows)}
    parts = {"value": ours.value, "value+change": ours.change, "value+unit": ours.unit}
    return [
        Score(
            "figures, English news (NewsQuant)",
            f"{name} F1",
            ours.f1(correct),
            len(rows),
            {
                **{peer: measured[name] for peer, measured in beside.items() if measured},
                "CQE (published, all sentences)": PUBLISHED[name],
            },
            digest(path),
        )
        for name, correct in parts.items()
    ]


def _quantulum(rows: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """quantulum3 on the same sentences; ranges come as their middle, which the official script grants it."""
    try:
        from quantulum3 import parser
    except ImportError:
        return {}
    counts = Counts()
    for row in rows:
        gold = [_averaged(gold_tag(q)) for q in row["quantities"]]
        found = [Tag(float(q.value), "=", _quantulum_unit(q.unit.name)) for q in parser.parse(row["text"])]
        counts.add(gold, found)
    return _measured(counts)


def _recognizers_text(rows: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Recognizers-Text on the same sentences; it tells no bounds or changes, and ranges as the number in them."""
    counts = Counts()
    for row in rows:
        answer = peers.recognised(row["text"])
        if answer is None:
            return {}
        gold = [_averaged(gold_tag(q)) for q in row["quantities"]]
        counts.add(gold, [Tag(value, "=", unit) for value, unit in answer])
    return _measured(counts)


def _measured(counts: Counts) -> dict[str, float]:
    parts = {"value": counts.value, "value+change": counts.change, "value+unit": counts.unit}
    return {name: counts.f1(correct) for name, correct in parts.items()}


def _quantulum_unit(name: str) -> str:
    return "-" if name == "dimensionless" else name.lower()


def _averaged(tag: Tag) -> Tag:
    return Tag(sum(tag.value) / 2, tag.change, tag.unit) if isinstance(tag.value, tuple) else tag


# --- Recognizers-Text: exact span and value -------------------------------------------------------------------

Found = tuple[int, int, float]


def _numbers(text: str, language: Language) -> list[Found]:
    pieces = cut(text, 0, len(text))
    found: list[Found] = []
    at = 0
    while at < len(pieces):
        numeral = read_numeral(pieces, at, language)
        if numeral is None or numeral.form in ("article", "plural") or numeral.last <= at:
            at += 1
            continue
        found.append((pieces[at].start, pieces[numeral.last - 1].end, numeral.value))
        at = numeral.last
    return found


def _of_kind(kind: str) -> Callable[[str, Language], list[Found]]:
    def read(text: str, language: Language) -> list[Found]:
        pieces = cut(text, 0, len(text))
        return [
            (pieces[q.first].start, pieces[q.last - 1].end, _middle(q))
            for q in quantities(pieces, language)
            if (q.unit.id if kind == "percent" and q.unit else q.kind) == kind
        ]

    return read


def _middle(quantity: Quantity) -> float:
    return quantity.low if quantity.low is not None else quantity.high or 0.0


MODELS: Mapping[str, Callable[[str, Language], list[Found]]] = {
    "NumberModel": _numbers,
    "PercentModel": _of_kind("percent"),
    "CurrencyModel": _of_kind("money"),
}


def recognizers(corpora: Path, language: Language) -> list[Score]:
    """F1 of span and value together, for each model; gold without a value (a bare "Dollar") is left out."""
    path = corpora / f"quant_{language}_msrec" / "dev.jsonl"
    if not path.exists():
        return []
    scores: list[Score] = []
    rows = rows_of(path)
    for model, read in MODELS.items():
        chosen = [row for row in rows if row["model"] == model]
        gold = found = right = 0
        for row in chosen:
            wanted = {w for r in row["results"] if (w := _gold_span(r, language)) is not None}
            got = {(a, b, round(v, 6)) for a, b, v in read(row["text"], language)}
            gold, found = gold + len(wanted), found + len(got)
            right += len(wanted & got)
        f1 = round(200 * right / (gold + found), 1) if gold + found else 0.0
        suite = f"figures, specifications ({language})"
        scores.append(Score(suite, f"{model} span+value F1", f1, len(chosen), {}, digest(path)))
    return scores


def _gold_span(result: Mapping[str, Any], language: Language) -> tuple[int, int, float] | None:
    value = result["resolution"].get("value")
    if value is None or value == "null":
        return None
    plain = value.rstrip("%")
    plain = plain.replace(",", ".") if language == "de" else plain
    try:
        return result["begin"], result["end"], round(float(plain), 6)
    except ValueError:
        return None


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a set."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def run(corpora: Path) -> list[Score]:
    """All scores for figures; empty where the gold sets are absent."""
    return [*newsquant(corpora), *recognizers(corpora, "de"), *recognizers(corpora, "en")]

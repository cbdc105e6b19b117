"""Figures in German conflict news, against the project's own annotated sentences (`bench/gold/figures_de.toml`).

There is no public set of German news with annotated figures. The sentences are written for this project, so they tell
which readings hold, not how often they occur on pages. A third of them, chosen by a hash, is kept back: nobody looks at
it while rules are mended, and it is reported apart. "Since when" is reported twice: as one column among the others
(`value+since`), and alone, over the figures that have it (`since when`), since most have none.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bench.score import Score, digest
from lagebild.extract import figures, times
from lagebild.resolve import dates
from lagebild.text import analyse
from lagebild.types import Article, Block, Figure

GOLD = Path(__file__).parent / "gold" / "figures_de.toml"

_VALUE = re.compile(r"(?P<about>~?)(?P<low>-?[0-9.]*?)(?:(?P<open>\.\.)(?P<high>[0-9.]*))?(?P<vague>\??)")
_CELLS = re.compile(
    r"(?P<value>\S+)(?: \[(?P<unit>[^]]+)\])?(?: (?P<of>[^@#+<]+?))?(?: @(?P<whose>[^#+<]+?))?"
    r"(?: #(?P<stage>[a-z-]+))?(?: \+(?P<change>up|down))?(?: <(?P<since>.+))?"
)


@dataclass(frozen=True, slots=True)
class Cells:
    """A figure as the gold set tells it; numbers are rounded to four digits, so that a third equals 0.3333."""

    low: float | None
    high: float | None
    approximate: bool
    vague: bool
    change: str | None
    unit: str | None
    of: str | None
    whose: str | None
    stage: str | None
    since: str | None

    @property
    def value(self) -> tuple[float | None, float | None]:
        """The ends without the side that is open: what pairs a figure with another."""
        return (self.high if self.low is None else self.low, self.low if self.high is None else self.high)

    @property
    def bounds(self) -> tuple[object, ...]:
        """What is said about the value."""
        return self.low, self.high, self.approximate, self.vague, self.change


def cells(notation: str) -> Cells:
    """A figure in the notation of the gold file; raises ValueError where it is not one."""
    found = _CELLS.fullmatch(notation)
    value = _VALUE.fullmatch(found["value"]) if found else None
    if found is None or value is None:
        raise ValueError(f"{GOLD.name}: {notation!r} is no figure")
    low = float(value["low"]) if value["low"] else None
    high = low if not value["open"] else float(value["high"]) if value["high"] else None
    return Cells(
        low, high, bool(value["about"]), bool(value["vague"]), found["change"], found["unit"], found["of"],
        found["whose"], found["stage"], found["since"],
    )  # fmt: skip


def cells_of(figure: Figure) -> Cells:
    """A figure that was read, in the terms of the gold set."""
    return Cells(
        _rounded(figure.min), _rounded(figure.max), figure.approximate, figure.vague, figure.change, figure.unit,
        figure.of, figure.whose, figure.stage, figure.since.span.text if figure.since else None,
    )  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its figures as decided, and as the two readings have them."""

    text: str
    figures: tuple[Cells, ...]
    first: tuple[Cells, ...]
    second: tuple[Cells, ...]
    once: bool = False

    @property
    def kept_back(self) -> bool:
        """Whether it belongs to the third that is not looked at."""
        return int(hashlib.sha256(self.text.encode()).hexdigest()[:8], 16) % 3 == 0


def sentences() -> tuple[Sentence, ...]:
    """The gold set in the order of the file."""
    rows = tomllib.loads(GOLD.read_text(encoding="utf-8"))["sentences"]
    return tuple(_sentence(row) for row in rows)


def _sentence(row: Mapping[str, Any]) -> Sentence:
    decided, first, second = (tuple(map(cells, row.get(key, row["figures"]))) for key in ("figures", "first", "second"))
    return Sentence(str(row["text"]), decided, first, second, bool(row.get("once")))


def read(text: str) -> tuple[Cells, ...]:
    """The figures of a sentence by the program as it is, times first."""
    block = Block("paragraph", 0, len(text))
    document = analyse(Article("x", None, None, None, None, None, "unknown", "de", text, (block,)))
    return tuple(map(cells_of, figures.read(document, dates.anchor(document, times.read(document)))))


def pairs(gold: Sequence[Cells], found: Sequence[Cells]) -> list[tuple[Cells, Cells]]:
    """Figures of equal value, in the order of the text, each used once."""
    left, paired = list(found), []
    for wanted in gold:
        same = next((other for other in left if other.value == wanted.value), None)
        if same is not None:
            left.remove(same)
            paired.append((wanted, same))
    return paired


Agrees = Callable[[Cells, Cells], bool]


def _equal(name: str, one: Cells, other: Cells) -> bool:
    return bool(getattr(one, name) == getattr(other, name))


#: What counts as right: the value alone, or the value with one more column, or everything.
METRICS: Mapping[str, Agrees] = {
    "value": partial(_equal, "value"),
    "value+bounds": partial(_equal, "bounds"),
    "value+unit": partial(_equal, "unit"),
    "value+counted": partial(_equal, "of"),
    "value+whose": partial(_equal, "whose"),
    "value+stage": partial(_equal, "stage"),
    "value+since": partial(_equal, "since"),
    "all columns": Cells.__eq__,
}


def f1(rows: Iterable[tuple[Sequence[Cells], Sequence[Cells]]], agrees: Agrees) -> float:
    """F1 in percent over sentences of gold and found figures."""
    total = right = 0
    for gold, found in rows:
        total += len(gold) + len(found)
        right += sum(agrees(one, other) for one, other in pairs(gold, found))
    return round(200 * right / total, 1) if total else 0.0


def since_f1(rows: Iterable[tuple[Sequence[Cells], Sequence[Cells]]]) -> float:
    """F1 in percent of "since when" alone: over the figures that have one in the gold set or as read."""
    told = right = 0
    for gold, found in rows:
        told += sum(cells.since is not None for cells in (*gold, *found))
        right += sum(one.since is not None and one.since == other.since for one, other in pairs(gold, found))
    return round(200 * right / told, 1) if told else 0.0


def agreement() -> dict[str, float]:
    """F1 of the second reading against the first, for each metric, on the sentences that were annotated twice."""
    rows = [(sentence.first, sentence.second) for sentence in sentences() if not sentence.once]
    return {name: f1(rows, agrees) for name, agrees in METRICS.items()}


def run(_: Path) -> list[Score]:
    """The metrics on the sentences that rules were mended with, and on those kept back."""
    read_rows = [(sentence, (sentence.figures, read(sentence.text))) for sentence in sentences()]
    scores: list[Score] = []
    for suite, kept_back in (
        ("figures, German conflict news", False),
        ("figures, German conflict news, kept back", True),
    ):
        rows = [row for sentence, row in read_rows if sentence.kept_back == kept_back]
        scores += [
            Score(suite, f"{name} F1", f1(rows, agrees), len(rows), {}, digest(GOLD))
            for name, agrees in METRICS.items()
        ]
        scores.append(Score(suite, "since when F1", since_f1(rows), len(rows), {}, digest(GOLD)))
    return scores

"""How two figures relate, against pairs of the project's own (`bench/gold/figure_relations.toml`), read end to end.

There is no public set of pairs of figures from news with their relation. The pairs are written for this project: they
tell which relations hold, not how often they occur. A third, chosen by a hash, is kept back and reported apart. The
precision of disputes and revisions comes first: a contradiction that is none is worse than one that is missed.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.score import Score, digest
from lagebild.api import read
from lagebild.compare.figure_views import FigureView, figure_views
from lagebild.compare.figures import Relation, relation
from lagebild.types import Entry, Page

GOLD = Path(__file__).parent / "gold" / "figure_relations.toml"
SUITE = "relations of figures, own pairs"
#: What a passage is read with; the same in every run, whatever the setting.
WEIGHTS = "full"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages and the relation of their first figures; a passage is language, day of publication and text."""

    relation: str
    a: tuple[str, str, str]
    b: tuple[str, str, str]

    @property
    def kept_back(self) -> bool:
        """Whether it belongs to the third that is not looked at."""
        return int(hashlib.sha256(f"{self.a[2]}{self.b[2]}".encode()).hexdigest()[:8], 16) % 3 == 0


def pairs() -> tuple[Pair, ...]:
    """The gold set in the order of the file."""
    rows = tomllib.loads(GOLD.read_text(encoding="utf-8"))["pairs"]
    return tuple(Pair(row["relation"], _passage(row["a"]), _passage(row["b"])) for row in rows)


def _passage(row: Sequence[str]) -> tuple[str, str, str]:
    language, day, text = row
    return language, day, text


def view_of(passage: tuple[str, str, str], weights: str = WEIGHTS) -> FigureView | None:
    """The first figure of a passage with its context, or None where none is read."""
    language, day, text = passage
    page = Page(text.encode(), "text", "gold", charset="utf-8", origin="text")
    reading = read(page, published=day, language=language, weights=weights)
    views = figure_views(Entry(reading.article, claim) for claim in reading.claims)
    return min(views, key=lambda view: view.figure.span.start, default=None)


def related(pair: Pair, weights: str = WEIGHTS) -> Relation:
    """The relation of a pair as the program finds it; without two figures it is unclear."""
    a, b = view_of(pair.a, weights), view_of(pair.b, weights)
    return Relation("unclear", ()) if a is None or b is None else relation(a, b)


def run(_: Path) -> list[Score]:
    """Accuracy over all relations, precision and recall of the contradictions."""
    rows = [(pair, related(pair).kind) for pair in pairs()]
    scores: list[Score] = []
    for suite, kept_back in ((SUITE, False), (f"{SUITE}, kept back", True)):
        part = [(pair.relation, found) for pair, found in rows if pair.kept_back == kept_back]
        scores.append(_score(suite, "accuracy", [one == other for one, other in part]))
        for kind in ("dispute", "revision"):
            scores.append(_score(suite, f"precision of {kind}", [one == kind for one, other in part if other == kind]))
            scores.append(_score(suite, f"recall of {kind}", [other == kind for one, other in part if one == kind]))
    return scores


def _score(suite: str, metric: str, right: Sequence[bool]) -> Score:
    value = 100 * sum(right) / len(right) if right else 0.0
    return Score(suite, metric, round(value, 1), len(right), {}, digest(GOLD))

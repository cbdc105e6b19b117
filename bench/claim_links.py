"""Which claim another one answers, against own cases (`bench/gold/claim_links.toml`), read end to end.

There is no public set of denials, confirmations, revisions and retractions with what they answer. The cases are
written for this project. A third, chosen by a hash, is kept back and reported apart. Precision comes first: of all
links that are found in a case, those of the right kind that point at the right claim.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.score import Score, digest
from lagebild.api import read
from lagebild.compare.links import Link, link_of
from lagebild.types import Entry, Page

GOLD = Path(__file__).parent / "gold" / "claim_links.toml"
SUITE = "links between claims, own cases"
#: What a passage is read with; the same in every run, whatever the setting.
WEIGHTS = "full"
NONE = "none"

Passage = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """A passage that answers, others, and the link to be found: its kind, and words of the claim it points at."""

    kind: str
    answer: Passage
    others: tuple[Passage, ...]
    target: str

    @property
    def kept_back(self) -> bool:
        """Whether it belongs to the third that is not looked at."""
        return int(hashlib.sha256(self.answer[2].encode()).hexdigest()[:8], 16) % 3 == 0

    def is_met_by(self, link: Link) -> bool:
        """Whether a link is the one that must be found."""
        words = " ".join(part.text for part in link.target.claim.content)
        return link.kind == self.kind and self.target.casefold() in words.casefold()


def cases() -> tuple[Case, ...]:
    """The gold set in the order of the file."""
    rows = tomllib.loads(GOLD.read_text(encoding="utf-8"))["cases"]
    return tuple(
        Case(row["kind"], _passage(row["answer"]), tuple(map(_passage, row.get("others", ()))), row.get("target", ""))
        for row in rows
    )


def _passage(row: Sequence[str]) -> Passage:
    language, day, text = row
    return language, day, text


@cache
def entries(passage: Passage, weights: str = WEIGHTS) -> tuple[Entry, ...]:
    """The claims of a passage."""
    language, day, text = passage
    page = Page(text.encode(), "text", "gold", charset="utf-8", origin="text")
    reading = read(page, published=day, language=language, weights=weights)
    return tuple(Entry(reading.article, claim) for claim in reading.claims)


def found(case: Case, weights: str = WEIGHTS) -> list[Link]:
    """All links from the claims of the answering passage to others of it, and to those of the other passages."""
    own = entries(case.answer, weights)
    candidates = (*own, *(entry for passage in case.others for entry in entries(passage, weights)))
    return [link for entry in own if (link := link_of(entry, candidates))]


def run(_: Path) -> list[Score]:
    """Precision and recall of the links, and the part of the cases without one in which none is found."""
    rows = [(case, found(case)) for case in cases()]
    scores: list[Score] = []
    for suite, kept_back in ((SUITE, False), (f"{SUITE}, kept back", True)):
        part = [(case, links) for case, links in rows if case.kept_back == kept_back]
        links = [case.is_met_by(link) for case, found_ in part for link in found_]
        wanted = [any(map(case.is_met_by, found_)) for case, found_ in part if case.kind != NONE]
        empty = [not found_ for case, found_ in part if case.kind == NONE]
        for metric, right in (("precision", links), ("recall", wanted), ("no link where there is none", empty)):
            value = 100 * sum(right) / len(right) if right else 0.0
            scores.append(Score(suite, metric, round(value, 1), len(right), {}, digest(GOLD)))
    return scores

"""Attribution in Ukrainian and Russian: reports written for this project, of which training has seen none.

There is no gold set of attribution in these languages; what this shows is whether plain reports of the news are read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.attribution_de import READERS, suffix
from bench.score import Score, digest
from lagebild.article import article_from_text
from lagebild.pipeline import read_articles
from lagebild.types import Claim, Language

REPORTS = Path(__file__).with_suffix(".toml")
ENOUGH = 0.8  # F1 of the words of a content from which on it counts as found
_WORD = re.compile(r"[\w'’]+")


@dataclass(frozen=True, slots=True)
class Report:
    """A text that reports one thing, and who says what in it."""

    language: Language
    text: str
    source: str
    cue: str
    content: str


def reports() -> list[Report]:
    """All reports, in the order of their file."""
    return [Report(**row) for row in tomllib.loads(REPORTS.read_text(encoding="utf-8"))["report"]]


def run(_: Path) -> list[Score]:
    """Percent of the reports whose content is found, and whose source is found with it, to the word."""
    found = reports()
    scores = []
    for weights in READERS:
        read = list(readings(found, weights))
        for language in ("uk", "ru"):
            rows = [(report, claim) for report, claim in zip(found, read, strict=True) if report.language == language]
            contents = [(r, c) for r, c in rows if c is not None and overlap(r.content, words_of(c)) >= ENOUGH]
            sources = [r for r, c in contents if c.source.span and _words(c.source.span.text) == _words(r.source)]
            suite = f"attribution {language} (own reports){suffix(weights)}"
            for metric, hits in (("content found", contents), ("content and source", sources)):
                scores.append(Score(suite, metric, 100 * len(hits) / len(rows), len(rows), {}, digest(REPORTS)))
    return scores


def readings(found: Sequence[Report], weights: str) -> Iterator[Claim | None]:
    """For each report the claim with a source whose content is the most like its own, if there is one."""
    articles = [article_from_text(report.text, language=report.language) for report in found]
    for report, reading in zip(found, read_articles(articles, weights), strict=True):
        claims = [claim for claim in reading.claims if claim.source.kind != "author"]
        yield max(claims, key=lambda claim: overlap(report.content, words_of(claim)), default=None)


def words_of(claim: Claim) -> str:
    """The content of a claim in one line."""
    return " ".join(span.text for span in claim.content)


def overlap(gold: str, found: str) -> float:
    """F1 of words, as sets."""
    one, other = _words(gold), _words(found)
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text))

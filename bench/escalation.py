"""Who calls what an escalation, or a first, against own sentences (`bench/gold/escalation.toml`), read end to end.

There is no public set of such talk. Every sentence was written for this project, with others beside it in which the
same words mean something else. A half, chosen by a hash, is kept back and reported apart. An item is a code in a
sentence; `how it is put` counts, among the items that are found, those whose polarity is right too.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bench.score import Score, digest
from lagebild.api import read
from lagebild.compare.talk import talk_of
from lagebild.types import Entry, Page

GOLD = Path(__file__).parent / "gold" / "escalation.toml"
SUITE = "talk of escalation and firsts, own sentences"
#: What a sentence is read with; the same in every run, whatever the setting.
WEIGHTS = "full"
DAY = "2024-10-20"


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence and what is to be read: pairs of code and polarity."""

    language: str
    text: str
    wanted: frozenset[tuple[str, str]]

    @property
    def kept_back(self) -> bool:
        """Whether it belongs to the half that is not looked at."""
        return int(hashlib.sha256(self.text.encode()).hexdigest()[8:16], 16) % 2 == 0


def gold() -> tuple[Row, ...]:
    """The gold set in the order of the file."""
    found = tomllib.loads(GOLD.read_text(encoding="utf-8"))["sentences"]
    return tuple(Row(language, text, frozenset(map(_pair, labels.split()))) for language, text, labels in found)


def _pair(label: str) -> tuple[str, str]:
    code, _, polarity = label.partition(":")
    return code, polarity


def talked(language: str, text: str, weights: str = WEIGHTS) -> frozenset[tuple[str, str]]:
    """Code and polarity of all talk of a passage."""
    page = Page(text.encode(), "text", "gold", charset="utf-8", origin="text")
    reading = read(page, published=DAY, language=language, weights=weights)
    every = (talk for claim in reading.claims for talk in talk_of(Entry(reading.article, claim)))
    return frozenset((talk.code, talk.polarity) for talk in every)


def run(_: Path) -> list[Score]:
    """Precision and recall of codes, and the share of those found that are put as the gold says."""
    rows = gold()
    scores: list[Score] = []
    for suite, kept_back in ((SUITE, False), (f"{SUITE}, kept back", True)):
        scores += _scores(suite, [row for row in rows if row.kept_back == kept_back])
    return scores


def _scores(suite: str, part: Iterable[Row]) -> list[Score]:
    right = found = wanted = put = 0
    for row in part:
        read_ = talked(row.language, row.text)
        codes, gold_codes = {code for code, _ in read_}, {code for code, _ in row.wanted}
        right, found, wanted = right + len(codes & gold_codes), found + len(codes), wanted + len(gold_codes)
        put += len(read_ & row.wanted)
    values = (
        ("precision", right, found),
        ("recall", right, wanted),
        ("how it is put, of those found", put, right),
    )
    return [Score(suite, name, round(100 * a / b, 1) if b else 0.0, b, {}, digest(GOLD)) for name, a, b in values]

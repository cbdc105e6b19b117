"""Finds articles that are largely the same text, and claims that are word for word the same: printed twice is not
said twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from lagebild.compare.copies import Verdict, bands, proof, shingles, signature, worth_proof
from lagebild.types import Article, Entry

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Copy:
    """An article (`copy`) that shares the part `share` (0 to 1) of its text with an earlier one (`original`); both
    are article ids."""

    copy: str
    original: str
    share: float


def copies(articles: Sequence[Article]) -> tuple[Copy, ...]:
    """For each article the earlier one that it shares most text with, where one is a copy of the other; `articles` in
    order of time.

    A later article that takes over a whole earlier one shares text with it too, though it may be the longer part of
    its own: `share` is then below a half.
    """
    index: dict[int, list[int]] = defaultdict(list)
    signatures = [signature(article.text) for article in articles]
    pieces = [shingles(article.text) for article in articles]
    found = []
    for number, article in enumerate(articles):
        keys = bands(signatures[number])
        near = sorted({other for key in keys for other in index[key]})
        verdicts: list[tuple[float, int]] = []
        for other in near:
            if worth_proof(signatures[number], signatures[other]):
                verdict = _verdict(articles, pieces, number, other)
                if verdict.is_copy:
                    verdicts.append((verdict.share_of_a, -other))
        if verdicts:
            share, place = max(verdicts)
            found.append(Copy(article.id, articles[-place].id, share))
        for key in keys:
            index[key].append(number)
    return tuple(found)


def _verdict(articles: Sequence[Article], pieces: Sequence[frozenset[int]], number: int, other: int) -> Verdict:
    day, before = articles[number].day, articles[other].day
    apart = (day - before).days if day and before else None
    return proof(pieces[number], pieces[other], days_apart=apart)


def same_words(entry: Entry) -> tuple[str, ...]:
    """A key that is equal for claims of the same words, whatever their case, spaces and marks."""
    content = entry.claim.content or (entry.claim.sentence,)
    return tuple(_WORD.findall(" ".join(part.text for part in content).casefold()))

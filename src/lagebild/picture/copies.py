"""Finds articles that are largely the same text, and claims that are word for word the same: printed twice is not
said twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from lagebild.types import Article, Entry

#: Words in a row that count as one piece of text. Near copies of news share most of theirs, articles about
#: one story few.
SHINGLE = 5
#: From this part of its pieces on, an article is called a copy.
COPIED_FROM = 0.5
#: A piece that stands in more articles than this is a formula (a disclaimer, a name with title) and tells nothing.
FORMULA_FROM = 50

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Copy:
    """An article (`copy`) that shares the part `share` (0 to 1) of its text with an earlier one (`original`); both
    are article ids."""

    copy: str
    original: str
    share: float


def copies(articles: Sequence[Article]) -> tuple[Copy, ...]:
    """For each article the earlier one that it shares most text with, where that is at least half; `articles` in
    order of time.

    Containment of word shingles (Broder 1997, On the resemblance and containment of documents) of the later
    article in
    the earlier one.
    """
    places: dict[int, list[int]] = defaultdict(list)
    found = []
    for number, article in enumerate(articles):
        own = _shingles(article.text)
        shared: Counter[int] = Counter()
        for piece in own:
            earlier = places[piece]
            if len(earlier) < FORMULA_FROM:
                shared.update(earlier)
            earlier.append(number)
        for other, common in sorted(shared.most_common(1)):
            if common / len(own) >= COPIED_FROM:
                found.append(Copy(article.id, articles[other].id, round(common / len(own), 3)))
    return tuple(found)


def same_words(entry: Entry) -> tuple[str, ...]:
    """A key that is equal for claims of the same words, whatever their case, spaces and marks."""
    content = entry.claim.content or (entry.claim.sentence,)
    return tuple(_WORD.findall(" ".join(part.text for part in content).casefold()))


def _shingles(text: str) -> set[int]:
    words = _WORD.findall(text.casefold())
    return {hash(tuple(words[place : place + SHINGLE])) for place in range(len(words) - SHINGLE + 1)}

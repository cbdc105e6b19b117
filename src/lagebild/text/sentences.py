"""Sentences: where one ends and the next begins, in German and English news."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lagebild.lang.load import table
from lagebild.types import Language

_END = re.compile(r"(?:\.{1,3}|…|[!?]+)[\"“”»«’‘‹›')\]]*(?=\s|$)")
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.)*[^\W_]+$")
_NEXT_WORD = re.compile(r"\s+[\"„“”»«‚‘›‹'(\[]*(\w[\w-]*)?")


@cache
def _lists(language: Language) -> tuple[frozenset[str], ...]:
    data = table(language, "sentences")
    keys = ("abbreviations", "final_abbreviations", "ordinal_followers", "starters")
    return tuple(frozenset(data[key]) for key in keys)


def sentence_bounds(text: str, start: int, end: int, language: Language) -> Iterator[tuple[int, int]]:
    """Half-open offsets of the sentences of `text[start:end]`, without surrounding white space."""
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and not _ends_here(text, match, end, language):
            continue
        yield from _trimmed(text, begin, match.end())
        begin = match.end()
    yield from _trimmed(text, begin, end)


def _ends_here(text: str, mark: re.Match[str], end: int, language: Language) -> bool:
    abbreviations, finals, followers, starters = _lists(language)
    after = _NEXT_WORD.match(text, mark.end(), end)
    word = after.group(1) if after else None
    if word is not None and word[0].islower():
        return False
    if not mark.group().startswith(".") or mark.group().startswith(".."):
        return True
    before = _LAST_WORD.search(text, max(0, mark.start() - 30), mark.start())
    last = before.group().lower() if before else ""
    follows_as_sentence = word is None or word.lower() in starters
    if last.isdigit() and len(last) <= 3:
        if word is not None and word.lower() in followers:
            return False
        return language != "de" or len(last) == 3 or follows_as_sentence
    if len(last) == 1 and last.isalpha():
        return False
    if last in finals:
        return follows_as_sentence
    return last not in abbreviations


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end

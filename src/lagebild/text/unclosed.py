"""Where a quotation without its closing mark ends: before a reporting tail, with its clause, or with its sentence."""

from __future__ import annotations

import re
from functools import cache

from lagebild.lang.load import table
from lagebild.text.letters import CAPITAL
from lagebild.text.sentences import sentence_bounds
from lagebild.types import Article, Language

WINDOW = 700  # code points in which a reporting tail or a sentence's end is looked for
_CLAUSE_END = re.compile(r"[,;:](?=\s)|\s[–—](?=\s)")


@cache
def _tail(language: Language) -> re.Pattern[str]:
    data = table(language, "sentences")["reporting_tail"]
    verbs = "|".join(map(re.escape, data["verbs"]))
    inside = "|".join(map(re.escape, data["inside_names"]))
    subject = rf"(?:(?:{CAPITAL}[\w.’'-]*|{inside}),?\s+){{0,6}}" if data["subject_first"] else ""
    dash = r"(?:[–—-]\s+)?" if data["after_dash"] else ""
    return re.compile(rf"[,!?](?=\s+{dash}{subject}(?:{verbs})\b)")


def has_tail(article: Article, start: int, end: int) -> bool:
    """Whether a reporting tail (", sagte er") follows in `article.text[start:end]`."""
    return _tail(article.language).search(article.text, start, min(end, start + WINDOW)) is not None


def guessed_end(article: Article, start: int, limit: int, marks: re.Pattern[str]) -> int:
    """The likely end, at most `limit`, of a quotation whose words begin at `start`.

    In this order: before a reporting tail; at the last end of a sentence before the next mark; at the limit where a
    colon or nothing stands before the opening mark; at the end of the clause or sentence.
    """
    text, stop = article.text, min(limit, start + WINDOW)
    tail = _tail(article.language)
    following = marks.search(text, start, stop)
    if following:
        before = [end for _, end in sentence_bounds(text, start, following.start(), article.language)][:-1]
        if text[max(start, following.start() - 2) : following.start()].rstrip()[-1:] in set(".!?…"):
            before.append(before_space(text, following.start()))
        if before:
            said = tail.search(text, start, following.start())
            return said.start() if said else before[-1]
    if said := tail.search(text, start, stop):
        return said.start()
    if following is None and _stands_free(article, start):
        return limit
    clause = _CLAUSE_END.search(text, start, stop)
    sentence = next((end for _, end in sentence_bounds(text, start, stop, article.language)), stop)
    return min(clause.start() if clause else stop, sentence)


def before_space(text: str, at: int) -> int:
    """The offset at which white space that ends at `at` begins."""
    while at and text[at - 1].isspace():
        at -= 1
    return at


def _stands_free(article: Article, start: int) -> bool:
    """Whether a colon, or the beginning of the text or of a paragraph, stands before the opening mark."""
    before = article.text[max(0, start - 6) : start - 1]
    return not before.strip(" ") or before.rstrip(" ")[-1] in ":\n"

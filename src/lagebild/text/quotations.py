"""Quotation marks: which belong together, also nested, over paragraphs, and left open."""

from __future__ import annotations

from functools import cache

from lagebild.lang.load import table
from lagebild.types import Article, Language, Quotation


@cache
def _pairs(language: Language) -> dict[str, str]:
    return {opening: closings for opening, closings in table(language, "sentences")["quotation_marks"]["pairs"]}


def quotations(article: Article) -> tuple[Quotation, ...]:
    """The marked quotations of an article in order of their start."""
    pairs = _pairs(article.language)
    found: list[Quotation] = []
    for block in article.blocks:
        open_marks: list[int] = []
        for at in range(block.start, block.end):
            mark = article.text[at]
            if open_marks and mark in pairs[article.text[open_marks[-1]]] and not _apostrophe(article.text, at):
                start = open_marks.pop()
                found.append(Quotation(start, at + 1, start + 1, at, True, len(open_marks)))
            elif mark in pairs and not _apostrophe(article.text, at):
                open_marks.append(at)
        for start in open_marks:
            found.append(Quotation(start, block.end, start + 1, block.end, False, 0))
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


def _apostrophe(text: str, at: int) -> bool:
    return text[at] in "'’‘" and 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()

"""A short way from German text to attributions, for tests."""

from __future__ import annotations

from lagebild.extract import attribution
from lagebild.text import analyse
from lagebild.types import Article, Attribution, Block


def article(text: str) -> Article:
    """A German text with one paragraph a line."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return Article("test", None, None, None, None, None, "unknown", "de", text, tuple(blocks))


def read(text: str) -> list[Attribution]:
    """All attributions of a text, those of the author too."""
    return list(attribution.read(analyse(article(text))))


def reports(text: str) -> list[Attribution]:
    """The attributions of a text that have another source than the author."""
    return [found for found in read(text) if found.form != "author"]


def words(found: Attribution) -> str:
    """The content of an attribution, its pieces joined by " … "."""
    return " … ".join(span.text for span in found.content)


def source(found: Attribution) -> str:
    """The words of its source; empty where there are none."""
    return found.source.span.text if found.source.span else ""

"""Articles for the tests of the text stage: every line that is not empty is a paragraph."""

from __future__ import annotations

from lagebild.types import Article, Block, Language


def article(text: str, language: Language = "de") -> Article:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return Article("x", None, None, None, None, None, "unknown", language, text, tuple(blocks))

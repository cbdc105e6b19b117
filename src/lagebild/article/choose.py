"""Chooses the pieces that are the article.

Two views are laid over each other: what trafilatura keeps of the page, and where the long paragraphs without links stand close
together. The first decides; the second steps in where the first returns little. Headings, captions, list items and quotations
between kept pieces stay, which trafilatura's own output loses in part.
"""

from __future__ import annotations

import logging
import re

from lxml.html import HtmlElement
from trafilatura import bare_extraction

from lagebild.article.pieces import Piece

_NOT_WORD = re.compile(r"\W+")
#: Trees larger than this are read by our own view alone: trafilatura copies the tree several times.
_ELEMENTS = 60_000

logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("trafilatura").propagate = False


def key(text: str) -> str:
    """Letters and digits of a text, for comparing across renderings."""
    return _NOT_WORD.sub("", text)


def kept_by_trafilatura(tree: HtmlElement, url: str | None) -> str:
    """The body of the page as trafilatura sees it; empty where it finds none."""
    document = bare_extraction(tree, url=url, fast=True, include_comments=False, include_tables=True)
    return (getattr(document, "text", None) or "") if document is not None else ""


def choose(tree: HtmlElement, pieces: list[Piece], url: str | None) -> list[bool]:
    """For each piece whether it belongs to the article."""
    text = kept_by_trafilatura(tree, url)
    return _located(pieces, key(text))


def _located(pieces: list[Piece], kept: str) -> list[bool]:
    """Which pieces stand in the kept text: long ones anywhere, short ones only where the reading has come to."""
    chosen: list[bool] = []
    cursor = 0
    for piece in pieces:
        wanted = key(piece.text)
        if not wanted:
            chosen.append(False)
            continue
        at = kept.find(wanted, cursor)
        if at < 0 and len(wanted) >= 40:
            at = kept.find(wanted)
        near = at >= 0 and (len(wanted) >= 40 or at - cursor <= 20 + len(wanted))
        chosen.append(near)
        if near:
            cursor = at + len(wanted)
    return chosen

"""Draws the marked text of an article as HTML in which nothing but the text of the article is text."""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from lagebild.types import BlockKind
from lagebild.views.marks import MarkedBlock, MarkedText, Piece, Stretch

_TAGS: dict[BlockKind, tuple[str, str]] = {
    "paragraph": ("<p>", "</p>"),
    "quotation": ("<blockquote>", "</blockquote>"),
    "list-item": ('<p class="item">', "</p>"),
    "caption": ('<p class="caption">', "</p>"),
}
# Code points that HTML forbids or rewrites; an article is normalised and has none, but a view must not depend on it.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

Number = Callable[[int], Markup]
Drawn = Callable[[Piece], Markup]


def text_html(
    text: MarkedText, *, anchor: Callable[[int], str], number: Number, with_claims: bool = False, heading: int = 4
) -> Markup:
    """The blocks with their spans; `anchor` names a sentence by its offset, `number` is the way from a sentence to
    a claim's row. With `with_claims` each span tells the numbers of its claims (`data-c`); `heading` is the level of
    the headings.

    With the tags taken away, the result is the text of the article, character by character: what `number` returns
    must hold no text of its own.
    """
    piece = _claimed if with_claims else _piece
    return Markup("").join(_block(block, anchor, number, piece, heading) for block in text.blocks)


def clean(words: str) -> Markup:
    """Words escaped for HTML, with forbidden code points replaced."""
    return escape(_FORBIDDEN.sub("\ufffd", words))


def _block(block: MarkedBlock, anchor: Callable[[int], str], number: Number, piece: Drawn, heading: int) -> Markup:
    inner = Markup("").join(_stretch(stretch, anchor, number, piece) for stretch in block.stretches)
    if block.kind is None:
        return inner
    before, after = _TAGS[block.kind] if block.kind != "heading" else (f"<h{heading}>", f"</h{heading}>")
    return Markup(before) + inner + Markup(after)


def _stretch(stretch: Stretch, anchor: Callable[[int], str], number: Number, piece: Drawn) -> Markup:
    inner = Markup("").join(map(piece, stretch.pieces))
    if stretch.anchor is None:
        return inner
    numbers = Markup("").join(number(claim) for claim in stretch.claims)
    return Markup('<span class="s" id="{}">{}{}</span>').format(anchor(stretch.anchor), inner, numbers)


def _piece(piece: Piece) -> Markup:
    if not piece.marks:
        return clean(piece.text)
    return Markup('<span class="{}">{}</span>').format(" ".join(piece.roles), clean(piece.text))


def _claimed(piece: Piece) -> Markup:
    if not piece.marks:
        return clean(piece.text)
    claims = " ".join(map(str, sorted({mark.claim for mark in piece.marks})))
    return Markup('<span class="{}" data-c="{}">{}</span>').format(" ".join(piece.roles), claims, clean(piece.text))

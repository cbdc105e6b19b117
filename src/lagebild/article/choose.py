"""Chooses the pieces that are the article.

Two views are laid over each other: what trafilatura keeps of the page, and where the long paragraphs without links
stand close together. The first decides; the second steps in where the first returns little. Then the frame is
filled: the standfirst under the headline, and the headings, lists, quotations and captions between kept paragraphs,
which trafilatura's own output loses in part.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from lxml.html import HtmlElement

from lagebild.article.boxes import label, standfirst_labels
from lagebild.article.lines import first
from lagebild.article.pieces import Piece, key
from lagebild.article.sieve import is_prose

#: Trees with more elements than this are read by our own view alone: trafilatura copies the tree several times.
_ELEMENTS = 60_000
#: Our own view takes over where trafilatura keeps less than this share of the letters that it sees.
_LITTLE = 0.4
#: The frame is the smallest element with this share of the kept letters.
_FRAME = 0.9
#: A standfirst stands at most this many pieces above the first kept paragraph.
_ABOVE = 12
_LONG = 40
_LESS = 25
#: An article element with this many letters of kept running text is an article of its own.
_BODY = 600
#: A piece with this share of its letters in links is a link, not text.
_LINK = 0.9

# trafilatura reports pages without a body in its log; that is what NoArticleError is for
logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def choose(tree: HtmlElement, pieces: list[Piece], url: str | None, titles: Iterable[str] = ()) -> list[bool]:
    """For each piece whether it belongs to the article; `titles` are what the page calls itself."""
    small = sum(1 for _ in tree.iter()) <= _ELEMENTS
    chosen = _located(pieces, key(_kept_by_trafilatura(tree, url))) if small else [False] * len(pieces)
    dense = _dense(pieces)
    if _letters(pieces, chosen) < _LITTLE * _letters(pieces, dense):
        chosen = dense
    if not any(chosen):
        return chosen
    names = {key(title) for title in titles}
    _trim(pieces, chosen, names)
    _one_article(pieces, chosen)
    _fill(pieces, chosen)
    _extend_down(pieces, chosen)
    _extend_up(pieces, chosen, names)
    _one_article(pieces, chosen)
    return chosen


def _kept_by_trafilatura(tree: HtmlElement, url: str | None) -> str:
    """The body of the page as trafilatura sees it; empty where it finds none."""
    from trafilatura import bare_extraction  # a third of a second, which plain text need not wait for

    document = bare_extraction(tree, url=url, fast=True, include_comments=False, include_tables=True)
    return (getattr(document, "text", None) or "") if document is not None else ""


def _letters(pieces: list[Piece], chosen: list[bool]) -> int:
    return sum(len(piece.text) for piece, wanted in zip(pieces, chosen, strict=True) if wanted and is_prose(piece))


def _located(pieces: list[Piece], kept: str) -> list[bool]:
    """Which pieces stand in the kept text: long ones anywhere, short ones only where the reading has come to."""
    chosen: list[bool] = []
    cursor = 0
    for piece in pieces:
        wanted = key(piece.text)
        at = kept.find(wanted, cursor) if wanted else -1
        if at < 0 and len(wanted) >= _LONG:
            at = kept.find(wanted)
        near = at >= 0 and (len(wanted) >= _LONG or at - cursor <= 20 + len(wanted))
        chosen.append(near)
        if near:
            cursor = at + len(wanted)
    return chosen


# --- our own view ---------------------------------------------------------------------------------------------


def _dense(pieces: list[Piece]) -> list[bool]:
    """The running text of the element whose descendants hold most of it (after Readability's scoring)."""
    votes: dict[HtmlElement, float] = {}
    for piece in pieces:
        if not is_prose(piece) or piece.links > 0.3 or len(piece.text) < 60:
            continue
        element, weight = piece.node, 1.0
        for _ in range(4):
            element = element.getparent() if element is not None else None
            if element is None or element.tag in ("body", "html"):
                break
            votes[element] = votes.get(element, 0.0) + weight * min(len(piece.text), 600)
            weight *= 0.7
    if not votes:
        return [is_prose(piece) and piece.links < 0.3 for piece in pieces]
    best = max(votes, key=lambda element: votes[element])
    return [is_prose(piece) and piece.links <= 0.3 and _inside(piece.node, best) for piece in pieces]


def _inside(node: HtmlElement | None, frame: HtmlElement) -> bool:
    while node is not None:
        if node is frame:
            return True
        node = node.getparent()
    return False


# --- filling the frame ----------------------------------------------------------------------------------------


def _frame(pieces: list[Piece], chosen: list[bool]) -> HtmlElement | None:
    """The smallest element that holds most of the kept running text."""
    held: dict[HtmlElement, int] = {}
    whole = 0
    for piece, wanted in zip(pieces, chosen, strict=True):
        if not wanted or not is_prose(piece):
            continue
        whole += len(piece.text)
        node = piece.node
        while node is not None:
            held[node] = held.get(node, 0) + len(piece.text)
            node = node.getparent()
    return max((e for e, letters in held.items() if letters >= _FRAME * whole), key=_depth, default=None)


def _depth(element: HtmlElement) -> int:
    return sum(1 for _ in element.iterancestors())


def _trim(pieces: list[Piece], chosen: list[bool], names: set[str]) -> None:
    """Drops what stands over the headline, what is only a link, and text of another make below the frame."""
    frame = _frame(pieces, chosen)
    inside = [n for n, wanted in enumerate(chosen) if wanted and frame is not None and _inside(pieces[n].node, frame)]
    prose = [n for n in inside if is_prose(pieces[n])]
    if not prose:
        return
    headline = next((n for n in range(prose[0], -1, -1) if _is_headline(pieces[n], names)), 0)
    makes = {_signature(pieces[n].node) for n in inside}
    for number, piece in enumerate(pieces):
        if chosen[number] and (
            number < headline
            or (piece.links >= _LINK and piece.kind != "heading")
            or (number > prose[-1] and number not in inside and _signature(piece.node) not in makes)
        ):
            chosen[number] = False


def _one_article(pieces: list[Piece], chosen: list[bool]) -> None:
    """Where a page shows several articles one after the other, only the first with a body stays."""
    homes = [_home(piece.node) if wanted else None for piece, wanted in zip(pieces, chosen, strict=True)]
    letters: dict[HtmlElement, int] = {}
    for piece, home in zip(pieces, homes, strict=True):
        if home is not None and is_prose(piece):
            letters[home] = letters.get(home, 0) + len(piece.text)
    bodies = [home for home, count in letters.items() if count >= _BODY]
    if not bodies:
        return
    for number, home in enumerate(homes):
        if home is None or home not in bodies[1:] or _inside(home, bodies[0]):
            continue
        if home.find(".//h1") is not None:
            chosen[number] = False


def _home(node: HtmlElement | None) -> HtmlElement | None:
    """The nearest article element around a node."""
    while node is not None and node.tag != "article":
        node = node.getparent()
    return node


def _fill(pieces: list[Piece], chosen: list[bool]) -> None:
    """Keeps what stands between kept paragraphs in their frame and looks like text, headings or captions."""
    frame = _frame(pieces, chosen)
    prose = [n for n, (piece, wanted) in enumerate(zip(pieces, chosen, strict=True)) if wanted and is_prose(piece)]
    if frame is None or not prose:
        return
    for number in range(prose[0], prose[-1] + 1):
        piece = pieces[number]
        if not chosen[number] and piece.links <= 0.4 and _inside(piece.node, frame) and _fits(piece):
            chosen[number] = True


def _fits(piece: Piece) -> bool:
    if piece.kind in ("heading", "quotation", "caption"):
        return True
    return is_prose(piece) or (piece.kind == "list-item" and piece.links < 0.3)


def _signature(node: HtmlElement | None) -> tuple[str, ...]:
    """What an element and those around it are called: paragraphs of one article share it, across its parts."""
    parts: list[str] = []
    while node is not None and len(parts) < 3:
        parts.append(f"{node.tag}.{label(node)}")
        node = node.getparent()
    return tuple(parts)


def _extend_down(pieces: list[Piece], chosen: list[bool]) -> None:
    """Goes on below the last kept paragraph while paragraphs of the same make follow: boxes cut articles in parts."""
    prose = [n for n, (piece, wanted) in enumerate(zip(pieces, chosen, strict=True)) if wanted and is_prose(piece)]
    if not prose:
        return
    known = {_signature(node) for n in prose if (node := pieces[n].node) is not None and node.tag == "p"}
    last = prose[-1]
    for number in range(last + 1, len(pieces)):
        piece = pieces[number]
        if first("end", piece.text) or (piece.kind == "heading" and first("section", piece.text)):
            break
        if is_prose(piece) and piece.links < 0.3 and piece.kind == "paragraph" and _signature(piece.node) in known:
            for between in range(last + 1, number):
                if pieces[between].kind == "heading" and pieces[between].links < 0.5:
                    chosen[between] = True
            chosen[number], last = True, number


def _extend_up(pieces: list[Piece], chosen: list[bool], titles: set[str]) -> None:
    """Keeps the standfirst: running text between the headline and the first kept paragraph."""
    begin = next(
        n for n, wanted in enumerate(chosen) if wanted and (is_prose(pieces[n]) or not _any_prose(pieces, chosen))
    )
    headline = next(
        (n for n in range(begin - 1, max(-1, begin - 1 - _ABOVE), -1) if _is_headline(pieces[n], titles)), None
    )
    if headline is None:
        return
    for number in range(headline + 1, begin):
        piece = pieces[number]
        if not chosen[number] and piece.links < 0.3 and piece.kind in ("paragraph", "list-item", "heading"):
            chosen[number] = is_prose(piece) or (len(piece.text) >= _LESS and _is_standfirst(piece))
        elif piece.kind == "caption" and piece.links < 0.3:
            chosen[number] = True


def _any_prose(pieces: list[Piece], chosen: list[bool]) -> bool:
    return any(wanted and is_prose(piece) for piece, wanted in zip(pieces, chosen, strict=True))


def _is_headline(piece: Piece, titles: set[str]) -> bool:
    if piece.kind == "heading" and piece.level == 1:
        return True
    words = key(piece.text)
    return len(words) > 12 and any(words in title for title in titles)


def _is_standfirst(piece: Piece) -> bool:
    node = piece.node
    for _ in range(3):
        if node is None:
            break
        if standfirst_labels().search(label(node)):
            return True
        node = node.getparent()
    return False

"""Tree to pieces: every stretch of text that a reader sees as one block, in order, with what surrounds it."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import cast

from lxml.html import HtmlElement

from lagebild.article.boxes import caption_labels, label
from lagebild.article.normalise import normalise
from lagebild.types import BlockKind

#: Elements that begin and end a block (HTML Living Standard, 15.3, display: block, list-item and table parts).
BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
HEADING_TAGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_ITEM_TAGS = frozenset({"li", "dd", "dt"})
_CELL_TAGS = frozenset({"td", "th"})
_BOLD_TAGS = frozenset({"b", "strong"})
_NOT_WORD = re.compile(r"\W+")
_WORD = re.compile(r"\w")
_ENDS_SENTENCE = re.compile(r"[.!?…:;]['\"“”»«’‘›‹)\]]*$")
_BULLET = re.compile(r"[-–—•*·►▶➤■▪] ?(?=\S)")
_TAIL = 8
_CELL_LENGTH = 80
_HEADING_LENGTH = 140
_STANDFIRST = 60
_STATEMENT = re.compile(r"[.!][\"“”»«’‘)]*$")


@dataclass(slots=True)
class Piece:
    """A block that may become part of the article; `links` is the share of its letters that stand in links.

    `node` is the block element that holds it, `bold` says whether all of it is bold, `level` is that of a
    heading, `row` the row of a table that it is a cell of.
    """

    kind: BlockKind
    text: str
    node: HtmlElement | None = None
    links: float = 0.0
    bold: bool = False
    level: int = 0
    row: HtmlElement | None = None


class _Collector:
    """Gathers text until a block begins or ends."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.words: list[str] = []
        self.linked = 0
        self.bold = 0
        self.letters = 0

    def add(self, text: str | None, *, linked: bool, bold: bool, keep_lines: bool) -> None:
        if not text:
            return
        self.words.append(text if keep_lines else text.replace("\n", " ").replace("\r", " "))
        size = len(text) - text.count(" ")
        self.letters += size
        self.linked += size if linked else 0
        self.bold += size if bold else 0

    def flush(self, node: HtmlElement) -> None:
        if not self.words:
            return
        text = normalise("".join(self.words)).strip("\n ")
        letters, linked, bold = self.letters or 1, self.linked, self.bold
        self.words, self.letters, self.linked, self.bold = [], 0, 0, 0
        if not text:
            return
        kind, level, row = _kind(node)
        for part in (part for part in split_lines(text) if _WORD.search(part)):
            self.pieces.append(Piece(kind, part, node, linked / letters, bold >= 0.98 * letters, level, row))


def key(text: str) -> str:
    """Letters and digits of a text, for comparing across renderings."""
    return _NOT_WORD.sub("", text)


def pieces_of(tree: HtmlElement) -> list[Piece]:
    """The pieces of a cleaned tree in the order of the page."""
    body = tree.find("body")
    collector = _Collector()
    _walk(tree if body is None else body, collector)
    return _rows_joined(collector.pieces)


def _walk(root: HtmlElement, collector: _Collector) -> None:
    linked = bold = verbatim = 0
    stack: list[tuple[HtmlElement, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag in BLOCK_TAGS
        if leaving:
            if block:
                collector.flush(element)
            linked -= tag == "a"
            bold -= tag in _BOLD_TAGS
            verbatim -= tag == "pre"
            if element is not root:
                collector.add(element.tail, linked=linked > 0, bold=bold > 0, keep_lines=verbatim > 0)
            continue
        if block:
            parent = element.getparent()
            collector.flush(parent if parent is not None and element is not root else element)
        elif tag == "br":
            collector.words.append("\n")
        linked += tag == "a"
        bold += tag in _BOLD_TAGS
        verbatim += tag == "pre"
        collector.add(element.text, linked=linked > 0, bold=bold > 0, keep_lines=verbatim > 0)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def _kind(node: HtmlElement) -> tuple[BlockKind, int, HtmlElement | None]:
    """Kind and heading level of the text in `node`, and the row of the table that it is a cell of."""
    kind: BlockKind = "paragraph"
    element: HtmlElement | None = node
    steps = 0
    while element is not None and steps < 8:
        tag = element.tag
        if tag in HEADING_TAGS:
            return "heading", int(tag[1]), None
        if tag in ("figcaption", "caption", "figure") or (steps < 2 and caption_labels().search(label(element))):
            return "caption", 0, None
        if tag in _CELL_TAGS:
            return kind, 0, cast(HtmlElement, element.getparent())
        if kind == "paragraph" and tag in _ITEM_TAGS:
            kind = "list-item"
        elif tag == "blockquote":
            return "quotation", 0, None
        if tag in ("article", "main", "section", "body"):
            break
        element, steps = element.getparent(), steps + 1
    return kind, 0, None


def split_lines(text: str) -> list[str]:
    """Blocks of a text with line feeds: parted by blank lines, and by single ones where a sentence or an item ends."""
    blocks: list[str] = []
    for chunk in re.split(r"\n\n+", text):
        current: list[str] = []
        for line in (line.strip() for line in chunk.split("\n")):
            if current and line and (ends_sentence(current[-1]) or _BULLET.match(line)):
                blocks.append(" ".join(current))
                current = []
            if line:
                current.append(line)
        if current:
            blocks.append(" ".join(current))
    return blocks


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence or a clause before a list does; only its last characters are looked at."""
    return _ENDS_SENTENCE.search(text[-_TAIL:]) is not None


def _rows_joined(pieces: list[Piece]) -> list[Piece]:
    """Short cells of one row become one list item; long ones are paragraphs of a page laid out by a table."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if piece.row is None or len(piece.text) > _CELL_LENGTH:
            piece.row = None
        elif last is not None and last.row is piece.row:
            last.text, last.kind = f"{last.text} | {piece.text}", "list-item"
            last.links = max(last.links, piece.links)
            continue
        joined.append(piece)
    return joined


def mark_headings(pieces: list[Piece]) -> None:
    """Sets right what themes mark up by its look.

    A short bold paragraph without a full stop over a longer one is a heading, and a heading below the first level that
    is a long sentence is a paragraph: a standfirst.
    """
    for piece in pieces:
        if (
            piece.kind == "heading"
            and piece.level > 1
            and len(piece.text) >= _STANDFIRST
            and _STATEMENT.search(piece.text)
        ):
            piece.kind = "paragraph"
    for piece, following in itertools.pairwise(pieces):
        if (
            piece.kind == "paragraph"
            and piece.bold
            and piece.links < 0.5
            and len(piece.text) <= _HEADING_LENGTH
            and not ends_sentence(piece.text)
            and following.kind in ("paragraph", "list-item", "quotation")
            and not following.bold
            and len(following.text) > len(piece.text)
        ):
            piece.kind, piece.level = "heading", 4

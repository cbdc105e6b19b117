"""Plain text and Markdown to blocks: paragraphs as their author set them, headings and list items by their look."""

from __future__ import annotations

import re
import statistics

from lagebild.article.normalise import normalise, one_line
from lagebild.article.pieces import Piece
from lagebild.types import BlockKind

_ENDS_SENTENCE = re.compile(r"[.!?…:;,][\"“”»«’‘›‹')\]]*$")
_FULL_STOP = re.compile(r"[.!?…:;][\"“”»«’‘›‹')\]]*$")
_BULLET = re.compile(r"^(?:[-–—*] +|[•·►▶➤■▪‣◦] ?)(?=\S)")
_NUMBER = re.compile(r"^(\d{1,2})[.)] +(?=\S)")
_CONTENT = re.compile(r"\w")
_QUOTE = re.compile(r"^(?:> ?)+")
_OPENING = '„“”"»«‚‘’›‹(['
_HEADING_LENGTH = 140
#: Lines of one wrapped paragraph are about as long as each other; longer ones are paragraphs by themselves.
_WRAP_LENGTH = 110
#: Comments of mark-up may stand in a text that comes without a name ("cat page.md | lagebild read -").
_COMMENT = re.compile(r"<!--.{0,2000}?-->", re.DOTALL)


def pieces_of_text(text: str) -> list[Piece]:
    """The blocks of a plain text: parted by blank lines, or by every line feed where lines are not wrapped."""
    text = _COMMENT.sub("", normalise(text))
    chunks = [chunk.split("\n") for chunk in re.split(r"\n\s*\n", text) if chunk.strip()]
    wrapped = _is_wrapped([line for lines in chunks for line in lines[:-1]])
    blocks = [block for lines in chunks for block in _blocks(lines, wrapped)]
    pieces = [Piece(*_by_look(block)) for block in blocks if _CONTENT.search(block)]
    _mark_numbered(pieces)
    _mark_headings(pieces)
    return pieces


def _is_wrapped(inner: list[str]) -> bool:
    """Whether line feeds inside chunks are breaks of a wrapped text: lines of like length that end amid sentences."""
    lengths = [len(line) for line in inner if line.strip()]
    if not lengths or statistics.median(lengths) > _WRAP_LENGTH or statistics.median(lengths) < 30:
        return False
    amid = sum(not _FULL_STOP.search(line) for line in inner)
    return amid >= 0.5 * len(lengths)


def _blocks(lines: list[str], wrapped: bool) -> list[str]:
    blocks: list[list[str]] = []
    for line in (raw.strip() for raw in lines):
        if blocks and line and wrapped and not _BULLET.match(line):
            blocks[-1].append(line)
        elif line:
            blocks.append([line])
    return [" ".join(block) for block in blocks]


def _by_look(block: str) -> tuple[BlockKind, str]:
    if _QUOTE.match(block) and _QUOTE.sub("", block).strip():
        return "quotation", _QUOTE.sub("", block).strip()
    if _BULLET.match(block) and len(block) < 400:
        return "list-item", _BULLET.sub("", block).strip()
    return "paragraph", block


def _mark_numbered(pieces: list[Piece]) -> None:
    """Blocks that count up one after the other are items of a list; a single "1. FC" or "3. Oktober" is none."""
    numbers = [int(found.group(1)) if (found := _NUMBER.match(piece.text)) else None for piece in pieces]
    for at, number in enumerate(numbers):
        if number is not None and (
            number + 1 in numbers[at + 1 : at + 2] or number - 1 in numbers[max(0, at - 1) : at]
        ):
            pieces[at].kind, pieces[at].text = "list-item", _NUMBER.sub("", pieces[at].text)


def _mark_headings(pieces: list[Piece]) -> None:
    """A short line without a full stop over a longer block is a heading."""
    for number, piece in enumerate(pieces):
        later = pieces[number + 1 : number + 5] if number else pieces[1:30]
        if (
            piece.kind == "paragraph"
            and looks_like_heading(piece.text)
            and any(len(p.text) > max(60, len(piece.text)) for p in later)
        ):
            piece.kind = "heading"


def looks_like_heading(text: str) -> bool:
    """Whether a line can be a heading: short, begun with a capital or a digit, not ended as a statement is."""
    bare = text.lstrip(_OPENING)
    if not 3 <= len(text) <= _HEADING_LENGTH or not bare or bare[0].islower():
        return False
    return not _ENDS_SENTENCE.search(text) or (text.endswith("?") and text.count(".") == 0)


# --- Markdown -------------------------------------------------------------------------------------------------

_MD_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_MD_UNDERLINE = re.compile(r"^(=+|-{3,})\s*$")
_MD_IMAGE = re.compile(r"!\[([^\]]*)\](?:\([^)\s]*(?:\s+[\"'][^\"']*[\"'])?\)|\[[^\]]*\])")
_MD_LINK = re.compile(r"\[([^\]]+)\](?:\([^)\s]*(?:\s+[\"'][^\"']*[\"'])?\)|\[[^\]]*\])")
_MD_AUTO = re.compile(r"<(https?://[^>\s]+)>")
_MD_STRONG = re.compile(r"(?<!\\)(\*\*|__)(?=\S)(.+?)(?<![\s\\])\1")
_MD_EMPHASIS = re.compile(r"(?<![\w\\])([*_])(?=\S)(.+?)(?<![\s\\])\1(?!\w)")
_MD_CODE = re.compile(r"`+([^`]+)`+")
_MD_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
_MD_REFERENCE = re.compile(r"^\s{0,3}\[[^\]]+\]:\s+\S+.*$", re.M)
_MD_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<!--.*?-->", re.S)
_MD_RULE = re.compile(r"^\s*([-*_]\s*){3,}$")
_MD_FENCE = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)\s*$", re.M | re.S)
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)\s*\n", re.S)


def pieces_of_markdown(text: str) -> tuple[list[Piece], dict[str, str]]:
    """The blocks of a Markdown page (CommonMark's common part), and the plain keys of its front matter."""
    text = normalise(text)
    matter: dict[str, str] = {}
    if found := _FRONT_MATTER.match(text):
        text = text[found.end() :]
        for line in found.group(1).splitlines():
            name, _, value = line.partition(":")
            if value.strip() and not line.startswith((" ", "-", "#")):
                matter[name.strip().lower()] = value.strip().strip("\"'")
    text = _MD_TAG.sub("", _MD_REFERENCE.sub("", _MD_FENCE.sub("", text)))
    pieces: list[Piece] = []
    for chunk in re.split(r"\n\s*\n", text):
        pieces.extend(_markdown_chunk([line for line in chunk.split("\n") if line.strip()]))
    return pieces, matter


def _markdown_chunk(lines: list[str]) -> list[Piece]:
    pieces: list[Piece] = []
    for line in lines:
        heading = _MD_HEADING.match(line.strip())
        previous = pieces[-1] if pieces else None
        if _MD_UNDERLINE.match(line.strip()) and previous is not None and previous.kind == "paragraph":
            previous.kind = "heading"
        elif _MD_RULE.match(line):
            continue
        elif heading:
            pieces.append(Piece("heading", _inline(heading.group(2)), level=len(heading.group(1))))
        else:
            kind, bare = _by_look(line.strip())
            new = (
                previous is None
                or previous.kind == "heading"
                or kind == "list-item"
                or (kind != previous.kind and kind != "paragraph")
                or _NUMBER.match(bare) is not None
            )
            if new or previous is None:
                pieces.append(Piece(kind, _inline(bare), links=_linked(bare)))
            else:
                previous.text = f"{previous.text} {_inline(bare)}"
    _mark_numbered(pieces)
    return [piece for piece in pieces if _CONTENT.search(piece.text)]


def _linked(text: str) -> float:
    letters = sum(len(found.group(1)) for found in _MD_LINK.finditer(text))
    return letters / len(text) if text else 0.0


def _inline(text: str) -> str:
    text = _MD_LINK.sub(r"\1", _MD_IMAGE.sub("", _MD_AUTO.sub(r"\1", text)))
    text = _MD_EMPHASIS.sub(r"\2", _MD_STRONG.sub(r"\2", _MD_CODE.sub(r"\1", text)))
    return one_line(_MD_ESCAPE.sub(r"\1", text))

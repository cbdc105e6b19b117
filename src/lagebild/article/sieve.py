"""Sifts the blocks of an article by what they say: furniture that no mark-up marks, and all that plain text has."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lagebild.article.lines import LineRule, first, is_furniture
from lagebild.article.names import clean_name, is_name
from lagebild.article.pieces import Piece, key

_ENDS_SENTENCE = re.compile(r"[.!?…][\"“”»«’‘›‹')\]]*$")
_NAMES_LINK = re.compile(r":\s*\S.{8}")
#: Letters of running text from which on a line can say that the article is over.
_ENOUGH = 200
#: Blocks of at least this many characters are running text; shorter ones are when they end as sentences do.
_PROSE = 90
_AUTHOR_TAIL = 0.7
_LABEL = 20


@dataclass(slots=True)
class Sifted:
    """The blocks that remain, what was left out, and what was learnt on the way."""

    pieces: list[Piece]
    removed: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    byline: str | None = None
    publisher: str | None = None
    held_back: bool = False


def is_prose(piece: Piece) -> bool:
    """Whether a block is running text."""
    if piece.kind in ("heading", "caption") or piece.links > 0.5:
        return False
    return len(piece.text) >= _PROSE or (len(piece.text) >= 30 and bool(_ENDS_SENTENCE.search(piece.text)))


def sift(pieces: list[Piece], *, title: str | None, byline: str | None, shown: bool = False) -> Sifted:
    """The blocks of the article among `pieces`; `title` is not among them afterwards.

    `shown` says that the page shows the title elsewhere: then even once is a repetition.
    """
    result = Sifted(list(pieces), byline=byline)
    _cut_end(result)
    _take_author_boxes(result)
    _drop_index(result)
    _drop_lines(result, title)
    _drop_sections(result)
    _drop_repetitions(result, title, shown=shown)
    _drop_bare_names(result)
    _drop_labels(result)
    _drop_idle_headings(result)
    return result


def _letters(pieces: list[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces if is_prose(piece))


def _cut_end(result: Sifted) -> None:
    """Everything from a line such as "Leave a reply" on, once there was text before it."""
    before = 0
    for number, piece in enumerate(result.pieces):
        found = first("end", piece.text) if len(piece.text) <= _PROSE else None
        if found and before >= _ENOUGH:
            result.removed.append(found[0].what)
            _learn_author(result, result.pieces[number:])
            del result.pieces[number:]
            return
        if first("paywall", piece.text):
            result.held_back = True
        before += len(piece.text) if is_prose(piece) else 0


def _learn_author(result: Sifted, tail: list[Piece]) -> None:
    for piece in tail:
        found = first("author", piece.text)
        if found and not result.byline:
            result.byline = _name_of(found[1])


def _name_of(match: re.Match[str]) -> str | None:
    name = clean_name(match.groupdict().get("name") or "")
    return name if is_name(name) else None


def _take_author_boxes(result: Sifted) -> None:
    """A block about the author behind the text, with the line of his name before it and all that follows it."""
    whole, before = _letters(result.pieces), 0
    for number, piece in enumerate(result.pieces):
        found = first("author", piece.text) if before >= _ENOUGH else None
        if found and before >= _AUTHOR_TAIL * (whole - len(piece.text)) and _is_about_author(result, number, found[1]):
            _cut_author(result, number, found[1])
            return
        before += len(piece.text) if is_prose(piece) else 0


def _is_about_author(result: Sifted, number: int, match: re.Match[str]) -> bool:
    name = match.groupdict().get("name")
    if not name or (result.byline and name.split()[-1] in result.byline):
        return True
    previous = result.pieces[number - 1].text if number else ""
    if is_name(previous) and previous.split()[0] == name.split()[0]:
        return True
    # somebody whom the text was about all along is no author of it
    surname = name.split()[-1]
    return not any(surname in piece.text for piece in result.pieces[:number])


def _cut_author(result: Sifted, number: int, match: re.Match[str]) -> None:
    previous = result.pieces[number - 1] if number else None
    first_cut = number
    if previous is not None and is_name(previous.text):
        result.byline = result.byline or clean_name(previous.text)
        first_cut -= 1
    result.byline = result.byline or _name_of(match)
    result.publisher = result.publisher or match.groupdict().get("publisher")
    result.removed.append("author-box")
    rest = [piece for piece in result.pieces[number + 1 :] if is_prose(piece) and not first("author", piece.text)]
    # text goes on behind some boxes; behind most there is only furniture
    keep = result.pieces[number + 1 :] if _letters(rest) >= _ENOUGH * 2 else []
    result.pieces[first_cut:] = keep


def _drop_index(result: Sifted) -> None:
    """Lines before the first paragraph that come again later as headings are a table of contents."""
    opening = next((n for n, piece in enumerate(result.pieces) if is_prose(piece)), 0)
    later = {piece.text for piece in result.pieces[opening:]}
    for number, piece in reversed(list(enumerate(result.pieces[:opening]))):
        if piece.text in later:
            result.removed.append("index")
            del result.pieces[number]


def _drop_lines(result: Sifted, title: str | None) -> None:
    kept: list[Piece] = []
    for number, piece in enumerate(result.pieces):
        if first("paywall", piece.text):
            result.held_back = True
            result.removed.append("paywall")
            continue
        byline = first("byline", piece.text) if number < 12 and piece.text != title else None
        if byline:
            result.byline = result.byline or _name_of(byline[1])
            result.removed.append("byline")
            continue
        what = is_furniture(piece.text) if piece.text != title else None
        if what and not (piece.kind == "heading" and _opens_section(piece)):
            result.removed.append(what)
            continue
        kept.append(piece)
    result.pieces = kept


def _opens_section(piece: Piece) -> LineRule | None:
    """The rule of a line that other furniture stands under; none if it names its link itself ("Read also: X")."""
    if len(piece.text) > _PROSE or _NAMES_LINK.search(piece.text):
        return None
    found = first("section", piece.text)
    return found[0] if found else None


def _drop_sections(result: Sifted) -> None:
    """A heading such as "Related articles" with the links and short lines under it, up to the next paragraph."""
    kept: list[Piece] = []
    skipping = False
    for piece in result.pieces:
        rule = _opens_section(piece)
        if rule and kept:
            skipping = True
            result.removed.append(rule.what)
            continue
        skipping = skipping and not (is_prose(piece) and piece.kind != "list-item")
        if not skipping:
            kept.append(piece)
    result.pieces = kept


def _drop_repetitions(result: Sifted, title: str | None, *, shown: bool) -> None:
    """The title again, a heading or caption that repeats a heading, a long block that stood before."""
    kept: list[Piece] = []
    seen: set[str] = {title} if title else set()
    headings: set[str] = {title} if title else set()
    title_key = key(title or "")
    for piece in result.pieces:
        if piece.kind == "heading" and title_key and key(piece.text) == title_key and piece.text != title:
            shown = True
            continue
        if piece.text in headings and piece.kind in ("heading", "caption", "paragraph"):
            if piece.text != title or shown:
                result.repeated.append(piece.text)
            shown = shown or piece.text == title
            continue
        if piece.text in seen and len(piece.text) >= 40:
            result.removed.append("repeated")
            continue
        seen.add(piece.text)
        if piece.kind == "heading":
            headings.add(piece.text)
        kept.append(piece)
    result.pieces = kept


def _drop_bare_names(result: Sifted) -> None:
    """A line that holds the author's name and nothing else, before or behind the text."""
    edges = {*range(6), *range(len(result.pieces) - 3, len(result.pieces))}
    kept: list[Piece] = []
    for number, piece in enumerate(result.pieces):
        if number in edges and len(piece.text) < _PROSE and result.byline and clean_name(piece.text) == result.byline:
            result.removed.append("byline")
            continue
        kept.append(piece)
    result.pieces = kept


def _drop_labels(result: Sifted) -> None:
    """Short lines above the first paragraph that are neither sentence, heading nor caption: labels, places, kickers."""
    opening = next((number for number, piece in enumerate(result.pieces) if is_prose(piece)), 0)
    kept = [piece for piece in result.pieces[:opening] if not _is_label(piece)]
    if 0 < opening - len(kept) <= 2:  # more of them are a list that the text begins with
        result.removed.append("byline")
        result.pieces[:opening] = kept


def _is_label(piece: Piece) -> bool:
    return (
        piece.kind in ("paragraph", "list-item")
        and len(piece.text) < _LABEL
        and not _ENDS_SENTENCE.search(piece.text)
        and not piece.text.endswith(":")
    )


def _drop_idle_headings(result: Sifted) -> None:
    """Headings with nothing under them at the end."""
    while result.pieces and result.pieces[-1].kind == "heading":
        result.pieces.pop()

"""Cuts an article into pieces at the boundaries of its spans, so that nested, crossing and discontinuous spans can
be drawn.

The pieces of a view, put in a row, are the text of the article: nothing is added and nothing is left out. Offsets
are code
points, which is why this happens here and never in a browser.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from lagebild.types import Article, BlockKind, Claim, Form, Span

MarkRole = Literal["source", "cue", "content", "figure", "time"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A span with its role; `form` is the form of the claim and `claim` its number in the article, from 1."""

    start: int
    end: int
    role: MarkRole
    form: Form
    claim: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under one set of marks."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles of the piece, contents with their form ("content-direct"), sorted, each once."""
        return tuple(sorted({f"content-{m.form}" if m.role == "content" else m.role for m in self.marks}))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces of one sentence (`anchor` is its place in the text, `claims` are those that begin in it), or between
    two."""

    anchor: int | None
    pieces: tuple[Piece, ...]
    claims: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A block cut into stretches; `kind` is None for the blank lines between blocks."""

    kind: BlockKind | None
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """An article cut into marked blocks; `anchors` gives for each claim (from 0) the anchor of its sentence."""

    blocks: tuple[MarkedBlock, ...]
    anchors: tuple[int, ...]


def marked(article: Article, claims: Sequence[Claim]) -> MarkedText:
    """The text of an article cut at the boundaries of its claims; contents of the author carry no mark of their
    own."""
    marks = sorted(_marks(claims), key=lambda mark: (mark.start, mark.end))
    sentences = _merged(article, [claim.sentence for claim in claims])
    anchors = tuple(_anchor(sentences, claim.sentence) for claim in claims)
    starting: dict[int, list[int]] = defaultdict(list)
    for number, anchor in enumerate(anchors, 1):
        starting[anchor].append(number)
    blocks = []
    for kind, start, end in _regions(article):
        blocks.append(MarkedBlock(kind, _stretches(article.text, start, end, sentences, marks, starting)))
    return MarkedText(tuple(blocks), anchors)


def _marks(claims: Sequence[Claim]) -> Iterable[Mark]:
    for number, claim in enumerate(claims, 1):
        named: list[tuple[MarkRole, Iterable[Span]]] = [
            ("source", (link.span for link in (claim.source, *claim.chain) if link.span)),
            ("cue", claim.cue),
            ("content", () if claim.form == "author" else claim.content),
            ("figure", (figure.span for figure in claim.figures)),
            ("time", (time.span for time in claim.times)),
        ]
        for role, spans in named:
            for span in spans:
                yield Mark(span.start, span.end, role, claim.form, number)


def _regions(article: Article) -> Iterable[tuple[BlockKind | None, int, int]]:
    """The blocks and what lies between them, without a gap; a text without blocks is one paragraph."""
    place = 0
    for block in article.blocks:
        if block.start > place:
            yield None, place, block.start
        yield block.kind, block.start, block.end
        place = block.end
    if place < len(article.text):
        yield (None if article.blocks else "paragraph"), place, len(article.text)


def _merged(article: Article, spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Sentences as disjoint stretches in order: crossing ones become one, and none runs over the end of its block."""
    edges = sorted({block.start for block in article.blocks} | {block.end for block in article.blocks})
    merged: list[tuple[int, int]] = []
    for span in sorted(spans):
        start, end = span.start, span.end
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    cut: list[tuple[int, int]] = []
    for start, end in merged:
        inside = [edge for edge in edges if start < edge < end]
        cut += pairwise((start, *inside, end))
    return cut


def _anchor(sentences: Sequence[tuple[int, int]], span: Span) -> int:
    return next(start for start, end in sentences if start <= span.start < end)


def _stretches(
    text: str,
    start: int,
    end: int,
    sentences: Sequence[tuple[int, int]],
    marks: Sequence[Mark],
    starting: dict[int, list[int]],
) -> tuple[Stretch, ...]:
    near = [mark for mark in marks if mark.start < end and start < mark.end]
    inside = [(a, b) for a, b in sentences if start <= a and b <= end]
    found, place = [], start
    for a, b in inside:
        if a > place:
            found.append(Stretch(None, _pieces(text, place, a, near)))
        found.append(Stretch(a, _pieces(text, a, b, near), tuple(starting.get(a, ()))))
        place = b
    if place < end:
        found.append(Stretch(None, _pieces(text, place, end, near)))
    return tuple(found)


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    near = [mark for mark in marks if mark.start < end and start < mark.end]
    cuts = {start, end}.union(*({mark.start, mark.end} for mark in near))
    places = sorted(cut for cut in cuts if start <= cut <= end)
    return tuple(
        Piece(text[a:b], tuple(mark for mark in near if mark.start <= a and b <= mark.end)) for a, b in pairwise(places)
    )

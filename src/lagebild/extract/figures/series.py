"""Series: quantities that take something over from their neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lagebild.extract.figures.lexicon import Lexicon
from lagebild.extract.figures.pieces import Piece
from lagebild.extract.figures.quantity import Quantity
from lagebild.types import Document, Figure

#: An ellipsis takes over what a figure of like size counts: both at least so large, none more than so many times the
#: other.
_LARGE, _LIKE = 100.0, 20.0


def with_lists(pieces: Sequence[Piece], found: Sequence[Quantity], words: Lexicon) -> list[Quantity]:
    """Bare numbers that share the unit or noun at the end of their list: "62, 64 und 66 Jahre", "20 and 30 percent"."""
    done: list[Quantity] = []
    for quantity in reversed(found):
        after = done[-1] if done else None
        if after is not None and quantity.unit is None and quantity.noun is None and quantity.kind == "count":
            between = pieces[quantity.end : after.begin]
            if len(between) == 1 and (between[0].text == "," or between[0].lower in words.noun_phrase.joiners):
                quantity = replace(quantity, unit=after.unit, noun=after.noun, kind=after.kind)
        done.append(quantity)
    return done[::-1]


def with_appositions(pieces: Sequence[Piece], found: Sequence[Quantity], words: Lexicon) -> Iterator[Quantity]:
    """Quantities that only repeat the one before in other units take over its bound: "over 100 km (60 miles)"."""
    last: Quantity | None = None
    for quantity in found:
        if last is not None and _is_apposition(pieces, last, quantity, words):
            quantity = replace(
                quantity,
                low=None if last.low is None else quantity.low,
                high=None if last.high is None else quantity.high,
                approximate=last.approximate or quantity.approximate,
                change=last.change,
            )
        yield quantity
        last = quantity


def _is_apposition(pieces: Sequence[Piece], last: Quantity, quantity: Quantity, words: Lexicon) -> bool:
    if quantity.unit is None or last.unit is None or quantity.unit.id == last.unit.id:
        return False
    if quantity.low != quantity.high or last.range or quantity.change:
        return False
    between = tuple(piece.lower for piece in pieces[last.end : quantity.begin])
    return between in words.appositions


def with_ellipses(document: Document, figures: Sequence[Figure]) -> Iterator[Figure]:
    """Large bare figures count what the last like figure counts that stands in their sentence or the one before:
    "3,000 soldiers ... by December 10,000".
    """
    last: Figure | None = None
    for figure in figures:
        if figure.of is None and last is not None and _is_ellipsis(document, last, figure):
            figure = replace(figure, of=last.of)
        if figure.of is not None and figure.unit is None:
            last = figure
        yield figure


def _is_ellipsis(document: Document, last: Figure, figure: Figure) -> bool:
    if figure.unit is not None or figure.change or figure.vague:
        return False
    size, other = (max(f.min or 0.0, f.max or 0.0) for f in (figure, last))
    if min(size, other) < _LARGE or max(size, other) > _LIKE * min(size, other):
        return False
    here, there = document.sentence_at(figure.span.start), document.sentence_at(last.span.start)
    return bool(here and there and here.block == there.block and here.index - there.index <= 1)

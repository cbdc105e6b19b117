"""Series: quantities that take something over from their neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lagebild.extract.figures.bounds import per_at
from lagebild.extract.figures.lexicon import Lexicon, stages, units
from lagebild.extract.figures.pieces import Piece
from lagebild.extract.figures.quantity import Quantity
from lagebild.extract.figures.stages import stage_begins
from lagebild.types import Document, Figure

#: An ellipsis takes over what a figure of like size counts: both at least so large, none more than so many times the
#: other.
_LARGE, _LIKE = 100.0, 20.0
#: The same within a sentence, where things are counted: "14 killed and 1,200 wounded".
_LIKE_THINGS = 200.0
_CENTS = frozenset({units()["cent"], units()["penny"]})
_NEVER_LEND = frozenset({"time", "age", "times", "one-of"})


def with_small_change(pieces: Sequence[Piece], found: Sequence[Quantity], words: Lexicon) -> list[Quantity]:
    """Money told in two units is one amount: "13 Euro und 45 Cent", "15 dollars 50"."""
    done: list[Quantity] = []
    for quantity in found:
        last = done[-1] if done else None
        if last is not None and (cents := _cents_after(pieces, last, quantity, words)):
            value = (last.low or 0.0) + cents / 100
            done[-1] = replace(last, end=quantity.end, last=quantity.last, low=value, high=value)
        else:
            done.append(quantity)
    return done


def _cents_after(pieces: Sequence[Piece], last: Quantity, quantity: Quantity, words: Lexicon) -> float:
    """How many cents the second quantity adds to the first, else 0."""
    whole = last.kind == "money" and last.low == last.high == float(int(last.low or 0)) and last.per is None
    if not whole or quantity.low != quantity.high or not 0 < (quantity.low or 0.0) < 100 or last.unit in _CENTS:
        return 0.0
    between = pieces[last.end : quantity.begin]
    if quantity.unit is None:
        plain = not between and quantity.noun is None and last.last == last.end
        return quantity.low or 0.0 if plain and pieces[last.last - 1].is_word else 0.0
    joined = not between or (len(between) == 1 and between[0].lower in words.noun_phrase.joiners)
    return quantity.low or 0.0 if quantity.unit in _CENTS and joined else 0.0


def with_lists(pieces: Sequence[Piece], found: Sequence[Quantity], words: Lexicon) -> list[Quantity]:
    """Bare numbers that share the unit or noun at the end of their list: "62, 64 und 66 Jahre", "20 and 30 percent"."""
    done: list[Quantity] = []
    for quantity in reversed(found):
        after = done[-1] if done else None
        if after is not None and quantity.unit is None and quantity.noun is None and quantity.kind == "count":
            between = pieces[quantity.end : after.begin]
            if words.noun_phrase.adjective_endings and len(between) > 1 and _describes(between[0], words):
                between = between[1:]  # "43 foreign and 1,200 local helpers", where adjectives have endings
            listed = words.noun_phrase.joiners | words.contrasts
            if 0 < len(between) < 3 and all(piece.text == "," or piece.lower in listed for piece in between):
                quantity = replace(quantity, unit=after.unit, noun=after.noun, kind=after.kind)
        done.append(quantity)
    return done[::-1]


def _describes(piece: Piece, words: Lexicon) -> bool:
    phrase = words.noun_phrase
    plain = piece.is_word and not piece.is_capitalised and piece.lower not in (phrase.stops | phrase.joiners)
    return plain and piece.lower.endswith(phrase.adjective_endings)


def with_antecedents(pieces: Sequence[Piece], found: Sequence[Quantity], words: Lexicon) -> list[Quantity]:
    """Bare numbers that count what a neighbour counts: "43 of the 70 drones", "14 killed and 60 wounded people".

    The next number lends its words where "of" or "to" leads there, else the nearest one before of like size does: "rose
    80 points to 6,120", "300 tents came by rail and 120 by road".
    """
    done: list[Quantity] = []
    for number, quantity in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        if after is not None and quantity.unit_is_share and quantity.noun is None:
            if (link := words.partitive.from_(pieces, quantity.end)) and link[0] == after.begin:
                quantity = replace(quantity, noun=after.noun)
        elif _is_bare(quantity):
            lender = after if after is not None and _leads_to(pieces, quantity, after, words) else None
            lender = lender or _antecedent(pieces, done, quantity, words)
            if lender is None and after is not None and _runs_parallel(pieces, quantity, after, words):
                lender = after
            if lender is not None:
                quantity = replace(quantity, unit=lender.unit, noun=lender.noun, kind=lender.kind)
        done.append(quantity)
    return done


def _is_bare(quantity: Quantity) -> bool:
    return quantity.kind == "count" and quantity.unit is None and quantity.noun is None and quantity.high != 0


def _leads_to(pieces: Sequence[Piece], quantity: Quantity, after: Quantity, words: Lexicon) -> bool:
    """Whether the next number is the whole ("43 of the 70") or the end of a movement ("from 5.5 to 3.1 percent")."""
    if after.kind in _NEVER_LEND or (after.unit is None and after.noun is None) or after.unit_is_share:
        return False
    if link := words.partitive.from_(pieces, quantity.end):
        between = pieces[link[0] : after.begin]  # "of the promised 100"
        if len(between) < 3 and all(piece.is_word and not piece.is_capitalised for piece in between):
            return True
    before = pieces[quantity.begin - 1].lower if quantity.begin else ""
    if before not in words.movement_from or (before in words.links and after.kind == "ratio"):
        return False
    return pieces[quantity.end].lower in words.levels and after.begin == quantity.end + 1


def _runs_parallel(pieces: Sequence[Piece], quantity: Quantity, after: Quantity, words: Lexicon) -> bool:
    """ "the one side speaks of 200, the other of 21 dead"."""
    if not quantity.begin or after.noun is None or after.unit is not None or quantity.end >= len(pieces):
        return False
    if pieces[quantity.end].text != "," and pieces[quantity.end].lower not in words.noun_phrase.joiners:
        return False
    alike = pieces[quantity.begin - 1].lower == pieces[after.begin - 1].lower
    return alike and _are_like(quantity, after, _LIKE_THINGS)


def _antecedent(
    pieces: Sequence[Piece], done: Sequence[Quantity], quantity: Quantity, words: Lexicon
) -> Quantity | None:
    if not _stands_alone(pieces, quantity.end, words):
        return None
    happens = stage_begins(pieces, quantity.end, words)
    to_persons = happens is not None and stages()[happens].persons
    level = quantity.begin > 0 and pieces[quantity.begin - 1].lower in words.levels
    for other in reversed(done):
        if other.kind in _NEVER_LEND or other.unit_is_share or other.vague:
            continue
        lends = (
            _lends_unit(other, quantity, level=level) and happens is None
            if other.unit
            else _lends_noun(other, quantity)
        )
        thing = other.noun is not None and other.noun.head.lower().endswith(words.noun_phrase.things)
        if lends and not (to_persons and thing):
            return other
    return None


def _lends_unit(other: Quantity, quantity: Quantity, *, level: bool) -> bool:
    if level and other.kind == "ratio":
        return False
    reached = level and other.unit is not None and other.unit.kind == "points"  # "rose 80 points to 6,120"
    return reached or _are_like(other, quantity, _LIKE)


def _lends_noun(other: Quantity, quantity: Quantity) -> bool:
    return other.noun is not None and _are_like(other, quantity, _LIKE_THINGS)


def _stands_alone(pieces: Sequence[Piece], at: int, words: Lexicon) -> bool:
    """Whether no noun follows that the reader of nouns did not know ("a 3 cylinder engine")."""
    if words.noun_phrase.capitalised_heads or at >= len(pieces) or not pieces[at].is_word:
        return at >= len(pieces) or not pieces[at].is_capitalised
    return pieces[at].lower in words.noun_phrase.stops or stage_begins(pieces, at, words) is not None


def _are_like(one: Quantity, other: Quantity, times: float) -> bool:
    size, against = (max(abs(q.low or 0.0), abs(q.high or 0.0)) for q in (one, other))
    return 0 < max(size, against) <= times * min(size, against)


def with_appositions(pieces: Sequence[Piece], found: Sequence[Quantity], words: Lexicon) -> list[Quantity]:
    """Quantities that only repeat the one before in other units take over its bound: "over 100 km (60 miles)".

    A rate behind the bracket is that of both: "C$9 (US$6.50) per barrel".
    """
    done: list[Quantity] = []
    for quantity in found:
        last = done[-1] if done else None
        if last is not None and _is_apposition(pieces, last, quantity, words):
            quantity = replace(
                quantity,
                low=None if last.low is None else quantity.low,
                high=None if last.high is None else quantity.high,
                approximate=last.approximate or quantity.approximate,
                change=last.change,
            )
            closed = quantity.end < len(pieces) and pieces[quantity.end].text == ")"
            if closed and quantity.per is None and (rate := per_at(pieces, quantity.end + 1, words)):
                quantity = replace(quantity, per=rate[1])
                done[-1] = replace(last, per=last.per or rate[1])
        done.append(quantity)
    return done


def _is_apposition(pieces: Sequence[Piece], last: Quantity, quantity: Quantity, words: Lexicon) -> bool:
    if quantity.unit is None or last.unit is None or quantity.unit.id == last.unit.id:
        return False
    if (not quantity.range and quantity.low != quantity.high) or last.range != quantity.range or quantity.change:
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

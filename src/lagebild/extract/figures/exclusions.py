"""Numbers that are no figures: dates, years, scores, names, references. Word lists are in `lang/*/figures.toml`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lagebild.extract.figures.lexicon import Lexicon
from lagebild.extract.figures.pieces import HYPHENS, Piece
from lagebild.extract.figures.rules import NotFigure
from lagebild.extract.figures.stages import stage_begins

if TYPE_CHECKING:
    from lagebild.extract.figures.amounts import Amount
    from lagebild.extract.figures.nouns import Noun

_MARKS = ":/-–.x×"
_MARKS_OF_NAMES = "„“”«»"
_QUOTES = "\"'"


def skip_marked_numbers(pieces: Sequence[Piece], at: int) -> int:
    """Where a run of numbers with marks between them ends (2024-10-20, 14:30, 3:1, 9/11, 192.168.1.2), else `at`.

    A run of two numbers joined by a hyphen is left alone, for it may be a range.
    """
    if not pieces[at].is_number:
        return at
    if end := _spaced_clock(pieces, at):
        return end
    end, marks = at + 1, ""
    if _begins_telephone_number(pieces, at):
        while end < len(pieces) and (pieces[end].is_number or pieces[end].text in "-/"):
            end += 1
        return end
    while (
        end + 1 < len(pieces)
        and pieces[end].glued
        and pieces[end].text in _MARKS
        and pieces[end + 1].glued
        and pieces[end + 1].is_number
    ):
        marks += pieces[end].text
        end += 2
    if not marks or (len(marks) == 1 and marks in "-–"):
        return at
    return end


def _spaced_clock(pieces: Sequence[Piece], at: int) -> int:
    """Where "3 : 30" ends, else 0."""
    if at + 2 >= len(pieces) or pieces[at + 1].text != ":" or pieces[at + 1].glued or pieces[at + 2].glued:
        return 0
    minutes = pieces[at + 2]
    return at + 3 if minutes.is_integer and len(minutes.text) == 2 and len(pieces[at].text) < 3 else 0


def _begins_telephone_number(pieces: Sequence[Piece], at: int) -> bool:
    """ "+49 30 12345", "030 1234567", "0800-12345"."""
    if at and pieces[at - 1].text == "+" and pieces[at].glued:
        return at + 1 < len(pieces) and (pieces[at + 1].is_number or pieces[at + 1].text in "-/(")
    return len(pieces[at].text) > 1 and pieces[at].text[0] == "0" and pieces[at].is_integer


def glued_to_a_name(pieces: Sequence[Piece], amount: Amount, words: Lexicon, minus_words: frozenset[str]) -> bool:
    """Whether letters stick to the number: F-16, A320, Covid-19, 3G, 2nd, 12-Punkte-Plan, two-state."""
    first, last = amount.first, amount.last
    before = pieces[first - 1] if first else None
    if before is not None and pieces[first].glued:
        if before.is_word or before.text in "#@_":
            return True
        if before.text in _QUOTES and first > 1 and pieces[first - 2].text == "=":
            return True  # the value of an attribute: timestamp="1470067200"
        if before.text in HYPHENS + "./" and before.glued and first > 1 and pieces[first - 2].is_word:
            return words.modifiers_before.until(pieces, first) is None and pieces[first - 2].lower not in minus_words
        if before.text == "+" and amount.unit is None:
            return True
    if last >= len(pieces) or not pieces[last].glued:
        return False
    after = pieces[last]
    if after.text == "+" and last + 1 < len(pieces) and pieces[last + 1].glued and pieces[last + 1].is_number:
        return True
    if after.is_word:
        return words.not_after.from_(pieces, last) is None or not _has_kind(words.not_after.from_(pieces, last))
    if after.text in HYPHENS and last + 1 < len(pieces) and pieces[last + 1].glued and pieces[last + 1].is_word:
        if amount.unit is not None or pieces[last + 1].text in words.strength_suffixes:
            return False
        if words.modifiers_after.from_(pieces, last) or words.ranges.from_(pieces, last):
            return False
        return not _has_kind(words.not_after.from_(pieces, last))
    return False


def _has_kind(hit: tuple[int, NotFigure] | None) -> bool:
    return hit is not None and hit[1].kind != ""


def not_a_figure(pieces: Sequence[Piece], amount: Amount, noun: Noun | None, words: Lexicon) -> NotFigure | None:
    """The rule of [[not_figures]] that takes the number away, if any."""
    after = words.not_after.from_(pieces, amount.last)
    if after is not None and amount.unit is None:
        return after[1]
    if after is not None and after[1].kind == "age":
        return after[1]
    before = words.not_before.until(pieces, amount.first) or _listed_before(pieces, amount, words)
    if before is not None and _applies(before[1], amount, noun):
        return before[1]
    return _ORDINAL if _is_ordinal_or_listed(pieces, amount, words) else None


def _listed_before(pieces: Sequence[Piece], amount: Amount, words: Lexicon) -> tuple[int, NotFigure] | None:
    """The rule for a number before, where this one is joined to it: "reactors 5 and 6", "the ages of 18 and 29"."""
    at = amount.first - 2
    if at < 1 or not pieces[at].is_integer or pieces[at + 1].lower not in words.noun_phrase.joiners:
        return None
    hit = words.not_before.until(pieces, at)
    return hit if hit is not None and (hit[1].id == "reference" or hit[1].kind == "age") else None


_ORDINAL = NotFigure(id="ordinal", example="")


def _applies(rule: NotFigure, amount: Amount, noun: Noun | None) -> bool:
    numeral = amount.numeral
    if rule.kind == "age":
        return amount.unit is None or amount.unit.kind in ("time", "age")
    if amount.unit is not None:
        return False
    if rule.only == "year":
        return numeral.bare and 1000 <= amount.low < 2100
    if rule.only == "day or year":
        return numeral.bare and (amount.low <= 31 or 1000 <= amount.low < 2100)
    if rule.only == "alone":
        return numeral.form == "words" and noun is None
    if rule.only == "bare":
        return numeral.bare or (numeral.form == "words" and amount.low < 100 and (noun is None or noun.linked))
    return True


def _is_ordinal_or_listed(pieces: Sequence[Piece], amount: Amount, words: Lexicon) -> bool:
    """ "3. Oktober", "1)", "(2)", ", 65," after a name, "10 Downing Street"."""
    first, last = amount.first, amount.last
    if amount.unit is not None or last >= len(pieces):
        return False
    after = pieces[last]
    before = pieces[first - 1] if first else None
    bare = amount.numeral.bare
    if bare and _is_of_a_house(pieces, last, words):
        return True
    if bare and 10_000 <= amount.low < 100_000 and before is not None and after.is_capitalised:
        code = before.text == "," or (before.lower in words.postal_after and amount.low % 100 > 0)
        if code:  # ", 10117 Berlin", "in 10117 Berlin"
            return True
    if after.text == "." and after.glued and last + 1 < len(pieces) and amount.numeral.form == "digits":
        return pieces[last + 1].text not in '"“”»«’‘)'
    quoted = before is not None and before.text in _MARKS_OF_NAMES and after.text in _MARKS_OF_NAMES
    if quoted and bare:
        return True  # the club “911”
    if after.text == "]" and bare and before is not None and before.text == "[":
        return True  # a footnote
    if after.text == ")" and bare and amount.high < 120:
        return before is None or (before.text == "(" and last - first == 1)
    if bare and before is not None and before.text == "," and after.text == "," and first > 1:
        named = pieces[first - 2] if pieces[first - 2].text != "." or first < 3 else pieces[first - 3]  # "Kim Jr., 55,"
        is_age = named.is_word and amount.low > 14 and _noun_ends(pieces, last)
        return (named.is_capitalised or is_age) and amount.high < 110
    return False


def _noun_ends(pieces: Sequence[Piece], at: int) -> bool:
    """Whether after the comma at a piece the sentence goes on in small letters: "the star, 42, was"."""
    return at + 1 < len(pieces) and pieces[at + 1].is_word and not pieces[at + 1].is_capitalised


def _is_of_a_house(pieces: Sequence[Piece], at: int, words: Lexicon) -> bool:
    end = at
    while end < min(at + 5, len(pieces)) and (pieces[end].is_capitalised or pieces[end].text[0].isdigit()):
        named = end > at or (end + 1 < len(pieces) and pieces[end + 1].is_capitalised)
        if named and pieces[end].lower in words.street_words:
            return True
        end += 1
    return False


def is_year(pieces: Sequence[Piece], amount: Amount, noun: Noun | None, words: Lexicon) -> bool:
    """Whether a bare number of four digits is a year."""
    if not amount.numeral.bare or amount.last - amount.first != 1:
        return False
    before = pieces[amount.first - 1].lower if amount.first else ""
    phrase = words.noun_phrase
    if noun is not None and not noun.linked and amount.low == 2000 and before not in phrase.year_certain:
        return False  # "2000 Ausbilder"
    if 1900 <= amount.low < 2100:
        return noun is None or noun.head.lower() not in phrase.count_nouns or before in phrase.year_after
    one = noun is None or noun.linked or (phrase.plural_endings and not noun.head.endswith(phrase.plural_endings))
    return 1000 <= amount.low < 1900 and bool(one) and before in phrase.year_after


def is_name_number(
    pieces: Sequence[Piece], amount: Amount, noun: Noun | None, words: Lexicon, *, floor: int = 0
) -> bool:
    """Whether a bare number belongs to the name before it: Boeing 747, Leopard 2, Model 3 sedans.

    After a number that ends at `floor` it does, whatever follows: "ten Leopard 2 have arrived".
    """
    first = amount.first
    if not amount.numeral.bare or amount.low >= 10_000 or first == 0:
        return False
    before = pieces[first - 1]
    if (noun is None or noun.first < first) and _is_next_version(pieces, first, words):
        return True
    if not before.is_word or not before.is_capitalised or before.lower in words.noun_phrase.stops:
        return False
    if (
        noun is not None
        and words.noun_phrase.possessive_ending
        and before.lower.endswith(words.noun_phrase.possessive_ending)
    ):
        return False  # "Saudi Arabia's 70 mosques"
    if _is_part(pieces, amount.last, words):
        return False
    if noun is None:
        return first - 1 == floor > 0 or not stage_begins(pieces, amount.last, words)
    if words.noun_phrase.capitalised_heads or first < 2 or amount.low >= 1000:
        return False
    return pieces[first - 2].lower not in words.noun_phrase.stops


def _is_next_version(pieces: Sequence[Piece], first: int, words: Lexicon) -> bool:
    """Whether another number of the same name stands before: "Explorer 8 and 9"."""
    if first < 3 or pieces[first - 1].lower not in words.noun_phrase.joiners or not pieces[first - 2].is_number:
        return False
    name = pieces[first - 3]
    return name.is_word and name.is_capitalised and first > 3 and name.lower not in words.noun_phrase.stops


def _is_part(pieces: Sequence[Piece], at: int, words: Lexicon) -> bool:
    """Whether "of 40" follows: what stands before it is a part of something counted."""
    following = pieces[at : at + 3]
    return (
        len(following) > 1
        and following[0].lower in words.noun_phrase.part_of
        and any(piece.text[0].isdigit() for piece in following[1:])
    )

"""Ranges: two numbers that are the ends of one figure, and scores, which are none."""

from __future__ import annotations

from dataclasses import replace

from lagebild.extract.figures.amounts import Amount, Scene, amount_at
from lagebild.extract.figures.numberwords import numbers
from lagebild.extract.figures.pieces import DASHES, HYPHENS
from lagebild.extract.figures.rules import RangeRule

DASH = RangeRule(id="dash", example="", middle="-")
_WIDEST = 10  # times the lower end that the upper one may be where a dash joins two bare numbers
_LARGEST_OF_RATIO = 100
_TRUNCATED = RangeRule(id="truncated", example="", middle="-")


def second_of(s: Scene, first: Amount) -> tuple[Amount | None, RangeRule | None]:
    """The other end of a range, with the rule that joins them."""
    for middle_end, rules in _middles(s, first.last):
        second = amount_at(s, middle_end) if middle_end < len(s.pieces) else None
        if second is None and middle_end + 1 < len(s.pieces) and not s.pieces[middle_end].is_word:
            second = amount_at(s, middle_end + 1)
            if second is not None and not second.unit_before:
                second = None
        if second is None or second.is_vague or first.is_vague:
            continue
        if "half" in (first.numeral.form, second.numeral.form) or second.numeral.form == "article":
            continue
        if (first.numeral.form, second.numeral.form) == ("article", "digits"):
            continue  # the A-10
        for rule in rules:
            if _joins(s, first, second, rule, rules):
                return second, rule
    return None, None


def _middles(s: Scene, at: int) -> list[tuple[int, tuple[RangeRule, ...]]]:
    pieces = s.pieces
    found: list[tuple[int, tuple[RangeRule, ...]]] = []
    if hit := s.words.ranges.from_(pieces, at):
        found.append(hit)
    if at + 1 >= len(pieces):
        return found
    mark = pieces[at]
    if mark.text in DASHES and pieces[at + 1].glued == mark.glued:
        found.append((at + 1, (DASH,)))
    if mark.text in HYPHENS and mark.glued and pieces[at + 1].lower in numbers(s.language).truncation_joiners:
        hit = s.words.ranges.from_(pieces, at + 1)
        found.append((hit[0], hit[1]) if hit else (at + 2, (_TRUNCATED,)))
    return found


def _joins(s: Scene, first: Amount, second: Amount, rule: RangeRule, rules: tuple[RangeRule, ...]) -> bool:
    if rule.ratio:
        if rule.of_one:
            alone = second.numeral.bare or second.numeral.form == "words"
            return first.low == 1 and 3 <= second.low < 1900 and alone and first.unit is None and second.unit is None
        small = first.low < second.low <= 100 and first.unit is None and second.unit is None
        return small and first.numeral.scale == 1 and first.numeral.mantissa == int(first.numeral.mantissa)
    low, high = shared(first, second)
    if _looks_like_year(first) != _looks_like_year(second):
        return False
    opening = s.words.openings.until(s.pieces, start_of(s, first))
    opened = opening[1] if opening is not None and any(r.opening == opening[1] for r in rules) else ""
    if rule.opening != opened:
        return False
    if first.unit and second.unit and first.unit.id != second.unit.id:
        return False
    if first.unit and not second.unit and not first.unit_before:
        return False
    if rule.opening:
        moves = rule.may_move and first.numeral.scale == second.numeral.scale and _moves(s, first)
        return not moves and (low.low < high.low or not rule.may_move)
    if not low.low < high.low:
        return False
    if rule is DASH and low.numeral.bare and high.numeral.bare and high.low > _WIDEST * low.low and low.low > 9:
        return False  # an ATR 42-512
    return not rule.near or (first.unit is None and high.low <= 2 * low.low + 2)


def start_of(s: Scene, amount: Amount) -> int:
    """Where the amount begins with the words of approximation before it."""
    start = amount.first
    while (hit := s.words.modifiers_before.until(s.pieces, start)) and hit[0] >= s.floor:
        if s.words.openings.until(s.pieces, start):
            break
        start = hit[0]
    return start


def shared(first: Amount, second: Amount) -> tuple[Amount, Amount]:
    """Both ends with the multiplier and unit that one of them lends to the other."""
    scale = second.numeral.scale
    if first.numeral.scale == 1 and scale > 1 and first.low < second.numeral.mantissa:
        numeral = first.numeral._replace(scale=scale)
        first = replace(first, low=numeral.value, high=numeral.value, numeral=numeral)
    unit = first.unit or second.unit
    return replace(first, unit=unit), replace(second, unit=unit)


def _moves(s: Scene, first: Amount) -> bool:
    opening = s.words.openings.until(s.pieces, start_of(s, first))
    return opening is not None and s.words.changes_before.until(s.pieces, opening[0]) is not None


def _looks_like_year(amount: Amount) -> bool:
    return amount.numeral.bare and 1900 <= amount.low < 2100


def score_end(s: Scene, amount: Amount) -> int | None:
    """Where a score like 2-1 or 89-89 ends, or a ratio like "3 to 1": two bare numbers that do not rise."""
    pieces, at = s.pieces, amount.last
    if link := s.words.scores.from_(pieces, at):
        return _ratio_end(s, amount, link[0])
    if not amount.numeral.bare or at + 1 >= len(pieces) or pieces[at].text not in DASHES:
        return None
    second = pieces[at + 1]
    spaced = amount.first > 0 and pieces[amount.first - 1].text == "(" and not pieces[at].glued and not second.glued
    if not ((pieces[at].glued and second.glued) or spaced) or not second.is_integer:
        return None  # a score in brackets may be spaced: "(58 - 3)"
    return at + 2 if float(second.text) <= amount.low else None


def _ratio_end(s: Scene, first: Amount, at: int) -> int | None:
    """Where a ratio ends whose second number begins at a piece: "3 to 1", "2-to-1"; not "from 3 to 1"."""
    second = amount_at(s, at) if at < len(s.pieces) else None
    if second is None or s.words.openings.until(s.pieces, start_of(s, first)):
        return None
    if not all(number.unit is None and _is_small(number) for number in (first, second)) or second.low > first.low:
        return None
    after = s.pieces[second.last] if second.last < len(s.pieces) else None
    alone = after is None or not after.is_word or after.lower in s.words.noun_phrase.stops
    return second.last if second.low == 1 or alone else None


def _is_small(amount: Amount) -> bool:
    plain = amount.numeral.bare or amount.numeral.form == "words"
    return plain and not amount.is_vague and amount.low <= _LARGEST_OF_RATIO

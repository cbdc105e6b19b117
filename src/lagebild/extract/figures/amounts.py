"""Amounts: numbers with the unit, currency or multiplier that stands by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lagebild.extract.figures.lexicon import Lexicon
from lagebild.extract.figures.nouns import counted
from lagebild.extract.figures.numberwords import numbers
from lagebild.extract.figures.numerals import Numeral, read_numeral
from lagebild.extract.figures.pieces import HYPHENS, Piece
from lagebild.extract.figures.rules import Unit, Vague
from lagebild.types import Language


@dataclass(frozen=True, slots=True)
class Scene:
    """The pieces of a sentence and the words of its language; `floor` is where the last quantity ended."""

    pieces: Sequence[Piece]
    language: Language
    words: Lexicon
    floor: int = 0


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit: pieces `first` to `last`; `low` and `high` differ where it is vague."""

    first: int
    last: int
    low: float
    high: float
    numeral: Numeral
    unit: Unit | None = None
    unit_before: bool = False
    vague: Vague | None = None

    @property
    def is_vague(self) -> bool:
        """Whether it stands for a range by convention."""
        return self.vague is not None or self.numeral.form == "plural"


def amount_at(s: Scene, at: int) -> Amount | None:
    """The amount that begins at a piece, or None."""
    amount = _vague_amount(s, at) or _plain_amount(s, at)
    return _with_unit(s, amount) if amount else None


def _plain_amount(s: Scene, at: int) -> Amount | None:
    numeral = read_numeral(s.pieces, at, s.language)
    if numeral is None:
        return None
    if numeral.form == "plural":
        return Amount(at, numeral.last, numeral.value, numeral.value * 10, numeral)
    return Amount(at, numeral.last, numeral.value, numeral.value, numeral)


def _vague_amount(s: Scene, at: int) -> Amount | None:
    """ "mehrere", "several hundred", "ein paar Dutzend", "tens of thousands"."""
    hit = s.words.vague.from_(s.pieces, at)
    if hit is None:
        return None
    end, rule = hit
    power = read_numeral(s.pieces, end, s.language) if end < len(s.pieces) else None
    if power is not None and power.mantissa in (1, 10, 100) and power.scale > 1 and power.form in ("words", "plural"):
        return Amount(at, power.last, rule.min * power.value, rule.max * power.value, power, vague=rule)
    if not rule.alone:
        return None
    return Amount(at, end, rule.min, rule.max, Numeral(at, end, 1.0, 1.0, "plural"), vague=rule)


def _with_unit(s: Scene, amount: Amount) -> Amount:
    amount = _with_currency_before(s, amount)
    amount = _with_money_suffix(s, amount)
    after = _unit_after(s, amount.last) or _unit_after_link(s, amount)
    if after is None:
        return _with_scale_before(s, amount)
    last, unit = after
    if amount.unit is not None:
        return replace(amount, last=last) if unit.id == amount.unit.id else amount
    if amount.numeral.form == "article" and s.words.symbols.from_(s.pieces, amount.last):
        return amount
    return _with_multiplier_after(s, replace(amount, last=last, unit=unit))


def _unit_after_link(s: Scene, amount: Amount) -> tuple[int, Unit] | None:
    """ "hundreds of thousands of dollars", "hundreds of years": a plural governs its unit as what is counted."""
    link = s.words.partitive.from_(s.pieces, amount.last) if amount.is_vague else None
    after = s.words.units.from_(s.pieces, link[0]) if link else None
    return after if after is not None and after[1].kind in ("money", "time") else None


def _with_scale_before(s: Scene, amount: Amount) -> Amount:
    """ "ein Beben der Stärke 4,4": the unit stands before, and the number is small."""
    opening = s.words.openings.until(s.pieces, amount.first)
    before = s.words.units_before.until(s.pieces, opening[0] if opening else amount.first)
    if before is None or amount.unit is not None or amount.high >= 11 or amount.numeral.form != "digits":
        return amount
    if counted(s.pieces, amount.last, s.words, partitive=False) is not None:
        return amount
    return replace(amount, unit=before[1], unit_before=True)


def _with_multiplier_after(s: Scene, amount: Amount) -> Amount:
    """ "75 USD million"."""
    if amount.unit is None or amount.unit.kind != "money" or amount.numeral.scale > 1:
        return amount
    more = amount.last < len(s.pieces)
    scale = numbers(s.language).multipliers.get(s.pieces[amount.last].lower) if more else None
    if scale is None or amount.numeral.form != "digits":
        return amount
    numeral = amount.numeral._replace(scale=scale, bare=False)
    return replace(amount, last=amount.last + 1, low=numeral.value, high=numeral.value, numeral=numeral)


def _with_currency_before(s: Scene, amount: Amount) -> Amount:
    before = s.words.symbols.until(s.pieces, amount.first)
    apart = before and not all(piece.glued for piece in s.pieces[before[0] + 1 : amount.first])
    if before and apart and s.pieces[before[0]].lower in s.words.per_articles:
        last = s.words.symbols.until(s.pieces[amount.first - 1 : amount.first], 1)
        before = (amount.first - 1, last[1]) if last else None
    lowered = s.words.dollars.until(s.pieces, amount.first)
    if lowered and not all(piece.glued for piece in s.pieces[lowered[0] + 1 : amount.first]):
        lowered = None  # "a $5 note" is not in the money of Australia
    before = lowered if lowered and (before is None or lowered[0] < before[0]) else before
    if before is None or before[1].kind != "money" or before[0] < s.floor:
        return amount
    symbol = s.pieces[amount.first - 1]
    if amount.first - before[0] == 1 and symbol.is_word and len(symbol.text) == 1:
        return amount
    return replace(amount, first=before[0], unit=before[1], unit_before=True)


def _with_money_suffix(s: Scene, amount: Amount) -> Amount:
    """ "$35m", "2.7m sales": the letter is a million beside a currency or before what is counted, else a metre."""
    if amount.last >= len(s.pieces) or amount.numeral.form != "digits" or amount.numeral.scale > 1:
        return amount
    piece = s.pieces[amount.last]
    scale = numbers(s.language).money_suffixes.get(piece.text)
    if scale is None:
        return amount
    if amount.unit is None and _unit_after(s, amount.last + 1) is None:
        noun = counted(s.pieces, amount.last + 1, s.words, partitive=True)
        if noun is None or (not piece.glued and piece.text.islower()):
            return amount
    numeral = amount.numeral._replace(last=amount.last + 1, scale=scale, bare=False)
    return replace(amount, last=amount.last + 1, low=numeral.value, high=numeral.value, numeral=numeral)


def _unit_after(s: Scene, at: int) -> tuple[int, Unit] | None:
    pieces = s.pieces
    if at >= len(pieces):
        return None
    hit = s.words.units.from_(pieces, at) or _symbol(s, at)
    if hit is None and pieces[at].lower in s.words.duration_adjectives:
        hit = s.words.units.from_(pieces, at + 1)
        hit = hit if hit is not None and hit[1].kind == "time" else None
    hyphen = at + 1 < len(pieces) and pieces[at].text in HYPHENS and pieces[at].glued == pieces[at + 1].glued
    if hit is None and hyphen:
        hit = s.words.units.from_(pieces, at + 1) or _symbol(s, at + 1)
        hit = hit if pieces[at].glued or (hit is not None and hit[1].kind in ("time", "money")) else None
    if hit is None or hit[1].kind == "per":
        return None
    end, unit = hit
    if unit.kind == "points" and end + 1 < len(pieces) and pieces[end].text in HYPHENS and pieces[end + 1].glued:
        return None  # "20-Punkte-Plan"
    # A unit to which more sticks is none ("3 C4-Zünder"), unless it is a mark ("2,6%ige").
    glued = end < len(pieces) and pieces[end].glued and (pieces[end].is_word or pieces[end].is_number)
    if glued and pieces[end - 1].is_word:
        return None
    return end, unit


def _symbol(s: Scene, at: int) -> tuple[int, Unit] | None:
    hit = s.words.symbols.from_(s.pieces, at)
    if hit is None:
        return None
    end, unit = hit
    first = s.pieces[at]
    following = s.pieces[end] if end < len(s.pieces) else None
    if following is None:
        return end, unit
    letter = end - at == 1 and len(first.text) == 1 and first.is_word and not first.glued
    if letter and (following.is_capitalised or following.text in "-.'’" or unit.kind == "money"):
        return None
    # "10 $ 30 $" keeps the sign with the number before it, "8 or $9" with the one after.
    before_next = following.is_number and following.glued and not first.glued
    return None if unit.kind == "money" and not first.is_word and before_next else (end, unit)

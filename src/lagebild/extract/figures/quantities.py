"""Quantities: numbers with their bounds, units and ranges, and whether they are figures at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from lagebild.extract.figures.exclusions import (
    glued_to_a_name,
    is_name_number,
    is_year,
    not_a_figure,
    skip_marked_numbers,
)
from lagebild.extract.figures.lexicon import Lexicon, Modifier, RangeRule, Unit, Vague, lexicon, units
from lagebild.extract.figures.nouns import Noun, counted, counted_before
from lagebild.extract.figures.numerals import Numeral, numbers, read_numeral
from lagebild.extract.figures.pieces import Piece
from lagebild.types import Language

HYPHENS = "-‐‑"
DASHES = "-‐‑–—~"

Kind = Literal["count", "ratio", "money", "measure", "time", "age", "times", "one-of"]


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


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as read: pieces `begin` to `end` with its bounds, `first` to `last` without them."""

    begin: int
    end: int
    first: int
    last: int
    low: float | None
    high: float | None
    kind: Kind
    unit: Unit | None = None
    per: str | None = None
    approximate: bool = False
    vague: bool = False
    range: bool = False
    change: Literal["up", "down"] | None = None
    noun: Noun | None = None
    rules: tuple[str, ...] = ()


def quantities(pieces: Sequence[Piece], language: Language) -> tuple[Quantity, ...]:
    """All quantities of a sentence in order, also those that are no figures: durations, ages, "one of the ..."."""
    words = lexicon(language)
    found: list[Quantity] = []
    at = floor = 0
    while at < len(pieces):
        if not _may_begin(pieces[at].lower, language):
            at += 1
            continue
        if fixed := words.fixed.from_(pieces, at):
            at = floor = fixed[0]
            continue
        quantity, at = _Reader(pieces, language, words, floor).read(at)
        if quantity is not None:
            found.append(quantity)
            floor = quantity.end
            at = max(at, quantity.end)
    return tuple(_with_appositions(pieces, _with_lists(pieces, found, words), words))


def _with_lists(pieces: Sequence[Piece], found: Sequence[Quantity], words: Lexicon) -> list[Quantity]:
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


def _with_appositions(pieces: Sequence[Piece], found: Sequence[Quantity], words: Lexicon) -> Iterator[Quantity]:
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


@lru_cache(maxsize=20_000)
def _may_begin(word: str, language: Language) -> bool:
    words, number_words = lexicon(language), numbers(language)
    if "0" <= word[0] <= "9" or word in number_words.starters or not word.isalpha():
        return True
    if number_words.compound is not None and number_words.compound.match(word):
        return True
    return word in words.fixed or word in words.vague


class _Reader:
    """Reads one quantity of a sentence; `floor` is where the one before it ends."""

    def __init__(self, pieces: Sequence[Piece], language: Language, words: Lexicon, floor: int) -> None:
        self.pieces, self.language, self.words, self.floor = pieces, language, words, floor

    # --- the number and its unit ---

    def read(self, at: int) -> tuple[Quantity | None, int]:
        """The quantity that begins at a piece, and where to go on."""
        amount = self._amount(at)
        if amount is None:
            end = skip_marked_numbers(self.pieces, at)
            return None, max(end, at + 1)
        if self.pieces[at].is_number and (end := skip_marked_numbers(self.pieces, at)) > amount.last:
            return None, end
        if glued_to_a_name(self.pieces, amount, self.words, numbers(self.language).minus_words):
            return None, amount.last
        if end := self._score(amount):
            return None, end
        second, rule = self._second(amount)
        if second is not None and rule is not None:
            quantity = self._ranged(amount, second, rule)
            return quantity, second.last
        return self._single(amount), amount.last

    def _amount(self, at: int) -> Amount | None:
        amount = self._vague_amount(at) or self._plain_amount(at)
        return self._with_unit(amount) if amount else None

    def _plain_amount(self, at: int) -> Amount | None:
        numeral = read_numeral(self.pieces, at, self.language)
        if numeral is None:
            return None
        if numeral.form == "plural":
            return Amount(at, numeral.last, numeral.value, numeral.value * 10, numeral)
        return Amount(at, numeral.last, numeral.value, numeral.value, numeral)

    def _vague_amount(self, at: int) -> Amount | None:
        """ "mehrere", "several hundred", "ein paar Dutzend", "tens of thousands"."""
        hit = self.words.vague.from_(self.pieces, at)
        if hit is None:
            return None
        end, rule = hit
        power = read_numeral(self.pieces, end, self.language) if end < len(self.pieces) else None
        if power is not None and power.mantissa == 1 and power.scale > 1 and power.form in ("words", "plural"):
            return Amount(at, power.last, rule.min * power.scale, rule.max * power.scale, power, vague=rule)
        if not rule.alone:
            return None
        return Amount(at, end, rule.min, rule.max, Numeral(at, end, 1.0, 1.0, "plural"), vague=rule)

    def _with_unit(self, amount: Amount) -> Amount:
        amount = self._with_currency_before(amount)
        amount = self._with_money_suffix(amount)
        after = self._unit_after(amount.last, amount.numeral)
        if after is None:
            return self._with_scale_before(amount)
        last, unit = after
        if amount.unit is not None:
            return replace(amount, last=last) if unit.id == amount.unit.id else amount
        if amount.numeral.form == "article" and self.words.symbols.from_(self.pieces, amount.last):
            return amount
        return self._with_multiplier_after(replace(amount, last=last, unit=unit))

    def _with_scale_before(self, amount: Amount) -> Amount:
        """ "ein Beben der Stärke 4,4": the unit stands before, and the number is small."""
        before = self.words.units_before.until(self.pieces, amount.first)
        if before is None or amount.unit is not None or amount.high >= 11 or amount.numeral.form != "digits":
            return amount
        if counted(self.pieces, amount.last, self.words, partitive=False) is not None:
            return amount
        return replace(amount, unit=before[1])

    def _with_multiplier_after(self, amount: Amount) -> Amount:
        """ "75 USD million"."""
        if amount.unit is None or amount.unit.kind != "money" or amount.numeral.scale > 1:
            return amount
        scale = numbers(self.language).multipliers.get(self.pieces[amount.last].lower) if self._more(amount) else None
        if scale is None or amount.numeral.form != "digits":
            return amount
        numeral = amount.numeral._replace(scale=scale, bare=False)
        return replace(amount, last=amount.last + 1, low=numeral.value, high=numeral.value, numeral=numeral)

    def _more(self, amount: Amount) -> bool:
        return amount.last < len(self.pieces)

    def _with_currency_before(self, amount: Amount) -> Amount:
        before = self.words.symbols.until(self.pieces, amount.first)
        lowered = self.words.dollars.until(self.pieces, amount.first)
        before = lowered if lowered and (before is None or lowered[0] < before[0]) else before
        if before is None or before[1].kind != "money" or before[0] < self.floor:
            return amount
        symbol = self.pieces[amount.first - 1]
        if amount.first - before[0] == 1 and symbol.is_word and len(symbol.text) == 1:
            return amount
        return replace(amount, first=before[0], unit=before[1], unit_before=True)

    def _with_money_suffix(self, amount: Amount) -> Amount:
        """ "$35m", "2.7m sales": the letter is a million beside a currency or before what is counted, else a metre."""
        if amount.last >= len(self.pieces) or amount.numeral.form != "digits" or amount.numeral.scale > 1:
            return amount
        piece = self.pieces[amount.last]
        scale = numbers(self.language).money_suffixes.get(piece.text)
        if scale is None:
            return amount
        if amount.unit is None:
            if self._unit_after(amount.last + 1, amount.numeral) is None:
                noun = counted(self.pieces, amount.last + 1, self.words, partitive=True)
                if noun is None or (not piece.glued and piece.text.islower()):
                    return amount
        numeral = amount.numeral._replace(last=amount.last + 1, scale=scale, bare=False)
        return replace(amount, last=amount.last + 1, low=numeral.value, high=numeral.value, numeral=numeral)

    def _unit_after(self, at: int, numeral: Numeral) -> tuple[int, Unit] | None:
        pieces = self.pieces
        if at >= len(pieces):
            return None
        hit = self.words.units.from_(pieces, at) or self._symbol(at)
        if hit is None and pieces[at].text in HYPHENS and pieces[at].glued and at + 1 < len(pieces):
            if pieces[at + 1].glued:
                hit = self.words.units.from_(pieces, at + 1) or self._symbol(at + 1)
        if hit is None:
            return None
        end, unit = hit
        if unit.kind == "per":
            return None
        # A unit inside a longer word is none: "5 Meterware", "3 m-Brett" is one, "3 C-Schicht" is not.
        glued = end < len(pieces) and pieces[end].glued and (pieces[end].is_word or pieces[end].is_number)
        if glued and pieces[end - 1].is_word:
            return None
        return end, unit

    def _symbol(self, at: int) -> tuple[int, Unit] | None:
        hit = self.words.symbols.from_(self.pieces, at)
        if hit is None:
            return None
        end, unit = hit
        first = self.pieces[at]
        if end - at == 1 and len(first.text) == 1 and first.is_word and not first.glued:
            following = self.pieces[end] if end < len(self.pieces) else None
            if following is not None and (following.is_capitalised or following.text in "-.'’" or unit.kind == "money"):
                return None
        if unit.kind == "money" and not first.is_word and end < len(self.pieces) and self.pieces[end].is_number:
            # "10 $ 30 $" keeps the sign with the number before it, "8 or $9" with the one after.
            if self.pieces[end].glued and not first.glued:
                return None
        return end, unit

    def _score(self, amount: Amount) -> int | None:
        """Where a score like 2-1 or 89-89 ends: two bare numbers, glued, that do not rise."""
        pieces, at = self.pieces, amount.last
        if not amount.numeral.bare or at + 1 >= len(pieces) or pieces[at].text not in DASHES:
            return None
        second = pieces[at + 1]
        if not (pieces[at].glued and second.glued and second.text.isdigit()):
            return None
        return at + 2 if float(second.text) <= amount.low else None

    # --- ranges ---

    def _second(self, first: Amount) -> tuple[Amount | None, RangeRule | None]:
        """The other end of a range, with the rule that joins them."""
        for middle_end, rules in self._middles(first.last):
            second = self._amount(middle_end) if middle_end < len(self.pieces) else None
            if second is None and middle_end + 1 < len(self.pieces) and not self.pieces[middle_end].is_word:
                second = self._amount(middle_end + 1)
                if second is not None and not second.unit_before:
                    second = None
            if second is None or second.is_vague or first.is_vague or second.numeral.form in ("article", "half"):
                continue
            for rule in rules:
                if self._joins(first, second, rule):
                    return second, rule
        return None, None

    def _middles(self, at: int) -> list[tuple[int, tuple[RangeRule, ...]]]:
        pieces = self.pieces
        found: list[tuple[int, tuple[RangeRule, ...]]] = []
        if hit := self.words.ranges.from_(pieces, at):
            found.append(hit)
        if at + 1 >= len(pieces):
            return found
        mark = pieces[at]
        if mark.text in DASHES and pieces[at + 1].glued == mark.glued:
            found.append((at + 1, (_DASH,)))
        if mark.text in HYPHENS and mark.glued and pieces[at + 1].lower in numbers(self.language).truncation_joiners:
            hit = self.words.ranges.from_(pieces, at + 1)
            found.append((hit[0], hit[1]) if hit else (at + 2, (_TRUNCATED,)))
        return found

    def _joins(self, first: Amount, second: Amount, rule: RangeRule) -> bool:
        if rule.ratio:
            small = first.low < second.low <= 100 and first.unit is None and second.unit is None
            return small and first.numeral.scale == 1 and first.numeral.mantissa == int(first.numeral.mantissa)
        low, high = self._shared(first, second)
        if _looks_like_year(first) != _looks_like_year(second):
            return False
        opening = self.words.openings.until(self.pieces, self._start(first))
        if rule.opening and (opening is None or opening[1] != rule.opening):
            return False
        if first.unit and second.unit and first.unit.id != second.unit.id:
            return False
        if first.unit and not second.unit and not first.unit_before:
            return False
        if rule.opening:
            moves = rule.may_move and first.numeral.scale == second.numeral.scale and self._moves(first)
            return not moves and (low.low < high.low or not rule.may_move)
        if not low.low < high.low:
            return False
        return not rule.near or (first.unit is None and high.low <= 2 * low.low + 2)

    def _start(self, amount: Amount) -> int:
        """Where the amount begins with the words of approximation before it."""
        start = amount.first
        while (hit := self.words.modifiers_before.until(self.pieces, start)) and hit[0] >= self.floor:
            if self.words.openings.until(self.pieces, start):
                break
            start = hit[0]
        return start

    def _shared(self, first: Amount, second: Amount) -> tuple[Amount, Amount]:
        """Both ends with the multiplier and unit that one of them lends to the other."""
        scale = second.numeral.scale
        if first.numeral.scale == 1 and scale > 1 and first.low < second.numeral.mantissa:
            numeral = first.numeral._replace(scale=scale)
            first = replace(first, low=numeral.value, high=numeral.value, numeral=numeral)
        unit = first.unit or second.unit
        return replace(first, unit=unit), replace(second, unit=unit)

    def _ranged(self, first: Amount, second: Amount, rule: RangeRule) -> Quantity | None:
        if rule.ratio:
            value = first.low / second.low
            share = replace(second, first=first.first, low=value, high=value, unit=units()["share"])
            quantity = self._finished(share, self._noun(second))
            return replace(quantity, rules=(*quantity.rules, rule.id))
        low, high = self._shared(first, second)
        bare = low.numeral.bare and high.numeral.bare and low.unit is None
        noun = self._noun(high)
        if bare and is_year(self.pieces, low, None, self.words) and is_year(self.pieces, high, None, self.words):
            return None
        if bare and rule is _DASH and noun is None and not self._modified(low):
            return None
        merged = replace(high, first=low.first, low=low.low, high=high.low)
        if merged.low > merged.high:
            merged = replace(merged, low=merged.high, high=merged.low)
        quantity = self._finished(merged, noun, opening=rule.opening)
        return replace(quantity, range=True, rules=(*quantity.rules, rule.id))

    def _moves(self, first: Amount) -> bool:
        opening = self.words.openings.until(self.pieces, self._start(first))
        return opening is not None and self.words.changes_before.until(self.pieces, opening[0]) is not None

    def _modified(self, amount: Amount) -> bool:
        hit = self.words.modifiers_before.until(self.pieces, amount.first)
        return hit is not None and hit[1].effect != "exact"

    # --- one number ---

    def _single(self, amount: Amount) -> Quantity | None:
        noun = self._noun(amount)
        near = noun if noun is not None and noun.first >= amount.last else None
        form = amount.numeral.form
        rule = not_a_figure(self.pieces, amount, near, self.words)
        if rule is not None and not rule.kind:
            return None
        if form == "article" and not self._article_counts(amount):
            return None
        if form in ("half", "fraction"):
            share = self._share(amount)
            return self._finished(share, noun) if share else None
        if amount.numeral.form == "words" and amount.low == 1 and amount.last - amount.first == 1 and not amount.unit:
            return self._one(amount, near)
        modified = self._modified(amount)
        if not modified and amount.unit is None:
            if is_year(self.pieces, amount, near, self.words):
                return None
            if is_name_number(self.pieces, amount, near, self.words):
                return None
        quantity = self._finished(amount, noun)
        if rule is not None:
            unit = quantity.unit
            if rule.kind == "age" and (unit is None or unit.id == "year"):
                unit = units()["year-of-age"]
            quantity = replace(quantity, kind="age" if rule.kind == "age" else "times", unit=unit)
        return quantity

    def _article_counts(self, amount: Amount) -> bool:
        if amount.unit is not None:
            return amount.unit.kind in ("ratio", "money") and amount.numeral.last < amount.last
        return amount.last < len(self.pieces) and self.pieces[amount.last].text in self.words.one_counts_before

    def _share(self, amount: Amount) -> Amount | None:
        """A fraction with a unit is an amount of it, else a share of a whole, where the words say so."""
        if amount.unit is not None:
            return amount
        pieces, at = self.pieces, amount.last
        whole = at < len(pieces) and pieces[at].lower in self.words.wholes
        before = pieces[amount.first - 1].lower if amount.first else ""
        if before in self.words.never_half_after:
            return None
        certain = amount.numeral.form == "fraction" and not self._begins_with_article(amount)
        if not whole and not certain and not (amount.numeral.form == "fraction" and self._modified(amount)):
            return None
        if amount.numeral.form == "half" and pieces[amount.last - 1].lower not in numbers(self.language).shares:
            return None
        return replace(amount, unit=units()["share"])

    def _begins_with_article(self, amount: Amount) -> bool:
        return self.pieces[amount.first].lower in numbers(self.language).articles

    def _one(self, amount: Amount, noun: Noun | None) -> Quantity | None:
        pieces, at = self.pieces, amount.last
        before = pieces[amount.first - 1].lower if amount.first else ""
        after = pieces[at].lower if at < len(pieces) else ""
        if self.words.partitive.from_(pieces, at):
            quantity = self._finished(amount, noun)
            counts = self._modified(amount)
            return quantity if counts else replace(quantity, kind="one-of")
        if before in self.words.one_never_after or after in self.words.one_never_before or noun is None:
            return None
        return self._finished(amount, noun)

    # --- bounds, noun, rate ---

    def _noun(self, amount: Amount) -> Noun | None:
        unit = amount.unit
        partitive = unit is None or unit.kind not in ("time", "age", "length", "speed", "temperature")
        direct = unit is None or (self.words.noun_phrase.capitalised_heads and unit.kind not in ("money", "time", "age"))
        one = amount.high == 1
        noun = counted(self.pieces, amount.last, self.words, partitive=partitive, direct=direct, one=one)
        if noun is None and (after := self._modifier_after(amount.last)):
            noun = counted(self.pieces, after[0], self.words, partitive=partitive, direct=direct, one=one)
        if noun is None and unit is None:
            noun = self._noun_of_compound(amount) or counted_before(self.pieces, amount.first, self.floor, self.words)
        return noun

    def _noun_of_compound(self, amount: Amount) -> Noun | None:
        """ "eine 45-köpfige Besatzung", "a 300-strong unit"."""
        pieces, at = self.pieces, amount.last
        if at + 1 >= len(pieces) or pieces[at].text not in HYPHENS or not pieces[at + 1].glued:
            return None
        if pieces[at + 1].text not in self.words.strength_suffixes:
            return None
        begin = at + 2 + (at + 2 < len(pieces) and pieces[at + 2].text in HYPHENS)
        return counted(pieces, begin, self.words, partitive=False, one=True)

    def _modifier_after(self, at: int) -> tuple[int, Modifier] | None:
        after = self.words.modifiers_after.from_(self.pieces, at)
        if after is None and at < len(self.pieces) and self.pieces[at].glued:
            after = self.words.modifiers_glued.from_(self.pieces, at)
        return after

    def _finished(self, amount: Amount, noun: Noun | None, *, opening: str = "") -> Quantity:
        begin = amount.first
        if sign := self._sign(amount.first):
            begin = sign - 1
            amount = replace(amount, first=begin, low=-amount.high, high=-amount.low)
        end, per = self._rate(amount, noun)
        low: float | None = amount.low
        high: float | None = amount.high
        begin, end, modifiers = self._modifiers(begin, end, amount, opening)
        effects = {modifier.effect for modifier in modifiers}
        exact = amount.low == amount.high
        if exact and "least" in effects:
            high = None
        elif exact and "most" in effects:
            low = None
        change, rule = self._change(begin, end, amount, noun)
        rules = [modifier.id for modifier in modifiers if modifier.effect != "exact"]
        if amount.is_vague:
            rules.append(amount.vague.id if amount.vague else "plural")
        return Quantity(
            begin=begin,
            end=end,
            first=amount.first,
            last=amount.last,
            low=low,
            high=high,
            kind=_kind(amount.unit),
            unit=amount.unit,
            per=per,
            approximate="about" in effects,
            vague=amount.is_vague,
            change=change,
            noun=noun,
            rules=tuple([*rules, rule] if rule else rules),
        )

    def _sign(self, first: int) -> int:
        """The piece after a minus before the number ("minus 5", "minus-5", "-5"), or 0."""
        if first == 0:
            return 0
        mark = self.pieces[first - 1]
        if mark.lower in numbers(self.language).minus_words:
            return first
        if mark.text not in "-−" or not self.pieces[first].glued:
            return 0
        before = self.pieces[first - 2] if first > 1 else None
        if before is not None and before.lower in numbers(self.language).minus_words:
            return first - 1
        return first if not mark.glued and not (before is not None and before.is_capitalised) else 0

    def _rate(self, amount: Amount, noun: Noun | None) -> tuple[int, str | None]:
        """Where the amount ends with "pro Tag", and what it is per."""
        at = amount.last
        if noun is not None and amount.unit is None and noun.first == amount.last and not noun.linked:
            at = noun.last
        per = self._per(at)
        if per is None:
            return amount.last, None
        return (per[0] if at == amount.last else amount.last), per[1]

    def _per(self, at: int) -> tuple[int, str] | None:
        pieces = self.pieces
        if at + 1 >= len(pieces):
            return None
        hit = self.words.per.from_(pieces, at)
        if hit is not None:
            begin = hit[0]
        elif pieces[at].lower in self.words.per_articles:
            begin = at + 1
        else:
            return None
        unit = self.words.units.from_(pieces, begin) or self.words.symbols.from_(pieces, begin)
        return (unit[0], unit[1].id) if unit is not None and unit[1].per else None

    def _modifiers(self, begin: int, end: int, amount: Amount, opening: str) -> tuple[int, int, list[Modifier]]:
        """Where the words of bounding and approximation begin and end, and their rules, nearest first."""
        found: list[Modifier] = []
        start = begin
        if opening and (hit := self.words.openings.until(self.pieces, self._start(amount))):
            begin = start = hit[0]
        while (before := self.words.modifiers_before.until(self.pieces, start)) and before[0] >= self.floor:
            start = before[0]
            if before[1].effect != "exact":
                if not _bounds(before[1], amount):
                    break
                begin = start
                found.append(before[1])
        if after := self._modifier_after(end):
            end = after[0]
            found.append(after[1])
        return begin, end, found

    def _change(
        self, begin: int, end: int, amount: Amount, noun: Noun | None
    ) -> tuple[Literal["up", "down"] | None, str | None]:
        """Whether the number is the amount of a rise or fall, and by which rule."""
        pieces, words = self.pieces, self.words
        link = words.links.until(pieces, begin)
        start = link[0] if link else begin
        counts = amount.unit is None or amount.unit.kind not in ("ratio", "money", "temperature", "angle-or-temperature", "points")
        while (filler := words.modifiers_before.until(pieces, start)) and filler[1].effect == "exact":
            start = filler[0]
        if direct := words.changes_before.until(pieces, start):
            rule = direct[1]
            if link or not counts or pieces[start - 1].lower in rule.counts_too:
                return rule.change, rule.id
        if link:
            for rule in words.changes:
                if _in_clause(pieces, begin, end, rule.clause):
                    return rule.change, rule.id
        if not counts and (after := words.changes_after.from_(pieces, end)):
            return after[1].change, after[1].id
        return None, None


def _looks_like_year(amount: Amount) -> bool:
    return amount.numeral.bare and 1900 <= amount.low < 2100


_DASH = RangeRule(id="dash", example="", middle="-")
_TRUNCATED = RangeRule(id="truncated", example="", middle="-")


def _bounds(modifier: Modifier, amount: Amount) -> bool:
    if amount.high >= modifier.words_from:
        return True
    return amount.numeral.form == "digits" and amount.unit is not None


def _kind(unit: Unit | None) -> Kind:
    if unit is None:
        return "count"
    kinds: dict[str, Kind] = {"ratio": "ratio", "money": "money", "time": "time", "age": "age"}
    return kinds.get(unit.kind, "measure")


def _in_clause(pieces: Sequence[Piece], begin: int, end: int, words: tuple[str, ...]) -> bool:
    """Whether one of the words (with a star: beginnings of words) stands in the clause around the pieces."""
    left, right = begin, end
    while left > 0 and pieces[left - 1].text not in ",;:–(" and begin - left < 15:
        left -= 1
    while right < len(pieces) and pieces[right].text not in ",;:–)" and right - end < 15:
        right += 1
    clause = [piece.lower for piece in (*pieces[left:begin], *pieces[end:right])]
    for phrase in words:
        parts = phrase.split(" .. ")
        if all(any(_fits(word, part) for word in clause) for part in parts):
            return True
    return False


def _fits(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern

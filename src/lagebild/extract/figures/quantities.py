"""Quantities: numbers with their bounds, units and ranges, and whether they are figures at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from lagebild.extract.figures.amounts import Amount, Scene, amount_at
from lagebild.extract.figures.bounds import (
    change_of,
    is_bounded,
    is_modified,
    modifier_after,
    modifiers_of,
    rate_of,
    sign_of,
)
from lagebild.extract.figures.exclusions import (
    glued_to_a_name,
    is_name_number,
    is_year,
    not_a_figure,
    skip_marked_numbers,
)
from lagebild.extract.figures.lexicon import lexicon, units
from lagebild.extract.figures.nouns import Noun, counted, counted_before
from lagebild.extract.figures.numberwords import Builder, numbers, spell
from lagebild.extract.figures.numerals import Numeral
from lagebild.extract.figures.pieces import HYPHENS, Piece
from lagebild.extract.figures.quantity import Kind, Quantity
from lagebild.extract.figures.ranges import DASH, score_end, second_of, shared
from lagebild.extract.figures.rules import RangeRule, Unit
from lagebild.extract.figures.series import with_antecedents, with_appositions, with_lists, with_small_change
from lagebild.types import Language

_GROUP = 3  # digits between the marks of thousands


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
        quantity, at = _read_at(Scene(pieces, language, words, floor), at)
        if quantity is not None:
            found.append(quantity)
            floor = quantity.end
            at = max(at, quantity.end)
    found = with_antecedents(pieces, with_lists(pieces, with_small_change(pieces, found, words), words), words)
    return tuple(with_appositions(pieces, found, words))


@lru_cache(maxsize=20_000)
def _may_begin(word: str, language: Language) -> bool:
    words, number_words = lexicon(language), numbers(language)
    if "0" <= word[0] <= "9" or word in number_words.starters or not word.isalpha():
        return True
    if number_words.compound is not None and number_words.compound.match(word):
        return True
    return word in words.fixed or word in words.vague


def _read_at(s: Scene, at: int) -> tuple[Quantity | None, int]:
    """The quantity that begins at a piece, and where to go on."""
    if strength := _strength(s, at):
        return strength, at + 1
    amount = amount_at(s, at)
    if amount is None:
        end = skip_marked_numbers(s.pieces, at)
        return None, max(end, at + 1)
    if s.pieces[at].is_number and (end := skip_marked_numbers(s.pieces, at)) > amount.last:
        return None, end
    if glued_to_a_name(s.pieces, amount, s.words, numbers(s.language).minus_words):
        return None, amount.last
    if score := score_end(s, amount):
        return None, score
    second, rule = second_of(s, amount)
    if second is not None and rule is not None:
        quantity = _ranged(s, amount, second, rule)
        return quantity, second.last
    return _single(s, amount), amount.last


def _ranged(s: Scene, first: Amount, second: Amount, rule: RangeRule) -> Quantity | None:
    if rule.ratio:
        value = first.low / second.low
        share = replace(second, first=first.first, low=value, high=value, unit=units()["share"])
        quantity = _finished(s, share, _noun(s, second))
        return replace(quantity, rules=(*quantity.rules, rule.id))
    low, high = shared(first, second)
    bare = low.numeral.bare and high.numeral.bare and low.unit is None
    noun = _noun(s, high)
    years = bare and is_year(s.pieces, low, noun, s.words) and is_year(s.pieces, high, noun, s.words)
    if years and not (rule.opening and noun is not None and low.low < 1900):
        return None
    if bare and rule is DASH and noun is None and not is_modified(s, low):
        return None
    merged = replace(high, first=low.first, low=low.low, high=high.low)
    if merged.low > merged.high:
        merged = replace(merged, low=merged.high, high=merged.low)
    if {low.numeral.form, high.numeral.form} == {"fraction"} and (of_whole := _share(s, high)):
        merged = replace(merged, unit=of_whole.unit)
    quantity = _finished(s, merged, noun, opening=rule.opening)
    other = s.words.not_after.from_(s.pieces, high.last) if high.unit is None else None
    kinds: dict[str, Kind] = {"times": "times", "age": "age"}  # "two or three times", "16- bis 24-Jährige"
    kind = kinds.get(other[1].kind, quantity.kind) if other else quantity.kind
    return replace(quantity, range=True, kind=kind, rules=(*quantity.rules, rule.id))


def _single(s: Scene, amount: Amount) -> Quantity | None:
    noun = _noun(s, amount)
    near = noun if noun is not None and noun.first >= amount.last else None
    form = amount.numeral.form
    rule = not_a_figure(s.pieces, amount, near, s.words)
    if rule is not None and not rule.kind:
        return None
    if form == "digits" and amount.unit is None and _is_version(s, amount, near):
        return None
    alone = noun is None or (noun.linked and s.words.noun_phrase.capitalised_heads)
    if form == "words" and alone and amount.unit is None and _ends_name(s.pieces, amount):
        return None
    if form == "article" and not _article_counts(s, amount, near):
        return None
    if form in ("half", "fraction"):
        if part := _of_one(s, amount):
            return _finished(s, part, _noun(s, part))
        share = _share(s, amount)
        return _finished(s, share, noun) if share else None
    if amount.numeral.form == "words" and amount.low == 1 and amount.last - amount.first == 1 and not amount.unit:
        return _one(s, amount, near)
    modified = is_modified(s, amount)
    if not modified and amount.unit is None:
        if is_year(s.pieces, amount, near, s.words):
            return None
        if is_name_number(s.pieces, amount, near, s.words, floor=s.floor):
            return None
    quantity = _finished(s, amount, noun)
    if rule is not None:
        unit = quantity.unit
        if rule.kind == "age" and (unit is None or unit.id == "year"):
            unit = units()["year-of-age"]
        quantity = replace(quantity, kind="age" if rule.kind == "age" else "times", unit=unit)
    return quantity


def _is_version(s: Scene, amount: Amount, noun: Noun | None) -> bool:
    """Whether a number with a point is that of a version: "GCC 7.1"; it always is where that is no decimal mark."""
    first, *rest = s.pieces[amount.first].text.split(".")
    if not rest or not first or amount.numeral.scale > 1 or "," in s.pieces[amount.first].text:
        return False
    if numbers(s.language).decimal_mark != ".":
        return len(rest[-1]) != _GROUP
    before = s.pieces[amount.first - 1] if amount.first else None
    named = before is not None and before.is_word and before.is_capitalised and amount.first > 1
    return named and noun is None and not s.words.modifiers_before.until(s.pieces, amount.first)


def _ends_name(pieces: Sequence[Piece], amount: Amount) -> bool:
    """Whether a number written with a capital ends a name: "the Normandy Four", "am Tag Zwei der Flucht"."""
    if amount.first < 2 or amount.last - amount.first > 1:
        return False
    return all(piece.is_word and piece.is_capitalised for piece in pieces[amount.first - 1 : amount.last])


def _article_counts(s: Scene, amount: Amount, noun: Noun | None) -> bool:
    if noun is not None and (unit := s.words.units.from_(s.pieces, noun.last - 1)) and unit[1].kind == "time":
        return False  # "an einem einzigen Tag"
    if amount.unit is not None:
        return amount.unit.kind in ("ratio", "money") and amount.numeral.last < amount.last
    return amount.last < len(s.pieces) and s.pieces[amount.last].text in s.words.one_counts_before


def _share(s: Scene, amount: Amount) -> Amount | None:
    """A fraction with a unit is an amount of it, else a share of a whole, where the words say so."""
    if amount.unit is not None:
        return amount
    pieces, at = s.pieces, amount.last
    whole = at < len(pieces) and pieces[at].lower in s.words.wholes
    before = pieces[amount.first - 1].lower if amount.first else ""
    if before in s.words.never_half_after:
        return None
    certain = amount.numeral.form == "fraction" and not _begins_with_article(s, amount)
    certain = certain or s.words.links.until(pieces, _start_of_words(s, amount.first)) is not None
    if not whole and not certain and not (amount.numeral.form == "fraction" and is_modified(s, amount)):
        return None
    if amount.numeral.form == "half" and pieces[amount.last - 1].lower not in numbers(s.language).shares:
        return None
    return replace(amount, unit=units()["share"])


def _of_one(s: Scene, amount: Amount) -> Amount | None:
    """A fraction of one of a unit, as an amount of it: "one-half of 1 percent"."""
    pieces = s.pieces
    link = s.words.partitive.from_(pieces, amount.last)
    if amount.unit is not None or link is None or link[0] >= len(pieces):
        return None
    one = pieces[link[0]].lower
    counted_once = one in numbers(s.language).articles or one == "1" or numbers(s.language).words.get(one) == 1
    at = link[0] + counted_once
    article = pieces[link[0] - 1].lower in numbers(s.language).articles  # "of a" is one link
    unit = s.words.units.from_(pieces, at) if counted_once or article else None
    return replace(amount, last=unit[0], unit=unit[1]) if unit is not None and unit[1].kind == "ratio" else None


def _start_of_words(s: Scene, start: int) -> int:
    while hit := s.words.modifiers_before.until(s.pieces, start):
        start = hit[0]
    return start


def _begins_with_article(s: Scene, amount: Amount) -> bool:
    return s.pieces[amount.first].lower in numbers(s.language).articles


def _one(s: Scene, amount: Amount, noun: Noun | None) -> Quantity | None:
    pieces, at = s.pieces, amount.last
    before = pieces[amount.first - 1].lower if amount.first else ""
    after = pieces[at].lower if at < len(pieces) else ""
    if s.words.partitive.from_(pieces, at):
        quantity = _finished(s, amount, noun)
        return quantity if is_bounded(s, amount) else replace(quantity, kind="one-of")
    if before in s.words.one_never_after or after in s.words.one_never_before or noun is None:
        return None
    if tuple(piece.lower for piece in pieces[noun.last : noun.last + 2]) in s.words.one_of_any:
        return None  # "one state or another"
    if not s.words.noun_phrase.capitalised_heads and before.isalnum() and _is_named(pieces, amount.first):
        return None  # "the ONE Majesty"
    return _finished(s, amount, noun)


def _is_named(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a word for one stands in a name: with a capital inside a sentence, another capital behind it."""
    return pieces[at].text[0].isupper() and at + 1 < len(pieces) and pieces[at + 1].is_capitalised


def _noun(s: Scene, amount: Amount) -> Noun | None:
    unit = amount.unit
    partitive = unit is None or unit.kind not in ("time", "age", "length", "speed", "temperature")
    if unit is not None and unit.kind == "money" and s.words.noun_phrase.capitalised_heads:
        partitive = False  # "demands 5 billion from its partners": where the noun follows at once, "from" is no "of"
    direct = unit is None or (s.words.noun_phrase.capitalised_heads and unit.kind not in ("time", "age"))
    one = amount.high in (0, 1)
    begin = amount.last
    if direct and unit is not None and begin + 1 < len(s.pieces):  # "122-mm-Raketen"
        begin += s.pieces[begin].text in HYPHENS and s.pieces[begin].glued and s.pieces[begin + 1].glued
    noun = counted(s.pieces, begin, s.words, partitive=partitive, direct=direct, one=one)
    if noun is None and (after := modifier_after(s, amount.last)):
        noun = counted(s.pieces, after[0], s.words, partitive=partitive, direct=direct, one=one)
    if noun is None and unit is not None and unit.kind == "money":
        noun = _noun_of_money(s, amount)
    if noun is None and unit is None:
        noun = _noun_of_compound(s, amount) or counted_before(s.pieces, amount.first, s.floor, s.words)
    return noun


def _noun_of_money(s: Scene, amount: Amount) -> Noun | None:
    """What money is spent on or earned with: "$2 billion in exports"; no place, and no length of time ("in years")."""
    link = s.words.of_money.from_(s.pieces, amount.last)
    noun = counted(s.pieces, link[0], s.words, partitive=False) if link else None
    goes_on = noun is not None and noun.last < len(s.pieces) and s.pieces[noun.last].is_word
    if goes_on and noun is not None and s.pieces[noun.last].lower not in s.words.noun_phrase.stops:
        return None  # "in federal investment"
    if noun is None or noun.head[0].isupper() or s.words.units.from_(s.pieces, noun.last - 1):
        return None
    return noun._replace(linked=True)


def _noun_of_compound(s: Scene, amount: Amount) -> Noun | None:
    """ "eine 45-köpfige Besatzung", "a 300-strong unit"."""
    pieces, at = s.pieces, amount.last
    if at + 1 >= len(pieces) or pieces[at].text not in HYPHENS or not pieces[at + 1].glued:
        return None
    if pieces[at + 1].text not in s.words.strength_suffixes:
        return None
    begin = at + 2 + (at + 2 < len(pieces) and pieces[at + 2].text in HYPHENS)
    noun = counted(pieces, begin, s.words, partitive=False, one=True)
    member = pieces[at + 1]
    if noun is None or member.text not in s.words.strength_members:
        return noun
    return noun._replace(head=member.text, head_start=member.start, head_end=member.end)


def _strength(s: Scene, at: int) -> Quantity | None:
    """ "zwölfköpfige", in one word: the number of what it describes."""
    lexicon_of_numbers, word = numbers(s.language), s.pieces[at].lower
    suffix = next((suffix for suffix in s.words.strength_suffixes if word.endswith(suffix)), "")
    stem = word.removesuffix(suffix)
    if not suffix or lexicon_of_numbers.compound is None or not lexicon_of_numbers.compound.fullmatch(stem):
        return None
    builder = Builder()
    if not spell(stem, lexicon_of_numbers, builder):
        return None
    numeral = Numeral(at, at + 1, builder.value, 1.0, "words")
    noun = counted(s.pieces, at + 1, s.words, partitive=False)
    return _finished(s, Amount(at, at + 1, numeral.value, numeral.value, numeral), noun) if noun else None


def _finished(s: Scene, amount: Amount, noun: Noun | None, *, opening: str = "") -> Quantity:
    begin = amount.first
    if sign := sign_of(s, amount.first):
        begin = sign - 1
        amount = replace(amount, first=begin, low=-amount.high, high=-amount.low)
    end, per = rate_of(s, amount, noun)
    low: float | None = amount.low
    high: float | None = amount.high
    begin, end, modifiers = modifiers_of(s, begin, end, amount, opening)
    effects = {modifier.effect for modifier in modifiers}
    exact = amount.low == amount.high
    if exact and "least" in effects:
        high = None
    elif exact and "most" in effects:
        low = None
    change, rule = change_of(s, begin, end, amount, noun)
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


def _kind(unit: Unit | None) -> Kind:
    if unit is None:
        return "count"
    kinds: dict[str, Kind] = {"ratio": "ratio", "money": "money", "time": "time", "age": "age"}
    return kinds.get(unit.kind, "measure")

"""What stands around an amount: bounds, approximation, sign, rate, and whether it is the amount of a rise or fall."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Literal

from lagebild.extract.figures.amounts import Amount, Scene
from lagebild.extract.figures.lexicon import Lexicon
from lagebild.extract.figures.nouns import Noun
from lagebild.extract.figures.numberwords import numbers
from lagebild.extract.figures.pieces import Piece
from lagebild.extract.figures.ranges import start_of
from lagebild.extract.figures.rules import Modifier

_NOUN_REACH = 7  # pieces between the "of" of an amount and the noun that tells the change
#: Kinds of units of which "lost 5" tells a change; 5 tanks lost are no change of a number.
_CHANGING = frozenset({"ratio", "money", "temperature", "angle-or-temperature", "points"})


def is_modified(s: Scene, amount: Amount) -> bool:
    """Whether a bound or a word of approximation stands right before the amount."""
    hit = s.words.modifiers_before.until(s.pieces, amount.first)
    if hit is None or hit[1].effect == "exact" or not _bounds(hit[1], amount):
        return False
    return not _is_governed(s, hit[0], amount.last, hit[1])


def is_bounded(s: Scene, amount: Amount) -> bool:
    """Whether a bound stands right before the amount; "about" is none: "skeptical about one of them"."""
    hit = s.words.modifiers_before.until(s.pieces, amount.first)
    return hit is not None and hit[1].effect in ("least", "most") and is_modified(s, amount)


def modifier_after(s: Scene, at: int) -> tuple[int, Modifier] | None:
    """The bound or approximation that begins at a piece ("or more", "+"): where it ends, and its rule."""
    after = s.words.modifiers_after.from_(s.pieces, at)
    if after is None and at < len(s.pieces) and s.pieces[at].glued:
        after = s.words.modifiers_glued.from_(s.pieces, at)
    return after


def modifiers_of(s: Scene, begin: int, end: int, amount: Amount, opening: str) -> tuple[int, int, list[Modifier]]:
    """Where the words of bounding and approximation begin and end, and their rules, nearest first."""
    found: list[Modifier] = []
    start = begin
    if opening and (hit := s.words.openings.until(s.pieces, start_of(s, amount))):
        begin = start = hit[0]
    while (before := s.words.modifiers_before.until(s.pieces, start)) and before[0] >= s.floor:
        if before[1].adjacent and start != begin:
            break
        start = before[0]
        if before[1].effect != "exact":
            if not _bounds(before[1], amount) or _is_governed(s, start, end, before[1]):
                break
            begin = start
            found.append(before[1])
    if after := modifier_after(s, end):
        end = after[0]
        found.append(after[1])
    return begin, end, found


def _bounds(modifier: Modifier, amount: Amount) -> bool:
    if amount.high >= modifier.words_from:
        return True
    return amount.numeral.form == "digits" and amount.unit is not None


def _is_governed(s: Scene, begin: int, end: int, modifier: Modifier) -> bool:
    """Whether the words belong to a verb instead: "verfügt über 300 Panzer" has 300, "mit über 300 Panzern" more."""
    if not modifier.governed_by or (begin and s.pieces[begin - 1].lower in modifier.certain_after):
        return False
    word = s.pieces[begin].lower
    if any(piece.lower == word for piece in s.pieces[end : end + 8]):
        return False
    return _in_clause(s.pieces, begin, end, modifier.governed_by)


def sign_of(s: Scene, first: int) -> int:
    """The piece after a minus before the number ("minus 5", "minus-5", "-5"), or 0."""
    if first == 0:
        return 0
    mark = s.pieces[first - 1]
    if mark.lower in numbers(s.language).minus_words:
        return first
    if mark.text not in "-−" or not s.pieces[first].glued:
        return 0
    before = s.pieces[first - 2] if first > 1 else None
    if before is not None and before.lower in numbers(s.language).minus_words:
        return first - 1
    return first if not mark.glued and not (before is not None and before.is_capitalised) else 0


def rate_of(s: Scene, amount: Amount, noun: Noun | None) -> tuple[int, str | None]:
    """Where the amount ends with "pro Tag", and what it is per."""
    at = amount.last
    if noun is not None and noun.first == amount.last and not noun.linked:
        at = noun.last
    per = per_at(s.pieces, at, s.words)
    if per is None:
        return amount.last, None
    return (per[0] if at == amount.last else amount.last), per[1]


def per_at(pieces: Sequence[Piece], at: int, words: Lexicon) -> tuple[int, str] | None:
    """Where a rate ends that begins at a piece ("a day", "pro Tag"), and the unit that it is per."""
    if at + 1 >= len(pieces):
        return None
    hit = words.per.from_(pieces, at)
    if hit is not None:
        begin = hit[0]
    elif pieces[at].lower in words.per_articles:
        begin = at + 1
    elif (hit := words.per_times.from_(pieces, at)) and _is_rate(pieces, hit[0], words):
        begin = hit[0]
    else:
        return None
    unit = words.units.from_(pieces, begin) or words.symbols.from_(pieces, begin)
    if unit is None or not unit[1].per:
        return None
    past = hit is None and unit[0] < len(pieces) and pieces[unit[0]].lower in words.no_rate_before
    return None if past else (unit[0], unit[1].id)  # "from 388 million a year earlier"


def _is_rate(pieces: Sequence[Piece], at: int, words: Lexicon) -> bool:
    """Whether "am Tag" is a rate, not one day: no number or genitive follows ("im Jahr 2024", "am Tag der Wahl")."""
    unit = words.units.from_(pieces, at)
    if unit is None or unit[1].kind != "time":
        return False
    after = pieces[unit[0]] if unit[0] < len(pieces) else None
    return after is None or not (after.is_number or after.lower in words.no_rate_before)


def change_of(
    s: Scene, begin: int, end: int, amount: Amount, noun: Noun | None
) -> tuple[Literal["up", "down"] | None, str | None]:
    """Whether the number is the amount of a rise or fall, and by which rule."""
    pieces, words = s.pieces, s.words
    link = words.links.until(pieces, begin)
    start = link[0] if link else begin
    counts = amount.unit is None or amount.unit.kind not in _CHANGING
    while (filler := words.modifiers_before.until(pieces, start)) and filler[1].effect == "exact":
        start = filler[0]
    if direct := words.changes_before.until(pieces, start):
        rule = direct[1]
        if direct[0] and pieces[direct[0] - 1].lower in rule.never_after:
            return None, None  # "make up 75 percent"
        if link or not counts or pieces[start - 1].lower in rule.counts_too:
            return rule.change, rule.id
    if link:
        told = [(far, rule) for rule in words.changes if (far := _how_far(pieces, begin, end, rule.clause)) is not None]
        if told:
            rule = min(told, key=itemgetter(0))[1]
            return rule.change, rule.id
    of_what = end + 1 < len(pieces) and pieces[end].text.islower() and pieces[end].lower not in words.noun_phrase.stops
    rate = amount.unit is not None and amount.unit.kind == "ratio"
    for at in (end, *((end + 1,) if rate and of_what else ())):  # "a 34% gain", "a 34% profit gain"
        if not counts and (after := words.changes_after.from_(pieces, at)) and (at == end or pieces[at].is_word):
            return after[1].change, after[1].id
    phrase_end = noun.last if noun is not None and noun.first == end else end
    if not counts and words.partitive.until(pieces, start):
        for rule in words.changes:
            if _told_before(pieces, start, rule.nouns):
                return rule.change, rule.id
    if compared := words.changes_compared.from_(pieces, phrase_end):
        return compared[1].change, compared[1].id
    return None, None


def _told_before(pieces: Sequence[Piece], end: int, nouns: tuple[str, ...]) -> bool:
    """Whether a noun of change stands before its "of": "a rise in exports of 5 percent"."""
    for at in range(end - 2, max(end - _NOUN_REACH, -1), -1):
        if not pieces[at].is_word:
            return False
        if pieces[at].lower in nouns:
            return True
    return False


def _in_clause(pieces: Sequence[Piece], begin: int, end: int, words: tuple[str, ...]) -> bool:
    """Whether one of the words (with a star: beginnings of words) stands in the clause around the pieces."""
    return _how_far(pieces, begin, end, words) is not None


def _how_far(pieces: Sequence[Piece], begin: int, end: int, words: tuple[str, ...]) -> int | None:
    """How far the nearest of the words (with a star: beginnings of words) stands in the clause around the pieces."""
    left, right = begin, end
    while left > 0 and pieces[left - 1].text not in ",;:–(" and begin - left < 15:
        left -= 1
    while right < len(pieces) and pieces[right].text not in ",;:–)" and right - end < 15:
        right += 1
    clause = [(begin - at, pieces[at].lower) for at in range(left, begin)]
    clause += [(at - end + 1, pieces[at].lower) for at in range(end, right)]
    found: list[int] = []
    for phrase in words:
        nearest = [
            min((far for far, word in clause if _fits(word, part)), default=None) for part in phrase.split(" .. ")
        ]
        if None not in nearest:
            found.append(min(far for far in nearest if far is not None))
    return min(found, default=None)


def _fits(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern

"""The head of a counted noun phrase: its first capitalised word, or its first plural."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.extract.figures.lexicon import Lexicon, NounPhrase
from lagebild.extract.figures.numberwords import numbers
from lagebild.extract.figures.pieces import HYPHENS, Piece

_REACH = 8
#: Kinds of units that a number inside the phrase may have: "155mm shells", "5 litre cans".
_MEASURES = frozenset({"length", "volume", "mass", "power", "voltage"})


def _measure_end(pieces: Sequence[Piece], at: int, words: Lexicon) -> int:
    """Where a number inside the phrase ends, else `at`: the "155mm" of shells, the 2 of "Leopard 2 tanks"."""
    if not pieces[at].is_number:
        return at
    end = at + 1 + (at + 1 < len(pieces) and pieces[at + 1].text in HYPHENS)
    if (hit := words.units.from_(pieces, end) or words.symbols.from_(pieces, end)) and hit[1].kind in _MEASURES:
        return hit[0] + (hit[0] < len(pieces) and pieces[hit[0]].text in HYPHENS)
    named = at > 0 and pieces[at - 1].is_capitalised and not pieces[at].glued and pieces[at].is_integer
    return at + 1 if named and len(pieces[at].text) < 3 else at


def capitalised(pieces: Sequence[Piece], at: int, words: Lexicon) -> tuple[int, int] | None:
    """Head and end of a phrase whose head is its first capitalised word, after adjectives."""
    phrase = words.noun_phrase
    skipped = _measure_end(pieces, at, words) if at < len(pieces) else at
    passed = skipped
    for index in range(skipped, min(skipped + _REACH, len(pieces))):
        piece = pieces[index]
        if index < passed:
            continue
        if piece.text in HYPHENS and piece.glued and index > skipped:
            continue
        if not piece.is_word or (piece.glued and index > skipped):
            return None
        if piece.lower in phrase.stops and not (piece.lower in phrase.joiners and index > skipped):
            return None
        if piece.is_capitalised:
            if piece.lower in phrase.not_heads:
                return None
            hyphen = pieces[index + 1] if index + 2 < len(pieces) else None
            if hyphen and hyphen.text in HYPHENS and hyphen.glued and not pieces[index + 2].glued:
                continue  # "Straßen- und Hallenmärkte": the head is the last part
            end = compound_end(pieces, index)
            if end > index + 1 and pieces[end - 1].text[0].islower() and _is_adjective(pieces, end - 1, phrase):
                passed = end  # "US-amerikanische Piloten"
                continue
            of_place = piece.text.endswith(phrase.place_endings) and not piece.lower.endswith(phrase.persons)
            if of_place and _is_noun(pieces, index + 1, phrase):
                return index + 1, compound_end(pieces, index + 1)
            return index, compound_end(pieces, index)
        if piece.lower not in phrase.joiners and not _is_adjective(pieces, index, phrase):
            return None
    return None


def _is_adjective(pieces: Sequence[Piece], at: int, phrase: NounPhrase) -> bool:
    """An adjective, or an adverb before one ("chronisch kranke")."""
    if pieces[at].lower.endswith(phrase.adjective_endings):
        return True
    if at + 1 >= len(pieces) or not pieces[at + 1].is_word or pieces[at + 1].is_capitalised:
        return False
    return pieces[at + 1].lower.endswith(phrase.adjective_endings) and pieces[at + 1].lower not in phrase.stops


def _is_noun(pieces: Sequence[Piece], at: int, phrase: NounPhrase) -> bool:
    if at >= len(pieces) or not pieces[at].is_word or not pieces[at].is_capitalised or pieces[at].glued:
        return False
    return pieces[at].lower not in phrase.stops and pieces[at].lower not in phrase.not_heads


def compound_end(pieces: Sequence[Piece], at: int) -> int:
    """Where a compound with hyphens ends: US-Soldaten, F-16-Kampfjets, G8-Staaten."""
    end = at + 1
    if end + 2 < len(pieces) and pieces[end].is_number and all(piece.glued for piece in pieces[end : end + 3]):
        end += pieces[end + 1].text in HYPHENS
    while end + 1 < len(pieces) and pieces[end].text in HYPHENS and pieces[end].glued and pieces[end + 1].glued:
        end += 2
    return end


def plural(pieces: Sequence[Piece], at: int, words: Lexicon, one: bool, linked: bool) -> tuple[int, int] | None:
    """Head and end of a phrase whose head is its first plural, or its last word where one thing is counted.

    Where heads are listed, there are no others.
    """
    phrase = words.noun_phrase
    last = fallback = None
    index = at
    while index < min(at + _REACH, len(pieces)):
        if (end := _measure_end(pieces, index, words)) > index or (end := initials_end(pieces, index)) > index:
            index = end
            continue
        piece = pieces[index]
        if last is not None and (end := _aside_end(pieces, index, phrase, one=one)):
            index = end
            continue
        if not piece.is_word or (piece.glued and index > at):
            break
        lower = piece.lower
        possessive = piece.text != without_possessive(piece.text, phrase)
        if possessive and index + 1 < len(pieces) and _is_counted(pieces[index + 1], words):
            index += 2  # "20,000 of the country's 70,000 mosques"
            continue
        if _is_predicate(pieces, index, phrase, words, one=one and not linked, first=last is None):
            break
        abbreviation = len(lower) > 1 and piece.text.isupper()
        joins = lower in phrase.joiners and last is not None and (not one or pieces[index - 1].is_capitalised)
        if joins and index + 1 < len(pieces) and _is_counted(pieces[index + 1], words):
            break  # "one Malian and two others"
        compound = compound_end(pieces, index) > index + 1  # "in-person interviews"
        if (lower in phrase.stops and not abbreviation and not joins and not compound) or lower.endswith(
            ("n't", "n’t")
        ):
            break
        is_verb = lower.endswith(phrase.verb_endings) or lower in phrase.verbs_of_one
        if one and last is not None and is_verb and not pieces[last].lower.endswith(phrase.verb_endings):
            break
        if (end := _designation_end(pieces, index)) > index:
            return index, end
        end = compound_end(pieces, index)
        if lower in phrase.participles and index == at:
            fallback = index
        elif lower not in phrase.joiners and not possessive:
            if compound and pieces[index].text.isalpha() and _is_plural(pieces[end - 1].lower, phrase):
                return index, end  # "co-defendants"
            is_first = one and not linked and lower in phrase.nouns and _goes_on(pieces, index + 1, phrase)
            if (
                end == index + 1
                and _is_plural(lower, phrase)
                and not is_first
                and not _describes(pieces, index, phrase)
            ):
                return _last_plural(pieces, index, phrase)
            last = index if end == index + 1 else None if last is None else last
        index = end
    if phrase.listed_heads:
        return None if fallback is None else (fallback, fallback + 1)
    if last is not None and not one and fallback is None and _modifies(pieces, at, words):
        return at, at + 1
    if last is None or not one or pieces[last].lower.endswith(phrase.adverb_endings):
        return None if fallback is None else (fallback, fallback + 1)
    return last, last + 1


def _aside_end(pieces: Sequence[Piece], at: int, phrase: NounPhrase, *, one: bool) -> int:
    """Where an abbreviation in brackets inside a phrase ends ("Army (BLA) insurgents"), or a spaced hyphen, else 0."""
    if at + 2 >= len(pieces):
        return 0
    if pieces[at].text == "(" and pieces[at + 1].text.isupper() and pieces[at + 2].text == ")":
        return at + 3
    follows = pieces[at + 1]
    spaced = pieces[at].text in HYPHENS and not pieces[at].glued and not follows.glued
    return at + 1 if spaced and not one and follows.is_word and _is_plural(follows.lower, phrase) else 0


def _is_predicate(
    pieces: Sequence[Piece], at: int, phrase: NounPhrase, words: Lexicon, *, one: bool, first: bool
) -> bool:
    """Whether a word is the verb behind a number, though it looks like a noun: "one site lists the names"."""
    lower = pieces[at].lower
    after = pieces[at + 1].lower if at + 1 < len(pieces) else ""
    stops = at + 1 >= len(pieces) or not pieces[at + 1].is_word or after in phrase.stops
    if one and not first and stops and lower.endswith(("s", *phrase.participle_endings)):
        nothing = at and _is_nothing(pieces, at, words)
        listed = (lower + "s").endswith((*phrase.persons, *phrase.things))  # "one particular shooting"
        return not nothing and not listed and not pieces[at].is_capitalised
    known = lower in phrase.nouns or lower.endswith((*phrase.persons, *phrase.things))
    rate = words.units.from_(pieces, at + 2)  # "78 times a minute"
    if rate and rate[1].kind == "time":
        return False
    if lower.endswith("s") and not known and after in words.objects_begin and (one or first):
        return not first or not one
    return (
        one
        and first
        and lower.endswith(phrase.verb_endings)
        and lower not in phrase.participles
        and after in phrase.stops
    )


def _is_nothing(pieces: Sequence[Piece], at: int, words: Lexicon) -> bool:
    """Whether the number before the phrase is nought, so that plurals may follow: "zero civilian casualties"."""
    values = numbers(words.language).words
    return any(p.text == "0" or values.get(p.lower) == 0 for p in pieces[max(0, at - _REACH) : at])


def initials_end(pieces: Sequence[Piece], at: int) -> int:
    """Where a name of single letters with points ends ("U.S."), else `at`."""
    end = at
    while end + 1 < len(pieces) and _is_initial(pieces, end, glued=end > at):
        end += 2
    return end if end > at + 2 else at


def _is_initial(pieces: Sequence[Piece], at: int, *, glued: bool) -> bool:
    letter, point = pieces[at], pieces[at + 1]
    return (
        len(letter.text) == 1 and letter.is_capitalised and letter.glued == glued and point.text == "." and point.glued
    )


def _is_counted(piece: Piece, words: Lexicon) -> bool:
    return piece.is_number or piece.lower in numbers(words.language).starters


def _modifies(pieces: Sequence[Piece], at: int, words: Lexicon) -> bool:
    """Whether the number and the word after it describe one thing: "a 12 member council" has 12 members."""
    run = pieces[at : at + 2]
    return len(run) > 1 and all(
        p.text.isalpha()
        and p.text.islower()
        and not p.glued
        and p.lower not in words.noun_phrase.stops
        and p.lower not in words.noun_phrase.verbs_of_one
        and not p.lower.endswith(
            (*words.noun_phrase.adverb_endings, *words.noun_phrase.verb_endings, *words.noun_phrase.participle_endings)
        )
        for p in run
    )


def _designation_end(pieces: Sequence[Piece], at: int) -> int:
    """Where a name with a number in the plural ends (F-16s, Model 3s), else `at`."""
    number = at + 1 + (at + 1 < len(pieces) and pieces[at + 1].text in HYPHENS)
    if number + 1 >= len(pieces) or not pieces[at].is_capitalised or not pieces[number].is_integer:
        return at
    return number + 2 if pieces[number + 1].text == "s" and pieces[number + 1].glued else at


def _goes_on(pieces: Sequence[Piece], at: int, phrase: NounPhrase) -> bool:
    """Whether another noun follows: "one police officer"."""
    if at >= len(pieces) or not pieces[at].is_word or pieces[at].glued or pieces[at].is_capitalised:
        return False
    lower = pieces[at].lower
    return lower not in phrase.stops and not lower.endswith((*phrase.verb_endings, *phrase.participle_endings))


def _describes(pieces: Sequence[Piece], at: int, phrase: NounPhrase) -> bool:
    """Whether a plural is the end of a name before what is counted: "two United States service members"."""
    if not at or not pieces[at].is_capitalised or not pieces[at - 1].is_capitalised:
        return False
    for piece in pieces[at + 1 : at + 3]:
        if not piece.is_word or piece.is_capitalised or piece.glued or piece.lower in phrase.stops:
            return False
        if _is_plural(piece.lower, phrase):
            return True
    return False


def _last_plural(pieces: Sequence[Piece], at: int, phrase: NounPhrase) -> tuple[int, int]:
    """The last of a run of plurals: sales managers, wounded soldiers."""
    while (
        at + 1 < len(pieces)
        and not pieces[at + 1].glued
        and pieces[at + 1].lower not in phrase.stops
        and _is_plural(pieces[at + 1].lower, phrase)
        and (at + 2 >= len(pieces) or pieces[at + 2].lower not in phrase.predicate_before)
    ):
        at += 1
    return at, at + 1


def _is_plural(lower: str, phrase: NounPhrase) -> bool:
    if lower in phrase.nouns:
        return True
    return (
        len(lower) > 2
        and lower.endswith(phrase.plural_endings)
        and not lower.endswith(phrase.not_plural_endings)
        and lower not in phrase.not_heads
    )


def without_possessive(text: str, phrase: NounPhrase) -> str:
    """A word without its "'s"."""
    ending = phrase.possessive_ending
    return text[: -len(ending)] if ending and text.replace("’", "'").endswith(ending) else text

"""What is counted and whose it is: the noun phrase after a number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lagebild.extract.figures.heads import capitalised, compound_end, initials_end, plural, without_possessive
from lagebild.extract.figures.lexicon import Lexicon
from lagebild.extract.figures.pieces import HYPHENS, Piece
from lagebild.extract.names.gazetteer import folded, gazetteer

_REACH = 8
_QUOTES = "\"”’'"
#: Uses of names in the gazetteer (see ontology/README.md) that can own, and those that say where.
_OWNERS = frozenset({"country", "adjective", "people", "organisation", "person", "known-surname"})
_WHERE = frozenset({"capital", "city", "town", "place"})
_REACH_BACK = 26  # pieces between a number and "the number of" before it


class Noun(NamedTuple):
    """The counted noun: `head` as it stands, pieces `first` to `last` of the whole phrase, and whose it is.

    `linked` says that "of" or a genitive stands between the number and the phrase.
    """

    head: str
    head_start: int
    head_end: int
    first: int
    last: int
    whose: str | None
    linked: bool


def counted(
    pieces: Sequence[Piece],
    at: int,
    words: Lexicon,
    *,
    partitive: bool,
    direct: bool = True,
    one: bool = False,
) -> Noun | None:
    """The noun phrase after a number that ends at piece `at`; with `partitive` also after "of", "der", "von"."""
    if direct and (noun := _phrase(pieces, at, words, one=one, linked=False)):
        return noun
    if not partitive:
        return None
    if at < len(pieces) and pieces[at].text in _QUOTES and pieces[at].glued:
        at += 1  # "thousands" of them, in quotes
    link = words.partitive.from_(pieces, at)
    while link is not None and (further := words.partitive.from_(pieces, link[0])):
        link = further
    if link is None:
        return None
    counts = words.noun_phrase.counting.from_(pieces, link[0])  # "brings to nine the number of people"
    return _phrase(pieces, counts[0] if counts else link[0], words, one=True, linked=True)


def _phrase(pieces: Sequence[Piece], at: int, words: Lexicon, *, one: bool, linked: bool) -> Noun | None:
    phrase = words.noun_phrase
    found = capitalised(pieces, at, words) if phrase.capitalised_heads else plural(pieces, at, words, one, linked)
    if found is None:
        return None
    head, last = found
    whose = _owner(pieces, at, head, words) or _genitive(pieces, last, words) or _origin(pieces, last, words)
    start, end = pieces[head].start, pieces[last - 1].end
    text = "".join(
        ("" if index == head or piece.glued else " ") + piece.text
        for index, piece in enumerate(pieces[head:last], head)
    )
    return Noun(text, start, end, at, last, whose, linked)


def _owner(pieces: Sequence[Piece], at: int, head: int, words: Lexicon) -> str | None:
    """ "nordkoreanischen", "North Korean", "Russia" of "Russia's", the "US" of "US-Soldaten"."""
    phrase = words.noun_phrase
    names: list[str] = []
    for index, piece in enumerate(pieces[at:head], at):
        if (end := initials_end(pieces, index)) > index and not names:
            return "".join(letter.text for letter in pieces[index:end])
        if phrase.owners:
            if piece.lower.startswith(phrase.owners):
                return piece.text
        elif names and piece.text in HYPHENS and piece.glued and pieces[index + 1].glued:
            names[-1] += piece.text  # "Al-Shabaab"
        elif names and names[-1][-1] in HYPHENS and piece.is_capitalised:
            names[-1] += without_possessive(piece.text, phrase)
        elif names and names[-1][-1] in HYPHENS:
            names.pop()  # "Israeli-held"
        elif (
            piece.is_word
            and piece.is_capitalised
            and not _is_designation(pieces, index)
            and not _is_tail(pieces, index)
        ):
            names.append(without_possessive(piece.text, phrase))
        elif names:
            break
    if names:
        owner = " ".join(names)
        return owner if _may_own(owner, pieces[head].lower, words) else None
    if head + 1 < len(pieces) and pieces[head].text in phrase.owner_prefixes and pieces[head + 1].text in HYPHENS:
        return pieces[head].text
    return None


def _is_tail(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a name ends a compound: "anti-Taliban"."""
    return at > 1 and pieces[at].glued and pieces[at - 1].text in HYPHENS and pieces[at - 1].glued


def _may_own(name: str, head: str, words: Lexicon) -> bool:
    """Whether a name before what is counted says whose it is: of a state, people, body or person, not of a town.

    An unknown name says it of persons only: "300 Azov fighters", but not "40 Windows computers".
    """
    parts = (name, *name.split()) if " " in name else (name,)
    uses = {sense.use for part in parts for sense in gazetteer(words.language).senses(folded(part))[:1]}
    if uses & _OWNERS:
        return True
    if head in words.noun_phrase.never_owned:
        return False
    return not uses & _WHERE and head.endswith(words.noun_phrase.persons)


def _is_designation(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a number is tied to the word: the "Su" of Su-24."""
    return at + 2 < len(pieces) and pieces[at + 1].text in HYPHENS and pieces[at + 2].is_number


def counted_before(pieces: Sequence[Piece], begin: int, floor: int, words: Lexicon) -> Noun | None:
    """What is counted where it stands before the number: "die Zahl der Toten stieg auf 34"."""
    for at in range(begin - 1, max(floor, begin - _REACH_BACK) - 1, -1):
        if pieces[at].text in ",;:":
            return None
        if hit := words.noun_phrase.counting.from_(pieces, at):
            noun = counted(pieces, hit[0], words, partitive=False, one=True)
            return noun if noun is not None and noun.last <= begin else None
    return None


def owner_before(pieces: Sequence[Piece], begin: int, words: Lexicon) -> str | None:
    """Whose it is when the words stand before the number: "Russia's 500 jets"."""
    ending = words.noun_phrase.possessive_ending
    if not begin or not ending:
        return None
    before = pieces[begin - 1]
    stripped = without_possessive(before.text, words.noun_phrase)
    if stripped == before.text or not before.is_capitalised:
        return None
    first = begin - 1
    while first > 1 and pieces[first - 1].is_word and pieces[first - 1].is_capitalised:
        first -= 1  # the first word of a sentence has a capital anyway
    return " ".join([*(piece.text for piece in pieces[first : begin - 1]), stripped])


def _origin(pieces: Sequence[Piece], at: int, words: Lexicon) -> str | None:
    """The country that the counted come from: "Söldner aus Kolumbien"; not "Kisten aus Holz"."""
    phrase = words.noun_phrase
    if not phrase.origins_after or at >= len(pieces) or pieces[at].lower not in phrase.origins_after:
        return None
    for place in range(at + 1, min(at + 3, len(pieces))):
        if pieces[place].is_capitalised:
            senses = gazetteer(words.language).senses(folded(pieces[place].text))
            return pieces[place].text if senses and senses[0].use == "country" else None
    return None


def _genitive(pieces: Sequence[Piece], at: int, words: Lexicon) -> str | None:
    """ "Russlands" right after the head, "der ukrainischen Armee", "of the Ukrainian army"."""
    phrase = words.noun_phrase
    if at >= len(pieces) or not pieces[at].is_word:
        return None
    piece = pieces[at]
    if phrase.genitive_endings and piece.is_capitalised and piece.text.endswith(phrase.genitive_endings):
        return piece.text if len(piece.text) > 3 and piece.lower not in phrase.not_heads else None
    link = phrase.genitive_articles.from_(pieces, at)
    if link is None:
        return None
    end, named = link[0], False
    while end < len(pieces) and end - link[0] < 4 and pieces[end].is_word and pieces[end].lower not in phrase.stops:
        if (
            named
            and not phrase.capitalised_heads
            and pieces[end].lower.endswith((*phrase.participle_endings, *phrase.verb_endings))
        ):
            break  # "from China carrying oil"
        if (
            named
            and not phrase.capitalised_heads
            and pieces[end].text.islower()
            and not _describes_a_people(pieces, end, words)
        ):
            break  # "of the Polish Sejm leave"
        named = named or pieces[end].is_capitalised
        end += 1
        if phrase.capitalised_heads and pieces[end - 1].is_capitalised:
            if (
                pieces[end - 1].text.endswith(phrase.name_adjective_endings)
                and end < len(pieces)
                and pieces[end].is_capitalised
            ):
                continue  # "des Roten Kreuzes"
            end = compound_end(pieces, end - 1)
            break
    if not named:
        return None
    if not phrase.capitalised_heads and not pieces[link[0]].is_capitalised:
        return None
    owner = "".join(("" if p.glued or i == 0 else " ") + p.text for i, p in enumerate(pieces[link[0] : end]))
    return without_possessive(owner, phrase)


def _describes_a_people(pieces: Sequence[Piece], end: int, words: Lexicon) -> bool:
    """Whether the word before tells of what people a body is: "the Ukrainian army"."""
    senses = gazetteer(words.language).senses(folded(pieces[end - 1].text))
    return bool(senses) and senses[0].use in ("adjective", "people")

"""The words of stages in a sentence, and what each of them can speak of; `bindings` gives them to figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lagebild.extract.figures.lexicon import Lexicon, lexicon, stages
from lagebild.extract.figures.pieces import HYPHENS, Piece
from lagebild.types import Language

_GAP = 10
_ATTRIBUTE = 4  # pieces before a participle that may belong to it: "der am schwersten betroffenen Provinz"
_STEM = 4
BREAKS = {",": 0.0, ";": 18.0, ":": 8.0, "–": 6.0, "—": 6.0, "(": 4.0, ")": 4.0, ".": 18.0}

Part = tuple[str, ...]


class Pattern(NamedTuple):
    """A phrase of a stage: parts with alternatives, the empty part standing for a gap; words in order of the phrase.

    With `closes` the clause ends after it, as after the prefix of a verb ("trafen am Abend ein"). `ahead` speaks only
    of what follows ("damage to"). A `noun` is only met with a capital ("Freiwillige", not "freiwillige Helfer").
    `back` speaks only of what stands before it ("fled").
    """

    parts: tuple[Part, ...]
    stage: str
    weight: int
    closes: bool = False
    ahead: bool = False
    noun: bool = False
    back: bool = False

    @property
    def tells(self) -> bool:
        """Whether it shows a stage, and is not only mistaken for one that does."""
        return self.stage != ""


class Hit(NamedTuple):
    """A phrase found at pieces `first` to `last`; `words` is how many of its words stand there.

    `ahead` speaks only of figures behind it: a noun with its preposition, a verb before its object. An `active` verb
    does where a figure follows at once; a `joined` one has an object of its own ("bombed a town and fired shells"). An
    `attribute` speaks only of the noun that it describes ("the damaged area"), `back` only of what stands before it
    ("a poll released last week"). A `finite` verb is in the active, which its form or "haben" shows; a
    `noun` has a capital, where nouns have one.
    """

    first: int
    last: int
    stage: str
    weight: int
    words: int
    ahead: bool = False
    active: bool = False
    joined: bool = False
    attribute: bool = False
    back: bool = False
    finite: bool = False
    noun: bool = False


class _Index:
    """Patterns by their first word, or by the beginning of it where it ends in a star."""

    def __init__(self, words: Lexicon) -> None:
        self.exact: dict[str, list[Pattern]] = {}
        self.stems: dict[str, list[tuple[str, Pattern]]] = {}
        self.joiners = words.noun_phrase.joiners
        for rule in words.stages:
            weight = stages()[rule.id].weight
            for phrase in (*rule.words, *rule.ahead, *rule.back):
                closes, ahead = phrase.endswith("."), phrase in rule.ahead
                noun = words.noun_phrase.capitalised_heads and phrase[0].isupper()
                self._add(
                    Pattern(_parts(phrase.removesuffix(".")), rule.id, weight, closes, ahead, noun, phrase in rule.back)
                )
        for no_stage in words.no_stages:
            for phrase in no_stage.words:
                self._add(Pattern(_parts(phrase.removesuffix(".")), "", 0, phrase.endswith(".")))

    def _add(self, pattern: Pattern) -> None:
        for word in pattern.parts[0]:
            if word.endswith("*"):
                self.stems.setdefault(word[:_STEM].rstrip("*"), []).append((word[:-1], pattern))
            else:
                self.exact.setdefault(word, []).append(pattern)

    def at(self, word: str) -> Iterator[Pattern]:
        yield from self.exact.get(word, ())
        for size in (_STEM, _STEM - 1):
            for stem, pattern in self.stems.get(word[:size], ()):
                if word.startswith(stem):
                    yield pattern


def _parts(phrase: str) -> tuple[Part, ...]:
    parts: list[Part] = []
    for word in phrase.lower().split():
        if word == "..":
            parts.append(())
            continue
        # A hyphen is a piece of its own.
        pieces = word.replace("-", " - ").split()
        parts.extend(tuple(piece.split("|")) for piece in pieces)
    return tuple(parts)


@cache
def _index(language: Language) -> _Index:
    return _Index(lexicon(language))


def stage_begins(pieces: Sequence[Piece], at: int, words: Lexicon) -> str | None:
    """The stage whose words begin at a piece or the next one."""
    index = _index(words.language)
    for place in range(at, min(at + 2, len(pieces))):
        for pattern in index.at(pieces[place].lower):
            if pattern.tells and _match(pieces, place, pattern, index.joiners):
                return pattern.stage
    return None


def hits(pieces: Sequence[Piece], words: Lexicon) -> tuple[Hit, ...]:
    """All phrases of stages in a sentence; where two overlap the longer one stays."""
    index = _index(words.language)
    found: list[Hit] = []
    for at, piece in enumerate(pieces):
        for pattern in index.at(piece.lower):
            if pattern.noun and not piece.is_capitalised:
                continue
            if last := _match(pieces, at, pattern, index.joiners):
                size = sum(1 for part in pattern.parts if part)
                if size == 1 and pattern.tells and _is_attribute(pieces, at, words):
                    continue
                if at and pieces[at - 1].lower in words.negations:
                    continue  # "not yet found"
                alone = size == 1 and pattern.tells
                spans = pattern.tells and pattern.parts[1:2] == ((),)  # "moved the injured to"
                ahead = pattern.ahead or ((alone or spans) and _has_object(pieces, at, pattern.stage, words))
                active = bool(words.passive_after) and alone and _is_active(pieces, at, pattern.stage, words)
                joined = bool(words.passive_after) and alone and _is_joined(pieces, at, last, words)
                describes = alone and (piece.lower in words.nouns_only or _describes(pieces, at, words))
                back = pattern.back or (alone and _is_back(pieces, at, pattern.stage, words))
                finite = _is_finite(pieces, at, last, words)
                found.append(
                    Hit(
                        at,
                        last,
                        pattern.stage,
                        pattern.weight,
                        size,
                        ahead,
                        active,
                        joined,
                        describes,
                        back,
                        finite,
                        words.noun_phrase.capitalised_heads and piece.is_capitalised,
                    )
                )
    found.sort(key=lambda hit: (-hit.words, hit.first))
    kept: list[Hit] = []
    for hit in found:
        ends = {hit.first, hit.last - 1}
        if not any(ends & {other.first, other.last - 1} for other in kept):
            kept.append(hit)
    return tuple(hit for hit in kept if hit.stage)


def _is_attribute(pieces: Sequence[Piece], at: int, words: Lexicon) -> bool:
    """Whether a participle only describes a name: "in the occupied West Bank", or ends a compound: "coal-fired"."""
    if at > 1 and pieces[at - 1].text in HYPHENS and pieces[at - 2].is_word:
        joined = pieces[at].glued == pieces[at - 1].glued  # "hardest - hit villages" in texts cut into words
        return joined and not words.noun_phrase.capitalised_heads
    if at + 1 >= len(pieces) or not at or (words.noun_phrase.capitalised_heads and pieces[at].is_capitalised):
        return False
    return pieces[at + 1].is_capitalised and pieces[at - 1].lower in words.attribute_after


def _describes(pieces: Sequence[Piece], at: int, words: Lexicon) -> bool:
    """Whether a participle stands between an article and its noun: "the damaged area", "in stolen cars"."""
    phrase = words.noun_phrase
    if phrase.capitalised_heads:
        return _describes_a_capital(pieces, at, words)
    if not at or at + 1 >= len(pieces) or not pieces[at].lower.endswith(words.participles):
        return False
    before, after = pieces[at - 1].lower, pieces[at + 1]
    if before not in words.objects_begin | words.attribute_after or before in words.since.relatives:
        return False
    return after.is_word and not after.glued and after.lower not in phrase.stops


def _describes_a_capital(pieces: Sequence[Piece], at: int, words: Lexicon) -> bool:
    """Whether a declined participle stands between an article and a noun: "der am schwersten betroffenen Provinz"."""
    piece = pieces[at]
    if piece.is_capitalised or not piece.lower.endswith(words.noun_phrase.adjective_endings) or at + 1 >= len(pieces):
        return False
    if not pieces[at + 1].is_word or not pieces[at + 1].is_capitalised:
        return False
    if piece.lower.endswith(words.declined):
        return True
    for before in reversed(pieces[max(0, at - _ATTRIBUTE) : at]):
        if before.lower in words.since.determiners | words.since.attributive_after:
            return True
        if not before.is_word or before.is_capitalised:
            return False
    return False


def _is_back(pieces: Sequence[Piece], at: int, stage: str, words: Lexicon) -> bool:
    """Whether a participle has no object behind it, so that it says nothing of what follows.

    "A poll released last week counted 40 seats" tells nothing of the seats.
    """
    if not words.passive_after or not stages()[stage].of_objects or at + 1 >= len(pieces) or not at:
        return False
    if not pieces[at].lower.endswith(words.participles) or not pieces[at - 1].is_word:
        return False
    bounds = words.modifiers_before.from_(pieces, at + 1) or words.openings.from_(pieces, at + 1)
    return pieces[at + 1].lower in words.no_objects_begin and not bounds  # "killed at least 30"


def _is_finite(pieces: Sequence[Piece], at: int, last: int, words: Lexicon) -> bool:
    """Whether a verb is in the active by its form ("forderten") or by what follows ("geplant haben")."""
    if pieces[at].is_capitalised or not words.finite_endings:
        return False
    if pieces[last - 1].lower in words.passive:
        return False  # "könnten verlegt werden"
    return pieces[at].lower.endswith(words.finite_endings) or (
        last < len(pieces) and pieces[last].lower in words.perfect
    )


def _is_joined(pieces: Sequence[Piece], at: int, last: int, words: Lexicon) -> bool:
    """Whether a verb in the active goes on after another one with an object of its own: "and fired mortar shells"."""
    verb = at
    while verb and pieces[verb - 1].lower in words.passive_after:
        verb -= 1  # "and are considering"
    if not verb or last >= len(pieces) or pieces[verb - 1].lower not in words.noun_phrase.joiners:
        return False
    passive = any(piece.lower in words.passive_after for piece in pieces[max(0, verb - 12) : verb])
    passive = passive and not pieces[at].lower.endswith(words.noun_phrase.participle_endings)
    follows = pieces[last]
    return not passive and follows.is_word and follows.lower not in words.noun_phrase.stops


def _has_object(pieces: Sequence[Piece], at: int, stage: str, words: Lexicon) -> bool:
    """Whether a verb in the active stands before its object, so that it says nothing of its subject.

    "Two sides lost the chance" tells of the chance; "two tanks were lost" of the tanks.
    """
    if at + 1 >= len(pieces) or not words.objects_begin:
        return False
    follows = pieces[at + 1]
    named = follows.is_capitalised and follows.lower not in words.noun_phrase.stops and not follows.glued
    if follows.lower not in words.objects_begin and not named:
        return False
    return _is_active(pieces, at, stage, words)


def _is_active(pieces: Sequence[Piece], at: int, stage: str, words: Lexicon) -> bool:
    going = pieces[at].lower.endswith(words.noun_phrase.participle_endings)  # "so are aircraft delivering weapons"
    passive = not going and any(piece.lower in words.passive_after for piece in pieces[max(0, at - 4) : at])
    return stages()[stage].of_objects and not passive


def _match(pieces: Sequence[Piece], at: int, pattern: Pattern, joiners: frozenset[str]) -> int:
    """Where the phrase ends that begins at a piece, or 0."""
    place, gap = at, False
    for number, part in enumerate(pattern.parts, 1):
        if not part:
            gap = True
            continue
        reach = min(len(pieces), place + (_GAP + 1 if gap else 1))
        closes = pattern.closes and number == len(pattern.parts)
        while place < reach and not (
            _fits(pieces[place].lower, part) and (not closes or _clause_ends(pieces, place + 1, joiners))
        ):
            if pieces[place].text in BREAKS and pieces[place].text != ".":
                return 0
            place += 1
        if place >= reach:
            return 0
        place, gap = place + 1, False
    return place


def _clause_ends(pieces: Sequence[Piece], at: int, joiners: frozenset[str]) -> bool:
    return at >= len(pieces) or not (pieces[at].is_word or pieces[at].is_number) or pieces[at].lower in joiners


def _fits(word: str, alternatives: Part) -> bool:
    return any(word.startswith(a[:-1]) if a.endswith("*") else word == a for a in alternatives)

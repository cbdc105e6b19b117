"""Stages: what has happened to the things counted, read from the words of the clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lagebild.extract.figures.lexicon import Lexicon, lexicon, stages
from lagebild.extract.figures.numberwords import numbers
from lagebild.extract.figures.pieces import HYPHENS, Piece
from lagebild.types import Language

_GAP = 10
_STEM = 4
_NEAR = 14.0
_LISTED = 4.0
_SAID_BETWEEN = 5  # words after "among them" before the number: "among them, according to the UN, 62 civilians"
_BREAKS = {",": 0.0, ";": 18.0, ":": 8.0, "–": 6.0, "—": 6.0, "(": 4.0, ")": 4.0, ".": 18.0}

Part = tuple[str, ...]


class Pattern(NamedTuple):
    """A phrase of a stage: parts with alternatives, the empty part standing for a gap; words in order of the phrase.

    With `closes` the clause ends after it, as after the prefix of a verb ("trafen am Abend ein"). `ahead` speaks only
    of what follows ("damage to").
    """

    parts: tuple[Part, ...]
    stage: str
    weight: int
    closes: bool = False
    ahead: bool = False

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
            for phrase in (*rule.words, *rule.ahead):
                closes, ahead = phrase.endswith("."), phrase in rule.ahead
                self._add(Pattern(_parts(phrase.removesuffix(".")), rule.id, weight, closes, ahead))
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
            if last := _match(pieces, at, pattern, index.joiners):
                size = sum(1 for part in pattern.parts if part)
                if size == 1 and pattern.tells and _is_attribute(pieces, at, words):
                    continue
                alone = size == 1 and pattern.tells
                spans = pattern.tells and pattern.parts[1:2] == ((),)  # "moved the injured to"
                ahead = pattern.ahead or ((alone or spans) and _has_object(pieces, at, pattern.stage, words))
                active = bool(words.passive_after) and alone and _is_active(pieces, at, pattern.stage, words)
                joined = bool(words.passive_after) and alone and _is_joined(pieces, at, last, words)
                describes = alone and _describes(pieces, at, words)
                back = alone and _is_back(pieces, at, pattern.stage, words)
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
    if at > 1 and pieces[at].glued and pieces[at - 1].text in HYPHENS and pieces[at - 2].is_word:
        return pieces[at - 1].glued and not words.noun_phrase.capitalised_heads
    if at + 1 >= len(pieces) or not at or (words.noun_phrase.capitalised_heads and pieces[at].is_capitalised):
        return False
    return pieces[at + 1].is_capitalised and pieces[at - 1].lower in words.attribute_after


def _describes(pieces: Sequence[Piece], at: int, words: Lexicon) -> bool:
    """Whether a participle stands between an article and its noun: "the damaged area", "in stolen cars"."""
    phrase = words.noun_phrase
    if phrase.capitalised_heads or not at or at + 1 >= len(pieces) or not pieces[at].lower.endswith(words.participles):
        return False
    before, after = pieces[at - 1].lower, pieces[at + 1]
    if before not in words.objects_begin | words.attribute_after or before in words.since.relatives:
        return False
    return after.is_word and not after.glued and after.lower not in phrase.stops


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
    return pieces[at].lower.endswith(words.finite_endings) or (last < len(pieces) and pieces[last].lower in words.perfect)


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
    passive = any(piece.lower in words.passive_after for piece in pieces[max(0, at - 4) : at])
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
            if pieces[place].text in _BREAKS and pieces[place].text != ".":
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


class Place(NamedTuple):
    """Where a figure stands: pieces `begin` to `end`, its noun up to `noun_end`; a `thing` is no person.

    What is `aside` has no part in what happens: the whole that others are a part of ("43 of the 70 drones"), a place
    ("in nine districts"). Only words of its own phrase, from `own`, say anything of it.
    """

    begin: int
    end: int
    noun_end: int
    thing: bool = False
    aside: bool = False
    own: int = 0
    money: bool = False
    verb: int = 0  # of what another verb right before it governs: where that stands
    predicate: bool = False  # whether its own "are" follows: only what stands behind that tells of it
    person: bool = False  # whether what is counted is known to be persons
    resumes: int = 0  # where the clause goes on after what is said of a part: ", among them two officers, were"
    after: int = -1  # the preposition that the figure stands behind: "in 40 attacks"
    means: bool = False  # whether that tells with what somebody acts: "attacked with 40 drones"
    agent: bool = False  # whether that tells who acts where a verb follows: "von 40 Angreifern erschossen"
    described: int = 0  # where words that describe what stands behind a preposition begin at the latest
    opens: bool = False  # whether it opens its clause, so that it is the subject of a verb in the active
    part: int = 0  # where after a comma is said what of it is a part: what stands there speaks of the part
    inverted: bool = False  # whether its verb stands before it: "among those killed were 12 children"


def stages_of(
    pieces: Sequence[Piece], places: Sequence[Place], found: Sequence[Hit], words: Lexicon
) -> tuple[str | None, ...]:
    """The stage of each figure of a sentence, from the phrases found in it.

    The nearest phrase wins, where breaks and other figures between count as distance; a phrase that another figure has
    a better claim to counts as farther. A figure after "including" shares the stage of the one before, and so does the
    next one of a list where no phrase is near.
    """
    chosen: list[str | None] = []
    for number, place in enumerate(places):
        stage = _nearest(pieces, places, number, found, words)
        part = number and _is_subset(pieces, places[number - 1], place, words)
        if part and not _follows_at_once(place, found) and not _speaks_between(places[number - 1], place, found):
            stage = chosen[-1]
        elif stage is None and number and _is_next(pieces, places[number - 1], place, words):
            stage = _shared(chosen[-1], place)
        chosen.append(stage)
    return tuple(chosen)


def _is_next(pieces: Sequence[Piece], before: Place, place: Place, words: Lexicon) -> bool:
    """Whether two figures stand in one list: "eight soldiers, eleven drivers and four nurses"."""
    between = [piece.lower for piece in pieces[before.noun_end : place.begin]]
    return bool(between) and all(word == "," or word in words.noun_phrase.joiners for word in between)


def _shared(stage: str | None, place: Place) -> str | None:
    return None if stage and place.thing and stages()[stage].persons else stage


def _nearest(
    pieces: Sequence[Piece], places: Sequence[Place], number: int, found: Sequence[Hit], words: Lexicon
) -> str | None:
    best: tuple[int, float, str] | None = None
    acts = _acts(places[number], found)
    for hit in found:
        stage = stages()[hit.stage]
        if (places[number].thing and stage.persons) or (places[number].money and stage.never_of_money):
            continue
        if places[number].person and stage.never_of_persons:
            continue
        if not _may_speak_of(hit, places, number, acts=acts):
            continue
        cost = _distance(pieces, places, number, hit, words) + _claimed(places, number, hit, found)
        if cost < (words.reach if hit.weight > 1 else _NEAR) and (
            best is None or (-min(hit.weight, 2), cost) < best[:2]
        ):
            best = (-min(hit.weight, 2), cost, hit.stage)
    return best[2] if best else None


def _acts(here: Place, found: Sequence[Hit]) -> bool:
    """Whether a figure is who acts: it opens a clause whose verb is in the active ("200 Menschen fordern")."""
    if not here.opens or here.thing:
        return False
    return any(hit.finite and stages()[hit.stage].of_objects and here.noun_end <= hit.first for hit in found)


def _may_speak_of(hit: Hit, places: Sequence[Place], number: int, *, acts: bool) -> bool:
    """Whether the words are not those of another phrase that keeps to itself."""
    here = places[number]
    inside = here.end <= hit.first < here.noun_end
    if here.part and here.part <= hit.first and (here.resumes <= here.part or hit.first < here.resumes):
        return False  # "40 million euros, of which they demand five"
    if hit.attribute and not inside:
        return False
    if hit.back and hit.last <= here.begin and not here.inverted:
        return False
    if not inside and here.after >= 0 and not _reaches(hit, here):
        return False
    if acts and not inside and stages()[hit.stage].of_objects:
        return False  # "200 Menschen fordern 40 Sitze"
    if hit.ahead and hit.first >= here.begin and not inside:
        return False
    if hit.joined and hit.first >= here.noun_end:
        return False
    if hit.active and hit.first >= here.noun_end and any(other.begin == hit.last for other in places[number + 1 :]):
        return False  # "five settlers came, killing three sheep"
    if here.verb and hit.last <= here.verb:
        return False  # "struck two ships and forced four to turn"
    if here.predicate and hit.last <= here.begin:
        return False  # "nine were killed and 300 are at large"
    if here.aside:
        return here.own <= hit.first and hit.last <= here.noun_end
    return not any(place.aside and place.own <= hit.first and hit.last <= place.noun_end for place in places)


def _reaches(hit: Hit, here: Place) -> bool:
    """Whether the words speak of what stands behind a preposition: their own, or a verb that describes the noun."""
    if here.means and stages()[hit.stage].by_means:
        return True
    if hit.first >= here.noun_end:
        return hit.first <= here.described or (here.agent and hit.noun)
    return here.agent or hit.last > here.after


def _distance(pieces: Sequence[Piece], places: Sequence[Place], number: int, hit: Hit, words: Lexicon) -> float:
    """Pieces between, more for every break or other figure, less for longer phrases."""
    begin, end, noun_end = places[number][:3]
    if end <= hit.first < noun_end and hit.last <= noun_end:
        is_noun = pieces[hit.first].lower in words.noun_phrase.participles  # "several missing"
        return -10.0 if hit.weight > 2 or is_noun else 7.0
    if hit.first >= end:
        resumes = places[number].resumes if hit.first >= places[number].resumes else 0
        left, right = max(end, min(noun_end, hit.first), resumes), hit.first
    elif hit.last <= begin:
        left, right = hit.last, begin
    else:
        left = right = begin
    cost = float(right - left) + sum(_BREAKS.get(piece.text, 0.0) for piece in pieces[left:right])
    cost += sum(_comma(pieces, at, words) for at in range(left, right) if pieces[at].text == ",")
    cost += 6.0 * sum(1 for place in places if left <= place.begin < right)
    cost += sum(_clause(pieces, at, noun_end, words) for at in range(left, right))
    if hit.last <= begin and right - left and pieces[right - 1].lower in words.noun_phrase.joiners:
        cost += 2.0  # "one is killed and five are wounded"
    return cost - 2.0 * (hit.words - 1)


def _clause(pieces: Sequence[Piece], at: int, noun_end: int, words: Lexicon) -> float:
    """What the beginning of a clause adds: little where it tells of the figure's own noun ("40 men who were hurt")."""
    if pieces[at].lower not in words.clauses_begin:
        return 0.0
    own = noun_end <= at <= noun_end + 1 and (at == noun_end or pieces[noun_end].text == ",")
    return 8.0 if own else words.clause


def _comma(pieces: Sequence[Piece], at: int, words: Lexicon) -> float:
    """What a comma adds: more where it ends a clause than within a list, as far as the word after it tells."""
    if at + 1 >= len(pieces):
        return _LISTED
    after = pieces[at + 1]
    listed = after.is_number or after.is_capitalised or after.lower in numbers(words.language).starters
    return _LISTED if listed or after.lower in words.since.relatives else words.comma


def _claimed(places: Sequence[Place], number: int, hit: Hit, found: Sequence[Hit]) -> float:
    """What is added because a neighbour has the better claim.

    "201 were killed and 747 injured": a phrase between two figures is the first one's where none stands before that.
    "four bombs exploded and killed 98": a phrase right before a figure is not for the one before.
    """
    place = places[number]
    if hit.last <= place.begin and number:
        before = places[number - 1]
        if before.end <= hit.first and not any(_governs(other, before) for other in found):
            return 6.0
    if hit.first >= place.end and number + 1 < len(places):
        after = places[number + 1]
        if after.begin == hit.last and hit.first > place.noun_end:
            return 8.0
    return 0.0


def _governs(hit: Hit, place: Place) -> bool:
    return hit.weight > 1 and 0 <= place.begin - hit.last <= 2


def _is_subset(pieces: Sequence[Piece], before: Place, place: Place, words: Lexicon) -> bool:
    between = tuple(piece.lower for piece in pieces[before.noun_end : place.begin])
    for cut in range(min(len(between), 8)):
        for end in range(max(cut + 1, len(between) - _SAID_BETWEEN), len(between) + 1):
            if between[cut:end] in words.subsets and "," not in between[end:]:
                return True
    return False


def _speaks_between(before: Place, place: Place, found: Sequence[Hit]) -> bool:
    return any(before.noun_end <= hit.first and hit.last <= place.begin for hit in found)


def _follows_at_once(place: Place, found: Sequence[Hit]) -> bool:
    """Whether a phrase stands in the figure's noun or right after it ("including six people killed in ...")."""
    return any(place.end <= hit.first <= place.noun_end for hit in found)

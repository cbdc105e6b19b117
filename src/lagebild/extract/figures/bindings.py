"""Stages: what has happened to the things counted, by the words of the clause that speak of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lagebild.extract.figures.lexicon import Lexicon, stages
from lagebild.extract.figures.numberwords import numbers
from lagebild.extract.figures.pieces import Piece
from lagebild.extract.figures.stages import BREAKS, Hit

_NEAR = 14.0
_LISTED = 4.0
_OBJECT = 6.0  # between a verb and its object: "supplied Kyiv with another 40 tanks"
_CLOSE = 3.0
_SETTLES = 1.5  # words of death and wounds before others: "were killed en route"
_SAID_BETWEEN = 5  # words after "among them" before the number: "among them, according to the UN, 62 civilians"


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
    told_before: bool = False  # whether what is counted stands before it: "the number of victims rose to 12"
    part: int = 0  # where after a comma is said what of it is a part: what stands there speaks of the part
    unknown: bool = False  # whether no stage of a wide sense is told of it, as of "100 home runs"
    bare: bool = False  # whether nothing tells what is counted: only words close by speak of it
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
        before = places[number - 1]
        part = number and _is_subset(pieces, before, place, words)
        of_whole = part and not _follows_at_once(place, found) and not _speaks_between(before, place, found)
        if of_whole or (stage is None and number and _is_next(pieces, before, place, words)):
            stage = _shared(chosen[-1], place)
        chosen.append(stage)
    return tuple(chosen)


def _is_next(pieces: Sequence[Piece], before: Place, place: Place, words: Lexicon) -> bool:
    """Whether two figures stand in one list: "eight soldiers, eleven drivers and four nurses"."""
    between = [piece.lower for piece in pieces[before.noun_end : place.begin]]
    return bool(between) and all(word == "," or word in words.noun_phrase.joiners for word in between)


def _frames(stage: str) -> bool:
    """Whether a stage only frames its number ("40 in all") and says nothing of the next one of a list."""
    return stages()[stage].weight == 1 and not stages()[stage].of_known


def _shared(stage: str | None, place: Place) -> str | None:
    if stage is None or _frames(stage):
        return None
    never = (place.thing and stages()[stage].persons) or (place.unknown and stages()[stage].of_known)
    return None if never else stage


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
        if cost >= _reach(pieces, places[number], hit, words):
            continue
        cost -= _SETTLES * (hit.weight > 2)
        if best is None or (-min(hit.weight, 2), cost) < best[:2]:
            best = (-min(hit.weight, 2), cost, hit.stage)
    if best is None or (places[number].unknown and stages()[best[2]].of_known):
        return None
    if places[number].bare and best[0] == -1 and stages()[best[2]].of_known:
        return None  # "the strength was 6.9"
    return best[2]


def _reach(pieces: Sequence[Piece], here: Place, hit: Hit, words: Lexicon) -> float:
    """How far words may stand: not far where nothing is counted, and not far where they only frame the number.

    What tells of a number itself is not bound so: "the death toll from the floods has risen to 33".
    """
    if here.bare and not words.noun_phrase.counting.from_(pieces, hit.first):
        return words.bare_reach if hit.weight > 1 else _CLOSE
    if hit.ahead and hit.weight < 3:
        return min(words.reach, _OBJECT)
    return words.reach if hit.weight > 1 else _NEAR


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
    if hit.attribute and not inside and not here.told_before and not here.inverted:
        return False
    if hit.back and hit.last <= here.begin and not here.told_before and not here.inverted:
        return False
    if not inside and here.after >= 0 and not _reaches(hit, here):
        return False
    if acts and not inside and stages()[hit.stage].of_objects:
        return False  # "200 Menschen fordern 40 Sitze"
    if hit.ahead and hit.first >= here.begin and not (inside and hit.last <= here.noun_end):
        return False  # "40 attempted murders of doctors"
    if hit.weight == 1 and any(0 <= other.begin - hit.last < 2 for other in (*places[:number], *places[number + 1 :])):
        return False  # "4 million saw a total of 144 shows"
    if hit.joined and hit.first >= here.noun_end:
        return False
    if hit.active and hit.first >= here.noun_end and any(other.begin == hit.last for other in places[number + 1 :]):
        return False  # "five settlers came, killing three sheep"
    if here.verb and hit.last <= here.verb:
        return False  # "struck two ships and forced four to turn"
    of_it = hit.ahead and hit.words > 1 and hit.last >= here.begin - 1  # "the deaths of 145 men are known"
    if here.predicate and hit.last <= here.begin and not of_it:
        return False  # "nine were killed and 300 are at large"
    if here.aside:
        described = here.noun_end < hit.first <= here.described
        return described or (here.own <= hit.first and hit.last <= here.noun_end)
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
        if stages()[hit.stage].wide:
            return 1.5  # "killed 40 victims"
        return -10.0 if hit.weight > 2 or is_noun else 7.0
    if hit.first >= end:
        resumes = places[number].resumes if hit.first >= places[number].resumes else 0
        left, right = max(end, min(noun_end, hit.first), resumes), hit.first
    elif hit.last <= begin:
        left, right = hit.last, begin
    else:
        left = right = begin
    cost = float(right - left) + sum(BREAKS.get(piece.text, 0.0) for piece in pieces[left:right])
    cost += sum(_comma(pieces, at, words) for at in range(left, right) if pieces[at].text == ",")
    if hit.last <= begin:
        cost += words.clause * sum(_relative_begins(pieces, at, words) for at in range(left, right))
    cost += 6.0 * sum(1 for place in places if left <= place.begin < right)
    cost += sum(_clause(pieces, at, noun_end, words) for at in range(left, right))
    if hit.last <= begin and right - left and pieces[right - 1].lower in words.noun_phrase.joiners:
        cost += 2.0  # "one is killed and five are wounded"
    return cost - 2.0 * (hit.words - 1)


def _relative_begins(pieces: Sequence[Piece], at: int, words: Lexicon) -> bool:
    """Whether a relative clause begins after a comma, where a language has commas there: ", in der 16 Daten"."""
    if pieces[at].text != "," or not words.noun_phrase.capitalised_heads or at + 2 >= len(pieces):
        return False
    first, second = pieces[at + 1].lower, pieces[at + 2].lower
    return first in words.behind | words.agents and second in words.since.relatives


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
    if after.lower in words.purposes:
        return words.comma + words.clause  # ", um das Kind zu retten"
    listed = after.is_number or after.is_capitalised or after.lower in numbers(words.language).starters
    return _LISTED if listed or after.lower in words.since.relatives else words.comma


def _claimed(places: Sequence[Place], number: int, hit: Hit, found: Sequence[Hit]) -> float:
    """What is added because a neighbour has the better claim.

    "201 were killed and 747 injured": a phrase between two figures is the first one's where none stands before that.
    "four bombs exploded and killed 98": a phrase right before a figure is not for the one before.
    """
    place = places[number]
    if hit.last <= place.begin and number and not hit.ahead:
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

"""How alike two sketches are: named features from 0 to 1 and named reasons why they cannot be one proposition."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from lagebild.compare.happening import SPAN, TOWN, equals, gap, is_marked, is_next_day, other_occasion, rare, size
from lagebild.compare.sketch import SAME_WORD, THING, UNLISTED, Sketch, Where, Who

#: What can make two claims different propositions whatever else they share.
VETOES = ("polarity", "open", "day", "place", "value", "further", "roles", "number", "thin", "own")
#: What a score is made of, beside its bias.
FEATURES = (
    "exact",
    "alike",
    "deeds",
    "deeds-none",
    "deeds-apart",
    "deeds-one-sided",
    "main-apart",
    "things",
    "things-apart",
    "things-one-sided",
    "words",
    "words-apart",
    "words-across",
    "names",
    "names-apart",
    "named-none",
    "who",
    "who-apart",
    "who-one-sided",
    "where",
    "where-apart",
    "where-wider",
    "where-one-sided",
    "value",
    "value-rare",
    "value-one-sided",
    "stage-apart",
    "counted",
    "counted-apart",
    "event-apart",
    "doer-apart",
    "open-apart",
    "day",
    "days-between",
    "next-day",
)
_FEW = 10  # values below are small
_SOON = 3  # days within which the same words mean the same
_ENOUGH = 4  # concepts and words that mark a claim without any name
_MANY, _MOST = 8, 0.7  # words from which on two contents are nearly the same where more than this part is met
_COPY = 0.75  # of `alike`, from which on a claim is told by another in the same words


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two sketches share: features by name, each from 0 to 1, and the reasons of `VETOES` that hold.

    `is_marked`: a name, a town or a number tells what they share from its like, or they are the same words. `is_told`:
    what they share is what both tell in their main clauses, and no mere background of theirs.
    """

    features: Mapping[str, float]
    vetoes: tuple[str, ...]
    is_marked: bool
    is_told: bool = True


def likeness(a: Sketch, b: Sketch) -> Likeness:
    """The features of two sketches, the same whichever comes first; those that are 0 are left out."""
    found: dict[str, float] = {}
    vetoes = _standing(a, b)
    if a.is_open != b.is_open and not _is_past(a, b):
        found["open-apart"] = 1.0
    if a.exact == b.exact and _is_soon(a, b) and _tells(a) and _tells(b):
        found["exact"] = 1.0
    for part in (_concepts, _words, _entities, _values, _deeds, _times):
        part(a, b, found, vetoes)
    found["alike"] = 0.0 if _is_apart(found) else _alike(a, b)
    if "exact" not in found and found["alike"] < _COPY and not (_names(a) and _names(b)):
        vetoes.append("thin")
    if not found.get("deeds"):
        found["deeds-none"] = 1.0
    if not any(found.get(name) for name in ("who", "where", "names")):
        found["named-none"] = 1.0
    told = (found.get("deeds") or found.get("value")) and not (found.get("open-apart") or _is_little(a, b, found))
    is_copy = "exact" in found or found["alike"] >= _COPY
    features = {name: value for name, value in found.items() if value}
    return Likeness(
        features, tuple(vetoes), is_copy or bool(told and is_marked(a, b)), is_copy or _is_told(a, b, found)
    )


def _is_told(a: Sketch, b: Sketch, found: Found) -> bool:
    """Whether what two claims share is what both tell: a deed of both main clauses, of which the first are met.

    "Athens is calm after riots that a killing sparked" and "riots have gone on since the killing" share what both only
    look back to. Where the words are much the same, or a number, the first deed may be told by another word. What
    usually happens is not what happened.
    """
    own, other = _main_deeds(a), _main_deeds(b)
    if a.is_usual != b.is_usual:
        return False
    is_placed = found.get("where") and found.get("day")  # a number of one place and day is told of one deed
    if found.get("value", 0.0) >= 1 and (found.get("deeds") or found["alike"] or found["value-rare"] >= 1 or is_placed):
        return not (own and other and _unmet(own, other) == len(own))
    if not own or not other or _unmet(own, other) == len(own):
        return bool(found["alike"] and found.get("deeds"))
    return bool(found["alike"]) or not (
        _unmet(own[:1], _grouped(b.concepts)) or _unmet(other[:1], _grouped(a.concepts))
    )


def _standing(a: Sketch, b: Sketch) -> list[str]:
    """The reasons that lie in how two claims are put: denied, open, on whose behalf."""
    vetoes = []
    if a.polarity * b.polarity < 0 or a.is_reversed != b.is_reversed:
        vetoes.append("polarity")
    if _is_past(a, b):
        vetoes.append("open")
    if a.is_own and b.is_own and a.actors and b.actors and not _same(a.actors[0], b.actors[0]):
        vetoes.append("own")  # both speak of themselves
    if a.is_further != b.is_further and a.counts and b.counts:
        vetoes.append("further")
    if a.is_condition != b.is_condition and (a.is_open or b.is_open) and a.exact != b.exact:
        vetoes.append("open")  # what is to come and what would come
    return vetoes


def _is_past(a: Sketch, b: Sketch) -> bool:
    """Whether one tells as done what is open in the other, or only decided there."""
    if (a.is_open and not b.is_open and b.is_done) or (b.is_open and not a.is_open and a.is_done):
        return True
    return _is_done_of(a, b) or _is_done_of(b, a)  # what was decided is not yet done


def _is_done_of(a: Sketch, b: Sketch) -> bool:
    """Whether one only tells that it was decided what the other tells as done."""
    return a.is_decided and not b.is_decided and b.is_done and not b.is_open


Found = dict[str, float]


def _names(sketch: Sketch) -> bool:
    """Whether a claim names somebody, some place or a number: "the perpetrator is arrested" is said of many."""
    return bool(sketch.actors[sketch.is_own :] or sketch.places or sketch.names or sketch.counts)


def _tells(sketch: Sketch) -> bool:
    """Whether its words alone mark it well enough to be the same when they come again."""
    return _names(sketch) or len(sketch.concepts) + len(sketch.words) >= _ENOUGH


def _is_soon(a: Sketch, b: Sketch) -> bool:
    return abs(a.published - b.published) <= _SOON


def _is_apart(found: Found) -> bool:
    """Whether both sides tell something that the other lacks: then the same words beside it are those of a formula."""
    return any(value for name, value in found.items() if name.endswith("-apart") and name != "words-apart")


def _alike(a: Sketch, b: Sketch) -> float:
    """How far two contents are one in nearly the same words: 1 for eight words and more that are all met."""
    if a.language != b.language or not _is_soon(a, b):
        return 0.0
    mine, yours = _grouped(a.concepts), _grouped(b.concepts)
    known, others = set(a.words), set(b.words)
    fewest = min(len(mine) + len(known), len(yours) + len(others))
    total = len(mine) + len(yours) + len(known) + len(others)
    lone = _unmet(mine, yours) + _unmet(yours, mine) + len(known ^ others)
    part = 1 - lone / total if total else 0.0
    return max(0.0, (part - _MOST) / (1 - _MOST)) * min(1.0, fewest / _MANY)


def _is_little(a: Sketch, b: Sketch, found: Found) -> bool:
    """Whether two claims share hardly more than one word that is said of much."""
    if a.language != b.language or any(found.get(name) for name in ("value", "alike", "exact")):
        return False
    mine, yours = _grouped(a.concepts), _grouped(b.concepts)
    met = min(len(mine) - _unmet(mine, yours), len(yours) - _unmet(yours, mine))
    return met + len(set(a.words[a.names :]) & set(b.words[b.names :])) <= 1


def _concepts(a: Sketch, b: Sketch, found: Found, _: list[str]) -> None:
    all_mine, all_yours = _grouped(a.concepts), _grouped(b.concepts)
    for name, kind in (("deeds", 0), ("things", THING)):
        mine, yours = ([word for word in words if min(word) & THING == kind] for words in (all_mine, all_yours))
        lone = [_unmet(mine, all_yours), _unmet(yours, all_mine)]
        total = len(mine) + len(yours)
        if mine and yours:
            found[name] = (total - sum(lone)) / (total + 1)  # one word that is shared is less than three
        found[f"{name}-apart"] = 1 - 0.5 ** min(lone)
        found[f"{name}-one-sided"] = 1 - 0.5 ** (max(lone) - min(lone))
    own, other = _main_deeds(a), _main_deeds(b)
    told = (own, all_yours), (other, all_mine), *(((own, other),) if other else ())
    if any(main and _unmet(main, known) == len(main) for main, known in told):
        found["main-apart"] = 1.0  # one speaks of another deed, of the same affair


def _main_deeds(sketch: Sketch) -> Sequence[Set[int]]:
    return [word for word in _grouped(sketch.concepts[: sketch.mains]) if not min(word) & THING]


@lru_cache(maxsize=4096)  # a claim is compared with some dozens of others, one after the other
def _grouped(concepts: tuple[int, ...]) -> Sequence[Set[int]]:
    """The concepts of each word."""
    words: list[set[int]] = []
    for concept in concepts:
        if concept & SAME_WORD and words:
            words[-1].add(concept & ~SAME_WORD)
        else:
            words.append({concept & ~SAME_WORD})
    return words


def _unmet(mine: Sequence[Set[int]], yours: Sequence[Set[int]]) -> int:
    """How many words share no concept with any of the others."""
    known = set[int]().union(*yours)
    return sum(not word & known for word in mine)


def _words(a: Sketch, b: Sketch, found: Found, vetoes: list[str]) -> None:
    mine, yours = set(a.words), set(b.words)
    if mine and yours:
        dice = 2 * len(mine & yours) / (len(mine) + len(yours))
        found["words" if a.language == b.language else "words-across"] = dice
        if a.language == b.language:
            found["words-apart"] = 1 - 0.5 ** min(len(mine - yours), len(yours - mine))
    names, others = set(a.words[: a.names]), set(b.words[: b.names])
    if names & yours or others & mine:
        found["names"] = 1.0
    elif names and others:
        found["names-apart"] = 1.0
    if a.numbers and b.numbers and not set(a.numbers) & set(b.numbers):
        vetoes.append("number")


# --- who and where ---


def _entities(a: Sketch, b: Sketch, found: Found, vetoes: list[str]) -> None:
    listed = [[one for one in x.actors if one.listed] for x in (a, b)]
    lone = [[one for one in mine if not _meets(one, y)] for mine, y in zip(listed, (b, a), strict=True)]
    _sides("who", lone, (len(listed[0]), len(listed[1])), found)
    near, gone = _told_places(a, b)
    _sides("where", gone, (len(near[0]), len(near[1])), found)
    if not all(gone) and all(near) and not {x.key for x in near[0]} & {y.key for y in near[1]}:
        towns = all(place.level >= TOWN for side in near for place in side)
        both = found.get("things") and not (found.get("things-apart") or found.get("things-one-sided"))
        if not (towns and both):  # "the airport in Goma" is "Goma airport"
            found["where-wider"] = 1.0  # one speaks of the town, the other of the land that it lies in
    if _elsewhere(a, b, gone):
        vetoes.append("place")


Places = Sequence[Sequence[Where]]


def _told_places(a: Sketch, b: Sketch) -> tuple[Places, Places]:
    """The places that each of two claims tells most closely, and those of them that the other does not tell."""
    near = [_nearest(x) for x in (a, b)]
    gone = [
        [place for place in near[mine] if not _lies(place, near[1 - mine], other.actors)]
        for mine, other in enumerate((b, a))
    ]
    return near, gone


def _elsewhere(a: Sketch, b: Sketch, gone: Places) -> bool:
    """Whether each of two claims tells a place that the other does not, both on a list or both on none."""
    known = all(any(0 < place.level < UNLISTED for place in side) for side in gone)
    named = all(any(place.level == UNLISTED for place in side) for side in gone) and a.language == b.language
    return known or named


def _nearest(sketch: Sketch) -> tuple[Where, ...]:
    """The places of a claim that are told most closely: not the land of a town, nor the town of an airport."""
    places = tuple(place for place in sketch.places if place.level) or sketch.places
    return tuple(place for place in places if not any(one.within == place.key != one.key for one in places))


def _sides(name: str, lone: Sequence[Sequence[Who] | Sequence[Where]], all_: tuple[int, int], found: Found) -> None:
    """How many of both sides have met, whether both sides have some left over, or one."""
    total = sum(all_)
    left = sum(map(len, lone))
    if total:
        found[name] = (total - left) / total
    if all(lone):
        found[f"{name}-apart"] = 1.0
    elif any(lone):
        found[f"{name}-one-sided"] = left / (left + 1)


def _meets(who: Who, other: Sketch) -> bool:
    """Whether an actor is one of the others, stands for the same state, or is the land where it happens."""
    return any(_same(who, one) for one in other.actors) or any(
        who.key in (place.key, place.within) for place in other.places
    )


def _same(who: Who, one: Who) -> bool:
    return who.key == one.key or (who.official and one.official and 0 != who.country == one.country)


def _lies(where: Where, places: Sequence[Where], actors: Sequence[Who]) -> bool:
    """Whether a place is one of the others, holds one of them or lies in one, or its country acts."""
    return (
        any(where.key in (one.key, one.within) or where.within == one.key for one in places)
        or any(_holds(where, one) or _holds(one, where) for one in places)
        or any(one.key in (where.key, where.within) for one in actors)
    )


def _holds(where: Where, other: Where) -> bool:
    return where.level == 0 and 0 != where.country == other.country


# --- how many ---


def _values(a: Sketch, b: Sketch, found: Found, vetoes: list[str]) -> None:
    if bool(a.counts) != bool(b.counts):
        found["value-one-sided"] = 1.0
    if not (a.counts and b.counts):
        return
    pairs = [(x, y) for x in a.counts for y in b.counts]
    equal = [(x, y) for x, y in pairs if x.unit == y.unit and equals(x, y)]
    for first, column in ((a.counts[0], 0), (b.counts[0], 1)):
        if not any(pair[column] is first for pair in equal):  # 78 dead, 14 of them at one place, are not 14 dead
            equal = []
    if equal:
        found["value"] = 1.0 if any(size(x) >= _FEW for x, _ in equal) else 0.5  # "two" is said of much
        found["value-rare"] = max(rare(x) for x, _ in equal)
    if not equal or _counts_apart(a, b):
        vetoes.append("value")
    best = equal or pairs
    if not any(x.stage == y.stage or not (x.stage and y.stage) for x, y in best):
        found["stage-apart"] = 1.0
    counted = [(x.concept, y.concept) for x, y in best if x.concept and y.concept]
    if any(x == y for x, y in counted):
        found["counted"] = 1.0
    elif counted:
        found["counted-apart"] = 1.0


def _counts_apart(a: Sketch, b: Sketch) -> bool:
    """Whether both count one thing more, and not the same: "rose 15 % to $2.1 billion", "rose 15 % to $534 million"."""
    mine, yours = (
        [x for x in one.counts if not any(x.unit == y.unit and equals(x, y) for y in other.counts)]
        for one, other in ((a, b), (b, a))
    )
    return any(
        (x.unit, x.stage) == (y.unit, y.stage) and (x.concept == y.concept or not (x.concept and y.concept))
        for x in mine
        for y in yours
    )


# --- what ---


def _deeds(a: Sketch, b: Sketch, found: Found, vetoes: list[str]) -> None:
    if a.deeds and b.deeds and not set(a.deeds) & set(b.deeds):
        found["event-apart"] = 1.0
    if not (a.doer and b.doer):
        return
    mine, yours = a.actors[a.doer - 1], b.actors[b.doer - 1]
    if _same(mine, yours):
        return
    if mine.listed and yours.listed:
        found["doer-apart"] = 1.0
    if found.get("deeds", 0) and _meets(mine, b) and _meets(yours, a):
        vetoes.append("roles")


# --- when ---


def _times(a: Sketch, b: Sketch, found: Found, vetoes: list[str]) -> None:
    between = gap(a, b)
    if between is not None:
        found["days-between"] = min(math.log1p(between) / math.log1p(SPAN), 1.0)
    if other_occasion(a, b, found):
        vetoes.append("day")
    elif a.first and b.first:
        found["day"] = 1.0
    if is_next_day(a, b, found):
        found["next-day"] = 1.0
    if "open-apart" in found and (between or not is_marked(a, b)):
        vetoes.append("open")


# --- quickly ---


def apart(a: Sketch, b: Sketch) -> bool:
    """Whether a veto holds that is seen at once: most claims that share a key are told apart by one of these."""
    if _standing(a, b) or (a.first and b.first and (a.first > b.last or b.first > a.last)):
        return True
    if a.numbers and b.numbers and not set(a.numbers) & set(b.numbers):
        return True
    if a.places and b.places and _elsewhere(a, b, _told_places(a, b)[1]):
        return True
    if not (a.counts and b.counts):
        return False
    vetoes: list[str] = []
    _values(a, b, {}, vetoes)
    return bool(vetoes)

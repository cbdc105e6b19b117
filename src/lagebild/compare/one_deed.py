"""Decides whether two tellings are of one deed, and which deed a new telling joins: precision before recall.

Nothing of what both tell may contradict (type, standing, mode, parties, place, days), and there must be a ground: they
stand in one claim or in one proposition; the pair seldom does such a thing twice; they tell the same town and day, or
the same town and number; or their claims are alike, with a party or town in common (`ontology/deeds.toml`, decision
114).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import permutations
from typing import Literal

from lagebild.compare.deed_rules import deed_rules
from lagebild.compare.match import same
from lagebild.compare.sketch import UNLISTED, Sketch, Where, Who, hashed
from lagebild.compare.tellings import Telling, is_mutual

Ground = Literal["claim", "proposition", "pair", "scene", "count", "words"]
Meeting = Literal["same", "open", "apart"]

LOOKED_AT = 8  # tellings of a deed that a new one is compared with: the first and the latest
_TOWN = 2  # level of a town or site
_SURE: dict[Ground, float] = {"claim": 1.0, "proposition": 1.0, "pair": 0.8, "scene": 0.9, "count": 0.9}


@dataclass(frozen=True, slots=True)
class Told:
    """A telling with what stands around it: the sketch of its claim, numbers of the claim and of its proposition.

    `frame`: it stands in the words that report the claim, so that places and numbers of the claim are none of its own.
    """

    telling: Telling
    sketch: Sketch
    claim: int
    proposition: int | None = None
    frame: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two tellings are to each other: `apart` names what speaks against one deed, `ground` what speaks for it.

    Without both they are not known to be one. `score` is how sure a ground is, 0 to 1.
    """

    ground: Ground | None = None
    score: float = 0.0
    apart: str | None = None


def verdict(a: Told, b: Told) -> Verdict:
    """Whether two tellings are of one deed; the same whichever comes first."""
    against = next(_against(a.telling, b.telling), None)
    return Verdict(apart=against) if against is not None else _ground(a, b)


def is_apart(a: Told, b: Told) -> bool:
    """Whether something speaks against one deed."""
    one, other = a.telling, b.telling
    # What most often does is asked first.
    return (
        one.type != other.type
        or _place(one.where, other.where) == "apart"
        or next(_against(one, other), None) is not None
    )


def _ground(a: Told, b: Told) -> Verdict:
    """What speaks for one deed, where nothing speaks against it."""
    for ground in _grounds(a, b):
        return Verdict(ground, _SURE[ground])
    score = _likeness(a, b)
    if score >= deed_rules().alike_least and _shares(a, b) and _is_marked(a, b):
        return Verdict("words", score)
    return Verdict()


def join(told: Told, candidates: Sequence[tuple[int, Told]]) -> tuple[int, int, Verdict] | None:
    """The deed that a telling joins, the place of the candidate that brought it there, and why; None for a deed of its
    own.

    `candidates` are given with the number of their deed, in the order in which they came, the first telling of each
    deed among them. One has to be of the same deed, and none that is looked at may be apart.
    """
    deeds: dict[int, list[int]] = defaultdict(list)
    for place, (deed, _) in enumerate(candidates):
        deeds[deed].append(place)
    best: tuple[int, int, Verdict] | None = None
    for deed, places in deeds.items():
        looked_at = places[:1] + places[1:][-(LOOKED_AT - 1) :]
        # Asked of all first: what speaks against costs little beside a ground.
        if any(is_apart(told, candidates[place][1]) for place in looked_at):
            continue
        place, one = max(((place, _ground(told, candidates[place][1])) for place in looked_at), key=_by_score)
        if one.ground is not None and (best is None or one.score > best[2].score):
            best = (deed, place, one)
    return best


def _by_score(found: tuple[int, Verdict]) -> float:
    return found[1].score


def is_same_but_day(a: Told, b: Told) -> bool:
    """Whether two tellings of two claims are of one deed but for the days, which both tell and which exclude each
    other.

    What happens often must have more in common than its kind and town: a number that chance seldom repeats, or the
    words of one proposition. What a reporting frame tells is left out: who accuses can do so again the next day.
    """
    one, other = a.telling, b.telling
    if a.claim == b.claim or a.frame or b.frame or not can_be_same_but_day(one, other):
        return False
    if a.proposition is not None and a.proposition == b.proposition:
        return True
    if one.type in _incidents() and not _number(a, b):
        return False
    is_once = one.type in _once() and _parties(one, other) == ("same", "same")
    least = deed_rules().once_least if is_once else deed_rules().alike_least
    return _shares(a, b) and _alike(_undated(a.sketch), _undated(b.sketch)) >= least


def can_be_same_but_day(one: Telling, other: Telling) -> bool:
    """Whether nothing in two tellings but their days, which exclude each other, keeps them from being of one deed."""
    if not one.dating == other.dating == "told" or not excludes(one, other):
        return False
    if not (one.published and other.published) or abs(one.published - other.published) > deed_rules().apart:
        return False
    return all(reason == "days" for reason in _against(one, other))


def excludes(one: Telling, other: Telling) -> bool:
    """Whether the days of one telling leave no room for those of the other."""
    return one.first > other.last or other.first > one.last


def _dayless(told: Told) -> Told:
    """A telling as if it told no day."""
    telling = replace(told.telling, dating="none", first=0, last=0)
    return replace(told, telling=telling, sketch=_undated(told.sketch))


@lru_cache(4096)
def _undated(sketch: Sketch) -> Sketch:
    return replace(sketch, first=0, last=0)


# --- what speaks against ----------------------------------------------------------------------------------------


def _against(one: Telling, other: Telling) -> Iterator[str]:
    if one.type != other.type:
        yield "type"
    if one.standing != other.standing and {one.standing, other.standing} != {"done", "denied"}:
        yield "standing"
    if one.mode and other.mode and one.mode != other.mode and (one.mode, other.mode) not in _modes(one.type):
        yield "mode"
    for role, meeting in zip(("actor", "recipient"), _parties(one, other), strict=True):
        if meeting == "apart":
            yield role
    if _place(one.where, other.where) == "apart":
        yield "place"
    if _days(one, other) == "apart":
        yield "days"


def _party(a: Who | None, b: Who | None) -> Meeting:
    if a is None or b is None:
        return "open"
    if a.key == b.key or (a.official and b.official and 0 != a.country == b.country):
        return "same"
    if a.country and b.country:
        return "apart" if a.country != b.country or not (a.official or b.official) else "open"
    return "apart" if a.listed and b.listed else "open"


def _parties(one: Telling, other: Telling) -> tuple[Meeting, Meeting]:
    """How actor and recipient of two tellings meet; where both do it to each other, either may be told first."""
    straight = (_party(one.actor, other.actor), _party(one.recipient, other.recipient))
    if not (is_mutual(one) and is_mutual(other)):
        return straight
    low, high = sorted((_party(one.actor, other.recipient), _party(one.recipient, other.actor)))
    return max(straight, (low, high), key=_closeness)


def _closeness(meetings: tuple[Meeting, Meeting]) -> tuple[int, int]:
    return -meetings.count("apart"), meetings.count("same")


def _place(a: Where | None, b: Where | None) -> Meeting:
    if a is None or b is None:
        return "open"
    if a.key == b.key:
        return "same"
    if UNLISTED in (a.level, b.level):
        return "open"
    inside = a.key in (b.key, b.within) or b.key == a.within
    holds = (a.level == 0 or b.level == 0) and 0 != a.country == b.country
    return "open" if inside or holds else "apart"


def _days(one: Telling, other: Telling) -> Meeting:
    if not one.last or not other.last:
        return "open"
    if "denied" in (one.standing, other.standing) and not both_told(one, other):
        # A denial is of the day on which it is said, whatever day its page is about.
        return "apart" if abs(one.published - other.published) > deed_rules().apart else "open"
    tolerance = deed_rules().tolerance
    if one.first > other.last + tolerance or other.first > one.last + tolerance:
        return "apart"
    if both_told(one, other) and one.first == one.last == other.first == other.last:
        return "same"
    late = abs(one.published - other.published) > deed_rules().apart and one.published and other.published
    return "apart" if late and not both_told(one, other) else "open"


def both_told(one: Telling, other: Telling) -> bool:
    """Whether both tellings tell their day themselves."""
    return one.dating == other.dating == "told"


@cache
def _modes(kind: int) -> frozenset[tuple[int, int]]:
    return frozenset(
        pair
        for row in deed_rules().modes
        if hashed(row.type, 16) == kind
        for pair in permutations((hashed(mode, 16) for mode in row.one), 2)
    )


# --- what speaks for --------------------------------------------------------------------------------------------


def _grounds(a: Told, b: Told) -> Iterator[Ground]:
    one, other = a.telling, b.telling
    parties = _parties(one, other)
    # Who "threatened that it would strike" makes one threat, told by him and by who reports it.
    if a.claim == b.claim and (a.frame == b.frame or "same" in parties):
        yield "claim"
    if a.proposition is not None and a.proposition == b.proposition and _is_of_proposition(a, b, parties):
        yield "proposition"
    if _town(one, other) and _days(one, other) == "same" and "same" in parties:
        yield "scene"
    if _town(one, other) and one.published and other.published and _counts_alike(a, b):
        yield "count"
    is_once = one.type in _once() and parties == ("same", "same") and one.published and other.published
    if is_once and _likeness(a, b) >= deed_rules().once_least:
        yield "pair"


def _is_of_proposition(a: Told, b: Told, parties: tuple[Meeting, Meeting]) -> bool:
    """Whether that two claims say the same speaks for one deed: of their contents, and of what is said of those who
    say it only where it is the same one ("Sanders accused Clinton of ...")."""
    return a.frame == b.frame and (not a.frame or "same" in parties)


@cache
def _once() -> frozenset[int]:
    return frozenset(hashed(kind, 16) for kind in deed_rules().once)


def _town(one: Telling, other: Telling) -> bool:
    return one.where is not None and one.where.level >= _TOWN and _place(one.where, other.where) == "same"


def _shares(a: Told, b: Told) -> bool:
    """Whether two tellings have a party or a town in common."""
    one, other = a.telling, b.telling
    if "same" in _parties(one, other) or _town(one, other):
        return True
    towns = [{place.key for place in x.sketch.places if place.level >= _TOWN and not x.frame} for x in (a, b)]
    return bool(towns[0] & towns[1])


def _is_marked(a: Told, b: Told) -> bool:
    """Whether two tellings of what happens often share more than its kind: a town, a number, or its day.

    Where each names a town that the other does not, they share none of it. A denial answers what has just been told.
    """
    if a.telling.type not in _incidents():
        return True
    mine, yours = _towns(a), _towns(b)
    if mine and yours and not mine & yours:
        return False
    one, other = a.telling, b.telling
    soon = bool(one.published and other.published) and abs(one.published - other.published) <= deed_rules().tolerance
    told = one.dating == other.dating in ("told", "lead") and one.first == one.last == other.first == other.last
    answers = soon and a.telling.standing != b.telling.standing
    return told or answers or (soon and bool(mine & yours)) or (soon and _number(a, b))


def _towns(told: Told) -> set[int]:
    """The towns and sites that a telling names, known or not; where it names none, those of its claim."""
    where = told.telling.where
    around = () if told.frame else told.sketch.places
    places = (where,) if where and where.level >= _TOWN else around
    return {place.key for place in places if place.level >= _TOWN}


def _number(a: Told, b: Told) -> bool:
    """Whether both claims give the same number of what is told, and one that chance seldom repeats."""
    least = deed_rules().digits
    return not (a.frame or b.frame) and any(
        x.unit == y.unit
        and x.low == x.high == y.low == y.high
        and len(f"{x.low:.6g}".rstrip("0").replace(".", "")) >= least
        for x in a.sketch.counts
        for y in b.sketch.counts
    )


def _counts_alike(a: Told, b: Told) -> bool:
    """Whether both claims give such a number, and no other that contradicts one of the other claim ("13 more")."""
    return _number(a, b) and not {"value", "further"}.intersection(same(_plain(a.sketch), _plain(b.sketch)).vetoes)


@cache
def _incidents() -> frozenset[int]:
    return frozenset(hashed(kind, 16) for kind in deed_rules().incidents)


def _likeness(a: Told, b: Told) -> float:
    """How alike the claims of two tellings are; without their days where those of the tellings decide."""
    one, other = a.telling, b.telling
    denies = "denied" in (one.standing, other.standing) and not both_told(one, other)
    if denies or (both_told(one, other) and excludes(one, other)):
        a, b = _dayless(a), _dayless(b)
    if denies:  # however many days later it is said
        published = max(a.sketch.published, b.sketch.published)
        return _alike(replace(a.sketch, published=published), replace(b.sketch, published=published))
    return _alike(a.sketch, b.sketch)


@lru_cache(4096)
def _alike(a: Sketch, b: Sketch) -> float:
    """How alike two claims are, whether they affirm the deed or deny it."""
    return same(_plain(a), _plain(b)).score


@lru_cache(4096)
def _plain(sketch: Sketch) -> Sketch:
    return replace(sketch, polarity=1, is_open=False, is_reversed=False)

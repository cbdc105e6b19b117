"""Places: of several places of one name the one that the page means, or none where that stays open.

A candidate's score is its weight on the map (the logarithm of its people) and what the page says for it: its country,
its region, a place in it. It is meant where it leads by `LEAD`; else the words stay open, with the candidates.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from lagebild.extract.names.gazetteer import Gazetteer, folded
from lagebild.types import Actor, Mention, NameMention, Span

#: By so much the best candidate must lead: three times the people of the next, or something that the page says.
LEAD = 0.5
#: What the page adds: the candidate's country is named, its region or a place in it, its country or region close by.
COUNTRY, REGION, CLOSE = 2.0, 1.0, 1.0
#: What a country adds of which only towns are named: "in Barcelona, London and Montreal" is no page about Canada.
TOWNS = 1.0
#: What a state gains that stands in a list of states.
AMONG = 5.0
_LINK = 7  # code points between two names of a list at most: ", and "
#: What a place loses that bears the name only beside its own, where another's own it is (once Washington: Watervliet).
BY_NAME = 2.0
#: A town of so many people is meant wherever it is named; one of fewer than the second only where its country is named.
_LARGE, _SMALL = 400_000, 150_000
#: A town of fewer people has a namesake in most countries: it is told only where nothing speaks for another region.
_VILLAGE = 100_000
_SOME = 2  # countries or regions that a page names
_CLOSED = 16  # code points behind a name that tell whether it is one of a list
_NEXT = re.compile(r",\s+(?:(?P<link>\w+)\s+)?[^\W\d_a-zäöüß]")  # a list goes on: ", and Kenya", ", Kenya"
_DASHES = ("-", "–", "—", "/")
_NEAR = 80  # code points between a name and what tells where it lies ("Tripoli im Norden des Libanon")
#: Weights of what has no people of its own, as if it had ten to this power.
_WEIGHTS = {"country": 7.5, "region": 6.5, "area": 6.0, "water": 6.0, "site": 5.0, "town": 4.5}


class Surroundings:
    """The countries and regions that a page names, and where."""

    def __init__(self, names: Iterable[NameMention]) -> None:
        self._countries: dict[str, _Named] = defaultdict(_Named)
        self._places: dict[str, _Named] = defaultdict(_Named)
        self._states: list[Span] = []  # where a page names states
        self._regions: Counter[str] = Counter()  # how many regions of a country are named
        regions: set[tuple[str, str]] = set()
        for name in names:  # in the order of the text
            rivals = _usual(rivals_of(name)) or name.candidates[:1]
            countries = {actor.country for actor in rivals}
            if len(countries) == 1 and (country := countries.pop()):
                is_town = all(actor.place and actor.place.type == "town" for actor in rivals)
                self._countries[country].add(name.span, is_told=not is_town)
            if len(rivals) == 1 and _is_state(rivals[0]):
                self._states.append(name.span)
            if len(rivals) == 1 and rivals[0].place:
                for place in (rivals[0].name, *rivals[0].place.within[:-1]):
                    self._places[place].add(name.span)
                if rivals[0].place.type == "region":
                    regions.add((rivals[0].country or "", rivals[0].name))
        self._regions.update(country for country, _ in regions)

    def meant(self, name: NameMention, rivals: Sequence[Actor]) -> Mention:
        """The place that a name of several means, or the name with all of them where that stays open."""
        named = {folded(rival.name) for rival in rivals} & {folded(name.span.text), folded(name.span.text).title()}
        scored = sorted(
            (
                (self._score(rival, name.span) - (BY_NAME if named and folded(rival.name) not in named else 0.0), rival)
                for rival in rivals
            ),
            key=lambda pair: -pair[0],
        )
        (best, place), (second, _) = scored[:2]
        if best - second >= LEAD:
            return self.sure(Mention(name.span, place, why=name.why), is_one_of_several=True)
        return open_mention(name, tuple(rival for _, rival in scored))

    def sure(self, mention: Mention, *, is_one_of_several: bool = False) -> Mention:
        """The mention of a place, without what speaks for it too little: a small town far from what the page tells of.

        A namesake that no list knows is likelier then: one in a country that the page does not name while it names
        others, or, of several, one in a region not named of a country of which others are.
        """
        place = mention.actor
        where = place.place
        if where is None or where.type != "town" or not where.population or where.population >= _LARGE:
            return mention
        named = self._countries.get(place.country or "")
        unnamed = is_one_of_several and len(where.within) > 1 and where.within[0] not in self._places
        if unnamed and self._regions[place.country or ""] >= _SOME:
            return replace(mention, actor=Actor(mention.span.text, "place", place.country))
        if where.population < _VILLAGE and self._is_elsewhere(place, mention.span):
            return replace(mention, actor=Actor(mention.span.text, "place", place.country), candidates=(place,))
        elsewhere = sum(len(found.texts - {mention.span.text}) for found in self._countries.values())
        if where.population < _SMALL and elsewhere >= _SOME and (named is None or named.texts <= {mention.span.text}):
            return replace(mention, actor=Actor(mention.span.text, "place"))
        return mention

    def is_named(self, place: Actor, span: Span) -> bool:
        """Whether a page names the country of a place in other words."""
        named = self._countries.get(place.country or "")
        return named is not None and not named.texts <= {span.text}

    def _is_elsewhere(self, place: Actor, span: Span) -> bool:
        """Whether a page tells other regions of the country of a town, and nothing else of its own."""
        region = place.place.within[0] if place.place and len(place.place.within) > 1 else ""
        told = self._places.get(region)
        return bool(region) and self._regions[place.country or ""] > 0 and (told is None or told.texts <= {span.text})

    def _is_among_states(self, span: Span) -> bool:
        """Whether a name stands in a list between states or behind two of them: "Moldova, Georgia, Poland"."""
        at = bisect_left(self._states, span)
        before, after = self._states[:at], [one for one in self._states[at:] if one != span]
        left = bool(before) and span.start - before[-1].end < _LINK
        right = bool(after) and after[0].start - span.end < _LINK
        return left and (right or (len(before) > 1 and before[-1].start - before[-2].end < _LINK))

    def _score(self, place: Actor, span: Span) -> float:
        where, score = place.place, _weight(place)
        score += AMONG if _is_state(place) and self._is_among_states(span) else 0.0
        if where is None:
            return score
        told = [*where.within[:-1], *([place.name] if where.type == "region" else ())]
        country = self._countries.get(place.country or "")
        regions = [named for region in told if (named := self._places.get(region))]
        if country is not None:
            score += country.support(span, COUNTRY) if country.is_told else country.support(span, TOWNS, close=0.0)
        return score + max((named.support(span, REGION) for named in regions), default=0.0)


class _Named:
    """Where a page names a country or a region, in the order of the text."""

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self.texts: set[str] = set()
        self.is_told = False  # by more than its towns

    def add(self, span: Span, *, is_told: bool = True) -> None:
        self._spans.append(span)
        self.texts.add(span.text)
        self.is_told |= is_told

    def support(self, span: Span, worth: float, *, close: float = CLOSE) -> float:
        """What it adds to a reading of a name: `worth` where other words name it, `close` more where those are near."""
        if self.texts <= {span.text}:
            return 0.0
        first = bisect_left(self._spans, span.start - _NEAR, key=lambda other: other.end)
        last = bisect_right(self._spans, span.end + _NEAR, key=lambda other: other.start)
        near = any(other.text != span.text and not other.overlaps(span) for other in self._spans[first:last])
        return worth + (close if near else 0.0)


def located(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, coordinators: frozenset[str] = frozenset()
) -> tuple[Mention, ...]:
    """The mentions, where a country or region after a place and a comma tells where that lies: "in Kano, Nigeria".

    Such a state is the place and not the actor, and the place before it, if no list knows it, lies there. `mentions`
    are in the order of the text; `coordinators` ("and") tell lists of places from such pairs.
    """
    found = list(mentions)
    for at in range(1, len(found)):
        place, state = found[at - 1].actor, found[at].actor
        between = text[found[at - 1].span.end : found[at].span.start]
        if between in _DASHES and text.startswith(" border", found[at].span.end):  # "the Chad–Sudan border"
            found[at - 1 : at + 1] = (_as_place(one, gazetteer) for one in found[at - 1 : at + 1])
            continue
        if place.kind != "place" or state.kind != "state":
            continue
        if place.country not in (None, state.country):
            is_town = place.place is not None and place.place.type == "town"
            if is_town and between.strip() == "," and _is_closed(text[found[at].span.end :][:_CLOSED], coordinators):
                found[at - 1] = replace(found[at - 1], actor=Actor(found[at - 1].span.text, "place", state.country))
                found[at] = replace(found[at], actor=gazetteer.as_place(state.country or ""))
            continue
        is_whole = between.strip() == "," and not _is_country(place)
        if (is_whole or between == " (") and _is_name_of(found[at].span.text, gazetteer):
            found[at] = replace(found[at], actor=gazetteer.as_place(state.country or ""))
    for at in range(len(found) - 1, 0, -1):
        place, whole = found[at - 1].actor, found[at].actor
        between = text[found[at - 1].span.end : found[at].span.start]
        if (
            between.strip() == ","
            and _lies_elsewhere(place, whole)
            and _is_closed(text[found[at].span.end :][:_CLOSED], coordinators)
        ):
            found[at - 1] = replace(found[at - 1], actor=Actor(found[at - 1].span.text, "place", whole.country))
        if between.strip() == "," and (region := _region_of_name(place, whole, gazetteer)):
            found[at] = replace(found[at], actor=region)
            continue
        if between in (", ", " in ") and _lies_in_other_region(place, whole):
            found[at - 1] = replace(found[at - 1], actor=Actor(found[at - 1].span.text, "place", whole.country))
        told = place.kind == whole.kind == "place" and place.place is None and place.country is None
        if told and not found[at - 1].candidates and between.strip() == "," and whole.country:
            found[at - 1] = replace(found[at - 1], actor=replace(place, country=whole.country))
    return tuple(found)


def _lies_in_other_region(place: Actor, whole: Actor) -> bool:
    """Whether a region beside a town is another than that of the known town of its name: "Manchester, Iowa"."""
    if place.place is None or whole.place is None or place.place.type != "town" or whole.place.type != "region":
        return False
    return place.country == whole.country and len(place.place.within) > 1 and place.place.within[0] != whole.name


def _is_closed(behind: str, coordinators: frozenset[str]) -> bool:
    """Whether a mark closes two names that are no list: "in Kampala, DRC, and fled"; not "Tyre, Syria, and Qana"."""
    follows = _NEXT.match(behind)
    in_list = follows is not None and (follows["link"] is None or follows["link"] in coordinators)
    return (not behind or behind[0] in ",.;:)") and not in_list


def _region_of_name(place: Actor, whole: Actor, gazetteer: Gazetteer) -> Actor | None:
    """The region that bears the name of a town and holds the place before it: "Buffalo, New York"."""
    if place.place is None or whole.place is None or len(place.place.within) < 2 or whole.place.type != "town":
        return None
    region = place.place.within[0]
    if place == whole or not (region == whole.name or region.startswith(f"{whole.name} ")):
        return None
    senses = gazetteer.senses(folded(region))
    return gazetteer.actor(senses[0].key) if senses else None


def _is_state(actor: Actor) -> bool:
    return actor.kind == "state" or _is_country(actor)


def _as_place(mention: Mention, gazetteer: Gazetteer) -> Mention:
    if mention.actor.kind != "state" or not mention.actor.country:
        return mention
    return replace(mention, actor=gazetteer.as_place(mention.actor.country))


def _lies_elsewhere(place: Actor, whole: Actor) -> bool:
    """Whether a town cannot be the known one of its name: "Santa Fe, New Mexico"."""
    if place.place is None or whole.place is None or place.place.type != "town":
        return False
    is_whole = whole.place.type in ("country", "region") and whole.country is not None
    return is_whole and place.country not in (None, whole.country)


def _is_country(place: Actor) -> bool:
    return place.place is not None and place.place.type == "country"


def _is_name_of(words: str, gazetteer: Gazetteer) -> bool:
    """Whether a state is named by its name and not by an adjective or its people."""
    senses = gazetteer.senses(folded(words))
    return bool(senses) and senses[0].use == "country"


def rivals_of(name: NameMention) -> tuple[Actor, ...]:
    """The different places that a name can mean, best first; a state and its territory are one."""
    if not name.candidates or name.candidates[0].kind not in ("place", "state"):
        return ()
    found: dict[tuple[str, str | None, object], Actor] = {}
    for actor in name.candidates:
        if actor.kind in ("place", "state"):
            point = (actor.place.latitude, actor.place.longitude) if actor.place and _is_inside(actor) else None
            found.setdefault((actor.name, actor.country, point), actor)
    return tuple(found.values())


def _weight(place: Actor) -> float:
    """How much a place weighs on the map, whatever the page says."""
    if place.place is None:
        return _WEIGHTS["site"]
    return math.log10(place.place.population) if place.place.population else _WEIGHTS[place.place.type]


def _usual(rivals: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The one of several that is meant where a page says nothing else, or all of them."""
    weights = sorted(((_weight(rival), at) for at, rival in enumerate(rivals)), reverse=True)
    if len(weights) > 1 and weights[0][0] - weights[1][0] >= LEAD:
        return (rivals[weights[0][1]],)
    return rivals


def _is_inside(actor: Actor) -> bool:
    return actor.place is not None and actor.place.type != "country"


def open_mention(name: NameMention, candidates: tuple[Actor, ...]) -> Mention:
    """Words that may mean several: what all of them share is told, the rest stays open."""
    names = {actor.name for actor in candidates}
    countries = {actor.country for actor in candidates}
    kind = "place" if candidates[0].kind == "state" else candidates[0].kind
    shared = Actor(
        names.pop() if len(names) == 1 else name.head or name.span.text,
        kind,
        countries.pop() if len(countries) == 1 else None,
    )
    return replace(Mention(name.span, shared, why=name.why), candidates=candidates)

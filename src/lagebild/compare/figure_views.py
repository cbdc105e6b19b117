"""A figure with what decides with which others it may be compared: counted, owner, scope, place, days, voices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from lagebild.compare.quantities import concept_of
from lagebild.compare.timex import interval
from lagebild.compare.voices import Voice, actor_key, origin, speaker
from lagebild.lang.load import has, ontology, rows, table
from lagebild.types import Actor, Article, Entry, Figure, Language, Mention, Place, Source, Span, Time

Bound = Literal["exact", "about", "at_most", "at_least", "between", "vague", "unknown"]
Scope = Literal["total", "incident", "several"]
#: "sum" ("insgesamt", "a total of") is a sum over time only where a last day is told.
ScopeWords = Literal["total", "incident", "several", "sum"]
#: Where the day or place was found that a figure holds for.
Basis = Literal["sentence", "article", "none"]

#: So many code points before a place the word of an incident is looked for.
_REACH = 40


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """Words of one language that tell what a figure covers."""

    id: ScopeWords
    words: tuple[str, ...]
    example: str
    counter_example: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """Words of one language beside which a figure counts a part of a whole: a pattern right before or behind it."""

    id: str
    side: Literal["before", "behind"]
    pattern: str
    example: str
    counter_example: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure and its context; `said` and `held` are TIMEX3 values: when it was said, and for when it holds.

    `concept` is what is counted ("" where the words do not tell), `owner` whose it is (a key, or None), `places` the
    places of its sentence, else of its article. `untrue` means that its own source or the author of the article holds
    it for untrue. `origin_key` is equal where two figures go back to the same origin, None where it cannot be told;
    `origin_words` are its words, folded.
    """

    entry: Entry
    figure: Figure
    concept: str
    owner: str | None
    scope: Scope | None
    places: tuple[Actor, ...]
    places_basis: Basis
    said: str | None
    said_basis: Literal["text", "publication", "unknown"]
    held: str | None
    held_basis: Basis
    origin_key: str | None
    origin_words: str = ""
    owner_placed: bool = False  # the owner is that of the other figures, not of the words
    is_further: bool = False  # it comes on top of one told before ("another 1,500")
    is_part: bool = False  # its words tell that it is part of a whole ("a first group of 2,600")
    named: frozenset[str] = frozenset()  # countries and actors of its sentence, the speaker apart

    @property
    def speaker(self) -> Voice:
        """Who gives the figure."""
        return speaker(self.entry)

    @property
    def origin(self) -> Voice:
        """On whose word, as far back as the article tells."""
        return origin(self.entry)

    @property
    def contradicted(self) -> bool:
        """Whether the author of the article holds the claim that gives the figure for untrue."""
        claim = self.entry.claim
        return claim.source.kind != "author" and claim.author_factuality in ("CT-", "PR-", "PS-")

    @property
    def untrue(self) -> bool:
        """Whether its source or the author of the article holds the claim that gives the figure for untrue."""
        return self.contradicted or self.entry.claim.factuality in ("CT-", "PR-", "PS-")


def figure_views(entries: Iterable[Entry]) -> tuple[FigureView, ...]:
    """The figures of some claims with their context, in the order of the text; all claims of an article belong in it.

    A figure that nested claims share counts once, for the innermost speaker.
    """
    entries = tuple(entries)
    known = owners(entries)
    pages: dict[str, list[Entry]] = {}
    for entry in entries:
        pages.setdefault(entry.article.id, []).append(entry)
    contexts = {key: _Page(page) for key, page in pages.items()}
    return tuple(_view(entry, figure, known, contexts[entry.article.id]) for entry, figure in distinct(entries))


def bound_of(figure: Figure) -> Bound:
    """In which way the ends of a figure bound it."""
    if figure.vague:
        return "vague"
    if figure.min is None and figure.max is None:
        return "unknown"
    if figure.min is None:
        return "at_most"
    if figure.max is None:
        return "at_least"
    if figure.min != figure.max:
        return "between"
    return "about" if figure.approximate else "exact"


def distinct(entries: Iterable[Entry]) -> list[tuple[Entry, Figure]]:
    """Each figure of a text once, with the claim of the narrowest content: the innermost speaker."""
    best: dict[tuple[str, int, int], tuple[tuple[bool, int], Entry, Figure]] = {}
    for entry in entries:
        content = entry.claim.content
        for figure in entry.claim.figures:
            place = (entry.article.id, figure.span.start, figure.span.end)
            holds = any(part.contains(figure.span) for part in content)
            rank = (not holds, sum(part.end - part.start for part in content))
            if place not in best or rank < best[place][0]:
                best[place] = (rank, entry, figure)
    return [(entry, figure) for _, entry, figure in best.values()]


def owners(entries: Iterable[Entry]) -> Mapping[str, Actor | None]:
    """What the words for actors and places mean in these articles; None for words that mean several.

    The beginning of a mention means its country too: in "nordkoreanische Soldaten" the first word says whose they
    are.
    """
    known: dict[str, Actor | None] = {}
    for entry in entries:
        for mention in (*entry.claim.actors, *entry.claim.places):
            words = mention.span.text.casefold().split()
            for end in range(1, len(words) + 1):
                if end < len(words) and not mention.actor.country:
                    continue
                start = " ".join(words[:end])
                same = known.setdefault(start, mention.actor)
                if same is not None and owner_key(same) != owner_key(mention.actor):
                    known[start] = None
    return known


def owner_key(actor: Actor) -> str:
    """A country stands for its state, government and army: "nordkoreanische" and "North Korean" soldiers are the
    same."""
    return actor.country or actor.wikidata or actor.name


def said_of(entry: Entry) -> tuple[str | None, Literal["text", "publication", "unknown"]]:
    """The day of the saying as a TIMEX3 value, and how it is known."""
    saying = next((time.value for time in entry.claim.times if time.role == "saying" and interval(time.value)), None)
    if saying:
        return saying, "text"
    return entry.article.published, "publication" if entry.article.published else "unknown"


def origin_key(source: Source, article: Article) -> str | None:
    """A key that is equal for the same origin in two articles, or None where the words do not tell who it is.

    An author's own words are the outlet's. A body without an actor ("the hospital", "the regional authorities") is told
    by its words; hearsay never.
    """
    if source.actor is not None:
        return actor_key(source.actor)
    if source.kind == "author":
        name = article.publisher or article.byline
        return f"outlet:{name.casefold()}" if name else None
    if source.kind == "unnamed" or source.span is None:
        return None
    return f"words:{' '.join(source.span.text.casefold().split())}"


@cache
def scope_patterns(language: Language) -> tuple[tuple[ScopeWords, re.Pattern[str]], ...]:
    """The words of a language that tell what a figure covers; empty where it has none."""
    if not has(language, "scope"):
        return ()
    found = rows(table(language, "scope"), "scopes", ScopeRow, where=f"lang/{language}/scope.toml")
    return tuple(
        (row.id, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, row.words))})(?!\w)", re.IGNORECASE)) for row in found
    )


def scope_of(sentence: Span, figure: Span, language: Language) -> ScopeWords | None:
    """Whether a figure covers everything since a beginning or one incident, by the nearest words of its sentence.

    "A total of" only decides where nothing else does; in "separate strikes" there are several incidents.
    """
    best: tuple[bool, int, ScopeWords] | None = None
    for scope, pattern in scope_patterns(language):
        for match in pattern.finditer(sentence.text) if scope != "several" else ():
            start, end = sentence.start + match.start(), sentence.start + match.end()
            distance = max(start - figure.end, figure.start - end, 0)
            if best is None or (scope == "sum", distance, scope) < best:
                best = (scope == "sum", distance, scope)
    if best and best[2] == "incident" and _are_several(sentence, language):
        return "several"
    return best[2] if best else None


def _are_several(sentence: Span, language: Language) -> bool:
    return any(scope == "several" and pattern.search(sentence.text) for scope, pattern in scope_patterns(language))


class _Page:
    """What an article tells beyond the claim of a figure: its places and days by sentence."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._title = len(entries[0].article.title or "")

    def places(self, sentence: Span) -> tuple[tuple[Actor, ...], Basis]:
        """The places of a sentence, else those of the title, else those of the last sentence before that names one."""
        if found := _narrowest(m for m in self._mentions() if sentence.contains(m.span)):
            return found, "sentence"
        if found := _narrowest(m for m in self._mentions() if m.span.end <= self._title):
            return found, "article"
        before = [m for m in self._mentions() if m.span.end <= sentence.start]
        last = max((m.span.start for m in before), default=-1)
        if found := _narrowest(m for m in before if m.span.start == last):
            return found, "article"
        return (), "none"

    def held(self, entry: Entry, figure: Figure) -> tuple[str | None, Basis]:
        """The day that a figure holds for: what it says itself, the only day of its sentence, or of its article."""
        if figure.as_of:
            return figure.as_of, "sentence"
        sentence = entry.claim.sentence
        here = days_told(entry, figure) or self._days(sentence, entry, figure)
        if here:
            return (next(iter(here)), "sentence") if len(here) == 1 else (None, "none")
        everywhere = self._days(None, entry, figure)
        return (next(iter(everywhere)), "article") if len(everywhere) == 1 else (None, "none")

    def said(self, entry: Entry) -> tuple[str | None, Literal["text", "publication", "unknown"]]:
        """The day of a saying; who goes on in the same paragraph ("he added") does so on the day told before."""
        own = said_of(entry)
        if own[1] == "text" or entry.claim.source.actor is None:
            return own
        who, start = actor_key(entry.claim.source.actor), entry.claim.sentence.start
        block = next((one for one in entry.article.blocks if one.start <= start < one.end), None)
        before = [
            one
            for one in self._entries
            if block
            and block.start <= one.claim.sentence.start <= start
            and one is not entry
            and one.claim.source.kind != "author"
        ]
        for one in sorted(before, key=lambda one: -one.claim.sentence.start):
            if one.claim.source.actor is None or actor_key(one.claim.source.actor) != who:
                return own
            if (told := said_of(one))[1] == "text":
                return told
        return own

    def named(self, sentence: Span) -> frozenset[str]:
        """The countries and actors that a sentence names."""
        mentions = (m for entry in self._entries for m in (*entry.claim.actors, *entry.claim.places))
        return frozenset(m.actor.country or actor_key(m.actor) for m in mentions if sentence.contains(m.span))

    def _days(self, sentence: Span | None, giving: Entry, figure: Figure) -> set[str | None]:
        told = {
            time.span: time
            for entry in self._entries
            for time in _told(entry)
            if (sentence is None or sentence.contains(time.span)) and not _is_to_come(time, giving, figure)
        }
        if sentence is None:  # a span of days is told of what happened in it, and of nothing else of the article
            return {time.value for time in told.values()}
        return days_joined(told.values(), giving.article)

    def _mentions(self) -> Iterable[Mention]:
        """Places of the content, and what stands right behind the word of an incident ("strikes on Lebanon")."""
        for entry in self._entries:
            for mention in (*entry.claim.places, *entry.claim.actors):
                is_place = mention.actor.kind == "place"
                if (is_place and mention.role == "content") or (
                    mention.actor.kind in ("place", "state") and _is_struck(mention.span, entry.article)
                ):
                    yield mention


def _is_struck(span: Span, article: Article) -> bool:
    """Whether the word of an incident stands right before, with no more than a preposition and an article between."""
    before = article.text[max(span.start - _REACH, 0) : span.start]
    return any(
        re.fullmatch(r"\s+\w{1,4}(?:\s+\w{3})?\s+", before[match.end() :])
        for scope, pattern in scope_patterns(article.language)
        if scope == "incident"
        for match in pattern.finditer(before)
    )


def _told(entry: Entry) -> Iterator[Time]:
    """The days that a content speaks of, but for beginnings: "since May" is no day that a figure holds for."""
    begins = {figure.since.span for figure in entry.claim.figures if figure.since}
    yield from (t for t in entry.claim.times if t.role == "content" and t.span not in begins and _dated(t.value))


def days_told(entry: Entry, figure: Figure) -> set[str | None]:
    """The days of a claim that a figure of it can hold for, as TIMEX3 values."""
    return days_joined((time for time in _told(entry) if not _is_to_come(time, entry, figure)), entry.article)


def days_joined(times: Iterable[Time], article: Article) -> set[str | None]:
    """The days of some times; two that only a word of a span parts ("between 8 and 13 October") are one time."""
    ordered = sorted(times, key=lambda time: time.span.start)
    words = set(table(article.language, "common")["spans"].split()) if has(article.language, "common") else set()
    found: list[tuple[Time, str | None]] = []
    for time in ordered:
        between = article.text[found[-1][0].span.end : time.span.start].casefold().split() if found else []
        joined = _from_to(found[-1][1], time.value) if between and words.issuperset(between) else None
        found[len(found) - bool(joined) :] = [(time, joined or time.value)]
    return {value for _, value in found}


def _from_to(first: str | None, last: str | None) -> str | None:
    """The days from one time to a later one as one value, or None where the second is not later."""
    one, other = interval(first), interval(last)
    if one is None or other is None or one.grain != "day" or other.grain != "day" or one.last >= other.first:
        return None
    return f"{one.first}/{other.last}"


def _is_to_come(time: Time, entry: Entry, figure: Figure) -> bool:
    """Whether a time lies behind the saying of what was done by then: "3,000 had been sent, 10,000 by December"."""
    open_stages: Sequence[str] = ontology("comparison")["to_come"]["stages"]
    told, said = interval(time.value), interval(said_of(entry)[0])
    is_done = figure.stage is not None and figure.stage not in open_stages
    return is_done and told is not None and said is not None and told.first > said.last


def _dated(value: str | None) -> bool:
    return interval(value) is not None


_WIDTH = {"site": 0, "town": 1, "area": 2, "water": 2, "region": 3, "country": 4}


def _narrowest(mentions: Iterable[Mention]) -> tuple[Actor, ...]:
    """The places of the narrowest type: a town says more than its country."""
    found = {actor_key(m.actor): m.actor for m in mentions if not m.candidates}
    least = min((_width(actor.place) for actor in found.values()), default=0)
    return tuple(actor for actor in found.values() if _width(actor.place) == least)


def _width(place: Place | None) -> int:
    return _WIDTH[place.type] if place else 1


def _view(entry: Entry, figure: Figure, known: Mapping[str, Actor | None], page: _Page) -> FigureView:
    owner = known.get((figure.whose or "").casefold())
    key = owner_key(owner) if owner else (figure.whose or "").casefold() or None
    sentence = entry.claim.sentence
    places, places_basis = page.places(sentence)
    held, held_basis = page.held(entry, figure)
    said, said_basis = page.said(entry)
    last = (entry.claim.source, *entry.claim.chain)[-1]
    return FigureView(
        entry,
        figure,
        _counted(figure),
        key,
        _scope(entry, figure),
        places,
        places_basis,
        said,
        said_basis,
        held,
        held_basis,
        origin_key(last, entry.article),
        " ".join(last.span.text.casefold().split()) if last.span else "",
        is_further=_is_further(entry.article, figure),
        is_part=_is_part(entry, figure),
        named=page.named(sentence),
    )


def _is_further(article: Article, figure: Figure) -> bool:
    """Whether the words beside a figure say that it comes on top of one told before ("another 1,500", "300 more")."""
    if not has(article.language, "common"):
        return False
    words, than = (set(table(article.language, "common")[key].split()) for key in ("further", "than"))
    first, last = figure.span.start, figure.span.end
    before = _words(article.text[max(first - _REACH, 0) : first])[-1:]
    pairs = (
        *pairwise([*before, *_words(figure.span.text), ""]),
        tuple([*_words(article.text[last:][:_REACH]), "", ""][:2]),
    )
    return any(word in words and behind not in than for word, behind in pairs)


def _is_part(entry: Entry, figure: Figure) -> bool:
    """Whether the words around a figure, in its sentence, tell that it counts a part ("among them 500 officers")."""
    return part_of(entry.claim.sentence, figure.span, entry.article.language) is not None


def part_of(sentence: Span, figure: Span, language: Language) -> str | None:
    """The id of the words beside a figure by which it counts a part of a whole, or None."""
    before = sentence.text[: max(figure.start - sentence.start, 0)]
    behind = sentence.text[max(figure.end - sentence.start, 0) :]
    for row, pattern in part_patterns(language):
        if pattern.search(before if row.side == "before" else behind):
            return row.id
    return None


@cache
def part_patterns(language: Language) -> tuple[tuple[PartRow, re.Pattern[str]], ...]:
    """The words of a language beside which a figure counts a part of a whole; empty where it has none."""
    if not has(language, "scope"):
        return ()
    found = rows(table(language, "scope"), "parts", PartRow, where=f"lang/{language}/scope.toml")
    shapes = {"before": r"(?<!\w)(?:{})\s+$", "behind": r"^\s+(?:{})(?!\w)"}
    return tuple((row, re.compile(shapes[row.side].format(row.pattern), re.IGNORECASE)) for row in found)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _scope(entry: Entry, figure: Figure) -> Scope | None:
    words = scope_of(entry.claim.sentence, figure.span, entry.article.language)
    if words != "sum":
        return words
    until = any(time.mod in ("ON_OR_BEFORE", "BEFORE") for time in entry.claim.times if time.role == "content")
    return "total" if figure.as_of or until else None


def _counted(figure: Figure) -> str:
    """The concept that is counted; without words for it, persons where only persons have that stage."""
    if figure.of:
        return concept_of(figure.of)
    persons: Sequence[str] = ontology("comparison")["persons"]["stages"]
    return "person" if figure.stage in persons and figure.unit is None else ""

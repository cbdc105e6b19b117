"""Draws the sketches of claims: what is compared of them, in a form that is the same in every language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import get_args

from lagebild.compare.concepts import concepts_of, of_kind
from lagebild.compare.identity import entity_of
from lagebild.compare.quantities import concept_of
from lagebild.compare.sketch import (
    ACTORS,
    CONCEPTS,
    COUNTS,
    DEEDS,
    NUMBERS,
    OPEN_END,
    PLACES,
    SAME_WORD,
    THING,
    UNLISTED,
    WORDS,
    Count,
    Polarity,
    Sketch,
    Where,
    Who,
    day_number,
    first_of,
    hashed,
)
from lagebild.compare.timex import interval
from lagebild.compare.voices import actor_key
from lagebild.extract.names.gazetteer import folded, gazetteer
from lagebild.extract.names.sounds import sound
from lagebild.lang.load import has, having, table
from lagebild.types import Act, Actor, Article, Claim, Figure, Language, Mention, Span

#: Acts and states of events that speak of what is not there yet.
OPEN_ACTS: frozenset[Act] = frozenset({"predict", "plan", "demand", "promise", "threaten", "ask", "condition"})
_OPEN_STATUS = frozenset({"planned", "hypothetical"})
_OPEN_STAGES = frozenset({"planned", "to-follow", "prepared", "demanded", "promised"})
_OFFICIAL = frozenset({"state", "government", "military", "role"})
_SERVICES = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
_LEVELS = {"country": 0, "region": 1, "area": 1, "water": 1}
_LEVEL = 2
_ANYBODY = frozenset({"person", "people", "victim-thing", "death", "officer"})
_DAYS_AT_MOST = 31  # of an interval that is kept: a year says too little of when
_STEM, _SHORT = 5, 3  # letters that are kept of a word, and below which it is none
_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*|\d+")
_YEAR = re.compile(r"\d{4}")
_NAME = re.compile(r"[^\W\d_]{4,}")
_NEXT_WORD = re.compile(r"\s([^\W\d_]+)")
_LANGUAGES: tuple[Language, ...] = get_args(Language)


def draw(article: Article, claims: Sequence[Claim]) -> tuple[Sketch, ...]:
    """The sketches of claims of an article, in their order."""
    return tuple(_sketch(article, claim) for claim in claims)


def said(claim: Claim) -> str:
    """The words of what is said, its parts one after the other."""
    return " ".join(" ".join(part.text.split()) for part in claim.content or (claim.sentence,))


def _sketch(article: Article, claim: Claim) -> Sketch:
    first, last = _days(article.language, claim)
    is_own = _is_own(article.language, claim)
    actors, doer = _actors(article.language, claim, is_own=is_own)
    main, aside, names, words = _words(article.language, claim)
    concepts = [*main, *aside]
    return Sketch(
        exact=_exact(claim, is_own=is_own),
        language=_LANGUAGES.index(article.language),
        polarity=_polarity(claim),
        is_open=_is_open(claim, concepts),
        is_reversed=any(_mark(concept) in _bare(concepts) for concept in of_kind("reversal")),
        is_done=_is_done(article.language, claim),
        is_further=_is_further(article.language, claim),
        first=first,
        last=last,
        published=day_number(article.day),
        actors=actors,
        doer=doer,
        places=first_of((where(mention.actor) for mention in _places(claim)), PLACES),
        counts=first_of(_counts(article.language, claim), COUNTS),
        deeds=first_of((hashed(event.type, 8) for event in claim.events), DEEDS),
        concepts=tuple(concepts),
        words=(*names, *words)[:WORDS],
        names=min(len(names), WORDS),
        numbers=first_of(_numbers(claim), NUMBERS),
        is_own=is_own,
        is_decided=_is_decided(concepts),
        mains=len(main),
        is_condition=claim.act == "condition",
        is_usual=_is_usual(article.language, claim),
    )


def _exact(claim: Claim, *, is_own: bool) -> int:
    words = " ".join(_WORD.findall(said(claim).casefold()))
    whose = f"{claim.source.span.text.casefold()}: " if is_own and claim.source.span else ""
    return hashed(whose + words, 64)


def _polarity(claim: Claim) -> Polarity:
    if claim.factuality in ("CT-", "PR-", "PS-"):
        return -1
    return 0 if claim.factuality in ("CTu", "Uu") and claim.act == "ask" else 1


def _is_open(claim: Claim, concepts: Sequence[int]) -> bool:
    if _is_decided(concepts):
        return claim.act in OPEN_ACTS - {"plan", "promise"}  # "has decided to"
    stages = (figure.stage in _OPEN_STAGES for figure in claim.figures)
    return claim.act in OPEN_ACTS or any(event.status in _OPEN_STATUS for event in claim.events) or any(stages)


def _is_decided(concepts: Sequence[int]) -> bool:
    return any(_mark(concept) in _bare(concepts) for concept in of_kind("decision"))


def _is_done(language: Language, claim: Claim) -> bool:
    """Whether the words are those of what has happened; the present ("Berlin schickt") can be either."""
    words = _WORD.findall(said(claim).casefold())
    endings = tuple(_common(language, "done_endings"))
    return any(word in _common(language, "done") or (endings and word.endswith(endings)) for word in words)


def _is_further(language: Language, claim: Claim) -> bool:
    """Whether a figure comes on top of one told before ("another 400")."""
    words = _WORD.findall(said(claim).casefold()) if claim.figures else []
    further, than = _common(language, "further"), _common(language, "than")
    return any(word in further and behind not in than for word, behind in zip(words, (*words[1:], ""), strict=False))


def _is_usual(language: Language, claim: Claim) -> bool:
    """Whether a content tells what happens again and again, and nothing of it that happened once."""
    words = _WORD.findall(said(claim).casefold())
    counts = any(not figure.vague for figure in claim.figures)
    return not counts and not _common(language, "usual").isdisjoint(words)


def _is_own(language: Language, claim: Claim) -> bool:
    """Whether the words of a content leave out who acts, since it is its source ("plans to leave", "rejects it").

    A noun phrase behind a verb of telling ("reports 36 cases") stands for itself.
    """
    match = _WORD.search(said(claim).casefold())
    if claim.source.span is None or match is None or not has(language, "common"):
        return False
    first = match.group()
    cue = {word for part in claim.cue for word in _WORD.findall(part.text.casefold())}
    opens = first in _common(language, "infinitives") or first.endswith(tuple(_common(language, "gerund_endings")))
    is_phrase = opens or (claim.form == "reported" and first not in _common(language, "clauses"))
    return bool(cue) and is_phrase and cue.isdisjoint(_common(language, "telling"))


def _days(language: Language, claim: Claim) -> tuple[int, int]:
    """The first and the last day that the content speaks of, (0, 0) where it names none to the month.

    A day that only bounds what is told ("since Monday") or names something else ("the October 7 attacks") is none.
    """
    content = [time for time in claim.times if time.role == "content" and time.type in ("DATE", "TIME")]
    aside = {time.value for time in content if _is_aside(language, claim, time.span)}
    told = {time.value for time in content} | {e.time for e in claim.events if "/" not in (e.time or "")}
    covered = [found for value in sorted(filter(None, told - aside)) if (found := interval(value))]
    near = [found for found in covered if (found.last - found.first).days < _DAYS_AT_MOST]
    if not near:
        return 0, 0
    narrow = min(near, key=lambda found: found.last - found.first)
    return day_number(narrow.first), day_number(narrow.last)


def _is_aside(language: Language, claim: Claim, span: Span) -> bool:
    """Whether a time stands behind "since" or the like, or between an article and a noun, as a name does."""
    if not has(language, "events"):
        return False
    words = table(language, "events")["words"]
    text = claim.sentence.text
    before = _WORD.findall(text[: span.start - claim.sentence.start].casefold())
    behind = _NEXT_WORD.match(text, span.end - claim.sentence.start)
    has_article = bool(before) and before[-1] in words["time_articles"].split()
    if has_article:
        before.pop()
    is_name = has_article and behind is not None and behind[1].casefold() not in _common(language)
    return is_name or (bool(before) and before[-1] in words["apart"].split())


def _content(mentions: Iterable[Mention]) -> Iterator[Mention]:
    return (mention for mention in mentions if mention.role == "content")


def _places(claim: Claim) -> list[Mention]:
    """The places of a content; those beside it where nobody is named who speaks there.

    "Attacks by the rebels are reported in Tine" tells where they were.
    """
    return [*_content(claim.places)] or (list(claim.places) if claim.source.kind == "unnamed" else [])


def _actors(language: Language, claim: Claim, *, is_own: bool) -> tuple[tuple[Who, ...], int]:
    """Who is in the content, and which of them acts, counted from 1."""
    speaks_of_itself = is_own or (claim.source.actor is not None and _begins_with_pronoun(language, claim))
    first = [_speaks(claim)] if speaks_of_itself else []
    mentions = sorted(_content(claim.actors), key=lambda mention: mention.span)
    actors = first_of((*first, *(who(mention.actor) for mention in mentions)), ACTORS)
    doer = first[0] if first else _doer(language, claim, mentions)
    return actors, actors.index(doer) + 1 if doer in actors else 0


def _speaks(claim: Claim) -> Who:
    """The source of a claim as one who acts; one who is no known actor is known by the words for him."""
    if claim.source.actor is not None:
        return who(claim.source.actor)
    words = " ".join(_WORD.findall(claim.source.span.text.casefold())) if claim.source.span else ""
    return Who(hashed(f"words:{words}", 32), 0, official=False, listed=False)


def _doer(language: Language, claim: Claim, mentions: Sequence[Mention]) -> Who | None:
    """Who stands behind "by" in a passive, else the first behind no preposition; nobody where two act together."""
    found = set(_WORD.findall(" ".join(part.text for part in claim.content).casefold()))
    passive, maybe = (not _common(language, key).isdisjoint(found) for key in ("passives", "maybe_passives"))
    spans = [mention.span for mention in (*mentions, *claim.places)]
    before = [(mention, _before(claim, mention.span, spans)) for mention in mentions]
    agents, joins = _common(language, "agents"), _common(language, "joins")
    behind = next((m for m, words in before if (passive or maybe) and not agents.isdisjoint(words)), None)
    if behind or passive:
        return who(behind.actor) if behind else None
    prepositions = _common(language, "prepositions")
    for number, (mention, words) in enumerate(before):
        if prepositions.isdisjoint(words):
            together = number + 1 < len(before) and not joins.isdisjoint(before[number + 1][1])
            return None if together else who(mention.actor)
    return None


def _before(claim: Claim, span: Span, others: Sequence[Span]) -> list[str]:
    """The four words before a mention, back to the mention before it."""
    part = next((part for part in _parts(claim) if part.start <= span.start < part.end), None)
    if part is None:
        return []
    begin = max([part.start, *(other.end for other in others if other.end <= span.start)])
    return _WORD.findall(part.text[max(0, begin - part.start) : span.start - part.start].casefold())[-4:]


def _begins_with_pronoun(language: Language, claim: Claim) -> bool:
    """Whether the content speaks of its source first ("it has restored 99 percent")."""
    first = _WORD.search(said(claim).casefold())
    return first is not None and first.group() in _common(language, "pronouns")


@lru_cache(20_000)
def who(actor: Actor) -> Who:
    """An actor as it is compared; of a person that no list knows the sound of the last name counts."""
    key = listed(actor)
    entity = gazetteer("en").entity(key) if key else None
    country = (entity.country if entity else "") or actor.country or ""
    kind, code = (entity.kind if entity else actor.kind), actor.plover or ""
    official = kind in _OFFICIAL or code.partition(" ")[2] in _SERVICES
    return Who(_key(actor), hashed(country, 16), official, bool(entity or actor.country or actor.wikidata))


def listed(actor: Actor) -> str | None:
    """The key of the entity that an actor is, or that its name alone means where the reader did not settle it."""
    return _spelled(actor)[0]


@lru_cache(20_000)
def _spelled(actor: Actor) -> tuple[str | None, str]:
    """The key of the entity that an actor is, and the part of its name that means it where the whole does not."""
    if (key := entity_of(actor)) or actor.wikidata or actor.country:
        return key, ""
    name = folded(actor.name.removeprefix("The ").removeprefix("the "))
    parts = _NAME.findall(name) if actor.kind == "place" else []  # "Sanaa airport", "Nord-Darfur", "Darfurs"
    parts += [part.removesuffix("s") for part in parts]
    for spelling in dict.fromkeys((name, name.upper(), *sorted(parts, key=len, reverse=True))):
        for language in having("names"):
            if senses := gazetteer(language).senses(spelling):
                return senses[0].key, spelling if spelling.casefold() != name.casefold() else ""
    return None, ""


@lru_cache(20_000)
def _site(actor: Actor) -> str:
    """The concept of what stands in a place and is no place of its own ("Goma International Airport"), else empty."""
    if not _spelled(actor)[1]:
        return ""
    words = [word.casefold() for word in _WORD.findall(actor.name)]
    found = (concept for language in having("concepts") for many in concepts_of(language, words) for concept in many)
    return next((concept for concept in found if concept in of_kind("thing")), "")


@lru_cache(20_000)
def _key(actor: Actor) -> int:
    if key := listed(actor):
        return hashed(f"actor:{key}", 32)
    if actor.kind == "person" and not actor.wikidata:
        return hashed(f"person:{sound((actor.name.split() or [actor.name])[-1])}", 32)
    if actor.kind == "place":
        return hashed(f"place:{sound(actor.name)}", 32)
    return hashed(actor_key(actor), 32)


@lru_cache(20_000)
def where(actor: Actor) -> Where:
    """A place as it is compared."""
    key = listed(actor)
    if key is None:
        return Where(_key(actor), 0, hashed(actor.country or "", 16), UNLISTED)
    if site := _site(actor):
        own = hashed(f"site:{key}:{site}", 32)
        return Where(own, _key(actor), hashed(gazetteer("en").entity(key).country or "", 16), _LEVEL)
    within = gazetteer("en").entity(key).region
    type_ = actor.place.type if actor.place else ""
    country = "" if type_ == "country" else actor.country or ""
    held = f"actor:{within or country}" if within or country else ""
    return Where(_key(actor), hashed(held, 32), hashed(actor.country or "", 16), _LEVELS.get(type_, _LEVEL))


def _counts(language: Language, claim: Claim) -> Iterator[Count]:
    for figure in claim.figures:
        if not figure.vague:  # "dozens" are said of much
            yield _count(figure, _counted(language, figure.of or ""))


@lru_cache(20_000)
def _counted(language: Language, of: str) -> str:
    """The concept of what is counted, empty where no list knows it and for people of whom nothing else is said."""
    known = concept_of(of)
    if known == " ".join(of.casefold().split()):
        known = next((c[-1] for c in reversed(concepts_of(language, known.split())) if c), "")
    return "" if known in _ANYBODY else known


def _count(figure: Figure, concept: str) -> Count:
    return Count(
        OPEN_END if figure.min is None else figure.min,
        OPEN_END if figure.max is None else figure.max,
        figure.approximate,
        _mark(concept) if concept else 0,
        hashed((figure.unit or "").partition("/")[0], 16),
        hashed(figure.stage or "", 16),
    )


def _numbers(claim: Claim) -> Iterator[int]:
    """Numbers that are no figures and no days: those of packages, articles, sorts of arms; years ("by 2022")."""
    for time in claim.times:
        if time.role == "content" and _YEAR.fullmatch(time.value or ""):
            yield hashed(str(time.value), 16)
    known = [*(figure.span for figure in claim.figures), *(time.span for time in claim.times)]
    for part in claim.content:
        for word in re.finditer(r"\d+", part.text):
            begin = part.start + word.start()
            if not any(span.start <= begin < span.end for span in known):
                yield hashed(word.group(), 16)


def _words(language: Language, claim: Claim) -> tuple[list[int], list[int], list[int], list[int]]:
    """Concepts of the content, each once, those of its main clause apart, and stems of what has none: of names that no
    list knows, of other words."""
    mentions = (*claim.actors, *claim.places)
    known = [_named(m) for m in mentions if listed(m.actor) or m.actor.country]
    unknown = [m.span for m in mentions if not any(m.span.overlaps(span) for span in known)]
    common = _common(language)
    found = [(part.start + word.start(), word.group()) for part in _parts(claim) for word in _WORD.finditer(part.text)]
    meant = concepts_of(language, [text.casefold() for _, text in found])
    main, aside, names, words = [list[int](), list[int](), list[int](), list[int]()]
    in_main = _main_clause(language, claim, found)
    for number, ((begin, text), concept) in enumerate(zip(found, meant, strict=True)):
        if _in(begin, known) or text[0].isdigit():
            continue
        marked = [_mark(name) for name in concept]
        if marked and not set(marked) <= _bare((*main, *aside)) and not _in(begin, unknown):
            if len(main) + len(aside) + len(marked) <= CONCEPTS:
                concepts = main if number in in_main else aside
                concepts += [marked[0], *(one | SAME_WORD for one in marked[1:])]
        elif not marked and len(text) >= _SHORT and text.casefold() not in common:
            is_name = _in(begin, unknown) or (text[0].isupper() and language != "de" and number > 0)
            (names if is_name else words).append(hashed(stem(text), 16))
    return main, aside, list(dict.fromkeys(names)), [w for w in dict.fromkeys(words) if w not in names]


def _named(mention: Mention) -> Span:
    """The words of a mention that name it: of "Goma airport" the town."""
    part = _spelled(mention.actor)[1] if _site(mention.actor) else ""
    found = re.search(re.escape(part), mention.span.text, re.IGNORECASE) if part else None
    if found is None:
        return mention.span
    start = mention.span.start + found.start()
    return Span(start, start + len(found.group()), found.group())


def _main_clause(language: Language, claim: Claim, found: Sequence[tuple[int, str]]) -> frozenset[int]:
    """Which words of a content stand in its main clause: up to what is subordinate, and from a verb behind a comma on.

    A content that begins with what is subordinate ("After the attack, ...") has its main clause behind a comma.
    """
    lower = [text.casefold() for _, text in found]
    opening, sub, relative = (_common(language, key) for key in ("openings", "subordinators", "relatives"))
    text, start = claim.sentence.text, claim.sentence.start
    commas = {n for n in range(1, len(found)) if "," in text[found[n - 1][0] - start : found[n][0] - start]}
    begin = next((n for n, word in enumerate(lower) if word not in opening), 0)
    if lower and lower[begin] in sub:
        begin = next((n for n in sorted(commas) if n > begin), begin + 1)
    ends = (n for n in range(begin, len(lower)) if lower[n] in sub or (n in commas and lower[n] in relative))
    end = next(ends, len(lower))
    again = next((n for n in sorted(commas) if n > end and lower[n] in _common(language, "resumes")), len(lower))
    resumed = range(again, len(lower))
    if resumed and lower[end] in relative:  # what stands before a relative clause only names who it is
        return frozenset(resumed)
    return frozenset((*range(begin, end), *resumed))


def _bare(concepts: Iterable[int]) -> frozenset[int]:
    return frozenset(concept & ~SAME_WORD for concept in concepts)


@cache
def _mark(concept: str) -> int:
    return hashed(concept, 16) & (THING - 1) | (THING if concept in of_kind("thing") else 0)


def _parts(claim: Claim) -> tuple[Span, ...]:
    return claim.content or (claim.sentence,)


def _in(offset: int, spans: Iterable[Span]) -> bool:
    return any(span.start <= offset < span.end for span in spans)


@lru_cache(50_000)
def stem(word: str) -> str:
    """The first five letters of a word without marks on them: rough, and alike in both languages where a word is."""
    plain = unicodedata.normalize("NFD", folded(word).casefold().replace("ß", "ss"))
    return "".join(letter for letter in plain if letter.isalnum())[:_STEM]


@cache
def _common(language: Language, key: str = "words") -> frozenset[str]:
    return frozenset(table(language, "common")[key].split()) if has(language, "common") else frozenset()

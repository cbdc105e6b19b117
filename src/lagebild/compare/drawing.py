"""Draws the sketches of claims: what is compared of them, in a form that is the same in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import get_args

from lagebild.compare.concepts import concepts_of, of_kind
from lagebild.compare.content_words import WORD, bare, common, mark, parts, words_of
from lagebild.compare.entities import where, who
from lagebild.compare.quantities import concept_of
from lagebild.compare.sketch import (
    ACTORS,
    COUNTS,
    DEEDS,
    NUMBERS,
    OPEN_END,
    PLACES,
    WORDS,
    Count,
    Polarity,
    Sketch,
    Who,
    day_number,
    first_of,
    hashed,
)
from lagebild.compare.timex import interval
from lagebild.lang.load import has, table
from lagebild.types import Act, Article, Claim, Figure, Language, Mention, Span

#: Acts and states of events that speak of what is not there yet.
OPEN_ACTS: frozenset[Act] = frozenset({"predict", "plan", "demand", "promise", "threaten", "ask", "condition"})
_OPEN_STATUS = frozenset({"planned", "hypothetical"})
_OPEN_STAGES = frozenset({"planned", "to-follow", "prepared", "demanded", "promised"})
_ANYBODY = frozenset({"person", "people", "victim-thing", "death", "officer"})
_DAYS_AT_MOST = 31  # of an interval that is kept: a year says too little of when
_YEAR = re.compile(r"\d{4}")
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
    main, aside, names, words = words_of(article.language, claim)
    concepts = [*main, *aside]
    return Sketch(
        exact=_exact(claim, is_own=is_own),
        language=_LANGUAGES.index(article.language),
        polarity=_polarity(claim),
        is_open=_is_open(claim, concepts),
        is_reversed=any(mark(concept) in bare(concepts) for concept in of_kind("reversal")),
        is_done=_is_done(article.language, claim),
        is_further=_is_further(article.language, claim),
        first=first,
        last=last,
        published=day_number(article.day),
        actors=actors,
        doer=doer,
        places=first_of((where(mention.actor) for mention in _places(claim)), PLACES),
        counts=first_of(_counts(article.language, claim), COUNTS),
        deeds=first_of((hashed(event.type, 8) for event in claim.content_events), DEEDS),
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
    words = " ".join(WORD.findall(said(claim).casefold()))
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
    return claim.act in OPEN_ACTS or any(event.status in _OPEN_STATUS for event in claim.content_events) or any(stages)


def _is_decided(concepts: Sequence[int]) -> bool:
    return any(mark(concept) in bare(concepts) for concept in of_kind("decision"))


def _is_done(language: Language, claim: Claim) -> bool:
    """Whether the words are those of what has happened; the present ("Berlin schickt") can be either."""
    words = WORD.findall(said(claim).casefold())
    endings = tuple(common(language, "done_endings"))
    return any(word in common(language, "done") or (endings and word.endswith(endings)) for word in words)


def _is_further(language: Language, claim: Claim) -> bool:
    """Whether a figure comes on top of one told before ("another 400")."""
    words = WORD.findall(said(claim).casefold()) if claim.figures else []
    further, than = common(language, "further"), common(language, "than")
    return any(word in further and behind not in than for word, behind in zip(words, (*words[1:], ""), strict=False))


def _is_usual(language: Language, claim: Claim) -> bool:
    """Whether a content tells what happens again and again, and nothing of it that happened once."""
    words = WORD.findall(said(claim).casefold())
    counts = any(not figure.vague for figure in claim.figures)
    return not counts and not common(language, "usual").isdisjoint(words)


def _is_own(language: Language, claim: Claim) -> bool:
    """Whether the words of a content leave out who acts, since it is its source ("plans to leave", "rejects it").

    A noun phrase behind a verb of telling ("reports 36 cases") stands for itself.
    """
    match = WORD.search(said(claim).casefold())
    if claim.source.span is None or match is None or not has(language, "common"):
        return False
    first = match.group()
    cue = {word for part in claim.cue for word in WORD.findall(part.text.casefold())}
    opens = first in common(language, "infinitives") or first.endswith(tuple(common(language, "gerund_endings")))
    is_phrase = opens or (claim.form == "reported" and first not in common(language, "clauses"))
    return bool(cue) and is_phrase and cue.isdisjoint(common(language, "telling"))


def _days(language: Language, claim: Claim) -> tuple[int, int]:
    """The first and the last day that the content speaks of, (0, 0) where it names none to the month.

    A day that only bounds what is told ("since Monday") or names something else ("the October 7 attacks") is none.
    """
    content = [time for time in claim.times if time.role == "content" and time.type in ("DATE", "TIME")]
    aside = {time.value for time in content if _is_aside(language, claim, time.span)}
    told = {time.value for time in content} | {e.time for e in claim.content_events if "/" not in (e.time or "")}
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
    before = WORD.findall(text[: span.start - claim.sentence.start].casefold())
    behind = _NEXT_WORD.match(text, span.end - claim.sentence.start)
    has_article = bool(before) and before[-1] in words["time_articles"].split()
    if has_article:
        before.pop()
    is_name = has_article and behind is not None and behind[1].casefold() not in common(language)
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
    words = " ".join(WORD.findall(claim.source.span.text.casefold())) if claim.source.span else ""
    return Who(hashed(f"words:{words}", 32), 0, official=False, listed=False)


def _doer(language: Language, claim: Claim, mentions: Sequence[Mention]) -> Who | None:
    """Who stands behind "by" in a passive, else the first behind no preposition; nobody where two act together."""
    found = set(WORD.findall(" ".join(part.text for part in claim.content).casefold()))
    passive, maybe = (not common(language, key).isdisjoint(found) for key in ("passives", "maybe_passives"))
    spans = [mention.span for mention in (*mentions, *claim.places)]
    before = [(mention, _before(claim, mention.span, spans)) for mention in mentions]
    agents, joins = common(language, "agents"), common(language, "joins")
    behind = next((m for m, words in before if (passive or maybe) and not agents.isdisjoint(words)), None)
    if behind or passive:
        return who(behind.actor) if behind else None
    prepositions = common(language, "prepositions")
    for number, (mention, words) in enumerate(before):
        if prepositions.isdisjoint(words):
            together = number + 1 < len(before) and not joins.isdisjoint(before[number + 1][1])
            return None if together else who(mention.actor)
    return None


def _before(claim: Claim, span: Span, others: Sequence[Span]) -> list[str]:
    """The four words before a mention, back to the mention before it."""
    part = next((part for part in parts(claim) if part.start <= span.start < part.end), None)
    if part is None:
        return []
    begin = max([part.start, *(other.end for other in others if other.end <= span.start)])
    return WORD.findall(part.text[max(0, begin - part.start) : span.start - part.start].casefold())[-4:]


def _begins_with_pronoun(language: Language, claim: Claim) -> bool:
    """Whether the content speaks of its source first ("it has restored 99 percent")."""
    first = WORD.search(said(claim).casefold())
    return first is not None and first.group() in common(language, "pronouns")


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
        mark(concept) if concept else 0,
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

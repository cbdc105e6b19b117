"""Puts the parts together: each attribution becomes a claim with the figures, times, places and so on that it holds."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Generic, TypeVar

from lagebild.article.notes import note
from lagebild.resolve import saying, sources
from lagebild.types import (
    Article,
    Attribution,
    Block,
    Claim,
    Document,
    Event,
    Figure,
    Findings,
    Mention,
    Note,
    Source,
    Span,
    Stance,
    Time,
)

Valued = TypeVar("Valued", Figure, Time, Mention, Event)
Held = TypeVar("Held")


def assemble(
    document: Document,
    findings: Findings,
    mentions: tuple[Mention, ...],
    times: tuple[Time, ...],
    events: tuple[Event, ...],
) -> tuple[Claim, ...]:
    """One claim for each attribution, in the order of the text.

    A value belongs to the smallest claim whose content it lies in. Times and places of the reporting frame ("said on
    Thursday in Brussels") belong to the nearest claim of that sentence and say so in their role, and events of it
    ("After Israel attacked Tyre, Hezbollah accused it of ...") in `Event.frame`.
    """
    settled = tuple(mention for mention in mentions if not mention.is_nobody)
    resolved = sources.resolve(document, findings.attributions, settled)
    claims: dict[str, Claim] = {}
    pairs = zip(findings.attributions, findings.stances, resolved, strict=True)
    for attribution, stance, (source, chain) in pairs:
        claim = _claim(document.article, attribution, stance, source, chain)
        claims.setdefault(claim.id, claim)
    return _filled(document, tuple(claims.values()), findings.figures, mentions, times, events)


def notes(article: Article, claims: tuple[Claim, ...]) -> tuple[Note, ...]:
    """What the claims of an article give its reader to know: reports without a name, judgements of the author."""
    found: dict[tuple[str, Span], None] = {}
    for claim in claims:
        if claim.source.kind == "unnamed":
            found["unnamed-source", claim.source.span or _anchor(claim)] = None
        elif claim.source.kind == "author" and claim.act == "judge":
            found["opinion", claim.content[0]] = None
    return tuple(note(code, article.language, span.start, span.end, words=span.text) for code, span in found)


def claim_id(article: Article, attribution: Attribution) -> str:
    """Sixteen hexadecimal digits that stay the same as long as article, content, cue, source and form do."""
    source = attribution.source.span
    key = [
        article.id,
        [[s.start, s.end] for s in attribution.content],
        [[s.start, s.end] for s in attribution.cue],
        [source.start, source.end] if source else None,
        attribution.form,
    ]
    canonical = json.dumps(key, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def _claim(
    article: Article, attribution: Attribution, stance: Stance, source: Source, chain: tuple[Source, ...]
) -> Claim:
    return Claim(
        id=claim_id(article, attribution),
        sentence=attribution.sentence,
        content=attribution.content,
        cue=attribution.cue,
        source=source,
        chain=chain,
        form=attribution.form,
        act=stance.act,
        factuality=stance.factuality,
        author_factuality=stance.factuality if source.kind == "author" else stance.author_factuality,
        why=attribution.why + stance.why,
    )


def _of_frame(
    document: Document, claim: Claim, times: tuple[Time, ...], everywhere: tuple[Time, ...]
) -> tuple[Time, ...]:
    """The times of a reporting frame with their roles, without those that date another clause."""
    if not times:
        return ()
    beside = tuple(time for time in everywhere if claim.sentence.contains(time.span))
    roles = ((time, saying.role_of(document, claim, time, beside)) for time in times)
    return tuple(replace(time, role=role) for time, role in roles if role is not None)


def _filled(
    document: Document,
    claims: tuple[Claim, ...],
    figures: tuple[Figure, ...],
    mentions: tuple[Mention, ...],
    times: tuple[Time, ...],
    events: tuple[Event, ...],
) -> tuple[Claim, ...]:
    article = document.article
    places = tuple(
        replace(m, role="saying") if is_dateline(article.text, m.span, article.blocks) else m
        for m in mentions
        if m.actor.kind == "place"
    )
    actors = tuple(m for m in mentions if m.actor.kind != "place")
    frames = _Frames(claims)
    held_figures = frames.held(figures)
    held_times, said_times = frames.held(times), frames.said(times)
    held_places, said_places = frames.held(places), frames.said(places)
    held_actors, held_events = frames.held(actors), frames.held(events)
    told_around = frames.around(events)
    return tuple(
        replace(
            claim,
            figures=held_figures(claim),
            times=_ordered((*held_times(claim), *_of_frame(document, claim, said_times(claim), times))),
            places=_ordered((*held_places(claim), *(replace(p, role="saying") for p in said_places(claim)))),
            actors=held_actors(claim),
            events=(*held_events(claim), *(_told_around(claim, e, frames, times, places) for e in told_around(claim))),
        )
        for claim in claims
    )


def _told_around(
    claim: Claim, event: Event, frames: _Frames, times: tuple[Time, ...], places: tuple[Mention, ...]
) -> Event:
    """An event of the reporting frame of a claim; a time and a place that only contents name are none of its own."""
    values = [(time.value, time.span) for time in times if claim.sentence.contains(time.span)]
    names = [(place.actor.name, place.span) for place in places if claim.sentence.contains(place.span)]
    return replace(event, frame=True, time=frames.outside(event.time, values), place=frames.outside(event.place, names))


#: What parts the place of a dateline from the text: "WASHINGTON —", "Seoul (mpa) –", "BRUSSELS, Oct 18 —"; of two
#: dashes none ("Kyiv – Ukraine's capital – was hit").
_DATELINE = re.compile(
    r"(?:,[^.;:–—]{1,24})?\s*(?:\([^()]{1,40}\)\s*)?(?:[–—]|--?)\s+(?=[“„\"A-ZÄÖÜ0-9])(?![^\n.]*\s[–—]\s)"
)


def is_dateline(text: str, place: Span, blocks: Iterable[Block]) -> bool:
    """Whether a place opens a paragraph and a dash parts it from the text: where it was written, not what happened."""
    opens = any(block.start == place.start and block.kind == "paragraph" for block in blocks)
    return opens and _DATELINE.match(text, place.end) is not None


class _Shelves(Generic[Held]):
    """Things by the stretches of text that they cover: what covers an offset is found without asking all of them."""

    _WIDTH = 256  # code points of a shelf; a sentence lies on one or two

    def __init__(self, covered: Iterable[tuple[Span, Held]]) -> None:
        self._shelves: dict[int, list[tuple[Span, Held]]] = {}
        for span, thing in covered:
            for number in range(span.start // self._WIDTH, (span.end - 1) // self._WIDTH + 1):
                self._shelves.setdefault(number, []).append((span, thing))

    def at(self, offset: int) -> Iterator[tuple[Span, Held]]:
        """All things that cover an offset, each with its stretch."""
        for span, thing in self._shelves.get(offset // self._WIDTH, ()):
            if span.start <= offset < span.end:
                yield span, thing


class _Frames:
    """Which claim holds which stretch of text, and which stretch reports which claim."""

    def __init__(self, claims: tuple[Claim, ...]) -> None:
        self._sizes = {claim.id: sum(s.end - s.start for s in claim.content) for claim in claims}
        self._order = {claim.id: place for place, claim in enumerate(claims)}
        reported = tuple(c for c in claims if c.form != "author")
        self._contents = _Shelves((span, c.id) for c in claims for span in c.content)
        self._sentences = _Shelves((c.sentence, c) for c in reported)
        self._holders_of_cue = {c.id: self._holders(_anchor(c).start, without=c.id) for c in reported}

    def held(self, values: Iterable[Valued]) -> Callable[[Claim], tuple[Valued, ...]]:
        """For each claim the values whose smallest holder it is."""
        return self._spread(values, lambda value: self._holders(value.span.start))

    def said(self, values: Iterable[Valued]) -> Callable[[Claim], tuple[Valued, ...]]:
        """For each claim the values of its reporting frame."""
        return self._spread(values, lambda value: self._framed(value.span))

    def around(self, values: Iterable[Valued]) -> Callable[[Claim], tuple[Valued, ...]]:
        """For each claim the values that no content holds, and in whose reporting frame they stand; each once."""
        outside = (value for value in values if not self._holders(value.span.start))
        return self._spread(outside, lambda value: self._first(self._framed(value.span)))

    def outside(self, value: str | None, told: Iterable[tuple[str | None, Span]]) -> str | None:
        """A value that stands at some places, unless contents hold all of these."""
        places = [span for other, span in told if other == value]
        return None if places and all(self._holders(span.start) for span in places) else value

    def _first(self, claims: frozenset[str]) -> frozenset[str]:
        """Of several claims that one frame reports that which comes first: what the frame tells is told once."""
        return frozenset(sorted(claims, key=self._order.__getitem__)[:1])

    def _spread(
        self, values: Iterable[Valued], owners: Callable[[Valued], frozenset[str]]
    ) -> Callable[[Claim], tuple[Valued, ...]]:
        owned: dict[str, list[Valued]] = {}
        for value in values:
            for identifier in owners(value):
                owned.setdefault(identifier, []).append(value)
        return lambda claim: tuple(owned.get(claim.id, ()))

    def _holders(self, offset: int, without: str | None = None) -> frozenset[str]:
        holding = [identifier for _, identifier in self._contents.at(offset) if identifier != without]
        least = min((self._sizes[identifier] for identifier in holding), default=0)
        return frozenset(identifier for identifier in holding if self._sizes[identifier] == least)

    def _framed(self, span: Span) -> frozenset[str]:
        """The claims in whose reporting clause words stand: of that sentence, held by what holds the cue, nearest."""
        holders = self._holders(span.start)
        near = [
            (_distance(_anchor(c), span), c.id)
            for sentence, c in self._sentences.at(span.start)
            if sentence.contains(span) and c.id not in holders and self._holders_of_cue[c.id] == holders
        ]
        least = min(near, default=(0, ""))[0]
        return frozenset(identifier for distance, identifier in near if distance == least)


def _anchor(claim: Claim) -> Span:
    if claim.cue:
        return claim.cue[0]
    return claim.source.span or claim.sentence


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _ordered(values: tuple[Valued, ...]) -> tuple[Valued, ...]:
    return tuple(sorted(values, key=lambda value: value.span))

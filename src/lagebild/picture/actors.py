"""Who and what is named in the coverage, how often, and whom no list knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lagebild.compare.identity import entity_of, role_of
from lagebild.compare.voices import actor_key
from lagebild.types import Actor, ActorKind, Entry, Mention, Span

#: Kinds whose names a list can know; the others are told by a country.
_NAMED: tuple[ActorKind, ...] = ("person", "organisation", "group", "outlet", "place", "other")


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor or place with all that it is named in; `words` are the forms in the texts, the most frequent first.

    `candidates` are whom the words may mean where that stays open.
    """

    actor: Actor
    is_known: bool
    words: tuple[tuple[str, int], ...]
    claims: int
    articles: int
    outlets: tuple[str, ...]
    candidates: tuple[Actor, ...] = ()

    @property
    def mentions(self) -> int:
        """How often it is named."""
        return sum(count for _, count in self.words)


class _Tally:
    """What is counted of one actor."""

    def __init__(self, actor: Actor, candidates: tuple[Actor, ...]) -> None:
        self.actor, self.candidates = actor, candidates
        self.places: dict[tuple[str, int, int], str] = {}
        self.claims: set[tuple[str, str]] = set()
        self.articles: dict[str, str] = {}

    def add(self, entry: Entry, span: Span) -> None:
        article = entry.article
        self.places[article.id, span.start, span.end] = " ".join(span.text.split())
        self.claims.add((article.id, entry.claim.id))
        self.articles[article.id] = article.publisher or ""

    def row(self) -> ActorRow:
        words = tuple(sorted(Counter(self.places.values()).items(), key=lambda pair: (-pair[1], pair[0])))
        outlets = tuple(dict.fromkeys(filter(None, self.articles.values())))
        known = not self.candidates and is_known(self.actor)
        return ActorRow(self.actor, known, words, len(self.claims), len(self.articles), outlets, self.candidates)


def actor_table(entries: Iterable[Entry], *, unknown: bool = False) -> tuple[ActorRow, ...]:
    """The actors and places of the entries, the most frequent first; with `unknown` the names that no list knows."""
    tallies: dict[str, _Tally] = {}
    for entry in entries:
        for span, actor, candidates in _named(entry):
            key = f"open:{actor.name}" if candidates else actor_key(actor)
            tallies.setdefault(f"{actor.kind}:{key}", _Tally(actor, candidates)).add(entry, span)
    rows = (tally.row() for tally in tallies.values())
    shown = (row for row in rows if not unknown or (not row.is_known and row.actor.kind in _NAMED))
    return tuple(sorted(shown, key=lambda row: (-row.mentions, -row.articles, row.actor.name)))


def is_known(actor: Actor) -> bool:
    """Whether an actor is in the gazetteer or the user's file, or a role or body of a known country."""
    return bool(actor.wikidata or entity_of(actor) or role_of(actor))


def _named(entry: Entry) -> Iterator[tuple[Span, Actor, tuple[Actor, ...]]]:
    claim = entry.claim
    mentions: tuple[Mention, ...] = claim.actors + claim.places
    yield from ((mention.span, mention.actor, mention.candidates) for mention in mentions)
    for source in (claim.source, *claim.chain):
        actor, span = source.actor, source.span
        if actor is None or span is None:
            continue
        for form in (actor.name, actor.name.split(" ")[-1]):  # a pronoun or a description holds neither
            if form and form in span.text:
                start = span.start + span.text.index(form)
                yield Span.of(entry.article.text, start, start + len(form)), actor, ()
                break

"""The third party: whom arms, troops, training or money given to one side of a war are meant against.

PLOVER codes such gifts as AID, a friendly deed to who gets them. For his adversary they are none, and without him a
picture of who stands where with whom is wrong (decision 110). He is told where the sentence names him ("in the fight
against X"), or where the recipient stands in one conflict of `ontology/conflicts.toml` only; else he stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from lagebild.extract.events.clauses import Party
from lagebild.extract.names.gazetteer import gazetteer
from lagebild.lang.load import ontology, rows
from lagebild.types import Actor, Document, Event, Language

_RELIEF = frozenset({"humanitarian", "asylum"})  # modes of AID that strengthen no side
_ARMS = frozenset({"military", "economic"})  # modes that do, whoever stands against it


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sides that fight, as keys of the gazetteer; `since` and `until` are ISO days, None where it goes on."""

    id: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    since: str
    until: str | None = None
    example: Mapping[str, Any] = field(default_factory=dict)

    def lasts(self, day: str | None) -> bool:
        """Whether it was fought on an ISO day; where the day is not known, whether it still is."""
        return self.until is None if day is None else self.since <= day and (self.until is None or day <= self.until)

    def against(self, actor: Actor, language: Language) -> str | None:
        """The key of the side that an actor's side fights, or None where he has no part in it."""
        for own, foe in ((self.one, self.other), (self.other, self.one)):
            if any(_belongs(actor, key, language) for key in own):
                return foe[0]
        return None


@cache
def conflicts() -> tuple[Conflict, ...]:
    """The conflicts of the ontology."""
    return rows(ontology("conflicts"), "conflict", Conflict, where="ontology/conflicts.toml")


def adversary(actor: Actor, day: str | None, language: Language) -> Actor | None:
    """Whom an actor's side fights on an ISO day; None where there is nobody, or more than one."""
    keys = {key for c in conflicts() if c.lasts(day) and (key := c.against(actor, language))}
    return gazetteer(language).actor(keys.pop()) if len(keys) == 1 else None


def with_third(document: Document, event: Event, parties: Sequence[Party], against: Iterable[str]) -> Event:
    """The event with its third party; `parties` are those of its clause, `against` the prepositions of a foe."""
    if event.type != "AID" or event.mode in _RELIEF or event.recipient is None:
        return event
    prepositions = frozenset(against)
    named = (p.actor for p in parties if p.actor and p.preposition in prepositions)
    told = next((actor for actor in named if actor not in (event.actor, event.recipient)), None)
    known = _known(document, event, event.recipient) if event.mode in _ARMS else None
    return replace(event, third=told or known)


def as_aid(document: Document, event: Event, parties: Sequence[Party], into: Iterable[str]) -> Event | None:
    """Troops sent into the land of a side of a war by somebody else than its foe are aid to it as well.

    `into` are the prepositions that say so: troops at a border are none.
    """
    led = any(p.actor == event.recipient and p.preposition in frozenset(into) for p in parties)
    if not led or event.type != "MOBILIZE" or event.mode != "troops" or event.recipient is None or event.actor is None:
        return None
    foe = _known(document, event, event.recipient)
    if foe is None or event.actor.country in (None, event.recipient.country, foe.country):
        return None
    return replace(event, type="AID", mode="military", third=foe)


def _known(document: Document, event: Event, recipient: Actor) -> Actor | None:
    article = document.article
    day = article.published if article.published and len(article.published) == len("2024-10-18") else None
    foe = adversary(recipient, day, article.language)
    if foe is None or event.actor is None:
        return foe
    return None if event.actor == foe or event.actor.country == foe.country else foe


def _belongs(actor: Actor, key: str, language: Language) -> bool:
    """Whether an actor is the entity of a key, or a part of the state that the key is."""
    entity = gazetteer(language).actor(key)
    if entity.kind == "state":
        return actor.kind != "group" and actor.country == entity.country
    return actor.name == entity.name

"""Who acts for whom: the side that an actor is of, and whether a side tells a deed of its own.

Government, army, ministry and president of a state are one side with it, and a place stands for the state whose land it
is; groups, organisations and persons without an office are sides of their own (`ontology/deeds.toml`, decision 115).
"""

from __future__ import annotations

from functools import lru_cache

from lagebild.compare.deed_rules import deed_rules
from lagebild.compare.identity import country_in, entity_of
from lagebild.compare.voices import actor_key
from lagebild.extract.names.gazetteer import gazetteer
from lagebild.types import Actor, Claim, Event

#: The language whose names the sides of states have where they are stored; views name them anew.
_STORED = "en"


@lru_cache(20_000)
def side_of(actor: Actor) -> Actor:
    """The side that an actor is of: its state where it acts for one, else itself."""
    country = actor.country or ""
    if not _is_of_state(actor) or country_in(country, _STORED) is None:
        return actor
    return gazetteer(_STORED).actor(country)


def _is_of_state(actor: Actor) -> bool:
    rules = deed_rules()
    # "RUS GOV MIL" is a ministry of defence: the first sector behind the country counts.
    code = next(iter((actor.plover or "").split()[1:]), "")
    return (
        actor.kind == "place"
        or (actor.kind in rules.side_kinds and code in ("", *rules.sectors))
        or (actor.kind != "group" and code in rules.sectors)
    )


def is_named(side: Actor) -> bool:
    """Whether a side has a name of its own: "gunmen" and "police" are others each time that they are told."""
    return side.kind != "group" or entity_of(side) is not None


def place_of(event: Event, claim: Claim) -> Actor | None:
    """The place of an event as the claim's mentions know it, with the state it lies in; None where it tells none."""
    if event.place is None:
        return None
    mentions = (mention.actor for mention in (*claim.places, *claim.actors))
    return next((one for one in mentions if one.name == event.place), Actor(event.place, "place"))


def doer_of(event: Event) -> Actor | None:
    """The side that acts."""
    return side_of(event.actor) if event.actor else None


def target_of(event: Event, claim: Claim) -> Actor | None:
    """The side toward which a deed is done: the recipient's, for some types else that of the land where it is done."""
    if event.recipient is not None:
        return None if is_lent(event, claim) else side_of(event.recipient)
    place = place_of(event, claim) if event.type in deed_rules().place_types else None
    side = side_of(place) if place else None
    return side if side is not None and side.kind == "state" else None


def is_lent(event: Event, claim: Claim) -> bool:
    """Whether what is done is a part of the aid that the same claim tells: troops are moved to whom they help."""
    parties = (event.actor, event.recipient)
    beside = (other for other in claim.events if other.frame == event.frame)
    given = any(other.type == "AID" and (other.actor, other.recipient) == parties for other in beside)
    return given and event.type in deed_rules().lent_types


def admits(event: Event, claim: Claim) -> bool:
    """Whether somebody of the acting side, as the source or a link of its chain, tells the deed.

    What a reporting frame tells is told by the author. Only where it is the saying itself ("Sanders accused Clinton
    of ..."), and a deed that is done by saying something, has the source done it in the words that are reported.
    """
    side = doer_of(event)
    if side is None or (event.frame and not _is_said(event, claim)):
        return False
    sources = (claim.source,) if event.frame else (claim.source, *claim.chain)
    speaking = (source.actor for source in sources if source.kind in ("named", "described"))
    return any(actor is not None and actor_key(side_of(actor)) == actor_key(side) for actor in speaking)


def _is_said(event: Event, claim: Claim) -> bool:
    """Whether the words of an event are those by which a claim is said, and its deed one that saying it does."""
    return event.type in deed_rules().said_types and any(cue.overlaps(event.span) for cue in claim.cue)

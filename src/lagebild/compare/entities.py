"""Actors and places as they are compared: by their keys, countries and levels."""

from __future__ import annotations

import re
from functools import lru_cache

from lagebild.compare.concepts import concepts_of, of_kind
from lagebild.compare.identity import entity_of
from lagebild.compare.sketch import UNLISTED, Where, Who, hashed
from lagebild.compare.voices import actor_key
from lagebild.extract.names.gazetteer import folded, gazetteer
from lagebild.extract.names.sounds import sound
from lagebild.lang.load import having
from lagebild.types import Actor

_OFFICIAL = frozenset({"state", "government", "military", "role"})
_SERVICES = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
_LEVELS = {"country": 0, "region": 1, "area": 1, "water": 1}
_LEVEL = 2
_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*|\d+")
_NAME = re.compile(r"[^\W\d_]{4,}")


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
    return spelled(actor)[0]


@lru_cache(20_000)
def spelled(actor: Actor) -> tuple[str | None, str]:
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
def site(actor: Actor) -> str:
    """The concept of what stands in a place and is no place of its own ("Goma International Airport"), else empty."""
    if not spelled(actor)[1]:
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
    if part := site(actor):
        own = hashed(f"site:{key}:{part}", 32)
        return Where(own, _key(actor), hashed(gazetteer("en").entity(key).country or "", 16), _LEVEL)
    within = gazetteer("en").entity(key).region
    type_ = actor.place.type if actor.place else ""
    country = "" if type_ == "country" else actor.country or ""
    held = f"actor:{within or country}" if within or country else ""
    return Where(_key(actor), hashed(held, 32), hashed(actor.country or "", 16), _LEVELS.get(type_, _LEVEL))

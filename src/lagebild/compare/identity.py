"""Recognises the same actor under its names in several languages, and names it in the language of the view."""

from __future__ import annotations

import re
from functools import cache

from lagebild.errors import DataFileError
from lagebild.extract.names.gazetteer import folded, gazetteer
from lagebild.extract.names.words import Role, words
from lagebild.lang.load import having, ontology
from lagebild.types import Actor, Language, Place

_COUNTRY = re.compile("[A-Z]{3}")
#: What a place can be besides, by its type: the state whose land it is, the body that sits there ("im Kreml").
_SEATS = {"country": ("state",), "site": ("government", "organisation")}


@cache
def entity_of(actor: Actor) -> str | None:
    """The key of the entity in the gazetteer that an actor is, or None where the actor is not from there.

    Of several places of one name in a country it is the one at the same point.
    """
    found: dict[str, bool] = {}
    for language in having("names"):
        book = gazetteer(language)
        for sense in book.senses(folded(actor.name)):
            entity = book.entity(sense.key)
            same_name = actor.name in (entity.de, entity.en)
            same_kind = entity.kind == actor.kind or entity.kind in _SEATS.get(
                actor.place.type if actor.place else "", ()
            )
            if same_name and same_kind and (entity.country or None) == actor.country:
                found.setdefault(entity.key, _point(actor.place) == _point(book.actor(entity.key).place))
    return next((key for key, same in found.items() if same), next(iter(found), None))


def _point(place: Place | None) -> tuple[float | None, float | None] | None:
    return (place.latitude, place.longitude) if place else None


@cache
def name_in(actor: Actor, language: str) -> str:
    """The name of an actor in a language where the gazetteer has one or it is a role of a country, else as read."""
    if language not in having("names"):
        return actor.name
    if key := entity_of(actor):
        return gazetteer(language).actor(key).name
    known = words(language).roles_by_id.get(role_of(actor) or "")
    return _named(known, actor.country, language) or actor.name


@cache
def role_of(actor: Actor) -> str | None:
    """The id of the role of `ontology/roles.toml` that an actor is for its country ("russische Regierung"), or None."""
    for language in having("names"):
        for role in dict.fromkeys(words(language).roles.values()):  # a role may have several names: navy, coast guard
            if role.kind.kind == actor.kind and _named(role, actor.country, language) == actor.name:
                return role.kind.id
    return None


@cache
def is_state(name: str) -> bool:
    """Whether a name is that of a state in a language with a gazetteer."""
    books = [gazetteer(language) for language in having("names")]
    return any(book.entity(sense.key).kind == "state" for book in books for sense in book.senses(folded(name))[:1])


@cache
def forces_of(actor: Actor) -> Actor:
    """The armed forces that an actor is a branch of (`ontology/comparison.toml`, [forces]), else the actor itself."""
    forces = ontology("comparison")["forces"]
    if actor.country is None or not (role_of(actor) in forces["branches"] or entity_of(actor) in forces["entities"]):
        return actor
    if known := forces["whole"].get(actor.country):
        return gazetteer("en").actor(known)
    name = _named(words("en").roles_by_id["military"], actor.country, "en")
    return Actor(name, "military", actor.country, None, f"{actor.country} MIL") if name else actor


def _named(role: Role | None, country: str | None, language: Language) -> str | None:
    if role is None or country is None or country_in(country, language) is None:
        return None
    adjective = gazetteer(language).adjective(country)
    return role.words.form.format(adj=adjective) if adjective else None


@cache
def country_in(code: str, language: str) -> str | None:
    """The name of a country (ISO 3166-1 alpha-3) in a language, or None where the code or the language is not
    known."""
    if not _COUNTRY.fullmatch(code) or language not in having("names"):
        return None
    try:
        return gazetteer(language).actor(code).name
    except DataFileError:  # a code from a reading that another gazetteer made: unknown, not broken
        return None

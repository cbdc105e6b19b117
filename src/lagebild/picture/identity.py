"""Recognises the same actor under its names in several languages, and names it in the language of the view."""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from lagebild.errors import DataFileError
from lagebild.extract.names.gazetteer import folded, gazetteer
from lagebild.lang.load import LANGUAGES
from lagebild.types import Actor, Language

_COUNTRY = re.compile("[A-Z]{3}")


@cache
def entity_of(actor: Actor) -> str | None:
    """The key of the entity in the shipped gazetteer that an actor is, or None where the actor is not from there."""
    for language in LANGUAGES:
        book = gazetteer(cast(Language, language))
        for sense in book.senses(folded(actor.name)):
            entity = book.entity(sense.key)
            same_name = actor.name in (entity.de, entity.en)
            if same_name and entity.kind == actor.kind and (entity.country or None) == actor.country:
                return entity.key
    return None


@cache
def name_in(actor: Actor, language: str) -> str:
    """The name of an actor in a language where the gazetteer has one, else the name as it was read."""
    key = entity_of(actor)
    return gazetteer(cast(Language, language)).actor(key).name if key and language in LANGUAGES else actor.name


@cache
def country_in(code: str, language: str) -> str | None:
    """The name of a country (ISO 3166-1 alpha-3) in a language, or None where the code or the language is not
    known."""
    if not _COUNTRY.fullmatch(code) or language not in LANGUAGES:
        return None
    try:
        return gazetteer(cast(Language, language)).actor(code).name
    except DataFileError:  # a code from a reading that another gazetteer made: unknown, not broken
        return None

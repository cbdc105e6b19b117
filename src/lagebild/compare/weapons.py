"""Tells which classes of weapons a sentence tells as used (`lang/*/weapons.toml`, `ontology/weapons.toml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from lagebild.errors import DataFileError
from lagebild.lang.load import has, ontology, rows, table
from lagebild.types import Entry, Event

#: Letters around the words of a deed within which its weapon is named.
_REACH = 110


@dataclass(frozen=True, slots=True)
class WeaponClass:
    """A class of weapons; `of` is the wider class that a use of it is a use of, too.

    `grave` says that a corroborated first use is a new level by itself.
    """

    id: str
    of: str | None = None
    grave: bool = False


@dataclass(frozen=True, slots=True)
class WeaponRow:
    """Words of a class, as an expression."""

    kind: str
    words: str
    example: str
    counter_example: str


@cache
def classes() -> dict[str, WeaponClass]:
    """The classes by their ids, in the order of the file."""
    found = rows(ontology("weapons"), "class", WeaponClass, where="ontology/weapons.toml")
    return {row.id: row for row in found}


def weapon_rows(language: str) -> tuple[WeaponRow, ...]:
    """The rows of a language."""
    where = f"lang/{language}/weapons.toml"
    raw = [
        {("kind" if k == "class" else k): v for k, v in row.items()} for row in table(language, "weapons")["weapons"]
    ]
    found = rows({"weapons": raw}, "weapons", WeaponRow, where=where)
    if unknown := sorted({row.kind for row in found} - set(classes())):
        raise DataFileError(f"{where}: unknown class {unknown[0]!r}; known: {', '.join(classes())}")
    return found


@lru_cache(50_000)
def used_in(language: str, words: str) -> frozenset[str]:
    """The classes of weapons that some words tell as used, the wider ones of each too; none without a word list."""
    found = {kind for kind, pattern in _patterns(language) if pattern.search(words)}
    wider = {of for kind in found if (of := classes()[kind].of)}
    return frozenset(found | wider)


def used(entry: Entry, event: Event) -> frozenset[str]:
    """The classes of weapons used in an attack, by the words around those it was read from."""
    if event.type != "ASSAULT":
        return frozenset()
    sentence = entry.claim.sentence
    start, end = max(sentence.start, event.span.start - _REACH), min(sentence.end, event.span.end + _REACH)
    return used_in(entry.article.language, entry.article.text[start:end])


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    if not has(language, "weapons"):
        return ()
    uses = [str(use) for use in table(language, "weapons")["uses"]]
    return tuple(
        (row.kind, re.compile("|".join(f"(?:{use.format(weapon=row.words)})" for use in uses), re.IGNORECASE))
        for row in weapon_rows(language)
    )

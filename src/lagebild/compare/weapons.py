"""Tells which classes of weapons a sentence tells as used by whom (`lang/*/weapons.toml`, `ontology/weapons.toml`).

A weapon is that of a deed where a use of it stands in the clause of the deed, it is not told as shot down or otherwise
kept from hitting, and nobody but the one who acts is told as its owner ("Iranian drones", "attacks by Hezbollah").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from lagebild.compare.parties import doer_of, side_of
from lagebild.compare.voices import actor_key
from lagebild.errors import DataFileError
from lagebild.lang.load import has, ontology, rows, table
from lagebild.types import Claim, Entry, Event, Span

#: Letters around the words of a deed within which its weapon is named.
_REACH = 110


@dataclass(frozen=True, slots=True)
class WeaponClass:
    """A class of weapons; `of` is the wider class that a use of it is a use of, too.

    `grave` says that a corroborated first use is a new level by itself, `rare` that news of any war tells its use.
    """

    id: str
    of: str | None = None
    grave: bool = False
    rare: bool = False


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
    return _with_wider(kind for kind, _ in _uses(language, words))


def used(entry: Entry, event: Event) -> frozenset[str]:
    """The classes of weapons used in an attack by who attacks, by the words of its clause."""
    if event.type != "ASSAULT" or not has(entry.article.language, "weapons"):
        return frozenset()
    text, language, doer = entry.article.text, entry.article.language, doer_of(event)
    start, end = _clause(language, text, entry.claim.sentence, event.span)
    found = _uses(language, text[start:end])
    others = [] if doer is None else list(_others(entry.claim, actor_key(doer)))
    return _with_wider(kind for kind, at in found if not _is_of(others, language, text, (start + at[0], start + at[1])))


def is_kept(entry: Entry, event: Event) -> bool:
    """Whether the words of a deed tell that a weapon was kept from hitting ("intercepted five missiles")."""
    sentence, language = entry.claim.sentence, entry.article.language
    if not has(language, "weapons"):
        return False
    found = _words(language).kept.finditer(entry.article.text, sentence.start, sentence.end)
    return any(one.start() < event.span.end and event.span.start < one.end() for one in found)


def is_in_clause(entry: Entry, event: Event, words: Span) -> bool:
    """Whether some words stand in the clause of a deed, as far as its language has words that begin another one."""
    language = entry.article.language
    if not has(language, "weapons"):
        return True
    start, end = _clause(language, entry.article.text, entry.claim.sentence, event.span, reach=len(entry.article.text))
    return start <= words.start < end or (words.start < event.span.end and event.span.start < words.end)


def _with_wider(found: Iterable[str]) -> frozenset[str]:
    kinds = set(found)
    return frozenset(kinds | {of for kind in kinds if (of := classes()[kind].of)})


def _clause(language: str, text: str, sentence: Span, trigger: Span, *, reach: int = _REACH) -> tuple[int, int]:
    """The words around those that a deed was read from, up to the next that begin another clause."""
    start, end = max(sentence.start, trigger.start - reach), min(sentence.end, trigger.end + reach)
    if joined := _words(language).joined.search(text, start, trigger.start):
        start = joined.end()
    for cut in _words(language).apart.finditer(text, start, end):
        if cut.end() <= trigger.start:
            start = cut.end()
        elif cut.start() >= trigger.end:
            return start, cut.start()
    return start, end


def _uses(language: str, words: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The classes that are told as used, with the place of the weapon; what is kept from hitting is not used."""
    if not has(language, "weapons"):
        return
    kept = [found.span() for found in _words(language).kept.finditer(words)]
    for kind, pattern in _words(language).classes:
        for found in pattern.finditer(words):
            at = found.span("weapon")
            if not any(first <= at[0] and at[1] <= last for first, last in kept):
                yield kind, at


def _others(claim: Claim, doer: str) -> Iterator[Span]:
    """Where somebody else than the one who acts is named in a claim."""
    for mention in (*claim.actors, *claim.places):
        if actor_key(side_of(mention.actor)) != doer:
            yield mention.span


def _is_of(others: Iterable[Span], language: str, text: str, at: tuple[int, int]) -> bool:
    """Whether somebody else is told as who a weapon belongs to: right before it, or behind it and "by"."""
    owned = _words(language).owned
    for other in others:
        if other.end <= at[0] and owned.fullmatch(text, other.end, at[0]):
            return True
        if at[1] <= other.start and _words(language).by.fullmatch(text, at[1], other.start):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Words:
    """The expressions of a language: uses by class, what begins another clause, what joins a second verb to it, what is
    kept from hitting, and what may stand between a weapon and its owner, who is told before or behind it."""

    classes: tuple[tuple[str, re.Pattern[str]], ...]
    apart: re.Pattern[str]
    joined: re.Pattern[str]
    kept: re.Pattern[str]
    owned: re.Pattern[str]
    by: re.Pattern[str]


@cache
def _words(language: str) -> _Words:
    content = table(language, "weapons")
    found, every = weapon_rows(language), "|".join(row.words for row in weapon_rows(language))

    def made(words: Iterable[str], weapon: str = every) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{one.format(weapon=weapon)})" for one in words), re.IGNORECASE)

    return _Words(
        tuple((row.kind, made([use], f"(?P<weapon>{row.words})")) for row in found for use in content["uses"]),
        made(content["apart"]),
        re.compile(f"(?:{'|'.join(content['joined'])})$", re.IGNORECASE),
        made(content["kept"], f"(?:{every})"),
        made(content["owned"]),
        made(content["by"]),
    )

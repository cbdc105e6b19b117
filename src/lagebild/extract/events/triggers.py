"""Triggers: the words that tell of a deed, loaded from `events.toml` of a language and checked against the ontology."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from lagebild.errors import DataFileError
from lagebild.lang.load import ontology, rows, table
from lagebild.types import Language


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of the ontology with its modes; `sign`: 1 where it is cooperative, -1 conflictual, 0 for mere speech."""

    name: str
    sign: int
    description: str
    modes: tuple[str, ...] = ()
    speech: bool = False  # words, and no deed beyond them
    open: bool = False  # what is asked for, refused or threatened with has not been done by that


@dataclass(frozen=True, slots=True)
class Trigger:
    """One row of `events.toml`.

    `head` is an expression over the trigger word in lower case (macros of the file expanded), `also` one over another
    word that the clause must hold (where word order is free the trigger word itself may be it), `particle` one over the
    part of the verb that stands apart, `whole` one over the forms in which it does not, `unless` a veto. `to` are the
    prepositions before the recipient; without them it is the object. `needs`: told only where that party is known;
    `alone`: also where neither is. `both`: whoever stands beside the actor is the recipient ("talks between A and B").
    `suffers`: the genitive after the noun is the recipient ("der Beschuss Armeniens"). `direct`: the recipient is
    the object itself, never what a preposition leads to. `then` is an expression over the words right behind the head
    in lower case, joined by blanks. `indirect`: a bare name behind the verb is the recipient too ("gave Mali food").
    `said`: the subject is the recipient, and who says it is the actor ("must"). `weak`: told only between
    two parties of which no other row tells anything in that sentence. `passive`: so by its words, without an auxiliary
    ("accused of").
    """

    id: str
    type: str
    kind: Literal["verb", "noun", "adjective"]  # an adjective is read as a verb is, and has no passive
    head: str
    example: Mapping[str, Any]
    mode: str | None = None
    also: str = ""
    particle: str = ""
    whole: str = ""
    unless: str = ""
    to: tuple[str, ...] = ()
    needs: Literal["", "actor", "recipient"] = ""
    alone: bool = False
    both: bool = False
    suffers: bool = False
    direct: bool = False
    then: str = ""
    said: bool = False
    indirect: bool = False
    weak: bool = False
    passive: bool = False
    counter_example: str = ""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A trigger with its expressions."""

    row: Trigger
    head: re.Pattern[str]
    also: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    then: re.Pattern[str] | None
    particle: re.Pattern[str] | None
    whole: re.Pattern[str] | None

    def headed_by(self, word: str) -> bool:
        """Whether a word in lower case can be its trigger word."""
        return bool(self.head.fullmatch(word) or (self.whole and self.whole.fullmatch(word)))


@dataclass(slots=True)
class TriggerBook:
    """The triggers of a language, its grammar words, and a cache from word forms to the triggers that they can head."""

    triggers: tuple[Compiled, ...]
    words: Mapping[str, frozenset[str]]
    any_head: re.Pattern[str]
    contracted: Mapping[str, str]  # "zum" is "zu" before a name, "ins" is "in"
    said_future: Mapping[str, str]  # "would" is "will" in what somebody is told to have said
    free_order: bool  # the subject may follow the verb
    capital_nouns: bool
    _cache: dict[str, tuple[Compiled, ...]] = field(default_factory=dict)

    def of(self, word: str) -> tuple[Compiled, ...]:
        """The triggers that a word in lower case can head."""
        found = self._cache.get(word)
        if found is None:
            known = self.any_head.fullmatch(word)
            found = tuple(t for t in self.triggers if t.headed_by(word)) if known else ()
            if len(self._cache) < 100_000:  # a bound for long runs over rare words
                self._cache[word] = found
        return found

    def is_group(self, word: str) -> bool:
        """Whether a word as it stands describes people who act, without a name: "Soldaten", "protesters"."""
        if self.capital_nouns and not word[0].isupper():
            return False
        return word.lower() in self.words["groups"]

    def of_kind(self, word: str, kind: str) -> bool:
        """Whether a word in lower case can head a trigger of a kind, weak or not."""
        return any(trigger.row.kind == kind for trigger in self.of(word))

    def nouns(self, word: str) -> bool:
        """Whether a word in lower case can head a trigger as a noun, other than a weak one."""
        return any(trigger.row.kind == "noun" and not trigger.row.weak for trigger in self.of(word))

    def verbs(self, word: str) -> bool:
        """Whether a word in lower case can head a trigger as a verb, other than a weak one."""
        return any(trigger.row.kind == "verb" and not trigger.row.weak for trigger in self.of(word))


@cache
def event_types() -> Mapping[str, EventType]:
    """The types of the ontology by name."""
    return {t.name: t for t in rows(ontology("events"), "type", EventType, where="ontology/events.toml")}


@cache
def trigger_book(language: Language) -> TriggerBook:
    """The triggers of a language; raises DataFileError for a type or mode that the ontology does not know."""
    where = f"lang/{language}/events.toml"
    data = table(language, "events")
    triggers = rows(data, "trigger", Trigger, where=where)
    for trigger in triggers:
        _check(trigger, where)
    words = {name: frozenset(listed.split()) for name, listed in data["words"].items()}
    compiled = tuple(_compile(trigger, data["macros"]) for trigger in triggers)
    contracted, said_future = (dict(pair.split("=") for pair in words[name]) for name in ("contracted", "said_future"))
    heads = {f"(?:{p.pattern})" for t in compiled for p in (t.head, t.whole) if p}
    any_head = re.compile("|".join(sorted(heads)))
    return TriggerBook(
        compiled,
        words,
        any_head,
        contracted,
        said_future,
        data["grammar"]["free_order"],
        data["grammar"]["capital_nouns"],
    )


def _check(trigger: Trigger, where: str) -> None:
    known = event_types().get(trigger.type)
    if known is None:
        raise DataFileError(f"{where}: trigger {trigger.id!r} has the unknown type {trigger.type!r}")
    if trigger.mode is not None and trigger.mode not in known.modes:
        modes = ", ".join(known.modes) or "none"
        raise DataFileError(
            f"{where}: trigger {trigger.id!r} has the unknown mode {trigger.mode!r}; those of {known.name}: {modes}"
        )


def _compile(trigger: Trigger, macros: Mapping[str, str]) -> Compiled:
    def expression(text: str) -> re.Pattern[str] | None:
        if not text:
            return None
        for short in sorted(macros, key=len, reverse=True):
            text = text.replace(short, macros[short])
        return re.compile(text)

    head = expression(trigger.head)
    assert head is not None
    rest = (trigger.also, trigger.unless, trigger.then, trigger.particle, trigger.whole)
    return Compiled(trigger, head, *map(expression, rest))

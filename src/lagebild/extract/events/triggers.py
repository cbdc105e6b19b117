"""Triggers: the words that tell of a deed, loaded from `events.toml` of a language and checked against the ontology."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from lagebild.errors import DataFileError
from lagebild.extract.events.expressions import Expression, forms
from lagebild.lang.load import ontology, rows, table
from lagebild.types import Language

Unnamed = Literal["pronoun", "other", "possessive", "demonstrative", "group", "people", ""]


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
    in lower case, joined by blanks, `before` one over those of its clause that end right before the head.
    `undergone`: the subject suffers or receives it, and who does it stands behind a preposition of `to` ("came under
    fire from"). `sure`: a negation or "would" belongs to its own words, and the deed is done ("would not hear of").
    `anywhere`: where it is done does not tell whom it is done to ("fought in Mali"). `indirect`: a bare name behind
    the verb is the recipient too ("gave Mali food"). `said`: the subject is the recipient, and who says it is the
    actor ("must"). `weak`: told only between
    two parties of which no other row tells anything in their clause, nor of both elsewhere in the sentence.
    `victims`: told also where neither is known, of people who suffer it ("two people were killed").
    `passive`: so by its words, without an auxiliary ("accused of").
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
    victims: bool = False
    both: bool = False
    suffers: bool = False
    direct: bool = False
    then: str = ""
    before: str = ""
    undergone: bool = False
    sure: bool = False
    anywhere: bool = False
    said: bool = False
    indirect: bool = False
    weak: bool = False
    passive: bool = False
    counter_example: str = ""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A trigger with its expressions."""

    row: Trigger
    head: Expression
    also: Expression | None
    unless: Expression | None
    then: Expression | None
    before: Expression | None
    particle: Expression | None
    whole: Expression | None


@dataclass(slots=True)
class TriggerBook:
    """The triggers of a language, its grammar words, and a cache from word forms to the triggers that they can head."""

    triggers: tuple[Compiled, ...]
    words: Mapping[str, frozenset[str]]
    headed: Mapping[str, tuple[int, ...]]  # the places in `triggers` of those that a word can head
    open_heads: tuple[int, ...]  # those that have heads without end ("selbstmord.*"), which are asked one by one
    contracted: Mapping[str, str]  # "zum" is "zu" before a name, "ins" is "in"
    said_future: Mapping[str, str]  # "would" is "will" in what somebody is told to have said
    free_order: bool  # the subject may follow the verb
    capital_nouns: bool
    _cache: dict[str, tuple[Compiled, ...]] = field(default_factory=dict)
    _unnamed: dict[str, Unnamed] = field(default_factory=dict)
    _verbs: dict[str, bool] = field(default_factory=dict)

    def of(self, word: str) -> tuple[Compiled, ...]:
        """The triggers that a word in lower case can head."""
        found = self._cache.get(word)
        if found is None:
            at = {*self.headed.get(word, ()), *(i for i in self.open_heads if self._opens(i, word))}
            found = tuple(self.triggers[i] for i in sorted(at))
            if len(self._cache) < 100_000:  # a bound for long runs over rare words
                self._cache[word] = found
        return found

    def _opens(self, at: int, word: str) -> bool:
        trigger = self.triggers[at]
        return trigger.head.fits(word) or (trigger.whole is not None and trigger.whole.fits(word))

    def is_group(self, word: str) -> bool:
        """Whether a word as it stands describes people who act, without a name: "Soldaten", "protesters"."""
        return self.unnamed(word) == "group"

    def unnamed(self, word: str) -> Unnamed:
        """Which party without a name a word as it stands can be: a pronoun, "its", a group ("Soldaten"), or people of
        whom nothing more is told ("Menschen", "39-Jähriger").
        """
        found = self._unnamed.get(word)
        if found is None:
            found = self._unnamed[word] = self._kind_of(word)
        return found

    def _kind_of(self, word: str) -> Unnamed:
        lower, last, words = word.lower(), word.rsplit("-", 1)[-1], self.words
        if lower in words["pronouns"] or lower in words["other_subjects"]:
            return "pronoun" if lower in words["pronouns"] else "other"
        if lower in words["demonstratives"]:
            return "demonstrative"
        if lower in words["possessives"]:
            return "possessive"
        known = lower in words["groups"] or lower.endswith(tuple(words["group_endings"]))
        if known and (word[0].isupper() or not self.capital_nouns):
            return "group"
        people = last.lower() in words["people"]
        return "people" if people and (last[0].isupper() or not self.capital_nouns) else ""

    def is_organ(self, word: str) -> bool:
        """Whether a word in lower case means forces, officials or a part of a state: "armee", "sondereinheiten"."""
        return word in self.words["organs"] or word.endswith(tuple(self.words["organ_endings"]))

    def of_kind(self, word: str, kind: str) -> bool:
        """Whether a word in lower case can head a trigger of a kind, weak or not."""
        return any(trigger.row.kind == kind for trigger in self.of(word))

    def nouns(self, word: str) -> bool:
        """Whether a word in lower case can head a trigger as a noun, other than a weak one."""
        return any(trigger.row.kind == "noun" and not trigger.row.weak for trigger in self.of(word))

    def verbs(self, word: str) -> bool:
        """Whether a word in lower case can head a trigger as a verb, other than a weak one."""
        found = self._verbs.get(word)
        if found is None:
            found = self._verbs[word] = any(t.row.kind == "verb" and not t.row.weak for t in self.of(word))
        return found


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
    free_order = data["grammar"]["free_order"]
    compiled = tuple(_compile(trigger, data["macros"], joined=free_order) for trigger in triggers)
    contracted, said_future = (dict(pair.split("=") for pair in words[name]) for name in ("contracted", "said_future"))
    headed, open_heads = _by_head(compiled)
    return TriggerBook(
        compiled,
        words,
        headed,
        open_heads,
        contracted,
        said_future,
        free_order,
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


def _by_head(triggers: Sequence[Compiled]) -> tuple[Mapping[str, tuple[int, ...]], tuple[int, ...]]:
    """The places of the triggers by the words that can head them, and those whose heads have no end of forms."""
    headed: dict[str, list[int]] = {}
    endless: list[int] = []
    for at, trigger in enumerate(triggers):
        listed = [forms(e.text) for e in (trigger.head, trigger.whole) if e]
        if any(known is None for known in listed):
            endless.append(at)
            continue
        for word in frozenset().union(*(known for known in listed if known is not None)):
            headed.setdefault(word, []).append(at)
    return {word: tuple(places) for word, places in headed.items()}, tuple(endless)


def _compile(trigger: Trigger, macros: Mapping[str, str], *, joined: bool) -> Compiled:
    """A trigger with its expressions; `joined`: at the end of a clause a verb and its particle are one word."""
    names = sorted(macros, key=len, reverse=True)

    def expression(text: str) -> Expression | None:
        for short in names if "~" in text else ():
            text = text.replace(short, macros[short])
        return Expression(text) if text else None

    head = expression(trigger.head)
    assert head is not None
    before = rf"(?:.*\s)?(?:{trigger.before})\s*" if trigger.before else ""
    whole = trigger.whole
    if joined and trigger.particle and trigger.kind == "verb":  # "weil Polen es ablehnte", "abzulehnen"
        whole = f"{whole}|({trigger.particle})(zu)?({trigger.head})".lstrip("|")
    rest = (trigger.also, trigger.unless, trigger.then, before, trigger.particle, whole)
    return Compiled(trigger, head, *map(expression, rest))

"""Finds the triggers, gives them their parties by position and preposition, and asks whether the deed was done."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from lagebild.extract.events import third
from lagebild.extract.events.clauses import Clause, Party, clauses
from lagebild.extract.events.dated import time_of
from lagebild.extract.events.parties import beside, of_a_deed, of_noun, of_verb, who
from lagebild.extract.events.scene import Match, Scene
from lagebild.extract.events.status import status_of
from lagebild.extract.events.triggers import Compiled, TriggerBook, event_types, trigger_book
from lagebild.lang.load import has
from lagebild.types import Actor, Document, Event, Mention, Sentence, Time, Token, Why

VERSION = "1"
_PREFIX = 7  # letters of a participle in which its mark stands
_AHEAD = 12  # words behind a head that an expression may look at
_PLACES = frozenset({"place", "state"})
_OF_SOMEBODY = frozenset(
    {"ACCUSE", "REQUEST", "REJECT", "THREATEN", "CONSULT", "STATE", "DENY"}
)  # words need a speaker

Placed = TypeVar("Placed", Mention, Time)


def read(document: Document, mentions: tuple[Mention, ...], times: tuple[Time, ...]) -> tuple[Event, ...]:
    """The events of a document, in order; with no party known only where the words themselves say all."""
    if not has(document.article.language, "events"):
        return ()
    book = trigger_book(document.article.language)
    events: list[Event] = []
    for sentence in document.sentences:
        if not any(book.of(token.lower) for token in document.tokens_of(sentence)):
            continue
        inside, dates = _within(mentions, sentence), _within(times, sentence)
        before = mentions[: bisect_left(mentions, sentence.start, key=_start)]
        scene = Scene(document, book, clauses(document, sentence, inside, dates, book), before, dates)
        for clause in scene.clauses:
            events += _clause(scene, clause)
    return tuple(sorted(events, key=lambda e: (e.span.start, e.span.end)))


def _within(found: tuple[Placed, ...], sentence: Sentence) -> list[Placed]:
    """Those of a sentence, which stand in the order of the text."""
    first, last = (bisect_left(found, at, key=_start) for at in (sentence.start, sentence.end))
    return [one for one in found[first:last] if one.span.end <= sentence.end]


def _start(one: Mention | Time) -> int:
    return one.span.start


def _clause(scene: Scene, clause: Clause) -> list[Event]:
    """The events of a clause: one a type (of the first trigger, verbs first), for each half of a subject."""
    found: dict[str, Event] = {}
    fellows: list[Event] = []
    matches = sorted(_matches(scene, clause), key=lambda m: (m.trigger.row.kind == "noun", m.head))
    for match in matches:
        first = found.get(match.trigger.row.type)
        if first and first.actor is None and match.trigger.row.kind == "noun":
            doer = _acting(who(scene, clause, of_noun(scene, clause, match)[0]))
            if doer not in (None, first.recipient):  # "the attack by A killed B"
                found[first.type] = replace(first, actor=doer)
        event = _event(scene, clause, match)
        if first or event is None or any(_same_words(event, other) for other in found.values()):
            continue
        found[event.type] = event
        fellows += _fellows(scene, clause, match, event)
    if "MOBILIZE" in found and "AID" not in found:
        aid = third.as_aid(scene.document, found["MOBILIZE"], clause.parties, scene.book.words["into"])
        return [*found.values(), *fellows, *([aid] if aid else [])]
    return [*found.values(), *fellows]


def _fellows(scene: Scene, clause: Clause, match: Match, event: Event) -> list[Event]:
    """The same event of the other half of the subject: in "A and B attacked C" both attacked."""
    row = match.trigger.row
    if row.both or row.said or row.kind == "noun" or match.passive or event.actor is None:
        return []
    bare = [p for p in clause.parties if p.case == "bare"]
    first = next((p for p in bare if p.actor == event.actor), None)
    actors = [_acting(party.actor) for party in beside(scene, bare, first)]
    return [replace(event, actor=a) for a in actors if a is not None and a not in (event.actor, event.recipient)]


def _same_words(event: Event, other: Event) -> bool:
    """Whether two events are read from the same words; what is asked for or refused is a deed of its own."""
    return event.span.overlaps(other.span) and not event_types()[other.type].open


def _matches(scene: Scene, clause: Clause) -> Iterator[Match]:
    words = clause.words(scene.document)
    lower = [token.lower for token in words]
    named = {i for p in clause.parties if p.actor for i in range(p.first - clause.first, p.last - clause.first)}
    inner = {i for i in named if lower[i] in scene.book.words["prepositions"]}
    around = [word for i, word in enumerate(lower) if i not in inner]  # "a court in Bishkek" is no "in"
    for offset, word in enumerate(lower):
        for trigger in scene.book.of(word):
            row = trigger.row
            if not _fits(scene.book, row.kind, words, offset):
                continue
            noun_too = row.kind == "verb" and not scene.book.free_order and scene.book.nouns(word)
            if noun_too and any(p.last == clause.first + offset and p.case == "governed" for p in clause.parties):
                continue  # "in Malian attacks": what a preposition governs is no subject
            if not _held_together(scene.book, trigger, lower, offset):
                continue
            if trigger.unless and any(trigger.unless.fullmatch(w) for w in around):
                continue
            if trigger.then and not trigger.then.match(" ".join(lower[offset + 1 : offset + 1 + _AHEAD])):
                continue
            also = None
            if trigger.also:
                near = [
                    i
                    for i, w in enumerate(lower)
                    if (i != offset or scene.book.free_order) and trigger.also.fullmatch(w)
                ]
                if not near:
                    continue
                also = clause.first + min(near, key=lambda i: abs(i - offset))
            passive = row.kind == "verb" and _passive(scene.book, lower, offset)
            yield Match(trigger, clause.first + offset, also, passive)
            break


def _held_together(book: TriggerBook, trigger: Compiled, lower: Sequence[str], at: int) -> bool:
    """Whether the verb at `at` is whole, or its particle closes the clause or the half of it before an "und"."""
    if trigger.particle is None or (trigger.whole and trigger.whole.fullmatch(lower[at])):
        return True
    rest = lower[at + 1 :]
    end = next((i for i, word in enumerate(rest) if word in book.words["joins"] and i), len(rest))
    ends = {end, len(rest)}
    return any(trigger.particle.fullmatch(word) and i + 1 in ends | {len(rest) - 1} for i, word in enumerate(rest))


def _fits(book: TriggerBook, kind: str, words: Sequence[Token], at: int) -> bool:
    """Whether the word can be a noun or a verb there: by its capital (in German) and the article before it."""
    capital = words[at].text[0].isupper()
    if kind == "noun" and book.capital_nouns:
        return capital
    if at == 0:
        return True
    if capital:  # a noun in German, part of a name in English
        return False
    before = words[at - 1].lower
    return before not in book.words["verb_marks" if kind == "noun" else "determiners"]


def _passive(book: TriggerBook, lower: Sequence[str], at: int) -> bool:
    """Whether the verb at `at` is a passive participle: its auxiliary anywhere (free order) or close before it."""
    if at and lower[at - 1][:1].isdigit() and lower[at].endswith(tuple(book.words["bare_participles"])):
        return True  # "and some 700 wounded"
    sure = book.words["passive"].intersection(lower if book.free_order else lower[max(0, at - 3) : at])
    if sure:
        return not lower[at].endswith(tuple(book.words["never_passive"]))
    maybe = book.words["maybe_passive"].intersection(lower)
    weak = lower[at].endswith(tuple(book.words["participle_endings"]))
    strong = any(mark in lower[at][:-2][:_PREFIX] for mark in book.words["participle_mark"])  # "vorgeworfen"
    return bool(maybe) and (weak or strong)


def _event(scene: Scene, clause: Clause, match: Match) -> Event | None:
    row = match.trigger.row
    actor, recipient = of_noun(scene, clause, match) if row.kind == "noun" else of_verb(scene, clause, match)
    done_by = _acting(who(scene, clause, actor))
    done_to = who(scene, clause, recipient)
    if done_by is not None and done_by == done_to:
        done_to = None
    parties = {"actor": done_by, "recipient": done_to}
    if (
        (row.needs and parties[row.needs] is None)
        or (row.said and done_by is None)
        or (not row.alone and not any(parties.values()))
    ):
        return None
    there = None
    if done_to and recipient and _is_site(scene, match, recipient, done_to):
        there, done_to = done_to.name, None
    if done_by is None and done_to is None and not row.alone and row.type in _OF_SOMEBODY:
        return None
    tokens = scene.document.tokens
    ends = [match.head, match.head if match.also is None else match.also]
    span = scene.document.article.span(tokens[min(ends)].start, tokens[max(ends)].end)
    time = time_of(scene, clause, span)
    event = Event(
        span,
        row.type,
        row.mode,
        done_by,
        done_to,
        time.value if time else None,
        there or _place(scene, clause, {p.first for p in (actor, recipient) if p and (p is recipient or done_by)}),
        status_of(scene, clause, match),
        Why(rule=f"events/{row.id}", version=VERSION),
    )
    if row.type == "AID" and recipient is not None and done_to is not None:
        event = third.with_third(scene.document, event, clause.parties, scene.book.words["against"])
    return event


def _is_site(scene: Scene, match: Match, party: Party, actor: Actor) -> bool:
    """Whether a name only says where the deed was done: a town or region always, a state where a preposition says so.

    Who visits a state is its guest, whatever the preposition.
    """
    if actor.kind == "place":
        return True
    visited = match.trigger.row.mode == "visit"
    return actor.kind == "state" and not visited and party.preposition in scene.book.words["place_prepositions"]


def _acting(actor: Actor | None) -> Actor | None:
    """A town or region does nothing; it is where the deed was done."""
    return None if actor is not None and actor.kind == "place" else actor


def _place(scene: Scene, clause: Clause, parties: set[int]) -> str | None:
    """The name after a preposition of place that is neither actor nor recipient."""
    for party in clause.parties:
        if party.actor is None or party.first in parties or party.actor.kind not in _PLACES:
            continue
        name = scene.document.tokens[party.first].text[0].isupper()  # "in russischer Hand" is no place
        if name and not of_a_deed(scene, clause, party) and party.preposition in scene.book.words["place_prepositions"]:
            return party.actor.name
    return None

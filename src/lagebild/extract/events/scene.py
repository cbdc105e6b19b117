"""What reading an event from a clause needs: the sentence around it, and the trigger that was matched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lagebild.extract.events.clauses import Clause
from lagebild.extract.events.triggers import Compiled, TriggerBook
from lagebild.types import Document, Mention, Time


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with all that is needed to read events from one of its clauses."""

    document: Document
    book: TriggerBook
    clauses: Sequence[Clause]
    before: Sequence[Mention]  # mentions of the sentences before, for pronouns
    times: Sequence[Time]
    found: dict[int, list[Match]] = field(default_factory=dict)  # the matches of clauses by their first token


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger with the token indices of its head and of the other word that it asks for."""

    trigger: Compiled
    head: int
    also: int | None
    passive: bool
    auxiliary: bool = True  # False where only the row says that it is passive: "people accused of"
    reduced: bool = False  # a participle behind a noun that is no party: "drones launched from Iran"


def is_content(scene: Scene, clause: Clause) -> bool:
    """Whether a clause depends on another and has a subject of its own."""
    return scene.document.tokens[clause.first].lower in scene.book.words["subordinators"] or is_said(scene, clause)


def is_said(scene: Scene, clause: Clause) -> bool:
    """Whether a clause tells what somebody says or thinks."""
    opening, words = scene.document.tokens[clause.first].lower, scene.book.words
    if opening in words["complementizers"]:
        return True
    return clause.first > 0 and scene.document.tokens[clause.first - 1].lower in words["speech"]


def infinitive_of(scene: Scene, clause: Clause, match: Match) -> bool:
    """Whether the verb is marked as an infinitive ("to leave", "zu verlassen", "abzuziehen")."""
    if scene.book.free_order:
        return match.trigger.row.kind == "verb" and is_infinitive(scene, clause)
    words, tokens = scene.book.words, scene.document.tokens
    if tokens[match.head].lower.endswith(tuple(words["progressive_endings"])):
        willing = (t.lower for t in tokens[clause.first : match.head])
        return not words["intentions"].isdisjoint(willing)  # "pleaded guilty to threatening Mali" is no plan
    before = match.head - 1
    pair = before - 2 >= clause.first and tokens[before].lower in words["joins"]
    if pair and scene.book.of_kind(tokens[before - 1].lower, "verb"):
        before -= 2  # "to disarm and give up"
    marked = before >= clause.first and tokens[before].lower in words["infinitive_marks"]
    return marked and match.trigger.row.kind == "verb"


def is_infinitive(scene: Scene, clause: Clause) -> bool:
    """Whether a clause of a language with free order has no finite verb and no subject: "..., Moldau zu helfen"."""
    words = clause.words(scene.document)
    if clause.first == clause.sentence.first or is_content(scene, clause):
        return False
    last = [w.lower for w in words if w.text.isalnum()][-3:]
    marks = scene.book.words["infinitive_marks"]
    apart = any(mark in last[:-1] for mark in marks)
    return bool(last) and (apart or any(mark in last[-1][2:-2] and last[-1].endswith("n") for mark in marks))

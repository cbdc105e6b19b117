"""A second look at who did what to whom: what was learnt of types, beside what the rules tell of a sentence.

Where the rules tell a deed between two parties that stand in the sentence, the words around them may speak for another
type more than the rules' word counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf

from lagebild.extract.events.between import Range, marked
from lagebild.extract.events.inherited import who
from lagebild.extract.events.learnt import NONE, Learnt
from lagebild.extract.events.roots import ROOTS, root_of
from lagebild.extract.events.scene import Scene
from lagebild.extract.events.triggers import event_types
from lagebild.types import Actor, Event, Token, Why

RULE = 0.15  # what the rules' word adds to the score of the type that they tell
CHANGED = 0.2  # the score that another type must have
#: Of the types that a root holds the one that is meant where no word says which.
_FIRST = {"YIELD": "CONCEDE", "REJECT": "REJECT"}
VERSION = "1"


#: Somebody in a sentence: the tokens, and who is meant.
_Standing = tuple[Range, Actor]


def seconded(scene: Scene, told: Sequence[Event], known: Learnt) -> list[Event]:
    """The events of a sentence with their types looked at again."""
    if all(_is_exact(event) for event in told):
        return list(told)
    there = [
        ((party.first, party.last), actor)
        for clause in scene.clauses
        for party in clause.parties
        if (actor := who(scene, clause, party)) is not None and actor.kind != "place"
    ]
    return [event if _is_exact(event) else _checked(scene, event, there, known) for event in told]


def _is_exact(event: Event) -> bool:
    """Whether a row tells the type of an exact wording, or that something is said: nothing was learnt of saying."""
    return event.mode is not None or event_types()[event.type].speech


def _checked(scene: Scene, event: Event, there: Sequence[_Standing], known: Learnt) -> Event:
    """An event with the type that the words between its parties tell, where they speak against the rules' type."""
    source, target = (_nearest(scene, event, party, there) for party in (event.actor, event.recipient))
    if source is None and target is None:
        return event
    source, target = source or _beside(scene, event, target, there), target or _beside(scene, event, source, there)
    if source is None or target is None:
        return event
    scores = dict(_scores(scene, source, target, known))
    scores.pop(NONE, None)
    own, best = root_of(event), max(scores, key=lambda kind: scores[kind])
    if best == own or scores[best] < CHANGED or scores[best] <= scores.get(own, -inf) + RULE:
        return event
    kind = _type_of(scene, best, event.span.start)
    changed = replace(event, type=kind, mode=None, why=_by_words(event.why, scores[best]))
    return changed if root_of(changed) == best else replace(changed, status="happened")


def _by_words(why: Why | None, score: float) -> Why:
    rule = why.rule if why else None
    return Why(rule=rule, model="events/words", version=VERSION, score=round(min(score, 1.0), 2))


def _type_of(scene: Scene, root: str, start: int) -> str:
    """Our type of what was learnt: what gives in withdraws where the word that tells it says so."""
    if root not in ROOTS.values():
        return root
    word = next((t.lower for t in _tokens(scene) if t.start >= start), "")
    told = [found.row.type for found in scene.book.of(word)]
    return next((kind for kind in told if ROOTS.get(kind) == root), _FIRST[root])


def _nearest(scene: Scene, event: Event, actor: Actor | None, there: Sequence[_Standing]) -> Range | None:
    """Where a party of an event stands, the nearest to its words."""
    return _near(scene, event, [at for at, party in there if party == actor])


def _beside(scene: Scene, event: Event, other: Range | None, there: Sequence[_Standing]) -> Range | None:
    """Where somebody else stands, the nearest to the words of an event of which only one party is told."""
    own = next((party for at, party in there if at == other), None)
    return _near(scene, event, [at for at, party in there if party != own])


def _near(scene: Scene, event: Event, places: Sequence[Range]) -> Range | None:
    head = next((t.index for t in _tokens(scene) if t.start >= event.span.start), 0)
    return min(places, key=lambda at: abs(at[0] - head), default=None)


def _scores(scene: Scene, source: Range, target: Range, known: Learnt) -> Mapping[str, float]:
    return known.scores(marked(_tokens(scene), source, target)[0])


def _tokens(scene: Scene) -> Sequence[Token]:
    return scene.document.tokens_of(scene.clauses[0].sentence)

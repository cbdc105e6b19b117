"""A second look at who did what to whom: what was learnt of types, beside what the rules tell of a sentence.

Where the rules tell a deed between two parties that stand in the sentence, the words around them may speak for another
type more than the rules' word counts. Where they tell nothing of two parties, the words may tell a deed of themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from lagebild.extract.events.between import Range, marked
from lagebild.extract.events.clauses import Clause
from lagebild.extract.events.learnt import NONE, Learnt
from lagebild.extract.events.parties import who
from lagebild.extract.events.roots import ROOTS, root_of
from lagebild.extract.events.scene import Scene
from lagebild.types import Actor, Event, Token, Why

RULE = 0.15  # what the rules' word adds to the score of the type that they tell
CHANGED = 0.2  # the score that another type must have
SURE = 0.4  # the score of a type that the words alone tell
CLEAR = 0.15  # and by how much it must be ahead of every other, and of none
_PAIRS = 6  # pairs of parties of a sentence that the words are asked about at most, the nearest first
_FAR = 25  # tokens between the two
#: Of the types that a root holds the one that is meant where no word says which.
_FIRST = {"YIELD": "CONCEDE", "REJECT": "REJECT"}
VERSION = "1"


@dataclass(frozen=True, slots=True)
class _Standing:
    """Somebody in a sentence: the tokens, the clause, and who is meant."""

    at: Range
    clause: Clause
    actor: Actor


def seconded(scene: Scene, told: Sequence[Event], known: Learnt) -> list[Event]:
    """The events of a sentence with their types looked at again, and those that the words alone tell."""
    there = [
        _Standing((party.first, party.last), clause, actor)
        for clause in scene.clauses
        for party in clause.parties
        if (actor := who(scene, clause, party)) is not None and actor.kind != "place"
    ]
    checked = [_checked(scene, event, there, known) for event in told]
    return checked + list(_unread(scene, checked, there, known))


def _checked(scene: Scene, event: Event, there: Sequence[_Standing], known: Learnt) -> Event:
    """An event with the type that the words between its parties tell, where they speak against the rules' type."""
    if event.mode is not None:
        return event  # rows that tell a mode are of exact wordings
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
    at = [s.at for s in there if s.actor == actor] if actor else []
    head = next((t.index for t in _tokens(scene) if t.start >= event.span.start), 0)
    return min(at, key=lambda r: abs(r[0] - head), default=None)


def _beside(scene: Scene, event: Event, party: Range | None, there: Sequence[_Standing]) -> Range | None:
    """Where somebody else stands, the nearest to the words of an event of which only one party is told."""
    own = next((s.actor for s in there if s.at == party), None)
    head = next((t.index for t in _tokens(scene) if t.start >= event.span.start), 0)
    return min((s.at for s in there if s.actor != own), key=lambda r: abs(r[0] - head), default=None)


def _scores(scene: Scene, source: Range, target: Range, known: Learnt) -> Mapping[str, float]:
    return known.scores(marked(_tokens(scene), source, target)[0])


def _tokens(scene: Scene) -> Sequence[Token]:
    return scene.document.tokens_of(scene.clauses[0].sentence)


def _unread(scene: Scene, told: Sequence[Event], there: Sequence[_Standing], known: Learnt) -> Iterator[Event]:
    """What the words tell of two parties of whom the rules tell nothing."""
    taken = {frozenset((e.actor, e.recipient)) for e in told}
    pairs = [
        (a, b)
        for a in there
        for b in there
        if a.actor != b.actor and frozenset((a.actor, b.actor)) not in taken and abs(a.at[0] - b.at[0]) <= _FAR
    ]
    pairs.sort(key=lambda pair: (abs(pair[0].at[0] - pair[1].at[0]), pair[0].at))
    for source, target in pairs[:_PAIRS]:
        pair = frozenset((source.actor, target.actor))
        scores = _scores(scene, source.at, target.at, known)
        best, second = sorted(scores, key=lambda kind: -scores[kind])[:2]
        if best == NONE or pair in taken or scores[best] < SURE or scores[best] - scores[second] < CLEAR:
            continue
        taken.add(pair)
        yield _event(scene, best, source, target, known, scores[best])


def _event(scene: Scene, kind: str, source: _Standing, target: _Standing, known: Learnt, score: float) -> Event:
    """An event between two parties, read from the word that tells most for its type."""
    words, places = marked(_tokens(scene), source.at, target.at)
    token = scene.document.tokens[places[known.telling(words, kind)]]
    span = scene.document.article.span(token.start, token.end)
    why = Why(model="events/words", version=VERSION, score=round(min(score, 1.0), 2))
    told = _type_of(scene, kind, token.start)
    return Event(span, told, None, source.actor, target.actor, None, None, "happened", why)

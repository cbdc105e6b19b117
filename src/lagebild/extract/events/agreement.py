"""Whether a party can be the subject of a clause by number, where word order is free and verbs tell their number."""

from __future__ import annotations

from typing import Literal

from lagebild.extract.events.clauses import Clause, Party
from lagebild.extract.events.scene import Match, Scene, is_content
from lagebild.types import Token

Number = Literal["one", "many"]


def may_be_subject(scene: Scene, clause: Clause, match: Match, party: Party) -> bool:
    """Whether a bare party agrees in number with the finite verb: "hat eine Gruppe Zivilisten erschossen"."""
    if not scene.book.free_order:
        return True
    verb = _number_of_verb(scene, clause, match)
    return verb is None or _number_of(scene, party) in (None, verb)


def finite(scene: Scene, clause: Clause, match: Match) -> Token | None:
    """The finite verb of a clause of a language with free order; None where it is not surely known."""
    tokens, words = clause.words(scene.document), scene.book.words
    known = [t for t in tokens if t.lower in words["singular_verbs"] or t.lower in words["plural_verbs"]]
    relative = clause.first > clause.sentence.first and tokens[0].lower in words["relatives"]
    dependent = relative or is_content(scene, clause)
    if known:
        return known[-1 if dependent else 0]
    if match.trigger.row.kind != "verb" or match.passive:
        return None
    last = next(t for t in reversed(tokens) if t.text.isalnum())
    head = scene.document.tokens[match.head]
    return None if head.index == last.index and not dependent else head


def _number_of_verb(scene: Scene, clause: Clause, match: Match) -> Number | None:
    verb, words = finite(scene, clause, match), scene.book.words
    if verb is None:
        return None
    if verb.lower in words["singular_verbs"]:
        return "one"
    if verb.lower in words["plural_verbs"]:
        return "many"
    return "many" if verb.lower.endswith(tuple(words["plural_endings"])) else "one"


def _number_of(scene: Scene, party: Party) -> Number | None:
    tokens, words = scene.document.tokens, scene.book.words
    text = tokens[party.last - 1].lower.rsplit("-", 1)[-1]
    beside = {tokens[i].lower for i in (party.first - 1, party.last) if 0 <= i < len(tokens)}
    if not words["joins"].isdisjoint(beside) or text.endswith(tuple(words["either_number"])):
        return None
    if party.described or party.people or text in words["groups"] | words["people"]:
        return "one" if text.endswith(tuple(words["single"])) else "many"
    actor = party.actor
    if actor is None:
        return "one" if party.person else None
    named = actor.name == scene.document.article.text[tokens[party.first].start : tokens[party.last - 1].end]
    return "one" if actor.kind == "person" or (actor.kind == "state" and named) else None

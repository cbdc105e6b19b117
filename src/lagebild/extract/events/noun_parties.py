"""Who does it to whom of a noun: names before and behind it, its genitive, what its prepositions lead to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lagebild.extract.events.clauses import Clause, Party
from lagebild.extract.events.scene import (
    Match,
    Scene,
)

_NEAR = 3  # tokens between a noun of doing and the genitive or name that belongs to it
_FAR = 9  # the same, where a preposition can only lead to the agent ("durch")
_MODIFIERS = 4  # words between a name and the noun that it belongs to
_JOINED = 3  # words between the two halves of a subject


def beside(scene: Scene, bare: Sequence[Party], subject: Party | None) -> list[Party]:
    """The other half of a subject of two: "Mali and Niger have agreed"."""
    if subject is None or subject not in bare:
        return []
    after = next((p for p in bare[bare.index(subject) + 1 :] if p.actor), None)
    if after is None:
        return []
    between = [t.lower for t in scene.document.tokens[subject.last : after.first]]
    return [after] if len(between) <= _JOINED and not scene.book.words["joins"].isdisjoint(between) else []


def of_noun(scene: Scene, clause: Clause, match: Match) -> tuple[Party | None, Party | None]:
    """Who and whom of a noun: the name before it or its genitive does it, the prepositions of the rule lead to whom."""
    row, head = match.trigger.row, match.head
    if row.both:
        return _both(scene, clause, match)
    agents, sure = scene.book.words["agents"], scene.book.words["sure_agents"]
    suffering = _sufferer(scene, clause, head)
    if suffering:
        by = [p for p in clause.parties if p.actor and p.first > head and p.preposition in scene.book.words["origins"]]
        return (by[0] if by else None), suffering
    owned = _is_owned(scene, clause, head)
    named = [p for p in clause.parties if not scene.book.free_order or _is_modifier(scene, p)]
    near = [p for p in named if p.actor and (0 <= head - p.last <= 1 or _modifies(scene, p, head))]
    # right before the noun it is an adjective, whatever governs the noun: "in Malian attacks"
    before = [p for p in near if p.preposition not in row.to or p.last == head or _modifies(scene, p, head)]
    after = [
        p
        for p in clause.parties
        if p.actor
        and 0 <= p.first - head <= (_NEAR if p.preposition not in sure else _FAR)
        and (p.case == "genitive" or (p.preposition in agents and not owned))
        and not only_told_of(scene, p)
    ]
    to = [p for p in clause.parties if p.actor and p.first > head and p.preposition in row.to]
    if row.suffers:
        to += [p for p in after if p.case == "genitive"]
    doer = next((p for p in [*before, *after] if p not in to), None)
    doer = doer or (None if owned else _beginner(scene, clause, head))
    return doer, (to[0] if to else None)


def _is_owned(scene: Scene, clause: Clause, head: int) -> bool:
    """Whether a noun is a genitive of another, to which what stands behind belongs: "Störung des Protests durch"."""
    if not scene.book.free_order or head - 2 < clause.first:
        return False
    tokens, words = scene.document.tokens, scene.book.words
    at = head - 1 if tokens[head - 1].text[0].isupper() or tokens[head - 1].lower in _articles(scene) else head - 2
    return (
        at > clause.first
        and tokens[at].lower in words["genitive"] | words["maybe_genitive"]
        and tokens[at - 1].text[0].isupper()
    )


def _articles(scene: Scene) -> frozenset[str]:
    return scene.book.words["genitive"] | scene.book.words["maybe_genitive"] | scene.book.words["object_articles"]


def _is_modifier(scene: Scene, party: Party) -> bool:
    """Whether a name can stand before its noun where nouns have a capital: adjective, or genitive without article."""
    tokens = scene.document.tokens
    led = party.first > 0 and tokens[party.first - 1].lower in _articles(scene)
    return tokens[party.first].text[0].islower() or (party.case == "genitive" and not led)


def _modifies(scene: Scene, party: Party, head: int) -> bool:
    """Whether a name stands before a noun with more modifiers between: "a Malian ballistic missile strike"."""
    words, tokens = scene.book.words, scene.document.tokens
    between = tokens[party.last : head]
    if scene.book.free_order or not 0 < len(between) <= _MODIFIERS:
        return False
    kinds = ("determiners", "prepositions", "verbs", "infinitive_marks", "other_subjects", "strong_verbs", "relatives")
    if any(after.lower in words["joins"] and _is_deed(scene, t.lower) for t, after in pairwise(between)):
        return False  # "police shootings and protests": it stands before the first only
    return all(
        t.text.isalpha()
        and t.text.islower()
        and not scene.book.verbs(t.lower)
        and not any(t.lower in words[kind] for kind in kinds)
        for t in between
    )


def _is_deed(scene: Scene, word: str) -> bool:
    """Whether a word is a noun by itself and tells not only of what kind another is: "shootings", not "drone"."""
    words = scene.book.words
    plural = word.endswith(tuple(words["third_endings"])) and not word.endswith(tuple(words["bare_endings"]))
    return plural or scene.book.of_kind(word, "noun")


def _both(scene: Scene, clause: Clause, match: Match) -> tuple[Party | None, Party | None]:
    """The two sides of a noun: behind it ("talks between A and B", "A's drill with B"), else before it ("between A
    and B there was a drill").
    """
    row, head = match.trigger.row, match.head
    ways = {*row.to, *scene.book.words["agents"]} if row.to else set()
    behind = [p for p in clause.parties if p.actor and p.first > head and not only_told_of(scene, p)]
    led = [p for p in behind if not row.to or p.preposition in ways]
    if scene.book.free_order:  # "eine Schießerei in der Stadt, nach Angaben von AFP"
        led = [p for p in led if p.preposition in row.to or p.first - head <= _NEAR]
    named = led + [p for p in behind if p not in led and p.preposition == "" and (led or not scene.book.free_order)]
    if not named:
        named = [p for p in clause.parties if p.actor and p.last <= head and p.preposition in row.to]
        named += [
            p for p in clause.parties if p.actor and named and named[0].last < p.first < head and p.case == "bare"
        ]
    named.sort(key=lambda p: p.first)
    if (
        scene.book.free_order and named and named[0].preposition in row.to
    ):  # "Verhandlungen mit A sind ein Streit zwischen B und C"
        joined = [p for p in beside(scene, named, named[0]) if p.preposition == ""]
        named = [p for p in named if p.preposition == named[0].preposition or p in joined]
    own = next((p for p in clause.parties if p.actor and 0 <= head - p.last <= 1 and p not in named), None)
    own = own or next((p for p in behind if p.case == "genitive" and p.first - head <= _NEAR and p not in named), None)
    own = own or (_beginner(scene, clause, head) if len(named) == 1 else None)
    own = own or (_engaged(scene, clause, head) if len(named) == 1 else None)
    if own and named and own is not named[0]:
        return own, named[0]
    return (named[0], named[1]) if len(named) > 1 else (named[0] if named else None, None)


def _engaged(scene: Scene, clause: Clause, head: int) -> Party | None:
    """Who is somewhere "for talks", or "in talks": the last bare party before."""
    if not scene.book.words["engaged"].intersection(t.lower for t in scene.document.tokens[max(0, head - 2) : head]):
        return None
    before = [p for p in clause.parties if p.actor and p.case == "bare" and p.last <= head]
    return before[-1] if before else None


def only_told_of(scene: Scene, party: Party) -> bool:
    """Whether people only say what the deed is about: "die Entsendung von Soldaten" is not done by soldiers."""
    words = scene.book.words
    return party.described and party.preposition in words["agents"] and party.preposition not in words["sure_agents"]


def _sufferer(scene: Scene, clause: Clause, head: int) -> Party | None:
    """Who receives or suffers what the noun tells: "Mali faces criticism from Niger"."""
    light = [t.index for t in clause.words(scene.document) if t.lower in scene.book.words["light_passive"]]
    if not light or (not scene.book.free_order and light[0] > head):
        return None
    bare = [p for p in clause.parties if p.case == "bare" and p.actor]
    return next((p for p in bare if scene.book.free_order or p.last <= light[0]), None)


def _beginner(scene: Scene, clause: Clause, head: int) -> Party | None:
    """Who begins or orders what the noun tells: "Mali has begun the deployment"."""
    verbs = scene.book.words["light"] | scene.book.words["denials"]
    light = [t.index for t in clause.words(scene.document) if t.lower in verbs and t.index != head]
    if not light or (not scene.book.free_order and light[0] > head):
        return None
    bare = [p for p in clause.parties if p.case == "bare" and p.actor]
    return next((p for p in bare if scene.book.free_order or p.last <= light[0]), None)

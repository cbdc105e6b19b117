"""Whether a deed was done: by the words of its clause, those before it, and what governs it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lagebild.extract.events.clauses import Clause
from lagebild.extract.events.scene import Match, Scene, infinitive_of, is_said
from lagebild.extract.events.triggers import Compiled, event_types
from lagebild.types import EventStatus


def status_of(scene: Scene, clause: Clause, match: Match) -> EventStatus:
    """Whether the deed was done, by the words of its clause, those right before it, and the sentence's denial."""
    if match.trigger.row.sure:
        return "happened"
    dated = {t.span.start for t in scene.times}  # "in May 2024" is no "may"
    spoken = [t.lower for t in clause.words(scene.document)]
    named = set() if scene.book.capital_nouns else _capital(scene, clause)  # "in May" without a year
    words = [t.lower for t in clause.words(scene.document) if t.start not in dated and t.index not in named]
    if is_said(scene, clause):  # "said they would boycott the vote" tells of a plan
        words = [scene.book.said_future.get(word, word) for word in words]
    sentence = scene.document.tokens_of(clause.sentence)
    denial = match.trigger.row.type == "DENY"

    def has(name: str, among: Sequence[str]) -> bool:
        return not scene.book.words[name].isdisjoint(among)

    noun = match.trigger.row.kind == "noun"
    heard = [t.lower for t in scene.document.tokens[max(clause.first, match.head - 3) : match.head]] if noun else words
    pairs = pairwise([*heard, ""])
    known = scene.book.words["negations"] - (frozenset() if noun else scene.book.words["only_nouns"])
    last = scene.document.tokens[match.head - 1].lower if match.head > clause.first else ""
    if not noun and not scene.book.free_order and last in scene.book.words["only_nouns"]:
        return "negated"  # "without accepting"
    absent = noun and has("existence", words) and has("negations", words)  # "a meeting is not planned"
    absent = absent or (noun and has("undone", words))  # "the visit was cancelled"
    if absent or any(w in known and after not in scene.book.words["not_only"] for w, after in pairs):
        return "denied" if not denial and has("denials", [t.lower for t in sentence]) else "negated"
    if not denial and has("denials", [t.lower for t in sentence if t.index < (match.head if noun else clause.first)]):
        return "denied"
    unreal = has("hypothetical", words) or (has("unreal", words) and has("conditions", [t.lower for t in sentence]))
    if _asked(scene, clause, match) or unreal or sentence[-1].text == "?" or has("conditions", words[:1]):
        return "hypothetical"
    governing = _governing(scene, clause, match)
    if governing == "intentions":
        return "hypothetical" if has("unsure", words) else "planned"
    if has("perfect", words):
        return "ongoing" if has("ongoing", spoken) else "happened"
    own = scene.document.tokens[match.head].lower  # "vowed to strike" is a threat that has been made
    willed = infinitive_of(scene, clause, match) and governing != "implicatives"
    if has("planned", [w for w in words if w != own]) or willed:
        return "hypothetical" if has("unsure", words) else "planned"
    future = has("plain_future", words) and not match.passive
    if future and (not noun or words[-1].endswith(tuple(scene.book.words["infinitive_endings"]))):
        return "planned"
    progressive = scene.document.tokens[match.head].lower.endswith(tuple(scene.book.words["progressive_endings"]))
    now = [w for w in spoken if w not in scene.book.words["prepositions"]] if noun else spoken  # "seit dem Angriff"
    going_on = has("ongoing", spoken) or has("ongoing_now", now) or (progressive and has("progressive", words))
    return "ongoing" if going_on else "happened"


def _asked(scene: Scene, clause: Clause, match: Match) -> bool:
    """Whether the deed is what somebody asks for, refuses or threatens with: "demanded the withdrawal"."""
    if match.trigger.row.kind == "verb" and not infinitive_of(scene, clause, match):
        return False
    begin = clause.first
    if scene.book.free_order and match.trigger.row.kind == "verb":  # what governs it stands in the clause before
        begin = next((c.first for c in reversed(scene.clauses) if c.last <= clause.first), clause.first)
    before = scene.document.tokens[begin : match.head]
    return any(
        event_types()[found.row.type].open and found.row.kind == "verb" and _plain(scene, found)
        for token in before
        if token.lower not in scene.book.words["light"]  # "ordered the deployment"
        for found in scene.book.of(token.lower)
    )


def _capital(scene: Scene, clause: Clause) -> set[int]:
    """The indices of the words of a clause that have a capital though no sentence begins with them."""
    return {t.index for t in clause.words(scene.document) if t.text[0].isupper() and t.index > clause.sentence.first}


def _governing(scene: Scene, clause: Clause, match: Match) -> str:
    """What governs an infinitive: words of a will ("has agreed to send"), or of its being done ("began to send")."""
    if not infinitive_of(scene, clause, match):
        return ""
    kinds = ("intentions", "implicatives")
    before = [t.lower for t in scene.document.tokens[clause.first : match.head - 1]]
    return next((kind for w in reversed(before) for kind in kinds if w in scene.book.words[kind]), "")


def _plain(scene: Scene, found: Compiled) -> bool:
    """Whether the word alone tells of the type; German verbs of asking need their particle, and have it mostly."""
    return scene.book.free_order or not (found.also or found.then or found.row.particle)

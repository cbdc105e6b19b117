"""What is the subject of a verb where word order is fixed: no object of another verb, no noun that is no party."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.extract.events.clauses import Clause, Party
from lagebild.extract.events.scene import Match, Scene

_NOUN_PHRASE = 5  # words of a noun phrase before its noun


def is_object(scene: Scene, clause: Clause, party: Party, head: int = -1) -> bool:
    """Whether a party stands behind a verb of its clause: "shot three workers", and is no subject of what follows.

    Not told where word order is free.
    """
    words, tokens = scene.book.words, scene.document.tokens
    after = tokens[party.last].lower if party.last < clause.last else ""
    leads = party.last == head or after in words["verbs"] or after in words["verb_marks"]
    if scene.book.free_order or party.case != "bare" or party.first == clause.first:
        return False
    if leads:  # "the man charged with killing Ivan has left"
        return _is_gerund(scene, clause, party.first - 1)
    led = False  # by an article or a number
    for at in range(party.first - 1, max(clause.first, party.first - 1 - _NOUN_PHRASE), -1):
        word = tokens[at].lower
        if any(word in words[kind] for kind in ("joins", "relatives", "verbs", "content_verbs", "prepositions")):
            return False
        if not tokens[at].text[0].isalnum() or not tokens[at].text.islower():
            continue
        if word in words["determiners"] or word in words["numbers"] or word in words["owning"] or word[0].isdigit():
            led = True
        elif word not in words["organs"] and _is_verb(scene, word):
            return led or (at == party.first - 1 and _governs(scene, clause, at, party))
    return False


def _is_verb(scene: Scene, word: str) -> bool:
    words = scene.book.words
    return word in words["strong_verbs"] or word.endswith(tuple(words["verb_endings"])) or scene.book.verbs(word)


def _is_gerund(scene: Scene, clause: Clause, at: int) -> bool:
    """Whether a preposition governs a verb: "with killing"."""
    words, tokens = scene.book.words, scene.document.tokens
    gerund = at > clause.first and tokens[at].lower.endswith(tuple(words["progressive_endings"]))
    return gerund and tokens[at - 1].lower in words["prepositions"] and scene.book.verbs(tokens[at].lower)


def _governs(scene: Scene, clause: Clause, at: int, party: Party) -> bool:
    """Whether a word right before a party is a verb with it as object, and no adjective: "the detained Malian"."""
    words, tokens = scene.book.words, scene.document.tokens
    word, before = tokens[at].lower, tokens[at - 1].lower
    adjective = before in words["determiners"] | words["numbers"] | words["prepositions"] | words["genitive_endings"]
    if "-" in word + before or (adjective and not _is_gerund(scene, clause, at)):
        return False
    return scene.book.verbs(word) and party.actor is not None and not party.described


def undergoing(scene: Scene, clause: Clause, match: Match, bare: Sequence[Party]) -> list[Party]:
    """Who a passive tells of: the last bare party before it that is no object; without an auxiliary ("with two soldiers
    injured", "an airport being hit") only one right before it.
    """
    words, tokens, head = scene.book.words, scene.document.tokens, match.head
    if is_absolute(scene, clause, match):
        adjacent = head - (tokens[head - 1].lower == "being")
        return [p for p in clause.parties if p.last == adjacent and p.preposition in words["absolutes"] | {""}]
    ahead = [p for p in bare if p.last <= head and not is_object(scene, clause, p, head)][-1:]
    return [p for p in ahead if not tells(scene, p, head)]


def is_absolute(scene: Scene, clause: Clause, match: Match) -> bool:
    """Whether a passive has no auxiliary and no agent of its own: "leaving two soldiers wounded"."""
    words, tokens, head = scene.book.words, scene.document.tokens, match.head
    if scene.book.free_order or not match.passive or not match.auxiliary:
        return False
    before = tokens[max(clause.first, head - 3) : head]
    if before and before[-1].lower == "being":
        owner = before[-2].lower if len(before) > 1 else ""
        finite = any(owner in words[kind] for kind in ("verbs", "passive", "prepositions", "strong_verbs"))
        return not finite and not owner.endswith(tuple(words["verb_endings"]))
    agent = head + 1 < clause.last and tokens[head + 1].lower in words["agents"]
    return not agent and words["passive"].isdisjoint(t.lower for t in before)


def begins_anew(scene: Scene, clause: Clause, party: Party) -> bool:
    """Whether a party behind "and" has a verb of its own: "charged the officer and Ivan fired his chief"."""
    words, tokens = scene.book.words, scene.document.tokens
    if tokens[party.first - 1].lower not in words["joins"] or party.last >= clause.last:
        return False
    after = tokens[party.last].lower
    past = after in words["strong_verbs"] or after.endswith("ed")
    return after in words["verbs"] or after in words["verb_marks"] - words["infinitive_marks"] or past


def tells(scene: Scene, party: Party, head: int) -> bool:
    """Whether a party is the subject of a verb of telling before a deed: "Mali claims seven people were killed"."""
    words, tokens = scene.book.words, scene.document.tokens
    return any(
        tokens[at].lower in words["content_verbs"] and tokens[at - 1].lower not in words["passive"]
        for at in range(party.last, head)
    )


def has_own_subject(scene: Scene, clause: Clause, match: Match) -> bool:
    """Whether a clause opens with a noun that is no party, so that its verb has not the subject of another clause:
    "..., 201 others are injured".
    """
    words, tokens = scene.book.words, scene.document.tokens
    at = clause.first
    if scene.book.free_order or (match.passive and not match.auxiliary) or tokens[max(0, at - 1)].text == ")":
        return False
    skipped = words["joins"] | words["subordinators"] | words["complementizers"] | words["adverbs"]
    endings = tuple(words["adverb_endings"])
    while at < match.head and (tokens[at].lower in skipped or tokens[at].lower.endswith(endings)):
        at += 1
    word = tokens[at].lower
    if at >= match.head or not word[0].isalnum():
        return False
    kinds = ("relatives", "prepositions", "verbs", "infinitive_marks", "negations", "passive", "strong_verbs")
    if any(word in words[kind] for kind in kinds) or scene.book.verbs(word):
        return word in words["determiners"] and word not in words["prepositions"]
    return not word.endswith(tuple(words["verb_endings"]))

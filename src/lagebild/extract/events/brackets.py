"""Puts the halves of a clause together that another clause parts: "traf am Sonntag, wie A meldet, mit B zusammen"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from lagebild.extract.events.clauses import Clause
from lagebild.extract.events.scene import Scene, is_attribute, is_infinitive, is_participle
from lagebild.types import Token

_WITHIN = 3  # stretches that an insertion may have ("der, obwohl A warnte, in B war")
_VERB_SECOND = 2  # the words at the opening of a clause among which the verb of its first place stands


def joined(scene: Scene) -> list[Clause]:
    """The clauses to read: those of the scene, the halves of parted ones as one.

    Only where the verb is a bracket (word order is free): there the second half has what the verb asks for. Its words
    and parties are those of both halves; what parts them stays a clause of its own.
    """
    if not scene.book.free_order:
        return list(scene.clauses)
    clauses = list(scene.clauses)
    taken: set[int] = set()
    found: list[Clause] = []
    for at, clause in enumerate(clauses):
        if at in taken:
            continue
        home, last = clause, at
        while (end := _second_half(scene, clauses, home, last)) is not None:
            home, last = _with(home, clauses[end]), end
            taken.add(end)
        found.append(home)
    return found


def _with(home: Clause, half: Clause) -> Clause:
    parts = (*(home.parts or ((home.first, home.last),)), (half.first, half.last))
    return replace(home, last=half.last, parties=(*home.parties, *half.parties), parts=parts)


def _second_half(scene: Scene, clauses: Sequence[Clause], home: Clause, at: int) -> int | None:
    """The place of the clause that goes on with the one at a place, or None where nothing is inserted."""
    if at + 2 >= len(clauses) or not _is_inserted(scene, clauses[at + 1]) or _is_inserted(scene, clauses[at]):
        return None
    for end in range(at + 2, min(at + 2 + _WITHIN, len(clauses))):
        half = clauses[end]
        if _is_inserted(scene, half) or is_infinitive(scene, half):
            continue
        return end if _goes_on(scene, home, half) else None
    return None


def _is_inserted(scene: Scene, clause: Clause) -> bool:
    """Whether a clause opens as one that depends on another, or tells who says it ("so A", "berichtet A")."""
    words, tokens = scene.book.words, scene.document.tokens
    opening = [t.lower for t in tokens[clause.first : min(clause.first + _VERB_SECOND, clause.last)]]
    if clause.first == clause.sentence.first:
        return opening[0] in words["subordinators"]
    if tokens[clause.first - 1].text == "(" and clause.last < len(tokens) and tokens[clause.last].text == ")":
        return True
    if opening[0] in words["subordinators"] | words["inserted"]:
        return True
    # a relative clause has its verb at the end: ", der Sprecher," is an apposition
    relative = not words["relatives"].isdisjoint(opening[: 2 if opening[0] in words["prepositions"] else 1])
    last = next((t for t in reversed(clause.words(scene.document)) if t.text.isalnum()), None)
    return relative and last is not None and last.text[0].islower() and last.index > clause.first + 1


def _goes_on(scene: Scene, home: Clause, half: Clause) -> bool:
    words = scene.book.words
    opening = scene.document.tokens[half.first].lower
    if opening in words["joins"] | words["contrasts"]:
        return False
    ahead, behind = (_alnum(c.words(scene.document)) for c in (home, half))
    if not ahead or not behind:
        return False
    verb = next(_finite(scene, ahead), None)
    if verb is None:
        subject = any(p.case == "bare" for p in home.parties)  # "Ivan, der ..., wurde verhaftet"
        return subject and len(behind) > 1 and behind[0].index in {t.index for t in _finite(scene, behind)}
    if any(_finite(scene, behind)):
        return False
    end = behind[-1]
    closed = ahead[-1].index > verb.index and _closes(scene, ahead[-1])
    if not closed and _closes(scene, end):
        return True  # "hat, ..., den Plan angenommen"
    return not closed and (opening in words["prepositions"] or _is_adverb(scene, behind[0]))


def _is_adverb(scene: Scene, token: Token) -> bool:
    """Whether a word that opens a half is no verb and opens no noun: "noch immer mit A"."""
    return token.lower in scene.book.words["half_openers"]


def _alnum(tokens: Sequence[Token]) -> list[Token]:
    return [t for t in tokens if t.text[:1].isalnum()]


def _finite(scene: Scene, tokens: Sequence[Token]) -> Iterator[Token]:
    """The finite verbs among the words of a clause, as far as they are known: a participle or infinitive ends it."""
    words = scene.book.words
    auxiliary = words["singular_verbs"] | words["plural_verbs"]
    for token, after in zip_longest(tokens, tokens[1:]):
        if token.lower in auxiliary:
            yield token
            continue
        known = token.text[0].islower() and scene.book.verbs(token.lower) and not is_attribute(scene, token.index)
        goes_on = after is not None and after.lower not in words["perfect"] | auxiliary
        if known and (goes_on or not _nonfinite(scene, token)):
            yield token


def _nonfinite(scene: Scene, token: Token) -> bool:
    return is_participle(scene.book, token.lower) or token.lower.endswith(tuple(scene.book.words["infinitive_endings"]))


def _closes(scene: Scene, token: Token) -> bool:
    """Whether a word can close the bracket of a verb: a participle, an infinitive, a particle."""
    if not token.text[0].islower():
        return False
    return token.lower in scene.book.words["verb_particles"] or _nonfinite(scene, token)

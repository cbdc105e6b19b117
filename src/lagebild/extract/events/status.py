"""Whether a deed was done: by the words of its clause, those before it, and what governs it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lagebild.extract.events.clauses import Clause
from lagebild.extract.events.scene import Match, Scene, infinitive_of, is_said
from lagebild.extract.events.triggers import Compiled, event_types
from lagebild.types import EventStatus

_BEHIND = 2  # words behind a verb in which a negation is its own
_STOPS = frozenset(".!?")
_NEGATED, _NEAR = 3, 6  # words before a noun that negate it, and that tell it as a mere prospect
_OF_FORCES = frozenset({"ASSAULT", "MOBILIZE"})  # what is approved is not done yet; sanctions are, once approved


def status_of(scene: Scene, clause: Clause, match: Match) -> EventStatus:
    """Whether the deed was done, by the words of its clause, those right before it, and the sentence's denial."""
    if match.trigger.row.sure:
        return "happened"
    dated = {t.span.start for t in scene.times}  # "in May 2024" is no "may"
    spoken = [t.lower for t in clause.words(scene.document)]
    named = set() if scene.book.capital_nouns else _capital(scene, clause)  # "in May" without a year
    told = [t for t in clause.words(scene.document) if t.start not in dated and t.index not in named]
    words = [t.lower for t in told]
    sentence = scene.document.tokens_of(clause.sentence)
    ahead = not scene.book.words["future_marks"].isdisjoint(t.lower for t in sentence)
    if is_said(scene, clause) or ahead:  # "said they would boycott the vote", "would meet next month" tell of a plan
        words = [scene.book.said_future.get(word, word) for word in words]
    denial = match.trigger.row.type == "DENY"

    def has(name: str, among: Sequence[str]) -> bool:
        return not scene.book.words[name].isdisjoint(among)

    noun = match.trigger.row.kind == "noun"
    before = words  # a modal stands before its verb: "condemned the planned visit" tells of no plan
    if not noun and not scene.book.free_order:
        before = [word for word, token in zip(words, told, strict=True) if token.index < match.head]
    ahead_of_it = scene.document.tokens[max(clause.first, match.head - _NEAR) : match.head]
    heard = [t.lower for t in ahead_of_it[-_NEGATED:]] if noun else words
    own = scene.document.tokens[match.head].lower  # "vowed to strike" is a threat that has been made
    pairs = pairwise([*heard, ""])
    known = scene.book.words["negations"] - (frozenset() if noun else scene.book.words["only_nouns"])
    last = scene.document.tokens[match.head - 1].lower if match.head > clause.first else ""
    if not noun and not scene.book.free_order and last in scene.book.words["only_nouns"]:
        return "negated"  # "without accepting"
    absent = noun and has("existence", words) and has("negations", words)  # "a meeting is not planned"
    absent = absent or (noun and has("undone", words))  # "the visit was cancelled"
    if _foiled(scene, clause, match):  # "could not prevent the attack"
        return "happened" if noun and has("negations", spoken) else "negated"
    failing = scene.book.words["failures"]  # "accused Mali of failing": behind the verb it negates nothing
    late = frozenset() if noun or scene.book.free_order else failing.difference(before)
    if not noun and not scene.book.free_order:  # "the man who shot Ivan was not wearing a device"
        pairs = pairwise([*before, own, *_right_behind(scene, clause, match)])
    if absent or any(w in known - late and not _only(scene, w, after, heard) for w, after in pairs):
        return "denied" if not denial and has("denials", [t.lower for t in sentence]) else "negated"
    if not denial and has("denials", [t.lower for t in sentence if t.index < (match.head if noun else clause.first)]):
        return "denied"
    if_not = has("conditions", [t.lower for t in sentence]) or has("nearly", words)  # "hätte um ein Haar angegriffen"
    unreal = has("hypothetical", before) or (has("unreal", words) and if_not)
    if _asked(scene, clause, match) or unreal or sentence[-1].text == "?" or has("conditions", words[:1]):
        return "hypothetical"
    if noun and has("prospects", [t.lower for t in ahead_of_it]):  # "an imminent threat of an attack"
        return "hypothetical"
    governing = _governing(scene, clause, match)
    if governing == "intentions":
        return "hypothetical" if has("unsure", words) else "planned"
    if governing in ("attempts", "failures"):
        return "negated" if governing == "failures" or has("in_vain", _around(scene, clause)) else "hypothetical"
    if noun and match.trigger.row.type in _OF_FORCES and _approved(scene, clause, match):
        return "planned"
    spoken_of = words[:-1] if words and words[-1] in _STOPS else words
    ends = [
        w for i, w in enumerate(spoken_of) if w not in scene.book.words["possessive_too"] or i >= len(spoken_of) - 2
    ]
    if has("perfect", ends):
        return "ongoing" if has("ongoing", spoken) else "happened"
    willed = infinitive_of(scene, clause, match) and governing != "implicatives"
    if has("planned", [w for w in before if w != own]) or willed:
        return "hypothetical" if has("unsure", words) else "planned"
    future = has("plain_future", words) and not match.passive
    if future and (not noun or words[-1].endswith(tuple(scene.book.words["infinitive_endings"]))):
        return "planned"
    progressive = scene.document.tokens[match.head].lower.endswith(tuple(scene.book.words["progressive_endings"]))
    now = [w for w in spoken if w not in scene.book.words["prepositions"]] if noun else spoken  # "seit dem Angriff"
    going_on = has("ongoing", spoken) or has("ongoing_now", now) or (progressive and has("progressive", words))
    return "ongoing" if going_on else "happened"


def _right_behind(scene: Scene, clause: Clause, match: Match) -> list[str]:
    """The words behind a verb that can still negate it: "accepted no deal", "agreed not to leave"."""
    last = match.head if match.also is None else max(match.head, match.also)
    return [t.lower for t in scene.document.tokens[match.head + 1 : min(clause.last, last + 1 + _BEHIND)]] + [""]


def _only(scene: Scene, negation: str, after: str, heard: Sequence[str]) -> bool:
    """Whether a negation denies no deed: "not only attacked", "not the first time that it was attacked"."""
    words = scene.book.words["not_only"]
    if after in words:
        return True
    at = next((i for i, pair in enumerate(pairwise(heard)) if pair == (negation, after)), None)
    return at is not None and after in scene.book.words["determiners"] and not words.isdisjoint(heard[at + 2 : at + 3])


def _asked(scene: Scene, clause: Clause, match: Match) -> bool:
    """Whether the deed is what somebody asks for, refuses or threatens with: "demanded the withdrawal"."""
    if match.trigger.row.kind == "verb" and not infinitive_of(scene, clause, match):
        return False
    begin = clause.first
    if scene.book.free_order and match.trigger.row.kind == "verb":  # what governs it stands in the clause before
        begin = next((c.first for c in reversed(scene.clauses) if c.last <= clause.first), clause.first)
    words = [t.lower for t in scene.document.tokens[begin : clause.last]]
    return any(
        event_types()[found.row.type].open and found.row.kind == "verb" and _plain(scene, found, words, at)
        for at, word in enumerate(words[: match.head - begin])
        if word not in scene.book.words["light"]  # "ordered the deployment"
        for found in scene.book.of(word)
    )


def _capital(scene: Scene, clause: Clause) -> set[int]:
    """The indices of the words of a clause that have a capital though no sentence begins with them."""
    return {t.index for t in clause.words(scene.document) if t.text[0].isupper() and t.index > clause.sentence.first}


def _around(scene: Scene, clause: Clause) -> list[str]:
    """The words of a clause and of the one before, which governs an infinitive where word order is free."""
    begin = clause.first
    if scene.book.free_order:
        begin = next((c.first for c in reversed(scene.clauses) if c.last <= clause.first), begin)
    return [t.lower for t in scene.document.tokens[begin : clause.last]]


def _foiled(scene: Scene, clause: Clause, match: Match) -> bool:
    """Whether somebody kept the deed from being done: "foiled an attack", "the attack was averted", "prevented Mali
    from attacking".
    """
    words = scene.book.words
    told = clause.words(scene.document)
    spoken = [t.lower for t in told]
    at = next(i for i, t in enumerate(told) if t.index == match.head)
    if match.trigger.row.kind != "noun":
        behind = at > 0 and spoken[at - 1] in words["kept_from"]
        return behind and not words["foiled"].isdisjoint(spoken[:at])
    passive = words["passive"]
    found = [
        i for i, word in enumerate(spoken)
        if word in words["foiled"] and i != at and (i < at or scene.book.free_order or spoken[i - 1] in passive)
    ]  # fmt: skip
    return bool(found)


def _approved(scene: Scene, clause: Clause, match: Match) -> bool:
    """Whether a deed of forces has only been allowed or ordered to be prepared: "approved an attack"."""
    before = [t.lower for t in clause.words(scene.document)]
    if not scene.book.free_order:
        before = before[: match.head - clause.first]
    return not scene.book.words["approvals"].isdisjoint(before)


def _governing(scene: Scene, clause: Clause, match: Match) -> str:
    """What governs an infinitive: words of a will ("agreed to send"), of its being done ("began to"), of trying."""
    if not infinitive_of(scene, clause, match):
        return ""
    kinds = ("intentions", "implicatives", "attempts")
    before = [t.lower for t in scene.document.tokens[clause.first : match.head - 1]]
    if scene.book.free_order:  # what governs it stands in the clause before
        before = _around(scene, clause)[: -(clause.last - clause.first)]
        done, negated = (scene.book.words[name].intersection(before) for name in ("implicatives", "negations"))
        if done and negated:
            return "failures"  # "gelang es nicht, Mali anzugreifen"
    return next((kind for w in reversed(before) for kind in kinds if w in scene.book.words[kind]), "")


def _plain(scene: Scene, found: Compiled, words: Sequence[str], at: int) -> bool:
    """Whether the word at `at` tells of the type there: with what must stand beside and behind it ("gab" alone refuses
    nothing); German verbs of asking need their particle, and have it mostly.
    """
    if found.also and not any(found.also.fits(word) for word in words):
        return False
    if scene.book.free_order:
        return True
    behind = " ".join(words[at + 1 :])
    return not (found.also or found.row.particle) and (found.then is None or bool(found.then.pattern.match(behind)))

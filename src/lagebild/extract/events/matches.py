"""Finds the triggers of a clause: which words can head a row there, and in which form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from lagebild.extract.events.clauses import Clause, Party
from lagebild.extract.events.expressions import Expression
from lagebild.extract.events.scene import Match, Scene, is_content, is_participle, resumed
from lagebild.extract.events.triggers import Compiled, TriggerBook
from lagebild.types import Token

_PREFIX = 7  # letters of a participle in which its mark stands
_LONG, _TITLE = 4, 3  # letters of a word that a headline writes with a capital, and how many such words make one
_OWNING = 3  # words between a possessive and its noun
_LEAST, _COUNTED = 2, 3  # words between "with" and a participle at least, and up to the number of people
_AHEAD = 12  # words behind or before a head that an expression may look at


def matches(scene: Scene, clause: Clause) -> Iterator[Match]:
    """The rows that words of a clause fit, word for word, those of a word as the file has them."""
    words = clause.words(scene.document)
    lower = [token.lower for token in words]
    heads = [at for at, word in enumerate(lower) if scene.book.of(word)]
    if not heads:
        return
    places = {token.index: at for at, token in enumerate(words)}
    named = {places[i] for p in clause.parties if p.actor for i in range(p.first, p.last)}
    inner = {i for i in named if lower[i] in scene.book.words["prepositions"]}
    owned = {p.last + gap for p in clause.parties if p.case == "genitive" for gap in _genitive_ends(scene, p)}
    rest = [*lower, *_next(scene, clause)]
    titled = _titled(scene, clause)
    endings = tuple(scene.book.words["bare_participles"])
    bare = not scene.book.free_order and clause.first == clause.sentence.first and lower[0].endswith(endings)
    around = [(i, word) for i, word in enumerate(lower) if i not in inner]  # "a court in Bishkek" is no "in"
    turns = [0, *_turns(scene, clause, lower), len(lower)]
    for offset in heads:
        word, head = lower[offset], words[offset].index
        for trigger in scene.book.of(word):
            row = trigger.row
            loose = bool(row.before) and row.kind == "adjective"  # "was the guest of": the row tells what stands before
            opening = offset == 0 and (clause.first == clause.sentence.first or not scene.book.capital_nouns)
            if (
                not loose
                and not opening
                and not _fits(scene.book, row.kind, words, offset, titled=titled and offset not in named)
            ):
                continue
            if row.kind == "verb" and head in owned and scene.book.of_kind(word, "noun"):
                continue  # "Canada's help for Mali"
            if row.kind == "verb" and not _may_be_verb(scene, clause, head):
                continue
            noun_too = row.kind == "verb" and not scene.book.free_order and scene.book.nouns(word)
            if noun_too and any(p.last == head and p.case == "governed" for p in clause.parties):
                continue  # "in Malian attacks": what a preposition governs is no subject
            if not _held_together(scene.book, trigger, lower, offset):
                continue
            if bare and offset == 0 and row.kind == "verb":
                continue  # "Jailed critics ..."
            if trigger.then and not trigger.then.pattern.match(" ".join(rest[offset + 1 : offset + 1 + _AHEAD])):
                continue
            if trigger.before:
                behind = "".join(f"{word} " for word in lower[max(0, offset - _AHEAD) : offset])
                if not trigger.before.pattern.fullmatch(behind):
                    continue
            if trigger.unless:
                begin, end = next((a, b) for a, b in pairwise(turns) if a <= offset < b)
                if any(trigger.unless.fits(w) for i, w in around if begin <= i < end):
                    continue
            also = None
            if trigger.also:
                near = [
                    i for i, w in enumerate(lower) if (i != offset or scene.book.free_order) and trigger.also.fits(w)
                ]
                if near:
                    also = words[min(near, key=lambda i: abs(i - offset))].index
                elif not _of_the_subject(scene, clause, offset, trigger.also):
                    continue
            passive = row.kind == "verb" and _is_passive(scene, clause, lower, offset)
            reduced = row.kind == "verb" and not passive and _reduced(scene, clause, head)
            yield Match(trigger, head, also, passive or row.passive, passive, reduced)


def _is_passive(scene: Scene, clause: Clause, lower: Sequence[str], at: int) -> bool:
    """Whether the verb at `at` is a passive participle, by its own auxiliary or that of a clause before."""
    home = None if clause.parts else resumed(scene, clause, clause.first + at)
    if home is None:
        return _passive(scene.book, lower, at)
    ahead = [t.lower for t in home.words(scene.document)]
    return _passive(scene.book, [*ahead, *lower], len(ahead) + at)


def _fits(book: TriggerBook, kind: str, words: Sequence[Token], at: int, *, titled: bool) -> bool:
    """Whether the word can be a noun or a verb there: by its capital (in German) and the article before it."""
    capital = words[at].text[0].isupper()
    if kind == "noun" and book.capital_nouns:
        return capital
    if capital and not titled:  # a noun in German, part of a name in English
        return False
    before = words[at - 1].lower if at else ""
    return before not in book.words["verb_marks" if kind == "noun" else "determiners"]


def _titled(scene: Scene, clause: Clause) -> bool:
    """Whether all longer words of a sentence have a capital, as in an English headline: there it tells nothing."""
    if scene.book.capital_nouns:
        return False
    words = [t.text for t in scene.document.tokens_of(clause.sentence) if t.text.isalpha() and len(t.text) >= _LONG]
    return len(words) >= _TITLE and all(word[0].isupper() for word in words)


def _held_together(book: TriggerBook, trigger: Compiled, lower: Sequence[str], at: int) -> bool:
    """Whether the verb at `at` is whole, or its particle closes the clause or the half of it before an "und"."""
    if trigger.particle is None or (trigger.whole and trigger.whole.fits(lower[at])):
        return True
    rest = lower[at + 1 :]
    end = next((i for i, word in enumerate(rest) if word in book.words["joins"] and i), len(rest))
    ends = {end, len(rest)}
    return any(trigger.particle.fits(word) and i + 1 in ends | {len(rest) - 1} for i, word in enumerate(rest))


def _genitive_ends(scene: Scene, party: Party) -> tuple[int, ...]:
    """How many tokens the mark of a genitive takes behind a name: "Canada" and "'s"."""
    if scene.book.free_order or party.last >= len(scene.document.tokens):
        return ()
    return (1,) if scene.document.tokens[party.last].lower in scene.book.words["genitive_endings"] else (0,)


def _next(scene: Scene, clause: Clause) -> list[str]:
    """The word that opens the next clause of the sentence: "demanded", and "that"."""
    after = clause.last
    return [scene.document.tokens[after].lower] if after < clause.sentence.last else []


def _turns(scene: Scene, clause: Clause, lower: Sequence[str]) -> Iterator[int]:
    """Where a clause turns to another matter, whose words veto nothing before: a second verb ("and called for talks"),
    a reason or an aim set behind ("in response to an attack"). Not told where word order is free.
    """
    book = scene.book
    for at in range(1, len(lower) - 1 if not book.free_order else 0):
        here, after = lower[at], lower[at + 1]
        verb = book.verbs(after) and _form(scene, clause.first + at + 1) == "marked"
        if (here in book.words["joins"] and verb) or f"{here}_{after}" in book.words["adjuncts"]:
            yield at


def _of_the_subject(scene: Scene, clause: Clause, offset: int, also: Expression) -> bool:
    """Whether a word stands with the subject, which an earlier clause holds: "The drone, ..., slammed into Mali"."""
    head = clause.first + offset
    if (
        scene.book.free_order
        or is_content(scene, clause)
        or any(p.case == "bare" and p.last <= head for p in clause.parties)
    ):
        return False
    earlier = [c for c in scene.clauses if c.last <= clause.first and any(p.case == "bare" for p in c.parties)]
    return bool(earlier) and any(also.fits(t.lower) for t in earlier[0].words(scene.document))


def surely_verb(scene: Scene, clause: Clause, match: Match) -> bool:
    """Whether a word is a verb by its form or by the word before: "trade" and "strikes" may be nouns in English."""
    form = _form(scene, match.head)
    if scene.book.free_order or form == "marked":
        return True
    subject = next((p for p in clause.parties if p.last == match.head and p.case == "bare"), None)
    before = scene.document.tokens[match.head - 1].lower if match.head else ""
    adverb = before.endswith(tuple(scene.book.words["adverb_endings"]))
    return (form == "third" or bool(subject and subject.described)) and (subject is not None or adverb)


def _may_be_verb(scene: Scene, clause: Clause, at: int) -> bool:
    """Whether a word can be a finite verb: "aid" behind "humanitarian" and "team" behind "hockey" are nouns."""
    if scene.book.free_order or at == clause.first:
        return True
    before = scene.document.tokens[at - 1]
    words = scene.book.words
    form = _form(scene, at)
    if _is_second_noun(scene, clause, at):
        return False
    if form != "bare":
        return form == "marked" or not _deeds_of(scene, clause, at)
    if any(t.span.start <= before.start < t.span.end for t in scene.times):
        return False  # "the 7 October attack"
    if any(p.first < at <= p.last for p in clause.parties):
        return all(p.case != "genitive" for p in clause.parties if p.first < at <= p.last)
    plural = before.lower.endswith(tuple(words["third_endings"])) or before.lower in words["plural_nouns"]
    plain = before.text.isalpha() and before.text.islower()
    known = before.lower in words["other_subjects"] or before.lower.endswith(tuple(words["adverb_endings"]))
    return plural or not plain or known


def _is_second_noun(scene: Scene, clause: Clause, at: int) -> bool:
    """Whether a word in "s" behind "and" is a noun, since a finite verb follows: "shootings and protests shook"."""
    words, tokens = scene.book.words, scene.document.tokens
    ends = tokens[at].lower.endswith(tuple(words["third_endings"]))
    if not ends or at + 1 >= clause.last or tokens[at - 1].lower not in words["joins"]:
        return False
    after = tokens[at + 1].lower
    led = at + 2 >= clause.last or tokens[at + 2].lower in words["prepositions"]
    finite = after in words["verbs"] or after in words["strong_verbs"] or (after.endswith("ed") and led)
    return finite and scene.book.of_kind(tokens[at].lower, "noun")


def _deeds_of(scene: Scene, clause: Clause, at: int) -> bool:
    """Whether a word in "s" is the plural of a noun: "excessive demands by Mali", "missile strikes on Mali"."""
    words, tokens = scene.book.words, scene.document.tokens
    before, after = tokens[at - 1], tokens[at + 1].lower if at + 1 < clause.last else ""
    if before.text[0].isdigit() or before.lower in words["numbers"] or after in words["verbs"]:
        return True  # "243 pounds", "American forces had"
    if scene.book.nouns(tokens[at].lower) and _leads_a_noun(scene, before):
        return True  # "suppressing protests", "violent clashes"
    if not scene.book.nouns(tokens[at].lower) or after not in words["of_deeds"] or not before.text.islower():
        return _owned_by_somebody(scene, clause, at)
    subject = any(p.first < at <= p.last for p in clause.parties) or before.lower in words["organs"]
    leading = words["relatives"] | words["other_subjects"] | words["pronouns"] | words["joins"]
    return not (subject or before.lower in leading or before.lower.endswith(tuple(words["adverb_endings"])))


def _leads_a_noun(scene: Scene, before: Token) -> bool:
    """Whether a word stands before a noun and not before a verb: a preposition, a participle, an adjective."""
    words = scene.book.words
    if any(before.lower in words[kind] for kind in ("prepositions", "determiners", "adjectives")):
        return True
    return before.text.islower() and before.lower.endswith(tuple(words["adjective_endings"]))


def _owned_by_somebody(scene: Scene, clause: Clause, at: int) -> bool:
    """Whether a word in "s" belongs to "her" a few words before: "her past hits at"; not in "their army hits"."""
    words, tokens = scene.book.words, scene.document.tokens
    near = tokens[max(clause.first, at - _OWNING) : at]
    free = not any(p.first < at and p.last > near[0].index for p in clause.parties if p.actor) if near else False
    return free and tokens[at - 1].lower not in words["organs"] and any(t.lower in words["owning"] for t in near)


def _form(scene: Scene, at: int) -> Literal["marked", "third", "bare"]:
    """The form of an English word: marked as a verb by its ending or the word before, third person (plural), bare."""
    tokens, words = scene.document.tokens, scene.book.words
    word, before = tokens[at].lower, tokens[at - 1].lower if at else ""
    if word in words["strong_verbs"] or word.endswith(tuple(words["verb_endings"])):
        return "marked"
    if before in words["verb_marks"] | words["joins"] | words["relatives"]:
        return "marked"
    if word.endswith(tuple(words["third_endings"])) and not word.endswith(tuple(words["bare_endings"])):
        return "third"
    return "bare"  # "mass", "focus"


def _reduced(scene: Scene, clause: Clause, at: int) -> bool:
    """Whether a participle tells of the noun before it, since the clause has had its verb: "met men jailed in Mali"."""
    words, tokens = scene.book.words, scene.document.tokens
    if (
        scene.book.free_order
        or at < clause.first + 2
        or not tokens[at].lower.endswith(tuple(words["bare_participles"]))
    ):
        return False
    before = tokens[at - 1]
    named = any(p.first < at <= p.last for p in clause.parties)
    if named or not before.text.islower() or not before.lower.endswith(tuple(words["third_endings"])):
        return False
    earlier = tokens[clause.first : at - 1]
    return any(
        t.lower in words["verbs"]
        or t.lower in words["strong_verbs"]
        or (t.lower.endswith(tuple(words["verb_endings"])) and scene.book.verbs(t.lower))
        for t in earlier
    )


def _is_absolute(book: TriggerBook, lower: Sequence[str], at: int) -> bool:
    """Whether a participle tells what became of some people: "with at least 70 people injured", "leaving two hurt"."""
    words = book.words
    begin = next((i for i in range(at - 1, max(-1, at - _AHEAD), -1) if lower[i] in words["absolutes"]), None)
    if begin is None or at - begin < _LEAST:
        return False
    between = lower[begin + 1 : at]
    counted = any(w[:1].isdigit() or w in words["numbers"] | words["plural_nouns"] for w in between[:_COUNTED])
    return counted and not any(word in words["verbs"] or word in words["relatives"] for word in between)


def _is_perfect(book: TriggerBook, lower: Sequence[str], at: int) -> bool:
    """Whether the auxiliary of a participle is "haben": the one right behind it, else the nearest before.

    A clause may hold two verbs: "hätten die Stadt besetzt und die Soldaten seien geflohen".
    """
    having, others = book.words["having"], book.words["states"] | book.words["passive"]
    behind = lower[at + 1 : at + 2]
    if behind and behind[0] in having | others:
        return behind[0] in having
    nearest = next((word for word in reversed(lower[:at]) if word in having or word in others), "")
    return nearest in having and is_participle(book, lower[at])


def _passive(book: TriggerBook, lower: Sequence[str], at: int) -> bool:
    """Whether the verb at `at` is a passive participle: its auxiliary anywhere (free order) or close before it."""
    if at and lower[at - 1][:1].isdigit() and lower[at].endswith(tuple(book.words["bare_participles"])):
        return True  # "and some 700 wounded"
    if at and not book.free_order and lower[at - 1] in book.words["infinitive_marks"]:
        return False  # "would be ready to fight"
    words = book.words
    participle = lower[at].endswith(tuple(words["bare_participles"])) or lower[at] in words["strong_participles"]
    if not book.free_order and at + 1 < len(lower) and lower[at + 1] in words["agents"]:
        return participle  # "those attacked by Poland"
    if not book.free_order and participle and _is_absolute(book, lower, at):
        return True
    if book.free_order and _is_perfect(book, lower, at):
        return False
    sure = book.words["passive"].intersection(lower if book.free_order else lower[max(0, at - 3) : at])
    if sure:
        return not lower[at].endswith(tuple(book.words["never_passive"]))
    if book.free_order and is_participle(book, lower[at]) and not book.words["states"].isdisjoint(lower):
        return lower[at] not in book.words["moving"]  # "sind inhaftiert"
    maybe = book.words["maybe_passive"].intersection(lower)
    weak = lower[at].endswith(tuple(book.words["participle_endings"]))
    strong = any(mark in lower[at][:-2][:_PREFIX] for mark in book.words["participle_mark"])  # "vorgeworfen"
    return bool(maybe) and (weak or strong)

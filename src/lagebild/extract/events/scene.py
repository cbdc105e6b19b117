"""What reading an event from a clause needs: the sentence around it, and the trigger that was matched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lagebild.extract.events.clauses import Clause
from lagebild.extract.events.triggers import Compiled, TriggerBook
from lagebild.types import Document, Mention, Sentence, Time

if TYPE_CHECKING:
    from lagebild.encoder.trees import Tree


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with all that is needed to read events from one of its clauses."""

    document: Document
    book: TriggerBook
    clauses: Sequence[Clause]
    before: Sequence[Mention]  # mentions of the sentences before, for pronouns
    times: Sequence[Time]
    trees: Callable[[Sentence], Tree | None] | None = None  # of words, where the weights give them
    found: dict[int, list[Match]] = field(default_factory=dict)  # the matches of clauses by their first token

    @property
    def tree(self) -> Tree | None:
        """The tree of its words, made when it is first asked for."""
        return self.trees(self.clauses[0].sentence) if self.trees else None


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


def resumed(scene: Scene, clause: Clause, at: int) -> Clause | None:
    """The earlier clause with the finite verb of a participle: "wurden bei Angriffen, die ..., zehn Malier getötet"."""
    words, tokens = scene.book.words, scene.document.tokens
    if (
        not scene.book.free_order
        or clause.first == clause.sentence.first
        or not is_participle(scene.book, tokens[at].lower)
    ):
        return None
    behind = [t.lower for t in tokens[at + 1 : clause.last] if t.text.isalnum()]
    if is_content(scene, clause) or tokens[clause.first].lower in words["relatives"]:
        return None
    if not (words["perfect"] | words["plain_future"]).issuperset(behind) or _finite_before(scene, clause, at):
        return None
    for earlier in reversed(scene.clauses):
        if earlier.last > clause.first or is_content(scene, earlier):
            continue
        if tokens[earlier.first].lower not in words["relatives"] and _finite_before(scene, earlier, earlier.last):
            return earlier
    return None


def _finite_before(scene: Scene, clause: Clause, end: int) -> set[int]:
    """The indices of finite auxiliaries of a clause before a token."""
    words = scene.book.words
    both = words["singular_verbs"] | words["plural_verbs"]
    return {t.index for t in scene.document.tokens[clause.first : end] if t.lower in both}


def is_participle(book: TriggerBook, word: str) -> bool:
    """Whether a word in lower case can be a past participle by its prefix and ending ("getötet", "enthauptet")."""
    prefixes, marks = book.words["participle_prefixes"], book.words["participle_mark"]
    if word.endswith(tuple(book.words["participle_suffixes"])):
        return True
    ending = word.endswith((*book.words["participle_endings"], *book.words["infinitive_endings"]))
    return ending and (word.startswith(tuple(prefixes)) or any(mark in word[:-2][:7] for mark in marks))


def is_attribute(scene: Scene, at: int) -> bool:
    """Whether a word has the form of a participle before its noun: "von Mali unterstützte Rebellen"; not "forderte"."""
    words, tokens = scene.book.words, scene.document.tokens
    if at + 1 >= len(tokens) or not tokens[at].text[0].islower() or not tokens[at + 1].text[0].isupper():
        return False
    word = tokens[at].lower
    if not word.endswith(tuple(words["attribute_endings"])) or word in words["prepositions"]:
        return False
    marked = any(mark in word[:-3][:7] for mark in words["participle_mark"])
    marked = marked or any(suffix in word for suffix in words["participle_suffixes"])  # "annektierten"
    return marked or word.startswith(tuple(words["participle_prefixes"]))


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
    purpose = scene.document.tokens[clause.first].lower in scene.book.words["purposes"]
    if clause.first == clause.sentence.first or (is_content(scene, clause) and not purpose):
        return False
    last = [w.lower for w in words if w.text.isalnum()][-3:]
    if _finite_before(scene, clause, clause.last - 2):
        return False
    marks = scene.book.words["infinitive_marks"]
    apart = any(mark in last[:-1] for mark in marks)
    return bool(last) and (apart or any(mark in last[-1][2:-2] and last[-1].endswith("n") for mark in marks))

"""Looks at the parties of a verb again by the tree of dependencies of its sentence, where the weights give one.

The rules take parties by position and preposition. The tree tells which nominal is the subject or the object: where
that is somebody else, the party is the one of the tree; where it is people without a name, nobody is told; where it is
a thing ("the strike killed"), the rules know more of whose it is than the tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lagebild.extract.events.clauses import Party
from lagebild.extract.events.scene import Match, Scene

if TYPE_CHECKING:
    from lagebild.encoder.trees import Tree

SURE = 0.5  # the least that the heads between a verb and its party are sure together
_CLOSE = 2  # words between a subject and its verb
_FEW = 3  # parties of a sentence of one clause that position tells apart
_STEPS = 4  # heads between a word of a name and the nominal that it stands for, or between verbs of one subject
_OWN = frozenset({"flat", "appos", "compound", "goeswith"})  # a name and its title are one
_LOOSE = _OWN | {"amod", "nmod:poss", "nmod", "conj", "fixed", "dep"}  # "forces of Mali" may stand for Mali
_MODIFIES = frozenset({"amod", "nmod:poss", "compound"})  # "Malian forces" are Mali's
_NOT_A_VERB = frozenset(
    {"amod", "compound", "case", "aux", "aux:pass", "cop", "det", "punct", "nmod", "nsubj", "obj", "obl"}
)
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_PASSIVE = frozenset({"nsubj:pass", "aux:pass"})
_OBJECTS = frozenset({"obj", "iobj"})
_OBLIQUES = frozenset({"obl", "obl:agent"})


class _Subject(NamedTuple):
    """The nominal that is the subject of a verb (its number in the sentence), and how sure that is."""

    at: int
    sure: float


def checked(
    scene: Scene, match: Match, actor: Party | None, recipient: Party | None
) -> tuple[Party | None, Party | None]:
    """Who does it to whom of a verb, by its tree where that is sure; else as the rules tell it."""
    row = match.trigger.row
    if row.kind != "verb" or row.said or row.undergone or match.reduced or _is_plain(scene):
        return actor, recipient
    subject = recipient if match.passive else actor
    if subject is not None and 0 <= match.head - subject.last <= _CLOSE:
        return actor, recipient  # who stands right before its verb is its subject
    tree = scene.tree
    if tree is None:
        return actor, recipient
    looked = _Look(scene, tree, match)
    if tree.relations[looked.verb] in _NOT_A_VERB or looked.passive != match.passive:
        return actor, recipient
    if match.passive:
        return actor, looked.party(looked.subject(), recipient, actor)
    actor = looked.party(looked.subject(), actor, recipient)
    return actor, recipient if row.both else looked.party(looked.object(), recipient, actor)


def _is_plain(scene: Scene) -> bool:
    """Whether a sentence has nobody to choose from: a tree costs more than all the rest."""
    parties = sum(len(clause.parties) for clause in scene.clauses)
    return not parties or (len(scene.clauses) == 1 and parties <= _FEW)


class _Look:
    """The tree of a sentence from one of its verbs."""

    def __init__(self, scene: Scene, tree: Tree, match: Match) -> None:
        self._scene, self._tree, self._match = scene, tree, match
        self._begin = scene.clauses[0].sentence.first
        self.verb = match.head - self._begin
        self._parties = [party for clause in scene.clauses for party in clause.parties]

    @property
    def passive(self) -> bool:
        """Whether the verb is one of the passive by its tree."""
        return any(self._tree.relations[child] in _PASSIVE for child in self._children(self.verb))

    def _children(self, at: int) -> Iterator[int]:
        return (child for child, head in enumerate(self._tree.heads) if head == at)

    def _word(self, at: int) -> str:
        return self._scene.document.tokens[self._begin + at].lower

    def subject(self) -> _Subject | None:
        """The nominal that the verb has for its subject, also by way of another verb that it shares it with."""
        verb, sure = self.verb, 1.0
        for _ in range(_STEPS):
            relation, head = self._tree.relations[verb], self._tree.heads[verb]
            own = next((c for c in self._children(verb) if self._tree.relations[c] in _SUBJECTS), None)
            if own is not None:
                sure *= self._tree.sure[own]
                if relation == "acl:relcl" and self._word(own) in self._scene.book.words["relatives"]:
                    return _Subject(head, sure * self._tree.sure[verb])
                return _Subject(own, sure)
            if relation not in ("conj", "xcomp") or head < 0:
                return None
            sure *= self._tree.sure[verb]
            if relation == "xcomp" and any(self._tree.relations[c] in _OBJECTS for c in self._children(head)):
                return None  # "asked A to leave", "used the gun to kill"
            verb = head
        return None

    def object(self) -> _Subject | None:
        """The nominal that the verb is done to: behind a preposition of the rule if it has some, else the object."""
        row, relations = self._match.trigger.row, self._tree.relations
        if row.to and not row.direct:
            led = (c for c in self._children(self.verb) if relations[c] in _OBLIQUES and self._case(c) in row.to)
        else:
            led = (c for c in self._children(self.verb) if relations[c] in _OBJECTS)
        found = next(led, None)
        return None if found is None else _Subject(found, self._tree.sure[found])

    def _case(self, at: int) -> str:
        word = next((self._word(c) for c in self._children(at) if self._tree.relations[c] == "case"), "")
        return self._scene.book.contracted.get(word, word)

    def party(self, nominal: _Subject | None, told: Party | None, other: Party | None) -> Party | None:
        """The party that a nominal is, beside the one that the rules tell in its place."""
        if nominal is None or nominal.sure < SURE or (told is not None and self._is(told, nominal.at, _LOOSE)):
            return told
        named = next((p for p in self._parties if self._names(p, nominal.at)), None)
        if named is not None and named.actor is not None:  # whom a pronoun means the rules know better
            return told if named is other else named
        words, word = self._scene.book.words, self._word(nominal.at)
        nameless = any(word in words[name] for name in ("persons", "people", "groups"))
        return None if nameless and told is not None and told.case in ("bare", "object") else told

    def _names(self, party: Party, at: int) -> bool:
        """Whether a party is a nominal, or is whose forces it is."""
        if self._is(party, at, _OWN):
            return True
        organ = self._word(at) in self._scene.book.words["organs"]
        return organ and any(
            self._tree.heads[i] == at and self._tree.relations[i] in _MODIFIES for i in self._inside(party)
        )

    def _inside(self, party: Party) -> range:
        return range(party.first - self._begin, party.last - self._begin)

    def _is(self, party: Party, at: int, ways: frozenset[str]) -> bool:
        """Whether a nominal stands in a party, or a word of the party leads to it over such relations."""
        for word in self._inside(party):
            for _ in range(_STEPS):
                if word == at:
                    return True
                if word < 0 or self._tree.relations[word] not in ways:
                    break
                word = self._tree.heads[word]
        return False

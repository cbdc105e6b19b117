"""Which clause each word of a sentence belongs to: shallow, by commas, subordinators and relative pronouns.

A clause can be interrupted ("The army, which did not come, lost"): its words are then those of all its pieces.
Lists and apposition stay in their clause. What is not sure stays in the clause around it, so that a negation rather
reaches too little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lagebild.extract.factuality.rules import Grammar

SENTENCE_LEVEL = frozenset({"main", "complement", "whether"})
_BREAKS = frozenset(";:")
_DASHES = frozenset("–—")
_MARKS = frozenset("„“”\"»«‚‘›‹'’")


@dataclass(slots=True)
class Clause:
    """A clause with its depth and tokens; `kind` is a kind of `[clauses]`, or main, concessive, relative or aside."""

    kind: str
    depth: int
    tokens: list[int] = field(default_factory=list)
    on_noun: bool = False  # it hangs on a noun of the clause around it
    verb: int | None = None  # its first finite verb, where the grammar lists those


class _Cutter:
    """Walks over the words of a sentence with a stack of open clauses."""

    def __init__(self, words: Sequence[str], grammar: Grammar) -> None:
        self.words = words
        self.grammar = grammar
        self.stack = [Clause("main", 0)]
        self.clauses = [self.stack[0]]
        self.fresh = True  # a clause may begin here
        self.comma = False  # ... because of a comma

    def cut(self) -> list[Clause]:
        for at, word in enumerate(self.words):
            if self._punctuation(word, at):
                continue
            self._begin(word, at)
            if word in self.grammar.finite:
                self._finite(at)
            self.stack[-1].tokens.append(at)
            self.fresh = self.comma = False
        return [clause for clause in self.clauses if clause.tokens]

    def _punctuation(self, word: str, at: int) -> bool:
        if word == ",":
            self.fresh = self.comma = True
        elif word in _BREAKS:
            self._main()
        elif word == "(":
            self._push("aside")
        elif word == ")":
            self._pop("aside")
        elif word in _DASHES:
            if not self._pop("aside"):
                self._push("aside")
        elif word in _MARKS:
            if self.comma:  # the tail behind a quotation, or a quotation behind its tail
                self._main()
            self.fresh = self.fresh or not self.stack[-1].tokens
        else:
            return False
        if word != ",":
            self.stack[-1].tokens.append(at)
        return True

    def _begin(self, word: str, at: int) -> None:
        grammar = self.grammar
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        kind = grammar.subordinators.get(word)
        if kind and (self.fresh or self._anywhere(word, at)):
            self._push(self._concessive(kind, at, following))
            self.stack[-1].on_noun = at > 0 and self.words[at - 1] in grammar.clause_nouns
        elif self.comma and f"{word} {following}" in grammar.opener_pairs:
            self._main()
        elif self.comma and (
            word in grammar.relatives or (word in grammar.prepositions and following in grammar.relatives)
        ):
            self._push("relative")
        elif word in grammar.relatives and self._anywhere(word, at):
            self._push("relative")
            self.stack[-1].on_noun = True
        elif self.comma and word[0].islower() and len(word) > 4 and word.endswith(grammar.clause_endings):
            self._push("adverbial")
        elif self.comma and word in grammar.coordinators:
            self._coordinate(at)
        elif self.comma and word in grammar.finite and (waiting := self._waiting()):
            self.stack[:] = [waiting]
        elif self.comma and len(self.stack) > 1:
            self._after_subordinate(at)
        elif self.comma and word in grammar.openers:
            self._main()

    def _finite(self, at: int) -> None:
        """A second finite verb, not next to the first, belongs to the clause around one that hangs on a noun."""
        clause = self.stack[-1]
        if clause.verb is None:
            clause.verb = at
        elif clause.on_noun and at - clause.verb > 1 and self.stack[-2].verb is None:
            self.stack.pop()
            self.stack[-1].verb = at

    def _waiting(self) -> Clause | None:
        """An earlier main clause that still lacks its verb ("Despite his words, it is over, one may ...")."""
        mains = [c for c in self.clauses if c.depth == 0 and c is not self.stack[0]]
        return mains[-1] if self.grammar.verb_final and mains and mains[-1].verb is None else None

    def _anywhere(self, word: str, at: int) -> bool:
        return word in self.grammar.anywhere and at > 0 and self.words[at - 1] not in self.grammar.not_before_anywhere

    def _concessive(self, kind: str, at: int, following: str) -> str:
        if kind != "conditional":
            return kind
        before = self.words[at - 1] if at else ""
        concessive = before in self.grammar.concessive_before or following in self.grammar.concessive_after
        return "concessive" if concessive else kind

    def _coordinate(self, at: int) -> None:
        """A coordinator behind a comma goes on on the level of sentences, under a complement where one is open."""
        level = next((c.depth for c in reversed(self.stack) if c.kind in SENTENCE_LEVEL), 0)
        kind = next((c.kind for c in self.stack if c.depth == level), "main")
        if self._still_open(at) and self.stack[-1].kind not in SENTENCE_LEVEL:
            return
        del self.stack[level:]
        self._push(kind)

    def _after_subordinate(self, at: int) -> None:
        """Behind the comma that ends a subordinate clause the clause around it goes on."""
        if self._still_open(at):
            return
        self.stack.pop()
        while len(self.stack) > 1 and self.stack[-1].kind == "aside":
            self.stack.pop()
        if self.stack[-1].depth == 0 and len(self.stack[-1].tokens) > 1 and self.words[at] in self.grammar.openers:
            self._main()  # a subject of its own behind a main clause that had one

    def _still_open(self, at: int) -> bool:
        """Where subordinate clauses end in their verb, a capital before the comma means a list."""
        before = self.words[at - 2] if at > 1 else ""
        return self.grammar.verb_final and not before[:1].islower()

    def _push(self, kind: str) -> None:
        clause = Clause(kind, len(self.stack))
        self.stack.append(clause)
        self.clauses.append(clause)
        self.fresh = True

    def _pop(self, kind: str) -> bool:
        places = [i for i, clause in enumerate(self.stack) if clause.kind == kind]
        if not places:
            return False
        del self.stack[places[-1] :]
        return True

    def _main(self) -> None:
        self.stack.clear()
        self._push("main")
        self.stack[-1].depth = 0


def cut(words: Sequence[str], grammar: Grammar) -> list[Clause]:
    """The clauses of a sentence in order of their first word; token numbers count from the sentence's first."""
    return _Cutter(words, grammar).cut()

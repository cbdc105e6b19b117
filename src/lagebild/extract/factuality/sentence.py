"""A sentence as the rules see it: words with their case made comparable, and their clauses."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from lagebild.extract.factuality.clauses import Clause, cut
from lagebild.extract.factuality.rules import RuleBook
from lagebild.types import Document, Sentence, Span, Token

BEGINS_BEHIND = frozenset("„“”\"»«‚‘›‹':(–—")
_APOSTROPHES = str.maketrans("’‘", "''")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence's tokens, its words as the rules compare them, its clauses, and the clause of each token (or None)."""

    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    clauses: tuple[Clause, ...]
    clause_of: tuple[Clause | None, ...]

    def inside(self, spans: Iterable[Span]) -> list[int]:
        """The numbers of the tokens that lie in one of the spans."""
        found: set[int] = set()
        for span in spans:
            first = bisect_left(self.tokens, span.start, key=attrgetter("start"))
            last = bisect_right(self.tokens, span.end, key=attrgetter("end"))
            found.update(range(first, last))
        return sorted(found)

    def text_of(self, numbers: Sequence[int]) -> str:
        """The comparable words with these numbers, joined by spaces."""
        return " ".join(self.words[i] for i in numbers)

    def is_word(self, number: int) -> bool:
        """Whether a token is a word and no punctuation mark."""
        return self.words[number][:1].isalnum()


class Sentences:
    """The parsed sentences of a document, each parsed when it is first asked for."""

    def __init__(self, document: Document, book: RuleBook) -> None:
        self._document = document
        self._book = book
        self._starts = [s.start for s in document.sentences]
        self._parsed: dict[int, Parsed] = {}

    def touching(self, span: Span) -> list[int]:
        """The numbers of the sentences that share words with a span."""
        first = max(0, bisect_left(self._starts, span.start + 1) - 1)
        last = bisect_left(self._starts, span.end)
        listed = self._document.sentences
        return [i for i in range(first, last) if listed[i].start < span.end and span.start < listed[i].end]

    def sentence(self, number: int) -> Sentence | None:
        """The sentence with a number, or None behind the last."""
        return self._document.sentences[number] if number < len(self._document.sentences) else None

    def parsed(self, number: int) -> Parsed:
        """The sentence with a number, parsed once."""
        if number not in self._parsed:
            self._parsed[number] = parse(self._document.tokens_of(self._document.sentences[number]), self._book)
        return self._parsed[number]


def parse(tokens: tuple[Token, ...], book: RuleBook) -> Parsed:
    """Makes the words of a sentence comparable and finds its clauses."""
    words: list[str] = []
    begins = True
    for token in tokens:
        word = token.text.translate(_APOSTROPHES)
        words.append(word[:1].lower() + word[1:] if begins else word)
        begins = (begins and not word[:1].isalnum()) or word in BEGINS_BEHIND
    clauses = cut(words, book.grammar)
    clause_of: list[Clause | None] = [None] * len(words)
    for clause in clauses:
        for number in clause.tokens:
            clause_of[number] = clause
    return Parsed(tokens, tuple(words), tuple(clauses), tuple(clause_of))

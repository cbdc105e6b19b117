"""One sentence as the finders see it: words in lower case, what is quoted, where clauses begin."""

from __future__ import annotations

from collections.abc import Callable

from lagebild.extract.attribution.adjacent.lexicon import Lexicon
from lagebild.types import Document, Quotation, Sentence, Token

Range = tuple[int, int]
"""Half-open token numbers within the document."""

_STRONG = frozenset(";:—–")
_CLOSING_STOPS = frozenset(".!?…")
_COMMA = ","


class Line:
    """A sentence with token numbers of the document; `first` and `end` leave its closing punctuation out."""

    def __init__(self, document: Document, sentence: Sentence, lexicon: Lexicon) -> None:
        self.document, self.sentence, self.lexicon = document, sentence, lexicon
        self.tokens: tuple[Token, ...] = document.tokens
        self.first = sentence.first
        self.quoted: dict[int, Quotation] = {}
        for quotation in document.quotations:
            if quotation.depth == 0 and quotation.start < sentence.end and quotation.end > sentence.start:
                for at in range(sentence.first, sentence.last):
                    if quotation.start <= self.tokens[at].start < quotation.end:
                        self.quoted[at] = quotation
        end = sentence.last
        while end > self.first and self.text(end - 1)[0] in _CLOSING_STOPS:
            end -= 1
        self.end = end

    def text(self, at: int) -> str:
        """The token as written."""
        return self.tokens[at].text

    def lower(self, at: int) -> str:
        """The token in lower case; "" outside the sentence."""
        return self.tokens[at].lower.replace("’", "'") if self.first <= at < self.sentence.last else ""

    def listed(self, at: int, key: str) -> bool:
        """Whether the word stands in a list of the lexicon."""
        return self.lexicon.is_(self.lower(at), key)

    def is_word(self, at: int) -> bool:
        """Whether the token is a word or a number."""
        return self.first <= at < self.sentence.last and self.text(at)[0].isalnum()

    def opens_quote(self, at: int) -> bool:
        """Whether a quotation begins at the token."""
        found = self.quoted.get(at)
        return found is not None and found.start == self.tokens[at].start

    def quote_end(self, at: int) -> int:
        """The token after the quotation that holds a token, or the end of the sentence."""
        quotation = self.quoted[at]
        while at < self.sentence.last and self.quoted.get(at) == quotation:
            at += 1
        return at

    def strong(self, at: int) -> bool:
        """Whether the token parts main clauses by itself."""
        return self.text(at) in _STRONG

    def comma(self, at: int) -> bool:
        """Whether the token is a comma."""
        return self.first <= at < self.sentence.last and self.text(at) == _COMMA

    def finite(self, at: int) -> bool:
        """Whether the token is a finite verb, as far as its form and neighbours tell."""
        if not self.is_word(at) or at in self.quoted:
            return False
        word = self.lower(at)
        if word in self.lexicon.words["contractions"]:
            return True
        if word in self.lexicon.grammar.auxiliaries:
            return not self.listed(at, "infinite_auxiliaries") and (at == self.first or self.text(at)[0].islower())
        if self.text(at)[0].isupper():
            return False
        mood = self.lexicon.grammar.mood(word)
        if mood is None and word not in self.lexicon.finite and not self._looks_finite(at):
            return False
        if self.listed(at, "never_finite") or f"{word} {self.lower(at + 1)}" in self.lexicon.words["compounds"]:
            return False
        if self.listed(at, "noun_like") and (not self._verbal(at) or self._in_singular(at)):
            return False
        before = self.lower(at - 1)
        if (
            self.lexicon.is_(before, "infinitive_marks")
            or self.lexicon.is_(before, "determiners")
            or self.lexicon.is_(before, "prepositions")
        ):
            return False
        return not (word.endswith("ed") and self.listed(at + 1, "agent_prepositions"))

    def _looks_finite(self, at: int) -> bool:
        """Whether a word of no list has the form and the place of a verb: "annulled", "annuls the vote"."""
        word = self.lower(at)
        if word.endswith("ed"):
            return len(word) > 4
        follows = self.listed(at - 1, "personal") or (self.is_word(at - 1) and not self.listed(at - 1, "adverbs"))
        ends = word.endswith("s") and not word.endswith(("ss", "'s", "us", "is"))
        return ends and follows and self.listed(at + 1, "singular")

    def _in_singular(self, at: int) -> bool:
        """Whether a bare form stands behind the article of a noun in the singular: "an alleged plan to"."""
        if self.lower(at) not in self.lexicon.infinitives:
            return False
        for before in range(at - 1, max(self.first, at - 4) - 1, -1):
            if not self.is_word(before) or self.lower(before).endswith("s"):
                return False
            if self.listed(before, "singular"):
                return True
        return False

    def _verbal(self, at: int) -> bool:
        """Whether a form that may be a noun is a verb here: a complement or an object follows it."""
        following = at + 1
        if following >= self.end or self.comma(following):
            plural = self.is_word(at - 1) and not (
                self.listed(at - 1, "determiners") or self.listed(at - 1, "prepositions")
            )
            form = self.lower(at).endswith(("s", "ed")) or (plural and self.lower(at) in self.lexicon.finite)
            return form and any(self.comma(i) for i in range(self.first, at))
        return (
            self.opens_quote(following)
            or any(self.lower(following) in kind.needs for kind in self.lexicon.finite.get(self.lower(at), ()))
            or self.listed(following, "that")
            or self.listed(following, "infinitive_marks")
            or self.listed(following, "determiners")
            or self.listed(following, "object_pronouns")
            or self.listed(following, "pronouns")
            or (self.is_word(following) and self.text(following)[0].isupper() and self.lower(at)[-1] != "s")
            or (self.is_word(following) and self.lower(at).endswith("ed"))
        )

    def possessive(self, at: int) -> bool:
        """Whether the word is a possessive by its form."""
        return self.lower(at).endswith(tuple(self.lexicon.words["possessive_endings"]))

    def is_present(self, at: int) -> bool:
        """Whether the word is a present participle by its form."""
        word = self.text(at)
        ending = self.lexicon.present_ending
        return word.islower() and word.endswith(ending) and len(word) > len(ending) + 1

    def any_finite(self, start: int, end: int) -> bool:
        """Whether a stretch has a finite verb outside quotation marks."""
        return any(self.finite(at) for at in range(start, end))

    def skip(self, at: int, end: int, test: Callable[[int], bool]) -> int:
        """The first token from `at` on that does not pass a test."""
        while at < end and test(at):
            at += 1
        return at

    def bare(self, start: int, end: int) -> Range | None:
        """A range without commas, dashes and coordinators at its ends; None where nothing is left."""
        while start < end and (self.text(start) in ",;:—–-" and not self.opens_quote(start)):
            start += 1
        while end > start and self.text(end - 1) in ",;:—–-.":
            end -= 1
        return (start, end) if start < end else None

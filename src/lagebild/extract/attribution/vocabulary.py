"""The words of saying of a language, from whichever lists its reader has, and its relative pronouns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from lagebild.extract.attribution.adjacent.lexicon import lexicon
from lagebild.extract.attribution.rules import Rules, rules
from lagebild.lang.load import has, table
from lagebild.types import Language

_SHORT = 5  # letters: shorter are particles and adverbs of reporting ("so", "mit"), of which there is no whole list


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`said`: forms of verbs of saying, adpositions, adverbs and nouns; `book` knows compounds of nouns where it is."""

    said: frozenset[str]
    relatives: frozenset[str]
    book: Rules | None = None

    def says(self, words: Iterable[str]) -> bool:
        """Whether one of the words of a cue is known to be of saying ("sagte", "laut"; not "imposed")."""
        return any(self._is_of_saying(word) for word in words)

    def _is_of_saying(self, word: str) -> bool:
        if word.lower() in self.said:
            return True
        if self.book is None:
            return False
        if len(word) < _SHORT or self.book.saying_noun(word) is not None:
            return True
        return any(self.book.listed(word, self.book.nouns[name]) for name in ("hearsay", "saying"))


@cache
def vocabulary(language: Language) -> Vocabulary | None:
    """The vocabulary of a language, or None where it has no data for attributions."""
    if not has(language, "attribution"):
        return None
    if table(language, "attribution")["order"]["complement"] == "adjacent":
        return _adjacent(language)
    book = rules(language)
    verbs = (*book.by_finite, *book.by_participle, *book.by_infinitive)
    said = frozenset((*verbs, *book.by_adposition, *book.modals["hearsay"]))
    return Vocabulary(said, book.words["relatives"], book)


def _adjacent(language: Language) -> Vocabulary:
    words = lexicon(language)
    verbs = (*words.finite, *words.participles, *words.present, *words.infinitives)
    adpositions = (word for spelled, _ in words.adpositions for word in spelled)
    lists = ("hearsay_adverbs", "hearsay_participles", "saying_nouns", "hearsay_nouns")
    listed = (word for name in lists for word in words.words[name])
    return Vocabulary(frozenset((*verbs, *adpositions, *listed)), words.words["relatives"])

"""The words of saying of a language, from whichever lists its reader has, and its relative pronouns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from lagebild.extract.attribution.adjacent.lexicon import lexicon
from lagebild.extract.attribution.rules import Rules, rules
from lagebild.lang.load import has, table
from lagebild.types import Language

_SHORT = 5  # letters: shorter are particles and adverbs of reporting ("so", "mit"), of which there is no whole list


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`said`: forms of verbs of saying, adpositions, adverbs and nouns; `phrases` are adpositions of several words.

    `nouns` are those of `said` that are nouns, `doubtful` those that are other nouns as often as verbs of saying
    ("attacks"). `book` knows compounds of nouns where it is.
    """

    said: frozenset[str]
    relatives: frozenset[str]
    phrases: tuple[tuple[str, ...], ...] = ()
    nouns: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    book: Rules | None = None

    def says(self, words: Sequence[str]) -> bool:
        """Whether one of the words of a cue is known to be of saying ("sagte", "laut"; not "imposed")."""
        lower = tuple(word.lower() for word in words)
        if any(_holds(lower, phrase) for phrase in self.phrases) or not self.said.isdisjoint(lower):
            return True
        return any(self.names(word) or self._is_particle(word) for word in words)

    def tells(self, word: str) -> bool:
        """Whether a word is surely of saying, whatever stands beside it."""
        lower = word.lower()
        return (lower in self.said and lower not in self.doubtful) or self.names(word)

    def names(self, word: str) -> bool:
        """Whether a word is a noun of saying, or a compound that ends with one."""
        if self.book is None:
            return word.lower() in self.nouns
        if self.book.saying_noun(word) is not None:
            return True
        return any(self.book.listed(word, self.book.nouns[name]) for name in ("hearsay", "saying"))

    def _is_particle(self, word: str) -> bool:
        return self.book is not None and len(word) < _SHORT


def _holds(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words)))


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
    return Vocabulary(said, book.words["relatives"], book=book)


def _adjacent(language: Language) -> Vocabulary:
    words = lexicon(language)
    verbs = (*words.finite, *words.participles, *words.present, *words.infinitives)
    lists = ("hearsay_adverbs", "hearsay_participles", "saying_nouns", "hearsay_nouns")
    listed = (word for name in lists for word in words.words[name])
    return Vocabulary(
        frozenset((*verbs, *listed)),
        words.words["relatives"],
        tuple(spelled for spelled, _ in words.adpositions),
        words.words["saying_nouns"] | words.words["hearsay_nouns"],
        words.words["noun_like"],
    )

"""What the words of a claim speak of: concepts that are the same in every language (`lang/*/concepts.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from lagebild.errors import DataFileError
from lagebild.lang.load import has, having, rows, table
from lagebild.types import Language

Kind = Literal["deed", "decision", "reversal", "thing"]
REACH = 6  # words behind the first of a pair that the second may stand


@dataclass(frozen=True, slots=True)
class Row:
    """A row of concepts.toml: words with `*` for any letters, `one_two` for two words near each other.

    A decision is a deed that is done when it is taken, whatever is to follow from it. A reversal is one by which
    another deed does not come about (reject, prevent, postpone).
    """

    concept: str
    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The patterns of one language: whole words, beginnings, endings, middles and pairs, each with its concepts."""

    whole: Mapping[str, tuple[str, ...]]
    begins: Mapping[str, tuple[str, ...]]
    ends: Mapping[str, tuple[str, ...]]
    holds: Mapping[str, tuple[str, ...]]
    pairs: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]  # by pattern of the first word


@cache
def lexicon(language: Language) -> Lexicon:
    """The concepts of a language, none where it has no file; raises DataFileError for a pattern that cannot be."""
    kinds: tuple[dict[str, list[str]], ...] = ({}, {}, {}, {})
    pairs: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    where = f"lang/{language}/concepts.toml"
    for row in rows(table(language, "concepts"), "concepts", Row, where=where) if has(language, "concepts") else ():
        for word in row.words.split():
            first, _, second = word.partition("_")
            if second:
                pairs.setdefault(first, []).append((_pattern(second.replace("_", "* ")), row.concept))
            else:
                bare = word.strip("*")
                if not bare or "*" in bare:
                    raise DataFileError(f"{where}: {row.concept}: {word!r} is no pattern")
                kind = 2 * word.startswith("*") + word.endswith("*")
                kinds[kind].setdefault(bare, []).append(row.concept)
    whole, begins, ends, holds = ({word: tuple(found) for word, found in kind.items()} for kind in kinds)
    return Lexicon(whole, begins, ends, holds, {word: tuple(found) for word, found in pairs.items()})


@cache
def of_kind(kind: Kind) -> frozenset[str]:
    """The concepts of a kind."""
    found = ((language, table(language, "concepts")) for language in having("concepts"))
    every = [row for language, content in found for row in rows(content, "concepts", Row, where=language)]
    return frozenset(row.concept for row in every if row.kind == kind)


@lru_cache(50_000)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(re.escape(word).replace(r"\*", r"\w*"))


def concepts_of(language: Language, words: Sequence[str]) -> list[tuple[str, ...]]:
    """For each of the words (in lower case) its concepts, those of pairs that it begins first; often none."""
    return [
        tuple(dict.fromkeys((*_paired(language, word, words[at + 1 : at + 1 + REACH]), *_single(language, word))))
        for at, word in enumerate(words)
    ]


def _paired(language: Language, word: str, behind: Sequence[str]) -> Iterable[str]:
    for second, concept in _openings(language, word):
        if any(second.fullmatch(later) for later in behind):
            yield concept


@lru_cache(50_000)
def _openings(language: Language, word: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs = lexicon(language).pairs
    return tuple(pair for first, found in pairs.items() if _pattern(first).fullmatch(word) for pair in found)


@lru_cache(50_000)
def _single(language: Language, word: str) -> tuple[str, ...]:
    known = lexicon(language)
    found = [*known.whole.get(word, ())]
    longest = next((n for n in range(len(word), 1, -1) if word[:n] in known.begins), 0)
    found += known.begins.get(word[:longest], ())
    ending = next((n for n in range(2, len(word)) if word[n:] in known.ends), len(word))
    found += known.ends.get(word[ending:], ())
    found += [concept for part, many in known.holds.items() if part in word for concept in many]
    return tuple(dict.fromkeys(found))

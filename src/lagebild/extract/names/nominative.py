"""Names of bodies as they stand in no case: "Technisches Hilfswerk" of "des Technischen Hilfswerks".

The noun that a name is built on has a gender that its ending tells (`head` rows of names.toml); from it follow the
endings of the adjectives before it. A language whose names have no cases has no such rows.
"""

from __future__ import annotations

from lagebild.extract.names.words import Head, Words

_OBLIQUE = ("en", "em", "e")
_SHORTEST = 3


def nominative(name: str, words: Words) -> str:
    """The name with its noun and the adjectives before it in the nominative; unchanged where no noun is told."""
    parts = name.split()
    for at, word in enumerate(parts):
        if head := _head(word, words):
            return " ".join(
                [*(_adjective(part, head, words) for part in parts[:at]), _noun(word, head), *parts[at + 1 :]]
            )
    return name


def _head(word: str, words: Words) -> Head | None:
    """The row of the longest noun that a word ends with, as it is or with the ending of a case."""
    lower = word.lower()
    fitting = [
        (len(noun), row)
        for row in words.heads
        for noun in row.nouns
        if any(lower.endswith(noun + ending) for ending in ("", *row.endings)) and word[:1].isupper()
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _noun(word: str, head: Head) -> str:
    lower = word.lower()
    for ending in sorted(head.endings, key=len, reverse=True):
        if any(lower.endswith(noun + ending) for noun in head.nouns):
            return word[: -len(ending)]
    return word


def _adjective(word: str, head: Head, words: Words) -> str:
    for ending in _OBLIQUE:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST and stem.lower().endswith(words.lists["adjective_stems"]):
            return stem + head.adjective
    return word

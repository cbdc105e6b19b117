"""The same name in another case: "Tannwalds" and "Tannwald", "Зеленського" and "Зеленський".

Languages with `names.toml` only put endings on (`name_endings`); others may change them (`cases.toml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from lagebild.extract.names.persons import head_of
from lagebild.extract.names.words import words
from lagebild.lang.load import has, rows, table
from lagebild.types import Language

_SHORTEST = 3  # letters that are left of a word without its ending


@dataclass(frozen=True, slots=True)
class Case:
    """A row of cases.toml: `endings` stand for `bare`; `certain` ones tell a case by themselves. A test reads it."""

    endings: tuple[str, ...]
    bare: str
    example: str
    name: str
    certain: bool = False


@cache
def cases(language: Language) -> tuple[Case, ...]:
    """The endings of names in a language; none where nothing is known of them."""
    if has(language, "names"):
        return (Case(words(language).lists["name_endings"], "", "", ""),)
    if has(language, "cases"):
        return rows(table(language, "cases"), "case", Case, where=f"lang/{language}/cases.toml")
    return ()


def bare_forms(word: str, language: Language) -> Iterator[str]:
    """What a word would be without the ending of a case."""
    for case in cases(language):
        for ending in case.endings:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST - len(case.bare):
                yield word.removesuffix(ending) + case.bare


def same_name(text: str, others: Iterable[str], language: Language) -> str:
    """The one of `others` of which a name is a case, word by word; the name itself where it is of none."""
    parts = text.split()
    forms = [{part, *bare_forms(part, language)} for part in parts]
    for other in others:
        theirs = other.split()
        if len(theirs) == len(parts) and theirs != parts and all(t in f for t, f in zip(theirs, forms, strict=True)):
            return other
    return text


def is_case(word: str, language: Language) -> bool:
    """Whether the ending of a word certainly is that of a case."""
    return any(case.certain and word.endswith(case.endings) for case in cases(language))


class PageNames:
    """The names that a page has, for finding the one without case that it has of a name."""

    def __init__(self, language: Language, people: Iterable[str], others: Iterable[str]) -> None:
        """`people` are names of persons in the words of the page, full or not, `others` those of places and bodies."""
        self._language = language
        self._others = tuple(dict.fromkeys(others))
        self._people = tuple(dict.fromkeys(people))
        self._alone = tuple(name for name in self._people if " " not in name)
        self._heads = tuple(dict.fromkeys(self.head(self.person(name)) for name in self._people if " " in name))

    def person(self, text: str) -> str:
        """The name of a person without case: a full name by the full names, a surname by those first."""
        if " " in text:
            return same_name(text, self._people, self._language)
        if text in self._heads:
            return text
        known = same_name(text, self._heads, self._language)
        return known if known != text else same_name(text, self._alone, self._language)

    def head(self, name: str) -> str:
        """What of a full name stands for the person alone, in the form that the page has without case."""
        head = head_of(name)
        return head if head in self._alone else same_name(head, self._alone, self._language)

    def other(self, text: str) -> str:
        """The name of a place or a body without case."""
        return same_name(text, self._others, self._language)

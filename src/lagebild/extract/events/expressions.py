"""Expressions of the trigger files: compiled only when a text asks for them, and written out where they are finite."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import product

_OPEN_SIGNS = frozenset("\\.*+{^$")
_BOUND = 10_000  # words that an expression remembers, and forms that are written out


@dataclass(slots=True)
class Expression:
    """A regular expression over words in lower case; it is compiled at the first word, and remembers words."""

    text: str
    _pattern: re.Pattern[str] | None = None
    _known: dict[str, bool] = field(default_factory=dict)

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled expression."""
        if self._pattern is None:
            self._pattern = re.compile(self.text)
        return self._pattern

    def fits(self, word: str) -> bool:
        """Whether it fits a whole word."""
        found = self._known.get(word)
        if found is None:
            found = bool(self.pattern.fullmatch(word))
            if len(self._known) < _BOUND:
                self._known[word] = found
        return found


def forms(text: str) -> frozenset[str] | None:
    """All words that an expression of letters, "|", "()", "?" and "[]" fits; None where it has other signs.

    With them a word is looked up instead of being tried against every expression.
    """
    if "(?" in text or not _OPEN_SIGNS.isdisjoint(text):
        return None
    found, end = _choices(text, 0)
    assert end == len(text), text
    return frozenset(found) if len(found) < _BOUND else None


def _choices(text: str, at: int) -> tuple[set[str], int]:
    """The words of an expression from a place on up to its end or its closing bracket, and that place."""
    found: set[str] = set()
    parts: list[set[str]] = []
    while True:
        sign = text[at] if at < len(text) else ")"
        if sign in "|)":
            found |= {"".join(chosen) for chosen in product(*parts)}
            if sign == ")":
                return found, at
            parts, at = [], at + 1
            continue
        if sign == "(":
            part, at = _choices(text, at + 1)
        elif sign == "[":
            end = text.index("]", at)
            part, at = set(text[at + 1 : end]), end
        else:
            part = {sign}
        at += 1
        if at < len(text) and text[at] == "?":
            part, at = part | {""}, at + 1
        parts.append(part)

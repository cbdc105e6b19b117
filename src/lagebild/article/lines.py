"""Rules over single blocks of text: the furniture of every served language, as data in `lang/*/furniture.toml`.

All languages are applied to every page: themes are often left untranslated ("Go up" under a German article).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from lagebild.errors import DataFileError
from lagebild.lang.load import LANGUAGES, rows, table

#: Blocks longer than this are text and are not tried.
LONGEST = 420
_GROUPS = ("line", "section", "end", "author", "byline", "dateline", "outlet", "paywall", "login")


@dataclass(frozen=True, slots=True)
class LineRule:
    """One rule of `lang/*/furniture.toml`."""

    id: str
    pattern: str
    example: str
    counter_example: str
    what: str = ""
    case: bool = False

    def compiled(self) -> re.Pattern[str]:
        """The pattern as an expression over one block."""
        try:
            return re.compile(self.pattern, re.NOFLAG if self.case else re.IGNORECASE)
        except re.error as error:
            raise DataFileError(f"lang/*/furniture.toml: rule {self.id!r}: {error}") from error


@cache
def line_rules(group: str) -> tuple[LineRule, ...]:
    """The rules of a group ("line", "section", "end", ...) in all languages."""
    return tuple(
        rule
        for language in LANGUAGES
        for rule in rows(table(language, "furniture"), group, LineRule, where=f"lang/{language}/furniture.toml")
    )


@cache
def _finders(group: str) -> tuple[tuple[LineRule, Callable[[str], re.Match[str] | None]], ...]:
    """The rules with what applies them; `match` gives up sooner than `search` where the block must begin so."""
    return tuple(
        (rule, rule.compiled().match if rule.pattern.startswith("^") else rule.compiled().search)
        for rule in line_rules(group)
    )


def first(group: str, text: str) -> tuple[LineRule, re.Match[str]] | None:
    """The first rule of a group that the block matches, with its match; None for none and for long blocks."""
    if len(text) > LONGEST and group not in ("author", "login"):
        return None
    for rule, find in _finders(group):
        if found := find(text):
            return rule, found
    return None


def is_furniture(text: str) -> str | None:
    """The kind of furniture that a block is by itself, or None."""
    found = first("line", text)
    return found[0].what if found else None

"""Pieces: a sentence cut finer than into tokens, so that "5kW", "$US55m", "F-16" and "45-Jährige" come apart.

The tokens of `text/` keep such words together, which is right for every other reader.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PIECE = re.compile(
    r"""
    https?://\S+ | www\.\S+ | \S+@\S+\.\w+                   # addresses hold no figures
  | (?<![\w.,])\.[0-9]+(?![\w.,])                           # .08
  | [0-9]+(?:[.,'’\u00a0\u202f\u2009][0-9]+)*                # 1.200,50   1,200   1’200
  | [¼½¾⅓⅔⅛⅜⅝⅞]
  | (?:[^\W0-9_¼½¾⅓⅔⅛⅜⅝⅞]+)(?:['’](?:s|t|re|ve|ll|d|m)\b)?   # words, with a possessive ending
    (?:(?<=[\u0400-\u04ff])['’](?=[\u0400-\u04ff])[^\W0-9_]+)*  # or an apostrophe between Cyrillic letters: п'ять
  | [^\w\s] | _
    """,
    re.VERBOSE,
)


_APOSTROPHES = str.maketrans("’ʼ", "''")
HYPHENS = "-‐‑"
DASHES = "-‐‑–—~"


class Piece(NamedTuple):
    """A number, word or mark; `glued` says that no white space stands before it."""

    start: int
    end: int
    text: str
    lower: str
    glued: bool

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return "0" <= self.text[-1] <= "9" and self.text[0] in ".0123456789"

    @property
    def is_integer(self) -> bool:
        """Whether it is nothing but digits."""
        return self.text.isascii() and self.text.isdigit()

    @property
    def is_word(self) -> bool:
        """Whether it is a word."""
        return self.text[0].isalpha() and "/" not in self.text and "@" not in self.text

    @property
    def is_capitalised(self) -> bool:
        """Whether it is a word with a capital letter in front or inside (iPhone)."""
        return self.text != self.lower


def cut(text: str, start: int, end: int) -> tuple[Piece, ...]:
    """The pieces of `text[start:end]`, in order."""
    pieces: list[Piece] = []
    before = -1
    for match in _PIECE.finditer(text, start, end):
        word = match.group()
        at = match.start()
        pieces.append(Piece(at, match.end(), word, word.lower().translate(_APOSTROPHES), at == before))
        before = match.end()
    return tuple(pieces)


def words_of(phrase: str) -> tuple[str, ...]:
    """The pieces of a phrase of a data file, in lower case."""
    return tuple(piece.lower for piece in cut(phrase, 0, len(phrase)))

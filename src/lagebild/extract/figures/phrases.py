"""Phrases with a value each, looked up at a place among the pieces of a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from lagebild.extract.figures.pieces import Piece, cut, words_of

Value = TypeVar("Value")
Words = tuple[str, ...]


class Phrases(Generic[Value]):
    """Phrases with a value each, looked up at a place among the pieces, the longest first."""

    def __init__(self, phrases: Iterable[tuple[str, Value]], *, exact: bool = False) -> None:
        """Indexes the phrases; `exact` keeps capital letters apart."""
        self._exact = exact
        self._first: dict[str, list[tuple[Words, Value]]] = {}
        self._last: dict[str, list[tuple[Words, Value]]] = {}
        for phrase, value in phrases:
            words = tuple(p.text for p in cut(phrase, 0, len(phrase))) if exact else words_of(phrase)
            self._first.setdefault(words[0], []).append((words, value))
            self._last.setdefault(words[-1], []).append((words, value))
        for index in (self._first, self._last):
            for found in index.values():
                found.sort(key=lambda entry: -len(entry[0]))

    def __contains__(self, word: str) -> bool:
        """Whether a phrase begins with the word."""
        return word in self._first

    def _text(self, piece: Piece) -> str:
        return piece.text if self._exact else piece.lower

    def from_(self, pieces: Sequence[Piece], at: int) -> tuple[int, Value] | None:
        """The phrase that begins at a piece: where it ends (exclusive), and its value."""
        if at >= len(pieces):
            return None
        for words, value in self._first.get(self._text(pieces[at]), ()):
            end = at + len(words)
            if end <= len(pieces) and all(self._text(p) == w for p, w in zip(pieces[at:end], words, strict=True)):
                return end, value
        return None

    def until(self, pieces: Sequence[Piece], end: int) -> tuple[int, Value] | None:
        """The phrase that ends before a piece: where it begins, and its value."""
        if end <= 0:
            return None
        for words, value in self._last.get(self._text(pieces[end - 1]), ()):
            at = end - len(words)
            if at >= 0 and all(self._text(p) == w for p, w in zip(pieces[at:end], words, strict=True)):
                return at, value
        return None

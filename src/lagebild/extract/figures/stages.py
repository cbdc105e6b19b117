"""Stages: what has happened to the things counted, read from the words of the clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lagebild.extract.figures.lexicon import Lexicon, stages
from lagebild.extract.figures.pieces import Piece

_GAP = 8
_STEM = 4
_FAR = 32.0
_BREAKS = {",": 4.0, ";": 18.0, ":": 8.0, "–": 6.0, "—": 6.0, "(": 4.0, ")": 4.0, ".": 18.0}

Part = tuple[str, ...]


class Pattern(NamedTuple):
    """A phrase of a stage: parts with alternatives, the empty part standing for a gap; words in order of the phrase."""

    parts: tuple[Part, ...]
    stage: str
    weight: int


class Hit(NamedTuple):
    """A phrase found at pieces `first` to `last`; `words` is how many of its words stand there."""

    first: int
    last: int
    stage: str
    weight: int
    words: int


class _Index:
    """Patterns by their first word, or by the beginning of it where it ends in a star."""

    def __init__(self, words: Lexicon) -> None:
        self.exact: dict[str, list[Pattern]] = {}
        self.stems: dict[str, list[tuple[str, Pattern]]] = {}
        for rule in words.stages:
            weight = stages()[rule.id].weight
            for phrase in rule.words:
                self._add(Pattern(_parts(phrase), rule.id, weight))

    def _add(self, pattern: Pattern) -> None:
        for word in pattern.parts[0]:
            if word.endswith("*"):
                self.stems.setdefault(word[:_STEM].rstrip("*"), []).append((word[:-1], pattern))
            else:
                self.exact.setdefault(word, []).append(pattern)

    def at(self, word: str) -> Iterator[Pattern]:
        yield from self.exact.get(word, ())
        for size in (_STEM, _STEM - 1):
            for stem, pattern in self.stems.get(word[:size], ()):
                if word.startswith(stem):
                    yield pattern


def _parts(phrase: str) -> tuple[Part, ...]:
    parts: list[Part] = []
    for word in phrase.lower().split():
        if word == "..":
            parts.append(())
            continue
        # A hyphen is a piece of its own.
        pieces = word.replace("-", " - ").split()
        parts.extend(tuple(piece.split("|")) for piece in pieces)
    return tuple(parts)


@cache
def _index(words_id: int) -> _Index:
    return _Index(_LEXICONS[words_id])


_LEXICONS: dict[int, Lexicon] = {}


def _index_of(words: Lexicon) -> _Index:
    _LEXICONS.setdefault(id(words), words)
    return _index(id(words))


def stage_begins(pieces: Sequence[Piece], at: int, words: Lexicon) -> bool:
    """Whether words of a stage begin at a piece or the next one."""
    index = _index_of(words)
    return any(_match(pieces, place, pattern) for place in (at, at + 1) if place < len(pieces) for pattern in index.at(pieces[place].lower))


def hits(pieces: Sequence[Piece], words: Lexicon) -> tuple[Hit, ...]:
    """All phrases of stages in a sentence; where two overlap the longer one stays."""
    index = _index_of(words)
    found: list[Hit] = []
    for at, piece in enumerate(pieces):
        for pattern in index.at(piece.lower):
            if last := _match(pieces, at, pattern):
                size = sum(1 for part in pattern.parts if part)
                found.append(Hit(at, last, pattern.stage, pattern.weight, size))
    found.sort(key=lambda hit: (-hit.words, hit.first))
    kept: list[Hit] = []
    for hit in found:
        ends = {hit.first, hit.last - 1}
        if not any(ends & {other.first, other.last - 1} for other in kept):
            kept.append(hit)
    return tuple(kept)


def _match(pieces: Sequence[Piece], at: int, pattern: Pattern) -> int:
    """Where the phrase ends that begins at a piece, or 0."""
    place, gap = at, False
    for part in pattern.parts:
        if not part:
            gap = True
            continue
        reach = min(len(pieces), place + (_GAP + 1 if gap else 1))
        while place < reach and not _fits(pieces[place].lower, part):
            if pieces[place].text in _BREAKS and pieces[place].text != ".":
                return 0
            place += 1
        if place >= reach:
            return 0
        place, gap = place + 1, False
    return place


def _fits(word: str, alternatives: Part) -> bool:
    return any(word.startswith(a[:-1]) if a.endswith("*") else word == a for a in alternatives)


def stage_of(
    pieces: Sequence[Piece], begin: int, end: int, noun_end: int, found: Sequence[Hit], others: Sequence[int]
) -> str | None:
    """The stage of a figure at pieces `begin` to `end`, whose noun ends before `noun_end`; `others` are other figures."""
    best: tuple[int, float, str] | None = None
    for hit in found:
        cost = _distance(pieces, begin, end, noun_end, hit, others)
        if cost < _FAR and (best is None or (-min(hit.weight, 2), cost) < best[:2]):
            best = (-min(hit.weight, 2), cost, hit.stage)
    return best[2] if best else None


def _distance(
    pieces: Sequence[Piece], begin: int, end: int, noun_end: int, hit: Hit, others: Sequence[int]
) -> float:
    """How far a phrase is: pieces between, more for every break or other figure, less for longer phrases."""
    if hit.first >= end:
        left, right = max(end, min(noun_end, hit.first)), hit.first
    elif hit.last <= begin:
        left, right = hit.last, begin
    else:
        left = right = begin
    if end <= hit.first < noun_end and hit.last <= noun_end:
        return -10.0 if hit.weight > 2 else 7.0
    cost = float(right - left) + sum(_BREAKS.get(piece.text, 0.0) for piece in pieces[left:right])
    cost += 6.0 * sum(1 for place in others if left <= place < right)
    return cost - 2.0 * (hit.words - 1)

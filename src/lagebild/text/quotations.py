"""Quotation marks: which belong together, also nested, over paragraphs, and left open.

One pass over the marks with a stack. A mark opens or closes by its neighbours (white space, letters, punctuation)
and, where they leave it undecided, by what stands on the stack. A quotation goes on into the next paragraph where that
one opens with a mark again (the English convention) or closes what it did not open. A mark that is never closed gets a
guessed end (`text/unclosed.py`). Time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from lagebild.lang.load import table
from lagebild.text.unclosed import before_space, guessed_end, has_tail
from lagebild.types import Article, Block, Language, Quotation

DEEPEST = 4  # more levels than anybody writes; the oldest open mark is given up beyond
PARAGRAPHS = 6  # over which an open quotation is followed
_RUNS_ON = frozenset({"paragraph", "quotation", "list-item"})
_BEFORE_OPENING = frozenset("([{/–—-:=")
_AFTER_CLOSING = frozenset(".,;:!?…)]}/–—-")

Side = Literal["opens", "closes", "either", "inside"]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A quotation mark with what its neighbours allow it to be; `inside` stands between two letters."""

    at: int
    text: str
    side: Side

    @property
    def end(self) -> int:
        return self.at + len(self.text)


@dataclass(frozen=True, slots=True)
class _Signs:
    """The marks of a language: opening to its closings, and which of them can be an apostrophe."""

    pairs: Mapping[str, tuple[str, ...]]
    closings: frozenset[str]
    single: frozenset[str]
    pattern: re.Pattern[str]
    elision: re.Pattern[str]

    def closes(self, mark: str, opening: str) -> bool:
        return mark in self.pairs[opening]

    def same_both_ways(self, mark: str) -> bool:
        return mark in self.pairs and self.pairs[mark][0] == mark


@cache
def _signs(language: Language) -> _Signs:
    data = table(language, "sentences")["quotation_marks"]
    pairs = {opening: tuple(closings) for opening, closings in data["pairs"]}
    closings = frozenset(c for each in pairs.values() for c in each)
    signs = sorted(closings | pairs.keys(), key=lambda s: (-len(s), s))
    elisions = "|".join(map(re.escape, data["elisions"]))
    return _Signs(
        pairs,
        closings,
        frozenset(data["apostrophes"]),
        re.compile("|".join(map(re.escape, signs))),
        re.compile(rf"\d\d(?:s|er)?\b|(?:{elisions})\b", re.IGNORECASE),
    )


@dataclass(slots=True)
class _Pass:
    """What is open and what was found while the blocks go by."""

    article: Article
    signs: _Signs
    stack: list[_Mark] = field(default_factory=list)
    found: list[Quotation] = field(default_factory=list)

    def close(self, mark: _Mark) -> bool:
        """Closes the innermost open mark that `mark` fits; those above it were left open. False where none fits."""
        for level in range(len(self.stack) - 1, -1, -1):
            opening = self.stack[level]
            if self.signs.closes(mark.text, opening.text):
                for left in self.stack[level + 1 :]:
                    self.give_up(left, mark.at)
                del self.stack[level:]
                self._keep(Quotation(opening.at, mark.end, opening.end, mark.at, True))
                return True
        return False

    def open(self, mark: _Mark, limit: int) -> None:
        if len(self.stack) == DEEPEST:
            self.give_up(self.stack.pop(0), limit)
        self.stack.append(mark)

    def give_up(self, mark: _Mark, limit: int) -> None:
        """An opening mark without its closing one: an apostrophe after all, or a quotation with a guessed end."""
        doubled = self.article.text.startswith(mark.text, mark.end)
        if mark.text not in self.signs.single and not doubled:
            end = guessed_end(self.article, mark.end, limit, self.signs.pattern)
            self._keep(Quotation(mark.at, end, mark.end, end, False))

    def _keep(self, quotation: Quotation) -> None:
        if self.article.text[quotation.inner_start : quotation.inner_end].strip():
            self.found.append(quotation)


def quotations(article: Article) -> tuple[Quotation, ...]:
    """The marked quotations of an article in order of their start, properly nested."""
    state = _Pass(article, _signs(article.language))
    age, came_from = 0, 0
    for block in article.blocks:
        marks = _block_marks(article.text, block, state.signs)
        if state.stack:
            goes_on = block.kind in _RUNS_ON and age < PARAGRAPHS
            if goes_on and not marks:
                age += 1
                continue
            if not goes_on or not _continues(state, block, marks, came_from, age):
                _give_up_all(state, came_from)
            elif marks[0].at == block.start and marks[0].side != "closes":
                del marks[0]  # the paragraph reopens what is open already
        _read_block(state, block, marks)
        for left in state.stack[1:]:
            state.give_up(left, block.end)
        del state.stack[1:]
        age, came_from = 0, block.end
        if state.stack and (block.kind not in _RUNS_ON or state.stack[0].text in state.signs.single):
            _give_up_all(state, came_from)
    _give_up_all(state, came_from)
    return _nested(article.text, state.found)


def _give_up_all(state: _Pass, limit: int) -> None:
    for left in state.stack:
        state.give_up(left, limit)
    state.stack.clear()


def _continues(state: _Pass, block: Block, marks: list[_Mark], limit: int, age: int) -> bool:
    """Whether the quotation left open in an earlier block runs on into this one."""
    opening, first = state.stack[0], marks[0]
    if has_tail(state.article, opening.end, limit):
        return False
    if first.at == block.start and first.side != "closes":
        return age == 0 and first.text == opening.text
    return first.side in ("closes", "either") and state.signs.closes(first.text, opening.text)


def _read_block(state: _Pass, block: Block, marks: list[_Mark]) -> None:
    for mark in marks:
        if mark.side == "opens" or (not state.close(mark) and _may_open(mark, state.signs)):
            state.open(mark, block.end)


def _may_open(mark: _Mark, signs: _Signs) -> bool:
    if mark.text not in signs.pairs or mark.side == "closes":
        return False
    return mark.side == "either" or not signs.same_both_ways(mark.text)


def _block_marks(text: str, block: Block, signs: _Signs) -> list[_Mark]:
    """The marks of a block in order, without apostrophes."""
    marks = [
        _Mark(m.start(), m.group(), _side(text, m.start(), m.end(), block, signs))
        for m in signs.pattern.finditer(text, block.start, block.end)
    ]
    if any(mark.text in signs.single for mark in marks):
        return _without_apostrophes(text, marks, signs)
    return marks


def _side(text: str, start: int, end: int, block: Block, signs: _Signs) -> Side:
    sign = text[start:end]
    if sign not in signs.closings:
        return "opens"
    before = text[start - 1] if start > block.start else " "
    after = text[end] if end < block.end else " "
    can_open = before.isspace() or before in _BEFORE_OPENING or before in signs.closings or before in signs.pairs
    can_close = after.isspace() or after in _AFTER_CLOSING or after in signs.closings
    if sign not in signs.pairs:
        return "closes" if can_close or sign not in signs.single else "inside"
    if can_open == can_close:
        return "either" if can_open else "inside"
    return "opens" if can_open else "closes"


def _without_apostrophes(text: str, marks: list[_Mark], signs: _Signs) -> list[_Mark]:
    """Drops apostrophes: single marks between letters, before an elision, after a plural s, or without a partner."""
    kept: list[_Mark] = []
    closing_ahead: _Mark | None = None  # the nearest single mark behind that can close
    partner_ahead = False
    for mark in reversed(marks):
        if mark.text not in signs.single:
            kept.append(mark)
        elif mark.side == "inside" or (mark.side != "closes" and signs.elision.match(text, mark.end)):
            continue
        elif mark.side == "opens":
            if partner_ahead:
                kept.append(mark)
                closing_ahead, partner_ahead = None, False
        elif not (closing_ahead and _plural(text, mark)):
            kept.append(mark)
            closing_ahead, partner_ahead = mark, True
    return kept[::-1]


def _plural(text: str, mark: _Mark) -> bool:
    """Whether a mark stands as in "the soldiers' families"."""
    after = text[mark.end : mark.end + 2]
    return text[mark.at - 1] in "sxz" and len(after) == 2 and after[0].isspace() and after[1].islower()


def _nested(text: str, found: list[Quotation]) -> tuple[Quotation, ...]:
    """Cuts guessed ends back where they would cross a neighbour, and numbers the depths."""
    kept: list[Quotation] = []
    around: list[int] = []  # places in `kept` of those that are open at this point
    for quotation in sorted(found, key=lambda q: (q.start, -q.end)):
        while around and kept[around[-1]].end <= quotation.start:
            around.pop()
        current = quotation
        while around and current.end > kept[around[-1]].end:
            outer = kept[around[-1]]
            if not current.closed:
                current = replace(current, end=outer.inner_end, inner_end=outer.inner_end)
                break
            end = before_space(text, current.start)
            kept[around.pop()] = replace(outer, end=end, inner_end=end)
        if current.inner_start < current.inner_end:
            around.append(len(kept))
            kept.append(current)
    return _numbered([q for q in kept if q.inner_start < q.inner_end])


def _numbered(kept: list[Quotation]) -> tuple[Quotation, ...]:
    ends: list[int] = []
    result = []
    for quotation in kept:
        while ends and ends[-1] <= quotation.start:
            ends.pop()
        result.append(replace(quotation, depth=len(ends)))
        ends.append(quotation.end)
    return tuple(result)

"""Reads from claims who calls something an escalation, a red line, a turning point, a step to war, or a first.

Talk is no deed: it tells what somebody calls something, never that it is so. Words are those of
`lang/*/escalation.toml`; act and factuality of the claim, and the words around, tell how it is put.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from typing import Literal, get_args

from lagebild.errors import DataFileError
from lagebild.lang.load import has, ontology, rows, table
from lagebild.types import Claim, Entry, Factuality, Span

Code = Literal[
    "escalation", "new-level", "red-line", "turning-point", "war", "no-return", "de-escalation", "first"
]  # fmt: skip
#: How it is put: said to be so, denied, "not yet", asked, said under a condition, possible (feared, hoped), demanded.
Polarity = Literal["asserts", "denies", "not_yet", "asks", "conditional", "possible", "demands"]

CODES: tuple[Code, ...] = get_args(Code)
POLARITIES: tuple[Polarity, ...] = get_args(Polarity)

#: Deeds beyond words: a claim that holds one needs no further word of conflict beside "for the first time".
_MATERIAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN"})
#: So many letters to the left can tell how it is put.
_REACH = 70
_NEGATIVE: frozenset[Factuality] = frozenset({"CT-", "PR-", "PS-"})
_FIRST: Code = "first"


@dataclass(frozen=True, slots=True)
class Talk:
    """Words of a claim that call something an escalation: `code` what they call it, `polarity` how the source puts it.

    `author` is how the author puts it where he takes a stand of his own on what another one says, else None.
    """

    entry: Entry
    span: Span
    code: Code
    polarity: Polarity
    author: Polarity | None
    rule: str


@dataclass(frozen=True, slots=True)
class TalkRow:
    """A row of `[[talk]]`: `requires` must, `unless` must not stand in the sentence.

    `fixed` says that a negation is part of the expression ("no way back").
    """

    id: str
    code: Code
    pattern: str
    example: str
    counter_example: str
    unless: str = ""
    requires: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class FirstRow:
    """A row of `[[firsts]]`: words that say that something has never happened before."""

    id: str
    pattern: str
    example: str
    counter_example: str
    unless: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What `[words]` holds: hints that something is to be found at all, and expressions for how it is put."""

    hints: tuple[str, ...]
    negations: str
    after: str
    yet: str
    conditions: str
    possible: str
    demands: str
    boundaries: str
    background: str
    context: str


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    code: Code
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    requires: re.Pattern[str] | None
    fixed: bool


@dataclass(frozen=True, slots=True)
class _Book:
    hints: re.Pattern[str]
    rules: tuple[_Rule, ...]
    words: dict[str, re.Pattern[str]]


def talk_of(entry: Entry) -> tuple[Talk, ...]:
    """What a claim calls an escalation, or a first, in the order of the text; nothing in a language without rules."""
    book = _book(entry.article.language)
    if book is None or not entry.claim.content:
        return ()
    claim, text = entry.claim, entry.article.text
    first, last = claim.content[0].start, claim.content[-1].end
    if not book.hints.search(text, first, last):
        return ()
    return tuple(_talks(entry, book, first, last))


def _talks(entry: Entry, book: _Book, first: int, last: int) -> Iterator[Talk]:
    claim, text = entry.claim, entry.article.text
    taken: list[tuple[int, int]] = []
    found = sorted(
        (match.start(), -match.end(), number, rule)
        for number, rule in enumerate(book.rules)
        for match in rule.pattern.finditer(text, first, last)
    )
    for start, minus_end, _, rule in found:
        end = -minus_end
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        begins, ends = _sentence(entry, start, end)
        if not any(part.start <= start < part.end for part in claim.content) or _is_other(rule, text[begins:ends]):
            continue
        if rule.code == _FIRST and not _is_of_conflict(claim, book, begins, text[begins:ends]):
            continue
        taken.append((start, end))
        polarity = _polarity(claim, book, rule, text, (begins, start, end, ends))
        author = _author(claim, book, text[claim.sentence.start : start])
        yield Talk(entry, Span.of(text, start, end), rule.code, polarity, author, rule.id)


def _sentence(entry: Entry, start: int, end: int) -> tuple[int, int]:
    """Where the sentence of a match begins and ends: that of the claim, or around the match in a longer content."""
    sentence, text = entry.claim.sentence, entry.article.text
    if sentence.start <= start < sentence.end:
        return sentence.start, max(sentence.end, end)
    before = max(text.rfind(mark, 0, start) for mark in (". ", "! ", "? ", "\n"))
    after = [found for mark in (". ", "! ", "? ", "\n") if (found := text.find(mark, end)) >= 0]
    return before + 1, (min(after) + 1 if after else len(text))


def _is_other(rule: _Rule, sentence: str) -> bool:
    """Whether the words mean something else here: a line of the metro, a career, an escalator."""
    if rule.unless and rule.unless.search(sentence):
        return True
    return bool(rule.requires and not rule.requires.search(sentence))


def _is_of_conflict(claim: Claim, book: _Book, begins: int, sentence: str) -> bool:
    """Whether what happened for the first time is a deed of a conflict, and not only since one or because of one."""
    behind = [(match.start() + begins, match.end() + begins) for match in book.words["background"].finditer(sentence)]
    deeds = (event.span.start for event in claim.content_events if event.type in _MATERIAL)
    words = (match.start() + begins for match in book.words["context"].finditer(sentence))
    return any(not any(start <= place < end for start, end in behind) for place in (*deeds, *words))


# --- how it is put ------------------------------------------------------------------------------------------------


def _polarity(claim: Claim, book: _Book, rule: _Rule, text: str, places: tuple[int, int, int, int]) -> Polarity:
    begins, start, end, ends = places
    # What stands before a quotation in the author's words is no word of its source.
    own = max((part.start for part in claim.content if part.start <= start), default=begins)
    words, before = book.words, text[max(begins, own) if claim.form == "direct" else begins : start]
    clause = before[max((match.end() for match in words["boundaries"].finditer(before)), default=0) :][-_REACH:]
    sentence, behind = text[begins:ends], text[end:ends]
    if claim.act == "ask" or sentence.rstrip("“”\"»’' ").endswith("?"):
        return "asks"
    if not rule.fixed and _is_negated(claim, words, clause, behind):
        return "not_yet" if words["yet"].search(sentence) else "denies"
    if words["demands"].search(clause):
        return "demands"
    if claim.act == "condition" or words["conditions"].search(clause):
        return "conditional"
    if words["possible"].search(clause) or _is_possible(claim, words, behind):
        return "possible"
    return "asserts"


def _is_negated(claim: Claim, words: dict[str, re.Pattern[str]], clause: str, behind: str) -> bool:
    if claim.act == "deny" and claim.factuality in _NEGATIVE:
        return True
    return bool(words["negations"].search(clause) or words["after"].search(behind))


def _is_possible(claim: Claim, words: dict[str, re.Pattern[str]], behind: str) -> bool:
    if words["possible"].search(behind[:_REACH]):
        return True
    return claim.factuality in ("PS+", "PS-") and claim.act not in ("judge", "report")


def _author(claim: Claim, book: _Book, before: str) -> Polarity | None:
    """How the author puts what another one says: None where he takes no stand, or is the source himself."""
    if claim.source.kind == "author" or claim.author_factuality not in _NEGATIVE:
        return None
    return "not_yet" if book.words["yet"].search(before) else "denies"


# --- the words of a language --------------------------------------------------------------------------------------


@cache
def _book(language: str) -> _Book | None:
    if not has(language, "escalation"):
        return None
    where, content = f"lang/{language}/escalation.toml", table(language, "escalation")
    known = {row["id"] for row in ontology("escalation")["code"]}
    rules = [
        _Rule(row.id, row.code, _of(row.pattern), _maybe(row.unless), _maybe(row.requires), row.fixed)
        for row in rows(content, "talk", TalkRow, where=where)
    ]
    rules += [
        _Rule(row.id, _FIRST, _of(row.pattern), _maybe(row.unless), None, row.fixed)
        for row in rows(content, "firsts", FirstRow, where=where)
    ]
    if unknown := sorted({rule.code for rule in rules} - known):
        raise DataFileError(f"{where}: unknown code {unknown[0]!r}; known: {', '.join(sorted(known))}")
    written = _words(content, where)
    words = {field.name: _of(getattr(written, field.name)) for field in fields(Words) if field.name != "hints"}
    return _Book(_of("|".join(map(re.escape, written.hints))), tuple(rules), words)


def _words(content: object, where: str) -> Words:
    return rows({"words": [content["words"]]}, "words", Words, where=where)[0]  # type: ignore[index]


def _of(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _maybe(pattern: str) -> re.Pattern[str] | None:
    return _of(pattern) if pattern else None

"""Page notes: what the reader of an article should know of its page; other languages get English messages."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from lagebild.lang.load import resource, rows, table
from lagebild.types import Block, Language, Note

WHERE = "article/notes.toml"
_BREAKS_OFF = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\W*$")
#: So many questions, each with an answer in the next paragraph, and this share of the paragraphs, make an interview.
_EXCHANGES, _EXCHANGE_SHARE = 4, 0.2
_QUESTION = re.compile(r"\?[\"“”»«’‘)\]]*$")


@dataclass(frozen=True, slots=True)
class Message:
    """The text of one note in the languages that notes are written in."""

    code: str
    de: str
    en: str


@dataclass(frozen=True, slots=True)
class Word:
    """Words that fill a message, in the languages that notes are written in."""

    id: str
    de: str
    en: str


@cache
def messages() -> dict[str, Message]:
    """All notes by their code."""
    return {row.code: row for row in rows(resource("lagebild.article", "notes.toml"), "note", Message, where=WHERE)}


@cache
def _fillers() -> dict[str, Word]:
    return {row.id: row for row in rows(resource("lagebild.article", "notes.toml"), "word", Word, where=WHERE)}


def note(code: str, language: Language = "en", start: int | None = None, end: int | None = None, **values: str) -> Note:
    """A note with its message in `language`, filled with `values`; raises KeyError for an unknown code."""
    return Note(code, _written(messages()[code], language).format(**values), start, end)


def word(name: str, language: Language) -> str:
    """What a kind of furniture, or a reason, is called."""
    return _written(_fillers()[name], language)


def written_in(language: Language) -> str:
    """The language in which the notes of a page in `language` are written."""
    return language if language in Word.__slots__ else "en"


def _written(row: Message | Word, language: Language) -> str:
    return str(getattr(row, written_in(language)))


def notes_of(
    text: str,
    blocks: tuple[Block, ...],
    language: Language,
    *,
    title: str | None,
    published: str | None,
    repeated: Iterable[str],
    removed: Iterable[str],
    held_back: bool,
) -> Iterator[Note]:
    """The notes that the text and the page give reason for, in the order of the text, those on the whole page first."""
    if published is None:
        yield note("undated", language)
    if what := sorted({word(kind, language) for kind in removed}):
        yield note("furniture-removed", language, what=", ".join(what))
    if title and _QUESTION.search(title):
        yield note("question-headline", language, 0, len(title))
    for heading in dict.fromkeys(repeated):
        block = next((b for b in blocks if text[b.start : b.end] == heading), None)
        if block:
            yield note("repeated-heading", language, block.start, block.end)
    for at in open_marks(text, blocks, language):
        yield note("unbalanced-quotation-marks", language, at, at + 1)
    if _is_interview(text, blocks):
        yield note("interview", language)
    yield from _truncated(text, blocks, language, held_back)


def _is_interview(text: str, blocks: tuple[Block, ...]) -> bool:
    """Whether questions and answers take turns: a paragraph or heading with a question, then a paragraph without."""
    turns = [b for b in blocks if b.kind in ("paragraph", "heading")][1:]
    asked = [bool(_QUESTION.search(text[b.start : b.end])) for b in turns]
    exchanges = sum(
        question and not answer and turns[at + 1].kind == "paragraph"
        for at, (question, answer) in enumerate(itertools.pairwise(asked))
    )
    return exchanges >= _EXCHANGES and exchanges >= _EXCHANGE_SHARE * len(turns)


def _truncated(text: str, blocks: tuple[Block, ...], language: Language, held_back: bool) -> Iterator[Note]:
    last = next((b for b in reversed(blocks) if b.kind in ("paragraph", "quotation")), None)
    if last and _BREAKS_OFF.search(text[last.start : last.end]):
        yield note("truncated", language, last.start, last.end, why=word("why-broken-off", language))
    elif held_back:
        yield note("truncated", language, why=word("why-paywall", language))


@cache
def _pairs(language: Language) -> dict[str, str]:
    return dict(table(language, "sentences")["quotation_marks"]["pairs"])


def open_marks(text: str, blocks: tuple[Block, ...], language: Language) -> Iterator[int]:
    """Offsets of the quotation marks that nothing closes.

    A quotation over several paragraphs opens each of them anew and closes only the last: such marks are not open ones.
    """
    pairs = _pairs(language)
    readable = [b for b in blocks if b.kind != "heading"]
    for number, block in enumerate(readable):
        waiting: list[int] = []
        for at in range(block.start, block.end):
            mark = text[at]
            if mark not in "„“”\"»«‚‘’›‹'" or _in_word(text, at):
                continue
            if waiting and mark in pairs.get(text[waiting[-1]], ""):
                waiting.pop()
            elif len(waiting) > 1 and mark in pairs.get(text[waiting[0]], "") and mark not in pairs:
                waiting.clear()
            elif mark in pairs and mark not in "'’‘" and _opens(text, at, block):
                waiting.append(at)
        following = readable[number + 1] if number + 1 < len(readable) else None
        if waiting and following is not None and text[following.start] == text[waiting[0]]:
            waiting.pop(0)
        yield from waiting


def _opens(text: str, at: int, block: Block) -> bool:
    return at + 1 < block.end and not text[at + 1].isspace()


def _in_word(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()

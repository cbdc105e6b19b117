"""The rules of `lang/<language>/factuality.toml`: triggers in words, what they say, and where they must stand.

A trigger is written in words separated by spaces. A word in small letters matches small letters and, where a
sentence or a quotation begins, a capital; a word with a capital must have it. `*` at one end stands for any
letters, `|` separates choices, and `...` stands for up to `GAP` words of the same clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from lagebild.errors import DataFileError
from lagebild.lang.load import rows, table
from lagebild.types import Language

Where = Literal["content", "cue", "around", "next"]
Effect = Literal["certainty", "negation", "value", "act"]

GAP = 14
WHERE: tuple[Where, ...] = ("content", "cue", "around", "next")
ACTS = ("", "deny", "predict", "plan", "demand", "judge", "ask", "condition", "threaten", "promise", "report")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    `certainty` (PR, PS) lowers how sure the content is; `negative` turns its polarity; `value` sets the factuality
    whatever else is said; `act` names the act; `hearsay` marks doubts that a second doubt weakens further. `where`
    tells in which words it is looked for: the main clause of the content, the clause of the cue, the author's words
    around the content, or the beginning of the author's next sentence. `forms` limits it to forms of speech,
    `shape` to clauses of a shape of `[shapes]`, `initial` to the beginning of the clause; `unless` lists phrases of
    the same clause that take it back. A demand or a judgement asserts nothing: Uu, unless `value` says otherwise.
    """

    id: str
    words: tuple[str, ...]
    example: str
    expect: str
    certainty: str = ""
    negative: bool = False
    value: str = ""
    act: str = ""
    where: str = "content"
    forms: tuple[str, ...] = ()
    shape: str = ""
    initial: bool = False
    hearsay: bool = False
    unless: tuple[str, ...] = ()
    counter_example: str = ""
    counter_expect: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """What one word of a trigger may be: one of `exact`, or begin or end with one of the others."""

    exact: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


GAPPED = Word()  # "...": words left open


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger found: its rule, and from which to which (exclusive) of the searched words it reaches."""

    rule: Rule
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to write a trigger, and the rule that it belongs to (None for the phrases that take rules back)."""

    words: tuple[Word, ...]
    rule: Rule


class Triggers:
    """The patterns of many rules, indexed by their first words."""

    def __init__(self, entries: Sequence[tuple[str, Rule]]) -> None:
        self._by_word: dict[str, list[Pattern]] = {}
        self._by_stem: dict[str, list[Pattern]] = {}
        self._others: list[Pattern] = []
        for phrase, rule in entries:
            for words in _written(phrase):
                self._file(Pattern(words, rule))

    def _file(self, pattern: Pattern) -> None:
        first = pattern.words[0]
        if first.exact:
            self._by_word.setdefault(next(iter(first.exact)), []).append(pattern)
        elif first.starts and len(first.starts[0]) >= STEM:
            self._by_stem.setdefault(first.starts[0][:STEM], []).append(pattern)
        else:
            self._others.append(pattern)

    def find(self, words: Sequence[str]) -> Iterator[Hit]:
        """All triggers in `words`, which are small or capital as they count (see `Rule`)."""
        for at, word in enumerate(words):
            for patterns in (self._by_word.get(word, ()), self._by_stem.get(word[:STEM], ()), self._others):
                for pattern in patterns:
                    end = _match(pattern.words, words, at)
                    if end is not None:
                        yield Hit(pattern.rule, at, end)


STEM = 4


@dataclass(frozen=True, slots=True)
class Grammar:
    """What clauses and questions look like in a language; see `clauses.py`."""

    subordinators: Mapping[str, str]  # word -> kind of clause
    relatives: frozenset[str]
    prepositions: frozenset[str]
    coordinators: frozenset[str]
    openers: frozenset[str]
    opener_pairs: frozenset[str]
    concessive_before: frozenset[str]
    concessive_after: frozenset[str]
    nominal_leaders: frozenset[str]
    whether_too: frozenset[str]
    question_words: frozenset[str]
    anywhere: frozenset[str]
    not_before_anywhere: frozenset[str]
    clause_nouns: frozenset[str]
    clause_endings: tuple[str, ...]
    conjunctions: frozenset[str]
    finite: frozenset[str]
    verb_final: bool


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rules of a language, ready for use."""

    rules: tuple[Rule, ...]
    triggers: Mapping[str, Triggers]
    exceptions: Mapping[str, Triggers]
    shapes: Mapping[str, re.Pattern[str]]
    grammar: Grammar


@cache
def rule_book(language: Language) -> RuleBook:
    """The rules of a language; raises DataFileError where the file is wrong."""
    data, where = table(language, "factuality"), f"lang/{language}/factuality.toml"
    listed = rows(data, "rules", Rule, where=where)
    shapes = {name: re.compile(pattern) for name, pattern in data["shapes"].items()}
    for rule in listed:
        _check(rule, shapes, where)
    return RuleBook(
        listed,
        {place: Triggers([(w, r) for r in listed if r.where == place for w in r.words]) for place in WHERE},
        {place: Triggers([(w, r) for r in listed if r.where == place for w in r.unless]) for place in WHERE},
        shapes,
        _grammar(data["clauses"]),
    )


def _grammar(data: Mapping[str, list[str]]) -> Grammar:
    kinds = ("complement", "whether", "conditional", "adverbial")
    return Grammar(
        {word: kind for kind in kinds for word in data[kind]},
        frozenset(data["relative"]),
        frozenset(data["prepositions"]),
        frozenset(data["coordinators"]),
        frozenset(w for w in data["openers"] if " " not in w),
        frozenset(w for w in data["openers"] if " " in w),
        frozenset(data["concessive_before"]),
        frozenset(data["concessive_after"]),
        frozenset(data["nominal_leaders"]),
        frozenset(data["whether_too"]),
        frozenset(data["question_words"]),
        frozenset(data["without_comma"]),
        frozenset(data["no_clause_after"]),
        frozenset(data["clause_nouns"]),
        tuple(data["clause_endings"]),
        frozenset(data["conjunctions"]),
        frozenset(data["finite"]),
        bool(data["verb_final"]),
    )


def _check(rule: Rule, shapes: Mapping[str, re.Pattern[str]], where: str) -> None:
    for key, value, known in (
        ("shape", rule.shape, ("", *shapes)),
        ("where", rule.where, WHERE),
        ("act", rule.act, ACTS),
    ):
        if value not in known:
            raise DataFileError(f"{where}: rule {rule.id!r}: {key} {value!r} is unknown; known: {', '.join(known)}")
    if not rule.words:
        raise DataFileError(f"{where}: rule {rule.id!r} has no words")


def _written(phrase: str) -> Iterator[tuple[Word, ...]]:
    """A phrase as words to compare with, once for each choice of its first word."""
    first, *rest = phrase.split()
    others = tuple(GAPPED if part == "..." else _word(part.split("|")) for part in rest)
    for choice in first.split("|"):
        yield (_word([choice]), *others)


def _word(choices: Sequence[str]) -> Word:
    return Word(
        frozenset(c for c in choices if "*" not in c),
        tuple(c[:-1] for c in choices if c.endswith("*")),
        tuple(c[1:] for c in choices if c.startswith("*")),
    )


def _match(pattern: Sequence[Word], words: Sequence[str], at: int) -> int | None:
    """The place behind the words that `pattern` matches from `at` on, or None."""
    for number, wanted in enumerate(pattern):
        if wanted is GAPPED:
            rest = pattern[number + 1 :]
            stops = range(at, min(len(words), at + GAP))
            return next((end for stop in stops if (end := _match(rest, words, stop)) is not None), None)
        if at >= len(words) or not _same(wanted, words[at]):
            return None
        at += 1
    return at


def _same(wanted: Word, word: str) -> bool:
    return word in wanted.exact or word.startswith(wanted.starts) or word.endswith(wanted.ends)

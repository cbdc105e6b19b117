"""Rules for time expressions: the pattern language, and how a match becomes a value.

A pattern looks like the text that it matches. `{class}` is a token of a word class and fills the slot of that name
(`{slot=class}` another slot); a word in lower case matches in any case, with a capital only as written; `( | )?` and
look-arounds are those of `re`, `[,.]` is one of some punctuation marks, `$name` a fragment of the same file; `<` and
`>` delimit the words that belong to the expression where that is not the whole match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lagebild.errors import DataFileError
from lagebild.extract.times.lexicon import TOKEN, WORD, Lexicon, compound, literal
from lagebild.lang.load import rows, table
from lagebild.types import Language, TimexType

_PIECE = re.compile(
    rf"(?P<look>\(\?(?:<?[!=]|:))|\{{(?:(?P<slot>\w+)=)?(?P<name>\w+)\}}|(?P<word>{WORD}|\d+)|(?P<set>\[[^\]\w]+\])"
    r"|(?P<open><)|(?P<close>>)|(?P<syntax>[()|?+^]|\$(?!\w))|(?P<other>.)"
)
_BUILT_IN = frozenset(
    {"Word", "word", "number", "digits", "two_digits", "three_digits", "day", "month_number", "hour", "minute"}
    | {"four_digit_clock", "nought_clock"}
)
_YEARS = frozenset({"year", "recent_year", "round_year", "decade", "century"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of `times.toml`; `time` is a program for `resolve/dates.py`, `value` a TIMEX3 value, both with slots.

    `vague` is the value that takes the place of the program where the clause tells what holds for long ("heute" as
    nowadays). `tenses` are those of the nearest verb with which the rule reads at all ("in two days" is a day only
    where something lies ahead); without them it always does. With a word of the class `never_with` in its sentence it
    does not ("an approval rating in the mid-30s").
    """

    id: str
    pattern: str
    type: TimexType
    example: Mapping[str, Any]
    time: str = ""
    value: str = ""
    mod: str = ""
    vague: str = ""
    tenses: tuple[str, ...] = ()
    never_with: str = ""
    counter_example: str = ""


@dataclass(frozen=True, slots=True)
class _Shape:
    kind: str
    pattern: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Compound:
    kind: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule with its expression over codes, the class of each slot, and sets of codes of which it needs one each."""

    rule: Rule
    expression: re.Pattern[str]
    slots: Mapping[str, str]
    needs: tuple[frozenset[str], ...]


@dataclass(slots=True)
class RuleBook:
    """The rules of one language with their word classes; expressions are compiled anew when new codes have come up."""

    rules: tuple[Rule, ...]
    lexicon: Lexicon
    pieces: tuple[tuple[re.Match[str], ...], ...]
    _made: tuple[int, list[Compiled]] = (-1, [])  # for how many codes, and the rules: one value, as threads share it

    def compiled(self) -> list[Compiled]:
        """The rules, compiled for the codes that have been given out so far."""
        size, (known, made) = self.lexicon.size, self._made
        if known != size:
            pairs = zip(self.rules, self.pieces, strict=True)
            made = [_expression(rule, pieces, self.lexicon) for rule, pieces in pairs]
            self._made = size, made
        return made


@cache
def rule_book(language: Language) -> RuleBook:
    """The rules of a language; raises DataFileError where a pattern uses a class that nobody defines."""
    where = f"lang/{language}/times.toml"
    data = table(language, "times")
    words = {
        name: {word: value.removeprefix("_") for value, listed in entries.items() for word in listed.split()}
        for name, entries in data["words"].items()
    }
    rules = rows(data, "rule", Rule, where=where)
    shapes = rows(data, "shape", _Shape, where=where) if "shape" in data else ()
    compounds = rows(data, "compound", _Compound, where=where) if "compound" in data else ()
    defined = {*words, *_BUILT_IN, *_YEARS, *(s.kind for s in shapes), *(c.kind for c in compounds)}
    pieces = tuple(_pieces(rule, data["fragments"], defined, where) for rule in rules)
    literals = frozenset(p.group("word") for ps in pieces for p in ps if p.group("word"))
    lexicon = Lexicon(
        words,
        tuple((s.kind, re.compile(s.pattern), frozenset(s.unless)) for s in shapes),
        tuple((c.kind, compound(c.pattern, words, where)) for c in compounds),
        literals,
        frozenset(map(literal, literals)) | {p.group("name") for ps in pieces for p in ps if p.group("name")},
    )
    for number in range(2120):
        lexicon.known(str(number))
        lexicon.known(f"{number:02}")
    shown = {token for rule in rules for token in TOKEN.findall(rule.example.get("text", ""))}
    for word in [*literals, *(w for entries in words.values() for w in entries), *sorted(shown)]:
        for form in (word, word.lower(), word.capitalize(), word.upper()):
            lexicon.known(form)  # most codes are given out here, so that patterns are seldom compiled anew
    return RuleBook(rules, lexicon, pieces)


def _pieces(rule: Rule, fragments: Mapping[str, str], defined: set[str], where: str) -> tuple[re.Match[str], ...]:
    pattern = rule.pattern
    while re.search(r"\$\w", pattern):
        try:
            pattern = re.sub(r"\$(\w+)", lambda m: fragments[m.group(1)], pattern)
        except KeyError as error:
            raise DataFileError(f"{where}: rule {rule.id!r} uses the unknown fragment {error}") from None
    pieces = tuple(_PIECE.finditer(pattern))
    for piece in pieces:
        if piece.group("name") and piece.group("name") not in defined:
            raise DataFileError(f"{where}: rule {rule.id!r} uses the unknown class {piece.group('name')!r}")
    return pieces


def _expression(rule: Rule, pieces: tuple[re.Match[str], ...], lexicon: Lexicon) -> Compiled:
    slots: dict[str, str] = {}
    out: list[str] = []
    for piece in pieces:
        kind, text = piece.lastgroup, piece.group()
        if kind == "name":
            out.append(_class(piece, lexicon, slots))
        elif kind == "word":
            out.append(_charset(lexicon, literal(text)))
        elif kind in ("open", "close"):
            out.append("(?P<span_>" if kind == "open" else ")")
        else:
            out.append(re.escape(text) if kind == "other" else text)
    return Compiled(rule, re.compile("".join(out), re.MULTILINE), slots, tuple(_needs(pieces, lexicon)))


def _needs(pieces: tuple[re.Match[str], ...], lexicon: Lexicon) -> Iterator[frozenset[str]]:
    """The codes of each class that every match holds: those outside brackets and not followed by a question mark."""
    depth = 0
    for piece, after in zip(pieces, [*pieces[1:], None], strict=True):
        text = piece.group()
        depth += (text == "(" or piece.lastgroup == "look") - (text == ")")
        name = piece.group("name") or (piece.group("word") and literal(piece.group("word")))
        if text == "|" and depth == 0:
            raise DataFileError(f"an alternative outside brackets: {piece.string!r}")
        if name and depth == 0 and (after is None or after.group() != "?"):
            yield frozenset(lexicon.charset(name))


def _class(piece: re.Match[str], lexicon: Lexicon, slots: dict[str, str]) -> str:
    slot, name = piece.group("slot") or piece.group("name"), piece.group("name")
    if slot in slots:  # a slot that stands twice, in a look-around or an alternative, is filled by its first place
        return _charset(lexicon, name)
    slots[slot] = name
    return f"(?P<{slot}>{_charset(lexicon, name)})"


def _charset(lexicon: Lexicon, name: str) -> str:
    codes = lexicon.charset(name)
    return f"[{codes}]" if codes else "(?!)"

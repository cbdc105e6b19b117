"""Sentences: where one ends and the next begins, in news.

A candidate is a final mark with its closing quotation marks and brackets before white space. It is then asked what
stands before it (an abbreviation, an initial, an ordinal, an omission) and what follows (a word in lower case, a
reporting tail, a word that starts sentences). A quotation with its reporting tail is one sentence: "We go!" he said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lagebild.lang.load import table
from lagebild.text.letters import CAPITAL, SMALL
from lagebild.types import Language

CLOSING = "\"“”»«’‘‹›')\\]"
OPENING = "\"„“”»«‚‘›‹'(\\["

_END = re.compile(
    rf"(?:\.(?:[ \u00a0]\.){{2,}}|\.{{2,}}|[!?…]+\.?|\.)(?P<close>[{CLOSING}]{{0,4}})(?:\[\d{{1,3}}\])*(?=\s|$)"
    # a full stop whose space was lost: small letters before, a capitalised word after
    rf"|(?<={SMALL}{{3}})[.!?](?P<lost>[“”»]?)(?=[„“»]?{CAPITAL}{SMALL}+[ ,])"
)
_LAST_WORD = re.compile(r"(?:(?<![^\W_])(?:[^\W\d_]\.\s?)+[^\W\d_]{1,3}|[^\W_]+)$")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*$")
_NEXT = re.compile(rf"\s*(?P<marks>[{OPENING}]*)(?P<dash>[–—-]\s)?\s?(?P<word>\w[\w-]*)?")
_ROMAN = re.compile(r"[IVX]+$")
_LIST_NUMBER = re.compile(r"[\s(]*(?:\d{1,2}|[^\W\d_])\Z")
_LONGEST = 4_000  # code points: no sentence of a newspaper is longer; what is, is cut so that reading stays quick
_BACK = 32  # code points looked at before a mark: no abbreviation is longer


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a language's `sentences.toml` says about final marks."""

    abbreviations: frozenset[str]
    final_abbreviations: frozenset[str]
    number_abbreviations: frozenset[str]
    ordinal_followers: frozenset[str]
    cardinal_leaders: frozenset[str]
    letter_leaders: frozenset[str]
    starters: frozenset[str]
    ordinals: bool
    dash_in_speech: bool
    tail: re.Pattern[str] | None


@cache
def _rules(language: Language) -> _Rules:
    data = table(language, "sentences")
    tail = data["reporting_tail"]
    verbs = "|".join(map(re.escape, tail["verbs"]))
    name = rf"(?:{CAPITAL}[\w.’'-]*|" + "|".join(map(re.escape, tail["inside_names"])) + r"),?\s+"
    return _Rules(
        frozenset(data["abbreviations"]),
        frozenset(data["final_abbreviations"]),
        frozenset(data["number_abbreviations"]),
        frozenset(data["ordinal_followers"]),
        frozenset(data["cardinal_leaders"]),
        frozenset(data["letter_leaders"]),
        frozenset(data["starters"]),
        data["ordinals_with_full_stop"],
        tail["after_dash"],
        re.compile(rf"\s+(?:{name}){{1,6}}(?:{verbs})\b") if tail["subject_first"] else None,
    )


def sentence_bounds(text: str, start: int, end: int, language: Language) -> Iterator[tuple[int, int]]:
    """Half-open offsets of the sentences of `text[start:end]`, without surrounding white space; linear time."""
    rules, begin = _rules(language), start
    for mark in _END.finditer(text, start, end):
        if mark.end() < end and not _ends_here(text, mark, begin, end, rules):
            continue
        yield from _trimmed(text, begin, mark.end())
        begin = mark.end()
    yield from _trimmed(text, begin, end)


def _ends_here(text: str, mark: re.Match[str], begin: int, end: int, rules: _Rules) -> bool:
    after = _NEXT.match(text, mark.end(), end)
    word = after["word"] if after else None
    closed = bool(mark["close"] or mark["lost"])
    if after and after["dash"] and (closed or (rules.dash_in_speech and word and word[0].islower())):
        return False  # the speaker stands behind a dash
    if word is not None and word[0].islower() and not (after and after["dash"]):
        return False
    sign = mark.group()[0]
    quoted = bool(after and after["marks"].strip("(["))
    initial = after is not None and word is not None and len(word) == 1 and text.startswith(".", after.end())
    starts = word is None or quoted or (word.lower() in rules.starters and not initial)
    if sign in "!?":
        return not (closed and rules.tail and rules.tail.match(text, mark.end(), min(end, mark.end() + 120)))
    if sign == "…" or mark.group()[:2] in ("..", ". ", ".\u00a0"):
        return _ends_at_omission(text, mark, starts)
    if closed and mark["close"] not in ("'", "’"):
        return True
    return _ends_at_full_stop(text, mark.start(), begin, word, starts, rules)


def _ends_at_omission(text: str, mark: re.Match[str], starts: bool) -> bool:
    before = text[mark.start() - 1] if mark.start() else " "
    if before in "[(":
        return False  # [...]: words were left out
    return starts or not before.isspace()


def _ends_at_full_stop(text: str, at: int, begin: int, word: str | None, starts: bool, rules: _Rules) -> bool:
    if _LIST_NUMBER.match(text, begin, at):
        return False
    found = _LAST_WORD.search(text[max(begin, at - _BACK) : at])
    if found is None:
        return True
    last, spaced = "".join(found.group().split()), found.group().split()[-1]
    before = text[max(begin, at - _BACK - 16) : at - len(found.group())].split()
    leader = before[-1].strip(OPENING).lower() if before else ""
    if last.isdigit():
        return _ends_at_number(last, leader, word, starts, rules)
    if _INITIALS.match(last) and last.isupper() and last.lower() not in rules.final_abbreviations:
        return starts or leader in rules.letter_leaders
    for abbreviation in (last, spaced):
        if _listed(abbreviation, rules.final_abbreviations):
            return starts
        if _listed(abbreviation, rules.number_abbreviations):
            return not (word and (word[0].isdigit() or _ROMAN.match(word)))
        if _listed(abbreviation, rules.abbreviations):
            return False
    if _INITIALS.match(last):
        return False
    return starts or not (rules.ordinals and _ROMAN.match(last))


def _ends_at_number(last: str, leader: str, word: str | None, starts: bool, rules: _Rules) -> bool:
    if word is not None and word.lower() in rules.ordinal_followers:
        return False
    return not rules.ordinals or len(last) >= 3 or starts or leader in rules.cardinal_leaders


def _listed(word: str, abbreviations: frozenset[str]) -> bool:
    """Whether a word is listed as it stands or but for its first letter; of "U.S." all letters may be small."""
    return (
        word in abbreviations
        or word[0].lower() + word[1:] in abbreviations
        or ("." in word and word.lower() in abbreviations)
    )


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        cut = next((at for at in range(start + _LONGEST, start, -1) if text[at].isspace()), start + _LONGEST)
        yield start, cut
        start = cut + text[cut].isspace()
    if start < end:
        yield start, end

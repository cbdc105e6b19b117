"""Number words: `lang/*/numbers.toml` indexed by word, and what a number written in words adds up to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lagebild.lang.load import rows, table
from lagebild.types import Language


@dataclass(frozen=True, slots=True)
class Multiplier:
    """A row of [[multipliers]]: `plurals` are vague, `money_suffixes` count only beside a currency or before a noun."""

    value: float
    words: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    glued_suffixes: tuple[str, ...] = ()
    money_suffixes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Numbers:
    """`lang/<language>/numbers.toml`, indexed by word."""

    decimal_mark: str
    decimal_ending_in_nought_groups: bool
    words: Mapping[str, float]
    multipliers: Mapping[str, float]
    plurals: Mapping[str, float]
    suffixes: Mapping[str, float]
    glued_suffixes: Mapping[str, float]
    money_suffixes: Mapping[str, float]
    mixed: Mapping[str, float]
    halves: Mapping[str, float]
    shares: Mapping[str, float]
    denominators: Mapping[str, float]
    denominators_of_one: Mapping[str, float]
    plural_links: frozenset[str]
    articles: frozenset[str]
    joiners: frozenset[str]
    decimal_words: frozenset[str]
    truncation_joiners: frozenset[str]
    minus_words: frozenset[str]
    estimates: frozenset[str]
    compound: re.Pattern[str] | None
    morpheme: re.Pattern[str]
    joiner_inside: str
    inner: Mapping[str, float]
    starters: frozenset[str]


@cache
def numbers(language: Language) -> Numbers:
    """The number words of a language; raises DataFileError where the file is wrong."""
    data = table(language, "numbers")
    where = f"lang/{language}/numbers.toml"
    multipliers = rows(data, "multipliers", Multiplier, where=where)

    def index(kind: str) -> dict[str, float]:
        return {word: float(row.value) for row in multipliers for word in getattr(row, kind)}

    words = {w: float(v) for w, v in data["words"].items()}
    singles = index("words")
    inner = {**words, **{w: float(v) for w, v in data["inner_words"].items()}}
    joiner = str(data["joiner_in_compounds"])
    parts = sorted([*inner, *singles, *([joiner] if joiner else [])], key=len, reverse=True)
    alternatives = "|".join(map(re.escape, parts))
    mixed = {w: float(v) for w, v in data["mixed"].items()}
    halves = {w: float(v) for w, v in data["halves"].items()}
    plurals = index("plurals")
    shares = {w: float(v) for w, v in data["shares"].items()}
    articles = frozenset(data["article_words"])
    starters = frozenset({*words, *singles, *plurals, *mixed, *halves, *shares, *articles})
    return Numbers(
        decimal_mark=data["decimal_mark"],
        decimal_ending_in_nought_groups=data["decimal_ending_in_nought_groups"],
        words=words,
        multipliers=singles,
        plurals=plurals,
        suffixes=index("suffixes"),
        glued_suffixes=index("glued_suffixes"),
        money_suffixes=index("money_suffixes"),
        mixed=mixed,
        halves=halves,
        shares=shares,
        denominators={w: float(v) for w, v in data["denominators"].items()},
        denominators_of_one={w: float(v) for w, v in data["denominators_of_one"].items()},
        plural_links=frozenset(data["plural_links"]),
        articles=articles,
        joiners=frozenset(data["joiners_after_multipliers"]),
        decimal_words=frozenset(data["decimal_words"]),
        truncation_joiners=frozenset(data["truncation_joiners"]),
        minus_words=frozenset(data["minus_words"]),
        estimates=frozenset(data.get("estimates", ())),
        compound=re.compile(f"(?:{alternatives})+") if data["compounds"] else None,
        morpheme=re.compile(alternatives),
        joiner_inside=joiner,
        inner=inner,
        starters=starters,
    )


class Builder:
    """Adds up the parts of a number in words, one group of three digits after the other."""

    def __init__(self) -> None:
        self.total = 0.0
        self.group = 0.0
        self.tens = self.ones = self.hundreds = False
        self.ceiling = float("inf")
        self.last_multiplier = 1.0

    def take(self, value: float, multiplier: bool, *, reversed_order: bool = False) -> bool:
        """Adds a part; refuses, with False, one that cannot follow: "two three" stays two.

        `reversed_order` lets the tens follow the ones, as in "dreiundzwanzig".
        """
        return self._multiply(value) if multiplier else self._add(value, reversed_order)

    def _multiply(self, value: float) -> bool:
        if value >= self.ceiling or (value == 100 and self.hundreds):
            return False
        self.last_multiplier = value
        if value == 100:
            self.group = (self.group or 1.0) * 100
            self.hundreds, self.tens, self.ones = True, False, False
            return True
        self.total += (self.group or 1.0) * value
        self.group, self.ceiling = 0.0, value
        self.tens = self.ones = self.hundreds = False
        return True

    def _add(self, value: float, reversed_order: bool) -> bool:
        if value >= 100:  # a hundred of one word: "двісті"
            if self.hundreds or self.tens or self.ones:
                return False
            self.hundreds = True
        elif value < 10:
            if self.ones:
                return False
            self.ones = True
        elif value < 20:
            if self.ones or self.tens:
                return False
            self.ones = self.tens = True
        else:
            if self.tens or (self.ones and not reversed_order):
                return False
            self.tens = True
        self.group += value
        self.last_multiplier = 1.0
        return True

    @property
    def value(self) -> float:
        """The sum so far."""
        return self.total + self.group

    @property
    def ends_in_multiplier(self) -> bool:
        """Whether the last part was a hundred, a thousand or more."""
        return self.last_multiplier > 1


def spell(word: str, lexicon: Numbers, builder: Builder) -> bool:
    """Feeds the parts of a number in one word ("hundertzwanzigtausend") to the builder; False where they do not fit."""
    joined = False
    for part in lexicon.morpheme.findall(word):
        if part == lexicon.joiner_inside:
            joined = True
            continue
        is_multiplier = part in lexicon.multipliers
        value = lexicon.multipliers[part] if is_multiplier else lexicon.inner[part]
        if not builder.take(value, is_multiplier, reversed_order=joined):
            return False
        joined = False
    return not joined

"""The rows of the data files of figures: `lang/*/figures.toml`, `ontology/units.toml` and `ontology/stages.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What every rule of figures.toml has; `expect` holds the values of the first figure of `example`."""

    id: str
    example: str
    expect: Mapping[str, Any] = field(default_factory=dict)
    counter_example: str = ""


@dataclass(frozen=True, slots=True)
class Modifier(Rule):
    """Words that bound a number or make it approximate; the other keys are explained in the file."""

    effect: Literal["least", "most", "about", "exact"] = "exact"
    before: Words = ()
    after: Words = ()
    glued_after: Words = ()
    words_from: float = 0
    governed_by: Words = ()
    certain_after: Words = ()
    adjacent: bool = False


@dataclass(frozen=True, slots=True)
class Vague(Rule):
    """A quantifier that stands for `min` to `max`, alone or times the power that follows."""

    words: Words = ()
    min: float = 0
    max: float = 0
    alone: bool = False


@dataclass(frozen=True, slots=True)
class RangeRule(Rule):
    """Two numbers joined by `middle`, after `opening` if there is one.

    `near` asks for neighbours (eight or nine); `may_move`: the words also tell a movement ("from 5 to 4"), no range.
    `ratio`: the first is a share of the second ("two out of three"); `of_one`: only 1 is, of 3 or more.
    """

    middle: str = ""
    opening: str = ""
    near: bool = False
    may_move: bool = False
    ratio: bool = False
    of_one: bool = False


@dataclass(frozen=True, slots=True)
class Change(Rule):
    """Words that make a number the amount of a rise or fall."""

    change: Literal["up", "down"] = "up"
    before: Words = ()
    linked_by: Words = ()
    clause: Words = ()
    after: Words = ()
    counts_too: Words = ()
    compared: Words = ()
    nouns: Words = ()
    never_after: Words = ()


@dataclass(frozen=True, slots=True)
class NotFigure(Rule):
    """Words beside a number that make it no figure; `kind` names what it is instead where a benchmark asks.

    `between` stands between the numbers of a ratio or score: two small ones that do not rise ("a 3 to 1 margin").
    """

    before: Words = ()
    after: Words = ()
    with_: Words = ()
    between: Words = ()
    only: Literal["", "bare", "year", "day or year", "alone"] = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class StageRule(Rule):
    """Phrases that show a stage; `id` is the stage. Those of `ahead` speak only of what follows: "damage to".

    Those of `back` speak only of what stands before them: "he fled the town and evaded hundreds".
    """

    words: Words = ()
    ahead: Words = ()
    back: Words = ()


@dataclass(frozen=True, slots=True)
class NoStageRule(Rule):
    """Phrases that hold the word of a stage and tell of none: "received injuries" is no delivery."""

    words: Words = ()


@dataclass(frozen=True, slots=True)
class SinceRule(Rule):
    """Words that say since when a figure holds: `before` a time or event, or by themselves (`itself`).

    `types` are the TIMEX3 types of a time that may follow, `words_too` other words that may; with `events` the name of
    an event may. None of `never_with` stands in the same clause ("will send 40 tanks within a week").
    """

    before: Words = ()
    itself: Words = ()
    types: Words = ()
    words_too: Words = ()
    events: bool = False
    never_with: Words = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of ontology/units.toml."""

    id: str
    kind: str
    symbols: Words = ()
    per: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """A row of ontology/stages.toml."""

    id: str
    weight: int
    persons: bool = False
    never_of_changes: bool = False
    never_of_money: bool = False
    of_objects: bool = False
    never_of_persons: bool = False
    by_means: bool = False
    of_shares: bool = False
    of_known: bool = False
    wide: bool = False

"""The little that is kept of a claim to compare it with others: hashes and numbers, 200 bytes at most.

Names and words are kept as 32 and 16 bits of their hash, so that a sketch tells whether two claims name the same and
nothing else. Equal hashes of different names happen once in four billion.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Literal, TypeVar

from lagebild.errors import DataFileError

Polarity = Literal[-1, 0, 1]
T = TypeVar("T")

VERSION = 1
BYTES = 200  # of a packed sketch, at most
#: At most so many of each are kept, in the order of the text.
ACTORS, PLACES, COUNTS, DEEDS, CONCEPTS, WORDS, NUMBERS = 4, 3, 2, 2, 10, 10, 3
SAME_WORD = 1 << 15  # marks a further concept of the word before
THING = 1 << 14  # marks a concept that is no deed
UNLISTED = 3  # level of a place that no list knows
OPEN_END = float("nan")
_LANGUAGES = 3  # mask of the language in its flags
_CONDITION, _USUAL = 1 << 7, 1 << 6  # beside the number of who acts
_LARGEST = (2 - 2**-23) * 2.0**127  # that a float of four bytes holds
_EPOCH = date(2000, 1, 1).toordinal()
_HEAD = struct.Struct("<BQbBBBHHHBBBBBBB")
_HASH = struct.Struct("<H")
_ACTOR, _PLACE, _COUNT = (struct.Struct(f"<{form}") for form in ("IHB", "IIHB", "ffBHHH"))


@dataclass(frozen=True, slots=True)
class Who:
    """An actor of the content: hash of its key, of its country (0: none), whether it can stand for its state, and
    whether a list knows it."""

    key: int
    country: int
    official: bool
    listed: bool


@dataclass(frozen=True, slots=True)
class Where:
    """A place of the content: hashes of its key, of what holds it and of its country (0: none); 0 is the widest level:
    country, then region and area, then town and site, then what no list knows."""

    key: int
    within: int
    country: int
    level: int


@dataclass(frozen=True, slots=True)
class Count:
    """A figure: the ends of its value (NaN where open), the mark of what is counted as in
    `concepts`, and hashes of unit and stage (0: none)."""

    low: float
    high: float
    about: bool
    concept: int
    unit: int
    stage: int


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of one claim.

    exact: 64 bits of its words. polarity: -1 where the source says that it is not so, 0 where he leaves it open.
    is_open: it speaks of what is planned, demanded or feared; is_reversed: of what is rejected, prevented, put off.
    is_done: its words are those of what has happened. is_further: its figure comes on top of an earlier one.
    is_own: its words leave out who acts, since it is who says it ("refuses to send ships"); he is the first actor then.
    is_decided: it speaks of a decision (agree, approve). is_condition: of what would be ("if it is attacked").
    is_usual: of what happens often ("is prone to earthquakes").
    mains: how many of the concepts, the first ones, stand in the main clause.
    first, last, published: days, counted from 2000-01-01, of the content and of publication, 0 where not known.
    doer: which of the actors acts, counted from 1, 0 where it is not known. deeds: 8 bits of the type of each event.
    concepts: 14 bits of each concept of its words, and `THING` and `SAME_WORD`. words: 16 bits of the stem of each
    content word that has no concept; the first `names` of them are those of names. numbers: those that are no figures
    ("the 18th package").
    """

    exact: int
    language: int
    polarity: Polarity
    is_open: bool
    is_reversed: bool
    is_done: bool
    is_further: bool
    first: int
    last: int
    published: int
    actors: tuple[Who, ...] = ()
    doer: int = 0
    places: tuple[Where, ...] = ()
    counts: tuple[Count, ...] = ()
    deeds: tuple[int, ...] = ()
    concepts: tuple[int, ...] = ()
    words: tuple[int, ...] = ()
    names: int = 0
    numbers: tuple[int, ...] = ()
    is_own: bool = False
    is_decided: bool = False
    mains: int = 0
    is_condition: bool = False
    is_usual: bool = False

    def __hash__(self) -> int:
        """Of what tells most sketches apart: comparisons are remembered by their sketches, many times for a claim."""
        return hash((self.exact, self.polarity, self.first, self.published))

    def pack(self) -> bytes:
        """The sketch as bytes, `BYTES` at most."""
        lists = (self.actors, self.places, self.counts, self.deeds, self.concepts, self.words, self.numbers)
        flags = self.is_open | self.is_further << 1 | self.is_done << 2 | self.is_reversed << 3 | self.language << 4
        flags |= self.is_own << 6 | self.is_decided << 7
        told = self.names | self.mains << 4
        doer = self.doer | _CONDITION * self.is_condition | _USUAL * self.is_usual
        head = (VERSION, self.exact, self.polarity, flags, told, doer, self.first, self.last, self.published)
        return b"".join(
            (
                _HEAD.pack(*head, *map(len, lists)),
                *(_ACTOR.pack(a.key, a.country, a.official | a.listed << 1) for a in self.actors),
                *(_PLACE.pack(p.key, p.within, p.country, p.level) for p in self.places),
                *(_COUNT.pack(_kept(c.low), _kept(c.high), c.about, c.concept, c.unit, c.stage) for c in self.counts),
                bytes(self.deeds),
                struct.pack(f"<{sum(map(len, lists[4:]))}H", *self.concepts, *self.words, *self.numbers),
            )
        )

    @classmethod
    def unpack(cls, packed: bytes) -> Sketch:
        """The sketch that `pack` made these bytes of; raises DataFileError for bytes that are none."""
        try:
            return _unpacked(packed)
        except (struct.error, IndexError) as error:
            raise DataFileError(f"{len(packed)} bytes are no sketch of a claim: {error}") from None


@lru_cache(maxsize=8192)  # claims of one story are asked for again and again while pages come in
def _unpacked(packed: bytes) -> Sketch:
    version, exact, polarity, flags, names, doer, first, last, published, *lengths = _HEAD.unpack_from(packed)
    if version != VERSION:
        raise struct.error(f"version {version}, {VERSION} is read")
    at = _HEAD.size

    def take(form: struct.Struct, count: int, make: Callable[..., T]) -> tuple[T, ...]:
        nonlocal at
        found = tuple(make(*form.unpack_from(packed, at + k * form.size)) for k in range(count))
        at += count * form.size
        return found

    actors = take(_ACTOR, lengths[0], lambda key, country, flags: Who(key, country, bool(flags & 1), bool(flags & 2)))
    places = take(_PLACE, lengths[1], Where)
    counts = take(_COUNT, lengths[2], lambda low, high, about, *rest: Count(low, high, bool(about), *rest))
    deeds = take(struct.Struct("<B"), lengths[3], int)
    concepts, words, numbers = (take(_HASH, count, int) for count in lengths[4:7])
    if len(packed) != at:
        raise struct.error(f"{at} were expected")
    open_, further, done = bool(flags & 1), bool(flags & 2), bool(flags & 4)
    reversed_, own, decided = bool(flags & 8), bool(flags & 64), bool(flags & 128)
    return Sketch(
        exact, flags >> 4 & _LANGUAGES, polarity, open_, reversed_, done, further, first, last, published,
        actors, doer & ~(_CONDITION | _USUAL), places, counts, deeds, concepts, words, names & 15, numbers,
        own, decided, names >> 4, bool(doer & _CONDITION), bool(doer & _USUAL),
    )  # fmt: skip


def _kept(value: float) -> float:
    """A value as four bytes hold it: beyond their range it is as good as open."""
    return value if abs(value) <= _LARGEST else OPEN_END


def hashed(text: str, bits: int) -> int:
    """The first `bits` (a multiple of 8) of the BLAKE2b hash of a text, 0 for an empty one."""
    return int.from_bytes(blake2b(text.encode(), digest_size=bits // 8).digest(), "little") if text else 0


def day_number(day: date | None) -> int:
    """A day as it is kept: counted from 2000-01-01, 0 where it is not known or lies outside of two bytes."""
    number = day.toordinal() - _EPOCH if day else 0
    return number if 0 < number < 1 << 16 else 0


def first_of(found: Iterable[T], most: int) -> tuple[T, ...]:
    """The first `most`, each once."""
    return tuple(dict.fromkeys(found))[:most]

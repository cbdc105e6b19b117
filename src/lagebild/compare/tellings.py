"""The little that is kept of an event as one claim tells it, to compare it with other tellings: 40 bytes.

Like the sketch of a claim it holds hashes and numbers (`compare/sketch.py`), in days since 2000-01-01.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Literal, get_args

from lagebild.compare.deed_rules import deed_rules, is_speech
from lagebild.compare.deeds import DONE, Dating
from lagebild.compare.entities import where, who
from lagebild.compare.occasion import Occasion
from lagebild.compare.parties import place_of
from lagebild.compare.sketch import Sketch, Where, Who, day_number, hashed
from lagebild.compare.timex import Interval, interval
from lagebild.compare.voices import AUTHOR
from lagebild.errors import DataFileError
from lagebild.types import Article, Claim, Entry, Event, EventStatus

VERSION = 1
#: Tellings of different standings are of different deeds, but for what is denied: it was told as done.
Standing = Literal["done", "denied", "planned", "hypothetical", "negated"]
_STANDINGS: tuple[Standing, ...] = get_args(Standing)
_DATINGS: tuple[Dating, ...] = get_args(Dating)
#: Values of TIMEX3 that mean the days of the news, and no longer past.
_NOW = frozenset({"PRESENT_REF"})
_PERIOD = 4  # days that share a key
_SHAPE = struct.Struct("<BHHBBHHHIHBIHBIIHB")
_NOBODY, _NOWHERE = Who(0, 0, False, False), Where(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as one claim tells it.

    type and mode: 16 bits of their hashes, mode 0 where none is told. first and last: the days on which it can have
    been done, 0 where not known; dating: what they rest on. published: the day of publication, 0 where not known.
    actor, recipient: as in sketches. where: the place of the deed.
    """

    type: int
    mode: int
    standing: Standing
    dating: Dating
    first: int
    last: int
    published: int
    actor: Who | None = None
    recipient: Who | None = None
    where: Where | None = None

    def pack(self) -> bytes:
        """The telling as bytes."""
        one, other, place = self.actor or _NOBODY, self.recipient or _NOBODY, self.where or _NOWHERE
        return _SHAPE.pack(
            VERSION, self.type, self.mode, _STANDINGS.index(self.standing), _DATINGS.index(self.dating),
            self.first, self.last, self.published,
            one.key, one.country, one.official | one.listed << 1,
            other.key, other.country, other.official | other.listed << 1,
            place.key, place.within, place.country, place.level,
        )  # fmt: skip

    @classmethod
    def unpack(cls, packed: bytes) -> Telling:
        """The telling that `pack` made these bytes of; raises DataFileError for bytes that are none."""
        return _unpacked(packed)


@lru_cache(maxsize=8192)  # tellings of one place and of some days are asked for again and again while pages come in
def _unpacked(packed: bytes) -> Telling:
    if len(packed) != _SHAPE.size or packed[0] != VERSION:
        raise DataFileError(f"{len(packed)} bytes are no telling of a deed in version {VERSION}")
    _, kind, mode, standing, dating, first, last, published, *rest = _SHAPE.unpack(packed)
    parties = (_who(*rest[:3]), _who(*rest[3:6]), Where(*rest[6:]) if rest[6] else None)
    return Telling(kind, mode, _STANDINGS[standing], _DATINGS[dating], first, last, published, *parties)


def _who(key: int, country: int, flags: int) -> Who | None:
    return Who(key, country, bool(flags & 1), bool(flags & 2)) if key else None


def telling_of(article: Article, claim: Claim, event: Event, about: Occasion | None = None) -> Telling | None:
    """What is kept of an event; None for speech, which is no deed. `about` is the day that its page is about."""
    if is_speech(event.type):
        return None
    days, dating = days_of_deed(article, event, about)
    place = place_of(event, claim)
    return Telling(
        hashed(event.type, 16),
        hashed(event.mode or "", 16),
        standing_of(status_in(claim, event)),
        dating,
        day_number(days.first) if days and dating != "bound" else 0,
        day_number(days.last) if days else 0,
        day_number(article.day),
        who(event.actor) if event.actor else None,
        who(event.recipient) if event.recipient else None,
        where(place) if place else None,
    )


def status_in(claim: Claim, event: Event) -> EventStatus:
    """The status of an event as its article has it: what a source tells as done and the author holds untrue is denied.

    So it is where an outlet corrects itself ("we wrote that they had been sent; that is wrong"). What the reporting
    frame tells ("Moscow falsely accused Kyiv of ...") is the author's own.
    """
    if event.frame:
        return event.status
    is_contradicted = claim.source.kind != "author" and claim.author_factuality in ("CT-", "PR-", "PS-")
    return "denied" if is_contradicted and event.status in DONE else event.status


def as_told(entry: Entry, event: Event) -> Entry:
    """The claim as it stands to who tells an event of it.

    What a reporting frame tells is told by the author in the whole sentence, whatever its source says in it. The id
    stays that of the claim.
    """
    if not event.frame:
        return entry
    own = replace(
        entry.claim, source=AUTHOR, chain=(), content=(entry.claim.sentence,), cue=(), form="author", act="state",
        factuality="CT+", author_factuality="CT+",
    )  # fmt: skip
    return replace(entry, claim=own)


def standing_of(status: EventStatus) -> Standing:
    """The standing of a status: happened and ongoing are done."""
    return "done" if status in DONE else status  # type: ignore[return-value]


def days_of_deed(article: Article, event: Event, about: Occasion | None = None) -> tuple[Interval | None, Dating]:
    """The days on which an event can have been done, and what they rest on (see `Deed`); of a bound only the last."""
    done = standing_of(event.status) in ("done", "denied")
    published = interval(article.published)
    told = interval(event.time)
    if told is not None:
        if done and published and told.first <= published.last < told.last:
            told = Interval(told.first, published.last, told.grain)  # nothing is done after it was reported
        return told, "told"
    if published is None or not done:
        return None, "none"
    if event.time is None and about is not None and about.basis == "lead":
        return about.days, "lead"
    if event.time is None or event.time in _NOW:
        first = date.fromordinal(max(published.first.toordinal() - deed_rules().news, 1))  # a day may be misread
        return Interval(first, published.last, published.grain), "published"
    return published, "bound"


def is_mutual(telling: Telling) -> bool:
    """Whether both parties do it to each other, so that either may be told as the one who acts."""
    return telling.type in _mutual() and telling.mode not in _mutual()[telling.type]


@cache
def _mutual() -> Mapping[int, frozenset[int]]:
    """Types of what parties do to each other, with the modes that only one of them does."""
    return {hashed(row.type, 16): frozenset(hashed(mode, 16) for mode in row.but) for row in deed_rules().mutual}


def keys(telling: Telling, sketch: Sketch) -> tuple[int, ...]:
    """Numbers of 64 bits under which an index keeps a telling: its type with each party and place, by periods."""
    return tuple(dict.fromkeys(hashed(f"{_period(telling)}:{label}", 64) for label in _labels(telling, sketch)))


def near_keys(telling: Telling, sketch: Sketch) -> tuple[int, ...]:
    """The numbers under which tellings of the same deed lie: those of the same period and of its neighbours."""
    period = _period(telling)
    near = (period, period - 1, period + 1) if period else (period,)
    return tuple(dict.fromkeys(hashed(f"{one}:{label}", 64) for label in _labels(telling, sketch) for one in near))


def _period(telling: Telling) -> int:
    """The period of a telling: of its day where it tells one, else of its publication; 0 for none."""
    day = telling.last if telling.dating == "told" and telling.last - telling.first < _PERIOD else telling.published
    return (day or telling.last) // _PERIOD


def _labels(telling: Telling, sketch: Sketch) -> Iterator[str]:
    kind = f"{telling.type}:{'done' if telling.standing == 'denied' else telling.standing}"
    roles = "aa" if is_mutual(telling) else "ar"
    for role, one in zip(roles, (telling.actor, telling.recipient), strict=True):
        if one is not None:
            yield f"{kind}:{role}:{one.country if one.official else one.key}"
    places = (telling.where,) if telling.where else sketch.places[:2]
    for place in places:
        yield f"{kind}:p:{place.key}"

"""Alliances of states and who belongs to them on a day (`ontology/alliances.toml`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from lagebild.compare.identity import entity_of
from lagebild.errors import DataFileError, UsageError
from lagebild.lang.load import ontology, rows
from lagebild.types import Actor

_WHERE = "ontology/alliances.toml"
#: The language whose name an alliance has as a side where it is stored; views name it anew.
_STORED = "en"


@dataclass(frozen=True, slots=True)
class Member:
    """A state (ISO 3166-1 alpha-3) from the first day of its membership, or suspension, to the last; None: it lasts."""

    country: str
    since: date
    until: date | None

    def holds(self, country: str | None, day: date | None) -> bool:
        """Whether a state is one on a day; without a day, whether it is one now."""
        if country != self.country:
            return False
        return self.until is None if day is None else self.since <= day <= (self.until or day)


@dataclass(frozen=True, slots=True)
class Alliance:
    """An alliance with its names by language; `key` is itself in the gazetteer, empty where it is not known there."""

    id: str
    key: str
    names: Mapping[str, str]
    members: tuple[Member, ...]
    suspended: tuple[Member, ...] = ()

    def holds(self, actor: Actor, day: date | None) -> bool:
        """Whether a side is the alliance, or a state that takes part in it on a day; without a day, one that does now.

        A member that is suspended takes no part.
        """
        if self.key and entity_of(actor) == self.key:
            return True
        if actor.kind != "state":
            return False
        belongs, is_out = (
            any(one.holds(actor.country, day) for one in rows) for rows in (self.members, self.suspended)
        )
        return belongs and not is_out

    @property
    def as_actor(self) -> Actor:
        """The alliance as a side; views name it in their language."""
        return Actor(self.names[_STORED], "organisation")


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    name: Mapping[str, str]
    members: tuple[str, ...]
    suspended: tuple[str, ...] = ()
    key: str = ""


@cache
def alliances() -> tuple[Alliance, ...]:
    """All alliances of the file; raises DataFileError where a row is none."""
    found = rows(ontology("alliances"), "alliance", _Row, where=_WHERE)
    return tuple(
        Alliance(row.id, row.key, row.name, tuple(map(_member, row.members)), tuple(map(_member, row.suspended)))
        for row in found
    )


def alliances_named(names: Iterable[str]) -> tuple[Alliance, ...]:
    """The alliances of some ids or names, in their order; raises UsageError for one that the file does not know."""
    chosen = []
    for name in names:
        wanted = name.casefold()
        found = next((one for one in alliances() if wanted in map(str.casefold, (one.id, *one.names.values()))), None)
        if found is None:
            raise UsageError(f"{name!r} is no alliance; choose from: {', '.join(one.id for one in alliances())}")
        chosen.append(found)
    return tuple(chosen)


def name_in(actor: Actor, language: str) -> str | None:
    """The name of an alliance that stands for its members; None for any other side and for a language without one."""
    return next((one.names.get(language) for one in alliances() if one.as_actor == actor), None)


def _member(row: str) -> Member:
    country, *days = row.split()
    try:
        since, *until = map(date.fromisoformat, days)
    except ValueError:
        raise DataFileError(f"{_WHERE}: {row!r} is no member; 'FIN 2023-04-04' is expected") from None
    if len(country) != 3 or len(until) > 1 or any(last < since for last in until):
        raise DataFileError(f"{_WHERE}: {row!r} is no member; 'FIN 2023-04-04' is expected")
    return Member(country, since, until[0] if until else None)

"""The numbers and lists of `ontology/deeds.toml`: when two tellings are of one deed, and who stands for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lagebild.errors import DataFileError
from lagebild.lang.load import ontology, rows

_WHERE = "ontology/deeds.toml"
_KEYS: Mapping[str, frozenset[str]] = {
    "days": frozenset({"news", "tolerance", "apart"}),
    "side": frozenset({"kinds", "sectors", "place_types", "lent_types", "said_types"}),
    "once": frozenset({"types", "least"}),
    "alike": frozenset({"least", "incidents", "digits"}),
}


@dataclass(frozen=True, slots=True)
class ModesOf:
    """Modes of one type that may be told of one deed."""

    type: str
    one: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mutual:
    """A type of what two parties do to each other, but in some modes only one of them."""

    type: str
    but: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of PLOVER: its sign (1 cooperative, -1 conflictual, 0 neither), its modes, and whether it is speech."""

    name: str
    sign: int
    description: str
    modes: tuple[str, ...] = ()
    open: bool = False
    speech: bool = False


@dataclass(frozen=True, slots=True)
class DeedRules:
    """What `ontology/deeds.toml` says; days are whole days, `once_least` and `alike_least` are scores from 0 to 1."""

    news: int
    tolerance: int
    apart: int
    side_kinds: frozenset[str]
    sectors: frozenset[str]
    place_types: frozenset[str]
    lent_types: frozenset[str]
    said_types: frozenset[str]
    once: frozenset[str]
    once_least: float
    alike_least: float
    incidents: frozenset[str]
    digits: int
    modes: tuple[ModesOf, ...]
    mutual: tuple[Mutual, ...]

    def are_alike(self, kind: str, mode: str | None, other: str | None) -> bool:
        """Whether two modes of one type may be told of one deed; what tells none may be any."""
        if mode is None or other is None or mode == other:
            return True
        return any(row.type == kind and mode in row.one and other in row.one for row in self.modes)


@cache
def deed_rules() -> DeedRules:
    """The rules; raises DataFileError for unknown or missing keys, and for types and modes that there are none of."""
    content = ontology("deeds")
    _check(content)
    found = DeedRules(
        **content["days"],
        side_kinds=frozenset(content["side"]["kinds"]),
        sectors=frozenset(content["side"]["sectors"]),
        place_types=frozenset(content["side"]["place_types"]),
        lent_types=frozenset(content["side"]["lent_types"]),
        said_types=frozenset(content["side"]["said_types"]),
        once=frozenset(content["once"]["types"]),
        once_least=float(content["once"]["least"]),
        alike_least=float(content["alike"]["least"]),
        incidents=frozenset(content["alike"]["incidents"]),
        digits=int(content["alike"]["digits"]),
        modes=rows(content, "modes", ModesOf, where=_WHERE),
        mutual=rows(content, "mutual", Mutual, where=_WHERE),
    )
    named = [*found.once, *found.place_types, *found.lent_types, *found.said_types, *found.incidents]
    for kind in sorted({*named, *(row.type for row in found.modes), *(row.type for row in found.mutual)}):
        if kind not in kinds():
            raise DataFileError(f"{_WHERE}: {kind!r} is no type; the types are: {', '.join(kinds())}")
    for kind, modes in [(row.type, row.one) for row in found.modes] + [(row.type, row.but) for row in found.mutual]:
        if wrong := sorted(set(modes) - set(kinds()[kind].modes)):
            raise DataFileError(f"{_WHERE}: {kind} has no mode {wrong[0]!r}")
    return found


@cache
def kinds() -> Mapping[str, Kind]:
    """The types of events by their names, in the order of `ontology/events.toml`."""
    return {kind.name: kind for kind in rows(ontology("events"), "type", Kind, where="ontology/events.toml")}


def sign_of(kind: str) -> int:
    """1 for a cooperative type, -1 for a conflictual one, 0 for neither and for a type that is not known."""
    known = kinds().get(kind)
    return known.sign if known else 0


def is_speech(kind: str) -> bool:
    """Whether a type is speech and no deed (STATE, DENY)."""
    known = kinds().get(kind)
    return known is not None and known.speech


def _check(content: Mapping[str, Any]) -> None:
    known = (*_KEYS, "modes", "mutual")
    if unknown := sorted(set(content) - set(known)):
        raise DataFileError(f"{_WHERE}: unknown key {unknown[0]!r}; known: {', '.join(known)}")
    for name, keys in _KEYS.items():
        held = set(content.get(name, ()))
        if wrong := sorted(held ^ keys):
            raise DataFileError(
                f"{_WHERE}: [{name}] {wrong[0]!r} is missing or unknown; known: {', '.join(sorted(keys))}"
            )

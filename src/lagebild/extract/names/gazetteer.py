"""The shipped gazetteer: what a name can mean, who held an office when, which body fills a role alone.

`ontology/README.md` tells what the tables hold and how they are built.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources

from lagebild.errors import DataFileError
from lagebild.types import Actor, ActorKind, Language

_KEPT = frozenset("äöüÄÖÜß")
_MARKS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "`": "'",
        "‐": "-",
        "‑": "-",
        "–": "-",
        "ı": "i",
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
    }
    | {"Đ": "D", "ə": "e", "æ": "ae", "İ": "I", "\u00a0": " ", "\n": " "}
)
_COVERED_FROM = "2020"
_FIRST = re.compile(r"[\w-]*")


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a name: how it is used (see ontology/README.md) and the key of the entity that it means."""

    use: str
    key: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One row of entities.tsv; empty fields are empty strings."""

    key: str
    kind: ActorKind
    country: str
    sector: str
    wikidata: str
    de: str
    en: str
    adjective_de: str
    adjective_en: str
    gender: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody's time in an office; ISO days or months, the end empty while it lasts."""

    holder: str
    start: str
    end: str

    @property
    def is_recent(self) -> bool:
        """Whether it reached into the years that the gazetteer covers."""
        return not self.end or self.end >= _COVERED_FROM

    def holds_on(self, day: date) -> bool:
        """Whether it lasted on that day."""
        return self.start <= day.isoformat() and (not self.end or day.isoformat() < self.end)


def folded(text: str) -> str:
    """The form in which names are compared: typographic marks made plain, diacritics dropped except in ä, ö, ü."""
    return text if text.isascii() else _folded(text)


@lru_cache(20_000)
def _folded(text: str) -> str:
    text = text.translate(_MARKS)
    if text.isascii():
        return text
    kept = (
        char if char in _KEPT else unicodedata.normalize("NFD", char)[0] for char in unicodedata.normalize("NFC", text)
    )
    return "".join(kept)


def first_word(text: str) -> str:
    """The leading letters, digits and hyphens, under which names of several words are found."""
    match = _FIRST.match(text)
    return match.group() if match else ""


class Gazetteer:
    """Names, entities, offices and services in one language; load it with `gazetteer(language)`."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._names = dict(line.split("\t", 1) for line in _lines(f"names.{language}"))
        self._rows = dict(line.split("\t", 1) for line in _lines("entities"))
        self.reach: dict[str, int] = {}
        for name in self._names:
            if not name.isalnum():
                word = first_word(name)
                self.reach[word] = max(self.reach.get(word, 0), len(name))
        self.first_names = dict(line.split("\t", 1) for line in _lines("first-names"))
        self._offices: dict[tuple[str, str], list[Tenure]] = {}
        self._bodies: dict[str, set[str]] = {}
        for line in _lines("offices"):
            role, body, holder, start, end = line.split("\t")
            self._offices.setdefault((role, body), []).append(Tenure(holder, start, end))
            self._bodies.setdefault(holder, set()).add(body)
        self._services = {tuple(line.split("\t")[:2]): line.split("\t")[2] for line in _lines("services")}
        self._senses: dict[str, tuple[Sense, ...]] = {}
        self._entities: dict[str, Entity] = {}
        self._actors: dict[str, Actor] = {}

    def senses(self, name: str) -> tuple[Sense, ...]:
        """What a folded name can mean, best first; nothing where it is unknown."""
        found = self._senses.get(name)
        if found is None:
            raw = self._names.get(name)
            if raw is None:
                return ()
            found = tuple(Sense(*sense.split("=", 1)) for sense in raw.split(" "))
            self._senses[name] = found
        return found

    def entity(self, key: str) -> Entity:
        """The entity of a key; raises DataFileError where a table names one that is missing."""
        if key not in self._entities:
            row = self._rows.get(key)
            if row is None:
                raise DataFileError(f"ontology/gazetteer: {key!r} is named but not in entities.tsv")
            kind, *rest = row.split("\t")
            self._entities[key] = Entity(key, kind, *rest)  # type: ignore[arg-type]
        return self._entities[key]

    def actor(self, key: str) -> Actor:
        """The actor of an entity, its name in the language of this gazetteer."""
        if key not in self._actors:
            entity = self.entity(key)
            name: str = getattr(entity, self.language)
            self._actors[key] = Actor(
                name, entity.kind, entity.country or None, entity.wikidata or None, _plover(entity)
            )
        return self._actors[key]

    def adjective(self, country: str) -> str:
        """The adjective of nationality of a country, empty where none is known."""
        found: str = getattr(self.entity(country), f"adjective_{self.language}")
        return found

    def holders(self, role: str, body: str, day: date | None) -> tuple[str, ...]:
        """Who held an office of a country (alpha-3) or body on a day; without a day everybody who did since 2020."""
        tenures = self._offices.get((role, body), [])
        fitting = (t for t in tenures if (t.is_recent if day is None else t.holds_on(day)))
        return tuple(dict.fromkeys(tenure.holder for tenure in fitting))

    def bodies(self, holders: set[str]) -> tuple[str, ...]:
        """The countries and bodies in which any of these persons ever held an office."""
        return tuple({body for holder in holders for body in self._bodies.get(holder, ())})

    def service(self, role: str, country: str) -> str | None:
        """The one body that fills a role for a country, where there is only one."""
        return self._services.get((role, country))


def _plover(entity: Entity) -> str | None:
    if entity.kind == "place":
        return None
    if entity.sector.startswith("IGO") or not entity.country:
        return entity.sector or None
    return f"{entity.country} {entity.sector}".strip()


def _lines(name: str) -> Iterator[str]:
    source = resources.files("lagebild.ontology").joinpath(f"gazetteer/{name}.tsv")
    try:
        lines = source.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise DataFileError(f"ontology/gazetteer/{name}.tsv is missing; gazetteer/build.py makes it") from None
    if not lines:
        raise DataFileError(f"ontology/gazetteer/{name}.tsv is empty")
    return iter(lines)


@cache
def gazetteer(language: Language) -> Gazetteer:
    """The gazetteer of a language, loaded once."""
    return Gazetteer(language)

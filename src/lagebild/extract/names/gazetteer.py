"""The shipped gazetteer: what a name can mean, who held an office when, which body fills a role alone.

`ontology/README.md` tells what the tables hold and how they are built.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache

from lagebild.errors import DataFileError
from lagebild.extract.names.sounds import sound
from lagebild.ontology.own import OwnActor, own_actors
from lagebild.ontology.tables import NAMED_IN, Entity, Sense, by_first_column, lines, senses_of
from lagebild.types import Actor, ActorKind, Language, Place

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
_LEAST_SOUNDS = 5
_FIRST = re.compile(r"[\w-]*")


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
        char if char in _KEPT else unicodedata.normalize("NFD", char)[0]
        for char in unicodedata.normalize("NFC", text)
        if not unicodedata.combining(char)  # one that NFC could join to no letter
    )
    return "".join(kept)


def first_word(text: str) -> str:
    """The leading letters, digits and hyphens, under which names of several words are found."""
    match = _FIRST.match(text)
    return match.group() if match else ""


class Gazetteer:
    """Names, entities, offices and services in one language; load it with `gazetteer(language)`.

    Ukrainian and Russian have names of their own only where those do not sound like the Latin ones; the actors that
    they lead to have their English names.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        named = language in NAMED_IN
        self._in = language if named else "en"  # the language of the names that it gives
        self._names = by_first_column(f"names.{language}" if named else "names.cyrillic")
        self._rows = by_first_column("entities")
        self.reach: dict[str, int] = {}
        for name in self._names:
            if not name.isalnum():
                word = first_word(name)
                self.reach[word] = max(self.reach.get(word, 0), len(name))
        self.first_names = by_first_column("first-names")
        self._offices: dict[tuple[str, str], list[Tenure]] = {}
        self._bodies: dict[str, set[str]] = {}
        for line in lines("offices"):
            role, body, holder, start, end = line.split("\t")
            self._offices.setdefault((role, body), []).append(Tenure(holder, start, end))
            self._bodies.setdefault(holder, set()).add(body)
        self._services = {tuple(line.split("\t")[:2]): line.split("\t")[2] for line in lines("services")}
        self._senses: dict[str, tuple[Sense, ...]] = {}
        self._entities: dict[str, Entity] = {}
        self._actors: dict[str, Actor] = {}
        for own in own_actors():
            self._extend(own)

    def senses(self, name: str) -> tuple[Sense, ...]:
        """What a folded name can mean, best first; nothing where it is unknown."""
        found = self._senses.get(name)
        if found is None:
            raw = self._names.get(name)
            if raw is None:
                return ()
            found = senses_of(raw)
            self._senses[name] = found
        return found

    def sounding(self, name: str) -> tuple[Sense, ...]:
        """What a name that is unknown as it is written can mean by its sounds (`sounds.py`), of Slavic names only."""
        heard = sound(name)
        if len(heard) < _LEAST_SOUNDS:
            return ()
        raw = self._sounds.get(heard)
        return senses_of(raw) if raw else ()

    def may_sound(self, word: str) -> bool:
        """Whether a name of several words may begin with a word, by its sounds."""
        return sound(word) in self._first_sounds

    @cached_property
    def _sounds(self) -> dict[str, str]:
        return by_first_column("sounds")

    @cached_property
    def _first_sounds(self) -> frozenset[str]:
        return frozenset(heard.partition(" ")[0] for heard in self._sounds if " " in heard)

    def entity(self, key: str) -> Entity:
        """The entity of a key; raises DataFileError where a table names one that is missing."""
        if key not in self._entities:
            row = self._rows.get(key)
            if row is None:
                raise DataFileError(f"ontology/gazetteer: {key!r} is named but not in entities.tsv")
            self._entities[key] = Entity.of(key, row)
        return self._entities[key]

    def actor(self, key: str) -> Actor:
        """The actor of an entity, its name in the language of this gazetteer."""
        if key not in self._actors:
            entity = self.entity(key)
            place = self._place(entity) if entity.kind == "place" else None
            country, wikidata = entity.country or None, entity.wikidata or None
            self._actors[key] = Actor(self._name(entity), entity.kind, country, wikidata, _plover(entity), place)
        return self._actors[key]

    def as_place(self, key: str) -> Actor:
        """The place that a state is, or where a body sits that a name of a place means ("im Kreml")."""
        entity = self.entity(key)
        where = self._place(entity) if entity.kind in ("place", "state") else Place("site", within=self._within(entity))
        return replace(self.actor(key), kind="place", plover=None, place=where)

    def _name(self, entity: Entity) -> str:
        name: str = getattr(entity, self._in)
        return name

    def _place(self, entity: Entity) -> Place | None:
        if not entity.type:
            return None
        latitude, longitude = map(float, entity.point.split(" ")) if entity.point else (None, None)
        people = int(entity.people) if entity.people else None
        return Place(entity.type, latitude, longitude, self._within(entity), people)  # type: ignore[arg-type]

    def _within(self, entity: Entity) -> tuple[str, ...]:
        """The names of what holds a place, the nearest first."""
        holders = (entity.region, entity.country if entity.kind != "state" else "")
        return tuple(self._name(self.entity(key)) for key in holders if key and key != entity.key)

    def adjective(self, country: str) -> str:
        """The adjective of nationality of a country, empty where none is known."""
        found: str = getattr(self.entity(country), f"adjective_{self._in}")
        return found

    def holders(self, role: str, body: str, day: date | None) -> tuple[str, ...]:
        """Who held an office of a country (alpha-3) or body on a day; without a day everybody who did since 2020."""
        tenures = self._offices.get((role, body), [])
        fitting = (t for t in tenures if (t.is_recent if day is None else t.holds_on(day)))
        return tuple(dict.fromkeys(tenure.holder for tenure in fitting))

    def bodies(self, holders: set[str]) -> tuple[str, ...]:
        """The countries and bodies in which any of these persons ever held an office."""
        return tuple({body for holder in holders for body in self._bodies.get(holder, ())})

    def gender(self, person: Actor) -> str:
        """The gender ("m", "f") of a person that is known or whose given name tells it, else empty."""
        for sense in self.senses(folded(person.name)):
            if sense.use == "person":
                return self.entity(sense.key).gender
        given = self.first_names.get(folded(person.name.split()[0]), "")
        return "" if given == "u" else given

    def service(self, role: str, country: str) -> str | None:
        """The one body that fills a role for a country, where there is only one."""
        return self._services.get((role, country))

    # --- the user's own file ---

    def _extend(self, own: OwnActor) -> None:
        """Adds an actor of the user, whose names mean it alone, or adds to the known one that the row names."""
        key = self._known(own) if own.known else f"own:{folded(own.name or own.de or own.en).casefold()}"
        entity = self.entity(key) if own.known else Entity(key, "other")
        self._entities[key] = entity = self._changed(entity, own)
        given = {*own.names, *filter(None, own.canonical.values())}
        for name in {*given, entity.de, entity.en} if not own.known else given:
            self._add_name(name, Sense(_use(entity, name), key))
        for office in own.offices:
            body = office.of if office.of in self._rows else self._key_of(office.of)
            if body is None:
                raise DataFileError(f"{own.where}: offices: 'of' is {office.of!r}, which is no known country or body")
            self._install(office.role, body, Tenure(key, office.start, office.end), own.where)

    def _known(self, own: OwnActor) -> str:
        key = self._key_of(own.known)
        if key is None:
            raise DataFileError(
                f"{own.where}: 'is' names {own.known!r}, which is not known; leave it out for a new actor"
            )
        return key

    def _key_of(self, name: str) -> str | None:
        """The key of what a canonical name in German or English or a Wikidata id means."""
        if re.fullmatch(r"Q\d+", name):
            rows = ((key, row.split("\t")[3:4]) for key, row in self._rows.items())
            return next((key for key, wikidata in rows if wikidata == [name]), None)
        if senses := self.senses(folded(name)):
            return senses[0].key
        rows = ((key, row.split("\t")[4:6]) for key, row in self._rows.items())
        return next((key for key, names in rows if name in names), None)

    def _changed(self, entity: Entity, own: OwnActor) -> Entity:
        names = {language: name for language, name in own.canonical.items() if name}
        other = next(iter(names.values()), "")
        country = own.country or entity.country
        sector = own.plover if own.plover.startswith("IGO") else own.plover.partition(" ")[2]
        region = self._key_of(own.region) if own.region else ""
        if own.country and own.country not in self._rows:
            raise DataFileError(f"{own.where}: 'country' is {own.country!r}, which no country has")
        if region is None:
            raise DataFileError(f"{own.where}: 'region' is {own.region!r}, which is no known region")
        if own.latitude is not None:
            entity = replace(entity, point=f"{own.latitude} {own.longitude}")
        kind: ActorKind = own.kind or entity.kind  # type: ignore[assignment]
        is_new = not entity.de
        return replace(
            entity, kind=kind, country=country, sector=sector if own.plover else entity.sector,
            wikidata=own.wikidata or entity.wikidata, gender=own.gender or entity.gender,
            de=names.get("de", other if is_new else entity.de), en=names.get("en", other if is_new else entity.en),
            type=own.type or entity.type or ("area" if kind == "place" else ""), region=region or entity.region,
        )  # fmt: skip

    def _add_name(self, name: str, sense: Sense) -> None:
        surface = folded(name)
        self._senses[surface] = (sense,)
        if not surface.isalnum():
            word = first_word(surface)
            self.reach[word] = max(self.reach.get(word, 0), len(surface))

    def _install(self, role: str, body: str, tenure: Tenure, where: str) -> None:
        """Puts somebody into an office; who held it at that time according to the gazetteer did not."""
        offices = {office for office, _ in self._offices}
        if role not in offices:
            raise DataFileError(f"{where}: offices: 'role' is {role!r}; choose one of: {', '.join(sorted(offices))}")
        held = self._offices.setdefault((role, body), [])
        before = (replace(t, end=tenure.start) if not t.end or t.end > tenure.start else t for t in held)
        kept = [t for t in before if t.start < t.end]
        after = [t for t in held if tenure.end and t.start >= tenure.end]
        held[:] = [*kept, tenure, *after]
        self._bodies.setdefault(tenure.holder, set()).add(body)


def _use(entity: Entity, name: str) -> str:
    """How a name that the user gives may be taken: it means its actor wherever it stands."""
    if entity.kind == "person":
        return "person" if " " in name else "known-surname"
    if entity.kind == "state":
        return "country"
    return "place" if entity.kind == "place" else "organisation"


def _plover(entity: Entity) -> str | None:
    if entity.kind == "place":
        return None
    if entity.sector.startswith("IGO") or not entity.country:
        return entity.sector or None
    return f"{entity.country} {entity.sector}".strip()


@cache
def gazetteer(language: Language) -> Gazetteer:
    """The gazetteer of a language, loaded once."""
    return Gazetteer(language)

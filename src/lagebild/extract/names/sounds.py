"""One form for a Slavic name in whatever letters: "Selenskyj", "Zelensky" and "Зеленський" sound the same.

`ontology/letters.toml` holds the table, with spellings that a test reads.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from lagebild.lang.load import ontology, rows

_KEPT = frozenset("йёїґšžč")  # letters whose mark makes another sound


@dataclass(frozen=True, slots=True)
class Sound:
    """A row of letters.toml: letters that are one sound, with spellings of a name that it makes one, and another."""

    letters: tuple[str, ...]
    sound: str
    example: str
    same: tuple[str, ...]
    other: str


@cache
def _table() -> tuple[tuple[tuple[str, str], ...], dict[int, str]]:
    """What several letters together sound like, the longest first, and what single letters do."""
    found = rows(ontology("letters"), "sound", Sound, where="ontology/letters.toml")
    sounds = {letters: row.sound for row in found for letters in row.letters}
    several = sorted((pair for pair in sounds.items() if len(pair[0]) > 1), key=lambda pair: -len(pair[0]))
    single = {ord(letter): heard for letter, heard in sounds.items() if len(letter) == 1}
    return tuple(pair for pair in several if pair[0] != pair[1]), single


@lru_cache(20_000)
def sound(name: str) -> str:
    """The sounds of a name: equal for its spellings in German, English, Ukrainian and Russian letters."""
    several, single = _table()
    heard = name.lower() if name.isascii() else "".join(map(_bare, unicodedata.normalize("NFC", name.lower())))
    for letters, one in several:  # a chain of replacements: quicker than one pattern of alternatives
        if letters in heard:
            heard = heard.replace(letters, one)
    heard = heard.translate(single)
    return "".join([letter for letter, before in zip(heard, f" {heard}", strict=False) if letter != before])


def _bare(letter: str) -> str:
    return letter if letter in _KEPT else unicodedata.normalize("NFD", letter)[0]

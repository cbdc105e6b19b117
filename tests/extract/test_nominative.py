"""Names of bodies in the nominative: every row of the data files, and words that only look like a case."""

from __future__ import annotations

import pytest

from lagebild.extract.names.nominative import nominative
from lagebild.extract.names.words import Head, words
from lagebild.lang.load import having

ROWS = [(language, head) for language in having("names") for head in words(language).heads]


@pytest.mark.parametrize(("language", "head"), ROWS, ids=lambda value: getattr(value, "example", value))
def test_every_row_reads_its_example(language: str, head: Head) -> None:
    assert nominative(head.example, words(language)) == head.name
    assert nominative(head.name, words(language)) == head.name


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Moslemrats Großbritanniens", "Moslemrat Großbritanniens"),
        ("Bundesministeriums", "Bundesministerium"),
        ("Deutschen Bank", "Deutsche Bank"),
        ("Berliner Polizei", "Berliner Polizei"),
        ("Goethe Institut", "Goethe Institut"),
        ("Vereinten Nationen", "Vereinten Nationen"),
        ("Ärzte ohne Grenzen", "Ärzte ohne Grenzen"),
        ("SPLA", "SPLA"),
        ("", ""),
    ],
)
def test_only_what_a_noun_tells_is_changed(name: str, bare: str) -> None:
    assert nominative(name, words("de")) == bare
    assert nominative(name, words("en")) == name

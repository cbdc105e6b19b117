"""Sounds: every spelling of the table, and names of Slavic persons and places in letters that no list has."""

from __future__ import annotations

import pytest

from lagebild.extract.names.known import known
from lagebild.extract.names.sounds import Sound, sound
from lagebild.lang.load import ontology, rows
from lagebild.resolve.actors import identity
from lagebild.types import ActorKind, Language
from tests.extract.test_names import mentions

ROWS = rows(ontology("letters"), "sound", Sound, where="ontology/letters.toml")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.example)
def test_every_example_of_the_table(row: Sound) -> None:
    assert {sound(name) for name in (row.example, *row.same)} == {sound(row.example)}
    assert sound(row.other) != sound(row.example)


def test_no_letters_stand_in_two_rows() -> None:
    letters = [letters for row in ROWS for letters in row.letters]
    assert len(letters) == len(set(letters))


@pytest.mark.parametrize(
    ("name", "language", "kind", "english"),
    [
        ("Зеленський", "uk", "person", "Volodymyr Zelenskyy"),
        ("Володимира Зеленського", "uk", "person", "Volodymyr Zelenskyy"),
        ("Зеленский", "ru", "person", "Volodymyr Zelenskyy"),
        ("Zelenskij", "de", "person", "Wolodymyr Selenskyj"),
        ("Selenskyi", "en", "person", "Volodymyr Zelenskyy"),
        ("Путина", "ru", "person", "Vladimir Putin"),
        ("Байдена", "ru", "person", "Joe Biden"),
        ("Харкова", "uk", "place", "Kharkiv"),
        ("Київ", "uk", "place", "Kyiv"),
        ("НАТО", "uk", "organisation", "NATO"),
    ],
)
def test_a_name_in_other_letters(name: str, language: Language, kind: ActorKind, english: str) -> None:
    actor = known(name, language, kind)
    assert actor is not None
    assert actor.name == english


@pytest.mark.parametrize("name", ["Вигадана", "Ан", "Тест", "Олена Вигадана"])
def test_a_name_that_sounds_like_nobody(name: str) -> None:
    assert known(name, "uk", "person") is None


def test_all_spellings_on_all_pages_are_one() -> None:
    german = mentions("Selenskij kam. Wolodimir Zelenskyj blieb. Zelenskyi ging. Selenskyj schwieg.")
    english = mentions("Selenskyj left. Volodymyr Selenskyj stayed. Zelensky's plan failed.", "en")
    ukrainian = known("Зеленським", "uk", "person")
    assert ukrainian is not None
    assert {identity(actor) for actor in (ukrainian, *(m.actor for m in (*german, *english)))} == {"Q3874799"}
    assert len(german) + len(english) == 7


def test_a_common_noun_is_no_town() -> None:
    assert [m.span.text for m in mentions("Er kam in Sorge. Sie lebt in Freude. Es geschah in Rowena.")] == []

"""Actors: one for all variants of a name in a page."""

from __future__ import annotations

import pytest

from lagebild.resolve.actors import identity
from lagebild.types import Actor
from tests.extract.test_names import mentions


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Wolodymyr Selenskyj kam. Selensky blieb. Der ukrainische Präsident ging. Zelensky schwieg.", "2024-10-20"),
        ("Selenskyjs Rede war kurz. Präsident Selenskyj ging. Der Präsident der Ukraine schwieg.", None),
        ("Putin kam. Der Kreml-Chef blieb. Wladimir Putin ging. Russlands Präsident schwieg.", "2024-10-20"),
        ("Der US-Außenminister kam. Antony Blinken blieb. Blinken ging.", "2024-10-20"),
    ],
)
def test_all_variants_are_one_actor(text: str, published: str | None) -> None:
    found = mentions(text, "de", published)
    assert len(found) >= 3
    assert len({m.actor for m in found}) == 1


def test_a_surname_means_whom_the_page_names_in_full() -> None:
    found = mentions("Ministerin Clara Brandstetter kam. Später sprach Brandstetter. Brandstetters Rede war kurz.")
    assert [m.span.text for m in found] == ["Clara Brandstetter", "Brandstetter", "Brandstetter"]
    assert {m.actor.name for m in found} == {"Clara Brandstetter"}


def test_the_ending_of_a_case_makes_no_other_person() -> None:
    found = mentions("Ralf Tannwalds Rede war kurz. Später kam Ralf Tannwald. Tannwald schwieg.")
    assert {m.actor.name for m in found} == {"Ralf Tannwald"}


def test_a_common_surname_waits_for_its_full_name() -> None:
    assert "Johnson" not in [m.span.text for m in mentions("Heute sprach Johnson.")]
    found = mentions("Boris Johnson kam. Später sprach Johnson.")
    assert [m.actor.name for m in found] == ["Boris Johnson", "Boris Johnson"]


def test_a_relative_is_somebody_else() -> None:
    found = {m.span.text: m.actor.name for m in mentions("Melania Trump kam. Donald Trump blieb.")}
    assert found == {"Melania Trump": "Melania Trump", "Donald Trump": "Donald Trump"}


def test_a_surname_of_two_stays_open() -> None:
    found = mentions("Clara Tannwald kam. Ralf Tannwald blieb. Tannwald ging.")
    assert [m.span.text for m in found] == ["Clara Tannwald", "Ralf Tannwald", "Tannwald"]
    assert found[2].is_nobody
    assert {actor.name for actor in found[2].candidates} == {"Clara Tannwald", "Ralf Tannwald"}


def test_an_office_of_an_unknown_day_keeps_its_holders_as_candidates() -> None:
    (found,) = mentions("Der US-Präsident sprach lange.", "de", None)
    assert found.actor.kind == "role"
    assert {"Joe Biden", "Donald Trump"} <= {actor.name for actor in found.candidates}


def test_a_surname_after_its_office_means_the_holder() -> None:
    text = "Der britische Premierminister Johnson sprach lange."
    assert [m.actor.name for m in mentions(text, "de", "2022-03-05")] == ["Boris Johnson"]


def test_the_role_before_a_name_tells_its_country_everywhere() -> None:
    found = mentions("Ralf Tannwald kam. Der lettische Innenminister Ralf Tannwald blieb.")
    assert {m.actor.country for m in found if m.span.text == "Ralf Tannwald"} == {"LVA"}


def test_a_capital_is_a_place_or_a_government() -> None:
    found = [m.actor.kind for m in mentions("In Moskau regnete es. Moskau wies das zurück.")]
    assert found == ["place", "government"]


@pytest.mark.parametrize("place", ["Amsterdam", "The Hague", "Dodoma", "Dar es Salaam"])
def test_a_country_with_two_capitals_has_two_places(place: str) -> None:
    assert [m.actor.name for m in mentions(f"Crowds gathered in {place}.", "en")] == [place]


def test_identity_is_the_same_in_both_languages() -> None:
    german = {m.span.text: m.actor for m in mentions("Putin, die Hisbollah, russische Soldaten und Sergej Schoigu.")}
    english = {m.span.text: m.actor for m in mentions("Putin, Hezbollah, Russian soldiers and Sergei Shoigu.", "en")}
    assert [identity(actor) for actor in german.values()] == [identity(actor) for actor in english.values()]
    assert len({identity(actor) for actor in german.values()}) == 4


def test_identity_of_somebody_unknown_is_kind_and_name() -> None:
    assert identity(Actor("Clara Tannwald", "person")) == "person:clara tannwald"
    one, other = (Actor(f"{name} Command", "military", "POL", None, "POL") for name in ("Wazal", "Tannwald"))
    assert identity(one) != identity(other)

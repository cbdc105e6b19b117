import pytest

from lagebild.api import read
from lagebild.compare.weapons import WeaponRow, classes, is_kept, used, used_in, weapon_rows
from lagebild.lang.load import having
from lagebild.types import Entry, Page

ROWS = [(language, row) for language in having("weapons") for row in weapon_rows(language)]


@pytest.mark.parametrize(("language", "row"), ROWS, ids=lambda value: getattr(value, "kind", value))
def test_every_class_is_found_in_its_example_and_not_in_its_counter_example(language: str, row: WeaponRow) -> None:
    assert row.kind in used_in(language, row.example)
    assert row.kind not in used_in(language, row.counter_example)


def test_every_language_has_words_for_every_class() -> None:
    for language in having("weapons"):
        assert {row.kind for other, row in ROWS if other == language} == set(classes())


def test_a_use_of_a_kind_is_a_use_of_its_wider_class() -> None:
    assert used_in("en", "Iran launched ballistic missiles at the port.") == {"ballistic-missile", "missile"}


@pytest.mark.parametrize(
    "words",
    [
        "Drones attacked the nuclear power plant.",
        "The minister spoke about missiles.",
        "The treaty on chemical weapons was signed.",
    ],
)
def test_what_is_only_spoken_of_is_not_used(words: str) -> None:
    assert not used_in("en", words) & {"nuclear", "missile", "chemical"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The army shot down 40 drones and two missiles over the city."),
        ("en", "The air force intercepted missile and drone attacks from Iran."),
        ("en", "Troops repelled a surprise drone attack in Dilling."),
        ("en", "The army struck a drone depot and a missile factory."),
        ("en", "They destroyed an Iranian drone station."),
        ("de", "Die Luftwaffe schoss in der Nacht drei Drohnen ab."),
        ("de", "Beim Beschuss wurden zwölf Raketen abgefangen."),
        ("de", "Der Angriff traf eine Drohnenfabrik."),
    ],
)
def test_what_is_kept_from_hitting_or_only_named_so_is_not_used(language: str, words: str) -> None:
    assert used_in(language, words) == frozenset()


@pytest.mark.parametrize(
    ("words", "weapons"),
    [
        ("Russia struck Odesa with drones on Monday.", {"drone"}),
        ("Israel struck Tehran with missiles after Iranian drones hit Haifa.", {"missile"}),
        ("The army intercepted four Iranian drones and struck a port in Iran.", set()),
        ("Following drone attacks by Hezbollah, Israel shelled Beirut.", set()),
        ("A Ukrainian missile struck a power station in Russia.", {"missile"}),
    ],
)
def test_only_the_weapon_of_who_attacks_in_the_clause_of_the_attack_counts(words: str, weapons: set[str]) -> None:
    page = Page(words.encode(), "text", "x", charset="utf-8", origin="text")
    reading = read(page, published="2024-10-20", language="en", weights="none")
    found = [
        (event.span.text, used(Entry(reading.article, claim), event))
        for claim in reading.claims
        for event in claim.events
        if event.type == "ASSAULT"
    ]
    attack = [kinds for trigger, kinds in found if "struck" in trigger or trigger.startswith("shelled")]
    assert attack
    assert set(attack) == {frozenset(weapons)}


def test_who_shoots_down_what_was_fired_at_it_defends_itself() -> None:
    text = "The army shot down 40 Russian drones over Odesa. Russia struck Odesa with drones on Monday."
    page = Page(text.encode(), "text", "x", charset="utf-8", origin="text")
    reading = read(page, published="2024-10-20", language="en", weights="none")
    kept = {
        event.span.text: is_kept(Entry(reading.article, claim), event)
        for claim in reading.claims
        for event in claim.events
        if event.type == "ASSAULT"
    }
    assert kept.pop("struck Odesa with drones") is False
    assert all(kept.values())


def test_the_weapon_is_that_of_the_attack() -> None:
    text = "Israel struck Beirut with missiles, killing two people. Putin met Kim in Moscow on Monday."
    page = Page(text.encode(), "text", "x", charset="utf-8", origin="text")
    reading = read(page, published="2024-10-20", language="en", weights="full")
    found = {
        event.type: used(Entry(reading.article, claim), event) for claim in reading.claims for event in claim.events
    }
    assert found["ASSAULT"] == {"missile"}
    assert all(not weapons for kind, weapons in found.items() if kind != "ASSAULT")

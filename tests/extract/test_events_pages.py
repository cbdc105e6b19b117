"""Sentences as whole pages have them: who is the subject of a deed, and what is told of people without a name."""

from __future__ import annotations

import pytest

from lagebild.api import read
from lagebild.types import Page


def told(text: str) -> list[tuple[str, str, str | None, str | None, str]]:
    """The words, type, actor, recipient and status of each event of an English text."""
    page = Page(text.encode(), "text", "x", charset="utf-8", origin="text")
    events = {e for c in read(page, published="2024-10-20", language="en", weights="none").claims for e in c.events}
    return [
        (e.span.text, e.type, e.actor.name if e.actor else None, e.recipient.name if e.recipient else None, e.status)
        for e in sorted(events, key=lambda e: e.span)
    ]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        # who stands behind a verb is its object, and no subject of the next
        ("Five strikes engaged two Hamas units and destroyed a bunker in Gaza.", ("destroyed", "ASSAULT", None)),
        ("Israel attacked Beirut after Iran struck Haifa.", ("struck", "ASSAULT", "Iran")),
        ("They saw Russian soldiers killing civilians.", ("killing", "ASSAULT", "Russian armed forces")),
        # whose attack people suffered in
        ("A pipeline was hit in an Iranian missile attack.", ("hit", "ASSAULT", "Iran")),
        ("Ninety people were injured, including 17 children, in a Russian attack.", ("injured", "ASSAULT", "Russia")),
        ("Two men were wounded in Gaza, according to Hamas.", ("wounded", "ASSAULT", None)),
        ("Two men were shot by police in Berlin.", ("shot", "ASSAULT", "police")),
        # people without a name who suffer it
        ("Two people were killed in a mass shooting in Berlin.", ("killed", "ASSAULT", None)),
        ("The perpetrator was arrested.", ("arrested", "COERCE", None)),
    ],
)
def test_who_does_it(text: str, event: tuple[str, str, str | None]) -> None:
    assert event in [found[:3] for found in told(text)]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The clash ended, leaving three officers wounded.", ("wounded", "ASSAULT", None, "officers")),
        ("The United States said Russia feels Israel must yield.", ("must", "REQUEST", "United States", "Israel")),
        (
            "Prosecutors charged soldiers with murder and Macron fired his chief.",
            ("charged", "ACCUSE", "Prosecutors", "soldiers"),
        ),
        ("Six people were killed in an attack on Israel by Hamas.", ("killed", "ASSAULT", "Hamas", "Israel")),
    ],
)
def test_who_suffers_it(text: str, event: tuple[str, str, str | None, str | None]) -> None:
    assert event in [found[:4] for found in told(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # a clause that has a subject of its own does not take that of another
        ("A police officer is in a coma, 201 others are injured, and many wait.", {("injured", "police")}),
        ("Syria spoke of rockets, with reports of a military airport being hit.", {("hit", "Syria")}),
        ("The policeman charged with killing Nasrallah has been jailed.", {("jailed", "Hassan Nasrallah")}),
    ],
)
def test_nobody_else_suffers_it(text: str, words: set[tuple[str, str]]) -> None:
    assert words.isdisjoint((found[0], found[3]) for found in told(text))


@pytest.mark.parametrize(
    "text",
    [
        "More than 90 miners were killed in a mining accident in China.",
        "A train collided with a lorry in France. The driver was killed and 27 people were wounded.",
        "The candidates attacked Donald Trump in the debate on Monday.",
        "The European Union imposed sanctions on Iran for suppressing protests.",
        "Donald Trump's rally at the stadium drew thousands.",
    ],
)
def test_accidents_contests_and_nouns_tell_no_deed_of_violence(text: str) -> None:
    assert not {"ASSAULT", "PROTEST"} & {found[1] for found in told(text)}


def test_what_stands_behind_a_verb_does_not_negate_it() -> None:
    found = told("The officer who shot Nasrallah was not wearing a camera.")
    assert [(words, status) for words, _, _, _, status in found] == [("shot", "happened")]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        # one missile is an attack as several are
        ("Iran launches a ballistic missile at Israel.", ("launches", "ASSAULT", "Iran", "Israel")),
        ("Hezbollah fired a rocket toward Haifa.", ("fired", "ASSAULT", "Hezbollah", "Israel")),
        # which town is left tells enough
        ("The withdrawal from Kherson began on Monday.", ("withdrawal", "RETREAT", None, None)),
        # plurals and trades
        ("The perpetrators are arrested.", ("arrested", "COERCE", None, "perpetrators")),
        ("Three troopers were shot in Texas.", ("shot", "ASSAULT", None, "troopers")),
        # the two sides of a mutual deed, also where they share a word
        ("North and South Korea exchanged fire.", ("exchanged", "ASSAULT", "North Korea", "South Korea")),
        ("Armenia and Azerbaijan exchanged fire.", ("exchanged", "ASSAULT", "Armenia", "Azerbaijan")),
        ("The Taliban (TTP) and Pakistan exchanged fire.", ("exchanged", "ASSAULT", "Taliban", "Pakistan")),
        # a military court is no army
        (
            "An Israeli military court jailed Hassan Nasrallah.",
            ("jailed", "COERCE", "Israeli judiciary", "Hassan Nasrallah"),
        ),
        # who is told something is not "he"
        (
            "Obama told Putin that he would impose sanctions on Iran.",
            ("impose sanctions", "SANCTION", "Barack Obama", "Iran"),
        ),
        # nor is he the one who arrests him meanwhile
        (
            "Police arrested Nasrallah as he threatened Obama.",
            ("threatened", "THREATEN", "Hassan Nasrallah", "Barack Obama"),
        ),
    ],
)
def test_plain_deeds_with_both_sides(text: str, event: tuple[str, str, str | None, str | None]) -> None:
    assert event in [found[:4] for found in told(text)]


@pytest.mark.parametrize(
    ("text", "type_", "actor"),
    [
        ("SpaceX launches a rocket at dawn.", "ASSAULT", "SpaceX"),
        ("The withdrawal from the treaty began.", "RETREAT", None),
        ("An explosion at a fireworks factory in Kabul killed 20 people.", "ASSAULT", None),
        ("Seven people were killed after a gas cylinder exploded in Kabul.", "ASSAULT", None),
        ("Police shootings and protests continued in Berlin.", "PROTEST", "Police"),
        ("Police violence and protests shook Berlin.", "PROTEST", "Police"),
    ],
)
def test_look_alikes_tell_nothing(text: str, type_: str, actor: str | None) -> None:
    assert (type_, actor) not in [(found[1], found[2]) for found in told(text)]


def test_an_explosion_that_an_attack_caused_is_told() -> None:
    assert "ASSAULT" in [found[1] for found in told("A bomb killed 20 people in an explosion at a factory in Kabul.")]


@pytest.mark.parametrize(
    "text",
    [
        "A Russian missile strike on Odesa on Friday killed 18 people, the governor said.",
        "An Israeli airstrike on Tyre killed five civilians.",
    ],
)
def test_where_a_strike_killed_is_told_by_the_strike(text: str) -> None:
    page = Page(text.encode(), "text", "x", charset="utf-8", origin="text")
    reading = read(page, published="2025-04-05", language="en", weights="none")
    (event,) = {e for c in reading.claims for e in c.events if e.type == "ASSAULT"}
    assert event.place == text.split(" on ")[1].split()[0]

"""The third party: whom arms given to one side of a war are meant against, and troops that are aid as well."""

from __future__ import annotations

from typing import Any

import pytest

from lagebild.extract import events, names
from lagebild.extract.events.third import adversary, conflicts
from lagebild.extract.names.gazetteer import gazetteer
from lagebild.lang.load import having
from lagebild.resolve import actors
from lagebild.text import analyse
from lagebild.types import Article, Block, Event, Language


def read(text: str, language: Language, published: str | None = "2024-10-18") -> tuple[Event, ...]:
    block = Block("paragraph", 0, len(text))
    document = analyse(Article("x", None, None, None, None, published, "option", language, text, (block,)))
    mentions = actors.resolve(document, names.read(document, None))
    return events.read(document, tuple(m for m in mentions if not m.is_nobody), ())


def told(found: tuple[Event, ...]) -> list[tuple[str, str | None, str | None, str | None]]:
    return [
        (e.type, *(who.name if who else None for who in (e.actor, e.recipient, e.third)))  # type: ignore[misc]
        for e in found
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Tschechien hat der Ukraine Munition geliefert.", ("AID", "Tschechien", "Ukraine", "Russland")),
        ("de", "Nordkorea hat Russland Munition geliefert.", ("AID", "Nordkorea", "Russland", "Ukraine")),
        ("en", "Canada sent weapons to Ukraine.", ("AID", "Canada", "Ukraine", "Russia")),
        # relief strengthens no side, and who has no war has no foe
        ("de", "Kanada schickte der Ukraine Zelte.", ("AID", "Kanada", "Ukraine", None)),
        ("de", "Kanada hat Estland Munition geliefert.", ("AID", "Kanada", "Estland", None)),
        # the sentence itself names him
        ("de", "Kanada versorgte Mali im Kampf gegen die Rebellen mit Drohnen.", ("AID", "Kanada", "Mali", "Rebellen")),
        # who fights several wars leaves it open
        ("de", "Kanada hat Israel Munition geliefert.", ("AID", "Kanada", "Israel", None)),
    ],
)
def test_arms_for_one_side_touch_the_other(language: Language, text: str, expected: tuple[Any, ...]) -> None:
    assert expected in told(read(text, language))


def test_troops_sent_to_a_side_are_aid_as_well() -> None:
    assert told(read("Nordkorea hat Soldaten nach Russland entsandt.", "de")) == [
        ("MOBILIZE", "Nordkorea", "Russland", None),
        ("AID", "Nordkorea", "Russland", "Ukraine"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Russland hat Soldaten in die Ukraine entsandt.",  # the foe's own
        "Indien verlegte Soldaten an die Grenze zu China.",  # at a border
        "Nordkorea hat Soldaten nach Mali entsandt.",  # no war that the list knows
    ],
)
def test_other_movements_of_troops_are_no_aid(text: str) -> None:
    assert {e.type for e in read(text, "de")} == {"MOBILIZE"}


def test_a_conflict_counts_from_its_day_on() -> None:
    ukraine = gazetteer("de").actor("UKR")
    assert adversary(ukraine, "2010-01-01", "de") is None
    assert adversary(ukraine, None, "de") == gazetteer("de").actor("RUS")


def test_every_conflict_holds_its_example() -> None:
    for language in having("events"):
        for conflict in conflicts():
            recipient = gazetteer(language).actor(conflict.example["recipient"])
            assert conflict.against(recipient, language) == conflict.example["third"], conflict.id
            assert all(gazetteer(language).actor(key) for key in (*conflict.one, *conflict.other))
    assert len({c.id for c in conflicts()}) == len(conflicts())


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # both halves of a subject do it, and neither suffers it
        (
            "de",
            "Die USA und Großbritannien bombardierten Stellungen der Huthi.",
            [("ASSAULT", "USA", "Huthi", None), ("ASSAULT", "Großbritannien", "Huthi", None)],
        ),
        (
            "en",
            "Canada and Japan condemned Belarus.",
            [("ACCUSE", "Canada", "Belarus", None), ("ACCUSE", "Japan", "Belarus", None)],
        ),
        # the deed of the subject and what it did are one
        ("en", "The attack by Israel killed ten civilians.", [("ASSAULT", "Israel", "civilians", None)]),
        # the passive behind a relative clause
        (
            "en",
            "Russia, which had attacked Ukraine, was condemned by Japan.",
            [("ASSAULT", "Russia", "Ukraine", None), ("ACCUSE", "Japan", "Russia", None)],
        ),
        # who receives is not who gives, also where the verb is active
        ("de", "Die Ukraine erhielt Rückendeckung von Kanada.", [("SUPPORT", "Kanada", "Ukraine", None)]),
        # an infinitive has the subject of its verb, or whom the verb asks
        (
            "de",
            "Polen forderte Belarus auf, die Sanktionen gegen Mali aufzuheben.",
            [("REQUEST", "Polen", "Belarus", None), ("CONCEDE", "Belarus", "Mali", None)],
        ),
        # a second verb has the subject of the first
        (
            "de",
            "Erdogan drohte Schweden, gratulierte aber Finnland.",
            [
                ("THREATEN", "Recep Tayyip Erdoğan", "Schweden", None),
                ("SUPPORT", "Recep Tayyip Erdoğan", "Finnland", None),
            ],
        ),
        # people without a name act, and are not mixed up with a name
        ("de", "Die Polizei nahm zwölf Polen fest.", [("COERCE", "Polizei", "Polen", None)]),
    ],
)
def test_the_right_actor_has_the_right_deed(language: Language, text: str, expected: list[Any]) -> None:
    found = told(read(text, language))
    assert [row for row in expected if row not in found] == [], found


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        ("de", "Der Besuch Macrons in Polen wurde abgesagt.", "negated"),
        ("en", "The visit by Macron to Poland was cancelled.", "negated"),
        ("de", "Ein Treffen zwischen Macron und Scholz ist nicht geplant.", "negated"),
        ("de", "Russland bestritt eine Zusammenarbeit mit dem Iran.", "denied"),
        ("de", "Die Waffenlieferungen Kanadas an Estland gehen weiter.", "ongoing"),
        ("de", "Dem Iran wird von Israel Sabotage vorgeworfen.", "happened"),
    ],
)
def test_whether_a_deed_was_done(language: Language, text: str, status: str) -> None:
    assert [e.status for e in read(text, language)][:1] == [status]

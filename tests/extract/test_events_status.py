"""Whether a deed was done: attempts, plans that were approved, what was foiled, words behind the verb."""

from __future__ import annotations

import pytest

from lagebild.types import Language
from tests.extract.test_events import CHAD, MALI, placed, read

CASES: list[tuple[Language, str, tuple[str, ...], str, str]] = [
    ("en", "Mali foiled an attack on Niger.", ("Mali", "Niger"), "ASSAULT", "negated"),
    ("en", "An attack on Niger was averted.", ("Niger",), "ASSAULT", "negated"),
    ("en", "Mali could not prevent the attack on Niger.", ("Mali", "Niger"), "ASSAULT", "happened"),
    ("en", "Mali prevented Niger from attacking Chad.", ("Mali", "Niger", "Chad"), "ASSAULT", "negated"),
    ("en", "Mali tried to attack Niger.", ("Mali", "Niger"), "ASSAULT", "hypothetical"),
    ("en", "Mali tried in vain to attack Niger.", ("Mali", "Niger"), "ASSAULT", "negated"),
    ("en", "Mali began to attack Niger.", ("Mali", "Niger"), "ASSAULT", "happened"),
    ("en", "Mali approved an attack on Niger.", ("Mali", "Niger"), "ASSAULT", "planned"),
    ("en", "Mali greenlit strikes on Niger.", ("Mali", "Niger"), "ASSAULT", "planned"),
    ("en", "Mali approved sanctions against Niger.", ("Mali", "Niger"), "SANCTION", "happened"),
    ("en", "Mali would hold talks with Niger next month.", ("Mali", "Niger"), "CONSULT", "planned"),
    ("en", "Mali condemned Niger over the planned vote.", ("Mali", "Niger"), "ACCUSE", "happened"),
    ("en", "Mali accused Niger of failing to act.", ("Mali", "Niger"), "ACCUSE", "happened"),
    ("de", "Mali vereitelte einen Angriff von Niger.", ("Mali", "Niger"), "ASSAULT", "negated"),
    ("de", "Mali konnte den Angriff von Niger nicht verhindern.", ("Mali", "Niger"), "ASSAULT", "happened"),
    ("de", "Mali verzichtete auf einen Angriff auf Niger.", ("Mali", "Niger"), "ASSAULT", "negated"),
    ("de", "Mali versuchte, Niger anzugreifen.", ("Mali", "Niger"), "ASSAULT", "hypothetical"),
    ("de", "Mali versuchte vergeblich, Niger anzugreifen.", ("Mali", "Niger"), "ASSAULT", "negated"),
    ("de", "Mali begann, Niger anzugreifen.", ("Mali", "Niger"), "ASSAULT", "happened"),
    ("de", "Es gelang Mali nicht, Niger anzugreifen.", ("Mali", "Niger"), "ASSAULT", "negated"),
    ("de", "Mali billigte einen Angriff auf Niger.", ("Mali", "Niger"), "ASSAULT", "planned"),
    ("de", "Um ein Haar hätte Mali Niger angegriffen.", ("Mali", "Niger"), "ASSAULT", "hypothetical"),
]


@pytest.mark.parametrize(("language", "text", "names", "kind", "status"), CASES, ids=[c[1][:45] for c in CASES])
def test_whether_it_was_done(language: Language, text: str, names: tuple[str, ...], kind: str, status: str) -> None:
    found = [(event.type, event.status) for event in read(text, language, *names)]
    assert (kind, status) in found, found


def test_a_word_of_refusing_counts_only_with_what_makes_it_one() -> None:
    found = read("Es gab einen Schusswechsel zwischen Serbien und Kosovo.", "de", "Serbien", "Kosovo")
    assert [event.status for event in found] == ["happened"]  # "gab" is no "gab eine Abfuhr"


def test_who_they_are_behind_a_remark() -> None:
    text = "Mali said that, despite the rain, they attacked Chad."
    found = [e for e in placed(text, "en", ("Mali", MALI), ("Chad", CHAD)) if e.type == "ASSAULT"]
    assert [(e.actor, e.recipient) for e in found] == [(MALI, CHAD)]


def test_a_name_before_a_noun_of_doing_stays_who_it_is_done_to() -> None:
    (event,) = (e for e in read("Mali lieferte sich mit Niger Gefechte.", "de", "Mali", "Niger") if e.actor)
    assert (event.type, event.recipient and event.recipient.name) == ("ASSAULT", "Niger")


def test_what_a_participle_before_a_noun_tells() -> None:
    found = read("Der Träger soll von Mali unterstützte Milizen bekämpfen.", "de", "Mali")
    support = next(e for e in found if e.type == "SUPPORT")
    assert (support.actor and support.actor.name, support.recipient and support.recipient.name) == ("Mali", "Milizen")


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Ivan performed her past hits at the show.", "ASSAULT"),  # a noun of hers, and no verb
        ("en", "Ivan clocked in at 243 pounds.", "ASSAULT"),
        ("en", "Mali forces had left.", "SANCTION"),
        ("en", "Ivan pleaded guilty to Mali.", "REQUEST"),
        ("en", "Ivan asked about Mali.", "REQUEST"),
        ("de", "Es gab Musik, Spenden und Tanz für Mali.", "AID"),  # a capital is a noun's also behind a comma
        ("de", "Ivan droht eine lange Haftstrafe.", "THREATEN"),
    ],
)
def test_words_that_tell_no_deed(language: Language, text: str, kind: str) -> None:
    assert kind not in {event.type for event in read(text, language, "Ivan", "Mali")}


def test_not_the_first_time_denies_nothing() -> None:
    (event,) = read("This is not the first time that Mali attacked Niger.", "en", "Mali", "Niger")
    assert (event.type, event.status) == ("ASSAULT", "happened")
    (event,) = read("Nicht einmal eine Woche später griff Mali Niger an.", "de", "Mali", "Niger")
    assert (event.type, event.status) == ("ASSAULT", "happened")


def test_he_is_who_stands_before_in_the_sentence() -> None:
    found = read("Macron came late. When Ivan was asked, he criticised Niger.", "en", "Macron", "Ivan", "Niger")
    assert [e.actor and e.actor.name for e in found if e.type == "ACCUSE"] == ["Ivan"]


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "On the anniversary of the attack on Mali crowds wept.", "PAST_REF"),
        ("en", "Ivan spoke of the 7 January attack on Mali.", "PAST_REF"),  # which January is not told
        ("en", "Ivan spoke of the attack on Mali on 7 January 2024.", "2024-01-07"),
        ("en", "Ivan spoke of the attack on Mali.", None),
        ("de", "Am Jahrestag des Angriffs auf Mali weinten viele.", "PAST_REF"),
    ],
)
def test_a_deed_that_is_only_recalled_is_of_no_day(language: Language, text: str, days: str | None) -> None:
    (event,) = (e for e in read(text, language, "Mali") if e.type == "ASSAULT")
    assert event.time == days


def test_what_may_come_has_not_been_done() -> None:
    found = read("There is a threat of an attack on Niger by Mali.", "en", "Mali", "Niger")
    assert [e.status for e in found if e.type == "ASSAULT"] == ["hypothetical"]
    found = read("Die Angst vor einem Angriff auf Mali ist groß.", "de", "Mali")
    assert [e.status for e in found if e.type == "ASSAULT"] == ["hypothetical"]


def test_a_land_that_something_is_fired_from_does_not_fire_it() -> None:
    found = read("Rockets fired from Mali struck Niger.", "en", "Mali", "Niger")
    assert [(e.actor, e.recipient and e.recipient.name) for e in found if e.type == "ASSAULT"] == [(None, "Niger")]

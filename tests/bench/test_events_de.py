"""The German gold set of events: its notation, what it names, and its measure on cases worked out by hand."""

from __future__ import annotations

from typing import get_args

import pytest
from bench.events_de import METRICS, RARE, Sentence, agreement, cells, f1, macro_f1, pairs, same, sentences

from lagebild.extract.events.triggers import event_types
from lagebild.types import EventStatus


def test_the_notation() -> None:
    got = cells("AID/military USA > Ukraine ! Russland @Kiew *2024-10 =planned")
    assert (got.type, got.mode, got.actor, got.recipient, got.third) == (
        "AID",
        "military",
        "USA",
        "Ukraine",
        "Russland",
    )
    assert (got.place, got.time, got.status) == ("Kiew", "2024-10", "planned")
    assert (cells("PROTEST/demo - > Rote Kreuz @Tel Aviv").actor, cells("DENY Orban").status) == (None, "happened")
    with pytest.raises(ValueError, match="no event"):
        cells("somebody did something")


def test_every_cell_names_what_exists_and_stands_in_the_sentence() -> None:
    for sentence in sentences():
        for event in (*sentence.events, *sentence.first, *sentence.second):
            known = event_types()[event.type]
            assert event.mode is None or event.mode in known.modes, sentence.text
            assert event.status in get_args(EventStatus), sentence.text
        for event in sentence.events:
            for words in (event.actor, event.recipient, event.place):
                assert (words or "").lower()[:4] in sentence.text.lower(), (sentence.text, words)


def test_all_types_modes_and_statuses_are_there() -> None:
    told = {(e.type, e.mode) for s in sentences() for e in s.events}
    assert {t for t, _ in told} == set(event_types())
    modes = {(t.name, mode) for t in event_types().values() for mode in t.modes}
    assert modes <= told, modes - told
    assert {e.status for s in sentences() for e in s.events} == set(get_args(EventStatus))


def test_the_set_is_large_and_its_readings_agree() -> None:
    rows = sentences()
    assert len(rows) >= 320
    assert len({row.text for row in rows}) == len(rows)
    assert 0.25 < sum(row.kept_back for row in rows) / len(rows) < 0.4
    assert min(agreement().values()) > 95


def test_events_pair_by_type_the_most_alike_first() -> None:
    gold = [cells("AID USA > Kuba"), cells("AID USA > Mali")]
    found = [cells("AID USA > Mali"), cells("ASSAULT USA > Kuba")]
    assert pairs(gold, found) == [(gold[0], found[0])]
    assert f1([(gold, found)], METRICS["type"]) == 50.0
    assert f1([(gold, found)], METRICS["type+recipient"]) == 0.0
    assert f1([(gold[1:], found[:1])], METRICS["all columns"]) == 100.0
    assert macro_f1([(gold, found)]) == round(200 / 3, 1)


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        ("Russland", "Russlands", True),
        ("russische", "russischer Diplomaten", True),
        ("Polen", "Belarus", False),
        (None, "Polen", False),
        (None, None, True),
    ],
)
def test_the_end_of_a_case_makes_no_other_name(gold: str | None, found: str | None, expected: bool) -> None:
    assert same(gold, found) is expected


def test_a_third_is_kept_back_by_the_text_alone() -> None:
    one = Sentence("Das Wetter in Polen bleibt trüb.", (), (), ())
    assert one.kept_back == Sentence(one.text, (cells("DENY Orban"),), (), ()).kept_back


def test_rarer_wordings_are_of_all_types_and_name_what_exists() -> None:
    rows = sentences(RARE)
    assert len(rows) >= 120
    assert {row.text for row in rows}.isdisjoint(row.text for row in sentences())
    told = [event for row in rows for event in (*row.events, *row.second)]
    assert {event.type for event in told} == {name for name, kind in event_types().items() if not kind.speech}
    assert all(event.mode is None or event.mode in event_types()[event.type].modes for event in told)
    assert sum(not row.events for row in rows) >= 10
    assert min(agreement(RARE).values()) > 90

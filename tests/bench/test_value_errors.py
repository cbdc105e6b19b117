"""The kinds of errors that are counted, and the peers and the second reading beside them."""

from __future__ import annotations

import pytest
from bench.figures import Tag
from bench.figures_de import METRICS, cells, f1
from bench.value_errors import german_kinds, main, name_kinds, newsquant_kinds, time_kinds, value_kind

from bench import figures_second, peers


@pytest.mark.parametrize(
    ("gold", "ours", "kind"),
    [
        ("2024-10-17", None, "not resolved"),
        ("2024-10-17", "2024-10-24", "wrong direction"),
        ("2024-10-17", "2024-10-16", "another one on the same side"),
        ("2024-10", "2024-10-16", "another grain"),
        ("2024-W41", "2024-W42", "another one on the same side"),
        ("PRESENT_REF", "2024-10-20", "a vague one on one side only"),
        ("P3Y", "2021", "a length for a date, or a date for a length"),
        ("P3Y", "P2Y", "another length"),
        ("XXXX-WXX-5", "2024-10-18", "what happens again and again"),
    ],
)
def test_values_differ_in_kinds(gold: str, ours: str | None, kind: str) -> None:
    assert value_kind(gold, ours, "2024-10-20") == kind


def test_times_are_missed_spurious_or_otherwise_bounded() -> None:
    gold = [(0, 5, "2024"), (10, 20, "2023"), (30, 35, "2022")]
    found = [(0, 5, "2024"), (12, 20, "2023"), (40, 44, "2021")]
    assert sorted(time_kinds(gold, found, "2024-10-20")) == ["extent: shorter than in the gold", "missed", "spurious"]


def test_figures_differ_in_kinds() -> None:
    gold = [Tag(5, "=", "tank"), Tag(6, "up", "-"), Tag(7, "=", "-")]
    found = [Tag(5, ">", "-"), Tag(6, "=", "-"), Tag(8, "=", "-")]
    assert sorted(newsquant_kinds(gold, found)) == [
        "missed",
        "spurious",
        "unit or thing counted missing",
        "wrong bound or approximation",
        "wrong change (rise or fall)",
    ]
    kinds = german_kinds((cells("5 Panzer #lost"),), (cells("5.. Panzer #destroyed"),))
    assert list(kinds) == ["wrong bound or approximation", "wrong stage"]
    assert list(german_kinds((cells("5 Panzer"),), (cells("5 Panzer #lost"),))) == ["stage that is none"]


def test_names_differ_in_kinds() -> None:
    gold = [(0, 5, "PER"), (10, 20, "LOC"), (30, 35, "ORG"), (50, 55, "LOC")]
    found = [(0, 5, "PER"), (12, 20, "LOC"), (30, 35, "LOC"), (60, 65, "ORG")]
    assert sorted(name_kinds(gold, found)) == [
        "actor: spurious",
        "actor: taken for a place",
        "place: missed",
        "place: wrong extent",
    ]


def test_an_unknown_table_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["colours"]) == 2
    assert "choose from: times, figures, actors" in capsys.readouterr().err


def test_the_second_annotator_read_sentences_of_the_gold_set() -> None:
    found = figures_second.both()
    assert len(found) == 120
    assert len({text for text, _, _ in found}) == 120
    pairs = [(gold, second) for _, gold, second in found]
    assert all(f1(pairs, agrees) > 85 for agrees in METRICS.values())
    assert any(gold != second for gold, second in pairs), "both readings are kept where they differ"


def test_words_of_a_peer_are_placed_in_the_text() -> None:
    assert peers.placed("May 3 and May 3", [("May 3", "a"), ("May 3", "b"), ("June", "c")]) == [
        (0, 5, "a"),
        (10, 15, "b"),
    ]


def test_a_peer_that_is_not_there_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert peers.heideltime([("He came on Thursday.", "2024-10-20")], "en") is None

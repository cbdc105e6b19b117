"""The event benchmark's measure on cases worked out by hand, and its mapping to PLOVER's own terms."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import events, times
from lagebild.extract.events.roots import root_of
from lagebild.types import Event, EventStatus, Span


def test_macro_f1_weighs_types_alike_and_counts_silence_as_missed() -> None:
    pairs = [("AID", "AID"), ("AID", None), ("ACCUSE", "AID"), ("ACCUSE", "ACCUSE")]
    aid, accuse = 2 * 1 / (2 + 2), 2 * 1 / (2 + 1)
    assert events.macro_f1(pairs) == pytest.approx(100 * (aid + accuse) / 2)
    assert events.macro_f1([]) == 0.0


@pytest.mark.parametrize(
    ("kind", "status", "expected"),
    [
        ("AID", "happened", "AID"),
        ("AID", "planned", "AGREE"),
        ("RETREAT", "negated", "REJECT"),
        ("RETREAT", "happened", "YIELD"),
        ("ASSAULT", "planned", "THREATEN"),
        ("ASSAULT", "negated", "ASSAULT"),
        ("THREATEN", "planned", "THREATEN"),
    ],
)
def test_status_becomes_a_root_type(kind: str, status: EventStatus, expected: str) -> None:
    event = Event(Span(0, 1, "x"), kind, None, None, None, None, None, status)
    assert root_of(event) == expected


def test_without_corpora_nothing_is_measured(tmp_path: Path) -> None:
    assert events.run(tmp_path) == []
    assert times.run(tmp_path) == []


def test_the_event_between_source_and_target_is_preferred() -> None:
    text = "After the strike at home, Poland condemned Belarus."
    record = {"text": text, "source": [[26, 32]], "target": [[43, 50]]}
    assert events.root(record) == "ACCUSE"

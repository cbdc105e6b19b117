"""Clauses that another clause parts: the verb has what stands in their second half."""

from __future__ import annotations

import pytest

from tests.extract.test_events_agreement import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Macron traf am Sonntag, wie Agenturen melden, mit Scholz zusammen.",
            ("CONSULT", "Emmanuel Macron", "Olaf Scholz"),
        ),
        ("Serbien hat, nachdem Mali gewarnt hatte, Kosovo angegriffen.", ("ASSAULT", "Serbien", "Kosovo")),
        ("Macron (RE) traf in Brüssel (Belgien) mit Scholz zusammen.", ("CONSULT", "Emmanuel Macron", "Olaf Scholz")),
        (
            "Lukaschenko, der seit Jahren in Minsk lebt, wurde am Samstag verhaftet.",
            ("COERCE", None, "Alexander Lukaschenko"),
        ),
    ],
)
def test_a_parted_clause_is_read_as_one(text: str, expected: tuple[str, str | None, str | None]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "Serbien griff Kosovo an, wie Mali mitteilte, und Niger verhaftete Lukaschenko.",
            ("COERCE", "Serbien", "Alexander Lukaschenko"),
        ),
        (
            "Serbien droht, weil Mali liefert, aber Niger hat Lukaschenko verhaftet.",
            ("COERCE", "Serbien", "Alexander Lukaschenko"),
        ),
    ],
)
def test_another_main_clause_is_no_second_half(text: str, wrong: tuple[str, str | None, str | None]) -> None:
    assert wrong not in told(text)

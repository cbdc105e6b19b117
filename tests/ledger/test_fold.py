from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.ledger.fold import fold, fold_outlet


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The Gazette", " the gazette"),
        ("  Straße-7 ", " strasse 7"),
        ("Kyjiws'kyj", " kyjiws kyj"),
        ("ÜBER_see", " über see"),
        ("…", ""),
        (None, ""),
    ],
)
def test_fold(words: str | None, expected: str) -> None:
    assert fold(words) == expected


@given(st.text())
def test_folding_twice_changes_nothing(words: str) -> None:
    assert fold(fold(words)) == fold(words)


def test_an_outlet_is_found_by_name_and_by_host() -> None:
    assert fold_outlet("The Gazette", "https://www.gazette.example/a") == " the gazette www gazette example"
    assert fold_outlet(None, None) == ""
    assert fold_outlet("The Gazette", "http://[") == " the gazette"

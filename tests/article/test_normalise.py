"""The one normalisation."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.article.normalise import normalise, one_line


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("eins\r\nzwei\rdrei\u2028vier\u0085fünf", "eins\nzwei\ndrei\nvier\nfünf"),
        ("Vertei\u00addigungs\u200bminister", "Verteidigungsminister"),
        ("12\u202f000\u00a0Mann\u2009hier\tda", "12 000 Mann hier da"),
        ("\ufeffAnfang", "Anfang"),
        ("u\u0308ber", "über"),
        ("a  \n  b", "a\nb"),
        ("zu   viele    Leerzeichen ", "zu viele Leerzeichen"),
        ("a\x00b\x07c\x7fd", "abcd"),
        ("\ud800", "\ufffd"),
        ("„so“ – ‚so‘", "„so“ – ‚so‘"),
        ("\u202eabc\u202c", "abc"),
        ("", ""),
    ],
)
def test_normalise(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


@given(st.text(alphabet=st.characters(), max_size=200))
def test_twice_changes_nothing(raw: str) -> None:
    once = normalise(raw)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert one_line(one_line(raw)) == one_line(raw)
    assert "\n" not in one_line(raw)


@given(st.text(alphabet="a\u0308\u200b \u00a0\n\r\u00ad\u0301e\u1100\u1161", max_size=60))
def test_marks_that_compose_only_after_something_went(raw: str) -> None:
    assert normalise(normalise(raw)) == normalise(raw)

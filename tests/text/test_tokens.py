from __future__ import annotations

import pytest

from lagebild.text.tokens import token_bounds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Am 23. Oktober", ["Am", "23", ".", "Oktober"]),
        ("1.200,50 Euro um 14:30", ["1.200,50", "Euro", "um", "14:30"]),
        ("der 16-jährige in den 1990er-Jahren", ["der", "16-jährige", "in", "den", "1990er-Jahren"]),
        ("z.B. die NATO-Staaten", ["z.B.", "die", "NATO-Staaten"]),
        ("the U.S.’s 12k men's", ["the", "U.S.", "’", "s", "12k", "men's"]),
        ("siehe https://x.org/a?b=1.", ["siehe", "https://x.org/a?b=1", "."]),
        ("„Ja!“, so er…", ["„", "Ja", "!", "“", ",", "so", "er", "…"]),
        ("зв’язок п'ятьох, 5-го", ["зв’язок", "п'ятьох", ",", "5-го"]),
        ("O'Brien", ["O", "'", "Brien"]),
        ("10-12 Uhr", ["10", "-", "12", "Uhr"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in token_bounds(text, 0, len(text))] == expected

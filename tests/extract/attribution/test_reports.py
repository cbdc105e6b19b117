"""The words of a role as the readers take them from a report."""

from __future__ import annotations

from lagebild.extract.attribution.reports import Report, words_in
from lagebild.types import Token

TOKENS = tuple(Token(0, 1, text, at) for at, text in enumerate(["Anna", "Berg", ",", "said", ",", "“"]))


def test_whom_a_role_names_ends_in_no_mark() -> None:
    report = Report((), {"speaker": (0, 1, 2), "addressee": (2, 4), "cue": (2, 3, 4), "origin": (0, 2, 3)}, "indirect")
    assert words_in("speaker", report, TOKENS) == (0, 1)
    assert words_in("origin", report, TOKENS) == (0, 2, 3)  # a comma inside stays
    assert words_in("addressee", report, TOKENS) == ()
    assert words_in("cue", report, TOKENS) == (2, 3, 4)
    assert words_in("frame", report, TOKENS) == ()

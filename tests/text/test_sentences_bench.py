from __future__ import annotations

from pathlib import Path

from bench.sentences import Paragraph, boundary_f1, our_ends, run


def test_boundary_f1_by_hand() -> None:
    paragraph = Paragraph("aa bb cc dd", frozenset({2, 5}), "de")
    assert boundary_f1([paragraph], lambda text, language: [2, 5, 11]) == 100
    assert boundary_f1([paragraph], lambda text, language: [2, 11]) == 200 / 3  # P 1, R 1/2
    assert boundary_f1([paragraph], lambda text, language: [11]) == 0
    assert boundary_f1([Paragraph("aa", frozenset(), "de")], lambda text, language: [2]) == 100


def test_our_ends_are_those_of_the_text_stage() -> None:
    assert list(our_ends("Er kam. Sie ging.", "de")) == [7, 17]


def test_absent_corpora_give_nothing(tmp_path: Path) -> None:
    assert run(tmp_path) == []

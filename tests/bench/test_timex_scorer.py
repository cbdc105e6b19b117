"""TempEval-3's measures on cases worked out by hand."""

from __future__ import annotations

from bench.timex_scorer import Timex, matches, score


def test_exact_overlap_and_value_are_counted_apart() -> None:
    gold: list[Timex] = [(0, 4, "2024"), (10, 20, "2024-10"), (30, 35, "P1D"), (40, 44, "2023")]
    found: list[Timex] = [(0, 4, "2024"), (12, 20, "2024-10"), (30, 35, "P2D"), (50, 52, "2022"), (60, 61, None)]
    counts = score(gold, found)
    assert (counts.gold, counts.found, counts.strict, counts.relaxed, counts.value) == (4, 5, 2, 3, 2)
    assert counts.strict_f1 == 2 * 100 * (2 / 5) * (2 / 4) / (2 / 5 + 2 / 4)
    assert round(counts.relaxed_f1, 2) == 66.67
    assert round(counts.value_f1, 2) == 44.44


def test_empty_expressions_are_left_out() -> None:
    assert score([(5, 5, "2024")], [(7, 7, "x")]).gold == 0


def test_each_expression_takes_part_in_one_match() -> None:
    assert matches([(0, 20, "a")], [(0, 5, "a"), (6, 20, "b")]) == [(0, 1)]
    assert matches([(0, 5, "a"), (6, 20, "b")], [(0, 20, "a")]) == [(1, 0)]


def test_an_exact_span_is_paired_before_a_longer_overlap() -> None:
    assert matches([(0, 4, "a"), (2, 30, "b")], [(0, 4, "a")]) == [(0, 0)]


def test_touching_is_no_overlap_and_nothing_scores_nothing() -> None:
    assert matches([(0, 4, "a")], [(4, 8, "a")]) == []
    assert score([], []).strict_f1 == 0.0


def test_unresolved_values_never_fit() -> None:
    assert score([(0, 4, None)], [(0, 4, None)]).value == 0

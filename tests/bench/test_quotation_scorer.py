"""The measure of the German quotation set on cases counted by hand."""

from __future__ import annotations

import pytest
from bench.quotation_scorer import Quote, match, overlap, score


def quote(*tokens: int, kind: str = "Direct", speaker: tuple[int, ...] = (), cue: tuple[int, ...] = ()) -> Quote:
    return Quote(frozenset(tokens), speaker=frozenset(speaker), cue=frozenset(cue), type=kind, medium="Speech")


def test_an_exact_prediction_scores_one_everywhere() -> None:
    gold = quote(1, 2, 3, speaker=(5,), cue=(6,))
    result = score([([gold], [gold])])
    assert [round(result[name].f1, 6) for name in ("message", "roles", "joint", "type", "medium")] == [1.0] * 5


def test_half_a_quote_has_full_precision_and_half_recall() -> None:
    result = score([([quote(1, 2)], [quote(1, 2, 3, 4)])])
    assert (result["message"].precision, result["message"].recall) == (1.0, 0.5)
    assert result["message"].f1 == pytest.approx(2 / 3)


def test_what_was_missed_counts_against_recall_alone() -> None:
    found = quote(1, 2, speaker=(3,))
    result = score([([found], [found, quote(10, 11, speaker=(12,))])])
    assert (result["message"].precision, result["message"].recall) == (1.0, 0.5)
    assert (result["roles"].precision, result["roles"].recall) == (1.0, 0.5)


def test_what_was_invented_counts_against_precision_alone() -> None:
    gold = quote(1, 2)
    result = score([([gold, quote(20, 21)], [gold])])
    assert (result["message"].precision, result["message"].recall) == (0.5, 1.0)


def test_joint_is_the_mean_over_all_parts_that_are_there() -> None:
    # quote: P 1, R 1; speaker: nothing predicted (no precision), R 0; cue: P 0, no gold
    result = score([([quote(1, cue=(2,))], [quote(1, speaker=(3,))])])
    assert (result["joint"].precision, result["joint"].recall) == (0.5, 0.5)
    assert (result["roles"].precision, result["roles"].recall) == (0.0, 0.0)


def test_matching_is_best_in_sum_and_not_greedy() -> None:
    # the first prediction fits the first gold best, but taking it leaves the second without a partner
    predicted = [quote(1, 2, 3, 4), quote(1, 2)]
    gold = [quote(1, 2, 3), quote(3, 4)]
    total = sum(overlap(predicted[p].quote, gold[g].quote) for p, g in match(predicted, gold))
    assert total == pytest.approx(0.8 + 2 / 3)


def test_an_equal_type_breaks_a_tie() -> None:
    predicted = [quote(1, 2, kind="Indirect"), quote(1, 2, kind="Direct")]
    assert match(predicted, [quote(1, 2, kind="Direct")]) == ((1, 0),)


def test_a_wrong_type_is_a_false_positive_and_a_false_negative() -> None:
    result = score([([quote(1, kind="Reported")], [quote(1, kind="Direct")])])
    assert (result["type"].precision, result["type"].recall) == (0.0, 0.0)
    assert result["medium"].f1 == 1.0


def test_nothing_at_all_scores_zero() -> None:
    assert score([([], [])])["joint"].f1 == 0.0

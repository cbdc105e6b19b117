import pytest
from bench.attribution_en import Triple, f1, overlap, same, triple_f1

GOLD = [Triple((0, 4), (5, 9), (10, 30)), Triple(None, (40, 45), (46, 60))]


def test_perfect() -> None:
    assert f1([(GOLD, GOLD)], "content", same) == 100
    assert triple_f1([(GOLD, GOLD)]) == 100


def test_shifted_bounds_overlap_but_are_not_exact() -> None:
    guess = [Triple((0, 4), (5, 9), (12, 30)), Triple(None, (40, 45), (46, 58))]
    assert f1([(GOLD, guess)], "content", same) == 0
    assert f1([(GOLD, guess)], "content", overlap) == 100


def test_a_guessed_source_where_gold_has_none_breaks_the_triple() -> None:
    guess = [GOLD[0], Triple((36, 39), (40, 45), (46, 60))]
    assert triple_f1([(GOLD, guess)]) == pytest.approx(50)


def test_one_guess_serves_one_gold_span_only() -> None:
    guess = [Triple(None, None, (0, 100))]
    assert f1([(GOLD, guess)], "content", overlap) == pytest.approx(200 * 1 / 3)


def test_nothing_found() -> None:
    assert triple_f1([(GOLD, [])]) == 0

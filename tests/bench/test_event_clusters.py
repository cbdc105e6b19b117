import pytest
from bench.event_clusters import b_cubed, linked, pairwise


def test_articles_are_linked_by_what_they_share() -> None:
    assert linked([(0, "a"), (1, "a"), (1, "b"), (2, "b"), (2, "b")]) == {(0, 1), (1, 2)}


def test_pairs_and_clusters_count_as_they_should() -> None:
    gold = ["fire", "fire", "fire", "quake"]
    assert pairwise({(0, 1), (2, 3)}, gold) == pytest.approx((50, 100 / 3, 40))
    assert pairwise(set(), gold) == (0, 0, 0)
    # clusters {0, 1} and {2, 3}: precision (1 + 1 + .5 + .5) / 4, recall (2/3 + 2/3 + 1/3 + 1) / 4
    precision, recall, _ = b_cubed({(0, 1), (2, 3)}, gold)
    assert (precision, recall) == pytest.approx((75, 200 / 3))
    assert b_cubed({(0, 1), (1, 2), (2, 0)}, gold)[:2] == (100, 100)

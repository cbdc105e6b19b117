from bench.__main__ import below_floor, table
from bench.score import Score

ROW = Score("times de", "strict F1", 70.0, 45, {"HeidelTime": 71.9, "other": 12.0}, "abc")


def test_a_figure_under_its_floor_is_named() -> None:
    floors = {"times de: strict F1": {"floor": 70.1, "digest": "abc"}}
    assert below_floor([ROW], floors, complete=True) == ["times de: strict F1: 70.0 < 70.1"]


def test_a_figure_on_its_floor_passes() -> None:
    assert below_floor([ROW], {"times de: strict F1": {"floor": 70.0, "digest": "abc"}}, complete=True) == []


def test_another_corpus_is_no_comparison() -> None:
    failures = below_floor([ROW], {"times de: strict F1": {"floor": 1.0, "digest": "xyz"}}, complete=True)
    assert failures == ["times de: strict F1: measured on another corpus (abc, the floor on xyz)"]


def test_a_missing_figure_fails_only_a_complete_run() -> None:
    floors = {"gone: F1": {"floor": 1.0}}
    assert below_floor([ROW], floors, complete=True) == ["gone: F1: not measured"]
    assert below_floor([ROW], floors, complete=False) == []


def test_the_best_peer_comes_first() -> None:
    assert "HeidelTime 71.9, other 12.0" in table([ROW])

"""How the relation set is parted: no sentence in two folds, none both mended with and unseen; the cost of events."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import events_cost, events_others, events_trained, relations


def test_a_sentence_has_one_fold() -> None:
    assert len({relations.fold(f"sentence {n}") for n in range(200)}) == relations.FOLDS
    assert relations.fold("a") == relations.fold("a")


def test_a_sentence_is_tuned_or_opened_or_unseen() -> None:
    texts = [f"sentence {n}" for n in range(2000)]
    tuned = [relations.tuned(text) for text in texts]
    opened = [relations.opened(text) for text in texts]
    assert not any(a and b for a, b in zip(tuned, opened, strict=True))
    assert 0.55 < sum(tuned) / 2000 < 0.65
    assert 0.17 < sum(opened) / 2000 < 0.23  # half of the rest


def test_without_corpora_nothing_is_measured(tmp_path: Path) -> None:
    assert events_trained.run(tmp_path) == []
    assert events_others.run(tmp_path) == []


def test_reading_events_keeps_to_its_budget() -> None:
    made = events_cost.dense()
    assert len(made.text.split()) == pytest.approx(2650, abs=300)
    assert events_cost.of_events(made) < events_cost.BUDGET

"""The learner of relations on rows worked out by hand: no sentence in two folds, and what can be learnt is learnt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench import events_cost, events_others, events_trained, relations


def record(text: str, source: str, target: str) -> dict[str, object]:
    def span(words: str) -> list[tuple[int, int]]:
        return [(text.index(words), text.index(words) + len(words))]

    return {"text": text, "source": span(source), "target": span(target)}


def test_parties_become_marks_and_numbers_signs() -> None:
    row = record("Great Poland attacked 12 towns of Belarus.", "Great Poland", "Belarus")
    assert relations.sequence(row) == ["<S>", "attack", "#", "town", "of", "<T>", "."]


def test_words_between_count_apart_from_words_behind() -> None:
    found = relations.features(["<S>", "attack", "<T>", "again"])
    assert {"B=attack", "A=again", "2=<S> attack", "S+=attack", "order=True"} <= set(found)


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


def test_what_can_be_learnt_is_learnt_and_chance_is_not() -> None:
    verbs = {"ASSAULT": "attacked", "AID": "helped"}
    rows, types, folds = [], [], []
    for n in range(40):
        kind = "ASSAULT" if n % 2 else "AID"
        text = f"Mali {verbs[kind]} Chad number{n % 5} today"
        rows.append(relations.features(relations.sequence(record(text, "Mali", "Chad"))))
        types.append(kind)
        folds.append(n // 2 % 5)
    labels, scores = relations.cross_validated(relations.kernel(rows), types, folds)
    assert relations.best(labels, scores) == types
    shuffled = [types[(7 * n) // 3 % 40] for n in range(40)]
    labels, scores = relations.cross_validated(relations.kernel(rows), shuffled, folds)
    right = sum(a == b for a, b in zip(relations.best(labels, scores), shuffled, strict=True))
    assert right < 35


def test_what_the_rules_tell_decides_a_close_call() -> None:
    scores = np.array([[0.50, 0.45], [0.9, 0.1]])
    assert relations.best(["AID", "ASSAULT"], scores, ["ASSAULT", "ASSAULT"]) == ["ASSAULT", "AID"]
    assert relations.best(["AID", "ASSAULT"], scores, [None, "OTHER"]) == ["AID", "AID"]


def test_without_corpora_nothing_is_measured(tmp_path: Path) -> None:
    assert events_trained.run(tmp_path) == []
    assert events_others.run(tmp_path) == []


def test_reading_events_keeps_to_its_budget() -> None:
    made = events_cost.dense()
    assert len(made.text.split()) == pytest.approx(2650, abs=300)
    assert events_cost.of_events(made) < events_cost.BUDGET

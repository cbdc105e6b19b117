from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench.factuality import pearson, rated_events, rating, run, sign

from lagebild.types import Stance


def test_pearson_by_hand() -> None:
    assert pearson([1, 2, 3], [2, 4, 6]) == pytest.approx(1)
    assert pearson([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert pearson([1, 2, 3, 4], [1, 3, 2, 4]) == pytest.approx(0.8)
    assert pearson([1, 2, 3], [5, 5, 5]) == 0


@pytest.mark.parametrize(("value", "expected"), [(3.0, 1), (0.5, 0), (-0.5, 0), (-2.0, -1)])
def test_sign(value: float, expected: int) -> None:
    assert sign(value) == expected


def test_acts_that_are_to_come_rate_lower_but_keep_their_sign() -> None:
    assert rating(Stance("state", "CT+", "CT+")) == 3
    assert rating(Stance("plan", "CT+", "CT+")) == 1
    assert rating(Stance("plan", "CT-", "CT-")) == -1
    assert rating(Stance("demand", "Uu", "Uu")) == 0


def test_events_are_read_in_their_clauses(tmp_path: Path) -> None:
    text = "The army did not attack , but the town fell ."
    events = [
        {"begin": text.index(word), "end": text.index(word) + len(word), "text": word, "factuality": gold}
        for word, gold in (("attack", -3.0), ("fell", 3.0))
    ]
    path = tmp_path / "dev.jsonl"
    path.write_text(json.dumps({"id": "1", "text": text, "events": events}), encoding="utf-8")
    assert [(r.gold, r.ours) for r in rated_events(path)] == [(-3.0, -3.0), (3.0, 3.0)]


def test_absent_corpora_give_nothing(tmp_path: Path) -> None:
    assert run(tmp_path) == []

"""The cost of values: what is measured, and that the ratio is that of the rows beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import cost

PAGE = "Am Donnerstag wurden in Kiew 14 Soldaten getötet, sagte Außenminister Sybiha in Berlin."


def test_without_the_corpus_nothing_is_measured(tmp_path: Path) -> None:
    assert cost.run(tmp_path) == []


def test_each_kind_finds_what_it_is_measured_at() -> None:
    kinds = cost._kinds([PAGE])
    assert list(kinds) == ["times", "figures", "names", "actors and places"]
    for kind, work in kinds.items():
        found = work()
        assert isinstance(found, list)
        assert found[0], kind


def test_all_four_together_are_the_sum_of_the_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "quote_de_uhh").mkdir()
    line = json.dumps({"text": " ".join([PAGE] * 30)})
    (tmp_path / "quote_de_uhh" / "dev.jsonl").write_text(line + "\n", encoding="utf-8")
    monkeypatch.setattr(cost, "_seconds", lambda work: 0.5)
    monkeypatch.setattr(cost, "_yardstick", lambda texts: lambda: None)
    scores = {score.metric: score for score in cost.run(tmp_path)}
    pages = 30 * len(PAGE.split()) / 500
    together = scores["all four, pages of 500 words a second"]
    assert together.value == pytest.approx(pages / 2.0)
    assert together.peers == {"SoMaJo, tokens": pytest.approx(pages / 0.5)}
    assert scores["all four, x SoMaJo's tokens"].value == pytest.approx(0.25)
    assert scores["times, pages of 500 words a second"].value == pytest.approx(pages / 0.5)

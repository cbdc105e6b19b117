"""The scorer of names on hand-made cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import names

GOLD = {(0, 5, "PER"), (9, 14, "LOC")}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (GOLD, (100.0, 100.0, 100.0)),
        (set(), (0.0, 0.0, 0.0)),
        ({(0, 5, "PER"), (9, 13, "LOC")}, (50.0, 50.0, 50.0)),
        ({(0, 5, "ORG"), (9, 14, "LOC")}, (50.0, 50.0, 50.0)),
        ({(0, 5, "PER")}, (100.0, 50.0, pytest.approx(66.667, abs=0.001))),
    ],
)
def test_strict_spans_and_types(found: set[names.Key], expected: tuple[float, float, float]) -> None:
    assert names.score([(GOLD, found)]) == expected


def test_counts_are_summed_over_documents() -> None:
    assert names.score([(GOLD, GOLD), (GOLD, set())])[1] == 50.0


def test_adjectives_and_roles_are_no_names() -> None:
    assert names.found("Der ukrainische Präsident traf Russen in Riga.", "de") == {(41, 45, "LOC")}


def test_links(tmp_path: Path) -> None:
    text = "Putin kam nach Riga."
    base = "http://de.dbpedia.org/resource/"
    mentions = [
        {"begin": 0, "end": 5, "dbpedia": base + "Wladimir_Putin"},
        {"begin": 15, "end": 19, "dbpedia": base + "Riga_(Band)"},
        {"begin": 6, "end": 9, "dbpedia": base + "Kommen"},
    ]
    path = tmp_path / "train.jsonl"
    path.write_text(json.dumps({"text": text, "mentions": mentions}) + "\n", encoding="utf-8")
    assert names.linked(path) == (3, 2, 2)


def test_without_corpora_there_is_nothing_to_score(tmp_path: Path) -> None:
    assert names.run(tmp_path) == []

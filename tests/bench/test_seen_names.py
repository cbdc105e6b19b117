"""The measure of names that the encoder sees, on hand-made cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from training.examples import NAMES_LEFT_OUT, held_out

from bench import seen_names
from lagebild import encoder
from lagebild.encoder import Sight
from lagebild.types import Document
from tests.extract.test_names_joined import SURE, sight_of


def test_of_nested_names_the_longest_counts() -> None:
    nested = [(4, 8, "LOC"), (0, 8, "ORG"), (9, 12, "PER"), (9, 12, "LOC")]
    assert seen_names.outermost(nested) == {(0, 8, "ORG"), (9, 12, "PER")}


def test_germeval_is_read_as_running_text_and_only_where_training_left_it_out(tmp_path: Path) -> None:
    text = '" Anna Berg , Riga . "'
    spans = [{"begin": 2, "end": 11, "label": "PER"}, {"begin": 14, "end": 18, "label": "LOC"}]
    rows = [{"id": f"dev-{n}", "date": "2010-01-01", "text": text, "spans": spans} for n in range(50)]
    path = tmp_path / "dev.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    samples = list(seen_names.germeval(path))
    assert len(samples) == sum(held_out(f"ner_de_germeval14/dev-{n}", NAMES_LEFT_OUT) for n in range(50))
    assert 0 < len(samples) < 25
    assert samples[0].text == '"Anna Berg, Riga."'
    assert {(samples[0].text[a:b], label) for a, b, label in samples[0].gold} == {("Anna Berg", "PER"), ("Riga", "LOC")}


def test_rules_encoder_and_both(monkeypatch: pytest.MonkeyPatch) -> None:
    def look(documents: list[Document]) -> list[Sight]:
        return [sight_of(document, [("Zarn", "PER", SURE), ("Uxer", "OTH", SURE)]) for document in documents]

    monkeypatch.setattr(encoder, "look", look)
    gold = frozenset({(0, 4, "PER"), (11, 15, "OTH"), (19, 23, "LOC")})
    sample = seen_names.Sample("Zarn kauft Uxer in Kiew.", "de", gold)
    measured = dict(seen_names.measures([sample], with_rules=True))
    assert {metric: round(value) for metric, value in measured.items()} == {
        "F1, rules alone": 67,  # Kiew
        "F1, joined": 100,
        "F1, encoder alone": 67,  # Zarn
        "F1, encoder, four classes": 80,
        "F1, encoder, twelve classes": 80,
    }


def test_without_corpora_there_is_nothing_to_score(tmp_path: Path) -> None:
    assert seen_names.run(tmp_path) == []

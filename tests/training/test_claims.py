from random import Random

import pytest
from training.claims import FOR, NOTHING, fit, forgetful, written

from lagebild.compare.likeness import FEATURES
from lagebild.compare.match import model_of_claims
from lagebild.compare.sketch import SAME_WORD
from tests.compare.claims import sketch


def test_what_is_shared_speaks_for_and_what_is_apart_against() -> None:
    rows = [({"deeds": 1.0, "who": 1.0}, True, 1.0)] * 8 + [({"deeds": 1.0, "who-apart": 1.0}, False, 1.0)] * 8
    weights = fit([*rows, ({}, False, 4.0)])
    assert set(weights) == {*FEATURES, "bias"}
    assert all(weights[name] >= 0 for name in FOR)
    assert all(weights[name] <= 0 for name in FEATURES if name not in FOR)
    assert weights["who"] > 0 > weights["who-apart"]
    assert weights["bias"] <= NOTHING


def test_what_is_rare_counts_by_what_was_believed_before() -> None:
    weights = fit([({"deeds": 1.0}, True, 1.0), ({}, False, 1.0)])
    assert weights["counted-apart"] == pytest.approx(-3)


def test_words_are_forgotten_whole() -> None:
    found = sketch("Russian drones destroyed a hospital and an airport in Kharkiv and killed 26 people, police said.")
    chance = Random(1)
    shorter = [forgetful(found, chance) for _ in range(60)]
    assert any(one.concepts != found.concepts for one in shorter)
    assert all(not one.concepts or not one.concepts[0] & SAME_WORD or len(one.concepts) == 1 for one in shorter)
    assert {one.counts for one in shorter} == {found.counts}


def test_the_file_is_the_one_that_the_numbers_give() -> None:
    model = model_of_claims()
    text = written({**model.weights, "bias": model.bias}, model.threshold)
    assert f"threshold = {model.threshold:.2f}" in text
    assert all(f"\n{name} = " in text for name in FEATURES)

import re
from dataclasses import replace
from random import Random

import pytest
from bench.pairs import pairs, passages, readings, sketched
from training.claims import FOR, NOTHING, TARGET, fingerprint, fit, fitted, forgetful, written

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
    told = TARGET.read_text(encoding="utf-8")
    mark = re.search(r"fitted on the sketches ([0-9a-f]{12})\.", told)
    assert mark
    assert told == written({**model.weights, "bias": model.bias}, model.threshold, mark[1])


def test_the_same_sketches_give_the_same_numbers() -> None:
    chosen = [pair for part in ("train", "dev") for pair in pairs() if pair.part == part][:30]
    chosen += [pair for pair in pairs() if pair.part == "dev"][:10]
    drawn = sketched(readings(passages(chosen), "none"))
    assert fitted(chosen, drawn) == fitted(chosen, drawn)
    again = {key: tuple(replace(one, exact=one.exact ^ 1) for one in many) for key, many in drawn.items()}
    assert fingerprint(chosen, drawn) == fingerprint(chosen, dict(drawn)) != fingerprint(chosen, again)

"""Names in the place of others: what is around them stays, and every label still covers a whole name."""

from __future__ import annotations

import pytest

pytest.importorskip("faker", reason="NOT TESTED: the replacement of names; faker is only there after `make train`")

from training.examples import Example
from training.mentions import VARIANTS, replaced

WORDS = ["Gestern", "traf", "Olena", "Kowal", "in", "Lwiw", "die", "Berliner", "Leitung", "der", "Hilfe", "Ost", "."]
NAMES = [(2, 4, "PER"), (5, 6, "LOC"), (7, 8, "LOCderiv"), (10, 12, "ORG")]
OTHER = Example("other", ["Werk", "Nord", "schweigt"], [False, True, True], [(0, 3)], scheme="strict")


def variants() -> list[tuple[Example, Example]]:
    spaced = [False, *[True] * (len(WORDS) - 2), False]
    one = Example("one", list(WORDS), spaced, [(0, len(WORDS))], scheme="strict", names=list(NAMES))
    OTHER.names = [(0, 2, "ORG")]
    return [(one, variant) for variant in replaced([one, OTHER]) if variant.id == "one"]


def test_what_is_no_name_stays_in_order() -> None:
    for one, variant in variants():
        outside = [word for at, word in enumerate(variant.words) if not any(a <= at < b for a, b, _ in variant.names)]
        expected = [word for at, word in enumerate(one.words) if not any(a <= at < b for a, b, _ in one.names)]
        assert outside == expected
        assert len(variant.spaced) == len(variant.words)
        assert variant.sentences == [(0, len(variant.words))]
        assert [label for *_, label in variant.names] == [label for *_, label in one.names]


def test_names_change_in_some_variants_and_words_made_of_names_in_none() -> None:
    found = variants()
    assert len(found) == VARIANTS
    spans = [{label: tuple(v.words[a:b]) for a, b, label in v.names} for _, v in found]
    for label in ("PER", "LOC", "ORG"):
        assert len({span[label] for span in spans}) > 1, label
    assert {span["LOCderiv"] for span in spans} == {("Berliner",)}
    assert {span["ORG"] for span in spans} <= {("Hilfe", "Ost"), ("Werk", "Nord")}


def test_the_same_variants_each_time() -> None:
    assert [v.words for _, v in variants()] == [v.words for _, v in variants()]

"""What labels of three classes say about tags of twelve."""

from __future__ import annotations

import pytest

pytest.importorskip("torch", reason="NOT TESTED: the losses; torch is not installed")

from training.examples import SCHEMES
from training.losses import ALLOWED


def tag(scheme: str, label: str, *, goes_on: bool = False) -> int:
    return 1 + 2 * SCHEMES[scheme].index(label) + goes_on  # type: ignore[index]


@pytest.mark.parametrize("label", SCHEMES["plain"])
@pytest.mark.parametrize("goes_on", [False, True])
def test_a_word_of_a_name_is_of_that_very_class(label: str, goes_on: bool) -> None:
    allowed = ALLOWED[tag("plain", label, goes_on=goes_on)]
    assert allowed.nonzero().flatten().tolist() == [tag("strict", label, goes_on=goes_on)]


def test_a_word_of_no_name_may_be_of_a_class_that_the_three_do_not_have() -> None:
    closed = {tag("strict", label, goes_on=g) for label in SCHEMES["plain"] for g in (False, True)}
    assert set((~ALLOWED[0]).nonzero().flatten().tolist()) == closed
    assert ALLOWED[0][tag("strict", "OTH")]
    assert ALLOWED[0][tag("strict", "LOCderiv")]

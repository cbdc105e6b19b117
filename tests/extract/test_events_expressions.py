"""Expressions of the trigger files: written out where they are finite, and the same whether looked up or tried."""

from __future__ import annotations

import re

import pytest

from lagebild.extract.events.expressions import Expression, forms
from lagebild.extract.events.triggers import trigger_book
from lagebild.lang.load import having


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("attack", {"attack"}),
        ("attack(s|ed)?", {"attack", "attacks", "attacked"}),
        ("gr[ae]y|(re)?try", {"grey", "gray", "try", "retry"}),
        ("a(b(c|d)?)?e", {"ae", "abe", "abce", "abde"}),
    ],
)
def test_finite_expressions_are_written_out(text: str, words: set[str]) -> None:
    assert forms(text) == frozenset(words)


@pytest.mark.parametrize("text", ["refus.*", "a+b", "(?!no)yes", "[^a]b", "x{2}"])
def test_others_are_left_to_be_tried(text: str) -> None:
    assert forms(text) is None


def test_heads_written_out_fit_their_expressions() -> None:
    for language in having("events"):
        for trigger in trigger_book(language).triggers:
            pattern = re.compile(trigger.head.text)
            assert all(pattern.fullmatch(word) for word in forms(trigger.head.text) or ()), trigger.row.id


def test_an_expression_says_the_same_twice() -> None:
    expression = Expression("refus.*")
    assert [expression.fits(word) for word in ("refused", "fused", "refused")] == [True, False, True]

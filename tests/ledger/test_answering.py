"""A denial points at what it denies, also where the page that it answers comes in later or is read again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import lagebild
from lagebild.ledger import Ledger, open_ledger
from lagebild.types import Reading

CLAIM = "The army shelled the port of Odesa on Monday and killed 26 people, the governor of Odesa said."
DENIAL = "Russia's defence ministry denied that its army had shelled the port of Odesa on Monday."
FILL = " ".join(f"Sentence number {number} speaks of something else." for number in range(12))


@pytest.fixture(scope="module")
def pages() -> tuple[Reading, Reading]:
    """A report, and a denial of the day after."""
    first = lagebild.read_text(f"Port shelled\n\n{CLAIM} {FILL}", published="2025-03-10", weights="none")
    second = lagebild.read_text(f"Moscow denies\n\n{DENIAL} {FILL}", published="2025-03-11", weights="none")
    return first, second


@pytest.fixture
def ledger(place: Path | str | None) -> Iterator[Ledger]:
    with open_ledger(place) as made:
        yield made


def denials(ledger: Ledger) -> list[tuple[str, str]]:
    return [
        (link.entry.article.title or "", link.other.article.title or "")
        for link in ledger.links()
        if link.kind == "denies"
    ]


LINK = [("Moscow denies", "Port shelled")]


@pytest.mark.parametrize("turned", [False, True])
def test_a_denial_finds_its_claim_whichever_comes_first(
    ledger: Ledger, pages: tuple[Reading, Reading], turned: bool
) -> None:
    for page in reversed(pages) if turned else pages:
        ledger.add(page)
    assert denials(ledger) == LINK


def test_a_denial_finds_its_claim_again_when_either_page_is_read_again(
    ledger: Ledger, pages: tuple[Reading, Reading]
) -> None:
    for page in pages:
        ledger.add(page)
    for number, page in enumerate(pages):
        ledger.add(replace(page, version=f"again {number}"))
        assert denials(ledger) == LINK
    ledger.add(replace(pages[0], version="empty", claims=()))
    assert denials(ledger) == []

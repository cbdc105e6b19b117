"""Claims that say the same are gathered as they come in; what readers decided comes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lagebild import types as t
from lagebild.ledger import Ledger, open_ledger
from lagebild.ledger.gathering import proposition_id
from lagebild.ledger.index import Index
from tests import readings
from tests.ledger.simple import SameWords

NORTH = "the bridge over the river was shelled at night and fell"
NEARLY = "the bridge over the river was shelled at night and burned"
OTHER = "talks in the capital ended without a result on Friday"


@pytest.fixture
def ledger(place: Path | str | None) -> Iterator[Ledger]:
    """A ledger of every kind in which the same words are the same claim."""
    with open_ledger(place) as made:
        made._index = Index(made._store, SameWords())
        yield made


def page(
    number: int, *contents: str, source: str = "Ministry", act: t.Act = "state", day: str = "2024-10-20"
) -> t.Reading:
    """A page on which a source says some things."""
    filler = " ".join(f"Line {number} {n} stands alone." for n in range(30))
    text = f"Page {number}\n\n{source} says. {filler} {'. '.join(contents)}."
    article = readings.article(text, published=day, publisher=f"Paper {number}")
    base = readings.third_claim(f"{text} He smiled.")
    claims = tuple(
        replace(
            base,
            id=f"c{number}-{place}",
            sentence=readings.span(text, content),
            content=(readings.span(text, content),),
            source=t.Source("named", readings.span(text, source), t.Actor(source, "organisation")),
            act=act,
        )
        for place, content in enumerate(contents)
    )
    return t.Reading(article, claims, "rules", "1")


def gathered(ledger: Ledger) -> dict[str, list[str]]:
    """The claims of each proposition, by its id; checks what must always hold on the way."""
    question = (
        "SELECT p.id, c.id, p.founder = c.seq, m.claim IS NOT NULL FROM claims c JOIN propositions p ON p.seq ="
        " c.proposition LEFT JOIN members m ON m.claim = c.seq ORDER BY p.seq, c.seq"
    )
    found: dict[str, list[str]] = {}
    for proposition, claim, is_founder, is_member in ledger._store.ask(question):
        found.setdefault(proposition, []).append(claim)
        assert bool(is_founder) != bool(is_member), claim  # all but the founder say whom they joined
    assert all(len(claims) > 1 for claims in found.values())
    assert len(found) == ledger._store.number("SELECT count(*) FROM propositions")
    return found


def test_the_same_claim_on_three_pages_is_one_proposition(ledger: Ledger) -> None:
    for number in range(3):
        ledger.add(page(number, NORTH, OTHER if number == 1 else f"alone {number} with this"))
    assert gathered(ledger) == {proposition_id("c0-0"): ["c0-0", "c1-0", "c2-0"]}


def test_a_proposition_counts_pages_origins_and_denials(ledger: Ledger) -> None:
    ledger.add(page(0, NORTH))
    ledger.add(page(1, NORTH, source="Agency", day="2024-10-22"))
    ledger.add(page(2, NORTH, act="deny", day="2024-10-23"))
    columns = "claims, articles, outlets, origins, identified, denials, last - first"
    assert ledger._store.ask(f"SELECT {columns} FROM propositions") == [(3, 3, 3, 2, 2, 1, 3)]


def test_a_chain_of_small_differences_does_not_lead_on(ledger: Ledger) -> None:
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight"]
    for number in range(4):
        ledger.add(page(number, " ".join([*words[number:], *(f"new{n}" for n in range(number))])))
    assert list(gathered(ledger).values()) == [["c0-0", "c1-0"], ["c2-0", "c3-0"]]


def test_a_page_read_again_leaves_its_propositions_and_joins_them_again(ledger: Ledger) -> None:
    ledger.add(page(0, NORTH))
    ledger.add(page(1, NORTH, OTHER))
    before = gathered(ledger)
    again = replace(page(0, NORTH), version="2")
    ledger.add(again)
    assert {key: sorted(claims) for key, claims in gathered(ledger).items()} == before
    ledger.add(replace(page(0, NORTH), version="3", claims=()))
    assert gathered(ledger) == {}
    assert ledger._store.ask("SELECT count(*) FROM members") == [(0,)]


def test_nothing_of_a_page_without_claims_is_left_in_the_index(ledger: Ledger) -> None:
    ledger.add(page(0, NORTH))
    ledger.add(replace(page(0, NORTH), version="2", claims=()))
    for table in ("sketches", "claim_keys", "members", "propositions", "claims", "mentions", "figures", "events"):
        assert ledger._store.ask(f"SELECT count(*) FROM {table}") == [(0,)], table


@pytest.mark.parametrize("first", [0, 1])
def test_a_founder_that_goes_is_followed_by_the_next(ledger: Ledger, first: int) -> None:
    for number in range(3):
        ledger.add(page(number, NORTH))
    ledger.add(replace(page(first, NORTH), version="2", claims=()))
    (members,) = gathered(ledger).values()
    assert members == [f"c{number}-0" for number in range(3) if number != first]

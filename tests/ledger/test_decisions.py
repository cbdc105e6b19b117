"""What readers decide takes effect, lasts, and can be undone; every kind of ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lagebild.errors import MeanwhileError, UsageError
from lagebild.ledger import Filters, Ledger, open_ledger
from lagebild.ledger.index import Index
from lagebild.ledger.review import Kind
from tests import readings
from tests.ledger.simple import SameWords
from tests.ledger.test_gathering import NORTH, OTHER, gathered, page

BY: dict[str, Any] = {"who": "A. Reader", "reason": "read it twice"}


@pytest.fixture
def ledger(place: Path | str | None) -> Iterator[Ledger]:
    """Three pages that say the same, and one that says something else; the same words are the same claim."""
    with open_ledger(place) as made:
        made._index = Index(made._store, SameWords())
        for number in range(3):
            made.add(page(number, NORTH, source=f"Ministry {number}"))
        made.add(page(3, OTHER))
        yield made


def groups(ledger: Ledger) -> list[list[str]]:
    return sorted(sorted(claims) for claims in gathered(ledger).values())


def test_of_a_join_and_a_split_the_later_one_counts(ledger: Ledger) -> None:
    ledger.decide("join", "c3-0", other="c0-0", **BY)
    ledger.decide("split", "c3-0", **BY)
    assert groups(ledger) == [["c0-0", "c1-0", "c2-0"]]
    assert list(ledger.check()) == []
    ledger.decide("join", "c0-0", other="c3-0", **BY)
    assert groups(ledger) == [["c0-0", "c1-0", "c2-0", "c3-0"]]
    ledger.rebuild()
    assert groups(ledger) == [["c0-0", "c1-0", "c2-0", "c3-0"]]


def test_a_decision_on_a_state_that_is_gone_is_not_taken(ledger: Ledger) -> None:
    target = "lage:claim/c0-0"
    seen = ledger.state([target])
    made = ledger.decide("checked", "c0-0", seen=seen, **BY)
    with pytest.raises(MeanwhileError, match="meanwhile"):
        ledger.decide("note", "c0-0", content="x", seen=seen, **BY)
    ledger.decide("note", "c0-0", content="x", seen=seen + 1, **BY)
    ledger.decide("undo", made.id, seen=0, **BY)
    assert ledger.state([target]) == seen + 3
    assert ledger.state(["lage:claim/c1-0"]) == 0
    assert ledger.readers() == ["A. Reader"]
    assert ledger.decision(made.id[:10]).undone_by
    assert [one.decision.kind for one in ledger.decisions(limit=2, skip=1)] == ["note", "checked"]


def test_the_last_mark_of_a_source_that_stands_counts(ledger: Ledger) -> None:
    key = ledger.sources()[0].key

    def mark() -> tuple[str, str] | None:
        graded = next(one.graded for one in ledger.sources() if one.key == key)
        return (graded.mark, graded.reason) if graded else None

    assert mark() is None
    ledger.decide("reliability", f"lage:source/{key}", content="B", **BY)
    last = ledger.decide("reliability", f"lage:source/{key}", content="E", who="B", reason="wrong twice")
    assert mark() == ("E", "wrong twice")
    ledger.decide("undo", last.id, **BY)
    assert mark() == ("B", "read it twice")
    with pytest.raises(UsageError, match="choose one of: A, B, C, D, E, F"):
        ledger.decide("reliability", f"lage:source/{key}", content="G", **BY)


@pytest.mark.parametrize("claim", ["c0-0", "c1-0", "c2-0"])
def test_a_claim_that_was_taken_out_stays_out_and_the_others_stay_together(ledger: Ledger, claim: str) -> None:
    made = ledger.decide("split", claim, **BY)
    others = [f"c{number}-0" for number in range(3) if f"c{number}-0" != claim]
    assert groups(ledger) == [others]
    ledger.add(page(4, NORTH))
    assert [claim] not in groups(ledger)
    assert groups(ledger) in ([[*others, "c4-0"]], [others, sorted([claim, "c4-0"])])
    ledger.decide("undo", made.id, **BY)
    assert [f"c{number}-0" for number in range(3)] == [c for c in groups(ledger)[0] if c != "c4-0"]


def test_claims_that_were_joined_stay_together_also_when_they_are_read_again(ledger: Ledger) -> None:
    ledger.decide("join", "c3-0", other="lage:claim/c0-0", **BY)
    everything = [[f"c{number}-0" for number in range(4)]]
    assert groups(ledger) == everything
    reading = page(3, OTHER)
    ledger.add(type(reading)(reading.article, reading.claims, "rules", "2"))
    assert groups(ledger) == everything
    (judged,) = ledger.decisions(kind="join")
    ledger.decide("undo", f"lage:decision/{judged.decision.id}", **BY)
    assert groups(ledger) == [["c0-0", "c1-0", "c2-0"]]
    assert [judged.undone_by is not None for judged in ledger.decisions(kind="join")] == [True]


def test_actors_that_are_one_are_one_origin_and_found_by_either_name(ledger: Ledger) -> None:
    def origins() -> int:
        return ledger._store.number("SELECT origins FROM propositions")

    assert origins() == 3
    made = ledger.decide("same-actor", "Ministry 0", other="Ministry 1", **BY)
    assert origins() == 2
    assert next((v.name, v.ends) for v in ledger.origins()) == ("Ministry 0", 2)
    assert next((v.name, v.claims, v.articles) for v in ledger.sources()) == ("Ministry 0", 2, 2)
    found = [entry.claim.id for entry in ledger.entries(Filters(source="Ministry 1"))]
    assert sorted(found) == ["c0-0", "c1-0"]
    ledger.decide("same-actor", "Ministry 2", other="Ministry 1", **BY)
    assert origins() == 1
    ledger.decide("undo", made.id, **BY)
    assert origins() == 2
    assert [entry.claim.id for entry in ledger.entries(Filters(source="Ministry 0"))] == ["c0-0"]


def test_what_was_decided_about_a_thing_is_told(ledger: Ledger) -> None:
    ledger.decide("note", "c0-0", content="The page changed its headline.", **BY)
    ledger.decide("checked", "c0-0", **BY)
    ledger.decide("correct", "c0-0", cell="act", content="deny", **BY)
    about = ledger.decisions_about(["lage:claim/c0-0", "lage:claim/c1-0"])
    assert [(j.decision.kind, j.decision.content, j.decision.who) for j in about["lage:claim/c0-0"]] == [
        ("note", "The page changed its headline.", "A. Reader"),
        ("checked", None, "A. Reader"),
        ("correct", '"deny"', "A. Reader"),
    ]
    assert "lage:claim/c1-0" not in about
    assert [judged.decision.kind for judged in ledger.decisions(limit=2)] == ["correct", "checked"]
    (entry,) = [entry for entry in ledger.entries() if entry.claim.id == "c0-0"]
    assert entry.claim.act == "state"  # what the machine read stays


@pytest.mark.parametrize(
    ("kind", "target", "more", "message"),
    [
        ("note", "c0-0", {}, "a note needs words"),
        ("note", "c9-0", {"content": "x"}, "the ledger has no claim 'c9-0'"),
        ("note", "c", {"content": "x"}, "more than one claim begins with 'c': c0-0, c1-0, c2-0; give more of it"),
        ("note", "", {"content": "x"}, "the ledger has no claim ''"),
        ("correct", "c0-0", {"cell": "figures/0/max", "content": "3"}, "at '0' there may be: nothing"),
        ("correct", "c0-0", {"cell": "speaker", "content": "3"}, "at 'speaker' there may be: id, sentence, content"),
        ("correct", "c0-0", {}, "a correction needs a cell and the right value"),
        ("checked", "c0-0", {"cell": "act"}, "only a correction names a cell, checked does not"),
        ("split", "c3-0", {}, "lage:claim/c3-0 is in no proposition"),
        ("join", "c0-0", {}, "join needs two of them"),
        ("join", "c0-0", {"other": "c0-0"}, "lage:claim/c0-0 is the same already"),
        ("checked", "c0-0", {"other": "c1-0"}, "checked is about one thing, not two"),
        ("checked", "lage:actor/x", {}, "is of another kind; give one of: lage:claim/…, lage:article/…"),
        ("same-actor", "Ministry 0", {"other": "Nobody"}, "the ledger has no actor 'Nobody'"),
        ("undo", "0000", {}, "the ledger has no decision '0000'"),
        ("shout", "c0-0", {}, "'shout' is no decision; choose one of: note, checked"),
        ("checked", "c0-0", {"who": " "}, "a decision needs a name"),
        ("checked", "c0-0", {"reason": ""}, "a decision needs a reason"),
    ],
)
def test_what_cannot_be_decided_is_told_and_changes_nothing(
    ledger: Ledger, kind: Kind, target: str, more: dict[str, str], message: str
) -> None:
    with pytest.raises(UsageError) as told:
        ledger.decide(kind, target, **{**BY, **more})
    assert message in str(told.value)
    assert ledger.decisions() == []


def test_what_was_undone_cannot_be_undone_again_nor_its_undoing(ledger: Ledger) -> None:
    split = ledger.decide("split", "c0-0", **BY)
    undo = ledger.decide("undo", split.id, **BY)
    with pytest.raises(UsageError, match="was undone already"):
        ledger.decide("undo", split.id, **BY)
    assert groups(ledger) == [["c0-0", "c1-0", "c2-0"]]
    assert undo.target == f"lage:decision/{split.id}"
    with pytest.raises(UsageError, match="undid something; decide that again instead"):
        ledger.decide("undo", undo.id, **BY)


def test_decisions_about_an_article_and_a_proposition(empty: Ledger) -> None:
    reading = readings.reading()
    empty.add(reading)
    made = empty.decide("checked", f"lage:article/{reading.article.id[:10]}", **BY)
    assert made.target == f"lage:article/{reading.article.id}"
    with pytest.raises(UsageError, match="the ledger has no proposition"):
        empty.decide("note", "lage:proposition/abc", content="x", **BY)

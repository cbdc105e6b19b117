"""What a verdict is made of where not all deeds are looked at: never more than what is known whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from lagebild.compare.voices import actor_key
from lagebild.ledger import Filters, Ledger, open_ledger
from lagebild.picture import escalating as module
from lagebild.picture.acts import acts_of
from lagebild.picture.escalating import NoDeedsError, escalating, escalating_within, pairs_between
from lagebild.picture.escalation import Cut, Pair, pair_of
from lagebild.views.escalation import clause_words
from lagebild.views.wording import UI_LANGUAGES, wording
from tests import shelling
from tests.picture.acting import DAY, covered, deed, state

PAIR = ("Russia", "Ukraine")
SIDES = (state("RUS"), state("UKR"))


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    with open_ledger() as made:
        shelling.fill(made)
        yield made


def within(ledger: Ledger) -> Pair:
    (pair,) = escalating_within(ledger, Filters(), pair=PAIR).pairs
    return pair


def codes(pair: Pair) -> list[str]:
    return [clause.code for clause in pair.verdict.clauses]


def test_what_fits_into_the_bounds_gets_the_verdict_of_the_whole(ledger: Ledger) -> None:
    (whole,) = escalating(ledger, Filters(), pair=PAIR).pairs
    assert len(whole.acts) >= len(shelling.TOWNS)
    assert whole.firsts
    assert within(ledger) == whole


def test_deeds_between_both_that_are_left_out_leave_days_and_firsts_out(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BETWEEN", 4)
    pair = within(ledger)
    assert pair.firsts == ()
    assert codes(pair)[-1] == "cut-between"
    since = dict(pair.verdict.clauses[-1].values)["since"]
    assert isinstance(since, date)
    assert pair.series[0].first >= since
    assert all(act.day is None or act.day >= since for act in pair.acts)
    (whole,) = escalating(ledger, Filters(), pair=PAIR).pairs
    missing = [act for act in whole.acts if act.day is not None and act.day >= since and act not in pair.acts]
    assert missing == []


def test_deeds_of_others_that_are_left_out_leave_only_firsts_on_land_out(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    (whole,) = escalating(ledger, Filters(), pair=PAIR).pairs
    monkeypatch.setattr(module, "AROUND", len(whole.acts) + 2)
    pair = within(ledger)
    assert codes(pair)[-1] == "cut-around"
    assert pair.acts == whole.acts
    assert pair.series == whole.series
    assert {one.kind for one in pair.firsts} == {one.kind for one in whole.firsts} - {"country", "region"}


def test_a_cut_makes_no_rise() -> None:
    acts = acts_of([deed("RUS", "UKR", day) for day in range(0, 400, 3)])
    since = DAY + timedelta(250)
    late = [act for act in acts if act.day is not None and act.day >= since]
    naive = pair_of(SIDES, late, covered(400), [], articles=50)
    assert any(shift.is_rise for shift in naive.shifts), "what the cut is for"
    said = {day: number for day, number in covered(400).items() if day >= since}
    pair = pair_of(SIDES, late, said, [], articles=50, cut=Cut("cut-between", len(late), since))
    assert pair.shifts == ()
    assert pair.verdict.code == "no-new-level"


@pytest.mark.parametrize("ui", UI_LANGUAGES)
@pytest.mark.parametrize(
    "cut", [Cut("cut-between", 9, DAY), Cut("cut-between", 9, date.min), Cut("cut-around", 9, None)]
)
def test_a_cut_is_told_in_a_sentence(cut: Cut, ui: str) -> None:
    pair = pair_of(SIDES, acts_of([deed("RUS", "UKR", 3)]), covered(90), [], articles=50, cut=cut)
    told = clause_words(pair.verdict.clauses[-1], wording(ui))
    assert "9" in told
    assert "{" not in told
    assert ("2025" in told) == (cut.since == DAY)


def test_pairs_are_listed_once_with_their_hostile_deeds(ledger: Ledger) -> None:
    (only,) = pairs_between(ledger, Filters(), limit=9)
    (whole,) = escalating(ledger, Filters(), pair=PAIR).pairs
    assert {actor_key(only.one), actor_key(only.other)} == whole.keys
    assert only.hostile == sum(act.is_hostile for act in whole.acts)


def test_a_pair_without_deeds_is_refused(ledger: Ledger) -> None:
    with pytest.raises(NoDeedsError, match="no deeds between Chile and Peru"):
        escalating_within(ledger, Filters(), pair=("Chile", "Peru"))


def test_dealings_are_those_of_the_ties(ledger: Ledger) -> None:
    person = ledger.browse.actor("actor:RUS")
    assert person is not None
    found = ledger.browse.dealings_of(person.seqs, limit=9)
    ties = ledger.actor_ties(limit=99)
    for dealings, expected in (
        (found.toward, {tie.toward.name: tie for tie in ties if tie.side.country == "RUS"}),
        (found.by, {tie.side.name: tie for tie in ties if tie.toward.country == "RUS"}),
    ):
        assert {one.other.name for one in dealings} == set(expected)
        for one in dealings:
            tie = expected[one.other.name]
            assert (one.deeds, one.friendly, one.hostile) == (tie.deeds, tie.friendly, tie.hostile)
    assert found.toward
    assert found.by
    cut = ledger.browse.dealings_of(person.seqs, limit=1)
    assert len(cut.toward) == 1
    assert cut.all_toward == found.all_toward

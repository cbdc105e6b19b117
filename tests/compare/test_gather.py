from dataclasses import replace

import pytest

from lagebild.compare import gather as gathering
from lagebild.compare.claims import Candidate, Match, Sketch, gather, join, keys, same
from lagebild.compare.keys import MOST
from tests.compare.claims import sketch

STRIKE = "A Russian drone hit a hospital in Kharkiv and killed 26 people, the mayor said."
AGAIN = "In Kharkiv a hospital was hit by a Russian drone and 26 people were killed, officials said."
OTHER = "A Russian drone hit a hospital in Kharkiv and killed 40 people, the mayor said."
TALKS = "The talks in Geneva have been broken off, a diplomat said."


def test_claims_that_say_the_same_share_a_key_on_neighbouring_days() -> None:
    for day in range(10, 30):  # over every border of a period
        one = sketch(STRIKE, day=f"2026-03-{day - 1:02}")
        assert not set(keys(one)).isdisjoint(keys(sketch(AGAIN, day=f"2026-03-{day:02}"))), day


def test_few_keys_and_others_for_other_claims() -> None:
    one = keys(sketch(STRIKE))
    assert 1 < len(one) <= MOST
    assert len(set(one)) == len(one)
    assert set(one).isdisjoint(keys(sketch(TALKS)))
    assert keys(sketch(STRIKE))[0] == keys(sketch(STRIKE, day="2025-01-01"))[0]


def test_a_claim_joins_the_proposition_of_a_member_and_says_why() -> None:
    known = [Candidate(7, sketch(TALKS)), Candidate(3, sketch(STRIKE))]
    found = join(sketch(AGAIN), known)
    assert found is not None
    assert (found.proposition, found.candidate) == (3, 1)
    assert found.match == same(sketch(AGAIN), sketch(STRIKE))


def test_a_claim_of_its_own_joins_nothing() -> None:
    assert join(sketch(OTHER), []) is None
    assert join(sketch(OTHER), [Candidate(3, sketch(STRIKE)), Candidate(7, sketch(TALKS))]) is None


def test_one_member_that_is_apart_keeps_a_claim_out() -> None:
    known = [Candidate(3, sketch(AGAIN)), Candidate(3, sketch(OTHER))]
    assert same(sketch(STRIKE), sketch(AGAIN)).is_same
    assert join(sketch(STRIKE), known) is None


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Claims on a line: those one step apart are the same, those two apart just not, those further are not alike."""

    def by_place(a: Sketch, b: Sketch) -> Match:
        apart = abs(a.exact - b.exact)
        return Match(max(0.0, 1 - apart / 4), apart <= 1, is_gathered=apart <= 1)

    monkeypatch.setattr(gathering, "same", by_place)
    monkeypatch.setattr(gathering, "keys", lambda _: (1,))


@pytest.mark.usefixtures("steps")
def test_alike_in_steps_is_not_alike() -> None:
    line = [replace(sketch(STRIKE), exact=place) for place in range(8)]
    groups = gather(line)
    assert groups[:2] == (0, 0)
    assert len(set(groups)) > 1
    spread = [max(p for p, g in enumerate(groups) if g == one) - one for one in set(groups)]
    assert max(spread) <= 2  # nobody is further from the first than the score `kept` allows


def test_gathering_is_the_same_as_joining_one_by_one() -> None:
    claims = [sketch(text) for text in (STRIKE, TALKS, AGAIN, OTHER)]
    assert gather(claims) == (0, 1, 0, 3)

"""Texts that are left out of training are always the same ones."""

from __future__ import annotations

import pytest
from training.examples import KNOWN_ROLES, ROLES, SCHEMES, held_out

NAMES = [f"set/{number}" for number in range(2000)]


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 1.0])
def test_about_the_share_is_held_out(share: float) -> None:
    found = sum(held_out(name, share) for name in NAMES) / len(NAMES)
    assert found == pytest.approx(share, abs=0.03)


def test_a_larger_share_holds_a_smaller_one() -> None:
    assert {n for n in NAMES if held_out(n, 0.1)} < {n for n in NAMES if held_out(n, 0.2)}


def test_the_hash_stays_what_it_was() -> None:
    assert [number for number in range(40) if held_out(f"set/{number}", 0.1)] == [2, 38]


def test_roles_that_a_set_knows_are_roles() -> None:
    assert all(known <= set(ROLES) for known in KNOWN_ROLES.values())
    assert len(SCHEMES["strict"]) == 12

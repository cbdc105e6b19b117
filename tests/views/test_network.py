"""The network of actors: where it is drawn, and that every arrow leads to its deeds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.ledger import Ledger, Tie, open_ledger
from lagebild.picture.across import Across
from lagebild.picture.ties import Acting, acting
from lagebild.types import Actor
from lagebild.views.html import render
from lagebild.views.network import HEIGHT, WIDTH, network
from tests.ledger.test_deeds import SUMY, SUMY_TOLL, TALKS, page

STATES = [Actor(name, "state", name[:3].upper()) for name in ("Alpha", "Beta", "Gamma", "Delta", "Epsilon")]


def tie(side: Actor, toward: Actor, friendly: int, hostile: int) -> Acting:
    day = date(2025, 6, 1)
    deeds = friendly + hostile
    return Acting(Tie(side, toward, deeds, friendly, hostile, (), (), 0, day, day, 1, 0), ())


def named(actor: Actor) -> str:
    return actor.name


pairs = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 90), st.integers(1, 90)).filter(
        lambda row: row[0] != row[1]
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda row: row[:2],
)


@settings(deadline=None, max_examples=25)
@given(pairs)
def test_every_circle_lies_in_the_box_and_every_tie_has_its_arrow(rows: list[tuple[int, int, int, int]]) -> None:
    found = [tie(STATES[a], STATES[b], good, bad) for a, b, good, bad in rows]
    drawn = network(found, named)
    assert drawn is not None
    assert drawn == network(found, named)
    assert all(0 < node.x < WIDTH and 0 < node.y < HEIGHT for node in drawn.nodes)
    assert [arrow.acting for arrow in drawn.arrows] == found
    assert len({(node.x, node.y) for node in drawn.nodes}) == len(drawn.nodes)
    assert not any("nan" in arrow.path for arrow in drawn.arrows)


def test_names_stand_beside_their_circles_and_cover_none() -> None:
    drawn = network([tie(STATES[0], STATES[1], 0, 3), tie(STATES[1], STATES[0], 0, 2)], named)
    assert drawn is not None
    for node in drawn.nodes:
        assert node.name == node.actor.name
        assert 0 < node.name_x < WIDTH
        assert 0 < node.name_y < HEIGHT
        assert max(abs(node.name_x - node.x), abs(node.name_y - node.y)) > node.radius


def test_a_group_without_a_name_is_not_drawn_and_the_arrows_keep_their_numbers() -> None:
    group = Actor("soldiers", "group")
    drawn = network([tie(STATES[0], group, 2, 0), tie(STATES[0], STATES[1], 0, 3)], named)
    assert drawn is not None
    assert [arrow.number for arrow in drawn.arrows] == [2]
    assert group not in [node.actor for node in drawn.nodes]
    assert network([tie(STATES[0], group, 2, 0)], named) is None


def test_without_ties_nothing_is_drawn() -> None:
    assert network([], named) is None


@pytest.mark.parametrize(
    ("friendly", "hostile", "tone"), [(3, 0, "friendly"), (0, 2, "hostile"), (3, 2, "mixed"), (1, 9, "hostile")]
)
def test_a_tie_has_a_tone(friendly: int, hostile: int, tone: str) -> None:
    assert tie(STATES[0], STATES[1], friendly, hostile).tone == tone


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    made = open_ledger()
    for one in (page(SUMY), page(SUMY_TOLL, "2025-06-05", "Herald"), page(TALKS)):
        made.add(one)
    return made


@pytest.mark.parametrize(("ui", "words"), [("en", "attacks: Russia"), ("de", "greift an: Russland")])
def test_the_dossier_shows_ties_with_their_deeds(ledger: Ledger, ui: str, words: str) -> None:
    counted = ledger.actor_ties()
    ties = acting(counted, ledger.tie_deeds(counted))
    html = render(ledger.readings(), Across(ties=ties), ui=ui)
    section = html[html.index('<section id="ties"') : html.index('<section id="timeline"')]
    assert words in section
    for number in range(1, len(ties) + 1):
        assert f'href="#tie-{number}"' in section
        assert f'id="tie-{number}"' in section
    assert "<script" not in html
    assert sum(len(one.deeds) for one in ties) == sum(one.tie.deeds for one in ties)
    assert all(one.more == 0 for one in ties)
    assert replace(ties[0], deeds=()).more == ties[0].tie.deeds


def test_a_dossier_without_deeds_says_so(ledger: Ledger) -> None:
    assert "No deed between two sides was read." in render(ledger.readings(), Across(), ui="en")

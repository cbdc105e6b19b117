"""Alliances: who belongs to them on a day, and that their file holds what can be true."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from lagebild.compare.alliances import Alliance, Member, _member, alliances, alliances_named, name_in
from lagebild.compare.identity import country_in
from lagebild.errors import DataFileError, UsageError
from lagebild.extract.names.gazetteer import gazetteer
from lagebild.types import Actor
from lagebild.views.wording import UI_LANGUAGES

ALL = alliances()
IDS = [one.id for one in ALL]


def state(code: str) -> Actor:
    return Actor(str(country_in(code, "en")), "state", code)


def test_alliances_hold_their_members_on_their_days() -> None:
    nato, eu = alliances_named(["NATO", "European Union"])
    finland, britain = state("FIN"), state("GBR")
    assert not nato.holds(finland, date(2023, 4, 3))
    assert nato.holds(finland, date(2023, 4, 4))
    assert nato.holds(finland, None)
    assert eu.holds(britain, date(2020, 1, 31))
    assert not eu.holds(britain, date(2020, 2, 1))
    assert not eu.holds(britain, None)
    assert not nato.holds(Actor("Somebody", "person", "FIN"), None)
    assert nato.holds(nato.as_actor, None)
    with pytest.raises(UsageError, match="choose from: NATO, EU"):
        alliances_named(["x"])


@pytest.mark.parametrize(
    ("name", "code", "inside", "outside"),
    [
        ("NATO", "SWE", "2024-03-07", "2024-03-06"),
        ("CSTO", "ARM", "2024-02-21", "2024-02-22"),
        ("CSTO", "AZE", "1999-04-20", "1999-04-21"),
        ("BRICS", "IDN", "2025-01-06", "2025-01-05"),
        ("Arab League", "SYR", "2011-11-15", "2011-11-16"),
        ("Arabische Liga", "SYR", "2023-05-07", "2023-05-06"),
        ("ECOWAS", "NER", "2023-12-09", "2025-01-29"),
        ("AU", "GAB", "2025-04-30", "2024-01-01"),
        ("AES", "MLI", "2025-01-29", "2023-09-15"),
    ],
)
def test_who_is_suspended_or_left_takes_no_part(name: str, code: str, inside: str, outside: str) -> None:
    (alliance,) = alliances_named([name])
    assert alliance.holds(state(code), date.fromisoformat(inside))
    assert not alliance.holds(state(code), date.fromisoformat(outside))


def test_names_are_those_of_the_language() -> None:
    (eu,) = alliances_named(["EU"])
    assert name_in(eu.as_actor, "de") == "Europäische Union"
    assert name_in(state("FIN"), "de") is None


def test_a_row_that_is_no_member_is_refused() -> None:
    for row in ("FIN", "FIN soon", "FINLAND 2023-04-04", "GBR 2020-01-31 1973-01-01"):
        with pytest.raises(DataFileError, match="is no member"):
            _member(row)


# --- the file -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("alliance", ALL, ids=IDS)
def test_members_are_states_that_are_known(alliance: Alliance) -> None:
    assert len({member.country for member in alliance.members}) > 1
    for member in alliance.members:
        assert country_in(member.country, "en"), member


@pytest.mark.parametrize("alliance", ALL, ids=IDS)
def test_times_of_one_member_do_not_overlap(alliance: Alliance) -> None:
    for rows in (alliance.members, alliance.suspended):
        for country in {row.country for row in rows}:
            own = sorted((row for row in rows if row.country == country), key=lambda row: row.since)
            for before, after in pairwise(own):
                assert before.until is not None
                assert before.until < after.since


@pytest.mark.parametrize("alliance", ALL, ids=IDS)
def test_only_a_member_is_suspended(alliance: Alliance) -> None:
    def belongs(row: Member, day: date) -> bool:
        return any(member.holds(row.country, day) for member in alliance.members)

    for row in alliance.suspended:
        assert belongs(row, row.since - timedelta(1)), row
        assert belongs(row, row.until or row.since), row


def test_names_and_keys_are_known_and_are_those_of_one_alliance() -> None:
    for name in (IDS, *([one.names[ui] for one in ALL] for ui in UI_LANGUAGES)):
        assert len(name) == len(set(name))
    for alliance in ALL:
        assert not alliance.key or gazetteer("en").actor(alliance.key).kind == "organisation"


def test_who_is_in_the_confederation_of_the_sahel_left_the_community_of_west_africa() -> None:
    aes, ecowas = alliances_named(["AES", "ECOWAS"])
    assert [m.country for m in aes.members if any(one.holds(m.country, None) for one in ecowas.members)] == []

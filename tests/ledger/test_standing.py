"""What stands for and against a proposition, and what the lists of voices show, over both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lagebild import types as t
from lagebild.compare.grading import Evidence
from lagebild.ledger import Filters, Ledger, open_ledger
from tests import readings

BRIDGE = "Soldiers of Northland shelled the bridge of Great Harbour on October 18 and 40 persons were killed"
TALKS = "The talks about grain ended without any result"


@pytest.fixture
def ledger(place: Path | str | None) -> Iterator[Ledger]:
    with open_ledger(place) as made:
        yield made


def page(
    outlet: str,
    who: str | None,
    said: str = BRIDGE,
    *,
    chain: str | None = None,
    act: t.Act = "state",
    firm: t.Factuality = "CT+",
    author: t.Factuality = "Uu",
) -> t.Reading:
    """A page of an outlet with one claim by somebody (None: nobody is named)."""
    speakers = ", ".join(name for name in (who, chain) if name) or "Circles"
    text = f"{outlet} of today\n\n{speakers} of {outlet} says that {said}. He smiled."
    article = readings.article(text, publisher=outlet)

    def source(name: str | None) -> t.Source:
        if name is None:
            return t.Source("unnamed", None)
        return t.Source("named", readings.span(text, name), t.Actor(name, "organisation"))

    base = readings.third_claim(text)
    claim = replace(
        base,
        id=f"{outlet}-{who}-{act}".casefold().replace(" ", "-"),
        sentence=readings.span(text, said),
        content=(readings.span(text, said),),
        source=source(who) if who or not chain else t.Source("author", None),
        chain=(source(chain),) if chain else (),
        form="indirect",
        act=act,
        factuality=firm,
        author_factuality=author,
    )
    return t.Reading(article, (claim,), "rules", "1")


def filled(ledger: Ledger, *pages: t.Reading) -> Evidence:
    """The evidence of the only proposition that some pages make."""
    for one in pages:
        ledger.add(one)
    (found,) = ledger.propositions()
    return ledger.evidence([found])[found.id]


def link(ledger: Ledger, kind: str, claim: str, other: str) -> None:
    """Links two claims by hand."""
    store = ledger._store
    ends = [store.number("SELECT seq FROM claims WHERE id = :id", {"id": one}) for one in (claim, other)]
    with store.writing():
        store.many(
            "INSERT INTO links (kind, claim, number, other, other_number, day, why) VALUES (?, ?, -1, ?, -1, 1, '[]')",
            [(kind, *ends)],
        )


def test_origins_that_are_known_count_once_each(ledger: Ledger) -> None:
    known = filled(
        ledger, page("A Post", "Ministry"), page("B Post", "Ministry"), page("C Post", "Service"), page("D Post", None)
    )
    assert known == Evidence(origins=2, firm=True)


def test_who_thinks_it_possible_states_it_and_is_not_firm(ledger: Ledger) -> None:
    known = filled(ledger, page("A Post", "Ministry", firm="PS+"), page("B Post", "Service", firm="PS+"))
    assert known == Evidence(origins=2, firm=False)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("denies", Evidence(1, against=1)),
        ("dispute", Evidence(1, against=1)),
        ("confirms", Evidence(1, agreeing=1)),
        ("retracts", Evidence(1, retracted=True)),
        ("revises", Evidence(1)),
    ],
)
def test_ties_stand_for_and_against(ledger: Ledger, kind: str, expected: Evidence) -> None:
    filled(ledger, page("A Post", "Ministry"), page("B Post", "Ministry"), page("C Post", "Embassy", TALKS))
    link(ledger, kind, "c-post-embassy-state", "a-post-ministry-state")
    (found,) = ledger.propositions()
    assert ledger.evidence([found])[found.id] == expected


def test_what_a_member_denies_stands_against_it(ledger: Ledger) -> None:
    filled(ledger, page("A Post", "Ministry"), page("B Post", "Ministry"), page("C Post", "Embassy", TALKS))
    link(ledger, "denies", "a-post-ministry-state", "c-post-embassy-state")
    (found,) = ledger.propositions()
    assert ledger.evidence([found])[found.id].against == 1


def test_a_member_tells_why_it_is_one(ledger: Ledger) -> None:
    filled(ledger, page("A Post", "Ministry"), page("B Post", "Service"))
    _, members = ledger.proposition(ledger.propositions()[0].id)
    matches = ledger.matches(members)
    assert [member.against for member in members] == [None, "a-post-ministry-state"]
    assert list(matches) == ["b-post-service-state"]
    assert matches["b-post-service-state"].score == pytest.approx(members[1].score)
    assert "exact" in dict(matches["b-post-service-state"].parts)


def test_denials_without_the_other_side(ledger: Ledger) -> None:
    ledger.add(page("A Post", "Ministry", act="deny", firm="CT-"))
    ledger.add(page("B Post", "Service", TALKS, author="CT-"))
    ledger.add(page("C Post", "Embassy", "It rained on all of the coast"))
    assert {entry.claim.source.actor and entry.claim.source.actor.name for entry in ledger.unanswered()} == {
        "Ministry",
        "Service",
    }
    assert len(ledger.unanswered(limit=1)) == 1
    link(ledger, "denies", "a-post-ministry-deny", "c-post-embassy-state")
    assert [entry.claim.id for entry in ledger.unanswered()] == ["b-post-service-state"]
    assert ledger.unanswered(Filters(outlet="C Post")) == []


def test_origins_come_in_groups_with_those_who_passed_them_on(ledger: Ledger) -> None:
    ledger.add(page("A Post", None))
    ledger.add(page("B Post", "Ministry", chain="Service"))
    ledger.add(page("C Post", "Service"))
    found = ledger.origins()
    assert [(one.name, one.kind) for one in found] == [("Service", "named"), ("A Post", "unnamed")]
    service = found[0]
    assert (service.ends, service.articles, dict(service.reach)) == (2, 2, {"B Post": 1, "C Post": 1})
    assert [(voice.name, number) for voice, number in service.through] == [("Ministry", 1)]
    assert [one.name for one in ledger.origins(limit=1)] == ["Service"]
    (narrowed,) = ledger.origins(Filters(outlet="C Post"))
    assert (narrowed.ends, narrowed.articles, narrowed.reach) == (1, 1, (("C Post", 1),))
    assert narrowed.through == ()


def test_sources_count_the_claims_that_fit_alone(ledger: Ledger) -> None:
    ledger.add(page("A Post", "Ministry", chain="Service"))
    ledger.add(page("B Post", "Ministry", TALKS, act="deny", firm="CT-"))
    ledger.add(page("C Post", "Service", "It rained on all of the coast"))
    whole = {one.name: one for one in ledger.sources()}
    assert (whole["Ministry"].claims, whole["Ministry"].denials, whole["Service"].relied_on) == (2, 1, 1)
    assert dict(whole["Ministry"].acts) == {"deny": 1, "state": 1}
    (one,) = ledger.sources(Filters(act="deny"))
    assert (one.name, one.claims, one.acts, one.outlets) == ("Ministry", 1, (("deny", 1),), (("B Post", 1),))


def test_actors_that_a_reader_said_to_be_one_are_one_origin(ledger: Ledger) -> None:
    known = filled(ledger, page("A Post", "Ministry"), page("B Post", "Service"), page("C Post", "Embassy"))
    assert known.origins == 3
    store = ledger._store
    ministry, service = (
        store.number("SELECT actor FROM voices WHERE name = :name AND kind = 'named'", {"name": name})
        for name in ("Ministry", "Service")
    )
    with store.writing():
        store.many("UPDATE actors SET same = ? WHERE seq = ?", [(ministry, service)])
    (found,) = ledger.propositions()
    assert ledger.evidence([found])[found.id].origins == 2
    origins = {one.name: (one.ends, one.articles) for one in ledger.origins()}
    assert origins == {"Ministry": (2, 2), "Embassy": (1, 1)}

"""Speakers and origins as they are counted by packs, held against a plain count over the claims that fit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from bench.scale.news import made

from lagebild.compare.voices import speaker
from lagebild.ledger import Filters, Ledger, conditions, packs
from lagebild.ledger.answers import Speaking
from lagebild.ledger.rows import indexed
from lagebild.types import Entry

ASKED = (
    Filters(),
    Filters(language="en"),
    Filters(language="de"),
    Filters(act="deny"),
    Filters(kind="described", form="indirect"),
    Filters(since="2022-03", until="2023"),
    Filters(outlet="Outlet 1"),
    Filters(source="a"),
    Filters(actor="s"),
    Filters(place="a", since="2023"),
    Filters(when="2022"),
    Filters(text="people"),
    Filters(text="people", language="en", act="state"),
    Filters(actor="nobody at all"),
)
MANY = 10_000


@pytest.fixture
def ledger(empty: Ledger) -> Ledger:
    """Forty articles, of which some copy another, and two of which were read again."""
    readings = list(made(40))
    for reading in readings:
        empty.add(reading)
    for reading in readings[10:12]:
        empty.add(replace(reading, version="2", claims=reading.claims[2:]))
    return empty


def origin_keys(ledger: Ledger) -> Mapping[str, tuple[str, str]]:
    """Key of the origin and name of the outlet of each claim, as the rows of the index have them."""
    question = (
        "SELECT c.id, v.key, o.name FROM claims c JOIN voices v ON v.seq = c.origin"
        " JOIN current u ON u.reading = c.reading JOIN outlets o ON o.seq = u.outlet"
    )
    return {claim: (key, outlet) for claim, key, outlet in ledger._store.ask(question)}


def counted(entries: list[tuple[str, Entry]]) -> dict[str, tuple[int, int, int]]:
    """Claims, articles and denials by key."""
    by_key: dict[str, list[Entry]] = defaultdict(list)
    for key, entry in entries:
        by_key[key].append(entry)
    return {
        key: (len(found), len({e.article.id for e in found}), sum(e.claim.act == "deny" for e in found))
        for key, found in by_key.items()
    }


def tally(pairs: list[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """How often each value stands beside each key."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for key, value in pairs:
        found[key][value] += 1
    return {key: dict(values) for key, values in found.items()}


def shown(voices: list[Speaking], name: str) -> dict[str, dict[str, int]]:
    """One kind of habits of some voices, as `tally` gives it."""
    habits: list[tuple[str, Any]] = [(one.key, getattr(one, name)) for one in voices]
    return {key: dict(values) for key, values in habits if values}


def test_speakers_and_origins_are_those_of_the_claims_that_fit(ledger: Ledger) -> None:
    for filters in ASKED:
        held_against_a_plain_count(ledger, filters)


def held_against_a_plain_count(ledger: Ledger, filters: Filters) -> None:
    """Both lists whole, with all that they count."""
    ends = origin_keys(ledger)
    entries = list(ledger.entries(filters))
    spoken = [(indexed(speaker(entry).key), entry) for entry in entries]
    sources = ledger.sources(filters, limit=MANY)
    assert {one.key: (one.claims, one.articles, one.denials) for one in sources} == counted(spoken)
    assert [-one.articles for one in sources] == sorted(-one.articles for one in sources)
    assert shown(sources, "forms") == tally([(key, entry.claim.form) for key, entry in spoken])
    assert shown(sources, "acts") == tally([(key, entry.claim.act) for key, entry in spoken])
    assert shown(sources, "outlets") == tally([(key, ends[entry.claim.id][1]) for key, entry in spoken])

    ended = [(ends[entry.claim.id][0], entry) for entry in entries]
    origins = ledger.origins(filters, limit=MANY)
    wanted = {key: (claims, articles) for key, (claims, articles, _) in counted(ended).items()}
    assert {one.key: (one.ends, one.articles) for one in origins} == wanted
    assert shown(origins, "reach") == tally([(key, ends[entry.claim.id][1]) for key, entry in ended])


def test_few_are_the_first_of_many(ledger: Ledger) -> None:
    for filters in ASKED:
        assert ledger.sources(filters, limit=3) == ledger.sources(filters, limit=MANY)[:3]
        assert ledger.origins(filters, limit=3) == ledger.origins(filters, limit=MANY)[:3]


def test_many_claims_are_looked_for_in_all_packs(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    few = [(ledger.sources(filters), ledger.origins(filters)) for filters in ASKED]
    monkeypatch.setattr(packs, "_FEW", 0)
    assert [(ledger.sources(filters), ledger.origins(filters)) for filters in ASKED] == few


def test_lists_are_the_same_whichever_way_they_are_found(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """From few claims, from few pages, or by going through the list; the first is held against the claims that fit."""
    question = "SELECT c.id, p.id FROM claims c JOIN propositions p ON p.seq = c.proposition"
    gathered: dict[str, str] = dict(ledger._store.ask(question))
    for filters in ASKED:
        fit = {entry.claim.id for entry in ledger.entries(filters)}
        answers = []
        for claims, pages in ((10**6, 1), (1, 10**6), (1, 1)):
            monkeypatch.setattr(conditions, "_MANY_CLAIMS", claims)
            monkeypatch.setattr(conditions, "_MANY_PAGES", pages)
            found = ledger.propositions(filters, limit=MANY)
            assert {one.id for one in found} == {gathered[claim] for claim in fit if claim in gathered}
            answers.append((found, ledger.quantities(filters, each=MANY), ledger.links(filters, limit=MANY)))
        assert answers[0] == answers[1] == answers[2]
        figures = {entry.claim.id for group in answers[0][1] for entry in group}
        assert figures == {entry.claim.id for entry in ledger.entries(filters) if entry.claim.figures}
        assert all({one.entry.claim.id, one.other.claim.id} & fit for one in answers[0][2])


def test_a_pack_that_is_not_of_its_page_is_found(ledger: Ledger) -> None:
    assert not list(ledger.check())
    for statement in (
        "UPDATE packs SET body = (SELECT body FROM packs WHERE reading = 2) WHERE reading = ?",
        "DELETE FROM packs WHERE reading = ?",
        "UPDATE claims SET speaker = origin WHERE speaker <> origin AND reading > ?",
        "UPDATE manners SET act = 'demand' WHERE seq >= ?",
    ):
        with ledger._store.writing():
            ledger._store.many(statement, [(1,)])
        found = [str(problem) for problem in ledger.check()]
        assert any("its claims are counted as what they are not" in problem for problem in found)
        ledger.rebuild()
    assert not list(ledger.check())


def test_a_pack_comes_back_from_its_bytes() -> None:
    claims = [(1, 2, 3, 4, 5, 6), (2**32 - 1, 0, 7, 9, 1, 1)]
    assert packs.unpacked(packs.packed(claims)) == claims
    assert packs.SIZE * len(claims) == len(packs.packed(claims))

"""One thing by its key: the same from a file, from memory and from a server; and readers that cannot write."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lagebild.errors import LedgerError, UsageError
from lagebild.ledger import Filters, Ledger, open_ledger
from lagebild.ledger.rows import days_of
from lagebild.types import Reading
from tests import readings


def _numbered(reading: Reading, number: int) -> Reading:
    return replace(reading, claims=tuple(replace(c, id=f"{c.id}-{number}") for c in reading.claims))


@pytest.fixture
def ledger(empty: Ledger) -> Ledger:
    """Two articles of one story and one of another outlet that tells no day."""
    empty.add(readings.reading())
    empty.add(_numbered(readings.reading(publisher="Monthly"), 2))
    empty.add(_numbered(readings.reading(published=None, publisher=None), 3))
    return empty


def test_articles_come_latest_first_and_go_on_below(ledger: Ledger) -> None:
    with ledger.snapshot():
        found = ledger.browse.latest(limit=2)
        assert [one.outlet.name for one in found] == [found[0].outlet.name, "Monthly"]
        assert [one.claims for one in found] == [3, 3]
        (last,) = ledger.browse.latest(limit=2, below=found[-1].reading)
        assert (last.outlet.name, last.published, last.title) == ("The Gazette", "2024-10-20", "Northland sends help")
        assert ledger.browse.latest(limit=2, below=last.reading) == []


def test_an_article_is_opened_with_where_it_comes_from(ledger: Ledger) -> None:
    reading = readings.reading()
    with ledger.snapshot():
        opened = ledger.browse.article(reading.article.id[:10])
    assert opened is not None
    assert opened.reading == reading
    assert (opened.outlet.name, opened.home.name, opened.home_basis) == ("The Gazette", "The Gazette", "own")
    assert list(opened.said) == ["c-service", "c-minister", "c-author"]
    for wrong in ("", "zz", "%", "\0"):
        assert ledger.browse.article(wrong) is None


def test_an_outlet_has_its_articles_and_how_its_claims_stand(ledger: Ledger) -> None:
    browse = ledger.browse
    gazette = next(one for one in browse.outlets(limit=9) if one.name == "The Gazette")
    assert browse.outlet(gazette.key) == browse.outlet(gazette.key.strip()) == gazette
    assert (gazette.articles, gazette.claims) == (1, 3)
    assert len(browse.latest(limit=9, outlet=gazette.seq)) == 1
    standing = browse.outlet_standing(gazette.seq)
    assert standing.among == 3
    assert 0 <= standing.alone <= 3
    assert browse.outlet("nobody") is None
    assert len(browse.outlets(limit=9)) == len({one.key for one in browse.outlets(limit=9)}) == 3
    assert browse.outlets(limit=9, skip=2) == browse.outlets(limit=9)[2:]


def test_a_voice_has_what_it_said_and_what_goes_back_to_it(ledger: Ledger) -> None:
    key = next(one.key for one in ledger.sources() if "intelligence" in one.name)
    service = ledger.browse.voice(key)
    assert service is not None
    said = ledger.browse.said_by(service.seq, limit=9)
    assert len(said) == service.claims == 3
    assert all(entry.claim.id.startswith("c-service") for _, entry in said)
    assert ledger.browse.said_by(service.seq, limit=9, below=said[0][0]) == said[1:]
    ends = [int(row[0]) for row in ledger._store.ask("SELECT DISTINCT origin FROM claims WHERE speaker <> origin")]
    passed = [entry.claim.id for end in ends for _, entry in ledger.browse.going_back_to(end, limit=9)]
    assert {"c-service", "c-service-2", "c-service-3"} <= set(passed)
    assert "c-minister" not in passed, "nobody passed it on"
    assert ledger.browse.voice_standing(service.seq).among == 3
    assert ledger.browse.voice("nobody") is None


def test_an_actor_has_spellings_and_claims_in_each_role(ledger: Ledger) -> None:
    with ledger.snapshot():
        harbour = ledger.browse.actor("actor:Q99999002")
        assert harbour is not None
        assert (harbour.actor.name, harbour.actor.kind, harbour.forms) == ("Great Harbour", "place", ("great harbour",))
        found = ledger.browse.mentioned(harbour.seqs, ("place", "scene"), limit=9)
        assert [entry.claim.id[:9] for _, entry in found] == ["c-service"] * 3
        assert ledger.browse.mentioned(harbour.seqs, ("place",), limit=1, below=found[0][0]) == found[1:2]
        assert ledger.browse.mentioned(harbour.seqs, ("source",), limit=9) == []
        assert ledger.browse.actor("actor:nobody") is None


def test_a_quantity_is_found_by_its_parts(ledger: Ledger) -> None:
    (entries, *_) = ledger.quantities(limit=1)
    rows = ledger._store.ask("SELECT concept, unit, owner, family FROM quantities ORDER BY figures DESC, seq LIMIT 1")
    found = ledger.browse.quantity(tuple(rows[0]), limit=9)
    assert found is not None
    assert {entry.claim.id for entry in found} == {entry.claim.id for entry in entries}
    assert ledger.browse.quantity(("nothing", None, None, None), limit=9) is None


def test_claims_go_back_to_what_the_tallies_count(ledger: Ledger) -> None:
    claims = [entry.claim.id for entry in ledger.entries()]
    found = ledger.browse.backing([*claims, "nothing"])
    assert set(found) == set(claims)
    assert ledger.browse.backing([]) == {}
    for proposition in ledger.propositions(limit=9):
        _, members = ledger.proposition(proposition.id)
        behind = [found[one.entry.claim.id] for one in members]
        assert len({one.counted for one in behind}) == proposition.origins
        assert len({one.counted for one in behind if one.identified}) == proposition.identified
        assert [one.voice.name for one in behind] == [one.origin for one in members]


def test_links_are_those_of_the_claims(ledger: Ledger) -> None:
    assert ledger.browse.links_of([], limit=9) == []
    numbers = [int(row[0]) for row in ledger._store.ask("SELECT seq FROM claims")]
    assert len(ledger.browse.links_of(numbers, limit=99)) == len(ledger.links(limit=99))


def test_who_opens_only_to_read_cannot_write(place: Path | str | None) -> None:
    if place is None:
        return  # a ledger in memory belongs to who made it
    with open_ledger(place) as ledger:
        ledger.add(readings.reading())
    with open_ledger(place, only_read=True) as ledger:
        assert ledger.counts() == (1, 3)
        with pytest.raises(LedgerError):
            ledger.add(readings.varied(1))
        assert ledger.counts() == (1, 3)


def test_claims_are_found_by_words_and_filters_with_what_is_among_them(ledger: Ledger) -> None:
    found = ledger.browse.find("soldier*", limit=2)
    assert (found.among, found.is_cut, len(found.entries)) == (6, False, 2)
    rest = ledger.browse.find("soldier*", limit=9, skip=2)
    assert len({entry.claim.id for entry in (*found.entries, *rest.entries)}) == 6
    assert dict(found.facets["act"]) == {"state": 3, "deny": 3}
    assert dict(found.facets["outlet"]) == {"Monthly": 2, "The Gazette": 2, "gazette example": 2}
    assert dict(found.facets["place"]) == {"Great Harbour": 3}
    narrowed = ledger.browse.find("soldier*", Filters(act="deny", outlet="monthly"), limit=9)
    assert [entry.claim.id for entry in narrowed.entries] == ["c-minister-2"]
    best = ledger.browse.find("soldier*", order="best", limit=9)
    assert {entry.claim.id for entry in best.entries} == {entry.claim.id for entry in (*found.entries, *rest.entries)}
    for filters in (Filters(actor="Northland"), Filters(place="harbour"), Filters(since="2024-10-20", until="2024-10")):
        numbers = {entry.claim.id for entry in ledger.browse.find(filters=filters, limit=99).entries}
        assert numbers == {entry.claim.id for entry in ledger.entries(filters)}, filters
    assert ledger.browse.find(limit=99).among == 9
    assert [e.claim.id for e in ledger.browse.newest(limit=1)] == [
        e.claim.id for e in ledger.browse.find(limit=1).entries
    ]
    with pytest.raises(UsageError):
        ledger.browse.find("?!", limit=9)


def test_words_outside_of_claims_lead_to_their_article(ledger: Ledger) -> None:
    found = ledger.browse.find("sends", limit=9)
    assert found.entries == ()
    assert [span.text for _, span in found.elsewhere] == ["Northland sends help"] * 3


def test_more_claims_than_are_looked_at_are_told(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lagebild.ledger.finding.LOOKED_AT", 4)
    found = ledger.browse.find("soldier*", limit=9)
    assert (found.among, found.is_cut, len(found.entries)) == (4, True, 4)


def test_dated_claims_go_back_from_a_day(ledger: Ledger) -> None:
    june = days_of("2024-06")
    assert june is not None
    assert {entry.claim.id[:9] for entry in ledger.browse.dated(None, limit=9)} == {"c-service"}
    assert len(ledger.browse.dated(june[0], limit=2)) == 2
    assert ledger.browse.dated(june[0] - 1, limit=9) == []


def test_two_outlets_share_what_both_say(ledger: Ledger) -> None:
    outlets = {one.name: one for one in ledger.browse.outlets(limit=9)}
    one, other = outlets["The Gazette"], outlets["Monthly"]
    same = ledger.browse.shared("outlet", one.seq, other.seq, limit=9)
    assert (same.articles, same.claims) == ((1, 1), (3, 3))
    assert same.numbers == (len(same.both), len(same.one), len(same.other))
    assert len(same.both) >= 2, "the same words are one proposition"
    for _, first, second in same.both:
        assert (first.article.publisher, second.article.publisher) == ("The Gazette", "Monthly")
    day = ledger.browse.shared("day", "2024-10-20", "2024-10-21", limit=1)
    assert (day.articles, day.numbers[0], day.numbers[2], len(day.one)) == ((2, 0), 0, 0, 1)


def test_copies_are_told_with_their_originals(empty: Ledger) -> None:
    text = " ".join(f"The ministry told its story number {number} to whoever asked for it." for number in range(40))
    for name, day in (("Wire", "2024-10-17"), ("Gazette", "2024-10-18")):
        empty.add(replace(readings.reading(), article=readings.article(text, publisher=name, published=day), claims=()))
    with empty.snapshot():
        listed = {one.outlet.name: one.id for one in empty.browse.latest(limit=9)}
        assert empty.browse.copied(listed.values()) == {listed["Gazette"]: listed["Wire"]}
        assert empty.browse.copied([]) == {}


def test_quantities_of_the_same_things_are_found_whatever_their_stage(ledger: Ledger) -> None:
    with ledger.snapshot():
        found = ledger.browse.same_things("soldier", limit=9, each=9)
        assert found
        assert all(entry.claim.figures for entry in found)
        assert ledger.browse.same_things("unheard of", limit=9, each=9) == []

"""One thing by its key: the same from a file, from memory and from a server; and readers that cannot write."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lagebild.errors import LedgerError
from lagebild.ledger import Ledger, open_ledger
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

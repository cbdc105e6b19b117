from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.errors import UsageError
from lagebild.ledger import Filters, Ledger, open_ledger
from lagebild.types import Actor, Article, Reading, Span
from tests import readings

ALL_THREE = ["c-service", "c-minister", "c-author"]


def _numbered(reading: Reading, number: int) -> Reading:
    return replace(reading, claims=tuple(replace(c, id=f"{c.id}-{number}") for c in reading.claims))


@pytest.fixture
def ledger(empty: Ledger) -> Ledger:
    """Three articles: of October 20th, of an unknown day, and of October without a day."""
    empty.add(readings.reading())
    empty.add(_numbered(readings.reading(published=None, publisher="Zeitung für Übersee"), 2))
    empty.add(_numbered(readings.reading(published="2024-10", publisher="Monthly"), 3))
    return empty


def found(ledger: Ledger, **filters: Any) -> list[str]:
    return [entry.claim.id for entry in ledger.entries(Filters(**filters))]


def test_entries_come_by_day_then_by_place_and_undated_ones_last(ledger: Ledger) -> None:
    assert found(ledger) == [
        "c-service-3", "c-minister-3", "c-author-3", "c-service", "c-minister", "c-author", "c-service-2",
        "c-minister-2", "c-author-2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"source": "south korean"}, ["c-service"]),
        ({"source": "SERVICE"}, ["c-service"]),
        ({"source": "minister"}, ["c-service", "c-minister"]),  # also as a link of a chain
        ({"source": "inister"}, []),  # words match from their start
        ({"source": "author"}, []),
        ({"actor": "Northland"}, ["c-service"]),
        ({"actor": "Q99999001"}, ["c-service"]),
        ({"place": "great harbour"}, ["c-service"]),
        ({"place": "Northland"}, []),
        ({"kind": "author"}, ["c-author"]),
        ({"form": "direct"}, ["c-minister"]),
        ({"act": "deny"}, ["c-minister"]),
        ({"factuality": "CT-"}, ["c-minister"]),
        ({"language": "en"}, ALL_THREE),
        ({"language": "de"}, []),
        ({"outlet": "gazette"}, ALL_THREE),
        ({"outlet": "gazette.example"}, ALL_THREE),
        ({"outlet": "Mirror"}, []),
        ({"since": "2024-10-20"}, ALL_THREE),
        ({"since": "2024-10-21"}, []),
        ({"since": "2024"}, ALL_THREE),
        ({"until": "2024-10-19"}, []),
        ({"until": "2024-10"}, ALL_THREE),
        ({"since": "2024-10-20", "until": "2024-10-20"}, ALL_THREE),
        ({"when": "2024-06-15"}, ["c-service"]),
        ({"when": "2024"}, ["c-service"]),
        ({"when": "2024-07"}, []),
        ({"text": "soldiers harbour"}, ["c-service"]),
        ({"text": "soldier*"}, ["c-service", "c-minister"]),
        ({"text": "soldiers", "act": "deny"}, []),
    ],
)
def test_filters(empty: Ledger, filters: dict[str, Any], expected: list[str]) -> None:
    empty.add(readings.reading())
    assert found(empty, **filters) == expected
    assert bool(list(empty.readings(Filters(**filters)))) == bool(expected)
    assert bool(list(empty.articles(Filters(**filters)))) == bool(expected)


def test_a_month_may_lie_on_both_sides_of_a_day_and_no_day_on_none(ledger: Ledger) -> None:
    assert [a.publisher for a in ledger.articles(Filters(since="2024-10-25"))] == ["Monthly"]
    assert [a.publisher for a in ledger.articles(Filters(until="2024-10-05"))] == ["Monthly"]
    assert [a.publisher for a in ledger.articles(Filters(since="2000"))] == ["Monthly", "The Gazette"]


def test_names_are_folded(ledger: Ledger) -> None:
    assert [a.publisher for a in ledger.articles(Filters(outlet="ÜBERSEE"))] == ["Zeitung für Übersee"]


def test_one_spelling_finds_all_spellings_of_the_same_actor(empty: Ledger) -> None:
    first, second = readings.reading(), _numbered(readings.reading(publisher="Monthly"), 2)
    claim = second.claims[0]
    source = replace(claim.source, actor=Actor("Agency of the South", "organisation", wikidata="Q99999009"))
    second = replace(second, claims=(replace(claim, source=source, chain=()),))
    known = Actor("Southern Service", "organisation", wikidata="Q99999009")
    first = replace(first, claims=(replace(first.claims[2], source=replace(source, actor=known)),))
    empty.add(first)
    empty.add(second)
    assert found(empty, source="Southern") == found(empty, source="Agency of") == ["c-author", "c-service-2"]


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"act": "shout"}, "act 'shout' is not known; choose one of: state, report"),
        ({"language": "fr"}, "choose one of: de, en"),
        ({"since": "yesterday"}, "since 'yesterday' is no day; give YYYY, YYYY-MM or YYYY-MM-DD"),
        ({"until": "2024-13"}, "until '2024-13' is no day"),
        ({"source": "!"}, "'!' is no name"),
        ({"text": '" "'}, "nothing to search for"),
    ],
)
def test_a_filter_that_cannot_be_is_refused(ledger: Ledger, filters: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        found(ledger, **filters)


def test_find_takes_the_beginning_of_an_id(ledger: Ledger) -> None:
    assert ledger.find("c-author-2").claim.id == "c-author-2"
    assert ledger.find("c-author").claim.id == "c-author"  # whole ids win over longer ones
    with pytest.raises(UsageError, match="more than one claim begins with 'c-'"):
        ledger.find("c-")
    for nothing in ("x", "", "%"):
        with pytest.raises(UsageError, match="the ledger has no claim"):
            ledger.find(nothing)


def test_search_finds_claims_first_then_articles(empty: Ledger) -> None:
    empty.add(readings.reading())
    empty.add(readings.varied(7))
    claims = empty.search("soldiers")
    assert [hit.claim.id for hit in claims if hit.claim] == ["c-service", "c-service-7"]
    assert claims[0].words.text.startswith("According to the intelligence")
    (edition,) = empty.search("edition 7")
    assert edition.claim is None
    assert edition.words.text == "Edition 7."
    assert _words(edition.article, edition.words.start, edition.words.end) == "Edition 7."


def _words(article: Article, start: int, end: int) -> str:
    return article.text[start:end]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("intelligence", 1),
        ('"left our country"', 1),
        ('"our left country"', 0),
        ("HARBOUR", 1),
        ("harb*", 1),
        ("harb", 0),
        ("soldier AND", 0),
        ("NEAR( ^soldiers", 0),
        ("content:soldiers", 0),
        ('soldiers "', 1),
        ("-soldiers", 1),
    ],
)
def test_a_query_means_words_and_nothing_else(empty: Ledger, query: str, count: int) -> None:
    empty.add(readings.reading())
    assert len([hit for hit in empty.search(query) if hit.claim]) == count


def test_search_obeys_filters_and_limit(ledger: Ledger) -> None:
    assert len(ledger.search("soldiers")) == 3
    assert len(ledger.search("soldiers", limit=2)) == 2
    found = [hit.claim.id for hit in ledger.search("soldiers", Filters(since="2024-10-20")) if hit.claim]
    assert found == ["c-service", "c-service-3"]


def test_search_leaves_older_readings_alone(empty: Ledger) -> None:
    old, new = readings.reading(version="1"), readings.reading(version="2")
    empty.add(old)
    empty.add(replace(new, claims=()))
    (hit,) = empty.search("soldiers")
    assert hit.claim is None


@pytest.mark.parametrize("query", ["", "  ", '"', "!?", "*"])
def test_an_empty_query_is_refused(ledger: Ledger, query: str) -> None:
    with pytest.raises(UsageError, match="nothing to search for"):
        ledger.search(query)


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_no_query_upsets_the_ledger(query: str) -> None:
    with open_ledger() as ledger:
        ledger.add(readings.reading())
        for ask in (
            lambda: ledger.search(query),
            lambda: found(ledger, text=query),
            lambda: found(ledger, actor=query),
        ):
            with contextlib.suppress(UsageError):
                ask()


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20))
def test_a_word_of_a_claim_is_found_as_it_stands(word: str) -> None:
    base = readings.reading()
    text = f"{base.article.text} {word}"
    said = Span.of(text, len(text) - len(word), len(text))
    claim = replace(base.claims[2], sentence=said, content=(said,))
    with open_ledger() as ledger:
        ledger.add(replace(base, article=replace(base.article, text=text), claims=(claim,)))
        if re.fullmatch(r"[^\W_]+", word) and word.isascii():
            assert [hit.claim for hit in ledger.search(word) if hit.claim] == [claim]

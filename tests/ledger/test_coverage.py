"""How much was read of each day: repetitions add nothing, in every kind of ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lagebild.api import read
from lagebild.ledger import Filters, Ledger
from lagebild.types import Page, Reading

ONE = "Israel struck Beirut with missiles on Monday, killing two people. Putin met Kim in Moscow on Monday."
OTHER = "Sudan accused Ethiopia of shelling a village near Gallabat on Monday."
MONDAY, TUESDAY = date(2024, 10, 21), date(2024, 10, 22)


def reading(text: str, url: str, outlet: str, day: date) -> Reading:
    page = Page(text.encode(), "text", "x", charset="utf-8", origin="text")
    found = read(page, published=day, url=url, language="en", weights="none")
    return replace(found, article=replace(found.article, publisher=outlet))


def test_a_day_without_articles_is_not_there_and_copies_add_nothing(empty: Ledger) -> None:
    assert empty.coverage() == {}
    empty.add(reading(ONE, "https://a.example/1", "A", MONDAY))
    empty.add(reading(OTHER, "https://a.example/2", "A", TUESDAY))
    before = empty.coverage()
    assert set(before) == {MONDAY, TUESDAY}
    for number in range(3):
        empty.add(reading(ONE, f"https://copy.example/{number}", f"Copy {number}", MONDAY))
    assert empty.coverage() == before


def test_more_that_is_different_adds(empty: Ledger) -> None:
    empty.add(reading(ONE, "https://a.example/1", "A", MONDAY))
    before = empty.coverage()[MONDAY]
    empty.add(reading(OTHER, "https://b.example/1", "B", MONDAY))
    assert empty.coverage()[MONDAY] > before


def test_what_has_no_day_covers_none(empty: Ledger) -> None:
    page = Page(ONE.encode(), "text", "x", charset="utf-8", origin="text")
    empty.add(read(page, language="en", weights="none"))
    assert empty.coverage() == {}


def test_filters_on_articles_choose_what_was_read_and_filters_on_claims_do_not(empty: Ledger) -> None:
    empty.add(reading(ONE, "https://a.example/1", "A", MONDAY))
    empty.add(reading(OTHER, "https://b.example/1", "B", TUESDAY))
    whole = empty.coverage()
    empty.coverage().clear()  # what was given away is not what is kept
    assert empty.coverage() == whole
    assert empty.covered() == 2
    for filters, days in (
        (Filters(outlet="B"), {TUESDAY}),
        (Filters(until="2024-10-21"), {MONDAY}),
        (Filters(actor="Israel"), {MONDAY, TUESDAY}),
    ):
        assert empty.coverage(filters) == {day: whole[day] for day in days}
        assert empty.covered(filters) == len(days)

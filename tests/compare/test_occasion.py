"""The day that a page is about, and the day of a deed that is told without one."""

from dataclasses import replace
from datetime import date

import pytest

from lagebild.compare.occasion import Occasion
from lagebild.compare.occasion import story as story_of
from lagebild.compare.tellings import days_of_deed
from lagebild.pipeline import read_article
from lagebild.types import Article, Block, Event, Language, Reading, Span


def story(read: Reading) -> Occasion | None:
    return story_of(read.article, read.claims)


def reading(*blocks: str, language: Language = "en", published: str | None = "2026-03-12") -> Reading:
    """A page whose first block is its heading."""
    text, parts, at = "\n\n".join(blocks), [], 0
    for number, block in enumerate(blocks):
        parts.append(Block("paragraph" if number else "heading", at, at + len(block)))
        at += len(block) + 2
    return read_article(Article("a", None, None, None, None, published, "option", language, text, tuple(parts)), "none")


@pytest.mark.parametrize(
    ("language", "blocks", "day", "basis"),
    [
        ("en", ("Fire", "A depot burnt down on Tuesday.", "Nobody was hurt."), date(2026, 3, 10), "lead"),
        ("de", ("Brand", "Am Dienstag brannte ein Lager.", "Verletzt wurde niemand."), date(2026, 3, 10), "lead"),
        # the earliest of the lead: what is told of it came later
        (
            "en",
            ("Fire", "The mayor said on Wednesday that a depot burnt down on Tuesday."),
            date(2026, 3, 10),
            "lead",
        ),
        # a line that is a date and nothing else is no lead
        ("en", ("Fire", "March 12, 2026", "A depot burnt down on Tuesday."), date(2026, 3, 10), "lead"),
        # what lies far back, is vague, or stands deep in the text is not what the page is about
        ("en", ("Fire", "A depot burnt down on 3 January 2026."), date(2026, 3, 12), "published"),
        ("en", ("Fire", "A depot burnt down in March."), date(2026, 3, 12), "published"),
        (
            "en",
            ("Fire", "A depot burnt down.", "The mayor said that nobody was hurt.", "On Tuesday it rained in town."),
            date(2026, 3, 12),
            "published",
        ),
        # nor what is still to come
        ("en", ("Fire", "The court will sit on 14 March 2026."), date(2026, 3, 12), "published"),
        ("en", ("Fire",), date(2026, 3, 12), "published"),
    ],
)
def test_a_page_is_about_the_day_of_its_lead(
    language: Language, blocks: tuple[str, ...], day: date, basis: str
) -> None:
    found = story(reading(*blocks, language=language))
    assert found is not None
    assert (found.days.first, found.days.last, found.basis) == (day, day, basis)
    assert (found.span is not None) == (basis == "lead")


@pytest.mark.parametrize("published", [None, "2026-03", "2026"])
def test_without_a_day_of_publication_no_page_is_about_a_day(published: str | None) -> None:
    assert story(reading("Fire", "A depot burnt down on Tuesday.", published=published)) is None


def test_the_first_day_that_there_is_has_none_before() -> None:
    read = reading("Fire", "A depot burnt down on Tuesday.", published="0001-01-01")
    assert story(read) is not None
    deed = Event(Span(0, 5, "burnt"), "ASSAULT", None, None, None, None, None, "happened")
    days, _ = days_of_deed(read.article, deed, None)
    assert days is not None
    assert days.first == date(1, 1, 1)


def test_the_day_told_with_a_deed_goes_before_that_of_the_page() -> None:
    read = reading("Fire", "A depot burnt down on Tuesday.")
    about = story(read)
    assert about is not None
    deed = Event(Span(0, 5, "burnt"), "ASSAULT", None, None, None, None, None, "happened")
    assert days_of_deed(read.article, deed, about) == (about.days, "lead")
    told, dating = days_of_deed(read.article, replace(deed, time="2026-02"), about)
    assert told is not None
    assert (dating, told.first, told.grain) == ("told", date(2026, 2, 1), "month")
    undated = replace(read.article, published=None)
    assert days_of_deed(undated, replace(deed, time="PAST_REF"), None) == (None, "none")

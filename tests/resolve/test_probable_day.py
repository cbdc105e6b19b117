"""The day that the words of an undated page pin down."""

from __future__ import annotations

import pytest

from lagebild.extract import times
from lagebild.pipeline import read_article
from lagebild.resolve import probable_day
from lagebild.types import Language
from tests.extract.test_times import document

CASES: list[tuple[Language, str, str, str]] = [
    ("de", "Am heutigen Sonntag, dem 20. Oktober 2024, wurde gewählt.", "2024-10-20", "counted"),
    ("de", "Das sagte er gestern (19. Oktober 2024) in Bern.", "2024-10-20", "counted"),
    ("de", "Kiew, 20. Oktober 2024 (mpa) – Die Armee rückte vor.", "2024-10-20", "dateline"),
    ("de", "Stand: 20. Oktober 2024, 14:30 Uhr\nDie Armee rückte vor.", "2024-10-20", "label"),
    ("en", "He spoke on the coast yesterday, October 19, 2024.", "2024-10-20", "counted"),
    ("en", "The vote is today, Sunday, October 20, 2024.", "2024-10-20", "counted"),
    ("en", "NEW YORK, Oct. 20, 2024 (Globe Wire) -- The council met.", "2024-10-20", "dateline"),
    ("en", "Updated on 20 October 2024\nThe council met.", "2024-10-20", "label"),
]
NONE: list[tuple[Language, str]] = [
    ("de", "Gestern kam er, am 19. Oktober 2024 ging er."),  # the words between tell of something
    ("de", "Heute, 20. Oktober 2024, tagt der Rat; gestern, 1. Mai 2023, tagte er auch."),  # no agreement
    ("de", "Am 24. Februar 2022 begann der Krieg."),
    ("de", "Der Krieg begann am 24. Februar 2022: Panzer rollten an."),
    ("en", "The war began on February 24, 2022 (a Thursday)."),
    ("en", "The vote is today, Sunday, October 20."),  # no year
]


@pytest.mark.parametrize(("language", "text", "day", "how"), CASES, ids=[c[1][:30] for c in CASES])
def test_words_that_pin_the_day_down(language: Language, text: str, day: str, how: str) -> None:
    analysed = document(text, language, None)
    found = probable_day.propose(analysed, times.read(analysed))
    assert found is not None
    assert (found.day.isoformat(), found.how) == (day, how)
    assert text[found.span.start : found.span.end] == found.span.text


@pytest.mark.parametrize(("language", "text"), NONE, ids=[text[:30] for _, text in NONE])
def test_words_that_do_not(language: Language, text: str) -> None:
    analysed = document(text, language, None)
    assert probable_day.propose(analysed, times.read(analysed)) is None


def test_a_dated_page_gets_no_proposal() -> None:
    analysed = document(CASES[0][1], "de", "2024-10-21")
    assert probable_day.notes(analysed, times.read(analysed)) == ()


def test_the_note_says_how_and_resolves_nothing() -> None:
    text = "Am heutigen Sonntag, dem 20. Oktober 2024, wurde gewählt. Gestern hatte der Rat getagt, sagte ein Sprecher."
    article = document(text, "de", None).article
    reading = read_article(article, weights="none")
    (note,) = [note for note in reading.article.notes if note.code == "probable-day"]
    assert "2024-10-20" in note.message
    assert "neben seinem Datum" in note.message
    assert reading.article.published is None
    assert {t.value for claim in reading.claims for t in claim.times if t.span.text == "Gestern"} <= {None}

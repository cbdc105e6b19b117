from dataclasses import replace
from typing import Any

import pytest

from lagebild.compare.agencies import AgencyMark, agencies_of, marks, pattern_of
from lagebild.lang.load import having
from lagebild.types import Article
from tests.picture import press

MARKS = [(language, mark) for language in having("agencies") for mark in marks(language)]


def page(*paragraphs: str, **given: Any) -> Article:
    made = press.article("x", [("heading", "Ein Titel"), *(("paragraph", words) for words in paragraphs)])
    return replace(made, **given)


@pytest.mark.parametrize(("language", "mark"), MARKS, ids=lambda value: getattr(value, "id", value))
def test_every_mark_reads_its_example_and_not_its_counter_example(language: str, mark: AgencyMark) -> None:
    assert pattern_of(mark).search(mark.example)
    assert not pattern_of(mark).search(mark.counter_example)


@pytest.mark.parametrize(("language", "mark"), MARKS, ids=lambda value: getattr(value, "id", value))
def test_no_counter_example_is_read_by_another_mark(language: str, mark: AgencyMark) -> None:
    where = mark.where
    assert not [
        other.id for other in marks(language) if other.where == where and pattern_of(other).search(mark.counter_example)
    ]


def test_a_dateline_is_the_agencys_and_points_at_its_words() -> None:
    article = page("Kiew (dpa/AFP) - Zwei Menschen starben.", "Mehr ist nicht bekannt.")
    found = agencies_of(article)
    assert [(one.actor.name, one.whole) for one in found] == [
        ("Deutsche Presse-Agentur", True),
        ("Agence France-Presse", True),
    ]
    assert found[0].span
    assert article.text[found[0].span.start : found[0].span.end] == "dpa/AFP"
    assert found[0].link.kind == "named"
    assert found[0].actor.wikidata == "Q312653"


def test_material_is_part_of_a_text() -> None:
    found = agencies_of(page("Zwei Menschen starben.", "Mit Material von dpa"))
    assert [(one.actor.name, one.whole, one.rule) for one in found] == [
        ("Deutsche Presse-Agentur", False, "agency-material")
    ]


def test_a_byline_has_no_span() -> None:
    found = agencies_of(page("Two people died.", byline="Jane Doe, Associated Press", language="en"))
    assert [(one.actor.name, one.span) for one in found] == [("Associated Press", None)]


def test_an_agency_in_the_middle_of_a_text_is_a_source_and_no_credit() -> None:
    words = "Das sagte der Minister der Agentur Reuters (Reuters) - und ging."
    assert agencies_of(page("Eins.", "Zwei.", words, "Drei.", "Vier.", "Fünf.")) == ()


def test_an_agency_takes_nothing_from_itself() -> None:
    words = "KYIV, Oct 20 (Reuters) - Two people died."
    assert agencies_of(page(words, language="en", publisher="Reuters")) == ()
    assert len(agencies_of(page(words, language="en", publisher="The Gazette"))) == 1


def test_an_agency_without_an_entity_has_name_and_country() -> None:
    found = agencies_of(page("Der Pokal ist vergeben. (SID)"))
    assert [(one.actor.name, one.actor.country) for one in found] == [("Sport-Informations-Dienst", "DEU")]


def test_languages_without_marks_have_no_agencies() -> None:
    assert agencies_of(page("КИЇВ (Reuters) - Двоє людей загинули.", language="uk")) == ()

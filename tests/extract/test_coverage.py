"""A language that is read in part finds nothing where it has no data, and its pages say so."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import lagebild
from lagebild.api import read_text
from lagebild.article import article_from_text
from lagebild.errors import DataFileError, UsageError
from lagebild.extract import coverage, events, factuality, figures, names, times
from lagebild.lang.load import LANGUAGES, has, having, table
from lagebild.pipeline import read_article
from lagebild.resolve import dates
from lagebild.text import analyse
from lagebild.types import Actor, Attribution, Language, Mention, SourceMention, Span, Time
from tests.text.slavic import PAGES

REQUIRED = ("sentences", "furniture")


def test_every_language_has_what_an_article_needs() -> None:
    for name in REQUIRED:
        assert having(name) == LANGUAGES
    for language in having("attribution"):
        assert coverage.unread(language) == ()


def test_a_language_that_is_not_served_has_nothing_to_ask_for() -> None:
    with pytest.raises(UsageError, match="language 'fr' is not served; choose one of: de, en, ru, uk"):
        has("fr", "times")
    with pytest.raises(DataFileError, match=r"lang/uk/events.toml is missing"):
        table("uk", "events")


@pytest.mark.parametrize(("language", "page"), PAGES)
def test_pages_are_read_as_far_as_the_language_goes(language: Language, page: str) -> None:
    reading = lagebild.read_text(page, published="2024-10-20")
    article = reading.article
    assert article.language == language
    assert "Telegram" not in article.text
    assert len(analyse(article).sentences) >= 6
    assert len(reading.claims) == (2 if "в понед" in page else 1)
    for claim in reading.claims:
        assert claim.form == "direct"
        assert claim.content[0].text.startswith("«")
        assert (claim.source.kind, claim.source.span, claim.source.actor) == ("described", None, None)
        assert (claim.factuality, claim.author_factuality) == ("Uu", "Uu")
        counted = ["три"] if "три судна" in claim.content[0].text else []
        assert [figure.span.text for figure in claim.figures] == counted
        assert (claim.places, claim.actors, claim.events) == ((), (), ())


@pytest.mark.parametrize(("language", "page"), PAGES)
def test_the_page_says_once_what_is_not_read(language: Language, page: str) -> None:
    (note,) = (n for n in lagebild.read_text(page).article.notes if n.code == "partly-read")
    assert (note.start, note.end) == (None, None)
    for what in ("who says what", "how firmly", "names", "events", "figures in rarer forms", "times in rarer forms"):
        assert what in note.message


def test_what_another_reader_supplies_is_not_said_to_be_missing() -> None:
    article = article_from_text(PAGES[0][1])
    (note,) = coverage.notes(article, supplied=("attribution",))
    assert "who says what" not in note.message
    assert "figures" in note.message
    assert "names" in note.message
    (note,) = coverage.notes(article, supplied=("attribution", "names"))
    assert "names" not in note.message
    assert "times" in note.message
    assert coverage.notes(article, supplied=coverage.EXTRACTORS) == ()


def test_a_language_with_all_its_data_has_no_such_note() -> None:
    for text in ("Häfen zu\n\nDer Minister sagte, die Häfen blieben zu.", "Ports\n\nThe minister said it was over."):
        assert not [n for n in lagebild.read_text(text).article.notes if n.code == "partly-read"]


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_extractors_abstain_whatever_they_are_given(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "У понеділок 12 солдатів прибули до Києва. В понедельник 12 солдат прибыли в город. "
    text += "Putin said on Monday that 10 soldiers died."
    document = analyse(article_from_text(text, language=language))
    time = Time(Span.of(document.article.text, 0, 12), "DATE", "2024-10-21")
    mention = Mention(Span.of(document.article.text, 0, 5), Actor("x", "person"))
    assert names.read(document) == ()
    assert events.read(document, (mention,), (time,)) == ()
    assert times.read(document)
    assert figures.read(document, ())
    for module in ("lagebild.extract.times.reader", "lagebild.extract.figures"):
        monkeypatch.setattr(f"{module}.has", lambda language, name: False)  # as if there were no file
    assert times.read(document) == ()
    assert figures.read(document, (time,)) == ()


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_a_first_part_is_said_to_be_one(language: Language) -> None:
    assert coverage.in_part(language) == ("figures", "times")
    assert coverage.in_part(language, supplied=("times",)) == ("figures",)
    assert coverage.in_part("de") == ()


@pytest.mark.parametrize("package", ["times", "figures"])
def test_no_code_of_an_extractor_asks_which_language_it_is(package: str) -> None:
    """A language is added by filling files: the readers of times and figures name none."""
    folder = Path(figures.__file__).parents[1] / package
    for path in [*sorted(folder.glob("*.py")), Path(dates.__file__)]:
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        literals = {node.value for node in nodes if isinstance(node, ast.Constant)}
        assert literals.isdisjoint(LANGUAGES), path.name


def test_a_stance_without_rules_holds_what_the_cue_says() -> None:
    document = analyse(article_from_text("Він заперечив, що йде.", language="uk"))
    sentence = document.sentences[0]
    span = Span(sentence.start, sentence.end, sentence.text)
    source = SourceMention("named", span)
    denial = Attribution(span, (span,), (), source, (), "indirect", act="deny", factuality="CT-")
    open_, denied = factuality.assess(document, (Attribution(span, (span,), (), source, (), "indirect"), denial))
    assert (open_.act, open_.factuality, open_.author_factuality) == ("state", "Uu", "Uu")
    assert (denied.act, denied.factuality, denied.author_factuality) == ("deny", "CT-", "Uu")


@pytest.mark.parametrize("language", ["ru", "uk"])
@pytest.mark.parametrize("text", ["«", "«»", "— ", "п'", "«а, — сказал ", "'" * 40, "§ 5 № 7 «… …» ???"])
def test_odd_texts_are_read_without_a_crash(text: str, language: Language) -> None:
    reading = read_article(article_from_text(f"Заголовок\n\n{text}", language=language))
    assert reading.claims == ()


@pytest.mark.parametrize("language", ["de", "en", "ru", "uk"])
@pytest.mark.parametrize("mark", ["\u0301", "\u0308\u0308", "\u200d", "a\u0301\u0301", "\u20dd"])
def test_marks_that_no_letter_takes_are_read_without_a_crash(mark: str, language: Language) -> None:
    words = f"The governor {mark} of Odesa said that {mark} 26 {mark} people were in {mark}Kharkiv {mark}."
    assert read_text(f"{words} {words} {words}", language=language, published="2025-03-10", weights="none").article.text

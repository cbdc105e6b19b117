"""Which language an article is in, and which are not served."""

from __future__ import annotations

import pytest

from lagebild.article import article_from_text
from lagebild.article.language import language_of
from lagebild.errors import PageError, UsageError
from lagebild.types import ReadOptions
from tests.article.pages import DE, EN, read, simple
from tests.text.slavic import BRIDGES_RU, BRIDGES_UK, PAGES

FRENCH = (
    "Le ministre de l'Intérieur a déclaré lundi que les nouvelles règles pour les ports seraient appliquées dès le "
    "printemps prochain. Selon l'association, environ trois cents entreprises sont concernées, la plupart se trouvant "
    "sur la côte. L'opposition a annoncé qu'elle saisirait la justice dès que le texte entrerait en vigueur."
)
BULGARIAN = (
    "Общинският съвет на Новия порт в понеделник прие решение за ремонт на двата моста над реката. Работата ще "
    "започне през пролетта и ще продължи до края на годината. По думите на председателката парите за ремонта вече са "
    "осигурени, но изпълнителят още не е избран. Опозицията смята, че търгът е трябвало да се проведе по-рано."
)
POLISH = (
    "Rada miejska w poniedziałek podjęła decyzję o remoncie dwóch mostów na rzece. Prace rozpoczną się wiosną i "
    "potrwają do końca roku. Według przewodniczącej rady pieniądze na remont już są, ale wykonawcy jeszcze nie "
    "wybrano. Opozycja uważa, że przetarg należało przeprowadzić wcześniej, i zapowiada skierowanie sprawy do sądu."
)


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        (" ".join(DE), None, "de"),
        (" ".join(EN), None, "en"),
        (" ".join(DE), "en-US", "de"),  # themes are often labelled wrongly
        (" ".join(EN), "de", "en"),
        ("Kiew", "de-AT", "de"),
        ("Kyiv", "en", "en"),
        ("NATO Selenskyj", None, None),
        ("Київ", "uk-UA", "uk"),
        (BRIDGES_RU.splitlines()[2], None, "ru"),
        (BRIDGES_UK.splitlines()[2], None, "uk"),
        *((page, label, language) for language, page in PAGES for label in (None, "en", "uk", "ru")),
    ],
)
def test_language(text: str, label: str | None, expected: str | None) -> None:
    found = language_of(text, label=label)
    assert found == expected if expected else found in ("de", "en")


def test_language_that_is_not_served() -> None:
    with pytest.raises(PageError, match=r"seite: language 'fr' is not served; choose one of: de, en"):
        language_of(FRENCH, label="fr", name="seite")
    with pytest.raises(UsageError, match=r"language 'fr' is not served; choose one of: de, en"):
        article_from_text("\n\n".join(DE), language="fr")  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "code"), [(BULGARIAN, "bg"), (POLISH, "pl")])
@pytest.mark.parametrize("label", [None, "uk", "ru", "en"])
def test_a_neighbour_of_a_served_language_is_refused(text: str, code: str, label: str | None) -> None:
    with pytest.raises(PageError, match=f"language '{code}' is not served; choose one of: de, en, ru, uk"):
        language_of(text, label=label)


def test_option_wins() -> None:
    assert read(simple(), options=ReadOptions(language="en")).language == "en"
    assert article_from_text(FRENCH, language="de").language == "de"


def test_a_short_text_is_refused_where_its_page_agrees() -> None:
    short = FRENCH.partition(".")[0]
    with pytest.raises(PageError, match="language 'fr' is not served"):
        language_of(short, label="fr-FR")
    assert language_of(short, label="de") == "de"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Le président a dit que la guerre est finie et que les soldats rentrent à la maison.", "fr"),
        ("El presidente dijo que la guerra ha terminado y que los soldados vuelven a casa esta semana.", "es"),
    ],
)
def test_a_short_text_in_a_language_that_is_not_served(text: str, code: str) -> None:
    with pytest.raises(PageError, match=f"language '{code}' is not served"):
        language_of(text)

"""Times and figures of Ukrainian and Russian in sentences of their own, and how far such pages are read."""

from __future__ import annotations

import pytest

import lagebild
from lagebild.extract import figures, times
from lagebild.resolve import dates
from lagebild.text import analyse
from lagebild.types import Article, Block, Document, Figure, Language, Time

Read = tuple[float | None, float | None, str | None, str | None, str | None, str | None]


def read(text: str, language: Language) -> tuple[tuple[Time, ...], tuple[Figure, ...]]:
    block = Block("paragraph", 0, len(text))
    document: Document = analyse(Article("x", None, None, None, None, "2024-10-20", "option", language, text, (block,)))
    found = dates.anchor(document, times.read(document))
    return found, figures.read(document, found)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("uk", "У вівторок, 15 жовтня, прибув посол.", [("вівторок, 15 жовтня", "2024-10-15")]),
        ("uk", "Війна почалася 24 лютого 2022 року.", [("24 лютого 2022", "2022-02-24")]),
        ("uk", "Це сталося у п’ятницю ввечері.", [("п’ятницю ввечері", "2024-10-18TEV")]),
        ("uk", "П'ять років тому він поїхав.", [("П'ять років тому", "2019")]),
        ("uk", "Торік було тихо, цього року ні.", [("Торік", "2023"), ("цього року", "2024")]),
        ("uk", "Завтра о 9:15 почнеться засідання.", [("Завтра", "2024-10-21"), ("9:15", "2024-10-21T09:15")]),
        ("uk", "Він має 24 роки і 5 братів.", [("24 роки", "P24Y")]),
        ("ru", "Во вторник, 15 октября, прибыл посол.", [("вторник, 15 октября", "2024-10-15")]),
        ("ru", "Война началась 24 февраля 2022 года.", [("24 февраля 2022", "2022-02-24")]),
        ("ru", "Это случилось в среду вечером.", [("среду вечером", "2024-10-16TEV")]),
        ("ru", "Пять лет назад он уехал.", [("Пять лет назад", "2019")]),
        ("ru", "Окружающая среда страдает.", []),
    ],
)
def test_times(language: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(time.span.text, time.value) for time in read(text, language)[0]] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("uk", "Загинули щонайменше 14 людей.", [(14, None, None, "людей", "killed", None)]),
        ("uk", "Евакуйовано двісті тридцять п'ять осіб.", [(235, 235, None, "осіб", "evacuated", None)]),
        ("uk", "Збитки сягнули 5 млн грн.", [(5e6, 5e6, "UAH", None, None, None)]),
        (
            "uk",
            "За минулу добу збито 43 з 70 дронів.",
            [(43, 43, None, "дронів", "shot-down", "минулу добу"), (70, 70, None, "дронів", None, "минулу добу")],
        ),
        (
            "uk",
            "З початку війни армія втратила 1,2 тис. танків.",
            [(1200, 1200, None, "танків", "lost", "початку війни")],
        ),
        ("uk", "Кількість поранених зросла до 500.", [(500, 500, None, "поранених", "wounded", None)]),
        ("uk", "Ціна зросла на 5%.", [(5, 5, "percent", None, None, None)]),
        ("uk", "Це 12-та бригада, вулиця тиха, 24 серпня.", []),
        ("ru", "Погибли как минимум 14 человек.", [(14, None, None, "человек", "killed", None)]),
        ("ru", "Эвакуированы двести тридцать пять человек.", [(235, 235, None, "человек", "evacuated", None)]),
        ("ru", "Ущерб достиг 5 млн рублей.", [(5e6, 5e6, "RUB", None, None, None)]),
        ("ru", "С начала войны армия потеряла 40 танков.", [(40, 40, None, "танков", "lost", "начала войны")]),
        ("ru", "Погибли от 200 до 300 солдат.", [(200, 300, None, "солдат", "killed", None)]),
        ("ru", "Это 12-я бригада.", []),
    ],
)
def test_figures(language: Language, text: str, expected: list[Read]) -> None:
    found = read(text, language)[1]
    assert [(f.min, f.max, f.unit, f.of, f.stage, f.since and f.since.span.text) for f in found] == expected


def test_a_noun_that_is_not_listed_stays_open() -> None:
    (figure,) = read("Торік там засадили 12 тихих алей.", "uk")[1]
    assert (figure.min, figure.of) == (12, None)


@pytest.mark.parametrize(
    ("language", "page"),
    [
        (
            "uk",
            "Міст відкрито\n\n«Учора ми перевезли 40 людей», – сказав диспетчер.\n\nМіст стоїть над річкою у місті.",
        ),
        ("ru", "Мост открыт\n\n«Вчера мы перевезли 40 человек», — сказал диспетчер.\n\nМост стоит над рекой в городе."),
    ],
)
def test_a_page_is_read_with_the_language_given(language: Language, page: str) -> None:
    reading = lagebild.read_text(page, published="2024-10-20", language=language, weights="none")
    (claim,) = reading.claims
    assert [(f.min, f.of) for f in claim.figures] == [(40.0, "людей" if language == "uk" else "человек")]
    assert [time.value for time in claim.times] == ["2024-10-19"]

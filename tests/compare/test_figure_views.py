"""What stands around a figure, read from pages: places, days, scope, origin, and who is named beside it."""

import pytest

from lagebild.api import read
from lagebild.compare.figure_views import FigureView, figure_views
from lagebild.types import Entry, Page


def views(text: str, language: str = "en", day: str | None = "2024-05-03") -> list[FigureView]:
    page = Page(text.encode(), "text", "x", charset="utf-8", origin="text")
    reading = read(page, published=day, language=language, weights="full")
    return sorted(
        figure_views(Entry(reading.article, claim) for claim in reading.claims), key=lambda v: v.figure.span.start
    )


def test_a_strike_has_its_town_its_day_and_its_origin() -> None:
    (view,) = views("The Lebanese health ministry said 26 people were killed in the strike on Tyre on Wednesday.")
    assert (view.concept, view.scope, view.held, view.said) == ("person", "incident", "2024-05-01", "2024-05-03")
    assert [place.name for place in view.places] == ["Tyre"]
    assert view.origin_key == "actor:health-ministry:LBN"
    assert (view.places_basis, view.held_basis, view.said_basis) == ("sentence", "sentence", "publication")


def test_both_languages_count_the_same_for_the_same_origin() -> None:
    (english,) = views("Ukraine's interior ministry said 49 people were killed in the strike on Kharkiv on Wednesday.")
    (german,) = views(
        "Bei dem Angriff auf Charkiw am Mittwoch gab es 49 Tote, teilte das ukrainische Innenministerium mit.", "de"
    )
    assert (english.concept, english.scope, english.held) == (german.concept, german.scope, german.held)
    assert english.origin_key == german.origin_key == "actor:interior-ministry:UKR"


def test_place_and_day_of_the_article_stand_in_for_those_of_the_sentence() -> None:
    told = "The strike happened in Tyre on 1 May 2024. The Lebanese health ministry said 26 people were killed."
    view = views(f"Strike on Tyre\n\n{told}")[-1]
    assert ([place.name for place in view.places], view.places_basis) == (["Tyre"], "article")
    assert (view.held, view.held_basis) == ("2024-05-01", "article")


@pytest.mark.parametrize(
    ("words", "scope"),
    [
        ("Since the war began, 31,000 Ukrainian soldiers have been killed", "total"),
        ("A total of 31 Ukrainian soldiers have been killed", None),
        ("31 Ukrainian soldiers have been killed in the attack", "incident"),
        ("A total of 60 soldiers have been killed since the start of the offensive", "total"),
    ],
)
def test_scope(words: str, scope: str | None) -> None:
    (view,) = views(f"{words}, Zelensky said.")
    assert view.scope == scope


def test_an_author_speaks_for_his_outlet_and_hearsay_for_nobody() -> None:
    (author,) = views("In Tyre 26 people were killed on Wednesday.")
    assert author.origin_key is None  # a text without an outlet
    (hearsay,) = views("Reportedly 40 people were killed in the strike on Tyre on Wednesday.")
    assert hearsay.origin_key is None


def test_a_denied_figure_is_untrue() -> None:
    (view,) = views("Sudan's army denied that 70 civilians were killed in El Fasher on Tuesday.")
    assert view.untrue
    assert not view.contradicted


def test_the_struck_country_is_a_place_and_the_named_states_are_told() -> None:
    (view,) = views("The Lebanese health ministry said 356 people were killed in Monday's strikes on Lebanon.")
    assert [place.country for place in view.places] == ["LBN"]
    (sent,) = views("South Korea's intelligence service said North Korea had sent 1,500 soldiers to Russia.")
    assert {"PRK", "RUS"} <= sent.named


def test_what_was_done_does_not_hold_for_a_day_to_come() -> None:
    sent, coming = views(
        "Lawmakers said that 3,000 soldiers had been sent and that 10,000 soldiers would follow by December."
    )
    assert (sent.figure.stage, sent.held) == ("sent", None)
    assert coming.held == "2024-12"


@pytest.mark.parametrize(
    ("text", "further"),
    [
        ("Another 1,500 soldiers were killed in Tyre, Zelensky said.", True),
        ("1,500 more soldiers were killed in Tyre, Zelensky said.", True),
        ("More than 1,500 soldiers were killed in Tyre, Zelensky said.", False),
        ("1,500 soldiers were killed in Tyre, Zelensky said.", False),
    ],
)
def test_a_figure_may_come_on_top_of_another(text: str, further: bool) -> None:
    (view,) = views(text)
    assert view.is_further is further


@pytest.mark.parametrize(
    ("text", "language", "held"),
    [
        ("1,500 soldiers were sent to Tyre between 8 and 13 May, Zelensky said.", "en", "2024-05-08/2024-05-13"),
        (
            "Zwischen dem 8. und dem 13. Mai wurden 1500 Soldaten entsandt, sagte Selenskyj.",
            "de",
            "2024-05-08/2024-05-13",
        ),
        ("On 8 May, days before the talks of 13 May, 1,500 soldiers were sent, Zelensky said.", "en", None),
    ],
)
def test_days_from_one_to_another_are_one_time(text: str, language: str, held: str | None) -> None:
    (view,) = views(text, language, "2024-05-20")
    assert view.held == held


def test_who_goes_on_in_his_paragraph_says_it_on_the_same_day() -> None:
    told = (
        "Zelensky said on Thursday that 3,000 soldiers were in training. Another 500 soldiers had been sent, he added."
    )
    assert [view.said for view in views(told, day="2024-05-03")] == ["2024-05-02", "2024-05-02"]
    apart = told.replace(". Another", ".\n\nAnother")
    assert [view.said for view in views(apart, day="2024-05-03")] == ["2024-05-02", "2024-05-03"]

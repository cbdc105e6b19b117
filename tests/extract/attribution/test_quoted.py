"""Marked quotations in languages without rules of attribution."""

from __future__ import annotations

import time

import pytest

from lagebild.extract import attribution
from lagebild.extract.attribution import quoted
from lagebild.text import analyse
from lagebild.types import Attribution, Language, SourceMention
from tests.extract.attribution.paper import words
from tests.text.articles import article


def read(text: str, language: Language) -> list[Attribution]:
    """The attributions of a text; a slash is a new paragraph."""
    return list(attribution.read(analyse(article(text.replace("/", "\n"), language))))


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("uk", "«Ми не можемо чекати довше», – сказала мерка.", ["«Ми не можемо чекати довше»"]),
        ("uk", "Мер заявив: «Ми чекаємо тут. Зима буде довга». Потім пішов.", ["«Ми чекаємо тут. Зима буде довга»"]),
        ("uk", "«Ціна, – пояснив він у середу, – буде відома всім».", ["«Ціна, … буде відома всім»"]),
        ("uk", "«Ми не можемо чекати довше!» / Мер пішов.", ["«Ми не можемо чекати довше!»"]),
        ("ru", "«Работы идут, — пояснил он, — и цена известна».", ["«Работы идут, … и цена известна»"]),
        ("ru", "„Мы остаёмся здесь до весны“, — сказал мэр.", ["„Мы остаёмся здесь до весны“"]),
        ("ru", "«Он назвал это „нашей с вами победой“», — сказал мэр.", ["«Он назвал это „нашей с вами победой“»"]),
    ],
)  # fmt: skip
def test_quotations_that_stand_as_a_clause(language: Language, text: str, expected: list[str]) -> None:
    found = read(text, language)
    assert [words(one) for one in found] == expected
    for one in found:
        assert one.form == "direct"
        assert one.source == SourceMention("described", None)
        assert (one.cue, one.chain, one.act, one.factuality) == ((), (), None, None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Закон «Про внесення змін до правил» набув чинності."),  # a title
        ("uk", "Моряки називають це «великою перемогою для всіх нас»."),  # words inside a clause of others
        ("uk", "«Так, звісно», – сказав мер."),  # too short to tell from a name
        ("uk", "«Ми не можемо чекати довше, сказав мер."),  # nobody knows where it ends
        ("uk", "«Дорога до нашого дому» – новий фільм."),
        ("uk", "Він зняв «Тіні», «У нашому місті темні ночі», «Світ»."),
        ("uk", "Команда: «Перша Друга Третя Четверта»."),
        ("ru", "Он добавил, что связь есть."),
        ("ru", ""),
    ],
)
def test_what_is_no_speech_for_certain_is_left_out(language: Language, text: str) -> None:
    assert read(text, language) == []


def test_an_aside_ends_where_its_dash_stands() -> None:
    (one,) = read("«Так, – сказав він, – ми йдемо. Ні, – додав він, – ми чекаємо».", "uk")
    assert words(one) == "«Так, … ми йдемо. Ні, … ми чекаємо»"
    assert [span.text for span in one.frame] == [" – сказав він, –", " – додав він, –"]


@pytest.mark.parametrize("piece", ["«ми йдемо, – ", "«а б в г», ", "«а, – сказав ", "«а б в г, – сказав х, – д» "])
def test_time_is_linear(piece: str) -> None:
    def seconds(size: int) -> float:
        document = analyse(article(piece * size, "uk"))
        start = time.process_time()
        quoted.read(document)
        return time.process_time() - start

    short, long = (min(seconds(size) for _ in range(3)) for size in (500, 4000))
    assert long < 24 * max(short, 0.01)

"""The role of times: of the saying, of the content, or of another clause."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lagebild.resolve.saying import role_of
from lagebild.text import analyse
from lagebild.types import Claim, Form, Language, Source, Span, Time, TimeRole, TimexType
from tests.extract.test_names import article

CASES: tuple[tuple[Language, str, str, str, str, TimeRole | None], ...] = (
    ("en", "Officials said on Monday that it rained.", "Officials", "said", "on Monday", "saying"),
    ("en", "On Tuesday, the ministry announced that it rained.", "the ministry", "announced", "On Tuesday", "saying"),
    ("en", "Mitchell, who served from 2012, said it rained.", "Mitchell", "said", "2012", None),
    ("en", "Mitchell, who said in 2012 that it rained, left.", "Mitchell", "said", "2012", "saying"),
    ("en", "It rained, said Murphy, now a consultant.", "Murphy, now a consultant", "said", "now", None),
    ("en", "It rained, said Murphy now.", "Murphy now", "said", "now", "saying"),
    ("en", "In March, the council imposed sanctions.", "the council", "imposed", "March", "content"),
    ("en", "On Saturday they condemned the attack of Friday.", "they", "condemned", "Saturday", "saying"),
    ("en", "On Saturday they condemned the attack of Friday.", "they", "condemned", "Friday", "content"),
    ("en", "The man he met years ago now says it rained.", "The man", "says", "years ago", None),
    ("en", "Stevens, up for election in 2023, said it rained.", "Stevens", "said", "2023", None),
    ("en", "Stevens, in a speech in 2023, said it rained.", "Stevens", "said", "2023", "saying"),
    ("en", "But on Monday, Stevens said it rained.", "Stevens", "said", "Monday", "saying"),
    ("en", "After the storm of Monday, Stevens said it rained.", "Stevens", "said", "Monday", None),
    ("en", "Stevens fired back on Monday, saying it rained.", "Stevens", "saying", "Monday", "saying"),
    ("en", "In last week's interview Stevens said it rained.", "Stevens", "said", "last week", "saying"),
    ("en", "Before last week's vote Stevens said it rained.", "Stevens", "said", "last week", None),
    ("en", "Stevens spoke of his recent loss and said it rained.", "Stevens", "said", "recent", None),
    ("en", "A recent street poll found that it rained.", "A recent street poll", "found", "recent", "saying"),
    ("en", "The plan of Monday was similar to the old one.", "The plan", "was similar to", "Monday", "content"),
    ("en", "According to Stevens on Monday, it rained.", "Stevens", "According to", "Monday", "saying"),
    ("en", "In a poll completed on Monday, most saw rain.", "a poll", "completed", "Monday", "saying"),
    ("en", "After speeches on Monday, Stevens said it rained.", "Stevens", "said", "Monday", None),
    ("en", "Today, a storm, also reported by Stevens, came.", "by Stevens", "reported", "Today", None),
    ("en", "Stevens announced strikes for Monday.", "Stevens", "announced", "Monday", "content"),
    ("de", "Die Polizei teilte am Montag mit, es regne.", "Die Polizei", "teilte", "am Montag", "saying"),
    ("de", "Nach Angaben der Polizei vom Montag regnet es.", "der Polizei", "Nach Angaben", "Montag", "saying"),
    ("de", "Berger, der seit Mai im Amt ist, sagte, es regne.", "Berger", "sagte", "Mai", None),
    ("en", "It was hard, he said, when he returned in 1983.", "he", "said", "1983", None),
    ("de", "Er nannte es einen Schock, als er 1983 heimkam.", "Er", "nannte", "1983", None),
    ("de", "Im März verhängte der Rat Sanktionen.", "der Rat", "verhängte", "März", "content"),
)


def role(
    language: Language,
    text: str,
    source: str,
    cue: str,
    when: str,
    kind: TimexType = "DATE",
    form: Form = "indirect",
    value: str | None = None,
) -> TimeRole | None:
    """The role of a time in a claim of the whole text, published on 2024-10-20; beside it stand its weekdays."""

    def span(words: str) -> Span:
        return Span.of(text, text.index(words), text.index(words) + len(words))

    whole = span(text)
    said = Claim("0", whole, (whole,), (span(cue),), Source("named", span(source)), (), form, "state", "Uu", "Uu")
    beside = [Time(span(day), "DATE", None) for day in ("Friday", "Saturday", "now") if day in text]
    page = replace(article(text, language), published="2024-10-20")
    return role_of(analyse(page), said, Time(span(when), kind, value), beside)


@pytest.mark.parametrize(("language", "text", "source", "cue", "when", "expected"), CASES)
def test_the_role_of_a_time(
    language: Language, text: str, source: str, cue: str, when: str, expected: TimeRole | None
) -> None:
    assert role(language, text, source, cue, when) == expected


def test_a_length_dates_no_saying() -> None:
    assert role("en", "She said after two hours that it rained.", "She", "said", "two hours", "DURATION") is None


def test_a_deed_lasts_as_long_as_it_may() -> None:
    assert role("en", "For two hours he held talks.", "he", "held", "two hours", "DURATION") is None


def test_before_a_quotation_any_verb_is_one_of_saying() -> None:
    text = "„Es regnet“, freute sich Berger am Montag."
    assert role("de", text, "Berger", "freute", "Montag", form="direct") == "saying"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025", "content"),
        ("2024", "saying"),
        ("2024-11", "content"),
        ("2024-10-21", "content"),
        ("2024-10-20TEV", "saying"),
        ("2024-W43", "content"),
        ("2024-W42", "saying"),
        ("FUTURE_REF", "content"),
        ("PAST_REF", "saying"),
    ],
)
def test_what_lies_ahead_is_told_and_no_day_of_saying(value: str, expected: TimeRole) -> None:
    assert role("en", "He said then that it rained.", "He", "said", "then", value=value) == expected


def test_without_data_of_a_language_a_frame_is_of_the_saying() -> None:
    assert role("en", "Said on Monday.", "Said", "Said", "Monday") == "saying"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday jets were reported to have fired.", "content"),
        ("At a briefing on Monday it was reported that jets fired.", "saying"),
    ],
)
def test_where_nobody_is_the_source_a_time_dates_the_deed(text: str, expected: TimeRole) -> None:
    at = text.index("reported")
    cue, whole = Span.of(text, at, at + 8), Span.of(text, 0, len(text))
    said = Claim("0", whole, (whole,), (cue,), Source("unnamed", None), (), "reported", "state", "Uu", "Uu")
    at = text.index("Monday")
    assert role_of(analyse(article(text, "en")), said, Time(Span.of(text, at, at + 6), "DATE", None)) == expected


def test_behind_what_is_said_a_time_is_of_it() -> None:
    text = "He reports that clashes killed eleven, on Sunday."
    cue, content, when = Span(3, 10, "reports"), Span.of(text, 11, 37), Span.of(text, 42, 48)
    source = Source("named", Span(0, 2, "He"))
    said = Claim("0", Span.of(text, 0, len(text)), (content,), (cue,), source, (), "indirect", "state", "Uu", "Uu")
    assert role_of(analyse(article(text, "en")), said, Time(when, "DATE", None)) == "content"

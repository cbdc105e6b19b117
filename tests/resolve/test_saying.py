"""The role of times: of the saying, of the content, or of another clause."""

from __future__ import annotations

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
    ("de", "Die Polizei teilte am Montag mit, es regne.", "Die Polizei", "teilte", "am Montag", "saying"),
    ("de", "Nach Angaben der Polizei vom Montag regnet es.", "der Polizei", "Nach Angaben", "Montag", "saying"),
    ("de", "Berger, der seit Mai im Amt ist, sagte, es regne.", "Berger", "sagte", "Mai", None),
    ("de", "Im März verhängte der Rat Sanktionen.", "der Rat", "verhängte", "März", "content"),
)


def role(
    language: Language, text: str, source: str, cue: str, when: str, kind: TimexType = "DATE", form: Form = "indirect"
) -> TimeRole | None:
    """The role of a time in a claim of the whole text."""

    def span(words: str) -> Span:
        return Span.of(text, text.index(words), text.index(words) + len(words))

    whole = span(text)
    said = Claim("0", whole, (whole,), (span(cue),), Source("named", span(source)), (), form, "state", "Uu", "Uu")
    return role_of(analyse(article(text, language)), said, Time(span(when), kind, None))


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


def test_without_data_of_a_language_a_frame_is_of_the_saying() -> None:
    assert role("en", "Said on Monday.", "Said", "Said", "Monday") == "saying"

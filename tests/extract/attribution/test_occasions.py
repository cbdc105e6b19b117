"""Bodies beside a saying: who briefed the speaker, and who only met."""

import re

import pytest

from lagebild.api import read
from lagebild.extract.attribution.occasions import OccasionRow, briefing, is_meeting, occasions
from lagebild.lang.load import having
from lagebild.types import Attribution, Language, Page, SourceMention, Span

ROWS = [(language, row) for language in having("attribution") for row, _ in occasions(language)]


def _body(text: str) -> tuple[str, str]:
    """What stands before the brackets and behind them."""
    before, _, behind = re.split(r"\[(.*?)\]", text)
    return before, behind


@pytest.mark.parametrize(("language", "row"), ROWS, ids=lambda value: value if isinstance(value, str) else value.id)
def test_every_row_reads_its_example(language: Language, row: OccasionRow) -> None:
    if row.side != "briefing":
        assert is_meeting(*_body(row.example), language), row.example
        assert not is_meeting(*_body(row.counter_example), language), row.counter_example
        return
    for text in (row.example, row.counter_example):
        found = briefing(_said(text.replace("[", "").replace("]", "")), language)
        told = re.search(r"\[(.*?)\]", text)
        assert (found.span.text if found and found.span else None) == (told[1] if told else None), text


def _said(text: str) -> Attribution:
    """A saying of the first word of a sentence, with its last word as what is said."""
    sentence, first = Span.of(text, 0, len(text)), text.index(" ")
    last = text.rindex(" ") + 1
    source = SourceMention("described", Span.of(text, 0, first))
    return Attribution(sentence, (Span.of(text, last, len(text)),), (), source, (), "indirect", "state", None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "South Korean lawmakers said after a briefing by the National Intelligence Service that 3,000 came."),
        ("de", "Insgesamt seien 3000 Soldaten dort, sagten Abgeordnete nach einer Unterrichtung durch den Nationalen "
               "Nachrichtendienst Südkoreas."),
    ],
)  # fmt: skip
def test_who_was_briefed_passes_on_the_word_of_who_briefed(language: Language, text: str) -> None:
    reading = read(Page(text.encode(), "text", "x", charset="utf-8", origin="text"), language=language, weights="full")
    (claim,) = [claim for claim in reading.claims if claim.source.kind != "author"]
    assert [link.actor.country for link in claim.chain if link.actor] == ["KOR"]


def test_at_a_summit_nobody_leans_on_it() -> None:
    text = "Putin told a news conference at the BRICS summit: “Images are a serious thing.”"
    reading = read(Page(text.encode(), "text", "x", charset="utf-8", origin="text"), language="en", weights="full")
    assert [claim.chain for claim in reading.claims] == [()]


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Neither government has said how many soldiers were sent.", "Uu"),
        ("The ministry did not say how many soldiers were sent.", "Uu"),
        ("The ministry said how many soldiers were sent.", "CT+"),
        ("No fewer than nine officials said that soldiers were sent.", "CT+"),
    ],
)
def test_a_question_that_nobody_answers_is_nobodys_statement(text: str, factuality: str) -> None:
    reading = read(Page(text.encode(), "text", "x", charset="utf-8", origin="text"), language="en", weights="none")
    assert [claim.factuality for claim in reading.claims] == [factuality]

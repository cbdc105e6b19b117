"""Long pages take no more than their share: reading is linear in the length of a page, whatever stands in it."""

from __future__ import annotations

import time

import pytest

from lagebild.pipeline import read_page
from lagebild.types import Language, Page, ReadOptions

STORY = {
    "de": "Der Minister sagte am Montag in Berlin, die Truppen seien abgezogen. Nach Angaben der Polizei wurden bis zu "
    "300 Soldaten getötet. „Wir kommen wieder“, sagte Erika Muster. Russland griff am Dienstag die Stadt Charkiw an. ",
    "en": "The minister said on Monday in Berlin that the troops had left. According to police, up to 300 soldiers "
    "were killed. “We are coming back,” said Jane Example. Russia attacked the city of Kharkiv on Tuesday. ",
}
#: What stands in one sentence, without an end: what is compared with each other there costs the square of its length.
ENDLESS = {
    "de": (
        "sagte er, dass ",
        "300 Soldaten, ",
        "am 23. Oktober 2024, ",
        "„Ja, so ist es, ",
        "getötet ",
        "(ja ",
        "nicht ",
    ),
    "en": ("he said that ", "300 soldiers, ", "October 23, 2024, ", "“Yes, it is, ", "killed ", "(yes ", "not "),
}


def seconds(text: str, language: Language) -> float:
    """Processor time of a reading."""
    page = Page(f"A title of a page\n\n{text}".encode(), "text", "page", charset="utf-8")
    before = time.process_time()
    read_page(page, ReadOptions("2024-10-20", None, language))
    return time.process_time() - before


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("between", ["\n\n", " "])
def test_a_long_page(language: Language, between: str) -> None:
    story = [f"{STORY[language]}Nr. {number}." for number in range(480)]
    short, long = (min(seconds(between.join(story[:n]), language) for _ in range(2)) for n in (80, 480))
    assert long < 6 * short * 3  # the square would be 36 times as long


@pytest.mark.parametrize(("language", "words"), [(language, w) for language in ("de", "en") for w in ENDLESS[language]])
def test_a_sentence_without_an_end(language: Language, words: str) -> None:
    assert seconds("It is " + words * 1500, language) < 3

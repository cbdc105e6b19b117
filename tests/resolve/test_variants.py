"""Variants of a name on one page."""

from __future__ import annotations

import pytest

from lagebild.extract.names.gazetteer import gazetteer
from lagebild.extract.names.words import words
from lagebild.resolve.variants import known_person, plain, settled, with_outlets, without_article, without_titles
from lagebild.types import Actor, ActorKind, Language, Mention, NameMention, Span, Why
from tests.extract.test_names import mentions
from tests.resolve.test_proper import read, resolved


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Vladimir V. Putin", "Vladimir Putin"),
        ("George H.W. Bush", "George Bush"),
        ("J. Edgar Hoover", "J. Edgar Hoover"),
        ("Ali A.", "Ali A."),
        ("Plato", "Plato"),
    ],
)
def test_initials_are_left_out(name: str, bare: str) -> None:
    assert plain(name) == bare


def test_a_known_person_with_initials_is_known() -> None:
    assert known_person(Actor("Vladimir V. Putin", "person"), gazetteer("en")).wikidata == "Q7747"
    assert known_person(Actor("Vladimir Vladimirov Putin", "person"), gazetteer("en")).wikidata == "Q7747"
    stranger = Actor("Clara V. Lindgart", "person")
    assert known_person(stranger, gazetteer("en")) is stranger


def people(*names: str) -> dict[str, str]:
    return {name: actor.name for name, actor in settled({name: Actor(name, "person") for name in names}).items()}


def test_persons_of_one_surname_are_told_apart_by_what_differs() -> None:
    assert set(people("James C. Kopp", "James Kopp").values()) == {"James C. Kopp"}
    assert set(people("Ki Hong", "Justin Ki Hong").values()) == {"Justin Ki Hong"}
    assert set(people("Franz Josef Jung", "Franz-Josef Jung").values()) == {"Franz Josef Jung"}
    assert set(people("James Charles Kopp", "James Kopp").values()) == {"James Charles Kopp"}
    assert set(people("Arcade Joseph Comeaux Jr.", "Joseph Comeaux Jr").values()) == {"Arcade Joseph Comeaux Jr."}
    assert len(set(people("Chuck Grassley", "Charles Grassley").values())) == 2
    short = settled(
        {name: Actor(name, "person") for name in ("Chuck Grassley", "Charles Grassley")}, {"Chuck": "Charles"}
    )
    assert {actor.name for actor in short.values()} == {"Chuck Grassley"}
    assert len(set(people("George W. Bush", "George H. Bush").values())) == 2
    assert len(set(people("Clara Berg", "Ralf Berg").values())) == 2
    assert len(set(people("Ki Hong", "Justin Ki Hong", "Clara Ki Hong").values())) == 3


def test_a_given_name_alone_means_its_bearer() -> None:
    text = "Thaksan Shinawell left. Then Thaksan spoke, and Ralf."
    spans = [(0, 17, "Thaksan Shinawell", "Shinawell"), (29, 36, "Thaksan", "Thaksan"), (48, 52, "Ralf", "Ralf")]
    names = [
        NameMention(Span.of(text, start, end), (Actor(name, "person"),), False, head, Why(model="full", score=0.9))
        for start, end, name, head in spans
    ]
    assert [m.actor.name for m in resolved(text, "en", names)] == ["Thaksan Shinawell", "Thaksan Shinawell", "Ralf"]


def test_a_form_of_address_tells_who_is_not_meant() -> None:
    found = mentions("Hillary Clinton won. Mrs. Clinton spoke. Mr. Clinton was silent.", "en")
    assert [m.actor.name for m in found] == ["Hillary Clinton", "Hillary Clinton", "Clinton"]


def test_an_acronym_in_brackets_is_the_name_before_it() -> None:
    text = "The National Boat Association (NBA) spoke. Then the NBA left."
    found = read(text, ("National Boat Association", "organisation"), ("NBA", "organisation"))
    assert {m.actor.name for m in found} == {"National Boat Association"}
    text = "The Boat Office (XQZ) spoke."
    found = read(text, ("Boat Office", "organisation"), ("XQZ", "organisation"))
    assert [m.actor.name for m in found] == ["Boat Office", "XQZ"]


def test_a_short_name_means_the_longer_one_of_the_page() -> None:
    text = "The Congress of Local Boats met. Then the Congress rose."
    found = read(text, ("Congress of Local Boats", "organisation"))
    assert {m.actor.name for m in found} == {"Congress of Local Boats"}
    assert [m.actor.name for m in mentions("Then the Congress rose.", "en")] == ["US Congress"]


def test_a_known_surname_is_that_of_whom_the_page_names_in_full() -> None:
    found = mentions("Clara Guterres left. Later Guterres came back.", "en")
    assert [m.actor.name for m in found] == ["Clara Guterres", "Clara Guterres"]
    found = mentions("Hunter Biden left. President Biden stayed. Later Biden spoke.", "en")
    assert found[1].actor.name == "Joe Biden"


@pytest.mark.parametrize(
    ("surname", "bare"), [("al-Abadi", "Abadi"), ("as-Sadr", "Sadr"), ("al-Ali", "Ali"), ("Allawi", "Allawi")]
)
def test_an_arabic_article_is_left_out(surname: str, bare: str) -> None:
    assert without_article(surname) == bare


def test_a_surname_without_its_article_means_the_one_with_it() -> None:
    text = "Then Hakan al-Lindgarti came. Then Lindgarti left."
    found = read(text, ("Hakan al-Lindgarti", "person"), ("Lindgarti", "person"))
    assert {m.actor.name for m in found} == {"Hakan al-Lindgarti"}


def test_a_given_name_and_a_surname_of_a_known_person_mean_that_person() -> None:
    text = "Then Donald spoke. Later Trump left."
    found = read(text, ("Donald", "organisation"), ("Trump", "person"))
    assert {m.actor.name for m in found if m.span.text == "Donald"} == {"Donald Trump"}


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("de", "Thailand wählt. Die Demokratische Partei siegte in Thailand, Thailand feiert.", "Demokratische Partei"),
        ("de", "In den USA siegte die Demokratische Partei.", "Demokraten"),
        ("de", "Die Grünen stimmten in Bayern zu.", "Bündnis 90/Die Grünen"),
        ("en", "India votes. Congress won in India, so India cheered.", "Congress"),
        ("en", "The United States voted. Then Congress met.", "US Congress"),
    ],
)  # fmt: skip
def test_a_name_that_other_countries_have_too_is_of_the_page_s_country(
    language: Language, text: str, name: str
) -> None:
    assert name in {m.actor.name for m in mentions(text, language)}


def test_a_surname_of_several_means_the_one_who_is_named_in_full_most() -> None:
    text = (
        "Frederick Lindgart died. His father Ike Lindgart grieved. Frederick Lindgart was 75. Then Lindgart was buried."
    )
    names = [
        NameMention(Span.of(text, at, at + len(words)), (Actor(words, "person"),), False, "Lindgart", Why(model="full"))
        for words, at in (("Frederick Lindgart", 0), ("Ike Lindgart", 36), ("Frederick Lindgart", 58), ("Lindgart", 90))
    ]
    assert [m.actor.name for m in resolved(text, "en", names)] == [
        "Frederick Lindgart",
        "Ike Lindgart",
        "Frederick Lindgart",
        "Frederick Lindgart",
    ]


def test_a_letter_for_a_given_name_means_whoever_has_that_name() -> None:
    assert set(people("Robert Kelvar", "R. Kelvar").values()) == {"Robert Kelvar"}
    assert len(set(people("Robert Kelvar", "S. Kelvar").values())) == 2


def called(name: str, kind: ActorKind = "person") -> tuple[str, str]:
    """The name and the words of a mention without its title."""
    mention = Mention(Span(0, len(name), name), Actor(name, kind))
    (found,) = without_titles([mention], gazetteer("en"), words("en"))
    return found.actor.name, found.span.text


def test_a_title_is_no_part_of_a_name() -> None:
    assert called("Ayatollah Ali Khamenei") == ("Ali Khamenei", "Ayatollah Ali Khamenei")
    assert called("Gen Talib Lindgart") == ("Talib Lindgart", "Gen Talib Lindgart")
    assert called("Major Anna Lindgart") == ("Anna Lindgart", "Major Anna Lindgart")
    assert called("Prince Lindgart") == ("Prince Lindgart", "Prince Lindgart")
    assert called("neo-Nazi Wazal Corps", "organisation") == ("Wazal Corps", "Wazal Corps")
    assert called("al-Wazal Corps", "organisation")[0] == "al-Wazal Corps"


def test_the_last_word_of_a_paper_means_the_one_that_the_page_names() -> None:
    text = "The Wazal Times said so, and the Times again; the Post did not."
    named = [("Wazal Times", "organisation"), ("Times", "outlet"), ("Post", "outlet")]
    found = [Mention(Span.of(text, text.rindex(w), text.rindex(w) + len(w)), Actor(w, "outlet")) for w, _ in named]
    found[1] = Mention(Span.of(text, text.index("the Times"), text.index("the Times") + 9), Actor("Times", "outlet"))
    assert [m.actor.name for m in with_outlets(found, words("en"))] == ["Wazal Times", "Wazal Times", "Post"]

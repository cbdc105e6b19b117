"""Unknown names of the encoder: what is nobody, and what is of another kind."""

from __future__ import annotations

import pytest

from lagebild.types import Actor, ActorKind, Language, Mention, NameMention, Span, Why
from tests.extract.test_names import mentions
from tests.resolve.test_proper import read, resolved

NOBODY: list[tuple[Language, str, str, ActorKind]] = [
    ("en", "Then Politicians spoke.", "Politicians", "organisation"),
    ("en", "It is a Muslim family.", "Muslim", "organisation"),
    ("en", "It broke the UN Charter.", "UN Charter", "organisation"),
    ("en", "It began after World War II.", "World War II", "organisation"),
    ("en", "It runs in Internet Explorer.", "Internet Explorer", "person"),
    ("en", "The storm Nargis came.", "Nargis", "organisation"),
    ("en", "The film ``High Noon'' ran.", "High Noon", "person"),
    ("en", "Many East African nations came.", "East African", "organisation"),
    ("en", "It is a group of American Jews.", "American Jews", "organisation"),
    ("en", "Agencies met. The agencies spoke.", "Agencies", "organisation"),
    ("en", "Brooklyn Teen Killed By Police.", "Brooklyn Teen Killed By Police", "organisation"),
    ("en", "In the book The Long Case for Weidner.", "Long Case for Weidner", "organisation"),
    ("en", "The Palmer Fire Chief came.", "Palmer Fire Chief", "person"),
    ("en", "It is The Truman Show.", "Truman Show", "person"),
    ("en", "Many New Yorkers came.", "New Yorkers", "organisation"),
    ("en", "There Cuban-Americans spoke.", "Cuban-Americans", "organisation"),
    ("en", "It shelled Camp Hollbrew again.", "Camp Hollbrew", "organisation"),
    ("en", "It began at Hollbrew Ranch then.", "Hollbrew Ranch", "organisation"),
    ("de", "Das traf die Wolfsburger hart.", "Wolfsburger", "organisation"),
    ("de", "Das ist Putins Grab.", "Putins Grab", "person"),
    ("de", "Es waren 38 Moslemgruppen.", "Moslemgruppen", "organisation"),
    ("de", "Der Wirbelsturm „Nargis“ kam.", "Nargis", "organisation"),
    ("de", "Ein Bundeswehrmajor kam.", "Bundeswehrmajor", "organisation"),
    ("de", "So sprach Hamasführer Weidner.", "Hamasführer", "person"),
]


@pytest.mark.parametrize(("language", "text", "name", "kind"), NOBODY)
def test_what_only_has_a_capital_is_nobody(language: Language, text: str, name: str, kind: ActorKind) -> None:
    assert name not in [m.span.text for m in read(text, (name, kind), language=language)]


KEPT: list[tuple[Language, str, str, ActorKind]] = [
    ("en", "Then Muslim Council spoke.", "Muslim Council", "organisation"),
    ("en", "Then Campbell Hollbrew spoke.", "Campbell Hollbrew", "person"),
    ("en", "Then New Yorkers Union spoke.", "New Yorkers Union", "organisation"),
    ("en", "Then Clara Day spoke.", "Clara Day", "person"),
    ("en", "Greenwater met.", "Greenwater", "organisation"),
    ("en", "In the film Greenpeace won.", "Greenpeace", "organisation"),
    ("de", "Das sagte Frau Mahlwahl.", "Mahlwahl", "person"),
    ("de", "Die Partei des Volkes kam.", "Partei des Volkes", "organisation"),
]


@pytest.mark.parametrize(("language", "text", "name", "kind"), KEPT)
def test_names_that_only_resemble_such_words_stay(language: Language, text: str, name: str, kind: ActorKind) -> None:
    assert [(m.actor.name, m.actor.kind) for m in read(text, (name, kind), language=language)] == [(name, kind)]


def test_a_person_with_a_word_for_a_body_is_that_body() -> None:
    (mention,) = read("It was Adolph Coorsman Co who paid.", ("Adolph Coorsman Co", "person"))
    assert (mention.actor.name, mention.actor.kind) == ("Adolph Coorsman Co", "organisation")


@pytest.mark.parametrize("language", ["en", "de"])
def test_names_of_armed_groups_are_known_by_their_first_word(language: Language) -> None:
    text = {"en": "It was Saraya Ansar al-Sunnah who did it.", "de": "Es war Saraya Ansar al-Sunnah gewesen."}[language]
    (mention,) = read(text, ("Saraya Ansar al-Sunnah", "person"), language=language)
    assert (mention.actor.name, mention.actor.kind) == ("Saraya Ansar al-Sunnah", "group")


def test_the_plural_of_a_surname_is_no_body() -> None:
    found = read(
        "Clara Lindgart left. The Lindgarts stayed.", ("Clara Lindgart", "person"), ("Lindgarts", "organisation")
    )
    assert [m.span.text for m in found] == ["Clara Lindgart"]


def marked(text: str, *kinds: ActorKind, word: str, score: float = 0.9) -> list[Mention]:
    """The mentions of a text in which the encoder has marked a word, with one of some kinds each time."""
    names, at = [], 0
    for kind in kinds:
        at = text.index(word, at + 1)
        head = word if kind == "person" else ""
        span = Span.of(text, at, at + len(word))
        names.append(NameMention(span, (Actor(word, kind),), False, head, Why(model="full", score=score)))
    return list(resolved(text, "en", names))


def test_a_name_is_of_one_kind_all_over_the_page() -> None:
    text = "Then Hollbrew sells. Then Hollbrew said so. Then Hollbrew denied it."
    found = marked(text, "organisation", "person", "organisation", word="Hollbrew")
    assert [m.actor.kind for m in found] == ["organisation"] * 3
    found = marked(text, "person", "person", "organisation", word="Hollbrew")
    assert [m.actor.kind for m in found] == ["person"] * 3


def test_a_given_name_that_is_hardly_a_body_is_a_person() -> None:
    assert [m.actor.kind for m in marked("Then John Kasov won.", "organisation", word="John Kasov", score=0.4)] == [
        "person"
    ]
    assert [m.actor.kind for m in marked("Then John Kasov won.", "organisation", word="John Kasov")] == ["organisation"]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Anlass war die Ehrung Salman Weidners.", "Salman Weidners", "Salman Weidner"),
        ("Das sagte Minister Hans Fuchs.", "Hans Fuchs", "Hans Fuchs"),
        ("Das war für Carla Jonas.", "Carla Jonas", "Carla Jonas"),
    ],
)
def test_a_genitive_is_told_by_the_noun_before(text: str, words: str, name: str) -> None:
    (mention,) = read(text, (words, "person"), language="de")
    assert mention.actor.name == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Then State Clara Lindgart spoke.", "State Clara Lindgart", "State Clara Lindgart"),
        ("The Secretary of State Clara Lindgart spoke.", "State Clara Lindgart", "Clara Lindgart"),
        ("The Mayor of Kyiv Ivan Lindgart spoke.", "Kyiv Ivan Lindgart", "Ivan Lindgart"),
        ("The Minister of Finance Ivan Lindgart spoke.", "Minister of Finance Ivan Lindgart", "Ivan Lindgart"),
    ],
)
def test_an_office_before_a_name_is_no_part_of_it(text: str, words: str, name: str) -> None:
    assert name in [m.actor.name for m in read(text, (words, "person"))]


def test_a_phrase_with_a_preposition_is_no_person() -> None:
    found = read("The Infrastructure of Ukraine is bad.", ("Infrastructure of Ukraine", "person"))
    assert found == []  # and the state is the end of a longer name


def test_a_firm_is_known_by_its_legal_form_elsewhere() -> None:
    text = "Then Crowling Maritime paid. It was Crowling Maritime Corp. that did."
    found = read(text, ("Crowling Maritime", "person"), ("Crowling Maritime Corp", "organisation"))
    assert [m.actor.kind for m in found] == ["organisation", "organisation"]


def test_a_body_in_another_body_is_told_by_its_acronym() -> None:
    (mention,) = read(
        "Die Arbeiterpartei Kurdistans PKK kam.", ("Arbeiterpartei Kurdistans PKK", "organisation"), language="de"
    )
    assert mention.actor.name == "PKK"


@pytest.mark.parametrize(
    ("text", "words", "kind", "name", "meant"),
    [
        ("Then Anchorage lawyers came.", "Anchorage", "organisation", "Anchorage", "place"),
        ("It was the Obama White House.", "Obama White House", "organisation", "White House", "government"),
    ],
)
def test_a_known_name_is_what_it_is(text: str, words: str, kind: ActorKind, name: str, meant: ActorKind) -> None:
    at = text.index(words)
    span = Span.of(text, at, at + len(words))
    marks = [NameMention(span, (Actor(words, kind),), False, "", Why(model="full", score=0.5))]
    (mention,) = resolved(text, "en", marks)
    assert (mention.actor.name, mention.actor.kind) == (name, meant)


def test_a_building_is_not_whom_it_is_named_after() -> None:
    assert [m.actor.kind for m in mentions("He rents the Trump Tower.", "en") if m.actor.kind == "person"] == []


def test_two_parts_of_a_name_side_by_side_are_one() -> None:
    text = "Then Luis Posado Carril spoke. Clara Berg, Weidner spoke."
    found = read(text, ("Luis Posado", "person"), ("Carril", "person"), ("Clara Berg", "person"), ("Weidner", "person"))
    assert [m.actor.name for m in found] == ["Luis Posado Carril", "Clara Berg", "Weidner"]

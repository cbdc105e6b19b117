"""Proper names: of the noun phrases that the encoder marks only the name inside is kept."""

from __future__ import annotations

import pytest

from lagebild.resolve import actors
from lagebild.resolve.proper import proper
from lagebild.text import analyse
from lagebild.types import Actor, ActorKind, Language, Mention, NameMention, Span, Why
from tests.extract.test_names import article

_SEEN = Why(model="full", score=0.9)


def resolved(text: str, language: Language, names: list[NameMention]) -> tuple[Mention, ...]:
    document = analyse(article(text, language))
    return actors.resolve(document, proper(document, tuple(names)))


def read(text: str, *marked: tuple[str, ActorKind], language: Language = "en") -> list[Mention]:
    """The mentions of a text in which the encoder has marked words as names of some kinds."""
    names = []
    for words, kind in marked:
        start = text.index(words)
        span = Span.of(text, start, start + len(words))
        head = words.split()[-1] if kind == "person" else ""
        names.append(NameMention(span, (Actor(words, kind),), kind == "place", head, _SEEN))
    return list(resolved(text, language, names))


@pytest.mark.parametrize(
    ("text", "words", "kind", "meant"),
    [
        ("Yesterday the ELN denied it.", "the ELN", "organisation", ("ELN", "ELN", "group", "COL")),
        ("Prices hurt U.S. farmers most.", "U.S. farmers", "organisation", ("U.S.", "United States", "state", "USA")),
        ("Yesterday Mr. Trump left.", "Mr. Trump", "person", ("Trump", "Donald Trump", "person", "USA")),
        (
            "Then U.S. Rep. Clara Lindgart spoke.",
            "U.S. Rep. Clara Lindgart",
            "person",
            ("Clara Lindgart", "Clara Lindgart", "person", None),
        ),
        ("Viele NASA-Leute kamen.", "NASA-Leute", "organisation", ("NASA", "NASA", "organisation", "USA")),
        (
            "He met Secretary of State Marco Rubio.",
            "Secretary of State Marco Rubio",
            "person",
            ("Marco Rubio", "Marco Rubio", "person", "USA"),
        ),
        (
            "It works for the Wazalo militants.",
            "Wazalo militants",
            "organisation",
            ("Wazalo",) * 2 + ("group", None),
        ),
        ("The envoy came from Europe.", "Europe", "organisation", ("Europe", "Europe", "place", None)),
        (
            "Then Matthew Alan Lindgart spoke.",
            "Matthew Alan",
            "person",
            ("Matthew Alan Lindgart",) * 2 + ("person", None),
        ),
    ],
)
def test_only_the_name_is_kept(text: str, words: str, kind: ActorKind, meant: tuple[str, str, str, str | None]) -> None:
    (mention,) = read(text, (words, kind), language="de" if "-Leute" in words else "en")
    actor = mention.actor
    assert (mention.span.text, actor.name, actor.kind, actor.country) == meant


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("We saw it.", "We", "organisation"),
        ("She said they had left.", "they", "organisation"),
        ("He met Dr. on Sunday.", "Dr.", "person"),
        ("It was Operation Southern Spear.", "Operation Southern Spear", "place"),
        ("Then DH said it.", "DH", "person"),
        ("He was near their homes.", "their homes", "place"),
        ("Prison officials denied it.", "Prison officials", "organisation"),
        ("It was the Supreme Leader.", "Supreme Leader", "place"),
        ("The carrier USS Gerald Fordson sank.", "Gerald Fordson", "person"),
    ],
)
def test_what_names_nobody_is_left_out(text: str, words: str, kind: ActorKind) -> None:
    assert read(text, (words, kind)) == []


def test_a_noun_after_an_adjective_is_no_name_where_all_nouns_have_capitals() -> None:
    assert read("Er leitet den katholischen Verband.", ("katholischen Verband", "organisation"), language="de") == []
    (mention,) = read("Er kennt das Bündnis Seehafen.", ("Bündnis Seehafen", "organisation"), language="de")
    assert mention.actor.name == "Bündnis Seehafen"


def test_the_owner_and_what_it_owns_are_two() -> None:
    words = "Iran's Islamic Revolutionary Guard Corps"
    found = read(f"Then {words} fired.", (words, "organisation"))
    assert [(m.actor.name, m.actor.kind) for m in found] == [
        ("Iran", "state"),
        ("Islamic Revolutionary Guard Corps", "military"),
    ]


def test_the_page_agrees_with_itself() -> None:
    text = "Clara Lindgart left. Later Lindgart came back."
    found = read(text, ("Clara Lindgart", "person"), ("Later Lindgart", "organisation"))
    assert found[0].actor.name == "Clara Lindgart"
    text = "Clara Lindgart left. Then Lindgart came back."
    names = [
        NameMention(Span.of(text, 0, 14), (Actor("Clara Lindgart", "person"),), False, "Lindgart", _SEEN),
        NameMention(Span.of(text, 26, 34), (Actor("Lindgart", "organisation"),), False, "", _SEEN),
    ]
    found = list(resolved(text, "en", names))
    assert [m.actor.name for m in found] == ["Clara Lindgart", "Clara Lindgart"]


def test_two_places_in_one_are_two() -> None:
    found = read("He lives in South Hillmark, Kenya.", ("South Hillmark, Kenya", "place"))
    assert [(m.span.text, m.actor.kind, m.actor.country) for m in found] == [
        ("South Hillmark", "place", "KEN"),
        ("Kenya", "place", "KEN"),
    ]
    found = read("The US-China talks go on.", ("US-China", "place"))
    assert [(m.span.text, m.actor.name) for m in found] == [("US", "United States"), ("China", "China")]


def test_a_compound_of_a_body_is_the_body_or_nobody() -> None:
    assert read("Der EKD-Text kam.", ("EKD-Text", "organisation"), language="de") == []
    (mention,) = read("Die Seehafen-Stiftung kam.", ("Seehafen-Stiftung", "organisation"), language="de")
    assert mention.actor.name == "Seehafen-Stiftung"


@pytest.mark.parametrize(
    ("text", "words", "kind", "name"),
    [
        ("It met Russian Foreign Minister Lavrov today.", "Russian Foreign Minister Lavrov", "person", "Sergey Lavrov"),
        ("It backed Texas Senator John Kasov then.", "Texas Senator John Kasov", "organisation", "John Kasov"),
    ],
)
def test_an_office_before_a_person_is_no_part_of_the_name(text: str, words: str, kind: ActorKind, name: str) -> None:
    assert name in [m.actor.name for m in read(text, (words, kind))]


def test_a_body_that_ends_with_an_office_is_none() -> None:
    assert "Superior Court Judge" not in [
        m.span.text for m in read("The Superior Court Judge left.", ("Superior Court Judge", "organisation"))
    ]


def test_a_body_whose_name_another_country_goes_on_with_is_that_country_s() -> None:
    text = "Then Lindgart of the Conservative Party of Canada spoke."
    found = [m.actor for m in read(text, ("Conservative Party", "organisation"))]
    assert [(a.name, a.country) for a in found] == [("Conservative Party of Canada", "CAN")]


def test_a_surname_takes_the_given_name_before_it_by_which_the_page_calls_somebody() -> None:
    text = "Then Elidor came back. They want Elidor Kasov home."
    at = text.index("Kasov")
    names = [
        NameMention(Span.of(text, 5, 11), (Actor("Elidor", "person"),), False, "Elidor", _SEEN),
        NameMention(Span.of(text, at, at + 5), (), False, "Kasov"),
    ]
    assert {m.actor.name for m in resolved(text, "en", names)} == {"Elidor Kasov"}

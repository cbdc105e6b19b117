"""Names in pieces are one, and pieces mean the longer name of the page; what only stands beside a name stays."""

from __future__ import annotations

import pytest

from lagebild.extract.names.gazetteer import folded, gazetteer
from lagebild.extract.names.words import words
from lagebild.resolve.wholes import with_wholes
from lagebild.types import Actor, ActorKind, Language, Mention, Span

Told = list[tuple[str, str, ActorKind]]


def whole(text: str, *names: tuple[str, ActorKind], language: Language = "en") -> Told:
    """Words, name and kind of what is told of names, given with their kind in the order of the text."""
    found, at = [], 0
    for name, kind in names:
        at = text.index(name, at)
        senses = gazetteer(language).senses(folded(name))
        known = [gazetteer(language).actor(sense.key) for sense in senses]
        actor = next((actor for actor in known if actor.kind == kind), Actor(name, kind))
        found.append(Mention(Span.of(text, at, at + len(name)), actor))
        at += len(name)
    told = with_wholes(text, found, gazetteer(language), words(language))
    return [(m.span.text, m.actor.name, m.actor.kind) for m in told]


def test_a_unit_is_of_the_larger_one_behind_it() -> None:
    text = "There stood 3rd Battalion, 6th Marines and others."
    name = "3rd Battalion, 6th Marines"
    assert whole(text, ("3rd Battalion", "military"), ("6th Marines", "organisation")) == [(name, name, "military")]
    text = "There stood 3rd Battalion, Weidner Marines and others."
    assert len(whole(text, ("3rd Battalion", "military"), ("Weidner Marines", "organisation"))) == 2


def test_a_body_that_countries_share_is_that_of_the_adjective_before_it() -> None:
    told = whole("The Nepali Congress met.", ("Nepali", "state"), ("Congress", "organisation"))
    assert told == [("Nepali Congress", "Nepali Congress", "organisation")]
    told = whole("The American Congress met.", ("American", "state"), ("Congress", "organisation"))
    assert [words for words, *_ in told] == ["American", "Congress"]
    told = whole("The Nepali, Congress heard, left.", ("Nepali", "state"), ("Congress", "organisation"))
    assert [words for words, *_ in told] == ["Nepali", "Congress"]


def test_a_branch_of_the_forces_is_that_of_the_state_before_it() -> None:
    text = "It hit a Polish Wazal Operations Command base."
    told = whole(text, ("Polish", "state"), ("Wazal Operations Command", "organisation"))
    assert [(words, kind) for words, _, kind in told] == [("Polish Wazal Operations Command", "organisation")]
    text = "It hit a Polish Wazal Operations Office base."
    assert len(whole(text, ("Polish", "state"), ("Wazal Operations Office", "organisation"))) == 2


def test_a_branch_of_a_group_has_its_land_in_its_name() -> None:
    told = whole("They fought al Qaeda in Iraq.", ("al Qaeda", "group"), ("Iraq", "state"))
    assert told == [("al Qaeda in Iraq", "al Qaeda in Iraq", "group")]
    told = whole("They fought al Qaeda in Mali.", ("al Qaeda", "group"), ("Mali", "state"))
    assert [name for _, name, _ in told] == ["al-Qaeda", "Mali"]
    told = whole("Es war Al-Kaida im Irak.", ("Al-Kaida", "group"), ("Irak", "state"), language="de")
    assert told == [("Al-Kaida im Irak", "Al-Kaida im Irak", "group")]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Islamic State-aligned Wazal Brigade", "Wazal Brigade"),
        ("US-backed Wazal Defence Group", "Wazal Defence Group"),
        ("US-backed Wazal", "US-backed Wazal"),
        ("Wazal-Lindgart Brigade", "Wazal-Lindgart Brigade"),
        ("CNN.", "CNN"),
        ("Wazal Inc.", "Wazal Inc."),
    ],
)
def test_whose_ally_somebody_is_and_the_dot_of_an_address_are_no_part_of_a_name(name: str, bare: str) -> None:
    ((text, told, _),) = whole(f"There was {name}com then.", (name, "organisation"))
    assert (text, told) == (bare, bare)


def test_an_acronym_of_other_letters_is_the_body_beside_its_brackets() -> None:
    text = "The West Wazal Liberation Army (TPNPB) fled. TPNPB was small."
    read: list[tuple[str, ActorKind]] = [("West Wazal Liberation Army", "organisation")]
    told = whole(text, *read, ("TPNPB", "organisation"), ("TPNPB", "organisation"))
    assert [name for _, name, _ in told] == ["West Wazal Liberation Army"] * 3
    text = "Die PVX (Partei für das Leben) gewann."
    told = whole(text, ("PVX", "organisation"), ("Partei für das Leben", "organisation"), language="de")
    assert [name for _, name, _ in told] == ["Partei für das Leben"] * 2
    text = "The Lindgart Group (WZ) fled."
    assert whole(text, ("Lindgart Group", "organisation"), ("WZ", "organisation"))[1][1] == "WZ"


def test_a_noun_alone_is_the_one_body_named_before_that_ends_with_it() -> None:
    text = "The UN Security Council met. The Council voted."
    told = whole(text, ("UN Security Council", "organisation"), ("Council", "organisation"))
    assert told[1][1] == "United Nations Security Council"
    text = "The UN Security Council met the Wazal Council. The Council voted."
    read: list[tuple[str, ActorKind]] = [(name, "organisation") for name in ("UN Security Council", "Wazal Council")]
    assert whole(text, *read, ("Council", "organisation"))[2][1] == "Council"
    text = "The Council voted. The UN Security Council met."
    assert whole(text, ("Council", "organisation"), ("UN Security Council", "organisation"))[0][1] == "Council"

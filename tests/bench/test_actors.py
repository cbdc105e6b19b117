"""The gold of actors and its metric."""

from __future__ import annotations

import tomllib

import pytest
from bench.actors import GOLD, OPEN, Marked, has_region, is_right, meaning, unmarked, without_region

from lagebild.extract.names.gazetteer import gazetteer
from lagebild.types import Actor, Mention, Place, Span

CONTENT = tomllib.loads(GOLD.read_text(encoding="utf-8"))


def test_marks_are_taken_out_of_a_passage() -> None:
    text, marks = unmarked("In {Kiew|place:Kyiv, UKR} sprach {Putin|person:Vladimir Putin}.")
    assert text == "In Kiew sprach Putin."
    assert [text[m.start : m.end] for m in marks] == ["Kiew", "Putin"]
    assert [m.meant for m in marks] == ["place:Kyiv, UKR", "person:Vladimir Putin"]


def test_the_gold_is_large_enough_and_serves_both_languages() -> None:
    marks = [(p["language"], m) for p in CONTENT["passage"] for m in unmarked(p["text"])[1]]
    assert len(marks) >= 150
    assert {language for language, _ in marks} == {"de", "en"}
    assert sum(mark.meant == OPEN for _, mark in marks) >= 15
    assert all("{" not in unmarked(p["text"])[0] for p in CONTENT["passage"])


def test_every_name_of_the_gold_is_a_name_of_the_gazetteer() -> None:
    means = [m.meant for p in CONTENT["passage"] for m in unmarked(p["text"])[1]] + [
        r["means"] for r in CONTENT["name"]
    ]
    english = {row.split("\t")[5] for row in gazetteer("en")._rows.values()}
    for meant in means:
        kind, _, name = meant.partition(":")
        if kind in ("person", "organisation", "outlet", "group", "place"):
            assert set(name.split(", ")[: 2 if name.count(", ") == 2 else 1]) <= english, meant


@pytest.mark.parametrize(
    ("actor", "meant"),
    [
        (Actor("russische Regierung", "government", "RUS", None, "RUS GOV"), "government:RUS"),
        (Actor("Wladimir Putin", "person", "RUS", "Q7747", "RUS GOV"), "person:Vladimir Putin"),
        (Actor("Clara Brandstetter", "person", "AUT"), OPEN),
        (gazetteer("de").as_place("UKR"), "place:Ukraine, UKR"),
        (gazetteer("de").actor("place:kyiv"), "place:Kyiv, UKR"),
    ],
)
def test_an_actor_in_the_terms_of_the_gold(actor: Actor, meant: str) -> None:
    assert meaning(actor) == meant


def test_what_is_right() -> None:
    kyiv = gazetteer("de").actor("place:kyiv")
    span = Span(0, 4, "Kiew")
    mark = Marked(0, 4, "place:Kyiv, UKR")
    assert is_right(mark, Mention(span, kyiv))
    assert not is_right(mark, Mention(span, kyiv, candidates=(kyiv,)))
    assert is_right(Marked(0, 4, OPEN), None)
    assert without_region("place:Bucha, Kyiv Oblast, UKR") == "place:Bucha, UKR"
    lviv = Actor("Lwiw", "place", "UKR", None, None, Place("town", 49.8, 24.0, ("Gebiet Lwiw", "Ukraine")))
    assert has_region(Marked(0, 4, "place:Lviv, Lviv Oblast, UKR"), Mention(span, lviv))

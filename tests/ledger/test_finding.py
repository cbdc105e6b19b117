"""Finding claims: one actor under all its names, a state with its side, from the first or the last."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lagebild.compare.called import entities_called, is_found_by, state_called, translated
from lagebild.compare.voices import actor_key
from lagebild.extract.names.gazetteer import gazetteer
from lagebild.ledger import Filters, Ledger
from lagebild.types import Actor, Language, Mention, Reading, Source
from tests import readings

OFFICER = Actor("Igor Ivanov", "person", "RUS", None, "RUS GOV")
NOBODY = Actor("Anna Petrova", "person", "RUS")
NEWS = Actor("Northern News", "outlet", "RUS", None, "RUS MED")


def known(key: str, language: Language = "en") -> Actor:
    return gazetteer(language).actor(key)


def told_by(number: int, who: Actor, about: Actor | None = None, content: str = "it rains") -> Reading:
    """A page of one claim: who makes it, and whom it names."""
    text = f"A page\n\nSomebody said: {content}."
    words, somebody = readings.span(text, content), readings.span(text, "Somebody")
    claim = replace(
        readings.third_claim(readings.TEXT),
        id=f"c-{number}",
        sentence=words,
        content=(words,),
        source=Source("named", somebody, who),
        actors=(Mention(somebody, about),) if about else (),
    )
    return replace(readings.reading(), article=readings.article(text, publisher=f"Outlet {number}"), claims=(claim,))


def ids(ledger: Ledger, words: str = "", **filters: str) -> set[str]:
    """The claims that fit."""
    return {entry.claim.id for entry in ledger.browse.find(words, Filters(**filters), limit=99).entries}


def test_an_actor_is_counted_once_under_its_names_in_two_languages(empty: Ledger) -> None:
    empty.add(told_by(1, known("kremlin", "de"), known("PRK", "de")))
    empty.add(told_by(2, known("kremlin", "en"), known("PRK", "en")))
    empty.add(told_by(3, known("kremlin", "en"), known("PRK", "en")))
    found = empty.browse.find(limit=9)
    assert found.facets["source"] == (("Kreml", 3),)
    assert [number for _, number in found.facets["actor"]] == [3]
    assert actor_key(found.known["source"]["Kreml"]) == actor_key(known("kremlin"))


def test_an_actor_is_found_by_its_name_in_another_language_than_the_articles(empty: Ledger) -> None:
    empty.add(told_by(1, known("kremlin", "en"), known("PRK", "en")))
    assert ids(empty, source="Kreml") == ids(empty, source="kremlin") == {"c-1"}
    assert ids(empty, actor="Nordkorea") == {"c-1"}
    assert ids(empty, actor="Nordkor") == set()  # beginnings are those of the spellings that were met
    assert is_found_by(known("kremlin", "en"), "Kreml")
    assert not is_found_by(known("kremlin", "en"), "Pentagon")


def test_the_name_of_a_state_means_those_who_act_for_it(empty: Ledger) -> None:
    ministry = Actor("Ministry X", "government", "RUS", None, "RUS GOV MIL")
    town, foreign = Actor("Townville", "place", "RUS"), Actor("Envoy", "person", "RUS", None, "IGO NAT")
    said = (known("RUS"), known("kremlin"), ministry, OFFICER, NOBODY, NEWS, known("PRK"), town, foreign)
    for number, who in enumerate(said):
        empty.add(told_by(number, who))
    side = {"c-0", "c-1", "c-2", "c-3"}
    for name in ("Russia", "russland", " RUSSIA "):
        assert ids(empty, source=name) == ids(empty, actor=name) == side, name
        assert {entry.claim.id for entry in empty.entries(Filters(source=name))} == side
    assert ids(empty, source="Kremlin") == {"c-1"}
    assert ids(empty, source="Q159") == {"c-0"}  # an id is the state alone
    assert ids(empty, place="Russia") == set()


@pytest.mark.parametrize(
    ("name", "state"),
    [("Russia", "RUS"), ("Russland", "RUS"), ("USA", "USA"), ("us", "USA"), ("Russian", None), ("Kremlin", None),
     ("Russ", None), ("", None)],
)  # fmt: skip
def test_names_that_mean_a_state(name: str, state: str | None) -> None:
    assert state_called(name) == state


def test_an_entity_is_called_by_its_whole_name() -> None:
    assert [entity.key for entity in entities_called("kreml")] == ["kremlin"]
    assert entities_called("Krem") == ()


@pytest.mark.parametrize(
    ("name", "language", "shown"),
    [("Kreml", "en", "Kremlin"), ("Kremlin", "de", "Kreml"), ("Gebiet Kursk", "en", "Kursk Oblast"),
     ("Nowhere", "de", "Nowhere"), ("Kreml", "xx", "Kreml")],
)  # fmt: skip
def test_a_bare_name_in_another_language(name: str, language: str, shown: str) -> None:
    assert translated(name, language) == shown


def test_claims_are_found_from_the_first_or_the_last(empty: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        empty.add(told_by(number, OFFICER))

    def found(words: str = "", **asked: Any) -> list[str]:
        return [entry.claim.id for entry in empty.browse.find(words, limit=9, **asked).entries]

    order = ["c-0", "c-1", "c-2", "c-3"]
    for words, filters in (("", Filters()), ("rains", Filters()), ("", Filters(source="Ivanov"))):
        assert found(words, filters=filters, order="earliest") == order
        assert found(words, filters=filters) == order[::-1]
    monkeypatch.setattr("lagebild.ledger.finding.LOOKED_AT", 2)
    assert found(order="earliest") == order[:2]
    monkeypatch.setattr("lagebild.ledger.finding.REACH", 1)
    assert found(order="earliest") == order[:1]


@pytest.mark.parametrize(
    "query", ["1500", "1.500", "1,500", "1 500", "1\u202f500", "1'500", '"1.500"', "1500*", "1 500*"]
)
def test_a_number_is_found_in_all_its_writings(empty: Ledger, query: str) -> None:
    written = ("1500", "1.500", "1,500", "1 500", "1\u00a0500", "1.5", "15", "500", "1", "15,000")
    for number, one in enumerate(written):
        empty.add(told_by(number, OFFICER, content=f"about {one} soldiers"))
    found = {"c-0", "c-1", "c-2", "c-3", "c-4"}
    assert ids(empty, query) == ids(empty, text=query) == found
    assert ids(empty, f"{query} soldiers about") == ids(empty, f"soldiers {query}") == found
    assert ids(empty, f"{query} tanks") == set()
    assert {hit.claim.id for hit in empty.search(query) if hit.claim} == found


def test_decimals_and_single_numbers_are_what_they_are(empty: Ledger) -> None:
    for number, one in enumerate(("1.2", "1,2", "12", "1.200", "1 million and 200 men")):
        empty.add(told_by(number, OFFICER, content=f"about {one} percent"))
    assert ids(empty, "1.2") == ids(empty, "1,2") == {"c-0", "c-1"}
    assert ids(empty, "12") == {"c-2"}
    assert ids(empty, "1200") == {"c-3"}
    assert ids(empty, "1 200") == {"c-3"}
    assert ids(empty, "200 1") == {"c-3", "c-4"}


def test_the_words_of_an_article_show_a_number_in_another_writing(empty: Ledger) -> None:
    empty.add(readings.reading())
    (hit, *_) = empty.search("1200")
    assert "1,200" in hit.words.text


def test_the_latest_are_the_same_however_few_are_wanted(empty: Ledger) -> None:
    who = (known("RUS"), known("kremlin"), NOBODY, known("RUS"), OFFICER, known("RUS"), known("PRK"))
    for number in range(28):
        empty.add(told_by(number, who[number % 7], who[number % 3]))
    for asked in ({"actor": "Russia"}, {"source": "Russia"}, {"actor": "Petrova"}, {"actor": "Russia", "act": "state"}):
        filters = Filters(**asked)
        every = empty.browse.newest(filters, limit=99)
        assert {one.claim.id for one in every} == {one.claim.id for one in empty.entries(filters)}
        for few in (1, 2, 5, 11):
            assert empty.browse.newest(filters, limit=few) == every[:few]


def test_sources_are_told_with_as_many_habits_as_are_asked_for(empty: Ledger) -> None:
    for number in range(4):
        empty.add(told_by(number, known("kremlin")))
    empty.add(readings.reading())
    whole, few = empty.sources(), empty.sources(habits=1)
    assert max(len(one.outlets) for one in whole) == 4
    for name in ("forms", "acts", "outlets", "leans_on"):
        assert [getattr(one, name) for one in few] == [getattr(one, name)[:1] for one in whole], name


def test_an_answer_at_hand_goes_with_the_state_of_the_ledger(empty: Ledger) -> None:
    empty.add(told_by(1, known("kremlin")))
    before = empty.coverage()
    assert empty.coverage() == before
    empty.add(told_by(2, known("PRK"), content="it snows"))
    assert sum(empty.coverage().values()) == sum(before.values()) + 1

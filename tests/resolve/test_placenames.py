"""Names of places as they stand in a text: what is none, and what the name is without its form."""

from __future__ import annotations

import re

import pytest

from lagebild.resolve.actors import resolve
from lagebild.text import analyse
from lagebild.types import Actor, Article, Block, Language, Mention, NameMention, Span, Why
from tests.extract.test_names import mentions


def seen(text: str, word: str, language: Language, *others: NameMention) -> tuple[Mention, ...]:
    """The mentions of a text in which the encoder saw one unknown place."""
    block = Block("paragraph", 0, len(text))
    document = analyse(Article("x", None, None, None, None, None, "unknown", language, text, (block,)))
    at = text.index(word)
    place = NameMention(Span.of(text, at, at + len(word)), (Actor(word, "place"),), True, why=Why(model="encoder"))
    return resolve(document, tuple(sorted((place, *others), key=lambda name: name.span)))


@pytest.mark.parametrize(
    ("text", "word", "language"),
    [
        ("Die Provinz wird von Uiguren bewohnt.", "Uiguren", "de"),
        ("Die meisten Opfer waren Han-Chinesen.", "Han-Chinesen", "de"),
        ("Es starben 256 bei dem Xyz-Erdbeben.", "Xyz-Erdbeben", "de"),
        ("Die Regierung Monti trat zurück.", "Monti", "de"),
        ("Truppen der Operation „Muschtarak“ rückten vor.", "Muschtarak", "de"),
        ("Die Nordamerikanische Platte bewegt sich.", "Nordamerikanische Platte", "de"),
        ("The Yugoslav leader resisted.", "Yugoslav", "en"),
        ("He spoke for D-W.Xa. and left.", "Xa", "en"),
        ("It is not an African country.", "African", "en"),
        ("He was expelled with Sinn Fein.", "Sinn Fein", "en"),
        ("Hilfe kam für den Nahen Osten.", "Nahen", "de"),
        ("Bei dem Hof handelt es sich um einen Betrieb.", "Hof", "de"),
        ("Sie waren sogenannte Trawniki.", "Trawniki", "de"),
        ("Er war einer der 120 Trawniki.", "Trawniki", "de"),
        ("A South Korean-flagged tanker sank.", "South Korean", "en"),
        ("It hit the Latin American-led group.", "Latin American", "en"),
        ("It met in the Western District.", "Western District", "en"),
        ("It works in Central and South Asia.", "Central", "en"),
        ("The Recognised Transit Corridor is safe.", "Transit Corridor", "en"),
        ("One strike destroyed a VBIED near it.", "VBIED", "en"),
        ("Another supporter in it, Adam Pike, fled.", "Adam Pike", "en"),
        ("On spotting the armed Chetak, they fled from the Chetak helicopter.", "Chetak", "en"),
        ("The sailors on Gibe fought until MV Gibe sank.", "Gibe", "en"),
        ("The ration costs US$12.50 for all.", "US", "en"),
        ("It sailed off the horn of Africa today.", "Africa", "en"),
        ("Nach dem Krieg studierte er Jura und ging.", "Jura", "de"),
        ("Als Hochburg der Rebellen gilt der Ort.", "Hochburg", "de"),
        ("Menschen liefen in Panik auf die Straße.", "Panik", "de"),
    ],
)
def test_what_is_no_place_is_told_as_none(text: str, word: str, language: Language) -> None:
    assert seen(text, word, language) == ()


@pytest.mark.parametrize(
    ("text", "word", "language", "name", "country"),
    [
        ("Eine Kairoer Kirche brannte.", "Kairoer", "de", "Kairo", "EGY"),
        ("Der Bremer Wahlkampf endet.", "Bremer", "de", "Bremen", "DEU"),
        ("Im Nordirak stürzte ein Hubschrauber ab.", "Nordirak", "de", "Nordirak", "IRQ"),
        ("Die Armee Nordiraks stand still.", "Nordiraks", "de", "Nordirak", "IRQ"),
        ("Kämpfe gab es in der Region Darfur.", "Region Darfur", "de", "Darfur", "SDN"),
        ("Der Nachfolger Jugoslawiens zahlt nicht.", "Jugoslawiens", "de", "Jugoslawien", None),
        ("A shooting in Athens of Alexandros shook Greece.", "Athens of Alexandros", "en", "Athens", "GRC"),
        ("Es bebte im Mekong-Delta.", "Mekong-Delta", "de", "Mekong-Delta", None),
        ("Es bebte bei Hastings.", "Hastings", "de", "Hastings", None),
        ("Das Hannover-Festival begann.", "Hannover-Festival", "de", "Hannover", "DEU"),
        ("It hit the Magway Region of Myanmar.", "Magway Region of Myanmar", "en", "Magway Region", "MMR"),
        ("It hit Togga Jecel of Bari Region.", "Togga Jecel of Bari Region", "en", "Togga Jecel", None),
        ("It hit Iran's Qeshm Island.", "Iran's Qeshm Island", "en", "Qeshm Island", "IRN"),
        ("It hit the Iranian Island of Qeshm.", "Iranian Island of Qeshm", "en", "Qeshm", None),
        ("He crossed the Bay of Bengal.", "Bay of Bengal", "en", "Bay of Bengal", None),
    ],
)
def test_the_name_is_told_without_its_form(
    text: str, word: str, language: Language, name: str, country: str | None
) -> None:
    (found,) = seen(text, word, language)
    assert (found.actor.name, found.actor.kind, found.actor.country) == (name, "place", country)


def test_the_first_name_of_somebody_is_no_place() -> None:
    text = "Wladimir Klitschko won; some said he troubled Wladimir."
    person = NameMention(Span.of(text, 0, 18), (Actor("Wladimir Klitschko", "person"),), head="Klitschko")
    at = text.rindex("Wladimir")
    place = NameMention(Span.of(text, at, at + 8), (Actor("Wladimir", "place"),), True, why=Why(model="encoder"))
    block = Block("paragraph", 0, len(text))
    document = analyse(Article("x", None, None, None, None, None, "unknown", "en", text, (block,)))
    assert [mention.actor.kind for mention in resolve(document, (person, place))] == ["person", "person"]


@pytest.mark.parametrize(
    ("text", "word", "is_place"),
    [
        ("They met in Geneva on Monday.", "Geneva", True),
        ("They broke the Geneva Conventions in Berlin.", "Geneva", False),
        ("He spoke at the Geneva Hotel.", "Geneva", False),
        ("The Geneva Memorandum failed.", "Geneva", False),
        ("Kyiv forces left.", "Kyiv", False),
        ("It stood in the Orlando Sentinel, which left.", "Orlando", False),
        ("The fire was in an Independence Street apartment.", "Independence", False),
        ("The fire was in Orlando Friday and spread.", "Orlando", True),
        ("The fire was in Orlando, Mayor Stevens said.", "Orlando", True),
        ("The founder of Pro-Life Virginia spoke.", "Virginia", False),
        ("The fire was in Houthi-controlled Yemen.", "Yemen", True),
        ("She is the daughter of Aung San, who fell.", "Aung San", False),
        ("The fire was in Aung San, which fell.", "Aung San", True),
        ("The Lugansk People's Republic was told.", "Lugansk", False),
        ("The talks in Minsk failed.", "Minsk", True),
        ("They signed in the Minsk agreements what failed.", "Minsk", False),
        ("The chief of Police spoke.", "Police", False),
        ("He was born in St. Albans, Vt., in 1950.", "Vt.", True),
    ],
)
def test_a_name_in_the_name_of_what_is_none_is_no_place(text: str, word: str, is_place: bool) -> None:
    found = {mention.span.text for mention in mentions(text, "en") if mention.actor.kind == "place"}
    assert (word in found) == is_place


def test_a_name_among_states_is_that_of_a_state() -> None:
    text = "There will be Latvia, Moldova, {}, Poland. US voters in Florida and Alabama wait."
    found = {m.span.text: m.actor.country for m in mentions(text.format("Georgia"), "en")}
    assert found["Georgia"] == "GEO"
    text = "Polls closed in Florida, Alabama and Georgia. Moldova votes later."
    assert {m.span.text: m.actor.country for m in mentions(text, "en")}["Georgia"] == "USA"


def test_names_in_a_list_share_the_word_for_a_region() -> None:
    found = {
        mention.span.text: mention.actor.name
        for mention in mentions("Shells fell in the Kharkiv or Sumy region, not in the town of Lviv.", "en")
    }
    assert found["Kharkiv"] == "Kharkiv Oblast"
    assert found["Sumy region"] == "Sumy Oblast"
    assert found["Lviv"] == "Lviv"


def test_a_small_town_far_from_what_the_page_tells_of_is_not_asserted() -> None:
    page = "Clashes went on in {}. Egypt, Jordan and Lebanon called for calm; Israel closed a road."
    near = {mention.span.text: mention.actor for mention in mentions(page.format("Tiberias"), "en")}
    assert near["Tiberias"].country == "ISR"
    far = {mention.span.text: mention.actor for mention in mentions(page.format("Worms near Haifa"), "en")}
    assert far["Worms"].country is None


@pytest.mark.parametrize(
    ("text", "word", "language", "name", "kind"),
    [
        ("Das Treffen war in Hof.", "Hof", "de", "Hof", "town"),
        ("Bei dem Hof handelt es sich um einen Betrieb.", "Hof", "de", None, None),
        ("Shells fell on Washington.", "Washington", "en", "Washington", "town"),
        ("It was George Washington who came.", "Washington", "en", None, None),
        ("He studied at the University of Damascus.", "Damascus", "en", None, None),
        ("Das Schiff der Mission „Atlanta“ kam.", "Atlanta", "de", None, None),
        ("Fires burn in north Carolina.", "Carolina", "en", "North Carolina", "region"),
        ("He fled from Buffalo, New York, at dawn.", "New York", "en", "New York State", "region"),
        ("He fled from New York at dawn.", "New York", "en", "New York", "town"),
        ("He fled from western New York at dawn.", "New York", "en", "New York State", "region"),
        ("The governor of New York fled.", "New York", "en", "New York State", "region"),
        ("The mayor of New York fled.", "New York", "en", "New York", "town"),
        ("Sen. Dana Stevens of New York fled.", "New York", "en", "New York State", "region"),
        ("Dana Stevens of New York fled.", "New York", "en", "New York", "town"),
        ("He was of the New York delegation.", "New York", "en", "New York State", "region"),
        ("Der Gouverneur von New York floh.", "New York", "de", "Bundesstaat New York", "region"),
        ("Der Bürgermeister von New York floh.", "New York", "de", "New York", "town"),
        ("It rained in Iowa, North Dakota and Washington.", "Washington", "en", "Washington State", "region"),
        ("Shells fell on England won by rain.", "England", "en", "England", "region"),
        ("Then England started to shell.", "England", "en", None, None),
        ("Then England was shelled.", "England", "en", "England", "region"),
        ("Shells fell in western Kharkiv.", "Kharkiv", "en", "Kharkiv", "town"),
        ("Shells fell in the Sumy district.", "Sumy", "en", "Sumy district", None),
        ("Shells fell in the Bari region of Somalia.", "Bari", "en", "Bari region", None),
    ],
)
def test_words_around_a_town_tell_what_it_is(
    text: str, word: str, language: Language, name: str | None, kind: str | None
) -> None:
    found = [m.actor for m in mentions(text, language) if m.span.text == word and m.actor.kind == "place"]
    told = [(actor.name, actor.place.type if actor.place else None) for actor in found]
    assert told == ([(name, kind)] if name else [])


@pytest.mark.parametrize(("score", "is_place"), [(0.75, False), (0.9, True)])
def test_a_word_that_is_hardly_seen_as_a_place_needs_one_that_asks_for_a_place(score: float, is_place: bool) -> None:
    for text, asks in (
        ("Es wachsen dort Palmen.", False),
        ("Es liegt in Palmen.", True),
        ("Es liegt zwischen Palmen und Ulm.", True),
    ):
        document = analyse(
            Article("x", None, None, None, None, None, "unknown", "de", text, (Block("paragraph", 0, len(text)),))
        )
        at = text.index("Palmen")
        seen_so = NameMention(
            Span.of(text, at, at + 6), (Actor("Palmen", "place"),), True, why=Why(model="encoder", score=score)
        )
        assert bool(resolve(document, (seen_so,))) == (is_place or asks)


def test_a_village_of_a_region_that_is_not_told_is_not_asserted() -> None:
    text = "Shells fell in {}, the governor of Zaporizhzhia Oblast said."
    near = {m.span.text: m.actor for m in mentions(text.format("Melitopol"), "en")}["Melitopol"]
    far = {m.span.text: m for m in mentions(text.format("Uman"), "en")}["Uman"]
    assert near.place is not None
    assert (far.actor.name, far.actor.country, far.actor.place) == ("Uman", "UKR", None)
    assert [actor.name for actor in far.candidates] == ["Uman"]


def test_a_town_and_the_river_of_its_name_are_one() -> None:
    text = "Er floh nach Xanten an der Ruhr und weiter."
    towns = [
        NameMention(Span.of(text, at, at + len(word)), (Actor(word, "place"),), True, why=Why(model="encoder"))
        for word in ("Xanten", "Ruhr")
        if (at := text.index(word))
    ]
    block = Block("paragraph", 0, len(text))
    document = analyse(Article("x", None, None, None, None, None, "unknown", "de", text, (block,)))
    found = resolve(document, tuple(towns))
    assert [(m.span.text, m.actor.name) for m in found] == [("Xanten an der Ruhr", "Xanten an der Ruhr")]


def test_what_only_sounds_like_a_known_place_is_it_where_its_country_is_named() -> None:
    text = "It lies west of Samarra and north of Baghdad, Iraq."
    assert {m.span.text: m.actor.country for m in mentions(text, "en")}["Samarra"] is None
    text = "It lies west of Samarra and north of Moscow, Russia."
    assert {m.span.text: m.actor.country for m in mentions(text, "en")}["Samarra"] == "RUS"


def test_the_adjective_before_a_word_for_a_town_tells_its_country() -> None:
    assert {m.span.text: m.actor for m in mentions("They hit the Lebanese city of Blida.", "en")}[
        "Blida"
    ].country == "LBN"
    assert {m.span.text: m.actor for m in mentions("They hit the city of Blida.", "en")}["Blida"].country == "DZA"
    found = {m.span.text: m.actor for m in mentions("Sie trafen die libanesische Stadt Blida.", "de")}
    assert found["Blida"].country == "LBN"


def test_a_town_that_is_a_person_s_surname_on_the_page_is_told_only_behind_a_preposition() -> None:
    text = "Dana Paris left. Then Paris claims it. It was in Paris."
    town = next(m.actor for m in mentions("It was in Paris.", "en") if m.actor.kind == "place")
    starts = [match.start() for match in re.finditer("Paris", text)][1:]
    person = NameMention(Span.of(text, 0, 10), (Actor("Dana Paris", "person"),), head="Paris")
    towns = [NameMention(Span.of(text, at, at + 5), (town,)) for at in starts]
    document = analyse(
        Article("x", None, None, None, None, None, "unknown", "en", text, (Block("paragraph", 0, len(text)),))
    )
    found = resolve(document, (person, *towns))
    assert [m.span.start for m in found if m.actor.kind == "place"] == starts[1:]


def test_a_way_between_two_towns_is_no_place() -> None:
    assert seen("Der Zug Köln-Paris steht.", "Köln-Paris", "de") == ()
    assert seen("Er kam in Bremen-Vegesack an.", "Bremen-Vegesack", "de") != ()


def test_a_prison_is_no_son() -> None:
    assert seen("They fled the main prison of Port-au-Prince.", "Port-au-Prince", "en") != ()
    assert seen("He is the son of London.", "London", "en") == ()

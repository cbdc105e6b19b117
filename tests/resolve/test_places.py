"""Places: where they lie, and which of several of one name a page means."""

from __future__ import annotations

import pytest

from lagebild.types import Language, Mention
from tests.extract.test_names import mentions


def mention_of(words: str, text: str, language: Language = "en") -> Mention:
    found = [mention for mention in mentions(text, language) if mention.span.text == words]
    assert found, f"{words!r} not among {[m.span.text for m in mentions(text, language)]}"
    return found[-1]


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Crowds gathered in Tripoli. Aid reached Libya by sea.", "Tripoli", "LBY"),
        ("Crowds gathered in Tripoli. Aid reached Lebanon by sea.", "Tripoli", "LBN"),
        ("Rain fell in Valencia. The minister spoke in Madrid.", "Valencia", "ESP"),
        ("Rain fell in Valencia. Venezuela closed its schools.", "Valencia", "VEN"),
        ("Polls closed in Georgia and Pennsylvania.", "Georgia", "USA"),
        ("Polls closed in Georgia. In Tbilisi people sang.", "Georgia", "GEO"),
        ("He lives in Birmingham.", "Birmingham", "GBR"),
        ("He lives in Birmingham. In Alabama it was hot.", "Birmingham", "USA"),
    ],
)
def test_the_page_tells_which_place_is_meant(text: str, words: str, country: str) -> None:
    found = mention_of(words, text)
    assert (found.actor.kind, found.actor.country, found.candidates) == ("place", country, ())


def test_what_the_page_does_not_tell_stays_open_with_its_candidates() -> None:
    found = mention_of("Valencia", "Rain fell in Valencia all day.")
    assert (found.actor.name, found.actor.kind, found.actor.country) == ("Valencia", "place", None)
    assert {actor.country for actor in found.candidates} >= {"ESP", "VEN"}
    assert not found.is_nobody


def test_what_all_candidates_share_is_told() -> None:
    found = mention_of("Springfield", "It happened in Springfield.")
    assert found.actor.country == "USA"
    assert {actor.place.within[0] for actor in found.candidates if actor.place} == {
        "Missouri",
        "Massachusetts",
        "Illinois",
    }


def test_a_town_lies_in_its_region_and_country() -> None:
    place = mention_of("Pokrowsk", "Kämpfe gab es bei Pokrowsk.", "de").actor.place
    assert place is not None
    assert (place.type, place.within) == ("town", ("Gebiet Donezk", "Ukraine"))
    assert place.latitude == pytest.approx(48.28, abs=0.05)
    assert place.longitude == pytest.approx(37.18, abs=0.05)
    assert place.population is not None
    assert place.population > 40_000


@pytest.mark.parametrize(
    ("text", "language", "words", "kind", "within"),
    [
        ("Es brannte im Gebiet Kursk.", "de", "Gebiet Kursk", "region", ("Russland",)),
        ("Es brannte in der Region Saporischschja.", "de", "Region Saporischschja", "region", ("Ukraine",)),
        ("It burnt in Dnipropetrovsk Oblast.", "en", "Dnipropetrovsk Oblast", "region", ("Ukraine",)),
        ("It burnt in Texas.", "en", "Texas", "region", ("United States",)),
        ("In Hessen brannte es.", "de", "Hessen", "region", ("Deutschland",)),
        ("It burnt in Ukraine.", "en", "Ukraine", "country", ()),
        ("Ein Schiff sank im Schwarzen Meer.", "de", "Schwarzen Meer", "water", ()),
        ("It burnt in the Kunduz province.", "en", "Kunduz province", "region", ("Afghanistan",)),
    ],
)
def test_regions_and_other_places(
    text: str, language: Language, words: str, kind: str, within: tuple[str, ...]
) -> None:
    place = mention_of(words, text, language).actor.place
    assert place is not None
    assert (place.type, place.within) == (kind, within)


def test_washington_is_a_government_a_town_and_a_state() -> None:
    text = "Washington declined. Crowds marched in Washington. Schools in Washington state stayed open."
    government, town, state = mentions(text, "en")
    assert (government.actor.kind, government.actor.country) == ("government", "USA")
    assert town.actor.place is not None
    assert town.actor.place.type == "town"
    assert state.actor.place is not None
    assert state.actor.place.type == "region"


def test_namesakes_in_one_list_do_not_vouch_for_each_other() -> None:
    found = mention_of("Valencia", "Rain fell in Valencia. Sirens were heard in Valencia.")
    assert found.candidates


def test_a_name_of_its_own_outweighs_one_that_a_place_once_had() -> None:
    text = "It rained in New York. Crowds marched in Washington."
    assert mention_of("Washington", text).actor.name == "Washington"  # Watervliet in New York was called so, too
    assert mention_of("Nikopol", "A shell hit Nikopol.").actor.name == "Nikopol"


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Two died in Dolmora, Kano State, Nigeria.", "Nigeria", "place"),
        ("A base in Kinshasa (DRC) burnt.", "DRC", "place"),
        ("Nigeria, Ghana and Togo signed.", "Ghana", "state"),
        ("They fled through Poland.", "Poland", "place"),
        ("Two died near the Chad–Sudan border.", "Sudan", "place"),
        ("The Chad–Sudan talks go on.", "Sudan", "state"),
        ("It was in the Kyiv region of Ukraine.", "Ukraine", "place"),
        ("It struck Houthi-controlled Yemen.", "Yemen", "place"),
    ],
)
def test_a_state_after_a_place_and_a_comma_tells_where_it_lies(text: str, words: str, kind: str) -> None:
    assert mention_of(words, text).actor.kind == kind


def test_an_unknown_place_lies_in_what_follows_its_comma() -> None:
    found = mention_of("Hillmark District", "Sirens sounded in Hillmark District, Kano State, Nigeria.")
    assert (found.actor.kind, found.actor.country) == ("place", "NGA")


@pytest.mark.parametrize(
    ("text", "language", "words", "kind"),
    [
        ("Khartoum was quiet all day.", "en", "Khartoum", "place"),
        ("Kyiv was shelled again.", "en", "Kyiv", "place"),
        ("Moscow was silent on the offer.", "en", "Moscow", "government"),
        ("Khartum war ruhig.", "de", "Khartum", "place"),
        ("Kiew liegt am Dnipro.", "de", "Kiew", "place"),
        ("Kiew wurde informiert.", "de", "Kiew", "government"),
        ("Er flog von Moskau nach Minsk.", "de", "Moskau", "place"),
        ("Er verlangt von Moskau eine Antwort.", "de", "Moskau", "government"),
        ("In der Innenstadt von Moskau brannte ein Haus.", "de", "Moskau", "place"),
        ("Auf einem Markt im Osten Bagdads starben 13 Menschen.", "de", "Bagdads", "place"),
        ("Der Westen wirft Moskau Betrug vor.", "de", "Moskau", "government"),
    ],
)
def test_a_capital_is_a_town_where_only_a_town_can_be_meant(
    text: str, language: Language, words: str, kind: str
) -> None:
    assert mention_of(words, text, language).actor.kind == kind


def test_a_town_that_lies_elsewhere_is_another() -> None:
    found = mention_of("Santa Fe", "A cat was found in Santa Fe, New Mexico.")
    assert (found.actor.country, found.actor.place) == ("USA", None)


def test_a_known_town_lies_in_the_state_behind_its_comma_but_not_in_the_next_of_a_list() -> None:
    text = "They fled from Kampala, DRC, and came back."
    assert mention_of("Kampala", text).actor.country == "COD"
    assert mention_of("DRC", text).actor.kind == "place"
    text = "They fled from Kampala, Kenya, Sudan and came back."
    assert mention_of("Kampala", text).actor.country == "UGA"
    text = "In Kampala, Kenya struck a deal."
    assert mention_of("Kampala", text).actor.country == "UGA"


def test_towns_alone_make_no_page_about_their_country() -> None:
    london = mention_of("London", "She worked in Milan, London, Hamburg and Montreal.")
    assert london.actor.country in ("GBR", None)
    london = mention_of("London", "She worked in Milan, London, Hamburg and Montreal, in Canada and Ontario.")
    assert "CAN" in (london.actor.country, *(other.country for other in london.candidates))


def test_a_town_with_its_state_before_a_day_is_no_list() -> None:
    assert mention_of("Portsmouth", "At a rally in Portsmouth, N.H., on Tuesday, he spoke.").actor.country == "USA"


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("He spoke in Manchester, Iowa.", None),
        ("He spoke in Manchester, New Hampshire.", "New Hampshire"),
        ("He spoke in Manchester in New Hampshire.", "New Hampshire"),
    ],
)
def test_a_region_beside_a_town_tells_which_of_its_name_is_meant(text: str, region: str | None) -> None:
    actor = mention_of("Manchester", text).actor
    assert actor.country == "USA"
    assert (actor.place.within[0] if actor.place else None) == region

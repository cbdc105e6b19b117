import pytest

from lagebild.compare.identity import country_in, entity_of, forces_of, name_in
from lagebild.compare.voices import actor_key, voice_of
from lagebild.extract.names.gazetteer import gazetteer
from lagebild.types import Actor, Source
from tests.picture import press


def test_one_actor_under_its_names_in_two_languages() -> None:
    german, english = Actor("Maria Sacharowa", "person", "RUS"), Actor("Maria Zakharova", "person", "RUS")
    assert actor_key(german) == actor_key(english)
    assert name_in(english, "de") == "Maria Sacharowa"
    assert name_in(german, "en") == "Maria Zakharova"


def test_one_role_of_a_country_in_two_languages() -> None:
    german, english = Actor("malische Regierung", "government", "MLI"), Actor("Malian government", "government", "MLI")
    assert actor_key(german) == actor_key(english)
    assert (name_in(english, "de"), name_in(german, "en")) == ("malische Regierung", "Malian government")


def test_a_namesake_of_another_kind_or_country_is_somebody_else() -> None:
    assert entity_of(Actor("Maria Sacharowa", "person", "BGR")) is None
    assert entity_of(Actor("Maria Sacharowa", "role", "RUS")) is None


def test_namesakes_in_one_country_are_told_apart_by_where_they_lie() -> None:
    towns = {place.within[0]: entity_of(actor) for actor in springfields() if (place := actor.place)}
    assert set(towns) >= {"Missouri", "Illinois"}
    assert len(set(towns.values())) == len(towns)


def springfields() -> list[Actor]:
    book = gazetteer("en")
    return [book.actor(sense.key) for sense in book.senses("Springfield")]


def test_a_country_as_a_place_has_its_name_in_every_language() -> None:
    germany = gazetteer("de").as_place("DEU")
    assert (germany.kind, name_in(germany, "en")) == ("place", "Germany")


def test_who_is_not_in_the_gazetteer_keeps_the_name_that_was_read() -> None:
    nobody = Actor("Ilse Niemandsfreund", "person")
    assert (name_in(nobody, "de"), actor_key(nobody)) == ("Ilse Niemandsfreund", "actor:ilse niemandsfreund")


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        *(("PRK", "de", "Nordkorea"), ("PRK", "en", "North Korea"), ("XXQ", "de", None)),
        *(("nordkoreanischen", "de", None), ("PRK", "fr", None), ("", "de", None)),
    ],
)
def test_countries(code: str, language: str, name: str | None) -> None:
    assert country_in(code, language) == name


def test_a_described_actor_is_not_identified() -> None:
    page = press.first_page().article
    official = Actor("südkoreanischer Beamter", "role", "KOR")
    described, named = (voice_of(Source(kind, None, official), page) for kind in ("described", "named"))
    assert (described.identified, named.identified) == (False, True)
    assert described.key != named.key


@pytest.mark.parametrize(
    ("branch", "country", "forces"),
    [
        ("Israeli air force", "ISR", "Israel Defense Forces"),
        ("Philippine navy", "PHL", "Philippine armed forces"),
        ("Philippine armed forces", "PHL", "Philippine armed forces"),
    ],
)
def test_a_branch_belongs_to_the_forces_of_its_state(branch: str, country: str, forces: str) -> None:
    assert forces_of(Actor(branch, "military", country, None, f"{country} MIL")).name == forces


def test_an_abbreviation_is_one_voice_whosever_it_is_said_to_be() -> None:
    names = ("Libya's GNSA", "the GNSA", "GNSA")
    assert len({actor_key(Actor(name, "organisation", None)) for name in names}) == 1
    assert actor_key(Actor("Smith's PAC", "organisation", None)) != actor_key(Actor("PAC", "organisation", None))

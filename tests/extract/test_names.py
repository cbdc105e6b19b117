"""Names: every example of the data files, own sentences against expected actors, and what must hold for any text."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from gazetteer import build
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.errors import DataFileError
from lagebild.extract import names
from lagebild.extract.names.gazetteer import folded, gazetteer
from lagebild.extract.names.words import RoleWords, role_kinds, words
from lagebild.lang.load import having, table
from lagebild.ontology.tables import by_first_column
from lagebild.resolve import actors
from lagebild.text import analyse
from lagebild.types import Actor, Article, Block, Document, Language, Mention

ROOT = Path(__file__).resolve().parents[2]


def article(text: str, language: Language = "de", published: str | None = "2024-10-20") -> Article:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return Article("test", None, None, None, None, published, "option", language, text, tuple(blocks))


@cache
def mentions(text: str, language: Language = "de", published: str | None = "2024-10-20") -> tuple[Mention, ...]:
    document = analyse(article(text, language, published))
    return actors.resolve(document, names.read(document))


def actor_of(words_: str, text: str, language: Language = "de", published: str | None = "2024-10-20") -> Actor:
    found = {m.span.text: m.actor for m in mentions(text, language, published)}
    assert words_ in found, f"{words_!r} not among {sorted(found)}"
    return found[words_]


GERMAN = [
    ("Selenskyj reist ab.", "Selenskyj", "Wolodymyr Selenskyj", "person", "UKR GOV"),
    ("Das sagte Selensky.", "Selensky", "Wolodymyr Selenskyj", "person", "UKR GOV"),
    ("Zelensky wartet.", "Zelensky", "Wolodymyr Selenskyj", "person", "UKR GOV"),
    ("Wladimir Putins Rede war kurz.", "Wladimir Putins", "Wladimir Putin", "person", "RUS GOV"),
    (
        "Er dankt Südkoreas Nationalem Nachrichtendienst.",
        "Nationalem Nachrichtendienst",
        "Nationaler Nachrichtendienst",
        "organisation",
        "KOR SPY",
    ),
    ("Der Kreml-Chef schwieg.", "Kreml-Chef", "Wladimir Putin", "person", "RUS GOV"),
    ("Präsident Putin schwieg.", "Putin", "Wladimir Putin", "person", "RUS GOV"),
    ("Es kamen nordkoreanische Soldaten.", "nordkoreanische Soldaten", "Koreanische Volksarmee", "military", "PRK MIL"),
    (
        "Es kamen russische reguläre Truppen.",
        "russische reguläre Truppen",
        "russische Streitkräfte",
        "military",
        "RUS MIL",
    ),
    ("Dort üben Nordkorea-Soldaten.", "Nordkorea-Soldaten", "Koreanische Volksarmee", "military", "PRK MIL"),
    ("Moskau wies das zurück.", "Moskau", "russische Regierung", "government", "RUS GOV"),
    ("Nun droht Pjöngjang wieder.", "Pjöngjang", "nordkoreanische Regierung", "government", "PRK GOV"),
    ("Er sprach in Moskau.", "Moskau", "Moskau", "place", None),
    ("Er sprach in Brüssel.", "Brüssel", "Brüssel", "place", None),
    ("Er reiste nach Kiew und Moskau.", "Moskau", "Moskau", "place", None),
    ("Truppen stehen in der Ukraine.", "Ukraine", "Ukraine", "place", None),
    ("Russlands Verbündete zögern.", "Russlands", "Russland", "state", "RUS"),
    ("Er reiste in den Kreml.", "Kreml", "Kreml", "place", None),
    ("Das Weiße Haus schweigt.", "Weiße Haus", "Weißes Haus", "government", "USA GOV"),
    (
        "Die Führung in Pjöngjang schweigt.",
        "Führung in Pjöngjang",
        "nordkoreanische Regierung",
        "government",
        "PRK GOV",
    ),
    ("Der Präsident der Ukraine kam.", "Präsident der Ukraine", "Wolodymyr Selenskyj", "person", "UKR GOV"),
    (
        "Der Haftbefehl kam aus dem Internationalen Strafgerichtshof.",
        "Internationalen Strafgerichtshof",
        "Internationaler Strafgerichtshof",
        "organisation",
        "IGO JUD",
    ),
    ("Die Hisbollah feuerte Raketen ab.", "Hisbollah", "Hisbollah", "group", "LBN REB"),
    ("Wie die Nachrichtenagentur Yonhap meldet, ist das so.", "Yonhap", "Yonhap", "outlet", "KOR MED"),
    ("Polizeichefin Clara Brandstetter kam.", "Clara Brandstetter", "Clara Brandstetter", "person", None),
    ("Der lettische Innenminister Ralf Tannwald kam.", "Ralf Tannwald", "Ralf Tannwald", "person", "LVA GOV"),
    ("Die Konrad-Muster-Stiftung zahlt.", "Konrad-Muster-Stiftung", "Konrad-Muster-Stiftung", "organisation", None),
    (
        "Die Staatsanwaltschaft Hamburg ermittelt.",
        "Staatsanwaltschaft Hamburg",
        "Staatsanwaltschaft Hamburg",
        "organisation",
        "DEU JUD",
    ),
    ("Kämpfe gab es bei Pokrowsk.", "Pokrowsk", "Pokrowsk", "place", None),
]

ENGLISH = [
    ("Zelensky left early.", "Zelensky", "Volodymyr Zelenskyy", "person", "UKR GOV"),
    ("That was Putin's plan.", "Putin", "Vladimir Putin", "person", "RUS GOV"),
    ("North Korean troops arrived.", "North Korean troops", "Korean People's Army", "military", "PRK MIL"),
    ("The Russian armed forces advanced.", "Russian armed forces", "Russian armed forces", "military", "RUS MIL"),
    ("Moscow said no.", "Moscow", "Russian government", "government", "RUS GOV"),
    ("He spoke in Moscow.", "Moscow", "Moscow", "place", None),
    ("The Moscow metro stood still.", "Moscow", "Moscow", "place", None),
    ("It happened near Kyiv, Ukraine.", "Ukraine", "Ukraine", "place", None),
    ("The U.S. Secretary of State Antony Blinken came.", "Antony Blinken", "Antony Blinken", "person", "USA GOV"),
    (
        "South Korea's spy agency counted.",
        "South Korea's spy agency",
        "National Intelligence Service",
        "organisation",
        "KOR SPY",
    ),
    ("Police chief John Millbrook spoke.", "John Millbrook", "John Millbrook", "person", None),
    ("The White House declined.", "White House", "White House", "government", "USA GOV"),
    ("A drone hit a mill in Dolmora, Sudan.", "Dolmora", "Dolmora", "place", None),
    ("Sirens sounded in Hillmark Province.", "Hillmark Province", "Hillmark Province", "place", None),
    (
        "The President of the Republic of Azerbaijan came.",
        "President of the Republic of Azerbaijan",
        "Ilham Aliyev",
        "person",
        "AZE GOV",
    ),
    ("Houthis fired a missile.", "Houthis", "Houthis", "group", "YEM REB"),
    ("The Iranian ambassador to Russia Kazem Farahdi spoke.", "Kazem Farahdi", "Kazem Farahdi", "person", "IRN GOV"),
]


@pytest.mark.parametrize(("text", "span", "name", "kind", "plover"), GERMAN)
def test_german_names(text: str, span: str, name: str, kind: str, plover: str | None) -> None:
    actor = actor_of(span, text)
    assert (actor.name, actor.kind, actor.plover) == (name, kind, plover)


@pytest.mark.parametrize(("text", "span", "name", "kind", "plover"), ENGLISH)
def test_english_names(text: str, span: str, name: str, kind: str, plover: str | None) -> None:
    actor = actor_of(span, text, "en")
    assert (actor.name, actor.kind, actor.plover) == (name, kind, plover)


@pytest.mark.parametrize(
    ("text", "language", "span"),
    [
        ("Das Essen war gut.", "de", "Essen"),
        ("Er hatte eine gute Zeit.", "de", "Zeit"),
        ("Die Reading list is long.", "en", "Reading"),
        ("Am Montag kam Hilfe.", "de", "Montag"),
        ("Iran says soldiers left.", "en", "Iran says soldiers"),
        ("Er las ein Bild.", "de", "Bild"),
    ],
)
def test_what_is_no_name(text: str, language: Language, span: str) -> None:
    assert span not in [m.span.text for m in mentions(text, language)]


def test_a_month_before_a_comma_opens_no_list_of_places() -> None:
    assert actor_of("Chad", "In the weeks to mid-May, Chad sent soldiers.", "en").kind == "state"


def role_rows() -> list[tuple[Language, RoleWords]]:
    found: list[tuple[Language, RoleWords]] = []
    for language in having("names"):
        for role in {role.words.id: role.words for role in words(language).roles.values()}.values():
            found.append((language, role))
    return found


@pytest.mark.parametrize(("language", "row"), role_rows(), ids=lambda value: getattr(value, "id", value))
def test_every_example_of_a_role(language: Language, row: RoleWords) -> None:
    found = mentions(row.example, language, row.on or "2024-10-20")
    assert row.actor in {m.actor.name for m in found}


@pytest.mark.parametrize("row", table("de", "names")["compound"], ids=lambda row: row["endings"][0])
def test_every_example_of_a_compound(row: dict[str, str]) -> None:
    assert {m.actor.country for m in mentions(row["example"])} == {"DNK"}
    assert {m.actor.kind for m in mentions(row["example"])} <= {"person", "government", "organisation", "military"}


@pytest.mark.parametrize("language", having("names"))
def test_roles_of_the_languages_are_roles_of_the_ontology(language: str) -> None:
    assert {row["id"] for row in table(language, "names")["role"]} <= set(role_kinds())


def test_an_office_means_its_holder_on_the_day() -> None:
    text = "Der US-Präsident sprach lange."
    assert actor_of("US-Präsident", text, published="2024-10-20").name == "Joe Biden"
    assert actor_of("US-Präsident", text, published="2025-02-01").name == "Donald Trump"
    assert actor_of("US-Präsident", text, published=None).kind == "role"


def test_a_former_office_means_nobody_by_name() -> None:
    assert actor_of("US-Präsident", "Der frühere US-Präsident sprach lange.").kind == "role"


def test_without_a_day_the_page_tells_the_holder() -> None:
    text = "Joe Biden kam an. Der US-Präsident sprach lange."
    assert actor_of("US-Präsident", text, published=None).name == "Joe Biden"


@pytest.mark.parametrize("language", having("names"))
def test_every_name_leads_to_an_entity(language: Language) -> None:
    known = gazetteer(language)
    for name in list(known._names)[::7]:
        assert folded(name) == name
        for sense in known.senses(name):
            assert known.entity(sense.key).key == sense.key


def test_offices_and_services_lead_to_entities() -> None:
    known = gazetteer("de")
    for (_, body), tenures in known._offices.items():
        assert known.entity(body)
        assert all(known.entity(tenure.holder).kind == "person" for tenure in tenures)
        assert all(not tenure.end or tenure.start < tenure.end for tenure in tenures)
    assert all(known.entity(key) for key in known._services.values())


def test_an_unknown_entity_is_an_error() -> None:
    with pytest.raises(DataFileError, match="nobody"):
        gazetteer("de").entity("nobody")


def check(document: Document) -> None:
    found = names.read(document)
    text = document.article.text
    for mention in found:
        assert text[mention.span.start : mention.span.end] == mention.span.text
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start
    for resolved in actors.resolve(document, found):
        assert resolved.actor.name


PIECES = st.sampled_from(
    [
        "Putin",
        "der",
        "Präsident",
        "US-",
        "Kim Jong Un",
        "in",
        "Moskau",
        "’s",
        "'",
        "-",
        "–",
        "von",
        "al-",
        "Dr.",
        "NATO-Generalsekretär",
        "russische",
        "Soldaten",
        "und",
        ",",
        "\n",
        "(",
        "“",
        "John",
        "A.",
        "of",
        "Ministry",
        "İ",
        "ǰ",
        "𝒜",
        "Ukraine",
        "Oblast",
        "the",
        "1",
        "ß",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=20), st.sampled_from(having("names")))
def test_any_text_is_read(pieces: list[str], language: Language) -> None:
    check(analyse(article(" ".join(pieces), language)))


def test_the_shipped_tables_are_those_of_the_facts(tmp_path: Path) -> None:
    """Whoever edits the facts runs the script, and whoever edits the tables learns that they are built."""
    build.write(tmp_path)
    shipped = build.TARGET
    assert {made.name for made in tmp_path.iterdir()} == {file.name for file in shipped.glob("*.tsv")}
    for made in sorted(tmp_path.iterdir()):
        assert made.read_bytes() == (shipped / made.name).read_bytes(), f"{made.name}: run python gazetteer/build.py"


@pytest.mark.parametrize("name", ["names.de", "names.en", "names.cyrillic"])
def test_every_name_stands_in_the_form_in_which_names_are_compared(name: str) -> None:
    """A name in another form could never be found."""
    assert [surface for surface in by_first_column(name) if folded(surface) != surface] == []


def test_a_mark_that_no_letter_takes_is_dropped() -> None:
    assert folded("H\u0331olon") == "Holon"
    assert folded("Zürich, L\u2019viv, Łódź") == "Zürich, L'viv, Lodz"


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "He traveled to Mexico.", "place"),
        ("en", "He handed it to Mexico.", "state"),
        ("en", "They ran a no-fly zone over Syria.", "place"),
        ("en", "There was a dispute over Syria.", "state"),
        ("en", "Goods go from Tanzania to Kenya.", "place"),
        ("en", "The border with Syria is long.", "place"),
        ("en", "The treaty with Syria is long.", "state"),
        ("en", "Athens suburbs burned.", "place"),
        ("en", "Athens rejected it.", "government"),
        ("en", "Three Albanians left.", "state"),
        ("en", "Three ethnic Albanians left.", ""),
        ("en", "Three African Americans left.", ""),
        ("en", "It is good for North American integration.", ""),
        ("en", "Three North Koreans left.", "state"),
        ("en", "Three South Sudanese left.", "state"),
        ("de", "Das liegt im Nordwesten Chinas.", "place"),
        ("de", "Das liegt an der Regierung Chinas.", "government"),
        ("de", "Das liegt im Norden des Irak.", "place"),
        ("de", "Sie stehen an der Grenze zu Syrien.", "place"),
        ("de", "Sie stehen zu Syrien.", "state"),
        ("de", "Berlins Innensenator kam.", "place"),
        ("de", "Das war Berlins Antwort.", "government"),
        ("de", "Er stand vor den Toren Berlins.", "place"),
        ("de", "Das war die Antwort Berlins.", "government"),
        ("de", "Betroffen ist Hanoi, wo es brennt.", "place"),
        ("en", "They returned to Cuba.", "place"),
        ("en", "Athens vigil ended.", "place"),
        ("en", "They need 5 billion US dollars.", ""),
        ("en", "It was quiet across the US.", "place"),
        ("en", "It was quiet in the U.S. on Monday.", "place"),
        ("en", "It was said in U.S. papers.", "state"),
        ("de", "Er war der meistgesuchte Terrorist Südostasiens.", "place"),
    ],
)
def test_where_something_is_or_moves_is_a_place(language: Language, text: str, kind: str) -> None:
    found = [m.actor.kind for m in mentions(text, language)]
    assert (found[-1] if found else "") == kind

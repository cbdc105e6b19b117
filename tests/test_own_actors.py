"""The user's own file of actors: what it adds and changes, and what is said where it is wrong."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from lagebild import cli
from lagebild.compare import identity, voices
from lagebild.errors import DataFileError
from lagebild.extract import names
from lagebild.extract.names import gazetteer as gazetteers
from lagebild.extract.names import match
from lagebild.ontology import own
from lagebild.resolve import actors
from lagebild.text import analyse
from lagebild.types import Language, Mention
from tests.extract.test_names import article

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "actors.md").read_text(encoding="utf-8")
CACHES = (
    own._read,
    gazetteers.gazetteer,
    match.index,
    identity.entity_of,
    identity.name_in,
    identity.role_of,
    voices.actor_key,
)


def forget() -> None:
    for cache in CACHES:
        cache.cache_clear()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of actors that the next gazetteer is loaded with."""
    path = tmp_path / "actors.toml"
    monkeypatch.setenv("LAGEBILD_ACTORS", str(path))
    forget()
    yield path
    forget()


def read(text: str, language: Language = "de") -> dict[str, Mention]:
    document = analyse(article(text, language))
    return {mention.span.text: mention for mention in actors.resolve(document, names.read(document))}


EXAMPLE = re.search(r"```toml\n(.*?)```", GUIDE, re.S).group(1)  # type: ignore[union-attr]


def test_the_example_of_the_guide_adds_and_changes(file: Path) -> None:
    file.write_text(EXAMPLE.replace("2025-03-03", "2024-03-03"), encoding="utf-8")
    found = read(
        "Brandstetter kam nach Dolmora. Der österreichische Innenminister schwieg. Zelya ging. KCNA meldete das."
    )
    assert found["Brandstetter"].actor.name == "Clara Brandstetter"
    assert found["Brandstetter"].actor.plover == "AUT GOV"
    assert found["österreichische Innenminister"].actor.name == "Clara Brandstetter"
    assert found["Zelya"].actor.wikidata == "Q3874799"
    place = found["Dolmora"].actor.place
    assert place is not None
    assert (place.type, place.latitude, place.within) == ("town", 13.63, ("Nord-Darfur", "Sudan"))
    assert read("KCNA said so.", "en")["KCNA"].actor.name == "Korean Central News Agency"


def test_a_known_name_is_overruled(file: Path) -> None:
    file.write_text('[[actor]]\nname = "Moskau"\nkind = "place"\ntype = "town"\ncountry = "USA"\n', encoding="utf-8")
    actor = read("Er wohnt in Moskau.")["Moskau"].actor
    assert (actor.kind, actor.country) == ("place", "USA")
    assert read("He lives in Moscow.", "en")["Moscow"].actor.country == "RUS"


def test_without_a_file_there_is_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAGEBILD_ACTORS", raising=False)
    monkeypatch.chdir(tmp_path)
    assert own.own_actors() == ()


def test_the_guide_names_every_key() -> None:
    assert [key for key in own._KEYS if f"`{key}`" not in GUIDE] == []
    assert [kind for kind in own.KINDS if f"`{kind}`" not in GUIDE] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[actor]", "is no valid TOML"),
        ("[[person]]\nname = 'A'", "unknown key 'person'; the file holds [[actor]] only"),
        ("actor = 3", "'actor' is no list of tables"),
        ("[[actor]]\nkind = 'person'", "number 1: 'name' is missing; or name a known actor with 'is'"),
        ("[[actor]]\nname = 'A'", "number 1 (A): 'kind' is missing; choose one of: person, "),
        ("[[actor]]\nname = 'A'\nkind = 'persn'", "number 1 (A): 'kind' is 'persn'; choose one of: person, "),
        ("[[actor]]\nname = 'A'\nnmes = []", "number 1: unknown key 'nmes'; known: name, is, "),
        ("[[actor]]\nname = 3", "'name' is 3; text in quotation marks is expected"),
        ("[[actor]]\nname = 'A'\nnames = 'B'", "'names' is 'B'; a list of texts is expected"),
        ("[[actor]]\nname = 'A'\nkind = 'person'\ncountry = 'Austria'", "three letters of ISO 3166 are expected"),
        ("[[actor]]\nname = 'A'\nkind = 'person'\ncountry = 'XQX'", "'country' is 'XQX', which no country has"),
        ("[[actor]]\nname = 'A'\nkind = 'person'\nwikidata = '12'", "a number like Q3874799 is expected"),
        (
            "[[actor]]\nname = 'A'\nkind = 'person'\ncountry = 'AUT'\nplover = 'GOV'",
            "begins with the country ('AUT GOV')",
        ),
        ("[[actor]]\nis = 'Niemandsfreund'", "'is' names 'Niemandsfreund', which is not known"),
        (
            "[[actor]]\nname = 'A'\nkind = 'place'\nlatitude = 91",
            "'latitude' is 91; degrees from -90 to 90 are expected",
        ),
        ("[[actor]]\nname = 'A'\nkind = 'place'\nlatitude = 1.5", "'latitude' and 'longitude' stand together"),
        ("[[actor]]\nname = 'A'\nkind = 'place'\nregion = 'Nirgendland'", "'region' is 'Nirgendland'"),
        ("[[actor]]\nname = 'A'\nkind = 'person'\noffices = [{ role = 'king' }]", "offices: 'of' is missing"),
        (
            "[[actor]]\nname = 'A'\nkind = 'person'\noffices = [{ role = 'king', of = 'AUT', from = 'March' }]",
            "offices: 'from' is 'March'; give YYYY-MM-DD, YYYY-MM or YYYY",
        ),
        (
            "[[actor]]\nname = 'A'\nkind = 'person'\noffices = [{ role = 'king', of = 'AUT', from = '2024' }]",
            "offices: 'role' is 'king'; choose one of: ",
        ),
    ],
)
def test_what_is_wrong_is_told_in_one_line(file: Path, text: str, message: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError) as raised:
        gazetteers.gazetteer("de")
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)
    assert str(file) in str(raised.value)


def test_the_commands_tell_it_and_end_with_two(file: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file.write_text("[[actor]]\nname = 'A'\nkind = 'persn'\n", encoding="utf-8")
    page = tmp_path / "page.txt"
    page.write_text("Ein Titel\n\nDer Minister sagte, es regne.", encoding="utf-8")
    assert cli.main(["read", str(page), "--weights", "none"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "'kind' is 'persn'" in err
    assert cli.main(["read", str(page), "--weights", "none", "--actors", str(tmp_path / "none.toml")]) == 2
    assert "there is no file of actors" in capsys.readouterr().err


def test_unknown_names_come_as_rows_that_can_be_pasted(
    file: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file.write_text("", encoding="utf-8")
    page = tmp_path / "page.txt"
    page.write_text(
        "Ein Titel\n\nDie Ministerin Clara Brandstetter sagte, es regne. Später sagte Brandstetter, "
        "Wladimir Putin irre.",
        encoding="utf-8",
    )
    asked = ["actors", str(page), "--language", "de", "--weights", "none"]
    assert cli.main([*asked, "--unknown"]) == 0
    text = capsys.readouterr().out
    (row,) = tomllib.loads(text)["actor"]
    assert (row["name"], row["kind"], row["names"]) == ("Clara Brandstetter", "person", ["Brandstetter"])
    assert cli.main([*asked, "--format", "json"]) == 0
    known = {(one := json.loads(line))["name"]: one["known"] for line in capsys.readouterr().out.splitlines()}
    assert known["Wladimir Putin"]
    assert not known["Clara Brandstetter"]
    file.write_text(text, encoding="utf-8")
    forget()
    assert cli.main([*asked, "--unknown"]) == 0
    assert "[[actor]]" not in capsys.readouterr().out


def test_a_name_cannot_break_out_of_its_row() -> None:
    from lagebild.picture.actors import ActorRow
    from lagebild.types import Actor
    from lagebild.views import toml
    from lagebild.views.wording import wording

    name = 'A "B"\\ \x1b[0m\x7f ]]\n'
    row = ActorRow(Actor(name, "person"), False, ((name, 1), ("A", 1)), 1, 1, ("The\nPost",))
    assert tomllib.loads(toml.rows([row], wording("en")))["actor"] == [{"name": name, "kind": "person", "names": ["A"]}]

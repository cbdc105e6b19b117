"""All commands over one ledger with pages in every served language, those that are read in part among them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from lagebild.cli import main
from lagebild.compare.identity import country_in, name_in
from lagebild.console import options
from lagebild.lang.load import LANGUAGES
from lagebild.ledger import open_ledger
from lagebild.types import Actor
from tests.article.pages import DE, EN, TITLE_DE, TITLE_EN
from tests.text.slavic import PAGES

BOOK = "l.db"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger of six pages in four languages."""
    folder = tmp_path_factory.mktemp("languages")
    pages = [("de", "\n\n".join([TITLE_DE, *DE])), ("en", "\n\n".join([TITLE_EN, *EN])), *PAGES]
    paths = []
    for number, (language, page) in enumerate(pages):
        paths.append(folder / f"{number}-{language}.txt")
        paths[-1].write_text(page, encoding="utf-8")
    arguments = ["--published", "2024-10-20", "--ledger", str(folder / BOOK), "--format", "json"]
    assert main(["read", *map(str, paths), *arguments]) == 0
    return folder


@pytest.fixture(autouse=True)
def plain_surroundings(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In that folder, English, no settings."""
    monkeypatch.chdir(book)
    for name in [name for name in os.environ if name.startswith(("LAGEBILD_", "LC_")) or name == "LANG"]:
        monkeypatch.delenv(name)


def test_every_page_is_in_the_language_that_it_is_in(book: Path) -> None:
    with open_ledger(book / BOOK, create=False) as ledger:
        read = [entry.article.language for entry in ledger.entries()]
    assert set(read) == set(LANGUAGES)


@pytest.mark.parametrize("ui", ["de", "en"])
@pytest.mark.parametrize(
    "arguments",
    [
        *([command] for command in ("figures", "sources", "timeline", "claims")),
        *(["claims", "--language", language] for language in LANGUAGES),
        ["dossier", "--out", "d.html"],
        ["search", "зиму"],
        ["explain", "2-uk.txt:Ми не можемо"],
        ["explain", "4-ru.txt:Мы не можем"],
        ["read", "3-uk.txt"],
        ["read", "5-ru.txt", "--language", "ru", "--format", "html"],
    ],
)
def test_every_command_works(arguments: list[str], ui: str, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = [] if arguments[0] in ("explain", "read") else ["--ledger", BOOK]
    assert main([*arguments, *ledger, "--ui", ui]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert captured.out or Path("d.html").read_text(encoding="utf-8").count("Новопорт") > 1


def test_a_word_in_any_case_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "СУДНА", "--ledger", BOOK, "--language", "uk", "--format", "json"]) == 0
    (hit,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert hit["what"].startswith("«Перші три судна")


def test_a_language_without_names_leaves_names_as_they_are_read() -> None:
    actor = Actor("Олена Зразкова", "person")
    assert [name_in(actor, language) for language in LANGUAGES] == [actor.name] * len(LANGUAGES)
    assert [country_in("UKR", language) for language in LANGUAGES] == ["Ukraine", "Ukraine", None, None]


def test_the_help_names_the_languages_that_are_served() -> None:
    assert "|".join(LANGUAGES) == options._LANGUAGES

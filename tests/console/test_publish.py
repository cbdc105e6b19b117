"""`lagebild publish` as it is typed: a folder whole or not at all, and nobody's files lost."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from lagebild.cli import main
from lagebild.console import publish
from lagebild.errors import UsageError
from lagebild.ledger import ALL, open_ledger
from lagebild.views.publish import Imprint
from tests.ledger.test_check import fill


@pytest.fixture(autouse=True)
def ledger(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("LAGEBILD_", "LC_")) or name == "LANG"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("NO_COLOR", "1")
    with open_ledger("a.db") as made:
        fill(made)
    return "a.db"


def run(*arguments: str) -> int:
    return main(["publish", "--ledger", "a.db", *arguments])


def left() -> set[str]:
    return {path.name for path in Path().iterdir()} - {"a.db", "a.db-wal", "a.db-shm"}


def test_a_folder_is_written_and_made_anew(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--out", "dossier", "--title", "First") == 0
    assert "dossier/index.html: 6 articles" in capsys.readouterr().err
    assert len(list(Path("dossier/articles").glob("*.html"))) == 6
    assert json.loads(Path("dossier/lagebild.json").read_text())["articles"] == 6
    Path("dossier/articles/old.html").touch()
    assert run("--out", "dossier", "--title", "Second") == 0
    assert "Second" in Path("dossier/index.html").read_text()
    assert not Path("dossier/articles/old.html").exists()
    assert left() == {"dossier"}


def test_an_empty_folder_is_taken() -> None:
    Path("dossier").mkdir()
    assert run("--out", "dossier") == 0
    assert Path("dossier/index.html").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--out", "mine"], "holds files that `lagebild publish` did not write"),
        (["--out", "note.txt"], "is a file; name a folder"),
        (["--out", "no/where"], "make it first"),
        (["--out", "dossier", "--base", "gazette.example"], "is no address"),
        (["--out", "dossier", "--outlet", "nobody"], "no article fits"),
        (["--out", "dossier", "--since", "yesterday"], "yesterday"),
        (["--out", "dossier", "page.html"], "name pages or a ledger"),
    ],
)
def test_what_cannot_be_written_is_told_and_nothing_is_left(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("mine").mkdir()
    Path("mine/own.txt").write_text("mine")
    Path("note.txt").write_text("mine")
    before = left()
    assert run(*arguments) == 2
    error = capsys.readouterr().err
    assert message in error
    assert len(error.strip().splitlines()) == 1
    assert left() == before
    assert Path("mine/own.txt").read_text() == "mine"


def test_too_many_articles_are_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(publish, "MOST", 5)
    assert run("--out", "dossier") == 2
    assert "more than 5 articles fit; choose some" in capsys.readouterr().err
    assert left() == set()


def test_a_disk_that_fails_leaves_what_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("--out", "dossier", "--title", "First") == 0

    def full(_path: Path, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with open_ledger("a.db") as made, pytest.raises(UsageError, match="No space left"):
        publish.publish_folder(Path("dossier"), made, ALL, Imprint("2026-03-12"), ui="en")
    assert left() == {"dossier"}
    assert "First" in Path("dossier/index.html").read_text()


def test_help_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", "--help"]) == 0
    assert "$ lagebild publish --ledger crisis.db --out dossier" in capsys.readouterr().out

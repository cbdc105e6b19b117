"""`lagebild escalation` over pages and ledgers: what it says of one page, of a press file, and in every format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from lagebild.cli import app
from tests.golden import EXAMPLES, FIRST_PAGE_DAY

FIRST = str(EXAMPLES / "nordkorea-soldaten.txt")


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the press file."""
    place = tmp_path_factory.mktemp("press") / "press.db"
    pages = [str(page) for page in sorted((EXAMPLES / "press").iterdir())]
    done = run("read", *pages, "--ledger", str(place), "--weights", "none")
    assert done.exit_code == 0, done.output
    return place


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), env={"COLUMNS": "200", "NO_COLOR": "1"})


def said(*words: str) -> str:
    done = run("escalation", *words)
    assert done.exit_code == 0, done.output
    return done.output


def objects(*words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said(*words, "--format", "json").splitlines()]


def test_one_page_gives_its_talk_its_claimed_first_and_no_verdict() -> None:
    verdict, talk = objects(FIRST, "--published", FIRST_PAGE_DAY, "--weights", "none", "--ui", "en")
    assert (verdict["verdict"], verdict["since"]) == ("none", None)
    assert {clause["code"] for clause in verdict["clauses"]} == {"one-article", "talk", "claimed-first"}
    found = {(one["code"], one["polarity"], one["author"]) for one in talk["talk"]}
    assert ("war", "asserts", "not_yet") in found
    assert ("new-level", "asserts", None) in found
    assert ("first", "conditional", None) in found
    text = said(FIRST, "--published", FIRST_PAGE_DAY, "--weights", "none", "--ui", "de")
    assert "Kein Urteil möglich" in text
    assert "als noch nicht so bezeichnet" in text


def test_the_press_file_gives_a_verdict_that_can_be_retraced(press: Path) -> None:
    pair, _ = objects("--ledger", str(press), "--pair", "Nordkorea,Ukraine")
    assert pair["verdict"] == "claimed"
    codes = [clause["code"] for clause in pair["clauses"]]
    assert "thin-days" in codes
    assert "first-thin" in codes
    assert "read" in codes
    said = {
        (clause["values"]["code"], clause["values"]["polarity"])
        for clause in pair["clauses"]
        if clause["code"] == "talk"
    }
    assert ("war", "asserts") in said, "a president speaks for his state"
    for clause in pair["clauses"]:
        assert clause["text"].endswith(".")
        for address in clause["evidence"]:
            kind, identifier = address.removeprefix("lage:").split("/")
            assert kind in ("claim", "deed")
            if kind == "claim":
                shown = run("explain", identifier, "--ledger", str(press))
                assert shown.exit_code == 0, shown.output


@pytest.mark.parametrize("pair", ["North Korea,Ukraine", "Ukraine, Nordkorea"])
def test_a_pair_is_found_in_either_language_and_order(press: Path, pair: str) -> None:
    found = objects("--ledger", str(press), "--pair", pair)[0]
    assert {found["one"], found["other"]} <= {"North Korea", "Nordkorea", "Ukraine"}


def test_rows_name_the_clauses_and_the_talk(press: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(said("--ledger", str(press), "--format", "csv").lstrip("\ufeff"))))
    assert {row["layer"] for row in rows} == {"verdict", "talk"}
    for row in rows:
        assert row["code"]
        assert (row["verdict"] != "") == (row["layer"] == "verdict")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--pair", "Ukraine"), "does not name two sides"),
        (("--pair", "Chile,Peru"), "no deeds between Chile and Peru"),
        (("--scales", "/nowhere/at/all"), "there is no folder"),
    ],
)
def test_bad_use_has_one_message_and_exit_code_2(press: Path, words: tuple[str, str], message: str) -> None:
    done = run("escalation", "--ledger", str(press), *words)
    shown = f"{done.output}{done.exception or ''}"
    assert message in shown
    assert done.exit_code != 0


@pytest.fixture(autouse=True)
def _scales_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    """The option writes into the environment; what it wrote is taken back."""
    monkeypatch.setenv("LAGEBILD_SCALES", "")


def test_a_ledger_without_deeds_and_talk_says_so(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("The minister opened a school in Bonn. Nobody was hurt.", encoding="utf-8")
    text = said(str(page), "--weights", "none", "--ui", "en", "--language", "en")
    assert "One article alone" in text
    assert "Nobody calls anything an escalation" in text

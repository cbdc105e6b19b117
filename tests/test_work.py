"""The commands for readers' work: what changed, and what they decide."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from lagebild.cli import main
from lagebild.ledger import open_ledger
from tests import readings
from tests.test_cli import lines, plain_surroundings

__all__ = ["plain_surroundings"]
BY = ["--by", "A. Reader", "--because", "read it twice"]


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    """A page that was read twice, one whose text changed, and one that came once."""
    path = tmp_path / "crisis.db"
    with open_ledger(path) as made:
        made.add(readings.reading())
        made.add(replace(readings.reading(version="2"), claims=readings.reading().claims[1:]))
        old, new = readings.varied(1), readings.varied(2)
        made.add(old)
        made.add(replace(new, article=replace(new.article, url=old.article.url)))
        made.add(readings.varied(3))
    return str(path)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def test_changes_tell_what_is_gone_and_what_is_new(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [json.loads(line) for line in lines(told(capsys, "changes", "--ledger", ledger, "--format", "json"))]
    assert [row["change"] for row in rows] == ["added", "changed", "read again"]
    changed, again = rows[1:]
    assert (changed["words_out"], changed["words_in"]) == ("1.", "2.")
    assert changed["before"].startswith("lage:article/")
    assert again["gone"] == "South Korean intelligence service: up to 1,200 soldiers left Great Harbour in June"
    assert again["new"] == again["words_in"] == ""


def test_changes_obey_their_day_and_the_other_filters(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "changes", "--ledger", ledger, "--since", "2999") == "nothing found\n"
    assert len(lines(told(capsys, "changes", "--ledger", ledger, "--since", "2020-01-01", "--format", "json"))) == 3
    found = told(capsys, "changes", "--ledger", ledger, "--outlet", "Paper 3", "--format", "csv")
    assert [row["outlet"] for row in csv.DictReader(io.StringIO(found))] == ["Paper 3"]
    shown = told(capsys, "changes", "--ledger", ledger)
    assert "1. → 2." in shown
    assert "- South Korean intelligence service: up to 1,200 soldiers" in shown


def test_what_readers_decide_is_listed_and_undone(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    note = told(capsys, "review", "note", "c-author-3", "look again", "--by", "A. Reader", "--ledger", ledger)
    assert note.startswith("note lage:claim/c-author-3 lage:decision/")
    told(capsys, "review", "checked", "lage:claim/c-author-3", *BY, "--ledger", ledger)
    told(capsys, "review", "correct", "c-service-3", "figures/0/max", "1300", *BY, "--ledger", ledger)
    rows = [json.loads(x) for x in lines(told(capsys, "review", "list", "--ledger", ledger, "--format", "json"))]
    assert [(row["kind"], row["cell"], row["content"]) for row in rows] == [
        ("correct", "figures/0/max", "1300"),
        ("checked", None, None),
        ("note", None, "look again"),
    ]
    told(capsys, "review", "undo", rows[0]["decision"], *BY, "--ledger", ledger)
    about = told(capsys, "review", "list", "--about", "c-service-3", "--ledger", ledger, "--format", "json")
    assert json.loads(about)["undone_by"]
    shown = told(capsys, "review", "list", "--ledger", ledger)
    assert "undone by" in shown
    assert "A. Reader: look again" in shown
    assert "A. Reader" not in told(capsys, "review", "list", "--who", "Nobody", "--ledger", ledger)


def test_claims_are_joined_and_parted_by_hand(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    def claims() -> list[int]:
        found = told(capsys, "propositions", "--ledger", ledger, "--format", "json")
        return sorted(json.loads(line)["claims"] for line in lines(found))

    before = claims()
    told(capsys, "review", "join", "c-author-3", "c-service-3", *BY, "--ledger", ledger)
    assert claims() != before
    told(capsys, "review", "split", "c-author-3", *BY, "--ledger", ledger)
    told(capsys, "review", "same-actor", "Northland", "Minister of the Interior", *BY, "--ledger", ledger)
    kinds = told(capsys, "review", "list", "--ledger", ledger, "--format", "csv")
    assert [row["kind"] for row in csv.DictReader(io.StringIO(kinds))] == ["same-actor", "split", "join"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["note", "c-author-3", "x"], "whose decision is it? give --by NAME, or set LAGEBILD_READER"),
        (["checked", "c-author-3", "--by", "A"], "Missing option '--because'"),
        (["checked", "c-author-9", *BY], "the ledger has no claim 'c-author-9'"),
        (["checked", "lage:voice/x", *BY], "the ledger has no claim 'lage:voice/x'"),
        (["correct", "c-author-3", "nothing", "1", *BY], "has no cell 'nothing'"),
        (["undo", "00", *BY], "the ledger has no decision '00'"),
        (["list", "--kind", "shout"], "'shout' is no kind of decision; choose one of: note, checked"),
    ],
)
def test_what_cannot_be_decided_is_told_in_one_line(
    ledger: str, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(["review", *arguments, "--ledger", ledger]) == 2
    shown = capsys.readouterr()
    assert message in shown.err
    assert "Traceback" not in shown.err
    assert shown.out == ""


def test_the_name_of_a_reader_can_be_a_setting(
    ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAGEBILD_READER", "B. Reader")
    told(capsys, "review", "checked", "c-author-3", "--because", "seen", "--ledger", ledger)
    assert json.loads(told(capsys, "review", "list", "--ledger", ledger, "--format", "json"))["who"] == "B. Reader"


def test_help_of_the_commands_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("note", "checked", "correct", "split", "join", "same-actor", "undo", "list"):
        assert "lagebild review" in told(capsys, "review", command, "--help")
    assert main(["review"]) == 2

"""The commands about deeds, over pages that are read; and what they write for programs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from lagebild.cli import main
from lagebild.ledger import open_ledger
from lagebild.views import plover
from tests.commands.asking import objects, shown
from tests.ledger.test_deeds import ACCUSED, AGAIN, SUMY, SUMY_DE, TALKS, TALKS_LATER, TALKS_NOT, page


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger of pages that tell three deeds, one of them three times and denied once, and one that is planned."""
    path = tmp_path_factory.mktemp("deeds") / "war.db"
    with open_ledger(path) as ledger:
        for one in (
            page(SUMY),
            page(SUMY_DE, outlet="Zeitung", language="de"),
            page(TALKS_NOT, "2025-06-05", "Herald"),
            page(AGAIN, "2025-06-08"),
            page(TALKS),
            page(TALKS_LATER, "2025-06-02", "Courier"),
        ):
            ledger.add(one)
    return str(path)


def test_deeds_are_listed_once_with_their_counts(war: str, capsys: pytest.CaptureFixture[str]) -> None:
    first, *others = objects(capsys, "events", "--ledger", war)
    assert (first["type"], first["status"], first["claims"], first["denials"]) == ("ASSAULT", "happened", 2, 1)
    assert (first["first"], first["last"], first["dating"]) == ("2025-06-03", "2025-06-03", "told")
    assert {one["claims"] for one in others} == {1}
    assert {one["status"] for one in others} == {"happened"}
    (planned,) = {one["type"] for one in objects(capsys, "events", "--ledger", war, "--status", "planned")}
    assert planned == "CONSULT"
    text = shown(capsys, "events", "--ledger", war)
    assert "attacks: Russia" in text
    assert "3 Jun 2025 · 2 claims · 2 articles" in text
    assert "denied once" in text
    german = shown(capsys, "events", "--ledger", war, "--ui", "de")
    assert "greift an: Russland" in german
    assert "einmal bestritten" in german


def test_a_deed_is_shown_with_its_reports(war: str, capsys: pytest.CaptureFixture[str]) -> None:
    address = objects(capsys, "events", "--ledger", war)[0]["address"]
    (one,) = objects(capsys, "event", address, "--ledger", war)
    assert {row["status"] for row in one["tellings"]} == {"happened", "denied"}
    assert {row["outlet"] for row in one["tellings"]} == {"Gazette", "Zeitung", "Herald"}
    text = shown(capsys, "event", address.removeprefix("lage:deed/")[:8], "--ledger", war)
    assert "“shelled” · happened" in text
    assert "Reports" in text
    rows = list(csv.reader(io.StringIO(shown(capsys, "event", address, "--ledger", war, "--format", "csv"))))
    assert len(rows) == 1 + len(one["tellings"])
    assert main(["event", "lage:claim/1", "--ledger", war]) == 2
    assert main(["event", "zz", "--ledger", war]) == 2


def test_deeds_are_narrowed_by_party_tone_and_order(war: str, capsys: pytest.CaptureFixture[str]) -> None:
    kinds = {row["type"] for row in objects(capsys, "events", "--ledger", war, "--tone", "friendly")}
    assert kinds == {"CONSULT"}
    days = [row["last"] for row in objects(capsys, "events", "--ledger", war, "--by", "Russia", "--order", "latest")]
    assert days == sorted(days, reverse=True)
    assert objects(capsys, "events", "--ledger", war, "--toward", "Poland") == []
    assert len(objects(capsys, "events", "--ledger", war, "--limit", "1")) == 1
    assert "--limit shows more" in shown(capsys, "events", "--ledger", war, "--limit", "1")
    assert main(["events", "--ledger", war, "--type", "feast"]) == 2
    assert "type 'FEAST' is not known" in capsys.readouterr().err


def test_ties_go_by_sides_and_lead_to_their_deeds(war: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = {(row["side_country"], row["toward_country"]): row for row in objects(capsys, "ties", "--ledger", war)}
    tie = rows["RUS", "UKR"]
    assert (tie["deeds"], tie["friendly"], tie["hostile"], tie["types"]) == (2, 0, 2, "ASSAULT 2")
    assert tie["months"] == "2025-06 +0 -2"
    behind = objects(capsys, "events", "--ledger", war, "--by", "Russia", "--toward", "Ukraine")
    assert len(behind) == tie["deeds"]
    text = shown(capsys, "ties", "--ledger", war)
    assert "Russia → Ukraine" in text
    assert "2 deeds · 2 hostile" in text


def test_members_of_an_alliance_are_one_side(war: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = objects(capsys, "ties", "--ledger", war, "--as-alliances", "NATO", "--as-alliances", "csto")
    pairs = {(row["side"], row["toward"]): row["deeds"] for row in rows}
    assert pairs["CSTO", "Ukraine"] == 2
    assert pairs["NATO", "CSTO"] == 1
    assert "OVKS → Ukraine" in shown(capsys, "ties", "--ledger", war, "--as-alliances", "CSTO", "--ui", "de")
    assert main(["ties", "--ledger", war, "--as-alliances", "Hanse"]) == 2
    assert "'Hanse' is no alliance; choose from: NATO" in capsys.readouterr().err


def test_deeds_are_written_as_records_of_plover(war: str, capsys: pytest.CaptureFixture[str]) -> None:
    record = objects(capsys, "events", "--ledger", war, "--plover")[0]
    assert (record["event"], record["quad_code"], record["date"], record["has_event"]) == (
        ["ASSAULT"], 4, "2025-06-03", True,
    )  # fmt: skip
    assert record["source"][0]["code"] == "RUS"
    assert record["event_loc"] == {"name": "Sumy"}
    assert record["event_text"] == ["shelled"]
    assert record["lagebild_origins"] >= 1
    assert all(key.startswith("lagebild_") or key in plover.CODEBOOK for key in record)
    planned = objects(capsys, "events", "--ledger", war, "--plover", "--status", "planned")
    assert {tuple(one["context"]) for one in planned} == {("future",)}
    header, row, *_ = csv.reader(io.StringIO(shown(capsys, "events", "--ledger", war, "--plover", "--format", "csv")))
    flat = dict(zip(header, row, strict=True))
    assert tuple(header) == plover.COLUMNS
    assert (flat["source.code"], flat["event"], flat["event_loc.name"]) == ("RUS", "ASSAULT", "Sumy")
    assert main(["events", "--ledger", war, "--plover"]) == 2


def test_who_tells_a_deed_around_a_claim_is_its_author(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "accused.db"
    with open_ledger(path) as ledger:
        ledger.add(page(ACCUSED))
    (row,) = objects(capsys, "events", "--ledger", str(path), "--type", "ACCUSE")
    assert (row["source"], row["kind"], row["what"]) == ("Gazette", "author", ACCUSED)
    (one,) = objects(capsys, "event", row["address"], "--ledger", str(path))
    assert [(told["source"], told["origin"], told["frame"]) for told in one["tellings"]] == [
        ("Gazette", "Gazette", True)
    ]
    text = shown(capsys, "event", row["address"], "--ledger", str(path))
    assert "Gazette (author)" in text
    assert "in the author's words that report a claim" in text
    german = shown(capsys, "event", row["address"], "--ledger", str(path), "--ui", "de")
    assert "in den Worten des Autors, die eine Aussage wiedergeben" in german
    record = objects(capsys, "events", "--ledger", str(path), "--plover")[0]
    assert record["lagebild_speaker"] == "Gazette"

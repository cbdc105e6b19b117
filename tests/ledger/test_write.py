from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from lagebild.errors import LedgerError
from lagebild.ledger import Ledger, open_ledger
from lagebild.types import Reading
from tests import readings

TABLES = ("articles", "readings", "claims", "figures", "times", "mentions", "events")


def dump(path: Path) -> list[str]:
    """Everything in the file, as SQL."""
    with sqlite3.connect(path) as connection:
        lines = list(connection.iterdump())
    connection.close()
    return lines


@given(readings.readings())
def test_what_is_added_comes_back(reading: Reading) -> None:
    with open_ledger() as ledger:
        assert ledger.add(reading)
        assert list(ledger.readings()) == [reading]
        assert [entry.claim for entry in ledger.entries()] == list(reading.claims)
        assert list(ledger.articles()) == [reading.article]


@given(readings.readings())
def test_reading_twice_changes_nothing(reading: Reading) -> None:
    with open_ledger() as ledger:
        ledger.add(reading)
        before = list(ledger._connection.iterdump())
        assert not ledger.add(reading)
        assert list(ledger._connection.iterdump()) == before


def test_reading_twice_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        assert ledger.add(readings.reading())
    before = dump(path)
    with open_ledger(path) as ledger:
        assert not ledger.add(readings.reading())
    assert dump(path) == before


def test_a_newer_reader_adds_a_derivation_and_queries_use_it() -> None:
    old, new = readings.reading(version="1"), readings.reading(version="2")
    new = replace(new, claims=new.claims[:1])
    with open_ledger() as ledger:
        assert [ledger.add(old), ledger.add(new), ledger.add(old)] == [True, True, False]
        assert list(ledger.readings()) == [new]
        assert ledger.counts() == (1, 1)
        assert [(d.reader, d.version) for d in ledger.derivations(old.article.id)] == [("rules", "1"), ("rules", "2")]
        assert ledger._connection.execute("SELECT count(*) FROM articles").fetchone() == (1,)
        assert ledger._connection.execute("SELECT count(*) FROM claims").fetchone() == (4,)


def test_an_article_cut_better_one_day_replaces_the_older_cut_in_queries() -> None:
    old = readings.reading()
    new = replace(old, article=replace(old.article, byline="Another Writer"))
    with open_ledger() as ledger:
        ledger.add(old)
        ledger.add(new)
        assert [article.byline for article in ledger.articles()] == ["Another Writer"]
        assert len(list(ledger.derivations(old.article.id))) == 2


@pytest.fixture
def filled(tmp_path: Path) -> sqlite3.Connection:
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        ledger.add(readings.reading())
    return sqlite3.connect(path)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET seq = seq + 100", "DELETE FROM {}", "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"],
)
def test_facts_stay_whatever_program_asks(filled: sqlite3.Connection, table: str, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="the ledger is append-only"):
        filled.execute(statement.format(table))
    filled.close()


def test_a_replacement_under_another_number_is_refused_too(filled: sqlite3.Connection) -> None:
    columns = "id, article, article_id, reader, version, added"
    with pytest.raises(sqlite3.IntegrityError, match="the ledger is append-only"):
        filled.execute(f"INSERT OR REPLACE INTO readings ({columns}) SELECT {columns} FROM readings")
    filled.close()


def test_every_value_of_a_claim_can_be_queried(filled: sqlite3.Connection) -> None:
    rows = {table: filled.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}
    assert rows == {"articles": 1, "readings": 1, "claims": 3, "figures": 2, "times": 1, "mentions": 7, "events": 1}
    figure = filled.execute("SELECT min, max, counted, whose, stage FROM figures WHERE unit IS NULL").fetchone()
    assert figure == (None, 1200.0, "soldiers", "Northland", "sent")
    who = filled.execute("SELECT role, name FROM mentions ORDER BY seq LIMIT 4").fetchall()
    assert who == [
        ("source", "South Korean intelligence service"),
        ("chain", "Minister of the Interior"),
        ("actor", "South Korean intelligence service"),
        ("place", "Great Harbour"),
    ]
    filled.close()


def test_a_full_disk_is_told_and_nothing_of_the_page_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        ledger.add(readings.reading())
        pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
        ledger._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LedgerError, match="the disk is full; nothing of this page was stored"):
            _fill(ledger)
        stored = list(ledger.readings())
    with open_ledger(path) as ledger:
        assert list(ledger.readings()) == stored
        assert all(len(reading.claims) == 3 for reading in stored)


def _fill(ledger: Ledger) -> None:
    for number in range(200):
        ledger.add(readings.varied(number))


def test_an_error_midway_leaves_the_ledger_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    half = replace(readings.second_claim(), act="\ud800")  # type: ignore[arg-type]
    spoilt = replace(readings.varied(1), claims=(readings.first_claim(), half))
    with open_ledger(path) as ledger:
        ledger.add(readings.reading())
        before = list(ledger._connection.iterdump())
        with pytest.raises(LedgerError, match="half a character"):
            ledger.add(spoilt)
        assert list(ledger._connection.iterdump()) == before


def test_another_writer_is_waited_for_then_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGEBILD_LEDGER_WAIT", "0.05")
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger, open_ledger(path) as other:
        ledger._connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="is being written to by another program"):
            other.add(readings.reading())
        ledger._connection.execute("ROLLBACK")
        assert other.add(readings.reading())
        assert ledger.counts() == (1, 3)

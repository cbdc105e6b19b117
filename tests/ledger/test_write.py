from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings

from lagebild.errors import LedgerError
from lagebild.ledger import Ledger, open_ledger
from lagebild.ledger.sqlite import SqliteStore
from lagebild.types import Reading
from tests import readings
from tests.servers import schema_on

TABLES = ("articles", "readings", "decisions")


def dump(path: Path) -> list[str]:
    """Everything in the file, as SQL."""
    with sqlite3.connect(path) as connection:
        lines = list(connection.iterdump())
    connection.close()
    return lines


def held(ledger: Ledger) -> list[str]:
    """Everything in a ledger of SQLite, as SQL."""
    store = ledger._store
    assert isinstance(store, SqliteStore)
    return list(store.connection.iterdump())


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
        before = held(ledger)
        assert not ledger.add(reading)
        assert held(ledger) == before


def test_several_are_stored_all_or_none(empty: Ledger) -> None:
    first, second, third, last = (readings.varied(number) for number in range(4))
    assert empty.add_all([first, second]) == [True, True]
    with pytest.raises(LedgerError, match="half a character"):
        empty.add_all([third, replace(last, claims=(replace(readings.second_claim(), act="\ud800"),))])  # type: ignore[arg-type]
    assert empty.counts()[0] == 2
    assert empty.add_all([first, third, third]) == [False, True, False]
    assert empty.add_all([first, second, third]) == [False] * 3
    assert empty.add_all([]) == []
    assert empty.counts()[0] == 3
    assert not list(empty.check())


def test_reading_twice_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        assert ledger.add(readings.reading())
    before = dump(path)
    with open_ledger(path) as ledger:
        assert not ledger.add(readings.reading())
    assert dump(path) == before


def test_a_newer_reader_adds_a_derivation_and_queries_use_it(empty: Ledger) -> None:
    old, new = readings.reading(version="1"), readings.reading(version="2")
    new = replace(new, claims=new.claims[:1])
    assert [empty.add(old), empty.add(new), empty.add(old)] == [True, True, False]
    assert list(empty.readings()) == [new]
    assert empty.counts() == (1, 1)
    assert [(d.reader, d.version) for d in empty.derivations(old.article.id)] == [("rules", "1"), ("rules", "2")]
    assert empty._store.ask("SELECT count(*) FROM articles") == [(1,)]
    assert empty._store.ask("SELECT count(*) FROM readings") == [(2,)]


def test_the_index_after_a_second_reading_is_that_of_the_second_alone(empty: Ledger) -> None:
    """Numbers of rows aside: nothing of the first reading may be counted, found or named any more."""
    old, new = readings.reading(version="1"), readings.reading(version="2")
    new = replace(new, claims=new.claims[1:])
    empty.add(old)
    empty.add(new)
    with open_ledger() as fresh:
        fresh.add(new)
        assert tallies(empty) == tallies(fresh)
    assert empty.search("harbour*")[0].claim is None


def tallies(ledger: Ledger) -> list[list[tuple[object, ...]]]:
    """What the index counts, without the rows that count nothing."""
    questions = (
        "SELECT key, claims, articles, ends, denials FROM voices WHERE claims > 0 OR ends > 0 ORDER BY key",
        "SELECT key, claims, articles FROM outlets ORDER BY key",
        "SELECT v.key, h.kind, CASE WHEN h.kind IN ('form', 'act') THEN h.value ELSE '' END, h.claims FROM habits h"
        " JOIN voices v ON v.seq = h.voice ORDER BY 1, 2, 3, 4",
        "SELECT a.key, m.role, c.id FROM mentions m JOIN actors a ON a.seq = m.actor JOIN claims c ON c.seq = m.claim"
        " ORDER BY a.key, m.role, c.id",
        "SELECT first, last FROM moments ORDER BY first, last",
        "SELECT e.type, e.mode, e.status, a.key, e.first, c.id FROM events e JOIN claims c ON c.seq = e.claim"
        " LEFT JOIN actors a ON a.seq = e.actor ORDER BY 1, 2, 6",
        "SELECT page, id, language, published, title FROM current ORDER BY page",
        "SELECT id, kind, form, act, factuality, author_factuality, day FROM claims ORDER BY id",
    )
    return [ledger._store.ask(question) for question in questions]


def test_an_article_cut_better_one_day_replaces_the_older_cut_in_queries(empty: Ledger) -> None:
    old = readings.reading()
    new = replace(old, article=replace(old.article, byline="Another Writer"))
    empty.add(old)
    empty.add(new)
    assert [article.byline for article in empty.articles()] == ["Another Writer"]
    assert len(list(empty.derivations(old.article.id))) == 2


def test_a_page_whose_text_changed_is_in_force_as_it_is_now(empty: Ledger) -> None:
    old = readings.varied(1)
    changed = replace(readings.varied(2), article=replace(readings.varied(2).article, url=old.article.url))
    empty.add(old)
    empty.add(changed)
    assert list(empty.readings()) == [changed]
    assert [len(list(empty.derivations(r.article.id))) for r in (old, changed)] == [1, 1]


def test_texts_without_an_address_are_pages_of_their_own(empty: Ledger) -> None:
    for number in (1, 2):
        made = readings.varied(number)
        empty.add(replace(made, article=replace(made.article, url=None)))
    assert empty.counts() == (2, 6)


@pytest.fixture
def filled(tmp_path: Path) -> sqlite3.Connection:
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        ledger.add(readings.reading())
        _decide(ledger)
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
    columns = "id, article, reader, version, added, body"
    with pytest.raises(sqlite3.IntegrityError, match="the ledger is append-only"):
        filled.execute(f"INSERT OR REPLACE INTO readings ({columns}) SELECT {columns} FROM readings")
    filled.close()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET seq = seq + 100", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_facts_stay_on_a_server_too(database: str, table: str, statement: str) -> None:
    with open_ledger(database) as ledger:
        ledger.add(readings.reading())
        _decide(ledger)
        with psycopg.connect(database) as connection, pytest.raises(psycopg.Error, match="the ledger is append-only"):
            connection.execute(statement.format(table).encode())
        assert ledger.counts() == (1, 3)


def _decide(ledger: Ledger) -> None:
    ledger._store.many(
        "INSERT INTO decisions (id, made, after, who, kind, target, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [("d", "2024-10-20", 1, "A. Reader", "note", "lage:claim/c-author", "why not")],
    )


def test_whom_a_claim_names_can_be_asked_of_the_index(filled: sqlite3.Connection) -> None:
    who = filled.execute(
        "SELECT m.role, a.name FROM mentions m JOIN actors a ON a.seq = m.actor JOIN claims c ON c.seq = m.claim"
        " WHERE c.id = 'c-service' ORDER BY m.role, a.name"
    ).fetchall()
    assert who == [
        ("actor", "South Korean intelligence service"),
        ("chain", "Minister of the Interior"),
        ("doer", "Northland"),
        ("place", "Great Harbour"),
        ("scene", "Great Harbour"),
        ("source", "South Korean intelligence service"),
    ]
    filled.close()


def test_a_full_disk_is_told_and_nothing_of_the_page_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        ledger.add(readings.reading())
        pages = ledger._store.number("PRAGMA page_count")
        ledger._store.ask(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LedgerError, match="the disk is full; nothing of what was being added was stored"):
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
        before = held(ledger)
        with pytest.raises(LedgerError, match="half a character"):
            ledger.add(spoilt)
        assert held(ledger) == before
        assert ledger.add(readings.varied(1))


def test_another_writer_is_waited_for_then_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGEBILD_LEDGER_WAIT", "0.05")
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger, open_ledger(path) as other:
        with ledger._store.writing(), pytest.raises(LedgerError, match="is being written to by another program"):
            other.add(readings.reading())
        assert other.add(readings.reading())
        assert ledger.counts() == (1, 3)


def test_another_writer_on_a_server_is_waited_for_then_told(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGEBILD_LEDGER_WAIT", "0.05")
    with open_ledger(database) as ledger, open_ledger(database) as other:
        with ledger._store.writing(), pytest.raises(LedgerError, match="is being written to by another program"):
            other.add(readings.reading())
        assert other.add(readings.reading())
        assert ledger.counts() == (1, 3)


@given(readings.readings())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_server_gives_back_what_was_added(server: str, reading: Reading) -> None:
    with open_ledger(schema_on(server)) as ledger:
        ledger.add(reading)
        assert list(ledger.readings()) == [reading]

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from lagebild.errors import LedgerError
from lagebild.ledger import open_ledger, postgres, sqlite, store
from tests import readings


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "a.db") as ledger:
        ask = ledger._store.ask
        assert ask("PRAGMA application_id") == [(sqlite.APPLICATION,)]
        assert ask("PRAGMA user_version") == [(store.GENERATION + 10,)]
        assert ask("PRAGMA journal_mode") == [("wal",)]
        assert ask("PRAGMA foreign_keys") == [(1,)]
        assert [name for (name,) in ask("SELECT name FROM migrations ORDER BY number")] == STEPS


STEPS = [
    "0001_facts",
    "0002_index",
    "0003_words",
    "0004_append_only",
    "0005_deeds",
    "0006_parties",
    "0007_counting",
    "0008_comments",
    "0009_comments_stay",
    "0010_frames",
]


def test_a_database_on_a_server_says_what_it_is(database: str) -> None:
    with open_ledger(database) as ledger:
        assert [name for (name,) in ledger._store.ask("SELECT name FROM migrations ORDER BY number")] == STEPS
    with open_ledger(database, create=False) as ledger:
        assert ledger.counts() == (0, 0)


def test_an_older_file_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, all_steps = tmp_path / "a.db", store.migrations("sqlite")
    monkeypatch.setattr(sqlite, "migrations", lambda _: all_steps[:1])
    open_ledger(path).close()
    monkeypatch.setattr(sqlite, "migrations", lambda _: all_steps)
    with open_ledger(path, create=False) as ledger:
        assert ledger._store.ask("SELECT count(*) FROM migrations") == [(10,)]
        assert ledger.add(readings.reading())
        assert ledger.search("soldiers")


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, all_steps = tmp_path / "a.db", store.migrations("sqlite")
    open_ledger(path).close()
    broken = ("0005_broken", "CREATE TABLE more (seq INTEGER);\nCREATE TABLE claims (seq INTEGER);\n")
    monkeypatch.setattr(sqlite, "migrations", lambda _: (*all_steps, broken))
    with pytest.raises(LedgerError, match="table claims already exists"):
        open_ledger(path)
    monkeypatch.setattr(sqlite, "migrations", lambda _: all_steps)
    with open_ledger(path) as ledger:
        assert ledger._store.ask("SELECT 1 FROM sqlite_schema WHERE name = 'more'") == []


def test_a_migration_that_fails_on_a_server_leaves_the_database_as_it_was(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_steps = store.migrations("postgresql")
    broken = ("0005_broken", "CREATE TABLE more (seq INTEGER); CREATE TABLE claims (seq INTEGER);")
    monkeypatch.setattr(postgres, "migrations", lambda _: (*all_steps, broken))
    with pytest.raises(LedgerError, match='relation "claims" already exists'):
        open_ledger(database)
    monkeypatch.setattr(postgres, "migrations", lambda _: all_steps)
    with open_ledger(database) as ledger:
        assert ledger._store.ask("SELECT to_regclass('more')") == [(None,)]


def test_a_file_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        ledger._store.ask("PRAGMA user_version = 999")
    with pytest.raises(LedgerError, match=r"a\.db was written by a newer Lagebild \(schema 999; this one knows 110\)"):
        open_ledger(path)


def test_a_database_of_a_newer_program_is_refused(database: str) -> None:
    with open_ledger(database) as ledger:
        ledger._store.many("INSERT INTO migrations (number, name, applied) VALUES (?, ?, ?)", [(99, "later", "")])
    with pytest.raises(LedgerError, match="was written by a newer Lagebild"):
        open_ledger(database)


def test_a_file_of_an_older_program_is_told_how_to_be_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        ledger._store.ask("PRAGMA user_version = 3")
    with pytest.raises(
        LedgerError, match=r"older Lagebild; take it over with: lagebild ledger import .*a\.db --ledger NEW"
    ):
        open_ledger(path)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"%PDF-1.4 " * 400)
    with pytest.raises(LedgerError, match="is no ledger: the file is not an SQLite database"):
        open_ledger(path)
    assert path.read_bytes() == b"%PDF-1.4 " * 400


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="it is an SQLite database of another program"):
        open_ledger(path)
    assert path.read_bytes() == before


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        for number in range(30):
            ledger.add(readings.varied(number))
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = b"\xff" * (len(content) - 4096 * 2)
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=r"is damaged|cannot be used"), open_ledger(path) as ledger:
        list(ledger.readings())


@pytest.mark.parametrize(
    ("place", "message"),
    [("missing.db", "there is no ledger at"), ("no/such/a.db", "there is no ledger at"), ("", "is a folder")],
)
def test_a_ledger_that_is_not_there_is_told(tmp_path: Path, place: str, message: str) -> None:
    with pytest.raises(LedgerError, match=message):
        open_ledger(tmp_path / place, create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told_when_writing(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"the folder .* does not exist"):
        open_ledger(tmp_path / "no" / "a.db")


def test_signs_that_mean_something_in_addresses_are_part_of_the_name(tmp_path: Path) -> None:
    path = tmp_path / "a?mode=memory#%41 ü.db"
    with open_ledger(path) as ledger:
        ledger.add(readings.reading())
    assert path.exists()


def test_a_closed_file_can_be_read_but_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        ledger.add(readings.reading())
    # Tests may run as root, for whom nothing is closed; the answer of the system is stubbed.
    monkeypatch.setattr("lagebild.ledger.sqlite.os.access", lambda *_: False)
    with open_ledger(path, create=False) as ledger:
        assert ledger.counts() == (1, 3)
        with pytest.raises(LedgerError, match="cannot be written to: the file or its folder is read-only"):
            ledger.add(readings.varied(1))


def test_an_old_sqlite_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 0))
    with pytest.raises(LedgerError, match=r"needs SQLite 3\.37 or newer"):
        open_ledger()


@pytest.mark.parametrize("address", ["mysql://desk@host/news", "http://example.org/a.db"])
def test_an_address_of_something_else_is_refused(address: str) -> None:
    with pytest.raises(LedgerError, match="is no ledger: give the path of a file, or an address postgresql://"):
        open_ledger(address)


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    with pytest.raises(LedgerError, match="cannot be used") as told:
        open_ledger("postgresql://desk:secret@127.0.0.1:1/news")
    assert str(told.value).startswith("postgresql://desk@127.0.0.1:1/news ")
    assert "secret" not in str(told.value)


def test_a_database_that_is_no_ledger_is_not_made_one_by_a_question(database: str) -> None:
    with pytest.raises(LedgerError, match="there is no ledger in postgresql://"):
        open_ledger(database, create=False)


def test_a_database_of_another_encoding_is_told(server: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    with pytest.raises(LedgerError, match="keeps text as LATIN1; make the database with ENCODING 'UTF8'"):
        open_ledger(server.replace("/ledgers?", "/latin?"))


def test_who_may_only_read_reads_and_who_may_write_writes(server: str, database: str) -> None:
    """With the grants that docs/ledger.md names, to users of a server who did not make the tables."""
    open_ledger(database).close()
    schema = database.rpartition("%3D")[2]
    with psycopg.connect(server, autocommit=True) as connection:
        for role, rights in (("asks", "SELECT"), ("adds", "SELECT, INSERT, UPDATE, DELETE")):
            connection.execute(f"CREATE ROLE {role} LOGIN".encode())
            connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO {role}".encode())
            connection.execute(f"GRANT {rights} ON ALL TABLES IN SCHEMA {schema} TO {role}".encode())
        connection.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO adds".encode())
    with open_ledger(database.replace("//postgres:@", "//adds@"), create=False) as ledger:
        assert ledger.add(readings.varied(1))
        assert ledger.add(replace(readings.varied(1), version="2"))
        with pytest.raises(LedgerError, match="the server does not grant this user what the ledger needs"):
            ledger.rebuild()
    with open_ledger(database.replace("//postgres:@", "//asks@"), create=False) as ledger:
        assert ledger.counts() == (1, 3)
        assert list(ledger.check()) == []
        assert ledger.search("soldiers")
        with pytest.raises(LedgerError, match="the server does not grant this user what the ledger needs"):
            ledger.add(readings.varied(2))

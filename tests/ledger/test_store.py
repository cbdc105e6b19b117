from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from lagebild.errors import LedgerError
from lagebild.ledger import open_ledger, store
from tests import readings


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "a.db") as ledger:
        ask = ledger._connection.execute
        assert ask("PRAGMA application_id").fetchone() == (store.APPLICATION,)
        assert ask("PRAGMA user_version").fetchone() == (len(store.migrations()),)
        assert ask("PRAGMA journal_mode").fetchone() == ("wal",)
        assert ask("PRAGMA foreign_keys").fetchone() == (1,)
        assert [name for (name,) in ask("SELECT name FROM migrations ORDER BY number")] == [
            "0001_facts",
            "0002_words",
            "0003_append_only",
        ]


def test_an_older_file_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, all_steps = tmp_path / "a.db", store.migrations()
    monkeypatch.setattr(store, "migrations", lambda: all_steps[:1])
    open_ledger(path).close()
    monkeypatch.setattr(store, "migrations", lambda: all_steps)
    with open_ledger(path, create=False) as ledger:
        assert ledger._connection.execute("SELECT count(*) FROM migrations").fetchone() == (3,)
        assert ledger.add(readings.reading())
        assert ledger.search("soldiers")


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, all_steps = tmp_path / "a.db", store.migrations()
    open_ledger(path).close()
    broken = ("0004_broken", "CREATE TABLE more (seq INTEGER);\nCREATE TABLE claims (seq INTEGER);\n")
    monkeypatch.setattr(store, "migrations", lambda: (*all_steps, broken))
    with pytest.raises(LedgerError, match="table claims already exists"):
        open_ledger(path)
    monkeypatch.setattr(store, "migrations", lambda: all_steps)
    with open_ledger(path) as ledger:
        assert ledger._connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'more'").fetchone() is None


def test_a_file_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        ledger._connection.execute("PRAGMA user_version = 99")
    with pytest.raises(LedgerError, match=r"a\.db was written by a newer Lagebild \(schema 99; this one knows 3\)"):
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
    monkeypatch.setattr("lagebild.ledger.store.os.access", lambda *_: False)
    with open_ledger(path, create=False) as ledger:
        assert ledger.counts() == (1, 3)
        with pytest.raises(LedgerError, match="cannot be written to: the file or its folder is read-only"):
            ledger.add(readings.varied(1))


def test_an_old_sqlite_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 0))
    with pytest.raises(LedgerError, match=r"needs SQLite 3\.37 or newer"):
        open_ledger()

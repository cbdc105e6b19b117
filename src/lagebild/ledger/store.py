"""Opens the file of a ledger: one SQLite database in write-ahead mode, brought to the newest schema in one transaction.

Nothing else in the package knows where the rows lie. Whatever SQLite objects to leaves as a LedgerError of one line.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path
from urllib.parse import quote

from lagebild import settings
from lagebild.errors import LedgerError

#: "Lage" in ASCII, written into the head of the file (PRAGMA application_id): tells a ledger from other databases.
APPLICATION = 0x4C616765

_MEMORY = "the ledger in memory"
_OLDEST_SQLITE = (3, 37)  # STRICT tables

_MESSAGES = {
    "SQLITE_BUSY": "is being written to by another program; try again when that is done",
    "SQLITE_LOCKED": "is being written to by another program; try again when that is done",
    "SQLITE_FULL": "cannot grow: the disk is full; nothing of this page was stored, what was stored before is safe",
    "SQLITE_READONLY": "cannot be written to: the file or its folder is read-only",
    "SQLITE_CANTOPEN": "cannot be opened: it is no file that may be read, or its folder is closed",
    "SQLITE_NOTADB": "is no ledger: the file is not an SQLite database",
    "SQLITE_CORRUPT": "is damaged; take a copy of the file, then rescue what is left with `sqlite3 FILE .recover`",
    "SQLITE_IOERR": "cannot be read or written: the disk reports an error",
}


@contextmanager
def told_plainly(name: str) -> Iterator[None]:
    """Turns what SQLite raises inside into a LedgerError that names the ledger and says what is wrong."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorname", "") or ""
        family = "_".join(code.split("_")[:2])
        raise LedgerError(f"{name} {_MESSAGES.get(family, f'cannot be used: {error}')}") from error
    except UnicodeEncodeError as error:
        raise LedgerError(f"{name} cannot hold half a character (a lone surrogate): {error}") from error


def connect(path: Path | None, *, create: bool = True) -> tuple[sqlite3.Connection, str]:
    """A connection to the ledger at `path` (None: in memory) at the newest schema, and the ledger's name for messages.

    With `create` False the file has to be there, and may be read-only. Raises LedgerError.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise LedgerError(f"the ledger needs SQLite 3.37 or newer; this Python has {sqlite3.sqlite_version}")
    name = _MEMORY if path is None else str(path)
    if path is not None:
        _check_place(path, create)
    with told_plainly(name):
        connection = _open(path, create)
        try:
            _prepare(connection, name)
        except BaseException:
            connection.close()
            raise
    return connection, name


def _check_place(path: Path, create: bool) -> None:
    if path.is_dir():
        raise LedgerError(f"{path} is a folder; name a file in it")
    if not create and not path.exists():
        raise LedgerError(f"there is no ledger at {path}; make one with: lagebild read PAGE --ledger {path}")
    if not path.parent.is_dir():
        raise LedgerError(f"the folder {path.parent} does not exist")


def _open(path: Path | None, create: bool) -> sqlite3.Connection:
    address = ":memory:" if path is None else f"file:{quote(str(path.absolute()))}?{_mode(path, create)}"
    connection = sqlite3.connect(
        address, uri=True, isolation_level=None, timeout=settings.number("ledger_wait"), cached_statements=256
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")  # REPLACE then asks the triggers against deleting
    connection.execute("PRAGMA synchronous = FULL")  # what was confirmed survives a power cut too
    return connection


def _mode(path: Path, create: bool) -> str:
    """How to open a file: a read-only one in a closed folder cannot have the side files of write-ahead mode."""
    if create or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return "mode=rwc" if create else "mode=rw"
    beside = path.with_name(f"{path.name}-wal")
    return "mode=ro" if beside.exists() else "mode=ro&immutable=1"


# --- migrations -----------------------------------------------------------------------------------------------


@cache
def migrations() -> tuple[tuple[str, str], ...]:
    """Name and SQL of each migration, in order; `user_version` counts those that a file has seen."""
    folder = resources.files("lagebild.ledger").joinpath("migrations")
    found = sorted(entry.name for entry in folder.iterdir() if re.fullmatch(r"\d{4}_\w+\.sql", entry.name))
    return tuple((n.removesuffix(".sql"), folder.joinpath(n).read_text(encoding="utf-8")) for n in found)


def _prepare(connection: sqlite3.Connection, name: str) -> None:
    version = _version(connection, name)
    if version == len(migrations()):
        return
    # Turning to write-ahead mode takes a lock of its own and cannot be part of a transaction.
    connection.execute("PRAGMA journal_mode = WAL")
    with transaction(connection):
        for number, (step, sql) in enumerate(migrations(), 1):
            if number > _version(connection, name):  # asked again under the lock: another program may have been first
                _apply(connection, number, step, sql)


def _version(connection: sqlite3.Connection, name: str) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    if tables and application != APPLICATION:
        raise LedgerError(f"{name} is no ledger: it is an SQLite database of another program")
    if version > len(migrations()):
        raise LedgerError(
            f"{name} was written by a newer Lagebild (schema {version}; this one knows {len(migrations())}); "
            "update Lagebild"
        )
    return version


def _apply(connection: sqlite3.Connection, number: int, step: str, sql: str) -> None:
    for statement in _statements(sql):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {number}")
    connection.execute(
        "INSERT INTO migrations (number, name, applied) VALUES (?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
        (number, step),
    )


def _statements(sql: str) -> Iterator[str]:
    """The statements of a file one by one (executescript would end the transaction)."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that happens inside is stored when this ends without an error, else none of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise

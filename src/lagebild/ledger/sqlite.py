"""The ledger in one SQLite file, in write-ahead mode: one writer, many readers, no server."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from lagebild import settings
from lagebild.errors import LedgerError
from lagebild.ledger.store import GENERATION, KEPT, Ranked, Row, Store, Term, Values, check_version, migrations

#: "Lage" in ASCII, written into the head of the file (PRAGMA application_id): tells a ledger from other databases.
APPLICATION = 0x4C616765

_MEMORY = "the ledger in memory"
_OLDEST_SQLITE = (3, 37)  # STRICT tables
_ROWS = 512  # fetched at a time
_MAPPED = (
    1 << 40
)  # bytes of a file that are read as memory: all that SQLite allows, which is 2 GiB where nobody said more
#: Pages of the log after which a writer puts it away: 32 MiB. Most of them are changed again before that.
LOGGED = 8192
#: Seconds between the end of one transaction and the begin of the next, and between two looks of a writer that waits.
_PAUSE, _LOOK = 0.003, 0.001

_MESSAGES = {
    "SQLITE_BUSY": "is being written to by another program; try again when that is done",
    "SQLITE_LOCKED": "is being written to by another program; try again when that is done",
    "SQLITE_FULL": "cannot grow: the disk is full; nothing of what was being added was stored, all before it is safe",
    "SQLITE_READONLY": "cannot be written to: the file or its folder is read-only, or it was opened for reading",
    "SQLITE_CANTOPEN": "cannot be opened: it is no file that may be read, or its folder is closed",
    "SQLITE_NOTADB": "is no ledger: the file is not an SQLite database",
    "SQLITE_CORRUPT": "is damaged; take a copy of the file, then rescue what is left with `sqlite3 FILE .recover`",
    "SQLITE_IOERR": "cannot be read or written: the disk reports an error",
}


class SqliteStore(Store):
    """One connection to one file, or to a database in memory."""

    database = "SQLite"
    claims = Ranked("claim_words", "rowid", "claim_words MATCH :words", "-bm25(claim_words, 2.0, 1.0)")
    texts = Ranked("article_words", "rowid", "article_words MATCH :words", "-bm25(article_words)")

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self.connection = connection
        self.name = name
        self._prepared = False  # whether this connection has written
        self._written = 0.0  # when the last transaction ended, in the time of `time.monotonic`

    @classmethod
    def at(cls, path: Path | None, *, create: bool) -> SqliteStore:
        """Opens the file, at the newest schema; raises LedgerError."""
        if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
            raise LedgerError(f"the ledger needs SQLite 3.37 or newer; this Python has {sqlite3.sqlite_version}")
        name = _MEMORY if path is None else str(path)
        if path is not None:
            _check_place(path, create)
        with told_plainly(name):
            connection = opened(path, create=create)
            store = cls(connection, name)
            try:
                store._prepare()
            except BaseException:
                connection.close()
                raise
        return store

    def ask(self, sql: str, values: Values | None = None) -> list[Row]:
        """All rows of a question."""
        return self.connection.execute(sql, values or {}).fetchall()

    def each(self, sql: str, values: Values | None = None) -> Iterator[Row]:
        """The rows of a question one by one."""
        cursor = self.connection.execute(sql, values or {})
        while rows := cursor.fetchmany(_ROWS):
            yield from rows

    def many(self, sql: str, rows: Sequence[Row]) -> None:
        """Runs a statement with `?` for each of some rows."""
        if rows:
            self.connection.executemany(sql, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction, whole or not at all; raises LedgerError inside of `snapshot`."""
        if self.connection.in_transaction:
            raise LedgerError(f"{self.name} is being read through this connection; write when that is done")
        self._take_turn()
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            self.connection.rollback()
            raise
        finally:
            self._written = time.monotonic()

    @contextmanager
    def erasing(self) -> Iterator[None]:
        """Like `writing`; what is deleted is written over, in the file and in the log that is written ahead of it."""
        self.connection.execute("PRAGMA secure_delete = ON")
        try:
            with self.writing():
                yield
            # Readers at work keep the log from being emptied; then the next one who writes over it does.
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self.connection.execute("PRAGMA secure_delete = OFF")

    def _take_turn(self) -> None:
        """Begins to write, as soon as no other writer does; raises what SQLite does where that takes too long.

        Whoever waits looks often, and whoever writes without a pause makes a short one. SQLite itself looks ten times a
        second: one writer could wait while another writes thousands of pages.
        """
        self._prepare_to_write()
        wait = settings.number("ledger_wait")
        time.sleep(max(0.0, self._written + _PAUSE - time.monotonic()))
        until = time.monotonic() + wait
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while not self._begun(last=time.monotonic() >= until):
                time.sleep(_LOOK * (0.5 + random.random()))
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(1000 * wait)}")

    def _prepare_to_write(self) -> None:
        """Who writes looks at many pages of the file, and changes some of them again with every reading.

        The log is flushed with each transaction, whatever its length; only how often it is put away changes.
        """
        if not self._prepared:
            self.connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
            self.connection.execute(f"PRAGMA wal_autocheckpoint = {LOGGED}")
            self._prepared = True

    def _begun(self, *, last: bool) -> bool:
        """Whether writing could begin; the last time, what keeps it from that is raised."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if last or not getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                raise
            return False
        return True

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One transaction that reads: in write-ahead mode it sees the file as it was at its first question."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.rollback()

    def clear(self) -> None:
        """Empties every table but those of the facts."""
        self.connection.execute("PRAGMA defer_foreign_keys = ON")  # the tables are emptied in any order
        kinds = self.ask("SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'")
        for name, kind in kinds:
            if kind == "virtual":
                self.connection.execute(f"INSERT INTO {name} ({name}) VALUES ('delete-all')")
            elif kind == "table" and name not in KEPT:
                self.connection.execute(f"DELETE FROM {name}")

    def worded(self) -> tuple[set[int], set[int]]:
        """The rows of the tables of words, by the sizes that FTS5 keeps of each."""
        claims, texts = (
            {int(number) for (number,) in self.each(f"SELECT id FROM {ranked.table}_docsize")}
            for ranked in (self.claims, self.texts)
        )
        return claims, texts

    @contextmanager
    def told(self) -> Iterator[None]:
        """Errors of SQLite in plain words."""
        with told_plainly(self.name):
            yield

    def put_words(self, rows: Sequence[tuple[int, str, str]]) -> None:
        """Makes claims searchable."""
        self.many("INSERT INTO claim_words (rowid, content, speaker) VALUES (?, ?, ?)", rows)

    def drop_words(self, rows: Sequence[tuple[int, str, str]]) -> None:
        """Takes claims out of the search."""
        statement = "INSERT INTO claim_words (claim_words, rowid, content, speaker) VALUES ('delete', ?, ?, ?)"
        self.many(statement, rows)

    def put_text(self, reading: int, text: str) -> None:
        """Makes the text of an article searchable."""
        self.many("INSERT INTO article_words (rowid, text) VALUES (?, ?)", [(reading, text)])

    def drop_text(self, reading: int, text: str) -> None:
        """Takes it out of the search."""
        self.many("INSERT INTO article_words (article_words, rowid, text) VALUES ('delete', ?, ?)", [(reading, text)])

    def query(self, terms: Iterable[Term]) -> str:
        """The terms as an expression of FTS5 in which nothing but phrases and a closing * has a meaning."""
        phrases = [[_phrase(words, term.open_end) for words in term.writings] for term in terms]
        single = " ".join(one[0] for one in phrases if len(one) == 1)
        several = [f"({' OR '.join(one)})" for one in phrases if len(one) > 1]
        return " AND ".join([*([single] if single else []), *several])

    def faults(self) -> list[str]:
        """What SQLite's own checks find."""
        damaged = [str(row[0]) for row in self.ask("PRAGMA integrity_check(20)") if row[0] != "ok"]
        dangling = [
            f"row {row[1]} of {row[0]} points at a row of {row[2]} that is not there"
            for row in self.ask("PRAGMA foreign_key_check")
        ]
        return damaged + dangling

    def size(self) -> int:
        """Bytes of the file."""
        return self.number("PRAGMA page_count") * self.number("PRAGMA page_size")

    def schema(self) -> int:
        """The number that the head of the file has."""
        return self.number("PRAGMA user_version")

    def only_read(self) -> None:
        """Refuses every statement that changes the file; who only reads reads it as memory, which saves a third."""
        self.connection.execute("PRAGMA query_only = ON")
        self.connection.execute(f"PRAGMA mmap_size = {_MAPPED}")

    def close(self) -> None:
        """Lets go of the file."""
        self.connection.close()

    # --- migrations -------------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        steps = migrations("sqlite")
        if self._version(len(steps)) == GENERATION + len(steps):
            return
        # Turning to write-ahead mode takes a lock of its own and cannot be part of a transaction.
        self.connection.execute("PRAGMA journal_mode = WAL")
        with self.writing():
            for number, (step, sql) in enumerate(steps, 1):
                # Asked again under the lock: another program may have been first.
                if GENERATION + number > self._version(len(steps)):
                    self._apply(number, step, sql)

    def _version(self, newest: int) -> int:
        version = self.number("PRAGMA user_version")
        tables = self.number("SELECT count(*) FROM sqlite_schema")
        if tables and self.number("PRAGMA application_id") != APPLICATION:
            raise LedgerError(f"{self.name} is no ledger: it is an SQLite database of another program")
        check_version(self.name, version, GENERATION + newest)
        return version

    def _apply(self, number: int, step: str, sql: str) -> None:
        for statement in _statements(sql):
            self.connection.execute(statement)
        self.connection.execute(f"PRAGMA application_id = {APPLICATION}")
        self.connection.execute(f"PRAGMA user_version = {GENERATION + number}")
        self.connection.execute(
            "INSERT INTO migrations (number, name, applied) VALUES (?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
            (number, step),
        )


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


def _phrase(words: str, open_end: bool) -> str:
    plain = words.replace('"', " ").replace("\0", " ")
    return f'"{plain}"{"*" if open_end else ""}'


def _check_place(path: Path, create: bool) -> None:
    if path.is_dir():
        raise LedgerError(f"{path} is a folder; name a file in it")
    if not create and not path.exists():
        raise LedgerError(f"there is no ledger at {path}; make one with: lagebild read PAGE --ledger {path}")
    if not path.parent.is_dir():
        raise LedgerError(f"the folder {path.parent} does not exist")


def opened(path: Path | None, *, create: bool) -> sqlite3.Connection:
    """A connection to a file as the ledger needs it, whatever the file holds; raises what SQLite does."""
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


def _statements(sql: str) -> Iterator[str]:
    """The statements of a file one by one (executescript would end the transaction)."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""

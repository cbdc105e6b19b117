"""The ledger in a PostgreSQL database: for desks that share one, through the same statements as the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from lagebild import settings
from lagebild.errors import LedgerError
from lagebild.ledger.fold import fold
from lagebild.ledger.store import (
    GENERATION,
    KEPT,
    Ranked,
    Row,
    Store,
    Term,
    Values,
    check_version,
    migrations,
    secrets,
    without_password,
)

if TYPE_CHECKING:
    import psycopg

#: "Lage" in ASCII: the lock that makes writers wait for each other.
LOCK = 0x4C616765
_ROWS = 512  # fetched at a time
_MOST_WORDS = 60_000  # of a text that are searchable: a tsvector holds a megabyte
_LONGEST = 400  # signs of a word that count: a lexeme holds two kilobytes
_LAST = 16_383  # the last place in a text that a tsvector can tell

_MESSAGES = {
    "53100": "cannot grow: the disk of the server is full; nothing of what was being added was stored",
    "55P03": "is being written to by another program; try again when that is done",
    "57014": "is being written to by another program; try again when that is done",
    "25006": "cannot be written to: the server is read-only",
    "42501": "cannot be used: the server does not grant this user what the ledger needs",
}


class PostgresStore(Store):
    """One connection to one database; the ledger's tables lie in its first schema."""

    database = "PostgreSQL"
    claims = Ranked(
        "claim_words", "seq", "w.words @@ CAST(:words AS tsquery)", "ts_rank(w.words, CAST(:words AS tsquery))"
    )
    texts = Ranked(
        "article_words", "seq", "w.words @@ CAST(:words AS tsquery)", "ts_rank(w.words, CAST(:words AS tsquery))"
    )

    def __init__(self, connection: psycopg.Connection[Row], name: str) -> None:
        self.connection = connection
        self.name = name
        self._cursors = count()
        self._readers, self._began = 0, False  # who reads in a transaction now, and whether it is theirs

    @classmethod
    def at(cls, address: str, *, create: bool) -> PostgresStore:
        """Connects, and brings the schema up to date; raises LedgerError."""
        store = cls._connected(address)
        try:
            with store.told():
                store._prepare(create)
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def is_there(cls, address: str) -> bool:
        """Whether the database holds a ledger; raises LedgerError where it cannot be asked."""
        store = cls._connected(address)
        try:
            with store.told():
                return store.ask("SELECT to_regclass('migrations')") != [(None,)]
        finally:
            store.close()

    @classmethod
    def _connected(cls, address: str) -> PostgresStore:
        try:
            import psycopg
        except ImportError as error:
            raise LedgerError(
                "a ledger in PostgreSQL needs the driver psycopg: pip install 'lagebild[postgres]'"
            ) from error
        name, hidden = without_password(address), secrets(address)
        if any(sign in secret for secret in hidden if secret in address for sign in "@/"):
            # The driver would take a part of it for the host, and quote it.
            raise LedgerError(f"{name} cannot be used: write @ in a password as %40 and / as %2F")
        try:
            return cls(psycopg.connect(address, autocommit=True, connect_timeout=10), name)
        except (psycopg.Error, UnicodeError) as error:
            words = " ".join(str(error).replace(address, name).split())
            for secret in hidden:
                words = words.replace(secret, "…")
            # Not "from error": what the driver says may quote the address with its password.
            raise LedgerError(f"{name} cannot be used: {words}") from None

    def ask(self, sql: str, values: Values | None = None) -> list[Row]:
        """All rows of a question."""
        cursor = self.connection.execute(_named(sql), values or {})
        return cursor.fetchall() if cursor.description else []

    def each(self, sql: str, values: Values | None = None) -> Iterator[Row]:
        """The rows of a question one by one, from a cursor on the server."""
        name = f"each_{next(self._cursors)}"  # more than one may be open
        with self._held("BEGIN"), self.connection.cursor(name) as cursor:
            cursor.execute(_named(sql), values or {})
            while rows := cursor.fetchmany(_ROWS):
                yield from rows

    def many(self, sql: str, rows: Sequence[Row]) -> None:
        """Runs a statement with `?` for each of some rows."""
        if rows:
            with self.connection.cursor() as cursor:
                cursor.executemany(_placed(sql), rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction, whole or not at all; writers wait for each other.

        Raises LedgerError inside of `each` and `snapshot`: what is written there would be stored only at their end.
        """
        if self.connection.info.transaction_status:  # 0: idle
            raise LedgerError(f"{self.name} is being read through this connection; write when that is done")
        with self.connection.transaction():
            wait = int(settings.number("ledger_wait") * 1000)
            self.connection.execute(f"SET LOCAL lock_timeout = {max(wait, 1)}".encode())
            self.connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            yield

    @contextmanager
    def erasing(self) -> Iterator[None]:
        """Like `writing`; then the table of addresses is written anew. The log of the server is not ours to erase."""
        with self.writing():
            yield
        self.connection.execute("VACUUM (FULL) comment_addresses")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One transaction that reads, and sees the database as it was at its first question."""
        with self._held("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"):
            yield

    @contextmanager
    def _held(self, begin: str) -> Iterator[None]:
        """A transaction that reads, which whoever comes while it lasts joins: several may end in any order."""
        if not self.connection.info.transaction_status:  # 0: idle
            self.connection.execute(begin.encode())
            self._began = True
        self._readers += 1
        try:
            yield
        finally:
            self._readers -= 1
            if not self._readers and self._began:
                self._began = False
                if not self.connection.closed:
                    self.connection.execute("ROLLBACK")

    def clear(self) -> None:
        """Empties every table but those of the facts, and counts rows from 1 again."""
        tables = self.ask(
            "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
            " ORDER BY oid DESC"  # those that point at others were made after them
        )
        emptied = [name for (name,) in tables if name not in KEPT]
        for name in emptied:  # not TRUNCATE: readers go on with the old rows until all is done
            self.connection.execute(f"DELETE FROM {name}".encode())
        for (sequence,) in self.ask(
            "SELECT pg_get_serial_sequence(table_name, column_name) FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND is_identity = 'YES' AND table_name = ANY(:names)",
            {"names": emptied},
        ):
            self.connection.execute(f"ALTER SEQUENCE {sequence} RESTART".encode())

    def worded(self) -> tuple[set[int], set[int]]:
        """The rows of the tables of words."""
        claims, texts = (
            {int(number) for (number,) in self.each(f"SELECT seq FROM {ranked.table}")}
            for ranked in (self.claims, self.texts)
        )
        return claims, texts

    @contextmanager
    def told(self) -> Iterator[None]:
        """Errors of PostgreSQL in plain words."""
        with told_plainly(self.name):
            yield

    def put_words(self, rows: Sequence[tuple[int, str, str]]) -> None:
        """Makes claims searchable; words of the content weigh more than those of the speaker."""
        made = [(seq, _vector((content, "A"), (speaker, "B"))) for seq, content, speaker in rows]
        self.many("INSERT INTO claim_words (seq, words) VALUES (?, CAST(? AS tsvector))", made)

    def drop_words(self, rows: Sequence[tuple[int, str, str]]) -> None:
        """Takes claims out of the search."""
        self.many("DELETE FROM claim_words WHERE seq = ?", [(seq,) for seq, _, _ in rows])

    def put_text(self, reading: int, text: str) -> None:
        """Makes the text of an article searchable."""
        self.many(
            "INSERT INTO article_words (seq, words) VALUES (?, CAST(? AS tsvector))", [(reading, _vector((text, "D")))]
        )

    def drop_text(self, reading: int, text: str) -> None:  # noqa: ARG002 (SQLite needs the text)
        """Takes it out of the search."""
        self.many("DELETE FROM article_words WHERE seq = ?", [(reading,)])

    def query(self, terms: Iterable[Term]) -> str:
        """The terms as a tsquery."""
        return " & ".join(_asked(term) for term in terms)

    def faults(self) -> list[str]:
        """Nothing: the server sees to its files and links itself."""
        return []

    def size(self) -> int:
        """Bytes of the tables with their indices."""
        return self.number(
            "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c"
            " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'"
        )

    def schema(self) -> int:
        """The number of the last migration."""
        return GENERATION + self.number("SELECT max(number) FROM migrations")

    def only_read(self) -> None:
        """Refuses every statement that changes the database."""
        self.connection.execute("SET default_transaction_read_only = on")

    def close(self) -> None:
        """Lets go of the server."""
        self.connection.close()

    # --- migrations -------------------------------------------------------------------------------------------

    def _prepare(self, create: bool) -> None:
        (encoding,) = self.ask("SELECT current_setting('server_encoding')")[0]
        if encoding != "UTF8":
            raise LedgerError(f"{self.name} keeps text as {encoding}; make the database with ENCODING 'UTF8'")
        steps = migrations("postgresql")
        if self._version(len(steps)) == GENERATION + len(steps):
            return
        if not create and not self._version(len(steps)):
            raise LedgerError(
                f"there is no ledger in {self.name}; make one with: lagebild read PAGE --ledger {self.name}"
            )
        with self.writing():
            for number, (step, sql) in enumerate(steps, 1):
                if GENERATION + number > self._version(len(steps)):
                    self.connection.execute(sql.encode())
                    self.many(
                        "INSERT INTO migrations (number, name, applied) VALUES"
                        " (?, ?, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'))",
                        [(number, step)],
                    )

    def _version(self, newest: int) -> int:
        if self.ask("SELECT to_regclass('migrations')") == [(None,)]:
            return 0
        version = GENERATION + self.number("SELECT coalesce(max(number), 0) FROM migrations")
        check_version(self.name, version, GENERATION + newest)
        return version


@contextmanager
def told_plainly(name: str) -> Iterator[None]:
    """Turns what PostgreSQL raises inside into a LedgerError that names the ledger and says what is wrong."""
    import psycopg

    try:
        yield
    except psycopg.Error as error:
        words = " ".join(str(error).split())
        message = _MESSAGES.get(error.sqlstate or "", f"cannot be used: {words}")
        raise LedgerError(f"{name} {message}") from error
    except UnicodeEncodeError as error:
        raise LedgerError(f"{name} cannot hold half a character (a lone surrogate): {error}") from error


@cache
def _named(sql: str) -> bytes:
    """A statement with `:name` in the manner of the driver."""
    return re.sub(r"(?<!:):([a-z_]\w*)", r"%(\1)s", sql.replace("%", "%%")).encode()


@cache
def _placed(sql: str) -> bytes:
    """A statement with `?` in the manner of the driver."""
    return sql.replace("%", "%%").replace("?", "%s").encode()


def _bare(words: str) -> list[str]:
    """The words folded and without diacritics, as SQLite's index holds them."""
    plain = "".join(c for c in unicodedata.normalize("NFD", words) if not unicodedata.combining(c))
    return [word[:_LONGEST] for word in fold(plain).split()]


def _vector(*parts: tuple[str, str]) -> str:
    """Texts with their weights as a literal of the type tsvector."""
    place, shown = 0, []
    for words, weight in parts:
        for word in _bare(words)[:_MOST_WORDS]:
            place += 1
            shown.append(f"'{word}':{min(place, _LAST)}{weight}")
    return " ".join(shown)


def _asked(term: Term) -> str:
    phrases = [_phrase(words, term.open_end) for words in term.writings]
    return phrases[0] if len(phrases) == 1 else f"({' | '.join(phrases)})"


def _phrase(phrase: str, open_end: bool) -> str:
    words = [f"'{word}'" for word in _bare(phrase)]
    if not words:
        return "'\N{NO-BREAK SPACE}'"  # signs without letters, which no text holds
    return f"({' <-> '.join(words)}{':*' if open_end else ''})"

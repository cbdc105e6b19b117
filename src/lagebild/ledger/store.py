"""What the ledger asks of a database, and the door to the two that it knows: SQLite by path, PostgreSQL by address.

Statements are written once, in the SQL that both understand, with named values (`:name`). Nothing outside this module
and the two stores knows which database answers. Whatever a database objects to leaves as a LedgerError of one line.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lagebild.errors import LedgerError

Row = tuple[Any, ...]
Values = Mapping[str, Any]
#: Is told how much of some long work is done, and how much there is in all.
Progress = Callable[[int, int], object]

#: Added to the number of a migration: files whose schema counts below belong to the first kind of ledger.
GENERATION = 100

#: The tables that hold what cannot be made again; `migrations` and `rebuilds` tell how the others were made.
FACTS: tuple[str, ...] = ("articles", "readings", "decisions", "comments")
KEPT: tuple[str, ...] = (*FACTS, "comment_addresses", "migrations", "rebuilds")
_GROWING = (*((table, "seq") for table in FACTS), ("rebuilds", "number"))

_POSTGRES = re.compile(r"postgres(ql)?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to search for: words that stand together; `open_end` finds longer words that begin like the last.

    `others` are other writings that are found as well.
    """

    words: str
    open_end: bool = False
    others: tuple[str, ...] = ()

    @property
    def writings(self) -> tuple[str, ...]:
        """All writings, the given one first."""
        return (self.words, *self.others)


@dataclass(frozen=True, slots=True)
class Ranked:
    """How a database searches one table of words: the table as `w`, the key in it, a condition on :words, a score.

    A higher score is better.
    """

    table: str
    key: str
    match: str
    score: str


class Store(ABC):
    """A connection to one database that holds a ledger, at the newest schema.

    `name` is what messages call it, `database` what keeps it. `claims` and `texts` search words of claims and of
    articles.
    """

    name: str
    database: str
    claims: Ranked
    texts: Ranked

    @abstractmethod
    def ask(self, sql: str, values: Values | None = None) -> list[Row]:
        """All rows of a question."""

    @abstractmethod
    def each(self, sql: str, values: Values | None = None) -> Iterator[Row]:
        """The rows of a question one by one, for answers that may not fit in memory."""

    @abstractmethod
    def many(self, sql: str, rows: Sequence[Row]) -> None:
        """Runs a statement with `?` for each of some rows."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[None]:
        """All that happens inside is stored when this ends without an error, else none of it. One writer at a time."""

    @abstractmethod
    def erasing(self) -> AbstractContextManager[None]:
        """Like `writing`; what is deleted inside leaves no trace in the files of the database."""

    @abstractmethod
    def snapshot(self) -> AbstractContextManager[None]:
        """All questions inside see the ledger as it is at the first of them, whatever others write meanwhile."""

    @abstractmethod
    def clear(self) -> None:
        """Empties the index, which is every table but those of the facts; expects to stand inside of `writing`."""

    @abstractmethod
    def worded(self) -> tuple[set[int], set[int]]:
        """The numbers of the claims, and those of the readings, whose words can be searched."""

    @abstractmethod
    def told(self) -> AbstractContextManager[None]:
        """Turns what the database raises inside into a LedgerError that names the ledger and says what is wrong."""

    @abstractmethod
    def put_words(self, rows: Sequence[tuple[int, str, str]]) -> None:
        """Makes claims searchable: number, words of the content, words of the speaker."""

    @abstractmethod
    def drop_words(self, rows: Sequence[tuple[int, str, str]]) -> None:
        """Takes claims out of the search; the rows are those that were put in."""

    @abstractmethod
    def put_text(self, reading: int, text: str) -> None:
        """Makes the text of an article searchable by the number of its reading."""

    @abstractmethod
    def drop_text(self, reading: int, text: str) -> None:
        """Takes it out of the search."""

    @abstractmethod
    def query(self, terms: Iterable[Term]) -> str:
        """The terms, all of which must be there, as a query of the database."""

    @abstractmethod
    def faults(self) -> list[str]:
        """What the database itself finds wrong with its files and links, in words; nothing where all is well."""

    @abstractmethod
    def size(self) -> int:
        """How many bytes the ledger takes on the disk."""

    @abstractmethod
    def schema(self) -> int:
        """The number of the schema, counted from GENERATION."""

    @abstractmethod
    def only_read(self) -> None:
        """From now on nothing can be changed through this connection."""

    @abstractmethod
    def close(self) -> None:
        """Lets go of the database."""

    def mark(self) -> tuple[int, ...]:
        """The last number of each table that grows when something is added, decided or made anew."""
        last = ", ".join(f"(SELECT coalesce(max({number}), 0) FROM {table})" for table, number in _GROWING)
        found = self.one(f"SELECT {last}")
        return tuple(map(int, found or ()))

    def one(self, sql: str, values: Values | None = None) -> Row | None:
        """The first row of a question, or None."""
        found = self.ask(sql, values)
        return found[0] if found else None

    def number(self, sql: str, values: Values | None = None) -> int:
        """The first value of the first row, which must be a number."""
        found = self.one(sql, values)
        assert found is not None
        return int(found[0])


def no_progress(_done: int, _total: int) -> None:
    """For work that nobody watches."""


def connect(place: Path | str | None, *, create: bool = True) -> Store:
    """The store behind a path, an address (postgresql://…) or None (in memory); raises LedgerError.

    With `create` False the ledger has to be there, and may be read-only.
    """
    if isinstance(place, str) and is_address(place):
        from lagebild.ledger.postgres import PostgresStore

        return PostgresStore.at(place, create=create)
    from lagebild.ledger.sqlite import SqliteStore

    return SqliteStore.at(None if place is None else Path(place), create=create)


def is_address(place: object) -> bool:
    """Whether something names a ledger by address and not by path; raises LedgerError for addresses of other things."""
    if not isinstance(place, str) or not re.match(r"[a-z][a-z0-9+.]+://", place, re.IGNORECASE):
        return False
    if not _POSTGRES.match(place):
        shown = without_password(place)
        raise LedgerError(f"{shown!r} is no ledger: give the path of a file, or an address postgresql://user@host/name")
    return True


def is_there(place: Path | str) -> bool:
    """Whether something lies at a path, or a database holds a ledger; raises LedgerError where it cannot be asked."""
    if isinstance(place, str) and is_address(place):
        from lagebild.ledger.postgres import PostgresStore

        return PostgresStore.is_there(place)
    return Path(place).exists()


def without_password(address: str) -> str:
    """An address as messages may show it."""
    for secret in secrets(address):
        address = address.replace(f":{secret}@", "@", 1).replace(f"password={secret}", "password=…")
    return address


def secrets(address: str) -> list[str]:
    """The passwords that an address holds, the longest first, as they are written and as they are meant.

    Between user and host everything up to the last @ counts: whoever forgets to write a @ of a password as %40 must
    not see the rest of it in a message.
    """
    authority = re.match(r"[^:/]+://[^:/?#@]*:(.*)@", address.partition("?")[0], re.DOTALL)
    found = [authority[1] if authority else "", *re.findall(r"password=([^&#]*)", address)]
    return sorted({form for word in found for form in (word, unquote(word)) if form}, key=len, reverse=True)


@cache
def migrations(dialect: str) -> tuple[tuple[str, str], ...]:
    """Name and SQL of each migration for a dialect ("sqlite", "postgresql"), in order, with its words filled in."""
    folder = resources.files("lagebild.ledger").joinpath("migrations")
    shape = re.compile(rf"(\d{{4}}_\w+?)(\.{dialect})?\.sql")
    found = sorted((match[1], entry) for entry in folder.iterdir() if (match := shape.fullmatch(entry.name)))
    return tuple((name, _filled(entry.read_text(encoding="utf-8"), dialect)) for name, entry in found)


_WORDS = {
    "sqlite": {
        "serial": "INTEGER PRIMARY KEY", "integer": "INTEGER", "bytes": "BLOB", "real": "REAL", "strict": "STRICT",
        "bare": "STRICT, WITHOUT ROWID",
    },
    "postgresql": {
        "serial": "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY", "integer": "BIGINT", "bytes": "BYTEA",
        "real": "DOUBLE PRECISION", "strict": "", "bare": "",
    },
}  # fmt: skip


def _filled(sql: str, dialect: str) -> str:
    words = _WORDS[dialect]
    return re.sub(r"\{(\w+)\}", lambda match: words[match[1]], sql)


def check_version(name: str, version: int, newest: int) -> None:
    """Raises LedgerError where a ledger's schema (0: none yet) is not one that this program can bring up to date."""
    if 0 < version < GENERATION:
        raise LedgerError(
            f"{name} was written by an older Lagebild; take it over with: lagebild ledger import {name} --ledger NEW"
        )
    if version > newest:
        raise LedgerError(
            f"{name} was written by a newer Lagebild (schema {version}; this one knows {newest}); update Lagebild"
        )

"""The ledger as one object: `add` on the one side, queries on the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from lagebild.ledger import query, write
from lagebild.ledger.filters import ALL, Filters
from lagebild.ledger.query import Derivation, Hit
from lagebild.ledger.store import connect, told_plainly
from lagebild.types import Article, Entry, Reading

Thing = TypeVar("Thing")


def open_ledger(path: Path | None = None, *, create: bool = True) -> Ledger:
    """Opens the ledger at `path`, or a new one in memory; raises LedgerError where that cannot be.

    With `create` False the file has to be there, and may be read-only.
    """
    return Ledger(*connect(path, create=create))


class Ledger:
    """An append-only store of readings; every method raises LedgerError where the file cannot be used.

    Queries see the newest reading of each article; `derivations` lists the older ones, which stay.
    """

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self.name = name

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def add(self, reading: Reading) -> bool:
        """Stores a reading, whole or not at all; False where the same one is there already, and nothing changes."""
        with told_plainly(self.name):
            return write.add(self._connection, reading)

    def entries(self, filters: Filters = ALL) -> Iterator[Entry]:
        """The claims that fit, oldest publication first, in the order of the text."""
        return self._told(query.entries(self._connection, filters))

    def readings(self, filters: Filters = ALL) -> Iterator[Reading]:
        """The newest reading of each article, whole; with filters those that hold a claim that fits."""
        return self._told(query.readings(self._connection, filters))

    def articles(self, filters: Filters = ALL) -> Iterator[Article]:
        """The articles; with filters those that hold a claim that fits."""
        return self._told(query.articles(self._connection, filters))

    def derivations(self, article_id: str) -> Iterator[Derivation]:
        """All readings of an article that were ever added, the oldest first."""
        return self._told(query.derivations(self._connection, article_id))

    def search(self, words: str, filters: Filters = ALL, *, limit: int = 20) -> list[Hit]:
        """The claims that fit the words best, then articles that hold them elsewhere."""
        with told_plainly(self.name):
            return query.search(self._connection, words, filters, limit)

    def find(self, beginning: str) -> Entry:
        """The claim whose id begins like this; raises UsageError where there is none or more than one."""
        with told_plainly(self.name):
            return query.find(self._connection, beginning)

    def counts(self) -> tuple[int, int]:
        """How many articles and how many claims are in force."""
        with told_plainly(self.name):
            return query.counts(self._connection)

    def _told(self, things: Iterable[Thing]) -> Iterator[Thing]:
        with told_plainly(self.name):
            yield from things

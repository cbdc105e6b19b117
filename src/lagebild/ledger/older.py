"""Takes over a ledger of the first kind (schema 1 to 3), whose claims lay in a table of their own."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from lagebild.errors import DataFileError, LedgerError
from lagebild.ledger.facts import Proven, proven
from lagebild.ledger.sqlite import APPLICATION, opened, told_plainly
from lagebild.ledger.store import GENERATION
from lagebild.ledger.transfer import Origin

_ARTICLE = ("id", "url", "title", "byline", "publisher", "published", "published_basis", "language", "text")
_MAGIC = b"SQLite format 3\0"


def is_database(path: Path) -> bool:
    """Whether a file is a database of SQLite; False too where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def is_older(path: Path) -> bool:
    """Whether a database of SQLite is a ledger of the first kind; raises LedgerError where it cannot be read."""
    with told_plainly(str(path)):
        connection = opened(path, create=False)
        try:
            ((application,),) = connection.execute("PRAGMA application_id").fetchall()
            ((version,),) = connection.execute("PRAGMA user_version").fetchall()
        finally:
            connection.close()
    return bool(application == APPLICATION and 0 < version < GENERATION)


class Older(Origin):
    """A file of the first kind."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        with told_plainly(self.name):
            self._connection = opened(path, create=False)
            ((self.size,),) = self._connection.execute("SELECT count(*) FROM readings").fetchall()

    def facts(self) -> Iterator[tuple[int, Proven]]:
        """The readings in the order in which they were added."""
        columns = ", ".join(f"a.{name}" for name in (*_ARTICLE, "blocks", "notes"))
        question = (
            f"SELECT r.seq, r.id, r.added, r.reader, r.version, {columns} FROM readings r"
            " JOIN articles a ON a.seq = r.article ORDER BY r.seq"
        )
        with told_plainly(self.name):
            for done, row in enumerate(self._connection.execute(question), 1):
                yield done, self._reading(row)

    def _reading(self, row: sqlite3.Row) -> Proven:
        seq, identifier, added, reader, version, *article = row
        payloads = self._connection.execute("SELECT payload FROM claims WHERE reading = ? ORDER BY position", (seq,))
        try:
            plain = dict(zip(_ARTICLE, article[:-2], strict=True))
            content = {
                "article": {**plain, "blocks": json.loads(article[-2]), "notes": json.loads(article[-1])},
                "claims": [json.loads(payload) for (payload,) in payloads],
                "reader": reader,
                "version": version,
            }
            return proven(content, identifier, added)
        except ValueError as error:
            raise LedgerError(f"{self.name}: reading {identifier} is damaged: {error}") from error
        except DataFileError as error:
            raise LedgerError(f"{self.name}: {error}") from error

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

"""Finds out what a whole ledger is to be taken from: an exported file, a ledger of any kind, a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lagebild.errors import DataFileError
from lagebild.ledger.older import Older, is_database, is_older
from lagebild.ledger.store import connect, is_address
from lagebild.ledger.transfer import Lines, Origin, Other


@contextmanager
def origin_of(place: Path | str) -> Iterator[Origin]:
    """The ledger at a path or an address, as it is now, to be taken from; raises LedgerError or DataFileError."""
    path = Path(place)
    if not is_address(place) and not is_database(path):
        if path.is_dir():
            raise DataFileError(f"{path} is a folder; name an exported file or a ledger")
        yield Lines(path)
    elif not is_address(place) and is_older(path):
        older = Older(path)
        try:
            yield older
        finally:
            older.close()
    else:
        store = connect(place, create=False)
        try:
            with store.told(), store.snapshot():
                yield Other(store)
        finally:
            store.close()

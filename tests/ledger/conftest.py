"""Ledgers of every kind, for the tests that each must pass: in memory, in a file, on a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lagebild.ledger import Ledger, open_ledger


@pytest.fixture(params=["memory", "file", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str | None:
    """Where a ledger may lie."""
    if request.param == "server":
        return str(request.getfixturevalue("database"))
    return tmp_path / "a.db" if request.param == "file" else None


@pytest.fixture
def empty(place: Path | str | None) -> Iterator[Ledger]:
    """A ledger of every kind with nothing in it."""
    with open_ledger(place) as made:
        yield made

"""Ledgers of every kind, for the tests that each must pass: in memory, in a file, on a PostgreSQL server."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from bench.server import running

from lagebild.ledger import Ledger, open_ledger

_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a real server that these tests start, with a database in UTF-8."""
    with running() as address:
        yield address


@pytest.fixture
def database(server: str) -> str:
    """The address of an empty schema on the server."""
    return schema_on(server)


def schema_on(server: str) -> str:
    """The address of a new, empty schema."""
    schema = f"ledger_{next(_NUMBERS)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}".encode())
    return f"{server}&options={quote(f'-csearch_path={schema}')}"


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

"""Empty places for ledgers on the server that the tests start."""

from __future__ import annotations

import itertools
from urllib.parse import quote

import psycopg

_NUMBERS = itertools.count()


def schema_on(server: str) -> str:
    """The address of a new, empty schema."""
    schema = f"ledger_{next(_NUMBERS)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}".encode())
    return f"{server}&options={quote(f'-csearch_path={schema}')}"

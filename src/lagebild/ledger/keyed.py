"""Looks under many keys at once, and asks for many rows at once: a question each would cost more than its answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from lagebild.ledger.store import Row, Store

#: So many keys are looked under with one question, whose words are always the same: a database prepares it once.
_TOGETHER = 16


def under(
    store: Store, table: str, columns: str, keys: Iterable[int], *, most: int, order: str = ""
) -> dict[int, list[Row]]:
    """The rows of a table under each of some keys, which is their first column: `most` for each, in an order; keys
    without rows are left out.

    Table, columns and order are SQL of our own, the latter like "ORDER BY claim DESC".
    """
    found = defaultdict[int, list[Row]](list)
    waiting = iter(sorted(set(keys)))
    question = _question(table, columns, order)
    while some := tuple(islice(waiting, _TOGETHER)):
        padded = (*some, *(None for _ in range(_TOGETHER - len(some))))
        for row in store.ask(question, {**_named(padded), "most": most}):
            found[row[0]].append(row)
    return dict(found)


def texts_under(store: Store, table: str, key: str, column: str, texts: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """The rows of a table with one of some texts as their `key`: the text, and the value of a column."""
    waiting = iter(texts)
    places = ", ".join(f":k{number}" for number in range(_TOGETHER))
    while some := tuple(islice(waiting, _TOGETHER)):
        padded = (*some, *(some[-1] for _ in range(_TOGETHER - len(some))))
        given = {f"k{number}": text for number, text in enumerate(padded)}
        for text, value in store.ask(f"SELECT {key}, {column} FROM {table} WHERE {key} IN ({places})", given):
            yield str(text), value


@cache
def _question(table: str, columns: str, order: str) -> str:
    return " UNION ALL ".join(
        f"SELECT * FROM (SELECT key, {columns} FROM {table} WHERE key = :k{number} {order} LIMIT :most) x{number}"
        for number in range(_TOGETHER)
    )


def _named(keys: Sequence[int | None]) -> dict[str, int | None]:
    return {f"k{number}": key for number, key in enumerate(keys)}


def listed(numbers: Iterable[int]) -> str:
    """Numbers for `IN (…)`, each once; empty where there are none."""
    return ", ".join(map(str, sorted(set(numbers))))


def inserted(
    store: Store, table: str, columns: Sequence[str], rows: Sequence[Row], key: str
) -> Iterator[tuple[int, object]]:
    """Inserts rows; the number of each with its value of the column `key`, which tells them apart."""
    waiting = iter(rows)
    while some := tuple(islice(waiting, _TOGETHER)):
        places = ", ".join(
            f"({', '.join(f':v{line}_{place}' for place in range(len(columns)))})" for line in range(len(some))
        )
        given = {f"v{line}_{place}": value for line, row in enumerate(some) for place, value in enumerate(row)}
        question = f"INSERT INTO {table} ({', '.join(columns)}) VALUES {places} RETURNING seq, {key}"
        yield from ((int(seq), value) for seq, value in store.ask(question, given))

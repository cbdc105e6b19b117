"""Keeps talk of escalation and of firsts as an index, and answers who said it, however large the ledger is.

The words themselves stand in the articles; a row tells where, and how they are put.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lagebild.compare.talk import Code, Polarity, Talk, talk_of
from lagebild.ledger import conditions, query
from lagebild.ledger.filters import ALL, Filters
from lagebild.ledger.problem import Problem, stale
from lagebild.ledger.rows import days_of, indexed
from lagebild.ledger.store import Row, Store
from lagebild.types import Entry, Span

_COLUMNS = "claim, number, code, polarity, author, start, finish, rule, day"


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a code is put in one way: by how many different speakers, in how many claims and articles."""

    code: Code
    polarity: Polarity
    claims: int
    articles: int
    voices: int


@dataclass(frozen=True, slots=True)
class Answered:
    """Talk with the claims that deny it or are denied by it, which say the opposite."""

    talk: Talk
    against: tuple[Entry, ...] = ()


def put(store: Store, claims: Sequence[tuple[int, Entry]]) -> None:
    """Adds the talk of some claims, given with their numbers."""
    rows = list(_rows(claims))
    store.many(f"INSERT INTO talk ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def drop(store: Store, claims: Iterable[int]) -> None:
    """Takes the talk of some claims out."""
    store.many("DELETE FROM talk WHERE claim = ?", [(seq,) for seq in claims])


def _rows(claims: Iterable[tuple[int, Entry]]) -> Iterator[Row]:
    for seq, entry in claims:
        days = days_of(entry.article.published)
        for number, one in enumerate(talk_of(entry)):
            words = (one.span.start, one.span.end, indexed(one.rule))
            yield seq, number, one.code, one.polarity, one.author, *words, days[0] if days else None


def talk(store: Store, filters: Filters = ALL, *, codes: Iterable[str] = (), limit: int) -> list[Answered]:
    """Talk in the claims that fit, the latest first, of some codes or of all, each with what stands against it."""
    where, values = _where(store, filters, codes)
    question = (
        f"SELECT t.claim, t.code, t.polarity, t.author, t.start, t.finish, t.rule FROM talk t {where}"
        " ORDER BY t.day DESC NULLS LAST, t.claim, t.number LIMIT :most"
    )
    rows = store.ask(question, {**values, "most": limit})
    against = _against(store, sorted({int(row[0]) for row in rows}))
    numbers = {int(row[0]) for row in rows} | {other for others in against.values() for other in others}
    entries = query.at(store, sorted(numbers))
    return [
        Answered(_talk(entries[int(row[0])], row), tuple(entries[other] for other in against.get(int(row[0]), ())))
        for row in rows
    ]


def tallies(store: Store, filters: Filters = ALL) -> list[Tally]:
    """How often each code is put in which way, in the claims that fit; without order."""
    where, values = _where(store, filters, ())
    question = (
        "SELECT t.code, t.polarity, count(DISTINCT t.claim), count(DISTINCT c.reading), count(DISTINCT c.speaker)"
        f" FROM talk t {where} GROUP BY t.code, t.polarity"
    )
    return [Tally(*row) for row in store.ask(question, values)]


def _where(store: Store, filters: Filters, codes: Iterable[str]) -> tuple[str, dict[str, Any]]:
    listed = ", ".join(f"'{code}'" for code in codes if code.replace("-", "").isalpha())
    of_codes = f"t.code IN ({listed})" if listed else "1 = 1"
    if filters == ALL:
        return f"JOIN claims c ON c.seq = t.claim WHERE {of_codes}", {}
    fits, values = conditions.of_claim(store, filters)
    joins = "JOIN claims c ON c.seq = t.claim JOIN current u ON u.reading = c.reading"
    return f"{joins} WHERE {of_codes} AND {fits}", values


def _talk(entry: Entry, row: Row) -> Talk:
    _, code, polarity, author, start, finish, rule = row
    return Talk(entry, Span.of(entry.article.text, start, finish), code, polarity, author, rule)


def _against(store: Store, claims: Sequence[int]) -> dict[int, list[int]]:
    """The claims that deny some claims or are denied by them, by the numbers of these."""
    listed = ", ".join(map(str, claims))
    if not listed:
        return {}
    question = (
        f"SELECT other, claim FROM links WHERE kind = 'denies' AND other IN ({listed})"
        f" UNION SELECT claim, other FROM links WHERE kind = 'denies' AND claim IN ({listed}) ORDER BY 1, 2"
    )
    found: dict[int, list[int]] = {}
    for one, other in store.ask(question):
        found.setdefault(int(one), []).append(int(other))
    return found


def missing(store: Store, what: str, claims: Sequence[tuple[int, Entry]]) -> tuple[int, list[Problem]]:
    """How many rows the talk of a page's claims, given with their numbers, takes, and what is wrong with those held."""
    listed = ", ".join(str(seq) for seq, _ in claims) or "NULL"
    held = {tuple(row) for row in store.ask(f"SELECT {_COLUMNS} FROM talk WHERE claim IN ({listed})")}
    wanted = set(_rows(claims))
    return len(wanted), [stale(what, f"{len(wanted ^ held)} rows of its talk are not as read")] if wanted ^ held else []

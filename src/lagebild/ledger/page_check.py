"""Compares the index of each page in force with what would be written from its reading now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from lagebild.compare.agencies import agencies_of
from lagebild.compare.voices import speaker
from lagebild.errors import DataFileError, LedgerError
from lagebild.ledger import rows, talks
from lagebild.ledger.homes import origin_of
from lagebild.ledger.names import agency_key, outlet_key
from lagebild.ledger.packed import article_of, page_of, reading_of
from lagebild.ledger.problem import Problem, Step, stale
from lagebild.ledger.rows import indexed
from lagebild.ledger.store import Row, Store
from lagebild.types import Claim, Entry, Reading

_PAGE = ("article", "page", "id", "language", "published", "title", "outlet", "home", "home_basis")
_CLAIM = (
    "position", "id", "kind", "form", "act", "factuality", "author_factuality", "day", "speaker", "origin",
)  # fmt: skip
_ROWS = "SELECT {columns} FROM claims c JOIN voices s ON s.seq = c.speaker JOIN voices o ON o.seq = c.origin"
_CLAIMS = (
    _ROWS.format(columns=", ".join(["c.seq", *(f"c.{name}" for name in _CLAIM[:-2]), "s.key", "o.key"]))
    + " WHERE c.reading = :reading ORDER BY c.position, c.seq"
)


def pages(store: Store, step: Step) -> Iterator[Problem]:
    """Pages in force: their rows, claims, mentions, moments and talk are what would be written now."""
    names = _Names(store)
    mentions = moments = talked = 0
    question = (
        "SELECT u.reading, u.article, u.page, u.id, u.language, u.published, u.title, o.key, h.key, u.home_basis,"
        " r.article, b.key, h.name, a.body, r.body FROM current u JOIN outlets o ON o.seq = u.outlet"
        " JOIN outlets h ON h.seq = u.home JOIN readings r ON r.seq = u.reading JOIN articles a ON a.seq = r.article"
        " LEFT JOIN copies x ON x.reading = u.reading LEFT JOIN current c ON c.reading = x.original"
        " LEFT JOIN outlets b ON b.seq = c.home ORDER BY u.reading"
    )
    for number, *held, article, copied, name, body, packed in store.each(question):
        step()
        what = f"page {held[1]}"
        try:
            reading = reading_of(packed, article_of(body))
        except (LedgerError, DataFileError):
            continue  # told among the readings
        yield from _unlike(what, _PAGE, held, _page(reading, article, copied))
        claims = store.ask(_CLAIMS, {"reading": number})
        home = (held[7], name or "")
        wanted = [_claim(place, Entry(reading.article, claim), home) for place, claim in enumerate(reading.claims)]
        if len(claims) != len(wanted):
            yield stale(what, f"{len(claims)} claims are in the index, but {len(wanted)} were read")
            continue
        numbers = [int(row[0]) for row in claims]
        for row, right in zip(claims, wanted, strict=True):
            yield from _unlike(f"claim {right[1]} of {what}", _CLAIM, row[1:], right)
        named = _mentions(names, numbers, reading.claims)
        timed = [
            (seq, days) for seq, claim in zip(numbers, reading.claims, strict=True) for days in rows.moments(claim)
        ]
        mentions, moments = mentions + len(named), moments + len(timed)
        yield from _missing(store, what, named, timed)
        entries = [(seq, Entry(reading.article, claim)) for seq, claim in zip(numbers, reading.claims, strict=True)]
        said, wrong = talks.missing(store, what, entries)
        talked += said
        yield from wrong
    yield from names.problems
    for table, most in (("mentions", mentions), ("moments", moments), ("talk", talked)):
        if (there := store.number(f"SELECT count(*) FROM {table}")) > most:
            yield stale(f"table {table}", f"{there - most} rows are of no claim in force")


class _Names:
    """The numbers of actors by their keys; spellings that are not there are collected as problems."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.problems: list[Problem] = []
        self.number = lru_cache(100_000)(self._number)
        self.spelt = lru_cache(100_000)(self._spelt)

    def _number(self, key: str) -> int:
        """The number of an actor; 0 where the index does not know it."""
        found = self._store.one("SELECT seq FROM actors WHERE key = :key", {"key": key})
        if found is None:
            self.problems.append(stale(f"actor {key!r}", "is not in the index"))
        return int(found[0]) if found else 0

    def _spelt(self, form: str, actor: int) -> None:
        question = "SELECT 1 FROM forms WHERE folded = :folded AND actor = :actor"
        if self._store.one(question, {"folded": form, "actor": actor}) is None:
            self.problems.append(stale(f"spelling {form.strip()!r}", f"is not known for the actor of row {actor}"))


def _page(reading: Reading, article: int, copied: str | None) -> Row:
    """The row of a page; `copied` is the key of the home of its original, where it has one."""
    content = reading.article
    outlet = outlet_key(content)
    agency = next((found.actor for found in agencies_of(content) if found.whole), None)
    home = (agency_key(agency), "agency") if agency else (copied, "copy") if copied else (outlet, "own")
    texts = rows.texts((content.id, content.language, content.published, content.title))
    return (article, indexed(page_of(content)), *texts, outlet, *home)


def _claim(position: int, entry: Entry, home: tuple[str, str]) -> Row:
    claim = entry.claim
    days = rows.days_of(entry.article.published)
    return (
        position, indexed(claim.id), claim.source.kind, claim.form, claim.act, claim.factuality,
        claim.author_factuality, days[0] if days else None, indexed(speaker(entry).key),
        indexed(origin_of(entry, *home).key),
    )  # fmt: skip


def _mentions(names: _Names, numbers: Sequence[int], claims: Sequence[Claim]) -> set[tuple[int, str, int]]:
    found = set()
    for seq, claim in zip(numbers, claims, strict=True):
        for one in rows.named(claim):
            actor = names.number(one.key)
            found.add((actor, one.role, seq))
            for form in one.forms:
                names.spelt(form, actor)
    return found


def _unlike(what: str, columns: Sequence[str], held: Sequence[object], wanted: Sequence[object]) -> Iterator[Problem]:
    for name, there, right in zip(columns, held, wanted, strict=True):
        if there != right:
            yield stale(what, f"the index has {name} {there!r} instead of {right!r}")


def _missing(
    store: Store, what: str, named: set[tuple[int, str, int]], timed: Sequence[tuple[int, tuple[int, int]]]
) -> Iterator[Problem]:
    """Mentions and moments that are not in the index; those that are too many are counted at the end."""
    mentions = [f"({actor}, '{role}', {claim})" for actor, role, claim in sorted(named)]
    moments = [f"({first}, {claim}, {last})" for claim, (first, last) in timed]
    for table, columns, values in (
        ("mentions", ("actor", "role", "claim"), mentions),
        ("moments", ("first", "claim", "last"), moments),
    ):
        for start in range(0, len(values), 400):  # SQLite takes 500 rows in one clause
            same = " AND ".join(f"m.{name} = w.{name}" for name in columns)
            question = (
                f"WITH w ({', '.join(columns)}) AS (VALUES {', '.join(values[start : start + 400])})"
                f" SELECT count(*) FROM w WHERE NOT EXISTS (SELECT 1 FROM {table} m WHERE {same})"
            )
            if lost := store.number(question):
                yield stale(what, f"{lost} of its {table} are not in the index")

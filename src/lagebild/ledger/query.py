"""Reads the ledger: the newest reading of each article, filtered, in a fixed order."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from lagebild import contract
from lagebild.errors import UsageError
from lagebild.ledger.filters import ALL, Filters
from lagebild.ledger.fold import fold
from lagebild.types import Article, Claim, Entry, Reading, Span

Condition = tuple[str, list[object]]

_ARTICLE_KEYS = ("id", "url", "title", "byline", "publisher", "published", "published_basis", "language", "text")
_ARTICLE = ", ".join(f"a.{key}" for key in (*_ARTICLE_KEYS, "blocks", "notes"))
_FROM = "FROM newest n JOIN readings r ON r.seq = n.seq JOIN articles a ON a.seq = r.article"
_ORDER = "ORDER BY a.published IS NULL, a.published, a.id, r.seq"

# Marks around the words found, for `highlight`: noncharacters of Unicode, which no text holds.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"


@dataclass(frozen=True, slots=True)
class Derivation:
    """One reading of an article that the ledger holds: by which reader, in which version, added when (UTC)."""

    id: str
    reader: str
    version: str
    added: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a search found: a claim, or (where `claim` is None) words of an article outside the claims found.

    `words` is the place to show; `score` is BM25, higher is better, comparable among claims and among articles only.
    """

    article: Article
    claim: Claim | None
    words: Span
    score: float


def articles(connection: sqlite3.Connection, filters: Filters = ALL) -> Iterator[Article]:
    """The articles in the ledger, oldest publication first; with filters those that hold a claim that fits."""
    where, values = _article_where(filters)
    for row in connection.execute(f"SELECT {_ARTICLE} {_FROM} WHERE {where} {_ORDER}", values):
        yield _article(row)


def readings(connection: sqlite3.Connection, filters: Filters = ALL) -> Iterator[Reading]:
    """The newest reading of each article, whole; with filters those that hold a claim that fits."""
    where, values = _article_where(filters)
    statement = f"SELECT r.seq, r.reader, r.version, {_ARTICLE} {_FROM} WHERE {where} {_ORDER}"
    for seq, reader, version, *rest in connection.execute(statement, values):
        article = _article(tuple(rest))
        found = connection.execute("SELECT payload FROM claims WHERE reading = ? ORDER BY position", (seq,))
        yield Reading(article, tuple(_claim(payload, article) for (payload,) in found), reader, version)


def entries(connection: sqlite3.Connection, filters: Filters = ALL) -> Iterator[Entry]:
    """The claims that fit, oldest publication first, in the order of the text."""
    where, values = _where(filters)
    statement = (
        f"SELECT r.seq, c.payload, {_ARTICLE} {_FROM} JOIN claims c ON c.reading = r.seq WHERE {where}"
        f" {_ORDER}, c.position"
    )
    last, article = None, None
    for seq, payload, *rest in connection.execute(statement, values):
        if article is None or seq != last:
            last, article = seq, _article(tuple(rest))
        yield Entry(article, _claim(payload, article))


def find(connection: sqlite3.Connection, beginning: str) -> Entry:
    """The claim whose id begins like this; raises UsageError where there is none or more than one."""
    # A range instead of LIKE: it takes the index, and % and _ mean nothing.
    statement = f"SELECT c.payload, {_ARTICLE} {_FROM} JOIN claims c ON c.reading = r.seq WHERE c.id >= ? AND c.id < ?"
    rows = connection.execute(f"{statement} LIMIT 4", (beginning, beginning + chr(0x10FFFF))).fetchall()
    if not beginning or not rows:
        raise UsageError(f"the ledger has no claim {beginning!r}; `lagebild claims` lists them")
    found = [_entry(row) for row in rows]
    exact = [entry for entry in found if entry.claim.id == beginning]
    if len(found) > 1 and len(exact) != 1:
        ids = ", ".join(entry.claim.id for entry in found[:3])
        raise UsageError(f"more than one claim begins with {beginning!r}: {ids}; give more of it")
    return exact[0] if exact else found[0]


def derivations(connection: sqlite3.Connection, article_id: str) -> Iterator[Derivation]:
    """All readings of an article, the oldest first."""
    statement = "SELECT id, reader, version, added FROM readings WHERE article_id = ? ORDER BY seq"
    for row in connection.execute(statement, (article_id,)):
        yield Derivation(*row)


def counts(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many articles and how many claims are in force."""
    statement = f"SELECT count(DISTINCT r.seq), count(c.seq) {_FROM} LEFT JOIN claims c ON c.reading = r.seq"
    found = connection.execute(statement).fetchone()
    return int(found[0]), int(found[1])


# --- search ---------------------------------------------------------------------------------------------------


def search(connection: sqlite3.Connection, query: str, filters: Filters = ALL, limit: int = 20) -> list[Hit]:
    """The claims that fit best, then articles that hold the words elsewhere; raises UsageError for an empty query.

    All words must be there; "words in quotation marks" stand together; soldat* finds words by their beginning.
    """
    words = match_of(query)
    claims = _claim_hits(connection, words, filters, limit)
    seen = {hit.article.id for hit in claims}
    elsewhere = _article_hits(connection, words, filters, limit) if len(claims) < limit else []
    return [*claims, *(hit for hit in elsewhere if hit.article.id not in seen)][:limit]


def match_of(query: str) -> str:
    """A query of the user as an expression of FTS5 in which nothing but phrases and a closing * has a meaning."""
    parts = re.findall(r'"([^"]*)"|([^\s"]+)', query.replace("\0", " "))  # a NUL would end the expression
    phrases = [(phrase or word.rstrip("*"), word.endswith("*")) for phrase, word in parts]
    terms = [f'"{phrase}"{"*" if open_end else ""}' for phrase, open_end in phrases if fold(phrase)]
    if not terms:
        raise UsageError(f"nothing to search for in {query!r}; give words")
    return " ".join(terms)


def _claim_hits(connection: sqlite3.Connection, words: str, filters: Filters, limit: int) -> list[Hit]:
    where, values = _where(filters)
    statement = (
        f"SELECT -bm25(claim_words, 2.0, 1.0) AS score, c.payload, {_ARTICLE} FROM claim_words w"
        " JOIN claims c ON c.seq = w.rowid JOIN readings r ON r.seq = c.reading JOIN articles a ON a.seq = r.article"
        f" WHERE claim_words MATCH ? AND r.seq IN (SELECT seq FROM newest) AND {where}"
        " ORDER BY score DESC, c.seq LIMIT ?"
    )
    hits = []
    for score, *row in connection.execute(statement, [words, *values, limit]):
        entry = _entry(tuple(row))
        hits.append(Hit(entry.article, entry.claim, entry.claim.sentence, score))
    return hits


def _article_hits(connection: sqlite3.Connection, words: str, filters: Filters, limit: int) -> list[Hit]:
    where, values = _article_where(filters)
    statement = (
        f"SELECT -bm25(article_words) AS score, highlight(article_words, 0, '{_OPEN}', '{_CLOSE}'), {_ARTICLE}"
        " FROM article_words w JOIN articles a ON a.seq = w.rowid"
        " JOIN readings r ON r.article = a.seq"
        f" WHERE article_words MATCH ? AND r.seq IN (SELECT seq FROM newest) AND {where}"
        " ORDER BY score DESC, a.seq LIMIT ?"
    )
    hits = []
    for score, marked, *row in connection.execute(statement, [words, *values, limit]):
        article = _article(tuple(row))
        # A NUL in the text would end the marked copy before its first mark; then the beginning is shown.
        hits.append(Hit(article, None, _around(article, max(marked.find(_OPEN), 0)), score))
    return hits


def _around(article: Article, place: int) -> Span:
    """The block that holds a place."""
    for block in article.blocks:
        if block.start <= place < block.end:
            return article.span(block.start, block.end)
    return article.span(place, min(place + 200, len(article.text)))


# --- conditions -----------------------------------------------------------------------------------------------


def _where(filters: Filters) -> Condition:
    """The condition on a claim `c` of a reading `r` of an article `a`, with its values."""
    parts = [*_of_article(filters), *_of_claim(filters)]
    return " AND ".join(["1", *(part for part, _ in parts)]), [v for _, values in parts for v in values]


def _article_where(filters: Filters) -> Condition:
    """The condition on an article: itself, and one of its claims where the filters ask for something in claims."""
    outer, inner = _of_article(filters), _of_claim(filters)
    parts = [part for part, _ in outer]
    if inner:
        having = " AND ".join(part for part, _ in inner)
        parts.append(f"EXISTS (SELECT 1 FROM claims c WHERE c.reading = r.seq AND {having})")
    return " AND ".join(["1", *parts]), [v for _, values in [*outer, *inner] for v in values]


def _of_article(filters: Filters) -> list[Condition]:
    parts: list[Condition] = []
    if filters.language:
        parts.append(("a.language = ?", [filters.language]))
    if filters.outlet:
        parts.append(("instr(a.outlet, ?)", [fold(filters.outlet)]))
    # Days are compared as far as both are known: "2024-10" may lie before and after the 15th.
    for bound, order in ((filters.since, ">="), (filters.until, "<=")):
        if bound:
            known = f"substr(a.published, 1, {len(bound)}) {order} substr(?, 1, length(a.published))"
            parts.append((known, [bound]))
    return parts


def _of_claim(filters: Filters) -> list[Condition]:
    parts: list[Condition] = []
    for column, value in (
        ("source_kind", filters.kind),
        ("form", filters.form),
        ("act", filters.act),
        ("factuality", filters.factuality),
    ):
        if value:
            parts.append((f"c.{column} = ?", [value]))
    for value, roles in (
        (filters.source, "'source', 'chain'"),
        (filters.actor, "'source', 'chain', 'actor', 'doer', 'recipient'"),
        (filters.place, "'place', 'scene'"),
    ):
        if value:
            parts.append(_mentioned(value, roles))
    if filters.text:
        parts.append(("c.seq IN (SELECT rowid FROM claim_words WHERE claim_words MATCH ?)", [match_of(filters.text)]))
    return parts


def _mentioned(name: str, roles: str) -> Condition:
    """That somebody of this name is mentioned, in any spelling that the ledger has met for the same actor."""
    folded = fold(name)
    if not folded:
        raise UsageError(f"{name!r} is no name; give letters or digits")
    condition = (
        f"c.seq IN (SELECT claim FROM mentions WHERE role IN ({roles}) AND who IN ("
        "SELECT who FROM mentions WHERE instr(folded_name, ?) OR instr(folded_words, ?) OR wikidata = ?))"
    )
    return condition, [folded, folded, name]


# --- rows -----------------------------------------------------------------------------------------------------


def _article(row: tuple[object, ...]) -> Article:
    *plain, blocks, notes = row
    raw = dict(zip(_ARTICLE_KEYS, plain, strict=True))
    return contract.article_from_json({**raw, "blocks": json.loads(str(blocks)), "notes": json.loads(str(notes))})


def _claim(payload: str, article: Article) -> Claim:
    return contract.claim_from_json(json.loads(payload), article.text)


def _entry(row: tuple[object, ...]) -> Entry:
    payload, *rest = row
    article = _article(tuple(rest))
    return Entry(article, _claim(str(payload), article))

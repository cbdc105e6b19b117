"""Reads the ledger: the newest reading of each page, filtered, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lagebild.errors import UsageError
from lagebild.ledger import conditions
from lagebild.ledger.filters import ALL, Filters
from lagebild.ledger.fold import fold
from lagebild.ledger.packed import Opened, article_of, opened, reading_of
from lagebild.ledger.rows import indexed
from lagebild.ledger.store import Store
from lagebild.types import Article, Claim, Entry, Reading, Span

_AT_ONCE = 100  # readings that are fetched with one question
_ORDER = "ORDER BY CASE WHEN u.published IS NULL THEN 1 ELSE 0 END, u.published, u.id, u.reading"


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

    `words` is the place to show; `score` is the database's, higher is better, comparable among claims and among
    articles only.
    """

    article: Article
    claim: Claim | None
    words: Span
    score: float


def articles(store: Store, filters: Filters = ALL) -> Iterator[Article]:
    """The articles in force, oldest publication first; with filters those that hold a claim that fits."""
    where, values = conditions.of_page(store, filters)
    question = f"SELECT a.body FROM current u JOIN articles a ON a.seq = u.article WHERE {where} {_ORDER}"
    for (body,) in store.each(question, values):
        yield article_of(body)


def readings(store: Store, filters: Filters = ALL) -> Iterator[Reading]:
    """The newest reading of each page, whole; with filters those that hold a claim that fits."""
    where, values = conditions.of_page(store, filters)
    question = (
        "SELECT a.body, r.body FROM current u JOIN articles a ON a.seq = u.article"
        f" JOIN readings r ON r.seq = u.reading WHERE {where} {_ORDER}"
    )
    for article, packed in store.each(question, values):
        yield reading_of(packed, article_of(article))


def entries(store: Store, filters: Filters = ALL) -> Iterator[Entry]:
    """The claims that fit, oldest publication first, in the order of the text."""
    where, values = conditions.of_claim(store, filters)
    question = (
        f"SELECT u.reading, c.position, c.id FROM current u JOIN claims c ON c.reading = u.reading WHERE {where}"
        f" {_ORDER}, c.position"
    )
    for reading, found in groupby(store.each(question, values), key=lambda row: int(row[0])):
        made = _opened(store, [reading])
        yield from made[reading].entries((position, identifier) for _, position, identifier in found)


def at(store: Store, claims: Sequence[int]) -> dict[int, Entry]:
    """The claims of some rows, by the numbers of the rows."""
    numbers = ", ".join(str(int(seq)) for seq in sorted(set(claims)))
    question = f"SELECT reading, position, id, seq FROM claims WHERE seq IN ({numbers}) ORDER BY reading, position"
    rows = store.ask(question) if numbers else []
    found: dict[int, Entry] = {}
    groups = [(reading, list(group)) for reading, group in groupby(rows, key=lambda row: int(row[0]))]
    for first in range(0, len(groups), _AT_ONCE):
        some = groups[first : first + _AT_ONCE]
        pages = _opened(store, [reading for reading, _ in some])
        for reading, places in some:
            made = pages[reading].entries((position, identifier) for _, position, identifier, _ in places)
            found.update({seq: entry for (*_, seq), entry in zip(places, made, strict=True)})
    return found


def _opened(store: Store, readings: Sequence[int]) -> dict[int, Opened]:
    listed = ", ".join(map(str, readings))
    question = (
        f"SELECT r.seq, a.body, r.body FROM readings r JOIN articles a ON a.seq = r.article WHERE r.seq IN ({listed})"
    )
    return {int(seq): opened(bytes(body), bytes(packed)) for seq, body, packed in store.ask(question)}


def find(store: Store, beginning: str) -> Entry:
    """The claim whose id begins like this; raises UsageError where there is none or more than one."""
    wanted = indexed(beginning)
    # A range instead of LIKE: it takes the index, and % and _ mean nothing.
    question = "SELECT seq, id FROM claims WHERE id >= :first AND id < :last ORDER BY id LIMIT 4"
    rows = store.ask(question, {"first": wanted, "last": wanted + chr(0x10FFFF)}) if wanted else []
    if not rows:
        raise UsageError(f"the ledger has no claim {beginning!r}; `lagebild claims` lists them")
    exact = [row for row in rows if row[1] == wanted]
    if len(rows) > 1 and len(exact) != 1:
        ids = ", ".join(row[1] for row in rows[:3])
        raise UsageError(f"more than one claim begins with {beginning!r}: {ids}; give more of it")
    seq = (exact or rows)[0][0]
    return at(store, [seq])[seq]


def derivations(store: Store, article_id: str) -> Iterator[Derivation]:
    """All readings of an article, the oldest first."""
    question = (
        "SELECT r.id, r.reader, r.version, r.added FROM articles a JOIN readings r ON r.article = a.seq"
        " WHERE a.id = :id ORDER BY r.seq"
    )
    for row in store.ask(question, {"id": indexed(article_id)}):
        yield Derivation(*row)


def counts(store: Store) -> tuple[int, int]:
    """How many articles and how many claims are in force."""
    return store.number("SELECT count(*) FROM current"), store.number("SELECT count(*) FROM claims")


# --- search ---------------------------------------------------------------------------------------------------


def search(store: Store, query: str, filters: Filters = ALL, limit: int = 20) -> list[Hit]:
    """The claims that fit best, then articles that hold the words elsewhere; raises UsageError for an empty query.

    All words must be there; "words in quotation marks" stand together; soldat* finds words by their beginning.
    """
    terms = conditions.terms_of(query)
    words = store.query(terms)
    claims = _claim_hits(store, words, filters, limit)
    seen = {hit.article.id for hit in claims}
    wanted = [writing for term in terms for writing in term.writings]
    elsewhere = _article_hits(store, words, wanted, filters, limit) if len(claims) < limit else []
    return [*claims, *(hit for hit in elsewhere if hit.article.id not in seen)][:limit]


def _claim_hits(store: Store, words: str, filters: Filters, limit: int) -> list[Hit]:
    where, values = conditions.of_claim(store, filters)
    ranked = store.claims
    question = (
        f"SELECT c.seq, {ranked.score} AS score FROM {ranked.table} w JOIN claims c ON c.seq = w.{ranked.key}"
        f" JOIN current u ON u.reading = c.reading WHERE {ranked.match} AND {where}"
        " ORDER BY score DESC, c.seq LIMIT :most"
    )
    rows = store.ask(question, {**values, "words": words, "most": limit})
    found = at(store, [seq for seq, _ in rows])
    return [Hit(found[seq].article, found[seq].claim, found[seq].claim.sentence, float(score)) for seq, score in rows]


def _article_hits(store: Store, words: str, wanted: Sequence[str], filters: Filters, limit: int) -> list[Hit]:
    where, values = conditions.of_page(store, filters)
    ranked = store.texts
    question = (
        f"SELECT a.body, {ranked.score} AS score FROM {ranked.table} w JOIN current u ON u.reading = w.{ranked.key}"
        f" JOIN articles a ON a.seq = u.article WHERE {ranked.match} AND {where}"
        " ORDER BY score DESC, u.reading LIMIT :most"
    )
    hits = []
    for body, score in store.ask(question, {**values, "words": words, "most": limit}):
        article = article_of(body)
        hits.append(Hit(article, None, place_in(article, wanted), float(score)))
    return hits


def place_in(article: Article, wanted: Sequence[str]) -> Span:
    """The block that holds most of the words, the first of several; else the beginning of the text."""
    spans = [article.span(block.start, block.end) for block in article.blocks if block.start < block.end]
    terms = [fold(words) for words in wanted]
    held = [sum(term in text for term in terms) for text in (fold(span.text) for span in spans)]
    if not held or not max(held):
        return article.span(0, min(200, len(article.text)))
    return spans[held.index(max(held))]

"""Writes a reading into the ledger: one transaction, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from lagebild import contract
from lagebild.ledger.index import Index
from lagebild.ledger.packed import pack, pack_reading, page_of
from lagebild.ledger.rows import indexed
from lagebild.ledger.store import Store
from lagebild.types import Article, Reading


def add(store: Store, index: Index, reading: Reading) -> bool:
    """Stores a reading; False where the same one is stored already. Returns only when the disk has it."""
    content = contract.to_json(reading)
    identifier = contract.identifier(content)
    if is_known(store, identifier):
        return False  # asked first without the writers' lock, since reading all again is common
    try:
        with store.writing():
            return put(store, index, reading, content, identifier)
    except BaseException:
        index.forget()
        raise


def add_all(store: Store, index: Index, readings: Sequence[Reading]) -> list[bool]:
    """Stores several readings in one transaction, all or none; for each, whether it was new."""
    contents = [contract.to_json(reading) for reading in readings]
    identifiers = [contract.identifier(content) for content in contents]
    if all(is_known(store, identifier) for identifier in identifiers):
        return [False] * len(readings)
    try:
        with store.writing():
            return [put(store, index, *one) for one in zip(readings, contents, identifiers, strict=True)]
    except BaseException:
        index.forget()
        raise


def put(
    store: Store, index: Index, reading: Reading, content: contract.Json, identifier: str, added: str | None = None
) -> bool:
    """Stores a reading inside of `Store.writing`, its JSON as it is given; False where the same one is stored already.

    `added` is when it came into a ledger first, for readings that come from another one. The caller lets the index
    forget its numbers where the transaction fails.
    """
    if is_known(store, identifier):
        return False
    article = _article(store, reading.article, content["article"])
    if added is None:  # never before the reading that it replaces, whatever the clock says
        added = max(now(), _in_force_since(store, reading.article))
    number = store.number(
        "INSERT INTO readings (id, article, reader, version, added, body)"
        " VALUES (:id, :article, :reader, :version, :added, :body) RETURNING seq",
        {
            "id": identifier, "article": article, "reader": indexed(reading.reader),
            "version": indexed(reading.version), "added": added, "body": pack_reading(content),
        },
    )  # fmt: skip
    enforce(store, index, number, article, reading, added)
    return True


def enforce(store: Store, index: Index, number: int, article: int, reading: Reading, added: str) -> None:
    """Puts a stored reading in force, unless its page has one that was added later, as another ledger may bring."""
    edition = store.number("SELECT coalesce(max(number), 0) FROM rebuilds")
    if edition != index.edition:  # somebody made the index anew: what was remembered of it may be wrong
        index.forget()
        index.edition = edition
    if added >= _in_force_since(store, reading.article):
        index.put(number, article, reading)


def is_known(store: Store, identifier: str) -> bool:
    """Whether a reading is stored."""
    return store.one("SELECT 1 FROM readings WHERE id = :id", {"id": identifier}) is not None


def now() -> str:
    """The time in UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _in_force_since(store: Store, article: Article) -> str:
    """When the reading in force of the article's page was added; empty where there is none."""
    question = "SELECT r.added FROM current u JOIN readings r ON r.seq = u.reading WHERE u.page = :page"
    found = store.one(question, {"page": indexed(page_of(article))})
    return str(found[0]) if found else ""


def _article(store: Store, article: Article, content: contract.Json) -> int:
    digest = contract.identifier(content)
    found = store.one("SELECT seq FROM articles WHERE digest = :digest", {"digest": digest})
    if found:
        return int(found[0])
    return store.number(
        "INSERT INTO articles (digest, id, page, body) VALUES (:digest, :id, :page, :body) RETURNING seq",
        {
            "digest": digest, "id": indexed(article.id), "page": indexed(page_of(article)), "body": pack(content),
        },
    )  # fmt: skip

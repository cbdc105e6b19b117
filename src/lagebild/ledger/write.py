"""Writes a reading into the ledger: one transaction, whole or not at all."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from lagebild import contract
from lagebild.ledger.index import Index
from lagebild.ledger.packed import pack, pack_reading, page_of
from lagebild.ledger.rows import indexed
from lagebild.ledger.store import Store
from lagebild.types import Article, Reading


def add(store: Store, index: Index, reading: Reading, *, added: str | None = None) -> bool:
    """Stores a reading; False where the same one is stored already. Returns only when the disk has it.

    `added` is when it came into a ledger first, for readings that come from another one.
    """
    content = contract.to_json(reading)
    identifier = contract.identifier(content)
    if store.one("SELECT 1 FROM readings WHERE id = :id", {"id": identifier}):
        return False  # asked first without the writers' lock, since reading all again is common
    try:
        with store.writing():
            if store.one("SELECT 1 FROM readings WHERE id = :id", {"id": identifier}):
                return False
            article = _article(store, reading.article, content["article"])
            values = {
                "id": identifier, "article": article, "reader": indexed(reading.reader),
                "version": indexed(reading.version), "added": added or now(), "body": pack_reading(content),
            }  # fmt: skip
            number = store.number(
                "INSERT INTO readings (id, article, reader, version, added, body)"
                " VALUES (:id, :article, :reader, :version, :added, :body) RETURNING seq",
                values,
            )
            index.put(number, article, reading)
    except BaseException:
        index.forget()
        raise
    return True


def now() -> str:
    """The time in UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _article(store: Store, article: Article, content: dict[str, Any]) -> int:
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

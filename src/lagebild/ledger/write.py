"""Writes a reading into the ledger: one transaction, whole or not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from lagebild import contract
from lagebild.ledger.fold import fold, fold_outlet
from lagebild.ledger.store import transaction
from lagebild.types import Actor, Claim, Reading, Source, Span

Row = tuple[Any, ...]


def add(connection: sqlite3.Connection, reading: Reading) -> bool:
    """Stores a reading; False where the same one is stored already. Returns only when the disk has it."""
    content = contract.to_json(reading)
    identifier = contract.identifier(content)
    with transaction(connection):
        if connection.execute("SELECT 1 FROM readings WHERE id = ?", (identifier,)).fetchone():
            return False
        article = _article(connection, content["article"])
        number = _insert(
            connection,
            "INSERT INTO readings (id, article, article_id, reader, version, added)"
            " VALUES (?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
            (identifier, article, reading.article.id, reading.reader, reading.version),
        )
        for position, (claim, payload) in enumerate(zip(reading.claims, content["claims"], strict=True)):
            _claim(connection, number, position, claim, payload)
    return True


def _insert(connection: sqlite3.Connection, statement: str, row: Row) -> int:
    number = connection.execute(statement, row).lastrowid
    assert number is not None  # an INSERT that succeeded has one
    return number


def _article(connection: sqlite3.Connection, content: dict[str, Any]) -> int:
    digest = contract.identifier(content)
    found = connection.execute("SELECT seq FROM articles WHERE digest = ?", (digest,)).fetchone()
    if found:
        return int(found[0])
    plain = ("id", "url", "title", "byline", "publisher", "published", "published_basis", "language", "text")
    row = (
        digest,
        *(content[key] for key in plain),
        _json(content["blocks"]),
        _json(content["notes"]),
        fold_outlet(content["publisher"], content["url"]),
    )
    return _insert(
        connection,
        f"INSERT INTO articles (digest, {', '.join(plain)}, blocks, notes, outlet) VALUES ({_places(row)})",
        row,
    )


def _claim(connection: sqlite3.Connection, reading: int, position: int, claim: Claim, payload: Any) -> None:
    row = (
        reading,
        position,
        claim.id,
        _json(payload),
        claim.source.kind,
        _speaker(claim.source),
        " … ".join(span.text for span in claim.content),
        claim.form,
        claim.act,
        claim.factuality,
        claim.author_factuality,
    )
    number = _insert(
        connection,
        "INSERT INTO claims (reading, position, id, payload, source_kind, speaker, content, form, act, factuality,"
        f" author_factuality) VALUES ({_places(row)})",
        row,
    )
    _many(connection, "figures", number, _figures(claim))
    _many(connection, "times", number, _times(claim))
    _many(connection, "mentions", number, _mentions(claim))
    _many(connection, "events", number, _events(claim))


_COLUMNS = {
    "figures": "start, end, text, min, max, approximate, vague, unit, counted, whose, stage, as_of, change",
    "times": "start, end, text, type, value, mod, role",
    "mentions": "role, who, name, words, folded_name, folded_words, kind, country, wikidata, start, end",
    "events": "start, end, text, type, mode, actor, recipient, time, place, status",
}


def _many(connection: sqlite3.Connection, table: str, claim: int, rows: Iterable[Row]) -> None:
    columns = _COLUMNS[table]
    places = ", ".join("?" * (columns.count(",") + 2))
    connection.executemany(f"INSERT INTO {table} (claim, {columns}) VALUES ({places})", ((claim, *row) for row in rows))


def _figures(claim: Claim) -> Iterator[Row]:
    for f in claim.figures:
        yield (
            *_at(f.span), f.min, f.max, f.approximate, f.vague, f.unit, f.of, f.whose, f.stage, f.as_of, f.change,
        )  # fmt: skip


def _times(claim: Claim) -> Iterator[Row]:
    for time in claim.times:
        yield *_at(time.span), time.type, time.value, time.mod, time.role


def _mentions(claim: Claim) -> Iterator[Row]:
    if claim.source.kind != "author":
        yield from _mention("source", claim.source.span, claim.source.actor)
    for link in claim.chain:
        yield from _mention("chain", link.span, link.actor)
    for mention in claim.actors:
        yield from _mention("actor", mention.span, mention.actor)
    for mention in claim.places:
        yield from _mention("place", mention.span, mention.actor)
    for event in claim.events:
        yield from _mention("doer", None, event.actor)
        yield from _mention("recipient", None, event.recipient)
        if event.place:
            yield from _mention("scene", None, Actor(event.place, "place"))


def _mention(role: str, span: Span | None, actor: Actor | None) -> Iterator[Row]:
    name, words = (actor.name if actor else None), (span.text if span else None)
    folded_name, folded_words = fold(name), fold(words)
    who = (actor and actor.wikidata) or folded_name or folded_words
    if who:
        yield (
            role, who, name, words, folded_name, folded_words,
            *((actor.kind, actor.country, actor.wikidata) if actor else (None, None, None)),
            *((span.start, span.end) if span else (None, None)),
        )  # fmt: skip


def _events(claim: Claim) -> Iterator[Row]:
    for event in claim.events:
        actor, recipient = (who.name if who else None for who in (event.actor, event.recipient))
        yield *_at(event.span), event.type, event.mode, actor, recipient, event.time, event.place, event.status


def _speaker(source: Source) -> str:
    names = (source.span.text if source.span else "", source.actor.name if source.actor else "")
    return " ".join(dict.fromkeys(name for name in names if name))


def _at(span: Span) -> Row:
    return span.start, span.end, span.text


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _places(row: Row) -> str:
    return ", ".join("?" * len(row))

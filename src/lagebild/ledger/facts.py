"""The facts of a ledger in the order in which they came, for all that goes through the whole of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lagebild import contract
from lagebild.errors import DataFileError
from lagebild.ledger.decisions import Kept, every
from lagebild.ledger.packed import unpack
from lagebild.ledger.store import Store
from lagebild.types import Reading

_ADDED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
#: The keys of a reading in the contract, in its order.
_KEYS = ("article", "claims", "reader", "version")


@dataclass(frozen=True, slots=True)
class Fact:
    """A reading in a ledger: the numbers of its row and of its article's, its stored id, when it came (UTC), its JSON.

    The JSON is what was stored, to the key: an older program may have known fewer.
    """

    seq: int
    article: int
    id: str
    added: str
    content: contract.Json


@dataclass(frozen=True, slots=True)
class Proven:
    """A reading that holds what it says: its JSON, the same as an object, its id, and when it came into a ledger."""

    content: contract.Json
    reading: Reading
    id: str
    added: str


def steps(store: Store) -> Iterator[Fact | Kept]:
    """Readings and decisions in the order in which they came; raises LedgerError where one cannot be unpacked."""
    waiting = list(every(store))
    question = (
        "SELECT r.seq, r.article, r.id, r.added, a.body, r.body FROM readings r JOIN articles a ON a.seq = r.article"
        " ORDER BY r.seq"
    )
    for seq, article, identifier, added, body, packed in store.each(question):
        while waiting and waiting[0].after < seq:
            yield waiting.pop(0)
        yield Fact(int(seq), int(article), identifier, added, joined(unpack(body), unpack(packed)))
    yield from waiting


def joined(article: contract.Json, rest: contract.Json) -> contract.Json:
    """The JSON of a whole reading from that of its article and of the rest, with the keys in the contract's order."""
    return {"article": article, "claims": rest["claims"], "reader": rest["reader"], "version": rest["version"]}


def proven(raw: object, identifier: str | None, added: object) -> Proven:
    """A reading whose every span was found in its text; raises DataFileError for anything else.

    `identifier` is the id that it is known by, None where it has none yet.
    """
    if not isinstance(raw, dict) or any(key not in raw for key in _KEYS):
        raise DataFileError(f"a reading is an object with {', '.join(_KEYS)}")
    if not isinstance(added, str) or not _ADDED.fullmatch(added):
        raise DataFileError(f"'added' is {added!r}; a time like 2024-10-20T12:00:00.000Z is expected")
    content = {key: raw[key] for key in _KEYS}
    try:
        reading = contract.from_json(content)
        found = contract.identifier(content)
    except (ValueError, OverflowError, RecursionError) as error:
        raise DataFileError(f"a reading that cannot be: {error}") from error
    if identifier is not None and identifier != found:
        raise DataFileError(f"reading {identifier} was changed: the identifier of its content is {found}")
    return Proven(content, reading, found, added)

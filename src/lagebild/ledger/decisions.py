"""Decisions of readers as the ledger keeps them: who decided what about which thing, and why; none is ever changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any

from lagebild import contract
from lagebild.errors import DataFileError
from lagebild.ledger.store import Store
from lagebild.ontology.graded import Reliability


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision. `made` is UTC, ISO 8601; `target` and `other` are addresses of things (lage:claim/...).

    `cell` is the path of a corrected cell (figures/0/max), `content` its value as JSON, the words of a
    note, or the mark of a source;
    `undoes` is the id of an earlier decision that this one takes back. A split has in `content` the ids of the claims
    that one was taken away from.
    """

    made: str
    who: str
    kind: str
    target: str
    reason: str
    other: str | None = None
    cell: str | None = None
    content: str | None = None
    undoes: str | None = None

    @property
    def id(self) -> str:
        """The identifier of its content. It holds no number of a row: in every ledger it is the same."""
        return contract.identifier(asdict(self))


#: That a decision `d` was made by the row :until, and that nobody had undone it by then; `LAST` asks for now.
STANDS = "d.seq <= :until AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.seq AND u.seq <= :until)"
LAST = 2**62

_NAMES = tuple(field.name for field in fields(Decision))
_NEEDED = ("made", "who", "kind", "target", "reason")
_COLUMNS = ", ".join(f"d.{name}" for name in _NAMES[:-1])


def to_json(decision: Decision) -> dict[str, Any]:
    """A decision as an object, with its id."""
    return {"id": decision.id, **asdict(decision)}


def from_json(raw: Any) -> Decision:
    """The decision that an object holds; raises DataFileError where it holds none, or its id is not that of it."""
    if not isinstance(raw, dict):
        raise DataFileError("a decision is an object")
    for name in _NAMES:
        if name not in raw or not isinstance(raw[name], str | None) or (name in _NEEDED and raw[name] is None):
            raise DataFileError(f"the decision's {name!r} is {raw.get(name)!r}; a text is expected")
    decision = Decision(**{name: raw[name] for name in _NAMES})
    if raw.get("id") != decision.id:
        raise DataFileError(f"the decision's id is {raw.get('id')!r}, but that of its content is {decision.id!r}")
    return decision


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision in a ledger: the number of its row, the last reading that there was then (0: none), the stored id."""

    seq: int
    after: int
    id: str
    decision: Decision


def every(store: Store) -> Iterator[Kept]:
    """All decisions in the order in which they were made. There are as many as people made: they fit in memory."""
    question = (
        f"SELECT d.seq, d.after, d.id, {_COLUMNS}, u.id FROM decisions d LEFT JOIN decisions u ON u.seq = d.undoes"
        " ORDER BY d.after, d.seq"
    )
    for seq, after, identifier, *values in store.ask(question):
        yield Kept(int(seq), int(after), identifier, Decision(**dict(zip(_NAMES, values, strict=True))))


def reliabilities(store: Store, keys: Iterable[str]) -> dict[str, tuple[Reliability, str]]:
    """How reliable readers hold some voices, by key: the mark and the reason of the last decision that stands."""
    addresses = sorted({f"lage:source/{key}" for key in keys})
    found: dict[str, tuple[Reliability, str]] = {}
    for place in range(0, len(addresses), 200):
        values = {f"a{number}": address for number, address in enumerate(addresses[place : place + 200])}
        listed = ", ".join(f":{name}" for name in values)
        question = (
            "SELECT d.target, d.content, d.reason FROM decisions d WHERE d.kind = 'reliability'"
            f" AND d.target IN ({listed}) AND {STANDS} ORDER BY d.seq"
        )
        for target, mark, reason in store.ask(question, {**values, "until": LAST}):
            found[target.removeprefix("lage:source/")] = (mark, reason)
    return found


def put(store: Store, decision: Decision) -> bool:
    """Stores a decision inside of `Store.writing`; False where it is stored already.

    Raises DataFileError where the decision that it undoes is not there.
    """
    if store.one("SELECT 1 FROM decisions WHERE id = :id", {"id": decision.id}):
        return False
    undone = None
    if decision.undoes is not None:
        undone = store.one("SELECT seq FROM decisions WHERE id = :id", {"id": decision.undoes})
        if undone is None:
            raise DataFileError(f"decision {decision.id} undoes {decision.undoes}, which the ledger does not hold")
    values = asdict(decision)
    values |= {
        "id": decision.id, "undoes": undone[0] if undone else None,
        "after": store.number("SELECT coalesce(max(seq), 0) FROM readings"),
    }  # fmt: skip
    names, places = ", ".join(values), ", ".join(f":{name}" for name in values)
    store.ask(f"INSERT INTO decisions ({names}) VALUES ({places}) RETURNING seq", values)
    return True

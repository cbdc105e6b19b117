"""What readers decide: notes, corrections, "not the same claim", "the same claim", "the same actor", "checked", undo.

A decision is a fact: it is added with a name and a reason and never taken away. To undo one is a decision too. What the
machine read stays beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from lagebild import contract
from lagebild.errors import UsageError
from lagebild.ledger.index import Index
from lagebild.ledger.packed import unpack
from lagebild.ledger.rows import indexed
from lagebild.ledger.store import Row, Store
from lagebild.ledger.write import now

Kind = Literal["note", "checked", "correct", "split", "join", "same-actor", "undo"]

_COLUMNS = "d.id, d.made, d.who, d.kind, d.target, d.other, d.cell, d.content, d.reason, u.id"
_ADDRESS = re.compile(r"lage:(claim|article|proposition|actor|decision)/(.+)", re.DOTALL)
#: Which things a decision can be about; the second is what it compares the first with.
_TARGETS: dict[Kind, tuple[str, ...]] = {
    "note": ("claim", "article", "proposition", "actor"),
    "checked": ("claim", "article", "proposition"),
    "correct": ("claim",),
    "split": ("claim",),
    "join": ("claim",),
    "same-actor": ("actor",),
    "undo": ("decision",),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of a reader: when (UTC), who, about what, and why; `undone_by` is the decision that undid it.

    `target` and `other` are addresses (`lage:claim/…`). A correction names the `cell` as a path into the claim's JSON
    ("figures/0/max") and has the right value in `content`, as JSON; a note has its words there; a split has the ids of
    the claims that it was taken away from.
    """

    id: str
    made: str
    who: str
    kind: Kind
    target: str
    other: str | None
    cell: str | None
    content: str | None
    reason: str
    undone_by: str | None = None


def decide(
    store: Store,
    index: Index,
    kind: Kind,
    target: str,
    *,
    who: str,
    reason: str,
    other: str | None = None,
    cell: str | None = None,
    content: str | None = None,
) -> Decision:
    """Adds a decision and lets it take effect; raises UsageError where it cannot be.

    `target` and `other` are addresses or beginnings of ids. `content` is JSON for a correction, words for a note.
    """
    if kind not in get_args(Kind):
        raise UsageError(f"{kind!r} is no decision; choose one of: {', '.join(get_args(Kind))}")
    for name, words in (("name", who), ("reason", reason)):
        if not words.strip():
            raise UsageError(f"a decision needs a {name}")
    try:
        with store.writing():
            made = _checked(store, kind, target, who, reason, other, cell, content)
            after = store.number("SELECT coalesce(max(seq), 0) FROM readings")
            enter(store, index, made, after)
    except BaseException:
        index.forget()
        raise
    return made


def enter(store: Store, index: Index, made: Decision, after: int) -> None:
    """Writes a decision as it is and lets it take effect; expects to stand inside of `Store.writing`."""
    undoes = None
    if made.kind == "undo":
        undoes = store.number("SELECT seq FROM decisions WHERE id = :id", {"id": _name(made.target)})
    row = (
        made.id, made.made, after, made.who, made.kind, made.target, made.other, made.cell, made.content, made.reason,
        undoes,
    )  # fmt: skip
    store.many(
        "INSERT INTO decisions (id, made, after, who, kind, target, other, cell, content, reason, undoes)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [row],
    )
    take_effect(store, index, made)


def take_effect(store: Store, index: Index, made: Decision) -> None:
    """Does in the index what a decision, which is stored already, asks for."""
    if made.kind == "undo":
        undone = store.one(
            f"SELECT {_COLUMNS} FROM decisions d LEFT JOIN decisions u ON u.undoes = d.seq WHERE d.id = :id",
            {"id": _name(made.target)},
        )
        assert undone is not None
        made = Decision(*undone)
    if made.kind in ("split", "join"):
        index.gather_again(_name(address) for address in (made.target, made.other) if address and ":claim/" in address)
    elif made.kind == "same-actor":
        index.same_actors(_same(store))


def of(store: Store, targets: Iterable[str]) -> dict[str, list[Decision]]:
    """The decisions about some addresses, the oldest first, by address; those that were undone too."""
    found: dict[str, list[Decision]] = {}
    wanted = sorted(set(targets))
    for place in range(0, len(wanted), 200):
        part = wanted[place : place + 200]
        values = {f"a{number}": indexed(address) for number, address in enumerate(part)}
        listed = ", ".join(f":{name}" for name in values)
        for decision in _rows(store, f"d.target IN ({listed}) OR d.other IN ({listed})", values):
            for address in {decision.target, decision.other} & set(part):
                found.setdefault(str(address), []).append(decision)
    return found


def every(store: Store, *, limit: int = 50, who: str | None = None, kind: str | None = None) -> list[Decision]:
    """Decisions, the latest first; of one reader or one kind."""
    where, values = ["1 = 1"], dict[str, Any]()
    for name, value in (("who", who), ("kind", kind)):
        if value is not None:
            where.append(f"d.{name} = :{name}")
            values[name] = value
    return list(_rows(store, " AND ".join(where), values, "d.seq DESC LIMIT :most", most=limit))


def _rows(store: Store, where: str, values: dict[str, Any], order: str = "d.seq", **more: Any) -> Iterator[Decision]:
    question = f"SELECT {_COLUMNS} FROM decisions d LEFT JOIN decisions u ON u.undoes = d.seq WHERE {where}"
    for row in store.ask(f"{question} ORDER BY {order}", {**values, **more}):
        yield Decision(*row)


# --- what can be decided --------------------------------------------------------------------------------------


def _checked(
    store: Store, kind: Kind, target: str, who: str, reason: str, other: str | None, cell: str | None,
    content: str | None,
) -> Decision:  # fmt: skip
    target = address_of(store, target, _TARGETS[kind])
    if (other is not None) != (kind in ("join", "same-actor")):
        raise UsageError(f"{kind} needs two of them" if other is None else f"{kind} is about one thing, not two")
    if other is not None:
        other = address_of(store, other, _TARGETS[kind])
        if other == target:
            raise UsageError(f"{target} is the same already")
    if kind == "split":
        other, content = _proposition(store, target)
    if kind == "correct":
        content = _corrected(store, target, cell, content)
    elif cell is not None:
        raise UsageError(f"only a correction names a cell, {kind} does not")
    if kind == "note" and not (content or "").strip():
        raise UsageError("a note needs words")
    if kind == "undo":
        _undoable(store, target)
    made = now()
    parts = (made, *(None if part is None else indexed(part) for part in (who, kind, target, other, cell, content)))
    identity = contract.identifier([*parts, indexed(reason)])[:16]
    return Decision(identity, made, indexed(who), kind, target, other, cell, content, indexed(reason))


def _undoable(store: Store, target: str) -> None:
    question = "SELECT d.kind, u.id FROM decisions d LEFT JOIN decisions u ON u.undoes = d.seq WHERE d.id = :id"
    kind, undone_by = store.ask(question, {"id": _name(target)})[0]
    if undone_by is not None:
        raise UsageError(f"{target} was undone already")
    if kind == "undo":
        raise UsageError(f"{target} undid something; decide that again instead")


def address_of(store: Store, given: str, kinds: Sequence[str]) -> str:
    """The whole address of what an address, or the beginning of an id, means; raises UsageError where it means none."""
    match = _ADDRESS.fullmatch(given)
    kind, beginning = (match[1], match[2]) if match else (kinds[0], given)
    if kind not in kinds:
        raise UsageError(f"{given!r} is of another kind; give one of: {', '.join(f'lage:{k}/…' for k in kinds)}")
    column, table = {
        "claim": ("id", "claims"), "article": ("id", "current"), "proposition": ("id", "propositions"),
        "actor": ("key", "actors"), "decision": ("id", "decisions"),
    }[kind]  # fmt: skip
    if kind == "actor" and ":" not in beginning:
        return f"lage:actor/{_actor(store, beginning)}"
    wanted = indexed(beginning)
    question = f"SELECT DISTINCT {column} FROM {table} WHERE {column} >= :first AND {column} < :last ORDER BY 1 LIMIT 3"
    found = [str(row[0]) for row in store.ask(question, {"first": wanted, "last": wanted + chr(0x10FFFF)})]
    if wanted not in found and len(found) != 1:
        several = f"more than one {kind} begins with {beginning!r}: {', '.join(found)}; give more of it"
        raise UsageError(several if found and wanted else f"the ledger has no {kind} {beginning!r}")
    return f"lage:{kind}/{wanted if wanted in found else found[0]}"


def _actor(store: Store, name: str) -> str:
    """The key of the actor of this name; raises UsageError where there is none or more than one."""
    question = (
        "SELECT DISTINCT key FROM actors WHERE lower(name) = lower(:name) OR wikidata = :name ORDER BY key LIMIT 3"
    )
    found = [str(row[0]) for row in store.ask(question, {"name": indexed(name)})]
    if len(found) != 1:
        several = f"more than one actor is called {name!r}: {', '.join(found)}; give lage:actor/KEY"
        raise UsageError(several if found else f"the ledger has no actor {name!r}; `lagebild actors` lists them")
    return found[0]


def _proposition(store: Store, target: str) -> tuple[str, str]:
    """The proposition that a claim is in, and its other claims (ids, as JSON)."""
    question = "SELECT p.id, p.seq FROM claims c JOIN propositions p ON p.seq = c.proposition WHERE c.id = :id"
    found = store.one(question, {"id": _name(target)})
    if found is None:
        raise UsageError(f"{target} is in no proposition: no other claim was found to say the same")
    question = "SELECT id FROM claims WHERE proposition = :proposition AND id <> :id ORDER BY seq"
    others = [row[0] for row in store.ask(question, {"proposition": found[1], "id": _name(target)})]
    return f"lage:proposition/{found[0]}", json.dumps(others)


def _corrected(store: Store, target: str, cell: str | None, content: str | None) -> str:
    """The right value as JSON; raises UsageError where the claim has no such cell."""
    question = (
        "SELECT r.body, c.position FROM claims c JOIN readings r ON r.seq = c.reading WHERE c.id = :id ORDER BY c.seq"
    )
    packed, position = store.ask(question, {"id": _name(target)})[0]
    claim = unpack(packed)["claims"][position]
    if cell is None or content is None:
        raise UsageError("a correction needs a cell and the right value, for instance: figures/0/max 1500")
    value: Any = claim
    for step in cell.split("/"):
        try:
            value = value[int(step)] if isinstance(value, list) else value[step]
        except (KeyError, IndexError, ValueError, TypeError):
            keys = ", ".join(map(str, value)) if isinstance(value, dict) else f"0 to {len(value) - 1}" if value else ""
            raise UsageError(f"{target} has no cell {cell!r}: at {step!r} there may be: {keys or 'nothing'}") from None
    try:
        return json.dumps(json.loads(content), ensure_ascii=False)
    except ValueError:
        return json.dumps(content, ensure_ascii=False)  # words without quotation marks are words


def _name(address: str) -> str:
    return address.split("/", 1)[1]


def _same(store: Store) -> list[tuple[str, str]]:
    """The pairs of actors, by their keys, that readers said to be one."""
    question = (
        "SELECT d.target, d.other FROM decisions d WHERE d.kind = 'same-actor'"
        " AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.seq) ORDER BY d.seq"
    )
    rows: list[Row] = store.ask(question)
    return [(_name(target), _name(other)) for target, other in rows]

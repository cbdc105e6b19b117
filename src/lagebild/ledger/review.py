"""What readers decide: notes, corrections, "not the same claim", "the same claim", "the same actor", "checked",
how reliable a source is, whether a comment appears, undo.

A decision is a fact: it is added with a name and a reason and never taken away. To undo one is a decision too. What the
machine read stays beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from lagebild.errors import MeanwhileError, UsageError
from lagebild.ledger import decisions, rows
from lagebild.ledger.cells import corrected
from lagebild.ledger.decisions import LAST, STANDS, Decision
from lagebild.ledger.index import Index
from lagebild.ledger.packed import article_of, reading_of
from lagebild.ledger.rows import indexed
from lagebild.ledger.store import Store
from lagebild.ledger.write import now
from lagebild.ontology.graded import Reliability
from lagebild.types import Entry

Kind = Literal["note", "checked", "correct", "split", "join", "same-actor", "reliability", "approve", "reject", "undo"]

_NAMES = ("made", "who", "kind", "target", "other", "cell", "content", "reason")
_COLUMNS = ", ".join(f"d.{name}" for name in _NAMES)
_ADDRESS = re.compile(r"lage:(claim|article|proposition|actor|source|comment|decision)/(.+)", re.DOTALL)
#: What a decision can be about, other decisions aside.
THINGS = ("claim", "article", "proposition", "actor", "source", "comment")
#: Which things a decision can be about; the second is what it compares the first with.
_TARGETS: dict[Kind, tuple[str, ...]] = {
    "note": ("claim", "article", "proposition", "actor"),
    "checked": ("claim", "article", "proposition"),
    "correct": ("claim",),
    "split": ("claim",),
    "join": ("claim",),
    "same-actor": ("actor",),
    "reliability": ("source",),
    "approve": ("comment",),
    "reject": ("comment",),
    "undo": ("decision",),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision as the ledger tells it, with the id of the decision that undid it, if any."""

    decision: Decision
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
    seen: int | None = None,
) -> Decision:
    """Adds a decision and lets it take effect; raises UsageError where it cannot be.

    `target` and `other` are addresses or beginnings of ids. `content` is JSON for a correction, words for a note, a
    mark (A to F) for the reliability of a source. `seen` is what `state` said when the reader looked: MeanwhileError
    is raised where somebody has decided about the target since.
    """
    if kind not in get_args(Kind):
        raise UsageError(f"{kind!r} is no decision; choose one of: {', '.join(get_args(Kind))}")
    for name, words in (("name", who), ("reason", reason)):
        if not words.strip():
            raise UsageError(f"a decision needs a {name}")
    try:
        with store.writing():
            made = _checked(store, kind, target, who, reason, other, cell, content)
            _on_state(store, made, seen)
            enter(store, index, made)
    except BaseException:
        index.forget()
        raise
    return made


def _on_state(store: Store, made: Decision, seen: int | None) -> None:
    if seen is not None and (there := state(store, [made.target])) != seen:
        raise MeanwhileError(f"somebody has decided about {made.target} meanwhile ({there} decisions); look again")


def enter(store: Store, index: Index, made: Decision) -> bool:
    """Stores a decision inside of `Store.writing` and lets it take effect; False where it is stored already.

    Raises DataFileError where the decision that it undoes is not there.
    """
    if not decisions.put(store, made):
        return False
    take_effect(store, index, made)
    return True


def take_effect(store: Store, index: Index, made: Decision, *, until: int | None = None) -> None:
    """Does in the index what a stored decision asks for, as if those after the row `until` had not been made yet.

    Expects `Index.as_decided_until` to say the same.
    """
    undone = made if made.undoes is None else _decision(store, made.undoes)
    if undone.kind in ("split", "join"):
        addresses = (undone.target, undone.other)
        index.gather_again(_name(address) for address in addresses if address and address.startswith("lage:claim/"))
    elif undone.kind == "same-actor":
        index.same_actors(_same(store, until))


def about(store: Store, targets: Iterable[str]) -> dict[str, list[Judged]]:
    """The decisions about some addresses, the oldest first, by address; those that were undone too."""
    found: dict[str, list[Judged]] = {}
    wanted = sorted(set(targets))
    for place in range(0, len(wanted), 200):
        part = wanted[place : place + 200]
        values = {f"a{number}": indexed(address) for number, address in enumerate(part)}
        listed = ", ".join(f":{name}" for name in values)
        for judged in _rows(store, f"d.target IN ({listed}) OR d.other IN ({listed})", values):
            for address in {judged.decision.target, judged.decision.other} & set(part):
                found.setdefault(str(address), []).append(judged)
    return found


def state(store: Store, targets: Iterable[str]) -> int:
    """How many decisions were made about some things, with those that undo others: it grows with each of them."""
    values = {f"a{number}": indexed(address) for number, address in enumerate(sorted(set(targets)))}
    listed = ", ".join(f":{name}" for name in values)
    where = " OR ".join(f"{name} IN ({listed})" for name in ("d.target", "d.other", "e.target", "e.other"))
    question = f"SELECT count(*) FROM decisions d LEFT JOIN decisions e ON e.seq = d.undoes WHERE {where}"
    return store.number(question, values)


def one(store: Store, beginning: str) -> Judged:
    """The decision whose id or address begins like this; raises UsageError where there is not one."""
    identity = _name(address_of(store, beginning, ("decision",)))
    return next(_rows(store, "d.id = :id", {"id": identity}))


def readers(store: Store, *, limit: int = 200) -> list[str]:
    """Who has decided something, by name."""
    return [
        str(row[0]) for row in store.ask("SELECT DISTINCT who FROM decisions ORDER BY who LIMIT :most", {"most": limit})
    ]


def latest(
    store: Store, *, limit: int = 50, skip: int = 0, who: str | None = None, kind: str | None = None
) -> list[Judged]:
    """Decisions, the latest first; of one reader or one kind; without the first `skip`."""
    where, values = ["1 = 1"], dict[str, Any]()
    for name, value in (("who", who), ("kind", kind)):
        if value is not None:
            where.append(f"d.{name} = :{name}")
            values[name] = value
    return list(_rows(store, " AND ".join(where), values, "d.seq DESC LIMIT :most OFFSET :skip", most=limit, skip=skip))


def _rows(store: Store, where: str, values: dict[str, Any], order: str = "d.seq", **more: Any) -> Iterator[Judged]:
    question = (
        f"SELECT {_COLUMNS}, e.id, u.id FROM decisions d LEFT JOIN decisions u ON u.undoes = d.seq"
        f" LEFT JOIN decisions e ON e.seq = d.undoes WHERE {where} ORDER BY {order}"
    )
    for *row, undoes, undone_by in store.ask(question, {**values, **more}):
        yield Judged(Decision(**dict(zip(_NAMES, row, strict=True)), undoes=undoes), undone_by)


def _decision(store: Store, identity: str) -> Decision:
    return next(_rows(store, "d.id = :id", {"id": identity})).decision


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
    if kind == "reliability" and content not in get_args(Reliability):
        raise UsageError(f"{content!r} is no mark; choose one of: {', '.join(get_args(Reliability))}")
    if kind == "undo":
        _undoable(store, target)
    undoes = _name(target) if kind == "undo" else None
    texts = dict(zip(_NAMES, rows.texts((now(), who, kind, target, other, cell, content, reason)), strict=True))
    return Decision(**texts, undoes=undoes)  # type: ignore[arg-type]


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
        "actor": ("key", "actors"), "source": ("key", "voices"), "comment": ("id", "comments"),
        "decision": ("id", "decisions"),
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
    """The right value as JSON; raises UsageError where the claim has no such cell or the cell cannot hold it."""
    if cell is None or content is None:
        raise UsageError("a correction needs a cell and the right value, for instance: figures/0/max 1500")
    question = (
        "SELECT a.body, r.body, c.position FROM claims c JOIN readings r ON r.seq = c.reading"
        " JOIN articles a ON a.seq = r.article WHERE c.id = :id ORDER BY c.seq"
    )
    body, packed, position = store.ask(question, {"id": _name(target)})[0]
    reading = reading_of(bytes(packed), article_of(bytes(body)))
    return corrected(Entry(reading.article, reading.claims[position]), cell, content)


def _name(address: str) -> str:
    return address.split("/", 1)[1]


def _same(store: Store, until: int | None) -> list[tuple[str, str]]:
    """The pairs of actors, by their keys, that readers said to be one."""
    question = f"SELECT d.target, d.other FROM decisions d WHERE d.kind = 'same-actor' AND {STANDS} ORDER BY d.seq"
    found = store.ask(question, {"until": LAST if until is None else until})
    return [(_name(target), _name(other)) for target, other in found]

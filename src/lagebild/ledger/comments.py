"""Comments of readers on a dossier: what somebody wrote about a thing, and what a desk decided about it.

A comment is a fact: it is added and never changed. Whether it appears is a decision about it (`approve`, `reject`), of
which the last one that stands counts. The e-mail of its writer is no part of it: it lies in a table of its own, which
`email_of` alone reads, goes into no export, and can be taken away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, get_args
from urllib.parse import parse_qsl, urlencode

from lagebild import contract
from lagebild.errors import DataFileError, LedgerError, UsageError
from lagebild.ledger.rows import indexed
from lagebild.ledger.store import Row, Store
from lagebild.ledger.write import now

State = Literal["pending", "approved", "rejected"]

#: What a comment can be about; a figure has its quantity as key (of=…&unit=…), the dossier as a whole has none.
DOSSIER = "lage:dossier"
_TARGET = re.compile(r"lage:(?:(?:article|proposition|figure)/.+|dossier)", re.DOTALL)
_QUANTITY = ("of", "unit", "whose", "family")

#: Signs that a name, an address (RFC 5321) and a comment may have.
NAME, EMAIL, WORDS = 80, 254, 4000
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\"]+\.[^\s@<>()\[\],;:\\\".]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment. `made` is UTC, ISO 8601; `target` the address of a thing; `language` that of the words, or und."""

    made: str
    target: str
    name: str
    words: str
    language: str

    @property
    def id(self) -> str:
        """The identifier of its content: in every ledger it is the same."""
        return contract.identifier(asdict(self))


@dataclass(frozen=True, slots=True)
class Moderated:
    """A comment with what was decided: pending, or who approved or rejected it, when and why."""

    comment: Comment
    state: State
    who: str | None = None
    decided: str | None = None
    reason: str | None = None


_NAMES = tuple(field.name for field in fields(Comment))
_COLUMNS = ", ".join(f"c.{name}" for name in _NAMES)
_STATES: dict[str | None, State] = {None: "pending", "approve": "approved", "reject": "rejected"}
_BEGIN = {"comment": "lage:comment/"}
_KINDS = {state: kind for kind, state in _STATES.items()}
#: Comments `c` with the decision `d` that counts; `:comment` is how the addresses of comments begin.
_DECIDED = (
    "comments c LEFT JOIN decisions d ON d.seq = (SELECT max(x.seq) FROM decisions x"
    " WHERE x.target = CAST(:comment AS TEXT) || c.id AND x.kind IN ('approve', 'reject')"
    " AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = x.seq))"
)


def figure(of: str, unit: str | None, whose: str | None, family: str | None) -> str:
    """The address of a quantity."""
    given = zip(_QUANTITY, (of, unit, whose, family), strict=True)
    return f"lage:figure/{urlencode({name: value for name, value in given if value})}"


def quantity_of(target: str) -> dict[str, str]:
    """The parts of a quantity by its address; empty for another address."""
    kind, _, key = target.partition("/")
    return {name: value for name, value in parse_qsl(key) if name in _QUANTITY} if kind == "lage:figure" else {}


# --- what somebody writes -------------------------------------------------------------------------------------


def plain_words(given: str, *, lines: bool = False) -> str:
    """Words without signs that steer, hide or join others (categories C of Unicode); with `lines` of several lines."""
    kept = unicodedata.normalize("NFC", given.replace("\r\n", "\n").replace("\r", "\n"))
    rows = [
        " ".join(
            "".join(sign for sign in row if not unicodedata.category(sign).startswith("C") or sign == "\t").split()
        )
        for row in (kept.split("\n") if lines else [kept.replace("\n", " ")])
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip()


def made_of(target: str, *, name: str, words: str, language: str) -> Comment:
    """A comment of now, from what somebody gave; see `wrong` for what it may be."""
    return Comment(
        made=now(), target=target, name=plain_words(name), words=plain_words(words, lines=True), language=language
    )


def wrong(comment: Comment, email: str) -> dict[str, str]:
    """What is wrong with a comment, by field (name, email, words, language): none, long, or not."""
    found: dict[str, str] = {}
    for field, given, most in (
        ("name", comment.name, NAME),
        ("email", email.strip(), EMAIL),
        ("words", comment.words, WORDS),
    ):
        if not any(sign.isalnum() for sign in given):
            found[field] = "none"
        elif len(given) > most:
            found[field] = "long"
    if "email" not in found and not (_EMAIL.fullmatch(email.strip()) and email.strip().isprintable()):
        found["email"] = "not"
    if not _LANGUAGE.fullmatch(comment.language):
        found["language"] = "not"
    return found


def send(store: Store, comment: Comment, email: str) -> bool:
    """Stores a comment with the address of who wrote it; False where the same one is there already.

    Raises UsageError where something is wrong with it. No error tells the address.
    """
    if found := wrong(comment, email):
        raise UsageError(f"this is no comment: {', '.join(f'{field} ({what})' for field, what in found.items())}")
    if not _TARGET.fullmatch(comment.target):
        raise UsageError(f"{comment.target!r} is nothing that can be commented on")
    try:
        with store.told(), store.writing():
            if not put(store, comment):
                return False
            values = {"id": comment.id, "email": email.strip()}
            question = "INSERT INTO comment_addresses (comment, email) SELECT seq, CAST(:email AS TEXT) FROM comments"
            store.ask(f"{question} WHERE id = :id RETURNING comment", values)
    except LedgerError as error:
        raise LedgerError(str(error).replace(email.strip(), "…")) from None
    return True


def put(store: Store, comment: Comment) -> bool:
    """Stores a comment inside of `Store.writing`; False where it is stored already."""
    if store.one("SELECT 1 FROM comments WHERE id = :id", {"id": comment.id}):
        return False
    values = {**asdict(comment), "id": comment.id}
    names, places = ", ".join(values), ", ".join(f":{name}" for name in values)
    store.ask(f"INSERT INTO comments ({names}) VALUES ({places}) RETURNING seq", values)
    return True


# --- what a desk and its readers see --------------------------------------------------------------------------


def about(store: Store, targets: Iterable[str], *, limit: int = 200) -> dict[str, list[Comment]]:
    """The approved comments about some addresses, the oldest first, by address; of each at most so many, the latest."""
    found: dict[str, list[Comment]] = {}
    wanted = sorted(set(targets))
    for place in range(0, len(wanted), 200):
        values = {f"a{number}": indexed(address) for number, address in enumerate(wanted[place : place + 200])}
        listed = ", ".join(f":{name}" for name in values)
        question = (
            f"SELECT {_COLUMNS} FROM {_DECIDED} WHERE c.target IN ({listed}) AND d.kind = 'approve'"
            " ORDER BY c.made DESC, c.id LIMIT :most"
        )
        for row in store.ask(question, {**values, **_BEGIN, "most": limit * len(values)}):
            one = _comment(row)
            if len(known := found.setdefault(one.target, [])) < limit:
                known.append(one)
    return {target: known[::-1] for target, known in found.items()}


def moderated(store: Store, *, state: State | None = None, limit: int = 50, skip: int = 0) -> list[Moderated]:
    """Comments with what was decided about them, the latest first; of one state; without the first `skip`."""
    where = "1 = 1" if state is None else "d.kind IS NULL" if state == "pending" else "d.kind = :kind"
    question = f"SELECT {_COLUMNS}, d.kind, d.who, d.made, d.reason FROM {_DECIDED} WHERE {where}"
    values = {"most": limit, "skip": skip, **_BEGIN} | (
        {"kind": _KINDS[state]} if state in ("approved", "rejected") else {}
    )
    return [
        Moderated(_comment(row), _STATES[row[-4]], *row[-3:])
        for row in store.ask(f"{question} ORDER BY c.made DESC, c.id LIMIT :most OFFSET :skip", values)
    ]


def one(store: Store, identity: str) -> Moderated | None:
    """The comment with this id, and what was decided about it."""
    question = f"SELECT {_COLUMNS}, d.kind, d.who, d.made, d.reason FROM {_DECIDED} WHERE c.id = :id"
    row = store.one(question, {"id": indexed(identity), **_BEGIN})
    return Moderated(_comment(row), _STATES[row[-4]], *row[-3:]) if row else None


def counts(store: Store) -> dict[State, int]:
    """How many comments there are in each state."""
    rows = store.ask(f"SELECT d.kind, count(*) FROM {_DECIDED} GROUP BY d.kind", _BEGIN)
    known = {_STATES[kind]: int(number) for kind, number in rows}
    return {state: known.get(state, 0) for state in get_args(State)}


def email_of(store: Store, identity: str) -> str | None:
    """The address of who wrote a comment; None where it was taken away or the comment came from another ledger.

    Nothing else reads it. It is for the page on which a desk decides, so that the writer can be answered.
    """
    question = "SELECT e.email FROM comment_addresses e JOIN comments c ON c.seq = e.comment WHERE c.id = :id"
    row = store.one(question, {"id": indexed(identity)})
    return str(row[0]) if row else None


def forget(store: Store, identity: str) -> bool:
    """Takes away the address of who wrote a comment, for good and out of the files too; False where there is none.

    The comment stays.
    """
    with store.erasing():
        question = "DELETE FROM comment_addresses WHERE comment = (SELECT seq FROM comments WHERE id = :id)"
        return bool(store.ask(f"{question} RETURNING comment", {"id": indexed(identity)}))


# --- out and in -----------------------------------------------------------------------------------------------


def every(store: Store) -> Iterator[tuple[str, Comment]]:
    """All comments with their stored ids, by their time: in every ledger the same order."""
    for identifier, *row in store.ask(f"SELECT c.id, {_COLUMNS} FROM comments c ORDER BY c.made, c.id"):
        yield str(identifier), _comment(tuple(row))


def to_json(comment: Comment) -> dict[str, Any]:
    """A comment as an object, with its id."""
    return {"id": comment.id, **asdict(comment)}


def from_json(raw: Any) -> Comment:
    """The comment that an object holds; raises DataFileError where it holds none, or its id is not that of it."""
    if not isinstance(raw, dict) or set(raw) != {"id", *_NAMES}:
        raise DataFileError(f"a comment is an object with id, {', '.join(_NAMES)}")
    for name in _NAMES:
        if not isinstance(raw[name], str) or not raw[name]:
            raise DataFileError(f"the comment's {name!r} is {raw[name]!r}; a text is expected")
    comment = Comment(**{name: raw[name] for name in _NAMES})
    if not _TARGET.fullmatch(comment.target) or not _LANGUAGE.fullmatch(comment.language):
        raise DataFileError(f"the comment is about {comment.target!r} in {comment.language!r}, which cannot be")
    if raw["id"] != comment.id:
        raise DataFileError(f"the comment's id is {raw['id']!r}, but that of its content is {comment.id!r}")
    return comment


def _comment(row: Row) -> Comment:
    return Comment(**dict(zip(_NAMES, row[: len(_NAMES)], strict=True)))

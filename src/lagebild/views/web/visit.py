"""One visit to a page: what was asked, in which language and form, with the ledger that answers; and the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from lagebild.ledger import Comment, Judged, Ledger
from lagebild.views.tables import Table
from lagebild.views.web.addresses import Form, with_query
from lagebild.views.wording import Wording

#: Rows of one page of a list.
ROWS = 40
#: Longer words that somebody asks for are cut; no name and no query needs more.
LONGEST = 500
_MOST = 2**53


class NotThereError(Exception):
    """What was asked for is not in the ledger: shown as a page with status 404."""

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(f"no {kind} {key!r}")
        self.kind, self.key = kind, key


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page is given. `key` is the part of the path that names the thing, `asked` the query, each value once.

    `token` stands in every form; `reader` is the name by which the visitor decided before, `given` what a form sent,
    empty for a visit that only looks. `public` where visitors
    only read and comment.
    """

    ledger: Ledger
    words: Wording
    path: str
    key: str
    form: Form
    asked: Mapping[str, str]
    token: str = ""
    reader: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    public: bool = False

    def number(self, name: str) -> int | None:
        """A whole number from 0 that was asked for, or None where it is none."""
        value = self.asked.get(name, "")
        return int(value) if value.isascii() and value.isdecimal() and int(value) < _MOST else None

    def text(self, name: str) -> str:
        """Words that were asked for, or nothing."""
        return " ".join(self.asked.get(name, "").split())[:LONGEST]

    def address(self, **changed: object) -> str:
        """The address of this page with some of what is asked changed; without the switch of language."""
        kept = {name: value for name, value in self.asked.items() if name != "ui"}
        return with_query(self.path, {**kept, **changed})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a page gives: a template with what fills it, and the same as a table or as an object.

    `about` are the facts of the thing for JSON, `table` its rows, for JSON and CSV. `next` is the address of the rest
    of the list. `nav` names the entry of the navigation that it belongs to.
    """

    template: str
    title: str
    filled: Mapping[str, Any]
    table: Callable[[], Table]
    about: Mapping[str, Any] = field(default_factory=dict)
    next: str | None = None
    nav: str = ""
    status: int = 200


@dataclass(frozen=True, slots=True)
class Moved:
    """Another page has it: an address of this server. `reader` is the name of who just decided, to be remembered."""

    address: str
    reader: str = ""


def comments_about(visit: Visit, address: str) -> list[Comment]:
    """The comments about a thing that were approved, the oldest first."""
    return visit.ledger.comments_about([address]).get(address, [])


def decided_about(visit: Visit, kind: str, key: str) -> list[Judged]:
    """What readers decided about a thing, the oldest first; nothing where that is not for the public."""
    if visit.public:
        return []
    address = f"lage:{kind}/{key}"
    return visit.ledger.decisions_about([address]).get(address, [])


Page = Callable[[Visit], "Answer | Moved"]


def is_own_address(address: str) -> bool:
    """Whether an address is a path of this server, so that a visitor may be sent there."""
    parts = urlsplit(address)
    return address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc

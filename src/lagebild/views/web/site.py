"""What all requests to a server share."""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import token_urlsafe

from lagebild.views.web.desk import Desk
from lagebild.views.web.kept import Kept
from lagebild.views.web.security import Rules, Tries


class RefusedError(Exception):
    """A request that is answered with an error page: a status, and a label of [web_error] that says what to do."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code = status, code


@dataclass(frozen=True, slots=True)
class Site:
    """The ledger's threads, the rules, the language where a visitor has chosen none, what pages call the ledger.

    `adds` tells whether visitors can add pages, `public` whether they only read and comment. `kept` are the pages that
    were drawn already, in which `blank` stands where a visitor's token belongs.
    """

    desk: Desk
    rules: Rules
    ui: str
    name: str
    adds: bool = False
    public: bool = False
    tries: Tries = field(default_factory=Tries)
    kept: Kept = field(default_factory=Kept)
    blank: str = field(default_factory=lambda: token_urlsafe(32))

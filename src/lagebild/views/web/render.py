"""Turns what a page gives into the answer that was asked for: HTML, JSON or CSV."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from lagebild.views.tables import as_csv
from lagebild.views.templating import environment
from lagebild.views.web import addresses
from lagebild.views.web.addresses import Form
from lagebild.views.web.files import NAMES
from lagebild.views.web.shown import WebShown
from lagebild.views.web.visit import Answer
from lagebild.views.wording import UI_LANGUAGES, Wording

#: The entries of the navigation: a label of [web_nav], and where it leads; what is read, and what is done.
NAV: tuple[tuple[str, str], ...] = (
    ("overview", "/"),
    ("articles", "/articles"),
    ("propositions", "/propositions"),
    ("figures", "/figures"),
    ("disputes", "/disputes"),
    ("sources", "/sources"),
    ("outlets", "/outlets"),
    ("deeds", "/deeds"),
    ("network", "/network"),
    ("escalation", "/escalation"),
    ("timeline", "/timeline"),
    ("places", "/places"),
)
TOOLS: tuple[tuple[str, str], ...] = (
    ("search", "/search"),
    ("compare", "/compare"),
    ("history", "/history"),
    ("comments", "/comments"),
    ("add", "/add"),
)
#: Tools of a desk, which the public has not.
DESK = frozenset({"history", "comments", "add"})


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a page: the name of the ledger, its own address, and where in the navigation it belongs.

    `whole` is the path as it was asked for, `path` the same without the ending of its form. `token` stands in every
    form of a page, `adds` tells whether pages can be added, `public` whether visitors only read and comment.
    """

    ledger: str
    whole: str
    path: str
    asked: Mapping[str, str]
    nav: str
    token: str
    adds: bool = False
    public: bool = False

    @property
    def tools(self) -> tuple[tuple[str, str], ...]:
        """The tools that visitors have, as in `TOOLS`."""
        hidden = DESK if self.public else frozenset() if self.adds else {"add"}
        return tuple(one for one in TOOLS if one[0] not in hidden)

    def as_form(self, form: Form) -> str:
        """The address of the same page in another form."""
        kept = {name: value for name, value in self.asked.items() if name != "ui"}
        return addresses.with_query(f"{self.path.rstrip('/') or '/overview'}.{form}", kept)

    def in_language(self, ui: str) -> str:
        """The address of the same page in another language."""
        return addresses.with_query(self.whole, {**self.asked, "ui": ui})


def response(answer: Answer, form: Form, words: Wording, around: Around) -> Response:
    """The answer of a page."""
    if form == "csv":
        content = "\ufeff" + as_csv(answer.table())  # spreadsheets take a file without the mark for another charset
        return Response(content.encode("utf-8"), answer.status, media_type="text/csv")
    if form == "json":
        table = answer.table()
        rows = [dict(zip(table.header, row, strict=True)) for row in table.rows]
        found = {"page": around.as_form("json"), **answer.about, "rows": rows, "next": answer.next}
        return _json(found, answer.status)
    return _html(
        answer.template, answer.status, words, around, {"title": answer.title, "answer": answer, **answer.filled}
    )


def error(status: int, code: str, said: str, form: Form, words: Wording, around: Around) -> Response:
    """A page that says what is wrong and what to do; `code` is a label of [web_error]."""
    message = words("web_error", code)
    if form != "html":
        return _json({"error": message, "detail": said or None, "status": status}, status)
    title = f"{status} {words('web_status', str(status))}"
    filled = {"title": title, "message": message, "said": said}
    return _html("error.html.j2", status, words, around, filled)


def login(words: Wording, around: Around, *, back: str, code: str, status: int) -> Response:
    """The page that asks for the password; `code` says what was wrong before."""
    filled = {"title": words("web", "login"), "back": back, "code": code}
    return _html("login.html.j2", status, words, around, filled)


def _html(template: str, status: int, words: Wording, around: Around, filled: Mapping[str, Any]) -> Response:
    page = environment("lagebild.views.web").get_template(template)
    content = page.render(
        {
            "page": WebShown(words),
            "w": words,
            "around": around,
            "nav": NAV,
            "files": NAMES,
            "languages": UI_LANGUAGES,
            **filled,
        }
    )
    return Response(content.encode("utf-8", "replace"), status, media_type="text/html; charset=utf-8")


def _json(found: Any, status: int) -> Response:
    content = json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False)
    return Response(content.encode("utf-8", "replace"), status, media_type="application/json")

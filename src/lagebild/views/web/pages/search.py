"""Finding claims: words, filters, and what is among them, each a way to narrow the question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, get_args

from lagebild.errors import UsageError
from lagebild.ledger import Filters
from lagebild.ledger.finding import NAMED_IN, Found, Order
from lagebild.types import Act, Factuality, Form, Language, SourceKind
from lagebild.views.tables import claims
from lagebild.views.web.visit import ROWS, Answer, Visit

#: Filters that the form of the search offers as a list, with their values; and as words.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "language": get_args(Language),
    "kind": get_args(SourceKind),
    "form": get_args(Form),
    "act": get_args(Act),
    "factuality": get_args(Factuality),
}
WORDS: tuple[str, ...] = ("actor", "place", "source", "outlet", "since", "until", "when")
#: The sections of labels that say what values are called; names stand for themselves.
SECTIONS: Mapping[str, str] = {
    "language": "article_language", "kind": "kind", "form": "form", "act": "act", "factuality": "factuality",
    "origins": "web_origins",
}  # fmt: skip
#: The facets in the order of the page; those of origins only tell.
FACETS: tuple[str, ...] = (
    "actor", "place", "source", "outlet", "language", "kind", "form", "act", "factuality", "origins",
)  # fmt: skip
_NAMES = {field.name for field in fields(Filters)}
_EMPTY = Found((), 0, False, {})


def search(visit: Visit) -> Answer:
    """The claims that hold the words and fit the filters."""
    words, order = visit.text("q"), _order(visit)
    skip = min(visit.number("skip") or 0, 2_000)
    said, filters, found = "", Filters(), _EMPTY
    try:
        filters = filters_of(visit)
        found = visit.ledger.browse.find(words, filters, order=order, limit=ROWS, skip=skip)
    except UsageError as error:  # a question that cannot be asked is told beside the form, which can be mended there
        said = str(error)
    more = skip + ROWS < found.among
    facets = {name: dict(pairs) for name, pairs in found.facets.items()}
    return Answer(
        template="search.html.j2",
        title=visit.words("web_nav", "search"),
        filled={
            "words": words, "order": order, "orders": get_args(Order), "found": found, "said": said, "visit": visit,
            "filters": filters, "choices": CHOICES, "fields": WORDS, "sections": SECTIONS, "facets": FACETS,
            "named_in": NAMED_IN, "is_narrowed": filters != Filters() or bool(words),
        },
        table=lambda: claims(found.entries),
        about={"looked_at": found.among, "is_cut": found.is_cut, "facets": facets},
        next=visit.address(skip=skip + ROWS) if more else None,
        nav="search",
        status=400 if said else 200,
    )  # fmt: skip


def filters_of(visit: Visit) -> Filters:
    """The filters that a visit asks for; raises UsageError where a value cannot be."""
    asked: dict[str, Any] = {name: visit.text(name) for name in visit.asked if name in _NAMES and name != "text"}
    return Filters(**{name: value for name, value in asked.items() if value})


def _order(visit: Visit) -> Order:
    return "best" if visit.text("order") == "best" else "latest"

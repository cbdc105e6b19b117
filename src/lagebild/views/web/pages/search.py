"""Finding claims: words, filters, and what is among them, each a way to narrow the question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, get_args

from lagebild.compare.called import is_found_by
from lagebild.compare.identity import name_in
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
    facets = {name: _shown(visit, found, name) for name in FACETS if found.facets.get(name)}
    return Answer(
        template="search.html.j2",
        title=visit.words("web_nav", "search"),
        filled={
            "words": words, "order": order, "orders": get_args(Order), "found": found, "said": said, "visit": visit,
            "filters": filters, "choices": CHOICES, "fields": WORDS, "sections": SECTIONS, "facets": facets,
            "named_in": NAMED_IN, "is_narrowed": filters != Filters() or bool(words),
        },
        table=lambda: claims(found.entries),
        about={"looked_at": found.among, "is_cut": found.is_cut, "facets": _told(facets)},
        next=visit.address(skip=skip + ROWS) if more else None,
        nav="search",
        status=400 if said else 200,
    )  # fmt: skip


def filters_of(visit: Visit) -> Filters:
    """The filters that a visit asks for; raises UsageError where a value cannot be."""
    asked: dict[str, Any] = {name: visit.text(name) for name in visit.asked if name in _NAMES and name != "text"}
    return Filters(**{name: value for name, value in asked.items() if value})


@dataclass(frozen=True, slots=True)
class Counted:
    """A value of a facet: what it is called in the language of the labels, how it is asked for, in how many claims."""

    label: str
    value: str
    number: int


def _shown(visit: Visit, found: Found, facet: str) -> tuple[Counted, ...]:
    """The values of a facet; whoever has a name in the language of the labels stands there by it, and once."""
    known, ui = found.known.get(facet, {}), visit.words.ui
    counted: dict[str, Counted] = {}
    for value, number in found.facets[facet]:
        label, asked = value, value
        if facet in SECTIONS:
            label = visit.words(SECTIONS[facet], value)
        elif value in known:
            label = name_in(known[value], ui)
            asked = label if is_found_by(known[value], label) else value
        before = counted.get(label, Counted(label, asked, 0))
        counted[label] = replace(before, number=before.number + number)
    values = counted.values()
    return tuple(sorted(values, key=lambda one: -one.number) if known else values)


def _told(facets: Mapping[str, tuple[Counted, ...]]) -> dict[str, dict[str, int]]:
    """Facets as data: names in the language of the labels, all else as filters take it."""
    return {
        name: {one.value if name in SECTIONS else one.label: one.number for one in values}
        for name, values in facets.items()
    }


def _order(visit: Visit) -> Order:
    asked = visit.text("order")
    return next((order for order in get_args(Order) if order == asked), "latest")

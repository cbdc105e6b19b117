"""Where it happens: the places of the latest claims on a map and as a list."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.compare.identity import name_in
from lagebild.errors import UsageError
from lagebild.ledger import Filters
from lagebild.picture.places import PlaceRow, place_table
from lagebild.types import Entry
from lagebild.views.map_plot import map_plot
from lagebild.views.tables import Table
from lagebild.views.web.pages.search import filters_of
from lagebild.views.web.visit import Answer, Visit

_CLAIMS = 200


def places(visit: Visit) -> Answer:
    """The places of the claims that fit and came in last."""
    said, filters, entries = "", Filters(), list[Entry]()
    try:
        filters = filters_of(visit)
        entries = visit.ledger.browse.newest(filters, limit=_CLAIMS)
    except UsageError as error:
        said = str(error)
    rows = place_table(entries)
    whole = visit.text("view") == "whole"
    return Answer(
        template="places.html.j2",
        title=visit.words("web_nav", "places"),
        filled={
            "rows": rows,
            "plot": map_plot(rows, lambda one: name_in(one, visit.words.ui), whole=whole),
            "whole": whole,
            "among": len(entries),
            "filters": filters,
            "said": said,
            "visit": visit,
        },
        table=lambda: _table(rows),
        nav="places",
        status=400 if said else 200,
    )


def _table(rows: Sequence[PlaceRow]) -> Table:
    header = ("name", "country", "type", "latitude", "longitude", "within", "claims")
    return Table(header, tuple(_row(one) for one in rows))


def _row(one: PlaceRow) -> tuple[str | float | int | None, ...]:
    place = one.actor.place
    assert place is not None
    where = (place.type, place.latitude, place.longitude, "; ".join(place.within) or None)
    return (one.actor.name, one.actor.country, *where, one.claims)

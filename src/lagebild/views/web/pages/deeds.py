"""What was done, each deed once; one of them with its reports; and who acts toward whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from lagebild.errors import UsageError
from lagebild.ledger import Doing, Filters
from lagebild.ledger.doings import Order
from lagebild.picture.ties import acting
from lagebild.views import deed_tables
from lagebild.views.web import addresses
from lagebild.views.web.pages.search import filters_of
from lagebild.views.web.visit import ROWS, Answer, Moved, NotThereError, Visit

_TIES, _DEEDS, _TELLINGS = 24, 3, 200
_SIGNS: Mapping[str, int] = {"friendly": 1, "hostile": -1}


def deeds(visit: Visit) -> Answer:
    """What was done, the latest first or those with most origins."""
    order: Order = next((one for one in get_args(Order) if one == visit.text("order")), "latest")
    said, filters, found = "", Filters(), []
    try:
        filters = filters_of(visit)
        found = visit.ledger.deeds(filters, _doing(visit), limit=ROWS, order=order)
    except UsageError as error:
        said = str(error)
    return Answer(
        template="deeds.html.j2",
        title=visit.words("heading", "deeds"),
        filled={
            "found": found, "order": order, "orders": get_args(Order), "visit": visit, "filters": filters, "said": said,
            "own": _own(visit),
        },
        table=lambda: deed_tables.deeds(found),
        nav="deeds",
        status=400 if said else 200,
    )  # fmt: skip


def deed(visit: Visit) -> Answer | Moved:
    """One deed by its id, or the beginning of it."""
    try:
        one, tellings = visit.ledger.deed(visit.key, limit=_TELLINGS)
    except UsageError as error:
        raise NotThereError("deed", visit.key) from error
    if one.id != visit.key:
        return Moved(addresses.thing("deed", one.id))
    listed = deed_tables.deeds([one])
    return Answer(
        template="deed.html.j2",
        title=visit.words("event_type", one.type),
        filled={"one": one, "tellings": tellings, "most": _TELLINGS},
        table=lambda: deed_tables.tellings(tellings),
        about={"deed": dict(zip(listed.header, listed.rows[0], strict=True))},
        nav="deeds",
    )


def network(visit: Visit) -> Answer:
    """Who acts toward whom, with the latest deeds behind every tie."""
    ledger, said, filters, found = visit.ledger, "", Filters(), []
    try:
        filters, doing = filters_of(visit), _doing(visit)
        ties = ledger.actor_ties(filters, doing, limit=_TIES)
        found = list(acting(ties, ledger.tie_deeds(ties, filters, doing, limit=_DEEDS)))
    except UsageError as error:
        said = str(error)
    return Answer(
        template="network.html.j2",
        title=visit.words("heading", "ties"),
        filled={"found": found, "filters": filters, "said": said, "own": _own(visit)},
        table=lambda: deed_tables.ties([one.tie for one in found]),
        nav="network",
        status=400 if said else 200,
    )


def _own(visit: Visit) -> dict[str, str]:
    """What the form asks beside the filters: who acts, and toward whom."""
    return {name: visit.text(name) for name in ("by", "toward")}


def _doing(visit: Visit) -> Doing:
    kinds = tuple(kind.upper() for kind in visit.text("type").split())
    by, toward = (visit.text(name) or None for name in ("by", "toward"))
    return Doing(types=kinds, doer=by, target=toward, sign=_SIGNS.get(visit.text("tone")))

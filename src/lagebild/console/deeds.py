"""Asks a ledger for deeds and ties, and gives the answer to the view that its format asks for."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from lagebild.compare.alliances import alliances_named
from lagebild.console.output import Output
from lagebild.console.show import as_rows
from lagebild.errors import UsageError
from lagebild.ledger import Doing, Filters, Ledger
from lagebild.ledger.doings import Order
from lagebild.views import deed_tables
from lagebild.views import deeds as views
from lagebild.views import plover as records
from lagebild.views.tables import as_csv
from lagebild.views.wording import wording


def events(
    output: Output, ledger: Ledger, filters: Filters, doing: Doing, *, order: Order, limit: int | None, plover: bool
) -> None:
    """What was done; raises UsageError where records of PLOVER are asked for as text."""
    if plover and output.format == "text":
        raise UsageError("--plover writes records for programs; add --format json or --format csv")
    found = ledger.deeds(filters, doing, limit=limit + 1 if limit else None, order=order)
    more, found = bool(limit) and len(found) > (limit or 0), found[:limit]
    if plover and output.format == "json":
        output.objects(records.records(found))
    elif plover:
        output.whole(as_csv(records.table(found)))
    elif not as_rows(output, lambda: deed_tables.deeds(found)):
        views.print_deeds(output.console, found, output.ui)
        _more(output, more, limit or 0)


def event(output: Output, ledger: Ledger, beginning: str, *, limit: int) -> None:
    """One deed with its reports; raises UsageError where there is not one."""
    found, tellings = ledger.deed(beginning, limit=limit)
    if output.format == "json":
        (row,) = deed_tables.deeds([found]).rows
        listed = deed_tables.tellings(tellings)
        made = dict(zip(deed_tables.deeds([]).header, row, strict=True))
        reports = [dict(zip(listed.header, cells, strict=True)) for cells in listed.rows]
        output.objects([{**made, "tellings": reports}])
    elif not as_rows(output, lambda: deed_tables.tellings(tellings)):
        views.print_deed(output.console, found, tellings, output.ui)
        _more(output, len(tellings) == limit, limit)


def ties(
    output: Output, ledger: Ledger, filters: Filters, doing: Doing, *, alliances: Sequence[str], limit: int
) -> None:
    """Who acts toward whom."""
    chosen = alliances_named(alliances)
    found = ledger.actor_ties(filters, doing, limit=limit + 1, alliances=chosen)
    more, found = len(found) > limit, found[:limit]
    if not as_rows(output, lambda: deed_tables.ties(found)):
        views.print_ties(output.console, found, output.ui)
        _more(output, more, limit)


def _more(output: Output, more: bool, limit: int) -> None:
    if more:
        output.console.print()
        output.console.print(Text(wording(output.ui)("text", "limited", number=limit), style="dim"))

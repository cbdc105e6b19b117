"""Asks a ledger whether it escalates between whom, and gives the answer to the view that its format asks for."""

from __future__ import annotations

from lagebild.console.output import Output
from lagebild.console.show import as_rows
from lagebild.ledger import Filters, Ledger
from lagebild.picture.escalating import escalating
from lagebild.views import escalation as views
from lagebild.views.wording import wording


def escalation(
    output: Output, ledger: Ledger, filters: Filters, *, pair: tuple[str, str] | None, limit: int, talk: int
) -> None:
    """Verdicts on pairs of sides, and the talk behind and beside them."""
    answer = escalating(ledger, filters, pair=pair, limit=limit, talk=talk)
    if output.format == "json":
        output.objects(views.objects(answer, wording(output.ui)))
    elif not as_rows(output, lambda: views.rows(answer, wording(output.ui))):
        views.print_escalation(output.console, answer, output.ui)

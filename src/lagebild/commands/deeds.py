"""Commands about deeds: what was done, one deed with its reports, and who acts toward whom."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from lagebild.console.messages import examples
from lagebild.console.options import Limit, Request, Types, added, asks


class DeedOrder(StrEnum):
    """What a list of deeds can be ordered by."""

    origins = "origins"
    latest = "latest"
    earliest = "earliest"


class Tone(StrEnum):
    """Whether a deed is friendly or hostile, by its type."""

    friendly = "friendly"
    hostile = "hostile"


By = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Done by this actor, or for this side.", show_default=False),
]
Toward = Annotated[
    str | None,
    typer.Option("--toward", metavar="NAME", help="Done to this actor or side.", show_default=False),
]
ToneOption = Annotated[
    Tone | None, typer.Option("--tone", help="Only friendly or only hostile types.", show_default=False)
]
_SIGNS = {Tone.friendly: 1, Tone.hostile: -1}


def register(app: typer.Typer) -> None:
    """Adds the commands, in the order in which the help lists them."""
    added(app, (events, EVENTS), (event, EVENT), (ties, TIES))


EVENTS = examples(
    ("events --ledger crisis.db", "What was done, each deed once, with most independent origins first."),
    ("events --ledger crisis.db --by Russia --toward Ukraine --order latest", "What one side did to another."),
    ("events --ledger crisis.db --status planned --type ASSAULT", "What is announced and was not told as done."),
    ("events --ledger crisis.db --plover --format json --limit 0 > deeds.jsonl", "Records of the PLOVER codebook."),
)


@asks()
def events(
    request: Request,
    type: Types = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STATUS",
            help="happened, ongoing, planned, hypothetical, negated, denied; without it: done. Can be repeated.",
            show_default=False,
        ),
    ] = None,
    by: By = None,
    toward: Toward = None,
    tone: ToneOption = None,
    order: Annotated[DeedOrder, typer.Option(help="What comes first: most origins, the latest, the earliest.")] = (
        DeedOrder.origins
    ),
    plover: Annotated[
        bool, typer.Option("--plover", help="Write json or csv in the fields of the PLOVER codebook.")
    ] = False,
    limit: Annotated[int, typer.Option(min=0, help="Show at most so many; 0: all.")] = 50,
) -> None:
    """List what was done, each deed once however many reports tell it: when, on how many origins, denied, admitted."""
    from lagebild.console import deeds
    from lagebild.ledger import Doing

    doing = Doing(
        types=tuple(kind.upper() for kind in type or ()),
        statuses=tuple(status or ()),  # type: ignore[arg-type]
        doer=by,
        target=toward,
        sign=_SIGNS[tone] if tone else None,
    )
    with request.material() as ledger:
        deeds.events(
            request.output, ledger, request.filters, doing, order=order.value, limit=limit or None, plover=plover
        )


EVENT = examples(
    ("event 5f0c --ledger crisis.db", "The deed whose id begins like this; `events` shows the addresses."),
    ("event lage:deed/5f0c12ab34cd56ef --format csv", "By its address, a row for each report."),
)


@asks(one=True)
def event(
    request: Request,
    identifier: Annotated[str, typer.Argument(metavar="ID", help="The id of a deed, its beginning, or its address.")],
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Show at most so many of its reports.")] = 500,
) -> None:
    """Show one deed with all its reports: the words of each, who says it, where it goes back to."""
    from lagebild.addresses import id_of
    from lagebild.console import deeds

    wanted = id_of(identifier, "deed")
    with request.material() as ledger:
        deeds.event(request.output, ledger, wanted, limit=limit)


TIES = examples(
    ("ties --ledger crisis.db", "Who acts toward whom, friendly and hostile, the pairs with most deeds first."),
    ("ties --ledger crisis.db --when 2025 --tone hostile --format csv", "Of one year, for a spreadsheet."),
    ("ties --ledger crisis.db --as-alliances NATO --as-alliances CSTO", "Members of an alliance as one side."),
)


@asks()
def ties(
    request: Request,
    type: Types = None,
    by: By = None,
    toward: Toward = None,
    tone: ToneOption = None,
    as_alliances: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Take the members of an alliance (NATO, EU, CSTO, …) for one side. Can be repeated; the first holds.",
            show_default=False,
        ),
    ] = None,
    limit: Limit = 50,
) -> None:
    """Show who acts toward whom: deeds, friendly and hostile, by type and month, and on how many origins."""
    from lagebild.console import deeds
    from lagebild.ledger import Doing

    kinds = tuple(kind.upper() for kind in type or ())
    doing = Doing(types=kinds, doer=by, target=toward, sign=_SIGNS[tone] if tone else None)
    with request.material() as ledger:
        deeds.ties(request.output, ledger, request.filters, doing, alliances=as_alliances or (), limit=limit)

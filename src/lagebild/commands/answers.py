"""Commands that ask a whole ledger, or pages, and get bounded answers: propositions, origins, figures, disputes,
sources."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from lagebild.console.messages import examples
from lagebild.console.options import Limit, Request, added, asks


class Order(StrEnum):
    """What a list of propositions can be ordered by."""

    origins = "origins"
    articles = "articles"
    latest = "latest"


class Only(StrEnum):
    """The links and the denials that can be asked for."""

    dispute = "dispute"
    revision = "revision"
    denies = "denies"
    confirms = "confirms"
    revises = "revises"
    retracts = "retracts"
    denied = "denied"
    contradicted = "contradicted"
    retracted = "retracted"


def register(app: typer.Typer) -> None:
    """Adds the commands, in the order in which the help lists them."""
    added(
        app,
        (propositions, PROPOSITIONS),
        (proposition, PROPOSITION),
        (origins, ORIGINS),
        (figures, FIGURES),
        (disputes, DISPUTES),
        (sources, SOURCES),
    )


PROPOSITIONS = examples(
    ("propositions --ledger crisis.db", "What several claims say, with most independent origins first."),
    ("propositions --ledger crisis.db --order latest --actor Selenskyj", "The latest with a claim about somebody."),
    ("propositions monday.html tuesday.html", "Straight from pages."),
)


@asks()
def propositions(
    request: Request,
    order: Annotated[Order, typer.Option(help="What comes first: most origins, most articles, or the latest.")] = (
        Order.origins
    ),
    limit: Limit = 50,
) -> None:
    """List what several claims say: from how many independent origins, with how many denials, and how credible."""
    from lagebild.console import answers

    with request.material() as ledger:
        answers.propositions(request.output, ledger, request.filters, order=order.value, limit=limit)


PROPOSITION = examples(
    ("proposition 31ac76fa --ledger crisis.db", "The one whose id begins like this; `propositions` shows the ids."),
    ("proposition lage:proposition/31ac76fa2934d47d --format json", "By its address, with the tree as objects."),
)


@asks(one=True)
def proposition(
    request: Request,
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="The id of a proposition, its beginning, or its address.")
    ],
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Show at most so many of its claims.")] = 500,
) -> None:
    """Show one proposition: the tree of its origins (who took it from whom, who was first), and each of its claims
    with the reason why it is one of them."""
    from lagebild.addresses import id_of
    from lagebild.console import answers

    wanted = id_of(identifier, "proposition")
    with request.material() as ledger:
        answers.proposition(request.output, ledger, wanted, limit=limit)


ORIGINS = examples(
    ("origins --ledger crisis.db", "Whom claims go back to, however many outlets carry them."),
    ("origins --ledger crisis.db --text soldiers --format csv", "For a spreadsheet."),
)


@asks()
def origins(request: Request, limit: Limit = 50) -> None:
    """Show whom claims go back to, how many outlets carry them, and through whom they came."""
    from lagebild.console import answers

    with request.material() as ledger:
        answers.origins(request.output, ledger, request.filters, limit=limit)


FIGURES = examples(
    ("figures --ledger crisis.db", "One group for each quantity; different quantities are never compared."),
    ("figures --ledger crisis.db --text Soldaten --format csv", "For a spreadsheet."),
    ("figures monday.html tuesday.html", "Straight from pages."),
)


@asks()
def figures(
    request: Request,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Show at most so many quantities.")] = 20,
) -> None:
    """Show figures side by side: what they count, who gives them, for which stage and day."""
    from lagebild.console import answers

    with request.material() as ledger:
        answers.figures(request.output, ledger, request.filters, limit=limit)


DISPUTES = examples(
    ("disputes --ledger crisis.db", "Who says what against whom, the latest first, with the reasons."),
    ("disputes --ledger crisis.db --only dispute --only revision", "Only figures."),
)


@asks()
def disputes(
    request: Request,
    only: Annotated[
        list[Only] | None,
        typer.Option(metavar="KIND", help=f"Only some: {', '.join(Only)}. Can be repeated.", show_default=False),
    ] = None,
    limit: Limit = 50,
) -> None:
    """Show who says what against whom: disputed and revised figures, denials, confirmations, retractions."""
    from lagebild.console import answers

    with request.material() as ledger:
        kinds = tuple(kind.value for kind in only or ())
        answers.disputes(request.output, ledger, request.filters, kinds=kinds, limit=limit)


SOURCES = examples(
    ("sources --ledger crisis.db", "Who speaks, how often, on whose word."),
    ("sources page.html --kind unnamed", "Only hearsay without a source."),
)


@asks()
def sources(request: Request, limit: Limit = 50) -> None:
    """Show who speaks in the coverage, in which form, and whom they lean on."""
    from lagebild.console import answers

    with request.material() as ledger:
        answers.sources(request.output, ledger, request.filters, limit=limit)

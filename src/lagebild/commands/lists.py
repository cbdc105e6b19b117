"""Commands that go through the claims of a ledger or of pages: actors, timeline, claims, search."""

from __future__ import annotations

from typing import Annotated

import typer

from lagebild.console.messages import examples
from lagebild.console.options import Limit, Request, Types, added, asks


def register(app: typer.Typer) -> None:
    """Adds the commands, in the order in which the help lists them."""
    added(app, (actors, ACTORS), (timeline, TIMELINE), (claims, CLAIMS), (search, SEARCH))


ACTORS = examples(
    ("actors --ledger crisis.db", "Who and what is named, most frequent first."),
    ("actors --ledger crisis.db --unknown > new.toml", "Names that no list knows, as rows for your actors.toml."),
)


@asks()
def actors(
    request: Request,
    unknown: Annotated[bool, typer.Option("--unknown", help="Only names that no list knows.")] = False,
    limit: Limit = 50,
) -> None:
    """Show who and what is named in the coverage: actors and places, in which words, how often."""
    from lagebild.console import show

    with request.material() as ledger:
        show.actors(request.output, ledger.entries(request.filters), unknown=unknown, limit=limit)


TIMELINE = examples(
    ("timeline --ledger crisis.db", "What is said to have happened when, and according to whom."),
    ("timeline page.html --published 2024-10-20", "With the day, “on Thursday” has a place."),
    ("timeline --ledger crisis.db --type ASSAULT --actor Russia", "When attacks were, and who names which day."),
)


@asks()
def timeline(
    request: Request,
    type: Types = None,
    deeds: Annotated[bool, typer.Option("--deeds", help="Only what dates a deed, of whatever type.")] = False,
) -> None:
    """Show what is said to have happened when, and according to whom; days that reports of one deed contradict each
    other in stand side by side."""
    from lagebild.console import show
    from lagebild.ledger import Doing

    kinds = Doing(types=tuple(kind.upper() for kind in type or ())).types
    with request.material() as ledger:
        show.timeline(request.output, ledger, request.filters, types=kinds if kinds or deeds else None)


CLAIMS = examples(
    ("claims --ledger crisis.db --act deny", "Every denial."),
    ("claims page.html --source Stoltenberg --form direct", "What somebody said word for word."),
    ("claims --ledger crisis.db --since 2024-10-18 --format json", "For programs, a claim on a line."),
)


@asks()
def claims(request: Request) -> None:
    """List claims: who says what, in which form, how firmly."""
    from lagebild.console import show

    with request.material() as ledger:
        show.claims(request.output, ledger, request.filters)


SEARCH = examples(
    ("search Waffen --ledger crisis.db", "Claims with the word, best first, then other places."),
    ("search '\"North Korean\" soldier*' --ledger crisis.db", "Words together, and beginnings of words."),
    ("search Brigaden page.html", "In pages."),
)


@asks()
def search(
    request: Request,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="Words that must all be there.")],
    limit: Limit = 20,
) -> None:
    """Find words in claims and in the text of the articles."""
    from lagebild.console import show

    with request.material() as ledger:
        show.hits(request.output, ledger.search(query, request.filters, limit=limit))

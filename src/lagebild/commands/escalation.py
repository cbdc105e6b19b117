"""The command that answers the question of so many headlines: is it escalating?"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from lagebild.console.messages import examples
from lagebild.console.options import Request, asks
from lagebild.errors import UsageError


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(epilog=ESCALATION)(escalation)


def _with_scales(given: Path | None) -> Path | None:
    if given is not None:
        os.environ["LAGEBILD_SCALES"] = str(given)
    return given


ESCALATION = examples(
    ("escalation --ledger crisis.db", "The pairs of sides with most hostile deeds, and who calls it what."),
    ("escalation --ledger crisis.db --pair Russia,Ukraine", "One pair: talk, firsts, shifts and the verdict."),
    ("escalation page.html --published 2024-10-20", "One page: talk and claimed firsts, never a verdict."),
)


@asks()
def escalation(
    request: Request,
    pair: Annotated[
        str | None,
        typer.Option(metavar="ONE,OTHER", help="Only between these two sides.", show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="Show at most so many pairs.")] = 5,
    talk: Annotated[int, typer.Option(min=0, max=2000, help="Show at most so much talk, the latest.")] = 50,
    _scales: Annotated[
        Path | None,
        typer.Option(
            "--scales",
            metavar="FOLDER",
            help="Your own scales of intensity. [dim]Default: $LAGEBILD_SCALES, else scales here.[/dim]",
            callback=_with_scales,
            is_eager=True,
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show who calls what an escalation, what was done between whom, what is new about it, and whether a new level was
    reached, with the reasons."""
    from lagebild.console import escalation as console

    both = _both(pair)
    with request.material() as ledger:
        console.escalation(request.output, ledger, request.filters, pair=both, limit=limit, talk=talk)


def _both(pair: str | None) -> tuple[str, str] | None:
    if pair is None:
        return None
    names = [name.strip() for name in pair.split(",")]
    if len(names) != 2 or not all(names):
        raise UsageError(f"--pair {pair!r} does not name two sides; give ONE,OTHER, for example Russia,Ukraine")
    return names[0], names[1]

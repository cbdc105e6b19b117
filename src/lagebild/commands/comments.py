"""Commands for readers' comments: what they wrote, and whether it appears."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from lagebild.commands.work import Because, By, Limit
from lagebild.console.messages import examples
from lagebild.console.options import LedgerFile, NoColor, TableFormat, TableOption, UiOption, ledger_of, ui_of
from lagebild.console.output import Output

Address = Annotated[str, typer.Argument(metavar="COMMENT", help="The id of a comment, or its beginning.")]


class State(StrEnum):
    """What can become of a comment."""

    pending = "pending"
    approved = "approved"
    rejected = "rejected"


comments = typer.Typer(
    name="comments",
    invoke_without_command=True,
    rich_markup_mode="rich",
    epilog=examples(
        ("comments --ledger crisis.db", "What readers wrote, the latest first, and what was decided about it."),
        ("comments --state pending --format json", "What waits to be looked at, for programs."),
        ("comments approve 5c1e --because 'to the point' --by 'A. Reader'", "It appears on the dossier's pages."),
        ("comments reject 5c1e --because 'an insult' --by 'A. Reader'", "It does not appear."),
    ),
)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(comments)


@comments.callback()
def list_(
    context: typer.Context,
    state: Annotated[
        State | None, typer.Option(metavar="STATE", help="Only pending, approved or rejected ones.", show_default=False)
    ] = None,
    limit: Limit = 50,
    ledger: LedgerFile = None,
    format: TableOption = TableFormat.text,
    ui: UiOption = None,
    _no_color: NoColor = False,
) -> None:
    """List what readers of a dossier wrote, and decide what appears. The e-mails of writers are in no list."""
    if context.invoked_subcommand is not None:
        return
    from lagebild.console import comments as shown
    from lagebild.ledger import open_ledger

    with open_ledger(ledger_of(ledger), create=False) as opened:
        found = opened.comments(state=state.value if state else None, limit=limit)
        shown.listed(Output(format.value, ui_of(ui)), found)


@comments.command(
    epilog=examples(("comments approve 5c1e --because 'to the point'", "By the id that `comments` shows."))
)
def approve(comment: Address, because: Because, by: By = None, ledger: LedgerFile = None) -> None:
    """Let a comment appear, with the reason."""
    _decide("approve", comment, by, because, ledger)


@comments.command(epilog=examples(("comments reject 5c1e --because 'an insult'", "It stays in the ledger.")))
def reject(comment: Address, because: Because, by: By = None, ledger: LedgerFile = None) -> None:
    """Let a comment not appear, with the reason; `review undo` takes it back."""
    _decide("reject", comment, by, because, ledger)


@comments.command(epilog=examples(("comments forget 5c1e", "When its writer asks for it, or was answered.")))
def forget(comment: Address, ledger: LedgerFile = None) -> None:
    """Take away the e-mail of who wrote a comment, for good; the comment stays."""
    from lagebild.console import comments as shown
    from lagebild.ledger import open_ledger

    with open_ledger(ledger_of(ledger), create=False) as opened:
        shown.forget(opened, comment)


def _decide(kind: str, comment: str, by: str | None, because: str, ledger: str | None) -> None:
    from lagebild.console import work
    from lagebild.ledger import open_ledger

    with open_ledger(ledger_of(ledger), create=False) as opened:
        work.decide(opened, kind, opened.address_of(comment, ("comment",)), by=by, because=because)

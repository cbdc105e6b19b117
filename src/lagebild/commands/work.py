"""Commands for the work of readers: what changed, and what they decide about it."""

from __future__ import annotations

from typing import Annotated

import typer

from lagebild.console.messages import examples
from lagebild.console.options import (
    LedgerFile,
    NoColor,
    Request,
    TableFormat,
    TableOption,
    UiOption,
    asks,
    ledger_of,
    ui_of,
)
from lagebild.console.output import Output

Limit = Annotated[int, typer.Option(min=1, max=10_000, help="Show at most so many.")]
Address = Annotated[
    str, typer.Argument(metavar="ADDRESS", help="What it is about: lage:claim/…, or the beginning of a claim's id.")
]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Your name. [dim]Default: $LAGEBILD_READER.[/dim]", show_default=False),
]
Because = Annotated[str, typer.Option("--because", metavar="REASON", help="Why.")]

review = typer.Typer(
    name="review",
    help="Decide about what was read: a note, a correction, checked, the same, not the same. Nothing is lost.",
    invoke_without_command=True,
    rich_markup_mode="rich",
    epilog=examples(
        ("review checked 3f9a --because 'heard the recording' --by 'A. Reader'", "Marks a claim as checked."),
        ("review correct 3f9a figures/0/max 1500 --because 'a slip of the pen'", "Notes the right value of a cell."),
        ("review split 3f9a --because 'another town'", "Takes a claim out of its proposition; it stays out."),
        ("review undo 77ab --because 'it was the same town'", "Undoes a decision; both stay on record."),
        ("review list", "Who decided what, and why."),
    ),
)


def register(app: typer.Typer) -> None:
    """Adds the commands, in the order in which the help lists them."""
    app.command(epilog=CHANGES)(changes)
    app.add_typer(review)


CHANGES = examples(
    ("changes --ledger crisis.db --since 2024-10-18", "What came in, came again, or has another text now."),
    ("changes --since 2024-10 --outlet gazette --format json", "Of one outlet, for programs."),
)


@asks()
def changes(request: Request, limit: Limit = 50) -> None:
    """Show what came into the ledger since a day: new pages, pages read again, and pages whose text changed, with what
    is gone and what is new. Here --since is the day on which a page came in."""
    from dataclasses import replace

    from lagebild.console import work

    since = request.filters.since or "0000"
    with request.material() as ledger:
        filters = replace(request.filters, since=None)
        work.changes(request.output, ledger, since, filters, limit=limit)


@review.callback()
def about(context: typer.Context) -> None:
    """Shows the help where no command is named."""
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(2)


@review.command(
    epilog=examples(
        ("review note 3f9a 'The headline was changed at noon.'", "A note on a claim."),
        ("review note lage:actor/Q42 'Two persons share the name.'", "On an actor, an article or a proposition."),
    )
)
def note(address: Address, words: str, by: By = None, ledger: LedgerFile = None) -> None:
    """Put a note beside a claim, an article, a proposition or an actor."""
    _decide("note", address, by, words, ledger, content=words)


@review.command(
    epilog=examples(
        ("review checked 3f9a --because 'two recordings'", "A claim, or an article or a proposition by its address."),
    )
)
def checked(address: Address, because: Because, by: By = None, ledger: LedgerFile = None) -> None:
    """Mark something as checked, with the reason."""
    _decide("checked", address, by, because, ledger)


@review.command(
    epilog=examples(
        (
            "review correct 3f9a figures/0/max 1500 --because 'the page says so'",
            "The greatest value of its first figure.",
        ),
        ("review correct 3f9a source/actor/name '\"The Ministry\"' --because 'see page 2'", "Whose word it is."),
    )
)
def correct(
    address: Address,
    cell: Annotated[str, typer.Argument(metavar="CELL", help="A path into the claim's JSON: figures/0/max, act, …")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="The right value, as JSON; plain words are words.")],
    because: Because,
    by: By = None,
    ledger: LedgerFile = None,
) -> None:
    """Note the right value of a cell of a claim; what was read stays beside it."""
    _decide("correct", address, by, because, ledger, cell=cell, content=value)


@review.command(
    epilog=examples(("review split 3f9a --because 'another town'", "It stays out, also of pages that come later."))
)
def split(address: Address, because: Because, by: By = None, ledger: LedgerFile = None) -> None:
    """Take a claim out of its proposition: it is not the same claim."""
    _decide("split", address, by, because, ledger)


@review.command(epilog=examples(("review join 3f9a 88c1 --because 'the same strike'", "Two claims are one.")))
def join(address: Address, other: Address, because: Because, by: By = None, ledger: LedgerFile = None) -> None:
    """Say that two claims are the same claim."""
    _decide("join", address, by, because, ledger, other=other)


@review.command(
    "same-actor",
    epilog=examples(
        ("review same-actor 'The Agency' 'National Agency' --because 'its new name'", "By names, or addresses.")
    ),
)
def same_actor(address: Address, other: Address, because: Because, by: By = None, ledger: LedgerFile = None) -> None:
    """Say that two actors are one: they count as one origin and are found by either name."""
    _decide("same-actor", address, by, because, ledger, other=other)


@review.command(
    epilog=examples(
        ("review reliability lage:source/actor:RUS C --because 'wrong twice in May'", "A to F; the last one counts."),
    )
)
def reliability(
    address: Annotated[str, typer.Argument(metavar="SOURCE", help="Its address: lage:source/KEY.")],
    mark: Annotated[str, typer.Argument(metavar="MARK", help="A to F (docs/grading.md).")],
    because: Because,
    by: By = None,
    ledger: LedgerFile = None,
) -> None:
    """Set how reliable a source is, in this ledger; it counts before the file of sources."""
    _decide("reliability", address, by, because, ledger, content=mark.upper())


@review.command(epilog=examples(("review undo 77ab --because 'it was right'", "By the id that `review list` shows.")))
def undo(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="The id of a decision, or its beginning.")],
    because: Because,
    by: By = None,
    ledger: LedgerFile = None,
) -> None:
    """Undo a decision; both stay on record."""
    _decide("undo", decision, by, because, ledger)


@review.command(
    "list",
    epilog=examples(
        ("review list --ledger crisis.db", "The latest decisions."),
        ("review list --about 3f9a --format json", "All about one claim, for programs."),
    ),
)
def list_(
    about: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Only about this: lage:claim/…", show_default=False)
    ] = None,
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Only of this reader.", show_default=False)] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="Only of this kind.", show_default=False)] = None,
    limit: Limit = 50,
    ledger: LedgerFile = None,
    format: TableOption = TableFormat.text,
    ui: UiOption = None,
    _no_color: NoColor = False,
) -> None:
    """List what readers decided, the latest first, what was undone too."""
    from lagebild.console import work
    from lagebild.ledger import open_ledger

    with open_ledger(ledger_of(ledger), create=False) as opened:
        work.decisions(Output(format.value, ui_of(ui)), opened, about=about, who=who, kind=kind, limit=limit)


def _decide(
    kind: str,
    address: str,
    by: str | None,
    because: str,
    ledger: str | None,
    *,
    other: str | None = None,
    cell: str | None = None,
    content: str | None = None,
) -> None:
    from lagebild.console import work
    from lagebild.ledger import open_ledger

    with open_ledger(ledger_of(ledger), create=False) as opened:
        work.decide(opened, kind, address, by=by, because=because, other=other, cell=cell, content=content)

"""The commands for a ledger as a whole: what it holds, whether it is sound, its index, taking it out and in."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from lagebild import settings
from lagebild.console.messages import examples, plain
from lagebild.console.options import LedgerFile, NoColor, ReportFormat, TextFormat, UiOption, ledger_of, ui_of
from lagebild.console.output import Output, write_chunks
from lagebild.console.progress import progress

app = typer.Typer(
    name="ledger",
    help="Look after a ledger: what it holds, whether it is sound, its index; take it out and in as a whole.",
    invoke_without_command=True,
    rich_markup_mode="rich",
    epilog=examples(
        ("ledger info --ledger crisis.db", "What it holds, and how much room that takes."),
        ("ledger check --ledger crisis.db", "Proves every entry, and the index against the entries."),
        ("ledger export --ledger crisis.db --out crisis.jsonl", "The whole of it in one file, with a checksum."),
        ("ledger import crisis.jsonl --ledger postgresql://desk@host/news", "Into another ledger, here on a server."),
    ),
)


@app.callback()
def about(context: typer.Context) -> None:
    """Shows the help where no command is named."""
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(2)


@app.command(
    epilog=examples(
        ("ledger info --ledger crisis.db", "Articles, claims, outlets, languages, days, bytes."),
        ("ledger info --ledger postgresql://desk@host/news --format json", "Of a ledger on a server, for programs."),
    )
)
def info(
    ledger: LedgerFile = None,
    format: ReportFormat = TextFormat.text,
    ui: UiOption = None,
    _no_color: NoColor = False,
) -> None:
    """Say what a ledger is and holds: articles, claims, readings, decisions, outlets, languages, days, bytes."""
    from lagebild.console import care
    from lagebild.ledger import open_ledger

    with open_ledger(ledger_of(ledger), create=False) as opened:
        care.show_summary(Output(format.value, ui_of(ui)), opened.summary())


@app.command(
    epilog=examples(
        ("ledger check --ledger crisis.db", "One line for each problem; exit code 0 when the ledger is sound, else 1."),
        ("ledger check --ledger crisis.db --format json", "For programs, a problem on a line."),
    )
)
def check(
    ledger: LedgerFile = None,
    format: ReportFormat = TextFormat.text,
    ui: UiOption = None,
    _no_color: NoColor = False,
) -> int:
    """Prove that a ledger is sound: the database, every entry, and the index against the entries.

    An entry is held against its identifier and its text, word for word. Nothing is changed.
    """
    from lagebild.console import care
    from lagebild.ledger import open_ledger

    with open_ledger(ledger_of(ledger), create=False) as opened:
        with progress(opened.name) as told:
            problems = list(opened.check(told))
        care.show_problems(Output(format.value, ui_of(ui)), problems, opened.summary())
    return 1 if problems else 0


@app.command(
    epilog=examples(
        ("ledger rebuild --ledger crisis.db", "When check finds the index wrong, or after a change of how it is made."),
    )
)
def rebuild(ledger: LedgerFile = None, ui: UiOption = None, _no_color: NoColor = False) -> None:
    """Make the index of a ledger anew from its entries: whole, or not at all. No entry is touched."""
    from lagebild.console import care
    from lagebild.ledger import open_ledger

    with open_ledger(ledger_of(ledger), create=False) as opened:
        with progress(opened.name) as told:
            number = opened.rebuild(told)
        care.say_rebuilt(Output("text", ui_of(ui)), number)


@app.command(
    epilog=examples(
        ("ledger export --ledger crisis.db --out crisis.jsonl", "A file that is written whole or not at all."),
        ("ledger export --ledger crisis.db | gzip > crisis.jsonl.gz", "To standard output."),
    )
)
def export(
    ledger: LedgerFile = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write to this file, not to standard output.", show_default=False),
    ] = None,
) -> None:
    """Write a whole ledger as lines of JSON: all readings and decisions in the order in which they came, and
    comments of readers without the e-mails of their writers.

    The last line has their numbers and a checksum, by which `ledger import` knows a file that is not whole.
    """
    from lagebild.ledger import open_ledger

    with open_ledger(ledger_of(ledger), create=False) as opened:
        if out is not None:
            with progress(opened.name) as told:
                write_chunks(out, opened.export(told))
            return
        sys.stdout.flush()
        with progress(opened.name, lines_between=True) as told:
            for line in opened.export(told):
                sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()


@app.command(
    "import",
    epilog=examples(
        (
            "ledger import crisis.jsonl --ledger crisis.db",
            "What `ledger export` wrote; proven before it is written.",
        ),
        ("ledger import monday.db tuesday.db --ledger week.db", "Several ledgers into one."),
        ("ledger import old.db --ledger new.db", "A ledger of an older Lagebild."),
    ),
)
def take(
    place: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Exported files, ledgers, or addresses of ledgers.")
    ],
    ledger: LedgerFile = None,
    ui: UiOption = None,
    _no_color: NoColor = False,
) -> None:
    """Bring in whole ledgers. All is proven before the first entry is written; what is there already is passed over.

    Of the readings of one page the one that was added last is in force, wherever it comes from.
    """
    from lagebild.console import care
    from lagebild.ledger import open_ledger
    from lagebild.ledger.origins import origin_of
    from lagebild.ledger.transfer import prove

    output, target = Output("text", ui_of(ui)), settings.text("ledger") if ledger is None else ledger
    with ExitStack() as held:
        origins = [held.enter_context(origin_of(one)) for one in place]
        for origin in origins:
            with progress(origin.name) as told:
                prove(origin, told)
        opened = held.enter_context(open_ledger(target))
        for origin in origins:
            with progress(origin.name) as told:
                taken = opened.bring(origin, told)
            care.say_taken(output, plain(origin.name), taken)

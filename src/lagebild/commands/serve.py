"""The command that opens a ledger in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lagebild.console.messages import examples
from lagebild.console.options import ActorsFile, LedgerFile, SourcesFile, UiOption, ledger_of, ui_of

SERVE = examples(
    ("serve --ledger crisis.db", "Opens the ledger in the browser, for this machine alone."),
    ("serve --ledger crisis.db --port 9000 --ui de", "At another port, with German labels."),
    (
        "serve --ledger crisis.db --host 0.0.0.0 --allow-host desk.example --password-file secret.txt",
        "For a whole desk: with a password, behind a server that speaks TLS.",
    ),
    (
        "serve --ledger crisis.db --comments --allow-host dossier.example --port 8418",
        "For the public, behind a server that speaks TLS: to read, and to send comments.",
    ),
)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(epilog=SERVE)(serve)


def serve(
    ledger: LedgerFile = None,
    host: Annotated[
        str, typer.Option(metavar="HOST", help="Listen at this address; others than this machine need a password.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Listen at this port; 0 takes a free one.")] = 8417,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Answer to this name too. Can be repeated.", show_default=False),
    ] = None,
    password_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Ask for the password that is the first line of this file. [dim]Default: $LAGEBILD_PASSWORD.[/dim]",
            show_default=False,
        ),
    ] = None,
    no_add: Annotated[bool, typer.Option("--no-add", help="Let nobody add pages in the browser.")] = False,
    comments: Annotated[
        bool,
        typer.Option(
            "--comments", help="Show it to the public: read only, with comments, which wait until a desk approves them."
        ),
    ] = False,
    processes: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=64,
            help="So many processes draw pages. [dim]Default: one a core, at most 4; on one core none.[/dim]",
            show_default=False,
        ),
    ] = None,
    _actors: ActorsFile = None,
    _sources: SourcesFile = None,
    ui: UiOption = None,
) -> None:
    """Open a ledger in the browser: read it, search it, and follow every cell to the words it was read from.

    Ctrl-C ends it. Nothing leaves this machine, and no page asks another server for anything (docs/serve.md).
    """
    from lagebild.console import serve as server

    options = server.Options(
        host, port, tuple(allow_host or ()), password_file, adds=not no_add, public=comments, processes=processes
    )
    server.run(ledger_of(ledger), options, ui=ui_of(ui))

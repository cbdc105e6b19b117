"""The program: reading, the dossier, explaining; the other commands are in `commands/`, what all share in `console/`.

A command is one thin function, and heavy imports are inside of it: help is quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from lagebild import __version__, settings
from lagebild.commands import answers, comments, deeds, escalation, lists, publish, serve, work
from lagebild.console.ledger import app as ledger_app
from lagebild.console.messages import PROGRAM, examples, say
from lagebild.console.options import (
    ActorsFile,
    Language,
    LedgerFile,
    NoColor,
    PageFormat,
    Published,
    ReadingFormat,
    ReasonFormat,
    Request,
    TextFormat,
    UiOption,
    Url,
    WeightsOption,
    asks,
    bar_is_seen,
    options_of,
    ui_of,
)
from lagebild.console.output import Output
from lagebild.errors import LagebildError, UsageError

app = typer.Typer(
    name=PROGRAM,
    add_completion=False,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; returns 0, 1 where pages failed among others, 2 for what cannot be done, 130 when interrupted."""
    settings.one_thread_a_matrix()
    try:
        if isinstance(sys.stdout, TextIOWrapper):  # a sign that the terminal cannot show is no reason to stop
            sys.stdout.reconfigure(errors="replace")
        code = app(args=arguments, prog_name=PROGRAM, standalone_mode=False)
        sys.stdout.flush()
    except LagebildError as error:
        say(error)
        return 2
    except TyperException as error:
        say(f"{error.format_message()} See {PROGRAM} --help")
        return 2
    except (BrokenPipeError, SystemExit):
        # The reader of our output has seen enough (`| head`), for which Typer's answer is SystemExit; the interpreter
        # must not write the rest at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        code = 130
    except OSError as error:
        say(f"the output cannot be written: {error.strerror or error}")
        return 2
    if code == 130:
        say("interrupted; what was confirmed is stored")
    return int(code or 0)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"{PROGRAM} {__version__}")
        raise typer.Exit


@app.callback(
    epilog=examples(
        ("read page.html", "Who says what in a page, at the terminal."),
        ("read *.html --ledger crisis.db", "Reads many pages into a ledger."),
        ("dossier --ledger crisis.db --out dossier.html", "The whole picture as one file for the browser."),
        ("figures --ledger crisis.db --text Soldaten", "Figures side by side, with who gives them."),
        ("explain page.html:1200", "Why the claim at this place was read as it was."),
        title="Begin with",
        after="\nEvery command has its own --help with examples. All of them: docs/commands.md",
    )
)
def about(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True)
    ] = False,
    _no_color: NoColor = False,
) -> None:
    """Read news coverage of a conflict and keep the ledger of it: who said what, on whose word, how firmly, with
    which figures, when and where. Every cell leads back to the words that it was read from."""
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(2)


@app.command(
    epilog=examples(
        ("read page.html --published 2024-10-20", "With the day, “on Thursday” is October 17th."),
        ("read *.html --ledger crisis.db --format json > readings.jsonl", "Read twice, a page is in the ledger once."),
        ("read https://example.org/news --format html > page.html", "The page with its spans marked."),
        ("read - < page.txt", "From standard input."),
    )
)
def read(
    page: Annotated[
        list[str],
        typer.Argument(metavar="PAGE", help="Files (.html .txt .md .json .warc.gz), addresses, or -."),
    ],
    published: Published = None,
    url: Url = None,
    language: Language = None,
    weights: WeightsOption = None,
    _actors: ActorsFile = None,
    format: ReadingFormat = PageFormat.text,
    ledger: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|ADDRESS",
            help="Add the readings to this ledger: a file, or postgresql://user@host/name.",
            show_default=False,
        ),
    ] = None,
    ui: UiOption = None,
    _no_color: NoColor = False,
) -> int:
    """Read pages: who says what in them, on whose word, how firmly, with which figures, when and where.

    JSON is one object a page on a line (docs/json.md). A page that fails is reported and the others go on.
    """
    from lagebild.console import show
    from lagebild.console.intake import Intake, into

    intake = Intake(page, options_of(published, url, language, weights), bar=bar_is_seen())
    show.readings(Output(format.value, ui_of(ui)), into(ledger, intake))
    return intake.exit_code


@app.command(
    epilog=examples(
        ("dossier --ledger crisis.db --out dossier.html", "One file: no server, no script, prints well."),
        ("dossier page.html", "The same at the terminal, from a page."),
        ("dossier --ledger crisis.db --since 2024-10 --actor Selenskyj", "Only articles with a claim that fits."),
    )
)
@asks(ReadingFormat, PageFormat.text)
def dossier(
    request: Request,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write HTML to this file.", show_default=False)
    ] = None,
) -> None:
    """Draw the whole picture: articles with their claims, figures side by side, sources, timeline, what stayed open."""
    from lagebild.console import show

    if out is not None and request.output.format == "json":
        raise UsageError("--out writes HTML; for JSON write --format json > FILE")
    with request.material() as ledger:
        if out is None:
            show.dossier(request.output, ledger, request.filters)
        else:
            show.dossier_file(out, ledger, request.filters, request.output.ui)


answers.register(app)
deeds.register(app)
lists.register(app)
escalation.register(app)
work.register(app)


@app.command(
    epilog=examples(
        ("explain 3f9a --ledger crisis.db", "The claim whose id begins like this; `claims` shows the ids."),
        ("explain page.html:1200", "The claims at an offset of the article's text."),
        ("explain page.html:Brigaden", "The claims where these words stand."),
    )
)
def explain(
    claim: Annotated[
        str, typer.Argument(metavar="CLAIM-ID|PAGE:PLACE", help="A claim, or a place in a page: an offset or words.")
    ],
    ledger: LedgerFile = None,
    published: Published = None,
    language: Language = None,
    weights: WeightsOption = None,
    _actors: ActorsFile = None,
    format: ReasonFormat = TextFormat.text,
    ui: UiOption = None,
    _no_color: NoColor = False,
) -> None:
    """Say why a claim was read as it was: the rules with their examples, and what they found in the sentence."""
    from lagebild.console import explain as explanation

    found = explanation.entries_at(claim, ledger, options_of(published, None, language, weights))
    explanation.show_all(Output(format.value, ui_of(ui)), found)


serve.register(app)
publish.register(app)
comments.register(app)
app.add_typer(ledger_app)

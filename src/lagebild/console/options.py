"""Options that several commands share, each written once, and the request that they make together."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lagebild import settings
from lagebild.console.output import Output
from lagebild.errors import LedgerError, UsageError

if TYPE_CHECKING:
    from lagebild.ledger import Filters, Ledger
    from lagebild.types import ReadOptions

Command = Callable[..., None]


class Ui(StrEnum):
    """Languages of labels."""

    de = "de"
    en = "en"


class TableFormat(StrEnum):
    """What a table can be written as."""

    text = "text"
    json = "json"
    csv = "csv"


class PageFormat(StrEnum):
    """What readings can be written as."""

    text = "text"
    json = "json"
    html = "html"


class TextFormat(StrEnum):
    """What an explanation or a report can be written as."""

    text = "text"
    json = "json"


_WHICH = "Which claims"
_LABELS = "How it looks"
_READING = "How pages are read"
_LANGUAGES = "de|en|ru|uk"  # those of lang/load.py, which the help does not wait for


def _without_colour(given: bool) -> bool:
    if given:
        os.environ["NO_COLOR"] = "1"  # rich, and Typer through it, obey this wherever they write
    return given


def _with_actors(given: Path | None) -> Path | None:
    if given is not None:
        os.environ["LAGEBILD_ACTORS"] = str(given)  # gazetteers read it when they are loaded, in whatever thread
    return given


def _with_sources(given: Path | None) -> Path | None:
    if given is not None:
        os.environ["LAGEBILD_SOURCES"] = str(given)
    return given


Pages = Annotated[
    list[str] | None,
    typer.Argument(metavar="PAGE", help="Files, addresses or - to look at instead of a ledger.", show_default=False),
]
LedgerFile = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="FILE|ADDRESS",
        help="The ledger: a file, or postgresql://user@host/name. Without it: $LAGEBILD_LEDGER, else lagebild.db here.",
        show_default=False,
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Day of publication where the page does not tell: YYYY-MM-DD.",
        rich_help_panel=_READING,
        show_default=False,
    ),
]
Url = Annotated[
    str | None,
    typer.Option(metavar="URL", help="Address of the page.", rich_help_panel=_READING, show_default=False),
]
Language = Annotated[
    str | None,
    typer.Option(
        metavar=_LANGUAGES,
        help="Language of the page; found out where not given.",
        rich_help_panel=_READING,
        show_default=False,
    ),
]
WeightsOption = Annotated[
    str | None,
    typer.Option(
        "--weights",
        metavar="full|free|none",
        help="The trained reader's weights, or none: rules alone. [dim]Default: $LAGEBILD_WEIGHTS, else full.[/dim]",
        rich_help_panel=_READING,
        show_default=False,
    ),
]
ActorsFile = Annotated[
    Path | None,
    typer.Option(
        "--actors",
        metavar="FILE",
        help="Your own actors and places. [dim]Default: $LAGEBILD_ACTORS, else actors.toml here.[/dim]",
        rich_help_panel=_READING,
        callback=_with_actors,
        is_eager=True,
        show_default=False,
    ),
]
SourcesFile = Annotated[
    Path | None,
    typer.Option(
        "--sources",
        metavar="FILE",
        help="How reliable you hold sources. [dim]Default: $LAGEBILD_SOURCES, else sources.toml here.[/dim]",
        rich_help_panel=_LABELS,
        callback=_with_sources,
        is_eager=True,
        show_default=False,
    ),
]
UiOption = Annotated[
    Ui | None,
    typer.Option(
        "--ui",
        help="Language of labels. [dim]Default: of the locale.[/dim]",
        rich_help_panel=_LABELS,
        show_default=False,
    ),
]
NoColor = Annotated[
    bool,
    typer.Option(
        "--no-color",
        help="No colour; so does $NO_COLOR.",
        rich_help_panel=_LABELS,
        callback=_without_colour,
        is_eager=True,
    ),
]
TableOption = Annotated[
    TableFormat, typer.Option("--format", help="text, json (a row on a line) or csv.", rich_help_panel=_LABELS)
]

Limit = Annotated[int, typer.Option(min=1, max=10_000, help="Show at most so many.")]

Types = Annotated[
    list[str] | None,
    typer.Option(
        "--type", metavar="TYPE", help="Only this type (ASSAULT, AID, …). Can be repeated.", show_default=False
    ),
]

ReadingFormat = Annotated[
    PageFormat, typer.Option("--format", help="text, json (a page on a line) or html.", rich_help_panel=_LABELS)
]
ReportFormat = Annotated[TextFormat, typer.Option("--format", help="text or json.", rich_help_panel=_LABELS)]
ReasonFormat = Annotated[
    TextFormat, typer.Option("--format", help="text, or json (a claim on a line).", rich_help_panel=_LABELS)
]


def _which(words: str, metavar: str) -> Any:
    option = typer.Option(metavar=metavar, help=words, rich_help_panel=_WHICH, show_default=False)
    return Annotated[str | None, option]


#: One option for each field of `Filters`.
FILTERS: dict[str, Any] = {
    "source": _which("By this source, also at the end of a chain.", "NAME"),
    "actor": _which("In which somebody occurs.", "NAME"),
    "place": _which("That name a place.", "NAME"),
    "outlet": _which("From this publisher or host.", "NAME"),
    "language": _which("From articles in this language; pages named here are read in it.", _LANGUAGES),
    "since": _which("Published on this day or later: YYYY-MM-DD, YYYY-MM, YYYY.", "DATE"),
    "until": _which("Published on this day or earlier.", "DATE"),
    "when": _which("That speak of this day, month or year.", "DATE"),
    "kind": _which("By a source that is named, described, unnamed, or the author.", "KIND"),
    "form": _which("direct, indirect, reported, free_indirect or author.", "FORM"),
    "act": _which("state, deny, confirm, predict, plan, demand, accuse, ...", "ACT"),
    "factuality": _which("As firm as this for the source: CT+ PR+ PS+ CT- PR- PS- CTu Uu.", "VALUE"),
    "text": _which('That hold these words; "two words" together; begin*.', "WORDS"),
}


@dataclass(frozen=True, slots=True)
class Request:
    """What a command over a ledger or over pages was asked for."""

    pages: tuple[str, ...]
    ledger: str | None
    published: str | None
    weights: str | None
    filters: Filters
    output: Output

    @contextmanager
    def material(self) -> Iterator[Ledger]:
        """The ledger that was asked for, or one in memory with the pages that were named.

        Ends the command with exit code 1 or 2 where pages failed, after what could be read was shown.
        """
        from lagebild.ledger import open_ledger

        if not self.pages:
            with open_ledger(ledger_of(self.ledger), create=False) as ledger:
                yield ledger
            return
        if self.ledger is not None:
            raise UsageError(
                "name pages or a ledger, not both; `lagebild read PAGE --ledger FILE` adds pages to a ledger"
            )
        from lagebild.console.intake import Intake

        with open_ledger() as ledger:
            options = options_of(self.published, None, self.filters.language, self.weights)
            intake = Intake(self.pages, options, bar=bar_is_seen(lines_between=False))
            for reading in intake:
                ledger.add(reading)
            if not intake.read:
                raise typer.Exit(intake.exit_code or 2)
            yield ledger
            if intake.exit_code:
                raise typer.Exit(intake.exit_code)


def added(app: typer.Typer, *commands: tuple[Command, str]) -> None:
    """Adds commands with their examples, in the order in which the help lists them."""
    for command, shown in commands:
        app.command(epilog=shown)(command)


def asks(
    formats: Any = TableOption, default: StrEnum = TableFormat.text, *, one: bool = False
) -> Callable[[Command], Command]:
    """Gives a command the shared options; it takes them as its first argument, a `Request`.

    Without `formats` the command has one form only. With `one` it shows one thing, by its id: nothing is narrowed.
    """
    narrowing = {"language": Language} if one else FILTERS
    shared: dict[str, tuple[Any, Any]] = {
        "pages": (Pages, None),
        "ledger": (LedgerFile, None),
        **{name: (kind, None) for name, kind in narrowing.items()},
        "published": (Published, None),
        "weights": (WeightsOption, None),
        "_actors": (ActorsFile, None),
        "_sources": (SourcesFile, None),
        **({"format": (formats, default)} if formats is not None else {}),
        "ui": (UiOption, None),
        "_no_color": (NoColor, False),
    }
    kind = inspect.Parameter.KEYWORD_ONLY
    common = [inspect.Parameter(name, kind, default=value, annotation=a) for name, (a, value) in shared.items()]

    def around(command: Command) -> Command:
        own = [p.replace(kind=kind) for p in inspect.signature(command, eval_str=True).parameters.values()][1:]

        def wrapper(**given: Any) -> None:
            from lagebild.ledger import Filters

            filters = Filters(**{name: given[name] for name in narrowing})
            output = Output(given["format"].value if "format" in given else default.value, ui_of(given["ui"]))
            pages = tuple(given["pages"] or ())
            request = Request(pages, given["ledger"], given["published"], given["weights"], filters, output)
            command(request, **{parameter.name: given[parameter.name] for parameter in own})

        wrapper.__name__, wrapper.__doc__, wrapper.__module__ = command.__name__, command.__doc__, command.__module__
        # Typer asks both for the parameters and for the hints.
        wrapper.__signature__ = inspect.Signature([*own, *common])  # type: ignore[attr-defined]
        wrapper.__annotations__ = {parameter.name: parameter.annotation for parameter in (*own, *common)}
        return wrapper

    return around


def options_of(published: str | None, url: str | None, language: str | None, weights: str | None) -> ReadOptions:
    """What the user says of pages and of how to read them, checked."""
    from lagebild.api import options_of as checked

    return checked(published=published, url=url, language=language, weights=weights)


def ledger_of(given: str | None) -> str:
    """The ledger to read, a path or an address: the one given, else that of the settings.

    Raises UsageError where there is none. Whether a server holds the ledger of an address is told when it is opened.
    """
    from lagebild.ledger.store import is_address

    place = settings.text("ledger") if given is None else given
    if given is None and not is_address(place) and not Path(place).exists():
        if os.environ.get("LAGEBILD_LEDGER"):
            raise LedgerError(f"there is no ledger at {place} (LAGEBILD_LEDGER)")
        raise UsageError(
            "no ledger and no pages: name pages, or a ledger with --ledger FILE; "
            "`lagebild read PAGE --ledger lagebild.db` makes one"
        )
    return place


def ui_of(given: Ui | None) -> str:
    """The language of labels: the one given, else of the settings and the locale."""
    return given.value if given else settings.ui()


def bar_is_seen(*, lines_between: bool = True) -> bool:
    """Whether a bar on standard error would be seen, and would not mix with lines on the same terminal."""
    return sys.stderr.isatty() and not (lines_between and sys.stdout.isatty())

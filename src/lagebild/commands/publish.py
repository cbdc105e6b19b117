"""The command that writes a dossier as a folder of static files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lagebild.console.messages import examples
from lagebild.console.options import Request, asks
from lagebild.errors import UsageError

PUBLISH = examples(
    (
        "publish --ledger crisis.db --out dossier --title 'The first week' --by 'The Gazette'",
        "A folder with a front page, a page for each article, and all of it as data.",
    ),
    ("publish --ledger crisis.db --out dossier --since 2024-10 --ui de", "Only some articles, with German labels."),
    (
        "publish --ledger crisis.db --out dossier --comments-to https://dossier.example/comment",
        "Each page tells where a comment can be sent, here to a server with --comments.",
    ),
    ("publish --out dossier monday.html tuesday.html", "Straight from pages."),
)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(epilog=PUBLISH)(publish)


@asks(None)
def publish(
    request: Request,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Write to this folder, which is made anew.")],
    title: Annotated[str | None, typer.Option(help="What the dossier is called.", show_default=False)] = None,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who compiled it: a person or a desk.", show_default=False)
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Where it will stand; others can then refer to it.", show_default=False),
    ] = None,
    comments_to: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Where readers can send comments: of a page (http, https) or an e-mail (mailto:…).",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Publish a dossier as static files: put the folder on any web server, or mail it.

    It needs no server and no JavaScript, and asks nobody for anything. Articles, claims and the words they were read
    from are in it as linked data too (schema.org, Web Annotation).
    """
    import re
    from datetime import UTC, datetime

    from lagebild.console.messages import say
    from lagebild.console.publish import publish_folder
    from lagebild.views.publish import Imprint

    if base is not None and not base.startswith(("http://", "https://")):
        raise UsageError(f"base {base!r} is no address; give one that begins with http:// or https://")
    whole = f"{base.rstrip('/')}/" if base else ""
    if comments_to is not None and not re.match(r"(https?://|mailto:)[^\s]", comments_to):
        raise UsageError(f"comments-to {comments_to!r} is no address; give one that begins with https:// or mailto:")
    imprint = Imprint(datetime.now(UTC).astimezone().date().isoformat(), title, by, whole, comments_to or "")
    with request.material() as ledger:
        articles = publish_folder(out, ledger, request.filters, imprint, ui=request.output.ui)
    say(f"{out / 'index.html'}: {articles} articles")

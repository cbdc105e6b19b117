"""Writes a dossier as a folder of files: whole or not at all, and never over a folder that holds something else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from lagebild import __version__
from lagebild.console.answers import across
from lagebild.console.progress import progress
from lagebild.errors import UsageError
from lagebild.ledger import Filters, Ledger
from lagebild.types import Reading
from lagebild.views.publish import Imprint, publish

#: The file by which a folder is known as one that this command wrote.
MARK = "lagebild.json"
#: A front page with more articles is no page any more.
MOST = 1000


def publish_folder(folder: Path, ledger: Ledger, filters: Filters, imprint: Imprint, *, ui: str) -> int:
    """Writes the dossier of the articles that fit; returns their number.

    Raises UsageError where nothing or too much fits, and where the folder cannot be written or holds what another hand
    put there.
    """
    _require_ours(folder)
    readings = _readings(ledger, filters)
    files = publish(readings, across(ledger, filters), imprint, ui=ui, comments=ledger.comments_about)
    mark = {"program": "lagebild", "version": __version__, "day": imprint.day, "articles": len(readings)}
    try:
        _write(folder, _seen(files, len(readings)), mark)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror or error}") from error
    return len(readings)


def _readings(ledger: Ledger, filters: Filters) -> list[Reading]:
    found: list[Reading] = []
    for reading in ledger.readings(filters):
        found.append(reading)
        if len(found) > MOST:
            raise UsageError(
                f"more than {MOST} articles fit; choose some with --since, --until, --actor, --place or another filter"
            )
    if not found:
        raise UsageError("no article fits; `lagebild claims` with the same filters shows what the ledger holds")
    return found


def _require_ours(folder: Path) -> None:
    if not folder.exists():
        if not folder.absolute().parent.is_dir():
            raise UsageError(f"there is no folder {folder.absolute().parent}; make it first")
        return
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file; name a folder")
    if any(folder.iterdir()) and not (folder / MARK).is_file():
        raise UsageError(f"{folder} holds files that `lagebild publish` did not write; name a new or an empty folder")


def _write(folder: Path, files: Iterable[tuple[str, bytes]], mark: dict[str, Any]) -> None:
    """Writes beside the folder first, then puts it in its place."""
    made = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.absolute().parent))
    try:
        made.chmod(0o755)
        for path, content in files:
            file = made / path
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)
        (made / MARK).write_text(json.dumps(mark, indent=1) + "\n", encoding="utf-8")
        if folder.exists():
            old = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.absolute().parent))
            folder.replace(old)
            made.replace(folder)
            shutil.rmtree(old)
        else:
            made.replace(folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _seen(files: Iterable[tuple[str, bytes]], articles: int) -> Iterator[tuple[str, bytes]]:
    """The files as they come, with a bar over the pages of articles."""
    written = 0
    with progress("publish") as tell:
        for path, content in files:
            yield path, content
            written += path.startswith("articles/") and path.endswith(".html")
            tell(written, articles)

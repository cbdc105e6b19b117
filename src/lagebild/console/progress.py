"""A bar on standard error for work that takes long."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lagebild.console.messages import plain
from lagebild.console.options import bar_is_seen

if TYPE_CHECKING:
    from lagebild.ledger.store import Progress


@contextmanager
def progress(what: str, *, lines_between: bool = False) -> Iterator[Progress]:
    """What to tell how much is done, and how much there is in all; shown where standard error is a terminal.

    `lines_between` says that lines are written to standard output meanwhile.
    """
    from lagebild.ledger.store import no_progress

    if not bar_is_seen(lines_between=lines_between):
        yield no_progress
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    console = Console(file=sys.stderr)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task(plain(what)[-40:], total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)

"""Reads the pages that a command names, several together: one that fails is reported, and the others go on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import groupby
from pathlib import Path

from lagebild.console.messages import line, say
from lagebild.errors import PageError
from lagebild.types import Page, Reading, ReadOptions


class Intake:
    """The pages behind some sources; iterating reads them. `exit_code` tells afterwards how it went.

    A bar on standard error shows how far it is, where `bar` asks for it and there is more than one source.
    """

    def __init__(self, sources: Sequence[str], options: ReadOptions, *, bar: bool = False) -> None:
        self._sources = sources
        self._options = options
        self._bar = bar and len(sources) > 1
        self.read = 0
        self.failed = 0

    @property
    def exit_code(self) -> int:
        """0 where all was well, 1 where pages failed among several, 2 where the only page failed."""
        alone = len(self._sources) == 1 and self.read + self.failed == 1
        return 0 if not self.failed else 2 if alone else 1

    def __iter__(self) -> Iterator[Reading]:
        for batch in self.batches():
            yield from batch

    def batches(self) -> Iterator[tuple[Reading, ...]]:
        """The readings; those that were read together come together."""
        from lagebild.pipeline import read_batches

        with self._watched() as (report, step):

            def failed(page: Page, error: PageError) -> None:
                self._fail(page.requested, error, report)

            # What may keep us waiting (an address, standard input) is read by itself: no page is held back for it.
            for _, sources in groupby(self._sources, lambda source: None if _is_at_hand(source) else source):
                for batch in read_batches(self._pages(sources, report, step), self._options, failed):
                    self.read += len(batch)
                    yield batch

    def _pages(
        self, sources: Iterable[str], report: Callable[[object], None], step: Callable[[str], None]
    ) -> Iterator[Page]:
        from lagebild.fetch import fetch

        for source in sources:
            step(source)
            try:
                yield from fetch(source)
            except PageError as error:
                self._fail(source, error, report)

    def _fail(self, name: str, error: PageError, report: Callable[[object], None]) -> None:
        self.failed += 1
        message = str(error)
        if name == "-":
            report(f"standard input{message.removeprefix('-')}" if message[:2] in ("- ", "-:") else message)
        else:
            report(message if name in message else f"{name}: {message}")

    @contextmanager
    def _watched(self) -> Iterator[tuple[Callable[[object], None], Callable[[str], None]]]:
        """Where to report failures to, and what to call before each source."""
        if not self._bar:
            yield say, lambda _: None
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        console = Console(file=sys.stderr)
        columns = (
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.description}", markup=False),
        )
        # Standard output is left alone: it may lead into a file.
        with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
            task = bar.add_task("", total=len(self._sources))
            started = iter([0] + [1] * len(self._sources))  # a source is done when the next one begins

            def step(source: str) -> None:
                bar.update(task, advance=next(started), description=source[-40:])

            yield lambda message: console.print(line(message), markup=False, highlight=False, soft_wrap=True), step


def _is_at_hand(source: str) -> bool:
    try:
        return Path(source).is_file()
    except (OSError, ValueError):  # no name that a file can have: fetching says what is wrong with it
        return False


def into(place: Path | str | None, intake: Intake) -> Iterator[Reading]:
    """The readings, each handed on when the ledger at a path or an address (None: none) has it; those that were read
    together are stored together, so that the disk is waited for once.

    A ledger that is there is opened before the first page is read, so that what is wrong with it is told at once; one
    that is not there is made with the first reading, so that nothing is left where all pages fail. An interruption
    loses at most the batch that is being read (`pipeline.TOGETHER` pages); all before it is in the ledger.
    """
    from lagebild.ledger import open_ledger
    from lagebild.ledger.store import is_there

    if place is None:
        yield from intake
        return
    with ExitStack() as held:
        ledger = held.enter_context(open_ledger(place)) if is_there(place) else None
        for batch in intake.batches():
            ledger = ledger or held.enter_context(open_ledger(place))
            ledger.add_all(batch)
            yield from batch

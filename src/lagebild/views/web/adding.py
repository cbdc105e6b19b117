"""What visitors add: pages wait in a bounded queue, one thread reads them, and the ledger's one writer stores them.

No request waits for a page to be read. A visitor is shown how far it is, at an address of its own that holds until the
server ends or many others were added since.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

import httpx

from lagebild.errors import LagebildError, PageError
from lagebild.fetch import fetch
from lagebild.fetch.public import PublicTransport
from lagebild.fetch.unpack import pages_of
from lagebild.types import Page, Reading, ReadOptions

State = Literal["waiting", "reading", "done"]

#: So much may wait at once; so many finished ones are remembered; so many lines one of them shows.
MOST_WAITING, MOST_BYTES_WAITING, REMEMBERED, SHOWN = 20, 128 * 1024 * 1024, 50, 200

_LOG = logging.getLogger("lagebild.web")


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read: bytes with a name (a file, a text), or an address, which has none."""

    name: str
    content: bytes | None = None
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """An article that was read: `is_new` where the ledger did not hold this reading."""

    article: str
    title: str | None
    language: str
    claims: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """A page that could not be read, and why; the reason is in English, or empty for a mistake of the program."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Job:
    """Sources that were added together, and how far they are; `pages` counts those read and failed so far."""

    id: str
    names: tuple[str, ...]
    state: State = "waiting"
    done: int = 0
    pages: int = 0
    added: tuple[Added, ...] = ()
    failed: tuple[Failed, ...] = ()


class FullError(Exception):
    """Too much waits already."""


Store = Callable[[Reading], bool]


@dataclass(slots=True)
class Adding:
    """The queue. `store` puts a reading into the ledger and says whether it was new; `transport` is
    the network."""

    store: Store
    transport: Callable[[], httpx.BaseTransport] = PublicTransport
    _jobs: OrderedDict[str, Job] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "lagebild-adding"))
    _waiting: int = 0
    _bytes: int = 0
    _ends: bool = False

    def add(self, sources: tuple[Source, ...], options: ReadOptions) -> Job:
        """Puts sources into the queue; raises FullError where too much waits."""
        size = sum(len(source.content or b"") for source in sources)
        job = Job(secrets.token_hex(16), tuple(source.name for source in sources))
        with self._lock:
            if self._waiting >= MOST_WAITING or self._bytes + size > MOST_BYTES_WAITING:
                raise FullError
            self._waiting, self._bytes = self._waiting + 1, self._bytes + size
            self._jobs[job.id] = job
            for old in [one.id for one in self._jobs.values() if one.state == "done"][:-REMEMBERED]:
                del self._jobs[old]
        self._thread.submit(self._run, job.id, sources, options, size)
        return job

    def job(self, identifier: str) -> Job | None:
        """How far something is that was added; None where it is not known (any longer)."""
        with self._lock:
            return self._jobs.get(identifier)

    def close(self) -> None:
        """Ends after the page that is being read."""
        self._ends = True
        self._thread.shutdown(cancel_futures=True)

    def _run(self, identifier: str, sources: tuple[Source, ...], options: ReadOptions, size: int) -> None:
        try:
            for number, source in enumerate(sources):
                self._begin(identifier, number)
                if self._ends:
                    return
                self._read(identifier, source, options)
        finally:
            self._change(identifier, lambda job: replace(job, state="done", done=len(job.names)))
            with self._lock:
                self._waiting, self._bytes = self._waiting - 1, self._bytes - size

    def _begin(self, identifier: str, number: int) -> None:
        self._change(identifier, lambda job: replace(job, state="reading", done=number))

    def _read(self, identifier: str, source: Source, options: ReadOptions) -> None:
        from lagebild.pipeline import read_pages

        def failed(page: Page, error: PageError) -> None:
            self._failed(identifier, page.requested, str(error))

        try:
            for reading in read_pages(self._pages(source), options, failed):
                self._add(identifier, _told(reading, self.store(reading)))
                if self._ends:
                    return
        except LagebildError as error:
            self._failed(identifier, source.name, str(error))
        except Exception as error:  # noqa: BLE001 - a mistake of ours ends this source and no other
            _LOG.error("adding %s: %s: %s", source.name, type(error).__name__, error)
            self._failed(identifier, source.name, "")

    def _pages(self, source: Source) -> Iterator[Page]:
        if source.content is None:
            with self.transport() as transport:
                yield from fetch(source.name, transport=transport)
            return
        page = Page(source.content, "text", source.name, fetched=datetime.now(UTC))
        if source.is_text:
            yield replace(page, charset="utf-8", origin="text")
        else:
            yield from pages_of(source.content, page, name=source.name)

    def _failed(self, identifier: str, name: str, reason: str) -> None:
        self._add(identifier, Failed(name, reason))

    def _add(self, identifier: str, one: Added | Failed) -> None:
        self._change(identifier, lambda job: _with(job, one))

    def _change(self, identifier: str, change: Callable[[Job], Job]) -> None:
        with self._lock:
            self._jobs[identifier] = change(self._jobs[identifier])


def _told(reading: Reading, is_new: bool) -> Added:
    article = reading.article
    return Added(article.id, article.title, article.language, len(reading.claims), is_new)


def _with(job: Job, one: Added | Failed) -> Job:
    """With one more page; of very many only the first are shown, and all are counted."""
    job = replace(job, pages=job.pages + 1)
    if isinstance(one, Added):
        return replace(job, added=(*job.added, one)) if len(job.added) < SHOWN else job
    return replace(job, failed=(*job.failed, one)) if len(job.failed) < SHOWN else job

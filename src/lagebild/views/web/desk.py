"""Who answers: a few threads, each with one connection to the ledger that can only read, one thread that writes, and
where a machine has several cores processes that draw.

SQLite wants a connection to stay in its thread, and two cores need no more threads than a handful. A page waits until
one is free; the one that was used last is asked first, since its pages of the file are at hand.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from lagebild.ledger import Ledger, open_ledger
from lagebild.views.web.drawing import Drawer, Made, Order

THREADS = 4

Answer = TypeVar("Answer")


class Desk:
    """Runs questions to one ledger; has to be closed."""

    def __init__(self, place: str, *, threads: int = THREADS, processes: int = 0) -> None:
        self._readers = [_Worker(place, only_read=True, name=f"reader-{number}") for number in range(threads)]
        self._writer = _Worker(place, only_read=False, name="writer")
        self._free: asyncio.LifoQueue[_Worker] | None = None
        self._writing: asyncio.Lock | None = None
        self._drawers = [Drawer(place, name=f"drawer-{number}") for number in range(processes)]
        self._ready: asyncio.LifoQueue[Drawer] | None = None

    async def start(self) -> None:
        """Starts the processes that draw; until they can, the threads do. Returns when all can; raises LedgerError."""
        ready: asyncio.LifoQueue[Drawer] = asyncio.LifoQueue()
        for drawer in self._drawers:
            await _in(drawer, drawer.start)
            ready.put_nowait(drawer)
            self._ready = ready

    async def draw(self, order: Order) -> Made | None:
        """A page as a process draws it, and the mark of the ledger; None where no process does, or the page is none
        of status 200: a thread then tells why."""
        if self._ready is None:
            return None
        drawer = await self._ready.get()
        try:
            return await _in(drawer, lambda: drawer.draw(order))
        finally:
            self._ready.put_nowait(drawer)

    async def read(self, ask: Callable[[Ledger], Answer]) -> Answer:
        """The answer to a question, in a thread that can only read; raises what the question does."""
        if self._free is None:  # a queue belongs to the loop that runs now
            self._free = asyncio.LifoQueue()
            for worker in self._readers:
                self._free.put_nowait(worker)
        worker = await self._free.get()
        try:
            return await worker.run(ask)
        finally:
            self._free.put_nowait(worker)

    async def write(self, work: Callable[[Ledger], Answer]) -> Answer:
        """The result of some work that changes the ledger, in the one thread that can; one after the other."""
        if self._writing is None:
            self._writing = asyncio.Lock()
        async with self._writing:
            return await self._writer.run(work)

    def store(self, work: Callable[[Ledger], Answer]) -> Answer:
        """The result of some work that changes the ledger, for a thread outside of the loop, which waits for it."""
        return self._writer.done(work)

    def close(self) -> None:
        """Lets go of all connections, each in its own thread."""
        for drawer in self._drawers:
            drawer.close()
        for worker in (*self._readers, self._writer):
            worker.close()


async def _in(drawer: Drawer, work: Callable[[], Answer]) -> Answer:
    return await asyncio.wrap_future(drawer.thread.submit(work))


class _Worker:
    """A thread with its own connection, opened when it is first asked."""

    def __init__(self, place: str, *, only_read: bool, name: str) -> None:
        self._place, self._only_read = place, only_read
        self._ledger: Ledger | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"lagebild-{name}")

    async def run(self, work: Callable[[Ledger], Answer]) -> Answer:
        return await asyncio.wrap_future(self._thread.submit(self._run, work))

    def done(self, work: Callable[[Ledger], Answer]) -> Answer:
        return self._thread.submit(self._run, work).result()

    def _run(self, work: Callable[[Ledger], Answer]) -> Answer:
        if self._ledger is None:
            self._ledger = open_ledger(self._place, create=False, only_read=self._only_read)
        if not self._only_read:
            return work(self._ledger)
        with self._ledger.snapshot():
            return work(self._ledger)

    def close(self) -> None:
        def let_go() -> None:
            if self._ledger is not None:
                self._ledger.close()
                self._ledger = None

        self._thread.submit(let_go).result()
        self._thread.shutdown()

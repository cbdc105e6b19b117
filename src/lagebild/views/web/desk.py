"""Who answers: a few threads, each with one connection to the ledger that can only read, one thread that writes, and
where a machine has several cores processes that draw.

SQLite wants a connection to stay in its thread, and two cores need no more threads than a handful. A page waits until
one is free; the one that was used last is asked first, since its pages of the file are at hand.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from heapq import heappop, heappush
from itertools import count
from typing import Generic, TypeVar

from lagebild.ledger import Ledger, open_ledger
from lagebild.views.web.drawing import Drawer, Made, Order
from lagebild.views.web.visit import Page

THREADS = 4

#: A page lets those pass that came up to so many times as long after it as it takes, and at most so many seconds.
_PATIENCE, _MOST_PATIENCE = 4.0, 1.0
_LATELY = 5  # pages over which the time that one takes is averaged

Answer = TypeVar("Answer")
Worker = TypeVar("Worker")


class Desk:
    """Runs questions to one ledger; has to be closed."""

    def __init__(self, place: str, *, threads: int = THREADS, processes: int = 0) -> None:
        self._readers = [_Worker(place, only_read=True, name=f"reader-{number}") for number in range(threads)]
        self._writer = _Worker(place, only_read=False, name="writer")
        self._free: asyncio.LifoQueue[_Worker] | None = None
        self._writing: asyncio.Lock | None = None
        self._drawers = [Drawer(place, name=f"drawer-{number}") for number in range(processes)]
        self._turns: Turns[Drawer] | None = None
        self._takes: dict[Page, float] = {}  # seconds that each page took lately

    async def start(self) -> None:
        """Starts the processes that draw; until they can, the threads do. Returns when all can; raises LedgerError."""
        turns: Turns[Drawer] = Turns()
        for drawer in self._drawers:
            await _in(drawer, drawer.start)
            turns.give(drawer)
            self._turns = turns

    async def draw(self, order: Order) -> Made | None:
        """A page as a process draws it, and the mark of the ledger; None where no process does, or the page is none
        of status 200: a thread then tells why.

        Where several wait, a page that takes long lets those pass that came soon after it and do not.
        """
        if self._turns is None:
            return None
        expected = self._takes.get(order.page, 0.0)
        drawer = await self._turns.take(time.monotonic() + min(_PATIENCE * expected, _MOST_PATIENCE))
        started = time.monotonic()
        try:
            return await _in(drawer, lambda: drawer.draw(order))
        finally:
            took = time.monotonic() - started
            self._takes[order.page] = took if not expected else expected + (took - expected) / _LATELY
            self._turns.give(drawer)

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


class Turns(Generic[Worker]):
    """Who can work, and who waits for them, in the order in which they are due; for one event loop."""

    def __init__(self) -> None:
        self._free: list[Worker] = []
        self._waiting: list[tuple[float, int, asyncio.Future[Worker]]] = []
        self._number = count()

    async def take(self, due: float) -> Worker:
        """One who can work, the one that was given back last; else waits for one."""
        if self._free:
            return self._free.pop()
        mine: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (due, next(self._number), mine))
        try:
            return await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():  # given in the moment in which nobody wanted it any more
                self.give(mine.result())
            raise

    def give(self, worker: Worker) -> None:
        """Gives one to who is due first, or keeps it for who comes next."""
        while self._waiting:
            if not (first := heappop(self._waiting)[2]).done():
                first.set_result(worker)
                return
        self._free.append(worker)


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

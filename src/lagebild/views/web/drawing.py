"""Draws pages in processes of their own: Python draws one page at a time, and a machine has several cores.

Whatever visitors share (who they are, what was tried, added, kept, decided) stays in the one process that answers them.
These only read the ledger, and draw what they are asked for; what goes wrong there is drawn again where it can be told.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from starlette.responses import RedirectResponse, Response

from lagebild.errors import LedgerError
from lagebild.ledger import Ledger, open_ledger
from lagebild.views.web import render
from lagebild.views.web.addresses import parted, written
from lagebild.views.web.kept import Drawn
from lagebild.views.web.visit import Moved, Page, Visit
from lagebild.views.web.words import web_wording

_PAGES = 200  # between two looks for objects that only each other hold: few, and a look takes as long as some pages
_END = 5.0  # seconds that a process has to end by itself


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a page, without the connection: path and query as they came, language, the ledger's name.

    `token` stands in its forms, `reader` is the name by which the visitor decided before, `given` what a form sent.
    """

    page: Page
    ui: str
    path: str
    key: str
    asked: Mapping[str, str]
    name: str
    token: str
    reader: str
    given: Mapping[str, str]
    adds: bool
    public: bool

    def made(self, ledger: Ledger) -> tuple[Response, str]:
        """The page, or the way to another one, with the name of who just decided; raises what the page does."""
        words, (bare, form) = web_wording(self.ui), parted(self.path)
        key, _ = parted(self.key)
        whole = written(self.path)
        visit = Visit(
            ledger, words, written(bare), key, form, self.asked, self.token, self.reader, self.given, self.public
        )
        found = self.page(visit)
        if isinstance(found, Moved):
            return RedirectResponse(found.address, status_code=303), found.reader
        around = render.Around(
            self.name, whole, written(bare), self.asked, found.nav, self.token, self.adds, self.public
        )
        return render.response(found, form, words, around), ""


@dataclass(frozen=True, slots=True)
class Made:
    """A page as it was drawn, with the mark of the ledger that it was drawn from; or the address that has it."""

    mark: tuple[int, ...]
    found: Drawn | str


class Drawer:
    """A process that draws, and the thread that waits for it; the process is started by the first order."""

    def __init__(self, place: str, *, name: str) -> None:
        self._place = place
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"lagebild-{name}")
        self._process: BaseProcess | None = None
        self._orders: Connection | None = None

    @property
    def thread(self) -> ThreadPoolExecutor:
        """In which the methods have to be called."""
        return self._thread

    def start(self) -> None:
        """Starts the process, and returns when it can draw; raises LedgerError where it cannot."""
        # Not a copy of this process: that would have its threads' locks, and nobody who lets go of them.
        context = multiprocessing.get_context("spawn")
        own, its = context.Pipe()
        self._process = context.Process(target=_draw_all, args=(its, self._place), name="lagebild-draws", daemon=True)
        self._process.start()
        its.close()
        self._orders = own
        try:
            own.recv()
        except (EOFError, OSError) as error:
            self.end()
            raise LedgerError(f"a process that draws pages ended at once: {error!r}") from error

    def draw(self, order: Order) -> Made | None:
        """A page with status 200, or where it is; None for all else, also where the process is gone: the next order
        starts another."""
        try:
            if self._orders is None:
                self.start()
            assert self._orders is not None
            self._orders.send(order)
            made: Made | None = self._orders.recv()
        except (EOFError, OSError, LedgerError):
            self.end()
            return None
        return made

    def end(self) -> None:
        """Lets the process end."""
        if self._orders is not None:
            self._orders.close()
            self._orders = None
        if self._process is not None:
            self._process.join(_END)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
            self._process.close()
            self._process = None

    def close(self) -> None:
        """Ends the process and the thread."""
        self._thread.submit(self.end).result()
        self._thread.shutdown()


def _draw_all(orders: Connection, place: str) -> None:
    """What the process does: draws until nobody can ask any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the server ends this one
    with suppress(EOFError, OSError, LedgerError), open_ledger(place, create=False, only_read=True) as ledger:
        gc.disable()
        orders.send(None)
        for number in count():
            orders.send(_drawn(ledger, orders.recv()))
            if number % _PAGES == _PAGES // 10:
                gc.collect()
                gc.freeze()  # what is left stays: lists of names, templates, what is at hand


def _drawn(ledger: Ledger, order: Order) -> Made | None:
    try:
        with ledger.snapshot():
            mark = ledger.mark()
            response, _ = order.made(ledger)
    except Exception:  # noqa: BLE001 - it is drawn again where its visitor and the terminal can be told
        return None
    if response.status_code == HTTPStatus.SEE_OTHER:
        return Made(mark, response.headers["location"])
    if response.status_code != HTTPStatus.OK:
        return None
    return Made(mark, Drawn(bytes(response.body), response.headers["content-type"]))

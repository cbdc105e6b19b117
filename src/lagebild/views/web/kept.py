"""Pages that were drawn already, kept for as long as the ledger stays as it was.

A desk looks at the same pages all day: the first of ten readers waits for a page, the others have it at once. What is
kept belongs to one state of the ledger (`Ledger.mark`), and goes with it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

MOST = 64 * 1024 * 1024  # bytes of all pages together
_LARGEST = MOST // 16  # of one page


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as it is sent: its bytes and their media type."""

    body: bytes
    media_type: str


class Kept:
    """Pages by their keys; those that were asked for longest ago go first. For several threads at once."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._bytes = most, 0
        self._pages: OrderedDict[Hashable, Drawn] = OrderedDict()
        self._mark: Hashable = None
        self._lock = Lock()

    def knows(self, key: Hashable) -> bool:
        """Whether there is a page of a key, drawn from whatever state of the ledger."""
        with self._lock:
            return key in self._pages

    def get(self, mark: Hashable, key: Hashable) -> Drawn | None:
        """The page of a key, drawn from the ledger at this mark; None where there is none."""
        with self._lock:
            if mark != self._mark or key not in self._pages:
                return None
            self._pages.move_to_end(key)
            return self._pages[key]

    def put(self, mark: Hashable, key: Hashable, page: Drawn) -> None:
        """Keeps a page; those of another state are forgotten."""
        size = len(page.body)
        if size > min(_LARGEST, self._most):
            return
        with self._lock:
            if mark != self._mark:
                self._mark, self._bytes = mark, 0
                self._pages.clear()
            if (before := self._pages.pop(key, None)) is not None:
                self._bytes -= len(before.body)
            self._pages[key] = page
            self._bytes += size
            while self._bytes > self._most:
                self._bytes -= len(self._pages.popitem(last=False)[1].body)

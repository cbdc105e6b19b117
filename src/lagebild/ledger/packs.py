"""What is counted over many claims, packed by page: so that all of a large ledger is counted in tenths of a second.

A pack holds for each claim of a page its number, speaker, origin, manner (kind, form, act and factuality), reading and
outlet. Whoever asks who speaks, or whom claims go back to, counts all claims that fit, and every filter can fit
nearly all of them: rows of a database are too slow for that, columns of numbers are not.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lagebild.errors import LedgerError
from lagebild.ledger import conditions
from lagebild.ledger.filters import Filters
from lagebild.ledger.store import Store, Values

Numbers = npt.NDArray[np.int64]
Packed = tuple[int, int, int, int, int, int]

_CLAIM = struct.Struct("<6I")
SIZE = _CLAIM.size  #: bytes of a claim
#: Up to so many claims are looked for in their own packs; for more all packs are read.
_FEW = 20_000


@dataclass(frozen=True, slots=True)
class Columns:
    """Claims as columns of one length: the numbers of their rows, speakers, origins, manners, readings and outlets."""

    claim: Numbers
    speaker: Numbers
    origin: Numbers
    manner: Numbers
    reading: Numbers
    outlet: Numbers

    def only(self, kept: npt.NDArray[np.bool_]) -> Columns:
        """The claims for which something is true."""
        return Columns(*(getattr(self, name)[kept] for name in self.__slots__))


def packed(claims: Iterable[Packed]) -> bytes:
    """The pack of a page: number, speaker, origin, manner, reading and outlet of each claim, in their order."""
    return b"".join(_CLAIM.pack(*claim) for claim in claims)


def unpacked(body: bytes) -> list[Packed]:
    """The claims of a pack."""
    return [(a, b, c, d, e, f) for a, b, c, d, e, f in _CLAIM.iter_unpack(body)]


def fitting(store: Store, filters: Filters) -> Columns:
    """All claims that fit; raises LedgerError where an older program made the index, which knew no packs."""
    _check(store)
    found = [numbers(store, *condition) for condition in conditions.found(store, filters)]
    columns = _read(store, filters, min(found, key=len, default=None))
    for some in found:
        columns = columns.only(np.isin(columns.claim, some))
    where, values = conditions.of_manner(filters)
    if values:
        fits = numbers(store, f"SELECT c.seq FROM manners c WHERE {where}", values)
        columns = columns.only(np.isin(columns.manner, fits))
    return columns


def manners(store: Store) -> dict[int, tuple[str, str]]:
    """Form and act of each manner, by its number."""
    return {int(seq): (form, act) for seq, form, act in store.ask("SELECT seq, form, act FROM manners")}


def pairs(first: Numbers, second: Numbers) -> list[tuple[int, int, int]]:
    """Which pairs of numbers two columns hold, and how often each, in their order."""
    found, times = np.unique(first << 32 | second, return_counts=True)
    return list(zip((found >> 32).tolist(), (found & 0xFFFFFFFF).tolist(), times.tolist(), strict=True))


def distinct(first: Numbers, second: Numbers, size: int = 0) -> Numbers:
    """How many different numbers of the second column stand beside each number of the first, at its place.

    `size` is the least length of the answer.
    """
    both = np.sort(first << 32 | second)
    return np.bincount(both[np.flatnonzero(np.diff(both, prepend=-1))] >> 32, minlength=size)


def numbers(store: Store, question: str, values: Values | None = None) -> Numbers:
    """The first column of the rows of a question."""
    return np.fromiter((row[0] for row in store.ask(question, values)), dtype=np.int64)


def _check(store: Store) -> None:
    ends = [store.ask(f"SELECT min(reading), max(reading) FROM {table}") for table in ("current", "packs")]
    if ends[0] != ends[1]:
        raise LedgerError(
            f"{store.name} has an index of an older Lagebild, in which nothing is counted; make it anew with:"
            " lagebild ledger rebuild"
        )


def _read(store: Store, filters: Filters, some: Numbers | None) -> Columns:
    """The claims of the pages that fit; where it is told that only some claims can, at least those."""
    where, values = conditions.of_page_itself(filters)
    source = "packs p JOIN current u ON u.reading = p.reading" if values else "packs p"
    if some is not None and len(some) <= _FEW:
        listed = ", ".join(map(str, some.tolist())) or "-1"
        where += f" AND p.reading IN (SELECT c.reading FROM claims c WHERE c.seq IN ({listed}))"
    rows = store.ask(f"SELECT p.body FROM {source} WHERE {where}", values)
    table = np.frombuffer(b"".join(body for (body,) in rows), "<u4").reshape(-1, SIZE // 4)
    return Columns(*(table[:, place].astype(np.int64) for place in range(SIZE // 4)))

"""What a ledger survives: writers that are killed, disks that are full, many at once; needs no corpus.

python -m bench.durability NAME POINTS [SEED]     one experiment, its numbers as JSON; exit code 1 where a point failed

Every point ends in the same three questions: does the ledger open, is `check` content, and does the same work, done
once more, end in the ledger of an undisturbed run, entry for entry and row for row of the index.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sqlite3
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import cycle, groupby, islice
from pathlib import Path
from typing import NoReturn

from bench.ledger import CLAIMS, made
from bench.score import Score
from bench.server import running
from lagebild.errors import LedgerError
from lagebild.ledger import open_ledger, sqlite, write
from lagebild.types import Reading

#: Exit codes of our children: all was done; the ledger told what is wrong; anything else went wrong.
DONE, TOLD, LOST = 0, 3, 4
PAGES = 16
READERS, WRITERS = 10, 2
#: Pages after which the log is put away here: often enough that kills and full disks meet that too.
LOGGED = 250


@dataclass
class Outcome:
    """Numbers of an experiment: points, those that disturbed the work, and what was wrong at which point."""

    points: int = 0
    disturbed: int = 0
    wrong: list[str] = field(default_factory=list)
    more: dict[str, int] = field(default_factory=dict)

    @property
    def whole(self) -> float:
        """The share of points at which nothing was wrong, in percent."""
        return 100.0 * (1 - min(len(self.wrong), self.points) / self.points)

    @property
    def note(self) -> str:
        """How often the work was disturbed, or how often readers looked."""
        looks = self.more.get("looks")
        return f"{self.disturbed} disturbed" if looks is None else f"{looks} looks at the whole ledger meanwhile"


def run(_corpora: Path) -> list[Score]:
    """Each experiment at many points, as the percentage of those at which all was well."""
    found = [
        ("killed writers, ledgers whole, %", kills(200)),
        ("full disk (pages), ledgers whole, %", full_pages(100)),
        ("full disk (bytes), ledgers whole, %", full_bytes(100)),
        ("crowd on a file, workers without fault, %", crowd_on_a_file(60)),
        ("crowd on a server, workers without fault, %", crowd_on_a_server(60)),
    ]
    for _, outcome in found:
        print(*outcome.wrong, sep="\n", end="", file=sys.stderr)
    return [Score("durability", name, outcome.whole, outcome.points, note=outcome.note) for name, outcome in found]


def work() -> list[Reading]:
    """Pages, every third of which is read again a while later, with a claim less."""
    first = list(made(PAGES))
    again = [replace(reading, version="2", claims=reading.claims[1:]) for reading in first[::3]]
    return [*first[: PAGES - 2], *again, *first[PAGES - 2 :]]


def fill(place: Path | str, readings: list[Reading] | None = None) -> None:
    """Does the work, always at the same time of day."""
    write.now = lambda: "2024-10-20T12:00:00.000Z"
    sqlite.LOGGED = LOGGED
    with open_ledger(place) as ledger:
        waiting = iter(work() if readings is None else readings)
        for size in cycle((1, 2, 4)):  # one by one, and several at once as `lagebild read` adds them
            if not (batch := list(islice(waiting, size))):
                return
            ledger.add_all(batch)


def child(task: Callable[[], object]) -> int:
    """Starts a copy of this process on a task; returns its number."""
    number = os.fork()
    if number:
        return number
    try:
        task()
    except LedgerError as error:
        _leave(TOLD, str(error))
    except BaseException:  # noqa: BLE001 (nothing may go up into the copy of the parent)
        _leave(LOST, traceback.format_exc())
    return _leave(DONE, "")


def _leave(code: int, words: str) -> NoReturn:
    if code == LOST:
        print(words, file=sys.stderr, flush=True)
    os._exit(code)


def ended(number: int) -> int:
    """Waits for a child; its exit code, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


def state(path: Path) -> tuple[bytes, list[str]]:
    """All entries of a ledger, and all rows of its index with their numbers."""
    with open_ledger(path, create=False) as ledger:
        entries = b"".join(ledger.export())
    connection = sqlite3.connect(path)
    names = [
        name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    ]
    rows = [
        f"{name}: {row!r}"
        for name in names
        if name not in ("migrations", "rebuilds")
        for row in connection.execute(f"SELECT * FROM {name}")
    ]
    connection.close()
    return entries, rows


def disturbed(points: int, seed: int, disturb: Callable[[Path, float], int]) -> Outcome:
    """Disturbs the work at random points (a number of 0 to 1 each) and asks the three questions."""
    outcome, chance = Outcome(points), random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.db"
        assert ended(child(lambda: fill(whole))) == DONE
        wanted = state(whole)
        for point in range(points):
            path, where = Path(folder) / f"{point}.db", chance.random()
            code = disturb(path, where)
            outcome.disturbed += code != DONE
            outcome.more[f"code {code}"] = outcome.more.get(f"code {code}", 0) + 1
            if wrong := _questions(path, wanted, code):
                outcome.wrong.append(f"point {point} ({where:.4f}): {wrong}")
            for file in Path(folder).glob(f"{point}.db*"):
                file.unlink()
    return outcome


def _questions(path: Path, wanted: tuple[bytes, list[str]], code: int) -> str:
    if code == LOST:
        return "the writer met something that no message tells"
    try:
        with open_ledger(path) as ledger:
            if problems := [str(problem) for problem in ledger.check()]:
                return problems[0]
        if (again := ended(child(lambda: fill(path)))) != DONE:
            return f"the second run ended with {again}"
        if state(path) != wanted:
            return "the ledger is not that of an undisturbed run"
    except LedgerError as error:
        return str(error)
    return ""


def kills(points: int, seed: int = 1) -> Outcome:
    """Kills a writer (SIGKILL) at random moments from its start to its end; one that was faster is killed sooner."""
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for turn in range(3):
            begun = time.perf_counter()
            assert ended(child(lambda turn=turn: fill(Path(folder) / f"{turn}.db"))) == DONE  # type: ignore[misc]
            times.append(time.perf_counter() - begun)

    def kill(path: Path, where: float) -> int:
        seconds = where * min(times)
        while True:
            number = child(lambda: fill(path))
            time.sleep(seconds)
            os.kill(number, signal.SIGKILL)
            if (code := ended(number)) != DONE:
                return code
            seconds *= 0.8
            for file in path.parent.glob(f"{path.name}*"):
                file.unlink()

    return disturbed(points, seed, kill)


def full_pages(points: int, seed: int = 2) -> Outcome:
    """Lets the file have no more than a random number of pages, so that SQLite itself says that the disk is full."""
    most = _sizes()[0] // 4096
    opened = sqlite.opened

    def fill_up(path: Path, where: float) -> int:
        def limited(place: Path | None, *, create: bool) -> sqlite3.Connection:
            connection = opened(place, create=create)
            connection.execute(f"PRAGMA max_page_count = {1 + int(where * most)}")
            return connection

        def task() -> None:
            sqlite.opened = limited  # type: ignore[assignment]
            fill(path)

        return ended(child(task))

    return disturbed(points, seed, fill_up)


def full_bytes(points: int, seed: int = 3) -> Outcome:
    """Lets no file grow beyond a random number of bytes: the system refuses, in the middle of a page or of the log."""
    most = max(_sizes())

    def fill_up(path: Path, where: float) -> int:
        def task() -> None:
            limit = int(where * most)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            fill(path)

        return ended(child(task))

    return disturbed(points, seed, fill_up)


def _sizes() -> tuple[int, int]:
    """Bytes of the whole ledger, and of its log before it is put away."""
    sqlite.LOGGED = LOGGED
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        with open_ledger(path) as ledger:
            for reading in work():
                ledger.add(reading)
            log = path.with_name("a.db-wal").stat().st_size
        return path.stat().st_size, log


def crowd_on_a_file(pages: int) -> Outcome:
    """Two writers and ten readers on one file."""
    with tempfile.TemporaryDirectory() as folder:
        return crowd(Path(folder) / "a.db", pages)


def crowd_on_a_server(pages: int) -> Outcome:
    """The same on a PostgreSQL server."""
    with running() as address:
        return crowd(address, pages)


def crowd(place: Path | str, pages: int) -> Outcome:
    """Two writers, whose pages overlap by half, and ten readers at once; a point is one of the twelve.

    A reader fails where a reading is not whole or a message comes, a writer where one comes; all entries must be there.
    """
    open_ledger(place).close()
    first = list(made(pages))
    again = [replace(reading, version="2", claims=reading.claims[1:]) for reading in first[::2]]
    # Each page is read again by a writer that brought it, so that the order of its readings is the same in every run.
    own = [reading for reading in again if reading.article in [page.article for page in first[: pages // 4]]]
    shares = ([*first[: pages * 3 // 4], *own], [*first[pages // 4 :], *(r for r in again if r not in own)])
    outcome = Outcome(READERS + WRITERS)
    ends: dict[int, int] = {}
    for _ in range(READERS):
        out, into = os.pipe()
        ends[child(lambda into=into: _look(place, into))] = out  # type: ignore[misc]
        os.close(into)
    writers = [child(lambda share=share: _add(place, share)) for share in shares]  # type: ignore[misc]
    for number in writers:
        if (code := ended(number)) != DONE:
            outcome.wrong.append(f"a writer ended with {code}")
    for number, out in ends.items():
        os.kill(number, signal.SIGTERM)
        with os.fdopen(out) as told:
            words = told.read().strip()
        code = ended(number)
        if code != DONE or not words.isdecimal():
            outcome.wrong.append(f"a reader ended with {code}: {words}")
        else:
            outcome.more["looks"] = outcome.more.get("looks", 0) + int(words)
    with open_ledger(place, create=False) as ledger:
        outcome.wrong += [str(problem) for problem in ledger.check()]
        held = {(reading.article.id, reading.version) for reading in ledger.readings()}
        wanted = {reading.article.id: "1" for reading in first} | {reading.article.id: "2" for reading in again}
        if held != set(wanted.items()) or ledger.summary().readings != len(first) + len(again):
            outcome.wrong.append("entries are missing")
        outcome.more |= {"readings": ledger.summary().readings, "claims": ledger.summary().claims}
    return outcome


def _add(place: Path | str, readings: list[Reading]) -> None:
    with open_ledger(place) as ledger:
        for reading in readings:
            ledger.add(reading)


def _look(place: Path | str, into: int) -> None:
    """Looks at the whole ledger until it is told to stop; says how often, or what was wrong."""
    going = [True]
    signal.signal(signal.SIGTERM, lambda *_: going.clear())
    looks = 0
    try:
        with open_ledger(place, create=False) as ledger:
            while going or not looks:
                for wrong in _looked(ledger):
                    os.write(into, wrong.encode())
                    return
                looks += 1
        os.write(into, str(looks).encode())
    except LedgerError as error:
        os.write(into, str(error).encode())
        raise


def _looked(ledger: object) -> Iterator[str]:
    from lagebild.ledger import Ledger

    assert isinstance(ledger, Ledger)
    for reading in ledger.readings():
        if len(reading.claims) != CLAIMS - (reading.version == "2"):
            yield f"a reading has {len(reading.claims)} claims"
    for _, entries in groupby(ledger.entries(), key=lambda entry: entry.article.id):
        if (number := len(list(entries))) not in (CLAIMS, CLAIMS - 1):
            yield f"{number} claims of a page"
    if hits := ledger.search("convoy3", limit=5):
        claim = hits[0].claim
        if claim is not None and "convoy3" not in claim.content[0].text:
            yield "a search found something else"


EXPERIMENTS: dict[str, Callable[..., Outcome]] = {
    "kills": kills,
    "pages": full_pages,
    "bytes": full_bytes,
    "file": crowd_on_a_file,
    "server": crowd_on_a_server,
}

if __name__ == "__main__":
    name, *numbers = sys.argv[1:]
    found = EXPERIMENTS[name](*(int(number) for number in numbers))
    print(json.dumps({"points": found.points, "disturbed": found.disturbed, "wrong": found.wrong, **found.more}))
    sys.exit(1 if found.wrong else 0)

"""A few points of `bench/durability.py`, of which `make bench` runs hundreds; in own processes, since it forks."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest


def experiment(*arguments: str) -> tuple[int, dict[str, Any], str]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.durability", *arguments], capture_output=True, text=True, timeout=300, check=False
    )
    return done.returncode, json.loads(done.stdout), done.stderr


@pytest.mark.parametrize("name", ["kills", "pages", "bytes"])
def test_a_disturbed_ledger_opens_is_sound_and_is_completed_by_a_second_run(name: str) -> None:
    code, found, told = experiment(name, "3", "7")
    assert (code, found["wrong"], told) == (0, [], "")
    assert found["disturbed"] >= 2


@pytest.mark.parametrize("name", ["file", "server"])
def test_two_writers_and_ten_readers_at_once(name: str) -> None:
    code, found, told = experiment(name, "6")
    assert (code, found["wrong"], told) == (0, [], "")
    assert (found["points"], found["readings"], found["claims"]) == (12, 9, 87)
    assert found["looks"] >= 10


BREAKS = {
    # Without a transaction a kill leaves half a reading.
    "kills": """
from contextlib import contextmanager
from lagebild.ledger import sqlite
@contextmanager
def writing(self):
    yield
sqlite.SqliteStore.writing = writing
durability.PAGES = 3
outcome = durability.kills(4, 5)
""",
    # A writer that passes over a full disk ends with less than it says.
    "pages": """
from lagebild.ledger import write
from lagebild.errors import LedgerError
put = write.put
def careless(store, index, *given):
    try:
        return put(store, index, *given)
    except Exception:
        raise RuntimeError("no message tells this") from None
write.put = careless
outcome = durability.full_pages(3, 5)
""",
    # A reader that sees a page between its two readings finds too few claims.
    "file": """
durability.CLAIMS += 1
outcome = durability.crowd_on_a_file(6)
""",
}


@pytest.mark.parametrize("name", list(BREAKS))
def test_the_experiments_can_fail(name: str) -> None:
    code = f"from bench import durability\n{BREAKS[name]}\nprint(len(outcome.wrong), outcome.whole)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=False)
    wrong, whole = done.stdout.split()
    assert int(wrong) > 0, done.stderr
    assert float(whole) < 100

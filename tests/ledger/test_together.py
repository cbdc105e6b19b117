from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from lagebild.ledger import open_ledger
from lagebild.ledger.sqlite import SqliteStore

WRITER = """
import sys
from pathlib import Path
from lagebild.ledger import open_ledger
from tests import readings
sys.stdin.readline()
with open_ledger(Path(sys.argv[1])) as ledger:
    for number in range(int(sys.argv[2]), int(sys.argv[2]) + 15):
        ledger.add(readings.varied(number))
        assert sum(1 for _ in ledger.entries()) >= 3
"""


def test_several_writers_make_and_fill_one_ledger(tmp_path: Path) -> None:
    """They start at the same moment on a file that is not there, and half of what two of them read is the same."""
    path = tmp_path / "a.db"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(first)],
            stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for first in (0, 8, 100)
    ]  # fmt: skip
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        _, told = writer.communicate(timeout=60)
        assert (writer.returncode, told) == (0, "")
    with open_ledger(path, create=False) as ledger:
        assert ledger.counts() == (38, 114)
        assert ledger._store.faults() == []


def test_a_writer_without_a_pause_lets_another_one_have_its_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before, the other one failed: the lock was free for some microseconds, and looked for ten times a second."""
    monkeypatch.setenv("LAGEBILD_LEDGER_WAIT", "3")
    path = tmp_path / "a.db"
    going, begun = threading.Event(), threading.Event()
    going.set()

    def write_on_and_on() -> None:
        store = SqliteStore.at(path, create=True)
        while going.is_set():
            with store.writing():
                begun.set()
                time.sleep(0.03)
        store.close()

    open_ledger(path).close()
    busy = threading.Thread(target=write_on_and_on)
    busy.start()
    try:
        assert begun.wait(10)
        store = SqliteStore.at(path, create=False)
        for _ in range(8):
            with store.writing():
                pass
        store.close()
    finally:
        going.clear()
        busy.join()

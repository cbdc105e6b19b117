from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lagebild.ledger import open_ledger
from tests import readings

WRITER = """
import sys
from pathlib import Path
from lagebild.ledger import open_ledger
from tests import readings
with open_ledger(Path(sys.argv[1])) as ledger:
    print("open", flush=True)
    for number in range(int(sys.argv[2]), 100_000):
        ledger.add(readings.varied(number))
        print(number, flush=True)
"""


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_writer_leaves_a_ledger_that_opens_and_lacks_nothing_confirmed(tmp_path: Path, seed: int) -> None:
    path, wait = tmp_path / "a.db", random.Random(seed)
    confirmed = _written_until_killed(path, 0, wait.uniform(0.0, 0.15))
    confirmed |= _written_until_killed(path, 50_000, wait.uniform(0.0, 0.15))
    with open_ledger(path) as ledger:
        assert ledger._store.faults() == []
        stored = {reading.article.id: reading for reading in ledger.readings()}
        for number in confirmed:
            expected = readings.varied(number)
            assert stored[expected.article.id] == expected
        # At most the reading that was being confirmed when the kill came is there besides, and it is whole.
        assert len(stored) - len(confirmed) <= 2
        assert all(len(reading.claims) == 3 for reading in stored.values())
        assert ledger.add(readings.varied(99_999))


def _written_until_killed(path: Path, first: int, seconds: float) -> set[int]:
    """Starts a writer, kills it some time after its ledger is open, and returns the numbers that it had confirmed."""
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(first)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "open\n"
    time.sleep(seconds)
    writer.send_signal(signal.SIGKILL)
    lines = writer.stdout.read().split("\n")
    writer.stdout.close()
    writer.wait()
    return {int(line) for line in lines[:-1]}  # what comes after the last line end was not confirmed


def test_a_writer_killed_while_it_makes_the_file_leaves_nothing_that_cannot_be_opened(tmp_path: Path) -> None:
    for number in range(3):
        path = tmp_path / f"{number}.db"
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path), "0"], stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        while not path.exists() and time.monotonic() < deadline:
            time.sleep(0.0005)
        writer.kill()
        writer.wait()
        with open_ledger(path) as ledger:
            assert ledger.add(readings.varied(60_000))

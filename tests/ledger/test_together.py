from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from lagebild.ledger import open_ledger

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

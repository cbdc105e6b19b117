"""A PostgreSQL server of our own for tests and benchmarks, of which nothing remains, however the program ends."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

#: Waits until whoever holds the other end of its standard input is gone, then ends the server and clears its folder.
#: A process of its own, since nothing in a process that is killed can do it.
_SWEEPER = """
import os, shutil, signal, sys, time
from pathlib import Path
sys.stdin.read()
folder = Path(sys.argv[1])
try:
    server = int((folder / "data" / "postmaster.pid").read_text().split()[0])
except (OSError, ValueError, IndexError):
    server = 0
for sign in (signal.SIGQUIT, signal.SIGKILL):
    for _ in range(100 if server else 0):
        try:
            os.kill(server, sign)
            if Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                raise OSError  # it is gone, though nobody has asked for its end yet
        except (OSError, IndexError):
            server = 0
            break
        time.sleep(0.1)
        sign = 0
shutil.rmtree(folder, ignore_errors=True)
"""


@contextmanager
def running() -> Iterator[str]:
    """The address of a real server with a database in UTF-8; server and folder are gone afterwards."""
    # Not in pytest's own folder: the server may run as a user who may not enter it.
    folder = Path(tempfile.mkdtemp(prefix="ledgers-"))
    sweeper = subprocess.Popen(
        [sys.executable, "-c", _SWEEPER, str(folder)], stdin=subprocess.PIPE, start_new_session=True
    )
    try:
        address = _started(folder)
        with psycopg.connect(address, autocommit=True) as connection:
            # Nobody pulls the plug of this server: what it confirms need not be on the disk.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("CREATE DATABASE ledgers TEMPLATE template0 ENCODING 'UTF8'")
        yield address.replace("/postgres?", "/ledgers?")
    finally:
        assert sweeper.stdin is not None
        sweeper.stdin.close()
        sweeper.wait(300)  # thousands of files, on a machine that others use as well


def _started(folder: Path) -> str:
    """Starts the server; the package's own locks and sockets go into the folder too."""
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    try:
        with warnings.catch_warnings():  # the package complains of the environment that it is started in
            warnings.simplefilter("ignore")
            from pgserver.postgres_server import get_server
        server = get_server(folder / "data", cleanup_mode=None)
        atexit.unregister(server._cleanup)  # it would look for its lock in a folder that is gone, and make it again
        return str(server.get_uri())
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before

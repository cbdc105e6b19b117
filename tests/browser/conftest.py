"""A real browser before a real server with the example pages. Without a browser these tests are skipped, loudly."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.found import MISSING, chromium

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
#: Pictures of all pages, kept as build output.
SCREENS = ROOT / "build" / "screens"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--hide-scrollbars"),
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips the tests of this folder where no browser is."""
    if chromium() is None:
        missing = pytest.mark.skip(reason=MISSING)
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(missing)


@pytest.fixture
def browser() -> Iterator[Browser]:
    """A browser of its own for each test: its loop of events must not run on beside other tests of the process."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example pages, read by the rules alone."""
    path = tmp_path_factory.mktemp("browser") / "press.db"
    pages = [EXAMPLES / "nordkorea-soldaten.html", *sorted((EXAMPLES / "press").iterdir())]
    lagebild("read", *map(str, pages), "--ledger", str(path), "--weights", "none", "--format", "json")
    return path


@pytest.fixture(scope="session")
def address(ledger: Path) -> Iterator[str]:
    """Where a server shows that ledger."""
    with served(ledger) as found:
        yield found


@contextmanager
def served(ledger: Path, *options: str) -> Iterator[str]:
    """Where a server shows a ledger, with some options; what is added there is read by the rules alone."""
    command = [
        sys.executable,
        "-m",
        "lagebild",
        "serve",
        "--ledger",
        str(ledger),
        "--port",
        "0",
        "--ui",
        "en",
        *options,
    ]
    environment = {**_environment(), "LAGEBILD_WEIGHTS": "none"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as server:
        try:
            assert server.stderr is not None
            told = server.stderr.readline()
            found = re.search(r"http://\S+", told)
            assert found, told
            yield found[0].rstrip("/")
        finally:
            server.terminate()


def lagebild(*arguments: str) -> None:
    """Runs the program; fails with what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "lagebild", *arguments], capture_output=True, text=True, env=_environment(), check=False
    )
    assert done.returncode == 0, done.stderr


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("LAGEBILD_")}

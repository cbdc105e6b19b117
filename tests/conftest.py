"""Tests read by the rules alone unless they ask for weights: rules read the same on every processor."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.browser.found import MISSING, chromium

os.environ.setdefault("LAGEBILD_WEIGHTS", "none")  # for the processes that tests start, too

# How fast examples are made tells of the machine and nothing of the program. `make test` tries the same ones each time,
# so that what fails is the change that is tested; `make fuzz` looks for others, many more.
_SLOW = [HealthCheck.too_slow]
settings.register_profile("same", deadline=None, suppress_health_check=_SLOW, derandomize=True)
settings.register_profile("many", deadline=None, suppress_health_check=_SLOW, max_examples=3000)
settings.load_profile("same")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a real PostgreSQL server that the tests start, with a database in UTF-8."""
    from bench.server import running

    with running() as address:
        yield address


@pytest.fixture
def database(server: str) -> str:
    """The address of an empty schema on the server."""
    from tests.servers import schema_on

    return schema_on(server)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says loudly that no page was tested in a browser, where there is none."""
    if chromium() is None:
        terminalreporter.write_sep("=", MISSING, red=True, bold=True)

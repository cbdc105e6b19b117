"""The page of escalation over a year of deeds in a real browser: reasons, and the plots of shifts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lagebild.ledger import open_ledger
from tests import shelling
from tests.browser.conftest import served
from tests.browser.test_pages import LOOKS, look


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in which shelling grows."""
    path = tmp_path_factory.mktemp("war") / "war.db"
    with open_ledger(path) as ledger:
        shelling.grow(ledger)
    return path


@pytest.mark.parametrize("how", LOOKS)
def test_shifts_and_their_plots(browser: Browser, war: Path, how: str) -> None:
    with served(war) as address:
        page = f"{address}/escalation?one=Russia&other=Ukraine"
        look(browser, page, "escalation-shifts", how, holds=".intensity svg .step")

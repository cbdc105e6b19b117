"""A small ledger behind the pages, and a visitor to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from lagebild.ledger import open_ledger
from lagebild.types import Reading
from lagebild.views.web.app import make_app
from tests import readings
from tests.views.web.hostile import hostile_reading


def of_number(number: int, reading: Reading) -> Reading:
    claims = tuple(replace(claim, id=f"{claim.id}-{number}") for claim in reading.claims)
    return replace(reading, claims=claims)


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger of three articles of one story, and one in which everything is hostile."""
    path = tmp_path_factory.mktemp("web") / "desk.db"
    with open_ledger(path) as ledger:
        ledger.add(readings.reading())
        ledger.add(of_number(2, readings.reading(published=None, publisher="Zeitung für Übersee")))
        ledger.add(of_number(3, readings.reading(published="2024-10", publisher="Monthly")))
        ledger.add(hostile_reading())
    return str(path)


@pytest.fixture
def visitor(place: str) -> Iterator[TestClient]:
    """A browser at this machine."""
    with TestClient(make_app(place, threads=1), base_url="http://127.0.0.1:8417") as client:
        yield client

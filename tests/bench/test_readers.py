"""The benchmark of readers finds pages of every kind and waits for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.readers import addresses, kind_of, read, served, table

from lagebild.ledger import open_ledger
from tests import readings


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "/"), ("/articles?below=3", "/articles"), ("/articles.csv", "/articles"), ("/article/ab12", "/article/…")],
)
def test_kinds_of_pages(path: str, kind: str) -> None:
    assert kind_of(path) == kind


def test_readers_wait_for_pages_of_all_kinds(tmp_path: Path) -> None:
    place = tmp_path / "desk.db"
    with open_ledger(place) as ledger:
        ledger.add(readings.reading())
    with served(str(place)) as port:
        found = addresses(port)
        assert {"/", "/article/…", "/source/…", "/search", "/network"} <= found.keys()
        waited = read(port, found, readers=2, seconds=1, pause=0)
    assert waited
    assert all(took > 0 for values in waited.values() for took in values)
    assert table(waited).splitlines()[-1].startswith(f"| all | {sum(map(len, waited.values()))} |")


def test_a_page_that_fails_is_told(tmp_path: Path) -> None:
    place = tmp_path / "desk.db"
    open_ledger(place).close()
    with served(str(place)) as port, pytest.raises(RuntimeError, match="/article/none answers with 404"):
        read(port, {"/article/…": ["/article/none"]}, readers=1, seconds=5, pause=0)

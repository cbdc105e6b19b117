"""The page of the search: names in the language of its labels, numbers in words, links that find what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lagebild.ledger import open_ledger
from lagebild.views.web.app import make_app
from tests.ledger.test_finding import known, told_by


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A visitor of a ledger in which the Kremlin speaks of North Korea in German and in English."""
    path: Path = tmp_path_factory.mktemp("search") / "desk.db"
    with open_ledger(path) as ledger:
        ledger.add(told_by(1, known("kremlin", "de"), known("PRK", "de")))
        ledger.add(told_by(2, known("kremlin", "en"), known("PRK", "en")))
        ledger.add(told_by(3, known("pentagon", "en")))
    with TestClient(make_app(str(path), threads=1), base_url="http://127.0.0.1:8417") as client:
        yield client


def facet(page: str, name: str) -> list[tuple[str, str | None, str]]:
    """The labels of a facet with where they lead and their numbers."""
    part = page.split(f"<h3>{name}</h3>")[1].split("</ul>")[0]
    rows = re.findall(r"<li>(?:<a href=\"([^\"]*)\">|<span>)(.*?)</.*?class=\"quiet\">(.*?)</span>", part)
    return [(unescape(label), unescape(to) or None, number) for to, label, number in rows]


@pytest.mark.parametrize(
    ("ui", "names"),
    [("en", {"Actor": "North Korea", "Source": "Kremlin"}), ("de", {"Akteur": "Nordkorea", "Quelle": "Kreml"})],
)
def test_facets_call_an_actor_once_in_the_language_of_the_page(
    searcher: TestClient, ui: str, names: dict[str, str]
) -> None:
    page = searcher.get(f"/search?ui={ui}").text
    for heading, name in names.items():
        label, to, number = facet(page, heading)[0]
        assert (label, number) == (name, "2")
        assert to is not None
        found = searcher.get(to + ("&" if "?" in to else "?") + f"ui={ui}").text
        assert facet(found, heading)[0][::2] == (name, "2")


def test_data_counts_names_in_the_language_asked_for(searcher: TestClient) -> None:
    facets = searcher.get("/search.json?ui=de").json()["facets"]
    assert facets["source"] == {"Kreml": 2, "Pentagon": 1}
    assert facets["act"] == {"state": 3}


def test_labels_are_in_words_and_in_number(searcher: TestClient) -> None:
    page = unescape(searcher.get("/search?ui=en&act=state").text)
    assert "without “states”" in page
    assert "Counted among 3 claims." in page
    assert "Counted among 1 claim." in searcher.get("/search?ui=en&source=Pentagon").text
    assert "Gezählt unter 1 Aussage." in searcher.get("/search?ui=de&source=Pentagon").text


def test_the_earliest_come_first_where_asked(searcher: TestClient) -> None:
    def outlets(order: str) -> list[str]:
        rows = searcher.get(f"/search.json?order={order}").json()["rows"]
        return [row["outlet"] for row in rows]

    assert outlets("earliest") == outlets("latest")[::-1] == ["Outlet 1", "Outlet 2", "Outlet 3"]
    assert "order=earliest" in searcher.get("/search").text

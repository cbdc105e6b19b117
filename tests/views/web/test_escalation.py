"""The page that tells whether it escalates, and the ties on the page of somebody, over a ledger with a small war."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lagebild.ledger import open_ledger
from lagebild.views.web.app import make_app
from tests import shelling
from tests.views.web.test_pages import outline
from tests.views.web.walk import pages


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("war") / "war.db"
    with open_ledger(path) as ledger:
        shelling.fill(ledger)
    with TestClient(make_app(str(path), threads=1), base_url="http://127.0.0.1:8417") as client:
        yield client


def test_each_reason_leads_to_what_is_behind_it(war: TestClient) -> None:
    page = war.get("/escalation?ui=en&pair=Russia,Ukraine").text
    clauses = page[page.index('<ul class="clauses">') : page.index('<div class="two">')]
    links = [unescape(link) for link in re.findall(r'<a href="([^"]+)"', clauses)]
    assert any(link.startswith("/deed/") for link in links)
    assert any(link.startswith("/article/") for link in links), "talk"
    for link in links:
        assert war.get(link).status_code == 200, link


def test_every_page_over_deeds_is_reached_and_well_made(war: TestClient) -> None:
    found = pages(war)
    assert any(address.startswith("/escalation?one=") for address in found)
    for page in found.values():
        if page:
            made = outline(page)
            ids = [attributes["id"] for _, attributes in made.tags if attributes.get("id")]
            assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("ui", "verdict"), [("en", "A new level is claimed"), ("de", "Eine neue Stufe wird behauptet")]
)
def test_the_pair_with_most_hostile_deeds_stands_first(war: TestClient, ui: str, verdict: str) -> None:
    page = war.get(f"/escalation?ui={ui}").text
    names = re.search(r'<h2 id="h-pair-1">(.*?)</h2>', page)
    assert names is not None
    assert re.sub("<[^>]+>", "", names[1]) in ("Russia – Ukraine", "Russland – Ukraine")
    assert verdict in page


def test_data_hold_the_reasons_and_the_talk(war: TestClient) -> None:
    found = war.get("/escalation.json?ui=en&one=Russia&other=Ukraine").json()
    (pair, talk) = found["found"]
    assert {pair["one"], pair["other"]} == {"Russia", "Ukraine"}
    assert talk["talk"]
    assert pair["clauses"][0]["text"]
    text = war.get("/escalation.csv?ui=en&one=Russia&other=Ukraine").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["layer"] for row in rows} == {"verdict", "talk"}
    assert [row["code"] for row in rows if row["layer"] == "verdict"] == [one["code"] for one in pair["clauses"]]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("one=Chile&other=Peru", "No deeds between Chile and Peru"),
        ("pair=Chile", "Name both sides"),
        ("other=Chile", "Name both sides"),
        ("since=yesterday", "yesterday"),
    ],
)
def test_what_cannot_be_answered_is_told_beside_the_form(war: TestClient, asked: str, said: str) -> None:
    answer = war.get(f"/escalation?ui=en&{asked}")
    assert answer.status_code == 400
    alert = re.search(r'<p role="alert"[^>]*>(.*?)</p>', answer.text)
    assert alert is not None
    assert said in alert[1]


def test_an_empty_ledger_has_no_verdict(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "empty.db"):
        pass
    with TestClient(make_app(str(tmp_path / "empty.db"), threads=1), base_url="http://localhost") as visitor:
        page = visitor.get("/escalation?ui=en").text
    assert "No verdict possible" in page


def test_ties_of_somebody_lead_to_their_deeds(war: TestClient) -> None:
    page = war.get("/actor/actor:RUS?ui=en").text
    toward = page[page.index('id="h-acts_toward"') : page.index('id="h-acted_by"')]
    hostile = re.search(r'<a href="(/deeds\?[^"]*tone=hostile)">(\d+) hostile</a>', toward)
    assert hostile is not None
    deeds = war.get(unescape(hostile[1]).replace("/deeds?", "/deeds.json?")).json()
    assert len(deeds["rows"]) == int(hostile[2])
    assert "/escalation?one=" in toward

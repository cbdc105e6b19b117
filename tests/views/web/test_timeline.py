"""The timeline in the browser: deeds by type, days in dispute, and its pages turned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lagebild.ledger import open_ledger
from lagebild.views.web.app import make_app
from lagebild.views.web.pages import times
from tests.ledger.test_deeds import page
from tests.picture.test_timeline import PAGES
from tests.views.web.test_pages import outline


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("timeline") / "war.db"
    with open_ledger(path) as ledger:
        for one in PAGES:
            ledger.add(one)
        for number in range(6):
            day = date(2025, 5, 2) + timedelta(number)
            words = f"Russia shelled Sumy on {day:%A}, prosecutors said."
            ledger.add(page(words, (day + timedelta(1)).isoformat(), f"Outlet{number}"))
    with TestClient(make_app(str(path), threads=1), base_url="http://127.0.0.1:8417") as client:
        yield client


def rows(war: TestClient, asked: str) -> list[tuple[str, str]]:
    return [(row["date"], row["types"]) for row in war.get(f"/timeline.json?ui=en&{asked}").json()["rows"]]


def test_days_in_dispute_stand_side_by_side_and_lead_to_their_reports(war: TestClient) -> None:
    text = war.get("/timeline?ui=en&until=2025-06-10").text
    assert outline(text)
    part = text[text.index('<ul class="rivals">') :]
    part = part[: part.index("</ul>")]
    assert part.count("<li>") == 2
    assert "(Gazette)" in part
    assert "(Herald)" in part
    assert part.count('href="/article/') == 2


def test_deeds_are_asked_for_by_type(war: TestClient) -> None:
    assert rows(war, "type=CONSULT") == [("2025-07", "CONSULT")]
    assert {kind for _, kind in rows(war, "type=any")} == {"ASSAULT", "CONSULT"}
    assert ("2025-06-06/2025-06-08", "ASSAULT") in rows(war, "type=ASSAULT")
    assert rows(war, "type=ASSAULT&outlet=Courier") == [("2025-06-06/2025-06-08", "ASSAULT")]
    assert max(day for day, _ in rows(war, "type=ASSAULT&until=2025-05-04")) == "2025-05-04"
    assert '<option value="ASSAULT" selected>' in war.get("/timeline?ui=de&type=ASSAULT").text


def test_a_type_that_there_is_not_is_refused(war: TestClient) -> None:
    for asked in ("type=WAR", "type=WAR&outlet=Courier"):
        found = war.get(f"/timeline?{asked}")
        assert found.status_code == 400
        assert "choose one of" in found.text


def test_pages_of_deeds_are_turned_to_the_end(war: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rows(war, "type=ASSAULT")
    monkeypatch.setattr(times, "_DATED", 3)
    found: list[tuple[str, str]] = []
    address: str | None = "/timeline?type=ASSAULT"
    for _ in range(12):
        if address is None:
            break
        page = war.get(address.replace("/timeline?", "/timeline.json?")).json()
        found += [(row["date"], row["types"]) for row in page["rows"]]
        address = page["next"]
    assert address is None
    assert set(found) == set(whole)


@pytest.mark.parametrize(("ui", "told"), [("en", "author&#39;s words that report"), ("de", "Worten des Autors, die")])
def test_the_page_of_a_deed_says_that_its_author_tells_it(tmp_path: Path, ui: str, told: str) -> None:
    path = tmp_path / "accused.db"
    with open_ledger(path) as ledger:
        ledger.add(page("On Tuesday Russia accused Ukraine of shelling a school in Belgorod."))
        (deed,) = ledger.deeds()
    with TestClient(make_app(str(path), threads=1), base_url="http://127.0.0.1:8417") as client:
        text = client.get(f"/deed/{deed.id}?ui={ui}").text
        times = client.get(f"/timeline?ui={ui}&type=any").text
        source = re.search(r'href="(/source/[^"]+)"', text)
        assert source
        assert client.get(source[1]).status_code == 200
    assert outline(text)
    assert told in text
    assert told in times
    assert "Gazette" in text

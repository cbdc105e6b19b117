"""A published dossier: every way leads somewhere inside of it, nothing asks anybody, and its data is what it shows."""

from __future__ import annotations

import json
import posixpath
import re
from typing import Any

import pytest
from lxml import html

from lagebild import contract
from lagebild.types import Reading
from lagebild.views.publish import Imprint, publish
from lagebild.views.wording import UI_LANGUAGES
from tests.picture import press
from tests.views.web.hostile import SCRIPT, hostile_reading

BASE = "https://gazette.example/dossier/"
IMPRINT = Imprint("2026-03-12", "The <b>first</b> week", "The Gazette", BASE)


def written(ui: str, imprint: Imprint = IMPRINT) -> dict[str, bytes]:
    found = list(publish([*press.press(), hostile_reading()], None, imprint, ui=ui))
    assert len({path for path, _ in found}) == len(found)
    return dict(found)


@pytest.fixture(scope="module", params=UI_LANGUAGES)
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    return written(request.param)


def pages(files: dict[str, bytes]) -> dict[str, Any]:
    return {path: html.document_fromstring(content) for path, content in files.items() if path.endswith(".html")}


def data(page: Any) -> Any:
    (script,) = page.xpath("//script")
    assert script.get("type") == "application/ld+json"
    return json.loads(script.text)


def test_every_link_leads_to_a_file_and_an_anchor_that_are_there(files: dict[str, bytes]) -> None:
    shown = pages(files)
    ids = {path: set(page.xpath("//@id")) for path, page in shown.items()}
    followed = 0
    for path, page in shown.items():
        assert len(page.xpath("//@id")) == len(ids[path])
        for href in page.xpath("//@href"):
            if re.match("https?:", href):
                continue
            file, _, anchor = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
            assert target in files, (path, href)
            assert not anchor or anchor in ids[target], (path, href)
            followed += 1
    assert followed > 200


def test_every_article_has_a_page_with_the_way_back(files: dict[str, bytes]) -> None:
    front = pages(files)["index.html"]
    articles = [path for path in files if path.startswith("articles/") and path.endswith(".html")]
    linked = front.xpath("//section[@id='articles']//td[@class='title']/a/@href")
    assert sorted(linked) == sorted(articles)
    for path in articles:
        page = pages(files)[path]
        assert "../index.html" in page.xpath("//nav//@href")
        assert len(page.xpath("//h1")) == 1
        assert page.xpath("//a[@href='#top']")


def test_nothing_runs_and_nothing_is_asked_for(files: dict[str, bytes]) -> None:
    for page in pages(files).values():
        assert not page.xpath("//img | //iframe | //object | //embed | //form | //base | //*[@src]")
        assert not page.xpath("//@*[starts-with(name(), 'on')]")
        assert [link.get("rel") for link in page.xpath("//link")] in ([], ["alternate"])
        assert page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)").startswith(
            "default-src 'none'"
        )
    assert not any(SCRIPT.encode() in content for path, content in files.items() if path.endswith(".html"))


def test_the_imprint_says_who_and_when(files: dict[str, bytes]) -> None:
    for page in pages(files).values():
        assert "The Gazette" in page.xpath("string(//p[@class='compiled'])")
        assert "2026" in page.xpath("string(//p[@class='compiled'])")
    assert pages(files)["index.html"].xpath("string(//h1)") == "The <b>first</b> week"


def test_the_method_tells_measured_rates(files: dict[str, bytes]) -> None:
    rates = pages(files)["index.html"].xpath("//dl[@class='rates']//dd/text()")
    assert len(rates) > 5
    assert all(rate.endswith(" %") for rate in rates)


def test_linked_data_names_what_the_pages_show(files: dict[str, bytes]) -> None:
    shown = pages(files)
    front = data(shown["index.html"])
    assert front["@type"] == "CollectionPage"
    assert front["author"]["name"] == "The Gazette"
    parts = [part["@id"] for part in front["hasPart"]]
    assert {f"{BASE}{path}" for path in shown if path != "index.html"} == set(parts)
    for path, page in shown.items():
        if path == "index.html":
            continue
        articles = [node for node in data(page)["@graph"] if node["@type"] == "NewsArticle"]
        claims = [node for node in data(page)["@graph"] if node["@type"] == "Claim"]
        assert [article["@id"] for article in articles] in ([f"{BASE}{path}"], [])
        assert len(claims) == len(page.xpath("//table[contains(@class, 'claimtable')]/tbody/tr"))
        marks = json.loads(files[path.replace(".html", ".jsonld")])
        assert marks["id"].startswith(f"{BASE}{path}")
        assert page.xpath("//link[@rel='alternate']/@href") == [f"../{path.replace('.html', '.jsonld')}"]


def test_without_an_address_things_have_those_of_the_ledger() -> None:
    files = written("en", Imprint("2026-03-12"))
    front = data(pages(files)["index.html"])
    assert "author" not in front
    assert front["name"] == "Dossier"
    assert all(part["@id"].startswith("lage:article/") for part in front["hasPart"])


def test_all_that_was_read_is_there_as_data(files: dict[str, bytes]) -> None:
    lines = files["data/readings.jsonl"].decode().splitlines()
    readings: list[Reading] = [contract.from_json(json.loads(line)) for line in lines]
    assert {reading.article.id for reading in readings} == {
        reading.article.id for reading in [*press.press(), hostile_reading()]
    }
    rows = files["data/claims.csv"].decode("utf-8-sig").splitlines()
    assert rows[0].startswith("what,source")
    assert len(rows) > sum(len(reading.claims) for reading in readings)

"""Every page, reached by the links of the others: in both languages, as data, and with nothing in it that can run."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lagebild import read_text
from lagebild.ledger import open_ledger
from lagebild.views.web.app import make_app
from lagebild.views.web.pages import PAGES
from lagebild.views.web.words import web_wording
from tests import readings
from tests.views.web import hostile
from tests.views.web.walk import pages, shape

VOID = {"meta", "link", "input", "br", "img", "hr"}


class Outline(HTMLParser):
    """Collects what a page is made of, and checks that every element is closed in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def outline(page: str) -> Outline:
    made = Outline()
    made.feed(page)
    made.close()
    assert made.open == []
    return made


def test_every_page_is_reached(visitor: TestClient) -> None:
    found = {shape(address) for address in pages(visitor)}
    missing = {shape(path.partition("{")[0]) for path, _ in PAGES} - found - {"/claim"}
    assert missing == set()


@pytest.mark.parametrize("ui", ["en", "de"])
def test_every_page_is_well_made_in_both_languages(visitor: TestClient, ui: str) -> None:
    visitor.get(f"/?ui={ui}")
    for address, page in pages(visitor).items():
        if not page:
            continue
        made = outline(page)
        assert f'<html lang="{ui}">' in page, address
        ids = [attributes["id"] for _, attributes in made.tags if attributes.get("id")]
        assert len(ids) == len(set(ids)), address
        headings = [int(tag[1]) for tag, _ in made.tags if re.fullmatch("h[1-6]", tag)]
        assert headings[0] == 1, address
        assert headings.count(1) == 1, address
        assert all(after - before <= 1 for before, after in pairwise(headings)), (
            address,
            headings,
        )
        inner = {f"#{one}" for one in ids}
        for tag, attributes in made.tags:
            for name in ("aria-labelledby", "for"):
                if attributes.get(name):
                    assert f"#{attributes[name]}" in inner, (address, tag, attributes)
            if tag == "a" and (attributes.get("href") or "").startswith("#"):
                assert attributes["href"] in inner, (address, attributes)


def test_nothing_in_a_page_can_run(visitor: TestClient) -> None:
    for address, page in pages(visitor).items():
        for tag, attributes in outline(page).tags:
            assert not [name for name in attributes if name.startswith("on") or name == "style"], (address, tag)
            for name in ("href", "src", "action"):
                assert re.match(r"[/#]|https?://", attributes.get(name) or "/"), (address, tag, attributes)
            assert tag not in ("style", "iframe", "object", "embed", "base", "img"), address
            if tag == "script":
                assert re.fullmatch(r"/static/keys-[0-9a-f]+\.js", attributes["src"] or ""), address


def test_hostile_words_are_shown_as_words(visitor: TestClient) -> None:
    article = hostile.hostile_reading().article
    page = visitor.get(f"/article/{article.id}").text
    made = outline(page)
    shown = " ".join(made.text.split())
    for words in (hostile.SCRIPT, hostile.ENTITY, hostile.TEMPLATE, hostile.SIGNS):
        assert words in shown, words
    assert "javascript:" not in page


def test_a_heading_of_a_megabyte_breaks_nothing(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "long.db") as ledger:
        ledger.add(hostile.hostile_reading(long=True))
    with TestClient(make_app(str(tmp_path / "long.db"), threads=1), base_url="http://localhost") as visitor:
        for address, page in pages(visitor).items():
            assert address.startswith(("/article/", "/claim/")) or len(page) < 400_000, (address, len(page))


def test_every_page_is_there_as_data(visitor: TestClient) -> None:
    for address, page in pages(visitor).items():
        for form in re.findall(r'<a href="([^"]+)" type="(application/json|text/csv)"', page):
            target, kind = unescape(form[0]), form[1]
            answer = visitor.get(target)
            assert answer.status_code == 200, target
            assert answer.headers["content-type"].startswith(kind), target
            if kind == "text/csv":
                rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
                assert len({len(row) for row in rows}) == 1, target
            else:
                assert json.loads(answer.content)["page"].partition("?")[0].endswith(".json"), address


def test_data_holds_what_the_page_shows(visitor: TestClient) -> None:
    reading = readings.reading()
    found = visitor.get(f"/article/{reading.article.id}.json").json()
    assert found["article"]["text"] == reading.article.text
    assert [row["claim"] for row in found["rows"]] == ["c-service", "c-minister", "c-author"]
    assert found["rows"][0]["what"] == "up to 1,200 soldiers left Great Harbour in June"


def test_a_claim_leads_to_its_sentence_and_back(visitor: TestClient) -> None:
    answer = visitor.get("/claim/c-service", follow_redirects=False)
    assert answer.status_code == 303
    article, _, anchor = answer.headers["location"].partition("#")
    page = visitor.get(article).text
    number = re.search(rf'<a class="n" id="{anchor}" href="#(k-c-service)"[^>]*>', page)
    assert number is not None
    row = page[page.index(f'id="{number[1]}"') :]
    assert f'href="#{anchor}"' in row[: row.index("</li>")]
    sentence = page.rindex('<span class="s"', 0, number.start())
    assert "1,200 soldiers" in re.sub("<[^>]+>", "", page[sentence : number.start()])


def test_a_text_is_shown_sign_by_sign(visitor: TestClient) -> None:
    reading = readings.reading()
    page = visitor.get(f"/article/{reading.article.id}").text
    text = page[page.index('<div class="text"') : page.index('<div class="beside"')]
    made = HTMLText()
    made.feed(text)
    assert made.text.strip() == reading.article.text


class HTMLText(HTMLParser):
    text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("beginning", ["c-service", "c-serv"])
def test_the_beginning_of_an_id_is_enough(visitor: TestClient, beginning: str) -> None:
    answer = visitor.get(f"/claim/{beginning}")
    assert answer.status_code == (200 if beginning == "c-service" else 404), "two claims begin with the shorter one"


def test_a_language_stays_chosen(visitor: TestClient) -> None:
    assert '<html lang="en">' in visitor.get("/").text
    assert '<html lang="de">' in visitor.get("/articles?ui=de").text
    assert '<html lang="de">' in visitor.get("/").text
    assert '<html lang="en">' in visitor.get("/?ui=en").text
    assert '<html lang="en">' in visitor.get("/?ui=fr").text


def test_where_nobody_chose_the_browser_tells_the_language(visitor: TestClient) -> None:
    asks = {"accept-language": "fr, de-AT;q=0.9, en;q=0.8"}
    answer = visitor.get("/", headers=asks)
    assert '<html lang="de">' in answer.text
    assert "Accept-Language" in answer.headers["vary"]
    assert '<html lang="en">' in visitor.get("/", headers={"accept-language": "fr, uk"}).text, "the server's own"
    assert '<html lang="en">' in visitor.get("/?ui=en", headers=asks).text
    assert '<html lang="en">' in visitor.get("/", headers=asks).text, "a choice is remembered"


@pytest.mark.parametrize(
    "address",
    ["/nothing", "/article/", "/article/zz", "/claim/zz", "/claim/", "/proposition/zz", "/articles/1", "/static/a.css",
     "/%00",
     "/article/%ff", "/article/..%2f..%2fetc%2fpasswd", "/claim/%25"],
)  # fmt: skip
@pytest.mark.parametrize("ui", ["en", "de"])
def test_what_is_not_there_is_a_page_that_says_what_to_do(visitor: TestClient, address: str, ui: str) -> None:
    answer = visitor.get(f"{address}?ui={ui}")
    assert answer.status_code == 404
    made = outline(answer.text)
    assert f'<html lang="{ui}">' in answer.text
    assert "Traceback" not in answer.text
    assert {"tag": "a", "href": "/"} in [{"tag": tag, "href": attributes.get("href")} for tag, attributes in made.tags]


def test_errors_are_data_where_data_was_asked_for(visitor: TestClient) -> None:
    answer = visitor.get("/article/zz.json")
    assert answer.status_code == 404
    assert answer.json()["status"] == 404


def test_pages_of_a_list_are_turned(tmp_path: Path) -> None:
    path = tmp_path / "many.db"
    with open_ledger(path) as ledger:
        for number in range(95):
            ledger.add(readings.varied(number))
    with TestClient(make_app(str(path), threads=1), base_url="http://localhost") as visitor:
        seen: list[str] = []
        address: str | None = "/articles.json"
        while address:
            found = visitor.get(address).json()
            seen += [row["article"] for row in found["rows"]]
            address = found["next"] and found["next"].replace("/articles?", "/articles.json?")
    assert len(seen) == len(set(seen)) == 95


def test_each_value_of_a_quantity_answers_for_itself(visitor: TestClient) -> None:
    addresses = map(unescape, re.findall(r'href="(/figure\?[^"]*)"', visitor.get("/figures").text))
    address = next(one for one in addresses if "whose=northland" in one)
    page = visitor.get(address).text
    assert "Value by value" in page
    values = visitor.get(address.replace("/figure?", "/figure.json?")).json()["values"]
    (found,) = [one for one in values if one["max"] == 1200]
    assert found["claims"] == 3
    assert found["origins"] == len(found["origin_names"]) > 0
    assert (found["first_source"], found["first_said"]) == ("South Korean intelligence service", "2024-10-20")
    for name in found["origin_names"]:
        assert name in unescape(page)
    table = visitor.get(address.replace("/figure?", "/figure.csv?") + "&table=values").text
    rows = list(csv.DictReader(io.StringIO(table.lstrip("\ufeff"))))
    assert [row["origins"] for row in rows] == [str(one["origins"]) for one in values]
    ordered = visitor.get(f"{address}&order=said").text
    assert "order=said" in page
    assert "by number" in ordered
    data = visitor.get(address.replace("/figure?", "/figure.json?")).json()
    (number,) = [one for one in data["numbers"] if one["number"] == "1,200"]
    assert (number["claims"], number["origins"]) == (found["claims"], found["origins"])
    assert [pair["contradicts"] for pair in data["pairs"]] == sorted(
        (pair["contradicts"] for pair in data["pairs"]), reverse=True
    )


def test_any_two_values_can_be_compared(tmp_path: Path) -> None:
    said = "North Korea sent {} soldiers to Russia, the South Korean intelligence service said."
    with open_ledger(tmp_path / "two.db") as ledger:
        for day, number in (("2024-10-18", "1,500"), ("2024-10-23", "3,000")):
            ledger.add(read_text(said.format(number), published=day, language="en", weights="none"))
    with TestClient(make_app(str(tmp_path / "two.db"), threads=1), base_url="http://localhost") as visitor:
        (address,) = {unescape(one) for one in re.findall(r'href="(/figure\?[^"]*)"', visitor.get("/figures").text)}
        for asked in ("", "&a=0&b=0", "&a=0&b=9", "&a=x&b=1"):
            assert "The two that you asked for" not in visitor.get(f"{address}{asked}").text
        page = visitor.get(f"{address}&a=0&b=1").text
    assert "The two that you asked for" in page
    assert page.count(" selected>") == 2


@pytest.mark.parametrize("kind", ["dispute", "denied"])
def test_an_empty_list_of_disputes_says_why(tmp_path: Path, kind: str) -> None:
    with open_ledger(tmp_path / "empty.db"):
        pass
    with TestClient(make_app(str(tmp_path / "empty.db"), threads=1), base_url="http://127.0.0.1") as visitor:
        page = visitor.get(f"/disputes?kind={kind}").text
    assert "do not contradict each other" in page
    assert '<a href="/figures">Figures side by side</a>' in page


def test_a_denial_says_what_it_denies(visitor: TestClient) -> None:
    page = visitor.get("/disputes").text
    assert re.search(r"What \w[^<]* denied", page)
    assert "It means:" in page or "The article does not tell which claim it answers." in page
    assert ">denied<" not in page
    (side, *_) = visitor.get("/disputes.json").json()["sides"]
    assert re.search(r"told in \d+ reports?", page)
    keys = {"said", "said_basis", "source", "sentence", "claim", "means", "guess", "both_sides", "perhaps_one"}
    assert keys == set(side["denials"][0])
    assert side["reports"] >= len(side["denials"])


@pytest.mark.parametrize("ui", ["en", "de"])
def test_every_sign_is_explained(visitor: TestClient, ui: str) -> None:
    rows = visitor.get(f"/signs.json?ui={ui}").json()["rows"]
    page = unescape(visitor.get(f"/signs?ui={ui}").text)
    labels = web_wording(ui).labels
    assert {row["means"] for row in rows} == set(labels["web_sign"].values())
    assert all(row["means"] in page for row in rows)
    assert set(labels["factuality"]) <= set(labels["web_sign"])
    assert '<a href="/signs">' in visitor.get("/").text
    assert "docs/" not in visitor.get("/propositions").text

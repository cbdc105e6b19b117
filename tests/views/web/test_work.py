"""What readers decide in the browser: every kind of decision, what is wrong beside its field, two readers at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from lagebild.ledger import open_ledger
from lagebild.views.web.app import make_app
from tests import readings
from tests.views.web.test_pages import outline

BASE = "http://127.0.0.1:8417"
CLAIM = "/work/claim/c-service"
SOURCE = "source/actor:Q483710"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestClient]:
    """A browser at a ledger of its own."""
    with open_ledger(tmp_path / "desk.db") as ledger:
        ledger.add(readings.reading())
    with TestClient(make_app(str(tmp_path / "desk.db"), threads=1), base_url=BASE) as client:
        yield client


def form_at(client: TestClient, address: str) -> dict[str, str]:
    """The hidden fields of the form of a page."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', client.get(address).text)
    assert {name for name, _ in found} == {"token", "kind", "seen"}, address
    return dict(found)


def sent(client: TestClient, address: str, kind: str, **fields: str) -> str:
    """Sends a form of a page as a reader does, and gives the page that follows."""
    form = form_at(client, f"{address}?kind={kind}")
    answer = client.post(address, data={"who": "Ada", "reason": "heard it", **form, **fields})
    assert answer.status_code == 200, answer.text
    assert 'role="status"' in answer.text
    return unescape(answer.text)


def a_source(client: TestClient) -> str:
    found = re.search(r'href="(/source/actor[^"]+)"', client.get("/sources").text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("ui", ["en", "de"])
def test_a_correction_stands_beside_what_was_read(desk: TestClient, ui: str) -> None:
    desk.get(f"/?ui={ui}")
    page = sent(desk, CLAIM, "correct", cell="figures/0/max", value="1500")
    assert "<del>1200</del>" in page
    assert "<ins>1500</ins>" in page
    article = desk.get(f"/article/{readings.reading().article.id}").text
    assert "<del>1200</del>" in article
    assert "Ada" in article
    assert "heard it" in article
    outline(page)


def test_lines_of_a_browser_are_lines(desk: TestClient) -> None:
    page = sent(desk, CLAIM, "note", content="Look at\r\nthe second page", reason="")
    assert "Look at\nthe second page" in page
    assert "\ufffd" not in page
    assert desk.get("/history.json").json()["rows"][0]["content"] == "Look at\nthe second page"


def test_notes_and_marks_are_taken_down_and_the_name_is_asked_once(desk: TestClient) -> None:
    sent(desk, CLAIM, "note", content="Look at\nthe second page", reason="")
    again = desk.get(CLAIM).text
    assert 'name="who" value="Ada"' in again
    sent(desk, CLAIM, "checked")
    article = f"/work/article/{readings.reading().article.id}"
    sent(desk, article, "checked", who="Bo")
    shown = desk.get(article).text
    assert 'name="who" value="Bo"' in shown
    rows = desk.get("/history.json").json()["rows"]
    assert [(row["kind"], row["who"]) for row in rows] == [("checked", "Bo"), ("checked", "Ada"), ("note", "Ada")]
    assert rows[-1]["reason"] == rows[-1]["content"] == "Look at\nthe second page"
    assert [row["who"] for row in desk.get("/history.json?who=Bo").json()["rows"]] == ["Bo"]
    assert [row["kind"] for row in desk.get("/history.json?kind=note").json()["rows"]] == ["note"]


def test_claims_are_joined_and_parted(desk: TestClient) -> None:
    sent(desk, CLAIM, "join", other=f"{BASE}/article/x#c-c-minister")
    propositions = desk.get("/propositions.json").json()["rows"]
    assert [row["claims"] for row in propositions] == [2]
    page = desk.get(f"/proposition/{propositions[0]['proposition']}").text
    assert f'href="{CLAIM}?kind=split"' in page
    sent(desk, CLAIM, "split")
    assert desk.get("/propositions.json").json()["rows"] == []


def test_two_actors_are_one_and_a_source_gets_its_mark(desk: TestClient) -> None:
    source = a_source(desk)
    page = sent(desk, f"/work{source}", "reliability", mark="B")
    assert "<b>B</b>" in page
    shown = desk.get(source).text
    assert "<b>B</b>: heard it" in shown
    assert "B" in [row["reliability"] for row in desk.get("/sources.json").json()["rows"]]
    sent(desk, f"/work{source}", "reliability", mark="D", reason="wrong twice")
    assert "<b>D</b>: wrong twice" in desk.get(source).text
    decision = desk.get("/history.json").json()["rows"][0]["decision"].removeprefix("lage:")
    sent(desk, f"/work/{decision}", "undo")
    assert "<b>B</b>: heard it" in desk.get(source).text

    actors = re.findall(r'href="(/actor/[^"]+)"', "".join(desk.get(a).text for a in (source, "/places", "/timeline")))
    one = actors[0]
    with_other = desk.post(f"/work{one}", data=form_at(desk, f"/work{one}?kind=same-actor") | {"other": one})
    assert with_other.status_code == 400


def test_what_was_decided_is_undone_once(desk: TestClient) -> None:
    sent(desk, CLAIM, "checked")
    decision = desk.get("/history.json").json()["rows"][0]["decision"].removeprefix("lage:")
    page = sent(desk, f"/work/{decision}", "undo", reason="it was another tape")
    assert "it was another tape" in page
    assert '<form method="post"' not in desk.get(f"/work/{decision}").text
    rows = desk.get("/history.json").json()["rows"]
    assert [row["kind"] for row in rows] == ["undo", "checked"]
    assert rows[1]["undone_by"]
    assert 'class="undone"' in desk.get(CLAIM).text


@pytest.mark.parametrize("ui", ["en", "de"])
@pytest.mark.parametrize(
    ("kind", "fields", "field"),
    [
        ("checked", {"who": " \u200b\n"}, "who"),
        ("checked", {"reason": "  "}, "reason"),
        ("note", {"content": ""}, "content"),
        ("correct", {"cell": "figures/9/max", "value": "1"}, "cell"),
        ("correct", {"cell": "sentence/text", "value": "forged"}, "cell"),
        ("correct", {"cell": "figures/0/max", "value": ""}, "value"),
        ("correct", {"cell": "figures/0/max", "value": "many"}, "value"),
        ("correct", {"cell": "act", "value": "shout"}, "value"),
        ("join", {"other": "c-nobody"}, "other"),
        ("join", {"other": "c-service"}, "other"),
        ("join", {"other": "lage:actor/x"}, "other"),
        ("join", {"other": ""}, "other"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(
    desk: TestClient, ui: str, kind: str, fields: dict[str, str], field: str
) -> None:
    desk.get(f"/?ui={ui}")
    form = form_at(desk, f"{CLAIM}?kind={kind}")
    answer = desk.post(CLAIM, data={"who": "Ada", "reason": "kept <b>", **form, **fields})
    assert answer.status_code == 400
    made = outline(answer.text)
    told = [attributes for tag, attributes in made.tags if attributes.get("aria-invalid")]
    assert [(one["name"], one["aria-describedby"]) for one in told] == [(field, f"e-{field}")]
    assert [one for _, one in made.tags if one.get("id") == f"e-{field}"]
    assert 'role="alert"' in answer.text
    if field != "reason" and kind != "note":
        assert "kept &lt;b&gt;" in answer.text
    assert desk.get("/history.json").json()["rows"] == []


def test_of_two_readers_at_once_none_loses_a_word(desk: TestClient) -> None:
    early = form_at(desk, f"{CLAIM}?kind=correct")
    sent(desk, CLAIM, "correct", cell="figures/0/max", value="1400", who="Bo")
    given = {"who": "Ada", "reason": "the tape says so", "cell": "figures/0/max", "value": "1500"}
    answer = desk.post(CLAIM, data={**early, **given})
    assert answer.status_code == 409
    assert "<ins>1400</ins>" in answer.text, "what the other decided"
    for kept in ('value="1500"', "the tape says so", 'name="who" value="Ada"', 'value="figures/0/max" selected'):
        assert kept in answer.text, kept
    assert len(desk.get("/history.json").json()["rows"]) == 1
    seen = re.search(r'name="seen" value="(\d+)"', answer.text)
    assert seen is not None
    assert desk.post(CLAIM, data={**early, **given, "seen": seen[1]}).status_code == 200
    assert [row["content"] for row in desk.get("/history.json").json()["rows"]] == ["1500", "1400"]


@pytest.mark.parametrize("seen", ["", "-1", "x", "9" * 40])
def test_a_form_without_its_state_is_asked_again(desk: TestClient, seen: str) -> None:
    form = {**form_at(desk, f"{CLAIM}?kind=checked"), "seen": seen}
    assert desk.post(CLAIM, data={"who": "Ada", "reason": "x", **form}).status_code == 409


def test_a_form_of_another_page_decides_nothing(desk: TestClient) -> None:
    form = form_at(desk, f"{CLAIM}?kind=checked")
    given = {"who": "Ada", "reason": "x", **form}
    assert desk.post(CLAIM, data={**given, "token": "0" * 64}).status_code == 403
    assert desk.post(CLAIM, data={name: value for name, value in given.items() if name != "token"}).status_code == 403
    assert desk.post(CLAIM, data=given, headers={"origin": "https://evil.example"}).status_code == 403
    assert desk.post(CLAIM, data={**given, "kind": "undo"}).status_code == 400
    assert desk.get("/history.json").json()["rows"] == []


@pytest.mark.parametrize(
    "address",
    ["/work/claim/none", "/work/claim/", "/work/", "/work/shout/x", "/work/actor/no", "/work/source/no",
     "/work/decision/00", "/work/proposition/00", "/work/article/00", "/work/decision/" + "x" * 3000],
)  # fmt: skip
def test_things_that_are_not_there(desk: TestClient, address: str) -> None:
    assert desk.get(address).status_code == 404


def test_hostile_words_of_readers_are_words(desk: TestClient) -> None:
    evil = "<script>alert(1)</script>\u202e\u200b{{ 7 * 7 }}"
    page = sent(desk, CLAIM, "note", content=evil, who=f"{evil}; Path=/\r\nSet-Cookie: a=b")
    for shown in (page, unescape(desk.get("/history").text)):
        assert "Set-Cookie: a=b" in shown
    for address in (CLAIM, "/history", f"/article/{readings.reading().article.id}"):
        text = desk.get(address).text
        assert "<script>alert" not in text
        outline(text)
    assert "a" not in desk.cookies


def test_a_name_of_any_letters_comes_back_from_its_cookie(desk: TestClient) -> None:
    sent(desk, CLAIM, "checked", who="Жанна Öz; 李")
    assert 'name="who" value="Жанна Öz; 李"' in desk.get(CLAIM).text
    desk.cookies.clear()
    desk.cookies.set("lagebild-reader", quote("a\r\nb"))
    assert 'name="who" value=""' in desk.get(CLAIM).text

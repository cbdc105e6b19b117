"""Comments of the public: what the form takes and refuses, what a desk decides, and that no page tells an e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from lagebild.ledger import open_ledger
from lagebild.ledger.comments import DOSSIER
from lagebild.views.web import commenting
from lagebild.views.web.app import make_app
from lagebild.views.web.commenting import ALL, ALL_WINDOW, EACH, EACH_WINDOW, Limits
from lagebild.views.web.pages import PAGES, PUBLIC, comments
from lagebild.views.web.security import MOST_COMMENT
from tests import readings
from tests.views.web.conftest import of_number
from tests.views.web.hostile import ALL as HOSTILE
from tests.views.web.hostile import SIGNS, hostile_reading
from tests.views.web.test_pages import outline
from tests.views.web.walk import pages, shape

BASE = "http://127.0.0.1:8417"
EMAIL = "marked.reader@secret.example"
ARTICLE = f"lage:article/{readings.reading().article.id}"
GIVEN = {"name": "Ada", "email": EMAIL, "words": "The minister said so on Monday.", "language": "en", "website": ""}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with two articles of one story, and one in which everything is hostile."""
    with open_ledger(tmp_path / "own.db") as ledger:
        ledger.add(readings.reading())
        ledger.add(of_number(2, readings.reading(publisher="Monthly")))
        ledger.add(hostile_reading())
    return tmp_path / "own.db"


@pytest.fixture
def public(path: Path) -> Iterator[TestClient]:
    """A stranger at a dossier that is open to the public."""
    with TestClient(make_app(str(path), threads=1, public=True), base_url=BASE) as client:
        yield client


@pytest.fixture
def desk(path: Path) -> Iterator[TestClient]:
    """A member of the desk."""
    with TestClient(make_app(str(path), threads=1), base_url=BASE) as client:
        yield client


def form_at(client: TestClient, about: str) -> dict[str, str]:
    page = client.get("/comment", params={"about": about})
    assert page.status_code == 200, page.text
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text)
    assert {name for name, _ in found} == {"token", "about"}
    return {name: unescape(value) for name, value in found}


def sent(client: TestClient, about: str = ARTICLE, **fields: str) -> Any:
    return client.post("/comment", data={**GIVEN, **form_at(client, about), **fields})


def decided(client: TestClient, comment: str, kind: str) -> str:
    address = f"/work/comment/{comment.removeprefix('lage:comment/')}"
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', client.get(f"{address}?kind={kind}").text)
    answer = client.post(address, data={"who": "Bo", "reason": "to the point", **dict(found)})
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def targets(client: TestClient) -> list[str]:
    """What the pages offer to comment on."""
    found = {
        unescape(link)
        for page in pages(client).values()
        for link in re.findall(r'href="(/comment\?about=[^"]+)"', page)
    }
    return sorted(found)


def test_the_public_reads_and_comments_and_does_nothing_else(public: TestClient) -> None:
    found = pages(public)
    reached = {shape(address) for address in found}
    assert {shape(path.partition("{")[0]) for path, _ in PUBLIC} - reached == {"/claim"}
    assert not reached & {"/work", "/history", "/add", "/comments"}
    for address, page in found.items():
        assert not re.search(r'(href|action)="/(work|history|add|comments)\b', page), address
        assert "own.db" not in page, address
        if page:
            outline(page)
    for address in ("/work/claim/c-service", "/history", "/history.json", "/add", "/comments", "/comments.csv"):
        assert public.get(address).status_code == 404, address
        assert public.post(address, data=GIVEN).status_code in (404, 405), address


def test_a_desk_has_no_form_of_comments(desk: TestClient) -> None:
    assert desk.get("/comment", params={"about": ARTICLE}).status_code == 404
    assert desk.post("/comment", data=GIVEN).status_code == 404
    assert targets(desk) == []


def test_every_kind_of_thing_can_be_commented_on(
    public: TestClient, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commenting, "EACH", ALL)
    offered = [parse_qs(urlsplit(address).query)["about"][0] for address in targets(public)]
    assert {about.partition("/")[0] for about in offered} == {
        "lage:dossier", "lage:article", "lage:proposition", "lage:figure"
    }  # fmt: skip
    for about in offered:
        answer = sent(public, about)
        assert answer.status_code == 200, (about, answer.text)
        assert 'role="status"' in answer.text
        outline(answer.text)
    with open_ledger(path) as ledger:
        assert sorted(one.comment.target for one in ledger.comments()) == sorted(offered)


def test_nothing_appears_before_somebody_approves_it(public: TestClient, desk: TestClient) -> None:
    article = ARTICLE.replace("lage:", "/")
    assert sent(public).status_code == 200
    assert GIVEN["words"] not in public.get(article).text + desk.get(article).text
    assert "One comment waits to be looked at" in desk.get("/").text
    assert "waits to be looked at" not in public.get("/").text
    (row,) = desk.get("/comments.json").json()["rows"]
    assert (row["state"], row["about"], row["name"]) == ("pending", ARTICLE, "Ada")
    page = decided(desk, row["comment"], "approve")
    assert 'role="status"' in page
    for client in (public, desk):
        shown = client.get(article).text
        assert GIVEN["words"] in shown
        assert "to the point" not in shown
        assert "Bo" not in shown
        outline(shown)
    (row,) = desk.get("/comments.json?state=approved").json()["rows"]
    assert (row["who"], row["reason"]) == ("Bo", "to the point")
    decision = desk.get("/history.json").json()["rows"][0]["decision"]
    decided(desk, row["comment"], "reject")
    assert GIVEN["words"] not in public.get(article).text
    assert desk.get("/comments.csv?state=rejected").text.count(GIVEN["words"]) == 1
    again = desk.get("/history.json").json()["rows"][0]["decision"]
    assert again != decision
    form = dict(re.findall(r'name="(token|kind|seen)" value="([^"]*)"', desk.get(f"/work/{again[5:]}").text))
    assert desk.post(f"/work/{again[5:]}", data={"who": "Bo", "reason": "a mistake", **form}).status_code == 200
    assert GIVEN["words"] in public.get(article).text


def test_two_members_of_a_desk_do_not_decide_at_once(public: TestClient, desk: TestClient) -> None:
    sent(public)
    (row,) = desk.get("/comments.json").json()["rows"]
    address = row["comment"].replace("lage:", "/work/")
    form = dict(re.findall(r'name="(token|kind|seen)" value="([^"]*)"', desk.get(f"{address}?kind=reject").text))
    decided(desk, row["comment"], "approve")
    assert desk.post(address, data={"who": "Cy", "reason": "no", **form}).status_code == 409


@pytest.mark.parametrize("ui", ["en", "de"])
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"name": "\u202e\u200b"}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"email": ""}, "email"),
        ({"email": "not an address"}, "email"),
        ({"email": "a@b.example\nBcc: c@d.example"}, "email"),
        ({"words": " \n"}, "words"),
        ({"words": "long " * 1000}, "words"),
        ({"language": "xx"}, "language"),
        ({"website": "https://spam.example"}, "website"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(
    public: TestClient, path: Path, ui: str, fields: dict[str, str], wrong: str
) -> None:
    public.get(f"/?ui={ui}")
    answer = sent(public, **fields)
    assert answer.status_code == 400
    made = outline(answer.text)
    told = [attributes for _, attributes in made.tags if attributes.get("aria-invalid")]
    assert [one["name"] for one in told] == [wrong]
    assert f"e-{wrong}" in (told[0]["aria-describedby"] or "").split()
    assert [one for _, one in made.tags if one.get("id") == f"e-{wrong}"]
    assert 'role="alert"' in answer.text
    if wrong != "words":
        assert GIVEN["words"] in answer.text, "what was written is kept"
    assert f'<html lang="{ui}">' in answer.text
    with open_ledger(path) as ledger:
        assert ledger.comments() == []


@pytest.mark.parametrize(
    "about",
    ["", "lage:dossier/x", "lage:claim/c-service", "lage:article/none", "lage:article/", "lage:proposition/0",
     "article/x", "lage:figure/of=nothing", "lage:figure/", "lage:comment/0", "javascript:alert(1)",
     "lage:decision/00"],
)  # fmt: skip
def test_what_is_not_there_cannot_be_commented_on(public: TestClient, about: str) -> None:
    assert public.get("/comment", params={"about": about}).status_code == 404
    token = form_at(public, DOSSIER)["token"]
    assert public.post("/comment", data={**GIVEN, "token": token, "about": about}).status_code == 404


def test_a_form_of_another_page_sends_nothing(public: TestClient, path: Path) -> None:
    form = {**GIVEN, **form_at(public, ARTICLE)}
    assert public.post("/comment", data={**form, "token": "0" * 64}).status_code == 403
    assert public.post("/comment", data=GIVEN | {"about": ARTICLE}).status_code == 403
    assert public.post("/comment", data=form, headers={"origin": "https://evil.example"}).status_code == 403
    assert public.post("/comment", data=form, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert public.post("/comment", json=form).status_code == 415
    assert public.post("/comment", data={**form, "words": "x" * MOST_COMMENT}).status_code == 413
    with open_ledger(path) as ledger:
        assert ledger.comments() == []


# --- how many -------------------------------------------------------------------------------------------------


def test_one_address_sends_so_many(public: TestClient) -> None:
    for number in range(EACH):
        assert sent(public, words="").status_code == 400, "what is not stored does not count"
        assert sent(public, words=f"Number {number}.").status_code == 200
    answer = sent(public, words="One too many.")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= EACH_WINDOW + 1
    assert "One too many." in answer.text, "what was written is kept"
    outline(answer.text)
    headers = {"x-forwarded-for": "198.51.100.9"}
    assert public.post("/comment", data={**GIVEN, **form_at(public, ARTICLE)}, headers=headers).status_code == 429, (
        "only a server of this machine is believed"
    )


def test_behind_a_server_of_this_machine_its_word_counts(path: Path) -> None:
    app = make_app(str(path), threads=1, public=True)
    with TestClient(app, base_url=BASE, client=("127.0.0.1", 5)) as client:
        for visitor in ("192.0.2.1", "2001:db8::1"):
            for number in range(EACH):
                headers = {"x-forwarded-for": f"10.0.0.{number}, {visitor}"}
                form = {**GIVEN, **form_at(client, ARTICLE), "words": f"{visitor} {number}"}
                assert client.post("/comment", data=form, headers=headers).status_code == 200
        for visitor in ("192.0.2.1", "2001:db8::ffff:1", "::ffff:192.0.2.1"):
            form = {**GIVEN, **form_at(client, ARTICLE), "words": f"{visitor} again"}
            assert client.post("/comment", data=form, headers={"x-forwarded-for": visitor}).status_code == 429
        form = {**GIVEN, **form_at(client, ARTICLE), "words": "no address"}
        assert client.post("/comment", data=form, headers={"x-forwarded-for": "unknown"}).status_code == 200


def test_all_together_send_so_many() -> None:
    limits = Limits()
    for number in range(ALL):
        assert limits.take(f"v{number}", 10.0 * number) == 0
    wait = limits.take("late", 1000.0)
    assert 0 < wait <= ALL_WINDOW
    assert limits.take("late", 1000.0 + wait) == 0
    limits.give_back("late", 1000.0 + wait)
    assert limits.take("other", 1000.0 + wait) == 0
    assert limits.take("late", 1000.0 + wait) > 0
    assert limits.take("v1", 3 * ALL_WINDOW) == 0


def test_when_too_many_wait_no_more_are_taken(public: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comments, "MOST_WAITING", 1)
    assert sent(public).status_code == 200
    answer = sent(public, words="Another one.")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == str(commenting._LATER)
    assert "Another one." in answer.text


# --- words of strangers ---------------------------------------------------------------------------------------


def test_hostile_comments_are_words(public: TestClient, desk: TestClient) -> None:
    assert sent(public, name=f"{HOSTILE}"[:80], words=HOSTILE).status_code == 200
    (row,) = desk.get("/comments.json").json()["rows"]
    pending = desk.get("/comments").text + desk.get(row["comment"].replace("lage:", "/work/")).text
    decided(desk, row["comment"], "approve")
    for page in (pending, public.get(ARTICLE.replace("lage:", "/")).text, desk.get("/comments?state=approved").text):
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "{{ 7 * 7 }}" in page
        comment = page[page.index('class="commentwords"') :]
        assert not re.search("[\u200b\u200d\u202e\u2067\ufeff]", comment[: comment.index("</blockquote>")])
    assert SIGNS not in row["words"]


# --- the e-mail -----------------------------------------------------------------------------------------------


def test_no_page_tells_an_email_but_that_of_the_desk(
    public: TestClient, desk: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    """Every page, every form of it, in every state of a comment, on both servers; and nothing at the terminal."""
    for number, about in enumerate((ARTICLE, DOSSIER, ARTICLE)):
        assert EMAIL not in sent(public, about, words=f"Number {number}.").text
    rows = desk.get("/comments.json").json()["rows"]
    decided(desk, rows[0]["comment"], "approve")
    decided(desk, rows[1]["comment"], "reject")
    own = {row["comment"].replace("lage:", "/work/") for row in rows}
    seen = 0
    for client in (public, desk):
        for address, page in pages(client).items():
            found = [page, *(client.get(unescape(one)).text for one in re.findall(r'href="([^"]+)" type="', page))]
            for content in found[address.partition("?")[0] in own :]:
                assert EMAIL not in content, address
                assert "secret.example" not in content, address
            seen += len(found)
    assert seen > 100
    for state in ("pending", "approved", "rejected"):
        for form in ("", ".json", ".csv"):
            assert "secret.example" not in desk.get(f"/comments{form}?state={state}").text
    for query in ("secret", EMAIL, "marked"):
        assert EMAIL not in desk.get("/search.json", params={"q": query}).text
    for address in own:
        page_of_desk = desk.get(address)
        assert EMAIL in page_of_desk.text, "the desk can answer"
        assert page_of_desk.headers["cache-control"] == "no-store"
        for form in (".json", ".csv"):
            assert "secret.example" not in desk.get(f"{address}{form}").text
        assert public.get(address).status_code == 404
    assert "secret.example" not in caplog.text


def test_pages_of_a_desk_are_known() -> None:
    assert {path for path, _ in PAGES} - {path for path, _ in PUBLIC} == {"/work/{key:path}", "/history", "/comments"}

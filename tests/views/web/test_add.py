"""Pages that are added in the browser: files, a text, an address; what fails, what is too much, what is not allowed."""

from __future__ import annotations

import io
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from lagebild.errors import LedgerError
from lagebild.fetch.public import PublicTransport
from lagebild.ledger import open_ledger
from lagebild.types import Reading, ReadOptions
from lagebild.views.web import adding, security
from lagebild.views.web.adding import Adding, FullError, Source
from lagebild.views.web.app import make_app
from tests.views.web.test_pages import outline
from tests.views.web.test_security import token_of

BASE = "http://127.0.0.1:8417"
HEAD = '<html><head><title>Ship sails</title><meta property="article:published_time" content="2024-10-18"></head>'
BODY = """<body><article><h1>A ship left the harbour</h1><p>The minister said on Friday that the ship had left the
harbour of the town with 300 soldiers on board. "They will be back in June," he said.</p><p>The opposition denied that
there were soldiers on board. Nobody else could confirm the report, the agency wrote.</p></article></body></html>"""
PAGE = HEAD + BODY
SCRIPT = "<script>alert(2)</script>"
EVIL = PAGE.replace("A ship left", SCRIPT.replace("<", "&lt;")).replace("Ship sails", SCRIPT)


def network() -> httpx.BaseTransport:
    """A name service and a network of one page, and a name that leads inside."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/inside":
            return httpx.Response(302, headers={"location": "http://inside.example/"})
        return httpx.Response(200, headers={"content-type": "text/html"}, content=PAGE.encode())

    def resolve(host: str, port: int) -> list[str]:
        return {"example.org": ["93.184.215.14"]}.get(host, ["10.0.0.1"])

    return PublicTransport(resolve=resolve, inner=httpx.MockTransport(answer))


@pytest.fixture(autouse=True)
def rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGEBILD_WEIGHTS", "none")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestClient]:
    """A browser at an empty ledger."""
    open_ledger(tmp_path / "desk.db").close()
    app = make_app(str(tmp_path / "desk.db"), threads=1, transport=network)
    with TestClient(app, base_url=BASE) as client:
        yield client


def sent(client: TestClient, files: list[tuple[str, bytes]] | None = None, **fields: Any) -> Any:
    """Sends a form of the page, and gives the answer."""
    token = fields.get("token") or token_of(client.get("/add").text)
    parts: list[Any] = [(name, (None, value.encode())) for name, value in {**fields, "token": token}.items()]
    parts += [("files", file) for file in files or []]
    answer: Any = client.post("/add", files=parts, follow_redirects=False)
    return answer


def finished(client: TestClient, answer: Any) -> str:
    """The page of what was added, when all is done."""
    assert answer.status_code == 303, answer.text
    address = answer.headers["location"]
    for _ in range(600):
        if client.get(f"{address}.json").json()["state"] == "done":
            page = client.get(address).text
            outline(page)
            return page
        time.sleep(0.05)
    raise AssertionError("it was never done")


@pytest.mark.parametrize("ui", ["en", "de"])
def test_files_are_read_and_what_fails_is_told(desk: TestClient, ui: str) -> None:
    desk.get(f"/?ui={ui}")
    files = [("../../ship.html", PAGE.encode()), ("empty.txt", b" "), ("evil.html", EVIL.encode())]
    page = finished(desk, sent(desk, files, way="files"))
    links = re.findall(r'<a href="(/article/\w+)"', page)
    assert len(links) == 2
    for link in links:
        assert desk.get(link).status_code == 200
    assert "empty.txt is empty" in page
    assert ".." not in page
    assert "<script>alert" not in page
    again = finished(desk, sent(desk, files[:1], way="files"))
    assert {"en": "was there already", "de": "war schon da"}[ui] in again
    assert len(desk.get("/articles.json").json()["rows"]) == 2


def test_a_text_with_what_is_said_of_it(desk: TestClient) -> None:
    text = "A ship left\r\n\r\nThe minister said on Friday that the ship had left with 300 soldiers."
    given: dict[str, Any] = {"published": "2024-10-18", "url": "https://gazette.example/a", "language": "en"}
    page = finished(desk, sent(desk, way="text", text=text, **given))
    (link,) = re.findall(r'<a href="(/article/\w+)"', page)
    article = desk.get(f"{link}.json").json()["article"]
    assert article["published"] == "2024-10-18"
    assert article["url"] == "https://gazette.example/a"
    assert article["text"].startswith("A ship left")


def test_an_address_is_fetched_and_nothing_behind_the_wall(desk: TestClient) -> None:
    page = finished(desk, sent(desk, way="address", address="https://example.org/a"))
    assert "/article/" in page
    for address in (
        "http://inside.example/",
        "https://example.org/inside",
        "http://127.0.0.1/",
        "http://example.org:8417/",
    ):
        page = finished(desk, sent(desk, way="address", address=address))
        assert "is not fetched" in page, address
        assert "/article/" not in page


@pytest.mark.parametrize("ui", ["en", "de"])
@pytest.mark.parametrize(
    ("fields", "files", "field"),
    [
        ({"way": "files"}, [], "files-files"),
        ({"way": "files"}, [("a.exe", b"MZ")], "files-files"),
        ({"way": "files"}, [("a.html", b"x"), ("b.pdf", b"%PDF")], "files-files"),
        ({"way": "files", "published": "2024-13-01"}, [("a.html", b"x")], "files-published"),
        ({"way": "text", "text": " \n"}, [], "text-text"),
        ({"way": "text", "text": "x" * (1024 * 1024 + 1)}, [], "text-text"),
        ({"way": "text", "text": "x", "url": "javascript:alert(1)"}, [], "text-url"),
        ({"way": "text", "text": "x", "language": "fr"}, [], "text-language"),
        ({"way": "address", "address": "file:///etc/passwd"}, [], "address-address"),
        ({"way": "address", "address": ""}, [], "address-address"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(
    desk: TestClient, ui: str, fields: dict[str, str], files: list[tuple[str, bytes]], field: str
) -> None:
    desk.get(f"/?ui={ui}")
    answer = sent(desk, files, **fields)
    assert answer.status_code == 400
    made = outline(answer.text)
    told = [attributes["aria-describedby"] for _, attributes in made.tags if attributes.get("aria-invalid")]
    assert told == [f"e-{field}"]
    assert [one for _, one in made.tags if one.get("id") == f"e-{field}"]


def test_only_pages_of_the_visitor_add(desk: TestClient) -> None:
    assert sent(desk, way="text", text="x", token="0" * 64).status_code == 403
    assert desk.post("/add", data={"way": "text"}).status_code == 415
    body = {"files": ("a.html", io.BytesIO(PAGE.encode()))}
    assert desk.post("/add", files=body).status_code == 403
    token = {"token": token_of(desk.get("/add").text), "way": "text", "text": "x"}
    parts = {name: (None, value) for name, value in token.items()}
    assert desk.post("/add", files=parts, headers={"origin": "https://evil.example"}).status_code == 403
    broken = {"content-type": "multipart/form-data; boundary=x"}
    assert desk.post("/add", content=b"--y\r\nnothing", headers=broken).status_code in (400, 403)
    assert desk.post("/add", content=b"x", headers={"content-type": "multipart/form-data"}).status_code in (400, 403)
    assert desk.get("/articles.json").json()["rows"] == []


def test_what_is_too_much_is_told(desk: TestClient) -> None:
    token_of(desk.get("/add").text)
    form = {"content-type": "multipart/form-data; boundary=x"}
    assert desk.post("/add", content=b"x" * (security.MOST_UPLOADED + 1), headers=form).status_code == 413
    answer = sent(desk, [(f"{number}.html", b"x") for number in range(41)], way="files")
    assert answer.status_code == 400
    assert "fewer files" in answer.text


def test_adding_can_be_switched_off(tmp_path: Path) -> None:
    open_ledger(tmp_path / "desk.db").close()
    with TestClient(make_app(str(tmp_path / "desk.db"), threads=1, adding=False), base_url=BASE) as client:
        assert client.get("/add").status_code == 404
        assert client.post("/add", files={"files": ("a.html", b"x")}).status_code == 404
        assert 'href="/add"' not in client.get("/").text


def test_progress_is_shown_without_a_script_and_unknown_ones_are_told(desk: TestClient) -> None:
    assert desk.get("/add/none").status_code == 404
    assert "list of articles" in desk.get("/add/none").text


class Held:
    """Stores readings when it is let."""

    def __init__(self) -> None:
        self.go, self.began = threading.Event(), threading.Event()

    def __call__(self, _: Reading) -> bool:
        self.began.set()
        assert self.go.wait(30)
        return True


def test_the_queue_is_bounded_and_ends_after_the_page_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MOST_WAITING", 2)
    held = Held()
    queue = Adding(held)
    source = (Source("a.html", PAGE.encode()),)
    first = queue.add(source * 2, ReadOptions())
    assert held.began.wait(30)
    found = queue.job(first.id)
    assert found is not None
    assert found.state == "reading"
    queue.add(source, ReadOptions())
    with pytest.raises(FullError):
        queue.add(source, ReadOptions())
    monkeypatch.setattr(adding, "MOST_BYTES_WAITING", 10)
    with pytest.raises(FullError):
        queue.add(source, ReadOptions())
    closing = threading.Thread(target=queue.close)
    closing.start()
    held.go.set()
    closing.join(30)
    done = queue.job(first.id)
    assert done is not None
    assert (done.state, len(done.added)) == ("done", 1)


def test_a_ledger_that_cannot_be_written_ends_one_source_only() -> None:
    def store(reading: Reading) -> bool:
        raise LedgerError("desk.db is full")

    queue = Adding(store)
    job = queue.add((Source("a.html", PAGE.encode()), Source("b.txt", b" ")), ReadOptions())
    for _ in range(600):
        found = queue.job(job.id)
        assert found is not None
        if found.state == "done":
            break
        time.sleep(0.05)
    queue.close()
    found = queue.job(job.id)
    assert found is not None
    assert [one.reason for one in found.failed] == ["desk.db is full", "b.txt is empty"]

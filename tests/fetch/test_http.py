"""Addresses, answered by a stand-in for the network and by a server on this machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

from lagebild.errors import FetchError, NotAPageError
from lagebild.fetch import fetch
from lagebild.types import Page

HTML = "<html><body><p>Größe</p></body></html>"


def answering(answer: Callable[[httpx.Request], httpx.Response]) -> httpx.MockTransport:
    return httpx.MockTransport(answer)


def get(answer: Callable[[httpx.Request], httpx.Response], address: str = "https://example.org/a") -> list[Page]:
    return list(fetch(address, transport=answering(answer)))


def test_page_with_charset_and_final_address() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/alt":
            return httpx.Response(301, headers={"location": "/neu?x=1"})
        return httpx.Response(
            200, headers={"content-type": "text/html; charset=iso-8859-1"}, content=HTML.encode("latin-1")
        )

    (page,) = get(answer, "https://example.org/alt")
    assert page.requested == "https://example.org/alt"
    assert page.address == "https://example.org/neu?x=1"
    assert (page.charset, page.origin, page.media_type) == ("iso-8859-1", "http", "html")
    assert page.fetched is not None


@pytest.mark.parametrize(
    ("status", "headers", "content", "error", "words"),
    [
        (404, {"content-type": "text/html"}, b"<p>x", FetchError, "answered 404 Not Found"),
        (503, {}, b"", FetchError, "answered 503"),
        (200, {"content-type": "application/pdf"}, b"%PDF-", NotAPageError, "calls it application/pdf"),
        (200, {"content-type": "image/jpeg"}, b"\xff\xd8\xff", NotAPageError, "calls it image/jpeg"),
        (200, {"content-type": "text/html"}, b"%PDF-1.4 x", NotAPageError, "is a PDF"),
        (200, {"content-type": "application/octet-stream"}, b"\xff\xd8\xff\xe0", NotAPageError, "is a JPEG"),
        (200, {"content-type": "text/html"}, b"  ", NotAPageError, "is empty"),
    ],
)
def test_errors(status: int, headers: dict[str, str], content: bytes, error: type[Exception], words: str) -> None:
    with pytest.raises(error) as raised:
        get(lambda request: httpx.Response(status, headers=headers, content=content))
    assert str(raised.value).startswith("https://example.org/a")
    assert words in str(raised.value)


def test_redirects_without_end() -> None:
    with pytest.raises(FetchError, match="redirects more than"):
        get(lambda request: httpx.Response(302, headers={"location": f"{request.url.path}a"}))


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGEBILD_MAX_PAGE_BYTES", "100")
    with pytest.raises(FetchError, match="more than the 100 bytes"):
        get(lambda request: httpx.Response(200, headers={"content-type": "text/html"}, content=b"<p>" * 100))


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (httpx.ConnectError("Name or service not known"), "cannot be fetched: Name or service not known"),
        (httpx.ReadTimeout("slow"), "did not answer within"),
        (httpx.RemoteProtocolError("gone"), "cannot be fetched: gone"),
    ],
)
def test_no_answer(failure: Exception, words: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise failure

    with pytest.raises(FetchError) as raised:
        get(answer)
    assert words in str(raised.value)


def test_bad_addresses() -> None:
    for address in ("http://", "https://exa mple.org:port/"):
        with pytest.raises(FetchError):
            list(fetch(address))


def test_json_of_a_server() -> None:
    (page,) = get(
        lambda request: httpx.Response(200, headers={"content-type": "application/json"}, content=b'{"text": "x"}')
    )
    assert page.media_type == "json"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(HTML.encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    running = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}/nachricht"
    running.shutdown()
    thread.join()
    running.server_close()


def test_real_server(server: str) -> None:
    (page,) = fetch(server)
    assert page.content.decode() == HTML
    assert page.address == server

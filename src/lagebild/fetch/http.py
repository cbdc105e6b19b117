"""Fetches one page over http: redirects followed, size measured while it streams, every failure one sentence."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Literal

import httpx

from lagebild import settings
from lagebild.errors import FetchError, NotAPageError
from lagebild.types import Page

#: Servers that trickle are given up after this many times the time for one answer.
_PATIENCE = 6
_REDIRECTS = 10
_ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.8,application/json;q=0.7,*/*;q=0.1"
_MEDIA: dict[str, str] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "application/json": "json",
    "application/ld+json": "json",
    "application/x-ndjson": "json",
}
#: What a server may call a page of text without meaning anything by it: then the bytes decide.
_UNTOLD = (
    "",
    "application/octet-stream",
    "application/warc",
    "application/gzip",
    "application/x-gzip",
    "text/xml",
    "application/xml",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: the page, the file name at the end of its address, and the kind that the server calls it."""

    page: Page
    name: str
    media_type: Literal["html", "text", "markdown", "json"] | None


def get(address: str, *, transport: httpx.BaseTransport | None = None) -> Answer:
    """The answer to `address`.

    Raises FetchError (no answer, an error status, too many redirects, too large) and NotAPageError (a picture, a PDF).
    """
    timeout = settings.number("timeout")
    headers = {"User-Agent": settings.text("user_agent"), "Accept": _ACCEPT}
    try:
        with (
            httpx.Client(
                timeout=timeout, follow_redirects=True, max_redirects=_REDIRECTS, headers=headers, transport=transport
            ) as client,
            client.stream("GET", address) as response,
        ):
            return _answer(address, response, deadline=time.monotonic() + timeout * _PATIENCE)
    except httpx.TimeoutException:
        raise FetchError(f"{address} did not answer within {timeout:g} seconds (LAGEBILD_TIMEOUT)") from None
    except httpx.TooManyRedirects:
        raise FetchError(f"{address} redirects more than {_REDIRECTS} times") from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError) as error:
        raise FetchError(f"{address} cannot be fetched: {str(error) or type(error).__name__}") from error


def _answer(address: str, response: httpx.Response, *, deadline: float) -> Answer:
    if not response.is_success:
        raise FetchError(f"{address} answered {response.status_code} {response.reason_phrase}".rstrip())
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _UNTOLD and kind not in _MEDIA and not kind.startswith("text/"):
        raise NotAPageError(f"{address} is no page of text: the server calls it {kind}")
    content = _body(address, response, deadline)
    final = str(response.url)
    page = Page(content, "text", address, final, response.charset_encoding, "http")
    return Answer(page, response.url.path, _MEDIA.get(kind))  # type: ignore[arg-type]


def _body(address: str, response: httpx.Response, deadline: float) -> bytes:
    limit = settings.whole("max_page_bytes")
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > limit:
            raise FetchError(
                f"{address} has more than the {limit:,} bytes that a page may have; "
                "set LAGEBILD_MAX_PAGE_BYTES to read it all the same"
            )
        if time.monotonic() > deadline:
            raise FetchError(f"{address} sends too slowly: {len(content):,} bytes when Lagebild gave up")
    return bytes(content)

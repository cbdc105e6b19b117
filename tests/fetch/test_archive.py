"""Web archives: every page, and what was lost is said."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from lagebild.errors import FetchError, NotAPageError
from lagebild.fetch import fetch
from lagebild.types import Page


def record(
    number: int, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8", extra: str = "", body: bytes = b""
) -> bytes:
    body = body or f"<html><body><p>Seite {number}</p></body></html>".encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}\r\n".encode()
    fields = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\n"
        f"WARC-Target-URI: https://example.org/{number}\r\nWARC-Date: 2024-10-20T08:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(head) + len(body)}\r\n\r\n"
    )
    return fields.encode() + head + body + b"\r\n\r\n"


def info() -> bytes:
    return (
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Date: 2024-10-20T08:00:00Z\r\n"
        b"WARC-Record-ID: <urn:uuid:10000000-0000-0000-0000-000000000000>\r\nContent-Length: 4\r\n\r\ntest\r\n\r\n"
    )


def write(folder: Path, content: bytes, name: str = "a.warc.gz") -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def until_error(source: str) -> tuple[list[Page], str]:
    pages: list[Page] = []
    with pytest.raises(FetchError) as raised:
        pages.extend(fetch(source))
    return pages, str(raised.value)


def test_pages_of_an_archive(tmp_path: Path) -> None:
    members = [
        info(),
        record(1),
        record(2, status="404 Not Found"),
        record(3, kind="image/png"),
        record(4, extra="Content-Encoding: gzip\r\n", body=gzip.compress("<p>Größe</p>".encode())),
    ]
    source = write(tmp_path, b"".join(gzip.compress(member) for member in members))
    pages = list(fetch(source))
    assert [page.address for page in pages] == ["https://example.org/1", "https://example.org/4"]
    assert pages[1].content.decode() == "<p>Größe</p>"
    assert {page.origin for page in pages} == {"web-archive"}
    assert pages[0].requested == f"{source}#https://example.org/1"
    assert pages[0].fetched is not None
    assert pages[0].fetched.isoformat() == "2024-10-20T08:00:00+00:00"


def test_plain_archive_and_one_member_for_all(tmp_path: Path) -> None:
    whole = info() + record(1) + record(2)
    for name, content in (("a.warc", whole), ("b.warc.gz", gzip.compress(whole))):
        assert len(list(fetch(write(tmp_path, content, name)))) == 2


@pytest.mark.parametrize("cut", [20, 60, 150])
def test_truncated_archive(tmp_path: Path, cut: int) -> None:
    content = b"".join(gzip.compress(record(n)) for n in range(1, 4))
    pages, message = until_error(write(tmp_path, content[:-cut]))
    assert len(pages) == 2
    assert "1 record(s) could not be read" in message
    assert "2 page(s) were" in message


def test_truncated_plain_archive(tmp_path: Path) -> None:
    pages, message = until_error(write(tmp_path, (record(1) + record(2))[:-30], "a.warc"))
    assert len(pages) == 1
    assert "could not be read" in message


def test_corrupt_record_in_the_middle(tmp_path: Path) -> None:
    members = [gzip.compress(record(n)) for n in range(1, 5)]
    broken = bytearray(members[1])
    broken[len(broken) // 2] ^= 0xFF
    start = len(members[0])
    pages, message = until_error(write(tmp_path, members[0] + bytes(broken) + members[2] + members[3]))
    assert [page.address for page in pages] == [f"https://example.org/{n}" for n in (1, 3, 4)]
    assert f"the first at byte {start:,}" in message


def test_archive_without_pages(tmp_path: Path) -> None:
    with pytest.raises(NotAPageError, match="holds no html page"):
        list(fetch(write(tmp_path, gzip.compress(info()))))


def test_gzip_that_is_no_archive(tmp_path: Path) -> None:
    _, message = until_error(write(tmp_path, gzip.compress(b"just text"), "a.gz"))
    assert "could not be read" in message

"""Paths and standard input: what is read, and what is one clear message."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.errors import FetchError, LagebildError, NotAPageError
from lagebild.fetch import fetch
from lagebild.fetch.sniff import foreign, media_type
from lagebild.types import Page

HTML = b"<!doctype html><html><body><p>Der Minister sprach am Montag.</p></body></html>"


def write(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.html", HTML, "html"),
        ("a.htm", b"Nur Text ohne Mark-up", "html"),
        ("a.txt", "Grüße aus Kiew".encode(), "text"),
        ("a.txt", HTML, "html"),
        ("a.md", b"# Titel\n\nText", "markdown"),
        ("a", b"<!-- ein Hinweis -->\n# Titel\n\nText", "markdown"),
        ("a", b"#1 der Liste\n\nText", "text"),
        ("a.json", b'{"text": "Hallo"}', "json"),
        ("noname", HTML, "html"),
        ("noname", b"Ein Satz.", "text"),
        ("noname", b'{"text": "Hallo"}', "json"),
        ("a.txt", b"[Berlin] Der Kanzler kam.", "text"),
        ("a.php", b"  \n" + HTML, "html"),
        ("a.txt", "Größe".encode("utf-16"), "text"),
        ("a.txt", "Der Sprecher sagte nichts.".encode("utf-16-le"), "text"),
        ("a.txt", "MZ ist ein Kürzel der Zeitung.".encode(), "text"),
    ],
)
def test_kind_of_page(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    source = write(tmp_path, name, content)
    (page,) = fetch(source)
    assert (page.media_type, page.content, page.requested, page.origin) == (kind, content, source, "file")
    assert page.fetched is not None


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("leer.html", b"", "is empty"),
        ("leer.txt", b" \n\t\r\n", "is empty"),
        ("leer.txt", b"\xef\xbb\xbf", "is empty"),
        ("a.html", b"%PDF-1.7 ...", "is a PDF"),
        ("a.html", b"\xff\xd8\xff\xe0\x00\x10JFIF", "is a JPEG"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "is a PNG"),
        ("a.txt", b"PK\x03\x04\x14\x00", "is a ZIP archive"),
        ("a.md", b"SQLite format 3\x00", "is an SQLite"),
        ("a.txt", bytes(range(256)) * 8, "is binary data"),
        ("a.html", b"<html>" + bytes(range(1, 32)) * 40, "is binary data"),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42", "is a video"),
        ("a.json", b'{"text": ', "is no JSON: line 1"),
        ("a.json", b"[]", "holds no record"),
        ("a.json", '{"text": "Grüße"}'.encode("latin-1"), "is no JSON"),
    ],
)
def test_no_page(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    source = write(tmp_path, name, content)
    with pytest.raises(NotAPageError) as raised:
        list(fetch(source))
    assert str(raised.value).startswith(source)
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)


def test_missing_folder_and_unreadable(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="there is no such file"):
        list(fetch(str(tmp_path / "nichts.html")))
    with pytest.raises(NotAPageError, match="is a folder"):
        list(fetch(str(tmp_path)))
    with pytest.raises(FetchError, match="cannot be read"):
        list(fetch("a\x00b.html"))
    with pytest.raises(FetchError, match="ftp addresses cannot be read; give an http or https address or a path"):
        list(fetch("ftp://example.org/a.html"))


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGEBILD_MAX_PAGE_BYTES", "1000")
    source = write(tmp_path, "a.html", b"<p>" * 400)
    with pytest.raises(FetchError, match=r"1,200 bytes, more than the 1,000.*LAGEBILD_MAX_PAGE_BYTES"):
        list(fetch(source))
    with pytest.raises(FetchError, match="- is larger than"):
        list(fetch("-", stdin=io.BytesIO(b"<p>" * 400)))


def test_fifty_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "tags.html"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(FetchError, match="52,428,800 bytes"):
        list(fetch(str(path)))


def test_standard_input() -> None:
    (page,) = fetch("-", stdin=io.BytesIO(HTML))
    assert (page.requested, page.origin, page.media_type) == ("-", "stdin", "html")
    (page,) = fetch("-", stdin=io.BytesIO(b"Ein Satz."))
    assert page.media_type == "text"


def test_records(tmp_path: Path) -> None:
    records = [{"text": "eins"}, {"text": "zwei ü"}]
    array = write(tmp_path, "a.json", json.dumps(records).encode())
    lines = write(tmp_path, "a.jsonl", b"\n".join(json.dumps(r).encode() for r in records) + b"\n\n")
    single = write(tmp_path, "b.json", json.dumps(records[1], indent=2).encode("utf-16"))
    for source in (array, lines):
        pages = list(fetch(source))
        assert [json.loads(page.content) for page in pages] == records
        assert [page.requested for page in pages] == [f"{source}#1", f"{source}#2"]
    (page,) = fetch(single)
    assert (json.loads(page.content), page.requested) == (records[1], single)


def test_records_name_the_broken_line(tmp_path: Path) -> None:
    source = write(tmp_path, "a.jsonl", b'{"text": "eins"}\n{"text": \n')
    with pytest.raises(NotAPageError, match="line 2"):
        list(fetch(source))


@given(st.binary(max_size=300))
def test_any_bytes_are_pages_or_one_message(content: bytes) -> None:
    message = ""
    try:
        pages = list(fetch("-", stdin=io.BytesIO(content)))
    except LagebildError as error:
        pages, message = [], str(error)
    assert message.startswith("-") if message else all(isinstance(page, Page) for page in pages)


def test_declared_kind_counts_less_than_the_bytes() -> None:
    assert media_type(HTML, "/artikel", None) == "html"
    assert media_type(b"Nur Text", "/artikel", "html") == "html"
    assert media_type(b"Nur Text", "/artikel.txt", "text") == "text"
    assert foreign(b"%PDF-1.4") == "a PDF"
    assert foreign(b"Ein Satz mit einem \x0c Seitenvorschub.") is None

"""Encodings."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.article.decode import decode
from tests.article.pages import DE, TITLE_DE, read, simple

TEXT = "Größe, Ärger und „Süßes“ – für 5 €"


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        (TEXT.encode(), None),
        (TEXT.encode(), "iso-8859-1"),  # the server lies; bytes that are UTF-8 are UTF-8
        (codecs.BOM_UTF8 + TEXT.encode(), None),
        (TEXT.encode("cp1252"), None),
        (TEXT.encode("cp1252"), "windows-1252"),
        (TEXT.encode("cp1252"), "iso-8859-1"),
        (TEXT.encode("cp1252"), "utf-8"),
        (TEXT.encode("cp1252"), "no-such-charset"),
        (TEXT.encode("utf-16"), None),
        (TEXT.encode("utf-16-le"), None),
        (TEXT.encode("utf-16-be"), None),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), None),
    ],
)
def test_decode(content: bytes, charset: str | None) -> None:
    assert decode(content, charset) == TEXT


def test_meta_element_names_the_encoding() -> None:
    head = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">'
    assert "5 €" in decode((head + "Straße für 5 €").encode("iso-8859-15"))
    assert decode(b'<?xml version="1.0" encoding="windows-1251"?>' + "Киев".encode("cp1251")).endswith("Киев")


def test_a_flaw_does_not_make_it_another_encoding() -> None:
    content = ("Größe und Übermut " * 40).encode() + b"\xff" + " für alle".encode()
    assert decode(content, "utf-8").startswith("Größe und Übermut")
    assert decode(content).startswith("Größe und Übermut")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-8-sig"])
def test_page_in_any_encoding_is_the_same_article(encoding: str) -> None:
    html = simple().replace('<meta charset="utf-8">', "")
    article = read(html.encode(encoding))
    assert article.title == TITLE_DE
    assert article.text == read(html).text
    assert DE[1] in article.text


@given(st.binary(max_size=400))
def test_any_bytes_decode(content: bytes) -> None:
    assert isinstance(decode(content), str)
    assert isinstance(decode(content, "hex"), str)

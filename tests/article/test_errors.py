"""Pages without an article: one clear message each, quickly."""

from __future__ import annotations

import time

import pytest

from lagebild.errors import NoArticleError
from lagebild.types import ReadOptions
from tests.article.pages import DE, TITLE_DE, page_of, paragraphs, read, simple

LINKS = "".join(f'<li><a href="/{n}">Eine Meldung mit der Nummer {n} aus dem Land</a></li>' for n in range(40))
LOGIN = (
    "<h1>Anmelden</h1><form><p>Bitte melden Sie sich an.</p><input name=u><input name=p>"
    "<a href='/p'>Passwort vergessen?</a></form>"
)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (
            page_of(f"<ul>{LINKS}</ul>", title="Musterblatt"),
            "of its 40 blocks are links; read the pages that it links to",
        ),
        (page_of(LOGIN, title="Anmelden"), "asks for a login or a payment"),
        (
            page_of(f"<h1>{TITLE_DE}</h1><div class='paywall'><a href='/abo'>Jetzt testen</a></div>"),
            "asks for a login or a payment",
        ),
        (page_of(""), "holds no article: only 0 characters"),
        (page_of("<p>Kurz.</p>"), "holds no article: only"),
        ("", "no text"),
        ("<!-- nichts -->", "no text"),
        ("<html></html>", "holds no article"),
        ("<div>" * 100_000, "holds no article"),
        ("<p></p>" * 600_000, "1,200,000 tags"),
        ("<a><b>" * 8_000_000, "16,000,000 tags"),
    ],
    ids=[
        "index",
        "login",
        "paywall",
        "empty body",
        "short",
        "nothing",
        "comment",
        "bare",
        "nested",
        "tags",
        "50 MB of tags",
    ],
)
def test_no_article(html: str, words: str) -> None:
    start = time.perf_counter()
    with pytest.raises(NoArticleError) as raised:
        read(html)
    assert words in str(raised.value)
    assert str(raised.value).startswith("seite")
    assert "\n" not in str(raised.value)
    assert time.perf_counter() - start < 10


def test_ten_megabytes() -> None:
    many = "".join(f"<p>{' '.join(DE)} Das ist die Meldung mit der Nummer {n}.</p>" for n in range(23_000))
    html = page_of(f"<article><h1>{TITLE_DE}</h1>{many}</article>")
    assert len(html.encode()) > 10_000_000
    article = read(html, options=ReadOptions(language="de"))
    assert len(article.blocks) == 23_001


def test_ten_megabytes_around_an_article() -> None:
    script = "<script>" + "var a = 1;" * 1_000_000 + "</script>"
    assert read(simple(script)).text == read(simple()).text


def test_line_breaks_by_the_hundred_thousand() -> None:
    html = page_of(f"<h1>{TITLE_DE}</h1>{paragraphs()}<div>" + "ein Wort und noch eins<br>" * 100_000 + "</div>")
    assert DE[0] in read(html).text

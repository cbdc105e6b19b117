"""Title, author, publisher, day and address."""

from __future__ import annotations

import json

import pytest

from lagebild.article.names import clean_name, is_name
from lagebild.article.published import checked_option, from_address, from_data, from_line
from lagebild.errors import UsageError
from lagebild.types import ReadOptions
from tests.article.pages import DE, TITLE_DE, page_of, paragraphs, read, simple, words


def ld(**fields: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_json_ld() -> None:
    head = ld(
        headline=TITLE_DE,
        datePublished="2024-10-20T23:30:00+02:00",
        author=[{"@type": "Person", "name": "Erika Muster"}, {"name": "Max Beispiel"}],
        publisher={"name": "Musterblatt am Sonntag"},
    )
    article = read(simple(head=head))
    assert (article.byline, article.publisher) == ("Erika Muster, Max Beispiel", "Musterblatt am Sonntag")
    assert (article.published, article.published_basis) == ("2024-10-20", "page")


@pytest.mark.parametrize(
    "script",
    [
        "{not json",
        "[[[[",
        '{"@graph": [{"@type": "WebSite", "name": "Musterblatt"}]}',
        "null",
        '"text"',
        '{"@type": ["NewsArticle"]}',
        "[1, null]",
    ],
)
def test_odd_json_ld(script: str) -> None:
    article = read(simple(head=f'<script type="application/ld+json">{script}</script>'))
    assert (article.title, article.publisher) == (TITLE_DE, "Musterblatt")


@pytest.mark.parametrize(
    ("head", "body", "field", "expected"),
    [
        ('<meta property="og:site_name" content="Das Musterblatt">', "", "publisher", "Das Musterblatt"),
        ('<meta name="publisher" content="Das Musterblatt">', "", "publisher", "Das Musterblatt"),
        ('<meta name="author" content="Erika Muster">', "", "byline", "Erika Muster"),
        ('<meta name="author" content="Musterblatt">', "", "byline", None),
        ('<meta name="author" content="https://example.org/erika">', "", "byline", None),
        ('<meta property="article:published_time" content="2024-10-20T08:00:00Z">', "", "published", "2024-10-20"),
        ('<meta name="date" content="20.10.2024">', "", "published", "2024-10-20"),
        ('<meta name="date" content="irgendwann">', "", "published", None),
        ("", '<time datetime="2024-10-20T08:00">Sonntag</time>', "published", "2024-10-20"),
        ("", '<div class="datum">20. Oktober 2024, 8:00 Uhr</div>', "published", "2024-10-20"),
        ("", "<p>Veröffentlicht am 20.10.2024</p>", "published", "2024-10-20"),
        ("", '<span itemprop="datePublished" content="2024-10-20">20. Oktober 2024</span>', "published", "2024-10-20"),
        ("", '<a rel="author" href="/e">Erika Muster</a>', "byline", "Erika Muster"),
        (
            "",
            '<p class="byline">Von <a href="/e">Erika Muster</a>, <a href="/m">Berlin</a></p>',
            "byline",
            "Erika Muster",
        ),
        ("", "<p>Von Erika Muster und Max Beispiel</p>", "byline", "Erika Muster und Max Beispiel"),
        (
            "",
            '<p><a rel="author">Erika Muster</a>, <a rel="author">Max Beispiel</a></p>',
            "byline",
            "Erika Muster, Max Beispiel",
        ),
        ('<link rel="canonical" href="https://example.org/hafen">', "", "url", "https://example.org/hafen"),
        ('<link rel="canonical" href="https://example.org/">', "", "url", None),
        ('<link rel="canonical" href="http://[broken">', "", "url", None),
        ('<meta property="og:url" content="https://example.org/hafen">', "", "url", "https://example.org/hafen"),
    ],
)
def test_one_source(head: str, body: str, field: str, expected: str | None) -> None:
    article = read(page_of(f"<article><h1>{TITLE_DE}</h1>{body}{paragraphs()}</article>", head=head))
    assert getattr(article, field) == expected
    assert [text for kind, text in words(article) if kind == "paragraph"] == list(DE)


def test_address_of_another_site_is_not_taken_over() -> None:
    html = simple(head='<link rel="canonical" href="https://other.example.com/x">')
    assert read(html, address="https://example.org/a").url == "https://example.org/a"
    own = simple(head='<link rel="canonical" href="/a">')
    assert read(own, address="https://www.example.org/a?utm=1").url == "https://www.example.org/a"
    assert read(own, options=ReadOptions(url="https://example.net/b")).url == "https://example.net/b"


def test_a_date_in_the_text_is_not_the_day_of_publication() -> None:
    article = read(simple("<p>Das Gesetz vom 3. März 2021 gilt weiter, sagte der Sprecher am 4. April 2022 dazu.</p>"))
    assert (article.published, article.published_basis) == (None, "unknown")


def test_day_in_the_address() -> None:
    article = read(simple(), address="https://example.org/2024/10/20/hafen.html")
    assert (article.published, article.published_basis) == ("2024-10-20", "address")


@pytest.mark.parametrize(
    ("given", "expected"),
    [("2024-10-20", "2024-10-20"), ("2024-10", "2024-10"), ("2024", "2024"), ("2024-10-20T12:00:00Z", "2024-10-20")],
)
def test_option(given: str, expected: str) -> None:
    article = read(simple(head=ld(datePublished="2020-01-01")), options=ReadOptions(published=given))
    assert (article.published, article.published_basis) == (expected, "option")


@pytest.mark.parametrize(
    "given", ["gestern", "", "20.10.2024", "2024-13", "2024-02-30", "24-10-20", "2024/10/20", "0000"]
)
def test_bad_option(given: str) -> None:
    with pytest.raises(UsageError, match="give YYYY-MM-DD"):
        checked_option(given)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-10-20", "2024-10-20"),
        ("2024-10-20T23:59:00+02:00", "2024-10-20"),
        ("20241020", "2024-10-20"),
        ("2024-10", "2024-10"),
        ("Sun, 20 Oct 2024 08:00:00 GMT", "2024-10-20"),
        ("October 20, 2024", "2024-10-20"),
        ("20. Oktober 2024", "2024-10-20"),
        ("10/20/2024", None),
        ("2024-19-40", None),
        ("", None),
        (None, None),
        (20241020, "2024-10-20"),
        ("1850-01-01", None),
        ("0001-01-01", None),
    ],
)
def test_day_in_data(text: object, expected: str | None) -> None:
    assert from_data(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stand: 20.10.2024, 14:30 Uhr", "2024-10-20"),
        ("Sonntag, 20. Okt. 2024", "2024-10-20"),
        ("Updated Oct. 20, 2024 8:00 am", "2024-10-20"),
        ("20 October 2024", "2024-10-20"),
        ("3. März 2021", "2021-03-03"),
        ("Montag", None),
        ("20. Foktober 2024", None),
        ("32.10.2024", None),
    ],
)
def test_day_in_a_line(text: str, expected: str | None) -> None:
    assert from_line(text) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.org/2024/10/20/titel", "2024-10-20"),
        ("https://x.org/2024/oct/20/titel/", "2024-10-20"),
        ("https://x.org/news-20241020-a.html", "2024-10-20"),
        ("https://x.org/2024/10/titel", None),
        ("https://x.org/artikel-20249999", None),
        ("https://x.org/?d=2024/10/20", None),
        (None, None),
    ],
)
def test_day_in_an_address(url: str | None, expected: str | None) -> None:
    assert from_address(url) == expected


@pytest.mark.parametrize(
    ("titles", "h1", "expected"),
    [
        (f"{TITLE_DE} | Musterblatt", TITLE_DE, TITLE_DE),
        (f"{TITLE_DE} - Musterblatt", "Musterblatt", TITLE_DE),
        (TITLE_DE, f"Häfen: {TITLE_DE}", f"Häfen: {TITLE_DE}"),
    ],
)
def test_title(titles: str, h1: str, expected: str) -> None:
    html = (
        f"<html><head><title>{titles}</title></head><body><h1>{h1}</h1><article>{paragraphs()}</article></body></html>"
    )
    assert read(html).title == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Von Erika Muster", "Erika Muster"),
        ("By JANE EXAMPLE | Kyiv", "JANE EXAMPLE"),
        ("Erika Muster 20.10.2024", "Erika Muster"),
        ("Erika Muster - Redakteurin", "Erika Muster"),
        ("Dr. Erika von der Muster", "Dr. Erika von der Muster"),
        ("Jean-Luc O'Neill", "Jean-Luc O'Neill"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert clean_name(text) == name
    assert is_name(name)


@pytest.mark.parametrize(
    "text",
    ["Redaktion", "dpa", "mehr lesen", "Erika", "Die Lage ist ernst und wird ernster", "", "2024 Muster", "von der"],
)
def test_no_names(text: str) -> None:
    assert not is_name(text)


def test_style_in_a_headline_is_not_read() -> None:
    html = simple().replace("<h1>", "<h1><style>.a{color:red}</style><script>x()</script>")
    assert read(html).title == TITLE_DE


def test_name_beside_role_and_place() -> None:
    byline = '<div class="author"><span>Erika Muster</span> <span>Korrespondentin Musterstadt</span></div>'
    assert read(page_of(f"<article><h1>{TITLE_DE}</h1>{byline}{paragraphs()}</article>")).byline == "Erika Muster"


@pytest.mark.parametrize("name", ["https://example.org", TITLE_DE])
def test_a_site_name_that_is_none(name: str) -> None:
    assert read(simple(head=f'<meta property="og:site_name" content="{name}">')).publisher == "Musterblatt"

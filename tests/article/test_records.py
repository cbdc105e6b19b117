"""Records: JSON with text or mark-up, and our own output."""

from __future__ import annotations

import json

import pytest

from lagebild.article import article_of
from lagebild.errors import NoArticleError, UsageError
from lagebild.types import Article, Page, ReadOptions
from tests.article.pages import DE, TITLE_DE, check, read, simple, words


def record(content: object, **options: str) -> Article:
    return article_of(Page(json.dumps(content).encode(), "json", "a.json"), ReadOptions(**options))  # type: ignore[arg-type]


def test_text_record() -> None:
    article = record(
        {
            "text": "\n\n".join(DE),
            "title": TITLE_DE,
            "url": "https://example.org/h",
            "published": "2024-10-20T14:00:00+02:00",
            "author": ["Erika Muster", "Max Beispiel"],
            "publisher": "Musterblatt",
            "language": "de",
        }
    )
    check(article)
    assert (article.title, article.url, article.published) == (TITLE_DE, "https://example.org/h", "2024-10-20")
    assert (article.byline, article.publisher, article.language) == ("Erika Muster, Max Beispiel", "Musterblatt", "de")
    assert article.published_basis == "page"


def test_html_record() -> None:
    article = record(
        {"html": simple('<div class="comments"><p>Unsinn ist das alles, und zwar von vorn bis hinten.</p></div>')}
    )
    assert [text for _, text in words(article)] == [TITLE_DE, *DE]


def test_our_own_output_is_taken_as_it_stands() -> None:
    first = read(
        simple(
            "<ul><li>Die Gebühren steigen.</li></ul><h2>Was folgt</h2>"
            "<p>Lesen Sie das Gesetz, riet der Verband am Montag.</p>"
        )
    )
    own = {
        "article": {
            "title": first.title,
            "byline": first.byline,
            "publisher": first.publisher,
            "published": first.published,
            "language": first.language,
            "text": first.text,
            "url": first.url,
            "blocks": [{"kind": b.kind, "start": b.start, "end": b.end} for b in first.blocks],
        },
        "claims": [],
    }
    again = record(own)
    assert (again.text, again.blocks, again.id) == (first.text, first.blocks, first.id)


def test_blocks_that_do_not_fit_are_made_anew() -> None:
    article = record({"text": "\n\n".join(DE), "blocks": [{"kind": "paragraph", "start": 0, "end": 10**9}]})
    assert [text for _, text in words(article)] == list(DE)


@pytest.mark.parametrize("content", [{}, [], "text", 5, None, {"text": 5}, {"article": {}}, {"title": "x"}])
def test_no_record_of_a_page(content: object) -> None:
    with pytest.raises(NoArticleError, match="known keys: text, html, title"):
        record(content)


def test_option_wins() -> None:
    article = record({"text": "\n\n".join(DE), "published": "2024-10-20"}, published="2024-10-21")
    assert (article.published, article.published_basis) == ("2024-10-21", "option")
    with pytest.raises(UsageError):
        record({"text": "\n\n".join(DE)}, published="gestern")

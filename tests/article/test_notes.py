"""Page notes: every code is made somewhere, and says where."""

from __future__ import annotations

import pytest

from lagebild.article import article_from_text
from lagebild.article.notes import messages, note
from lagebild.types import Article, Note
from tests.article.pages import DE, EN, TITLE_DE, page_of, paragraphs, read, simple


def noted(article: Article, code: str) -> list[Note]:
    return [found for found in article.notes if found.code == code]


def marked(article: Article, code: str) -> list[str]:
    return [article.text[n.start : n.end] for n in noted(article, code) if n.start is not None]


def text(*paragraphs_: str, title: str = TITLE_DE) -> Article:
    return article_from_text("\n\n".join([title, *paragraphs_]))


def test_undated() -> None:
    assert noted(read(simple()), "undated")
    assert not noted(read(simple(), address="https://example.org/2024/10/20/x"), "undated")


def test_question_headline() -> None:
    article = text(*DE, title="Droht den Häfen das Ende?")
    assert marked(article, "question-headline") == ["Droht den Häfen das Ende?"]
    assert not noted(text(*DE), "question-headline")


def test_repeated_heading() -> None:
    article = read(
        page_of(
            f"<h1>{TITLE_DE}</h1><h2>{TITLE_DE}</h2>{paragraphs(DE[:2])}"
            f"<h2>Die Folgen</h2><h2>Die Folgen</h2>{paragraphs(DE[2:])}"
        )
    )
    assert marked(article, "repeated-heading") == [TITLE_DE, "Die Folgen"]
    assert article.text.count("Die Folgen") == 1
    assert not noted(read(simple()), "repeated-heading")


@pytest.mark.parametrize(
    ("paragraph", "opened"),
    [
        ("Er sagte „das ist so, und ging dann wieder nach Hause in sein Dorf.", ["„"]),
        ("Er nannte es „eine Frage der „Zeit, sagte der Sprecher am Dienstag dazu.", ["„", "„"]),
        ("„Das ist so“, sagte er, und „das bleibt so“, sagte sie dem Sender dazu.", []),
        ('Er sprach von »Unsinn« und von „Quatsch“ und von "Lügen" und von ‚nichts‘.', []),
        ("Sie sagte: „Er nannte es ‚Unsinn‘ und ging.“ Danach war es sehr lange still.", []),
        ("Das war's, meinte Peters' Bruder, und so ging's dann auch wirklich weiter.", []),
        ('Das Rohr misst 5" und das andere misst 7" im Durchmesser, so der Bericht.', []),
    ],
)
def test_open_quotation_marks(paragraph: str, opened: list[str]) -> None:
    article = text(DE[0], paragraph, DE[2])
    assert marked(article, "unbalanced-quotation-marks") == opened


def test_quotation_over_several_paragraphs_is_not_open() -> None:
    article = article_from_text(
        "\n\n".join(
            [
                EN[0],
                "“We heard of it on Sunday and did not believe it at first.",
                "“Then we saw it ourselves,” she told the station.",
                EN[2],
            ]
        )
    )
    assert not noted(article, "unbalanced-quotation-marks")


def test_furniture_removed() -> None:
    article = read(
        simple('<div class="author-box"><p>Ich bin Max, Redakteur beim Musterblatt und mehr nicht.</p></div>')
    )
    assert "Autorenkasten" in noted(article, "furniture-removed")[0].message
    assert not noted(read(simple()), "furniture-removed")


@pytest.mark.parametrize(
    "article",
    [
        read(simple("<p>Weiterlesen mit Musterblatt-Plus</p>")),
        read(simple('<div class="paywall"><p>Jetzt testen</p></div>')),
        read(
            simple(head='<script type="application/ld+json">{"@type": "Report", "isAccessibleForFree": false}</script>')
        ),
        read(simple("<p>Und dann geschah am Abend in der Hauptstadt etwas, das niemand …</p>")),
        text(*DE, "Am Mittwoch will die Ministerin dem Parlament die Einzelheiten [...]"),
    ],
)
def test_truncated(article: Article) -> None:
    assert noted(article, "truncated")
    assert not noted(read(simple()), "truncated")


def test_interview() -> None:
    turns = [
        words for number, answer in enumerate(DE[:4] * 2) for words in (f"Und was kam danach, {number}. Frage?", answer)
    ]
    assert noted(text(*turns), "interview")
    assert not noted(text(*DE, "Wer soll das bezahlen?", *DE), "interview")


def test_notes_of_claims_can_be_made() -> None:
    assert note("unnamed-source", "de", 3, 9, words="laut Berichten").message.endswith("(laut Berichten).")
    assert note("opinion", "en", 0, 4) == Note("opinion", "Here the author judges.", 0, 4)
    assert "2024-10-20" in note("probable-day", "en", day="2024-10-20", words="today", how="a dateline").message
    assert note("partly-read", "uk", what="figures").message == note("partly-read", "en", what="figures").message
    with pytest.raises(KeyError):
        note("no-such-note")


def test_every_code_is_made_by_a_test_above() -> None:
    assert set(messages()) == {
        "undated",
        "probable-day",
        "question-headline",
        "repeated-heading",
        "unbalanced-quotation-marks",
        "furniture-removed",
        "truncated",
        "interview",
        "unnamed-source",
        "opinion",
        "partly-read",
    }

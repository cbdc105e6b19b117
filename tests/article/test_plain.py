"""Plain text and Markdown."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.article import article_from_text
from lagebild.article.plain import pieces_of_markdown, pieces_of_text
from lagebild.errors import LagebildError, NoArticleError
from tests.article.pages import DE, TITLE_DE, check, read, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ein Satz.\n\nNoch einer.", [("paragraph", "Ein Satz."), ("paragraph", "Noch einer.")]),
        (f"{DE[0]}\n{DE[1]}", [("paragraph", DE[0]), ("paragraph", DE[1])]),
        (textwrap.fill(" ".join(DE), 70), [("paragraph", " ".join(DE))]),
        (f"Der Hafen\n\n{DE[0]}", [("heading", "Der Hafen"), ("paragraph", DE[0])]),
        ("- eins\n- zwei", [("list-item", "eins"), ("list-item", "zwei")]),
        ("1. eins\n2. zwei", [("list-item", "eins"), ("list-item", "zwei")]),
        ("3. Oktober war der Tag der Einheit.", [("paragraph", "3. Oktober war der Tag der Einheit.")]),
        ("-5 Grad waren es am Morgen.", [("paragraph", "-5 Grad waren es am Morgen.")]),
        ("Ein Satz.\n\n***\n\nNoch einer.", [("paragraph", "Ein Satz."), ("paragraph", "Noch einer.")]),
        ("> So war es, sagte er.", [("quotation", "So war es, sagte er.")]),
        (f"Warum jetzt?\n\n{DE[0]}", [("heading", "Warum jetzt?"), ("paragraph", DE[0])]),
        ("Kurz", [("paragraph", "Kurz")]),
    ],
)
def test_blocks(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(piece.kind, piece.text) for piece in pieces_of_text(text)] == expected


def test_furniture_in_plain_text() -> None:
    text = "\n\n".join(
        [
            TITLE_DE,
            "Von Max Beispiel",
            "Stand: 20.10.2024, 14:30",
            "Artikel teilen",
            "Inhalt",
            "Der erste Teil",
            "Der zweite Teil",
            "Der erste Teil",
            DE[0],
            "Foto: Erika Muster/dpa",
            DE[1],
            "Lesen Sie auch: Was Häfen sonst noch melden",
            "Der zweite Teil",
            DE[2],
            "ANZEIGE",
            DE[3],
            "Über den Autor",
            "Max Beispiel ist Redakteur beim Musterblatt.",
            "12 Kommentare",
            "Das ist doch alles Unsinn, was hier steht, und das wissen auch alle.",
            "Impressum | Datenschutz | AGB",
            "Go up",
        ]
    )
    article = article_from_text(text)
    check(article)
    assert words(article) == [
        ("heading", TITLE_DE),
        ("heading", "Der erste Teil"),
        ("paragraph", DE[0]),
        ("paragraph", DE[1]),
        ("heading", "Der zweite Teil"),
        ("paragraph", DE[2]),
        ("paragraph", DE[3]),
    ]
    assert (article.byline, article.published, article.published_basis) == ("Max Beispiel", "2024-10-20", "page")


def test_author_box_at_the_end() -> None:
    box = "Ich bin Erika, eine Journalistin von der Webseite Muster Kurier, einer Zeitung für die Küste."
    article = article_from_text("\n\n".join([TITLE_DE, *DE, "Erika Muster", box, "Ein letzter Hinweis der Seite."]))
    assert (article.byline, article.publisher) == ("Erika Muster", "Muster Kurier")
    assert [text for _, text in words(article)] == [TITLE_DE, *DE]


def test_who_is_written_about_is_no_author() -> None:
    last = "Max Beispiel ist Journalist und sitzt seit März in Haft."
    article = article_from_text(
        "\n\n".join([TITLE_DE, "Der Prozess gegen Max Beispiel begann am Montag in der Hauptstadt.", *DE, last])
    )
    assert last in article.text
    assert article.byline is None


def test_first_sentence_is_no_title() -> None:
    article = article_from_text("\n\n".join(DE))
    assert article.title is None
    assert words(article)[0] == ("paragraph", DE[0])


def test_given_title_and_publisher() -> None:
    article = article_from_text(
        "\n\n".join(DE), title=TITLE_DE, publisher="Musterblatt", url="https://example.org/2024/10/20/h"
    )
    check(article)
    assert (article.title, article.publisher, article.published_basis) == (TITLE_DE, "Musterblatt", "address")


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        *(
            ("Valley Herald, 20 October 2024", "Valley Herald"),
            ("Talheimer Tagblatt, 20. Oktober 2024", "Talheimer Tagblatt"),
        ),
        *(("New York, 20 October 2024", None), ("Bad Homburg, 20. Oktober 2024", None)),
    ],
)
def test_the_outlet_stands_before_the_day(line: str, publisher: str | None) -> None:
    article = article_from_text("\n\n".join((TITLE_DE, line, *DE)))
    assert (article.publisher, article.published) == (publisher, "2024-10-20")


def test_nothing_but_furniture() -> None:
    for text in ("", "   \n", "Impressum\n\nGo up", "Anzeige"):
        with pytest.raises(NoArticleError):
            article_from_text(text)


def test_markdown() -> None:
    text = f"""---
title: "{TITLE_DE}"
author: Max Beispiel
date: 2024-10-20
publisher: Musterblatt
---
# {TITLE_DE}

{DE[0]} Ein [Verweis](https://example.org/x "Titel") und **fett** und *kursiv* und `code`.

Zwischenzeile
-------------

* eins
* zwei mit \\*Stern\\*

> {DE[1]}

![Bild](bild.jpg)

{DE[2]}
auf zwei Zeilen.

```
kein Text
```

[1]: https://example.org/fuss
"""
    article = read(text, "markdown")
    check(article)
    assert words(article) == [
        ("heading", TITLE_DE),
        ("paragraph", f"{DE[0]} Ein Verweis und fett und kursiv und code."),
        ("heading", "Zwischenzeile"),
        ("list-item", "eins"),
        ("list-item", "zwei mit *Stern*"),
        ("quotation", DE[1]),
        ("paragraph", f"{DE[2]} auf zwei Zeilen."),
    ]
    assert (article.byline, article.published, article.publisher) == ("Max Beispiel", "2024-10-20", "Musterblatt")


def test_underscores_in_words_stay() -> None:
    pieces, _ = pieces_of_markdown("Die Datei a_b_c und 2 * 3 * 4 bleiben.")
    assert pieces[0].text == "Die Datei a_b_c und 2 * 3 * 4 bleiben."


@settings(deadline=None)  # the first text of an unknown language loads a model
@given(
    st.lists(
        st.sampled_from(
            [*DE, "Titel", "- Punkt", "> Zitat", "# Kopf", "Foto: x/dpa", "", "a\u0308 ", "„", "***", "[x](y)", "---"]
        ),
        max_size=12,
    ),
    st.sampled_from(["\n", "\n\n", "\r\n"]),
)
def test_any_text_is_an_article_or_one_message(lines: list[str], joint: str) -> None:
    text = joint.join(lines)
    for kind in ("text", "markdown"):
        try:
            article = read(text, kind)
        except LagebildError:
            continue
        check(article)


def test_comments_of_mark_up_are_no_text() -> None:
    body = "\n\n".join(DE)
    article = article_from_text(f"<!-- a note\nto editors -->\n{TITLE_DE}\n\n{body}", language="de")
    assert article.title == TITLE_DE
    assert "editors" not in article.text

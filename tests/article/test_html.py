"""Pages in mark-up: what is the article, and what is furniture."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.article import article_of
from lagebild.fetch import fetch
from lagebild.types import ReadOptions
from tests.article.pages import DE, EN, TITLE_DE, TITLE_EN, check, page_of, paragraphs, read, simple, words

NOISE = "Dieser Satz gehört nicht zum Artikel, sondern zu einem Kasten daneben."
LINKS = "".join(f'<li><a href="/{n}">Eine andere Meldung mit der Nummer {n}</a></li>' for n in range(6))

FURNITURE = {
    "menu": f"<nav><ul>{LINKS}</ul></nav>",
    "index box": f'<div class="ez-toc-container"><p>Inhalt</p><ol>{LINKS}</ol></div>',
    "author box": f'<div class="author-box"><h4>Max Beispiel</h4><p>Ich bin Max, Redakteur. {NOISE}</p></div>',
    "comment form": "<div id='respond'><h3>Schreibe einen Kommentar</h3><form><p>Deine E-Mail-Adresse wird nicht "
    "veröffentlicht.</p><textarea></textarea></form></div>",
    "user comments": f'<section class="comments-area"><ol class="comment-list"><li><p>{NOISE}</p></li></ol></section>',
    "related links": f"<aside><h4>Das könnte dich auch interessieren</h4><ul>{LINKS}</ul></aside>",
    "cookie line": f'<div class="cookie-notice"><p>{NOISE}</p></div>',
    "newsletter": f'<div class="newsletter-box"><p>{NOISE}</p></div>',
    "share bar": '<div class="social-share"><a href="#">Teilen</a><a href="#">Twittern</a></div>',
    "advertisement": f'<div class="ad-slot"><span>Anzeige</span><p>{NOISE}</p></div>',
    "go up": '<span class="go-top"><span>Go up</span></span>',
    "hidden text": f'<div style="display:none"><p>{NOISE}</p></div>',
    "script": f"<script>document.write('{NOISE}')</script>",
    "read also, unmarked": '<p><strong>Lesen Sie auch: <a href="/x">Wie die Häfen früher waren</a></strong></p>',
    "teaser link, unmarked": '<p><a href="/x">Hier geht es zu einer anderen Geschichte über Häfen</a></p>',
    "photo credit": "<p>Foto: Erika Muster/dpa</p>",
    "subscription line": "<p>Unseren Newsletter können Sie hier kostenlos abonnieren.</p>",
    "unmarked comment heading": f"<h3>Schreibe einen Kommentar</h3><p>{NOISE}</p>",
    "unmarked related section": f"<h3>Weitere Artikel</h3><ul>{LINKS}</ul>",
}


@pytest.mark.parametrize("furniture", FURNITURE.values(), ids=FURNITURE)
def test_furniture_behind_the_text_is_left_out(furniture: str) -> None:
    article = read(simple(furniture))
    check(article)
    assert words(article) == [("heading", TITLE_DE), *(("paragraph", text) for text in DE)]


@pytest.mark.parametrize(
    "furniture", [value for name, value in FURNITURE.items() if "comment" not in name and "section" not in name]
)
def test_furniture_between_paragraphs_is_left_out(furniture: str) -> None:
    body = f"<article><h1>{TITLE_DE}</h1>{paragraphs(DE[:2])}{furniture}{paragraphs(DE[2:])}</article>"
    article = read(page_of(body))
    assert [text for _, text in words(article)] == [TITLE_DE, *DE]


def test_kinds_of_blocks() -> None:
    body = f"""<article><header><p class="kicker">Wirtschaft</p><h1>{TITLE_DE}</h1>
      <p class="standfirst">Häfen müssen bald mehr melden</p></header>
      <figure><img src="a.jpg"><figcaption>Der Hafen der Hauptstadt am Morgen.</figcaption></figure>
      <p>{DE[0]}</p><h2>Was sich ändert</h2><p>{DE[1]}</p>
      <ul><li>Meldungen werden Pflicht.</li><li>Die Gebühren steigen.</li></ul>
      <blockquote><p>Das ist ein Rückschlag für alle, die hier arbeiten.</p></blockquote>
      <p><b>Was die Opposition sagt</b></p><p>{DE[3]}</p>
      <table><tr><td>Häfen</td><td>12</td></tr><tr><td>Betriebe</td><td>300</td></tr></table><p>{DE[2]}</p></article>"""
    article = read(page_of(body))
    check(article)
    assert words(article) == [
        ("heading", TITLE_DE),
        ("paragraph", "Häfen müssen bald mehr melden"),
        ("caption", "Der Hafen der Hauptstadt am Morgen."),
        ("paragraph", DE[0]),
        ("heading", "Was sich ändert"),
        ("paragraph", DE[1]),
        ("list-item", "Meldungen werden Pflicht."),
        ("list-item", "Die Gebühren steigen."),
        ("quotation", "Das ist ein Rückschlag für alle, die hier arbeiten."),
        ("heading", "Was die Opposition sagt"),
        ("paragraph", DE[3]),
        ("list-item", "Häfen | 12"),
        ("list-item", "Betriebe | 300"),
        ("paragraph", DE[2]),
    ]


def test_words_across_inline_mark_up_stay_together() -> None:
    html = simple(
        "<p>Der <b>Hafen</b>meister und die <a href='/x'>Minister</a>in kamen<sup>1</sup> gemein&shy;sam.</p>"
    )
    assert "Der Hafenmeister und die Ministerin kamen1 gemeinsam." in read(html).text


def test_line_breaks() -> None:
    body = f"<h1>{TITLE_DE}</h1><div>{DE[0]}<br><br>{DE[1]}<br>{DE[2]}<br>{DE[3]}</div>"
    assert [text for _, text in words(read(page_of(body)))] == [TITLE_DE, *DE]
    broken = "<p>Die Ministerin sprach lange<br>und nannte keine Zahlen, obwohl sie welche hatte.</p>"
    assert "sprach lange und nannte keine Zahlen" in read(simple(broken)).text


def test_article_in_parts() -> None:
    body = f"""<h1>{TITLE_DE}</h1><div class="chunk"><div class="text">{paragraphs(DE)}</div></div>
      <div class="ad-slot">Anzeige</div>
      <div class="chunk"><div class="text"><p>{DE[0].replace("Montag", "Dienstag")}</p></div></div>"""
    assert DE[0].replace("Montag", "Dienstag") in read(page_of(body)).text


def test_table_layout_and_no_paragraphs() -> None:
    cells = "<br><br>".join(DE)
    html = f"""<html><head><title>{TITLE_DE}</title></head><body><table><tr><td><a href=/>Start</a></td>
      <td><font><b>{TITLE_DE}</b></font><br><br>{cells}</td></tr></table></body></html>"""
    article = read(html)
    assert [text for kind, text in words(article) if kind == "paragraph"] == list(DE)


@pytest.mark.parametrize(
    "mangle",
    [
        lambda html: html.replace("</p>", ""),
        lambda html: html.replace("</article></main>", ""),
        lambda html: html.replace("<html lang", "<html <lang"),
        lambda html: html.replace("<body>", ""),
        lambda html: html.replace("</head>", ""),
        lambda html: "</div></div>" + html + "</body></html><p>",
        lambda html: html.replace("<p>", "<p><div><span>").replace("</p>", "</p></span>"),
        lambda html: html.replace("<article>", "<article><b><i>"),
        lambda html: html.replace("<p>", "<p class=x\" id=y'>").replace("<main>", "<main a=b c"),
    ],
)
def test_broken_mark_up(mangle: object) -> None:
    assert callable(mangle)
    article = read(mangle(simple()))
    check(article)
    assert sum(text in article.text for text in DE) >= 3


def test_english_page() -> None:
    body = (
        f"<article><h1>{TITLE_EN}</h1><p>By Jane Example</p>{paragraphs(EN)}<p>Read more: What ports do</p></article>"
    )
    article = read(page_of(body, title=TITLE_EN, lang="en"))
    assert [text for _, text in words(article)] == [TITLE_EN, *EN]
    assert (article.language, article.byline, article.publisher) == ("en", "Jane Example", "Musterblatt")


def test_embedded_post_is_a_quotation() -> None:
    post = "Wir haben den Beschluss heute gelesen und werden ihn nicht hinnehmen."
    article = read(
        page_of(
            f'<article><h1>{TITLE_DE}</h1>{paragraphs(DE[:2])}<blockquote class="twitter-tweet"><p>{post}</p>'
            "— Verband (@verband)"
            f" <a href='x'>20. Oktober 2024</a></blockquote>{paragraphs(DE[2:])}</article>"
        )
    )
    assert ("quotation", post) in words(article)


FIRST_PAGE = Path(__file__).parents[2] / "examples" / "nordkorea-soldaten.html"


def test_both_forms_of_the_first_page_are_one_article() -> None:
    html, text = (
        article_of(next(iter(fetch(str(path)))), ReadOptions()) for path in (FIRST_PAGE, FIRST_PAGE.with_suffix(".txt"))
    )
    for article in (html, text):
        check(article)
        assert (article.byline, article.publisher, article.published) == ("Stefan Lehmann", "Uslar Hier", None)
        kinds = [block.kind for block in article.blocks]
        assert (kinds.count("heading"), kinds.count("paragraph")) == (3, 13)
    assert (html.text, html.id, html.blocks) == (text.text, text.id, text.blocks)


def test_labels_above_the_text() -> None:
    body = f"<article><h1>{TITLE_DE}</h1><dl><dt>Datum</dt></dl>{paragraphs()}</article>"
    assert [text for _, text in words(read(page_of(body)))] == [TITLE_DE, *DE]


def test_second_article_on_the_page_is_another() -> None:
    other = tuple(f"{text} So war es im Jahr davor auch schon einmal, schrieb das Blatt." for text in EN) * 2
    first, second = f"<h1>{TITLE_DE}</h1>{paragraphs(DE + DE)}", f"<h1>{TITLE_EN}</h1>{paragraphs(other)}"
    article = read(page_of(f"<article>{first}</article><article>{second}</article>"))
    assert EN[0] not in article.text


def test_standfirst_in_a_small_heading_is_a_paragraph() -> None:
    standfirst = "Die Ministerin will die Häfen besser schützen, und die Betriebe sollen dafür zahlen."
    article = read(page_of(f"<article><h1>{TITLE_DE}</h1><h2>{standfirst}</h2>{paragraphs()}</article>"))
    assert words(article)[1] == ("paragraph", standfirst)

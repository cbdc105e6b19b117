"""What holds for every reading: spans are the words of the text, JSON loses nothing, reading twice is the same."""

from __future__ import annotations

import dataclasses
import html
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild import contract
from lagebild.errors import LagebildError
from lagebild.pipeline import read_page
from lagebild.types import Article, Language, MediaType, Page, Reading, ReadOptions, Span
from tests.schema import SCHEMA, violations

TITLES = {"de": "Häfen in Musterland bleiben geschlossen", "en": "Ports in Sampleland stay closed"}

#: Parts of sentences that set off the readers: cues, sources, figures, times, names, deeds.
PIECES = {
    "de": (
        "Der Minister sagte am Montag in Berlin, ", "die Truppen seien abgezogen", "Nach Angaben der Polizei ",
        "laut dem Ministerium ", "Wolodymyr Selenskyj ", "Putin", "Kreml-Sprecher Dmitri Peskow",
        "der Präsident der Ukraine", "sollen bis zu 10.000 Soldaten ", "1,2 Millionen Euro",
        "zwischen 8 und 12 Panzer", "rund ein Dutzend", "3.000", "2,5 Prozent", "am 23. Oktober 2024",
        "Ende vergangener Woche", "z. B.", "Dr. Müller", " hatte berichtet, ", " wies dies zurück",
        "Berichten zufolge ", "habe angegriffen", "wurde getötet", "„Wir kommen“, ", "so der Sprecher",
        "kündigte an: ", "Er betonte, dass ", "wenn ", "nicht ", "möglicherweise ", "Russland ", "die NATO ",
        "Experten ", "nach Erkenntnissen des südkoreanischen Geheimdienstes ", "wie er sagte", "im Sommer",
        "gegen 14 Uhr", "seit drei Tagen", "Tausende",
    ),
    "en": (
        "The minister said on Monday in Berlin that ", "the troops had left", "According to police, ",
        "citing Western intelligence, ", "Volodymyr Zelensky ", "Putin", "Kremlin spokesman Dmitry Peskov",
        "the president of Ukraine", "up to 10,000 soldiers ", "$1.2 million", "between 8 and 12 tanks",
        "about a dozen", "3,000", "2.5 percent", "on October 23, 2024", "late last week", "U.S.", "Dr. Smith",
        " reported that ", " denied it", "reportedly ", "has attacked", "was killed", "“We are coming,” ",
        "he said", "announced: ", "She added that ", "if ", "not ", "may ", "Russia ", "NATO ", "two officials ",
        "the agency told reporters", "as he put it", "in the summer", "at 2 p.m.", "for three days", "thousands",
        "allegedly", "who has said ", "told the BBC",
    ),
}  # fmt: skip

#: What pages hold besides: marks of all kinds, signs without a width, half mark-up, words without an end.
ODD = (
    "„", "“", "”", '"', "»", "«", "‚", "‘", "’", "'", "‹", "›", "(", ")", "[", "—", " – ", ":", ";", ", ", ". ",
    ".", "!", "?", "…", "...", "-", "/", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u202e", "\u200f", "\u2066",
    "\u00a0", "\u202f", "\u2028", "\t", "\n", "\n\n", "\r\n", "\x00", "\x1b[31m", "😀", "👩‍👩‍👧‍👦", "🇺🇦", "e\u0301",
    "ß", "İ", "ǅ", "ﬁ", "①", "½", "٣", "²", "Ⅷ", "שלום", "مرحبا", "北京", "\ud800", "\U0010ffff", "\ufffd", "\ue000",
    "\ue014", "\ue149", "\uf8ff", "&amp;", "&nbsp;", "&#8222;", "&#0;", "&lt;", "<", "]]>", "<br>", "<b>",
    "</p><p>", "<!--", "x" * 400, "a-" * 200, "1" * 400, "1." * 60, "“" * 40, "((" * 40,
)  # fmt: skip

#: A paragraph that makes an article of nearly any page.
LEAD = {
    "de": "Die Häfen in Musterland bleiben laut Ministerium bis Freitag geschlossen, sagte Ministerin Erika Muster.",
    "en": "The ports of Sampleland stay closed until Friday, said the minister, Jane Example, according to an agency.",
}

BLOCKS = ("p", "p", "p", "h2", "blockquote", "li", "div", "figcaption", "td", "span")


def texts(language: str) -> st.SearchStrategy[str]:
    """Something like a paragraph."""
    piece = st.sampled_from(PIECES[language])
    parts = st.lists(st.one_of(piece, piece, piece, st.sampled_from(ODD), st.text(max_size=6)), min_size=1, max_size=14)
    return parts.map("".join)


@st.composite
def pages(draw: st.DrawFn, language: Language) -> Page:
    """A page in one of the kinds that are read, with a headline and some paragraphs."""
    kind: MediaType = draw(st.sampled_from(("html", "text", "markdown", "json")))
    paragraphs = draw(st.lists(texts(language), min_size=1, max_size=4))
    paragraphs = [LEAD[language], *paragraphs] if draw(st.booleans()) else paragraphs
    title = draw(st.one_of(st.just(TITLES[language]), texts(language)))
    if kind == "html":
        tags = draw(st.lists(st.sampled_from(BLOCKS), min_size=len(paragraphs), max_size=len(paragraphs)))
        body = "".join(f"<{tag}>{text}</{tag}>" for tag, text in zip(tags, paragraphs, strict=True))
        content = f"<html lang={language}><title>{html.escape(title)}</title><article><h1>{title}</h1>{body}</article>"
    elif kind == "json":
        content = json.dumps({"title": title, "text": "\n\n".join(paragraphs), "language": language})
    else:
        content = "\n\n".join([title, *paragraphs])
    return Page(content.encode("utf-8", "surrogatepass"), kind, "page", charset="utf-8")


def spans_in(thing: Any) -> Iterator[Span]:
    """Every span anywhere inside."""
    if isinstance(thing, Span):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from spans_in(part)
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from spans_in(getattr(thing, field.name))


def check(reading: Reading) -> None:
    """What holds for every reading."""
    article = reading.article
    for span in spans_in(reading.claims):
        assert 0 <= span.start < span.end <= len(article.text)
        assert article.text[span.start : span.end] == span.text
    _check_places(article)
    for claim in reading.claims:
        assert claim.content
        assert (claim.form == "author") == (claim.source.kind == "author")
        assert claim.source.span is None or claim.source.kind != "author"
    assert len({claim.id for claim in reading.claims}) == len(reading.claims)
    raw = contract.to_json(reading)
    assert contract.from_json(json.loads(json.dumps(raw, allow_nan=False))) == reading
    assert violations(raw, SCHEMA) == []


def _check_places(article: Article) -> None:
    places = [(b.start, b.end) for b in article.blocks]
    places += [(n.start, n.end) for n in article.notes if n.start is not None and n.end is not None]
    assert all(0 <= start < end <= len(article.text) for start, end in places)


@pytest.mark.parametrize("language", ["de", "en"])
@settings(deadline=None, max_examples=120, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_page(language: Language, data: st.DataObject) -> None:
    page = data.draw(pages(language))
    options = ReadOptions(
        published=data.draw(st.sampled_from((None, "2024-10-20", "2024"))),
        language=data.draw(st.sampled_from((language, None))),
    )
    try:
        reading = read_page(page, options)
    except LagebildError as error:
        assert len(str(error).splitlines()) == 1  # noqa: PT017
        return
    check(reading)
    assert read_page(page, options) == reading

"""Pages for the tests, in the mark-up of several kinds of themes; every sentence is made up."""

from __future__ import annotations

from lagebild.article import article_of
from lagebild.types import Article, MediaType, Page, ReadOptions

DE = (
    "Die Regierung in Musterland hat am Montag neue Auflagen für Häfen beschlossen. Sie sollen im Frühjahr gelten.",
    "„Wir werden das genau prüfen“, sagte die Ministerin Erika Muster nach der Sitzung in der Hauptstadt.",
    "Nach Angaben des Verbandes sind davon rund 300 Betriebe betroffen, die meisten davon an der Küste.",
    "Die Opposition nannte den Beschluss übereilt und kündigte an, vor Gericht zu ziehen, sobald er in Kraft tritt.",
)
EN = (
    "The government of Sampleland adopted new rules for its ports on Monday. They are to apply from the spring.",
    "“We will look at this closely,” the minister, Jane Example, said after the meeting in the capital.",
    "According to the association about 300 companies are affected, and most of them stand on the coast.",
    "The opposition called the decision hasty and said that it would go to court as soon as it takes effect.",
)
TITLE_DE = "Musterland verschärft die Regeln für seine Häfen"
TITLE_EN = "Sampleland tightens the rules for its ports"


def paragraphs(texts: tuple[str, ...] = DE) -> str:
    """The texts as paragraphs."""
    return "".join(f"<p>{text}</p>\n" for text in texts)


def page_of(body: str, *, head: str = "", title: str = TITLE_DE, lang: str = "de") -> str:
    """A whole page around a body."""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>{title} - Musterblatt</title>{head}</head>"
        f"<body>{body}</body></html>"
    )


def simple(extra: str = "", *, head: str = "", title: str = TITLE_DE) -> str:
    """A page with a headline, four paragraphs and something behind them."""
    return page_of(f"<main><article><h1>{title}</h1>{paragraphs()}{extra}</article></main>", head=head, title=title)


def read(
    content: str | bytes,
    kind: MediaType = "html",
    *,
    charset: str | None = None,
    address: str | None = None,
    options: ReadOptions | None = None,
) -> Article:
    """The article of a page given as text or bytes."""
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return article_of(Page(raw, kind, "seite", address, charset), options or ReadOptions())


def words(article: Article) -> list[tuple[str, str]]:
    """Kind and words of every block."""
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def check(article: Article) -> None:
    """What holds for every article: blocks in order, one blank line apart, nothing outside of them."""
    at = 0
    for number, block in enumerate(article.blocks):
        assert block.start == at + (2 if number else 0)
        assert block.start < block.end
        text = article.text[block.start : block.end]
        assert text == text.strip()
        assert "\n" not in text
        at = block.end
    assert at == len(article.text)
    if article.title is not None:
        assert words(article)[0] == ("heading", article.title)
    for note in article.notes:
        assert (note.start is None) == (note.end is None)
        if note.start is not None and note.end is not None:
            assert 0 <= note.start < note.end <= len(article.text)

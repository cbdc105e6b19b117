"""Draws one reading as a picture for notebooks: the text with its spans, and below it who said what."""

from __future__ import annotations

from functools import cache
from importlib import resources

from markupsafe import Markup

from lagebild.compare.voices import leaned_on, speaker
from lagebild.contract import identifier
from lagebild.types import Entry, Reading
from lagebild.views.marks import marked
from lagebild.views.spans import clean, text_html
from lagebild.views.wording import Wording, wording

_ROW = Markup(
    '<tr id="{prefix}-c{number}"><td>{number}</td><td>{source}</td>'
    '<td lang="{language}"><a href="#{prefix}-s{anchor}">{content}</a></td>'
    "<td>{form}, {act}</td><td>{firm} ({code})</td></tr>"
)
_PICTURE = Markup(
    '<div class="lagebild-spans"><style>{style}</style><div class="text" lang="{language}">{text}</div>'
    "<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
)


def spans_html(reading: Reading, *, ui: str = "en") -> str:
    """The text with its spans and a table of the claims, as an HTML fragment with its own style and without a
    script."""
    words, article = wording(ui), reading.article
    prefix = f"lb-{identifier([article.id, reading.reader, reading.version])[:8]}"
    text = marked(article, reading.claims)

    def number(claim: int) -> Markup:
        label = words("text", "to_claim", number=claim)
        return Markup('<a class="n" href="#{}-c{}" data-n="{}" aria-label="{}"></a>').format(
            prefix, claim, claim, label
        )

    head = Markup("").join(
        Markup('<th scope="col">{}</th>').format(words("column", key))
        for key in ("number", "source", "what", "form", "factuality")
    )
    rows = Markup("").join(
        _row(words, Entry(article, claim), number=place, prefix=prefix, anchor=anchor)
        for place, (claim, anchor) in enumerate(zip(reading.claims, text.anchors, strict=True), 1)
    )
    drawn = text_html(text, anchor=lambda start: f"{prefix}-s{start}", number=number)
    return str(_PICTURE.format(style=_style(), language=article.language, text=drawn, head=head, rows=rows))


def _row(words: Wording, entry: Entry, *, number: int, prefix: str, anchor: int) -> Markup:
    claim = entry.claim
    parts = [clean(" ".join(part.text.split())) for part in claim.content or (claim.sentence,)]
    return _ROW.format(
        prefix=prefix,
        number=number,
        anchor=anchor,
        language=entry.article.language,
        source=clean(words.chain((speaker(entry), *leaned_on(entry)))),
        content=Markup(" […] ").join(parts),
        form=words("form", claim.form),
        act=words("act", claim.act),
        firm=words("factuality", claim.factuality),
        code=claim.factuality,
    )


@cache
def _style() -> Markup:
    """The style of the picture: our own file, so it may stand in the page as it is."""
    place = resources.files("lagebild.views").joinpath("templates/notebook.css")
    return Markup(place.read_text(encoding="utf-8"))

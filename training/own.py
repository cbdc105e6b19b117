"""Reads the passages written for the project (training/own/*.xml): chains, hearsay, denials, Ukrainian and Russian.

Mark-up inside a passage: q (content, with id and form), s (source), c (cue), a (addressee), o (origin that the source
leans on); `of` names the contents that they belong to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from lagebild.types import Document
from training.examples import KNOWN_ROLES, Example, Quote

FOLDER = Path(__file__).with_name("own")
_ROLES = {"s": "speaker", "c": "cue", "a": "addressee", "o": "origin"}
_FORMS = {
    "direct": "Direct",
    "indirect": "Indirect",
    "free_indirect": "IndirectFreeIndirect",
    "reported": "Reported",
}


def own(language: str) -> Iterator[Example]:
    """The passages of one language as examples."""
    return (example for example, _ in passages(language))


def passages(language: str) -> Iterator[tuple[Example, Document]]:
    """The passages of one language as examples, each beside its document."""
    from training.corpora import document_of, of_document, touched

    path = FOLDER / f"{language}.xml"
    for number, passage in enumerate(ElementTree.parse(path).getroot().iter("p")):
        text, spans, forms = marked(passage)
        document = document_of(text, language)
        example = of_document(f"own/{language}/{number}", document)
        example.convention = "flat" if language == "en" else "layered"
        bounds = [(t.start, t.end) for t in document.tokens]
        for key, form in forms.items():
            content = touched(bounds, spans["q", key])
            if content:
                roles = {role: touched(bounds, spans[mark, key]) for mark, role in _ROLES.items()}
                example.quotes.append(Quote(content, roles, KNOWN_ROLES["own"], _FORMS[form]))
        for quote in example.quotes:
            quote.nested = any(set(quote.content) < set(other.content) for other in example.quotes)
        yield example, document


Spans = dict[tuple[str, str], list[tuple[int, int]]]


def marked(passage: ElementTree.Element) -> tuple[str, Spans, dict[str, str]]:
    """The plain text of a passage, the spans of each (mark, content), and the form of each content."""
    pieces: list[str] = []
    spans: Spans = defaultdict(list)
    forms: dict[str, str] = {}

    def walk(element: ElementTree.Element) -> None:
        begin = sum(map(len, pieces))
        pieces.append(element.text or "")
        for child in element:
            walk(child)
            pieces.append(child.tail or "")
        span = (begin, sum(map(len, pieces)))
        if element.tag == "q":
            forms.setdefault(element.attrib["id"], element.attrib.get("form", "indirect"))
            spans["q", element.attrib["id"]].append(span)
        elif element.tag in _ROLES:
            for key in element.attrib["of"].split():
                spans[element.tag, key].append(span)

    walk(passage)
    return "".join(pieces), spans, forms

"""Claims and their words as linked data: schema.org for search engines, Web Annotation for whoever marks texts.

Both are JSON-LD. Terms: https://schema.org (NewsArticle, Claim with `appearance`) and the W3C's Web Annotation Data
Model of 2017 (TextPositionSelector, TextQuoteSelector). Positions are half-open code points into the text as Lagebild
normalised it; the quotation with what stands around it finds the words on the page itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from lagebild.ledger import Comment
from lagebild.types import Actor, Article, Claim, Entry, Reading, Source, Span

#: What stands for a language that nobody told (ISO 639-2).
UNKNOWN_LANGUAGE = "und"
SCHEMA = "https://schema.org"
ANNOTATION = "http://www.w3.org/ns/anno.jsonld"

#: Characters before and after quoted words that tell them from the same words elsewhere on the page.
AROUND = 32

#: What an actor is in schema.org, by its kind: an author is a person or an organisation there, so that a state is its
#: government. Roles and places are none.
_TYPES: Mapping[str, str] = {
    "person": "Person",
    "state": "GovernmentOrganization",
    "government": "GovernmentOrganization",
    "military": "Organization",
    "organisation": "Organization",
    "group": "Organization",
    "outlet": "NewsMediaOrganization",
}
#: The address of a thing ("claim", "article") by its id, as the published pages have it.
AddressOf = Callable[[str, str], str]


def graph(entries: Iterable[Entry], address: AddressOf, comments: Iterable[Comment] = ()) -> dict[str, Any]:
    """Claims with the articles that they appear in, as one graph of schema.org; an article stands once, with those of
    the comments that are about it."""
    articles: dict[str, Any] = {}
    claims = []
    for entry in entries:
        articles.setdefault(entry.article.id, article_node(entry.article, address))
        claims.append(claim_node(entry, address))
    for one in comments:
        kind, _, identifier = one.target.removeprefix("lage:").partition("/")
        if kind == "article" and identifier in articles:
            articles[identifier].setdefault("comment", []).append(comment_node(one))
    return {"@context": SCHEMA, "@graph": [*articles.values(), *claims]}


def article_node(article: Article, address: AddressOf) -> dict[str, Any]:
    """An article as schema.org's NewsArticle; what is not known is left out."""
    found = {
        "@type": "NewsArticle",
        "@id": address("article", article.id),
        "headline": article.title,
        "url": article.url,
        "author": {"@type": "Person", "name": article.byline} if article.byline else None,
        "publisher": {"@type": "NewsMediaOrganization", "name": article.publisher} if article.publisher else None,
        "datePublished": article.published,
        "inLanguage": article.language,
    }
    return {key: value for key, value in found.items() if value is not None}


def claim_node(entry: Entry, address: AddressOf) -> dict[str, Any]:
    """A claim as schema.org's Claim: its words, the article that it appears in, and whose it is where that is known."""
    claim = entry.claim
    author = _author(claim.source)
    return {
        "@type": "Claim",
        "@id": address("claim", claim.id),
        "text": " […] ".join(span.text for span in claim.content) or claim.sentence.text,
        "appearance": {"@id": address("article", entry.article.id)},
        **({"author": author} if author else {}),
    }


def comment_node(comment: Comment, about: str | None = None) -> dict[str, Any]:
    """An approved comment of a reader as schema.org's Comment; with what it is about where nothing else tells that.

    The e-mail of its writer is no part of a comment, here and everywhere.
    """
    language = {"inLanguage": comment.language} if comment.language != UNKNOWN_LANGUAGE else {}
    return {
        "@type": "Comment",
        "@id": f"lage:comment/{comment.id}",
        "text": comment.words,
        "author": {"@type": "Person", "name": comment.name},
        "dateCreated": comment.made,
        **language,
        **({"about": {"@id": about}} if about else {}),
    }


def annotation_page(reading: Reading, address: AddressOf) -> dict[str, Any]:
    """All that was read from a page as a page of annotations: source, cue and content of each claim, its figures and
    times."""
    here = address("article", reading.article.id)
    items = [_annotation(reading.article, here, *one) for one in _marks(reading.claims, address)]
    return {"@context": ANNOTATION, "id": f"{here}#annotations", "type": "AnnotationPage", "items": items}


def selectors(article: Article, span: Span) -> list[dict[str, Any]]:
    """The two selectors of some words: by their place, and by themselves with what stands around them."""
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": span.text,
            "prefix": article.text[max(0, span.start - AROUND) : span.start],
            "suffix": article.text[span.end : span.end + AROUND],
        },
    ]


def _author(source: Source) -> dict[str, Any] | None:
    actor = source.actor
    kind = _TYPES.get(actor.kind) if actor else None
    if actor is None or kind is None:
        return None
    return {"@type": kind, "name": actor.name, **_same(actor)}


def _same(actor: Actor) -> dict[str, Any]:
    return {"sameAs": f"http://www.wikidata.org/entity/{actor.wikidata}"} if actor.wikidata else {}


def _marks(claims: Iterable[Claim], address: AddressOf) -> Iterator[tuple[str, str, str, Span]]:
    """An id, what the words are, the claim that they belong to, and the words."""
    for claim in claims:
        here = address("claim", claim.id)
        parts: list[tuple[str, Span]] = [("content", span) for span in claim.content]
        parts += [("cue", span) for span in claim.cue]
        parts += [("source", one.span) for one in (claim.source, *claim.chain) if one.span]
        parts += [("figure", figure.span) for figure in claim.figures]
        parts += [("time", time.span) for time in claim.times]
        for number, (what, span) in enumerate(parts, 1):
            yield f"{here}#words-{number}", what, here, span


def _annotation(article: Article, here: str, id: str, what: str, claim: str, span: Span) -> dict[str, Any]:
    return {
        "id": id,
        "type": "Annotation",
        "motivation": "tagging",
        "body": [
            {"type": "TextualBody", "value": what, "purpose": "tagging", "language": "en"},
            {"type": "SpecificResource", "source": claim, "purpose": "linking"},
        ],
        "target": {
            "type": "SpecificResource",
            "source": article.url or here,
            "selector": selectors(article, span),
        },
    }

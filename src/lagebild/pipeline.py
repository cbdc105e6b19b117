"""The whole flow on one screen: page, article, document, findings, claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lagebild import __version__, encoder
from lagebild.article import article_of
from lagebild.extract import attribution, coverage, events, factuality, figures, names, times
from lagebild.resolve import actors, claims, dates
from lagebild.text import analyse
from lagebild.types import Article, Document, Findings, Page, Reading, ReadOptions


def read_page(page: Page, options: ReadOptions | None = None) -> Reading:
    """Reads a page; raises NotAPageError and NoArticleError where there is nothing to read."""
    return read_article(article_of(page, options or ReadOptions()))


def read_article(article: Article) -> Reading:
    """Reads an article: who said what in it, on whose word, how firmly, with which figures, when and where."""
    return read_articles([article])[0]


def read_articles(articles: Sequence[Article]) -> tuple[Reading, ...]:
    """Reads several articles, in their order: the same readings as one by one."""
    documents = [analyse(article) for article in articles]
    sights = encoder.look(documents)
    return tuple(_reading(document, sight) for document, sight in zip(documents, sights, strict=True))


def _reading(document: Document, sight: encoder.Sight | None) -> Reading:
    article = document.article
    found_names = names.read(document)
    found_times = times.read(document, found_names)
    anchored = dates.anchor(document, found_times)
    found_figures = figures.read(document, anchored)
    attributions = attribution.read(document, found_names, attribution.joiner(sight) if sight else None)
    stances = factuality.assess(document, attributions)
    findings = Findings(found_names, found_times, found_figures, attributions, stances)

    mentions = actors.resolve(document, found_names)
    deeds = events.read(document, mentions, anchored)
    found = claims.assemble(document, findings, mentions, anchored, deeds)
    supplied = ("attribution",) if sight else ()
    noted = replace(article, notes=(*article.notes, *coverage.notes(article, supplied), *claims.notes(article, found)))
    return Reading(noted, found, encoder.reader_name(), __version__)

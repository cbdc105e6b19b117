"""The whole flow on one screen: page, article, document, findings, claims."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from lagebild import __version__, encoder, settings
from lagebild.article import article_of
from lagebild.errors import LagebildError, PageError
from lagebild.extract import attribution, coverage, events, factuality, figures, names, times
from lagebild.resolve import actors, claims, dates, probable_day, proper, trust
from lagebild.text import analyse
from lagebild.types import Article, Document, Findings, Page, Reading, ReadOptions

TOGETHER = 16  # articles at most that are read together
TURN = 0.0005  # seconds that the rules hold the interpreter at most while another thread waits for it


def read_page(page: Page, options: ReadOptions | None = None) -> Reading:
    """Reads a page; raises NotAPageError and NoArticleError where there is nothing to read."""
    chosen = options or ReadOptions()
    return read_article(article_of(page, chosen), chosen.weights)


def read_pages(
    pages: Iterable[Page],
    options: ReadOptions | None = None,
    failed: Callable[[Page, PageError], None] | None = None,
) -> Iterator[Reading]:
    """Reads pages in their order, several together; `failed` hears of a page that cannot be read, else it is raised.

    The first page is read as soon as it is there, then two together, four, up to sixteen. What stands before an error
    is read before the error goes on; an interruption loses at most the batch that it falls into.
    """
    for batch in read_batches(pages, options, failed):
        yield from batch


def read_batches(
    pages: Iterable[Page],
    options: ReadOptions | None = None,
    failed: Callable[[Page, PageError], None] | None = None,
) -> Iterator[tuple[Reading, ...]]:
    """Reads pages as `read_pages` does; those that were read together come together."""
    chosen = options or ReadOptions()
    for articles, error in _batches(pages, chosen, failed):
        if articles:
            yield read_articles(articles, chosen.weights)
        if error:
            raise error


def _batches(
    pages: Iterable[Page], options: ReadOptions, failed: Callable[[Page, PageError], None] | None
) -> Iterator[tuple[list[Article], LagebildError | None]]:
    """The articles of pages, one, two, four, up to sixteen together; with the last comes what ended them."""
    held: list[Article] = []
    size = 1
    try:
        for page in pages:
            try:
                held.append(article_of(page, options))
            except PageError as error:
                if failed is None:
                    raise
                failed(page, error)
            if len(held) == size:
                yield held, None
                held, size = [], min(2 * size, TOGETHER)
    except LagebildError as error:
        yield held, error
    else:
        yield held, None


def read_article(article: Article, weights: str | None = None) -> Reading:
    """Reads an article: who said what in it, on whose word, how firmly, with which figures, when and where."""
    return read_articles([article], weights)[0]


def read_articles(articles: Sequence[Article], weights: str | None = None) -> tuple[Reading, ...]:
    """Reads several articles at a time: quicker than one by one, and the same readings."""
    at_a_time = min(len(articles), encoder.at_a_time(weights))
    if at_a_time < 2:
        return tuple(_read(article, weights) for article in articles)
    with _quick_turns(), ThreadPoolExecutor(at_a_time, "reading") as pool:
        return tuple(pool.map(partial(_read, weights=weights), articles))


@contextmanager
def _quick_turns() -> Iterator[None]:
    """Lets a thread that comes back from the encoder have its turn soon: else it waits for 5 ms each time."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(min(before, TURN))
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _read(article: Article, weights: str | None) -> Reading:
    document = analyse(article)
    (sight,) = encoder.look((document,), weights)
    known = events.weights_of(weights or settings.text("weights"))
    return _reading(encoder.reader_name(weights), document, sight, known)


def _reading(reader: str, document: Document, sight: encoder.Sight | None, known: events.Learnt | None) -> Reading:
    article = document.article
    found_names = names.read(document, sight)
    found_times = times.read(document, found_names)
    anchored = dates.anchor(document, found_times)
    found_figures = figures.read(document, anchored)
    attributions = attribution.read(document, found_names, attribution.joiner(sight) if sight else None)
    stances = factuality.assess(document, attributions)
    findings = Findings(found_names, found_times, found_figures, attributions, stances)

    chances = names.chances_of(document, sight)
    mentions = actors.resolve(document, proper.proper(document, found_names, chances))
    mentions = trust.trusted(document, mentions, chances, attributions)
    settled = tuple(mention for mention in mentions if not mention.is_nobody)
    told_deeds = events.read(document, settled, anchored, known, sight.tree if sight else None)
    deeds = factuality.rated(document, told_deeds, sight)
    found = claims.assemble(document, findings, mentions, anchored, deeds)
    supplied = ("attribution", "names") if sight else ()
    told = (
        *coverage.notes(article, supplied),
        *probable_day.notes(document, found_times),
        *claims.notes(article, found),
    )
    noted = replace(article, notes=(*article.notes, *told))
    return Reading(noted, found, reader, __version__)

"""Reading from Python and for the commands: pages or text in, readings out.

The stages are imported when a page is read, so that what a user says of a page can be checked without them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import get_args

from lagebild.article.published import checked_option
from lagebild.errors import NotAPageError, UsageError
from lagebild.lang.load import LANGUAGES
from lagebild.ontology.own import own_actors
from lagebild.types import Page, Reading, ReadOptions, Weights

WEIGHTS: tuple[Weights, ...] = get_args(Weights)


def read(
    page: str | os.PathLike[str] | Page,
    *,
    published: str | date | None = None,
    url: str | None = None,
    language: str | None = None,
    weights: str | None = None,
) -> Reading:
    """Reads one page: a path, an http address, "-" for standard input, or a `Page`.

    `published` (YYYY, YYYY-MM or YYYY-MM-DD), `url` and `language` ("de", "en", "ru", "uk") say what the page
    itself may not; `weights` ("full", "free", "none") chooses the trained reader, else the setting does. Raises
    UsageError for a value that cannot be and for a source of several pages, PageError where the page cannot be read,
    WeightsError where the weights cannot.
    """
    from lagebild.fetch import fetch
    from lagebild.pipeline import read_page

    options = options_of(published=published, url=url, language=language, weights=weights)
    if isinstance(page, Page):
        return read_page(page, options)
    pages = list(islice(fetch(os.fspath(page)), 2))
    if not pages:
        raise NotAPageError(f"{os.fspath(page)} holds no page")
    if len(pages) > 1:
        raise UsageError(f"{os.fspath(page)} holds more than one page; read them with lagebild.read_all")
    return read_page(pages[0], options)


def read_all(
    source: str | os.PathLike[str],
    *,
    published: str | date | None = None,
    url: str | None = None,
    language: str | None = None,
    weights: str | None = None,
) -> Iterator[Reading]:
    """Reads every page of a source, for instance of a web archive; arguments and errors as for `read`.

    Pages are fetched as their readings are asked for: the first alone, then up to eight that are read together.
    """
    from lagebild.fetch import fetch
    from lagebild.pipeline import read_pages

    options = options_of(published=published, url=url, language=language, weights=weights)
    return read_pages(fetch(os.fspath(source)), options)


def read_text(
    text: str,
    *,
    published: str | date | None = None,
    url: str | None = None,
    language: str | None = None,
    weights: str | None = None,
) -> Reading:
    """Reads the plain text of an article, its title in the first line; arguments and errors as for `read`."""
    from lagebild.pipeline import read_page

    options = options_of(published=published, url=url, language=language, weights=weights)
    # Half characters (lone surrogates) cannot be encoded; a question mark keeps their place.
    content = text.encode("utf-8", errors="replace")
    return read_page(Page(content, "text", "text", charset="utf-8", origin="text"), options)


def options_of(
    *,
    published: str | date | None = None,
    url: str | None = None,
    language: str | None = None,
    weights: str | None = None,
) -> ReadOptions:
    """What the user says of a page, checked; raises UsageError naming the option and what it may be.

    Raises DataFileError where the user's file of actors is wrong, so that this is told before a page is read.
    """
    own_actors()
    if language is not None and language not in LANGUAGES:
        raise UsageError(f"language {language!r} is not served; choose one of: {', '.join(LANGUAGES)}")
    if url is not None and not re.match(r"https?://[^\s/]+", url):
        raise UsageError(f"url {url!r} is no address; give one that begins with http:// or https://")
    if weights is not None and weights not in WEIGHTS:
        raise UsageError(f"weights {weights!r} are not known; choose one of: {', '.join(WEIGHTS)}")
    day = published.isoformat()[:10] if isinstance(published, date) else published
    return ReadOptions(checked_option(day) if day is not None else None, url, language, weights)

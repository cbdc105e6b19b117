"""Tells a path from an address and from "-", and has the right reader fetch it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from lagebild import settings
from lagebild.errors import FetchError
from lagebild.fetch.files import read_file
from lagebild.fetch.unpack import pages_of
from lagebild.types import Page

if TYPE_CHECKING:
    import httpx

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")


def fetch(
    source: str, *, stdin: BinaryIO | None = None, transport: httpx.BaseTransport | None = None
) -> Iterator[Page]:
    """The pages behind a path, an http address or "-": one, or several for a web archive and for a file of records.

    `stdin` stands in for standard input and `transport` for the network. Raises FetchError where the source
    cannot be had and NotAPageError where it is no page of text; in an archive the readable pages come first and
    the error after them.
    """
    if not source.strip():
        raise FetchError("a page without a name cannot be read; give a path, an http or https address, or -")
    if source == "-":
        content = _standard_input(stdin or sys.stdin.buffer)
        yield from pages_of(content, Page(content, "text", "-", origin="stdin", fetched=_now()), name="")
        return
    scheme = _SCHEME.match(source)
    if scheme is None:
        content = read_file(source)
        yield from pages_of(content, Page(content, "text", source, fetched=_now()), name=os.fspath(source))
    elif scheme.group(1).lower() in ("http", "https"):
        from lagebild.fetch.http import get

        answer = get(source, transport=transport)
        page = replace(answer.page, fetched=_now())
        yield from pages_of(page.content, page, name=answer.name, declared=answer.media_type)
    else:
        raise FetchError(
            f"{source}: {scheme.group(1)} addresses cannot be read; give an http or https address or a path"
        )


def _standard_input(stream: BinaryIO) -> bytes:
    limit = settings.whole("max_page_bytes")
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise FetchError(f"- is larger than {size(limit)}; raise LAGEBILD_MAX_PAGE_BYTES to read it")
    return content


def size(count: int) -> str:
    """A number of bytes as a person reads it."""
    return f"{count / 1024 / 1024:.0f} MB" if count >= 1024 * 1024 else f"{count / 1024:.0f} KB"


def _now() -> datetime:
    return datetime.now(UTC)

"""Opens what was fetched: bytes become one page, a file of records several, a web archive as many as it holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from lagebild.errors import NotAPageError
from lagebild.fetch.archive import ARCHIVE_SUFFIXES, is_archive, pages_of_archive
from lagebild.fetch.sniff import foreign, media_type
from lagebild.types import Page


def pages_of(content: bytes, page: Page, *, name: str, declared: str | None = None) -> Iterator[Page]:
    """The pages in `content`; `page` says where they came from, `name` ends in the file's extension where there is one.

    Raises NotAPageError for what is empty or no text.
    """
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise NotAPageError(f"{page.requested} is empty")
    if is_archive(content) or name.lower().endswith(ARCHIVE_SUFFIXES):
        yield from pages_of_archive(content, page)
        return
    if what := foreign(content):
        raise NotAPageError(f"{page.requested} is {what}, not a page of text; give .html, .txt, .md, .json or .warc.gz")
    kind = media_type(content, name, declared)
    if kind == "json":
        yield from _records(content, page)
    else:
        yield replace(page, media_type=kind)


def _records(content: bytes, page: Page) -> Iterator[Page]:
    """One page a record: a JSON object, an array of objects, or an object on every line."""
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAPageError(f"{page.requested} is no JSON: {error.reason} at byte {error.start}") from error
    try:
        found = json.loads(text)
        records = found if isinstance(found, list) else [found]
    except ValueError:
        records = list(_lines(text, page.requested))
    except RecursionError:
        raise NotAPageError(f"{page.requested} is no record of a page: it is nested too deeply") from None
    if not records:
        raise NotAPageError(f"{page.requested} holds no record")
    for number, record in enumerate(records, 1):
        requested = page.requested if len(records) == 1 else f"{page.requested}#{number}"
        yield replace(
            page,
            content=json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass"),
            media_type="json",
            requested=requested,
            charset="utf-8",
        )


def _lines(text: str, requested: str) -> Iterator[object]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = str(error).partition(";")[0]  # behind it, the interpreter speaks to programmers
            raise NotAPageError(f"{requested} is no JSON: line {number}: {reason}") from error

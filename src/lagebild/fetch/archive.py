"""Reads the pages of a web archive, and counts what it could not read.

The libraries for web archives end without an error on a truncated file and stop at the first corrupt record. In a
`.warc.gz` every record is a gzip member of its own, so the members are taken apart here: a broken one is counted, and
reading goes on at the next beginning of a member.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from lagebild import settings
from lagebild.errors import FetchError, NotAPageError
from lagebild.fetch.sniff import foreign
from lagebild.types import Page

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

ARCHIVE_SUFFIXES = (".warc", ".warc.gz")
_GZIP = b"\x1f\x8b\x08"
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def is_archive(content: bytes) -> bool:
    """Whether the bytes begin as a web archive does, compressed or not."""
    return content.startswith((b"WARC/", _GZIP))


def pages_of_archive(content: bytes, page: Page) -> Iterator[Page]:
    """The html pages of an archive; raises FetchError after the last of them where records were broken or cut off."""
    lost: list[int] = []
    count = 0
    for at, record in _members(content, lost, settings.whole("max_page_bytes")):
        for found in _pages(at, record, page, lost):
            count += 1
            yield found
    if lost:
        raise FetchError(
            f"{page.requested} is damaged: {len(lost)} record(s) could not be read, the first at byte {lost[0]:,}; "
            f"{count} page(s) were"
        )
    if not count:
        raise NotAPageError(f"{page.requested} holds no html page that a server answered with status 200")


def _members(content: bytes, lost: list[int], limit: int) -> Iterator[tuple[int, bytes]]:
    """Every readable gzip member with its position; the positions of the others go to `lost`."""
    if not content.startswith(_GZIP):
        yield 0, content
        return
    at = 0
    view = memoryview(content)
    while 0 <= at < len(content):
        inflater = zlib.decompressobj(wbits=31)
        try:
            # one record is a page with its headers; what inflates to far more is no page, or no record of its own
            data = inflater.decompress(view[at:], limit * 4)
        except zlib.error:
            data = b""
        if inflater.eof:
            yield at, data
            at = len(content) - len(inflater.unused_data)
            at = at if content[at : at + 3] == _GZIP else content.find(_GZIP, at)
        else:
            lost.append(at)
            at = content.find(_GZIP, at + 1)


def _pages(at: int, data: bytes, page: Page, lost: list[int]) -> Iterator[Page]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    if not data.startswith(b"WARC/"):
        lost.append(at)
        return
    position = at
    try:
        for record in ArchiveIterator(io.BytesIO(data), record_types=WarcRecordType.any_type, parse_http=False):
            position = at or record.stream_pos
            record.freeze()
            if record.content_length < int(record.headers.get("Content-Length") or 0):
                lost.append(position)
            elif record.record_type == WarcRecordType.response and (found := _page(record, page)):
                yield found
    except (OSError, ValueError):
        lost.append(position)


def _page(record: WarcRecord, page: Page) -> Page | None:
    """The page in a response, or None where the server answered with something else than a page."""
    record.parse_http(auto_decode="all")
    if record.http_headers is None or record.http_headers.status_code != 200:
        return None
    if (record.http_content_type or "text/html").lower() not in _PAGE_TYPES:
        return None
    content = record.reader.read()
    if not content.strip() or foreign(content):
        return None
    address = record.headers.get("WARC-Target-URI")
    return replace(
        page,
        content=content,
        media_type="html",
        requested=f"{page.requested}#{address}",
        address=address,
        charset=record.http_charset,
        origin="web-archive",
        fetched=record.record_date or page.fetched,
    )

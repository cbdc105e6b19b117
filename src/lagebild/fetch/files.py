"""Reads one file whole, or says why that cannot be done."""

from __future__ import annotations

from pathlib import Path

from lagebild import settings
from lagebild.errors import FetchError, NotAPageError
from lagebild.fetch.archive import ARCHIVE_SUFFIXES

#: A web archive may be this many times as large as one page: it holds many, each of which is measured by itself.
ARCHIVE_FACTOR = 64


def read_file(source: str) -> bytes:
    """The bytes of a file; raises FetchError (missing, unreadable, too large) and NotAPageError (a folder)."""
    path = Path(source)
    try:
        if path.is_dir():
            raise NotAPageError(f"{source} is a folder; name the pages in it, for instance {source.rstrip('/')}/*.html")
        length = path.stat().st_size
        limit = settings.whole("max_page_bytes")
        if source.lower().endswith(ARCHIVE_SUFFIXES):
            limit *= ARCHIVE_FACTOR
        if length > limit:
            raise FetchError(
                f"{source} has {length:,} bytes, more than the {limit:,} that a page may have; "
                "set LAGEBILD_MAX_PAGE_BYTES to read it all the same"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise FetchError(f"{source}: there is no such file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FetchError(f"{source} cannot be read: {reason}") from error

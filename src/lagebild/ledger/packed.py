"""Readings as the ledger keeps them: the JSON of the contract, packed, and back again."""

from __future__ import annotations

import json
import zlib
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from lagebild import contract
from lagebild.errors import LedgerError
from lagebild.types import Article, Reading

_LEVEL = 6
_OPENED = 192  # readings that are kept at hand: answers of one story come from few pages


def pack(content: Any) -> bytes:
    """JSON content, compressed."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return zlib.compress(text.encode("utf-8"), _LEVEL)


def unpack(packed: bytes) -> Any:
    """The content again; raises LedgerError where the bytes were damaged."""
    try:
        return json.loads(zlib.decompress(packed))
    except (zlib.error, ValueError) as error:
        raise LedgerError(f"an entry of the ledger is damaged: {error}; see lagebild ledger check") from error


def article_of(packed: bytes) -> Article:
    """An article as it was packed."""
    return contract.article_from_json(unpack(packed))


def pack_reading(content: contract.Json) -> bytes:
    """A reading in the JSON of the contract, without its article, which lies by itself."""
    return pack({"reader": content["reader"], "version": content["version"], "claims": content["claims"]})


def reading_of(packed: bytes, article: Article) -> Reading:
    """A reading as it was packed, of its article."""
    content = unpack(packed)
    claims = tuple(contract.claim_from_json(claim, article.text) for claim in content["claims"])
    return Reading(article, claims, content["reader"], content["version"])


@lru_cache(maxsize=_OPENED)
def opened(article: bytes, reading: bytes) -> tuple[Article, tuple[contract.Json, ...]]:
    """The article and the claims, as JSON, of a reading; those asked for last are at hand, and may not be changed."""
    return article_of(article), tuple(unpack(reading)["claims"])


def page_of(article: Article) -> str:
    """What makes two articles versions of one page: the address without its fragment, else the article itself.

    Without an address nothing tells, and each text is a page of its own.
    """
    try:
        parts = urlsplit(article.url or "")
    except ValueError:  # "http://[": brackets that do not close
        return f"article:{article.id}"
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return f"article:{article.id}"
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path or "/", parts.query, ""))

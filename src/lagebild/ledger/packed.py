"""Readings as the ledger keeps them: the JSON of the contract, packed, and back again."""

from __future__ import annotations

import json
import zlib
from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from lagebild import contract
from lagebild.errors import LedgerError
from lagebild.types import Article, Claim, Entry, Reading

_LEVEL = 6
_AT_HAND = (
    8 * 1024 * 1024
)  # packed bytes of the readings that are kept at hand: answers of one story come from few pages
_DECODER = json.JSONDecoder()


def pack(content: Any) -> bytes:
    """JSON content, compressed."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return zlib.compress(text.encode("utf-8"), _LEVEL)


def unpack(packed: bytes) -> Any:
    """The content again; raises LedgerError where the bytes were damaged."""
    return _loaded(_text(packed))


def _text(packed: bytes) -> str:
    try:
        return zlib.decompress(packed).decode("utf-8")
    except (zlib.error, ValueError) as error:
        raise _damaged(error) from error


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> LedgerError:
    return LedgerError(f"an entry of the ledger is damaged: {error}; see lagebild ledger check")


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


class Opened:
    """A reading of which claims are read one by one, as they are asked for; what was read stays at hand."""

    __slots__ = ("_claims", "_packed", "article")

    def __init__(self, article: Article, packed: bytes) -> None:
        self.article = article
        self._packed = packed
        self._claims: dict[int, Claim] = {}

    def entries(self, places: Iterable[tuple[int, str]]) -> list[Entry]:
        """The claims at some places, which have these ids; raises LedgerError where the bytes were damaged."""
        wanted = list(places)
        if missing := [one for one in wanted if one[0] not in self._claims]:
            text = _text(self._packed)
            for place, identifier in missing:
                raw = _slice(text, identifier)
                found = _loaded(text)["claims"][place] if raw is None else raw
                self._claims[place] = contract.claim_from_json(found, self.article.text)
        return [Entry(self.article, self._claims[place]) for place, _ in wanted]


class _AtHand:
    """Readings that were opened; those that were asked for longest ago go first. For several threads at once."""

    def __init__(self, most: int) -> None:
        self._most, self._bytes = most, 0
        self._readings: OrderedDict[tuple[bytes, bytes], Opened] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[bytes, bytes]) -> Opened | None:
        with self._lock:
            if (found := self._readings.get(key)) is not None:
                self._readings.move_to_end(key)
            return found

    def put(self, key: tuple[bytes, bytes], one: Opened) -> None:
        with self._lock:
            if key not in self._readings:
                self._bytes += sum(map(len, key))
            self._readings[key] = one
            while self._bytes > self._most:
                self._bytes -= sum(map(len, self._readings.popitem(last=False)[0]))

    def clear(self) -> None:
        with self._lock:
            self._readings.clear()
            self._bytes = 0


_at_hand = _AtHand(_AT_HAND)


def opened(article: bytes, reading: bytes) -> Opened:
    """A reading whose claims are asked for one by one; those asked for last are at hand."""
    key = (article, reading)
    if (found := _at_hand.get(key)) is None:
        found = Opened(article_of(article), reading)
        _at_hand.put(key, found)
    return found


def _slice(text: str, identifier: str) -> Any | None:
    """The claim with an id, without reading those around it; None where that cannot be told from the words alone.

    A quotation mark within words is written with a stroke before it, so that the beginning of a claim stands nowhere
    else. Another program may have written the keys in another order.
    """
    begin = f'{{"id":"{identifier}","sentence":'
    at = text.find(begin)
    if at < 0 or text.find(begin, at + 1) >= 0:
        return None
    try:
        return _DECODER.raw_decode(text, at)[0]
    except ValueError:
        return None


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

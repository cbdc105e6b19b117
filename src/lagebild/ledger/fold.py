"""Folds names for comparison: lower case, a blank between words and one in front, so words match from the start."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

_BETWEEN = re.compile(r"[\W_]+")


def fold(words: str | None) -> str:
    """A name folded for comparison; empty for nothing. `fold(part) in fold(whole)` finds words by their beginnings."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", words or "").casefold())
    inner = _BETWEEN.sub(" ", plain).strip()
    return f" {inner}" if inner else ""


def fold_outlet(publisher: str | None, url: str | None) -> str:
    """Publisher and host of an address, folded together; an address that is none has no host."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # "http://[": brackets that do not close
        host = None
    return fold(publisher) + fold(host)

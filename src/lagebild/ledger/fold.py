"""Folds names for comparison: lower case, single blanks between words and one in front: words match from their start."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

_BETWEEN = re.compile(r"[\W_]+")


def fold(words: str | None) -> str:
    """A name folded for comparison; empty for nothing. `fold(part) in fold(whole)` finds words by their beginnings."""
    plain = unicodedata.normalize("NFKC", words or "").casefold()
    inner = _BETWEEN.sub(" ", plain).strip()
    return f" {inner}" if inner else ""


def fold_outlet(publisher: str | None, url: str | None) -> str:
    """Publisher and host of an address, folded together."""
    return fold(publisher) + fold(urlsplit(url).hostname if url else None)

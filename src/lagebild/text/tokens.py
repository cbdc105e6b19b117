"""Tokens: words, numbers and punctuation marks, as offsets; no token is rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lagebild.text.letters import CYRILLIC

_TOKEN = re.compile(
    rf"""
    https?://[^\s<>"'»“”)]*[^\s<>"'»“”).,;:!?…]     # addresses
  | [^\W\d_](?:\.[^\W\d_])+\.?(?!\w)                  # z.B. U.S. d.h.
  | \d+(?:[.,:\u202f\u00a0']\d+)*(?:[-‐‑]?[^\W\d_]\w*(?:[-‐‑]\w+)*)?  # 1.200,50  14:30  1,200  16-jährige  12k
  | \w+(?:[-‐‑]\w+|(?<={CYRILLIC})['’](?={CYRILLIC})\w+)*  # words, hyphenated compounds, п'ять
    (?:['’][^\W\d_]{{1,2}}(?!\w))?                    # possessives
  | \.\.\.|…
  | [^\w\s]
    """,
    re.VERBOSE,
)


def token_bounds(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Half-open offsets of the tokens of `text[start:end]`, in order."""
    for match in _TOKEN.finditer(text, start, end):
        yield match.span()

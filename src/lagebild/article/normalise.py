"""The one normalisation of text: what `Article.text` is made with, and nothing after it changes a code point.

In this order:

1. soft hyphens, zero-width characters, byte order marks and marks of direction are removed;
2. line endings of all kinds (CR LF, CR, NEL, vertical tab, form feed, line and paragraph separator) become line feeds;
3. other control characters are removed, lone surrogates become U+FFFD;
4. every other white space (no-break, thin, ideographic, tab) becomes a space;
5. Unicode normalisation form C;
6. runs of spaces become one, and spaces at the ends of lines go.

Doing it twice changes nothing. Within an article blocks are parted by one blank line, and a block is one line; the
cells of a row of a table are parted by " | ".
"""

from __future__ import annotations

import re
import unicodedata

_REMOVED = dict.fromkeys(
    [
        0x00AD,
        0x034F,
        0x061C,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        0xFFF9,
        0xFFFA,
        0xFFFB,
        *range(0x09),
        *range(0x0E, 0x20),
        0x7F,
        *range(0x80, 0x85),
        *range(0x86, 0xA0),
    ]
)
_LINES = dict.fromkeys([0x0B, 0x0C, 0x85, 0x2028, 0x2029], "\n")
_SPACES = dict.fromkeys([0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_TABLE = {**_REMOVED, **_LINES, **_SPACES}
_ODD = re.compile("[" + "".join(re.escape(chr(code)) for code in _TABLE) + "]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_RUN = re.compile(" {2,}")
_EDGE = re.compile(r" ?\n ?")


def normalise(text: str) -> str:
    """Text in the form that offsets count in (see above); line feeds are kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _ODD.sub(lambda found: _TABLE[ord(found.group())] or "", text)
    text = unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", text))
    return _EDGE.sub("\n", _RUN.sub(" ", text)).strip(" ")


def one_line(text: str) -> str:
    """Normalised text with line feeds as spaces."""
    return _RUN.sub(" ", normalise(text).replace("\n", " ")).strip(" ")

"""Capital and small letters of the scripts that are read, as classes for expressions; `re` has none of its own."""

from __future__ import annotations

_SCRIPTS = "".join(map(chr, range(0x41, 0x530)))  # Latin, Greek, Cyrillic

CAPITAL = "[" + "".join(filter(str.isupper, _SCRIPTS)) + "]"
SMALL = "[" + "".join(filter(str.islower, _SCRIPTS)) + "]"
CYRILLIC = "[\u0400-\u052f]"

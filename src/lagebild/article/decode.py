"""Bytes to text: by byte order mark, by the bytes, by the server's and the page's word, in this order of trust."""

from __future__ import annotations

import codecs
import re

from lagebild.fetch.sniff import wide

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""", re.I)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Browsers read these names as windows-1252 (WHATWG Encoding Standard, 4.2), which is what pages mean by them.
_WESTERN = frozenset({"ascii", "iso8859-1", "latin-1", "latin_1", "iso-8859-1", "us-ascii", "cp1252"})
#: Said of bytes that are no UTF-8 and have no NULs, these are wrong.
_UNICODE = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"})
_SAMPLE = 16384
#: Up to this share of broken bytes among those above 127 the page is UTF-8 with a flaw, not another encoding.
_FLAW = 0.1


def decode(content: bytes, charset: str | None = None) -> str:
    """The text of a page; `charset` is the server's word. Bytes that no encoding explains become U+FFFD."""
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    if two_byte := wide(content):
        return content.decode(two_byte, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _declared_or_guessed(content, charset)


def _declared_or_guessed(content: bytes, charset: str | None) -> str:
    """Bytes that are no UTF-8, in the encoding that server or page declares, else in the likeliest one."""
    declared = [_known(charset), _known(_first(_META, content)), _known(_first(_XML, content))]
    for said in declared:
        if said and said not in _UNICODE:
            return _lenient(content, said)
    if "utf-8" in declared and _flawed_utf8(content):
        return content.decode("utf-8", "replace")
    return _lenient(content, _guess(content))


def _first(pattern: re.Pattern[bytes], content: bytes) -> str | None:
    found = pattern.search(content[:4096])
    return found.group(1).decode("ascii") if found else None


def _known(name: str | None) -> str | None:
    try:
        found = codecs.lookup(name or "").name
    except (LookupError, ValueError):
        return None
    return "cp1252" if found in _WESTERN else found


def _lenient(content: bytes, name: str) -> str:
    try:
        return content.decode(name, "replace")
    except (LookupError, ValueError):  # codecs that are no text encodings, such as "hex"
        return content.decode("cp1252", "replace")


def _flawed_utf8(content: bytes) -> bool:
    text = content.decode("utf-8", "replace")
    above = sum(byte > 127 for byte in content[: _SAMPLE * 8])
    broken = text[: _SAMPLE * 8].count("\ufffd")
    return broken <= max(2, _FLAW * above)


def _guess(content: bytes) -> str:
    """A single-byte encoding by its look; windows-1252 where nothing speaks for another."""
    if _flawed_utf8(content):
        return "utf-8"
    from charset_normalizer import from_bytes

    at = next((i for i, byte in enumerate(content) if byte > 127), 0)
    sample = content[max(0, at - 512) : at + _SAMPLE]
    best = from_bytes(sample, cp_isolation=["cp1252", "cp1250", "cp1251", "mac_roman", "cp850"]).best()
    return best.encoding if best else "cp1252"

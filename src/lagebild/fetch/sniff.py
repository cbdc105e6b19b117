"""What bytes are, judged by themselves: first bytes of known formats, NULs, control characters, mark-up."""

from __future__ import annotations

import json
import re
from typing import Literal

from lagebild.types import MediaType

Kind = Literal["html", "text", "json", "archive", "empty", "binary"]

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"RIFF", "a RIFF file (sound, video or a WebP picture)"),
    (b"BM\x00", "a BMP picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"ID3", "an MP3 sound file"),
    (b"OggS", "an Ogg file"),
    (b"fLaC", "a FLAC sound file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"%!PS", "a PostScript document"),
    (b"wOF", "a font"),
)
#: Control characters that no text has: everything below the space but tab, line feed, form feed, return and escape.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
#: A text may hold a few stray control characters, of broken software; random bytes hold eleven in a hundred.
_CONTROL_SHARE = 0.02
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h[1-6]|meta|title|table|br)\b", re.I
)
#: A text without a name whose first line is a Markdown heading.
_MARKDOWN = re.compile(rb"(?:<!--.{0,2000}?-->\s*)?#{1,3} \S", re.DOTALL)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def foreign(content: bytes) -> str | None:
    """What the bytes are when they are no text ("a PDF", "binary data"), or None."""
    head = content[:16].lstrip(b"\xef\xbb\xbf")
    if content[4:8] == b"ftyp":
        return "a video or an AVIF/HEIC picture"
    for magic, name in _MAGIC:
        if head.startswith(magic) and not (magic == b"MZ" and _plain(content)):
            return name
    if content.startswith(_BOMS) or wide(content):
        return None
    return None if _plain(content) else "binary data"


def _plain(content: bytes) -> bool:
    sample = content[:65536]
    if b"\x00" in sample:
        return False
    return len(_CONTROL.findall(sample)) <= _CONTROL_SHARE * len(sample)


def wide(content: bytes) -> str | None:
    """The name of a two-byte encoding without a byte order mark, or None: every other byte of Western text is NUL."""
    sample = content[:4096]
    pairs = len(sample) // 2
    if pairs < 4 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    if even > 0.6 * pairs and odd < 0.1 * pairs:
        return "utf-16-be"
    return None


def media_type(content: bytes, name: str, declared: str | None = None) -> MediaType:
    """What kind of page the bytes are: by their beginning, then by the server's word, then by the file's name."""
    suffix = name.lower().rpartition(".")[2] if "." in name else ""
    beginning = content[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    named_json = suffix in ("json", "jsonl", "ndjson") or declared == "json"
    if beginning.startswith((b"{", b"[")) and (named_json or (not suffix and _is_json(content))):
        return "json"
    if suffix in ("html", "htm", "xhtml", "shtml", "mhtml") or declared == "html":
        return "html"
    if suffix in ("json", "jsonl", "ndjson"):
        return "json"
    if beginning[:1] == b"<" and _MARKUP.search(beginning):
        return "html"
    if suffix in ("md", "markdown") or declared == "markdown":
        return "markdown"
    if suffix in ("txt", "text") or declared == "text":
        return "text"
    if len(_MARKUP.findall(beginning)) >= 3:
        return "html"
    return "markdown" if _MARKDOWN.match(beginning) else "text"


def _is_json(content: bytes) -> bool:
    first = content.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    for candidate in (first, content):
        try:
            json.loads(candidate)
        except ValueError:  # UnicodeDecodeError is one too
            continue
        return True
    return False

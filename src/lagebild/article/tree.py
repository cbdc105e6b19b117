"""Text to tree: tolerant parsing, and a bound on trees that are only tags."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from lagebild.errors import NoArticleError

#: Never read: programs, styles, forms' controls, pictures drawn in mark-up.
DROPPED_TAGS = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "math",
    "iframe",
    "object",
    "embed",
    "applet",
    "canvas",
    "audio",
    "video",
    "map",
    "select",
    "option",
    "datalist",
    "textarea",
    "input",
    "button",
    "dialog",
    "frameset",
    "link",
    "meta",
)
#: Those of them whose text must not be taken for that of a headline or a line.
UNREAD_TAGS = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "math",
    "iframe",
    "object",
    "select",
    "textarea",
    "button",
)
#: A live blog of a year has some hundred thousand tags; what has more is no page to be read.
MOST_TAGS = 1_000_000
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def parse(html: str, name: str) -> HtmlElement:
    """The tree of a page; `name` is used in messages. Raises NoArticleError where there is no element, or too many."""
    tags = html.count("<")
    if tags > MOST_TAGS:
        raise NoArticleError(
            f"{name} holds {tags:,} tags, more than the {MOST_TAGS:,} of any article; save the part that you want read"
        )
    clean = _NOT_XML.sub("", _XML_DECLARATION.sub("", html, count=1))
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, recover=True)
    try:
        tree = document_fromstring(clean.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise NoArticleError(f"{name} holds no text, only mark-up or nothing") from None
    return tree

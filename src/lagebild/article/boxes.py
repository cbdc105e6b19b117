"""Mark-up rules: removes the boxes of a page that are furniture, before anything is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, cast

from lxml import etree
from lxml.html import HtmlElement

from lagebild.article.tree import DROPPED_TAGS
from lagebild.lang.load import resource, rows

WHERE = "article/furniture.toml"
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PARTS = re.compile(r"[^a-z0-9]+")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_KEPT_TAGS = frozenset({"html", "body", "article", "main", "h1"})
_INLINE_KEPT = frozenset({"a", "b", "i", "em", "strong", "br", "sub", "sup"})
#: A box with more than this share of the text in paragraphs is the article, whatever it is called.
_MOST = 0.35
#: A stretch of text without mark-up in it that is longer than this belongs to a paragraph.
_STRETCH = 60
#: Tags that are furniture by themselves.
_FURNITURE_TAGS: Mapping[str, str] = {"nav": "navigation", "aside": "related", "footer": "navigation"}


@dataclass(frozen=True, slots=True)
class Box:
    """One kind of furniture: the words of labels that mark it.

    `whole` says that a word must be a whole class, not a part of one between hyphens.
    """

    id: str
    words: tuple[str, ...]
    example: str
    counter_example: str
    whole: bool = False


def label(element: HtmlElement) -> str:
    """Class, id and role of an element as words: "post-index author-box"."""
    raw = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
    return _words(raw)


@lru_cache(maxsize=4096)
def _words(raw: str) -> str:
    return " ".join(_PARTS.sub("-", _CAMEL.sub("-", part).lower()).strip("-") for part in raw.split())


@cache
def boxes() -> tuple[Box, ...]:
    """All kinds of furniture in mark-up, in the order of the file."""
    return rows(_file(), "box", Box, where=WHERE)


def _file() -> Mapping[str, Any]:
    return resource("lagebild.article", "furniture.toml")


def pattern(words: tuple[str, ...], *, whole: bool = False) -> re.Pattern[str]:
    """Words of a label: between spaces where they must be `whole`, else between hyphens too."""
    edge = "[ ]" if whole else "[ -]"
    return re.compile(f"(?:^|{edge})(?:" + "|".join(words) + f")(?=$|{edge})")


@cache
def standfirst_labels() -> re.Pattern[str]:
    """What themes call the lead paragraph."""
    return pattern(tuple(_file()["standfirst"]["words"]))


@cache
def caption_labels() -> re.Pattern[str]:
    """What themes call the caption of a picture."""
    return pattern(tuple(_file()["caption"]["words"]))


@cache
def _content_labels() -> re.Pattern[str]:
    return pattern(tuple(_file()["content"]["words"]), whole=True)


@cache
def paywall_labels() -> re.Pattern[str]:
    """What themes call text behind a payment."""
    return pattern(tuple(_file()["paywall"]["words"]))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((box.id, pattern(box.words, whole=box.whole)) for box in boxes())


@lru_cache(maxsize=8192)
def kind_of(words: str) -> str | None:
    """The kind of furniture that a label names, or None."""
    return next((kind for kind, found in _patterns() if found.search(words)), None)


def clean(tree: HtmlElement) -> dict[str, int]:
    """Removes programs, hidden elements and furniture from the tree; returns how many boxes of each kind went."""
    etree.strip_elements(tree, *DROPPED_TAGS, with_tail=False)
    whole = _paragraph_letters(tree) or 1
    removed: dict[str, int] = {}
    doomed: set[HtmlElement] = set()
    for element in list(tree.iter(etree.Element)):
        if element.getparent() is None or element.getparent() in doomed:
            if element.getparent() is not None:
                doomed.add(element)
            continue
        kind = _furniture(element)
        if kind is None or not _removable(element, whole):
            continue
        removed[kind] = removed.get(kind, 0) + bool(_has_text(element))
        doomed.add(element)
        element.drop_tree()
    return {kind: count for kind, count in removed.items() if count}


def _furniture(element: HtmlElement) -> str | None:
    tag = cast(str, element.tag)
    if tag in _KEPT_TAGS or (tag in _INLINE_KEPT and not element.get("class")):
        return None
    if "hidden" in element.attrib or _HIDDEN_STYLE.search(element.get("style", "")):
        return "hidden"
    words = label(element)
    return (kind_of(words) if words else None) or _FURNITURE_TAGS.get(tag)


def _removable(element: HtmlElement, whole: int) -> bool:
    if element.find(".//h1") is not None or element.get("itemprop", "").lower() == "articlebody":
        return False
    if _content_labels().search(label(element)):
        return False
    return _paragraph_letters(element) <= _MOST * whole


def _paragraph_letters(element: HtmlElement) -> int:
    """How many characters stand in long stretches of text: what menus and forms lack."""
    return sum(size for text in element.itertext() if (size := len(text)) > _STRETCH and not text.isspace())


def _has_text(element: HtmlElement) -> bool:
    return any(text.strip() for text in element.itertext())

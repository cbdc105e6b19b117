"""What a page says of itself in its mark-up: title, author, publisher, day, address, language; nothing is guessed.

Read in this order: JSON-LD (schema.org), meta elements (Open Graph, Dublin Core and others), microdata, labelled
elements, and last the lines around the headline.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from lagebild.article.boxes import label, pattern, paywall_labels
from lagebild.article.names import clean_name, is_name
from lagebild.article.normalise import one_line
from lagebild.article.published import from_data, from_line
from lagebild.article.tree import UNREAD_TAGS
from lagebild.lang.load import resource

_LOOSE_JSON = re.compile(r"[\x00-\x1f]+")
_TITLE_CUT = re.compile(r"\s+(?:[|·•»«:—–/-]|::)\s+")
#: Elements around the headline where a day of publication may stand: so many before it and after it.
_BEFORE, _AFTER = 30, 90
_DAY_LINE = 70
_HEADINGS = 40
_LONG_TITLE = 15
_SHORT = 160


@cache
def _names(section: str, key: str) -> tuple[str, ...]:
    return tuple(resource("lagebild.article", "metadata.toml")[section][key])


@cache
def _labels(key: str) -> re.Pattern[str]:
    return pattern(_names("labels", key))


@dataclass(slots=True)
class Metadata:
    """What the mark-up says; `body` is the text that JSON-LD gives as the article, `free` is False behind a payment."""

    title: str | None = None
    titles: list[str] = field(default_factory=list)
    byline: str | None = None
    publisher: str | None = None
    published: str | None = None
    address: str | None = None
    language: str | None = None
    body: str = ""
    free: bool = True
    paywalled: bool = False


def metadata_of(tree: HtmlElement, address: str | None) -> Metadata:
    """The metadata of a whole page, before anything is removed from its tree."""
    meta = _meta_elements(tree)
    found = Metadata(language=(tree.get("lang") or meta.get("content-language") or meta.get("og:locale") or None))
    _from_json_ld(tree, found)
    etree.strip_elements(tree, *UNREAD_TAGS, with_tail=False)
    found.address = _address(tree, meta, address)
    found.publisher = found.publisher or _first_text(meta, _names("meta", "site"))
    if found.publisher and found.publisher.startswith(("http:", "https:")):
        found.publisher = None
    found.titles = _titles(tree, meta, found)
    found.title = _title(tree, found)
    if found.publisher is None or found.publisher == found.title:
        found.publisher = _suffix(tree, found.title)
    found.byline = found.byline or _byline(tree, meta, found.publisher)
    found.published = found.published or _day(tree, meta, found.title)
    labels = paywall_labels()
    found.paywalled = not found.free or any(
        labels.search(label(element)) for element in tree.iter("div", "section", "aside") if element.get("class")
    )
    return found


def _meta_elements(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = one_line(element.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _first_text(meta: Mapping[str, str], keys: tuple[str, ...]) -> str | None:
    return next((meta[key] for key in keys if meta.get(key)), None)


# --- JSON-LD --------------------------------------------------------------------------------------------------


def _from_json_ld(tree: HtmlElement, found: Metadata) -> None:
    objects = [item for script in tree.iter("script") if _is_ld(script) for item in _objects(script.text_content())]
    articles = [item for item in objects if _type(item) in _names("schema", "article")]
    for item in articles[:1] or [item for item in objects if _type(item) in _names("schema", "page")][:1]:
        found.title = _string(item.get("headline"))
        found.byline = _people(item.get("author")) or _people(item.get("creator"))
        found.publisher = _name(item.get("publisher")) or _name(item.get("sourceOrganization"))
        found.published = from_data(item.get("datePublished")) or from_data(item.get("dateCreated"))
        found.body = one_line(item["articleBody"]) if isinstance(item.get("articleBody"), str) else ""
        found.free = str(item.get("isAccessibleForFree", "true")).lower() != "false"
    if not found.publisher:
        sites = [item for item in objects if _type(item) in _names("schema", "site")]
        found.publisher = next((name for item in sites if (name := _name(item))), None)


def _is_ld(script: HtmlElement) -> bool:
    return (script.get("type") or "").strip().lower().startswith("application/ld+json")


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """All objects of a JSON-LD script, nested ones after those that hold them; broken JSON yields nothing."""
    try:
        waiting = [json.loads(_LOOSE_JSON.sub(" ", text).strip().rstrip(";"))]
    except (ValueError, RecursionError):
        return
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            yield item
            waiting.extend(
                value
                for key, value in item.items()
                if key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement")
            )


def _type(item: Mapping[str, Any]) -> str:
    kind = item.get("@type")
    return str(kind[0] if isinstance(kind, list) and kind else kind or "")


def _string(value: object) -> str | None:
    return (one_line(_plain(value)) or None) if isinstance(value, str) else None


def _plain(text: str) -> str:
    return re.sub(r"<[^>]{1,200}>", "", html.unescape(text))


def _name(value: object) -> str | None:
    if isinstance(value, list):
        return next((name for item in value if (name := _name(item))), None)
    return _string(value.get("name")) if isinstance(value, dict) else _string(value) if isinstance(value, str) else None


def _people(value: object) -> str | None:
    items = value if isinstance(value, list) else [value]
    names = [clean_name(name) for item in items if (name := _name(item))]
    kept = list(dict.fromkeys(name for name in names if name and not name.startswith("http")))
    return ", ".join(kept) or None


# --- the title ------------------------------------------------------------------------------------------------


def _titles(tree: HtmlElement, meta: Mapping[str, str], found: Metadata) -> list[str]:
    """What the page calls itself, the most trusted first."""
    element = tree.find(".//title")
    whole = one_line(element.text_content()) if element is not None else ""
    given = [found.title, *(meta.get(name) for name in _names("meta", "title")), whole]
    return list(dict.fromkeys(_plain(title) for title in given if title))


def _title(tree: HtmlElement, found: Metadata) -> str | None:
    """The headline as it stands on the page where it agrees with what the page calls itself."""
    first_level, second_level = (
        [text for h in tree.iter(tag) if (text := one_line(h.text_content()))] for tag in ("h1", "h2")
    )
    for text in (*first_level[:_HEADINGS], *second_level[:_HEADINGS]):
        if any(_agree(text, title) for title in found.titles):
            return text
    only = next((text for text in first_level if len(text) >= _LONG_TITLE), None) if len(first_level) == 1 else None
    if only and (not found.titles or len(_content_words(only) & _content_words(" ".join(found.titles))) >= 2):
        return only
    if not found.titles:
        return None
    return _without_site(found.titles[0], found.publisher)


def _content_words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.lower()))


def _agree(heading: str, title: str) -> bool:
    a, b = (re.sub(r"\W+", " ", text).strip().lower() for text in (heading, title))
    if len(a) < 8 or not b:
        return False
    if len(a) >= _LONG_TITLE and b.startswith(f"{a} "):
        return True
    return a == b or (len(a) > 0.5 * len(b) and a in b) or (len(b) > 0.5 * len(a) and b in a)


def _without_site(title: str, publisher: str | None) -> str:
    """A title without the name of the site behind or before a dash or a bar."""
    parts = _TITLE_CUT.split(title)
    if len(parts) < 2:
        return title
    if publisher and parts[-1].strip().lower() == publisher.lower():
        return title[: title.rindex(parts[-1])].rstrip(" |·•»«:—–-")
    longest = max(parts, key=len)
    if len(longest) > 0.55 * len(title):
        return longest.strip()
    return parts[0].strip() if len(parts[0]) >= 2 * _LONG_TITLE else title


def _suffix(tree: HtmlElement, title: str | None) -> str | None:
    """The name of the site, where the title of the window is the headline and that name."""
    element = tree.find(".//title")
    whole = one_line(element.text_content()) if element is not None else ""
    if not title or not whole.startswith(title[:40]) or whole == title:
        return None
    parts = _TITLE_CUT.split(whole)
    name = parts[-1].strip() if len(parts) > 1 else ""
    return name if 2 < len(name) <= 40 and name not in title else None


# --- author, day, address -------------------------------------------------------------------------------------


def _byline(tree: HtmlElement, meta: Mapping[str, str], publisher: str | None) -> str | None:
    """The author in the page's data, else in the elements that are labelled as the author's."""
    for key in _names("meta", "author"):
        value = clean_name(meta.get(key, ""))
        if value and is_name(value) and value.lower() != (publisher or "").lower():
            return value
    elements = [e for e in tree.iter("a", "span", "p", "div", "address", "li", "cite") if _names_author(e)][:12]
    for element in elements:
        if name := _name_in(element):
            place = element.getparent()
            others = [_name_in(other) for other in elements if other is not element and other.getparent() is place]
            return ", ".join(dict.fromkeys([name, *(other for other in others if other)]))
    return None


def _names_author(element: HtmlElement) -> bool:
    if "author" in (element.get("rel") or "").split() or "author" in (element.get("itemprop") or ""):
        return True
    words = label(element)
    return bool(words and (_labels("name").search(words) or _labels("author").search(words)))


def _name_in(element: HtmlElement) -> str | None:
    """The names in an element: in its links, in a part of it, or in all of it."""
    if len(element.text_content()) > 4 * _SHORT:
        return None
    links = [name for link in element.iter("a") if (name := clean_name(link.text_content())) and is_name(name)]
    if links:
        return ", ".join(dict.fromkeys(links))
    whole = one_line(element.text_content())
    # the parts by themselves come first: role, place and day often stand beside the name without a comma
    for text in (*(one_line(part) for part in element.itertext()), whole):
        value = clean_name(text) if 0 < len(text) <= _SHORT else ""
        if value and is_name(value):
            return value
    return None


def _day(tree: HtmlElement, meta: Mapping[str, str], title: str | None) -> str | None:
    """The day in the page's data, else in a time element or a short line around the headline; nothing else."""
    for key in _names("meta", "day"):
        if day := from_data(meta.get(key)):
            return day
    for element in tree.iter():
        prop = element.get("itemprop") or element.get("property") or ""
        if "datePublished" in prop:
            value = element.get("content") or element.get("datetime") or one_line(element.text_content())
            if day := from_data(value):
                return day
    return _day_near(tree, title)


def _day_near(tree: HtmlElement, title: str | None) -> str | None:
    body = tree.find("body")
    elements = [e for e in (tree if body is None else body).iter() if isinstance(e.tag, str)]
    wanted = (title or "").strip()
    at = next(
        (n for n, e in enumerate(elements) if e.tag in ("h1", "h2") and one_line(e.text_content()) == wanted), None
    )
    if at is None:
        days = {day for e in elements if e.tag == "time" and (day := from_data(e.get("datetime")))}
        return days.pop() if len(days) == 1 else None
    around = [*elements[at + 1 : at + _AFTER], *reversed(elements[max(0, at - _BEFORE) : at])]
    for element in around:
        if element.tag == "time" and (day := from_data(element.get("datetime"))):
            return day
        text = one_line((element.text or "") + " " + (element.tail or "")) if len(element) < 4 else ""
        if 6 <= len(text) <= _DAY_LINE and (day := from_line(text)):
            return day
    return None


def _address(tree: HtmlElement, meta: Mapping[str, str], address: str | None) -> str | None:
    """The canonical address where it belongs to the same site, else the one that answered."""
    link: str | None = next(
        (e.get("href") for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical" and e.get("href")),
        None,
    )
    canonical = urljoin(address or "", (link or meta.get("og:url") or "").strip())
    try:
        here, there = urlsplit(canonical), urlsplit(address or "")
    except ValueError:
        return address
    if (
        here.scheme in ("http", "https")
        and here.path.strip("/")
        and (not there.netloc or _site(here.netloc) == _site(there.netloc))
    ):
        return canonical
    return address


def _site(host: str) -> str:
    return ".".join(host.lower().split(":")[0].split(".")[-2:])

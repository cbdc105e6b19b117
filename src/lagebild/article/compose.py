"""Puts an article together: page to pieces, pieces to text, blocks and notes."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from lagebild.article import plain
from lagebild.article.boxes import clean
from lagebild.article.choose import choose
from lagebild.article.decode import decode
from lagebild.article.language import language_of
from lagebild.article.lines import first
from lagebild.article.metadata import Metadata, metadata_of
from lagebild.article.normalise import normalise, one_line
from lagebild.article.notes import notes_of
from lagebild.article.pieces import Piece, mark_headings, pieces_of
from lagebild.article.published import checked_option, from_address, from_data, from_line
from lagebild.article.sieve import Sifted, is_prose, sift
from lagebild.article.tree import parse
from lagebild.errors import NoArticleError, UsageError
from lagebild.lang.load import LANGUAGES
from lagebild.types import Article, Block, BlockKind, Language, Page, PublishedBasis, ReadOptions

#: A page with fewer characters of running text than this has no article.
_LEAST = 80
_KINDS: frozenset[str] = frozenset({"heading", "paragraph", "quotation", "list-item", "caption"})


@dataclass(slots=True)
class Draft:
    """What is known of an article before it is put together; `day` is the page's own."""

    name: str
    sifted: Sifted
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    day: str | None = None
    url: str | None = None
    label: str | None = None
    removed: list[str] = field(default_factory=list)
    held_back: bool = False


def article_of(page: Page, options: ReadOptions) -> Article:
    """The article of a page.

    Raises NoArticleError where it holds none, UsageError for a bad option, PageError for a language that is not served.
    """
    _check(options)
    if page.media_type == "json":
        return _of_record(page, options)
    text = decode(page.content, page.charset)
    address = options.url or page.address
    if page.media_type == "html":
        draft = _of_html(text, page.requested, address)
    elif page.media_type == "markdown":
        draft = _of_markdown(text, page.requested)
    else:
        draft = _of_text(text, page.requested)
    draft.url = draft.url or address
    if options.url:
        draft.url = options.url
    return _compose(draft, options)


def article_from_text(
    text: str,
    *,
    language: Language | None = None,
    published: str | None = None,
    url: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
) -> Article:
    """The article of a plain text; errors as for `article_of`."""
    options = ReadOptions(published, url, language)
    _check(options)
    draft = _of_text(text, "text", title=title)
    draft.publisher, draft.url = publisher or draft.publisher, url
    return _compose(draft, options)


def _check(options: ReadOptions) -> None:
    if options.published is not None:
        checked_option(options.published)
    if options.language is not None and options.language not in LANGUAGES:
        raise UsageError(f"language {options.language!r} is not served; choose one of: {', '.join(LANGUAGES)}")


# --- kinds of pages -------------------------------------------------------------------------------------------


def _of_html(html: str, name: str, address: str | None) -> Draft:
    tree = parse(html, name)
    found = metadata_of(tree, address)
    removed = clean(tree)
    pieces = pieces_of(tree)
    mark_headings(pieces)
    chosen = choose(tree, pieces, address, found.titles)
    kept = [piece for piece, wanted in zip(pieces, chosen, strict=True) if wanted]
    shown = any(
        piece.text == found.title and piece.kind == "heading" and not wanted
        for piece, wanted in zip(pieces, chosen, strict=True)
    )
    sifted = sift(kept, title=found.title, byline=found.byline, shown=shown)
    sifted.repeated.extend(_shown_twice(pieces, chosen, found.title))
    _require_text(sifted.pieces, pieces, name, found)
    return Draft(
        name,
        sifted,
        found.title,
        found.byline,
        found.publisher,
        found.published,
        found.address,
        found.language,
        [*removed],
        found.paywalled,
    )


def _shown_twice(pieces: list[Piece], chosen: list[bool], title: str | None) -> list[str]:
    """Headings that stand twice where the article stands, whether or not both were chosen."""
    last = max((n for n, wanted in enumerate(chosen) if wanted), default=-1)
    headings = Counter(piece.text for piece in pieces[: last + 1] if piece.kind == "heading")
    shown = {title, *(piece.text for piece, wanted in zip(pieces, chosen, strict=True) if wanted)}
    return [text for text, count in headings.items() if count > 1 and text in shown]


def _of_text(text: str, name: str, *, title: str | None = None) -> Draft:
    return _of_pieces(plain.pieces_of_text(text), name, title=title)


def _of_markdown(text: str, name: str) -> Draft:
    pieces, matter = plain.pieces_of_markdown(text)
    draft = _of_pieces(pieces, name, title=matter.get("title"))
    draft.byline = matter.get("author") or draft.byline
    draft.publisher = matter.get("publisher") or matter.get("site") or draft.publisher
    draft.day = from_data(matter.get("published") or matter.get("date")) or draft.day
    draft.url, draft.label = matter.get("url"), matter.get("language") or matter.get("lang")
    return draft


def _of_pieces(pieces: list[Piece], name: str, *, title: str | None = None) -> Draft:
    """A draft of blocks without mark-up: the title is the first heading among the first blocks."""
    given = one_line(title) if title else None
    if given is None:
        heading = next((p for p in pieces[:3] if p.kind == "heading" and not _says_something_else(p.text)), None)
        given = heading.text if heading else None
    dated = [(p.text, day) for p in pieces[:6] if len(p.text) < 90 and (day := from_line(p.text))]
    sifted = sift(pieces, title=given, byline=None)
    if not sifted.pieces:
        raise NoArticleError(f"{name} holds no article: nothing remains of its {len(pieces)} line(s) but furniture")
    outlet = first("outlet", dated[0][0]) if dated else None
    draft = Draft(name, sifted, given, day=dated[0][1] if dated else None)
    draft.publisher = outlet[1].group("publisher") if outlet else None
    return draft


def _says_something_else(text: str) -> bool:
    return first("line", text) is not None or first("byline", text) is not None or from_line(text) is not None


def _require_text(kept: list[Piece], pieces: list[Piece], name: str, found: Metadata) -> None:
    letters = sum(len(piece.text) for piece in kept if is_prose(piece))
    if letters >= _LEAST:
        return
    everything = " ".join(piece.text for piece in pieces)
    if first("login", everything[:20000]) or found.paywalled:
        raise NoArticleError(
            f"{name} asks for a login or a payment and shows no article; save the page as you see it and read that"
        )
    links = sum(piece.links > 0.5 for piece in pieces)
    if links > 10:
        raise NoArticleError(
            f"{name} holds no article: {links} of its {len(pieces)} blocks are links; read the pages that it links to"
        )
    raise NoArticleError(
        f"{name} holds no article: only {letters} characters of running text in {len(pieces)} block(s)"
    )


# --- records --------------------------------------------------------------------------------------------------


def _of_record(page: Page, options: ReadOptions) -> Article:
    """A record: `text` or `html`, and where known title, url, published, author or byline, publisher and language.

    What `lagebild read --format json` writes is taken as it stands.
    """
    record = json.loads(page.content)
    if isinstance(record, dict) and isinstance(record.get("article"), dict):
        record = record["article"]
    if not isinstance(record, dict) or not any(isinstance(record.get(key), str) for key in ("text", "html")):
        raise NoArticleError(
            f"{page.requested} is no record of a page: it needs a key text or html; known keys: "
            "text, html, title, url, published, author, publisher, language"
        )
    return _from_record(record, page, options)


def _from_record(record: dict[str, Any], page: Page, options: ReadOptions) -> Article:
    def get(*names: str) -> str | None:
        return next((one_line(v) for n in names if isinstance(v := record.get(n), str) and v.strip()), None)

    address = options.url or get("url", "link", "address") or page.address
    if isinstance(record.get("html"), str):
        draft = _of_html(record["html"], page.requested, address)
        draft.title = get("title") or draft.title
    elif blocks := _own_blocks(record):
        draft = Draft(page.requested, Sifted(blocks), get("title"))
    else:
        draft = _of_text(record["text"], page.requested, title=get("title"))
    author = record.get("author")
    names = ", ".join(a for a in author if isinstance(a, str)) if isinstance(author, list) else get("byline", "author")
    draft.byline = names or draft.byline
    draft.publisher = get("publisher", "site", "source") or draft.publisher
    draft.day = from_data(record.get("published") or record.get("date")) or draft.day
    draft.label = get("language", "lang") or draft.label
    draft.url = address or draft.url
    return _compose(draft, options)


def _own_blocks(record: dict[str, Any]) -> list[Piece]:
    """The blocks of our own output, without the title; empty where there are none or they do not fit the text."""
    text, raw = record["text"], record.get("blocks")
    if not isinstance(raw, list) or text != normalise(text):
        return []
    pieces: list[Piece] = []
    for block in raw:
        if not (isinstance(block, dict) and block.get("kind") in _KINDS):
            return []
        start, end = block.get("start"), block.get("end")
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
            return []
        pieces.append(Piece(block["kind"], one_line(text[start:end])))
    title = record.get("title")
    return pieces[1:] if pieces and pieces[0].text == title else pieces


# --- the article ----------------------------------------------------------------------------------------------


def _compose(draft: Draft, options: ReadOptions) -> Article:
    pieces = [(p.kind, p.text) for p in draft.sifted.pieces if p.text]
    if draft.title:
        pieces.insert(0, ("heading", draft.title))
    if not pieces:
        raise NoArticleError(f"{draft.name} holds no article")
    text, blocks = _laid_out(pieces)
    language = options.language or language_of(_body(text, blocks), label=draft.label, name=draft.name)
    published, basis = _published(draft, options)
    publisher = draft.publisher or draft.sifted.publisher
    notes = notes_of(
        text,
        blocks,
        language,
        title=draft.title,
        published=published,
        repeated=draft.sifted.repeated,
        removed=[*draft.removed, *draft.sifted.removed],
        held_back=draft.held_back or draft.sifted.held_back,
    )
    article = Article(
        "",
        draft.url,
        draft.title,
        draft.byline or draft.sifted.byline or None,
        publisher,
        published,
        basis,
        language,
        text,
        blocks,
        tuple(sorted(notes, key=lambda found: -1 if found.start is None else found.start)),
    )
    return replace(article, id=_identifier(article))


def _laid_out(pieces: list[tuple[BlockKind, str]]) -> tuple[str, tuple[Block, ...]]:
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for kind, words in pieces:
        blocks.append(Block(kind, at, at + len(words)))
        parts.append(words)
        at += len(words) + 2
    return "\n\n".join(parts), tuple(blocks)


def _body(text: str, blocks: tuple[Block, ...]) -> str:
    return " ".join(text[b.start : b.end] for b in blocks if b.kind != "heading") or text


def _published(draft: Draft, options: ReadOptions) -> tuple[str | None, PublishedBasis]:
    if options.published is not None:
        return checked_option(options.published), "option"
    if draft.day:
        return draft.day, "page"
    if day := from_address(draft.url):
        return day, "address"
    return None, "unknown"


def _identifier(article: Article) -> str:
    """A name that depends on the words and on who published them where, not on when or how they were read."""
    canonical = json.dumps([article.url, article.publisher, article.text], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "replace")).hexdigest()[:16]

"""Reads from which news agency an outlet took a text: the next link of the outlet's own chain.

The marks are rows of `lang/<language>/agencies.toml`, the agencies rows of `ontology/agencies.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from lagebild.errors import DataFileError
from lagebild.extract.names.gazetteer import folded, gazetteer
from lagebild.lang.load import has, having, ontology, rows, table
from lagebild.types import Actor, Article, Language, Source, Span

#: How many paragraphs from the beginning can have a dateline, and how many blocks from the end a credit.
FIRST, LAST = 2, 3


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """A news agency: its entity in the gazetteer, or its name and country, and the words that credit it."""

    id: str
    names: tuple[str, ...]
    entity: str = ""
    name: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class AgencyMark:
    """A way of saying that a text, or part of it, is an agency's."""

    id: str
    where: Literal["byline", "dateline", "credit"]
    pattern: str
    whole: bool
    example: str
    counter_example: str


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency that a text was taken from; `span` is None where the byline says so. `rule` is the id of the mark.

    `whole` tells whether the text is the agency's as a whole ("KIEW (dpa) -") or only some of it ("Mit Material von").
    """

    actor: Actor
    span: Span | None
    whole: bool
    rule: str

    @property
    def link(self) -> Source:
        """The agency as the next link of the outlet's chain."""
        return Source("named", self.span, self.actor)


def agencies_of(article: Article) -> tuple[Agency, ...]:
    """The agencies that an article says it was taken from, each once; a mark for the whole text comes before others.

    An agency's own page takes nothing from itself. Languages without marks have no agencies.
    """
    found: dict[str, Agency] = {}
    for agency in sorted(_found(article), key=lambda one: not one.whole):
        found.setdefault(agency.actor.name, agency)
    own = publishing_agency(article)
    return tuple(agency for agency in found.values() if own is None or agency.actor.name != own.name)


@cache
def marks(language: Language) -> tuple[AgencyMark, ...]:
    """The marks of a language; empty where it has none. Raises DataFileError for a broken file."""
    if not has(language, "agencies"):
        return ()
    return rows(table(language, "agencies"), "marks", AgencyMark, where=f"lang/{language}/agencies.toml")


@cache
def pattern_of(mark: AgencyMark) -> re.Pattern[str]:
    """The pattern of a mark with the names of all agencies in it."""
    name = "|".join(re.escape(name) for name in sorted(_by_name(), key=len, reverse=True))
    one = rf"(?<!\w)(?:{name})(?!\w)"
    several = rf"(?P<list>{one}(?:\s*(?:/|,|;|&|\bund\b|\band\b)\s*(?:the )?{one})*)"
    filled = mark.pattern.replace("{list}", several, 1)
    for number in range(filled.count("{list}")):  # an alternative needs a name of its own
        filled = filled.replace("{list}", several.replace("<list>", f"<list{number}>"), 1)
    return re.compile(filled)


def named_in(words: str, language: Language) -> tuple[Actor, ...]:
    """The agencies that a list of names ("dpa/AFP") means."""
    names = "|".join(re.escape(name) for name in sorted(_by_name(), key=len, reverse=True))
    found = re.findall(rf"(?<!\w)(?:{names})(?!\w)", words)
    return tuple(dict.fromkeys(_actor(_by_name()[name], language) for name in found))


def _found(article: Article) -> Iterator[Agency]:
    language = article.language
    for mark in marks(language):
        if mark.where == "byline":
            for words, _ in _matches(mark, article.byline or ""):
                yield from (Agency(actor, None, mark.whole, mark.id) for actor in named_in(words, language))
            continue
        for start, end in _stretches(article, mark.where):
            for words, place in _matches(mark, article.text[start:end].strip()):
                lead = len(article.text[start:end]) - len(article.text[start:end].lstrip())
                span = Span.of(article.text, start + lead + place, start + lead + place + len(words))
                yield from (Agency(actor, span, mark.whole, mark.id) for actor in named_in(words, language))


def _matches(mark: AgencyMark, text: str) -> Iterator[tuple[str, int]]:
    for match in pattern_of(mark).finditer(text):
        group = next(name for name, words in match.groupdict().items() if words)
        yield match[group], match.start(group)


def _stretches(article: Article, where: str) -> list[tuple[int, int]]:
    if where == "dateline":
        paragraphs = [block for block in article.blocks if block.kind == "paragraph"]
        return [(block.start, block.end) for block in paragraphs[:FIRST]]
    return [(block.start, block.end) for block in article.blocks[-LAST:] if block.kind != "heading"]


def publishing_agency(article: Article) -> Actor | None:
    """The agency that publishes an article itself, or None where the publisher is none."""
    row = _by_name().get((article.publisher or "").strip())
    return _actor(row, article.language) if row else None


def publishing_outlet(article: Article) -> Actor | None:
    """The outlet that the gazetteer knows by the name of the publisher, an agency or not; None where it knows none."""
    if agency := publishing_agency(article):
        return agency
    book = gazetteer(article.language if article.language in having("names") else "en")
    senses = book.senses(folded((article.publisher or "").strip()))
    kinds = {sense.key for sense in senses if book.entity(sense.key).kind == "outlet"}
    return book.actor(kinds.pop()) if len(kinds) == 1 == len(senses) else None


def _actor(row: AgencyRow, language: Language) -> Actor:
    if not row.entity:
        return Actor(row.name, "outlet", row.country, None, f"{row.country} MED")
    return gazetteer(language if language in having("names") else "en").actor(row.entity)


@cache
def _by_name() -> Mapping[str, AgencyRow]:
    found: dict[str, AgencyRow] = {}
    for row in rows(ontology("agencies"), "agencies", AgencyRow, where="ontology/agencies.toml"):
        if bool(row.entity) == bool(row.name and row.country):
            raise DataFileError(f"ontology/agencies.toml: {row.id}: give either 'entity' or 'name' and 'country'")
        for name in row.names:
            if name in found:
                raise DataFileError(f"ontology/agencies.toml: {name!r} stands for two agencies")
            found[name] = row
    return found

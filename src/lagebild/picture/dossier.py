"""The whole picture of some articles: each article with its claims, and everything that only shows across them."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from lagebild.compare.links import answerer, is_denying
from lagebild.picture.copies import Copy, copies, same_words
from lagebild.picture.figures import FigureTable, figure_table
from lagebild.picture.sources import Origin, Share, SourceTable, is_denial, origins, share, source_table
from lagebild.picture.timeline import NO_DATINGS, Datings, Timeline, timeline
from lagebild.types import Article, Claim, Entry, Reading, Span

AbstentionCode = Literal["undated", "unresolved_time", "uncounted_figure", "unknown_actor", "open_factuality"]


@dataclass(frozen=True, slots=True)
class ArticleSheet:
    """One article with its claims in the order of the text and the voices that speak in it; `number` counts from
    1."""

    number: int
    reading: Reading
    entries: tuple[Entry, ...]
    sources: SourceTable
    share: Share

    @property
    def article(self) -> Article:
        """The article."""
        return self.reading.article


@dataclass(frozen=True, slots=True)
class Dispute:
    """A content that somebody does not accept: its own source denies it, or the author contradicts the source.

    `repeats` are claims of the same words in other articles.
    """

    kind: Literal["denied", "contradicted"]
    entry: Entry
    repeats: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Abstention:
    """Something that was not read, said in sight: a code, and the words concerned where there are some."""

    code: AbstentionCode
    article: Article
    span: Span | None = None
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """All view models of some articles; an article given twice stands once."""

    sheets: tuple[ArticleSheet, ...]
    figures: FigureTable
    sources: SourceTable
    timeline: Timeline
    disputes: tuple[Dispute, ...]
    origins: tuple[Origin, ...]
    share: Share
    abstentions: tuple[Abstention, ...]
    copies: tuple[Copy, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All claims with their articles."""
        return tuple(entry for sheet in self.sheets for entry in sheet.entries)

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets by name, each once."""
        return tuple(dict.fromkeys(s.article.publisher for s in self.sheets if s.article.publisher))


def dossier(readings: Iterable[Reading], datings: Datings = NO_DATINGS) -> Dossier:
    """The dossier of some readings, articles in the order of their days, undated ones last.

    `datings` are what a ledger knows of the events of their claims.
    """
    distinct = {reading.article.id: reading for reading in readings}
    ordered = sorted(distinct.values(), key=lambda r: (r.article.published is None, r.article.published or ""))
    sheets = tuple(_sheet(number, reading) for number, reading in enumerate(ordered, 1))
    entries = tuple(entry for sheet in sheets for entry in sheet.entries)
    articles = tuple(sheet.article for sheet in sheets)
    times = timeline(entries, datings)
    figures = figure_table(entries)
    return Dossier(
        sheets,
        figures,
        source_table(entries),
        times,
        disputes(entries),
        origins(entries),
        share(entries),
        abstentions(articles, entries, figures, times),
        copies(articles),
    )


def disputes(entries: Iterable[Entry]) -> tuple[Dispute, ...]:
    """Denials, and claims that the author of the article contradicts."""
    found: dict[tuple[object, ...], Dispute] = {}
    entries = tuple(entries)
    refuted = {(e.article.id, e.claim.sentence.end) for e in entries if _dispute(e) == "contradicted"}
    for entry in entries:
        if _is_refutation(entry, refuted):
            continue
        if kind := _dispute(entry):
            key = (
                kind,
                same_words(entry),
                answerer(entry).key if kind == "denied" else "",
            )  # two may deny "such reports"
            known = found.get(key)
            found[key] = replace(known, repeats=(*known.repeats, entry)) if known else Dispute(kind, entry)
    return tuple(found.values())


def _dispute(entry: Entry) -> Literal["denied", "contradicted"] | None:
    if is_denial(entry) or (entry.claim.source.kind == "author" and _tells_a_denial(entry.claim)):
        return "denied"
    foreign = entry.claim.source.kind != "author"
    return "contradicted" if foreign and entry.claim.author_factuality in ("CT-", "PR-", "PS-") else None


def _is_refutation(entry: Entry, refuted: Container[tuple[str, int]]) -> bool:
    """Whether a sentence of the author ("That is false.") is that by which he contradicts the sentence before."""
    claim, text = entry.claim, entry.article.text
    if claim.source.kind != "author" or claim.act != "deny":
        return False
    end = len(text[: claim.sentence.start].rstrip())
    return (entry.article.id, end) in refuted


def _tells_a_denial(claim: Claim) -> bool:
    """Whether a sentence of the author tells that somebody who is named denies something."""
    return any(is_denying(event) and event.actor is not None for event in claim.content_events)


def abstentions(
    articles: Iterable[Article], entries: Iterable[Entry], figures: FigureTable, times: Timeline
) -> tuple[Abstention, ...]:
    """What stayed open: days, times, things counted, names, and how firmly something is put."""
    found = [Abstention("undated", article) for article in articles if article.published is None]
    found += [
        Abstention("unresolved_time", item.entry.article, item.time.span, item.entry.claim)
        for item in times.unresolved
        if item.time is not None
    ]
    found += [
        Abstention("uncounted_figure", row.entry.article, row.figure.span, row.entry.claim) for row in figures.apart
    ]
    for entry in entries:
        source = entry.claim.source
        if source.kind == "named" and source.actor is None:
            found.append(Abstention("unknown_actor", entry.article, source.span, entry.claim))
        if entry.claim.factuality in ("CTu", "Uu"):
            found.append(Abstention("open_factuality", entry.article, entry.claim.sentence, entry.claim))
    return tuple(found)


def _sheet(number: int, reading: Reading) -> ArticleSheet:
    entries = tuple(
        Entry(reading.article, claim) for claim in sorted(reading.claims, key=lambda c: (c.sentence.start, _first(c)))
    )
    return ArticleSheet(number, reading, entries, source_table(entries), share(entries))


def _first(claim: Claim) -> int:
    return min((span.start for span in claim.content), default=claim.sentence.start)

"""Gives each result to the view that its format asks for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from rich.text import Text

from lagebild import contract
from lagebild.addresses import address
from lagebild.compare.identity import name_in
from lagebild.compare.voices import speaker
from lagebild.console.messages import plain
from lagebild.console.output import Output, write_file
from lagebild.ledger import Filters, Hit, Judged, Ledger
from lagebild.picture.actors import actor_table
from lagebild.picture.timeline import timeline as timeline_of
from lagebild.types import Entry, Reading
from lagebild.views import tables, terminal, toml
from lagebild.views.tables import Table
from lagebild.views.wording import wording

#: So much of an id is shown: enough to be the only one among millions of claims.
SHOWN_ID = 12


def readings(output: Output, found: Iterable[Reading]) -> None:
    """Readings, each as soon as it is there; as HTML all in one file."""
    if output.format == "json":
        output.objects(contract.to_json(reading) for reading in found)
    elif output.format == "html":
        if together := list(found):
            from lagebild.views.html import render

            output.whole(render(together, ui=output.ui))
    else:
        for reading in found:
            terminal.print_article(output.console, reading, output.ui)


def dossier(output: Output, ledger: Ledger, filters: Filters) -> None:
    """The whole picture of the articles with a claim that fits."""
    if output.format == "html":
        output.whole(_html(ledger, filters, output.ui))
    elif output.format == "json":
        output.objects(contract.to_json(reading) for reading in ledger.readings(filters))
    else:
        from lagebild.console.answers import entries_of

        datings = ledger.dated(entries_of(ledger.readings(filters)))
        terminal.print_dossier(output.console, ledger.readings(filters), output.ui, datings)


def dossier_file(path: Path, ledger: Ledger, filters: Filters, ui: str) -> None:
    """The whole picture as one HTML file; raises UsageError where it cannot be written."""
    write_file(path, _html(ledger, filters, ui))


def _html(ledger: Ledger, filters: Filters, ui: str) -> str:
    from lagebild.console.answers import across
    from lagebild.views.html import render

    return render(ledger.readings(filters), across(ledger, filters), ui=ui)


#: Columns of actors that a person sees; the others are for programs.
_SHOWN = ("name", "kind", "country", "mentions", "articles", "words")


def actors(output: Output, entries: Iterable[Entry], *, unknown: bool, limit: int) -> None:
    """Who and what is named; the unknown as rows of a file of actors, to be completed and pasted."""
    rows = actor_table(entries, unknown=unknown)[:limit]
    if as_rows(output, lambda: tables.actors(rows)):
        return
    if not rows:
        output.console.print(Text(wording(output.ui)("text", "rows_none"), style="dim"))
    elif unknown:
        output.whole(toml.rows(rows, wording(output.ui)))
    else:
        here = (replace(row, actor=replace(row.actor, name=name_in(row.actor, output.ui))) for row in rows)
        terminal.print_table(output.console, tables.actors(here).narrowed(_SHOWN), output.ui)


def timeline(output: Output, ledger: Ledger, filters: Filters, *, types: Collection[str] | None) -> None:
    """What is said to have happened when; with types what dates a deed of one of them, without any of any type."""
    entries = list(ledger.entries(filters))
    table = timeline_of(entries, ledger.dated(entries), types=types)
    if not as_rows(output, lambda: tables.timeline(table)):
        terminal.print_timeline(output.console, table, output.ui)


def claims(output: Output, ledger: Ledger, filters: Filters) -> None:
    """Claims, one below the other, each with the beginning of its id, which `explain` takes, and what readers said."""
    from lagebild.console.answers import judged_of

    judged = judged_of(ledger, (entry.claim.id for entry in ledger.entries(filters)))
    if as_rows(output, lambda: tables.claims(ledger.entries(filters), judged)):
        return
    _print_claims(output, ledger.entries(filters), judged)


def hits(output: Output, found: Sequence[Hit]) -> None:
    """What a search found: claims first, then words that stand elsewhere in the articles."""
    if as_rows(output, lambda: hit_table(found)):
        return
    words = wording(output.ui)
    if any(hit.claim for hit in found) or not found:
        _print_claims(output, (Entry(hit.article, hit.claim) for hit in found if hit.claim))
    for hit in found:
        if hit.claim is None:
            place = plain(f"{words.outlet(hit.article)}: {words.title(hit.article)}")
            output.console.print(Text(f"{place}  {hit.words.start}:{hit.words.end}", style="dim"))
            output.console.print(Text(plain(hit.words.text)))


def _print_claims(
    output: Output, entries: Iterable[Entry], judged: Mapping[str, Sequence[Judged]] = MappingProxyType({})
) -> None:
    console, empty, words = output.console, True, wording(output.ui)
    for entry in entries:
        terminal.print_claims(console, [entry], output.ui)
        for one in judged.get(address("claim", entry.claim.id), ()):
            console.print(Text(f"      ✎ {plain(words.judged(one))}", style="yellow"))
        console.print(Text(f"      {plain(entry.claim.id[:SHOWN_ID])}", style="dim"))
        empty = False
    if empty:
        console.print(Text(wording(output.ui)("text", "rows_none"), style="dim"))


def as_rows(output: Output, table: Callable[[], Table]) -> bool:
    """Writes the table where the format is one for programs; False where it is for a person."""
    if output.format == "csv":
        output.whole(tables.as_csv(table()))
    elif output.format == "json":
        made = table()
        output.objects(dict(zip(made.header, row, strict=True)) for row in made.rows)
    return output.format in ("csv", "json")


def hit_table(found: Iterable[Hit]) -> Table:
    """One row for each hit; `claim` is None where the words stand outside the claims found."""
    header = ("score", "what", "source", "kind", "outlet", "day", "title", "article", "url", "start", "end", "claim")
    rows = []
    for hit in found:
        article, claim = hit.article, hit.claim
        voice = speaker(Entry(article, claim)) if claim else None
        what = terminal.content(claim) if claim else " ".join(hit.words.text.split())
        where = (article.publisher, article.published, article.title, article.id, article.url)
        place = (hit.words.start, hit.words.end, claim.id if claim else None)
        who = (voice.name or None, voice.kind) if voice else (None, None)
        rows.append((round(hit.score, 3), what, *who, *where, *place))
    return Table(header, tuple(rows))

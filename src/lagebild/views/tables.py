"""Turns view models into plain tables, and tables into CSV and JSON; keys are the same in every language and are
never renamed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lagebild.addresses import address
from lagebild.compare.voices import Voice, leaned_on, speaker
from lagebild.ledger import DayTold, Judged
from lagebild.picture.actors import ActorRow
from lagebild.picture.figures import FigureGroup, FigureRow, FigureTable
from lagebild.picture.timeline import Timeline, TimelineItem
from lagebild.types import Entry, Span

Cell = str | int | float | bool | None

#: Spreadsheets run cells that begin with one of these; words of an article must never be run.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_DAY = len("2024-10-20")


@dataclass(frozen=True, slots=True)
class Table:
    """A header of keys and rows of cells, all of the same length."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def narrowed(self, header: tuple[str, ...]) -> Table:
        """The table with these columns only."""
        places = [self.header.index(name) for name in header]
        return Table(header, tuple(tuple(row[place] for place in places) for row in self.rows))


def figures(table: FigureTable) -> Table:
    """One row for each figure; `group` numbers the quantity (rows of one number may be compared), None where it
    was not read."""
    header = (
        *("group", "value", "min", "max", "bound", "approximate", "vague", "unit", "of", "whose", "stage"),
        *("source", "kind", "on_whose_word", "outlet", "said", "held", "article", "url", "start", "end", "claim"),
        *("factuality", "author_factuality", "since", "since_words"),
    )
    groups: list[tuple[int | None, FigureGroup | None]] = list(enumerate(table.groups, 1))
    rows = [_figure(number, row) for number, group in groups if group for row in group.rows]
    return Table(header, tuple(rows + [_figure(None, row) for row in table.apart]))


def actors(rows: Iterable[ActorRow]) -> Table:
    """One row for each actor or place; `words` are the forms in the texts, `candidates` whom an open name may mean."""
    header = (
        *(
            "name",
            "kind",
            "country",
            "wikidata",
            "plover",
            "known",
            "mentions",
            "claims",
            "articles",
            "outlets",
            "words",
        ),
        *("candidates", "type", "latitude", "longitude", "within"),
    )
    return Table(header, tuple(_actor(row) for row in rows))


def _actor(row: ActorRow) -> tuple[Cell, ...]:
    actor, place = row.actor, row.actor.place
    who = (actor.name, actor.kind, actor.country, actor.wikidata, actor.plover, row.is_known)
    seen = (row.mentions, row.claims, row.articles, "; ".join(row.outlets), "; ".join(form for form, _ in row.words))
    others = "; ".join(f"{c.name} ({c.country})" if c.country else c.name for c in row.candidates) or None
    where = (place.type, place.latitude, place.longitude, "; ".join(place.within) or None) if place else (None,) * 4
    return (*who, *seen, others, *where)


def timeline(table: Timeline) -> Table:
    """One row for each dated item in order, then the rows without a date; `date` is a TIMEX3 value.

    `dating` tells what the days rest on, as for a deed; `disputed` lists the days that reports of its deed name where
    they exclude each other, each with who says so.
    """
    header = (
        *("date", "when", "role", "what", "source", "kind", "on_whose_word", "outlet", "article", "url"),
        *("start", "end", "claim", "types", "deeds", "dating", "disputed"),
    )
    items = table.items + table.unresolved + table.loose
    return Table(header, tuple(_dated(item) for item in items))


def claims(entries: Iterable[Entry], judged: Mapping[str, Sequence[Judged]] = MappingProxyType({})) -> Table:
    """One row for each claim; `judged` is what readers decided about it by its address, and stands in `decisions`."""
    header = (
        *("what", "source", "kind", "on_whose_word", "form", "act", "factuality", "author_factuality"),
        *("outlet", "day", "title", "article", "url", "start", "end", "claim", "decisions"),
    )
    rows = []
    for entry in entries:
        claim, article = entry.claim, entry.article
        how = (claim.form, claim.act, claim.factuality, claim.author_factuality)
        where = (article.publisher, article.published, article.title)
        decided = " | ".join(_decided(one) for one in judged.get(address("claim", claim.id), ()) if not one.undone_by)
        rows.append((words_of(entry), *said_by(entry), *how, *where, *place_of(entry, claim.sentence), decided or None))
    return Table(header, tuple(rows))


def _decided(one: Judged) -> str:
    """A decision as it stands in a cell: "correct source=Reuters (Anna, 2026-03-10: misread)"."""
    made = one.decision
    about = f" {made.cell}={made.content}" if made.cell else f" {made.content}" if made.content else ""
    return f"{made.kind}{about} ({made.who}, {made.made[:_DAY]}: {made.reason})"


def as_csv(table: Table) -> str:
    """The table as CSV (RFC 4180) with a header; text that a spreadsheet would run gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.header)
    writer.writerows([_safe(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def as_json(table: Table) -> str:
    """The table as JSON, one object a line."""
    return "".join(
        json.dumps(dict(zip(table.header, row, strict=True)), ensure_ascii=False) + "\n" for row in table.rows
    )


def _figure(group: int | None, row: FigureRow) -> tuple[Cell, ...]:
    figure = row.figure
    value = (_line(figure.span), _whole(figure.min), _whole(figure.max), row.bound, figure.approximate)
    counted = (figure.vague, figure.unit, figure.of, figure.whose, figure.stage)
    days = (row.outlet or None, row.said, row.held)
    firm = (row.entry.claim.factuality, row.entry.claim.author_factuality)
    since = (figure.since.value, _line(figure.since.span)) if figure.since else (None, None)
    return (group, *value, *counted, *said_by(row.entry), *days, *place_of(row.entry, figure.span), *firm, *since)


def _dated(item: TimelineItem) -> tuple[Cell, ...]:
    entry, time = item.entry, item.time
    told = (_line(time.span), time.role) if time else (None, None)
    where = place_of(entry, time.span if time else item.events[0].span)
    types = "; ".join(dict.fromkeys(event.type for event in item.events)) or None
    dating = item.dating if time is None or item.when else None
    deeds = "; ".join(address("deed", deed) for deed in dict.fromkeys(item.deeds) if deed) or None
    return (
        item.value, *told, words_of(entry), *said_by(entry), entry.article.publisher, *where,
        types, deeds, dating, _days_told(item.disputed),
    )  # fmt: skip


def _days_told(days: Iterable[DayTold]) -> str | None:
    """Days with those who name them: "2025-06-03: Governor (Gazette); Herald (Herald) | 2025-06-05: …"."""
    told = []
    for one in days:
        when = "/".join(dict.fromkeys((one.first.isoformat(), one.last.isoformat())))
        said = dict.fromkeys(
            f"{speaker(telling.entry).name or telling.entry.article.publisher} ({telling.outlet})"
            for telling in one.tellings
        )
        told.append(f"{when}: {'; '.join(said)}")
    return " | ".join(told) or None


def said_by(entry: Entry) -> tuple[Cell, ...]:
    """Who says it: name, kind, and on whose word."""
    voice = speaker(entry)
    return (voice.name or None, voice.kind, _names(leaned_on(entry)))


def _names(voices: Iterable[Voice]) -> str | None:
    return "; ".join(voice.name for voice in voices) or None


def place_of(entry: Entry, span: Span) -> tuple[Cell, ...]:
    """Where it stands: article, address, offsets, claim."""
    return (entry.article.id, entry.article.url, span.start, span.end, entry.claim.id)


def words_of(entry: Entry) -> str:
    """The words of a claim on one line, its parts set apart."""
    return " […] ".join(_line(part) for part in entry.claim.content or (entry.claim.sentence,))


def _line(span: Span) -> str:
    return " ".join(span.text.split())


def _whole(value: float | None) -> float | int | None:
    """Whole numbers without a decimal point, as far as a float holds them exactly."""
    return int(value) if value is not None and abs(value) < 2.0**53 and value == int(value) else value


def _safe(cell: Cell) -> Cell:
    if cell is None:
        return ""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell

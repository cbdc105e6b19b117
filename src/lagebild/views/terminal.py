"""Prints the picture to a terminal: colour where the terminal has it, plain text where it has not, readable from
60 columns on.

Every function takes a rich console, which knows the width, whether the output is a terminal, and NO_COLOR.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from lagebild.compare.voices import leaned_on
from lagebild.picture.dossier import ArticleSheet, Dispute, Dossier, dossier
from lagebild.picture.figures import FigureGroup, FigureRow, FigureTable, Quantity
from lagebild.picture.sides import Contrast, contrasts
from lagebild.picture.sources import Origin
from lagebild.picture.timeline import NO_DATINGS, Datings, Timeline, TimelineItem
from lagebild.picture.values import FigureNumber
from lagebild.types import Entry, Reading
from lagebild.views.bars import UNICODE, bar
from lagebild.views.plot import Plot, PlotMark, plot
from lagebild.views.tables import Table
from lagebild.views.timeline import basis_of, day_of, rivals, types_of
from lagebild.views.value_lines import value_lines
from lagebild.views.writer import Writer, content, plain

__all__ = [
    "content",
    "print_article",
    "print_claims",
    "print_dossier",
    "print_figures",
    "print_table",
    "print_timeline",
]

#: For figures of which nothing but themselves is known.
NO_NUMBERS: Mapping[Quantity, Sequence[FigureNumber]] = {}
#: Below this width a bar stands under its figure instead of beside it.
WIDE = 72


def print_dossier(console: Console, readings: Iterable[Reading], ui: str = "en", datings: Datings = NO_DATINGS) -> None:
    """Prints everything: articles with their claims, figures side by side, denials, timeline, sources, origins,
    what stayed open."""
    picture, page = dossier(readings, datings), _Views(console, ui)
    page.masthead(picture)
    numbers = {sheet.article.id: sheet.number for sheet in picture.sheets}
    copied = {copy.copy: (numbers[copy.original], copy.share) for copy in picture.copies}
    for sheet in picture.sheets:
        page.article(sheet, copied.get(sheet.article.id))
    page.figures(picture.figures)
    page.disputes(picture.disputes)
    page.timeline(picture.timeline)
    if len(picture.sheets) > 1:
        page.origins(picture.origins)
    page.open_points(picture)


def print_article(console: Console, reading: Reading, ui: str = "en") -> None:
    """Prints one article with its claims."""
    _Views(console, ui).article(dossier([reading]).sheets[0])


def print_figures(
    console: Console,
    table: FigureTable,
    ui: str = "en",
    numbers: Mapping[Quantity, Sequence[FigureNumber]] = NO_NUMBERS,
) -> None:
    """Prints figures side by side, with a bar for each, and the values of quantities whose `numbers` are given."""
    _Views(console, ui).figures(table, numbers)


def print_timeline(console: Console, table: Timeline, ui: str = "en") -> None:
    """Prints dated items in order, then those that could not be placed."""
    _Views(console, ui).timeline(table)


def print_claims(console: Console, entries: Iterable[Entry], ui: str = "en") -> None:
    """Prints claims one below the other, with the article that each stands in."""
    page = _Views(console, ui)
    for entry in entries:
        page.entry(entry)


def print_table(console: Console, table: Table, ui: str = "en") -> None:
    """Prints a table with its header in words; one that is too wide is printed row by row, a line for each cell."""
    _Views(console, ui).table(table)


class _Views(Writer):
    """The views, each a method."""

    def masthead(self, picture: Dossier) -> None:
        words, glyphs = self.words, self.glyphs
        self.show(Text.assemble(("Lagebild", "bold red"), "  ", (words("text", "dossier_title"), "bold")))
        identified = sum(origin.voice.identified for origin in picture.origins)
        share = picture.share.unnamed_share
        parts = [
            words.count("article", len(picture.sheets)),
            words.count("outlet", len(picture.outlets)),
            words.count("claim", len(picture.entries)),
            words.count("origin", identified) if identified else words("text", "origin_none"),
            words("text", "nothing_attributed")
            if share is None
            else words("text", "unnamed_share", percent=words.percent(share)),
        ]
        self.show(Text(f" {glyphs.dot} ".join(parts)))

    def article(self, sheet: ArticleSheet, copied: tuple[int, float] | None = None) -> None:
        """An article with its claims; `copied` is the number of the article that it copies, and which part."""
        article, words = sheet.article, self.words
        self.gap()
        self.show(Text(self.glyphs.rule * self.console.width, style="dim"))
        head = Grid.grid(padding=(0, 1, 0, 0))
        head.add_row(Text(f"{sheet.number:<2}", style="bold red"), Text(plain(words.title(article)), style="bold"))
        self.show(head)
        meta = [words.outlet(article)]
        if article.byline:
            meta.append(words("text", "by", name=article.byline))
        if article.published:
            basis = words("basis", article.published_basis)
            meta.append(words("text", "published", day=words.date(article.published), basis=basis))
        else:
            meta.append(words("text", "without_day"))
        meta.append(words.count("claim", len(sheet.entries)))
        self.show(Text(plain(f" {self.glyphs.dot} ".join(meta)), style="dim"), 3)
        if article.notes:
            notes = dict.fromkeys(plain(words.note(note)) for note in article.notes)
            self.show(Text(f"{self.glyphs.note} " + f" {self.glyphs.dot} ".join(notes), style="yellow"), 3)
        if copied:
            percent = words.percent(copied[1])
            message = words("text", "copy_of", percent=percent, number=copied[0])
            self.show(Text(f"{self.glyphs.note} {message}", style="yellow"), 3)
        if not sheet.entries:
            self.show(Text(words("text", "no_claims"), style="dim"), 3)
        self.by_source(sheet)

    def by_source(self, sheet: ArticleSheet) -> None:
        numbers = {entry.claim.id: number for number, entry in enumerate(sheet.entries, 1)}
        for row in sheet.sources.rows:
            self.gap()
            head = self.voice(row.voice)
            if row.voice.kind == "described":
                head.append(f"  {self.words('kind', row.voice.kind)}", style="not italic dim")
            self.show(head, 3)
            for entry in row.entries:
                self.claim(entry, f"{numbers[entry.claim.id]:>3}")

    def claim(self, entry: Entry, label: str) -> None:
        claim = entry.claim
        grid = Grid.grid(padding=(0, 1, 0, 0))
        grid.add_column(width=4, justify="right")
        grid.add_column(ratio=1)
        grid.expand = True
        grid.add_row(Text(label, style="dim"), Text(content(claim)))
        act = "" if claim.act == "state" else f", {self.words('act', claim.act)}"
        parts = [
            Text(f"{self.words('form', claim.form)}{act}", style="dim"),
            self.firm(claim.factuality, "factuality"),
        ]
        if claim.source.kind != "author" and claim.author_factuality != "Uu":
            author = self.words("source", "author")
            parts.append(Text.assemble((f"{author}: ", "dim"), self.firm(claim.author_factuality, "author_factuality")))
        grid.add_row("", self.dots(parts))
        if links := leaned_on(entry):
            via = Text(f" {self.glyphs.arrow} ", style="dim").join([self.voice(link) for link in links])
            grid.add_row("", Text.assemble((f"{self.words('source', 'via')}{self.words('text', 'colon')}", "dim"), via))
        self.show(grid, 1)

    def entry(self, entry: Entry) -> None:
        """A claim on its own, with source and place."""
        self.gap()
        self.show(self.dots([self.by(entry), self.place(entry)]))
        self.claim(entry, "")

    # --- across articles ---

    def figures(self, table: FigureTable, numbers: Mapping[Quantity, Sequence[FigureNumber]] = NO_NUMBERS) -> None:
        self.heading("figures")
        if not table.rows:
            self.show(Text(self.words("text", "no_figures"), style="dim"))
            return
        for group in table.groups:
            if group.several:
                self.group(group)
                for indent, line in value_lines(numbers.get(group.quantity, ()), self.words):
                    self.show(line, indent)
        singles = [row for group in table.groups if not group.several for row in group.rows]
        self.figure_list("singles", singles)
        self.figure_list("apart", table.apart)

    def group(self, group: FigureGroup) -> None:
        words = self.words
        of, owner = group.named(words.ui)
        whose = f" {words('text', 'of_whom', whose=owner)}" if owner else ""
        drawn = plot(group)
        origins = len(group.origins)
        meta = [
            words.count("figure", len(group.rows)),
            words.count("article", len(group.articles)),
            words.count("origin", origins) if origins else words("text", "origin_none"),
        ]
        if drawn and drawn.scale == "log":
            meta.append(words("text", "log_scale"))
        self.gap()
        family = words("family", group.quantity.family)
        self.show(Text.assemble((plain(f"{of}{whose}"), "bold"), (f"  {family}", "dim")))
        self.show(Text(f" {self.glyphs.dot} ".join(meta), style="dim"))
        if drawn is None:
            for row in group.rows:
                self.figure_line(row)
        elif self.console.width < WIDE:
            self.narrow_plot(drawn)
        else:
            self.wide_plot(drawn)
        for contrast in contrasts(group):
            self.contrast(contrast)

    def contrast(self, contrast: Contrast) -> None:
        """Two figures that stand against each other, and why."""
        a, b = contrast.a.first, contrast.b.first
        text = Text(f"{self.words('relation', contrast.relation.kind)}  ", style="red")
        for row, between in ((a, f"  {self.glyphs.dot}  "), (b, "")):
            text.append(plain(self.words.value(row.figure)), style="bold").append("  ").append_text(self.by(row.entry))
            text.append(f" {self.words.day(row.said)}{between}" if row.said else between, style="dim")
        self.show(text)
        self.show(Text(plain(self.words.contrast(contrast.relation, a.view.origin, b.view.origin)), style="dim"), 2)

    def wide_plot(self, drawn: Plot) -> None:
        size = max(18, min(44, self.console.width // 3 - 4))
        grid = Grid.grid(padding=(0, 2, 0, 0))
        grid.add_column(max_width=16, style="dim")
        grid.add_column(max_width=24, overflow="fold")
        grid.add_column(min_width=size, width=size, no_wrap=True)
        grid.add_column(ratio=1, overflow="fold")
        grid.expand = True
        for stage in drawn.stages:
            for place, mark in enumerate(stage.marks):
                label = self.words("stage", stage.stage) if place == 0 and stage.stage else ""
                value = Text(plain(mark.point.first.figure.span.text), style="bold")
                grid.add_row(label, value, Text(self.bar(mark, size), style="red"), self.origin(mark))
        grid.add_row("", "", Text(self.axis(drawn, size), style="dim"), "")
        self.show(grid)

    def narrow_plot(self, drawn: Plot) -> None:
        size = self.console.width - 4
        for stage in drawn.stages:
            if stage.stage:
                self.show(Text(self.words("stage", stage.stage), style="dim"))
            for mark in stage.marks:
                value = Text(plain(mark.point.first.figure.span.text), style="bold")
                self.show(Text.assemble(value, "  ", self.origin(mark)), 2)
                self.show(Text(self.bar(mark, size), style="red"), 2)
        self.show(Text(self.axis(drawn, size), style="dim"), 2)

    def bar(self, mark: PlotMark, size: int) -> str:
        return bar(mark, size, self.glyphs)

    def origin(self, mark: PlotMark) -> Text:
        text = self.by(mark.point.first.entry).append_text(self.doubt(mark.point.first))
        if mark.point.articles > 1:
            text.append(f" {self.words('text', 'several_articles', number=mark.point.articles)}", style="dim")
        return text

    def doubt(self, row: FigureRow) -> Text:
        """How firmly a figure is put, where it is not simply stated."""
        text, claim = Text(), row.entry.claim
        if claim.factuality not in ("CT+", "Uu"):
            text.append("  ").append_text(self.firm(claim.factuality, "factuality"))
        if row.contradicted:
            text.append(f"  {self.glyphs.no} {self.words('dispute', 'contradicted')}", style="red")
        return text

    def axis(self, drawn: Plot, size: int) -> str:
        first = self.words.short_number(drawn.ticks[0].value)
        last = self.words.short_number(drawn.ticks[-1].value)
        return f"{first}{last:>{max(size - len(first), len(last) + 1)}}"

    def figure_list(self, key: str, rows: Sequence[FigureRow]) -> None:
        if rows:
            self.gap()
            self.show(Text(self.words("heading", key), style="bold"))
            for row in rows:
                self.figure_line(row)

    def figure_line(self, row: FigureRow) -> None:
        figure = row.figure
        value = Text(plain(figure.span.text), style="bold")
        if figure.of and figure.of.casefold() not in figure.span.text.casefold():
            value = Text.assemble(value, f" {plain(figure.of)}")
        parts = [value, self.by(row.entry).append_text(self.doubt(row)), self.place(row.entry)]
        if figure.stage:
            parts.insert(1, Text(self.words("stage", figure.stage), style="dim"))
        self.show(self.dots(parts), 2)

    def disputes(self, found: Sequence[Dispute]) -> None:
        self.heading("disputes")
        if not found:
            self.show(Text(self.words("text", "no_disputes"), style="dim"))
        for dispute in found:
            verdict = Text(f"{self.glyphs.no} {self.words('dispute', dispute.kind)}", style="red")
            self.show(Text(content(dispute.entry.claim)))
            places = [self.place(entry) for entry in (dispute.entry, *dispute.repeats)]
            self.show(self.dots([verdict, self.by(dispute.entry), *places]), 2)

    def timeline(self, table: Timeline) -> None:
        self.heading("timeline")
        if not table.items:
            self.show(Text(self.words("text", "no_times"), style="dim"))
        for day, items in groupby(table.items, key=lambda item: day_of(item, self.words)):
            self.show(Text(day, style="bold green"))
            for item in items:
                self.dated(item)
        if table.unresolved:
            self.gap()
            self.show(Text(self.words("heading", "unresolved"), style="bold"))
            for item in table.unresolved:
                self.dated(item)

    def dated(self, item: TimelineItem) -> None:
        words = self.words
        if item.time is None:
            when = Text(basis_of(item, words))
        else:
            when = Text(f"“{plain(item.time.span.text)}”" if self.glyphs is UNICODE else plain(item.time.span.text))
            if item.time.role == "saying":
                when.append(f" ({words('role', 'saying')})", style="dim")
        self.show(Text(content(item.entry.claim)), 2)
        types = [Text(types_of(item, words))] if item.events else []
        places = [self.place(entry) for entry in (item.entry, *item.repeats)]
        self.show(self.dots([*types, when, self.by(item.entry), *places]), 4)
        if item.disputed:
            days = (f"{one.day}: {'; '.join(plain(who) for who, _ in one.said)}" for one in rivals(item, words))
            self.show(Text(words("text", "day_disputed", days=" | ".join(days)), style="yellow"), 4)

    def origins(self, found: Sequence[Origin]) -> None:
        self.heading("origins")
        if not any(origin.voice.identified for origin in found):
            self.show(Text(self.words("text", "origin_none"), style="dim"))
        for origin in found:
            if origin.voice.identified:
                parts = [
                    self.words.count("claim", len(origin.entries)),
                    ", ".join(plain(outlet) for outlet in origin.outlets),
                ]
                tail = f" {self.glyphs.dot} ".join(part for part in parts if part)
                self.show(Text.assemble(self.voice(origin.voice), "  ", (tail, "dim")), 2)

    def open_points(self, picture: Dossier) -> None:
        self.heading("open")
        counts: dict[str, int] = {}
        for point in picture.abstentions:
            counts[point.code] = counts.get(point.code, 0) + 1
        if not counts:
            self.show(Text(self.words("text", "nothing_open"), style="dim"))
        for code, number in counts.items():
            self.show(Text(f"{number:>5}  {self.words('abstention', code)}"))

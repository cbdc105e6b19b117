"""Writes to a rich console the small parts that all terminal views share: headings, sources, firmness, tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from lagebild.compare.voices import Voice, leaned_on, speaker
from lagebild.types import Claim, Entry, Factuality
from lagebild.views.bars import ASCII, UNICODE, Glyphs
from lagebild.views.tables import Table
from lagebild.views.wording import Wording, wording

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_STYLES: dict[str, str] = {"named": "bold cyan", "described": "cyan", "unnamed": "italic yellow", "author": "dim"}
_FIRM: dict[Factuality, str] = {
    "CT+": "green",
    "PR+": "green",
    "PS+": "yellow",
    "CT-": "red",
    "PR-": "red",
    "PS-": "red",
    "CTu": "dim",
    "Uu": "dim",
}


class Writer:
    """One output: a console with the words and the signs that it can show."""

    def __init__(self, console: Console, ui: str) -> None:
        self.console = console
        self.words: Wording = wording(ui)
        self.glyphs: Glyphs = ASCII if console.options.ascii_only else UNICODE

    def show(self, thing: RenderableType, indent: int = 0) -> None:
        """Prints something, moved to the right by `indent` columns."""
        padded = Padding(thing, (0, 0, 0, indent), expand=False)
        if self.console.is_terminal:
            self.console.print(padded)
            return
        with self.console.capture() as captured:  # a file or a pipe has no use for the blanks that fill a line
            self.console.print(padded)
        for line in captured.get().splitlines():
            self.console.out(line.rstrip(), highlight=False)

    def gap(self) -> None:
        """An empty line."""
        self.console.print()

    def heading(self, key: str) -> None:
        """A heading of [heading] with a line across the page."""
        self.gap()
        title = self.words("heading", key)
        rest = self.glyphs.rule * max(self.console.width - len(title) - 4, 0)
        self.show(
            Text.assemble((f"{self.glyphs.rule * 2} ", "dim"), (title, "bold"), (f" {rest}", "dim")),
        )

    # --- parts ---

    def voice(self, voice: Voice) -> Text:
        """A source in the style of its kind."""
        return Text(plain(self.words.voice(voice)), style=_STYLES[voice.kind])

    def by(self, entry: Entry) -> Text:
        """The source and those on whose word it speaks."""
        text = self.voice(speaker(entry))
        for link in leaned_on(entry):
            text = Text.assemble(text, (f" {self.glyphs.arrow} ", "dim"), self.voice(link))
        return text

    def firm(self, value: Factuality, section: str) -> Text:
        """A factuality as sign, word and code; `section` holds the words."""
        signs = {"CT+": self.glyphs.sure, "PR+": self.glyphs.likely, "PS+": self.glyphs.maybe, "CT-": self.glyphs.no}
        sign = signs.get(value, self.glyphs.open)
        return Text(f"{sign} {self.words(section, value)} ({value})", style=_FIRM[value])

    def place(self, entry: Entry) -> Text:
        """Outlet and day of the article."""
        article = entry.article
        day = f", {self.words.day(article.published)}" if article.published else ""
        return Text(plain(self.words.outlet(article)) + day, style="dim")

    def dots(self, parts: Sequence[Text]) -> Text:
        """Parts in a row with dots between them."""
        return Text(f" {self.glyphs.dot} ", style="dim").join(parts)

    def table(self, table: Table) -> None:
        """A table in columns, or row by row where it is too wide."""
        names = [self.words("column", name) for name in table.header]
        cells = [["" if cell is None else plain(str(cell)) for cell in row] for row in table.rows]
        widths = [max(map(cell_len, column)) for column in zip(names, *cells, strict=True)]
        if sum(widths) + 2 * len(widths) > self.console.width:
            self.records(names, cells)
            return
        grid = Grid(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False)
        for name in names:
            grid.add_column(name, header_style="bold")
        for row in cells:
            grid.add_row(*map(Text, row))
        self.show(grid)

    def records(self, names: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
        """Rows one below the other, a line for each cell that is not empty."""
        for row in cells:
            grid = Grid.grid(padding=(0, 2, 0, 0))
            grid.add_column(style="dim")
            grid.add_column(overflow="fold")
            for name, cell in zip(names, row, strict=True):
                if cell:
                    grid.add_row(name, Text(cell))
            self.show(grid)
            self.gap()


def content(claim: Claim) -> str:
    """The words of a claim on one line, its parts set apart."""
    return " […] ".join(plain(part.text) for part in claim.content or (claim.sentence,))


def plain(words: str) -> str:
    """Words on one line, without anything that could steer a terminal."""
    return _CONTROL.sub("\ufffd", " ".join(words.split()))

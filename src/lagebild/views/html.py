"""Draws a dossier as one HTML file that needs nothing else: no server, no script, no font.

Every cell leads to its sentence, every sentence leads back to its rows; both ways are plain anchors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from lagebild.article.notes import written_in
from lagebild.compare.voices import leaned_on, speaker
from lagebild.picture.across import Across
from lagebild.picture.conflicts import Conflict
from lagebild.picture.dossier import Abstention, ArticleSheet, Dispute, Dossier, dossier
from lagebild.picture.figures import FigureGroup, FigureRow
from lagebild.picture.lineage import Branch
from lagebild.picture.sides import Contrast, StageSides, contrasts, stage_sides
from lagebild.picture.timeline import TimelineItem
from lagebild.types import Article, Entry, Note, Reading, Source, Span
from lagebild.views.answer_tables import reasons
from lagebild.views.marks import MarkedText, marked
from lagebild.views.plot import plot
from lagebild.views.spans import clean, text_html
from lagebild.views.time_plot import TimePlot, time_plot
from lagebild.views.wording import Wording, wording

#: Up to this many articles their texts stand open; beyond it they are folded, so that the page stays easy to move in.
OPEN_ARTICLES = 20
#: The table below a plot is folded when it has more rows than this; the plot shows the same figures.
OPEN_FIGURES = 8
#: Other tables with more rows than this are folded.
OPEN_ROWS = 40


def render(
    readings: Iterable[Reading], across: Across | None = None, *, ui: str = "en", title: str | None = None
) -> str:
    """The dossier of some readings as one self-contained HTML file; raises UsageError for an unknown language of
    labels.

    `across` is what a ledger knows of their claims; without it the sections of it are left out.
    """
    return render_dossier(dossier(readings), across, ui=ui, title=title)


def render_dossier(picture: Dossier, across: Across | None = None, *, ui: str = "en", title: str | None = None) -> str:
    """A dossier as one self-contained HTML file."""
    words = wording(ui)
    page = Pages(picture, words)
    return _environment().get_template("dossier.html.j2").render(page=page, across=across, w=words, title=title)


class Pages:
    """What the templates ask for: addresses inside the file and values in words."""

    def __init__(self, picture: Dossier, words: Wording) -> None:
        self.dossier = picture
        self.words = words
        self.open = len(picture.sheets) <= OPEN_ARTICLES
        self.open_rows = OPEN_ROWS
        self.open_figures = OPEN_FIGURES
        self._numbers = {sheet.article.id: sheet.number for sheet in picture.sheets}
        self._marked = {s.number: marked(s.article, [e.claim for e in s.entries]) for s in picture.sheets}
        self._rows = {
            (sheet.number, entry.claim.id): place
            for sheet in picture.sheets
            for place, entry in enumerate(sheet.entries, 1)
        }

    def number(self, article: Article) -> int:
        """The number of an article in this dossier."""
        return self._numbers[article.id]

    def row(self, entry: Entry) -> int:
        """The number of a claim in its article."""
        return self._rows[self.number(entry.article), entry.claim.id]

    def href(self, entry: Entry) -> str | None:
        """The anchor of the sentence of a claim, or None where the claim or its article is not in the dossier."""
        number = self._numbers.get(entry.article.id)
        return f"#{self.sentence_id(entry)}" if (number, entry.claim.id) in self._rows else None

    @staticmethod
    def loose(found: Iterable[Dispute], linked: Iterable[Conflict]) -> list[Dispute]:
        """The denials that stand in no link: the others are shown with the claim that they deny."""
        answers = {(one.entry.article.id, one.entry.claim.id) for one in linked if one.kind == "denies"}
        return [one for one in found if (one.entry.article.id, one.entry.claim.id) not in answers]

    def link_reasons(self, one: Conflict) -> str:
        """Why two claims are linked, in words."""
        return "; ".join(reasons(one, self.words))

    def branch_name(self, branch: Branch) -> str:
        """What a branch of the tree of origins is called."""
        name = branch.name or self.words("text", "no_outlet")
        if branch.voice is not None and (branch.kind == "voice" or branch.voice.identified):
            return self.words.voice(branch.voice)
        if branch.kind == "page":
            return name
        return self.words("lineage", branch.voice.kind if branch.voice else branch.kind, name=name)

    def claim_id(self, entry: Entry) -> str:
        """The anchor of the row of a claim."""
        return f"c{self.number(entry.article)}-{self.row(entry)}"

    def sentence_id(self, entry: Entry) -> str:
        """The anchor of the sentence of a claim."""
        article = self.number(entry.article)
        return f"s{article}-{self._marked[article].anchors[self.row(entry) - 1]}"

    def notes(self, sheet: ArticleSheet) -> str:
        """The notes of an article in a row, each once."""
        shown = Counter(self.words.note(note) for note in sheet.article.notes)
        if copied := self.copy_of(sheet):
            shown[self.words("text", "copy_of", number=copied[0], percent=copied[1])] = 1
        return "; ".join(f"{note} ×{number}" if number > 1 else note for note, number in shown.items())

    def note_language(self, article: Article) -> str:
        """The language that the notes of an article are written in."""
        return written_in(article.language)

    def note_href(self, note: Note, sheet: ArticleSheet) -> str | None:
        """The anchor of the sentence that a note concerns, or None where no claim was read from it."""
        text: MarkedText = self._marked[sheet.number]
        if note.start is None:
            return None
        for anchor, end in _stretches(text):
            if anchor <= note.start < end:
                return f"s{sheet.number}-{anchor}"
        return None

    def text(self, sheet: ArticleSheet) -> Markup:
        """The text of an article with its spans."""

        def number(claim: int) -> Markup:
            label = self.words("text", "to_claim", number=claim)
            form = '<a class="n" href="#c{}-{}" data-n="{}" aria-label="{}"></a>'
            return Markup(form).format(sheet.number, claim, claim, label)

        return text_html(self._marked[sheet.number], anchor=lambda start: f"s{sheet.number}-{start}", number=number)

    def content(self, entry: Entry) -> Markup:
        """The words of a claim, its parts set apart by dots."""
        parts = [clean(" ".join(part.text.split())) for part in entry.claim.content or (entry.claim.sentence,)]
        return Markup(" <span class=gap>[…]</span> ").join(parts)

    def source(self, entry: Entry) -> str:
        """Who says it."""
        return self.words.voice(speaker(entry))

    def as_written(self, source: Source) -> str:
        """The words of a source where they differ from its name."""
        if source.span is None or source.actor is None or source.span.text == source.actor.name:
            return ""
        return " ".join(source.span.text.split())

    def chain(self, entry: Entry) -> str:
        """On whose word, nearest first."""
        return " ← ".join(self.words.voice(voice) for voice in leaned_on(entry))

    def copy_of(self, sheet: ArticleSheet) -> tuple[int, str] | None:
        """The number of the article that this one copies, and the part of its text that is copied."""
        for copy in self.dossier.copies:
            if copy.copy == sheet.article.id:
                return self._numbers[copy.original], self.words.percent(copy.share)
        return None

    def derived(self, row: FigureRow) -> str:
        """The value as derived, where the words do not already show it."""
        value = self.words.value(row.figure)
        return "" if value == self.plain(row.figure.span) else value

    def plot(self, group: FigureGroup) -> Any:
        """The figures of a group on an axis."""
        return plot(group)

    def time_plot(self, group: FigureGroup) -> TimePlot | None:
        """The figures of a group over time."""
        return time_plot(group)

    def stage_sides(self, group: FigureGroup) -> tuple[StageSides, ...]:
        """Lowest, highest and latest figures of a group, by stage."""
        return stage_sides(group)

    def contrasts(self, group: FigureGroup) -> tuple[Contrast, ...]:
        """The figures of a group that stand against each other."""
        return contrasts(group)

    def reasons(self, contrast: Contrast) -> str:
        """Why two figures stand against each other, in words."""
        return self.words.contrast(contrast.relation, contrast.a.first.view.origin, contrast.b.first.view.origin)

    def days(self, items: Sequence[TimelineItem]) -> list[tuple[str, bool, list[TimelineItem]]]:
        """The items of each date in order, with whether the date is a single day."""
        found = []
        for shown, same in groupby(items, key=lambda item: self.words.time(item.time)):
            group = list(same)
            found.append((shown, group[0].when is not None and group[0].when.grain == "day", group))
        return found

    def open_points(self) -> list[tuple[str, list[Abstention]]]:
        """What was not read, by kind."""
        kinds: dict[str, list[Abstention]] = {}
        for point in self.dossier.abstentions:
            kinds.setdefault(point.code, []).append(point)
        return list(kinds.items())

    def entry_of(self, point: Abstention) -> Entry | None:
        """The claim that something unread stands in."""
        return Entry(point.article, point.claim) if point.claim else None

    @staticmethod
    def plain(span: Span) -> str:
        """The words of a span on one line."""
        return " ".join(span.text.split())

    @staticmethod
    def link(url: str | None) -> str | None:
        """An address that may be linked: http and https with a host, nothing else."""
        if not url:
            return None
        try:
            parts = urlsplit(url)
        except ValueError:
            return None
        return url if parts.scheme in ("http", "https") and parts.netloc else None


def _stretches(text: MarkedText) -> Iterable[tuple[int, int]]:
    for block in text.blocks:
        for stretch in block.stretches:
            if stretch.anchor is not None:
                yield stretch.anchor, stretch.anchor + sum(len(piece.text) for piece in stretch.pieces)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("lagebild.views", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.finalize = _finalize
    return environment


def _finalize(value: object) -> object:
    """Words of articles can hold code points that HTML forbids; values from our own templates cannot."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value

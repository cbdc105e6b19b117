"""Draws a dossier as one HTML file that needs nothing else: no server, no script, no font.

Every cell leads to its sentence, every sentence leads back to its rows; both ways are plain anchors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from lagebild.addresses import address
from lagebild.compare.grading import SourceGrade
from lagebild.picture.across import Across
from lagebild.picture.conflicts import Conflict
from lagebild.picture.dossier import Abstention, ArticleSheet, Dispute, Dossier, dossier
from lagebild.picture.sources import SourceRow
from lagebild.picture.timeline import NO_DATINGS
from lagebild.types import Article, Entry, Note, Reading
from lagebild.views.marks import MarkedText, marked
from lagebild.views.shown import Shown
from lagebild.views.spans import text_html
from lagebild.views.templating import environment
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
    return render_dossier(dossier(readings, across.datings if across else NO_DATINGS), across, ui=ui, title=title)


def render_dossier(picture: Dossier, across: Across | None = None, *, ui: str = "en", title: str | None = None) -> str:
    """A dossier as one self-contained HTML file."""
    words = wording(ui)
    page = Pages(picture, words, across)
    return environment().get_template("dossier.html.j2").render(page=page, across=across, w=words, title=title)


class Pages(Shown):
    """What the templates ask for: addresses inside the file and values in words."""

    def __init__(self, picture: Dossier, words: Wording, across: Across | None = None) -> None:
        self.dossier = picture
        self._judged = across.judged if across else {}
        self._graded = across.graded if across else {}
        super().__init__(words)
        self.open = len(picture.sheets) <= OPEN_ARTICLES
        self.open_rows = OPEN_ROWS
        self.level = 2  # of the headings of articles
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

    def has_comments(self) -> bool:
        """Whether there is a part for comments on the dossier as a whole."""
        return False

    def grade(self, row: SourceRow) -> SourceGrade:
        """How reliable a source is: as readers decided, else as the file of sources says."""
        return self._graded.get(row.voice.key) or row.grade

    def judged(self, entry: Entry) -> Sequence[str]:
        """What readers noted, checked or corrected of a claim; what the machine read stands beside it."""
        return [self.words.judged(one) for one in self._judged.get(address("claim", entry.claim.id), ())]

    def href(self, entry: Entry) -> str | None:
        """The anchor of the sentence of a claim, or None where the claim or its article is not in the dossier."""
        number = self._numbers.get(entry.article.id)
        return self.to(entry) if (number, entry.claim.id) in self._rows else None

    def to(self, entry: Entry) -> str:
        """The anchor of the sentence of a claim of the dossier."""
        return f"#{self.sentence_id(entry)}"

    def to_article(self, article: Article) -> str:
        """The anchor of an article of the dossier."""
        return f"#a{self.number(article)}"

    @staticmethod
    def loose(found: Iterable[Dispute], linked: Iterable[Conflict]) -> list[Dispute]:
        """The denials that stand in no link: the others are shown with the claim that they deny."""
        answers = {(one.entry.article.id, one.entry.claim.id) for one in linked if one.kind == "denies"}
        return [one for one in found if (one.entry.article.id, one.entry.claim.id) not in answers]

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

        anchored = self._marked[sheet.number]
        level = self.level + 1
        return text_html(anchored, anchor=lambda start: f"s{sheet.number}-{start}", number=number, heading=level)

    def copy_of(self, sheet: ArticleSheet) -> tuple[int, str, Article] | None:
        """The number of the article that this one copies, the part of its text that is copied, and that article."""
        for copy in self.dossier.copies:
            if copy.copy == sheet.article.id:
                number = self._numbers[copy.original]
                return number, self.words.percent(copy.share), self.dossier.sheets[number - 1].article
        return None

    def open_points(self) -> list[tuple[str, list[Abstention]]]:
        """What was not read, by kind."""
        kinds: dict[str, list[Abstention]] = {}
        for point in self.dossier.abstentions:
            kinds.setdefault(point.code, []).append(point)
        return list(kinds.items())

    def entry_of(self, point: Abstention) -> Entry | None:
        """The claim that something unread stands in."""
        return Entry(point.article, point.claim) if point.claim else None


def _stretches(text: MarkedText) -> Iterable[tuple[int, int]]:
    for block in text.blocks:
        for stretch in block.stretches:
            if stretch.anchor is not None:
                yield stretch.anchor, stretch.anchor + sum(len(piece.text) for piece in stretch.pieces)

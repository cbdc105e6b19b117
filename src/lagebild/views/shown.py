"""What the templates ask for wherever claims are shown as HTML: values in words, plots, and ways to what is shown.

The file of a dossier and the pages of the server each say where their articles and sentences stand.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from lagebild.article.notes import written_in
from lagebild.compare.deeds import Deed
from lagebild.compare.voices import leaned_on, speaker
from lagebild.ledger.comments import Comment
from lagebild.ledger.comments import figure as address_of_figure
from lagebild.picture.conflicts import Conflict
from lagebild.picture.escalation import Clause, Pair, Verdict
from lagebild.picture.figures import FigureGroup, FigureRow
from lagebild.picture.lineage import Branch
from lagebild.picture.sides import Contrast, StageSides, contrasts, stage_sides
from lagebild.picture.ties import Acting
from lagebild.picture.timeline import TimelineItem
from lagebild.types import Actor, Article, Entry, Source, Span
from lagebild.views import deeds as deed_views
from lagebild.views import escalation as escalation_views
from lagebild.views import timeline as timeline_views
from lagebild.views.answer_tables import reasons
from lagebild.views.intensity_plot import IntensityPlot, intensity_plots
from lagebild.views.measured import Rate, rates
from lagebild.views.network import Network, network
from lagebild.views.plot import plot
from lagebild.views.spans import clean
from lagebild.views.time_plot import TimePlot, time_plot
from lagebild.views.timeline import Rival
from lagebild.views.wording import Wording


class Shown(ABC):
    """Claims, figures and times in the words of one language, with the addresses of what they stand in."""

    #: Whether lowest, highest and latest figures stand in a table instead of lines of text.
    with_stage_table = False

    def __init__(self, words: Wording) -> None:
        self.words = words

    @abstractmethod
    def href(self, entry: Entry) -> str | None:
        """The address of the sentence of a claim, or None where it cannot be shown here."""

    @abstractmethod
    def to(self, entry: Entry) -> str:
        """The address of the sentence of a claim that can be shown here."""

    @abstractmethod
    def to_article(self, article: Article) -> str:
        """The address of an article that can be shown here."""

    def judged(self, entry: Entry) -> Sequence[str]:
        """What readers said of a claim, a line each; nothing where the view was not given it."""
        del entry
        return ()

    def comments(self, target: str) -> Sequence[Comment]:
        """The approved comments of readers on a thing, by its address; nothing where the view was given none."""
        del target
        return ()

    def comments_to(self, target: str) -> str | None:
        """Where a comment on a thing can be sent, or None where the view tells no place."""
        del target
        return None

    @staticmethod
    def figure_address(group: FigureGroup) -> str:
        """What comments call the quantity of a group."""
        one = group.quantity
        return address_of_figure(one.concept, one.unit, one.owner, one.family)

    def party(self, actor: Actor | None) -> str:
        """The name of a party of a deed in the language of the view."""
        return deed_views.name_of(actor, self.words)

    def verdict(self, one: Verdict) -> str:
        """A verdict in a few words."""
        return escalation_views.verdict_words(one, self.words)

    def clause(self, one: Clause) -> str:
        """A reason of a verdict as a sentence."""
        return escalation_views.clause_words(one, self.words)

    def intensity(self, pair: Pair) -> tuple[IntensityPlot, ...]:
        """The intensity between two sides over time, on each scale."""
        return intensity_plots(pair)

    def doing(self, deed: Deed) -> str:
        """Who does what to whom and where, on one line."""
        return deed_views.doing(deed, self.words)

    def days_of(self, deed: Deed) -> str:
        """When a deed was done, with what that rests on."""
        return deed_views.days_of(deed, self.words)

    def network(self, found: Sequence[Acting]) -> Network | None:
        """The drawing of some ties; None where there are none."""
        return network(found, self.party)

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

    def stage_sides(self, group: FigureGroup, least: int = 2) -> tuple[StageSides, ...]:
        """Lowest, highest and latest figures of a group, by stage; those with fewer than `least` are left out."""
        return stage_sides(group, least=least)

    def contrasts(self, group: FigureGroup) -> tuple[Contrast, ...]:
        """The figures of a group that stand against each other."""
        return contrasts(group)

    def reasons(self, contrast: Contrast) -> str:
        """Why two figures stand against each other, in words."""
        return self.words.contrast(contrast.relation, contrast.a.first.view.origin, contrast.b.first.view.origin)

    def days(self, items: Sequence[TimelineItem]) -> list[tuple[str, bool, list[TimelineItem]]]:
        """The items of each date in order, with whether the date is a single day."""
        found = []
        for shown, same in groupby(items, key=lambda item: timeline_views.day_of(item, self.words)):
            group = list(same)
            found.append((shown, any(map(timeline_views.is_exact, group)), group))
        return found

    def basis(self, item: TimelineItem) -> str:
        """What the days of a deed rest on that its claim tells no time for."""
        return timeline_views.basis_of(item, self.words)

    def deeds_of(self, item: TimelineItem) -> tuple[tuple[str, str | None], ...]:
        """The types of the events of an item, each with the deed that it is."""
        return timeline_views.deeds_of(item, self.words)

    def rivals(self, item: TimelineItem) -> tuple[Rival, ...]:
        """The days that reports of the item's deed name where they exclude each other."""
        return timeline_views.rivals(item, self.words)

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

    def rates(self) -> tuple[Rate, ...]:
        """How well the program reads, as measured."""
        return rates()

    def note_language(self, article: Article) -> str:
        """The language that the notes of an article are written in."""
        return written_in(article.language)

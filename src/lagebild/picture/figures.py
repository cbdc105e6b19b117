"""Figures side by side: one group for each quantity, sub-groups for stages, and never a comparison across quantities.

Two figures belong to one quantity when they count the same concept in the same unit for the same side, and their
stages are of
one family (`ontology/quantities.toml`). Where the text does not say whose they are, the figure joins the group of
its article
if that is unambiguous, else that of all articles if that is, else it stays apart; the row says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from lagebild.compare.figure_views import Bound, FigureView, bound_of, days_told, figure_views
from lagebild.compare.identity import country_in
from lagebild.compare.quantities import concept_of, family_of, stage_order
from lagebild.compare.voices import Voice, independent_origins, leaned_on, origin, outlet_of, speaker
from lagebild.picture.sources import articles_of, outlets_of
from lagebild.types import Entry, Figure

__all__ = ["Bound", "FigureGroup", "FigurePoint", "FigureRow", "FigureTable", "Quantity", "bound_of", "figure_table"]

Whose = Literal["said", "placed", "unknown"]  # in the words, by the other figures, not at all


_FEW = 10


@dataclass(frozen=True, slots=True)
class Quantity:
    """What figures of one group have in common; `owner` is a country code, an actor or words, None where nothing
    tells."""

    concept: str
    unit: str | None
    owner: str | None
    family: str | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure with everything that stands around it; `whose_basis` tells how it came into its group.

    `view` is the figure as `compare/figures.py` compares it, with the owner that its group has.
    """

    view: FigureView
    quantity: Quantity
    bound: Bound
    said: str | None  # the day of the saying, as TIMEX3 value
    said_basis: Literal["text", "publication", "unknown"]
    held: str | None  # the day for which the figure holds, as TIMEX3 value
    whose_basis: Whose

    @property
    def entry(self) -> Entry:
        """The claim that gives it, with its article."""
        return self.view.entry

    @property
    def figure(self) -> Figure:
        """The figure as read."""
        return self.view.figure

    @property
    def contradicted(self) -> bool:
        """Whether the author of the article holds the claim that gives the figure for untrue."""
        return self.view.contradicted

    @property
    def untrue(self) -> bool:
        """Whether its source or the author of the article holds the claim that gives the figure for untrue."""
        return self.view.untrue

    @property
    def voice(self) -> Voice:
        """Who gives the figure."""
        return speaker(self.entry)

    @property
    def chain(self) -> tuple[Voice, ...]:
        """On whose word, nearest first."""
        return leaned_on(self.entry)

    @property
    def outlet(self) -> str:
        """Where it stands, or an empty string."""
        return outlet_of(self.entry.article)


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """The same figure from the same origin, put equally firmly, however many articles repeat it: one mark in a
    plot."""

    rows: tuple[FigureRow, ...]

    @property
    def first(self) -> FigureRow:
        """The row that stands for all."""
        return self.rows[0]

    @property
    def articles(self) -> int:
        """How many articles give it."""
        return len(articles_of(row.entry for row in self.rows))


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """All figures of one quantity, by stage and then by value; `of` and `whose` are those used most often."""

    quantity: Quantity
    of: str
    whose: str | None
    rows: tuple[FigureRow, ...]

    @property
    def stages(self) -> tuple[tuple[str | None, tuple[FigurePoint, ...]], ...]:
        """The points of each stage, in the order of the family."""
        by_stage = groupby(self.rows, key=lambda row: row.figure.stage)
        return tuple((stage, _points(tuple(rows))) for stage, rows in by_stage)

    def named(self, language: str, kin: Iterable[FigureGroup] = ()) -> tuple[str, str | None]:
        """What is counted, in words of articles in `language` where there are some, and whose it is.

        `kin` are groups that count the same things: their words do where the group has none in the language.
        """
        of, whose = _words([row for row in self.rows if row.entry.article.language == language])
        if not of:
            of, _ = _words([row for one in kin for row in one.rows if row.entry.article.language == language])
        country = country_in(self.quantity.owner or "", language)
        return of or self.of, country or whose or self.whose

    @property
    def is_slight(self) -> bool:
        """Whether it only says that there are a few of something ("two leaders"): nothing happens to them, and all its
        values are below ten."""
        ends = self.ends
        return self.quantity.family is None and self.quantity.unit is None and max(ends, default=0.0) < _FEW

    @property
    def several(self) -> bool:
        """Whether there is something to compare."""
        return len(self.rows) > 1

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles that give figures."""
        return articles_of(row.entry for row in self.rows)

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that give figures."""
        return outlets_of(row.entry for row in self.rows)

    @property
    def origins(self) -> tuple[Voice, ...]:
        """The different identified voices that the figures go back to."""
        return independent_origins(row.entry for row in self.rows)

    @property
    def ends(self) -> tuple[float, ...]:
        """All lower and upper ends that are known, for the scale of a plot."""
        return tuple(end for row in self.rows for end in (row.figure.min, row.figure.max) if end is not None)


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Groups that may be compared, and the figures that may not because what they count was not read."""

    groups: tuple[FigureGroup, ...]
    apart: tuple[FigureRow, ...]

    @property
    def rows(self) -> tuple[FigureRow, ...]:
        """All rows, those of the groups first."""
        return tuple(row for group in self.groups for row in group.rows) + self.apart


def by_subject(groups: Iterable[FigureGroup]) -> tuple[tuple[FigureGroup, ...], ...]:
    """Groups by what they count, whatever the side and the stages; in the order of the first of each."""
    found: dict[str, list[FigureGroup]] = {}
    for group in groups:
        found.setdefault(group.quantity.concept, []).append(group)
    return tuple(map(tuple, found.values()))


def in_order(entries: Iterable[Entry], copies: Container[str] = ()) -> list[Entry]:
    """Claims, each once, in the order of publication; of one day those of copied texts (`copies`, by the ids of the
    articles) after the others, since a copy is no first."""
    once = {(one.article.id, one.claim.id): one for one in entries}.values()

    def place(one: Entry) -> tuple[str, bool, str, int]:
        article = one.article
        return article.published or "9", article.id in copies, article.id, one.claim.sentence.start

    return sorted(once, key=place)


def figure_table(entries: Iterable[Entry]) -> FigureTable:
    """The figures of the entries, side by side where they speak of one quantity; a figure that nested claims share
    counts once."""
    rows = _placed([_row(view) for view in figure_views(entries)])
    groups: dict[Quantity, list[FigureRow]] = defaultdict(list)
    for row in rows:
        if row.figure.of:
            groups[row.quantity].append(row)
    found = [_group(quantity, members) for quantity, members in groups.items()]
    found.sort(key=lambda group: (-len(group.articles), -len(group.rows), group.of.casefold(), str(group.quantity)))
    return FigureTable(tuple(found), tuple(row for row in rows if not row.figure.of))


def _row(view: FigureView) -> FigureRow:
    figure = view.figure
    dates = days_told(view.entry, figure)
    quantity = Quantity(concept_of(figure.of or ""), figure.unit, view.owner, family_of(figure.stage))
    held = figure.as_of or (next(iter(dates)) if len(dates) == 1 else None)
    basis: Whose = "said" if view.owner else "unknown"
    return FigureRow(view, quantity, bound_of(figure), view.said, view.said_basis, held, basis)


def _placed(rows: Sequence[FigureRow]) -> list[FigureRow]:
    """Rows that do not say whose they are, put to the only owner that their article, or else all articles, know
    for the quantity."""
    here: dict[tuple[str, Quantity], set[str]] = defaultdict(set)
    everywhere: dict[Quantity, set[str]] = defaultdict(set)
    for row in rows:
        if owner := row.quantity.owner:
            unowned = replace(row.quantity, owner=None)
            here[row.entry.article.id, unowned].add(owner)
            everywhere[unowned].add(owner)
    placed = []
    for row in rows:
        owners = here.get((row.entry.article.id, row.quantity)) or everywhere.get(row.quantity, set())
        if row.quantity.owner is None and len(owners) == 1:
            owner = next(iter(owners))
            quantity, view = replace(row.quantity, owner=owner), replace(row.view, owner=owner, owner_placed=True)
            row = replace(row, quantity=quantity, view=view, whose_basis="placed")
        placed.append(row)
    return placed


def _group(quantity: Quantity, rows: Sequence[FigureRow]) -> FigureGroup:
    of, whose = _words(rows)
    return FigureGroup(quantity, of, whose, tuple(sorted(rows, key=_order)))


def _words(rows: Sequence[FigureRow]) -> tuple[str, str | None]:
    """The most frequent words for what is counted and for whose it is."""
    of = Counter(row.figure.of for row in rows if row.figure.of).most_common(1)
    whose = Counter(row.figure.whose for row in rows if row.figure.whose).most_common(1)
    return of[0][0] if of else "", whose[0][0] if whose else None


def _order(row: FigureRow) -> tuple[int, str, float, float, str]:
    figure = row.figure
    low = figure.min if figure.min is not None else figure.max if figure.max is not None else 0.0
    high = figure.max if figure.max is not None else low
    return (stage_order(figure.stage), figure.stage or "", high, low, origin(row.entry).key)


def _points(rows: tuple[FigureRow, ...]) -> tuple[FigurePoint, ...]:
    same: dict[tuple[object, ...], list[FigureRow]] = {}
    for row in rows:
        figure = row.figure
        key = (figure.min, figure.max, row.bound, origin(row.entry).key, row.untrue, row.view.is_further)
        same.setdefault(key, []).append(row)
    return tuple(FigurePoint(tuple(members)) for members in same.values())

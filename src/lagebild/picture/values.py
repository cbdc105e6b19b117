"""Each value of a quantity by itself: who gives it, whom that goes back to, who said it first, who stands against it.

Figures of one stage, bound and value are one value, whatever the language and the words. Origins are counted as the
ledger counts them, per claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lagebild.compare.figures import Relation, relation
from lagebild.ledger.answers import Link
from lagebild.ledger.backing import Backing
from lagebild.ledger.rows import days_of
from lagebild.picture.figures import FigureGroup, FigureRow
from lagebild.types import Entry

#: Links by which one claim stands against another, or takes its place.
AGAINST = ("denies", "dispute", "revision", "revises", "retracts")
#: So many values of a stage are held against each other, those of most claims.
_MAIN = 6
_LATEST = 2**40


@dataclass(frozen=True, slots=True)
class Objection:
    """Who stands against a value and how: a link (`denies`, `dispute`, …), or that it was only named to be denied."""

    kind: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A value of one stage: the figures that hold it, the earliest first, and the origins that they go back to.

    `rows` is empty where the value was only ever denied. `with_first` are figures of the same day as the first from
    other speakers: which of them was earlier no page tells.
    """

    of: FigureRow
    rows: tuple[FigureRow, ...]
    origins: tuple[Backing, ...]
    objections: tuple[Objection, ...]

    @property
    def stage(self) -> str | None:
        """Its stage, None where no text tells it."""
        return self.of.figure.stage

    @property
    def claims(self) -> int:
        """How many claims give it."""
        return len({row.entry.claim.id for row in self.rows})

    @property
    def identified(self) -> int:
        """How many of its origins are known by name."""
        return sum(origin.identified for origin in self.origins)

    @property
    def first(self) -> FigureRow | None:
        """The figure that was said first."""
        return self.rows[0] if self.rows else None

    @property
    def with_first(self) -> tuple[FigureRow, ...]:
        """Figures of other speakers that were said on the day of the first."""
        found: dict[str, FigureRow] = {}
        for row in self.rows:
            if _said(row) == _said(self.rows[0]) and row.voice.key != self.rows[0].voice.key:
                found.setdefault(row.voice.key, row)
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class ValuePair:
    """Two values and how they relate, by the figures that were said first; `a` was said first."""

    a: FigureValue
    b: FigureValue
    relation: Relation


def figure_values(
    group: FigureGroup, behind: Mapping[str, Backing], links: Iterable[Link], *, by_day: bool = False
) -> tuple[FigureValue, ...]:
    """The values of a group by stage and size; with `by_day` those that were said first stand first.

    `behind` are the origins of its claims by their ids, `links` the links from and to its claims.
    """
    same: dict[tuple[object, ...], list[FigureRow]] = {}
    for row in group.rows:
        figure = row.figure
        same.setdefault((figure.stage, row.bound, figure.min, figure.max, figure.change), []).append(row)
    against = list(links)
    found = [_value(rows, behind, against) for rows in same.values()]
    return tuple(sorted(found, key=lambda one: _said(one.rows[0] if one.rows else one.of))) if by_day else tuple(found)


def value_pairs(values: Sequence[FigureValue]) -> tuple[ValuePair, ...]:
    """The main values of each stage, each with the next that was said, then the most frequent of each stage.

    Values that are the same but for their bound are no pair.
    """
    stages: dict[str | None, list[FigureValue]] = {}
    for one in values:
        if one.rows:
            stages.setdefault(one.stage, []).append(one)
    pairs: list[ValuePair] = []
    leading: list[FigureValue] = []
    for found in stages.values():
        main = sorted(found, key=lambda one: -one.claims)[:_MAIN]
        leading.append(main[0])
        pairs += [_pair(a, b) for a, b in pairwise(sorted(main, key=lambda one: _said(one.rows[0])))]
    pairs += [_pair(a, b) for a, b in pairwise(leading)]
    return tuple(pair for pair in pairs if pair.relation.kind != "same")


def _value(rows: Sequence[FigureRow], behind: Mapping[str, Backing], links: Sequence[Link]) -> FigureValue:
    held = sorted((row for row in rows if not row.untrue), key=_said)
    origins: dict[int, Backing] = {}
    for row in held:
        if known := behind.get(row.entry.claim.id):
            origins.setdefault(known.counted, known)
    named = sorted(origins.values(), key=lambda one: not one.identified)
    return FigureValue(rows[0], tuple(held), tuple(named), tuple(_objections(rows, links)))


def _objections(rows: Sequence[FigureRow], links: Sequence[Link]) -> list[Objection]:
    found = {row.entry.claim.id: Objection("denied", row.entry) for row in rows if row.untrue and not row.contradicted}
    for row in rows:
        if row.contradicted:
            found.setdefault(row.entry.claim.id, Objection("contradicted", row.entry))
        for link in links:
            if (other := _against(link, row)) is not None:
                found.setdefault(other.claim.id, Objection(link.kind, other))
    return sorted(found.values(), key=lambda one: one.entry.article.published or "9")


def _against(link: Link, row: FigureRow) -> Entry | None:
    """The claim that stands against a figure by a link; a dispute has two sides, all others one."""
    if link.kind not in AGAINST:
        return None
    if _is_end(link.other, link.other_figure, row):
        return link.entry
    return link.other if link.kind == "dispute" and _is_end(link.entry, link.figure, row) else None


def _is_end(entry: Entry, place: int | None, row: FigureRow) -> bool:
    claim = row.entry.claim
    return entry.claim.id == claim.id and (place is None or claim.figures[place] == row.figure)


def _pair(a: FigureValue, b: FigureValue) -> ValuePair:
    first, later = sorted((a, b), key=lambda one: _said(one.rows[0]))
    return ValuePair(first, later, relation(first.rows[0].view, later.rows[0].view))


def _said(row: FigureRow) -> tuple[int, int, str]:
    """By when a figure was said: one that is known to the month alone may be of its last day; undated ones last."""
    first, last = days_of(row.said) or (_LATEST, _LATEST)
    return last, first, row.entry.article.published or "9"

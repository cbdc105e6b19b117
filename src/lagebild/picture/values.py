"""Each value of a quantity by itself: who gives it, whom that goes back to, who said it first, who stands against it.

Figures of one stage, bound and value are one value, whatever the language and the words. Origins are counted as the
ledger counts them, per claim.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from lagebild.compare.figures import Relation, RelationKind, relation
from lagebild.compare.links import AnswerBasis, told_on
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
    """Who stands against a value and how: a link (`denies`, `dispute`, …), or that it was only named to be denied.

    `is_guess`: whether it means this value is only guessed, since its words tell no more than "such reports".
    """

    kind: str
    entry: Entry
    is_guess: bool = False

    @property
    def said(self) -> tuple[str | None, AnswerBasis]:
        """The day on which it was said as a TIMEX3 value, and how it is known."""
        return told_on(self.entry)


class _Backed:
    """What has origins, and which of them are known."""

    __slots__ = ()
    origins: tuple[Backing, ...]

    @property
    def identified(self) -> int:
        """How many of its origins are known by name."""
        return sum(origin.identified for origin in self.origins)

    @property
    def known(self) -> tuple[Backing, ...]:
        """Its origins that are somebody known, whether or not they name a source in turn."""
        return tuple(origin for origin in self.origins if origin.is_known)

    @property
    def unnamed(self) -> tuple[Backing, ...]:
        """Its origins that are texts which name no source, and may repeat what others said."""
        return tuple(origin for origin in self.origins if not origin.is_known)


@dataclass(frozen=True, slots=True)
class FigureValue(_Backed):
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
class FigureNumber(_Backed):
    """One number with all its values: "12,000", "about 12,000" and "up to 12,000", in whatever stage.

    `origins` are those of all its values, each once. `within` are values that are ranges with this number at an end.
    """

    values: tuple[FigureValue, ...]
    origins: tuple[Backing, ...]
    within: tuple[FigureValue, ...] = ()

    @property
    def of(self) -> FigureRow:
        """The figure that tells the number, without a bound where there is one."""
        return min((one.of for one in self.values), key=lambda row: row.bound != "exact")

    @property
    def claims(self) -> int:
        """How many claims give it."""
        return len({row.entry.claim.id for one in self.values for row in one.rows})

    @property
    def first(self) -> FigureValue | None:
        """The value by which it was said first."""
        return min((one for one in self.values if one.rows), key=lambda one: _said(one.rows[0]), default=None)


@dataclass(frozen=True, slots=True)
class ValuePair:
    """Two values and how they relate, by the figures that were said first; `a` was said first."""

    a: FigureValue
    b: FigureValue
    relation: Relation

    @property
    def excludes(self) -> bool:
        """Whether the values exclude each other, and what would settle that they contradict each other is not told."""
        return self.relation.kind == "unclear" and any(one.code == "excluding" for one in self.relation.reasons)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which values of a quantity contradict each other, as one answer.

    `certain` contradict each other; of `open` the values exclude each other, but the day, the scope or whatever else
    would settle it is not told; `withdrawn` are values that their source or the author of the text holds untrue or took
    back, each with who does; `seeming` are pairs of other stages, parts, bounds or days by kind; `untold` are the pairs
    that leave open whether they speak of the same, and `compared` is how many pairs there are.
    """

    certain: tuple[ValuePair, ...]
    open: tuple[ValuePair, ...]
    withdrawn: tuple[tuple[FigureValue, Objection], ...]
    seeming: tuple[tuple[RelationKind, int], ...]
    untold: int
    compared: int


#: Objections by which a value is given up by whoever told it.
_WITHDRAWN = ("contradicted", "retracts", "revision", "revises")


def verdict(values: Sequence[FigureValue], pairs: Sequence[ValuePair]) -> Verdict:
    """What the pairs and the objections of some values come to."""
    certain = tuple(pair for pair in pairs if pair.relation.contradicts)
    excluding = tuple(pair for pair in pairs if pair.excludes)
    rest = [pair.relation.kind for pair in pairs if not pair.relation.contradicts and not pair.excludes]
    seeming = Counter(kind for kind in rest if kind != "unclear")
    withdrawn = tuple(
        (one, made) for one in values for made in one.objections if made.kind in _WITHDRAWN and not made.is_guess
    )
    return Verdict(certain, excluding, withdrawn, tuple(seeming.most_common()), rest.count("unclear"), len(pairs))


def figure_values(
    group: FigureGroup, behind: Mapping[str, Backing], links: Iterable[Link], *, by_day: bool = False
) -> tuple[FigureValue, ...]:
    """The values of a group by stage and size; with `by_day` those that were said first stand first.

    `behind` are the origins of its claims by their ids, `links` the links from and to its claims.
    """
    same: dict[tuple[object, ...], list[FigureRow]] = {}
    for row in group.rows:
        figure = row.figure
        key = (figure.stage, row.bound, figure.min, figure.max, figure.change, row.view.is_further)
        same.setdefault(key, []).append(row)
    against = list(links)
    found = [_value(rows, behind, against) for rows in same.values()]
    return tuple(sorted(found, key=lambda one: _said(one.rows[0] if one.rows else one.of))) if by_day else tuple(found)


def figure_numbers(values: Sequence[FigureValue], *, by_day: bool = False) -> tuple[FigureNumber, ...]:
    """Values by their number, whatever their bounds and stages: the least first, or what was said first."""
    same: dict[tuple[object, ...], list[FigureValue]] = {}
    for one in values:
        same.setdefault(_number(one), []).append(one)
    ranges = [one for one in values if one.of.bound == "between"]
    found = [
        FigureNumber(tuple(group), _origins(group), tuple(one for one in ranges if one not in group and _has(one, key)))
        for key, group in same.items()
    ]
    if by_day:
        return tuple(sorted(found, key=lambda one: _said(one.first.rows[0] if one.first else one.of)))
    return tuple(sorted(found, key=lambda one: (_ends(one.of), one.of.bound == "vague")))


def _number(one: FigureValue) -> tuple[object, ...]:
    """What makes two values one number: that, where a bound leaves one end open; else both ends.

    "Another 1,500" is not the number that "1,500" is: it comes on top of it.
    """
    figure = one.of.figure
    if one.of.bound in ("exact", "about", "at_most", "at_least"):
        return (figure.min if figure.min is not None else figure.max, figure.change, one.of.view.is_further)
    return (figure.min, figure.max, one.of.bound, figure.change, one.of.view.is_further)


def _has(one: FigureValue, key: tuple[object, ...]) -> bool:
    return (
        len(key) == len(("number", "change", "further"))
        and key[0] in (one.of.figure.min, one.of.figure.max)
        and key[1:] == (one.of.figure.change, one.of.view.is_further)
    )


def _origins(values: Iterable[FigureValue]) -> tuple[Backing, ...]:
    """The origins of some values, each once, those known by name first."""
    found: dict[int, Backing] = {}
    for one in values:
        for origin in one.origins:
            found.setdefault(origin.counted, origin)
    return tuple(sorted(found.values(), key=lambda one: not one.identified))


def _ends(row: FigureRow) -> tuple[float, float]:
    ends = [end for end in (row.figure.min, row.figure.max) if end is not None] or [float("inf")]
    return ends[0], ends[-1]


def value_pairs(values: Sequence[FigureValue]) -> tuple[ValuePair, ...]:
    """The main values held against each other: those that contradict each other first.

    Of each stage the main values with the next that was said, and whatever excludes another; of each two stages the
    values that most claims give. Values that are the same but for their bound are no pair.
    """
    stages: dict[str | None, list[FigureValue]] = {}
    for one in values:
        if one.rows:
            stages.setdefault(one.stage, []).append(one)
    near: list[ValuePair] = []
    leading: list[FigureValue] = []
    for found in stages.values():
        main = sorted(found, key=lambda one: -one.claims)[:_MAIN]
        leading.append(main[0])
        ordered = sorted(main, key=lambda one: _said(one.rows[0]))
        next_to = set(pairwise(range(len(ordered))))
        all_of_stage = [
            (at, value_pair(*(ordered[place] for place in at))) for at in combinations(range(len(ordered)), 2)
        ]
        near += [pair for at, pair in all_of_stage if at in next_to or pair.relation.contradicts or pair.excludes]
    across = [value_pair(a, b) for a, b in combinations(sorted(leading, key=lambda one: -one.claims), 2)]
    pairs = [pair for pair in (*near, *across) if pair.relation.kind != "same"]
    return tuple(sorted(pairs, key=lambda pair: not pair.relation.contradicts))


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
                found.setdefault(other.claim.id, Objection(link.kind, other, link.is_guess))
    return sorted(found.values(), key=lambda one: (one.is_guess, one.entry.article.published or "9"))


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


def value_pair(a: FigureValue, b: FigureValue) -> ValuePair:
    """Two values that somebody gives, held against each other by the figures that were said first."""
    first, later = sorted((a, b), key=lambda one: _said(one.rows[0]))
    return ValuePair(first, later, relation(first.rows[0].view, later.rows[0].view))


def _said(row: FigureRow) -> tuple[int, int, str]:
    """By when a figure was said: one that is known to the month alone may be of its last day; undated ones last."""
    first, last = days_of(row.said) or (_LATEST, _LATEST)
    return last, first, row.entry.article.published or "9"

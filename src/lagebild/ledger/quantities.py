"""Figures side by side: which quantity each is of, and which figures of other pages it revises or disputes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lagebild.compare.figure_views import FigureView, figure_views
from lagebild.compare.figures import Relation, relation, values
from lagebild.compare.quantities import family_of
from lagebild.compare.voices import actor_key
from lagebild.ledger.names import Names
from lagebild.ledger.rows import days_of, indexed
from lagebild.ledger.store import Row, Store
from lagebild.types import Entry

#: Figures said further apart than this are no news of one another.
_DAYS = 14
#: So many figures that exclude a new one are looked at, the latest first.
_CANDIDATES = 24
#: A figure that does not say whose it is is held against those of so many owners, those that most articles give.
_OWNERS = 100
_TOGETHER = 200  # parts of one question; SQLite takes 500
_REMEMBERED = 512  # pages whose figures are at hand


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with the number of its claim and its place among the figures of the claim."""

    claim: int
    number: int
    view: FigureView


class Quantities:
    """Writes quantities, figures, and links between figures. Expects to stand inside of `Store.writing`."""

    def __init__(self, store: Store, names: Names, page: Callable[[int], Sequence[tuple[int, Entry]]]) -> None:
        """`page` gives the claims of a page in force, with their numbers, by the number of its reading."""
        self._store = store
        self._names = names
        self._known: dict[str, int] = {}  # numbers of quantities by their keys
        self._page = page
        self._pages: dict[int, list[Placed]] = {}  # what was put or asked for last, the latest at the end

    def forget(self) -> None:
        """Forgets the views of pages, and numbers: those of a transaction that failed are not there."""
        self._pages.clear()
        self._known.clear()

    def put(self, reading: int, claims: Sequence[tuple[int, Entry]]) -> None:
        """Files the figures of a page, and links those that exclude figures of other pages."""
        found = placed(claims)
        quantities = [self._quantity(one.view) for one in found]
        figures = [self._row(one.view) for one in found]
        for one, row in zip(found, figures, strict=True):
            for other, relation_found in self._against(reading, one, row):
                self._link(one, other, relation_found)
        self._store.many(
            "INSERT INTO figures (quantity, claim, number, stage, low, high, place, said)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (quantity, one.claim, one.number, *row)
                for quantity, one, row in zip(quantities, found, figures, strict=True)
            ],
        )
        self._count(quantities, 1)
        self._remember(reading, found)

    def drop(self, claims: Sequence[tuple[int, Entry]]) -> None:
        """Takes the figures of a page out."""
        found = placed(claims)
        quantities = [self._quantity(one.view) for one in found]
        self._store.many(
            "DELETE FROM figures WHERE quantity = ? AND claim = ? AND number = ?",
            [(quantity, one.claim, one.number) for quantity, one in zip(quantities, found, strict=True)],
        )
        self._count(quantities, -1)
        self._pages.clear()

    def _views(self, reading: int) -> list[Placed]:
        found = self._pages.pop(reading, None)
        return self._remember(reading, placed(self._page(reading)) if found is None else found)

    def _remember(self, reading: int, found: list[Placed]) -> list[Placed]:
        """Keeps the figures of a page at hand: those that stand against a new one are mostly of the days before."""
        self._pages[reading] = found
        if len(self._pages) > _REMEMBERED:
            del self._pages[next(iter(self._pages))]
        return found

    def _count(self, quantities: Sequence[int], sign: int) -> None:
        self._store.many(
            "UPDATE quantities SET figures = figures + ?, articles = articles + ? WHERE seq = ?",
            [(sign * number, sign, quantity) for quantity, number in sorted(Counter(quantities).items())],
        )

    def _quantity(self, view: FigureView) -> int:
        family = family_of(view.figure.stage)
        parts = (view.concept, view.figure.unit, view.owner, family)
        concept, unit, owner, family = map(_text, parts)
        key = json.dumps([concept, unit, owner, family], ensure_ascii=False)
        if known := self._known.get(key):
            return known
        found = self._store.one("SELECT seq FROM quantities WHERE key = :key", {"key": key}) or self._store.one(
            "INSERT INTO quantities (key, concept, unit, owner, family)"
            " VALUES (:key, :concept, :unit, :owner, :family) RETURNING seq",
            {"key": key, "concept": concept, "unit": unit, "owner": owner, "family": family},
        )
        assert found is not None
        self._known[key] = int(found[0])
        return self._known[key]

    def _row(self, view: FigureView) -> Row:
        ends = values(view.figure)
        low, high = (None if end in (float("inf"), float("-inf")) else end for end in ends or (None, None))
        place = self._place(view)
        said = days_of(view.said)
        return _text(view.figure.stage), low, high, place, said[0] if said else None

    def _place(self, view: FigureView) -> int | None:
        """The number of the place that a figure holds for, or None where it has none or one that was never named."""
        if not view.places:
            return None
        return self._names.known(indexed(actor_key(view.places[0])))

    # --- contradictions ---------------------------------------------------------------------------------------

    def _against(self, reading: int, one: Placed, row: Row) -> list[tuple[Placed, Relation]]:
        """The figures of other pages that the figure stands against."""
        _, low, high, _, said = row
        if said is None or (low is None and high is None) or not (one.view.concept or one.view.figure.unit):
            return []
        found = []
        for other, claim, number in self._excluding(reading, one.view, row):
            for candidate in self._views(other):
                if (candidate.claim, candidate.number) == (claim, number):
                    judged = relation(candidate.view, one.view)
                    if judged.contradicts:
                        found.append((candidate, judged))
        return found

    def _excluding(self, reading: int, view: FigureView, row: Row) -> list[tuple[int, int, int]]:
        """Reading, claim and number of the figures of other pages that a figure excludes, the nearest in time first.

        Each quantity is asked for those said before and for those said after, which an index gives in their order: so
        no more is read than is taken, however many figures of the time there are.
        """
        stage, low, high, place, said = row
        # Values that lie wholly above or below. An open end excludes nothing on its side.
        excluded = " OR ".join(["f.low > :high"] * (high is not None) + ["f.high < :low"] * (low is not None))
        places = ("f.place = :place", "f.place IS NULL") if place is not None else ("1 = 1",)
        parts = [
            "SELECT * FROM (SELECT c.reading, f.claim, f.number, f.said FROM figures f JOIN claims c ON c.seq = f.claim"
            f" WHERE f.quantity = {quantity} AND {where} AND {_same('f.stage', stage, 'stage')} AND f.said {since}"
            f" AND ({excluded}) AND c.reading <> :reading"
            f" ORDER BY f.said {order}, f.claim DESC, f.number LIMIT :most) x"
            for quantity in self._alike(view)
            for where in places
            for since, order in (("BETWEEN :said + 1 AND :until", "ASC"), ("BETWEEN :since AND :said", "DESC"))
        ]
        given = {
            "stage": stage, "low": low, "high": high, "place": place, "reading": reading, "said": said,
            "since": said - _DAYS, "until": said + _DAYS, "most": _CANDIDATES,
        }  # fmt: skip
        rows: list[Row] = []
        for start in range(0, len(parts), _TOGETHER):
            question = " UNION ALL ".join(parts[start : start + _TOGETHER])
            rows += self._store.ask(question, _asked(question, given))
        rows.sort(key=lambda found: (abs(found[3] - said), -found[1], found[2]))
        return [(int(other), int(claim), int(number)) for other, claim, number, _ in rows[:_CANDIDATES]]

    def _alike(self, view: FigureView) -> list[int]:
        """The quantities whose figures may be of what a figure is of: for the same owner, or for none that is told."""
        unit, owner, family = map(_text, (view.figure.unit, view.owner, family_of(view.figure.stage)))
        question = (
            f"SELECT q.seq FROM quantities q WHERE q.concept = :concept AND {_same('q.unit', unit, 'unit')}"
            f" AND {_same('q.family', family, 'family')} AND {_fits('q.owner', owner, 'owner')} AND q.figures > 0"
            " ORDER BY q.articles DESC, q.seq LIMIT :most"
        )
        given = {
            "concept": indexed(view.concept), "unit": unit, "family": family, "owner": owner, "most": _OWNERS,
        }  # fmt: skip
        return [int(row[0]) for row in self._store.ask(question, _asked(question, given))]

    def _link(self, one: Placed, other: Placed, judged: Relation) -> None:
        """The later of two figures points at the earlier one."""
        later, earlier = (other, one) if judged.earlier == "b" else (one, other)
        days = days_of(later.view.entry.article.published)
        why = json.dumps([[reason.code, dict(reason.params)] for reason in judged.reasons], ensure_ascii=False)
        self._store.many(
            "INSERT INTO links (kind, claim, number, other, other_number, day, why) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            [
                (
                    judged.kind, later.claim, later.number, earlier.claim, earlier.number, days[0] if days else None,
                    indexed(why),
                )
            ],
        )  # fmt: skip


def placed(claims: Sequence[tuple[int, Entry]]) -> list[Placed]:
    """The figures of a page, each once, with the claims in which they stand."""
    numbers = {entry.claim.id: seq for seq, entry in claims}
    found = []
    for view in figure_views([entry for _, entry in claims]):
        claim = view.entry.claim
        found.append(Placed(numbers[claim.id], claim.figures.index(view.figure), view))
    return found


def _text(text: str | None) -> str | None:
    return None if text is None else indexed(text)


def _same(column: str, value: object, name: str) -> str:
    return f"{column} IS NULL" if value is None else f"{column} = :{name}"


def _fits(column: str, value: object, name: str) -> str:
    """That a column tells the same, or that one of the two tells nothing."""
    return "1 = 1" if value is None else f"({column} IS NULL OR {column} = :{name})"


def _asked(question: str, given: Mapping[str, object]) -> dict[str, object]:
    """Those values that a question asks for: PostgreSQL cannot tell the type of one that it never uses."""
    return {name: value for name, value in given.items() if f":{name}" in question}

"""Which figures contradict each other, as one answer: of one quantity, or of several; each pair with its address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lagebild.compare.figures import RelationKind
from lagebild.picture.values import FigureValue, Objection, ValuePair, Verdict, value_pairs, verdict


@dataclass(frozen=True, slots=True)
class PairAt:
    """Two values, with the address at which they are compared."""

    pair: ValuePair
    address: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A value that is not held any more, and who gave it up."""

    value: FigureValue
    objection: Objection


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What `Verdict` tells, of one or several quantities, with the addresses of the pairs."""

    certain: tuple[PairAt, ...]
    open: tuple[PairAt, ...]
    withdrawn: tuple[Withdrawn, ...]
    seeming: tuple[tuple[RelationKind, int], ...]
    untold: int
    compared: int

    @property
    def seem(self) -> int:
        """How many pairs only seem to contradict each other."""
        return sum(number for _, number in self.seeming)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was compared and nothing given up."""
        return not self.compared and not self.withdrawn


def verdicts(found: Iterable[tuple[Sequence[FigureValue], str]]) -> Verdicts:
    """The verdicts on quantities as one; each is given by its values, in the order in which its page shows them, and
    the address of its page."""
    made: list[tuple[Verdict, Sequence[FigureValue], str]] = []
    for values, page in found:
        made.append((verdict(values, value_pairs(values)), values, page))
    seeming: Counter[RelationKind] = Counter()
    for one, _, _ in made:
        seeming.update(dict(one.seeming))
    return Verdicts(
        tuple(_at(pair, values, page) for one, values, page in made for pair in one.certain),
        tuple(_at(pair, values, page) for one, values, page in made for pair in one.open),
        tuple(Withdrawn(value, objection) for one, _, _ in made for value, objection in one.withdrawn),
        tuple(seeming.most_common()),
        sum(one.untold for one, _, _ in made),
        sum(one.compared for one, _, _ in made),
    )


def _at(pair: ValuePair, values: Sequence[FigureValue], page: str) -> PairAt:
    a, b = (next(place for place, one in enumerate(values) if one is end) for end in (pair.a, pair.b))
    return PairAt(pair, f"{page}{'&' if '?' in page else '?'}a={a}&b={b}#h-pairs")

"""A proposition as it is shown: its tallies, its mark of credibility, its members, and the tree of their origins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lagebild.compare.grading import Evidence, Grade, credibility
from lagebild.compare.match import Match
from lagebild.ledger import Gathered, Membership
from lagebild.ledger.rows import day_of
from lagebild.picture.lineage import Branch, lineage
from lagebild.types import Entry


@dataclass(frozen=True, slots=True)
class Proposition:
    """What several claims say. In a list it has no members; `matches` tells by claim why each is a member."""

    gathered: Gathered
    grade: Grade
    members: tuple[Membership, ...] = ()
    matches: Mapping[str, Match] = field(default_factory=dict)

    @property
    def founder(self) -> Entry:
        """The claim that speaks for all."""
        return self.gathered.founder

    @property
    def first(self) -> str | None:
        """The first day on which it was published (ISO 8601); of an article that tells only a month, the first of
        it."""
        return _day(self.gathered.first)

    @property
    def last(self) -> str | None:
        """The last such day."""
        return _day(self.gathered.last)

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The tree of its origins."""
        return lineage(self.members)


def graded(found: Iterable[Gathered], evidence: Mapping[str, Evidence]) -> tuple[Proposition, ...]:
    """Propositions with their marks; `evidence` by their ids."""
    return tuple(Proposition(one, credibility(evidence[one.id])) for one in found)


def opened(
    gathered: Gathered, evidence: Evidence, members: Sequence[Membership], matches: Mapping[str, Match]
) -> Proposition:
    """One proposition with its members and why they are members."""
    return Proposition(gathered, credibility(evidence), tuple(members), matches)


def _day(number: int | None) -> str | None:
    return None if number is None else day_of(number).isoformat()

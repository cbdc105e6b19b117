"""What a dossier shows beside its articles: what several claims say, and which claims stand against each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lagebild.compare.grading import SourceGrade
from lagebild.ledger import Judged
from lagebild.picture.conflicts import Conflict
from lagebild.picture.escalation import Escalation
from lagebild.picture.propositions import Proposition
from lagebild.picture.ties import Acting
from lagebild.picture.timeline import Datings


@dataclass(frozen=True, slots=True)
class Across:
    """Propositions with their members, those with most origins first, links between two claims, the latest first, and
    ties between actors with their deeds, those with most deeds first; and whether it escalates.

    `judged` is what readers noted, checked or corrected, by the address of a claim, the oldest first; `graded` how
    reliable they hold sources, by the key of a voice; `datings` are the days of the events of its claims.
    A ledger gives it; for articles that are in none there is nothing of it.
    """

    propositions: tuple[Proposition, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    ties: tuple[Acting, ...] = ()
    escalation: Escalation | None = None
    judged: Mapping[str, Sequence[Judged]] = field(default_factory=dict)
    datings: Datings = field(default_factory=dict)
    graded: Mapping[str, SourceGrade] = field(default_factory=dict)

"""What a dossier shows beside its articles: what several claims say, and which claims stand against each other."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.picture.conflicts import Conflict
from lagebild.picture.escalation import Escalation
from lagebild.picture.propositions import Proposition
from lagebild.picture.ties import Acting


@dataclass(frozen=True, slots=True)
class Across:
    """Propositions with their members, those with most origins first, links between two claims, the latest first, and
    ties between actors with their deeds, those with most deeds first; and whether it escalates.

    A ledger gives it; for articles that are in none there is nothing of it.
    """

    propositions: tuple[Proposition, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    ties: tuple[Acting, ...] = ()
    escalation: Escalation | None = None

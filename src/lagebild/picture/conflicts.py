"""Who says something against whom: ties between two claims, and denials whose other side no tie tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from lagebild.ledger import Tie
from lagebild.picture.dossier import disputes
from lagebild.types import Entry, Figure

Kind = Literal["dispute", "revision", "denies", "confirms", "revises", "retracts", "denied", "contradicted"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two claims are tied: a code of [figure_reason] or [link_reason] with what fills it."""

    code: str
    params: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that is said (`entry`) against, or in answer to, something that was said before (`other`).

    `other` is None where no tie tells it: then `kind` is `denied` or `contradicted`, and `repeats` are claims of the
    same words. `figure` and `other_figure` are the figures where the tie is about figures.
    """

    kind: Kind
    entry: Entry
    other: Entry | None = None
    figure: Figure | None = None
    other_figure: Figure | None = None
    reasons: tuple[Reason, ...] = ()
    repeats: tuple[Entry, ...] = ()


def conflicts(ties: Iterable[Tie], unanswered: Iterable[Entry] = ()) -> tuple[Conflict, ...]:
    """Ties in their order, then denials and contradictions without a counterpart."""
    tied = [_of_tie(tie) for tie in ties]
    loose = [Conflict(one.kind, one.entry, repeats=one.repeats) for one in disputes(unanswered)]
    return (*tied, *loose)


def _of_tie(tie: Tie) -> Conflict:
    kind: Kind = tie.kind  # type: ignore[assignment]
    reasons = tuple(Reason(code, tuple((name, str(value)) for name, value in p.items())) for code, p in tie.reasons)
    return Conflict(
        kind, tie.entry, tie.other, _figure(tie.entry, tie.figure), _figure(tie.other, tie.other_figure), reasons
    )


def _figure(entry: Entry, place: int | None) -> Figure | None:
    return None if place is None else entry.claim.figures[place]

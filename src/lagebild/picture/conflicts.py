"""Who says something against whom: links between two claims, and denials whose other side no link tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from lagebild.compare.links import AnswerBasis, answerer, told_on
from lagebild.compare.replies import answers
from lagebild.compare.voices import Voice, speaker
from lagebild.ledger import Link
from lagebild.picture.dossier import Dispute, disputes
from lagebild.types import Entry, Figure

Kind = Literal[
    "dispute", "revision", "denies", "confirms", "revises", "retracts", "denied", "contradicted", "retracted"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two claims are linked: a code of [figure_reason] or [link_reason] with what fills it."""

    code: str
    params: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that is said (`entry`) against, or in answer to, something that was said before (`other`).

    `other` is None where no link tells it: then `kind` is `denied`, `contradicted`, or `retracted` (an outlet takes
    back what it said itself), and `repeats` are claims of the same words. `figure` and `other_figure` are the figures
    where the link is about figures. `is_guess`: which claim is answered is only guessed.
    """

    kind: Kind
    entry: Entry
    other: Entry | None = None
    figure: Figure | None = None
    other_figure: Figure | None = None
    reasons: tuple[Reason, ...] = ()
    repeats: tuple[Entry, ...] = ()
    is_guess: bool = False

    @property
    def voice(self) -> Voice:
        """Who says it; who denies, where the author of the article only tells of the denial."""
        return answerer(self.entry) if self.kind in ("denies", "denied") else speaker(self.entry)

    @property
    def said(self) -> tuple[str | None, AnswerBasis]:
        """The day on which it was said as a TIMEX3 value, and how it is known."""
        return told_on(self.entry)


def conflicts(links: Iterable[Link], unanswered: Iterable[Entry] = ()) -> tuple[Conflict, ...]:
    """Links in their order, then denials and contradictions without a counterpart."""
    linked = [_of_link(link) for link in links]
    loose = [Conflict(_loose(one), one.entry, repeats=one.repeats) for one in disputes(unanswered)]
    return (*linked, *loose)


def _loose(one: Dispute) -> Kind:
    """What an outlet printed itself and now holds untrue is taken back; whose it was stands in the same words."""
    return "retracted" if answers(one.entry.claim, one.entry.article.language) == "retracts" else one.kind


def _of_link(link: Link) -> Conflict:
    kind: Kind = link.kind  # type: ignore[assignment]
    reasons = tuple(Reason(code, tuple((name, str(value)) for name, value in p.items())) for code, p in link.reasons)
    return Conflict(
        kind, link.entry, link.other, _figure(link.entry, link.figure), _figure(link.other, link.other_figure), reasons,
        is_guess=link.is_guess,
    )  # fmt: skip


def _figure(entry: Entry, place: int | None) -> Figure | None:
    return None if place is None else entry.claim.figures[place]

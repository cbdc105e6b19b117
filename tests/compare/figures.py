"""Figures in context, made by hand: each is one claim of one article."""

from __future__ import annotations

from typing import Any

from lagebild.compare.figure_views import FigureView
from lagebild.types import Actor, Article, Block, Claim, Entry, Figure, Place, Source, Span

HEALTH = Actor("Lebanese health ministry", "government", "LBN", None, "LBN GOV")
DEFENCE = Actor("Israeli defence ministry", "government", "ISR", None, "ISR MIL")
TYRE = Actor("Tyre", "place", "LBN", None, None, Place("town", 33.3, 35.2, ("South Lebanon", "Lebanon")))
LEBANON = Actor("Lebanon", "place", "LBN", None, None, Place("country"))
ODESA = Actor("Odesa", "place", "UKR", None, None, Place("town", 46.5, 30.7, ("Ukraine",)))


def view(
    low: float | None,
    high: float | None = -1,
    *,
    by: Actor | None = HEALTH,
    said: str | None = "2024-05-02",
    factuality: Any = "CT+",
    approximate: bool = False,
    vague: bool = False,
    unit: str | None = None,
    change: Any = None,
    stage: str | None = "killed",
    of: str | None = "people",
    **context: Any,
) -> FigureView:
    """A figure `low` to `high` (equal where it is left out) by an actor, or by an author without an outlet."""
    text = f"{low} of {high}, on {said}, by {by.name if by else 'nobody'}"
    article = Article(text, None, None, None, None, said, "page", "en", text, (Block("paragraph", 0, len(text)),))
    span = Span.of(text, 0, len(text))
    figure = Figure(span, low, low if high == -1 else high, approximate, vague, unit, of, None, stage, None, change)
    source = Source("named", span, by) if by else Source("author", None)
    claim = Claim("c", span, (span,), (), source, (), "reported", "state", factuality, "Uu", (figure,))
    given: dict[str, Any] = {
        "concept": "person" if of else "",
        "owner": None,
        "scope": "incident",
        "places": (TYRE,),
        "places_basis": "sentence",
        "held": "2024-05-01",
        "held_basis": "sentence",
        "origin_key": f"actor:{by.name}" if by else None,
        **context,
    }
    return FigureView(Entry(article, claim), figure, said=said, said_basis="publication", **given)

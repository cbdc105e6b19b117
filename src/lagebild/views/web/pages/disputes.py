"""Who says what against whom: denials by side, links between claims, and denials whose other side no link tells."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.compare.identity import name_in
from lagebild.ledger import Filters
from lagebild.picture.conflicts import Conflict, conflicts
from lagebild.picture.denials import Denials, denials
from lagebild.types import Claim, Entry
from lagebild.views import answer_tables
from lagebild.views.web.pages.figures import verdict_on_all
from lagebild.views.web.visit import ROWS, Answer, Visit

_LINKED = ("dispute", "revision", "denies", "confirms", "revises", "retracts")
_LOOSE = ("denied", "contradicted")
KINDS: tuple[str, ...] = (*_LINKED, *_LOOSE)
#: Kinds that stand under another one of the list: a denial is one, whether it is known what it means or not.
_ALSO = {"denies": ("denies", "denied"), "retracts": ("retracts", "retracted")}


def disputes(visit: Visit) -> Answer:
    """The latest, of one kind or of all; with `source` those of a state with whoever speaks for it, or of somebody."""
    kind = next((one for one in KINDS if one == visit.text("kind")), "")
    source = visit.text("source")
    found = _found(visit, kind, source)
    sides = _of(denials(found, lambda entry: _page(visit, entry)), source, visit.words.ui)
    if source:
        of_sides = {
            id(one): one for side in sides for one in side.found
        }  # what two sides denied at once stands in both
        found = [*of_sides.values()] + [one for one in found if one.kind not in _ALSO["denies"]]
    verdict, quantities = verdict_on_all(visit) if kind == "dispute" else (None, 0)
    return Answer(
        template="disputes.html.j2",
        title=visit.words("heading", "disputes"),
        filled={
            "found": found,
            "others": [one for one in found if one.kind not in _ALSO["denies"]],
            "sides": sides,
            "kind": kind,
            "kinds": KINDS,
            "source": source,
            "verdict": verdict,
            "quantities": quantities,
            "visit": visit,
        },
        table=lambda: answer_tables.conflicts(found, visit.words),
        about={"sides": answer_tables.sides(sides, visit.words)},
        nav="disputes",
    )


def _page(visit: Visit, entry: Entry) -> tuple[Claim, ...]:
    opened = visit.ledger.browse.article(entry.article.id)
    return opened.reading.claims if opened else ()


def _found(visit: Visit, kind: str, source: str) -> list[Conflict]:
    """The latest of a kind; of a source those of its own, and who speaks for it among the latest of all."""
    made: dict[tuple[str, str, str], Conflict] = {}
    for filters in dict.fromkeys((Filters(source=source or None), Filters())):
        links = visit.ledger.links(filters, kinds=(kind,) if kind else (), limit=ROWS) if kind not in _LOOSE else []
        loose = visit.ledger.unanswered(filters, limit=ROWS) if kind in ("", *_ALSO, *_LOOSE) else []
        for one in conflicts(links, loose):
            is_asked = filters == Filters(source=source or None) or one.kind in _ALSO["denies"]
            if is_asked and (not kind or one.kind in _ALSO.get(kind, (kind,))):
                made.setdefault((one.kind, one.entry.claim.id, one.other.claim.id if one.other else ""), one)
    return list(made.values())


def _of(sides: Sequence[Denials], source: str, ui: str) -> tuple[Denials, ...]:
    """The side that is asked for by its name, where it is one of them; else all."""
    named = [
        one
        for one in sides
        if one.side and source.casefold() in (one.name.casefold(), name_in(one.side, ui).casefold())
    ]
    return tuple(named or sides)

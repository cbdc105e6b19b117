"""Who says what against whom: the latest links between claims, and denials whose other side no link tells."""

from __future__ import annotations

from lagebild.picture.conflicts import conflicts
from lagebild.views import answer_tables
from lagebild.views.web.visit import ROWS, Answer, Visit

_LINKED = ("dispute", "revision", "denies", "confirms", "revises", "retracts")
_LOOSE = ("denied", "contradicted")
KINDS: tuple[str, ...] = (*_LINKED, *_LOOSE)


def disputes(visit: Visit) -> Answer:
    """The latest, of one kind or of all."""
    kind = next((one for one in KINDS if one == visit.text("kind")), "")
    links = visit.ledger.links(kinds=(kind,) if kind else (), limit=ROWS) if kind not in _LOOSE else []
    loose = visit.ledger.unanswered(limit=ROWS) if kind in ("", "denies", *_LOOSE) else []
    found = [one for one in conflicts(links, loose) if kind in ("", "denies") or one.kind == kind]
    return Answer(
        template="disputes.html.j2",
        title=visit.words("heading", "disputes"),
        filled={"found": found, "kind": kind, "kinds": KINDS, "visit": visit},
        table=lambda: answer_tables.conflicts(found, visit.words),
        nav="disputes",
    )

"""Who decided what, and why: all of it, of one reader, of one kind."""

from __future__ import annotations

from typing import get_args

from lagebild.ledger.review import Kind
from lagebild.views.answer_tables import decided
from lagebild.views.web.visit import ROWS, Answer, Visit


def history(visit: Visit) -> Answer:
    """Decisions of readers, the latest first, with those that were undone."""
    who = visit.text("who") or None
    kind = next((one for one in get_args(Kind) if one == visit.text("kind")), None)
    skip = min(visit.number("skip") or 0, 100_000)
    found = visit.ledger.decisions(limit=ROWS + 1, skip=skip, who=who, kind=kind)
    shown, done = found[:ROWS], visit.text("done")
    return Answer(
        template="history.html.j2",
        title=visit.words("web_nav", "history"),
        filled={
            "found": shown, "who": who, "kind": kind, "kinds": get_args(Kind), "readers": visit.ledger.readers(),
            "done": next((judged for judged in shown if judged.decision.id == done), None),
        },
        table=lambda: decided(shown),
        next=visit.address(skip=skip + ROWS, done=None) if len(found) > ROWS else None,
        nav="history",
    )  # fmt: skip

"""The first page: what came in, what is new, disputed and denied; and the list of all articles."""

from __future__ import annotations

from collections.abc import Iterable

from lagebild.ledger.browse import Listed
from lagebild.ledger.comments import DOSSIER
from lagebild.picture.conflicts import conflicts
from lagebild.picture.propositions import graded
from lagebild.views.tables import Table
from lagebild.views.web.visit import ROWS, Answer, Visit, comments_about

_CAME_IN, _NEW, _AGAINST = 8, 6, 5


def overview(visit: Visit) -> Answer:
    """What came in last, what several claims say since lately, what is disputed, what is denied."""
    ledger = visit.ledger
    articles, claims = ledger.counts()
    came_in = ledger.browse.latest(limit=_CAME_IN)
    new = ledger.propositions(limit=_NEW, order="latest")
    loose = conflicts((), ledger.unanswered(limit=ROWS))
    disputed = conflicts(ledger.links(kinds=("dispute", "revision", "revises", "retracts"), limit=_AGAINST))
    denied = conflicts(ledger.links(kinds=("denies",), limit=_AGAINST))
    own = [one for one in loose if one.kind == "retracted"]
    others = [one for one in loose if one.kind != "retracted"]
    return Answer(
        template="overview.html.j2",
        title=visit.words("web_nav", "overview"),
        filled={
            "articles": articles,
            "claims": claims,
            "came_in": came_in,
            "new": graded(new, ledger.evidence(new)),
            "disputed": [*own[:_AGAINST], *disputed],
            "denied": [*denied, *others[:_AGAINST]],
            "comments": comments_about(visit, DOSSIER),
            "waiting": 0 if visit.public else ledger.comment_counts()["pending"],
        },
        table=lambda: listed(came_in),
        about={"articles": articles, "claims": claims},
        nav="overview",
    )


def articles(visit: Visit) -> Answer:
    """All articles, those that came in last first."""
    found = visit.ledger.browse.latest(limit=ROWS + 1, below=visit.number("below"))
    shown = found[:ROWS]
    return Answer(
        template="articles.html.j2",
        title=visit.words("heading", "articles"),
        filled={"found": shown, "is_first": visit.number("below") is None},
        table=lambda: listed(shown),
        next=visit.address(below=shown[-1].reading) if len(found) > ROWS else None,
        nav="articles",
    )


def listed(found: Iterable[Listed]) -> Table:
    """Articles as rows."""
    header = ("article", "title", "outlet", "published", "language", "claims", "added", "is_copy")
    rows = (
        (one.id, one.title, one.outlet.name or None, one.published, one.language, one.claims, one.added, one.is_copy)
        for one in found
    )
    return Table(header, tuple(rows))

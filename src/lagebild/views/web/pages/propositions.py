"""What several claims say: the list, and one of them with its reports and the tree of its origins."""

from __future__ import annotations

from typing import get_args

from lagebild.errors import UsageError
from lagebild.ledger.answers import Order
from lagebild.picture.conflicts import conflicts
from lagebild.picture.propositions import graded, opened
from lagebild.views import answer_tables
from lagebild.views.tables import words_of
from lagebild.views.web import addresses
from lagebild.views.web.visit import ROWS, Answer, Moved, NotThereError, Visit, comments_about, decided_about

#: So many of the claims of a proposition are shown, the earliest; and so many links of them.
_MEMBERS, _LINKS = 200, 20


def propositions(visit: Visit) -> Answer:
    """What several claims say, those with most origins first, or those said last."""
    order: Order = next((one for one in get_args(Order) if one == visit.text("order")), "origins")
    found = visit.ledger.propositions(limit=ROWS, order=order)
    shown = graded(found, visit.ledger.evidence(found))
    return Answer(
        template="propositions.html.j2",
        title=visit.words("heading", "propositions"),
        filled={"found": shown, "order": order, "orders": get_args(Order), "visit": visit},
        table=lambda: answer_tables.propositions(shown, visit.words),
        nav="propositions",
    )


def proposition(visit: Visit) -> Answer | Moved:
    """One proposition by its id, or the beginning of it."""
    try:
        gathered, members = visit.ledger.proposition(visit.key, limit=_MEMBERS)
    except UsageError as error:
        raise NotThereError("proposition", visit.key) from error
    if gathered.id != visit.key:
        return Moved(addresses.thing("proposition", gathered.id))
    one = opened(gathered, visit.ledger.evidence([gathered])[gathered.id], members, visit.ledger.matches(members))
    links = conflicts(visit.ledger.browse.links_of([member.seq for member in members], limit=_LINKS))
    decided = decided_about(visit, "proposition", gathered.id)
    return Answer(
        template="proposition.html.j2",
        title=words_of(one.founder),
        filled={
            "one": one,
            "links": links,
            "most": _MEMBERS,
            "decided": decided,
            "comments": comments_about(visit, f"lage:proposition/{gathered.id}"),
        },
        table=lambda: answer_tables.members(one),
        about={key: value for key, value in answer_tables.opened(one, visit.words).items() if key != "members"},
        nav="propositions",
    )

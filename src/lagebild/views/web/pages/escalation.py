"""Whether it escalates between two sides: the verdict with its reasons, each with the deeds and claims behind it."""

from __future__ import annotations

from collections.abc import Mapping

from lagebild.addresses import id_of
from lagebild.compare.deeds import Deed
from lagebild.errors import UsageError
from lagebild.ledger import Filters
from lagebild.picture.escalating import Between, NoDeedsError, escalating_within, pairs_between
from lagebild.picture.escalation import Escalation
from lagebild.types import Entry
from lagebild.views import escalation as views
from lagebild.views.web.pages.search import filters_of
from lagebild.views.web.visit import Answer, Visit

_PAIRS, _TALK = 12, 40
_EMPTY = Escalation((), ())


def escalation(visit: Visit) -> Answer:
    """The pair that is asked for (`one` and `other`, or `pair`), else the one with most hostile deeds, and the talk."""
    said, filters, found, pairs = "", Filters(), _EMPTY, list[Between]()
    asked = _asked(visit)
    try:
        filters = filters_of(visit)
        pairs = pairs_between(visit.ledger, filters, limit=_PAIRS)
        chosen = asked if all(asked) else (pairs[0].one.name, pairs[0].other.name) if pairs else None
        found = escalating_within(visit.ledger, filters, pair=chosen, talk=_TALK)
        if any(asked) and not all(asked):
            said = visit.words("web", "two_sides")
    except NoDeedsError:
        # The tallies count a deed by most of its reports, a verdict reads the first: they can differ about who it was.
        found = Escalation((), tuple(visit.ledger.talk(filters, limit=_TALK)))
        said = visit.words("web", "no_pair", one=asked[0], other=asked[1]) if all(asked) else ""
    except UsageError as error:
        said = str(error)
    return Answer(
        template="rising.html.j2",
        title=visit.words("heading", "escalation"),
        filled={
            "found": found, "pairs": pairs, "asked": dict(zip(("one", "other"), asked, strict=True)), "said": said,
            "filters": filters, "behind": _behind(found),
        },
        table=lambda: views.rows(found, visit.words),
        about={"found": views.objects(found, visit.words)},
        nav="escalation",
        status=400 if said else 200,
    )  # fmt: skip


def _asked(visit: Visit) -> tuple[str, str]:
    """The names of two sides; where only one is given the other is empty."""
    one, _, other = visit.text("pair").partition(",")
    return visit.text("one") or one.strip(), visit.text("other") or other.strip()


def _behind(found: Escalation) -> Mapping[str, tuple[str, Deed | Entry]]:
    """What stands behind the clauses, by its address: the kind, and the deed or the claim."""
    things: dict[str, tuple[str, Deed | Entry]] = {}
    deeds = {act.deed.id: act.deed for pair in found.pairs for act in pair.acts}
    talk = (one for said in (found.talk, *(pair.talk for pair in found.pairs)) for one in said)
    claims = {one.talk.entry.claim.id: one.talk.entry for one in talk}
    verdicts = [pair.verdict for pair in found.pairs] + ([found.overall] if found.overall else [])
    for address in (address for verdict in verdicts for clause in verdict.clauses for address in clause.evidence):
        if address.startswith("lage:deed/"):
            things[address] = ("deed", deeds[id_of(address, "deed")])
        else:
            things[address] = ("claim", claims[id_of(address, "claim")])
    return things

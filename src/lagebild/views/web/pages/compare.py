"""Two outlets, or two days, side by side: what both carry, and what only one of them does."""

from __future__ import annotations

from lagebild.ledger.browse import Outlet
from lagebild.ledger.filters import is_day
from lagebild.ledger.shared import ARTICLES, Shared
from lagebild.views.tables import Table, place_of, said_by, words_of
from lagebild.views.web.visit import Answer, NotThereError, Visit

_EACH = 25
_OFFERED = 60


def compare(visit: Visit) -> Answer:
    """Compares what is asked for: `one` and `other`, two outlets by their keys or two days (`by=day`)."""
    by_day = visit.text("by") == "day"
    one, other = visit.asked.get("one", "").strip(), visit.asked.get("other", "").strip()
    named: tuple[str, str] = (one, other)
    found: Shared | None = None
    said = ""
    if one and other and by_day:
        wrong = next((day for day in (one, other) if not (is_day(day) and len(day) == len("2024-10-18"))), None)
        said = visit.words("web", "no_day", day=wrong) if wrong else ""
        found = None if wrong else visit.ledger.browse.shared("day", one, other, limit=_EACH)
        named = (visit.words.day(one), visit.words.day(other)) if not wrong else named
    elif one and other:
        first, second = _outlet(visit, one), _outlet(visit, other)
        found = visit.ledger.browse.shared("outlet", first.seq, second.seq, limit=_EACH)
        named = (first.name or one, second.name or other)
    offered = visit.ledger.browse.outlets(limit=_OFFERED)
    return Answer(
        template="compare.html.j2",
        title=visit.words("web_nav", "compare"),
        filled={
            "found": found, "names": named, "one": one, "other": other, "by_day": by_day, "offered": offered,
            "said": said, "most": ARTICLES,
        },
        table=lambda: _table(found),
        nav="compare",
        status=400 if said else 200,
    )  # fmt: skip


def _outlet(visit: Visit, key: str) -> Outlet:
    found = visit.ledger.browse.outlet(key)
    if found is None:
        raise NotThereError("outlet", key)
    return found


def _table(found: Shared | None) -> Table:
    header = (
        "side",
        "proposition",
        "what",
        "source",
        "kind",
        "on_whose_word",
        "article",
        "url",
        "start",
        "end",
        "claim",
    )
    if found is None:
        return Table(header, ())
    sided = [("both", key, entry) for key, first, second in found.both for entry in (first, second)]
    sided += [(side, key, entry) for side, rows in (("one", found.one), ("other", found.other)) for key, entry in rows]
    rows = ((side, key, words_of(e), *said_by(e), *place_of(e, e.claim.sentence)) for side, key, e in sided)
    return Table(header, tuple(rows))

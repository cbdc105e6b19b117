"""Two outlets, or two days, side by side: what both carry, and what only one of them does."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from lagebild.ledger.browse import Outlet
from lagebild.ledger.filters import is_day
from lagebild.ledger.shared import ARTICLES, Shared
from lagebild.views.tables import Table, place_of, said_by, words_of
from lagebild.views.web.visit import Answer, NotThereError, Visit

_EACH = 25
_OFFERED = 60
#: So many outlets or days are paired as examples; days are those of so many articles that came in last.
_NAMED, _LATEST = 3, 60
_DAY = len("2024-10-18")


def compare(visit: Visit) -> Answer:
    """Compares what is asked for: `one` and `other`, two outlets by their keys or two days (`by=day`)."""
    by_day = visit.text("by") == "day"
    one, other = visit.asked.get("one", "").strip(), visit.asked.get("other", "").strip()
    named: tuple[str, str] = (one, other)
    found: Shared | None = None
    said = ""
    if one and other and by_day:
        wrong = next((day for day in (one, other) if not (is_day(day) and len(day) == _DAY)), None)
        said = visit.words("web", "no_day", day=wrong) if wrong else ""
        found = None if wrong else visit.ledger.browse.shared("day", one, other, limit=_EACH)
        named = (visit.words.day(one), visit.words.day(other)) if not wrong else named
    elif one and other:
        first, second = _outlet(visit, one), _outlet(visit, other)
        found = visit.ledger.browse.shared("outlet", first.seq, second.seq, limit=_EACH)
        named = (first.name or one, second.name or other)
    offered = visit.ledger.browse.outlets(limit=_OFFERED)
    suggested = () if one or other else _suggested(visit, offered, by_day=by_day)
    return Answer(
        template="compare.html.j2",
        title=visit.words("web_nav", "compare"),
        filled={
            "found": found, "names": named, "one": one, "other": other, "by_day": by_day, "offered": offered,
            "said": said, "most": ARTICLES, "suggested": suggested,
        },
        table=lambda: _table(found),
        nav="compare",
        status=400 if said else 200,
    )  # fmt: skip


def _suggested(visit: Visit, offered: Sequence[Outlet], *, by_day: bool) -> tuple[tuple[str, str], ...]:
    """Pairs that can be compared: outlets with most articles, or the latest days; the address and the names of each."""
    if by_day:
        latest = visit.ledger.browse.latest(limit=_LATEST)
        days = sorted({one.published for one in latest if one.published and len(one.published) == _DAY}, reverse=True)
        named = [(day, visit.words.day(day)) for day in days]
    else:
        named = [(one.key.strip(), one.name) for one in offered if one.name]
    found = combinations(named[:_NAMED], 2)
    return tuple((visit.address(one=a[0], other=b[0]), f"{a[1]} ↔ {b[1]}") for a, b in found)


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

"""What is said to have happened when: back from a day, of all claims or of those that fit."""

from __future__ import annotations

from dataclasses import replace

from lagebild.compare.timex import interval
from lagebild.errors import UsageError
from lagebild.ledger import Filters
from lagebild.ledger.rows import day_number
from lagebild.picture.timeline import Timeline, TimelineItem, timeline
from lagebild.types import Entry
from lagebild.views import tables
from lagebild.views.web.pages.search import filters_of
from lagebild.views.web.visit import Answer, Visit

#: So many dated claims are shown; of claims that fit a filter, so many that came in last are looked at.
_DATED, _FITTING = 80, 120


def times(visit: Visit) -> Answer:
    """Dated items, the latest first; vague dates stay vague."""
    said, entries, filters = "", list[Entry](), Filters()
    until = _until(visit)
    try:  # the filters refuse a day that is none
        filters = replace(filters_of(visit), until=None)
        if filters == Filters():
            entries = visit.ledger.browse.dated(until, limit=_DATED)
        else:
            entries = visit.ledger.browse.newest(filters, limit=_FITTING)
    except UsageError as error:
        said = str(error)
    whole = timeline(entries)
    shown = _back(whole, until, entries if filters == Filters() else [])
    last = shown.items[-1].when if shown.items else None
    more = filters == Filters() and len(entries) == _DATED and last is not None
    return Answer(
        template="timeline.html.j2",
        title=visit.words("heading", "timeline"),
        filled={
            "days": shown.items,
            "filters": filters,
            "is_narrowed": filters != Filters(),
            "until": visit.text("until"),
            "said": said,
            "fitting": _FITTING,
        },
        table=lambda: tables.timeline(shown),
        next=visit.address(until=last.first.isoformat()) if more and last else None,
        nav="timeline",
        status=400 if said else 200,
    )


def _until(visit: Visit) -> int | None:
    days = interval(visit.text("until")) if visit.text("until") else None
    return day_number(days.last) if days else None


def _back(whole: Timeline, until: int | None, asked: list[Entry]) -> Timeline:
    """The items the latest first; without those after `until`, and those before the earliest day that was asked for.

    A claim that was asked for one of its days can hold others.
    """
    firsts = sorted(day for entry in asked if (day := _latest(entry, until)) is not None)
    lowest = firsts[0] if firsts else -(10**9)

    def is_shown(item: TimelineItem) -> bool:
        day = day_number(item.when.first) if item.when else 0
        return lowest <= day and (until is None or day <= until)

    return Timeline(tuple(item for item in reversed(whole.items) if is_shown(item)), (), ())


def _latest(entry: Entry, until: int | None) -> int | None:
    """The latest day up to `until` that a claim speaks of."""
    days = [interval(time.value) for time in entry.claim.times if time.role == "content"]
    numbers = [day_number(one.first) for one in days if one is not None]
    return max((day for day in numbers if until is None or day <= until), default=None)

"""What is said to have happened when: back from a day, of all claims or of those that fit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lagebild.compare.deed_rules import kinds
from lagebild.compare.timex import interval
from lagebild.errors import UsageError
from lagebild.ledger import Filters, Ledger
from lagebild.ledger.rows import day_number, day_of
from lagebild.picture.timeline import Timeline, TimelineItem, timeline
from lagebild.types import Entry
from lagebild.views import tables
from lagebild.views.web.pages.search import filters_of
from lagebild.views.web.visit import Answer, Visit

#: What the form offers beside the types: any deed.
ANY_DEED = "any"
#: So many dated claims, or deeds, are shown; of claims that fit a filter, so many that came in last are looked at.
_DATED, _FITTING = 80, 120


def times(visit: Visit) -> Answer:
    """Dated items, the latest first; vague dates stay vague."""
    said, asked, filters, types = "", _Asked(), Filters(), _types(visit)
    until = _until(visit)
    try:  # the filters refuse a day that is none, and a type that there is not
        filters = replace(filters_of(visit), until=None)
        asked = _asked(visit.ledger, filters, types, until)
    except UsageError as error:
        said = str(error)
    whole = timeline(asked.entries, visit.ledger.dated(asked.entries), types=types)
    shown = _back(whole, until, asked.lowest)
    return Answer(
        template="timeline.html.j2",
        title=visit.words("heading", "timeline"),
        filled={
            "days": shown.items,
            "filters": filters,
            "is_narrowed": filters != Filters(),
            "until": visit.text("until"),
            "types": [kind.name for kind in kinds().values() if not kind.speech],
            "type": visit.text("type"),
            "any_deed": ANY_DEED,
            "said": said,
            "fitting": _FITTING,
        },
        table=lambda: tables.timeline(shown),
        next=visit.address(until=day_of(asked.more).isoformat()) if asked.more is not None and shown.items else None,
        nav="timeline",
        status=400 if said else 200,
    )


def _until(visit: Visit) -> int | None:
    days = interval(visit.text("until")) if visit.text("until") else None
    return day_number(days.last) if days else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """The claims of a page of the timeline; `lowest` is the first day of which all of them are here, `more` the day up
    to which the next page goes (days since 1970-01-01), None where there is none."""

    entries: list[Entry] = field(default_factory=list)
    lowest: int | None = None
    more: int | None = None


def _types(visit: Visit) -> frozenset[str] | None:
    """The types that are asked for: none of them for any deed, None where no deeds are."""
    words = visit.text("type").split()
    if not words:
        return None
    return frozenset(word.upper() for word in words if word != ANY_DEED)


def _asked(ledger: Ledger, filters: Filters, types: frozenset[str] | None, until: int | None) -> _Asked:
    if filters != Filters():
        return _Asked(ledger.browse.newest(filters, types=types, limit=_FITTING))
    if types is not None:
        entries, lowest = ledger.browse.done(types, until, limit=_DATED)
        return _Asked(entries, lowest, None if lowest is None else min(lowest, (until or lowest + 1) - 1))
    entries = ledger.browse.dated(until, limit=_DATED)
    firsts = sorted(day for entry in entries if (day := _latest(entry, until)) is not None)
    return _Asked(entries, firsts[0] if firsts else None, firsts[0] if firsts and len(entries) == _DATED else None)


def _back(whole: Timeline, until: int | None, lowest: int | None) -> Timeline:
    """The items the latest first; without those after `until`, and those before the earliest day that was asked for.

    A claim that was asked for one of its days can hold others.
    """

    def is_shown(item: TimelineItem) -> bool:
        day = day_number(item.when.first) if item.when else 0
        return (lowest is None or lowest <= day) and (until is None or day <= until)

    return Timeline(tuple(item for item in reversed(whole.items) if is_shown(item)), (), ())


def _latest(entry: Entry, until: int | None) -> int | None:
    """The latest day up to `until` that a claim speaks of."""
    days = [interval(time.value) for time in entry.claim.times if time.role == "content"]
    numbers = [day_number(one.first) for one in days if one is not None]
    return max((day for day in numbers if until is None or day <= until), default=None)

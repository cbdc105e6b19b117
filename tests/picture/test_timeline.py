"""What was when: vague dates stay vague, deeds are found by type, and days in dispute stand side by side."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from lagebild.ledger import Ledger, open_ledger
from lagebild.picture.timeline import Timeline, TimelineItem, timeline
from lagebild.types import Entry, Time
from tests.ledger.test_deeds import AFTER_DE, page
from tests.picture import press

ON_TUESDAY = "Russian artillery shelled Sumy on Tuesday, killing 34 people, the governor said."
ON_THURSDAY = "Russian artillery shelled Sumy on Thursday, killing 34 people, prosecutors said."
UNDATED = "Russia shelled Odesa, the mayor said."
LATER = "The United States and Russia will hold talks in Riyadh in July, the State Department said."


#: Two that tell one shelling on different days, one that tells another without a day, and one of talks to come.
PAGES = (
    page(ON_TUESDAY, "2025-06-06"),
    page(ON_THURSDAY, "2025-06-06", "Herald"),
    page(UNDATED, "2025-06-08", "Courier"),
    page(LATER, "2025-06-08", "Agency"),
)


def words(item: TimelineItem) -> str:
    return item.time.span.text if item.time else ""


@pytest.fixture(scope="module")
def war() -> Iterator[Ledger]:
    with open_ledger() as ledger:
        for one in PAGES:
            ledger.add(one)
        yield ledger


def told(ledger: Ledger, types: list[str] | None) -> Timeline:
    entries = list(ledger.entries())
    return timeline(entries, ledger.dated(entries), types=types)


def test_vague_dates_stay_vague_and_in_order() -> None:
    items = timeline(press.entries(press.first_page())).items
    shown = [
        (item.value, item.when.grain if item.when else None, item.time.role if item.time else "") for item in items
    ]
    assert shown == [
        ("2024-SU", "season", "saying"),
        ("2024-06", "month", "content"),
        ("2024-09", "month", "content"),
        ("2024-10-17", "day", "saying"),
    ]


def test_events_of_the_same_time_stand_with_it() -> None:
    items = timeline(press.entries(press.first_page())).items
    assert [[event.type for event in item.events] for item in items] == [[], ["CONSULT"], [], []]


def test_unresolved_times_stay_in_sight() -> None:
    found = timeline(press.entries(*press.press())).unresolved
    assert [words(item) for item in found] == ["on a Friday", "gestern"]


def test_a_time_of_several_claims_is_listed_once_with_the_claim_that_holds_it() -> None:
    reading = press.first_page()
    visit = next(c for c in reading.claims if c.times and c.times[0].span.text == "im Juni")
    other = replace(visit, id="wider", content=(reading.article.span(0, len(reading.article.text)),))
    both = replace(reading, claims=(other, visit))
    items = timeline(press.entries(both)).items
    assert [(words(item), item.entry.claim.id) for item in items] == [
        ("im Juni", visit.id),
        ("im September", visit.id),
    ]


def test_references_and_durations_are_no_dates() -> None:
    reading = press.agency_page()
    claim = reading.claims[3]
    span = claim.times[0].span
    now, long = Time(span, "DATE", "PRESENT_REF"), Time(replace(span, end=span.end - 1), "DURATION", "P2D")
    found = timeline(press.entries(replace(reading, claims=(replace(claim, times=(now, long)),))))
    assert (len(found.items), len(found.unresolved), len(found.loose)) == (0, 0, 1)


# --- deeds ------------------------------------------------------------------------------------------------------


def test_days_that_reports_of_one_deed_name_stand_side_by_side_with_who_says_which(war: Ledger) -> None:
    tuesday, thursday = (item for item in told(war, None).items if item.disputed)
    assert tuesday.disputed == thursday.disputed
    assert [(one.first, [telling.outlet for telling in one.tellings]) for one in tuesday.disputed] == [
        (date(2025, 6, 3), ["Gazette"]),
        (date(2025, 6, 5), ["Herald"]),
    ]


def test_only_what_dates_a_deed_of_a_type_is_shown_with_what_its_days_rest_on(war: Ledger) -> None:
    found = told(war, ["ASSAULT"]).items
    # Each page of Sumy tells the shelling on its day, and the killing on the day that its lead tells.
    assert [(item.value, item.dating) for item in found] == [
        ("2025-06-03", "told"), ("2025-06-03", "lead"),
        ("2025-06-05", "told"), ("2025-06-05", "lead"),
        ("2025-06-06/2025-06-08", "published"),
    ]  # fmt: skip
    assert all(event.type == "ASSAULT" for item in found for event in item.events)
    (talks,) = told(war, ["CONSULT"]).items
    assert talks.when is not None
    assert (talks.value, talks.when.grain) == ("2025-07", "month")
    assert len(told(war, []).items) == len(found) + 1
    assert told(war, ["AID"]).items == ()


def test_without_a_ledger_no_day_is_disputed_and_only_told_times_are_known(war: Ledger) -> None:
    entries = list(war.entries())
    assert not any(item.disputed or item.deeds[0:1] != (None,) for item in timeline(entries).items if item.events)
    assert all(item.time for item in timeline(entries, types=[]).items)


def test_what_is_told_around_a_claim_stands_with_its_time_or_by_itself_as_the_authors() -> None:
    said = page("On Tuesday Russia accused Ukraine of shelling a school in Belgorod.")
    with open_ledger() as ledger:
        ledger.add(said)
        ledger.add(page(AFTER_DE, outlet="Zeitung", language="de"))
        (item,) = told(ledger, ["ACCUSE"]).items
        assert (words(item), item.time and item.time.role, [event.frame for event in item.events]) == (
            "Tuesday", "saying", [True]
        )  # fmt: skip
        # No time of its claim is that of the shelling, which its author tells with its day.
        (item,) = told(ledger, ["ASSAULT"]).items
        assert (item.time, item.value, item.dating) == (None, "2025-06-03", "told")
        assert item.entry.claim.source.kind == "author"


def test_a_time_of_a_content_is_none_of_what_is_told_around_it() -> None:
    reading = page("Russia accused Ukraine of shelling a school in Belgorod on Tuesday.")
    (claim,) = reading.claims
    dated = replace(claim, events=tuple(replace(event, time="2025-06-03") for event in claim.events))
    assert any(event.frame for event in claim.events)
    (item,) = timeline([Entry(reading.article, dated)]).items
    assert item.events == ()

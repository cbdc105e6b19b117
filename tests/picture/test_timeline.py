from dataclasses import replace

from lagebild.picture.timeline import timeline
from lagebild.types import Time
from tests.picture import press


def test_vague_dates_stay_vague_and_in_order() -> None:
    items = timeline(press.entries(press.first_page())).items
    shown = [(item.time.value, item.when.grain if item.when else None, item.time.role) for item in items]
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
    assert [item.time.span.text for item in found] == ["on a Friday", "gestern"]


def test_a_time_of_several_claims_is_listed_once_with_the_claim_that_holds_it() -> None:
    reading = press.first_page()
    visit = next(c for c in reading.claims if c.times and c.times[0].span.text == "im Juni")
    other = replace(visit, id="wider", content=(reading.article.span(0, len(reading.article.text)),))
    both = replace(reading, claims=(other, visit))
    items = timeline(press.entries(both)).items
    assert [(item.time.span.text, item.entry.claim.id) for item in items] == [
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

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from lagebild import contract
from lagebild.errors import DataFileError
from lagebild.types import Reading
from tests import readings
from tests.schema import SCHEMA, violations

#: How fast a machine makes readings is no matter of the contract.
_unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_unhurried
@given(readings.readings())
def test_a_reading_comes_back_as_it_went(reading: Reading) -> None:
    assert contract.loads(contract.dumps(reading)) == reading


@_unhurried
@given(readings.readings())
def test_every_reading_keeps_the_schema(reading: Reading) -> None:
    assert violations(json.loads(contract.dumps(reading)), SCHEMA) == []


def test_the_keys_are_those_of_the_contract() -> None:
    made = contract.to_json(readings.reading())
    claim = made["claims"][0]
    assert list(made["article"]) == [
        "id", "url", "title", "byline", "publisher", "published", "published_basis", "language", "text", "blocks",
        "notes",
    ]  # fmt: skip
    assert list(claim) == [
        "id", "sentence", "content", "cue", "source", "chain", "form", "act", "factuality", "author_factuality",
        "figures", "times", "places", "actors", "events", "why",
    ]  # fmt: skip
    assert claim["source"] == {
        "kind": "named", "start": 35, "end": 59, "text": "the intelligence service",
        "actor": {
            "name": "South Korean intelligence service", "kind": "organisation", "country": "KOR", "wikidata": None,
            "plover": "KOR GOV SPY",
        },
    }  # fmt: skip
    assert claim["chain"][0] == {"kind": "unnamed", "start": None, "end": None, "text": None, "actor": None}
    assert claim["figures"][0] == {
        "start": 61, "end": 81, "text": "up to 1,200 soldiers", "min": None, "max": 1200, "approximate": False,
        "vague": False, "unit": None, "of": "soldiers", "whose": "Northland", "stage": "sent", "as_of": "2024-10",
        "since": {"start": 104, "end": 108, "text": "June", "value": "2024-06"},
        "change": "up", "why": {"rule": "figure.up-to", "version": "1", "score": 1.0},
    }  # fmt: skip
    assert claim["times"][0] == {
        "start": 104, "end": 108, "text": "June", "type": "DATE", "value": "2024-06", "mod": None, "role": "content",
        "anchor": {"basis": "publication", "value": "2024-10-20", "start": None, "end": None, "text": None},
    }  # fmt: skip
    assert claim["places"][0] == {
        "start": 87, "end": 100, "text": "Great Harbour", "name": "Great Harbour", "kind": "place", "country": "NLD",
        "wikidata": "Q99999002", "plover": None, "role": "saying",
    }  # fmt: skip
    assert list(claim["events"][0]) == [
        "start", "end", "text", "type", "mode", "actor", "recipient", "third", "time", "place", "status", "frame",
        "why",
    ]  # fmt: skip
    assert claim["why"] == [
        {"rule": "cue.according-to", "version": "1", "score": 1.0},
        {"model": "full", "version": "2", "score": 0.75, "parts": dict(readings.TRAINED.parts)},
    ]


def test_a_line_holds_one_reading_and_no_line_end() -> None:
    assert "\n" not in contract.dumps(readings.reading())
    assert contract.dumps(readings.reading(), ascii_only=True).isascii()


def test_whole_numbers_have_no_decimal_point() -> None:
    assert '"max": 1200,' in contract.dumps(readings.reading())


def test_the_parts_of_a_score_are_an_object_in_their_order() -> None:
    raw = contract.to_json(readings.reading())["claims"][0]["why"]
    assert "parts" not in raw[0]
    assert list(raw[1]) == ["model", "version", "score", "parts"]
    assert list(raw[1]["parts"].items()) == list(readings.TRAINED.parts)


def test_unknown_keys_are_passed_over() -> None:
    raw = contract.to_json(readings.reading())
    raw["claims"][0]["mood"] = "subjunctive"
    assert contract.from_json(raw) == readings.reading()


def test_a_reading_without_the_keys_that_were_added_later_is_read() -> None:
    raw = contract.to_json(readings.reading())
    for claim in raw["claims"]:
        for time in claim["times"]:
            del time["anchor"]
        for figure in claim["figures"]:
            del figure["since"]
    assert violations(raw, SCHEMA) == []
    read = contract.from_json(raw)
    assert [time.anchor for time in read.claims[0].times] == [None]
    assert [figure.since for figure in read.claims[0].figures] == [None]
    assert contract.from_json(contract.to_json(read)) == read


def test_a_reading_from_before_the_third_party_was_told_loads() -> None:
    old = json.loads(contract.dumps(readings.reading()))
    events = [event for claim in old["claims"] for event in claim["events"]]
    assert events
    for event in events:
        del event["third"]
    assert contract.from_json(old) == readings.reading()
    assert violations(old, SCHEMA) == []


def test_a_reading_from_before_events_were_told_around_claims_loads() -> None:
    old = json.loads(contract.dumps(readings.reading()))
    for claim in old["claims"]:
        for event in claim["events"]:
            del event["frame"]
    assert contract.from_json(old) == readings.reading()
    assert violations(old, SCHEMA) == []
    old["claims"][0]["events"][0]["frame"] = "yes"
    with pytest.raises(DataFileError, match="'frame'"):
        contract.from_json(old)


def test_identifiers_do_not_depend_on_the_order_of_keys() -> None:
    assert contract.identifier({"a": 1, "ä": 2}) == contract.identifier({"ä": 2, "a": 1})
    assert contract.identifier({"a": 1}) != contract.identifier({"a": 2})


def _without(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda claim: claim.pop(key)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_without("act"), "claim c-service: key 'act' is missing"),
        (lambda c: c.update(act="shout"), "claim c-service: 'act' is 'shout'; choose one of: state, report"),
        (lambda c: c["sentence"].update(text="x"), "claim c-service: sentence: the words at 22:109 are"),
        (lambda c: c["content"][0].update(end=9999), r"content\[0\]: no words at 61:9999 in a text of 187"),
        (lambda c: c["content"][0].update(start=-1), "no words at -1"),
        (lambda c: c["content"][0].update(start=True), "'start' is True; int is expected"),
        (lambda c: c.update(cue={}), "cue: a list is expected, not dict"),
        (lambda c: c["figures"][0].update(min="many"), r"figures\[0\]: 'min' is 'many'; a number or null"),
        (lambda c: c["figures"][0].update(change="sideways"), "choose one of: up, down, null"),
        (lambda c: c["source"].update(actor="Kim"), "source.actor: an object is expected, not str"),
        (lambda c: c["why"][0].update(score=None), r"why\[0\]: 'score' is null"),
        (lambda c: c["why"][1].update(parts=[1]), r"why\[1\]: parts: an object is expected, not list"),
        (lambda c: c["why"][1]["parts"].update(worth="much"), r"why\[1\]: parts: 'worth' is 'much'; a number"),
        (lambda c: c["why"][1]["parts"].update(worth=None), r"why\[1\]: parts: 'worth' is null; give a number"),
        (lambda c: c["times"].append(7), r"times\[1\]: an object is expected, not int"),
        (lambda c: c["figures"][0].update(since="June"), r"figures\[0\]: since: an object is expected, not str"),
        (lambda c: c["figures"][0]["since"].update(text="May"), r"since: the words at 104:108 are 'June', not 'May'"),
        (lambda c: c["times"][0].update(anchor="t0"), r"times\[0\]: anchor: an object is expected, not str"),
        (lambda c: c["times"][0]["anchor"].update(basis="t0"), "'basis' is 't0'; choose one of: none, publication"),
        (lambda c: c["times"][0]["anchor"].update(start=0, end=1, text="?"), r"anchor: the words at 0:1 are 'N'"),
    ],
)
def test_what_is_wrong_is_named(spoil: Callable[[dict[str, Any]], object], message: str) -> None:
    raw = contract.to_json(readings.reading())
    spoil(raw["claims"][0])
    with pytest.raises(DataFileError, match=message):
        contract.from_json(raw)


@pytest.mark.parametrize(
    ("line", "message"), [("{", "this is no JSON"), ("[]", "reading: an object"), ("{}", "'article'")]
)
def test_a_line_that_holds_no_reading_is_refused(line: str, message: str) -> None:
    with pytest.raises(DataFileError, match=message):
        contract.loads(line)


def test_the_schema_refuses_what_the_contract_refuses() -> None:
    raw = contract.to_json(readings.reading())
    raw["claims"][0]["act"] = "shout"
    raw["claims"][0]["why"][1]["parts"]["worth"] = "much"
    del raw["article"]["text"]
    assert violations(raw, SCHEMA) == [
        "$.article: 'text' is missing",
        "$.claims[0].act: 'shout' is not allowed",
        "$.claims[0].why[1].parts.worth: 'much' is no number",
    ]

"""Claims that are opened one by one from a packed reading."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from lagebild import contract
from lagebild.contract import Json
from lagebild.errors import LedgerError
from lagebild.ledger.packed import _AtHand, _slice, _text, opened, pack, pack_reading
from lagebild.types import Entry, Reading
from tests import readings


def packed(content: Json) -> tuple[bytes, bytes]:
    return pack(content["article"]), pack_reading(content)


def places(reading: Reading) -> list[tuple[int, str]]:
    return [(place, claim.id) for place, claim in enumerate(reading.claims)]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(readings.readings())
def test_claims_come_back_one_by_one_as_they_went(reading: Reading) -> None:
    wanted = [Entry(reading.article, claim) for claim in reading.claims]
    assert opened(*packed(contract.to_json(reading))).entries(places(reading)) == wanted
    for (place, identifier), entry in zip(places(reading), wanted, strict=True):
        assert opened(*packed(contract.to_json(reading))).entries([(place, identifier)]) == [entry]


def test_a_claim_is_found_without_those_around_it() -> None:
    reading = readings.reading()
    text = _text(packed(contract.to_json(reading))[1])
    assert [_slice(text, claim.id) for claim in reading.claims] == [contract.claim_to_json(c) for c in reading.claims]


def test_where_an_id_stands_twice_or_keys_in_another_order_its_place_tells() -> None:
    reading = readings.reading()
    content = contract.to_json(reading)
    turned = {**content, "claims": [dict(reversed(claim.items())) for claim in content["claims"]]}
    assert opened(*packed(turned)).entries(places(reading)) == [Entry(reading.article, c) for c in reading.claims]
    twice = replace(reading, claims=(reading.claims[0], replace(reading.claims[1], id=reading.claims[0].id)))
    found = opened(*packed(contract.to_json(twice))).entries(places(twice))
    assert [entry.claim for entry in found] == list(twice.claims)


def test_words_that_look_like_the_beginning_of_a_claim_are_none() -> None:
    said = '{"id":"c-author","sentence":'
    text = f"A page\n\nHe wrote {said} on the wall."
    span = readings.span(text, said)
    base = readings.third_claim(readings.TEXT)
    claims = tuple(replace(base, id=one, sentence=span, content=(span,)) for one in ("c-0", "c-author"))
    reading = replace(readings.reading(), article=readings.article(text), claims=claims)
    assert _slice(_text(packed(contract.to_json(reading))[1]), "c-author") == contract.claim_to_json(claims[1])


def test_damaged_bytes_are_told() -> None:
    article, _ = packed(contract.to_json(readings.reading()))
    for damaged in (b"no zlib", pack("no reading")[:-4]):
        with pytest.raises(LedgerError, match="damaged"):
            opened(article, damaged).entries([(0, "c-service")])


def test_readings_at_hand_are_bounded_by_their_bytes() -> None:
    article, packed_reading = packed(contract.to_json(readings.reading()))
    one, hand = opened(article, packed_reading), _AtHand(most=100)
    for number in range(5):
        hand.put((bytes([number]), b"x" * 29), one)
        assert hand.get((bytes([0]), b"x" * 29)) is one
    held = [hand.get((bytes([number]), b"x" * 29)) is not None for number in range(5)]
    assert held == [True, False, False, True, True]

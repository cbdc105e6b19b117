"""Many keys are looked under at once, and every database answers as if each had been asked for alone."""

from __future__ import annotations

import pytest

from lagebild.ledger import Ledger
from lagebild.ledger.keyed import inserted, listed, texts_under, under


@pytest.fixture
def keyed(empty: Ledger) -> Ledger:
    """A ledger with 40 keys of which each third has four claims, and one has fifty."""
    rows = [(key, 10 * key + claim) for key in range(0, 40, 3) for claim in range(4)]
    rows += [(-(2**63), claim) for claim in range(50)]
    with empty._store.writing():
        empty._store.many("INSERT INTO claim_keys (key, claim) VALUES (?, ?)", rows)
    return empty


@pytest.mark.parametrize("most", [1, 3, 100])
def test_many_keys_at_once_give_what_each_gives_alone(keyed: Ledger, most: int) -> None:
    store, order = keyed._store, "ORDER BY claim DESC"
    keys = [*range(40), -(2**63), 2**63 - 1]
    found = under(store, "claim_keys", "claim", keys, most=most, order=order)
    question = f"SELECT key, claim FROM claim_keys WHERE key = :key {order} LIMIT :most"
    alone = {key: store.ask(question, {"key": key, "most": most}) for key in keys}
    assert found == {key: rows for key, rows in alone.items() if rows}
    assert len(found) == 15


def test_no_key_is_no_question(keyed: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(keyed._store), "ask", None)
    assert under(keyed._store, "claim_keys", "claim", [], most=5) == {}
    assert list(texts_under(keyed._store, "actors", "key", "seq", [])) == []


def test_rows_get_their_numbers_in_their_order_and_are_found_by_their_texts(empty: Ledger) -> None:
    keys = [f"actor:{number}'\"" for number in range(37)]
    with empty._store.writing():
        numbers = dict(inserted(empty._store, "actors", ("key", "name"), [(key, None) for key in keys], "key"))
    assert sorted(numbers, key=lambda seq: seq) == list(numbers)
    assert list(numbers.values()) == keys
    found = dict(texts_under(empty._store, "actors", "key", "seq", [*keys[5:30], "actor:nobody"]))
    assert found == {key: seq for seq, key in numbers.items() if key in keys[5:30]}


def test_numbers_are_listed_once_each() -> None:
    assert (listed([3, 1, 3, -2]), listed([])) == ("-2, 1, 3", "")

"""The English sentences of our own: how they are marked, and that every type has some."""

from __future__ import annotations

from collections import Counter

import pytest
from bench.events import root
from bench.relations_own import record, records

#: What stands behind a deed in newspapers and tells nothing of it.
TAILS = [
    ", officials said on Friday.",
    " despite calls for talks.",
    ", a move condemned by human rights groups.",
    ", raising fears of a wider war.",
    " amid a dispute over a border that has strained ties.",
    ", hours after the army withdrew from the town.",
]


def test_marks_become_spans_of_the_bare_sentence() -> None:
    row = record("AID", "On Monday {Mali} got food from [Canada].")
    assert row["text"] == "On Monday Mali got food from Canada."
    (source,), (target,) = row["source"], row["target"]
    assert (row["text"][slice(*source)], row["text"][slice(*target)]) == ("Canada", "Mali")


@pytest.mark.parametrize("marked", ["Canada gave food.", "[Canada] gave food.", "{Mali} got food."])
def test_a_sentence_without_both_parties_is_refused(marked: str) -> None:
    with pytest.raises(ValueError, match="needs one"):
        record("AID", marked)


def test_no_sentence_stands_twice_and_every_root_has_ten() -> None:
    rows = records()
    assert len({row["text"] for row in rows}) == len(rows)
    counts = Counter(row["plover_root"] for row in rows)
    assert len(counts) == 15
    assert min(counts.values()) >= 10


@pytest.mark.parametrize("tail", TAILS)
def test_what_stands_behind_a_deed_does_not_touch_it(tail: str) -> None:
    rows = records()[::4]
    right = [row for row in rows if root(row) == row["plover_root"]]
    lost = [row["text"] for row in right if root({**row, "text": row["text"].rstrip(".") + tail}) != row["plover_root"]]
    assert len(right) > 150
    assert len(lost) <= len(right) // 50, lost

"""The metric for figures, on cases counted by hand."""

from __future__ import annotations

import pytest
from bench.figures import Counts, Tag, close, gold_tag, tags


def test_close_is_relative_and_keeps_pairs_apart() -> None:
    assert close(1_000_000.0, 1_000_001.0)
    assert not close(1.0, 1.1)
    assert close((8.0, 12.0), (8.0, 12.0))
    assert not close((8.0, 12.0), 10.0)


def test_gold_values() -> None:
    row = {"change": "=", "normalized_unit": "Dollar", "value": "62.0-68.0"}
    assert gold_tag(row) == Tag((62.0, 68.0), "=", "dollar")
    assert gold_tag({**row, "value": "-5.0"}).value == -5.0
    assert gold_tag({**row, "value": "1.5E-3"}).value == pytest.approx(0.0015)


def test_counts_by_hand() -> None:
    counts = Counts()
    counts.add(
        [Tag(5.0, "up", "percentage"), Tag(7.0, "=", "people")],
        [Tag(5.0, "=", "percentage"), Tag(7.0, "=", "soldier"), Tag(9.0, "=", "-")],
    )
    # Two values of two agree, one unit, one change; three were found.
    assert (counts.gold, counts.found, counts.value, counts.unit, counts.change) == (2, 3, 2, 1, 1)
    assert counts.f1(counts.value) == 80.0
    assert counts.f1(counts.unit) == 40.0
    assert Counts().f1(0) == 0.0


def test_our_quantities_in_their_terms() -> None:
    assert tags("Shares rose 5 percent to about $7 million.") == [
        Tag(5.0, "up", "percentage"),
        Tag(7_000_000.0, "~", "dollar"),
    ]
    assert tags("Between 8 and 12 new homes burnt for several days.") == [Tag((8.0, 12.0), "=", "new home")]


def test_what_newsquant_counts_otherwise_is_translated() -> None:
    assert tags("Turnout fell from 61.5 to 58.2 percent.") == [Tag((61.5, 58.2), "=", "percentage")]
    assert tags("It costs six or seven euros.") == [Tag(6.0, "=", "euro"), Tag(7.0, "=", "euro")]
    assert tags("It has the two best tank crews.") == [Tag(2.0, "=", "good tank crew")]

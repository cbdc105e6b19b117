"""Which cells of a claim can be corrected, and to what; every way into a ledger refuses the same."""

from __future__ import annotations

import pytest

from lagebild.errors import CellError
from lagebild.ledger import Ledger
from lagebild.ledger.cells import cells, corrected, meant, value_at, wrong
from lagebild.types import Entry
from tests import readings


def test_cells_are_those_with_a_value() -> None:
    reading = readings.reading()
    entry = Entry(reading.article, reading.claims[0])
    paths = {cell.path: cell.value for cell in cells(entry.claim)}
    assert paths["figures/0/max"] == "1200"
    assert not [path for path in paths if path.rsplit("/", 1)[-1] in ("start", "end", "text", "id")]
    assert value_at(entry.claim, "figures/0/max") == "1200"
    assert value_at(entry.claim, "figures/7/max") is None
    assert value_at(entry.claim, "figures/x") is None
    assert (meant("1500"), meant("null"), meant('"1"'), meant("Kyiv"), meant("NaN")) == (1500, None, "1", "Kyiv", "NaN")
    assert wrong(entry, "figures/0/max", 1500) is None
    assert wrong(entry, "act", "deny") is None
    assert wrong(entry, "act", "shout")


@pytest.mark.parametrize(
    ("cell", "value", "code", "message"),
    [
        ("figures/9/max", "1", "cell", "at '9' there may be: 0 to 0"),
        ("sentence/text", "forged", "cell", "is not corrected"),
        ("id", "c-other", "cell", "is not corrected"),
        ("figures/0", "{}", "cell", "it holds start, end, text, min"),
        ("", "1", "cell", "at '' there may be: id, sentence"),
        ("figures/0/max", " ", "value", "the right value"),
        ("figures/0/max", "many", "cannot", "'max' is 'many'"),
        ("figures/0/max", "NaN", "cannot", "'max' is 'NaN'"),
        ("figures/0/max", "1e999", "cannot", "a number that has an end"),
        ("figures/0/max", "[" * 5000, "cannot", "'max' is"),
        ("act", "shout", "cannot", "choose one of: "),
        ("act", "null", "cannot", "choose one of: "),
    ],
)
def test_what_cannot_be_corrected_is_refused_by_every_ledger(
    empty: Ledger, cell: str, value: str, code: str, message: str
) -> None:
    empty.add(readings.reading())
    with pytest.raises(CellError) as told:
        empty.decide("correct", "c-service", who="A", reason="b", cell=cell, content=value)
    assert told.value.code == code
    assert message in str(told.value)
    assert empty.decisions() == []


def test_what_can_be_corrected_is_kept_as_json(empty: Ledger) -> None:
    reading = readings.reading()
    empty.add(reading)
    entry = Entry(reading.article, reading.claims[0])
    for cell, given, kept in (
        ("figures/0/max", "1500", "1500"),
        ("figures/0/max", "null", "null"),
        ("act", "deny", '"deny"'),
    ):
        assert corrected(entry, cell, given) == kept
        assert empty.decide("correct", "c-service", who="A", reason="b", cell=cell, content=given).content == kept

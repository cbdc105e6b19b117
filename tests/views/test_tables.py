import csv
import io
import json

import pytest

from lagebild.picture.dossier import dossier
from lagebild.picture.figures import figure_table
from lagebild.types import Entry
from lagebild.views.tables import Table, as_csv, as_json, claims, figures, timeline
from tests import readings
from tests.picture import press

PICTURE = dossier(press.press())
TABLES = {
    "figures": figures(PICTURE.figures),
    "timeline": timeline(PICTURE.timeline),
    "claims": claims(PICTURE.entries),
}


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_as_long_as_the_header_and_survive_both_formats(name: str) -> None:
    table = TABLES[name]
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.header)}
    assert len(set(table.header)) == len(table.header)
    back = list(csv.reader(io.StringIO(as_csv(table), newline="")))
    assert tuple(back[0]) == table.header
    assert len(back) == len(table.rows) + 1
    for line, row in zip(as_json(table).splitlines(), table.rows, strict=True):
        assert tuple(json.loads(line).values()) == row


@pytest.mark.parametrize("name", ["figures", "timeline", "claims"])
def test_offsets_point_at_the_words(name: str) -> None:
    table = TABLES[name]
    texts = {reading.article.id: reading.article.text for reading in press.press()}
    words = {"figures": "value", "timeline": "when"}.get(name)
    for row in table.rows:
        cells = dict(zip(table.header, row, strict=True))
        start, end = cells["start"], cells["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        if words:
            assert texts[str(cells["article"])][start:end] == cells[words]


def test_figures_keep_their_bounds() -> None:
    rows = {row[1]: dict(zip(TABLES["figures"].header, row, strict=True)) for row in TABLES["figures"].rows}
    assert (rows["bis zu 10.000"]["min"], rows["bis zu 10.000"]["max"]) == (None, 10000)
    assert rows["1500"]["group"] == rows["bis zu 10.000"]["group"] != rows["über 1,2 Millionen"]["group"]
    assert rows["50 Millionen Euro"]["group"] is None


def test_spreadsheets_run_nothing() -> None:
    table = Table(("a", "b"), (('=HYPERLINK("x")', -5), ("+1", None), ("@x", 1.5)))
    assert as_csv(table) == 'a,b\r\n"\'=HYPERLINK(""x"")",-5\r\n\'+1,\r\n\'@x,1.5\r\n'


def test_since_when_a_figure_holds_is_told_in_value_and_words() -> None:
    table = figures(figure_table([Entry(readings.article(), readings.first_claim())]))
    (row,) = (dict(zip(table.header, row, strict=True)) for row in table.rows)
    assert (row["since"], row["since_words"]) == ("2024-06", "June")
    assert row["held"] == "2024-10"

"""The rates that dossiers tell are those of the table that the benchmarks write."""

import re
from pathlib import Path

from lagebild.views.measured import rates
from lagebild.views.wording import UI_LANGUAGES

QUALITY = Path(__file__).parents[2] / "docs" / "quality.md"


def test_every_rate_is_that_of_the_table() -> None:
    table = QUALITY.read_text(encoding="utf-8")
    for rate in rates():
        row = re.search(rf"^\| {re.escape(rate.suite)} \| {re.escape(rate.metric)} \| ([\d.]+) \|", table, re.MULTILINE)
        assert row is not None, rate
        assert float(row[1]) == rate.value
        assert all(rate.said(ui) for ui in UI_LANGUAGES)

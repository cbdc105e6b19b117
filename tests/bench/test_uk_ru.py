"""The reports in Ukrainian and Russian say what their texts have, and readings of them are told apart."""

from __future__ import annotations

import pytest
from bench.attribution_uk_ru import ENOUGH, Report, overlap, reports


@pytest.mark.parametrize("report", reports(), ids=lambda report: report.text[:30])
def test_every_part_stands_in_its_text(report: Report) -> None:
    for part in (report.source, report.cue, *report.content.split(" … ")):
        assert part in report.text


def test_twenty_reports_and_more() -> None:
    assert len({report.text for report in reports()}) >= 20


def test_half_a_content_is_not_enough() -> None:
    content = "що за добу кордон перетнули понад шістдесят тисяч людей"
    assert overlap(content, content) == 1.0
    assert overlap(content, content.removeprefix("що ")) >= ENOUGH
    assert overlap(content, "що за добу кордон") < ENOUGH
    assert overlap(content, "") == 0.0

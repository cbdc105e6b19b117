import pytest

from lagebild.compare.figures import Reason
from lagebild.views.time_plot import MARKS, time_plot
from lagebild.views.wording import UI_LANGUAGES, wording
from tests.compare.figures import DEFENCE, TYRE, view
from tests.picture.test_sides import THREE, group


def test_marks_stand_over_their_days_and_values() -> None:
    plot = time_plot(THREE)
    assert plot
    health = next(side for side in plot.sides if side.side.voice.name.startswith("Lebanese"))
    first, later = health.marks
    assert first.x < later.x
    assert first.y > later.y  # higher values stand higher, and 0 is at the top
    assert first.low == first.high == first.y
    assert [tick.day for tick in plot.days] == ["2024-05-02", "2024-05-03"]
    assert {side.number for side in plot.sides} == {1, 2}


def test_open_bounds_reach_the_edge() -> None:
    plot = time_plot(group(view(None, 30), view(50, None, by=DEFENCE, said="2024-05-03")))
    assert plot
    marks = {mark.bound: mark for side in plot.sides for mark in side.marks}
    assert marks["at_most"].low == max(tick.y for tick in plot.values)
    assert marks["at_least"].high < min(mark.y for mark in marks.values())


def test_sums_stand_over_the_day_that_they_hold_for() -> None:
    old = view(20, scope="total", held="2024-04-01")
    plot = time_plot(group(old, view(30, scope="total", held="2024-04-20", said="2024-05-02")))
    assert plot
    assert plot.days[0].day == "2024-04-01"


def test_one_day_is_no_course() -> None:
    assert time_plot(group(view(26), view(40, by=DEFENCE))) is None


def test_many_sides_share_the_last_mark() -> None:
    from dataclasses import replace

    actors = [replace(DEFENCE, name=f"ministry {number}") for number in range(9)]
    days = [f"2024-05-0{number + 1}" for number in range(9)]
    plot = time_plot(group(*(view(20 + n, by=a, said=d) for n, (a, d) in enumerate(zip(actors, days, strict=True)))))
    assert plot
    assert max(side.number for side in plot.sides) == MARKS
    assert TYRE.place


@pytest.mark.parametrize("ui", UI_LANGUAGES)
def test_parameters_of_reasons_are_put_into_words(ui: str) -> None:
    words = wording(ui)
    shown = words.reason(Reason("stage", (("stage_a", "killed"), ("stage_b", "on-the-way"))))
    assert words("stage", "killed") in shown
    assert words("stage", "on-the-way") in shown
    assert "2024-05-02" not in words.reason(Reason("day", (("day_a", "2024-05-02"), ("day_b", "2024-05"))))
    assert "€" in words.reason(Reason("unit", (("unit_a", "EUR"), ("unit_b", "percent"))))


@pytest.mark.parametrize("ui", UI_LANGUAGES)
def test_every_reason_that_the_code_gives_has_words(ui: str) -> None:
    import re
    from pathlib import Path

    import lagebild.compare.figures as module

    text = Path(module.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'Reason\("(\w+)"', text)) | set(re.findall(r'_other\("\w+", "(\w+)"', text))
    assert len(codes) > 15
    assert codes <= set(wording(ui).labels["figure_reason"])

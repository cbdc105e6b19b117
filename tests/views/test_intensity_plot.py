from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from lagebild import types as t
from lagebild.picture.across import Across
from lagebild.picture.acts import acts_of
from lagebild.picture.escalation import Escalation, escalation_of, pair_of
from lagebild.views.escalation import clause_words, verdict_words
from lagebild.views.html import render
from lagebild.views.intensity_plot import IntensityPlot, intensity_plots
from lagebild.views.wording import UI_LANGUAGES, wording
from tests import readings
from tests.picture.acting import DAY, covered, deed, state

SIDES = (state("RUS"), state("UKR"))


def plots(days: list[int], read: int = 200) -> tuple[IntensityPlot, ...]:
    acts = acts_of([deed("RUS", "UKR", day) for day in days])
    return intensity_plots(pair_of(SIDES, acts, covered(read), [], articles=50))


@given(st.lists(st.integers(0, 199), max_size=30))
def test_bars_stay_inside_and_hold_all_of_the_intensity(days: list[int]) -> None:
    for plot in plots(days):
        assert sum(bar.value for bar in plot.bars) == (10.0 if plot.scale == "goldstein" else 28.0) * len(days)
        assert max(bar.value for bar in plot.bars) == plot.top
        for bar in plot.bars:
            assert 9 <= bar.x <= bar.x + bar.width <= 97.01
            assert 5.9 <= bar.y <= bar.y + bar.height <= 88.1
            assert bar.width > 0


def test_nothing_hostile_is_no_plot() -> None:
    assert plots([]) == ()
    assert plots([5], read=0) == ()


def test_a_shift_stands_on_its_day_inside_its_interval() -> None:
    risen = [*range(0, 390, 9), *(day for day in range(300, 400) for _ in range(2))]
    for plot in plots(risen, read=400):
        (step,) = plot.steps
        assert step.left <= step.x <= step.right
        assert abs(step.x - (9 + 88 * 300 / 400)) < 2
        assert plot.first == DAY
        assert plot.last == DAY + timedelta(399)


def test_the_dossier_shows_verdict_reasons_and_plot_in_both_languages() -> None:
    acts = acts_of([deed("RUS", "UKR", day) for day in range(0, 200, 5)])
    pair = pair_of(SIDES, acts, covered(200), [], articles=50)
    for ui in UI_LANGUAGES:
        words = wording(ui)
        page = render([readings.reading()], Across(escalation=Escalation((pair,), ())), ui=ui)
        assert verdict_words(pair.verdict, words) in page
        assert all(clause_words(clause, words) in page for clause in pair.verdict.clauses)
        assert page.count('class="overtime intensity"') == 2
        assert 'href="#escalation"' in page
        assert "<script" not in page


def test_hostile_names_are_text() -> None:
    evil = t.Actor("<script>alert(1)</script>", "group")
    pair = pair_of((evil, SIDES[1]), (), covered(10), [], articles=50)
    page = render([readings.reading()], Across(escalation=escalation_of([pair], [], articles=50)))
    assert "<script" not in page

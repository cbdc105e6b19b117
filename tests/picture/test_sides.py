import pytest

from lagebild.picture import sides as module
from lagebild.picture.figures import FigureGroup, FigureRow, Quantity, bound_of
from lagebild.picture.sides import contrasts, stage_sides
from tests.compare.figures import DEFENCE, view


def group(*views: object) -> FigureGroup:
    quantity = Quantity("person", None, None, "casualties")
    made = [FigureRow(v, quantity, bound_of(v.figure), v.said, v.said_basis, v.held, "unknown") for v in views]  # type: ignore[attr-defined, arg-type]
    return FigureGroup(quantity, "people", None, tuple(made))


THREE = group(view(26), view(49, said="2024-05-03"), view(40, by=DEFENCE))


def test_lowest_highest_and_the_latest_of_each_side() -> None:
    (stage,) = stage_sides(THREE)
    assert (stage.stage, stage.low.figure.min, stage.high.figure.min) == ("killed", 26, 49)
    assert {side.voice.name: side.latest.figure.min for side in stage.sides} == {
        "Lebanese health ministry": 49,
        "Israeli defence ministry": 40,
    }


def test_a_denied_figure_is_no_lowest() -> None:
    (stage,) = stage_sides(group(view(26), view(49, said="2024-05-03"), view(2, factuality="CT-", by=DEFENCE)))
    assert stage.low.figure.min == 26


def test_disputes_come_before_revisions_and_the_earlier_stands_first() -> None:
    found = contrasts(THREE)
    assert [one.relation.kind for one in found] == ["dispute", "dispute", "revision"]
    assert (found[2].a.first.figure.min, found[2].b.first.figure.min) == (26, 49)


def test_one_figure_has_no_sides() -> None:
    assert stage_sides(group(view(26))) == ()
    assert contrasts(group(view(26))) == ()


def test_many_points_are_compared_with_those_of_nearly_the_same_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WINDOW", 1)
    assert len(contrasts(THREE)) == 2

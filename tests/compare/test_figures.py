import re
from typing import Any

import pytest

from lagebild.compare.figure_views import PartRow, ScopeRow, bound_of, part_of, scope_of, scope_patterns
from lagebild.compare.figures import RelationKind, relation, values
from lagebild.lang.load import having, rows, table
from lagebild.types import Figure, Span
from tests.compare.figures import DEFENCE, LEBANON, ODESA, TYRE, view

LATER: dict[str, Any] = {"said": "2024-05-03"}
OTHER: dict[str, Any] = {"by": DEFENCE}


@pytest.mark.parametrize(
    ("a", "b", "kind", "code"),
    [
        (view(26), view(26, **OTHER), "same", "equal"),
        (view(1500), view(1450, **OTHER), "same", "rounded"),
        (view(50, approximate=True), view(48, **OTHER), "same", "approximate"),
        (view(10000, approximate=True), view(10400, approximate=True, **OTHER), "same", "approximate"),
        (view(10000, approximate=True), view(11000, approximate=True, **OTHER), "compatible", "near"),
        (view(10000, approximate=True), view(12000, approximate=True, **OTHER), "dispute", "excluding"),
        (view(26, is_part=True), view(40, **OTHER), "other_scope", "of_whole"),
        (view(26, is_part=True), view(26, is_part=True, **OTHER), "same", "equal"),
        (view(None, 10000), view(8000, **OTHER), "compatible", "bounds"),
        (view(300, None), view(471, **OTHER), "compatible", "bounds"),
        (view(12, 120, vague=True), view(26, **OTHER), "compatible", "bounds"),
        (view(26), view(49, **LATER), "revision", "same_origin"),
        (view(26), view(40, **OTHER), "dispute", "excluding"),
        (view(None, 20), view(40, **OTHER), "dispute", "excluding"),
        (view(26), view(26, factuality="CT-", **OTHER), "dispute", "denied"),
        (view(26), view(70, factuality="CT-", **OTHER), "compatible", "not_held"),
        (view(26), view(26, factuality="CT-", **LATER), "revision", "denied"),
        (view(26), view(40, stage="wounded", **OTHER), "other_stage", "stage"),
        (view(26), view(40, concept="child", **OTHER), "other_quantity", "part"),
        (view(26), view(40, concept="tank", **OTHER), "other_quantity", "counted"),
        (view(26, owner="RUS"), view(40, owner="UKR", **OTHER), "other_quantity", "owner"),
        (view(26), view(40, unit="percent", **OTHER), "other_quantity", "unit"),
        (view(26), view(40, change="up", **OTHER), "other_quantity", "change"),
        (view(26), view(4000, scope="total"), "other_scope", "total"),
        (view(26), view(40, places=(ODESA,), **OTHER), "other_scope", "place"),
        (view(26), view(40, places=(LEBANON,), **OTHER), "other_scope", "wider_place"),
        (view(26), view(40, places=(TYRE, ODESA), **LATER), "other_scope", "wider_place"),
        (view(26), view(400, held="2024-05", **OTHER), "other_scope", "period"),
        (view(26), view(40, held="2024-04-20", **OTHER), "other_day", "day"),
        (view(26), view(40, by=None), "unclear", "no_origin"),
        (view(26), view(40, origin_key="words:officials", by=None), "unclear", "no_origin"),
        (view(26), view(40), "unclear", "no_order"),
        (view(26, held=None), view(40, held=None, said="2024-05-20", **OTHER), "unclear", "no_day"),
        (view(26), view(40, places=(), **OTHER), "unclear", "no_place"),
        (view(26), view(40, said="2024-05-12", **OTHER), "unclear", "said_apart"),
        (view(26), view(40, stage=None, **OTHER), "unclear", "no_stage"),
        (view(26), view(40, of=None, **OTHER), "unclear", "no_counted"),
        (view(26), view(None, None, vague=True, **OTHER), "unclear", "no_value"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_relations(a: Any, b: Any, kind: RelationKind, code: str) -> None:
    for one, other in ((a, b), (b, a)):
        found = relation(one, other)
        assert (found.kind, code in [reason.code for reason in found.reasons]) == (kind, True), found


def test_without_a_stage_only_an_owner_makes_two_figures_one_thing() -> None:
    ships: dict[str, Any] = {"stage": None, "scope": None, "places": (), "concept": "ship"}
    assert relation(view(35, **ships), view(100, **OTHER, **ships)).missing == ("no_stage", "no_place")
    assert relation(view(35, owner="UKR", **ships), view(100, owner="UKR", **OTHER, **ships)).kind == "dispute"


def test_many_incidents_of_a_country_are_not_one() -> None:
    wide: dict[str, Any] = {"scope": None, "places": (LEBANON,)}
    assert [r.code for r in relation(view(26, **wide), view(40, **OTHER, **wide)).reasons] == [
        "excluding",
        "wide_place",
    ]
    assert relation(view(26, **wide), view(40, **LATER, **wide)).kind == "revision"
    drones: dict[str, Any] = {"scope": None, "stage": "shot-down", "concept": "drone", "owner": "IRN", "places": ()}
    assert relation(view(188, **drones), view(3, **OTHER, **drones)).missing == ("no_place",)


def test_an_owner_that_was_placed_makes_no_contradiction() -> None:
    placed: dict[str, Any] = {"scope": None, "places": (), "owner": "UKR", "owner_placed": True}
    assert relation(view(26, **placed), view(40, **OTHER, **placed)).missing == ("no_place",)


def test_figures_about_the_same_actors_need_no_place() -> None:
    sent: dict[str, Any] = {"scope": None, "stage": "sent", "places": (), "held": None}
    named = frozenset({"PRK", "RUS"})
    assert relation(view(1500, named=named, **sent), view(3000, named=named, **LATER, **sent)).kind == "revision"
    assert relation(view(1500, named=named, **sent), view(3000, **LATER, **sent)).missing == ("no_place",)


def total(value: float, said: str, **given: Any) -> Any:
    return view(value, said=said, scope="total", held=None, places=(), owner="UKR", **given)


def test_a_sum_grows_and_says_which_came_first() -> None:
    found = relation(total(7765, "2024-06-01"), total(7307, "2024-05-01", by=DEFENCE))
    assert (found.kind, found.earlier) == ("growth", "b")


def test_a_sum_that_falls_is_contradicted() -> None:
    assert relation(total(7765, "2024-05-01"), total(7307, "2024-06-01")).kind == "revision"
    assert relation(total(7765, "2024-05-01"), total(7307, "2024-06-01", by=DEFENCE)).kind == "dispute"


def test_sums_of_two_origins_on_nearly_one_day_do_not_grow() -> None:
    assert relation(total(31000, "2024-02-25"), total(444000, "2024-02-26", by=DEFENCE)).kind == "dispute"


def test_a_revision_says_which_was_said_first() -> None:
    assert relation(view(26), view(49, **LATER)).earlier == "a"
    assert relation(view(49, **LATER), view(26)).earlier == "b"


def test_what_is_missing_is_told() -> None:
    found = relation(view(26, held=None, places=()), view(40, held=None, places=(), said="2024-05-20", **OTHER))
    assert found.missing == ("no_day", "no_place")
    assert not found.contradicts


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [(26, 26, 26), (1500, 1450, 1550), (10000, 9500, 10500), (1487, 1487, 1487), (300, 295, 305), (0.5, 0.5, 0.5)],
)
def test_round_numbers_are_not_meant_to_the_last_digit(value: float, low: float, high: float) -> None:
    assert values(Figure(Span(0, 1, "x"), value, value)) == (low, high)


@pytest.mark.parametrize("language", having("scope"))
def test_every_scope_reads_its_example(language: Any) -> None:
    for row in rows(table(language, "scope"), "scopes", ScopeRow, where="scope.toml"):
        for text, expected in ((row.example, True), (row.counter_example, False)):
            span = Span.of(text, 0, len(text))
            assert (scope_of(span, Span.of(text, 0, 2), language) == row.id) == expected, text


@pytest.mark.parametrize("language", having("scope"))
def test_every_part_reads_its_example(language: Any) -> None:
    for row in rows(table(language, "scope"), "parts", PartRow, where="scope.toml"):
        for text, expected in ((row.example, row.id), (row.counter_example, None)):
            number = re.search(r"\d[\d.,]*\d|\d", text)
            assert number is not None
            assert part_of(Span.of(text, 0, len(text)), Span.of(text, *number.span()), language) == expected, text


def test_a_higher_figure_of_one_origin_is_a_total_that_grew() -> None:
    sent: dict[str, Any] = {"scope": None, "stage": "sent", "held": None, "places": (), "owner": "PRK"}
    early, late = view(1500, said="2024-10-18", **sent), view(3000, said="2024-10-23", **sent)
    for one, other, earlier in ((early, late, "a"), (late, early, "b")):
        found = relation(one, other)
        assert (found.kind, found.earlier) == ("growth", earlier)
        assert [reason.code for reason in found.reasons] == ["same_origin", "grew"]


@pytest.mark.parametrize(
    "later",
    [
        {"said": "2024-12-23"},  # so long after
        {"said": "2024-10-23", "by": DEFENCE},  # another origin
        {"said": "2024-10-23", "stage": "killed"},  # what does not add up
        {"said": "2024-10-23", "is_further": True},  # on top of the first
        {"said": "2024-10-23", "held": "2024-09-01"},  # of an earlier time
    ],
)
def test_what_is_no_total_of_one_origin_has_not_grown(later: dict[str, Any]) -> None:
    sent: dict[str, Any] = {"scope": None, "stage": "sent", "held": "2024-10-13", "places": (), "owner": "PRK"}
    first = {**sent, "stage": later.get("stage", "sent")}
    assert relation(view(1500, said="2024-10-18", **first), view(3000, **{**first, **later})).kind != "growth"


def test_languages_without_words_of_scope_tell_none() -> None:
    assert scope_patterns("uk") == ()


def test_bounds() -> None:
    span = Span(0, 1, "x")
    assert bound_of(Figure(span, None, None)) == "unknown"
    assert bound_of(Figure(span, None, None, vague=True)) == "vague"
    assert bound_of(Figure(span, 1, 2)) == "between"


def test_what_another_sentence_tells_is_no_reason() -> None:
    here = view(26, places=(TYRE,), places_basis="article")
    found = relation(here, view(40, by=DEFENCE, places=(ODESA,)))
    assert (found.kind, [reason.code for reason in found.reasons]) == ("unclear", ["excluding", "no_place"])
    assert relation(view(26), view(40, by=DEFENCE, places=(ODESA,))).kind == "other_scope"
    day = view(26, held="2024-12", held_basis="article")
    told = relation(day, view(40, by=DEFENCE))
    assert (told.kind, [reason.code for reason in told.reasons]) == ("unclear", ["excluding", "no_day"])


def test_what_comes_on_top_contradicts_no_sum() -> None:
    found = relation(view(1500, is_further=True), view(3000, by=DEFENCE))
    assert (found.kind, [reason.code for reason in found.reasons]) == ("other_scope", ["further"])

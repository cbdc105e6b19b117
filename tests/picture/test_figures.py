from dataclasses import replace
from typing import Any

import pytest

from lagebild.compare.quantities import concept_of, families, family_of
from lagebild.lang.load import ontology
from lagebild.picture.figures import FigureGroup, bound_of, by_subject, figure_table, in_order
from lagebild.types import Entry, Figure, Reading, Span
from tests import readings as made
from tests.picture import press


def groups(*readings: Reading) -> dict[tuple[str, str | None], FigureGroup]:
    table = figure_table(press.entries(*readings))
    return {(group.quantity.concept, group.quantity.family): group for group in table.groups}


def test_first_page_compares_what_may_be_compared() -> None:
    found = groups(press.first_page())
    together = [row.figure.span.text for row in found["soldier", "movement"].rows]
    assert together == ["12.000", "Tausende", "bis zu 10.000", "1500"]
    assert [row.figure.span.text for row in found["soldier", "strength"].rows] == ["über 1,2 Millionen"]
    assert [row.figure.span.text for row in found["brigade", "movement"].rows] == ["vier Brigaden"]


def test_stages_stand_apart_in_their_order() -> None:
    group = groups(*press.press())["soldier", "movement"]
    assert [stage for stage, _ in group.stages] == ["planned", "to-follow", "on-the-way", "sent", "arrived"]


def test_words_of_both_languages_count_the_same() -> None:
    group = groups(press.agency_page(), press.copied_page())["soldier", "movement"]
    assert {row.figure.of for row in group.rows} == {"troops", "soldiers", "Soldaten"}


def test_a_figure_from_one_origin_is_one_point_however_many_articles_carry_it() -> None:
    group = groups(*press.press())["soldier", "movement"]
    arrived = dict(group.stages)["arrived"]
    assert len(arrived) == 1
    assert arrived[0].articles == 2
    assert [voice.name for voice in group.origins] == ["Cho Tae-yong", "National Intelligence Service"]


def test_says_whose_only_where_the_words_do() -> None:
    rows = {row.figure.span.text: row for row in groups(*press.press())["soldier", "movement"].rows}
    assert rows["bis zu 10.000"].whose_basis == "said"
    assert rows["1500"].whose_basis == "placed"
    assert {row.quantity.owner for row in rows.values()} == {"PRK"}


def test_two_owners_leave_a_figure_without_one_apart() -> None:
    first = press.first_page()
    claims = []
    for claim in first.claims:
        if claim.figures and claim.figures[0].span.text == "12.000":
            claim = replace(claim, figures=(replace(claim.figures[0], whose="russischen"), *claim.figures[1:]))
        claims.append(claim)
    table = figure_table(press.entries(replace(first, claims=tuple(claims))))
    owners = {g.quantity.owner: [r.figure.span.text for r in g.rows] for g in table.groups if g.of == "Soldaten"}
    assert owners["russischen"] == ["12.000"]
    assert owners["PRK"] == ["bis zu 10.000"]


def test_day_said_is_that_of_the_text_before_that_of_the_page() -> None:
    rows = {row.figure.span.text: row for row in groups(press.first_page())["soldier", "movement"].rows}
    assert (rows["bis zu 10.000"].said, rows["bis zu 10.000"].said_basis) == ("2024-10-17", "text")
    assert (rows["1500"].said, rows["1500"].said_basis) == ("2024-10-20", "publication")
    agency = {row.figure.span.text: row for row in groups(press.agency_page())["soldier", "movement"].rows}
    assert agency["between 10,000 and 12,000"].held == "2024-12"


def test_a_figure_of_nested_claims_belongs_to_the_inner_speaker() -> None:
    reading = press.hostile_page()
    outer, inner = reading.claims[0], reading.claims[1]
    shared = replace(reading, claims=(replace(outer, figures=inner.figures), inner))
    rows = figure_table(press.entries(shared)).rows
    assert [row.voice.name for row in rows] == ["Der Sprecher"]


def test_what_counts_nothing_known_is_never_compared() -> None:
    table = figure_table(press.entries(*press.press()))
    assert [row.figure.span.text for row in table.apart] == ["50 Millionen Euro"]


@pytest.mark.parametrize(
    ("fields", "bound"),
    [
        ({"min": 5, "max": 5}, "exact"),
        ({"min": 5, "max": 5, "approximate": True}, "about"),
        ({"min": None, "max": 5}, "at_most"),
        ({"min": 5, "max": None}, "at_least"),
        ({"min": 5, "max": 8}, "between"),
        ({"min": 1000, "max": 9999, "vague": True}, "vague"),
        ({"min": None, "max": None, "vague": True}, "vague"),
        ({"min": None, "max": None}, "unknown"),
    ],
)
def test_bounds(fields: dict[str, Any], bound: str) -> None:
    assert bound_of(Figure(Span(0, 1, "x"), **fields)) == bound


def test_every_stage_stands_in_one_family() -> None:
    known = {row["id"] for row in ontology("stages")["stages"]}
    placed = [stage for family in families() for stage in family.stages]
    assert sorted(placed) == sorted(known)


def test_stages_without_a_family_stand_alone() -> None:
    assert family_of("invented") == "invented"
    assert family_of(None) is None


@pytest.mark.parametrize(
    ("words", "concept"),
    [("Soldaten", "soldier"), ("frontline troops", "soldier"), ("Granatäpfel", "granatäpfel"), ("", "")],
)
def test_concepts(words: str, concept: str) -> None:
    assert concept_of(words) == concept


def test_a_figure_that_the_author_contradicts_is_a_point_of_its_own() -> None:
    one = press.copied_page()
    wrong = replace(
        one, article=replace(one.article, id="correction"), claims=(replace(one.claims[0], author_factuality="CT-"),)
    )
    group = groups(one, wrong)["soldier", "movement"]
    assert [[row.contradicted for row in point.rows] for _, points in group.stages for point in points] == [
        [False],
        [True],
    ]


def test_a_figure_does_not_hold_for_the_day_since_when_it_holds() -> None:
    claim = made.first_claim()
    (figure,) = claim.figures
    for since, held in ((figure.since, None), (None, "2024-06")):
        changed = replace(claim, figures=(replace(figure, as_of=None, since=since),))
        (group,) = figure_table([Entry(made.article(), changed)]).groups
        assert [row.held for row in group.rows] == [held]


def test_groups_that_count_the_same_things_stand_together() -> None:
    table = figure_table(press.entries(*press.press()))
    subjects = by_subject(table.groups)
    assert sorted(map(id, table.groups)) == sorted(id(one) for kin in subjects for one in kin)
    assert [len({one.quantity.concept for one in kin}) for kin in subjects] == [1] * len(subjects)
    kin = next(kin for kin in subjects if kin[0].quantity.concept == "soldier")
    assert {one.quantity.family for one in kin} >= {"movement", "strength"}


def test_only_a_few_of_something_to_which_nothing_happens_are_slight() -> None:
    group = groups(*press.press())["brigade", "movement"]
    told = [group.rows[0]]
    assert not group.is_slight, "they are planned"
    bare = replace(group, quantity=replace(group.quantity, family=None), rows=tuple(told))
    assert bare.is_slight
    many = replace(told[0], view=replace(told[0].view, figure=replace(told[0].figure, min=10.0, max=10.0)))
    assert not replace(bare, rows=(many,)).is_slight


def test_words_of_kin_name_a_group_that_has_none_in_the_language() -> None:
    german = groups(press.first_page())["soldier", "strength"]
    english = groups(press.agency_page())["soldier", "movement"]
    assert german.named("en")[0] == "Soldaten"
    assert german.named("en", [english])[0] == english.named("en")[0]


def test_of_one_day_a_copied_text_stands_after_its_original() -> None:
    entries = press.entries(press.agency_page(), press.copied_page())
    first, second = dict.fromkeys(entry.article.id for entry in entries)
    same_day = [replace(entry, article=replace(entry.article, published="2024-10-18")) for entry in entries]
    for copy, original in ((first, second), (second, first)):
        found = list(dict.fromkeys(entry.article.id for entry in in_order(same_day, {copy: original})))
        assert found == [original, copy]
    earlier = [
        replace(e, article=replace(e.article, published="2024-10-17")) if e.article.id == first else e for e in same_day
    ]
    assert in_order(earlier, {first})[0].article.id == first, "what was published before is first all the same"

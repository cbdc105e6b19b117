"""Values of a quantity, each by itself: claims, origins, who said it first, who stands against it."""

from __future__ import annotations

from dataclasses import replace

from lagebild.compare.figure_views import FigureView
from lagebild.compare.figures import Reason, Relation
from lagebild.compare.voices import Voice, origin
from lagebild.ledger.answers import Link
from lagebild.ledger.backing import Backing
from lagebild.picture.figures import FigureGroup
from lagebild.picture.values import Objection, Verdict, figure_numbers, figure_values, value_pairs, verdict
from lagebild.types import Actor
from tests.compare.figures import DEFENCE, view
from tests.picture import test_sides


def group(*views: FigureView) -> FigureGroup:
    """Each view in a claim of its own."""
    entries = [replace(v.entry, claim=replace(v.entry.claim, id=f"c-{n}")) for n, v in enumerate(views)]
    return test_sides.group(*(replace(v, entry=entry) for v, entry in zip(views, entries, strict=True)))


def behind(found: FigureGroup) -> dict[str, Backing]:
    """Each voice at the end of a chain counts as one origin."""
    voices = [origin(row.entry) for row in found.rows]
    keys = sorted({voice.key for voice in voices})
    return {
        row.entry.claim.id: Backing(number, keys.index(voice.key), voice)
        for number, (row, voice) in enumerate(zip(found.rows, voices, strict=True))
    }


def test_a_value_counts_claims_and_origins_and_knows_who_was_first() -> None:
    found = group(view(26, said="2024-05-03"), view(26, by=DEFENCE, said="2024-05-02"), view(49))
    one, other = figure_values(found, behind(found), [])
    assert (one.claims, len(one.origins), one.identified) == (2, 2, 2)
    assert one.first is not None
    assert (one.first.said, one.first.voice.name) == ("2024-05-02", "Israeli defence ministry")
    assert one.with_first == ()
    assert len(other.origins) == 1


def test_who_spoke_on_the_same_day_is_told() -> None:
    found = group(view(26, said="2024-05-02"), view(26, by=DEFENCE, said="2024-05-02"))
    (one,) = figure_values(found, behind(found), [])
    assert [row.voice.name for row in one.with_first] == ["Israeli defence ministry"]


def test_a_value_that_is_only_denied_has_no_first() -> None:
    found = group(view(26, factuality="CT-", by=DEFENCE))
    (one,) = figure_values(found, behind(found), [])
    assert (one.claims, one.origins, one.first) == (0, (), None)
    assert [made.kind for made in one.objections] == ["denied"]
    assert value_pairs([one]) == ()


def test_a_denial_of_the_claim_stands_against_its_value() -> None:
    found = group(view(26), view(49, by=DEFENCE, said="2024-05-03"))
    claim, denial = (row.entry for row in found.rows)
    (one, _) = figure_values(found, behind(found), [Link("denies", denial, claim, None, None, ())])
    (none, _) = figure_values(found, behind(found), [Link("confirms", denial, claim, None, None, ())])
    assert [(made.kind, made.entry) for made in one.objections] == [("denies", denial)]
    assert none.objections == ()


def test_values_can_stand_in_the_order_in_which_they_were_said() -> None:
    found = group(view(26, said="2024-05-04"), view(49, said="2024-05-02"), view(60, said=None))
    assert [v.of.figure.min for v in figure_values(found, behind(found), [], by_day=True)][:2] == [49, 26]
    assert [v.of.figure.min for v in figure_values(found, behind(found), [])] == [26, 49, 60]


def test_pairs_say_how_the_values_relate() -> None:
    found = group(view(26), view(49, said="2024-05-03"), view(5, stage="wounded"))
    pairs = value_pairs(figure_values(found, behind(found), []))
    assert [(p.a.of.figure.min, p.b.of.figure.min, p.relation.kind) for p in pairs] == [
        (26, 49, "revision"),
        (26, 5, "other_stage"),
    ]


def test_pairs_that_contradict_stand_first_and_every_two_stages_are_held_together() -> None:
    found = group(view(5, stage="wounded"), view(7, stage="missing"), view(26), view(49, by=DEFENCE))
    pairs = value_pairs(figure_values(found, behind(found), []))
    assert [pair.relation.contradicts for pair in pairs] == [True, False, False, False]
    assert {frozenset((p.a.stage, p.b.stage)) for p in pairs[1:]} == {
        frozenset(two) for two in (("wounded", "missing"), ("wounded", "killed"), ("missing", "killed"))
    }


def test_a_number_counts_each_origin_once_whatever_the_bound_and_the_stage() -> None:
    found = group(
        view(12000, said="2024-05-03"),
        view(None, 12000, by=DEFENCE, said="2024-05-02"),
        view(12000, stage="wounded", said="2024-05-04"),
        view(10000, 12000),
    )
    values = figure_values(found, behind(found), [])
    numbers = {(one.of.figure.min, one.of.figure.max): one for one in figure_numbers(values)}
    assert set(numbers) == {(12000, 12000), (10000, 12000)}
    twelve = numbers[12000, 12000]
    assert (len(twelve.values), twelve.claims, len(twelve.origins), twelve.identified) == (3, 3, 2, 2)
    assert twelve.first is not None
    assert twelve.first.first is not None
    assert twelve.first.first.said == "2024-05-02"
    assert [one.of.figure.min for one in twelve.within] == [10000]
    assert numbers[10000, 12000].within == ()
    first = figure_numbers(values, by_day=True)[0]
    assert first.values == numbers[10000, 12000].values or first.first == twelve.first


def test_a_guessed_denial_stands_apart() -> None:
    found = group(view(26), view(49, by=DEFENCE, said="2024-05-03"))
    claim, denial = (row.entry for row in found.rows)
    guess = Link("denies", denial, claim, None, None, (("nearest", {}), ("referent", {"words": "such reports"})))
    (one, _) = figure_values(found, behind(found), [guess])
    assert [(made.kind, made.is_guess) for made in one.objections] == [("denies", True)]


def test_ends_of_chains_that_are_known_stand_apart_from_texts_that_name_no_source() -> None:
    found = group(view(26, said="2024-05-03"))
    (row,) = found.rows
    agency = Actor("Yonhap", "outlet", "KOR")
    ends = {
        "named": (Voice("actor:Yonhap", "named", "Yonhap", agency), True),
        "agency": (Voice("unnamed:Yonhap", "unnamed", "Yonhap", agency), True),
        "outlet": (Voice("unnamed:Gazette", "unnamed", "Gazette"), False),
        "own words": (Voice("author:Gazette", "author", "Gazette", agency), False),
    }
    for name, (voice, is_known) in ends.items():
        (one,) = figure_values(found, {row.entry.claim.id: Backing(1, 1, voice)}, [])
        assert (len(one.known), len(one.unnamed)) == (int(is_known), int(not is_known)), name


def test_a_verdict_tells_apart_what_contradicts_what_stays_open_and_what_only_seems_to() -> None:
    disputed = group(view(26, said="2024-05-02"), view(49, by=DEFENCE, said="2024-05-02"))
    values = figure_values(disputed, behind(disputed), [])
    pairs = value_pairs(values)
    told = verdict(values, pairs)
    assert (len(told.certain), told.open, told.withdrawn, told.seeming, told.untold) == (1, (), (), (), 0)
    open_ones = [replace(one, relation=Relation("unclear", (Reason("excluding"), Reason("no_day")))) for one in pairs]
    assert verdict(values, open_ones) == Verdict((), tuple(open_ones), (), (), 0, 1)
    untold = [replace(one, relation=Relation("unclear", (Reason("no_stage"),))) for one in pairs]
    assert verdict(values, untold) == Verdict((), (), (), (), 1, 1)
    seeming = [replace(one, relation=Relation("other_stage", (Reason("stage"),))) for one in pairs]
    assert verdict(values, seeming) == Verdict((), (), (), (("other_stage", 1),), 0, 1)
    taken = Objection("contradicted", disputed.rows[0].entry)
    guessed = Objection("retracts", disputed.rows[0].entry, is_guess=True)
    denied = Objection("denies", disputed.rows[0].entry)
    given_up = [replace(values[0], objections=(taken, guessed, denied))]
    assert verdict(given_up, ()).withdrawn == ((given_up[0], taken),)

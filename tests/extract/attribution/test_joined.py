"""Rules and encoder joined: which contents are kept, whose roles and form they get."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.encoder.contents import Words
from lagebild.encoder.session import Seen
from lagebild.extract.attribution.joined import (
    FEATURES,
    across,
    candidates,
    choose,
    f1,
    join,
    role_words,
    score,
    select,
    tagged,
)
from lagebild.extract.attribution.reports import ROLES, Joined, Report
from lagebild.types import Form
from tests.encoder.fakes import NUMBERS, FakeEncoder, Known, seen_of


def report(content: Words, *, form: Form = "indirect", marked: bool = False, **roles: Words) -> Report:
    return Report(content, roles, form, "after:say", object(), marked)


def joined(encoder: FakeEncoder, seen: Seen, *reports: Report) -> list[Joined]:
    return join(encoder.as_encoder(), seen, reports)


def only(found: list[Joined]) -> Joined:
    assert len(found) == 1
    return found[0]


# --- what is kept ---------------------------------------------------------------------------------------------


def test_a_content_that_only_the_encoder_sees_is_kept_with_its_roles() -> None:
    content = (4, 5, 6)
    encoder = FakeEncoder({content: Known({"speaker": ((0, 1), 0.9), "cue": ((2,), 0.8)}, 4.0, "Reported")})
    one = only(joined(encoder, seen_of(10, [content])))
    assert one.report == Report(content, {"speaker": (0, 1), "cue": (2,)}, "reported")
    assert one.by_encoder == ("speaker", "cue")
    assert (one.why.model, one.why.version, one.why.score) == ("fake", "7", 0.982)


def test_a_few_words_that_the_tags_leave_out_belong_to_the_content() -> None:
    content = (3, 4, 7, 8)
    encoder = FakeEncoder({content: Known({"speaker": ((0, 1), 0.9), "cue": ((2,), 0.8)}, 4.0)})
    assert only(joined(encoder, seen_of(12, [content]))).report.content == (3, 4, 5, 6, 7, 8)


def test_a_gap_stays_where_it_is_long_or_has_a_role_or_is_told_by_somebody_else() -> None:
    long = (3, 4, 12, 13)
    assert only(joined(FakeEncoder({long: Known(worth=4.0)}), seen_of(14, [long]))).report.content == long
    around = (3, 4, 7, 8)
    cue = FakeEncoder({around: Known({"speaker": ((5,), 0.9), "cue": ((6,), 0.8)}, 4.0)})
    assert only(joined(cue, seen_of(10, [around]))).report.content == around
    inner = (5, 6)
    both = joined(FakeEncoder({around: Known(worth=4.0), inner: Known(worth=4.0)}), seen_of(10, [around], [inner]))
    assert [one.report.content for one in both] == [around, inner]


def test_a_content_of_the_rules_keeps_its_gaps() -> None:
    own = report((3, 4, 7, 8))
    assert only(joined(FakeEncoder({own.content: Known(worth=4.0)}), seen_of(10), own)).report.content == own.content


def test_a_report_of_the_rules_is_dropped_where_its_score_is_low() -> None:
    good, bad = report((1, 2, 3)), report((6, 7))
    encoder = FakeEncoder({bad.content: Known(worth=-1.0)})
    assert [j.report.base for j in joined(encoder, seen_of(10), good, bad)] == [good.base]


def test_why_holds_every_feature_and_adds_up_to_the_score() -> None:
    weights = {**{name: 0.25 + number / 16 for number, name in enumerate(FEATURES)}, "bias": -0.5}
    encoder = FakeEncoder(other=Known(worth=0.5), numbers={**NUMBERS, "threshold": 0.0, "weights": weights})
    one = only(joined(encoder, seen_of(10), report((1, 2, 3))))
    assert [name for name, _ in one.why.parts] == [*FEATURES, "bias"]
    total = sum(value for _, value in one.why.parts)
    assert 1 / (1 + np.exp(-total)) == pytest.approx(one.why.score, abs=0.02)


def test_the_same_content_of_rules_and_encoder_is_asked_about_once() -> None:
    encoder = FakeEncoder()
    content = (1, 2, 3)
    one = only(joined(encoder, seen_of(10, [content], [content]), report(content)))
    assert encoder.asked == [content]
    assert one.report.rule == "after:say"


def test_a_report_without_words_is_no_candidate() -> None:
    assert joined(FakeEncoder(), seen_of(10), report(())) == []


def test_a_page_without_words_has_no_reports() -> None:
    assert joined(FakeEncoder(), seen_of(0)) == []


def test_nested_contents_are_kept_where_both_are_sure() -> None:
    outer, inner = tuple(range(10)), (6, 7)
    encoder = FakeEncoder({outer: Known(worth=5.0), inner: Known(worth=4.0)})
    seen = seen_of(12, [outer], [inner])
    assert [j.report.content for j in joined(encoder, seen)] == [outer, inner]
    encoder = FakeEncoder({outer: Known(worth=5.0), inner: Known(worth=1.0)})
    assert [j.report.content for j in joined(encoder, seen)] == [outer]


def test_of_contents_that_are_nearly_alike_the_better_is_kept() -> None:
    one, other = (1, 2, 3, 4, 5), (1, 2, 3, 4)
    encoder = FakeEncoder({one: Known(worth=4.0), other: Known(worth=5.0)})
    assert [j.report.content for j in joined(encoder, seen_of(8, [one], [other]))] == [other]


contents = st.sets(st.integers(0, 29), min_size=1, max_size=15).map(lambda words: tuple(sorted(words)))
numbered = st.fixed_dictionaries(
    {
        "threshold": st.floats(0, 0.9),
        "nested": st.floats(0, 1),
        "shared": st.floats(0, 0.5),
        "alike": st.floats(0.3, 1),
    }
)


def test_a_gap_is_not_filled_with_what_the_content_around_it_lacks() -> None:
    outer, inner = (0, 2, 5, 8, 9, 10, 11), (2, 5)
    encoder = FakeEncoder({outer: Known(worth=5.0), inner: Known(worth=4.0)})
    kept = joined(encoder, seen_of(12, [inner]), report(outer))
    assert [j.report.content for j in kept] == [outer, inner]


@given(
    st.dictionaries(contents, st.floats(-4, 4), max_size=8),
    st.lists(contents, max_size=4),
    st.lists(st.integers(0, 3), min_size=30, max_size=30),
    numbered,
)
def test_what_is_kept_does_not_stand_in_each_others_way(
    worths: dict[Words, float], ruled: list[Words], tags: list[int], chosen: dict[str, Any]
) -> None:
    encoder = FakeEncoder({content: Known(worth=worth) for content, worth in worths.items()}, Known(worth=0.3))
    seen = seen_of(30, list(worths)[:1])
    seen.contents[np.arange(30), 1, tags] = 0.0
    reports = [report(content) for content in ruled]
    numbers = {**NUMBERS, **chosen}
    asked = candidates(encoder.as_encoder(), seen, reports, {"*": 0.0})
    kept = select(encoder.as_encoder(), asked, numbers)
    hulls = [(j.report.content[0], j.report.content[-1]) for j in kept]
    assert hulls == sorted(hulls)
    assert all(0 <= word < 30 for j in kept for word in (*j.report.content, *sum(j.report.roles.values(), ())))
    assert all(j.why.score >= round(chosen["threshold"], 3) for j in kept)
    bases = [id(j.report.base) for j in kept if j.report.base is not None]
    assert len(bases) == len(set(bases))
    own = {r.content: r for r in reversed(reports)}
    assert all(j.report.base is own[j.report.content].base for j in kept if j.report.content in own)
    sets = [set(j.report.content) for j in kept]
    for number, one in enumerate(sets):
        for place, other in enumerate(sets[:number]):
            shared = len(one & other)
            if shared > chosen["shared"] * min(len(one), len(other)):
                assert one <= other or other <= one
                assert f1(one, other) < chosen["alike"]
                assert min(kept[number].why.score, kept[place].why.score) >= round(chosen["nested"], 3)
    # what was left out is below the threshold or stands in the way of something better
    left = [c for c in asked if c.content not in {j.report.content for j in kept}]
    for candidate in left:
        value = score(candidate.features, numbers["weights"])
        assert value < chosen["threshold"] or any(set(candidate.content) & one for one in sets)


@given(st.lists(contents, max_size=5, unique=True), st.lists(contents, max_size=2, unique=True))
def test_candidates_find_what_is_most_alike(ruled: list[Words], seen_contents: list[Words]) -> None:
    """Against asking every report about every content."""
    seen = seen_of(30, seen_contents[:1], seen_contents[1:])
    reports = [report(content) for content in ruled]
    strict = tagged(seen, 0.0)
    for found in candidates(FakeEncoder().as_encoder(), seen, reports, {}):
        words = set(found.content)
        best = max((f1(words, set(r.content)) for r in reports), default=0.0)
        features = dict(zip(FEATURES, found.features, strict=True))
        assert found.strict == (found.content in strict)
        if found.report:
            assert found.nearest is found.report
            expected = max((f1(words, set(content)) for content in strict), default=0.0)
        else:
            assert (found.nearest is not None) == (best >= 0.3)
            assert found.nearest is None or f1(words, set(found.nearest.content)) == best
            expected = best if best >= 0.3 else 0.0
        assert features["agreement"] == pytest.approx(expected)


def test_a_reports_own_content_keeps_what_the_rule_knows_though_a_part_of_it_stands_first() -> None:
    whole, part = tuple(range(2, 12)), (2, 3, 4, 5)
    rule = report(whole)
    encoder = FakeEncoder({whole: Known(worth=5.0), part: Known(worth=4.0)})
    found = joined(encoder, seen_of(14, [part]), rule)
    assert {j.report.content: j.report.base for j in found} == {part: None, whole: rule.base}
    assert {j.report.content: j.report.rule for j in found} == {part: None, whole: "after:say"}


def test_a_content_near_a_rule_takes_its_place_where_the_rules_own_is_dropped() -> None:
    near, own = (2, 3, 4, 5), (2, 3, 4)
    rule = report(own, cue=(1,))
    encoder = FakeEncoder({near: Known(worth=4.0), own: Known(worth=3.0)})
    one = only(joined(encoder, seen_of(14, [near]), rule))
    assert (one.report.content, one.report.base, one.report.roles) == (near, rule.base, {"cue": (1,)})


def test_contents_that_meet_at_the_border_of_windows_are_proposed_as_one_too() -> None:
    contents = [(1, 2, 3), (4, 5), (7, 8), (9,)]
    assert list(across(contents, (4, 9))) == [(1, 2, 3, 4, 5), (7, 8, 9)]
    assert list(across(contents, (6,))) == []


def test_a_content_that_goes_on_out_of_sight_is_two() -> None:
    near, far = (1, 2, 50), (1, 2, 51)
    assert tagged(seen_of(80, [near]), 0.0) == [near]
    assert tagged(seen_of(80, [far]), 0.0) == [(1, 2), (51,)]


def seconds(count: int) -> float:
    """Processor time for a page of so many words, full of contents."""
    found = [tuple(range(at, at + 12)) for at in range(0, count, 20)]
    reports = [report(content[:9]) for content in found]
    seen = seen_of(count, found)
    before = time.process_time()
    assert len(joined(FakeEncoder(), seen, *reports)) == count // 20
    return time.process_time() - before


def test_a_long_page_is_joined_in_linear_time() -> None:
    short, long = (min(seconds(count) for _ in range(2)) for count in (4_000, 40_000))
    assert long < 10 * short * 3  # the square would be 100 times as long


def test_contents_that_nest_without_end_are_not_all_asked_about() -> None:
    encoder = FakeEncoder()
    reports = [report(tuple(range(at, 400))) for at in range(390)]
    assert joined(encoder, seen_of(400), *reports)
    assert len(encoder.asked) < 20


# --- roles ----------------------------------------------------------------------------------------------------

CONTENT = (10, 11, 12)


@pytest.mark.parametrize(
    ("given_words", "guessed", "sure", "expected", "own"),
    [
        ((2, 3), (5, 6), 0.85, (2, 3), False),  # another source, not sure enough to overrule
        ((2, 3), (5, 6), 0.95, (5, 6), True),
        ((2, 3), (3, 4), 0.65, (2, 3), False),  # the same, with other edges
        ((2, 3), (3, 4), 0.75, (3, 4), True),
        ((), (3, 4), 0.55, (3, 4), True),  # none by the rule
        ((), (3, 4), 0.45, (), False),
        ((2, 3), (), 0.2, (2, 3), False),  # the encoder sees none
        ((2, 3), (), 0.01, (), True),
    ],
)
def test_the_source_is_overruled_above_the_threshold_only(
    given_words: Words, guessed: Words, sure: float, expected: Words, own: bool
) -> None:
    known = Known({"speaker": (guessed, sure)} if guessed else {})
    encoder = FakeEncoder(other=known, quiet=0.2 if guessed else sure)
    one = only(joined(encoder, seen_of(20), report(CONTENT, speaker=given_words)))
    assert one.report.roles.get("speaker", ()) == expected
    assert ("speaker" in one.by_encoder) == own


def test_a_role_out_of_sight_is_not_denied() -> None:
    rule = report((100, 101), speaker=(2, 3), cue=(99,))
    one = only(joined(FakeEncoder(quiet=0.0), seen_of(120), rule))
    assert one.report.roles == {"speaker": (2, 3)}
    assert one.by_encoder == ("cue",)


def test_a_source_is_one_stretch_with_small_gaps_and_ends_with_its_sentence() -> None:
    chances = {"speaker": ((1, 2, 4, 5, 6), 0.9), "cue": ((1, 6), 0.9)}
    encoder = FakeEncoder(other=Known(chances))
    plain = only(joined(encoder, seen_of(20, [CONTENT])))
    assert plain.report.roles == {"speaker": (1, 2, 3, 4, 5, 6), "cue": (1, 6)}
    cut = only(joined(encoder, seen_of(20, [CONTENT], sentences=(0, 5, 9))))
    assert cut.report.roles == {"speaker": (1, 2, 3, 4), "cue": (1,)}
    sure = FakeEncoder(other=Known({"speaker": ((1, 2), 0.6)} | {"cue": ((6,), 0.9)}))
    assert only(joined(sure, seen_of(20, [CONTENT]))).report.roles["speaker"] == (1, 2)


def test_words_far_less_likely_than_the_best_do_not_join_it() -> None:
    role = ROLES.index("cue")
    candidate = candidates(FakeEncoder().as_encoder(), seen_of(20, [CONTENT]), [], {"*": 0.0})[0]
    candidate.answer.roles[role] = 0.0
    candidate.answer.roles[role, [1, 2, 3]] = [0.9, 0.5, 0.4]
    first = candidate.answer.first
    assert role_words(candidate, role, 0.3, 0.5)[0] == (first + 1, first + 2)
    assert role_words(candidate, role, 0.3, 0.0)[0] == (first + 1, first + 2, first + 3)
    assert role_words(candidate, role, 0.95, 0.0)[0] == ()


def test_roles_stand_where_the_view_of_a_late_content_begins() -> None:
    late = (100, 101)
    encoder = FakeEncoder({late: Known({"speaker": ((60,), 0.9), "cue": ((104,), 0.9)})})
    assert only(joined(encoder, seen_of(150, [late]))).report.roles == {"speaker": (60,), "cue": (104,)}


@given(contents, contents, st.floats(0, 1))
def test_a_choice_is_one_of_the_two(rule: Words, guess: Words, sure: float) -> None:
    for given_words in (rule, ()):
        for guessed in (guess, ()):
            chosen, own = choose(given_words, guessed, sure, NUMBERS["roles"]["cue"])
            assert chosen == (guessed if own else given_words)


# --- form -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "guessed", "chance", "expected"),
    [
        (report(CONTENT, form="direct", marked=True), "Indirect", 0.4, "direct"),  # marks are not argued with
        (report(CONTENT, form="reported"), "Indirect", 0.4, "indirect"),
        (report(CONTENT, form="reported"), "Indirect", 0.95, "reported"),
        (report(CONTENT), "FreeIndirect", 0.0, "free_indirect"),
        (None, "IndirectFreeIndirect", 0.4, "free_indirect"),
        (None, "Direct", 0.4, "direct"),
    ],
)
def test_form(rule: Report | None, guessed: str, chance: float, expected: str) -> None:
    """`chance`: what the rule's own form counts."""
    encoder = FakeEncoder(other=Known(form=guessed), numbers={**NUMBERS, "form_of_rule": chance})
    one = only(joined(encoder, seen_of(20, [CONTENT]), *([rule] if rule else [])))
    assert one.report.form == expected
    assert one.forms[guessed] == pytest.approx(0.9)


def test_the_roles_are_those_of_the_encoder() -> None:
    assert ROLES == ("speaker", "cue", "addressee", "frame", "origin")

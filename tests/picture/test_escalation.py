"""Acts, firsts and verdicts: what is counted, what is new, and what may be concluded from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lagebild import types as t
from lagebild.api import read
from lagebild.compare.deeds import Deed
from lagebild.compare.talk import talk_of
from lagebild.compare.voices import actor_key
from lagebild.ledger.talks import Answered
from lagebild.picture.acts import Act, acts_of, day_of, series_of
from lagebild.picture.escalation import Pair, escalation_of, pair_of, ranked
from lagebild.picture.firsts import First, bounds, firsts
from lagebild.types import Entry, Page
from lagebild.views.escalation import clause_words, verdict_words
from lagebild.views.wording import UI_LANGUAGES, wording
from tests.picture.acting import DAY, covered, deed, state

SIDES = (state("RUS"), state("UKR"))
KEYS = frozenset(map(actor_key, SIDES))
LONG = covered(400)
QUIET = [deed("RUS", "UKR", day) for day in range(0, 380, 9)]
#: Others against each side, who are at peace with each other.
OTHERS = [deed(one, other, day) for day in range(0, 200, 9) for one, other in (("RUS", "SYR"), ("BLR", "UKR"))]


def talk(text: str, day: int = 380) -> list[Answered]:
    page = Page(text.encode(), "text", "x", charset="utf-8", origin="text")
    reading = read(page, published=DAY + timedelta(day), language="en", weights="none")
    return [Answered(one) for claim in reading.claims for one in talk_of(Entry(reading.article, claim))]


def judged(
    deeds: list[Deed],
    said: list[Answered] | None = None,
    *,
    articles: int = 50,
    coverage: dict[date, int] | None = None,
) -> Pair:
    return pair_of(SIDES, acts_of(deeds), LONG if coverage is None else coverage, said or [], articles=articles)


def codes(pair: Pair) -> list[str]:
    return [clause.code for clause in pair.verdict.clauses]


# --- acts ---------------------------------------------------------------------------------------------------------


def test_only_what_was_done_is_an_act_and_weights_are_those_of_both_scales() -> None:
    acts = acts_of([deed("RUS", "UKR", 5), deed("RUS", "UKR", 6, status="planned"), deed("RUS", "UKR", 1, "ACCUSE")])
    assert [(act.deed.type, act.hostility) for act in acts] == [("ACCUSE", (2.0, 12.0)), ("ASSAULT", (10.0, 28.0))]


def test_arms_for_one_side_are_hostile_to_the_third_party_and_friendly_to_the_recipient() -> None:
    given, against = sorted(acts_of([deed("PRK", "RUS", 5, "AID", "military", third="UKR")]), key=lambda a: a.third)
    assert (given.target.country, given.is_hostile) == ("RUS", False)
    assert (against.target.country, against.is_hostile, against.doer.country) == ("UKR", True, "PRK")


def test_troops_sent_to_a_side_are_no_threat_to_it() -> None:
    aid = deed("PRK", "RUS", 5, "AID", "military", third="UKR")
    sent = deed("PRK", "RUS", 5, "MOBILIZE", "troops")
    claim = replace(sent.founder.claim, events=(sent.event, aid.event))
    lent = replace(sent, founder=replace(sent.founder, claim=claim))
    assert [act.deed.type for act in acts_of([aid, lent]) if act.is_hostile] == ["AID"]
    assert [act.deed.type for act in acts_of([sent]) if act.is_hostile] == ["MOBILIZE"]


def test_a_deed_is_of_a_day_only_where_that_is_known_within_a_week() -> None:
    vague = deed("RUS", "UKR", 10)
    assert day_of(vague) == DAY + timedelta(10)
    assert day_of(replace(vague, first=DAY, last=DAY + timedelta(6))) == DAY + timedelta(3)
    assert day_of(replace(vague, first=DAY, last=DAY + timedelta(30))) is None
    assert day_of(replace(vague, first=DAY, last=DAY + timedelta(2), dating="published")) == DAY + timedelta(2)
    assert day_of(replace(vague, first=None, last=DAY, dating="bound")) is None


def test_a_series_counts_hostile_deeds_by_day_with_the_coverage_around() -> None:
    acts = acts_of([deed("RUS", "UKR", 2), deed("UKR", "RUS", 2), deed("RUS", "UKR", 3, "CONSULT", "meet")])
    series = series_of(acts, {DAY: 6, DAY + timedelta(4): 3}, "goldstein")
    assert series.values == (0.0, 0.0, 20.0, 0.0, 0.0)
    assert series.exposures == (2.0, 0.0, 1.0, 1.0, 1.0)
    assert series.deeds == 2
    assert series_of(acts, {}, "goldstein").values == ()


def test_pairs_are_ranked_by_hostile_intensity_and_persons_are_no_sides() -> None:
    person = replace(deed("RUS", "UKR", 1), actor=t.Actor("A. Person", "person"))
    acts = acts_of([deed("IRN", "ISR", 1, "ACCUSE"), deed("RUS", "UKR", 1), deed("UKR", "RUS", 2), person])
    assert [{one.country, other.country} for one, other in ranked(acts, limit=5)] == [{"RUS", "UKR"}, {"IRN", "ISR"}]


# --- firsts -------------------------------------------------------------------------------------------------------


def kinds(found: tuple[First, ...]) -> list[tuple[str, str, bool]]:
    return [(one.kind, one.what, one.thin) for one in found]


def known(deeds: list[Deed]) -> tuple[First, ...]:
    return firsts(acts_of(deeds), LONG, KEYS)


def test_a_new_belligerent_is_a_first_where_the_ledger_watched_the_other_side_long_enough() -> None:
    before = [deed("BLR", "UKR", day) for day in range(0, 100, 5)]
    (first,) = known([*before, deed("RUS", "UKR", 120), deed("RUS", "UKR", 130)])
    assert (first.kind, first.thin, first.held_deeds, first.held_days) == ("belligerent", False, len(before), 120)


def test_a_thin_ledger_cannot_call_a_first() -> None:
    (few,) = known([deed("RUS", "UKR", 120)])
    assert few.thin
    before = [deed("BLR", "UKR", day) for day in range(20)]
    (soon,) = known([*before, deed("RUS", "UKR", 30)])
    assert soon.thin
    assert soon.held_days < bounds().days


def test_weapons_countries_and_regions_are_firsts_once() -> None:
    town = t.Place("town", 50.0, 30.0, within=("Odesa Oblast", "Ukraine"))
    odesa = t.Actor("Odesa", "place", "UKR", place=town)
    used = "Russia attacked the port with drones on that day."
    found = known([*OTHERS, deed("RUS", "UKR", 381, words=used, place=odesa), deed("RUS", "UKR", 383, words=used)])
    assert [one for one in kinds(found) if one[0] != "belligerent"] == [
        ("country", "UKR", False), ("region", "Odesa Oblast", False), ("weapon", "drone", False)
    ]  # fmt: skip


DRONES, MISSILES = (f"Russia attacked the port with {weapon} on that day." for weapon in ("drones", "missiles"))


def weapons(*deeds: Deed) -> list[str]:
    return [one.what for one in known([*OTHERS, *deeds]) if one.kind == "weapon" and not one.thin]


def test_an_earlier_attack_that_tells_no_weapon_may_have_been_with_it() -> None:
    assert weapons(deed("RUS", "UKR", 300, words=MISSILES), deed("RUS", "UKR", 381, words=DRONES)) == [
        "missile", "drone"
    ]  # fmt: skip
    assert weapons(deed("RUS", "UKR", 300), deed("RUS", "UKR", 381, words=DRONES)) == []
    assert weapons(deed("RUS", "UKR", 381), deed("RUS", "UKR", 381, words=DRONES)) == ["drone"], "the same day"
    ballistic = DRONES.replace("drones", "ballistic missiles")
    assert weapons(deed("RUS", "UKR", 300, words=MISSILES), deed("RUS", "UKR", 381, words=ballistic)) == ["missile"]


def test_what_a_war_that_is_older_than_the_ledger_had_seen_is_not_known() -> None:
    old = deed("UKR", "RUS", 3, words=MISSILES)
    assert weapons(old, deed("RUS", "UKR", 381, words=DRONES)) == []
    gas = DRONES.replace("drones", "chemical weapons")
    assert weapons(old, deed("RUS", "UKR", 300), deed("RUS", "UKR", 381, words=gas)) == ["chemical"]


def test_a_weapon_that_is_in_use_against_others_is_not_new() -> None:
    assert weapons(deed("RUS", "GEO", 350, words=DRONES), deed("RUS", "UKR", 381, words=DRONES)) == []
    assert weapons(deed("RUS", "GEO", 200, words=DRONES), deed("RUS", "UKR", 381, words=DRONES)) == ["drone"]


def test_an_earlier_attack_that_tells_no_place_may_have_been_in_the_land_of_who_was_hit() -> None:
    town = t.Actor("Odesa", "place", "UKR", place=t.Place("town", 50.0, 30.0, within=("Odesa Oblast", "Ukraine")))
    first, later = deed("RUS", "UKR", 300), deed("RUS", "UKR", 381, place=town)
    assert [one.kind for one in known([*OTHERS, first, later])] == ["belligerent"]


def test_what_goes_on_since_before_is_no_first() -> None:
    (later,) = known([*OTHERS, deed("RUS", "UKR", 381)])
    assert later.kind == "belligerent"
    assert known([*OTHERS, deed("RUS", "UKR", 381, status="ongoing"), deed("RUS", "UKR", 390)]) == ()


def test_an_attack_in_the_land_of_neither_makes_no_belligerent() -> None:
    town = t.Actor("Bender", "place", "MDA", place=t.Place("town", 46.8, 29.5, within=("Moldova",)))
    assert "belligerent" not in [one.kind for one in known([*OTHERS, deed("RUS", "UKR", 381, place=town)])]


def test_who_shoots_down_a_jet_is_no_belligerent() -> None:
    words = "Russia shot down two fighter jets on that day."
    assert known([*OTHERS, deed("RUS", "UKR", 381, words=words)]) == ()


def test_who_has_no_name_of_its_own_is_first_in_nothing() -> None:
    gunmen = t.Actor("gunmen", "group")
    one = deed("RUS", "UKR", 381, words=DRONES)
    claim = one.founder.claim
    event = replace(one.event, actor=gunmen)
    nameless = replace(one, actor=gunmen, founder=replace(one.founder, claim=replace(claim, events=(event,))))
    keys = frozenset((actor_key(gunmen), actor_key(SIDES[1])))
    assert firsts(acts_of([*OTHERS, nameless]), LONG, keys) == ()


def test_who_shoots_over_its_own_land_hits_no_new_territory() -> None:
    home = t.Actor("Belgorod", "place", "RUS", place=t.Place("town", 50.0, 36.0, within=("Belgorod Oblast", "Russia")))
    found = known([*OTHERS, deed("RUS", "UKR", 381, place=home)])
    assert [one.kind for one in found] == ["belligerent"]


def test_a_threat_of_a_kind_is_a_first_and_a_deed_without_a_day_may_have_been_earlier() -> None:
    threat = deed("RUS", "UKR", 385, "THREATEN", "violence")
    assert ("threat", "violence", False) in kinds(known([*QUIET, threat]))
    undated = deed("RUS", "UKR", None, "THREATEN", "violence")
    assert not [one for one in known([*QUIET, threat, undated]) if one.kind == "threat"]


def test_two_known_origins_or_an_admission_corroborate() -> None:
    def last(known_: int, admitted: int = 0) -> First:
        used = "Russia attacked the port with drones on that day."
        one = deed("RUS", "UKR", 381, words=used, known=known_, admitted=admitted)
        return next(first for first in known([*OTHERS, one]) if first.kind == "weapon")

    assert not last(1).is_corroborated
    assert last(2).is_corroborated
    assert last(1, admitted=1).is_corroborated


# --- verdicts -----------------------------------------------------------------------------------------------------


def test_one_article_gives_talk_and_never_a_verdict() -> None:
    said = talk("The attack of Russia is a serious escalation. Russia struck Ukraine for the first time.")
    pair = judged([deed("RUS", "UKR", 5, known=3, admitted=1)], said, articles=1)
    assert pair.verdict.code == "none"
    assert codes(pair)[0] == "one-article"
    assert set(codes(pair)) <= {"one-article", "talk", "claimed-first"}
    alone = escalation_of([], said, articles=1)
    assert alone.overall is not None
    assert (alone.overall.code, alone.overall.clauses[0].code) == ("none", "one-article")


def test_too_few_days_and_no_talk_is_no_verdict_with_the_reason() -> None:
    pair = judged([deed("RUS", "UKR", 5)], coverage=covered(10))
    assert pair.verdict.code == "none"
    assert "thin-days" in codes(pair)
    assert "first-thin" in codes(pair)


def test_a_quiet_pair_has_no_new_level() -> None:
    pair = judged(QUIET)
    assert (pair.verdict.code, pair.verdict.since, pair.shifts) == ("no-new-level", None, ())
    assert "no-shift" in codes(pair)


def test_talk_alone_is_claimed_however_many_say_so_and_never_a_new_level() -> None:
    said = [one for number in range(5) for one in talk(f"Envoy {number} said the attack of Russia is an escalation.")]
    assert judged(QUIET, said).verdict.code == "claimed"


def test_talk_of_long_ago_claims_nothing_now_but_in_a_ledger_without_a_baseline() -> None:
    said = talk("The envoy said the attack of Russia is an escalation.", day=20)
    assert judged(QUIET, said).verdict.code == "no-new-level"
    assert judged([deed("RUS", "UKR", 5)], said, coverage={DAY: 4, DAY + timedelta(200): 4}).verdict.code == "claimed"


def test_talk_that_denies_or_fears_claims_nothing() -> None:
    said = talk("Russia denied that its attack was an escalation. Poland warned Russia of an escalation.")
    assert {one.talk.polarity for one in said} == {"denies", "possible"}
    assert judged(QUIET, said).verdict.code == "no-new-level"


def test_a_first_of_a_common_weapon_is_no_new_level_however_well_it_is_known() -> None:
    begun = deed("RUS", "UKR", 300, words=MISSILES)
    pair = judged([*OTHERS, begun, deed("RUS", "UKR", 390, words=DRONES, known=3, admitted=1)])
    assert pair.verdict.code != "new-level"
    assert "first" in codes(pair)


def test_a_corroborated_first_of_late_is_a_new_level_and_an_old_one_is_not() -> None:
    used = "Russia attacked the port with chemical weapons on that day."
    late = judged([*QUIET, deed("RUS", "UKR", 390, words=used, known=2)])
    assert (late.verdict.code, late.verdict.since) == ("new-level", DAY + timedelta(390))
    assert "first" in codes(late)
    old = judged([*QUIET, deed("RUS", "UKR", 200, words=used, known=2)])
    assert old.verdict.code == "no-new-level"
    alone = judged([*QUIET, deed("RUS", "UKR", 390, words=used, known=1)])
    assert alone.verdict.code == "claimed"
    assert "first-alone" in codes(alone)


def rising(outlets: int) -> list[Deed]:
    more = [
        deed("RUS", "UKR", day, outlet=f"Outlet {(day + part) % outlets}", words=f"Side one attacked part {part}.")
        for day in range(300, 400, 2)
        for part in range(3)
    ]
    return [*QUIET, *more]


def test_a_rise_of_several_origins_is_a_new_level_since_its_day() -> None:
    pair = judged(rising(3))
    assert pair.verdict.code == "new-level"
    assert pair.verdict.since is not None
    assert abs((pair.verdict.since - DAY).days - 300) <= 7
    (rise,) = [clause for clause in pair.verdict.clauses if clause.code == "rise"]
    values = dict(rise.values)
    assert values["earliest"] <= values["day"] <= values["latest"]  # type: ignore[operator]
    assert rise.evidence
    assert all(address.startswith("lage:deed/") for address in rise.evidence)


def test_a_rise_that_one_outlet_alone_tells_is_none() -> None:
    lone = [replace_outlet(one) for one in rising(1)]
    assert judged(lone).verdict.code != "new-level"


def replace_outlet(one: Deed) -> Deed:
    article = replace(one.founder.article, publisher="One", byline=None)
    return replace(one, founder=t.Entry(article, one.founder.claim))


@pytest.mark.parametrize("ui", UI_LANGUAGES)
def test_every_clause_and_verdict_has_its_words(ui: str) -> None:
    words = wording(ui)
    used = "Russia attacked the port with drones on that day."
    said = talk("Russia crossed a red line, Poland said. Russia struck Ukraine for the first time.")
    pairs = [
        judged([*QUIET, deed("RUS", "UKR", 390, words=used, known=2)], said),
        judged(rising(3)),
        judged([deed("RUS", "UKR", 5)], coverage=covered(10)),
        judged([deed("RUS", "UKR", 5)], said, articles=1),
        judged([], coverage={}),
    ]
    for pair in pairs:
        assert verdict_words(pair.verdict, words)
        for clause in pair.verdict.clauses:
            sentence = clause_words(clause, words)
            assert sentence.endswith(".")
            assert "{" not in sentence
            assert clause.code in words.labels["clause"]


def test_an_act_knows_its_pair() -> None:
    (act,) = acts_of([deed("RUS", "UKR", 1)])
    assert isinstance(act, Act)
    assert act.pair == KEYS

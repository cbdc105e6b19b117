import math

import pytest

from lagebild.compare.claims import same
from lagebild.compare.happening import equals
from lagebild.compare.likeness import FEATURES, VETOES, apart, likeness
from lagebild.compare.match import model_of_claims
from lagebild.compare.sketch import Count
from tests.compare.claims import sketch

NAN = math.nan
STRIKE = "A Russian drone hit a hospital in Kharkiv and killed 26 people, the mayor said."

SAME = (
    (STRIKE, "en", "Eine russische Drohne hat in Charkiw ein Krankenhaus getroffen und 26 Menschen getötet.", "de"),
    (STRIKE, "en", "In Kharkiv a hospital was hit by a Russian drone and 26 people were killed, officials said.", "en"),
    (
        "Die Brücke von Cherson wurde gesperrt, teilte die Polizei mit.",
        "de",
        "Police closed the bridge in Kherson.",
        "en",
    ),
)
OTHER = (
    ("polarity", STRIKE, "A Russian drone did not hit a hospital in Kharkiv, the ministry in Moscow said."),
    ("polarity", "The EU approved sanctions against Russia.", "The EU failed to approve sanctions against Russia."),
    ("value", STRIKE, "A Russian drone hit a hospital in Kharkiv and killed 40 people, the mayor said."),
    (
        "open",
        "Kenya will send 400 officers to Haiti, President Ruto said.",
        "Kenya has sent 400 officers to Haiti, President Ruto said.",
    ),
    ("place", STRIKE, "A Russian drone hit a hospital in Odesa and killed 26 people, the mayor said."),
    ("further", STRIKE, "A Russian drone hit a hospital in Kharkiv and killed another 26 people, the mayor said."),
    ("day", "Kharkiv was shelled on 3 March 2026, police said.", "Kharkiv was shelled on 5 March 2026, police said."),
    ("roles", "Russia bombed a bridge in Ukraine, a man said.", "Ukraine bombed a bridge in Russia, a man said."),
    ("number", "The EU approved its 18th package of sanctions.", "The EU approved its 19th package of sanctions."),
    ("own", "Germany promised to send ships to Yemen.", "Spain promised to send ships to Yemen."),
    ("open", "The EU agreed to send 400 officers to Haiti.", "The EU has sent 400 officers to Haiti."),
    ("thin", "The perpetrator was arrested, police said.", "The perpetrator has been arrested, police said."),
)  # fmt: skip


@pytest.mark.parametrize(("one", "language", "other", "in_other"), SAME)
def test_the_same_claim_in_other_words(one: str, language: str, other: str, in_other: str) -> None:
    found = same(sketch(one, language), sketch(other, in_other))
    assert found.is_same, found


@pytest.mark.parametrize(("veto", "one", "other"), OTHER)
def test_what_makes_two_propositions_is_named(veto: str, one: str, other: str) -> None:
    found = same(sketch(one), sketch(other))
    assert veto in found.vetoes
    assert (found.score, found.is_same, found.parts) == (0.0, False, ())


def test_every_veto_has_a_case() -> None:
    assert {veto for veto, _, _ in OTHER} == set(VETOES)


@pytest.mark.parametrize(("one", "language", "other", "in_other"), SAME)
def test_the_parts_are_the_score_and_the_order_does_not_matter(
    one: str, language: str, other: str, in_other: str
) -> None:
    a, b = sketch(one, language), sketch(other, in_other)
    found = same(a, b)
    odds = sum(part for _, part in found.parts)
    assert found.score == pytest.approx(1 / (1 + math.exp(-odds)))
    assert {name for name, _ in found.parts} <= {*FEATURES, "bias"}
    back = same(b, a)
    assert dict(back.parts) == pytest.approx(dict(found.parts))


def test_the_same_words_three_weeks_later_are_no_evidence() -> None:
    soon, late = sketch(STRIKE, day="2026-03-11"), sketch(STRIKE, day="2026-03-31")
    assert "exact" in likeness(sketch(STRIKE), soon).features
    assert "exact" not in likeness(sketch(STRIKE), late).features
    assert not same(sketch(STRIKE), late).is_same


def test_the_numbers_have_the_sign_of_their_meaning() -> None:
    weights = model_of_claims().weights
    assert set(weights) == set(FEATURES)
    assert all(weights[name] <= 0 for name in FEATURES if name.endswith(("-apart", "-one-sided")))
    assert weights["deeds"] > 0
    assert weights["value"] > 0
    assert 0.5 < model_of_claims().threshold < 1


def _count(low: float, high: float, about: bool = False) -> Count:
    return Count(low, high, about, 0, 0, 0)


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (_count(1500, 1500), _count(1500, 1500, about=True), True),
        (_count(130, 130, about=True), _count(132, 132), True),
        (_count(30, 30, about=True), _count(33, 33), False),
        (_count(26, 26), _count(40, 40), False),
        (_count(26, NAN), _count(26, 26), True),
        (_count(1600, NAN), _count(1644, 1644), True),
        (_count(1600, NAN), _count(2056, 2056), False),
        (_count(363, NAN), _count(368, 368), False),
        (_count(300, NAN), _count(290, 290), False),
        (_count(NAN, 10_000), _count(10_000, 10_000), False),
        (_count(NAN, 10_000), _count(NAN, 10_000), True),
        (_count(10_000, 12_000), _count(10_000, NAN), False),
        (_count(10_000, 12_000), _count(10_000, 12_000), True),
    ],
)
def test_which_values_are_one(one: Count, other: Count, equal: bool) -> None:
    assert equals(one, other) is equals(other, one) is equal


APART = (
    "26 people were killed in Kharkiv, officials said.",
    "40 people were killed in Kharkiv, officials said.",
    "26 people were not killed in Kharkiv, officials said.",
    "Officials denied that 26 people were killed in Kharkiv.",
    "26 people will be killed in Kharkiv, officials warned.",
    "The bridge in Kharkiv was closed on 3 March 2024, police said.",
    "The bridge in Kharkiv was closed on 9 May 2024, police said.",
    "The bridge in Kharkiv was closed, police said.",
)


def test_what_is_apart_at_once_has_a_veto() -> None:
    made = [sketch(text) for text in APART]
    quick = [(a, b) for a in made for b in made if apart(a, b)]
    assert quick
    assert all(likeness(a, b).vetoes for a, b in quick)
    assert not any(apart(one, one) for one in made)


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        # An airport is not the town that it is named after, however the town is told beside it.
        ("Rebels captured the city of Goma.", "Rebels captured Goma International Airport in Goma.", False),
        ("A drone hit the airport in Goma, officials said.", "A drone hit Goma airport, officials said.", True),
        # Two deeds in another order; what would be and what will be; searching is not recovering.
        (
            "An agent shot a woman in Minneapolis, prompting protests.",
            "Protesters clashed with police in Minneapolis after an agent shot a woman.",
            False,
        ),
        (
            "Attacks on Lebanon will resume, Iran said.",
            "Attacks on Lebanon will resume if talks fail, Iran said.",
            False,
        ),
        (
            "Rescuers search for three people after a landslide in Rizal.",
            "A body was recovered after a landslide in Rizal.",
            False,
        ),
        # What both only look back to is no claim of theirs.
        (
            "Tripoli was calm on Sunday after protests that the police killing of a student had sparked.",
            "Trade unions called for a strike in Tripoli since the police killing of a student.",
            False,
        ),
        # Nor is what usually happens what happened, and another second number or year is another claim.
        ("An earthquake struck southern Iran on Monday.", "Southern Iran is prone to earthquakes.", False),
        (
            "Exports of Kenya rose 12 percent to $2.17 billion, the ministry said.",
            "Exports of Kenya rose 12 percent to $534 million, the ministry said.",
            False,
        ),
        (
            "Kenya will raise the minimum wage to $15 by 2030, the government said.",
            "Kenya will raise the minimum wage to $15 by 2028, the government said.",
            False,
        ),
        ("Mbeki is second with 16 percent in Kenya.", "Okello is third in Kenya with 16 percent.", False),
        # But a number of one place and one day is told of one deed, though each tells it in words of its own.
        (
            "On 3 May about 900 officers were brought to Mombasa in Kenyan buses, the ministry said.",
            "About 900 officers got to Mombasa aboard Kenyan buses on 3 May, according to the ministry.",
            True,
        ),
        # Nearly the same words, though nobody and no place is named.
        (
            "No one was injured in the fire, which was set on the roof while people slept inside the old wooden hall.",
            "No one was injured in the fire, which was set on the roof while people slept inside the wooden hall.",
            True,
        ),
    ],
)
def test_which_claims_of_one_affair_a_ledger_gathers(one: str, other: str, is_one: bool) -> None:
    assert same(sketch(one), sketch(other)).is_gathered is is_one

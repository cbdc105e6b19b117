"""When two tellings are of one deed: what speaks against it, what for it, and the rules as data."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.compare import deed_rules
from lagebild.compare.deed_rules import deed_rules as rules
from lagebild.compare.deed_rules import is_speech, kinds, sign_of
from lagebild.compare.one_deed import Told, is_same_but_day, join, verdict
from lagebild.compare.parties import admits, side_of
from lagebild.compare.sketch import Count, Sketch, Where, Who, hashed
from lagebild.compare.tellings import Telling, as_told, keys, near_keys, status_in
from lagebild.errors import DataFileError
from lagebild.extract.names.gazetteer import gazetteer
from lagebild.lang.load import ontology
from lagebild.types import Actor, Article, Claim, Entry, Event, Source, Span

ASSAULT, CONSULT = hashed("ASSAULT", 16), hashed("CONSULT", 16)
RUSSIA, ARMY = Who(1, 7, True, True), Who(2, 7, True, True)
UKRAINE, HAMAS = Who(3, 8, True, True), Who(4, 9, False, True)
SUMY, KHERSON, UKRAINIAN = Where(31, 30, 8, 2), Where(32, 30, 8, 2), Where(3, 0, 8, 0)
DAY = 9000


def telling(**other: object) -> Telling:
    made = Telling(ASSAULT, 0, "done", "told", DAY, DAY, DAY + 1, RUSSIA, UKRAINE, SUMY)
    return replace(made, **other)  # type: ignore[arg-type]


def told(made: Telling, claim: int = 1, proposition: int | None = None, **sketch: object) -> Told:
    plain = Sketch(claim, 1, 1, False, False, True, False, made.first, made.last, made.published)
    return Told(made, replace(plain, **sketch), claim, proposition)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "apart"),
    [
        ({"type": CONSULT}, "type"),
        ({"standing": "planned"}, "standing"),
        ({"actor": HAMAS}, "actor"),
        ({"recipient": HAMAS}, "recipient"),
        ({"where": KHERSON}, "place"),
        ({"first": DAY + 3, "last": DAY + 3, "published": DAY + 3}, "days"),
        ({"dating": "published", "first": DAY + 18, "last": DAY + 20, "published": DAY + 20}, "days"),
    ],
)
def test_what_both_tell_may_not_contradict(changed: dict[str, object], apart: str) -> None:
    one = told(telling(), 1, 5)
    assert verdict(one, told(telling(**changed), 2, 5)).apart == apart


@pytest.mark.parametrize("other", [{"actor": ARMY}, {"actor": None}, {"where": UKRAINIAN}, {"standing": "denied"}])
def test_what_is_told_less_exactly_contradicts_nothing(other: dict[str, object]) -> None:
    assert verdict(told(telling(), 1, 5), told(telling(**other), 2, 5)).ground == "proposition"


def test_the_same_town_and_day_is_a_ground_and_a_deed_alone_is_none() -> None:
    assert verdict(told(telling()), told(telling(actor=ARMY), 2)).ground == "scene"
    wide = telling(where=UKRAINIAN)
    assert verdict(told(wide), told(wide, 2)).ground is None
    assert verdict(told(wide), told(wide, 2)).apart is None
    assert verdict(told(wide), told(wide, 1)).ground == "claim"


def test_what_is_told_around_a_claim_and_what_it_says_are_one_deed_only_with_a_party_in_common() -> None:
    wide = told(telling(where=UKRAINIAN), proposition=5)
    around = replace(wide, frame=True)
    assert verdict(wide, around).ground == "claim"  # "Russia threatened that it would strike"
    open_end = told(telling(where=UKRAINIAN, actor=None, recipient=None), proposition=5)
    assert verdict(open_end, replace(open_end, frame=True)).ground is None
    other = replace(wide, claim=2)
    assert verdict(wide, other).ground == "proposition"
    assert verdict(around, other).ground is None
    assert verdict(around, replace(other, frame=True)).ground == "proposition"
    assert verdict(replace(open_end, frame=True), replace(open_end, claim=2, frame=True)).ground is None


def test_days_of_what_is_told_around_a_claim_are_no_dispute() -> None:
    later = telling(first=DAY + 3, last=DAY + 3, published=DAY + 4)
    one, other = told(telling(), 1, 5), told(later, 2, 5)
    assert is_same_but_day(one, other)
    assert not is_same_but_day(replace(one, frame=True), replace(other, frame=True))
    assert not is_same_but_day(one, replace(other, frame=True))


def test_who_meets_whom_may_be_told_either_way_and_who_visits_whom_not() -> None:
    meets, visit = hashed("meet", 16), hashed("visit", 16)
    for mode, expected in ((meets, None), (visit, "actor")):
        one = telling(type=CONSULT, mode=mode, where=None)
        turned = telling(type=CONSULT, mode=mode, where=None, actor=UKRAINE, recipient=ARMY)
        assert verdict(told(one, 1, 5), told(turned, 2, 5)).apart == expected
        half = telling(type=CONSULT, mode=mode, where=None, actor=None, recipient=RUSSIA)
        assert (verdict(told(one, 1, 5), told(half, 2, 5)).apart is None) is (expected is None)
    met = told(telling(type=CONSULT, mode=meets))
    turned_keys = keys(replace(met.telling, actor=UKRAINE, recipient=RUSSIA), met.sketch)
    assert set(turned_keys) == set(keys(met.telling, met.sketch))


def test_the_same_town_and_number_are_a_ground_where_no_other_number_contradicts() -> None:
    def counted(number: float, claim: int, *, further: bool = False) -> Told:
        counts, words = (Count(number, number, False, 5, 6, 0),), tuple(range(100 * claim, 100 * claim + 12))
        made = telling(first=DAY, last=DAY + 20)
        return told(made, claim, counts=counts, is_further=further, words=words, concepts=words)

    assert verdict(counted(1500, 1), counted(1500, 2)).ground == "count"
    assert verdict(counted(1500, 1), counted(1600, 2)).ground is None
    assert verdict(counted(1000, 1), counted(1000, 2)).ground is None
    assert verdict(counted(1500, 1), counted(1500, 2, further=True)).ground is None
    assert (
        verdict(counted(1500, 1), replace(counted(1500, 2), frame=True)).ground is None
    )  # the number is the content's


def test_a_denial_may_be_said_days_later_whatever_day_its_page_is_about() -> None:
    done = told(telling(dating="lead", where=None), 1, 5)
    other = telling(standing="denied", dating="lead", first=DAY + 5, last=DAY + 5, published=DAY + 5)
    assert verdict(done, told(other, 2, 5)).ground == "proposition"
    assert verdict(done, told(replace(other, published=DAY + 30), 2, 5)).apart == "days"
    assert verdict(done, told(replace(other, standing="done"), 2, 5)).apart == "days"


def test_modes_may_be_alike() -> None:
    missile, explosive, arms = (hashed(mode, 16) for mode in ("heavy-weapons", "explosives", "torture"))
    assert verdict(told(telling(mode=missile)), told(telling(mode=explosive), 2)).ground == "scene"
    assert verdict(told(telling(mode=missile)), told(telling(mode=arms), 2)).apart == "mode"


def test_a_telling_joins_no_deed_that_one_telling_of_speaks_against() -> None:
    first, second = told(telling(where=None), 1, 5), told(telling(where=KHERSON), 2, 5)
    new = told(telling(), 3, 5)
    assert join(new, [(7, first)]) is not None
    assert join(new, [(7, first), (7, second)]) is None
    assert join(new, []) is None


parties = st.sampled_from([None, RUSSIA, ARMY, UKRAINE, HAMAS])
days = st.integers(0, 20)


@st.composite
def tellings(draw: st.DrawFn) -> Told:
    first = draw(days)
    made = Telling(
        draw(st.sampled_from([ASSAULT, CONSULT])),
        0,
        draw(st.sampled_from(["done", "denied", "planned"])),
        draw(st.sampled_from(["told", "published", "bound", "none"])),
        first,
        first + draw(st.integers(0, 9)),
        draw(days),
        draw(parties),
        draw(parties),
        draw(st.sampled_from([None, SUMY, KHERSON, UKRAINIAN])),
    )
    return told(made, draw(st.integers(1, 9)), draw(st.sampled_from([None, 1, 2])))


@given(tellings(), tellings())
def test_it_does_not_matter_which_comes_first(a: Told, b: Told) -> None:
    assert verdict(a, b) == verdict(b, a)


@given(tellings())
def test_a_telling_is_what_its_bytes_say(one: Told) -> None:
    assert Telling.unpack(one.telling.pack()) == one.telling
    assert set(keys(one.telling, one.sketch)) <= set(near_keys(one.telling, one.sketch))


def test_bytes_that_are_no_telling_are_refused() -> None:
    with pytest.raises(DataFileError, match="3 bytes are no telling"):
        Telling.unpack(b"abc")


# --- sides ------------------------------------------------------------------------------------------------------


def test_who_acts_for_a_state_is_of_its_side() -> None:
    russia = gazetteer("en").actor("RUS")
    army = Actor("russische Armee", "military", "RUS", None, "RUS MIL")
    president = Actor("Somebody", "person", "RUS", None, "RUS GOV")
    town = Actor("Kursk", "place", "RUS")
    ministry = Actor("Russian defence ministry", "government", "RUS", None, "RUS GOV MIL")
    pentagon = gazetteer("en").actor("pentagon")
    assert {side_of(one) for one in (russia, army, president, town, ministry)} == {russia}
    assert side_of(pentagon) == gazetteer("en").actor("USA")
    assert side_of(Actor("Commission", "organisation", "EUR", None, "IGO EEC")).name == "Commission"
    writer = Actor("Somebody", "person", "RUS")
    rebels = Actor("M23", "group", "COD", None, "COD REB")
    assert side_of(writer) == writer
    assert side_of(rebels) == rebels


def test_a_deed_is_admitted_where_the_acting_side_tells_it() -> None:
    words = "The army said it had shelled the town."
    span = Span.of(words, 0, 8)
    army = Actor("russische Armee", "military", "RUS", None, "RUS MIL")
    event = Event(span, "ASSAULT", None, gazetteer("en").actor("RUS"), None, None, None, "happened")
    claim = Claim("c", span, (span,), (), Source("named", span, army), (), "indirect", "state", "CT+", "Uu")
    assert admits(event, claim)
    assert not admits(replace(event, actor=None), claim)
    assert not admits(event, replace(claim, source=Source("author", None)))


def test_what_is_told_around_a_claim_is_admitted_only_where_saying_it_does_it() -> None:
    words = "Russia accused Ukraine of shelling the town."
    russia, accused, rest = (gazetteer("en").actor("RUS"), Span.of(words, 7, 14), Span.of(words, 15, len(words) - 1))
    source = Source("named", Span.of(words, 0, 6), russia)
    event = Event(accused, "ACCUSE", None, russia, gazetteer("en").actor("UKR"), None, None, "happened", frame=True)
    claim = Claim(
        "c", Span.of(words, 0, len(words)), (rest,), (accused,), source, (), "reported", "accuse", "CT+", "Uu"
    )
    assert admits(event, claim)
    assert not admits(replace(event, type="THREATEN"), claim)  # its speaker may call it a warning
    assert not admits(replace(event, type="ASSAULT"), claim)
    assert not admits(event, replace(claim, cue=(Span.of(words, 0, 6),)))  # told beside the cue
    behind = replace(claim, source=Source("unnamed", None), chain=(source,))
    assert not admits(event, behind)
    assert admits(replace(event, frame=False), behind)


def test_what_an_author_contradicts_is_not_that_it_was_said() -> None:
    words = "Russia falsely accused Ukraine of shelling the town."
    sentence = Span.of(words, 0, len(words))
    event = Event(Span.of(words, 15, 22), "ACCUSE", None, None, None, None, None, "happened")
    claim = Claim("c", sentence, (), (), Source("named", sentence), (), "reported", "accuse", "CT+", "CT-")
    assert status_in(claim, event) == "denied"
    assert status_in(claim, replace(event, frame=True)) == "happened"


def test_what_is_told_around_a_claim_is_its_authors_sentence() -> None:
    words = "Russia accused Ukraine of shelling the town."
    sentence, rest = Span.of(words, 0, len(words)), Span.of(words, 15, len(words))
    event = Event(Span.of(words, 7, 14), "ACCUSE", None, None, None, None, None, "happened", frame=True)
    article = Article("a", None, None, None, None, None, "unknown", "en", words, ())
    source = Source("named", Span.of(words, 0, 6))
    claim = Claim(
        "c", sentence, (rest,), (event.span,), source, (source,), "reported", "accuse", "CT+", "Uu", events=(event,)
    )
    told = as_told(Entry(article, claim), event).claim
    assert (told.id, told.content, told.source.kind, told.chain, told.form) == (
        "c",
        (sentence,),
        "author",
        (),
        "author",
    )
    assert told.events == claim.events
    assert as_told(Entry(article, claim), replace(event, frame=False)).claim is claim


# --- rules as data ----------------------------------------------------------------------------------------------


def test_the_rules_name_types_and_modes_that_there_are() -> None:
    assert rules().once <= set(kinds())
    assert sign_of("ASSAULT") == -1
    assert sign_of("AID") == 1
    assert sign_of("of another program") == 0
    assert is_speech("STATE")
    assert not is_speech("ACCUSE")


@pytest.mark.parametrize(
    ("section", "key", "value", "message"),
    [
        ("days", "weeks", 1, r"\[days\] 'weeks' is missing or unknown"),
        ("once", "types", ["FEAST"], "'FEAST' is no type"),
        ("extra", "key", 1, "unknown key 'extra'"),
    ],
)
def test_wrong_rules_are_refused(
    monkeypatch: pytest.MonkeyPatch, section: str, key: str, value: object, message: str
) -> None:
    real = ontology("deeds")
    changed = {**real, section: {**real.get(section, {}), key: value}}
    monkeypatch.setattr(deed_rules, "ontology", lambda name: changed if name == "deeds" else {"type": EVENTS})
    deed_rules.deed_rules.cache_clear()
    try:
        with pytest.raises(DataFileError, match=message):
            deed_rules.deed_rules()
    finally:
        deed_rules.deed_rules.cache_clear()


EVENTS = list(ontology("events")["type"])

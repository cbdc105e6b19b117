"""Events are gathered into deeds as pages come in: one deed, however many reports tell it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from zlib import crc32

import pytest

from lagebild import read_text
from lagebild.compare.deeds import Deed
from lagebild.errors import LedgerError, UsageError
from lagebild.ledger import ANY, Doing, Filters, Ledger, open_ledger, rows
from lagebild.types import Reading
from tests.ledger.test_check import index_of

SUMY = "Russian artillery shelled Sumy on Tuesday, killing three people, the governor said."
SUMY_DE = "Die russische Armee beschoss am Dienstag Sumy; drei Menschen starben."
SUMY_TOLL = "Four people were killed when Russia shelled Sumy on Tuesday, prosecutors said."
KHERSON = "Russia shelled Kherson on Tuesday, prosecutors said."
AGAIN = "Russia shelled Sumy on Saturday, prosecutors said."
TALKS = "The United States and Russia held talks in Riyadh on Tuesday."
TALKS_LATER = "The United States and Russia will hold talks in Riyadh on Tuesday, the State Department said."
TALKS_NOT = "Russia denied that its forces had shelled Sumy on Tuesday."
ADMITTED = "The Russian army said that Russia had shelled Sumy on Tuesday."


@cache
def page(words: str, day: str = "2025-06-04", outlet: str = "Gazette", language: str = "en") -> Reading:
    """A page as it is read by rules, of an outlet."""
    made = read_text(words, published=day, language=language, weights="none")
    article = replace(made.article, publisher=outlet, url=f"https://{outlet.lower()}.example/{crc32(words.encode())}")
    return replace(made, article=article)


def fill(ledger: Ledger, *pages: Reading) -> list[Deed]:
    for one in pages:
        ledger.add(one)
    assert list(ledger.check()) == []
    return ledger.deeds(order="earliest", limit=None)


def test_several_reports_of_one_deed_count_once(empty: Ledger) -> None:
    (deed,) = fill(
        empty,
        page(SUMY),
        page(SUMY_DE, outlet="Zeitung", language="de"),
        page(SUMY_TOLL, "2025-06-05", "Herald"),
    )
    assert (deed.type, deed.status, deed.claims, deed.articles, deed.outlets) == ("ASSAULT", "happened", 3, 3, 3)
    assert (deed.first, deed.last, deed.dating) == (date(2025, 6, 3), date(2025, 6, 3), "told")
    assert deed.reported == date(2025, 6, 4)
    assert deed.actor is not None
    assert deed.actor.country == "RUS"
    assert deed.origins >= 2
    assert deed.event.span.text == "shelled"


def test_another_town_another_day_and_what_is_planned_are_deeds_of_their_own(empty: Ledger) -> None:
    found = fill(empty, page(SUMY), page(KHERSON), page(AGAIN, "2025-06-08"), page(TALKS), page(TALKS_LATER))
    assert [deed.claims for deed in found] == [1] * len(found)
    planned = empty.deeds(doing=Doing(statuses=("planned",)))
    assert [deed.type for deed in planned] == ["CONSULT"] * len(planned)
    assert planned
    assert not any(deed.is_done for deed in planned)


@pytest.mark.parametrize("denied_first", [False, True])
def test_a_denial_is_counted_beside_the_deed_whichever_comes_first(empty: Ledger, denied_first: bool) -> None:
    pages = [page(SUMY), page(TALKS_NOT, "2025-06-05", "Herald")]
    (deed,) = fill(empty, *(reversed(pages) if denied_first else pages))
    assert (deed.status, deed.claims, deed.denials) == ("happened", 1, 1)


def test_what_nobody_tells_as_done_is_only_denied(empty: Ledger) -> None:
    assert fill(empty, page(TALKS_NOT)) == []
    (deed,) = empty.deeds(doing=Doing(statuses=("denied",)))
    assert (deed.status, deed.denials, deed.is_done) == ("denied", 1, False)


def test_who_did_it_may_admit_it(empty: Ledger) -> None:
    (deed,) = fill(empty, page(SUMY), page(ADMITTED, "2025-06-05", "Herald"))
    assert (deed.claims, deed.admissions) == (2, 1)


def test_a_page_that_is_read_again_leaves_the_deeds_that_its_reading_tells(empty: Ledger) -> None:
    fill(empty, page(SUMY), page(SUMY_TOLL, "2025-06-05", "Herald"))
    gone = replace(page(SUMY), version="2", claims=())
    (deed,) = fill(empty, gone)
    assert (deed.claims, deed.founder.article.publisher) == (1, "Herald")
    assert fill(empty, replace(page(SUMY_TOLL, "2025-06-05", "Herald"), version="2", claims=())) == []
    assert empty.actor_ties() == []


def test_deeds_made_anew_are_those_that_were(empty: Ledger) -> None:
    fill(empty, page(SUMY), page(KHERSON), page(SUMY_TOLL, "2025-06-05", "Herald"), page(TALKS))
    fill(empty, replace(page(SUMY), version="2"), page(TALKS_NOT, "2025-06-05", "Courier"))
    before = index_of(empty._store)
    empty.rebuild()
    assert index_of(empty._store) == before


def test_deeds_are_found_by_type_party_place_and_day(empty: Ledger) -> None:
    fill(empty, page(SUMY), page(TALKS))
    types = {deed.type for deed in empty.deeds()}
    assert types == {"ASSAULT", "CONSULT"}
    assert {deed.type for deed in empty.deeds(doing=Doing(types=("CONSULT",)))} == {"CONSULT"}
    assert {deed.type for deed in empty.deeds(doing=Doing(sign=-1))} == {"ASSAULT"}
    assert {deed.type for deed in empty.deeds(Filters(place="Riyadh"))} == {"CONSULT"}
    assert {deed.type for deed in empty.deeds(Filters(actor="Russia"))} == types
    assert {deed.type for deed in empty.deeds(doing=Doing(doer="Russia", target="Ukraine"))} == {"ASSAULT"}
    assert empty.deeds(Filters(when="2025-06-01")) == []
    assert {deed.type for deed in empty.deeds(Filters(when="2025-06-03"))} == types
    assert empty.deeds(Filters(actor="Poland")) == []
    assert len(empty.deeds(limit=1)) == 1


def test_a_deed_is_found_by_its_id_with_its_reports(empty: Ledger) -> None:
    (made,) = fill(empty, page(SUMY), page(SUMY_TOLL, "2025-06-05", "Herald"))
    deed, tellings = empty.deed(made.id[:6])
    assert deed == made
    assert [telling.outlet for telling in tellings] == ["Gazette", "Gazette", "Herald"]  # shelled, killing
    assert {telling.event.type for telling in tellings} == {"ASSAULT"}
    with pytest.raises(UsageError, match="has no deed 'zz'"):
        empty.deed("zz")


def test_ties_count_deeds_and_not_reports(empty: Ledger) -> None:
    fill(empty, page(SUMY), page(SUMY_TOLL, "2025-06-05", "Herald"), page(AGAIN, "2025-06-08"), page(TALKS))
    ties = {(tie.side.country, tie.toward.country): tie for tie in empty.actor_ties()}
    war = ties["RUS", "UKR"]
    assert (war.deeds, war.friendly, war.hostile) == (2, 0, 2)
    assert war.types == (("ASSAULT", 2),)
    assert war.months == ((date(2025, 6, 1), 0, 2),)
    assert (war.first, war.last) == (date(2025, 6, 3), date(2025, 6, 7))
    assert ties["USA", "RUS"].friendly == 1
    same = {(tie.side.country, tie.toward.country): tie for tie in empty.actor_ties(Filters(when="2025-06"))}
    assert same["RUS", "UKR"].deeds == 2
    assert [tie.deeds for tie in empty.actor_ties(doing=Doing(types=("CONSULT",), doer="United States"))] == [1]


def test_a_type_or_a_status_that_there_is_not_is_refused() -> None:
    with pytest.raises(UsageError, match="type 'STATE' is not known"):
        Doing(types=("STATE",))
    with pytest.raises(UsageError, match="status 'done' is not known"):
        Doing(statuses=("done",))  # type: ignore[arg-type]
    assert Doing() == ANY


def test_a_ledger_of_before_says_what_to_do() -> None:
    with open_ledger() as ledger:
        fill(ledger, page(SUMY))
        ledger._store.ask("DELETE FROM deeds")
        ledger._store.ask("UPDATE events SET dating = NULL, deed = NULL")
        with pytest.raises(LedgerError, match="run `lagebild ledger rebuild` once"):
            ledger.deeds()


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE deeds SET origins = 9", "the index has origins 9 instead of"),
        ("UPDATE events SET deed = NULL", "nothing tells it"),
        ("UPDATE deeds SET type = 'AID'", "rows tell a deed of another type"),
        ("UPDATE tie_months SET deeds = 7", "counts 7 deeds for"),
        ("DELETE FROM tie_months", "counts 0 deeds for"),
        ("UPDATE events SET telling = NULL", "rows are of an event without a deed"),
        ("UPDATE events SET dating = NULL", "rows were filed by an older program"),
    ],
)
def test_what_does_not_follow_from_the_tellings_is_found(empty: Ledger, statement: str, problem: str) -> None:
    fill(empty, page(SUMY), page(SUMY_TOLL, "2025-06-05", "Herald"))
    empty._store.ask(statement)
    found = [str(one) for one in empty.check()]
    assert any(problem in line for line in found), found


def test_a_deed_without_a_day_is_of_the_day_that_the_lead_tells(empty: Ledger) -> None:
    told = (
        "Attack",
        "Russian artillery shelled Sumy on Monday.",
        "The governor was in town.",
        "Russia arrested a Ukrainian.",
    )
    words = "\n\n".join(told)
    found = fill(empty, page(words))
    assert {deed.type: (deed.first, deed.last, deed.dating) for deed in found} == {
        "ASSAULT": (date(2025, 6, 2), date(2025, 6, 2), "told"),
        "COERCE": (date(2025, 6, 2), date(2025, 6, 2), "lead"),
    }


def test_troops_that_are_sent_to_help_are_no_deed_against_whom_they_help(empty: Ledger) -> None:
    for one in (page("North Korea sent troops to Russia to help it."), page("Belarus moved troops to the border.")):
        empty.add(one)
    found = {(tie.side.country, tie.toward.country): (tie.friendly, tie.hostile) for tie in empty.actor_ties()}
    assert found[("PRK", "RUS")] == (1, 0)
    types = {deed.type for deed in empty.deeds() if deed.actor and deed.actor.country == "PRK"}
    assert types >= {"AID", "MOBILIZE"}
    assert list(empty.check()) == []


# --- what is told around a claim ----------------------------------------------------------------------------------

ACCUSED = "Russia accused Ukraine of shelling a school in Belgorod on Tuesday."
ACCUSED_DE = "Russland warf der Ukraine vor, am Dienstag eine Schule in Belgorod beschossen zu haben."
AFTER_DE = "Nachdem Russland am Dienstag Sumy beschossen hatte, sagte der Gouverneur, drei Menschen seien gestorben."


def _accusation(ledger: Ledger, *pages: Reading) -> Deed:
    fill(ledger, *pages)
    (deed,) = ledger.deeds(doing=Doing(types=("ACCUSE",)), limit=None)
    return deed


def test_what_is_told_around_a_claim_is_told_by_the_outlet(empty: Ledger) -> None:
    deed = _accusation(empty, page(ACCUSED), page(ACCUSED, "2025-06-05", "Herald"))
    assert (deed.claims, deed.articles, deed.origins, deed.identified, deed.admissions) == (2, 2, 2, 0, 2)
    assert deed.founder.claim.source.kind == "author"
    assert deed.founder.claim.content[0].text == ACCUSED
    assert deed.dating == "lead"  # Tuesday is told of the shelling
    _, tellings = empty.deed(deed.id)
    assert [(one.speaker, one.identified, one.admits, one.event.frame) for one in tellings] == [
        ("Gazette", False, True, True),
        ("Herald", False, True, True),
    ]
    assert [one.origin for one in tellings] == ["Gazette", "Herald"]


def test_a_deed_around_a_claim_joins_one_that_another_page_tells(empty: Ledger) -> None:
    found = fill(empty, page(SUMY), page(AFTER_DE, outlet="Zeitung", language="de"))
    assert [(deed.type, deed.articles, deed.admissions) for deed in found] == [("ASSAULT", 2, 0)]


@pytest.mark.parametrize(
    ("filters", "types"),
    [
        (Filters(source="Russia"), {"ASSAULT"}),
        (Filters(kind="author"), {"ACCUSE"}),
        (Filters(kind="named"), {"ASSAULT"}),
        (Filters(form="author"), {"ACCUSE"}),
        (Filters(form="indirect"), {"ASSAULT"}),
        (Filters(act="accuse"), {"ASSAULT"}),
        (Filters(actor="Ukraine"), {"ACCUSE", "ASSAULT"}),
        (Filters(outlet="Zeitung"), {"ACCUSE", "ASSAULT"}),
        (Filters(text="Schule"), {"ACCUSE", "ASSAULT"}),
    ],
)
def test_filters_ask_who_tells_an_event(filters: Filters, types: set[str]) -> None:
    with open_ledger() as ledger:
        fill(ledger, page(ACCUSED_DE, outlet="Zeitung", language="de"))
        assert {deed.type for deed in ledger.deeds(filters, limit=None)} == types


def test_who_is_named_only_around_a_claim_is_nobody_in_it() -> None:
    with open_ledger() as ledger:
        fill(ledger, page(AFTER_DE, outlet="Zeitung", language="de"))
        assert list(ledger.entries(Filters(actor="Ukraine"))) == []
        assert [deed.type for deed in ledger.deeds(Filters(actor="Ukraine"))] == ["ASSAULT"]


def test_what_is_told_around_a_claim_follows_its_page_home(empty: Ledger) -> None:
    """A copy that comes in before its original has a home of its own first."""
    told = " ".join(f"The {n}th resident of the town told of the night in the cellar." for n in range(30))
    long = f"{ACCUSED}\n\n{told}"
    copy = page(long, "2025-06-06", "Herald")
    assert _accusation(empty, copy).origins == 1
    original = replace(page(long, "2025-06-04"), version="2")
    deed = _accusation(empty, original)
    assert (deed.articles, deed.origins) == (2, 1)
    _, tellings = empty.deed(deed.id)
    assert {one.origin for one in tellings} == {"Gazette"}
    before = index_of(empty._store)
    empty.rebuild()
    assert index_of(empty._store) == before


def test_what_is_told_around_a_claim_goes_with_its_page(empty: Ledger) -> None:
    fill(empty, page(ACCUSED), page(AFTER_DE, outlet="Zeitung", language="de"))
    assert fill(empty, *(replace(one, version="2", claims=()) for one in (page(ACCUSED), page(AFTER_DE)))) != []
    gone = page(AFTER_DE, outlet="Zeitung", language="de")
    assert fill(empty, replace(gone, version="2", claims=())) == []


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE events SET origin = NULL WHERE type = 'ACCUSE'", "rows say of only one of speaker and origin"),
        ("UPDATE events SET origin = speaker", "rows do not go back to the home of their page"),
    ],
)
def test_who_tells_what_stands_around_a_claim_is_checked(empty: Ledger, statement: str, problem: str) -> None:
    fill(empty, page(ACCUSED))
    empty._store.ask(statement)
    found = [str(one) for one in empty.check()]
    assert any(problem in line for line in found), found


# --- days ---------------------------------------------------------------------------------------------------------

TUESDAY = "Russian artillery shelled Sumy on Tuesday, killing 34 people, the governor said."
THURSDAY = "Russian artillery shelled Sumy on Thursday, killing 34 people, prosecutors said."


def _days(ledger: Ledger) -> list[list[str]]:
    """The days in dispute of every event that has some, by outlet and day."""
    found = ledger.dated(ledger.entries()).values()
    return [[f"{day.first} {one.outlet}" for day in dated.others for one in day.tellings] for dated in found]


def test_reports_that_nothing_but_the_day_parts_are_two_deeds_and_name_each_others_day(empty: Ledger) -> None:
    fill(empty, page(TUESDAY, "2025-06-06"), page(THURSDAY, "2025-06-06", "Herald"))
    days = _days(empty)
    assert days
    assert {tuple(one) for one in days} == {("2025-06-03 Gazette", "2025-06-05 Herald")}
    entries, more = empty.browse.done(["ASSAULT"], None, limit=50)
    assert {entry.article.publisher for entry in entries} == {"Gazette", "Herald"}
    assert more is None
    assert empty.browse.done([], rows.day_number(date(2025, 6, 1)), limit=50) == ([], None)
    assert len(empty.browse.newest(types=["ASSAULT"], limit=50)) == len(entries)
    assert empty.browse.newest(types=["AID"], limit=50) == []


@pytest.mark.parametrize(
    ("other", "day"),
    [
        (THURSDAY.replace("34", "12"), "2025-06-06"),  # another number: another attack
        (THURSDAY.replace(", killing 34 people", ""), "2025-06-06"),  # nothing but a town in common
        (THURSDAY.replace("Sumy", "Kherson"), "2025-06-06"),
        (THURSDAY, "2025-06-27"),  # weeks later
        (TUESDAY, "2025-06-07"),
    ],
)
def test_days_of_other_deeds_are_no_dispute(other: str, day: str) -> None:
    with open_ledger() as ledger:
        fill(ledger, page(TUESDAY, "2025-06-06"), page(other, day, "Herald"))
        assert not any(_days(ledger))


def test_the_next_day_is_of_the_same_deed_and_still_told() -> None:
    with open_ledger() as ledger:
        deeds = fill(ledger, page(TALKS), page(TALKS.replace("Tuesday", "Wednesday"), "2025-06-05", "Herald"))
        assert len(deeds) == 1
        assert {tuple(one) for one in _days(ledger)} == {("2025-06-03 Gazette", "2025-06-04 Herald")}


def test_a_denial_names_no_day_of_its_own() -> None:
    with open_ledger() as ledger:
        fill(ledger, page(SUMY), page(TALKS_NOT.replace("Tuesday", "Wednesday"), "2025-06-05", "Herald"))
        assert not any(_days(ledger))


def test_what_its_own_author_holds_untrue_is_no_deed(empty: Ledger) -> None:
    taken_back = "In our weekend edition we said that Russia had shelled Kherson on Tuesday. That is not true."
    made = page(taken_back)
    claim = next(one for one in made.claims if one.events and one.events[0].type == "ASSAULT")
    untrue = replace(claim, source=replace(claim.source, kind="described"), author_factuality="CT-")
    deeds = fill(empty, replace(made, claims=(untrue,)))
    assert [deed.status for deed in empty.deeds(doing=Doing(statuses=("denied",)), limit=None)] == ["denied"]
    assert deeds == []

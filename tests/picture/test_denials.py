"""Who denied what, and when: by side, in the order of time, each denial once."""

from __future__ import annotations

from dataclasses import replace

from lagebild.api import read_text
from lagebild.compare.links import link_of
from lagebild.ledger.answers import Link
from lagebild.picture.conflicts import Conflict, conflicts
from lagebild.picture.denials import TOGETHER, Denials, denials, is_together
from lagebild.types import Entry, Source


def entries(text: str, day: str = "2024-10-18", outlet: str = "Gazette", language: str = "en") -> list[Entry]:
    made = read_text(text, published=day, language=language, weights="none")
    article = replace(made.article, publisher=outlet, id=f"{outlet}-{day}")
    return [Entry(article, claim) for claim in made.claims]


def by_side(*found: Entry) -> dict[str, Denials]:
    return {one.name: one for one in denials(conflicts((), found))}


def test_who_speaks_for_a_state_is_of_its_side_and_what_was_said_first_stands_first() -> None:
    ministry = entries("The Russian foreign ministry denied that soldiers had arrived.", "2024-10-23")
    spokesman = entries("Kremlin spokesman Dmitry Peskov denied the reports.", "2024-10-21", "Herald")
    other = entries("North Korea denied that it had sent soldiers.", "2024-10-21", "Wire")
    found = by_side(*ministry, *spokesman, *other)
    assert set(found) == {"Russia", "North Korea"}
    russia = found["Russia"]
    assert [one.voice.name for one in russia.found] == ["Dmitry Peskov", "Russian foreign ministry"]
    assert [one.said for one in russia.found] == [("2024-10-21", "publication"), ("2024-10-23", "publication")]


def test_a_denial_of_some_time_before_says_so() -> None:
    (one,) = by_side(*entries("Russia has previously dismissed such reports."))["Russia"].found
    assert one.said == ("2024-10-18", "before")


def test_the_day_that_the_text_tells_is_that_of_the_denial() -> None:
    text = "Noch am Montag hatte das russische Außenministerium die Berichte als haltlose Gerüchte bezeichnet."
    (one,) = by_side(*entries(text, "2024-10-25", language="de"))["Russia"].found
    assert one.said == ("2024-10-21", "text")


def test_one_sentence_of_two_papers_is_one_denial() -> None:
    text = "The Russian foreign ministry denied that soldiers had arrived."
    (one,) = by_side(*entries(text, outlet="Herald"), *entries(text, outlet="Tribune"))["Russia"].found
    assert [again.article.publisher for again in (one.entry, *one.repeats)] == ["Herald", "Tribune"]


def test_whom_the_author_tells_to_deny_is_who_denies() -> None:
    text = "Der Kreml wies Berichte über nordkoreanische Truppen als Falschmeldung zurück."
    (said,) = entries(text, language="de")
    told = replace(said, claim=replace(said.claim, source=Source("author", None), form="author", act="state", cue=()))
    (one,) = by_side(told)["Russia"].found
    assert one.voice.name == "Kreml"
    assert one.entry.claim.sentence.text == text


def test_an_outlet_takes_back_its_own_words_and_the_refutation_is_no_denial_of_its_own() -> None:
    text = "In unserer Wochenendausgabe hieß es, Nordkorea habe 12.000 Soldaten entsandt. Das ist falsch."
    found = conflicts((), entries(text, language="de"))
    assert [one.kind for one in found] == ["retracted"]


def test_a_guess_is_carried_on() -> None:
    said = "Ukraine's intelligence chief, Kyrylo Budanov, said on Thursday that Russia was training 11,000 soldiers."
    page = entries(f"{said} Russia dismissed such reports.")
    (made,) = [link for one in page if (link := link_of(one, page))]
    reasons = tuple((reason.code, dict(reason.params)) for reason in made.reasons)
    found: tuple[Conflict, ...] = conflicts([Link(made.kind, made.answer, made.target, None, None, reasons)])
    assert [one.is_guess for one in found] == [True]
    assert not conflicts([Link(made.kind, made.answer, made.target, None, None, (("words", {}),))])[0].is_guess


BEFORE = "Russia has previously dismissed such reports."


def test_a_denial_given_before_that_several_papers_tell_is_one() -> None:
    english = entries(f"{BEFORE} Kremlin spokesman Dmitry Peskov called them fake news.", outlet="Herald")
    german = entries("Der Kreml wies frühere Berichte als Falschmeldung zurück.", outlet="Rundschau", language="de")
    (one,) = by_side(*english, *german)["Russia"].found
    assert {again.article.publisher for again in (one.entry, *one.repeats)} == {"Herald", "Rundschau"}
    assert len(one.repeats) == len("23")


def test_denials_of_two_days_or_of_told_matter_or_of_two_sides_are_several() -> None:
    first = entries(BEFORE, outlet="Herald")
    assert len(by_side(*first, *entries(BEFORE.replace("such", "the"), "2024-10-28", "Wire"))["Russia"].found) == 2
    said = "Kremlin spokesman Dmitry Peskov denied that soldiers had arrived."
    assert len(by_side(*first, *entries(said, outlet="Wire"))["Russia"].found) == 2
    other = entries("North Korea has previously denied such reports.", outlet="Wire")
    assert set(by_side(*first, *other)) == {"Russia", "North Korea"}
    apart = f"{BEFORE} The front was quiet. On Tuesday Kremlin spokesman Dmitry Peskov called the claim false."
    assert len(by_side(*entries(apart))["Russia"].found) == 2


def test_denials_of_which_only_a_bound_of_the_day_is_told_may_be_one() -> None:
    before = entries("Russia has previously dismissed such reports.", "2024-10-18")
    month = entries(
        "Kremlin spokesman Dmitry Peskov denied earlier this month that soldiers had arrived.", "2024-10-18", "Herald"
    )
    day = entries("The Russian foreign ministry denied the reports on Monday.", "2024-10-23", "Wire")
    russia = by_side(*before, *month, *day)["Russia"]
    assert [len(group) for group in russia.groups] == [2, 1]
    assert russia.reports == 3
    later = entries(
        "Kremlin spokesman Dmitry Peskov denied earlier this month that troops had come.", "2024-12-18", "Herald"
    )
    named = entries(
        "Kremlin spokesman Dmitry Peskov denied earlier this month that soldiers had arrived.", "2024-10-18"
    )
    apart = by_side(*named, *later)["Russia"]
    assert [len(group) for group in apart.groups] == [1, 1], "of two months"


def of_page(*texts: str, language: str = "en") -> dict[str, Denials]:
    page = entries(" ".join(texts), language=language)
    return {one.name: one for one in denials(conflicts((), page), lambda _: [entry.claim for entry in page])}


def test_what_both_sides_denied_stands_with_each_where_the_page_names_the_two() -> None:
    denied = "Both sides denied the reports."
    found = of_page("Putin said that Russia, Belarus and North Korea had signed a treaty.", denied)
    assert set(found) == {"Both sides"}, "three are named"
    found = of_page("Putin said that Russia and North Korea had signed a treaty.", denied)
    assert set(found) == {"Russia", "North Korea"}
    assert all(is_together(side.found[0]) for side in found.values())
    (alone,) = of_page(denied).values()
    assert (alone.key, alone.side) == (TOGETHER, None)


def test_somebody_of_the_country_is_of_the_only_one_that_the_page_named() -> None:
    denied = "A representative of the country denied the reports."
    assert set(of_page("North Korea said that it would send soldiers.", denied)) == {"North Korea"}
    assert set(of_page("North Korea said that Russia would send soldiers.", denied)) == {
        "A representative of the country"
    }

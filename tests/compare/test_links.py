import re
from dataclasses import replace
from pathlib import Path

import pytest

import lagebild.compare.links as module
from lagebild.api import read
from lagebild.compare.links import GUESSES, Link, link_of, said_first
from lagebild.compare.replies import AnswerRow, ReferentRow, answers, is_told_of_before
from lagebild.lang.load import having, rows, table
from lagebild.types import Entry, Language, Page
from lagebild.views.wording import UI_LANGUAGES, wording

ROWS = [
    (language, row)
    for language in having("links")
    for row in rows(table(language, "links"), "answers", AnswerRow, where="links.toml")
]
ACCUSED = "Ukraine accused Russia of shelling a hospital in Kharkiv on Monday."
DENIED = "Russia's defence ministry denied that its forces had shelled a hospital in Kharkiv."


def entries(text: str, day: str | None = "2024-05-02", language: str = "en") -> list[Entry]:
    page = Page(text.encode(), "text", "x", charset="utf-8", origin="text")
    reading = read(page, published=day, language=language, weights="full")
    return [Entry(reading.article, claim) for claim in reading.claims]


def links(answer: list[Entry], *others: Entry) -> list[Link]:
    return [link for entry in answer if (link := link_of(entry, (*answer, *others)))]


@pytest.mark.parametrize(("language", "row"), ROWS, ids=lambda value: getattr(value, "id", value))
def test_every_answer_reads_its_example_and_not_its_counter_example(language: str, row: AnswerRow) -> None:
    assert re.search(row.pattern, row.example)
    assert not re.search(row.pattern, row.counter_example)


@pytest.mark.parametrize("language", having("links"))
def test_referents_are_words_of_one_kind_only(language: str) -> None:
    found = rows(table(language, "links"), "referents", ReferentRow, where="links.toml")
    words = [word.casefold() for row in found for word in row.words]
    assert len(words) == len(set(words))


def test_a_denial_points_at_what_it_denies_and_says_who_when_and_why() -> None:
    (link,) = links(entries(DENIED, "2024-05-03"), *entries(ACCUSED), *entries("Poland said that talks would resume."))
    assert (link.kind, link.voice.name, link.said) == ("denies", "Russian defence ministry", "2024-05-03")
    assert "hospital" in link.target.claim.content[0].text
    assert {"words", "place"} <= {reason.code for reason in link.reasons}
    assert said_first(link)


def test_the_allegations_are_the_nearest_accusation_of_the_article() -> None:
    (link,) = links(entries(f"{ACCUSED} The Kremlin denied the accusation."))
    assert link.reasons[0].code == "nearest_about"
    assert "hospital" in link.target.claim.content[0].text


def test_what_was_said_later_or_long_before_is_not_answered() -> None:
    assert not links(entries(DENIED, "2024-05-01"), *entries(ACCUSED))
    assert not links(entries(DENIED, "2024-08-01"), *entries(ACCUSED))


def test_another_town_is_another_claim() -> None:
    assert not links(entries(DENIED, "2024-05-03"), *entries(ACCUSED.replace("Kharkiv", "Odesa")))


def test_several_that_fit_stay_open_but_the_same_words_are_one() -> None:
    answer = entries("Rwanda rejected the allegations.", "2024-05-20")
    one = entries("The Congolese government accused Rwanda of shelling a camp near Goma.", "2024-05-18")
    two = entries("The United States accused Rwanda of jamming aircraft over Kivu.", "2024-05-19")
    again = [replace(entry, article=replace(entry.article, id="copy")) for entry in one]
    assert len(links(answer, *one)) == 1
    assert len(links(answer, *one, *again)) == 1
    assert not links(answer, *one, *two)


def test_only_its_own_claims_are_taken_back() -> None:
    answer = entries(
        "Israel's defence ministry withdrew its claim that 40 people had been killed in Tyre.", "2024-05-04"
    )
    own = entries("Israel's defence ministry said 40 people had been killed in Tyre.")
    other = entries("The Lebanese health ministry said 40 people had been killed in Tyre.")
    assert [link.kind for link in links(answer, *own, *other)] == ["retracts"]
    assert not links(answer, *other)


def test_a_likeness_can_take_the_place_of_words() -> None:
    (answer,) = entries(DENIED, "2024-05-03")
    others = entries(ACCUSED)
    assert link_of(answer, others, likeness=lambda _a, _b: 0.0) is None
    assert link_of(answer, others, likeness=lambda _a, _b: 1.0)


def test_a_claim_without_an_answer_has_no_link() -> None:
    (entry,) = entries("The Kremlin said that talks would resume.")
    assert answers(entry.claim, "en") is None
    assert not links(entries("The army denied entry to journalists in Goma."), *entries("They were stopped in Goma."))


def test_languages_without_words_have_no_links() -> None:
    assert not links(entries("Кремль сказав, що переговори тривають.", language="uk"))


@pytest.mark.parametrize("ui", UI_LANGUAGES)
def test_every_reason_and_kind_has_words(ui: str) -> None:
    text = Path(module.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'Reason\("(\w+)"', text)) | {"place", "actor", "event", "nearest_about", "nearest"}
    assert codes <= set(wording(ui).labels["link_reason"])
    for section in ("answer", "answer_other"):
        assert {"denies", "confirms", "revises", "retracts"} <= set(wording(ui).labels[section])


PRINTED = "Iran's foreign ministry said 12 sailors were killed near Jask."
CORRECTION = "Correction: An earlier version of this article said that 12 sailors were killed near Jask."


@pytest.mark.parametrize(
    ("outlets", "found"), [(("Globe", "Globe"), ["retracts"]), (("Globe", "Herald"), []), (("", ""), [])]
)
def test_an_outlet_takes_back_what_it_printed_itself(outlets: tuple[str, str], found: list[str]) -> None:
    before, after = (
        [replace(entry, article=replace(entry.article, publisher=outlet or None)) for entry in entries(text, day)]
        for text, day, outlet in zip((PRINTED, CORRECTION), ("2026-03-10", "2026-03-11"), outlets, strict=True)
    )
    made = links(after, *before)
    assert [link.kind for link in made] == found
    assert all("12 sailors" in link.target.claim.content[0].text for link in made)


def test_the_type_of_an_event_is_told_in_words() -> None:
    told = [wording(ui).tie_reason("link_reason", "event", [("words", "COERCE")], []) for ui in UI_LANGUAGES]
    assert all("COERCE" not in one for one in told)
    assert len(set(told)) == len(told)


@pytest.mark.parametrize(
    "text",
    [
        "The minister saw the order as an outrage, and he rejected it.",
        "Sanders proposed a tax on banks. The panel dismissed Sanders's plan.",
        "Iran said that the strait was closed. The Pentagon rejected Russia's claim that the strait was open.",
        "Two men said that they had seen the president. The Senate confirmed his judges.",
    ],
)
def test_what_only_turns_something_down_or_means_another_claim_answers_nothing(text: str) -> None:
    assert not links(entries(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Israeli officials said the UAE struck a plant in Iran. The UAE denied any involvement.", "struck"),
        ("The BBC said Georgian police used gas against protesters. Georgia denied the accusation.", "used gas"),
        ("Russia said it took Kupiansk, and Poland said talks had failed. Ukraine denied Russia's claim.", "Kupiansk"),
    ],
)
def test_an_answer_finds_what_it_means(text: str, words: str) -> None:
    (link,) = links(entries(text))
    assert link.kind == "denies"
    assert words in " ".join(part.text for part in link.target.claim.content)


def test_the_dead_confirm_no_number_of_missing() -> None:
    missing = entries("Ten climbers are missing after an avalanche in Skardu, police said.")
    dead = entries("The government confirmed that ten climbers died after an avalanche in Skardu.", "2024-05-03")
    assert not links(dead, *missing)


@pytest.mark.parametrize(
    "text",
    [
        "Fox News said a debate with Clinton was planned. Clinton rejected a Fox News proposal for a debate.",
        "Crews fought a blaze at a shop in Taunton, police said. A man denied arson after a fire at a shop in Taunton.",
        "Party leaders rejected the idea of a higher wage.",
    ],
)
def test_offers_and_bare_things_are_no_claims_that_are_denied(text: str) -> None:
    assert not links(entries(text))


def test_an_answer_of_some_time_before_means_no_claim_of_the_page() -> None:
    said = "Ukraine's intelligence chief, Kyrylo Budanov, said on Thursday that Russia was training 11,000 soldiers."
    before = entries(f"{said} Russia has previously dismissed such reports.")
    assert [is_told_of_before(one.claim, "en") for one in before if one.claim.act == "deny"] == [True]
    assert not links(before)
    now = links(entries(f"{said} Russia dismissed such reports."))
    assert [link.kind for link in now] == ["denies"]
    assert GUESSES & {reason.code for reason in now[0].reasons}


def test_words_of_the_content_do_not_date_the_answer() -> None:
    (claim,) = [one.claim for one in entries("Russia denied that it had previously shelled Kharkiv.")]
    assert claim.act == "deny"
    assert not is_told_of_before(claim, "en")


def test_nothing_is_denied_that_was_said_only_after_it() -> None:
    later = entries("On 1 May Ukraine accused Russia of shelling a hospital in Kharkiv.", "2024-05-02")
    told = "On 29 April Russia's defence ministry denied that its forces had shelled a hospital in Kharkiv."
    assert links(entries(told.replace("29 April", "2 May"), "2024-05-03"), *later)
    assert not links(entries(told, "2024-05-03"), *later)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Our weekend edition said that 12 sailors were killed near Jask. That is not true.", ["retracts"]),
        ("en", "Our weekend edition said that 12 sailors were killed near Jask. The navy agrees.", []),
        (
            "de",
            "In unserer Sonntagsausgabe hieß es, vor Jask seien 12 Seeleute getötet worden. Das ist falsch.",
            ["retracts"],
        ),
    ],
)
def test_an_outlet_takes_back_what_its_own_edition_said(language: str, text: str, found: list[str]) -> None:
    made = [answers(one.claim, one.article.language) for one in entries(text, language=language)]
    assert [kind for kind in made if kind == "retracts"] == found


@pytest.mark.parametrize(
    "text",
    [
        "Russia said its troops had taken Kupiansk. Few commanders confirmed that troops had taken Kupiansk.",
        "The panel failed to mention that the army had shelled a clinic in Goma. Police denied the claim.",
        "Firms asked for aid to open a mine near Goma. Congo refused requests by firms to claim a mine near Goma.",
    ],
)
def test_who_is_nobody_and_what_is_not_said_answers_nothing_and_is_not_answered(text: str) -> None:
    assert not links(entries(text))


def test_who_confirms_may_be_the_company_that_spoke_before() -> None:
    said = "The company said that it had closed a mine near Goma."
    assert not links(entries(f"{said} Congolese officials confirmed that it had closed a mine near Goma."))
    police = said.replace("The company", "Police")
    assert links(entries(f"{police} Congolese officials confirmed that it had closed a mine near Goma."))


def test_nothing_is_answered_before_it_was_said() -> None:
    assert not links(entries(DENIED, "2024-05-01"), *entries(ACCUSED))
    assert not links(entries(DENIED, None), *entries(ACCUSED))
    assert not links(entries(DENIED, "2024-05-03"), *entries(ACCUSED, None))
    assert links(entries(DENIED, "2024-05-03"), *entries(ACCUSED, "2024-05-03"))


def test_what_is_said_later_in_the_words_of_one_article_is_not_what_was_denied() -> None:
    denied = "On Thursday Russia denied that its forces had shelled a hospital in Kharkiv."
    told = "On Friday Ukraine accused Russia of shelling a hospital in Kharkiv."
    assert not links(entries(f"{denied} {told}", "2024-05-06"))
    assert links(entries(f"{denied.replace('Thursday', 'Saturday')} {told}", "2024-05-06"))


def test_a_denial_of_an_account_from_a_capital_means_what_that_land_said_in_the_article() -> None:
    told = "Südkoreas Geheimdienst teilte am Mittwoch mit, Nordkorea habe 1500 Soldaten nach Russland gebracht."
    denied = "Das russische Außenministerium nannte die Angaben aus Seoul unbegründet."
    (link,) = links(entries(f"{told} {denied}", language="de"))
    assert link.target.claim.source.actor is not None
    assert link.target.claim.source.actor.country == "KOR"
    assert GUESSES & {reason.code for reason in link.reasons}
    assert not links(entries(f"{told} {denied.replace('Seoul', 'Tokio')}", language="de"))


@pytest.mark.parametrize(
    ("language", "text", "before"),
    [
        ("en", "The Kremlin dismissed earlier reports.", True),
        ("en", "The Kremlin dismissed the reports.", False),
        ("en", "Russia denied earlier reports that soldiers had been sent.", False),
        ("de", "Der Kreml wies frühere Berichte als Falschmeldung zurück.", True),
        ("de", "Der Kreml wies die Berichte als Falschmeldung zurück.", False),
    ],
)
def test_earlier_reports_are_those_of_before_the_article(language: Language, text: str, before: bool) -> None:
    (claim,) = [one.claim for one in entries(text, language=language) if one.claim.act == "deny"]
    assert is_told_of_before(claim, language) is before

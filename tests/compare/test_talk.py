import re
from pathlib import Path

import pytest

import lagebild.compare.talk as module
from lagebild.api import read
from lagebild.compare.talk import CODES, FirstRow, Talk, TalkRow, talk_of
from lagebild.errors import DataFileError
from lagebild.lang.load import having, ontology, rows, table
from lagebild.types import Entry, Page
from tests.golden import EXAMPLES, FIRST_PAGE_DAY

ROWS = [
    (language, row)
    for language in having("escalation")
    for key, kind in (("talk", TalkRow), ("firsts", FirstRow))
    for row in rows(table(language, "escalation"), key, kind, where=language)
]


def talks(text: str, language: str = "en", weights: str = "full") -> list[Talk]:
    page = Page(text.encode(), "text", "x", charset="utf-8", origin="text")
    reading = read(page, published="2024-10-20", language=language, weights=weights)
    return [talk for claim in reading.claims for talk in talk_of(Entry(reading.article, claim))]


def found(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(talk.code, talk.polarity) for talk in talks(text, language)]


def applies(row: TalkRow | FirstRow, sentence: str) -> bool:
    if not re.search(row.pattern, sentence, re.IGNORECASE):
        return False
    if row.unless and re.search(row.unless, sentence, re.IGNORECASE):
        return False
    requires = getattr(row, "requires", "")
    return not requires or bool(re.search(requires, sentence, re.IGNORECASE))


@pytest.mark.parametrize(("language", "row"), ROWS, ids=lambda value: getattr(value, "id", value))
def test_every_rule_finds_its_example_and_not_its_counter_example(language: str, row: TalkRow | FirstRow) -> None:
    assert applies(row, row.example)
    assert not applies(row, row.counter_example)
    hints = table(language, "escalation")["words"]["hints"]
    assert any(hint in row.example.lower() for hint in hints), "its words would never be looked for"


def test_codes_are_those_of_the_ontology_and_both_languages_can_say_each() -> None:
    assert tuple(row["id"] for row in ontology("escalation")["code"]) == CODES
    for language in having("escalation"):
        said = {row.code for other, row in ROWS if other == language and isinstance(row, TalkRow)}
        assert said == set(CODES) - {"first"}, language


@pytest.mark.parametrize("weights", ["none", "full"])
@pytest.mark.parametrize("form", ["nordkorea-soldaten.html", "nordkorea-soldaten.txt"])
def test_the_first_page_talks_of_a_new_level_and_of_a_step_that_its_author_does_not_see_yet(
    form: str, weights: str
) -> None:
    reading = read(EXAMPLES / form, published=FIRST_PAGE_DAY, weights=weights)
    every = [talk for claim in reading.claims for talk in talk_of(Entry(reading.article, claim))]
    said = {
        (talk.code, talk.polarity, talk.author, actor.name if (actor := talk.entry.claim.source.actor) else None)
        for talk in every
    }
    assert said == {
        ("escalation", "asks", None, None),
        ("war", "asks", None, None),
        ("new-level", "asserts", None, None),
        ("first", "conditional", None, None),
        ("war", "asserts", "not_yet", "Wolodymyr Selenskyj"),
    }
    for talk in every:
        assert reading.article.text[talk.span.start : talk.span.end] == talk.span.text


def test_the_same_words_of_something_else_are_no_talk() -> None:
    assert found("The Red Line of the metro reopens on Monday.") == []
    assert found("The escalator at the station is out of order.") == []
    assert found("Der Trainerwechsel war der Wendepunkt seiner Karriere.", "de") == []
    assert found("Im Zweiten Weltkrieg wurde die Brücke zerstört.", "de") == []
    assert found("The army took the town in the first quarter.") == []


@pytest.mark.parametrize(
    ("language", "text", "polarity"),
    [
        ("en", "The strike is a serious escalation, the minister said.", "asserts"),
        ("en", "The strike is not an escalation, the minister said.", "denies"),
        ("en", "The minister denied that the strike was an escalation.", "denies"),
        ("en", "This is not yet an escalation, the minister said.", "not_yet"),
        ("en", "Is the strike an escalation?", "asks"),
        ("en", "If they struck again, it would be an escalation.", "conditional"),
        ("en", "The strike could lead to an escalation.", "possible"),
        ("de", "Der Angriff ist eine Eskalation, sagte der Minister.", "asserts"),
        ("de", "Der Angriff ist keine Eskalation, sagte der Minister.", "denies"),
        ("de", "Das ist noch keine Eskalation, sagte der Minister.", "not_yet"),
        ("de", "Ist der Angriff eine Eskalation?", "asks"),
        ("de", "Wenn sie angreifen, wäre das eine Eskalation.", "conditional"),
        ("de", "Der Minister warnte vor einer Eskalation.", "possible"),
    ],
)
def test_how_it_is_put(language: str, text: str, polarity: str) -> None:
    assert found(text, language) == [("escalation", polarity)]


def test_talk_has_its_source() -> None:
    (talk,) = talks("Moscow has crossed a red line, the prime minister of Poland said.")
    assert talk.entry.claim.source.kind in ("named", "described")
    assert talk.span.text == "red line"


def test_a_first_is_one_of_a_conflict_and_not_only_since_one() -> None:
    assert found("The army shelled the port for the first time.") == [("first", "asserts")]
    assert found("The airport reopened for the first time since the attack.") == []
    assert found("Das Orchester spielt zum ersten Mal in der neuen Halle.", "de") == []


def test_a_language_without_rules_and_a_text_without_hints_have_none() -> None:
    assert talks("Президент заявив про ескалацію.", "uk") == []
    assert talks("The president met his counterpart in Geneva.") == []


def test_a_rule_of_an_unknown_code_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ontology", lambda name: {"code": [{"id": "first", "sign": 1}]})
    module._book.cache_clear()
    try:
        with pytest.raises(DataFileError, match="unknown code"):
            module._book("en")
    finally:
        module._book.cache_clear()


def test_the_gold_set_is_large_and_half_of_it_is_kept_back() -> None:
    from bench.escalation import GOLD, gold

    every = gold()
    assert Path(GOLD).is_file()
    assert len(every) >= 120
    assert len({row.text for row in every}) == len(every)
    assert 0.4 < sum(row.kept_back for row in every) / len(every) < 0.6
    assert {code for row in every for code, _ in row.wanted} == set(CODES)
    assert {polarity for row in every for _, polarity in row.wanted} == set(module.POLARITIES)

"""Time expressions: every rule reads its example, and what must hold for any text."""

from __future__ import annotations

from itertools import pairwise
from threading import Event, Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.errors import DataFileError
from lagebild.extract import times
from lagebild.extract.times import rules as times_rules
from lagebild.extract.times.lexicon import number_classes
from lagebild.extract.times.rules import Rule, rule_book
from lagebild.lang.load import having
from lagebild.resolve import dates
from lagebild.text import analyse
from lagebild.types import Article, Block, Document, Language, NameMention, Time

RULES = [(language, rule) for language in having("times") for rule in rule_book(language).rules]


def document(text: str, language: Language, published: str | None = "2024-10-20") -> Document:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    basis = "option" if published else "unknown"
    return analyse(
        Article("t", None, None, None, None, published, basis, language, text, tuple(blocks))  # type: ignore[arg-type]
    )


def read(text: str, language: Language, published: str | None = "2024-10-20") -> tuple[Time, ...]:
    analysed = document(text, language, published)
    return dates.anchor(analysed, times.read(analysed))


def ids(cases: list[tuple[Language, Rule]]) -> list[str]:
    return [f"{language}-{rule.id}" for language, rule in cases]


@pytest.mark.parametrize(("language", "rule"), RULES, ids=ids(RULES))
def test_every_rule_reads_its_example(language: Language, rule: Rule) -> None:
    example = rule.example
    analysed = document(example["text"], language, example["published"])
    mentions = times.read(analysed)
    found = {
        m.span.text: (m.type, t.value, m.mod, m.why.rule if m.why else "")
        for m, t in zip(mentions, dates.anchor(analysed, mentions), strict=True)
    }
    assert example["found"] in found, found
    kind, value, mod, by = found[example["found"]]
    assert (kind, value, by) == (rule.type, example.get("value"), f"times/{rule.id}")
    if "mod" in example:
        assert mod == example["mod"]


@pytest.mark.parametrize(
    ("language", "rule"),
    [c for c in RULES if c[1].counter_example],
    ids=ids([c for c in RULES if c[1].counter_example]),
)
def test_no_rule_reads_its_counter_example(language: Language, rule: Rule) -> None:
    mentions = times.read(document(rule.counter_example, language))
    assert f"times/{rule.id}" not in {m.why.rule for m in mentions if m.why}


def test_rule_ids_are_unique() -> None:
    for language in having("times"):
        names = [rule.id for rule in rule_book(language).rules]
        assert len(names) == len(set(names))


CASES: list[tuple[Language, str, list[tuple[str, str, str | None]]]] = [
    ("de", "Seit dem Angriff auf das Nachbarland 2022 gelten Sanktionen.", [("2022", "DATE", "2022")]),
    (
        "de",
        "Erst im Juni besuchte er ihn, im September kam der Gegenbesuch.",
        [("Juni", "DATE", "2024-06"), ("September", "DATE", "2024-09")],
    ),
    ("de", "Der Präsident hatte am Donnerstag in Brüssel davon berichtet.", [("Donnerstag", "DATE", "2024-10-17")]),
    ("de", "Am Donnerstag wird er in Brüssel erwartet.", [("Donnerstag", "DATE", "2024-10-24")]),
    ("de", "Das sagte er im Sommer.", [("Sommer", "DATE", "2024-SU")]),
    ("de", "Die Zahl stieg auf 1500 Soldaten und 12.000 Helfer.", []),
    ("de", "Rund 2000 Menschen kamen, 1.200 Euro fehlten.", []),
    ("de", "Der 20-jährige Mann ist 20 Jahre alt.", []),
    ("de", "Im August wird gewählt, sagte sie.", [("August", "DATE", "2025-08")]),
    (
        "de",
        "Vom 3. bis 5. Mai 2023 tagte der Rat.",
        [("3.", "DATE", "2023-05-03"), ("5. Mai 2023", "DATE", "2023-05-05")],
    ),
    ("de", "Die Armee griff in der Nacht zum Freitag an.", [("der Nacht zum Freitag", "TIME", "2024-10-18TNI")]),
    ("de", "Er saß seit zwei Jahren in Haft.", [("zwei Jahren", "DURATION", "P2Y")]),
    ("de", "Vor zwei Wochen begann es.", [("zwei Wochen", "DATE", "2024-W40")]),
    ("en", "Sanctions have been in place since the invasion of 2022.", [("2022", "DATE", "2022")]),
    (
        "en",
        "He visited Kim in June; the return visit came in September.",
        [("June", "DATE", "2024-06"), ("September", "DATE", "2024-09")],
    ),
    ("en", "The president told reporters on Thursday that it was so.", [("Thursday", "DATE", "2024-10-17")]),
    ("en", "The president will speak in Brussels on Thursday.", [("Thursday", "DATE", "2024-10-24")]),
    ("en", "They may march against 1,500 soldiers, the 12-year-old said.", []),
    ("en", "Some 2000 people came and 1,200 euros were missing.", []),
    ("en", "Earlier this week the town fell.", [("Earlier this week", "DATE", "2024-W42")]),
    ("en", "It fell on the last day of the month, three weeks ago.", [("three weeks ago", "DATE", "2024-W39")]),
    # both ends of a range
    (
        "de",
        "Zwischen dem 2. und dem 5. September kamen sie.",
        [("2.", "DATE", "2024-09-02"), ("dem 5. September", "DATE", "2024-09-05")],
    ),
    (
        "en",
        "They came between 2 and 5 September.",
        [("2", "DATE", "2024-09-02"), ("5 September", "DATE", "2024-09-05")],
    ),
    ("en", "They came between early and mid-May.", [("early", "DATE", "2024-05"), ("mid-May", "DATE", "2024-05")]),
    ("en", "It took half a year.", [("half a year", "DURATION", "P0.5Y")]),
    ("en", "The attack came at 5:30 a.m. on Monday.", [("5:30 a.m. on Monday", "TIME", "2024-10-14T05:30")]),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=[c[1][:40] for c in CASES])
def test_reads(language: Language, text: str, expected: list[tuple[str, str, str | None]]) -> None:
    found = [(t.span.text, t.type, t.value) for t in read(text, language)]
    assert [f for f in found if f in expected or not expected] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Das Fest gibt es seit 1.250 Jahren.", ("1.250 Jahren", "P1250Y")),
        ("de", "Der Bau dauerte 1,5 Jahre.", ("1,5 Jahre", "P1.5Y")),
        ("en", "It has stood for 1,250 years.", ("1,250 years", "P1250Y")),
        ("en", "In May, 250 years of rule ended.", ("250 years", "P250Y")),
    ],
)
def test_a_mark_may_group_thousands_of_years(language: Language, text: str, expected: tuple[str, str]) -> None:
    assert expected in [(time.span.text, time.value) for time in read(text, language)]


def test_a_part_of_a_name_is_no_time() -> None:
    analysed = document("In May the July 4 Movement met Theresa May.", "en")
    names = tuple(
        NameMention(analysed.article.span(at, at + len(words)), ())
        for words in ("July 4 Movement", "Theresa May")
        for at in [analysed.article.text.index(words)]
    )
    assert [t.span.start for t in times.read(analysed, names)] == [3]


def test_without_a_day_of_publication_relative_times_stay_open() -> None:
    found = {
        t.span.text: t.value for t in read("Gestern kam er, am 3. Mai 2023 ging er, tags darauf starb er.", "de", None)
    }
    assert found == {"Gestern": None, "3. Mai 2023": "2023-05-03", "tags darauf": "2023-05-04"}


def test_the_latest_year_before_our_era_of_two_digits() -> None:
    assert number_classes("49")["two_digits"] == "2049"
    assert number_classes("50")["two_digits"] == "1950"
    assert "year" not in number_classes("2100")
    assert number_classes("1234567890") == {"digits": "1234567890"}


def test_an_unknown_class_is_an_error_that_names_the_rule() -> None:
    from lagebild.extract.times import rules

    broken = Rule("bad", "{nothing}", "DATE", {})
    with pytest.raises(DataFileError, match="rule 'bad' uses the unknown class 'nothing'"):
        rules._pieces(broken, {}, {"month"}, "lang/xx/times.toml")


PIECES = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            [
                "am 31.",
                "Februar",
                "2023",
                "30. Juni",
                "gestern",
                "vor",
                "99999999 Jahren",
                "ago",
                "May",
                "24:59",
                "0",
                "W-1",
                "letzten",
                "3 days",
                "last",
                "Donnerstag",
                "halb",
                "1",
                "Uhr",
                "-",
                ".",
                "12/31/99",
                "9999-99-99",
                "century",
                "1. Jh.",
                "\n",
                "'90s",
                "p.m.",
                "٣",
                "²",
                "ß",
            ]
        ),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(
    PIECES,
    st.sampled_from(having("times")),
    st.sampled_from([None, "2024-02-29", "2024-10", "0001-01-01", "9999-12-31"]),
)
def test_any_text_is_read_without_a_crash_and_spans_quote_it(
    pieces: list[str], language: Language, published: str | None
) -> None:
    text = " ".join(pieces)
    found = read(text, language, published)
    for time in found:
        assert text[time.span.start : time.span.end] == time.span.text
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@pytest.mark.parametrize("language", having("times"))
def test_signs_of_private_use_are_no_classes(language: Language) -> None:
    signs = "".join(map(chr, range(0xE000, 0xF900)))
    assert [time.span.text for time in read(f"{signs} 2024-05-03 {signs}", language)] == ["2024-05-03"]


def test_who_reads_while_another_compiles_has_all_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    book = rule_book("en")
    whole, compiles = book.compiled(), times_rules._expression
    begun, may_end = Event(), Event()

    def slow(*given: object) -> times_rules.Compiled:
        begun.set()
        may_end.wait(5)
        return compiles(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(book, "_made", (-1, []))
    monkeypatch.setattr(times_rules, "_expression", slow)
    first = Thread(target=book.compiled)
    first.start()
    assert begun.wait(5)
    monkeypatch.setattr(times_rules, "_expression", compiles)
    assert len(book.compiled()) == len(whole)  # what another has not finished is no list of rules
    may_end.set()
    first.join()

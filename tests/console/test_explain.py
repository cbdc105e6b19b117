from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from lagebild.api import read_all
from lagebild.console import explain, rules
from lagebild.extract.attribution.joined import FEATURES
from lagebild.types import Entry, Why
from tests import readings

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("soldiers left", ["c-service"]),
        ("According", ["c-service"]),
        ("Not one", ["c-minister"]),
        ("He smiled", ["c-author"]),
        ("minister denied", ["c-minister"]),  # in the sentence, outside of what is said
        ("Northland", []),
    ],
)
def test_claims_at(words: str, expected: list[str]) -> None:
    reading = readings.reading()
    found = explain.claims_at(reading, reading.article.text.index(words))
    assert [claim.id for claim in found] == expected


def test_the_sentence_is_marked_by_role() -> None:
    article, claim = readings.article(), readings.first_claim()
    text = explain.marked(article, claim)
    assert text.plain == claim.sentence.text
    styled = {str(part.style): text.plain[part.start : part.end] for part in text.spans}
    assert "the intelligence service" in styled.values()
    assert "According to" in styled.values()


def test_nothing_in_an_article_steers_the_terminal() -> None:
    text = readings.TEXT.replace("Great", "G\x1b[2J").replace("soldiers", "sold\x07ers")
    entry = Entry(readings.article(text), readings.third_claim(text))
    out = io.StringIO()
    explain.show(Console(file=out), entry, "en")
    assert "\x1b" not in out.getvalue()
    assert "\x07" not in explain.marked(entry.article, readings.third_claim(text)).plain


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three files with rows of the same ids."""

    def rule(identifier: str, file: str, **row: object) -> rules.Rule:
        return rules.Rule(identifier, file, {"id": identifier, **row})

    found = {
        "day": (rule("day", "lang/de/times.toml", example={"text": "Am Montag."}), rule("day", "lang/en/times.toml")),
        "further": (rule("further", "lang/de/times.toml"),),
        "according": (rule("according", "lang/de/attribution.toml", example="Laut dem Amt."),),
        "percent": (rule("percent", "ontology/units.toml"), rule("percent", "lang/de/figures.toml")),
        "about": (rule("about", "lang/de/figures.toml"),),
    }
    monkeypatch.setattr(rules, "_rules", lambda: found)


@pytest.mark.parametrize(
    ("names", "language", "files", "expected"),
    [
        ("times/day", "de", (), ["lang/de/times.toml day"]),
        ("times/day", "en", (), ["lang/en/times.toml day"]),
        ("day", "en", (), ["lang/en/times.toml day"]),
        ("adposition:according", "de", (), ["lang/de/attribution.toml according"]),
        ("adposition:according:further", "de", ("attribution",), ["lang/de/attribution.toml according"]),
        ("percent, about", "de", ("figures",), ["lang/de/figures.toml percent", "lang/de/figures.toml about"]),
        ("percent", "en", ("figures",), ["ontology/units.toml percent"]),
        ("plain", "de", (), []),
        ("", "de", (), []),
    ],
)
@pytest.mark.usefixtures("known")
def test_rules_are_found_by_the_ids_in_a_reason(
    names: str, language: str, files: tuple[str, ...], expected: list[str]
) -> None:
    assert [f"{rule.file} {rule.id}" for rule in rules.rules_of(names, language, files)] == expected


@pytest.mark.usefixtures("known")
def test_examples_are_words_however_a_row_gives_them() -> None:
    assert [rules.rules_of(name, "de")[0].example for name in ("day", "according", "about")] == [
        "Am Montag.",
        "Laut dem Amt.",
        None,
    ]


def test_the_shipped_rules_are_found() -> None:
    (found,) = rules.rules_of("times/month-year", "de")
    assert found.file == "lang/de/times.toml"
    assert found.example


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("plain", ["No word makes it less firm: taken as it is put."]),
        ("en.plain", ["No word makes it less firm: taken as it is put."]),
        ("after:report", ["The content follows its cue."]),
        ("direct:colon", ["Marked quotation after a colon."]),
        ("direct:colon:further", ["Marked quotation."]),
        ("times/month", []),
        ("", []),
    ],
)
def test_parts_of_the_reader_that_have_no_row_have_words(names: str, expected: list[str]) -> None:
    assert list(rules.meaning_of(names, "en")) == expected
    assert len(rules.meaning_of(names, "de")) == len(expected)


@pytest.mark.parametrize(
    ("ui", "meaning", "parts"),
    [
        (
            "en",
            "The trained reader keeps it;",
            [
                "+2.50  the network on the whole of it",
                "−1.61  how long it is",
                "+0.80  whether a rule found it",
                "−0.60  where every score begins",
            ],
        ),
        (
            "de",
            "Der trainierte Leser behält es;",
            [
                "+2.50  das Urteil des Netzes über das Ganze",
                "−1.61  wie lang es ist",
                "+0.80  ob eine Regel es fand",
                "−0.60  womit jede Bewertung beginnt",
            ],
        ),
    ],
)
def test_a_trained_reader_shows_what_its_score_is_made_of(ui: str, meaning: str, parts: list[str]) -> None:
    out = io.StringIO()
    explain.show(Console(file=out, width=160), Entry(readings.article(), readings.first_claim()), ui)
    shown = [line.strip() for line in out.getvalue().splitlines()]
    begin = shown.index("• full 2  0.75")
    assert shown.index("• cue.according-to  1.00") < begin, "beside the rule's"
    assert shown[begin + 1].startswith(meaning)
    assert shown[begin + 3 : begin + 3 + len(parts)] == parts
    assert not any("word" in line for line in shown[begin + 3 + len(parts) : begin + 5 + len(parts)])


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((), []),
        ((("a", 0.01), ("b", -0.02), ("c", 0.0), ("d", 0.03)), ["d", "b", "a"]),
        ((("a", 1.0), ("b", -2.0), ("c", 3.0), ("d", 0.09), ("e", 0.5)), ["c", "b", "a", "e"]),
        (tuple((name, 1.0) for name in "abcdefg"), ["a", "b", "c", "d", "e"]),
    ],
)
def test_the_strongest_parts(parts: tuple[tuple[str, float], ...], expected: list[str]) -> None:
    assert [name for name, _ in explain.strongest(Why(model="full", parts=parts))] == expected


def test_all_parts_are_there_for_programs() -> None:
    made = explain.as_json(Entry(readings.article(), readings.first_claim()))
    assert made["reasons"][1]["parts"] == dict(readings.TRAINED.parts)


def test_every_feature_of_the_score_has_its_words_and_no_other() -> None:
    assert set(rules._features()) == {*FEATURES, "bias"}
    assert rules.feature_of("unheard of", "en") == "unheard of"


def test_every_reason_for_the_example_pages_is_explained() -> None:
    mute = {
        why.rule
        for path in sorted(EXAMPLES.rglob("*.html"))
        for reading in read_all(path)
        for claim in reading.claims
        for _, _, why, found in explain.reasons(Entry(reading.article, claim))
        if not found and not rules.meaning_of(why.rule or "", "en")
    }
    assert mute == set()


def test_the_rating_of_an_event_is_told_from_the_score_of_a_claim() -> None:
    claim = readings.first_claim()
    event = replace(claim.events[0], why=Why(rule="sending", model="full", version="2", score=0.4))
    out = io.StringIO()
    entry = Entry(readings.article(), replace(claim, why=(), events=(event,)))
    explain.show(Console(file=out, width=160), entry, "en")
    assert "0 certainly did not happen" in out.getvalue()
    assert "keeps it" not in out.getvalue()


@pytest.mark.parametrize(("ui", "told"), [("en", "author's words that report"), ("de", "Worten des Autors")])
def test_an_event_that_is_told_around_the_claim_says_so(ui: str, told: str) -> None:
    claim = readings.first_claim()
    for is_around in (True, False):
        out = io.StringIO()
        around = replace(claim, events=tuple(replace(event, frame=is_around) for event in claim.events))
        explain.show(Console(file=out, width=160), Entry(readings.article(), around), ui)
        assert (told in out.getvalue()) == is_around

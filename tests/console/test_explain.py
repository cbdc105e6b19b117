from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from lagebild.api import read_all
from lagebild.console import explain, rules
from lagebild.types import Entry
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

"""German rules and an encoder in one reading: what the encoder adds, changes and drops; without it nothing changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from lagebild.article import article_of
from lagebild.extract import attribution, names
from lagebild.extract.attribution.reports import Joined, Report
from lagebild.pipeline import read_page
from lagebild.text import analyse
from lagebild.types import Attribution, Document, MediaType, Page, ReadOptions, Why
from tests.encoder.fakes import FakeEncoder, Known, joining, place, seen_in
from tests.text.articles import article

EXAMPLES = Path(__file__).parents[3] / "examples"
KINDS: dict[str, MediaType] = {".html": "html", ".md": "markdown", ".txt": "text"}
PAGES = sorted(path for path in EXAMPLES.rglob("*.*") if path.suffix in KINDS and path.name != "README.md")


def document(text: str) -> Document:
    return analyse(article(text))


def read(found: Document, encoder: FakeEncoder, *layers: Sequence[tuple[int, ...]]) -> list[Attribution]:
    return list(attribution.read(found, names.read(found), joining(encoder, seen_in(found, *layers))))


def words(found: Attribution) -> tuple[str, str, str]:
    """Source, cue and content."""
    source = found.source.span.text if found.source.span else ""
    return source, " ".join(s.text for s in found.cue), " … ".join(s.text for s in found.content)


def reports(found: Sequence[Attribution]) -> list[Attribution]:
    return [one for one in found if one.form != "author"]


def page(path: Path) -> Page:
    return Page(path.read_bytes(), KINDS[path.suffix], path.name)


# --- nothing changes where nothing is joined ------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_an_encoder_that_agrees_with_everything_changes_nothing(path: Path) -> None:
    found = analyse(article_of(page(path), ReadOptions()))
    known = names.read(found)
    why = Why(model="yes", score=0.5)

    def agree(reports: Sequence[Report]) -> list[Joined]:
        return [Joined(report, why, ()) for report in reports]

    alone = attribution.read(found, known)
    agreed = attribution.read(found, known, agree)
    assert [replace(one, why=tuple(w for w in one.why if w.model is None)) for one in agreed] == list(alone)
    assert all((why in one.why) == (one.form != "author") for one in agreed)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_without_weights_the_reading_is_that_of_the_rules(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGEBILD_WEIGHTS", "none")
    reading = read_page(page(path))
    found = analyse(article_of(page(path), ReadOptions()))
    alone = attribution.read(found, names.read(found))
    assert [c.content for c in reading.claims] == [one.content for one in alone]
    assert reading.reader == "rules"
    assert all(why.model is None for claim in reading.claims for why in claim.why)


def test_an_encoder_that_keeps_nothing_leaves_all_to_the_author() -> None:
    found = document("Der Minister sagte, die Truppen seien abgezogen. Es regnet.")
    assert reports(attribution.read(found))
    assert [one.form for one in attribution.read(found, (), lambda _: [])] == ["author", "author"]


# --- what the encoder adds ------------------------------------------------------------------------------------

HEADLINE = "Rom atmet auf, so klingt es bei Erika Muster. Es regnet in der Stadt."


def test_a_content_that_only_the_encoder_sees_has_source_and_cue() -> None:
    found = document(HEADLINE)
    assert reports(attribution.read(found)) == []
    content, source, cue = (place(found, part) for part in ("Rom atmet auf", "Erika Muster", "so klingt es bei"))
    encoder = FakeEncoder({content: Known({"speaker": (source, 0.9), "cue": (cue, 0.9)})})
    [one] = reports(read(found, encoder, [content]))
    assert words(one) == ("Erika Muster", "so klingt es bei", "Rom atmet auf")
    assert one.source.kind == "named"
    assert one.form == "indirect"
    assert one.sentence.text.startswith("Rom atmet")
    assert [(why.rule, why.model) for why in one.why] == [(None, "fake")]


def test_the_clause_of_its_cue_is_not_the_authors() -> None:
    found = document(HEADLINE)
    content, cue = place(found, "Rom atmet auf"), place(found, "klingt")
    encoder = FakeEncoder({content: Known({"cue": (cue, 0.9)})})
    own = [words(one)[2] for one in read(found, encoder, [content]) if one.form == "author"]
    assert own == ["Es regnet in der Stadt."]


def test_the_cue_tells_what_is_done() -> None:
    found = document("Rom atmet auf. Dementierte Meldung.")
    content, cue = place(found, "Rom atmet auf"), place(found, "Dementierte")
    [one] = reports(read(found, FakeEncoder({content: Known({"cue": (cue, 0.9)})}, Known(worth=-4)), [content]))
    assert one.act == "deny"
    assert one.source.kind == "unnamed"


def test_a_content_over_two_paragraphs_and_a_source_in_another_sentence() -> None:
    found = document("Erika Muster trat vor die Presse.\nDie Lage ist ernst.\nAlle sind zu Hause.")
    content = place(found, "Die Lage ist ernst.\nAlle sind zu Hause")
    encoder = FakeEncoder({content: Known({"speaker": (place(found, "Erika Muster"), 0.95)})})
    [one] = reports(read(found, encoder, [content]))
    assert words(one) == ("Erika Muster", "", "Die Lage ist ernst.\nAlle sind zu Hause")
    assert one.sentence.text == "Erika Muster trat vor die Presse."  # where its source stands


# --- what the encoder changes ---------------------------------------------------------------------------------

SAID = "Der Minister sagte am Montag, die Truppen seien abgezogen. Erika Muster widersprach."


def rule_content(found: Document) -> tuple[int, ...]:
    seen: list[Report] = []
    attribution.read(found, (), lambda reports: seen.extend(reports) or [])  # type: ignore[func-returns-value]
    return seen[0].content


@pytest.mark.parametrize(("sure", "source"), [(0.85, "Der Minister"), (0.95, "Erika Muster")])
def test_a_source_is_overruled_above_its_threshold_only(sure: float, source: str) -> None:
    found = document(SAID)
    known = Known({"speaker": (place(found, "Erika Muster"), sure)})
    one = next(r for r in reports(read(found, FakeEncoder({rule_content(found): known}))) if "Truppen" in words(r)[2])
    assert words(one) == (source, "sagte", "die Truppen seien abgezogen")
    assert one.antecedent is None
    assert [why.rule for why in one.why if why.rule] == ["after:say"]


def test_a_report_with_a_low_score_is_dropped() -> None:
    found = document(SAID)
    encoder = FakeEncoder({rule_content(found): Known(worth=-2)})
    assert [one for one in reports(read(found, encoder)) if "Truppen" in words(one)[2]] == []


def test_a_new_source_forgets_whom_the_old_one_meant() -> None:
    found = document("Erika Muster kam. Sie sagte, der Krieg sei vorbei. Laut Jan Berg stimmt das nicht.")
    [alone] = [one for one in reports(attribution.read(found)) if "Krieg" in words(one)[2]]
    assert words(alone)[0] == "Sie"
    content = place(found, words(alone)[2])
    known = Known({"speaker": (place(found, "Jan Berg"), 0.95)})
    [one] = [r for r in reports(read(found, FakeEncoder({content: known}))) if "Krieg" in words(r)[2]]
    assert words(one)[0] == "Jan Berg"
    assert (one.antecedent, one.source.kind) == (None, "named")


def test_another_cue_does_another_thing_and_a_wider_one_does_the_same() -> None:
    found = document("Der Minister sagte dazu, die Truppen seien nicht da. Alle dementierten den Angriff.")
    content = rule_content(found)
    [alone] = [one for one in reports(attribution.read(found)) if "Truppen" in words(one)[2]]
    assert (words(alone)[1], alone.act) == ("sagte", "state")

    def act(cue: str) -> tuple[str, str | None]:
        known = Known({"cue": (place(found, cue), 0.95)})
        [one] = reports(read(found, FakeEncoder({content: known}, Known(worth=-4))))
        return words(one)[1], one.act

    assert act("dementierten") == ("dementierten", "deny")
    assert act("sagte dazu") == ("sagte dazu", "state")


@pytest.mark.parametrize("cue", ["Nach", "Nach Angaben", "Angaben"])
def test_a_noun_of_saying_stands_in_the_cue_once(cue: str) -> None:
    found = document("Nach Angaben der Polizei wurden drei Menschen verletzt.")
    known = Known({"cue": (place(found, cue), 0.95)})
    [one] = reports(read(found, FakeEncoder({rule_content(found): known})))
    assert words(one)[0] == "der Polizei"
    assert words(one)[1] in {"Nach Angaben", "Angaben"}
    starts = [span.start for span in one.cue]
    assert starts == sorted(set(starts))
    assert all(a.end <= b.start for a, b in zip(one.cue, one.cue[1:], strict=False))


def test_two_contents_near_one_rule_are_two_reports_and_the_rules_own_keeps_its_name() -> None:
    found = document("Der Minister sagte, die Truppen seien abgezogen und der Krieg sei damit für alle vorbei.")
    whole, part = rule_content(found), place(found, "die Truppen seien abgezogen")
    encoder = FakeEncoder({whole: Known(worth=5.0), part: Known(worth=4.0)})
    found_reports = reports(read(found, encoder, [part]))
    by_content = {words(one)[2]: [why.rule for why in one.why if why.rule] for one in found_reports}
    assert by_content["die Truppen seien abgezogen"] == []
    assert by_content["die Truppen seien abgezogen und der Krieg sei damit für alle vorbei"] == ["after:say"]
    assert {words(one)[0] for one in found_reports} == {"Der Minister"}


def test_a_page_without_words_asks_nobody() -> None:
    encoder = FakeEncoder()
    assert read(document(""), encoder) == []
    assert encoder.asked == []

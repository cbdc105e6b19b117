"""Grades: the table of credibility, its page of documentation, and the user's file of sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from lagebild import cli
from lagebild.compare.grading import (
    Evidence,
    credibility,
    credibility_rows,
    reliability,
    reliability_rows,
)
from lagebild.compare.voices import Voice
from lagebild.errors import DataFileError
from lagebild.ontology import graded
from lagebild.views.wording import UI_LANGUAGES
from tests.picture import press

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "grading.md").read_text(encoding="utf-8")
NIS = Voice("actor:nis", "named", press.NIS.name, press.NIS)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "sources.toml"
    monkeypatch.setenv("LAGEBILD_SOURCES", str(path))
    graded._read.cache_clear()
    yield path
    graded._read.cache_clear()


@pytest.mark.parametrize(
    ("evidence", "mark"),
    [
        (Evidence(2), 1),
        (Evidence(2, firm=False), 2),
        (Evidence(1, agreeing=1), 2),
        (Evidence(1), 3),
        (Evidence(1, firm=False), 6),
        (Evidence(0), 6),
        (Evidence(3, 1), 3),
        (Evidence(2, 2), 4),
        (Evidence(1, 2), 5),
        (Evidence(0, 1), 5),
        (Evidence(1, retracted=True), 5),
        (Evidence(3, retracted=True), 1),
    ],
)
def test_marks(evidence: Evidence, mark: int) -> None:
    grade = credibility(evidence)
    assert grade.mark == mark
    assert grade.reason("de") != grade.reason("en")


def test_some_row_fits_whatever_is_known() -> None:
    for numbers in product(range(4), range(4), range(2), (True, False), (True, False)):
        assert credibility(Evidence(*numbers)).mark in range(1, 7)


def test_every_row_can_be_reached() -> None:
    numbers = product(range(4), range(4), range(2), (True, False), (True, False))
    assert {credibility(Evidence(*row)).rule for row in numbers} == {row.id for row in credibility_rows()}


def test_more_origins_never_make_a_claim_less_credible() -> None:
    for against, firm in product(range(4), (True, False)):
        marks = [credibility(Evidence(origins, against, firm=firm)).mark for origins in range(1, 6)]
        assert marks == sorted(marks, reverse=True)


def test_every_row_has_its_words_in_every_language() -> None:
    for words in [row.words for row in credibility_rows()] + [row.words for row in reliability_rows().values()]:
        assert set(words) == set(UI_LANGUAGES)


def test_the_guide_shows_the_table() -> None:
    shown = re.findall(r"^\| (\d) \| .* \| ([^|]+?) \|$", GUIDE, re.M)
    assert shown == [(str(row.mark), row.words["en"]) for row in credibility_rows()]
    for mark, row in reliability_rows().items():
        assert f"| {mark} | {row.words['en']} |" in GUIDE


def test_the_example_of_the_guide_grades(file: Path) -> None:
    file.write_text(re.search(r"```toml\n(.*?)```", GUIDE, re.S).group(1), encoding="utf-8")  # type: ignore[union-attr]
    grade = reliability(NIS)
    assert (grade.mark, grade.is_set, grade.reason) == ("B", True, "Right on the first two deployments")
    assert reliability(Voice("x", "named", "Jens Stoltenberg", press.STOLTENBERG)).mark == "B"
    assert reliability(Voice("author:x", "author", "A. Writer"), "the gazette").mark == "C"
    assert reliability(Voice("author:x", "author", "A. Writer"), "Another").mark == "F"
    assert reliability(Voice("x", "named", "Wladimir Putin", press.PUTIN)).mark == "F"


def test_a_name_means_the_source_in_every_language(file: Path) -> None:
    file.write_text('[[source]]\nname = "Volodymyr Zelenskyy"\nreliability = "C"', encoding="utf-8")
    assert reliability(Voice("x", "named", press.ZELENSKYY.name, press.ZELENSKYY)).mark == "C"
    hearsay = replace(NIS, kind="unnamed", name="Volodymyr Zelenskyy", actor=None)
    assert not reliability(hearsay).is_set


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1", "unknown key 'x'; the file holds [[source]] only"),
        ("source = 1", "begin each source with [[source]]"),
        ("[[source]]\nreliability = 'A'", "number 1: give one of: name, wikidata, outlet"),
        ("[[source]]\nname = 'a'\noutlet = 'b'\nreliability = 'A'", "(not several)"),
        ("[[source]]\nname = 'a'", "'reliability' is missing; choose one of: A, B, C, D, E, F"),
        ("[[source]]\nname = 'a'\nreliability = 'G'", "'reliability' is 'G'; choose one of: A, B, C, D, E, F"),
        ("[[source]]\nname = 'a'\nreliability = 1", "text in quotation marks is expected"),
        ("[[source]]\nname = 'a'\ngrade = 'A'", "unknown key 'grade'"),
        ("[[source]]\nwikidata = '7'\nreliability = 'A'", "a number like Q3874799 is expected"),
        ("[[source]]\nname='a'\nreliability='A'\n[[source]]\nname='A'\nreliability='B'", "number 2: the same source"),
        ("[[source", "is no valid TOML"),
    ],
)
def test_what_is_wrong_in_the_file_is_told(file: Path, text: str, message: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=re.escape(message)):
        graded.own_sources()


def test_a_file_that_was_named_must_be_there(file: Path) -> None:
    with pytest.raises(DataFileError, match="there is no file of sources"):
        graded.own_sources()


def test_no_file_grades_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAGEBILD_SOURCES", raising=False)
    monkeypatch.chdir(tmp_path)
    assert graded.own_sources() == ()


def test_the_command_shows_the_grade_and_ends_with_2_where_the_file_is_wrong(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.txt"
    page.write_text("The Kremlin said on Monday that nothing had happened.", encoding="utf-8")
    arguments = ["sources", str(page), "--language", "en", "--format", "csv", "--sources", str(file)]
    file.write_text('[[source]]\nname = "Kremlin"\nreliability = "D"', encoding="utf-8")
    assert cli.main(arguments) == 0
    assert [line.split(",")[-2] for line in capsys.readouterr().out.splitlines()] == ["reliability", "D"]
    graded._read.cache_clear()
    file.write_text('[[source]]\nname = "Kremlin"', encoding="utf-8")
    assert cli.main(arguments) == 2
    error = capsys.readouterr().err
    assert "'reliability' is missing" in error

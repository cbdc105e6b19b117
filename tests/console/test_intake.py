from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from lagebild.console.intake import Intake, into
from lagebild.errors import NoArticleError
from lagebild.ledger import open_ledger
from lagebild.types import Page, Reading, ReadOptions
from tests import readings
from tests.stub import pipeline


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def read_page(page: Page, options: ReadOptions) -> Reading:
        if b"BROKEN" in page.content:
            raise NoArticleError("there is no article")
        return readings.reading(publisher=page.requested)

    pipeline(monkeypatch, read_page)
    monkeypatch.chdir(tmp_path)
    for name, content in (("a.txt", "one"), ("b.txt", "two"), ("bad.txt", "BROKEN")):
        Path(name).write_text(content, encoding="utf-8")


@pytest.mark.parametrize(
    ("sources", "read", "failed", "code"),
    [
        (["a.txt"], 1, 0, 0),
        (["a.txt", "b.txt"], 2, 0, 0),
        (["bad.txt"], 0, 1, 2),
        (["no.txt"], 0, 1, 2),
        (["a.txt", "bad.txt"], 1, 1, 1),
        (["bad.txt", "no.txt"], 0, 2, 1),
    ],
)
@pytest.mark.parametrize("bar", [True, False])
def test_exit_codes(sources: list[str], read: int, failed: int, code: int, bar: bool) -> None:
    intake = Intake(sources, ReadOptions(), bar=bar)
    assert len(list(intake)) == read
    assert (intake.read, intake.failed, intake.exit_code) == (read, failed, code)


@pytest.mark.parametrize("bar", [True, False])
def test_failures_are_told_with_the_name_of_the_page(
    bar: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")  # a message is one line however narrow the terminal
    list(Intake(["a.txt", "bad.txt", "no.txt"], ReadOptions(), bar=bar))
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("lagebild:")]
    assert told == ["lagebild: bad.txt: there is no article", "lagebild: no.txt: there is no such file"]


def test_the_bar_stays_off_standard_output(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    for _ in Intake(["a.txt", "b.txt"], ReadOptions(), bar=True):
        print("a row")
    assert capsys.readouterr().out == "a row\na row\n"
    assert "2/2" in terminal.getvalue() or "1/2" in terminal.getvalue()


def test_a_reading_is_handed_on_when_the_ledger_has_it(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    for number, _ in enumerate(into(path, Intake(["a.txt", "b.txt"], ReadOptions())), 1):
        with open_ledger(path, create=False) as other:
            assert other.counts()[0] == number


def test_what_may_keep_us_waiting_is_read_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[list[str]] = []

    def read_batches(pages: Iterable[Page], *_: object) -> Iterator[tuple[Reading, ...]]:
        calls.append([page.requested for page in pages])
        return iter(())

    monkeypatch.setattr(sys.modules["lagebild.pipeline"], "read_batches", read_batches)
    monkeypatch.setattr("lagebild.fetch.fetch", lambda source: [Page(b"", "text", source)])
    list(Intake(["a.txt", "b.txt", "-", "https://example.org/1", "https://example.org/2", "a.txt"], ReadOptions()))
    assert calls == [["a.txt", "b.txt"], ["-"], ["https://example.org/1"], ["https://example.org/2"], ["a.txt"]]


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_a_name_that_no_file_can_have_fails_like_another(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    intake = Intake([name, "a.txt"], ReadOptions())
    assert len(list(intake)) == intake.failed == 1
    assert "cannot be read" in capsys.readouterr().err


def test_no_ledger_is_made_where_nothing_was_read(tmp_path: Path) -> None:
    assert list(into(tmp_path / "l.db", Intake(["bad.txt"], ReadOptions()))) == []
    assert not (tmp_path / "l.db").exists()

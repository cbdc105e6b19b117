"""The commands, with a reader that is stubbed; tests/test_first_page.py and tests/test_pages.py read real pages."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest

from lagebild import contract
from lagebild.cli import main
from lagebild.console.options import FILTERS
from lagebild.errors import NoArticleError
from lagebild.ledger import Filters, open_ledger
from lagebild.types import Page, Reading, ReadOptions
from tests import readings
from tests.stub import pipeline as stub_pipeline

COMMANDS = [
    *(
        "read",
        "dossier",
        "propositions",
        "proposition",
        "origins",
        "figures",
        "disputes",
        "sources",
        "timeline",
        "claims",
    ),
    *("search", "explain"),
]
ANSWERS = ["propositions", "origins", "disputes", "figures", "sources"]
OVER_LEDGER = ["dossier", *ANSWERS, "timeline", "claims"]


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder, English, no colour, no settings."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("LAGEBILD_", "LC_")) or name == "LANG"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LAGEBILD_WEIGHTS", "none")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that finds the same claims in every page, and no article where the page says BROKEN."""

    def read_page(page: Page, options: ReadOptions) -> Reading:
        if b"BROKEN" in page.content:
            raise NoArticleError(f"{page.requested} holds no article")
        made = readings.reading(publisher=page.requested)
        article = replace(made.article, published=options.published, published_basis="option")
        return replace(made, article=article, reader=f"rules+{options.weights}" if options.weights else "rules")

    stub_pipeline(monkeypatch, read_page)


@pytest.fixture
def pages(stub: None, tmp_path: Path) -> Path:
    for name, content in (("a.txt", "one"), ("b.txt", "two"), ("bad.txt", "BROKEN")):
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    path = tmp_path / "crisis.db"
    with open_ledger(path) as made:
        made.add(readings.reading())
        made.add(readings.varied(7))
    return str(path)


def lines(text: str) -> list[str]:
    return text.splitlines()


# --- help -----------------------------------------------------------------------------------------------------


def test_help_lists_every_command_and_shows_how_to_begin(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f" {command} " in out for command in COMMANDS)
    assert "$ lagebild read *.html --ledger crisis.db" in out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert f"$ lagebild {command} " in capsys.readouterr().out


def test_without_a_command_the_help_is_shown_and_it_counts_as_bad_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "Usage: lagebild" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == "lagebild 0.1.0\n"


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; from lagebild.cli import main; main(['--help']); print(*sorted(sys.modules), file=sys.stderr)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr.split()
    heavy = {
        "trafilatura",
        "lxml",
        "httpx",
        "jinja2",
        "fastwarc",
        "htmldate",
        "py3langid",
        "numpy",
        "starlette",
        "uvicorn",
    }
    assert heavy.isdisjoint(loaded)
    assert {"lagebild.pipeline", "lagebild.fetch", "lagebild.ledger", "lagebild.views.html"}.isdisjoint(loaded)


def test_every_filter_has_its_option() -> None:
    assert list(FILTERS) == [field.name for field in fields(Filters)]


# --- bad use --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["reed"], "No such command 'reed'"),
        (["read"], "Missing argument"),
        (["read", "x", "--format", "pdf"], "'pdf' is not one of"),
        (["read", "x", "--nope"], "No such option: --nope"),
        (["read", "x", "--published", "yesterday"], "published 'yesterday' is no day; give YYYY-MM-DD"),
        (["read", "x", "--published", "2024-02-30"], "published '2024-02-30' is no day"),
        (["read", "x", "--language", "fr"], "language 'fr' is not served; choose one of: de, en"),
        (["read", "x", "--weights", "best"], "weights 'best' are not known; choose one of: full, free, none"),
        (["figures", "x", "--weights", "best"], "weights 'best' are not known"),
        (["explain", "x:1", "--weights", "best"], "weights 'best' are not known"),
        (["read", "x", "--url", "nonsense"], "url 'nonsense' is no address"),
        (["read", "no.html"], "no.html: there is no such file"),
        (["read", "ftp://x/y"], "ftp addresses cannot be read"),
        (["claims"], "no ledger and no pages"),
        (["claims", "--ledger", "no.db"], "there is no ledger at no.db; make one with"),
        (["claims", "x", "--ledger", "y"], "name pages or a ledger, not both"),
        (["dossier", "x", "--out", "d.html", "--format", "json"], "--out writes HTML"),
        (["claims", "--act", "shout"], "act 'shout' is not known; choose one of: state"),
        (["claims", "--since", "soon"], "since 'soon' is no day"),
        (["explain", "3f9a"], "no ledger and no pages"),
        (["search", "!"], "no ledger and no pages"),
    ],
)
def test_bad_use_is_one_line_and_exit_code_2(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = lines(captured.err)
    assert line.startswith("lagebild: ")
    assert message in line
    assert list(Path().iterdir()) == []


def test_a_bad_setting_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, ledger: str
) -> None:
    monkeypatch.setenv("LAGEBILD_UI", "fr")
    assert main(["claims", "--ledger", ledger]) == 2
    assert capsys.readouterr().err == "lagebild: LAGEBILD_UI is 'fr'; choose one of: de, en\n"


def test_signs_that_steer_a_terminal_are_not_passed_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "\x1b]0;gotcha\x07.html"]) == 2
    assert "\x1b" not in capsys.readouterr().err


# --- read -----------------------------------------------------------------------------------------------------


def test_json_is_one_object_a_page_on_a_line(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "a.txt", "b.txt", "--published", "2024-10-20", "--format", "json"]) == 0
    out = capsys.readouterr().out
    made = [contract.loads(line) for line in lines(out)]
    assert [reading.article.publisher for reading in made] == ["a.txt", "b.txt"]
    assert {reading.article.published for reading in made} == {"2024-10-20"}


def test_the_weights_of_the_option_reach_the_reader(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def reader(*options: str) -> str:
        assert main(["read", "a.txt", "--format", "json", *options]) == 0
        return contract.loads(capsys.readouterr().out).reader

    assert (reader(), reader("--weights", "free")) == ("rules", "rules+free")


def test_a_page_that_fails_is_reported_and_the_others_go_on(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "a.txt", "bad.txt", "no.txt", "b.txt", "--format", "json", "--ledger", "l.db"]) == 1
    captured = capsys.readouterr()
    assert len(lines(captured.out)) == 2
    assert lines(captured.err) == ["lagebild: bad.txt holds no article", "lagebild: no.txt: there is no such file"]
    with open_ledger(pages / "l.db", create=False) as made:
        assert made.counts() == (2, 6)


def test_the_only_page_that_fails_ends_in_2_and_leaves_no_ledger(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", "bad.txt", "--ledger", "l.db"]) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "lagebild: bad.txt holds no article\n")
    assert not (pages / "l.db").exists()


def test_a_page_that_fails_leaves_the_ledger_as_it_was(pages: Path, ledger: str) -> None:
    before = Path(ledger).read_bytes()
    assert main(["read", "bad.txt", "--ledger", ledger]) == 2
    assert Path(ledger).read_bytes() == before


def test_a_ledger_that_cannot_be_used_is_told_before_a_page_is_read(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pages / "x.db").write_bytes(b"no database " * 100)
    assert main(["read", "a.txt", "b.txt", "--ledger", "x.db"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "lagebild: x.db is no ledger: the file is not an SQLite database\n"


def test_reading_twice_is_in_the_ledger_once(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert main(["read", "a.txt", "--ledger", "l.db", "--format", "json"]) == 0
    with open_ledger(pages / "l.db") as made:
        assert made.counts() == (1, 3)


def test_text_and_html(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "a.txt"]) == 0
    assert "Not one soldier has left our country." in capsys.readouterr().out
    assert main(["read", "a.txt", "b.txt", "--format", "html"]) == 0
    out = capsys.readouterr().out
    assert out.lower().startswith("<!doctype html>")
    assert out.lower().count("<html") == 1


# --- over a ledger or over pages ------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [*OVER_LEDGER, "search soldiers"])
@pytest.mark.parametrize("ui", ["de", "en"])
def test_every_view_is_there_for_a_person(
    command: str, ui: str, ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command.split(), "--ledger", ledger, "--ui", ui]) == 0
    out = capsys.readouterr().out
    assert "soldier" in out or "Minister of the Interior" in out
    assert "\x1b[" not in out


@pytest.mark.parametrize("command", [*ANSWERS, "timeline", "claims", "search soldiers"])
def test_rows_for_programs_are_the_same_in_json_and_csv(
    command: str, ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command.split(), "--ledger", ledger, "--format", "json"]) == 0
    objects = [json.loads(line) for line in lines(capsys.readouterr().out)]
    assert main([*command.split(), "--ledger", ledger, "--format", "csv"]) == 0
    header, *rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert objects
    assert [list(thing) for thing in objects] == [header] * len(rows)


@pytest.mark.parametrize("command", [*OVER_LEDGER, "search soldiers"])
def test_pages_are_read_where_no_ledger_is(command: str, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command.split(), "a.txt", "bad.txt"]) == 1
    captured = capsys.readouterr()
    assert captured.out
    assert captured.err == "lagebild: bad.txt holds no article\n"
    assert main([*command.split(), "bad.txt"]) == 2
    assert capsys.readouterr().out == ""
    assert not list(pages.glob("*.db*"))


def test_the_ledger_comes_from_the_option_the_setting_or_the_folder(
    ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LAGEBILD_LEDGER", ledger)
    assert main(["claims"]) == 0
    monkeypatch.setenv("LAGEBILD_LEDGER", "no.db")
    assert main(["claims"]) == 2
    assert capsys.readouterr().err == "lagebild: there is no ledger at no.db (LAGEBILD_LEDGER)\n"
    monkeypatch.delenv("LAGEBILD_LEDGER")
    Path(ledger).rename(tmp_path / "lagebild.db")
    assert main(["claims"]) == 0


def test_filters_reach_the_ledger(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", "--ledger", ledger, "--act", "deny", "--outlet", "the gazette", "--format", "json"]) == 0
    (row,) = [json.loads(line) for line in lines(capsys.readouterr().out)]
    assert row["claim"] == "c-minister"


def test_nothing_found_is_said_and_is_no_error(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["claims", "--text", "tractor"], ["search", "tractor"]):
        assert main([*command, "--ledger", ledger]) == 0
        assert capsys.readouterr().out == "nothing found\n"


def test_search_shows_where_words_stand_outside_of_claims(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "edition", "--ledger", ledger]) == 0
    assert "Edition 7." in capsys.readouterr().out


def test_a_dossier_is_written_whole_or_not_at_all(
    ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "d.html"
    assert main(["dossier", "--ledger", ledger, "--out", str(target)]) == 0
    assert target.read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    assert capsys.readouterr().out == ""
    before = sorted(path.name for path in tmp_path.iterdir())
    assert main(["dossier", "--ledger", ledger, "--out", str(tmp_path / "no" / "d.html")]) == 2
    assert "cannot be written: No such file or directory" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_the_language_of_labels(
    ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def heading(*options: str) -> str:
        assert main(["sources", "--ledger", ledger, *options]) == 0
        return capsys.readouterr().out

    english, german = heading("--ui", "en"), heading("--ui", "de")
    assert english != german
    assert heading() == english
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert heading() == german
    monkeypatch.setenv("LAGEBILD_UI", "en")
    assert heading() == english


# --- explain --------------------------------------------------------------------------------------------------


def test_explain_by_id(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "c-min", "--ledger", ledger]) == 2
    assert "more than one claim begins with 'c-min': c-minister" in capsys.readouterr().err
    assert main(["explain", "c-minister", "--ledger", ledger]) == 0
    out = capsys.readouterr().out
    assert 'The minister denied this: "Not one soldier has left our country."' in out
    assert "cue.deny" in out


def test_explain_by_place(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place in ("a.txt:140", "a.txt:Not one soldier"):
        assert main(["explain", place, "--format", "json"]) == 0
        (found,) = [json.loads(line) for line in lines(capsys.readouterr().out)]
        assert found["id"] == "c-minister"
        assert found["reasons"][0]["rule"] == "cue.deny"


def test_explain_says_where_nothing_was_read(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "a.txt:3"]) == 2
    assert capsys.readouterr().err == "lagebild: no claim was read at '3' in a.txt; its text has 187 code points\n"


# --- processes ------------------------------------------------------------------------------------------------


def _filled(path: Path, count: int) -> None:
    with open_ledger(path) as made:
        for number in range(count):
            made.add(readings.varied(number))


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    _filled(tmp_path / "l.db", 300)
    command = [sys.executable, "-m", "lagebild", "claims", "--ledger", "l.db", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_under_the_output_is_one_line(ledger: str) -> None:
    command = [sys.executable, "-m", "lagebild", "claims", "--ledger", ledger]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "lagebild: the output cannot be written: No space left on device\n"


def test_an_interruption_is_one_line_and_130(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.txt")
    command = [sys.executable, "-m", "lagebild", "read", "page.txt"]

    def heed() -> None:  # a shell lets what it starts in the background ignore the signal, and so would our child
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    with subprocess.Popen(command, stderr=subprocess.PIPE, cwd=tmp_path, text=True, preexec_fn=heed) as running:
        assert running.stderr is not None
        with (tmp_path / "page.txt").open("wb"):  # returns when the other side has opened its end, and waits for us
            running.send_signal(signal.SIGINT)
            assert running.stderr.read() == "lagebild: interrupted; what was confirmed is stored\n"
    assert running.returncode == 130


def test_output_that_cannot_hold_all_signs(ledger: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    for options in (["--format", "json"], ["--format", "csv"], []):
        command = [sys.executable, "-m", "lagebild", "claims", "--ledger", ledger, *options]
        done = subprocess.run(command, capture_output=True, env=environment, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.isascii()

"""The commands for a ledger as a whole, and ledgers named by an address, as they are typed."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from lagebild.cli import main
from lagebild.ledger import open_ledger
from lagebild.ledger.store import without_password
from tests import readings
from tests.ledger.test_check import fill
from tests.ledger.test_transfer import make_older

COMMANDS = ["info", "check", "rebuild", "export", "import"]


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("LAGEBILD_", "LC_")) or name == "LANG"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("LAGEBILD_WEIGHTS", "none")


@pytest.fixture
def ledger() -> str:
    with open_ledger("a.db") as made:
        fill(made)
    return "a.db"


def run(*arguments: str) -> int:
    return main(["ledger", *arguments])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, "--help") == 0
    assert f"$ lagebild ledger {command} " in capsys.readouterr().out


def test_the_group_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    assert run() == 2
    out = capsys.readouterr().out
    assert "Usage: lagebild ledger" in out
    assert all(f"{command} " in out for command in COMMANDS)


def test_info_counts(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("info", "--ledger", ledger, "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    size = found.pop("bytes")
    assert size > 50_000
    assert found == {
        "name": "a.db", "database": "SQLite", "schema": 110, "articles": 6, "claims": 17, "readings": 8, "decisions": 2,
        "comments": 0,
        "outlets": 6, "languages": {"en": 6}, "first": "2024-10-20", "last": "2024-10-20", "rebuilt": None,
        "bytes_a_claim": round(size / 17),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("ui", "words"), [("en", ["articles in force", "English 6"]), ("de", ["Aussagen", "Englisch 6"])]
)
def test_info_for_a_person(ui: str, words: list[str], ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("info", "--ledger", ledger, "--ui", ui) == 0
    out = capsys.readouterr().out
    assert all(word in out for word in words), out


def test_info_of_an_empty_ledger(capsys: pytest.CaptureFixture[str]) -> None:
    open_ledger("a.db").close()
    assert run("info", "--ledger", "a.db") == 0
    assert run("info", "--ledger", "a.db", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (found["claims"], found["bytes_a_claim"], found["first"]) == (0, None, None)


def test_check_of_a_sound_ledger(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--ledger", ledger) == 0
    expected = "checked (articles in force: 6, claims: 17, readings: 8, decisions: 2): sound\n"
    assert capsys.readouterr().out == expected
    assert run("check", "--ledger", ledger, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["problems"] == 0


def test_check_tells_each_problem_and_rebuild_repairs_it(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_ledger(ledger) as opened:
        opened._store.ask("UPDATE outlets SET claims = 9 WHERE seq = 1")
        opened._store.ask("UPDATE claims SET author_factuality = 'CT-' WHERE reading = 1 AND position = 0")
    assert run("check", "--ledger", ledger) == 1
    first, second, last = capsys.readouterr().out.splitlines()
    assert first == (
        "claim c-service-0 of page https://gazette.example/editions/0: the index has author_factuality 'CT-' "
        "instead of 'Uu'; lagebild ledger rebuild makes the index anew"
    )
    assert second == (
        "outlet 'paper 0': counts 9 claims, but there are 3; lagebild ledger rebuild makes the index anew"
    )
    assert last.endswith("problems: 2")
    assert run("check", "--ledger", ledger, "--format", "json") == 1
    problems = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [list(problem) for problem in problems[:2]] == [["what", "wrong", "remedy"]] * 2
    assert problems[2]["problems"] == 2
    assert run("rebuild", "--ledger", ledger) == 0
    assert capsys.readouterr().out == "index made anew (readings: 8)\n"
    assert run("check", "--ledger", ledger) == 0


def test_export_to_a_file_and_to_standard_output_and_import(
    ledger: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run("export", "--ledger", ledger, "--out", "x.jsonl") == 0
    assert run("export", "--ledger", ledger) == 0
    lines = Path("x.jsonl").read_bytes()
    assert capfdbinary.readouterr().out == lines
    assert run("import", "x.jsonl", ledger, "--ledger", "b.db") == 0
    told = capfdbinary.readouterr().out.decode().splitlines()
    none = "; comments new: 0, there already: 0"
    assert told == [
        f"x.jsonl: readings new: 8, there already: 0; decisions new: 2, there already: 0{none}",
        f"a.db: readings new: 0, there already: 8; decisions new: 0, there already: 2{none}",
    ]
    with open_ledger("b.db") as opened:
        assert b"".join(opened.export()) == lines


def test_an_import_into_the_ledger_of_the_folder(ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("import", ledger) == 0
    assert Path("lagebild.db").exists()
    monkeypatch.setenv("LAGEBILD_LEDGER", "other.db")
    assert run("import", ledger) == 0
    assert Path("other.db").exists()


def test_a_ledger_of_the_first_kind(capsys: pytest.CaptureFixture[str]) -> None:
    make_older(Path("old.db"), [readings.varied(1)])
    assert run("info", "--ledger", "old.db") == 2
    told = capsys.readouterr().err
    assert told.endswith("take it over with: lagebild ledger import old.db --ledger NEW\n")
    assert run("import", "old.db", "--ledger", "new.db") == 0
    assert run("check", "--ledger", "new.db") == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["import", "no.jsonl", "--ledger", "b.db"], "no.jsonl cannot be read: No such file or directory"),
        (["import", "cut.jsonl", "--ledger", "b.db"], "cut.jsonl, line 4: the file ends before its last line"),
        (["import", "x.jsonl", "cut.jsonl", "--ledger", "b.db"], "cut.jsonl, line 4: the file ends before its"),
        (["import", "newer.jsonl", "--ledger", "b.db"], "newer.jsonl, line 1: written by a newer Lagebild (format 9;"),
        (["import", "page.html", "--ledger", "b.db"], "page.html, line 1: this is no line of JSON"),
        (["import", "x.jsonl", "--ledger", "no/b.db"], "the folder no does not exist"),
        (["export", "--ledger", "a.db", "--out", "no/x.jsonl"], "no/x.jsonl cannot be written: No such file"),
        (["import", "--ledger", "b.db"], "Missing argument"),
        (["info", "--ledger", "b.db"], "there is no ledger at b.db; make one with"),
        (["check"], "no ledger and no pages"),
        (["forget"], "No such command 'forget'"),
        (["export", "--ledger", "mysql://desk:secret@host/news"], "'mysql://desk@host/news' is no ledger"),
    ],
)
def test_bad_use_is_one_line_and_exit_code_2_and_nothing_is_written(
    arguments: list[str], message: str, ledger: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run("export", "--ledger", ledger, "--out", "x.jsonl") == 0
    lines = Path("x.jsonl").read_bytes().splitlines(keepends=True)
    Path("cut.jsonl").write_bytes(b"".join(lines[:3]))
    Path("newer.jsonl").write_bytes(b'{"format":"lagebild-ledger","version":9}\n')
    Path("page.html").write_text("<p>no ledger\n", encoding="utf-8")
    before = sorted(Path().iterdir())
    assert run(*arguments) == 2
    captured = capfd.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    assert message in line
    assert sorted(Path().iterdir()) == before


def test_an_export_of_a_damaged_ledger_leaves_no_file(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_ledger(ledger) as opened:
        opened._store.ask("DROP TRIGGER readings_stay")
        opened._store.ask("UPDATE readings SET id = 'x' WHERE seq = 7")
    assert run("export", "--ledger", ledger, "--out", "x.jsonl") == 2
    assert capsys.readouterr().err == "lagebild: a.db: entry x was changed; see lagebild ledger check\n"
    assert [path.name for path in Path().iterdir() if "jsonl" in path.name] == []


@pytest.mark.parametrize("arguments", [["check"], ["rebuild"], ["import", "x.jsonl"], ["export", "--out", "y.jsonl"]])
def test_long_work_shows_how_far_it_is(ledger: str, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    run("export", "--ledger", ledger, "--out", "x.jsonl")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert run(*arguments, "--ledger", ledger) == 0
    assert "100%" in terminal.getvalue()


# --- ledgers by address ---------------------------------------------------------------------------------------


def test_a_ledger_on_a_server_in_every_command(
    database: str,
    ledger: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("page.txt").write_text("Help sent\n\nThe minister said that 300 soldiers had left.\n", encoding="utf-8")
    assert main(["read", "page.txt", "--ledger", database, "--published", "2024-10-20"]) == 0
    assert run("import", ledger, "--ledger", database) == 0
    for command in (
        ["dossier"], ["figures"], ["sources"], ["actors"], ["timeline"], ["claims"], ["search", "soldiers"],
        ["explain", "c-author-1"], ["ledger", "info"], ["ledger", "check"], ["ledger", "rebuild"], ["ledger", "export"],
    ):  # fmt: skip
        capsys.readouterr()
        assert main([*command, "--ledger", database]) == 0, capsys.readouterr().err
        assert capsys.readouterr().out
    monkeypatch.setenv("LAGEBILD_LEDGER", database)
    assert main(["claims", "--act", "deny"]) == 0
    assert "Not one soldier" in capsys.readouterr().out


def test_a_page_that_fails_makes_no_ledger_on_a_server(
    database: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["read", "no.html", "--ledger", database]) == 2
    assert main(["claims", "--ledger", database]) == 2
    assert "there is no ledger in postgresql://" in capsys.readouterr().err


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://desk:s3cret@127.0.0.1:1/news",
        "postgresql://desk:s3cret@127.0.0.1:1/news?connect_timeout=1",
        "postgresql://desk@127.0.0.1:1/news?password=s3cret",
        "postgresql://desk@127.0.0.1:1/news?sslmode=disable&password=s3cret",
        "postgresql://desk:a@s3cret@127.0.0.1:1/news",
        "postgresql://desk:a/s3cret@127.0.0.1:1/news",
        "postgresql://desk:s3cret@127.0.0.1:1/news?nonsense=1",
        "postgresql://desk:s3cret%ZZ@127.0.0.1:1/news",
        "postgresql://desk:%73%33cret@127.0.0.1:1/news?nonsense=1",
        "POSTGRES://desk:s3cret@127.0.0.1:port/news",
        "mysql://desk:s3cret@127.0.0.1:1/news",
    ],
)
@pytest.mark.parametrize("command", [["claims"], ["read", "x.txt"], ["ledger", "info"], ["explain", "3f9a"]])
def test_a_password_is_never_shown(address: str, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--ledger", address]) == 2
    captured = capsys.readouterr()
    assert "127.0.0.1" in captured.err
    assert "s3cret" not in captured.err + captured.out
    assert "%73%33cret" not in captured.err


def test_what_is_no_password_stays() -> None:
    for address in ("postgresql://desk@host/news", "postgresql:///news?host=/tmp"):
        assert without_password(address) == address

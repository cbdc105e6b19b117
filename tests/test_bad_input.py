"""What a stranger gives the program by mistake, with the whole reader behind it: one line, a code, an intact ledger."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from lagebild.cli import main
from lagebild.ledger import open_ledger
from tests import readings

GOOD = """Ports stay closed

The minister said on Monday that the ports were closed until Friday. “We are sorry,” she said. Up to 300 ships wait.
"""
FRENCH = """<html lang="fr-FR"><title>Les ports restent fermés</title><article><h1>Les ports restent fermés</h1>
<p>Le ministre a déclaré lundi que les ports resteraient fermés jusqu’à vendredi et que la situation était grave.</p>
</article>"""
LATIN = """<html lang="de"><meta charset="utf-8"><title>Häfen</title><article><h1>Häfen bleiben geschlossen</h1>
<p>Der Minister sagte am Montag, die Häfen blieben bis Freitag geschlossen. Die Lage sei überall schwierig.</p>"""
#: Half a sign, a sign too long, a sign that does not exist.
SPOILT = LATIN.encode().replace("ü".encode(), b"\xff\xc3\x28\xf0\x28\x8c\xe2\x82")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a good page and a ledger."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("LAGEBILD_")]:
        monkeypatch.delenv(name)
    Path("good.txt").write_text(GOOD, encoding="utf-8")
    with open_ledger(Path("l.db")) as made:
        made.add(readings.reading())
    return tmp_path


def contents() -> dict[str, bytes]:
    """Every file of the folder."""
    return {str(path): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The one line about a call that changes nothing and ends in 2."""
    before = contents()
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    assert contents() == before
    return line.removeprefix("lagebild: ")


# --- pages ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("fr.html", FRENCH.encode(), "fr.html: language 'fr' is not served; choose one of: de, en, ru, uk"),
        (
            "keys.json",
            b'{"headline": "x", "body": "y"}',
            "keys.json is no record of a page: it needs a key text or html",
        ),
        ("kind.json", b'{"text": 5}', "kind.json is no record of a page"),
        ("deep.json", b"[" * 100_000, "deep.json is no record of a page: it is nested too deeply"),
        ("long.json", b'{"text": ' + b"9" * 6000 + b"}", "long.json is no JSON: line 1: Exceeds the limit"),
        ("cut.warc.gz", gzip.compress(b"WARC/1.0\r\n" + bytes(range(256)), mtime=0)[:60], "cut.warc.gz is damaged"),
        ("shell.html", b"<title>App</title><div id=root></div><script>go()</script>", "shell.html holds no article"),
        ("half.html", b"<div " + b"a=b " * 100_000, "half.html"),
        ("marks.html", b"<" * 2_000_000, "marks.html holds"),
    ],
)
def test_pages(name: str, content: bytes, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(name).write_bytes(content)
    assert refused(["read", name, "--ledger", "l.db"], capsys).startswith(message)


def test_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    Path("pages").mkdir()
    message = refused(["read", "pages", "--ledger", "l.db"], capsys)
    assert message == "pages is a folder; name the pages in it, for instance pages/*.html"


@pytest.mark.parametrize("arguments", [["read", "", "--ledger", "l.db"], ["explain", ":5"], ["claims", " "]])
def test_a_page_without_a_name(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(arguments, capsys).startswith("a page without a name cannot be read; give a path")


def test_empty_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for content, message in ((b"", "is empty"), (b"%PDF-1.7", "is a PDF, not a page of text")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        assert refused(["read", "-", "--ledger", "l.db"], capsys).startswith(f"standard input {message}")


def test_an_address_that_refuses(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as free:  # bound but not listening: the port is closed
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/news"
        message = refused(["read", address, "--ledger", "l.db"], capsys)
    assert message.startswith(f"{address} cannot be fetched: ")
    assert "refused" in message


def test_signs_that_are_no_utf8_cost_only_themselves(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.html").write_bytes(SPOILT)
    assert main(["read", "a.html", "--format", "json", "--ledger", "l.db"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    text = json.loads(captured.out)["article"]["text"]
    assert "die H" in text
    assert "fen blieben bis Freitag geschlossen. Die Lage sei" in text


def test_one_bad_page_among_others(capsys: pytest.CaptureFixture[str]) -> None:
    Path("fr.html").write_text(FRENCH, encoding="utf-8")
    Path("a.pdf").write_bytes(b"%PDF-1.7")
    assert main(["read", "good.txt", "fr.html", "a.pdf", "no.txt", "--format", "json", "--ledger", "l.db"]) == 1
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 1
    assert len(captured.err.splitlines()) == 3
    with open_ledger(Path("l.db")) as ledger:
        assert ledger.counts()[0] == 2


def test_fifty_megabytes_of_tags_where_they_are_allowed() -> None:
    Path("tags.html").write_bytes(b"<a><b>" * 8_400_000)
    environment = {**os.environ, "LAGEBILD_MAX_PAGE_BYTES": "100000000"}
    command = [sys.executable, "-c", _WATCHES, sys.executable, "-m", "lagebild", "read", "tags.html"]
    watched = subprocess.run(command, capture_output=True, env=environment, text=True, check=True)
    code, out, error, seconds, kilobytes = json.loads(watched.stdout)
    assert (code, out) == (2, "")
    assert error.startswith("lagebild: tags.html holds 16,800,000 tags, more than")
    assert seconds < 10
    assert kilobytes < 1_000_000


#: Runs a command in a small process of its own: a child counts the memory of the process that it was forked from.
_WATCHES = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([done.returncode, done.stdout, done.stderr, used.ru_utime, used.ru_maxrss]))
"""


# --- ledgers --------------------------------------------------------------------------------------------------


def _newer(path: Path) -> None:
    with open_ledger(path) as made:
        made.add(readings.varied(1))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (address TEXT)")
    connection.close()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.write_bytes(b"no database " * 100), "x.db is no ledger: the file is not an SQLite database"),
        (lambda path: path.write_bytes(b"short"), "x.db is no ledger: the file is not an SQLite database"),
        (_foreign, "x.db is no ledger: it is an SQLite database of another program"),
        (_newer, "x.db was written by a newer Lagebild"),
        (lambda path: path.mkdir(), "x.db is a folder; name a file in it"),
    ],
    ids=["no database", "too short", "foreign", "newer", "folder"],
)
@pytest.mark.parametrize("command", [["read", "good.txt"], ["claims"], ["explain", "3f"], ["search", "ports"]])
def test_ledgers(make: object, message: str, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert callable(make)
    make(Path("x.db"))
    assert refused([*command, "--ledger", "x.db"], capsys).startswith(message)


def test_a_ledger_in_no_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(["read", "good.txt", "--ledger", "no/x.db"], capsys) == "the folder no does not exist"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_is_closed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    closed = folder / "closed"
    closed.mkdir()
    closed.chmod(0o500)
    try:
        assert "closed" in refused(["read", "good.txt", "--ledger", "closed/x.db"], capsys)
    finally:
        closed.chmod(0o700)


# --- places and words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["explain", "good.txt:99999"], "no claim was read at '99999' in good.txt"),
        (["explain", "good.txt:-5"], "no claim was read at '-5' in good.txt"),
        (["explain", "no.txt:5"], "no.txt: there is no such file"),
        (["search", "", "good.txt"], "nothing to search for in ''; give words"),
        (["search", '"', "good.txt"], "nothing to search for in '\"'; give words"),
        (["dossier", "good.txt", "--out", "."], ". cannot be written"),
        (["read", "good.txt", "--published", "gestern"], "published 'gestern' is no day"),
        (["read", "good.txt", "--published", "2024-13-40"], "published '2024-13-40' is no day"),
    ],
)
def test_places_and_words(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(arguments, capsys).startswith(message)


@pytest.mark.parametrize("query", ['"ports', "AND OR NOT", "NEAR(ports)", "ports:*", "^ports", "a-b", "{x}", "\x00 a"])
def test_no_words_upset_the_search(query: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", query, "good.txt"]) == 0
    assert capsys.readouterr().err == ""

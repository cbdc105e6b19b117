"""What cannot be read ends in one line and exit code 2, and leaves the ledger as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.cli import main
from lagebild.ledger import open_ledger
from tests import readings

LOGIN = """<html><head><title>Sign in</title></head><body><form action="/login"><h1>Please sign in</h1>
<label>Name<input name="u"></label><input type="password" name="p"><button>Sign in</button></form></body></html>"""
INDEX = """<html><head><title>All news</title></head><body><nav><a href="/1">Home</a><a href="/2">World</a></nav>
<ul><li><a href="/3">A bridge opens</a></li><li><a href="/4">A ship sails</a></li></ul></body></html>"""


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.html", b"", "empty.html is empty"),
        ("blank.txt", b" \n\n \t\n", "blank.txt is empty"),
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a.pdf is a PDF"),
        ("pdf.html", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "pdf.html is a PDF"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", "a.jpg is a JPEG"),
        ("zeros.txt", b"Title\n\n" + b"\x00" * 2000, "zeros.txt is binary data"),
        ("login.html", LOGIN.encode(), "login.html asks for a login"),
        ("index.html", INDEX.encode(), "index.html holds no article"),
        ("tags.html", b"<div>" * 10_000_000, "tags.html has 50,000,000 bytes, more than"),
        ("fewer.html", b"<p><i>x</i></p>" * 600_000, "fewer.html holds"),
        ("no.json", b'{"text": ', "no.json is no JSON"),
    ],
)
def test_a_page_that_cannot_be_read(
    name: str, content: bytes, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    with open_ledger(tmp_path / "l.db") as ledger:
        ledger.add(readings.reading())
    before = (tmp_path / "l.db").read_bytes()
    Path(name).write_bytes(content)
    assert main(["read", name, "--ledger", "l.db"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    assert line.startswith(f"lagebild: {message}")
    assert (tmp_path / "l.db").read_bytes() == before


@pytest.mark.parametrize("options", [["--published", "2024-13-01"], ["--language", "fr"], ["--url", "x"]])
def test_an_option_that_cannot_be_makes_no_ledger(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", "page.html", "--ledger", str(tmp_path / "l.db"), *options]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []

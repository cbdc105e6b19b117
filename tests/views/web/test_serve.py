"""The command: what it says when it begins, and what it refuses before."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from lagebild.cli import main
from lagebild.console.serve import Options, address_of, listen, rules_of
from lagebild.errors import UsageError


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("LAGEBILD_")]:
        monkeypatch.delenv(name)


def test_a_port_that_is_taken_is_told(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--ledger", place, "--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"lagebild: 127.0.0.1, port {port}: ")
    assert "--port" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.1.2.3", "desk.example"])
def test_other_machines_need_a_password(place: str, host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--ledger", place, "--host", host]) == 2
    assert "--password-file" in capsys.readouterr().err


def test_what_is_wrong_with_the_ledger_is_told_before_it_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--ledger", str(tmp_path / "none.db"), "--port", "0"]) == 2
    assert "there is no ledger" in capsys.readouterr().err


def test_passwords(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "secret.txt"
    file.write_text("a long password \nsecond line\n", encoding="utf-8")
    assert rules_of(Options("0.0.0.0", 0, password_file=file)).password == "a long password"
    monkeypatch.setenv("LAGEBILD_PASSWORD", "another long one")
    assert rules_of(Options("127.0.0.1", 0)).password == "another long one"
    assert rules_of(Options("127.0.0.1", 0, password_file=file)).password == "a long password"
    for words in ("", "short", "\n"):
        file.write_text(words, encoding="utf-8")
        with pytest.raises(UsageError, match="8 signs"):
            rules_of(Options("127.0.0.1", 0, password_file=file))
    file.write_bytes(b"\xff\xfe long enough")
    with pytest.raises(UsageError, match="cannot be read"):
        rules_of(Options("127.0.0.1", 0, password_file=file))
    with pytest.raises(UsageError, match="cannot be read"):
        rules_of(Options("127.0.0.1", 0, password_file=tmp_path))


def test_names_that_a_server_answers_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGEBILD_PASSWORD", "a long password")
    assert rules_of(Options("0.0.0.0", 0, ("Desk.Example",))).knows("desk.example:8417")
    assert rules_of(Options("10.1.2.3", 0)).knows("10.1.2.3:8417")
    assert not rules_of(Options("0.0.0.0", 0)).knows("0.0.0.0:8417")
    assert rules_of(Options("fd00::1", 0)).knows("[fd00::1]:80")


def test_a_host_that_is_none_is_told() -> None:
    for host in ("no such host", "300.1.1.1", "192.0.2.77"):
        with pytest.raises(UsageError):
            listen(host, 0)


def test_the_address_can_be_opened() -> None:
    with listen("127.0.0.1", 0) as listening:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address_of(listening))


def test_an_answer_is_sent_at_once() -> None:
    """asyncio turns off Nagle's waiting on sockets that say they are TCP; with it every answer took 40 ms more."""
    with listen("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_it_serves_until_it_is_interrupted(place: str) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "lagebild", "serve", "--ledger", place, "--port", "0"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            said = server.stderr.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/", said)
            assert address is not None, said
            with urllib.request.urlopen(address[0], timeout=20) as answer:
                assert b"The Gazette" in answer.read()
        finally:
            server.send_signal(signal.SIGINT)
        rest = server.stderr.read()
        assert server.wait(20) == 0
        assert rest == ""

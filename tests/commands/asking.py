"""Asks a command, and gives what it writes."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from lagebild.cli import main


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command that does well writes."""
    capsys.readouterr()
    assert main(list(arguments)) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def objects(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    """The objects that a command writes as JSON."""
    return [json.loads(line) for line in shown(capsys, *arguments, "--format", "json").splitlines()]


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    """The rows of a command in JSON; those in CSV are as many, with the same keys."""
    found = objects(capsys, *arguments)
    header, *written = csv.reader(io.StringIO(shown(capsys, *arguments, "--format", "csv")))
    assert len(written) == len(found)
    assert all(list(one) == header for one in found)
    return found

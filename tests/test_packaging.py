"""What is installed: the lock files hold what the program asks for, and nothing that ties them to one place."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tools import lock

ROOT = Path(__file__).resolve().parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MOST_MEGABYTES = 60  # what a person should have to fetch


def names(requirements: list[str]) -> set[str]:
    """The names of requirements, as lock files write them."""
    return {re.split(r"[<>=\[]", requirement)[0].lower() for requirement in requirements}


def locked(name: str) -> dict[str, str]:
    """The version of each package of a lock file."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize(("name", "extras"), lock.FILES.items())
def test_what_the_program_asks_for_is_locked(name: str, extras: tuple[str, ...]) -> None:
    wanted = [*PROJECT["dependencies"], *(r for extra in extras for r in PROJECT["optional-dependencies"][extra])]
    assert names(wanted) - set(locked(name)) - {lock.PINNED_ELSEWHERE} == set()


@pytest.mark.parametrize("name", lock.FILES)
def test_a_lock_file_is_tied_to_no_place_and_holds_nothing_of_a_hub(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"://|file:/|^-|@ ", text, re.MULTILINE) == []
    assert {lock.NEVER_IMPORTED, lock.PINNED_ELSEWHERE} & set(locked(name)) == set()
    assert lock.pruned(text) == text


def test_weights_are_made_with_the_versions_that_read_them() -> None:
    assert locked("requirements.lock").items() <= locked("requirements-train.lock").items()


def test_torch_is_pinned_once() -> None:
    (pinned,) = re.findall(r"^torch==\S+$", (ROOT / "requirements-torch.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert pinned in PROJECT["optional-dependencies"]["train"]


def test_what_is_left_out_takes_along_what_only_it_needs() -> None:
    text = """\
click==8 \\
    --hash=sha256:aa
    # via
    #   fastwarc
    #   huggingface-hub
hf-xet==1 \\
    --hash=sha256:bb
    # via huggingface-hub
huggingface-hub[hf-xet]==2 \\
    --hash=sha256:cc
    # via tokenizers
mypy[faster]==3 \\
    --hash=sha256:dd
    # via lagebild (pyproject.toml)
torch==2.13.0 \\
    --hash=sha256:ee
    # via lagebild (pyproject.toml)
"""
    assert (
        lock.pruned(text)
        == """\
click==8 \\
    --hash=sha256:aa
    # via fastwarc
mypy==3 \\
    --hash=sha256:dd
    # via lagebild (pyproject.toml)
"""
    )


def test_the_shipped_weights_are_small_enough_to_be_fetched() -> None:
    files = (ROOT / "src" / "lagebild" / "encoder" / "weights").rglob("*")
    assert sum(file.stat().st_size for file in files if file.is_file()) < MOST_MEGABYTES * 1e6

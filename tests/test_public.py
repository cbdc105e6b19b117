from __future__ import annotations

import subprocess
import sys

import pytest

import lagebild
from tests import readings

PUBLIC = [
    "Actor", "Article", "Block", "Claim", "DataFileError", "Deed", "Doing", "Entry", "Event", "FetchError", "Figure",
    "Filters", "LagebildError", "Ledger", "LedgerError", "Mention", "NoArticleError", "NotAPageError", "Note", "Page",
    "PageError", "Place", "Reading", "Source", "Span", "Tie", "Time", "UsageError", "WeightsError", "Why",
    "__version__", "from_json", "open_ledger", "read", "read_all", "read_text", "to_json",
]  # fmt: skip


def test_the_public_names_are_pinned() -> None:
    assert lagebild.__all__ == PUBLIC


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_there_and_listed(name: str) -> None:
    assert getattr(lagebild, name) is not None
    assert name in dir(lagebild)


def test_another_name_is_none() -> None:
    with pytest.raises(AttributeError, match="module 'lagebild' has no attribute 'reed'"):
        lagebild.reed  # noqa: B018


def test_importing_costs_nothing() -> None:
    code = "import sys; before = set(sys.modules); import lagebild; print(*sorted(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in loaded if name.startswith("lagebild")] == ["lagebild"]


def test_the_package_says_that_it_is_typed() -> None:
    from importlib import resources

    assert resources.files("lagebild").joinpath("py.typed").is_file()


def test_a_notebook_shows_the_spans() -> None:
    shown = readings.reading()._repr_html_()
    assert "Not one soldier has left our country." in shown
    assert "<script" not in shown

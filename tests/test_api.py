from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

import lagebild
from lagebild import api, settings
from lagebild.types import Page, Reading, ReadOptions
from tests import readings, stub


@pytest.fixture(autouse=True, name="stub")
def noted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Page, ReadOptions]]:
    """A reader that notes what it is given."""
    given: list[tuple[Page, ReadOptions]] = []

    def read_page(page: Page, options: ReadOptions) -> Reading:
        given.append((page, options))
        return readings.reading()

    stub.pipeline(monkeypatch, read_page)
    return given


def test_a_path_is_read_as_text_or_as_a_path(tmp_path: Path, stub: list[tuple[Page, ReadOptions]]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A title\n\nSome text.", encoding="utf-8")
    assert lagebild.read(path, published="2024-10-20") == lagebild.read(str(path)) == readings.reading()
    assert [page.requested for page, _ in stub] == [str(path)] * 2
    assert [options.published for _, options in stub] == ["2024-10-20", None]


def test_a_page_is_read_as_it_is(stub: list[tuple[Page, ReadOptions]]) -> None:
    page = Page(b"<p>text", "html", "a.html")
    lagebild.read(page, url="https://example.org/a", language="de")
    assert stub == [(page, ReadOptions(None, "https://example.org/a", "de"))]


def test_text_is_read_and_half_characters_keep_their_place(stub: list[tuple[Page, ReadOptions]]) -> None:
    lagebild.read_text("Grüße \ud800 Ende")
    ((page, _),) = stub
    assert (page.content.decode("utf-8"), page.origin, page.charset) == ("Grüße ? Ende", "text", "utf-8")


def test_several_pages_are_for_read_all(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"text": "One. This is a text."}\n{"text": "Two. This is a text."}\n', encoding="utf-8")
    with pytest.raises(lagebild.UsageError, match=r"holds more than one page; read them with lagebild\.read_all"):
        lagebild.read(path)
    assert list(lagebild.read_all(path)) == [readings.reading()] * 2


@pytest.mark.parametrize("day", ["2024", "2024-10", "2024-10-20", date(2024, 10, 20), datetime(2024, 10, 20, 7, 30)])
def test_days(day: str | date) -> None:
    found = api.options_of(published=day).published
    assert found is not None
    assert str(day).startswith(found)


@pytest.mark.parametrize("day", ["", "24-10-20", "2024-1-2", "2024-02-30", "0000-01-01", "2024-10-20x", "20.10.2024"])
def test_what_is_no_day_is_refused(day: str) -> None:
    with pytest.raises(lagebild.UsageError, match="is no day; give YYYY-MM-DD"):
        api.options_of(published=day)


@pytest.mark.parametrize("weights", ["", "best", "Full"])
def test_what_are_no_weights_is_refused(weights: str) -> None:
    with pytest.raises(lagebild.UsageError, match="are not known; choose one of: full, free, none"):
        api.options_of(weights=weights)


def test_weights_are_those_of_the_call_or_left_to_the_setting(stub: list[tuple[Page, ReadOptions]]) -> None:
    lagebild.read_text("A title\n\nSome text.", weights="free")
    lagebild.read(Page(b"text", "text", "a"), weights="none")
    lagebild.read(Page(b"text", "text", "a"))
    assert [options.weights for _, options in stub] == ["free", "none", None]


def test_the_choices_of_option_and_setting_are_the_same() -> None:
    (setting,) = (setting for setting in settings.SETTINGS if setting.name == "weights")
    assert setting.choices == api.WEIGHTS


@pytest.mark.parametrize("url", ["", "example.org", "ftp://example.org", "https://", "javascript:alert(1)"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(lagebild.UsageError, match="is no address"):
        api.options_of(url=url)

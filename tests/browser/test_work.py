"""The work of a desk in a real browser: deciding by keyboard, what is wrong, two readers at once, adding pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import EXAMPLES, served
from tests.browser.test_pages import LOOKS, violations


@pytest.fixture
def desk(ledger: Path, tmp_path: Path) -> Iterator[str]:
    """Where a server shows a copy of the ledger, which can be written; pages are read by the rules alone."""
    shutil.copy(ledger, tmp_path / "desk.db")
    with served(tmp_path / "desk.db") as found:
        yield found


@pytest.fixture(params=LOOKS)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A window, light, dark and narrow."""
    context = browser.new_context(**LOOKS[request.param])  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def held(page: Page) -> None:
    """Holds a page to what every page is held to."""
    assert not (wrong := violations(page)), (page.url, wrong)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= page.evaluate("innerWidth"), page.url


def a_claim(page: Page, desk: str) -> str:
    """The address of the work on the first claim of an article."""
    page.goto(f"{desk}/articles")
    page.locator("main td.title a").first.click()
    return str(page.locator(".rows .towork a").first.get_attribute("href"))


def test_a_reader_decides_by_keyboard_alone(page: Page, desk: str) -> None:
    work = a_claim(page, desk)
    page.goto(f"{desk}{work}?kind=checked")
    page.get_by_label("Reason", exact=True).focus()
    page.keyboard.type("heard the recording")
    page.keyboard.press("Tab")
    page.keyboard.type("Ada")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("It was taken down")
    held(page)
    expect(page.get_by_label("Your name", exact=True)).to_have_value("Ada")
    page.get_by_role("link", name="undo").first.click()
    page.get_by_label("Reason", exact=True).fill("it was another one")
    held(page)
    page.get_by_role("button").click()
    expect(page).to_have_url(re.compile("/history"))
    expect(page.locator(".decided > li")).to_have_count(2)
    held(page)


def test_what_is_wrong_and_what_was_decided_meanwhile(page: Page, desk: str) -> None:
    work = a_claim(page, desk)
    page.goto(f"{desk}{work}?kind=correct")
    page.get_by_label("Cell", exact=True).select_option("act")
    page.get_by_label("Right value", exact=True).fill("shout")
    page.get_by_label("Reason", exact=True).fill("kept")
    page.get_by_label("Your name", exact=True).fill("Ada")
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Right value", exact=True)).to_have_accessible_description(
        re.compile("cannot have this value")
    )
    expect(page.get_by_label("Reason", exact=True)).to_have_value("kept")
    held(page)
    other = page.context.new_page()
    other.goto(f"{desk}{work}?kind=note")
    other.get_by_role("textbox", name="Note").fill("Look at page two")
    other.get_by_label("Your name", exact=True).fill("Bo")
    other.get_by_role("button").click()
    expect(other.get_by_role("status")).to_be_visible()
    page.get_by_label("Right value", exact=True).fill("deny")
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("meanwhile")
    expect(page.locator(".decided")).to_contain_text("Look at page two")
    held(page)
    page.get_by_role("button").click()
    expect(page.locator(".decided ins")).to_have_text('"deny"')
    held(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_files_are_added_and_progress_shows_by_itself(browser: Browser, desk: str, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{desk}/add")
    first = sorted((EXAMPLES / "press").iterdir())[0]
    empty: Any = {"name": "empty.txt", "mimeType": "text/plain", "buffer": b" "}
    content = first.read_bytes().replace(b"</title>", b" again</title>")
    again: Any = {"name": "again.html", "mimeType": "text/html", "buffer": content}
    page.locator("#files").set_input_files([again, empty])
    page.locator("form button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Read", timeout=60_000)
    expect(page.get_by_text("empty.txt is empty")).to_be_visible()
    if scripts:
        held(page)
    page.locator("main li a").first.click()
    expect(page).to_have_url(re.compile("/article/"))
    context.close()

"""Comments in a real browser: a stranger writes one, a desk decides, and it stands where everybody reads it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SCREENS, lagebild, served
from tests.browser.test_work import held, page

__all__ = ["page"]
EMAIL = "marked.reader@secret.example"


@pytest.fixture
def servers(ledger: Path, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Where a copy of the ledger is shown to the public, and where to its desk."""
    shutil.copy(ledger, tmp_path / "own.db")
    with ExitStack() as opened:
        yield (
            opened.enter_context(served(tmp_path / "own.db", "--comments")),
            opened.enter_context(served(tmp_path / "own.db")),
        )


def kept(page: Page, name: str) -> None:
    """Holds a page to what every page is held to, and keeps its picture."""
    held(page)
    SCREENS.mkdir(parents=True, exist_ok=True)
    width = (page.viewport_size or {"width": 0})["width"]
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    page.screenshot(
        path=SCREENS / f"{name}-{'narrow' if width < 700 else 'dark' if dark else 'light'}.png", full_page=True
    )


def test_a_comment_from_its_form_to_its_place(page: Page, servers: tuple[str, str], tmp_path: Path) -> None:
    public, desk = servers
    page.goto(f"{public}/articles")
    page.locator("main td.title a").first.click()
    article = page.url
    kept(page, "public-article")
    page.get_by_role("link", name="Write a comment").click()
    kept(page, "comment-form")
    page.get_by_label("Your comment").fill("The minister said so on Monday.\n\nSee page two.")
    page.get_by_label(re.compile("Your name")).fill("Ada")
    page.get_by_label(re.compile("Your e-mail")).fill("ada@localhost")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label(re.compile("Your e-mail"))).to_have_accessible_description(re.compile("no e-mail address"))
    expect(page.get_by_label("Your comment")).to_have_value("The minister said so on Monday.\n\nSee page two.")
    kept(page, "comment-wrong")
    page.get_by_label(re.compile("Your e-mail")).fill(EMAIL)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status")).to_contain_text("Thank you")
    kept(page, "comment-sent")
    page.goto(article)
    expect(page.locator(".comments")).to_have_count(0)

    page.goto(desk)
    kept(page, "overview-waiting")
    page.get_by_role("link", name="One comment waits").click()
    expect(page.locator(".comments")).to_contain_text("See page two.")
    kept(page, "comments-pending")
    page.get_by_role("link", name="Approve", exact=True).click()
    expect(page.get_by_text(EMAIL)).to_be_visible()
    kept(page, "comment-decide")
    page.get_by_label("Reason", exact=True).fill("to the point")
    page.get_by_label("Your name", exact=True).fill("Bo")
    page.get_by_role("button").click()
    expect(page.get_by_role("status")).to_be_visible()
    page.get_by_role("link", name=re.compile("^approved")).click()
    expect(page.locator(".comments")).to_contain_text("Bo")
    kept(page, "comments-approved")

    page.goto(article)
    expect(page.locator(".comments")).to_contain_text("See page two.")
    assert "secret.example" not in page.content()
    kept(page, "public-article-commented")
    lagebild(
        *("publish", "--ledger", str(tmp_path / "own.db"), "--out", str(tmp_path / "dossier"), "--ui", "en"),
        *("--comments-to", f"{public}/comment"),
    )
    file = tmp_path / "dossier" / "articles" / f"{article.rsplit('/', 1)[1][:16]}.html"
    page.goto(file.as_uri())
    expect(page.locator(".remarks")).to_contain_text("See page two.")
    kept(page, "published-commented")
    page.get_by_role("link", name="Send a comment").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Write a comment")


@pytest.mark.parametrize("ui", ["en", "de"])
def test_the_navigation_has_two_lines(page: Page, address: str, ui: str) -> None:
    page.goto(f"{address}/?ui={ui}")
    if (page.viewport_size or {"width": 0})["width"] < 1000:
        held(page)
        return
    for name in ("tools", "pages"):
        tops = page.locator(f".bar .{name} li").evaluate_all("all => all.map((one) => one.offsetTop)")
        assert len(set(tops)) == 1, (name, tops)
    kept(page, f"navigation-{ui}")

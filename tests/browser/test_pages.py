"""Every kind of page in a real browser: no violation that axe-core finds, no error, nothing asked elsewhere, and room
for all of it on a phone; its pictures, light, dark and narrow, are kept in build/screens."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import SCREENS, lagebild

#: The rules of WCAG 2.2 AA and what axe holds to be good practice beside them.
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
LOOKS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "narrow": {"color_scheme": "light", "viewport": {"width": 360, "height": 800}},
}
_LINK = re.compile(r'<a[^>]*\shref="(/[^"#]*)')


def kinds(address: str) -> dict[str, str]:
    """One address of each kind of page, found by following links from the first page."""
    found, waiting, seen = dict[str, str](), ["/"], set[str]()
    while waiting:
        path = waiting.pop(0)
        kind = (
            "-".join(part for part in [urlsplit(path).path.strip("/").split("/")[0].partition(".")[0]] if part)
            or "overview"
        )
        if path in seen or path.partition("?")[0].endswith((".json", ".csv")) or "ui=" in path:
            continue
        seen.add(path)
        if kind in found:
            continue
        found[kind] = path
        with urlopen(urljoin(address, path)) as answer:
            waiting += [link.replace("&amp;", "&") for link in _LINK.findall(answer.read().decode())]
    return found


def look(browser: Browser, address: str, name: str, how: str, *, holds: str = "main") -> None:
    """Opens a page and holds it to all that every page is held to; there has to be what `holds` selects."""
    said: list[str] = []
    asked: list[str] = []
    context = browser.new_context(**LOOKS[how])  # type: ignore[arg-type]
    try:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        SCREENS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENS / f"{name}-{how}.png", full_page=True)
        assert not said, (address, said)
        assert page.locator(holds).count(), (address, holds)
        origin = urlsplit(address)[:2]
        assert all(urlsplit(url)[:2] == origin for url in asked), asked
        width = page.evaluate("document.scrollingElement.scrollWidth")
        assert width <= LOOKS[how]["viewport"]["width"], (address, how, width, _too_wide(page))  # type: ignore[index]
        assert not (wrong := violations(page)), (address, how, wrong)
    finally:
        context.close()


def violations(page: Page) -> list[tuple[str, str, list[str]]]:
    """What axe-core finds wrong: the rule, what it asks for, and up to five places."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [(one["id"], one["help"], [node["html"][:200] for node in one["nodes"][:5]]) for one in found]


def _too_wide(page: Page) -> list[str]:
    return page.evaluate(  # type: ignore[no-any-return]
        """() => [...document.querySelectorAll("body *")]
            .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
            .slice(0, 5).map((one) => one.outerHTML.slice(0, 160))"""
    )


@pytest.fixture(scope="module")
def addresses(address: str) -> dict[str, str]:
    return kinds(address)


def test_the_pages_are_those_of_a_desk(addresses: dict[str, str]) -> None:
    asked = {"overview", "articles", "article", "propositions", "proposition", "figures", "figure", "disputes"}
    asked |= {"sources", "source", "outlets", "outlet", "actor"}
    assert asked <= set(addresses)


@pytest.mark.parametrize("how", LOOKS)
def test_every_kind_of_page(browser: Browser, address: str, addresses: dict[str, str], how: str) -> None:
    for kind, path in addresses.items():
        look(browser, urljoin(address, path), kind, how)


@pytest.mark.parametrize("how", LOOKS)
def test_a_published_dossier(browser: Browser, ledger: Path, tmp_path: Path, how: str) -> None:
    lagebild("publish", "--ledger", str(ledger), "--out", str(tmp_path / "dossier"), "--by", "The Gazette")
    look(browser, (tmp_path / "dossier" / "index.html").as_uri(), "published", how)
    article = next((tmp_path / "dossier" / "articles").glob("*.html"))
    look(browser, article.as_uri(), "published-article", how)


def test_who_said_a_value_first_is_three_clicks_away(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.get_by_role("link", name="Figures", exact=True).click()
    page.get_by_role("link", name=re.compile("soldiers .North Korea")).first.click()
    page.get_by_role("link", name="what was said first above").click()
    rows = page.locator("table.values tbody tr").all_inner_texts()
    ten = next(row for row in rows if row.startswith("10,000") and "any bound" in row)
    assert "Zelenskyy" in ten
    assert "←" in ten  # on whose word
    twelve = next(row for row in rows if row.startswith("12,000") and "planned" in row)
    assert re.search(r"\d known: ", twelve)
    whole = next(row for row in rows if row.startswith("12,000") and "any bound" in row)
    assert "report that names no source and may repeat them: " in whole
    assert "as the end of a range: 10,000–12,000" in whole


def test_which_figures_contradict_each_other_is_answered_whole(browser: Browser, address: str) -> None:
    page = browser.new_page()
    for path in ("/figure?of=soldier&whose=PRK&family=movement", "/disputes?kind=dispute"):
        page.goto(urljoin(address, path))
        told = page.locator(".verdict li").all_inner_texts()
        assert len(told) == 4
        assert told[0].startswith("Contradict each other for certain: none")
        assert "Taken back or called wrong" in told[2]
        assert "12,000 sent" in told[2]
        assert re.search(r"another stage \d", told[3])
    page.locator(".verdict li a").first.click()
    assert page.get_by_text("The two that you asked for").count()


def test_the_row_of_the_claim_that_an_address_means_is_in_sight_beside_the_text(
    browser: Browser, address: str, addresses: dict[str, str]
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 700})
    page.goto(urljoin(address, addresses["article"]))
    last = page.locator(".rows > li").last.get_attribute("id")
    assert last
    page.goto(urljoin(address, f"{addresses['article']}#c-{last.removeprefix('k-')}"))
    page.wait_for_function("document.querySelector('.rows > .here')")
    for part in (f"#{last}", f"#c-{last.removeprefix('k-')}"):
        box = page.locator(part).bounding_box()
        assert box, part
        assert box["y"] >= 0, part
        assert box["y"] + box["height"] <= 700, part
    assert page.evaluate("getComputedStyle(document.querySelector('.beside')).overflowY") == "visible"

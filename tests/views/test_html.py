import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from lxml import etree, html

from lagebild.views.html import OPEN_ARTICLES, Pages, render
from lagebild.views.wording import UI_LANGUAGES
from tests import readings
from tests.picture import press

Page = Any  # an element of lxml, whose stubs do not know HTML


@pytest.fixture(scope="module", params=UI_LANGUAGES)
def page(request: pytest.FixtureRequest) -> Page:
    return html.document_fromstring(render(press.press(), ui=request.param, title="Eine <b>Probe</b>"))


def found(page: Page, path: str) -> list[Page]:
    result = page.xpath(path)
    assert isinstance(result, list)
    return result


def test_every_anchor_leads_somewhere(page: Page) -> None:
    ids = [str(i) for i in page.xpath("//@id")]
    assert len(ids) == len(set(ids))
    targets = {str(href)[1:] for href in page.xpath("//@href") if str(href).startswith("#")}
    assert targets - set(ids) == set()
    assert len(targets) > 40


def test_nothing_comes_from_elsewhere(page: Page) -> None:
    assert not found(page, "//script | //link | //img | //iframe | //object | //embed | //form | //base | //*[@src]")
    outside = [str(href) for href in page.xpath("//@href") if not str(href).startswith("#")]
    assert outside == ["https://harbour-wire.example/world/3000-troops?ref=a&b=<c>"]
    style = "".join(found(page, "//style/text()"))
    assert "@import" not in style
    assert set(re.findall(r"url\(([^)]*)\)", style)) == {"#hatch"}
    assert not found(page, "//@*[starts-with(name(), 'on')]")


def test_policy_forbids_scripts_and_requests(page: Page) -> None:
    policy = str(page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)"))
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy


def test_words_of_pages_stay_words(page: Page) -> None:
    title = press.hostile_page().article.title
    assert title is not None
    assert found(page, "//section[@id='articles']//td[@class='title']/a")[3].text_content() == title
    assert not found(page, "//b[text()='Fett' or text()='Probe' or text()=\"'5000'\"] | //i[text()='Niemand']")
    assert found(page, "//h1")[0].text_content() == "Eine <b>Probe</b>"
    assert "49" not in found(page, "//*[@id='t4']")[0].text_content()


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_text_without_tags_is_the_text_of_the_article(page: Page, number: int) -> None:
    text = found(page, f"//*[@id='a{number}']//div[@class='text']")[0].text_content()
    assert text == press.press()[number - 1].article.text


def test_each_cell_of_a_claim_leads_to_its_sentence_and_back(page: Page) -> None:
    for reading, number in zip(press.press(), range(1, 5), strict=True):
        for row in found(page, f"//tr[starts-with(@id, 'c{number}-')]"):
            targets = {str(href)[1:] for href in row.xpath(".//a/@href")}
            assert len(targets) == 1
            assert len(row.xpath("./td")) == len(row.xpath("./td/a"))
            sentence = found(page, f"//*[@id='{targets.pop()}']")[0]
            assert f"#{row.get('id')}" in [a.get("href") for a in sentence.xpath(".//a")]
            content = str(row.xpath("string(./td[contains(@class, 'what')])"))
            assert content.split(" […] ")[0] in " ".join(sentence.text_content().split())
        assert len(found(page, f"//tr[starts-with(@id, 'c{number}-')]")) == len(reading.claims)


def test_each_mark_of_a_plot_leads_to_a_sentence(page: Page) -> None:
    marks = found(page, "//div[@class='plot']//li")
    assert len(marks) == 6
    for mark in marks:
        places = {str(href) for href in mark.xpath(".//a/@href")}
        assert len(places) == 1
        assert mark.xpath("./*[local-name()='svg']/@aria-label")


def test_plot_draws_every_kind_of_bound(page: Page) -> None:
    classes = {str(c) for c in page.xpath("//div[@class='plot']//*[local-name()='svg']//@class")}
    assert {"exact", "about", "range", "vague", "open", "arrowhead", "end"} <= classes


def test_figures_say_how_firmly_they_are_put() -> None:
    one = press.copied_page()
    wrong = replace(one, claims=(replace(one.claims[0], author_factuality="CT-"),))
    drawn = html.document_fromstring(render([press.first_page(), wrong]))
    texts = {str(mark.xpath("string(./p/a)")): mark for mark in found(drawn, "//div[@class='plot']//li")}
    assert "possible" in texts["Tausende"].text_content()
    assert "the author contradicts" in texts["Rund 3000"].text_content()
    assert texts["Rund 3000"].xpath("./svg[@class='untrue']")
    assert not texts["1500"].xpath(".//*[contains(@class, 'firm')]")


def test_headings_go_down_step_by_step(page: Page) -> None:
    levels = [int(h.tag[1]) for h in found(page, "//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 2 for earlier, later in pairwise(levels))


def test_landmarks_and_labels(page: Page) -> None:
    for tag in ("header", "nav", "main", "footer"):
        assert found(page, f"//{tag}")
    assert str(page.xpath("string(/html/@lang)")) in UI_LANGUAGES
    assert not found(page, "//table[not(.//th[@scope])]")
    assert all(e.get("aria-label") for e in found(page, "//a[@class='n']"))


def test_only_web_addresses_are_linked() -> None:
    for bad in (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x.example",
        "https://",
        "http://[",
        "",
    ):
        assert Pages.link(bad) is None
    assert Pages.link("https://x.example/a") == "https://x.example/a"


def test_many_articles_are_folded() -> None:
    one = press.agency_page()
    many = [replace(one, article=replace(one.article, id=str(n))) for n in range(OPEN_ARTICLES + 1)]
    assert not found(html.document_fromstring(render(many)), "//details[@class='body'][@open]")
    assert found(html.document_fromstring(render(many[:-1])), "//details[@class='body'][@open]")


def test_an_empty_dossier_and_an_article_without_claims_have_a_page() -> None:
    assert "Nobody denies anything" in render([])
    bare = replace(press.agency_page(), claims=())
    assert "No claim was read from this article." in render([bare])


def test_forbidden_code_points_do_not_break_the_page() -> None:
    text = "Kopf\n\nEin\x00 Satz\x1b[31m mit \ud800 Resten."
    article = press.article("odd", [("paragraph", text)], publisher="A\x07B")
    reading = press.Reader(article)
    reading.claim("Ein\x00 Satz\x1b[31m mit \ud800 Resten.", source=("described", "Satz\x1b"), form="reported")
    drawn = render([reading.reading()])
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", drawn)
    drawn.encode("utf-8")
    etree.HTML(drawn)


def test_a_counted_time_says_what_it_was_counted_from() -> None:
    page = html.document_fromstring(render([readings.reading()], ui="en"))
    assert found(page, '//q[@class="when"]/@title') == ["counted from the day of publication, 20 October 2024"]


def test_a_figure_says_since_when_it_holds() -> None:
    page = html.document_fromstring(render([readings.reading()], ui="en"))
    (cell,) = found(page, '//span[contains(., "since:")]')
    assert (cell.text, cell.get("title")) == ("since: June", "June 2024")

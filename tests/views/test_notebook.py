from lxml import html

from lagebild.views.notebook import spans_html
from tests.picture import press


def test_text_is_the_article_and_every_link_stays_inside() -> None:
    for reading in press.press():
        fragment = html.fragment_fromstring(spans_html(reading, ui="de"))
        text = fragment.xpath(".//div[@class='text']")
        assert isinstance(text, list)
        assert text[0].text_content() == reading.article.text
        ids = {str(i) for i in fragment.xpath(".//@id")}
        assert {str(href)[1:] for href in fragment.xpath(".//@href")} <= ids
        assert not fragment.xpath(".//script | .//*[@src]")
        assert len(fragment.xpath(".//tbody/tr")) == len(reading.claims)


def test_two_readings_in_one_notebook_do_not_share_anchors() -> None:
    one, two = (html.fragment_fromstring(spans_html(r)).xpath(".//@id") for r in press.press()[:2])
    assert not set(map(str, one)) & set(map(str, two))

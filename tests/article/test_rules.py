"""Every rule in data: its example matches, its counter-example does not."""

from __future__ import annotations

import pytest

from lagebild.article.boxes import Box, boxes, kind_of, pattern
from lagebild.article.lines import LineRule, line_rules
from lagebild.article.notes import messages, word
from lagebild.lang.load import LANGUAGES, table
from tests.article.pages import read, simple, words

GROUPS = ("line", "section", "end", "author", "byline", "dateline", "paywall", "login")
RULES = [(group, rule) for group in GROUPS for rule in line_rules(group)]


@pytest.mark.parametrize(
    ("group", "rule"), RULES, ids=[f"{group}-{rule.id}-{n}" for n, (group, rule) in enumerate(RULES)]
)
def test_rule(group: str, rule: LineRule) -> None:
    assert rule.compiled().search(rule.example), rule.id
    assert not rule.compiled().search(rule.counter_example), rule.id
    if rule.what:
        assert all(word(rule.what, language) for language in LANGUAGES)


@pytest.mark.parametrize("box", boxes(), ids=lambda box: box.id)
def test_box(box: Box) -> None:
    found = pattern(box.words, whole=box.whole)
    assert found.search(box.example)
    assert not found.search(box.counter_example)
    assert all(word(box.id, language) for language in LANGUAGES)


@pytest.mark.parametrize("box", boxes(), ids=lambda box: box.id)
def test_box_is_left_out_of_a_page(box: Box) -> None:
    noise = "Dieser Satz steht in einem Kasten und gehört nicht zum Artikel, sagt sein Etikett."
    html = simple().replace("</p>\n<p>", f'</p><div class="LABEL"><p>{noise}</p></div><p>', 1)
    assert noise not in read(html.replace("LABEL", box.example)).text
    assert noise in read(html.replace("LABEL", box.counter_example)).text


@pytest.mark.parametrize(("group", "rule"), [r for r in RULES if r[0] == "line"], ids=lambda r: getattr(r, "id", ""))
def test_line_is_left_out_of_a_page(group: str, rule: LineRule) -> None:
    article = read(simple().replace("</p>\n<p>", f"</p><p>{rule.example}</p><p>", 1))
    assert rule.example not in [text for _, text in words(article)]


def test_no_id_twice() -> None:
    for language in LANGUAGES:
        for group in GROUPS:
            names = [rule["id"] for rule in table(language, "furniture")[group]]
            assert len(names) == len(set(names)), (language, group)


def test_labels_are_read_as_words() -> None:
    assert kind_of("comment-list") == "comments"
    assert kind_of("commentary") is None
    assert kind_of("has-shareholders") is None


def test_messages_fill_their_places() -> None:
    for code, message in messages().items():
        for text in (message.de, message.en):
            assert text.format(what="x", why="y", words="z", day="1", how="h"), code

"""A language without rules: the encoder's reports, marked quotations beside them, the rest is the author's."""

from __future__ import annotations

import time
from collections.abc import Sequence

from lagebild.extract import attribution
from lagebild.text import analyse
from lagebild.types import Attribution, Document, NameMention, SourceMention, Span
from tests.encoder.fakes import FakeEncoder, Known, joining, place, seen_in
from tests.text.articles import article

TEXT = "Мер Іван Коваль заявив, що дорогу відкрито. Уночі в місті йшов дощ без упину.\n«Ми чекаємо тут до весни»."


def document(text: str = TEXT) -> Document:
    return analyse(article(text, "uk"))


def read(
    found: Document, encoder: FakeEncoder, *layers: Sequence[tuple[int, ...]], names: tuple[NameMention, ...] = ()
) -> list[Attribution]:
    return list(attribution.read(found, names, joining(encoder, seen_in(found, *layers))))


def texts(spans: Sequence[Span]) -> list[str]:
    return [span.text for span in spans]


def test_a_content_that_the_encoder_sees_has_source_and_cue() -> None:
    found = document()
    content = place(found, "дорогу відкрито")
    roles = {"speaker": place(found, "Мер Іван Коваль"), "cue": place(found, "заявив")}
    roles |= {"addressee": place(found, "Уночі"), "origin": place(found, "місті")}
    encoder = FakeEncoder({content: Known({role: (words, 0.9) for role, words in roles.items()})})
    one, own, marked = read(found, encoder, [content])
    assert (texts(one.content), texts(one.cue)) == (["дорогу відкрито"], ["заявив"])
    assert one.source == SourceMention("described", found.article.span(0, len("Мер Іван Коваль")))
    assert [link.span and link.span.text for link in one.chain] == ["місті"]
    assert one.addressee is not None
    assert one.addressee.text == "Уночі"
    assert one.sentence.text == "Мер Іван Коваль заявив, що дорогу відкрито."
    assert [(why.rule, why.model) for why in one.why] == [(None, "fake")]
    assert (own.form, texts(own.content)) == ("author", ["Уночі в місті йшов дощ без упину."])
    assert (marked.form, texts(marked.content)) == ("direct", ["«Ми чекаємо тут до весни»"])
    assert [(why.rule, why.model) for why in marked.why] == [("direct:unread", None), (None, "fake")]


def test_a_source_with_a_name_is_named_and_none_with_a_cue_is_hearsay() -> None:
    found = document()
    content = place(found, "дорогу відкрито")
    source, cue = (place(found, "Мер Іван Коваль"), 0.9), (place(found, "заявив"), 0.9)
    start = found.article.text.index("Іван")
    name = NameMention(found.article.span(start, start + len("Іван Коваль")), ())
    other = NameMention(found.article.span(found.article.text.index("місті"), found.article.text.index(" йшов")), ())

    def kind(names: tuple[NameMention, ...], **roles: tuple[tuple[int, ...], float]) -> str:
        return read(found, FakeEncoder({content: Known(roles)}), [content], names=names)[0].source.kind

    assert kind((name, other), speaker=source, cue=cue) == "named"
    assert kind((other,), speaker=source, cue=cue) == "described"
    assert kind((name,), cue=cue) == "unnamed"
    assert kind((name,)) == "described"


def test_marked_quotations_are_dropped_where_their_score_is_low() -> None:
    found = document()
    marked = place(found, "«Ми чекаємо тут до весни»")
    assert any(one.form == "direct" for one in read(found, FakeEncoder()))
    result = read(found, FakeEncoder({marked: Known(worth=-3)}))
    assert [one.form for one in result] == ["author"] * 3
    assert texts(result[-1].content) == ["«Ми чекаємо тут до весни»."]


def test_a_clause_that_reports_within_the_marks_is_the_frame() -> None:
    found = document("«Ціна, – пояснив він у середу, – буде відома всім».")
    [one] = read(found, FakeEncoder())
    assert texts(one.content) == ["«Ціна,", "буде відома всім»"]
    assert texts(one.frame) == ["– пояснив він у середу, –"]


def test_short_sentences_and_those_that_a_report_touches_are_not_the_authors() -> None:
    found = document("Так було. Мер Іван Коваль заявив, що дорогу вже відкрито. Дощ іде вже третю ніч поспіль.")
    content = place(found, "дорогу вже відкрито")
    own = [one for one in read(found, FakeEncoder(), [content]) if one.form == "author"]
    assert [texts(one.content) for one in own] == [["Дощ іде вже третю ніч поспіль."]]
    assert {one.source for one in own} == {SourceMention("author", None)}


def test_a_page_without_words() -> None:
    assert read(document(""), FakeEncoder()) == []


def test_a_long_page_is_read_in_linear_time() -> None:
    def seconds(count: int) -> float:
        found = document(
            "\n".join(f"Мер заявив: «Ми чекаємо тут до весни, {n}». Дощ іде всю ніч." for n in range(count))
        )
        encoder, seen = FakeEncoder(), seen_in(found)
        before = time.process_time()
        assert len(attribution.read(found, (), joining(encoder, seen))) == 2 * count
        return time.process_time() - before

    short, long = (min(seconds(count) for _ in range(2)) for count in (100, 1000))
    assert long < 10 * short * 3  # the square would be 100 times as long

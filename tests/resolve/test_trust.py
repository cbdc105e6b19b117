"""What the encoder sees in the words of a name all over a page, and which unknown names are told for it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.encoder import Sight
from lagebild.errors import DataFileError
from lagebild.extract import names
from lagebild.extract.names.chances import Chance, Chances
from lagebild.resolve import actors, proper, trust
from lagebild.text import analyse
from lagebild.types import Actor, Attribution, Document, Language, Mention, SourceMention, Span
from tests.extract.test_names import article
from tests.extract.test_names_joined import sight_of


def seen(
    text: str, *marked: tuple[str, str, float], language: Language = "en"
) -> tuple[Document, Sight, tuple[Mention, ...]]:
    """A text with the mentions that stand after all names have been judged and weighed."""
    document = analyse(article(text, language))
    sight = sight_of(document, marked)
    chances = names.chances_of(document, sight)
    found = actors.resolve(document, proper.proper(document, names.read(document, sight), chances))
    return document, sight, trust.trusted(document, found, chances)


def span(document: Document, words: str) -> Span:
    at = document.article.text.index(words)
    return Span.of(document.article.text, at, at + len(words))


def test_the_shares_of_words_are_those_of_all_heads_and_make_one() -> None:
    document, sight, _ = seen("Kolvar met Lindgart.", ("Lindgart", "PER", 0.9))
    chance = Chances(document, sight).here(span(document, "Lindgart"))
    assert chance.person == pytest.approx(0.9 + 0.1 / 6, abs=0.01)
    shares = [getattr(chance, name) for name in Chance.__slots__]
    assert sum(shares) == pytest.approx(1.0, abs=1e-3)


@given(st.lists(st.sampled_from(["Kolvar", "Lindgart", "met", ","]), min_size=1, max_size=12))
def test_shares_always_make_one(words: list[str]) -> None:
    document = analyse(article("Then " + " ".join(words) + ".", "en"))
    chances = Chances(document, sight_of(document, [("Kolvar", "PER", 0.7)]))
    for token in document.tokens:
        chance = chances.everywhere(Span.of(document.article.text, token.start, token.end))
        total = sum(getattr(chance, name) for name in Chance.__slots__)
        assert total == pytest.approx(1.0, abs=1e-3) or not token.text[0].isalnum()


def test_a_name_is_asked_about_wherever_the_page_has_it() -> None:
    document, sight, _ = seen("Then Kolvar came. Then Kolvar left.", ("Kolvar", "ORG", 0.9))
    last = document.tokens[-2]
    at = [token.index for token in document.tokens if token.text == "Kolvar"]
    sight.seen.names[at[1]] = np.log(np.full(7, 1 / 7))
    chances = Chances(document, sight)
    assert last.text == "left"
    assert chances.here(span(document, "Kolvar")).body == pytest.approx(0.917, abs=0.02)
    assert chances.everywhere(span(document, "Kolvar")).body == pytest.approx((0.917 + 2 / 7) / 2, abs=0.02)


def test_without_an_encoder_nothing_is_weighed() -> None:
    document = analyse(article("Then Kolvar spoke.", "en"))
    assert names.chances_of(document, None) is None
    mention = Mention(span(document, "Kolvar"), Actor("Kolvar", "organisation"))
    assert trust.trusted(document, (mention,), None) == (mention,)


def test_an_unlikely_name_is_not_told_and_a_likely_one_is() -> None:
    _, _, found = seen("Then Kolvar spoke.", ("Kolvar", "ORG", 0.62))
    assert not found
    _, _, found = seen("Then Kolvar Institute spoke.", ("Kolvar Institute", "ORG", 0.97))
    assert [(m.actor.name, m.actor.kind) for m in found] == [("Kolvar Institute", "organisation")]


def test_what_a_list_knows_is_told_however_unlikely() -> None:
    _, _, found = seen("Then NATO met.", ("NATO", "ORG", 0.3))
    assert [m.actor.name for m in found] == ["NATO"]


@pytest.mark.parametrize(("share", "is_told"), [(0.6, False), (0.95, True)])
def test_a_place_that_no_list_knows_is_told_only_where_it_is_seen_as_one(share: float, is_told: bool) -> None:
    document = analyse(article("They fled from Kolvar.", "en"))
    chances = Chances(document, sight_of(document, [("Kolvar", "LOC", share)]))
    mention = Mention(span(document, "Kolvar"), Actor("Kolvar", "place"))
    assert trust.trusted(document, (mention,), chances) == ((mention,) if is_told else ())
    known = Mention(span(document, "Kolvar"), Actor("Kolvar", "place", "UKR"))
    assert trust.trusted(document, (known,), chances) == (known,)


def test_who_speaks_is_rather_believed() -> None:
    document, sight, _ = seen("Then Kolvar spoke.", ("Kolvar", "ORG", 0.8))
    words = span(document, "Kolvar")
    mention = Mention(words, Actor("Kolvar", "organisation"))
    said = Attribution(words, (words,), (), SourceMention("named", words), (), "indirect")
    silent, spoken = (
        trust.likelihood(trust.Weigher(document, Chances(document, sight), (mention,), told).features(mention))
        for told in ((), (said,))
    )
    assert spoken > silent


def test_a_person_whose_words_are_a_body_s_is_that_body() -> None:
    _, _, found = seen("Then Clara Kolvar paid. Then Clara Kolvar sold.", ("Clara Kolvar", "ORG", 0.99))
    assert {(m.actor.name, m.actor.kind) for m in found} == {("Clara Kolvar", "organisation")}


def test_what_is_no_name_to_the_encoder_is_no_person_by_its_capitals() -> None:
    _, _, found = seen("Then officials saw Deputy Shot there.")
    assert not found


def test_weights_that_are_missing_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    trust.model.cache_clear()
    monkeypatch.setattr(trust, "resource", lambda *_: {"bias": 1.0, "least": 0.5, "weights": {"none": 1.0}})
    with pytest.raises(DataFileError, match="missing or unknown"):
        trust.model()
    monkeypatch.undo()
    trust.model.cache_clear()
    assert 0 < trust.model()["least"] < 1

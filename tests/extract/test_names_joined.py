"""Names joined with what an encoder sees: made probabilities against expected mentions, and what must always hold."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.encoder import Sight
from lagebild.encoder.session import Encoder, Seen
from lagebild.extract import names
from lagebild.extract.names.cases import Case, PageNames, bare_forms, cases, is_case, same_name
from lagebild.extract.names.tags import best_tags, spans, tagged
from lagebild.lang.load import having
from lagebild.resolve import actors, sources
from lagebild.text import analyse
from lagebild.types import Actor, Attribution, Document, Language, NameMention, SourceMention, Span
from tests.extract.test_names import article

STRICT = tuple(kind + part for kind in ("PER", "ORG", "LOC", "OTH") for part in ("", "deriv", "part"))
PLAIN = ("PER", "ORG", "LOC")
SURE, UNSURE = 0.99, 0.3


def sight_of(document: Document, seen: Sequence[tuple[str, str, float]]) -> Sight:
    """An encoder that sees words as names (words, label, how surely), each at all places, and no name elsewhere."""
    labels = STRICT if document.article.language == "de" else PLAIN
    count = 1 + 2 * len(labels)
    chances = np.full((len(document.tokens), count), (1 - SURE) / (count - 1), np.float32)
    chances[:, 0] = SURE
    texts = [token.text for token in document.tokens]
    for words, label, sure in seen:
        parts = [token.text for token in analyse(article(words, document.article.language)).tokens]
        for first in (at for at in range(len(texts)) if texts[at : at + len(parts)] == parts):
            for at in range(first, first + len(parts)):
                chances[at] = (1 - sure) / (count - 1)
                chances[at, 1 + 2 * labels.index(label) + (at > first)] = sure
    return sight(np.log(chances), labels)


def sight(chances: np.ndarray, labels: tuple[str, ...]) -> Sight:
    nothing = np.zeros((len(chances), 1), np.float32)
    seen = Seen(nothing, nothing, chances, nothing[:, 0], "layered", labels)
    return Sight(cast(Encoder, SimpleNamespace(name="made", version="7")), seen)


def read(
    text: str, *seen: tuple[str, str, float], language: Language = "de"
) -> tuple[Document, tuple[NameMention, ...], dict[str, Actor]]:
    document = analyse(article(text, language))
    found = names.read(document, sight_of(document, seen))
    return document, found, {m.span.text: m.actor for m in actors.resolve(document, found)}


def test_a_name_that_only_the_encoder_sees_is_an_actor_of_its_kind() -> None:
    _, found, meant = read(
        "Quorba traf Zarn in Uxhall.",
        ("Quorba", "ORG", SURE),
        ("Zarn", "PER", SURE),
        ("Uxhall", "LOC", SURE),
    )
    assert meant == {
        "Quorba": Actor("Quorba", "organisation"),
        "Zarn": Actor("Zarn", "person"),
        "Uxhall": Actor("Uxhall", "place"),
    }
    assert [(m.head, m.is_place) for m in found] == [("", False), ("Zarn", False), ("", True)]
    assert all(m.why is not None and (m.why.model, m.why.version, m.why.score) == ("made", "7", 0.99) for m in found)


@pytest.mark.parametrize(
    ("label", "sure"), [("ORG", UNSURE), ("OTH", SURE), ("LOCderiv", SURE), ("ORGpart", SURE), ("PERpart", SURE)]
)
def test_what_is_unsure_or_no_name_of_an_actor_is_left_out(label: str, sure: float) -> None:
    assert read("Das ist Quorba.", ("Quorba", label, sure))[1] == ()


def test_where_both_agree_the_mention_of_the_rules_stays() -> None:
    text = "Moskau wies das zurück. Putin schwieg in Riga."
    seen = [(word, label, SURE) for word, label in (("Moskau", "LOC"), ("Putin", "PER"), ("Riga", "LOC"))]
    document, found, meant = read(text, *seen)
    assert found == names.read(document)
    assert meant["Moskau"].kind == "government"
    assert meant["Putin"].wikidata == "Q7747"


def test_a_guess_of_the_rules_gives_way_to_another_reading() -> None:
    assert read("Er fuhr nach Essen.", ("Essen", "LOC", SURE))[2]["Essen"].country == "DEU"
    assert read("Er sah Hamburg.", ("Hamburg", "PER", SURE))[2]["Hamburg"] == Actor("Hamburg", "person")
    assert read("Er sah Hamburg.", ("Hamburg", "PER", UNSURE))[2]["Hamburg"].kind == "place"
    assert "Hamburg" not in read("Er las Hamburg.", ("Hamburg", "OTH", SURE))[2]


def test_an_armed_group_is_no_person_however_sure_the_encoder_is() -> None:
    text = "Israel and Hezbollah agreed to a ceasefire."
    _, _, told = read(text, ("Israel", "LOC", SURE), ("Hezbollah", "PER", SURE), language="en")
    assert told["Hezbollah"].kind == "group"


def test_a_guess_in_which_the_encoder_sees_no_name_is_dropped() -> None:
    text = "Er fuhr nach Essen."
    assert "Essen" in {m.span.text for m in names.read(analyse(article(text)))}
    assert read(text)[1] == ()
    assert read("Der Präsident der Ukraine traf russische Soldaten in der Nato.")[1]


def test_words_of_a_gazetteer_are_found_where_the_encoder_tells_that_they_are_a_name() -> None:
    text = "Essen liegt an der Ruhr."
    assert "Essen" not in {m.span.text for m in names.read(analyse(article(text)))}
    assert read(text, ("Essen", "LOC", SURE))[2]["Essen"].country == "DEU"


def test_the_longer_name_of_the_encoder_takes_in_what_the_rules_read_inside() -> None:
    _, found, meant = read("Er sprach in Riga Airlines Turm.", ("Riga Airlines Turm", "ORG", SURE))
    assert meant == {"Riga Airlines Turm": Actor("Riga Airlines Turm", "organisation")}
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "words", "label"),
    [
        ("Der Präsident der Ukraine schwieg.", "Ukraine", "LOC"),
        ("Die Staatsanwaltschaft Hamburg schwieg.", "Hamburg", "LOC"),
        ("Es kamen nordkoreanische Soldaten.", "nordkoreanische", "LOCderiv"),
        ("Präsident Putin schwieg.", "Präsident Putin", "PER"),
    ],
)
def test_descriptions_and_titles_are_the_rules_to_read(text: str, words: str, label: str) -> None:
    document, found, _ = read(text, (words, label, SURE))
    assert found == names.read(document)


@pytest.mark.parametrize(
    ("language", "text", "word", "label"),
    [
        ("de", "Er forderte mehr Waffen.", "Er", "PER"),
        ("de", "Sie schwieg.", "Sie", "PER"),
        ("de", "Ihm half niemand.", "Ihm", "ORG"),
        ("de", "Jemand rief.", "Jemand", "PER"),
        ("en", "She called for arms.", "She", "PER"),
        ("en", "They left.", "They", "ORG"),
    ],
)
def test_a_pronoun_is_no_name_whatever_the_encoder_makes_of_its_capital(
    language: Language, text: str, word: str, label: str
) -> None:
    assert word not in {m.span.text for m in read(text, (word, label, SURE), language=language)[1]}


@pytest.mark.parametrize(
    ("text", "seen", "name"),
    [
        ("Es kam Quorba Zarn (QZ) zu Wort.", "Quorba Zarn (", "Quorba Zarn"),
        ("Es kam Quorba Zarn (QZ) zu Wort.", "QZ)", "QZ"),
        ("Es kam Quorba (QZ) zu Wort.", "Quorba (QZ)", "Quorba (QZ)"),
    ],
)
def test_a_name_has_no_half_of_a_bracket_at_its_ends(text: str, seen: str, name: str) -> None:
    assert name in {m.span.text for m in read(text, (seen, "ORG", SURE))[1]}


def test_a_bracket_alone_is_no_name() -> None:
    assert read("Es kam Quorba ( QZ zu Wort.", ("(", "ORG", SURE))[1] == ()


def test_an_acronym_that_is_spelt_like_a_pronoun_is_a_name() -> None:
    assert "WHO" in {m.span.text for m in read("The WHO warned of it.", ("WHO", "ORG", SURE), language="en")[1]}


def test_what_a_form_of_address_begins_is_no_body() -> None:
    seen = ("Mrs. Lindgart", "ORG", SURE)
    _, found, _ = read("Then Mrs. Lindgart spoke of it.", seen, language="en")
    assert [mention.span.text for mention in found] == ["Lindgart"]
    _, found, _ = read("Then Baker Lindgart spoke of it.", ("Baker Lindgart", "ORG", SURE), language="en")
    assert [mention.span.text for mention in found] == ["Baker Lindgart"]


def test_a_surname_means_the_person_whom_only_the_encoder_saw_in_full() -> None:
    text = "Quirin Zarnbach kam. Zarnbach schwieg. Zarnbachs Rede war kurz."
    seen = [(words, "PER", SURE) for words in ("Zarnbach", "Zarnbachs", "Quirin Zarnbach")]
    zarnbach = Actor("Quirin Zarnbach", "person")
    assert read(text, *seen)[2] == dict.fromkeys(("Quirin Zarnbach", "Zarnbach", "Zarnbachs"), zarnbach)


def test_a_surname_that_the_page_never_has_in_full_is_a_name_where_the_encoder_sees_one() -> None:
    text = "Carter kam, Bennett schwieg, Clinton auch."
    document = analyse(article(text))
    waiting = {m.span.text for m in names.read(document) if not m.candidates}
    meant = read(text, *((words, "PER", SURE) for words in waiting))[2]
    assert waiting
    assert waiting <= set(meant)


def test_an_apostrophe_ends_a_name() -> None:
    meant = read("Zarnbach’s plan failed.", ("Zarnbach’s", "PER", SURE), language="en")[2]
    assert meant == {"Zarnbach": Actor("Zarnbach", "person")}


UKRAINIAN = (
    "Голова ради Олена Зразкова сказала це. Радник Зразкової мовчав. Зразкова додала більше. Про це пише Міноборони."
)


def test_without_a_gazetteer_the_names_of_the_encoder_are_the_only_ones() -> None:
    seen = [(w, "PER", SURE) for w in ("Зразкової", "Зразкова", "Олена Зразкова")] + [("Міноборони", "ORG", SURE)]
    document, found, meant = read(UKRAINIAN, *seen, language="uk")
    assert meant["Зразкова"] == meant["Зразкової"] == meant["Олена Зразкова"] == Actor("Олена Зразкова", "person")
    assert meant["Міноборони"] == Actor("Міноборони", "organisation")
    assert names.read(document) == ()
    mentions = actors.resolve(document, found)

    def source(words: str) -> tuple[str, Actor | None]:
        start = document.article.text.index(words)
        span = Span.of(document.article.text, start, start + len(words))
        said = Attribution(span, (span,), (), SourceMention("named", span), (), "indirect")
        resolved = sources.resolve(document, (said,), mentions)[0][0]
        return resolved.kind, resolved.actor

    assert source("Голова ради Олена Зразкова") == ("named", Actor("Олена Зразкова", "person"))
    assert source("Міноборони") == ("named", Actor("Міноборони", "organisation"))
    assert source("пише Міноборони") == ("described", None)
    assert source("Радник Зразкової") == ("described", None)
    assert source("Голова ради") == ("described", None)


KNOWN = "Радник Зеленського мовчав. Зеленський додав більше у Харкові. Речник Байдена чекав, Байден мовчав."


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("Зеленський", "named", "Volodymyr Zelenskyy"),
        ("Радник Зеленського", "described", None),
        ("Байден", "named", "Joe Biden"),
        ("Речник Байдена", "described", None),
    ],
)
def test_without_names_of_its_own_a_language_has_those_of_the_gazetteer(words: str, kind: str, name: str) -> None:
    seen = [("Зеленського", "PER", SURE), ("Зеленський", "ORG", SURE), ("Харкові", "LOC", SURE)]
    seen += [("Байдена", "PER", SURE), ("Байден", "PER", SURE)]
    document, found, meant = read(KNOWN, *seen, language="uk")
    assert {meant[form].wikidata for form in ("Зеленського", "Зеленський")} == {"Q3874799"}
    assert meant["Харкові"].country == "UKR"
    start = document.article.text.rindex(words)
    span = Span.of(document.article.text, start, start + len(words))
    said = Attribution(span, (span,), (), SourceMention("named", span), (), "indirect")
    resolved = sources.resolve(document, (said,), actors.resolve(document, found))[0][0]
    assert (resolved.kind, resolved.actor and resolved.actor.name) == (kind, name)


@pytest.mark.parametrize(("language", "row"), [(la, row) for la in having("cases") for row in cases(la)])
def test_every_example_of_a_case_is_read(language: Language, row: Case) -> None:
    assert row.name in set(bare_forms(row.example, language))
    assert row.example.endswith(row.endings)
    assert is_case(row.example, language) or not row.certain
    assert same_name(row.example, ["Інша", row.name], language) == row.name
    assert same_name(row.name, [row.example], language) == row.name


@pytest.mark.parametrize(
    ("language", "people", "expected"),
    [
        (
            "uk",
            ["Володимира Зеленського", "Володимир Зеленський", "Зеленському"],
            [
                ("Володимир Зеленський", "Зеленський"),
                ("Володимир Зеленський", "Зеленський"),
                ("Зеленський", "Зеленський"),
            ],
        ),
        (
            "uk",
            ["Володимира Зеленського", "Зеленський"],
            [("Володимира Зеленського", "Зеленський"), ("Зеленський",) * 2],
        ),
        (
            "uk",
            ["Ніна Зразкова", "Іван Зразков", "Зразкова"],
            [("Ніна Зразкова", "Зразкова"), ("Іван Зразков", "Зразков"), ("Зразкова",) * 2],
        ),
        ("ru", ["Путина", "Путин"], [("Путин",) * 2] * 2),
        (
            "de",
            ["David Tannwalds", "David Tannwald", "Tannwalds"],
            [("David Tannwald", "Tannwald")] * 2 + [("Tannwald",) * 2],
        ),
    ],
)
def test_names_are_taken_for_those_that_the_page_has_without_case(
    language: Language, people: list[str], expected: list[tuple[str, str]]
) -> None:
    page = PageNames(language, people, ())
    assert [(page.person(name), page.head(page.person(name))) for name in people] == expected


def test_a_tag_that_goes_on_with_nothing_is_mended() -> None:
    chances = np.log(np.array([[0.5, 0.3, 0.1, 0.05, 0.05], [0.1, 0.1, 0.7, 0.05, 0.05]], np.float32))
    assert best_tags(chances) == [1, 2]
    assert spans([0, 1, 2, 1, 0, 3, 4, 4]) == [(1, 3, 0), (3, 4, 0), (5, 8, 1)]


def test_a_name_does_not_cross_a_sentence() -> None:
    document = analyse(article("Das sah Zarn. Bach schwieg."))
    chances = sight_of(document, [("Zarn . Bach", "PER", SURE)]).seen.names
    assert [(t.first, t.end) for t in tagged(chances, STRICT, document.sentences)] == [(2, 4)]


PIECES = st.sampled_from(
    ["Putin", "der", "Präsident", "Kim Jong Un", "in", "Moskau", "’s", "-", "von", "al-", "Essen", ".", "Riga", "Zarn"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12), st.integers(0, 2**32 - 1), st.sampled_from(["de", "en", "uk"]))
def test_mentions_stay_in_order_and_apart(pieces: list[str], chance: int, language: Language) -> None:
    document = analyse(article(" ".join(pieces), language))
    labels = STRICT if language == "de" else PLAIN
    logits = np.random.default_rng(chance).normal(0, 4, (len(document.tokens), 1 + 2 * len(labels)))
    chances = (logits - np.log(np.exp(logits).sum(-1, keepdims=True))).astype(np.float32)
    found = names.read(document, sight(chances, labels))
    for mention in found:
        assert document.article.text[mention.span.start : mention.span.end] == mention.span.text
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start
    assert all(mention.actor.name for mention in actors.resolve(document, found))

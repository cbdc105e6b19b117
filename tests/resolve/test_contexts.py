"""What stands around a name: every row of contexts.toml with its example and counter-example."""

from __future__ import annotations

import pytest

from lagebild.extract.names.gazetteer import folded, gazetteer
from lagebild.lang.load import having
from lagebild.resolve.contexts import Context, contexts, in_context
from lagebild.text import analyse
from lagebild.types import Actor, Language, Mention, Span
from tests.extract.test_names import article

ROWS = [(language, row) for language in having("contexts") for row in contexts(language)]


def told(text: str, words: str, row: Context, language: Language) -> list[Mention]:
    start = text.rindex(words)
    span = Span.of(text, start, start + len(words))
    known = [gazetteer(language).actor(s.key) for s in gazetteer(language).senses(folded(words))]
    bare = [gazetteer(language).actor(s.key) for s in gazetteer(language).senses(folded(words.removesuffix("s")))]
    actor = next((a for a in (*known, *bare) if a.kind == row.kinds[0]), Actor(words, row.kinds[0], "POL"))
    return in_context(analyse(article(text, language)), [Mention(span, actor)])


def as_told(actor: Actor) -> str:
    """The kind of an actor in the terms of the rules."""
    return "party" if actor.kind == "organisation" and actor.plover == "POL PTY" else actor.kind


@pytest.mark.parametrize(("language", "row"), ROWS, ids=[f"{language}-{row.id}" for language, row in ROWS])
def test_every_row_tells_its_example_and_not_its_counter_example(language: Language, row: Context) -> None:
    found = told(row.example, row.name, row, language)
    assert [as_told(mention.actor) for mention in found] == ([] if row.tells == "nobody" else [row.tells])
    stays = told(row.counter_example, row.counter_name or row.name, row, language)
    assert [as_told(mention.actor) for mention in stays] == [row.kinds[0]]


def read_as_person(text: str, words: str) -> list[tuple[str, str]]:
    start = text.index(words)
    mention = Mention(Span.of(text, start, start + len(words)), Actor(words, "person"))
    return [(m.actor.name, m.actor.kind) for m in in_context(analyse(article(text, "en")), [mention])]


def test_what_every_list_has_as_a_state_or_region_is_no_person() -> None:
    assert read_as_person("Jordan reopens its airspace.", "Jordan") == [("Jordan", "state")]
    assert read_as_person("It was in Vladimir Oblast again.", "Vladimir Oblast") == [("Vladimir Oblast", "place")]
    assert read_as_person("It was Jordan, 14, who came.", "Jordan") == [("Jordan", "person")]


def test_a_state_in_a_list_behind_a_place_is_a_place() -> None:
    text = "It has affiliates in countries like Libya, Egypt and Yemen."
    found = [
        Mention(Span.of(text, text.index(w), text.index(w) + len(w)), state(w)) for w in ("Libya", "Egypt", "Yemen")
    ]
    assert [m.actor.kind for m in in_context(analyse(article(text, "en")), found)] == ["place"] * 3
    text = "Affiliates in countries like Libya grew, Egypt said."
    found = [Mention(Span.of(text, text.index(w), text.index(w) + len(w)), state(w)) for w in ("Libya", "Egypt")]
    assert [m.actor.kind for m in in_context(analyse(article(text, "en")), found)] == ["place", "state"]


def state(name: str) -> Actor:
    return gazetteer("en").actor(gazetteer("en").senses(folded(name))[0].key)

"""Passages written for the project become examples."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from training.examples import Example, Tokens

from training import own

PASSAGES = """<passages lang="de">
<p><s of="1 2">Die Ministerin</s> <c of="1">sagte</c> <a of="1">dem Sender</a>, <q id="1" form="indirect">Rom habe, laut
<s of="2">Agenturen</s>, <q id="2" form="reported">gezögert</q></q>.</p>
<p><q id="1" form="direct">„Ja“</q>, <c of="1">sagt</c> <s of="1">er</s>, <q id="1">„gern“</q>.</p>
<p>Es regnet.</p>
</passages>"""


@pytest.fixture
def examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Example]:
    (tmp_path / "de.xml").write_text(PASSAGES.replace("laut\n", "laut "), encoding="utf-8")
    monkeypatch.setattr(own, "FOLDER", tmp_path)
    return list(own.own("de"))


def words(example: Example, numbers: Tokens) -> str:
    return " ".join(example.words[at] for at in numbers)


def test_a_passage_with_nested_contents(examples: list[Example]) -> None:
    inner, outer = examples[0].quotes  # what ends first comes first
    assert words(examples[0], outer.content) == "Rom habe , laut Agenturen , gezögert"
    assert {role: words(examples[0], w) for role, w in outer.roles.items()} == {
        "speaker": "Die Ministerin",
        "cue": "sagte",
        "addressee": "dem Sender",
        "origin": "",
    }
    assert words(examples[0], inner.content) == "gezögert"
    assert words(examples[0], inner.roles["speaker"]) == "Die Ministerin Agenturen"
    assert [(q.form, q.nested) for q in (outer, inner)] == [("Indirect", False), ("Reported", True)]


def test_a_content_of_two_stretches_keeps_the_form_of_the_first(examples: list[Example]) -> None:
    [quote] = examples[1].quotes
    assert words(examples[1], quote.content) == "„ Ja “ „ gern “"
    assert (quote.form, quote.nested) == ("Direct", False)


def test_a_passage_without_contents_is_an_example_too(examples: list[Example]) -> None:
    assert (examples[2].quotes, examples[2].words) == ([], ["Es", "regnet", "."])
    assert [example.id for example in examples] == ["own/de/0", "own/de/1", "own/de/2"]
    assert {example.convention for example in examples} == {"layered"}


def test_a_role_without_a_content_is_an_error() -> None:
    with pytest.raises(KeyError):
        own.marked(ElementTree.fromstring("<p><s>Er</s></p>"))


@pytest.mark.parametrize("language", ["de", "en", "ru", "uk"])
def test_the_passages_of_each_language(language: str) -> None:
    found = list(own.own(language))
    assert len(found) > 20
    for example in found:
        assert example.convention == ("flat" if language == "en" else "layered")
        assert len(example.words) == len(example.spaced)
        assert [at for a, b in example.sentences for at in range(a, b)] == list(range(len(example.words)))
        for quote in example.quotes:
            assert quote.content == tuple(sorted(set(quote.content)))
            assert all(0 <= at < len(example.words) for w in (quote.content, *quote.roles.values()) for at in w)

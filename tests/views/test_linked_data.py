"""Linked data: terms that their vocabularies have, selectors that find the words again, nothing that is not known."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from lagebild.ledger import Comment
from lagebild.types import Actor, Entry, Reading, Source, Span
from lagebild.views.linked_data import annotation_page, claim_node, comment_node, graph, selectors
from tests.readings import TEXT, article, first_claim, readings
from tests.schema import violations

#: What schema.org (version 29) lets a type have, of what is used here; `author` is that of CreativeWork.
SCHEMA = {
    "NewsArticle": {"headline", "url", "author", "publisher", "datePublished", "inLanguage", "comment"},
    "Comment": {"text", "author", "dateCreated", "inLanguage", "about"},
    "Claim": {"text", "appearance", "author"},
    "Person": {"name", "sameAs"},
    "Organization": {"name", "sameAs"},
    "GovernmentOrganization": {"name", "sameAs"},
    "NewsMediaOrganization": {"name", "sameAs"},
}


def at(kind: str, id: str) -> str:
    return f"https://desk.example/{kind}/{id}"


def nodes(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [node for one in value for node in nodes(one)]
    return [value, *nodes(list(value.values()))] if isinstance(value, dict) else []


@given(readings())
def test_every_term_is_one_of_the_vocabulary(reading: Any) -> None:
    found = graph((Entry(reading.article, claim) for claim in reading.claims), at)
    assert json.loads(json.dumps(found)) == found
    known = {node["@id"] for node in found["@graph"]}
    for node in nodes(found["@graph"]):
        if "@type" in node:
            assert set(node) - {"@type", "@id"} <= SCHEMA[node["@type"]]
            assert None not in node.values()
        else:
            assert node["@id"] in known  # an appearance leads to an article of the graph


@given(readings())
def test_every_annotation_finds_its_words(reading: Any) -> None:
    text, page = reading.article.text, annotation_page(reading, at)
    ids = [item["id"] for item in page["items"]]
    assert len(ids) == len(set(ids))
    for item in page["items"]:
        place, quote = item["target"]["selector"]
        assert item["target"]["source"] in (reading.article.url, at("article", reading.article.id))
        assert text[place["start"] : place["end"]] == quote["exact"] != ""
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


@given(st.integers(0, 40), st.integers(1, 40))
def test_a_quotation_brings_what_stands_around_it_and_no_more(start: int, length: int) -> None:
    page = article("Word " * 40)
    found = selectors(page, page.span(start, start + length))[1]
    assert len(found["prefix"]) == min(start, 32)
    assert len(found["suffix"]) == 32


@pytest.mark.parametrize(
    ("kind", "type"),
    [
        ("person", "Person"),
        ("state", "GovernmentOrganization"),
        ("outlet", "NewsMediaOrganization"),
        ("group", "Organization"),
    ],
)
def test_an_author_is_a_person_or_an_organisation(kind: Any, type: str) -> None:
    assert author(Actor("Northland", kind, wikidata="Q1")) == {
        "@type": type,
        "name": "Northland",
        "sameAs": "http://www.wikidata.org/entity/Q1",
    }


@pytest.mark.parametrize("actor", [None, Actor("the minister", "role"), Actor("Great Harbour", "place")])
def test_who_is_not_known_is_no_author(actor: Actor | None) -> None:
    assert author(actor) is None


def author(actor: Actor | None) -> Any:
    page = article()
    claim = replace(
        first_claim(), source=Source("named", Span.of(page.text, 0, 4), actor), sentence=page.span(0, 20), content=()
    )
    node = claim_node(Entry(page, claim), at)
    assert node["text"] == page.text[:20]
    return node.get("author")


def opened(part: Any, named: dict[str, Any]) -> Any:
    """A shape with what it refers to in its place."""
    if isinstance(part, list):
        return [opened(one, named) for one in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return opened(named[part["$ref"].removeprefix("#/$defs/")], named)
    return {key: opened(value, named) for key, value in part.items() if key != "$defs"}


_RAW: dict[str, Any] = json.loads(Path(__file__).with_name("annotation_shape.json").read_text(encoding="utf-8"))
#: What a page of annotations may hold, by the Web Annotation Data Model, in words of our own.
SHAPE: dict[str, Any] = opened(_RAW, _RAW["$defs"])


@settings(max_examples=25, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(readings())
def test_every_page_of_annotations_has_the_shape_of_the_model(reading: Any) -> None:
    page = annotation_page(reading, at)
    assert violations(page, SHAPE) == []
    for item in page["items"]:
        for iri in (item["id"], item["body"][1]["source"]):
            assert re.match(r"[a-z][a-z0-9+.-]*:", iri)
        place = item["target"]["selector"][0]
        assert place["start"] < place["end"]


@pytest.mark.parametrize(
    "broken",
    [
        {"motivation": "shouting"},
        {"target": {"type": "SpecificResource"}},
        {"target": "https://desk.example/a", "more": 1},
        {"body": [{"type": "TextualBody"}]},
    ],
)
def test_the_shape_refuses_what_the_model_does(broken: dict[str, Any]) -> None:
    reading = Reading(article(TEXT), (first_claim(),), "rules", "1")
    page = annotation_page(reading, at)
    assert violations(page, SHAPE) == []
    page["items"][0] = {**page["items"][0], **broken}
    assert violations(page, SHAPE)


def test_a_comment_stands_with_what_it_is_about_and_tells_no_address() -> None:
    made = article(TEXT)
    entry = Entry(made, first_claim())
    said = Comment(
        made="2026-03-12T10:00:00Z",
        target=f"lage:article/{made.id}",
        name="A. Reader",
        words="I doubt it.",
        language="en",
    )
    other = replace(said, target="lage:article/other", words="Not here.", language="und")
    (node, _) = graph([entry], at, [said, other])["@graph"]
    (comment,) = node["comment"]
    assert (comment["@type"], comment["text"], comment["author"]["name"]) == ("Comment", "I doubt it.", "A. Reader")
    assert set(comment) - {"@type", "@id"} <= SCHEMA["Comment"]
    assert "inLanguage" not in comment_node(other)
    assert comment_node(other, "lage:dossier")["about"] == {"@id": "lage:dossier"}

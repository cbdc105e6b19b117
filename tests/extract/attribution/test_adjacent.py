"""English: every rule reads its own example, and a table of the constructions that news uses."""

from __future__ import annotations

import time

import pytest

from lagebild.extract import attribution
from lagebild.extract.attribution.adjacent.lexicon import lexicon
from lagebild.text import analyse
from lagebild.types import Article, Attribution, Block

LEXICON = lexicon("en")
ADPOSITIONS = list({rule.id: rule for _, rule in LEXICON.adpositions}.values())


def read(text: str) -> list[Attribution]:
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    article = Article("test", None, None, None, None, None, "unknown", "en", text, tuple(blocks))
    return list(attribution.read(analyse(article)))


def triple(found: Attribution) -> tuple[str, str, str]:
    """Source, cue and content as words."""
    source = found.source.span.text if found.source.span else ""
    return source, " ".join(s.text for s in found.cue), " … ".join(s.text for s in found.content)


def reports(text: str) -> list[tuple[str, str, str]]:
    return [triple(found) for found in read(text) if found.form != "author"]


@pytest.mark.parametrize("rule", LEXICON.classes, ids=lambda rule: rule.id)
def test_a_class_of_verbs_reads_its_example(rule: object) -> None:
    found = reports(rule.example)  # type: ignore[attr-defined]
    assert [(source, content) for source, _, content in found] == [(rule.source, rule.content)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("rule", ADPOSITIONS, ids=lambda rule: rule.id)
def test_an_adposition_reads_its_example(rule: object) -> None:
    found = reports(rule.example)  # type: ignore[attr-defined]
    assert [(source, content) for source, _, content in found] == [(rule.source, rule.content)]  # type: ignore[attr-defined]
    if rule.counter_example:  # type: ignore[attr-defined]
        assert reports(rule.counter_example) == []  # type: ignore[attr-defined]


TABLE: tuple[tuple[str, list[tuple[str, str, str]]], ...] = (
    ("“We will leave,” the mayor said on Monday.", [("the mayor", "said", "“We will leave,”")]),
    (
        "“We will leave,” said Anna Berg, the mayor of Elm.",
        [("Anna Berg, the mayor of Elm", "said", "“We will leave,”")],
    ),
    ("“We will leave,” she said. “It is late.”", [("she", "said", "“We will leave,” … “It is late.”")]),
    ("The bridge, he said, was closed.", [("he", "said", "The bridge … was closed")]),
    ("On Monday the ministry denied that it had paid.", [("the ministry", "denied", "that it had paid")]),
    (
        "Anna Berg, who leads the council, said the plan was dead.",
        [("Anna Berg, who leads the council", "said", "the plan was dead")],
    ),
    ("Three boats sank, according to the coast guard.", [("the coast guard", "according to", "Three boats sank")]),
    ("The army has repeatedly said that it will stay.", [("The army", "has repeatedly said", "that it will stay")]),
    ("The general told reporters that the town had fallen.", [("The general", "told", "that the town had fallen")]),
    ("Reportedly, the town fell.", [("", "Reportedly", "the town fell")]),
    (
        "Russia may have lost 300 tanks, analysts estimate.",
        [("analysts", "estimate", "Russia may have lost 300 tanks")],
    ),
    ("The town reportedly fell.", [("", "reportedly", "The town … fell")]),
    ("The unit is said to have crossed the river.", [("", "is said", "The unit … to have crossed the river")]),
    (
        "The council rejected the report, adding that it was late.",
        [("The council", "rejected", "the report"), ("The council", "adding", "that it was late")],
    ),
    ("His claim that the town fell is new.", [("His", "claim", "that the town fell is new")]),
    ("He wrote a letter.", []),
    ("It didn’t say when the sale begins.", [("It", "didn’t say", "when the sale begins")]),
    ("The car goes 200 miles per charge on good roads.", []),
    ("The mill closed, per city records.", [("city records", "per", "The mill closed")]),
    ("The crew saw the fire and decided to wait.", [("The crew", "decided", "to wait")]),
    ("The firm is showing a wagon called the Elm.", []),
    ("Tired of the war and committed to peace, voters stayed home.", []),
    ("There’s good reason they stayed home.", []),
    ("Last of all you know that it rained.", [("you", "know", "that it rained")]),
    ("Support fell (most voters say they are tired) and rose.", [("most voters", "say", "they are tired")]),
    (
        "A survey published by the union found that many left.",
        [("A survey published by the union", "found", "that many left")],
    ),
)


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text for text, _ in TABLE])
def test_constructions(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert reports(text) == expected


def test_whom_a_source_cites_is_a_link_of_its_chain() -> None:
    found = read("The town fell on Friday, the agency reported, citing local officials.")
    assert [triple(a)[0] for a in found] == ["the agency"]
    assert [link.span.text for link in found[0].chain if link.span] == ["local officials"]


def test_a_citation_between_subject_and_verb_is_a_link_of_the_chain() -> None:
    found = read("The president, citing Western intelligence, said that the town had fallen.")
    assert [triple(a) for a in found] == [("The president", "said", "that the town had fallen")]
    assert [link.span.text for link in found[0].chain if link.span] == ["Western intelligence"]


def test_what_a_speaker_does_meanwhile_is_no_part_of_the_source() -> None:
    assert reports("Anna Berg, speaking in Ulm, said the plan was dead.") == [
        ("Anna Berg", "said", "the plan was dead")
    ]


def test_what_nobody_else_says_is_the_authors() -> None:
    found = read("The bridge is closed. The mayor said that it was unsafe.")
    assert [(a.form, a.source.kind) for a in found] == [("author", "author"), ("indirect", "described")]


def test_who_spoke_before_is_no_less_named_for_a_quotation_without_a_cue() -> None:
    found = read("Anna Berg said that it was late. “We should all go home by now.”")
    assert [(a.form, a.source.kind) for a in found] == [("indirect", "named"), ("direct", "named")]


def test_a_relative_pronoun_points_at_the_name_before_it() -> None:
    (found,) = [a for a in read("The mayor met Anna Berg, who said that it was late.") if a.form != "author"]
    assert found.source.span is not None
    assert found.antecedent is not None
    assert (found.source.span.text, found.antecedent.text) == ("who", "Anna Berg")


def test_the_report_is_a_source_and_reports_are_none() -> None:
    kinds = [a.source.kind for a in read("The report says the mill is closed. According to reports, it burned.")]
    assert kinds == ["described", "unnamed"]


@pytest.mark.parametrize("text", ["Riverland decrees a curfew.", "The army enforces a long curfew in Elm."])
def test_a_sentence_is_one_whatever_its_verb(text: str) -> None:
    assert [(a.form, a.content[0].text) for a in read(text)] == [("author", text.rstrip("."))]


def test_what_ends_without_a_mark_and_has_no_verb_is_no_sentence() -> None:
    assert read("Small groups in the great hall") == []


def test_a_denial_says_so() -> None:
    (found,) = read("The ministry denied that it had paid.")
    assert (found.act, found.factuality) == ("deny", "CT-")


def test_neither_confirmed_nor_denied() -> None:
    found = read("The ministry did not confirm that it had paid.")
    assert [(a.act, a.factuality) for a in found] == [(None, "Uu")]


def test_long_sentences_end() -> None:
    begun = time.monotonic()
    read("said to the man who said to them in a statement on Monday " * 150 + ".")
    assert time.monotonic() - begun < 20  # it once did not end at all; this is no measure of speed

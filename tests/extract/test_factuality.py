from __future__ import annotations

import re
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.extract.factuality import assess
from lagebild.extract.factuality.rules import Rule, rule_book
from lagebild.lang.load import LANGUAGES
from lagebild.text import analyse
from lagebild.types import Attribution, Form, Language, SourceMention, Span, Stance
from tests.text.articles import article

QUOTES = "„“”\"»«"


def read(marked: str, language: Language, *, form: Form | None = None, kind: str = "named") -> Stance:
    """The stance of the one attribution in `marked`: [content], {cue}; without marks the first sentence is the author's."""
    text, spans = "", {"[": [], "{": []}  # type: ignore[var-annotated]
    for part in re.split(r"([\[\]{}])", marked):
        if part in ("[", "{"):
            spans[part].append(len(text))
        elif part in ("]", "}"):
            opening = "[" if part == "]" else "{"
            spans[opening][-1] = (spans[opening][-1], len(text))
        else:
            text += part
    document = analyse(article(text, language))
    sentence = document.sentences[0]
    whole = Span(sentence.start, sentence.end, sentence.text)
    content = tuple(Span.of(text, a, b) for a, b in spans["["])
    cue = tuple(Span.of(text, a, b) for a, b in spans["{"])
    if not content:
        attribution = Attribution(whole, (whole,), cue, SourceMention("author", None), (), form or "author")
    else:
        form = form or ("direct" if content[0].text[0] in QUOTES else "indirect")
        source = SourceMention(kind, None)  # type: ignore[arg-type]
        attribution = Attribution(whole, content, cue, source, (), form)
    return assess(document, (attribution,))[0]


def agrees(stance: Stance, expected: str) -> bool:
    wanted = [*expected.split(), "*", "*"][:3]
    found = (stance.factuality, stance.act, stance.author_factuality)
    return all(w in ("*", f) for w, f in zip(wanted, found, strict=True))


RULES = [(cast(Language, language), rule) for language in LANGUAGES for rule in rule_book(cast(Language, language)).rules]


@pytest.mark.parametrize(("language", "rule"), RULES, ids=[f"{lang}-{rule.id}" for lang, rule in RULES])
def test_every_rule_reads_its_example(language: Language, rule: Rule) -> None:
    stance = read(rule.example, language)
    assert rule.id in [why.rule for why in stance.why], stance
    assert agrees(stance, rule.expect), stance


@pytest.mark.parametrize(("language", "rule"), RULES, ids=[f"{lang}-{rule.id}" for lang, rule in RULES])
def test_every_rule_leaves_its_counter_example(language: Language, rule: Rule) -> None:
    stance = read(rule.counter_example, language)
    assert rule.id not in [why.rule for why in stance.why], stance
    assert agrees(stance, rule.counter_expect), stance


def test_rule_names_are_unique() -> None:
    assert len(set((lang, r.id) for lang, r in RULES)) == len(RULES)

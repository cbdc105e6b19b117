"""Every rule of `lang/*/figures.toml` does in its example what it says there, and nothing in its counter-example."""

from __future__ import annotations

import pytest

from lagebild.extract import times
from lagebild.extract.coverage import unread
from lagebild.extract.figures import read
from lagebild.extract.figures.lexicon import lexicon, stages, units
from lagebild.extract.figures.rules import NoStageRule, NotFigure, Rule, SinceRule, StageRule
from lagebild.lang.load import having
from lagebild.text import analyse
from lagebild.types import Article, Block, Figure, Language, Since

RULES = [(language, rule) for language in having("figures") for rule in lexicon(language).rules]
IDS = [f"{language}-{type(rule).__name__}-{rule.id}" for language, rule in RULES]


def figures(text: str, language: Language, *, with_times: bool = False) -> tuple[Figure, ...]:
    article = Article("x", None, None, None, None, None, "unknown", language, text, (Block("paragraph", 0, len(text)),))
    document = analyse(article)
    return read(document, times.read(document) if with_times else ())


@pytest.mark.parametrize(("language", "rule"), RULES, ids=IDS)
def test_example(language: Language, rule: Rule) -> None:
    found = figures(rule.example, language, with_times=isinstance(rule, SinceRule))
    if isinstance(rule, NotFigure):
        assert not found
        return
    assert found, rule.example
    if isinstance(rule, NoStageRule):
        assert all(figure.stage is None for figure in found)
        return
    if not isinstance(rule, StageRule):
        assert rule.id in (found[0].why.rule if found[0].why and found[0].why.rule else "") or "exact" in str(rule)
    assert rule.expect
    for name, value in rule.expect.items():
        got = getattr(found[0], name)
        assert (got.span.text if isinstance(got, Since) else got) == value, name
    if "min" in rule.expect and "max" not in rule.expect and not isinstance(rule, StageRule | SinceRule):
        assert found[0].max is None
    if "max" in rule.expect and "min" not in rule.expect:
        assert found[0].min is None


@pytest.mark.parametrize(
    ("language", "rule"),
    [r for r in RULES if r[1].counter_example],
    ids=[i for i, r in zip(IDS, RULES, strict=True) if r[1].counter_example],
)
def test_counter_example(language: Language, rule: Rule) -> None:
    found = figures(rule.counter_example, language, with_times=isinstance(rule, SinceRule))
    if isinstance(rule, NotFigure):
        assert found
    elif isinstance(rule, SinceRule):
        assert found
        assert all(figure.since is None for figure in found)
    elif isinstance(rule, StageRule):
        assert all(figure.stage != rule.id for figure in found)
    elif isinstance(rule, NoStageRule):
        assert any(figure.stage for figure in found)
    else:
        assert all(rule.id not in (figure.why.rule or "").split(", ") for figure in found if figure.why)


def test_every_stage_has_words_in_every_language_that_is_read_whole() -> None:
    whole = [language for language in having("figures") if not unread(language)]
    assert len(whole) > 1
    for language in whole:
        shown = {rule.id for rule in lexicon(language).stages}
        assert shown == set(stages()), language


def test_units_are_of_known_kinds() -> None:
    assert {"percent", "EUR", "kilometre"} <= set(units())

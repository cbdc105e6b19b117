"""Every rule of the German data files reads its own example as it says, and nothing from its counter-example."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.extract.attribution import reader
from lagebild.extract.attribution.rules import Adposition, Phrase, SayingNoun, VerbClass, rules
from lagebild.lang.load import table
from tests.extract.attribution.paper import reports, source, words

RULES = rules("de")


Rule = VerbClass | Adposition | SayingNoun | Phrase
ROWS: tuple[Rule, ...] = (*RULES.verbs, *RULES.adpositions, *RULES.saying_nouns, *RULES.phrases)


@pytest.mark.parametrize("rule", ROWS, ids=lambda rule: f"{type(rule).__name__}-{rule.id}")
def test_example_is_read(rule: Rule) -> None:
    found = [a for a in reports(rule.example) if rule.id in (a.why[0].rule or "").split(":")]
    assert [(source(a), words(a)) for a in found] == [(rule.source, rule.content)]


@pytest.mark.parametrize(
    "rule", [rule for rule in ROWS if rule.counter_example], ids=lambda rule: f"{type(rule).__name__}-{rule.id}"
)
def test_counter_example_is_not_read(rule: Rule) -> None:
    assert [a for a in reports(rule.counter_example) if rule.id in (a.why[0].rule or "").split(":")] == []


def test_every_rule_has_an_id_of_its_own_kind() -> None:
    ids = [(type(row), row.id) for row in ROWS]
    assert len(ids) == len(set(ids))


def test_every_list_of_words_is_read_by_code() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(reader.__file__).parent.glob("*.py"))
    data = table("de", "attribution")
    unread = [key for part in ("words", "modals") for key in data[part] if f'"{key}"' not in code]
    assert unread == ["never_finite"]  # read with all others, as words that are no verbs
    named = {rule.nouns for rule in RULES.adpositions}
    assert [key for key in data["nouns"] if f'"{key}"' not in code and key not in named] == []

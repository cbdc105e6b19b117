from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.extract.factuality import assess
from lagebild.extract.factuality.rules import Rule, rule_book
from lagebild.lang.load import having
from lagebild.text import analyse
from lagebild.types import Attribution, Form, Language, SourceKind, SourceMention, Span, Stance
from tests.text.articles import article

QUOTES = '„“”"»«'


def read(marked: str, language: Language, *, form: Form | None = None, kind: str = "named") -> Stance:
    """The stance of the attribution in `marked`: [content], {cue}; without marks the first sentence is the author's."""
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


RULES = [(language, rule) for language in having("factuality") for rule in rule_book(language).rules]


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
    assert len({(lang, r.id) for lang, r in RULES}) == len(RULES)


# (language, text with [content] and {cue}, factuality act author's factuality)
TABLE: list[tuple[Language, str, str]] = [
    ("de", "Nach Angaben des Amtes [hat das Land 300 Soldaten geschickt]; Hunderte sollen folgen.", "CT+ state Uu"),
    ("de", "Nach Angaben des Amtes hat das Land Truppen; [Hunderte sollen möglicherweise folgen].", "PS+ * Uu"),
    ("de", "Könnte der Streit zu einem Krieg führen, der alle trifft?", "PS+ ask PS+"),
    ("de", "Warum kam die Armee zu spät?", "Uu ask Uu"),
    ("de", "Greift die Armee die Stadt an?", "PS+ ask PS+"),
    ("de", "[Von 5000 Mann in zwei Lagern] {ist die Rede}, [die das Land schicken will].", "CT+ plan Uu"),
    ("de", "Er {berichtete} [von 5000 Mann], [die nicht ankamen].", "CT- state Uu"),
    ("de", "Wenn der Nachbar hilft, ist das Anlass zur Sorge.", "PS+ condition PS+"),
    ("de", "Auch wenn der Nachbar hilft, bleibt die Lage ruhig.", "CT+ state CT+"),
    ("de", "Und trotz der Worte, es gebe keinen Handel, darf man davon ausgehen, dass er nie ohne Lohn hilft.", "PR+"),
    ("de", "Man darf davon ausgehen, [dass er nichts ohne Lohn tut].", "CT+ * Uu"),
    ("de", "Auch wenn es noch nicht [„das Ende der Ordnung“] ist, {wie} der Minister es {nennt}.", "CT+ * CT-"),
    ("de", "Die Polizei, die nicht eingriff, meldete drei Festnahmen.", "CT+ state"),
    ("de", "Das Bündnis wird den Plan nicht annehmen, sondern beraten.", "CT+ predict"),
    ("de", "{Er sagte}: [„Unsere Lage ist nicht schön. Sie ist ernst.“]", "CT+ state Uu"),
    ("de", "{Er erklärte}, [er werde nicht zurücktreten].", "CT- predict Uu"),
    ("de", "{Er sagte}, [dass er nicht komme und nicht schreibe].", "CT- state Uu"),
    ("de", "Die Gespräche müssen laut Beobachtern nicht scheitern.", "CT-"),
    ("de", "Brücken konnten bisher nicht gebaut werden.", "CT- state"),
    ("de", "Sie hatten keine Karte, kein Wasser und keine Kraft.", "CT-"),
    ("de", "Das haben nicht wenige Leute gesehen.", "CT+"),
    ("de", "{Das Amt teilte mit}, [ob die Waffen ankamen].", "CTu"),
    ("de", "Die Truppe steht in einem Land, in dem, wenn es regnet, niemand fährt.", "CT+ state"),
    ("en", "The army, which did not attack, lost 200 men.", "CT+ state CT+"),
    ("en", "If the army attacks, the town will fall.", "PS+ condition PS+"),
    ("en", "Even if the army attacks, the town stands.", "CT+ state CT+"),
    ("en", "He {said} [the army would not attack].", "CT- predict Uu"),
    ("en", "He {said} [he neither met nor called the general].", "CT- state Uu"),
    ("en", "Could the dispute lead to war?", "PS+ ask"),
    ("en", "{She asked} [if the army had left].", "CTu"),
    ("en", "[“What's next?”] he {asked}.", "Uu ask"),
    ("en", "Why did the army come late?", "Uu ask"),
    ("en", "The deal is not only bad but also late.", "CT+"),
    ("en", "[“It is not true that we sent troops,”] he {said}.", "CT- deny Uu"),
    ("en", "They don't know how quickly the column moved.", "CT-"),
    ("en", "Hundreds may reportedly reach the border.", "PS+"),
    ("en", "The office would not comment, citing security.", "CT-"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), TABLE)
def test_stances(language: Language, text: str, expected: str) -> None:
    stance = read(text, language)
    assert agrees(stance, expected), stance


def with_cue(act: str | None, factuality: str | None, kind: str = "named") -> Stance:
    text = "Das Lager sei nicht leer."
    document = analyse(article(text))
    span = Span(0, len(text), text)
    source = SourceMention(kind, None)  # type: ignore[arg-type]
    attribution = Attribution(span, (span,), (), source, (), "indirect", act, factuality)  # type: ignore[arg-type]
    return assess(document, (attribution,))[0]


@pytest.mark.parametrize(
    ("act", "factuality", "kind", "expected"),
    [
        ("deny", "CT-", "named", "CT- deny Uu"),  # what is denied is not so, however the denial is worded
        ("deny", None, "named", "CT- deny Uu"),
        ("demand", None, "named", "Uu demand Uu"),
        ("accuse", None, "named", "CT- accuse Uu"),
        ("state", "PR-", "named", "PR+ state Uu"),  # doubts that it is not so
        ("report", "PR+", "named", "PR- report Uu"),
        (None, None, "unnamed", "PR- report Uu"),
        (None, "Uu", "named", "Uu state Uu"),
    ],
)
def test_the_cue_takes_part(act: str | None, factuality: str | None, kind: str, expected: str) -> None:
    assert agrees(with_cue(act, factuality, kind), expected)


GERMAN = ["nicht", "kein", "wenn", "dass", "die", "und", "sollen", "könnte", "wird", "sondern", "geht", "es", "Haus"]
ENGLISH = ["not", "if", "that", "who", "would", "may", "n't", "neither", "nor", "could", "be", "5", "-ing", "citing"]
PIECES = st.sampled_from([*GERMAN, *ENGLISH, *",.?„“–():;"])


@given(st.lists(PIECES, min_size=1, max_size=40), st.sampled_from(["de", "en"]), st.data())
@settings(max_examples=200, deadline=None)
def test_never_crashes_and_always_answers(words: list[str], language: Language, data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    cut = data.draw(st.integers(0, len(text) - 1))
    document = analyse(article(text, language))
    content, cue = Span.of(text, start, end), Span.of(text, cut, len(text))
    kinds: st.SearchStrategy[SourceKind] = st.sampled_from(["named", "author", "unnamed"])
    kind = data.draw(kinds)
    attribution = Attribution(content, (content,), (cue,), SourceMention(kind, None), (), "indirect")
    (stance,) = assess(document, (attribution,))
    assert stance.why
    assert kind != "author" or stance.author_factuality == stance.factuality


def test_one_stance_for_each_attribution_in_order() -> None:
    text = "Er kam nicht. Sie kam."
    document = analyse(article(text))
    spans = [Span(s.start, s.end, s.text) for s in document.sentences]
    author = SourceMention("author", None)
    both = tuple(Attribution(s, (s,), (), author, (), "author") for s in spans)
    assert [s.factuality for s in assess(document, both)] == ["CT-", "CT+"]

"""Events: every trigger reads its example, and what must hold for any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.errors import DataFileError
from lagebild.extract import events, times
from lagebild.extract.events import triggers
from lagebild.extract.events.triggers import Trigger, event_types, trigger_book
from lagebild.lang.load import having
from lagebild.resolve import dates
from lagebild.types import Actor, Document, Event, Language, Mention
from tests.extract.test_times import document

TRIGGERS = [(language, t.row) for language in having("events") for t in trigger_book(language).triggers]
IDS = [f"{language}-{row.id}" for language, row in TRIGGERS]


def named(analysed: Document, *names: str) -> tuple[Mention, ...]:
    """Each place where a name stands, as a mention of an actor of that name."""
    article = analysed.article
    return tuple(
        sorted(
            (
                Mention(article.span(m.start(), m.end()), Actor(name, "person"))
                for name in names
                for m in re.finditer(rf"\b{re.escape(name)}s?\b", article.text)
            ),
            key=lambda m: m.span,
        )
    )


def read(text: str, language: Language, *names: str) -> tuple[Event, ...]:
    analysed = document(text, language)
    anchored = dates.anchor(analysed, times.read(analysed))
    return events.read(analysed, named(analysed, *names), anchored)


@pytest.mark.parametrize(("language", "row"), TRIGGERS, ids=IDS)
def test_every_trigger_reads_its_example(language: Language, row: Trigger) -> None:
    example = row.example
    who, whom = example.get("actor"), example.get("recipient")
    found = read(example["text"], language, *(name for name in (who, whom) if name))
    mine = [e for e in found if e.type == row.type]
    assert mine, found
    event = mine[0]
    assert (event.mode, event.status, event.why and event.why.rule) == (row.mode, example["status"], f"events/{row.id}")
    assert (event.actor.name if event.actor else None) == who
    assert (event.recipient.name if event.recipient else None) == whom


@pytest.mark.parametrize(
    ("language", "row"),
    [t for t in TRIGGERS if t[1].counter_example],
    ids=[i for i, t in zip(IDS, TRIGGERS, strict=True) if t[1].counter_example],
)
def test_no_trigger_reads_its_counter_example(language: Language, row: Trigger) -> None:
    names = re.findall(r"\b[A-Z]\w+", row.counter_example)
    found = read(row.counter_example, language, *names[:1] if row.kind == "verb" else ())
    assert f"events/{row.id}" not in {e.why.rule for e in found if e.why}


def assault(
    who: str | None, whom: str | None, status: str = "happened"
) -> tuple[str, str | None, str | None, str | None, str]:
    return "ASSAULT", who, whom, None, status


CASES: list[tuple[Language, str, tuple[str, ...], tuple[str, str | None, str | None, str | None, str]]] = [
    (
        "de",
        "Armenien wurde am Donnerstag von Aserbaidschan angegriffen.",
        ("Armenien", "Aserbaidschan"),
        ("ASSAULT", "Aserbaidschan", "Armenien", "2024-10-17", "happened"),
    ),
    (
        "de",
        "Erst im Juni besuchte Macron Scholz.",
        ("Macron", "Scholz"),
        ("CONSULT", "Macron", "Scholz", "2024-06", "happened"),
    ),
    (
        "de",
        "Macron, der im September einer Einladung nach Polen folgte, schwieg.",
        ("Macron", "Polen"),
        ("CONSULT", "Macron", "Polen", "2024-09", "happened"),
    ),
    (
        "de",
        "Macron sprach lange. Danach besuchte er Scholz.",
        ("Macron", "Scholz"),
        ("CONSULT", "Macron", "Scholz", None, "happened"),
    ),
    (
        "de",
        "Gegen Belarus sind nicht nur Sanktionen verhängt worden.",
        ("Belarus",),
        ("SANCTION", None, "Belarus", None, "happened"),
    ),
    (
        "de",
        "Polen hat Belarus nicht angegriffen.",
        ("Polen", "Belarus"),
        ("ASSAULT", "Polen", "Belarus", None, "negated"),
    ),
    (
        "de",
        "Polen bestreitet, dass Belarus Moldau angegriffen hat.",
        ("Polen", "Belarus", "Moldau"),
        ("ASSAULT", "Belarus", "Moldau", None, "denied"),
    ),
    (
        "de",
        "Polen könnte Belarus angreifen.",
        ("Polen", "Belarus"),
        ("ASSAULT", "Polen", "Belarus", None, "hypothetical"),
    ),
    (
        "de",
        "Polen will Soldaten nach Moldau entsenden.",
        ("Polen", "Moldau"),
        ("MOBILIZE", "Polen", "Moldau", None, "planned"),
    ),
    (
        "de",
        "Polen soll Soldaten nach Moldau entsandt haben.",
        ("Polen", "Moldau"),
        ("MOBILIZE", "Polen", "Moldau", None, "happened"),
    ),
    (
        "de",
        "Nach Angaben des Dienstes von Ivan hat Polen Soldaten nach Moldau geschickt.",
        ("Ivan", "Polen", "Moldau"),
        ("MOBILIZE", "Polen", "Moldau", None, "happened"),
    ),
    ("de", "Der Beschuss Armeniens ging weiter.", ("Armenien",), ("ASSAULT", None, "Armenien", None, "ongoing")),
    ("de", "Sie warf Ungarn Betrug vor.", ("Ungarn",), ("ACCUSE", None, "Ungarn", None, "happened")),
    (
        "en",
        "Armenia was attacked by Azerbaijan on Thursday.",
        ("Armenia", "Azerbaijan"),
        ("ASSAULT", "Azerbaijan", "Armenia", "2024-10-17", "happened"),
    ),
    (
        "en",
        "On Thursday, Azerbaijan shelled Armenia.",
        ("Armenia", "Azerbaijan"),
        ("ASSAULT", "Azerbaijan", "Armenia", "2024-10-17", "happened"),
    ),
    (
        "en",
        "Macron, who visited Scholz in June, was silent.",
        ("Macron", "Scholz"),
        ("CONSULT", "Macron", "Scholz", "2024-06", "happened"),
    ),
    ("en", "Poland did not attack Belarus.", ("Poland", "Belarus"), ("ASSAULT", "Poland", "Belarus", None, "negated")),
    (
        "en",
        "Poland denied that Belarus attacked Moldova.",
        ("Poland", "Belarus", "Moldova"),
        ("ASSAULT", "Belarus", "Moldova", None, "denied"),
    ),
    (
        "en",
        "Poland could attack Belarus.",
        ("Poland", "Belarus"),
        ("ASSAULT", "Poland", "Belarus", None, "hypothetical"),
    ),
    (
        "en",
        "Poland will deploy troops to Moldova.",
        ("Poland", "Moldova"),
        ("MOBILIZE", "Poland", "Moldova", None, "planned"),
    ),
    (
        "en",
        "Will Poland attack Belarus?",
        ("Poland", "Belarus"),
        ("ASSAULT", "Poland", "Belarus", None, "hypothetical"),
    ),
    # who says it has not done it
    ("en", "Poland said Belarus attacked Moldova.", ("Poland", "Belarus", "Moldova"), assault("Belarus", "Moldova")),
    # the subject of an infinitive is the nearest, and what is asked for has not been done
    (
        "en",
        "Poland urged Belarus to attack Moldova.",
        ("Poland", "Belarus", "Moldova"),
        assault("Belarus", "Moldova", "hypothetical"),
    ),
    (
        "de",
        "Ivan schrieb, Belarus habe beschlossen, Soldaten nach Moldau zu entsenden.",
        ("Ivan", "Belarus", "Moldau"),
        ("MOBILIZE", "Belarus", "Moldau", None, "planned"),
    ),
    (
        "de",
        "Polen forderte den Abzug aus Moldau.",
        ("Polen", "Moldau"),
        ("RETREAT", None, "Moldau", None, "hypothetical"),
    ),
    # a negated verb does not undo the noun; a month is no "may"; a passive in the present is no course of things
    (
        "de",
        "Die Zusammenarbeit zwischen Polen und Moldau richte sich nicht gegen andere.",
        ("Polen", "Moldau"),
        ("COOPERATE", "Polen", "Moldau", None, "happened"),
    ),
    (
        "en",
        "In May 2024 Belarus attacked Moldova.",
        ("Belarus", "Moldova"),
        ("ASSAULT", "Belarus", "Moldova", "2024-05", "happened"),
    ),
    ("en", "Moldova is attacked by Belarus.", ("Belarus", "Moldova"), assault("Belarus", "Moldova")),
    # "hätten" in reported speech is no condition
    ("de", "Belarus hätte Moldau angegriffen, hieß es.", ("Belarus", "Moldau"), assault("Belarus", "Moldau")),
    (
        "de",
        "Belarus hätte Moldau angegriffen, wenn Polen schwiege.",
        ("Belarus", "Moldau"),
        assault("Belarus", "Moldau", "hypothetical"),
    ),
    # who begins or orders it does it; a number before a preposition's name
    (
        "en",
        "Belarus has begun the deployment to Moldova.",
        ("Belarus", "Moldova"),
        ("MOBILIZE", "Belarus", "Moldova", None, "happened"),
    ),
]


@pytest.mark.parametrize(("language", "text", "names", "expected"), CASES, ids=[c[1][:40] for c in CASES])
def test_who_to_whom_when_and_whether(
    language: Language, text: str, names: tuple[str, ...], expected: tuple[str, str | None, str | None, str | None, str]
) -> None:
    found = [
        (e.type, e.actor.name if e.actor else None, e.recipient.name if e.recipient else None, e.time, e.status)
        for e in read(text, language, *names)
    ]
    assert expected in found, found


def test_a_place_is_neither_actor_nor_recipient() -> None:
    analysed = document("Macron traf sich mit Scholz in Lyon.", "de")
    mentions = [
        Mention(m.span, Actor("Lyon", "place")) if m.span.text == "Lyon" else m
        for m in named(analysed, "Macron", "Scholz", "Lyon")
    ]
    (event,) = events.read(analysed, tuple(mentions), ())
    assert event.place == "Lyon"
    assert event.span.text == "traf"


def placed(text: str, language: Language, *mentions: tuple[str, Actor]) -> tuple[Event, ...]:
    analysed = document(text, language)
    spans = ((text.index(words), words, actor) for words, actor in mentions)
    found = tuple(Mention(analysed.article.span(at, at + len(words)), actor) for at, words, actor in spans)
    return events.read(
        analysed, tuple(sorted(found, key=lambda m: m.span)), dates.anchor(analysed, times.read(analysed))
    )


MALI, CHAD = Actor("Mali", "state", "MLI"), Actor("Chad", "state", "TCD")


@pytest.mark.parametrize(
    ("language", "text", "mentions", "actor", "recipient", "place"),
    [
        # a town does nothing, and nothing is done to it where a preposition only says where
        (
            "en",
            "Clashes in Kaya kill ten Malian soldiers.",
            (("Kaya", Actor("Kaya", "place")), ("Malian", MALI)),
            None,
            "Mali",
            "Kaya",
        ),
        (
            "en",
            "Mali carried out airstrikes in Kaya.",
            (("Mali", MALI), ("Kaya", Actor("Kaya", "place"))),
            "Mali",
            None,
            "Kaya",
        ),
        # bounds of a number govern nothing, an agent follows its verb
        ("en", "At least ten Malians are killed in Chad.", (("Malians", MALI), ("Chad", CHAD)), None, "Mali", "Chad"),
        (
            "en",
            "Ten Malians are killed in a Chad airstrike.",
            (("Malians", MALI), ("Chad", CHAD)),
            "Chad",
            "Mali",
            None,
        ),
        (
            "en",
            "Mali is confirmed by Chad to have been attacked.",
            (("Mali", MALI), ("Chad", CHAD)),
            None,
            "Mali",
            None,
        ),
        # whose plan it is would do it
        ("en", "Chad ruled out Mali's plan to attack Kaya.", (("Mali", MALI), ("Chad", CHAD)), "Mali", None, None),
        # right before the noun it is an adjective
        (
            "en",
            "Ten people died in two Malian airstrikes in Chad.",
            (("Malian", MALI), ("Chad", CHAD)),
            "Mali",
            "Chad",
            "Chad",
        ),
        # a country that stands as a place is a state to who sends soldiers there
        (
            "en",
            "Mali sent soldiers to Chad.",
            (("Mali", MALI), ("Chad", Actor("Chad", "place", "TCD"))),
            "Mali",
            "Chad",
            None,
        ),
        # "about" before a number governs nothing, and a plural is no genitive
        (
            "en",
            "They say that about 150 Malian soldiers arrived in Kaya.",
            (("Malian soldiers", Actor("army", "military")), ("Kaya", Actor("Kaya", "place"))),
            "army",
            None,
            "Kaya",
        ),
        # who denies that "it" did so means itself
        ("en", "Mali denied that it had attacked Chad.", (("Mali", MALI), ("Chad", CHAD)), "Mali", "Chad", None),
        (
            "de",
            "Mali bestritt, dass es Tschad angegriffen hat.",
            (("Mali", MALI), ("Tschad", CHAD)),
            "Mali",
            "Chad",
            None,
        ),
        # who claims that another did it does not do it
        (
            "en",
            "Mali claims Chad attacked Kaya.",
            (("Mali", MALI), ("Chad", CHAD), ("Kaya", Actor("Kaya", "place", "MLI"))),
            "Chad",
            "Mali",
            "Kaya",
        ),
        # in "which the two leaders signed" the treaty's last name is no subject
        (
            "en",
            "It is a treaty of Mali, which the two sides signed in Kaya with Chad.",
            (("Mali", MALI), ("Kaya", Actor("Kaya", "place")), ("Chad", CHAD)),
            None,
            "Chad",
            "Kaya",
        ),
    ],
)
def test_parties_and_places(
    language: Language,
    text: str,
    mentions: tuple[tuple[str, Actor], ...],
    actor: str | None,
    recipient: str | None,
    place: str | None,
) -> None:
    found = [
        (e.actor.name if e.actor else None, e.recipient.name if e.recipient else None, e.place)
        for e in placed(text, language, *mentions)
    ]
    assert (actor, recipient, place) in found, found


def test_the_day_of_the_saying_is_not_that_of_the_deed() -> None:
    found = placed("In January, Mali said that Chad had attacked Kaya.", "en", ("Mali", MALI), ("Chad", CHAD))
    assert [(e.type, e.time) for e in found] == [("ASSAULT", None)]


def test_without_anybody_known_only_words_that_say_all_are_told() -> None:
    assert read("Das Dorf wurde angegriffen.", "de") == ()
    assert [e.type for e in read("Es wurden Sanktionen verhängt.", "de")] == ["SANCTION"]


def test_types_have_signs_and_every_type_is_told_in_both_languages() -> None:
    assert {t.sign for t in event_types().values() if not t.speech} == {1, -1}
    assert {t.name for t in event_types().values() if t.speech} == {"STATE", "DENY"}
    for language in having("events"):
        told = {t.row.type for t in trigger_book(language).triggers}
        assert told == set(event_types()), language
        assert len({t.row.id for t in trigger_book(language).triggers}) == len(trigger_book(language).triggers)


def test_unknown_types_and_modes_are_errors() -> None:
    row = Trigger("x", "DANCE", "verb", "tanzt", {})
    with pytest.raises(DataFileError, match="unknown type 'DANCE'"):
        triggers._check(row, "here")
    with pytest.raises(DataFileError, match="unknown mode 'waltz'; those of CONSULT: visit, meet"):
        triggers._check(Trigger("x", "CONSULT", "verb", "tanzt", {}, mode="waltz"), "here")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Polen",
                "griff",
                "an",
                "Kiew",
                ",",
                "der",
                "gegen",
                "Sanktionen",
                "verhängt",
                "?",
                "who",
                "attacked",
                "by",
                "des",
                "er",
                "(",
                "“",
                "\n",
                "U.S.",
                "Angriff",
                "worden",
                "not",
                "to",
            ]
        ),
        max_size=30,
    ),
    st.sampled_from(having("events")),
)
def test_any_text_is_read_without_a_crash_and_spans_quote_it(pieces: list[str], language: Language) -> None:
    text = " ".join(pieces)
    for event in read(text, language, "Polen", "Kiew", "U.S."):
        assert text[event.span.start : event.span.end] == event.span.text
        assert event.actor is None or event.actor != event.recipient


@pytest.mark.parametrize(
    ("language", "text", "types"),
    [
        ("en", "In boxing, Chad beat Mali in a heavyweight bout.", set()),
        ("en", "In football, Mali attacked and beat Chad in the cup final.", set()),
        ("en", "Mali bombed a cup final in Chad, and troops attacked Chad.", {"ASSAULT"}),
        ("de", "Mali griff im Finale an und zerstörte Tschad im zweiten Spiel.", set()),
        ("de", "Mali griff Tschad mit Raketen an, als das Finale begann.", {"ASSAULT"}),
    ],
)
def test_words_of_war_tell_no_deed_of_sport(language: Language, text: str, types: set[str]) -> None:
    mentions = [(name, actor) for name, actor in (("Mali", MALI), ("Chad", CHAD), ("Tschad", CHAD)) if name in text]
    assert {e.type for e in placed(text, language, *mentions)} == types

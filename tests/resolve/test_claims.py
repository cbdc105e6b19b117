"""Claims: which claim gets which value, what belongs to the saying, and that identifiers stay."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from lagebild.resolve import claims
from lagebild.resolve.claims import is_dateline
from lagebild.text import analyse
from lagebild.types import (
    Actor,
    Attribution,
    Block,
    Claim,
    Event,
    Figure,
    Findings,
    Form,
    Mention,
    SourceKind,
    SourceMention,
    Span,
    Stance,
    Time,
)
from tests.extract.test_names import article

TEXT = (
    "Berger sagte am Montag in Riga, nach Angaben der Wache seien im Mai 30 Boote in Danzig angekommen. "
    "Es regnete 5 Tage."
)
STANCE = Stance("state", "CT+", "Uu")


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


SENTENCE = span("Berger sagte am Montag in Riga, nach Angaben der Wache seien im Mai 30 Boote in Danzig angekommen.")
LAST = span("Es regnete 5 Tage.")


def attribution(
    content: str, cue: str | None, source: str | None, form: Form = "indirect", kind: SourceKind = "named"
) -> Attribution:
    cues = (span(cue),) if cue else ()
    return Attribution(
        LAST if form == "author" else SENTENCE,
        (span(content),),
        cues,
        SourceMention(kind, span(source) if source else None),
        (),
        form,
    )


OUTER = attribution("nach Angaben der Wache seien im Mai 30 Boote in Danzig angekommen", "sagte", "Berger")
INNER = attribution("seien im Mai 30 Boote in Danzig angekommen", "nach Angaben", "der Wache", "reported")
AUTHOR = attribution("Es regnete 5 Tage.", None, None, "author", "author")


def place(words: str) -> Mention:
    return Mention(span(words), Actor(words, "place"))


def assembled(*attributions: Attribution) -> tuple[Claim, ...]:
    document = analyse(article(TEXT))
    figures = (Figure(span("30"), 30, 30), Figure(span("5"), 5, 5))
    findings = Findings((), (), figures, attributions, tuple(STANCE for _ in attributions))
    times = (Time(span("am Montag"), "DATE", "2024-10-14"), Time(span("im Mai"), "DATE", "2024-05"))
    people = (Mention(span("Wache"), Actor("Wache", "organisation")), place("Riga"), place("Danzig"))
    events = (Event(span("angekommen"), "MOVE", None, None, None, None, None, "happened"),)
    return claims.assemble(document, findings, people, times, events)


def test_the_smallest_claim_gets_the_value() -> None:
    outer, inner, author = assembled(OUTER, INNER, AUTHOR)
    assert [f.span.text for f in inner.figures] == ["30"]
    assert [f.span.text for f in author.figures] == ["5"]
    assert outer.figures == ()
    assert [e.span.text for e in inner.events] == ["angekommen"]
    assert outer.events == ()
    assert [m.actor.name for m in outer.actors] == ["Wache"]


def test_without_a_smaller_claim_the_outer_one_gets_it() -> None:
    (outer,) = assembled(OUTER)
    assert [f.span.text for f in outer.figures] == ["30"]


def test_the_frame_is_of_the_saying() -> None:
    outer, inner, _ = assembled(OUTER, INNER, AUTHOR)
    assert [(t.span.text, t.role) for t in outer.times] == [("am Montag", "saying")]
    assert [(t.span.text, t.role) for t in inner.times] == [("im Mai", "content")]
    assert [(p.span.text, p.role) for p in outer.places] == [("Riga", "saying")]
    assert [(p.span.text, p.role) for p in inner.places] == [("Danzig", "content")]


def test_a_value_of_no_claim_is_nowhere() -> None:
    (author,) = assembled(AUTHOR)
    assert [f.span.text for f in author.figures] == ["5"]
    assert author.times == ()


def test_equal_attributions_make_one_claim() -> None:
    assert len(assembled(OUTER, OUTER)) == 1


def test_two_claims_of_the_same_words_both_get_the_value() -> None:
    other = replace(OUTER, source=SourceMention("named", span("Wache")))
    assert [[f.span.text for f in claim.figures] for claim in assembled(OUTER, other)] == [["30"], ["30"]]


def test_identifiers_are_stable_and_tell_claims_apart() -> None:
    first, second = assembled(OUTER, INNER)
    assert (first.id, second.id) == tuple(claim.id for claim in assembled(OUTER, INNER))
    assert first.id != second.id
    assert len(first.id) == 16
    changed = claims.claim_id(replace(article(TEXT), id="another"), OUTER)
    assert changed != first.id


def test_a_stance_is_missing() -> None:
    document = analyse(article(TEXT))
    with pytest.raises(ValueError, match="shorter"):
        claims.assemble(document, Findings((), (), (), (OUTER,), ()), (), (), ())


def test_notes_tell_of_unnamed_sources_and_of_opinion() -> None:
    unnamed = replace(OUTER, source=SourceMention("unnamed", span("Angaben")))
    document = analyse(article(TEXT))
    judged = Stance("judge", "Uu", "Uu")
    findings = Findings((), (), (), (unnamed, AUTHOR, OUTER), (STANCE, judged, STANCE))
    found = claims.notes(document.article, claims.assemble(document, findings, (), (), ()))
    assert [(note.code, TEXT[note.start : note.end]) for note in found] == [
        ("unnamed-source", "Angaben"),
        ("opinion", "Es regnete 5 Tage."),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WASHINGTON — Between 10,000 and 12,000 soldiers are in Russia, the Pentagon said.", True),
        ("Seoul (mpa) – Nordkorea hat Soldaten entsandt.", True),
        ("BRUSSELS, Oct 18 — “We cannot confirm it.”", True),
        ("Kyiv – Ukraine's capital – was hit by drones.", False),
        ("Kyiv – again the target of drones.", False),
        ("Washington confirmed it.", False),
    ],
)
def test_the_place_of_a_dateline_is_where_it_was_written(text: str, expected: bool) -> None:
    place = re.match(r"\w+", text)
    assert place is not None
    span = Span.of(text, *place.span())
    assert is_dateline(text, span, (Block("paragraph", 0, len(text)),)) is expected
    assert not is_dateline(
        f"In {text}", Span(3, 3 + len(span.text), span.text), (Block("paragraph", 0, len(text) + 3),)
    )


# --- events of the frame ------------------------------------------------------------------------------------------


def happening(words: str, **other: object) -> Event:
    made = Event(span(words), "STATE", None, None, None, None, None, "happened")
    return replace(made, **other)  # type: ignore[arg-type]


def with_events(*events: Event, of: tuple[Attribution, ...] = (OUTER, INNER, AUTHOR)) -> tuple[Claim, ...]:
    findings = Findings((), (), (), of, tuple(STANCE for _ in of))
    times = (Time(span("am Montag"), "DATE", "2024-10-14"), Time(span("im Mai"), "DATE", "2024-05"))
    return claims.assemble(analyse(article(TEXT)), findings, (place("Riga"), place("Danzig")), times, events)


def test_an_event_of_the_frame_stands_with_the_claim_that_the_frame_reports() -> None:
    outer, inner, author = with_events(happening("sagte"), happening("Angaben"), happening("angekommen"))
    assert [(e.span.text, e.frame) for e in outer.events] == [("Angaben", False), ("sagte", True)]
    assert [(e.span.text, e.frame) for e in inner.events] == [("angekommen", False)]
    assert outer.content_events == outer.events[:1]
    assert author.events == ()


def test_an_event_of_a_frame_that_reports_two_claims_is_told_once() -> None:
    both = tuple(
        attribution(words, "sagte", "Berger")
        for words in ("nach Angaben der Wache", "seien im Mai 30 Boote in Danzig angekommen")
    )
    first, second = with_events(happening("sagte"), of=both)
    assert [e.frame for e in first.events] == [True]
    assert second.events == ()


def test_an_event_of_a_sentence_without_a_claim_is_nowhere() -> None:
    (author,) = with_events(happening("sagte"), of=(AUTHOR,))
    assert author.events == ()


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"time": "2024-10-14", "place": "Riga"}, ("2024-10-14", "Riga")),
        ({"time": "2024-05", "place": "Danzig"}, (None, None)),  # those of what is said
        ({"time": "2024-10-14/2024-10-16", "place": "Lettland"}, ("2024-10-14/2024-10-16", "Lettland")),
    ],
)
def test_a_time_and_a_place_that_only_a_content_names_are_none_of_its_frame(
    told: dict[str, object], kept: tuple[str | None, str | None]
) -> None:
    outer, _, _ = with_events(happening("sagte", **told))
    (event,) = outer.events
    assert (event.time, event.place) == kept

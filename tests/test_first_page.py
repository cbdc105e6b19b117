"""The page that it began with: every row of what a careful reader takes from it, in both of its forms."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

import lagebild
from lagebild.types import Claim, Figure, Reading
from tests.golden import EXAMPLES, FIRST_PAGE_DAY

FORMS = ("nordkorea-soldaten.html", "nordkorea-soldaten.txt")


@pytest.fixture(params=("none", "full"), autouse=True)
def _weights(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row holds for the rules alone and for the rules joined with the trained reader."""
    monkeypatch.setenv("LAGEBILD_WEIGHTS", request.param)


def read(form: str) -> Reading:
    return _read(form, os.environ["LAGEBILD_WEIGHTS"])


@cache
def _read(form: str, weights: str) -> Reading:
    return lagebild.read(str(EXAMPLES / form), published=FIRST_PAGE_DAY, weights=weights)


@dataclass(frozen=True)
class Row:
    """One line of the table "Who says what": `content` are words that must stand in the content, `without` must not."""

    id: str
    kind: str
    content: tuple[str, ...]
    factuality: str
    source: str | None = None
    actor: str | None = None
    chain: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    author_factuality: str | None = None
    without: tuple[str, ...] = ()


AUTHOR = ("author",)
ROWS = (
    Row(
        "stationed",
        "unnamed",
        ("Nordkoreanische Soldaten in der Ukraine stationiert",),
        "PR+",
        source="aktuellen Berichten",
        forms=("indirect",),
    ),
    Row(
        "world war?",
        "author",
        ("zu einer Eskalation des Konflikts führen", "Weltkrieg auslösen"),
        "PS+",
        forms=AUTHOR,
        acts=("ask",),
    ),
    Row("sanctions, warrant", "author", ("Sanktionen verhängt", "Haftbefehl"), "CT+", forms=AUTHOR),
    Row(
        "visits",
        "author",
        ("im Juni besuchte er seinen Verbündeten Kim Jong Un", "Gegeneinladung in den Kreml im September"),
        "CT+",
        forms=AUTHOR,
    ),
    Row(
        "1500 sent",
        "named",
        ("1500 Soldaten", "geschickt"),
        "CT+",
        source="südkoreanischen Geheimdienstes",
        forms=("indirect", "reported"),
        without=("Tausende",),
    ),
    Row(
        "thousands may follow",
        "named",
        ("Tausende", "folgen"),
        "PS+",
        forms=("indirect", "reported", "free_indirect"),
        without=("1500",),
    ),
    Row(
        "12,000 planned",
        "unnamed",
        ("12.000 Soldaten in vier Brigaden",),
        "PR+",
        forms=("reported", "indirect"),
        acts=("plan", "report"),
    ),
    Row(
        "10,000 on their way",
        "named",
        ("bis zu 10.000 nordkoreanischen Soldaten", "auf dem Weg in sein Land"),
        "CT+",
        source="Selenskyj",
        actor="Wolodymyr Selenskyj",
        chain=("Geheimdiensterkenntnissen",),
        forms=("indirect", "reported"),
    ),
    Row("first participation", "author", ("die erste umfassende Beteiligung Nordkoreas",), "PS+", forms=AUTHOR),
    Row("1.2 million", "author", ("über 1,2 Millionen Soldaten",), "CT+", forms=AUTHOR, without=("Ausbildung",)),
    Row(
        "experts",
        "described",
        ("Ausbildung und Ausstattung", "vergleichbar"),
        "CT+",
        source="Experten",
        forms=("indirect", "reported"),
        without=("1,2 Millionen",),
    ),
    Row("cynical", "author", ("Zynischer geht es nicht",), "Uu", forms=AUTHOR, acts=("judge",)),
    Row(
        "higher level",
        "named",
        ("bilaterale Zusammenarbeit auf eine höhere Ebene",),
        "CT+",
        source="Putin",
        actor="Wladimir Putin",
        forms=("direct", "indirect"),
    ),
    Row(
        "no exchange of weapons",
        "described",
        ("keinen Austausch von Waffen",),
        "CT-",
        source="beider Seiten",
        forms=("indirect",),
        acts=("deny",),
    ),
    Row("nothing for nothing", "author", ("keine Kriegshilfe ohne Gegenleistung",), "PR+", forms=AUTHOR),
    Row(
        "global security",
        "named",
        ("Unsere Sicherheit ist nicht regional", "betrifft auch uns"),
        "CT+",
        source="Jens Stoltenberg",
        actor="Jens Stoltenberg",
        forms=("direct",),
    ),
    Row(
        "cause for concern",
        "author",
        ("Putin der Atommacht Nordkorea bei der Entwicklung", "Grund zur Sorge"),
        "PS+",
        forms=AUTHOR,
        acts=("condition",),
    ),
    Row(
        "first step",
        "named",
        ("der erste Schritt auf dem Weg in den Weltkrieg",),
        "CT+",
        source="Selensky",
        actor="Wolodymyr Selenskyj",
        forms=("direct",),
        author_factuality="CT-",
    ),
    Row(
        "the West should prepare",
        "author",
        ("darauf sollte sich die westliche Welt vorbereiten",),
        "CT+",
        forms=AUTHOR,
        acts=("demand",),
    ),
)


def content_of(claim: Claim) -> str:
    return " … ".join(span.text for span in claim.content)


def fits(claim: Claim, row: Row) -> Iterator[str]:
    """What is wrong with a claim as a reading of a row; nothing where it fits."""
    words = content_of(claim)
    if claim.source.kind != row.kind:
        yield f"kind {claim.source.kind}"
    if row.source and (claim.source.span is None or row.source not in claim.source.span.text):
        yield f"source {claim.source.span}"
    if row.actor and (claim.source.actor is None or claim.source.actor.name != row.actor):
        yield f"actor {claim.source.actor}"
    if missing := [link for link in row.chain if not any(s.span and link in s.span.text for s in claim.chain)]:
        yield f"chain lacks {missing}"
    if row.forms and claim.form not in row.forms:
        yield f"form {claim.form}"
    if row.acts and claim.act not in row.acts:
        yield f"act {claim.act}"
    if claim.factuality != row.factuality:
        yield f"factuality {claim.factuality}"
    if row.author_factuality and claim.author_factuality != row.author_factuality:
        yield f"author factuality {claim.author_factuality}"
    if found := [word for word in row.without if word in words]:
        yield f"content holds {found}"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_who_says_what(form: str, row: Row) -> None:
    candidates = [c for c in read(form).claims if all(part in content_of(c) for part in row.content)]
    assert candidates, f"no claim holds {row.content}"
    wrong = [list(fits(claim, row)) for claim in candidates]
    assert [] in wrong, wrong


@pytest.mark.parametrize("form", FORMS)
def test_article_and_furniture(form: str) -> None:
    article = read(form).article
    assert article.title == "Nordkorea-Soldaten in der Ukraine: Gefährdet Putin den Weltkrieg?"
    assert (article.byline, article.publisher, article.language) == ("Stefan Lehmann", "Uslar Hier", "de")
    kinds = [block.kind for block in article.blocks]
    assert kinds.count("paragraph") == 13
    assert 3 <= kinds.count("heading") <= 4  # the title and two or three section headings
    for furniture in ("Index", "Ich bin Stefan", "Kommentar", "E-Mail", "Go up", "Cookies", "Rezepte"):
        assert furniture not in article.text


@pytest.mark.parametrize("form", FORMS)
def test_page_notes(form: str) -> None:
    undated = lagebild.read(str(EXAMPLES / form)).article
    assert (undated.published, undated.published_basis) == (None, "unknown")
    codes = [note.code for note in undated.notes]
    for code in ("undated", "question-headline", "repeated-heading", "unnamed-source", "opinion", "furniture-removed"):
        assert code in codes
    assert codes.count("unbalanced-quotation-marks") == 2


FIGURES = (
    ("1500", 1500, 1500, "sent"),
    ("10.000", None, 10_000, "on-the-way"),
    ("12.000", 12_000, 12_000, "planned"),
    ("1,2 Millionen", 1_200_000, None, None),
)


def figures(form: str) -> list[Figure]:
    return [figure for claim in read(form).claims for figure in claim.figures]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("words", "low", "high", "stage"), FIGURES)
def test_figures(form: str, words: str, low: float | None, high: float | None, stage: str | None) -> None:
    found = [f for f in figures(form) if words in f.span.text]
    assert found
    figure = found[0]
    assert (figure.min, figure.max) == (low, high)
    assert figure.of is not None
    assert "Soldaten" in figure.of
    if stage is not None:
        assert figure.stage == stage


@pytest.mark.parametrize("form", FORMS)
def test_thousands_to_follow_are_vague(form: str) -> None:
    found = [f for f in figures(form) if f.span.text == "Tausende"]
    assert found
    assert found[0].vague
    assert found[0].stage == "to-follow"


@pytest.mark.parametrize("form", FORMS)
def test_the_whole_army_is_another_quantity(form: str) -> None:
    from lagebild.picture.figures import figure_table
    from lagebild.types import Entry

    reading = read(form)
    table = figure_table(Entry(reading.article, claim) for claim in reading.claims)
    groups = [{row.figure.span.text for row in group.rows} for group in table.groups]
    army = next(group for group in groups if any("1,2 Millionen" in words for words in group))
    assert not any("1500" in words or "12.000" in words or "10.000" in words for words in army)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2022", "2022"),
        ("Juni", "2024-06"),
        ("September", "2024-09"),
        ("Donnerstag", "2024-10-17"),
        ("Sommer", "2024-SU"),
    ],
)
def test_times(form: str, words: str, value: str) -> None:
    found = {time.value for claim in read(form).claims for time in claim.times if words in time.span.text}
    assert found == {value}


def test_without_a_day_relative_times_stay_unresolved() -> None:
    undated = lagebild.read(str(EXAMPLES / FORMS[0]))
    values = {time.span.text: time.value for claim in undated.claims for time in claim.times}
    assert values["2022"] == "2022"
    assert [value for words, value in values.items() if "Donnerstag" in words] == [None]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("words", ["Sanktionen", "Haftbefehl", "besuchte", "Gegeneinladung", "geschickt", "Austausch"])
def test_events(form: str, words: str) -> None:
    """Each deed that the page tells of is read as an event; the words it was read from hold its trigger."""
    assert any(words in event.span.text for claim in read(form).claims for event in claim.events)


@pytest.mark.parametrize("form", FORMS)
def test_every_span_is_where_it_says(form: str) -> None:
    from lagebild.contract import to_json

    def spans(value: object) -> Iterator[tuple[int, int, str]]:
        if isinstance(value, dict):
            if {"start", "end", "text"} <= set(value) and value["start"] is not None:
                yield value["start"], value["end"], value["text"]
            for inner in value.values():
                yield from spans(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from spans(inner)

    reading = read(form)
    found = list(spans(to_json(reading)["claims"]))
    assert len(found) > 100
    for start, end, words in found:
        assert reading.article.text[start:end] == words

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

import pytest

from lagebild.compare.likeness import FEATURES
from lagebild.compare.voices import Voice
from lagebild.errors import UsageError
from lagebild.lang.load import ontology
from lagebild.picture import conflicts
from lagebild.picture.dossier import AbstentionCode, dossier
from lagebild.picture.figures import Bound
from lagebild.types import (
    Act,
    Actor,
    Anchor,
    EventStatus,
    Factuality,
    Figure,
    Form,
    Language,
    Note,
    PublishedBasis,
    SourceKind,
    Span,
    Time,
)
from lagebild.views import answer_tables as answers
from lagebild.views.tables import claims, figures, timeline
from lagebild.views.wording import UI_LANGUAGES, wording


def flat(labels: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{section}.{key}": value for section, keys in labels.items() for key, value in keys.items()}


@pytest.mark.parametrize("ui", UI_LANGUAGES)
def test_every_label_stands_in_every_language(ui: str) -> None:
    reference, here = flat(wording("en").labels), flat(wording(ui).labels)
    assert sorted(here) == sorted(reference)
    for key, value in here.items():
        assert type(value) is type(reference[key]), key
        if isinstance(value, str):
            assert value.strip(), key
            assert set(re.findall(r"{\w+}", value)) == set(re.findall(r"{\w+}", reference[key])), key


@pytest.mark.parametrize("ui", UI_LANGUAGES)
@pytest.mark.parametrize(
    ("section", "values"),
    [
        ("form", get_args(Form)),
        ("act", get_args(Act)),
        ("factuality", get_args(Factuality)),
        ("author_factuality", get_args(Factuality)),
        ("kind", get_args(SourceKind)),
        ("basis", get_args(PublishedBasis)),
        ("article_language", get_args(Language)),
        ("event_status", get_args(EventStatus)),
        ("bound", get_args(Bound)),
        ("abstention", get_args(AbstentionCode)),
        ("stage", tuple(row["id"] for row in ontology("stages")["stages"])),
    ],
)
def test_closed_lists_have_all_their_labels(ui: str, section: str, values: tuple[str, ...]) -> None:
    assert set(values) <= set(wording(ui).labels[section])


def test_every_column_has_a_label() -> None:
    picture = dossier([])
    words = wording("en")
    tables = (
        *(figures(picture.figures), timeline(picture.timeline), claims([]), answers.sources([]), answers.origins([])),
        *(answers.propositions([], words), answers.conflicts([], words)),
    )
    names = {name.removeprefix("against_") for table in tables for name in table.header}
    assert names <= set(words.labels["column"])


@pytest.mark.parametrize("ui", UI_LANGUAGES)
def test_every_part_of_a_match_every_tie_and_every_branch_has_a_label(ui: str) -> None:
    labels = wording(ui).labels
    assert set(labels["match_part"]) == {*FEATURES, "bias"}
    linking = set(get_args(conflicts.Kind)) - {"denied", "contradicted", "retracted"}
    assert set(labels["answer"]) == set(labels["answer_other"]) == linking
    assert {*get_args(SourceKind), "agency", "copied", "copy"} <= set(labels["lineage"])


@pytest.mark.parametrize(
    ("voice", "english", "german"),
    [
        (Voice("described:kiew", "described", "Kiew"), "Kyiv", "Kiew"),
        (Voice("actor:kremlin", "named", "Kreml", Actor("Kreml", "place", "RUS")), "Kremlin", "Kreml"),
        (Voice("described:beider seiten", "described", "beider Seiten"), "beider Seiten", "beider Seiten"),
        (Voice("actor:moskau", "named", "Moskau", Actor("Moskau", "person")), "Moskau", "Moskau"),
    ],
)
def test_known_names_are_told_in_the_language_and_other_words_as_they_are(
    voice: Voice, english: str, german: str
) -> None:
    assert (wording("en").voice(voice), wording("de").voice(voice)) == (english, german)


def test_unknown_language() -> None:
    with pytest.raises(UsageError, match="'fr' are not served; choose one of: en, de"):
        wording("fr")


@pytest.mark.parametrize(
    ("value", "english", "german"),
    [
        (1500, "1,500", "1500"),
        (10000, "10,000", "10.000"),
        (1.2, "1.2", "1,2"),
        (0, "0", "0"),
        (-12000.5, "-12,000.5", "-12.000,5"),
        (3e18, "3e+18", "3e+18"),
        (float("inf"), "inf", "inf"),
    ],
)
def test_numbers(value: float, english: str, german: str) -> None:
    assert (wording("en").number(value), wording("de").number(value)) == (english, german)


@pytest.mark.parametrize(
    ("value", "mod", "english", "german"),
    [
        ("2024-10-17", None, "17 October 2024", "17. Oktober 2024"),
        ("2024-06", "START", "early June 2024", "Anfang Juni 2024"),
        ("2024-SU", None, "summer 2024", "Sommer 2024"),
        ("2024-W42", None, "week from 14 October 2024", "Woche ab 14. Oktober 2024"),
        ("2024-W42-WE", None, "weekend of 19 October 2024", "Wochenende ab 19. Oktober 2024"),
        ("2024-Q3", None, "3. quarter of 2024", "3. Quartal 2024"),
        ("202", None, "2020s", "2020er Jahre"),
        ("PRESENT_REF", None, "at present", "derzeit"),
        (None, None, "no date", "ohne Datum"),
    ],
)
def test_dates(value: str | None, mod: str | None, english: str, german: str) -> None:
    time = Time(Span(0, 1, "x"), "DATE", value, mod)
    assert (wording("en").time(time), wording("de").time(time)) == (english, german)


@pytest.mark.parametrize(
    ("anchor", "english", "german"),
    [
        (None, "", ""),
        (Anchor("none"), "", ""),
        (
            Anchor("publication", "2024-10-20"),
            "counted from the day of publication, 20 October 2024",
            "gerechnet vom Tag der Veröffentlichung, 20. Oktober 2024",
        ),
        (
            Anchor("text", "2024-05", Span(0, 6, "im\nMai")),
            "counted from “im Mai”, May 2024",
            "gerechnet von „im Mai“, Mai 2024",
        ),
        (
            Anchor("unknown"),
            "counted from a day that the page does not tell",
            "gerechnet von einem Tag, den die Seite nicht nennt",
        ),
    ],
)
def test_what_a_time_was_counted_from(anchor: Anchor | None, english: str, german: str) -> None:
    time = Time(Span(0, 1, "x"), "DATE", "2024-05-03", anchor=anchor)
    assert (wording("en").counted_from(time), wording("de").counted_from(time)) == (english, german)


@pytest.mark.parametrize(
    ("fields", "german"),
    [
        ({"min": 1500, "max": 1500}, "1500"),
        ({"min": 3000, "max": 3000, "approximate": True}, "rund 3000"),
        ({"min": None, "max": 10000}, "höchstens 10.000"),
        ({"min": 1_200_000, "max": None}, "mindestens 1.200.000"),
        ({"min": 8, "max": 12, "unit": "percent"}, "8–12 %"),
        ({"min": None, "max": None, "vague": True}, "unbestimmt"),
    ],
)
def test_values(fields: dict[str, Any], german: str) -> None:
    assert wording("de").value(Figure(Span(0, 1, "x"), **fields)) == german


def test_notes_of_unknown_codes_speak_for_themselves() -> None:
    note = Note("invented", "Something about the page.")
    assert wording("de").note(note) == "Something about the page."
    assert wording("de").note(replace(note, code="truncated")) == "Text bricht ab"

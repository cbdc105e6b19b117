"""Since when a figure holds: which figures a phrase speaks of, and what value it has."""

from __future__ import annotations

import pytest

from lagebild.extract import figures, times
from lagebild.resolve import dates
from lagebild.text import analyse
from lagebild.types import Article, Block, Language

Told = list[tuple[float | None, str | None, str | None]]

CASES: list[tuple[Language, str, Told]] = [
    ("de", "Seit dem 24. Februar 2022 starben 900 Menschen.", [(900, "dem 24. Februar 2022", "2022-02-24")]),
    ("de", "Seit Januar starben 900 Menschen.", [(900, "Januar", "2024-01")]),
    ("de", "Seit Kriegsbeginn starben 900 Menschen.", [(900, "Kriegsbeginn", None)]),
    ("de", "In den vergangenen 24 Stunden starben 9 Menschen.", [(9, "den vergangenen 24 Stunden", "PT24H")]),
    ("de", "Im Laufe des Tages starben 9 Menschen.", [(9, "des Tages", None)]),
    ("de", "Seit Mai starben 40 Menschen und 60 wurden verletzt.", [(40, "Mai", "2024-05"), (60, "Mai", "2024-05")]),
    ("de", "Seit Mai wurden 40 Fälle gemeldet, 6 Patienten starben.", [(40, "Mai", "2024-05"), (6, None, None)]),
    ("de", "Er ist seit 2019 Minister und sprach von 40 Toten.", [(40, None, None)]),
    ("de", "Die seit Montag vermissten 40 Bergleute leben.", [(40, "Montag", "2024-10-14")]),
    ("de", "Der seit Montag amtierende Minister nannte 40 Tote.", [(40, None, None)]),
    ("de", "Gerettet wurden 40 Leute, die seit Mai festsaßen, und 9 Hunde.", [(40, "Mai", "2024-05"), (9, None, None)]),
    ("de", "Seit Mai, so die Klinik, starben 40 Menschen.", [(40, "Mai", "2024-05")]),
    ("de", "Seit Mai ruht der Verkehr; 40 Menschen warten.", [(40, None, None)]),
    ("en", "Since 24 February 2022 the army has lost 900 tanks.", [(900, "24 February 2022", "2022-02-24")]),
    ("en", "The army has lost 900 tanks since the start of the invasion.", [(900, "the start of the invasion", None)]),
    ("en", "In the past 24 hours 9 people were killed.", [(9, "the past 24 hours", "PT24H")]),
    ("en", "Since the army lost 900 tanks, it has asked for help.", [(900, None, None)]),
    ("en", "The minister, in office since 2019, named 40 dead.", [(40, None, None)]),
    ("en", "They killed 40 people and wounded 60 since May.", [(40, "May", "2024-05"), (60, "May", "2024-05")]),
    ("en", "It was the heaviest attack since May and killed 40 people.", [(40, None, None)]),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=[text[:40] for _, text, _ in CASES])
def test_since_when(language: Language, text: str, expected: Told) -> None:
    block = Block("paragraph", 0, len(text))
    document = analyse(Article("x", None, None, None, None, "2024-10-20", "option", language, text, (block,)))
    read = figures.read(document, dates.anchor(document, times.read(document)))
    assert [(f.min, f.since and f.since.span.text, f.since and f.since.value) for f in read] == expected
    assert all(f.since is None or text[f.since.span.start : f.since.span.end] == f.since.span.text for f in read)


def test_without_a_day_of_publication_the_words_stay_and_the_value_is_open() -> None:
    text = "Seit Januar starben 900 Menschen."
    document = analyse(Article("x", None, None, None, None, None, "unknown", "de", text, (Block("paragraph", 0, 33),)))
    (figure,) = figures.read(document, dates.anchor(document, times.read(document)))
    assert figure.since is not None
    assert (figure.since.span.text, figure.since.value) == ("Januar", None)
    assert figure.why is not None
    assert figure.why.rule == "number, seit"

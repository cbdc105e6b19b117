"""Which time of a sentence dates a deed."""

from __future__ import annotations

import pytest

from lagebild.compare.timex import interval
from lagebild.extract import names, times
from lagebild.extract.events.dated import time_at
from lagebild.resolve import dates
from lagebild.text import analyse
from lagebild.types import Article, Block, Language
from tests.extract.test_events import read


@pytest.mark.parametrize(
    ("language", "text", "deed", "day"),
    [
        ("en", "Rebels shelled the town on Tuesday.", "shelled", "2026-03-10"),
        ("en", "On Tuesday, rebels of the north shelled the town.", "shelled", "2026-03-10"),
        ("de", "Rebellen beschossen am Dienstag die Stadt.", "beschossen", "2026-03-10"),
        # the nearest of two clauses
        ("en", "On Monday the mayor left, and on Tuesday rebels shelled the town.", "shelled", "2026-03-10"),
        # a time that bounds the deed or belongs to another one is not its day
        ("en", "Rebels have shelled the town since Tuesday.", "shelled", None),
        ("en", "Rebels will leave the town by 10 March.", "leave", None),
        ("en", "It was the heaviest shelling since 2014.", "shelling", None),
        ("de", "Rebellen beschießen seit Dienstag die Stadt.", "beschießen", None),
        ("de", "Die Stadt wurde heftiger als 2014 beschossen.", "beschossen", None),
        # a deed without a time, and words of no sentence
        ("en", "Rebels shelled the town.", "shelled", None),
    ],
)
def test_the_time_of_a_deed(language: Language, text: str, deed: str, day: str | None) -> None:
    article = Article(
        "a", None, None, None, None, "2026-03-12", "option", language, text, (Block("paragraph", 0, len(text)),)
    )
    document = analyse(article)
    found = dates.anchor(document, times.read(document, names.read(document, None)))
    start = text.index(deed)
    time = time_at(document, found, article.span(start, start + len(deed)))
    assert (time.value if time else None) == day


def test_a_language_without_events_has_no_deeds_to_date() -> None:
    text = "Повстанці обстріляли місто у вівторок."
    article = Article(
        "a", None, None, None, None, "2026-03-12", "option", "uk", text, (Block("paragraph", 0, len(text)),)
    )
    assert time_at(analyse(article), (), article.span(0, 10)) is None


STRETCHES: list[tuple[Language, str, str | None]] = [
    ("en", "Mali shelled Niger between 3 and 5 May.", "2024-05-03/2024-05-05"),
    ("en", "From 3 to 5 May Mali shelled Niger.", "2024-05-03/2024-05-05"),
    ("en", "Mali shelled Niger from Monday until Thursday.", "2024-10-14/2024-10-17"),
    ("en", "Mali shelled Niger overnight into Tuesday.", "2024-10-14/2024-10-15"),
    ("en", "Mali shelled Niger overnight from Monday to Tuesday.", "2024-10-14/2024-10-15"),
    ("en", "Mali has shelled Niger since Monday.", "2024-10-14/2024-10-20"),
    ("en", "Mali has shelled Niger since 3 January 2023.", None),  # too long ago to date anything
    ("en", "Mali shelled Niger on Monday and on Tuesday.", "2024-10-14"),
    ("en", "Mali shelled Niger between talks on 3 and 5 May.", "2024-05-03"),
    ("de", "Zwischen dem 3. und 5. Mai beschoss Mali Niger.", "2024-05-03/2024-05-05"),
    ("de", "Vom 3. bis 5. Mai beschoss Mali Niger.", "2024-05-03/2024-05-05"),
    ("de", "Mali beschoss Niger von Montag bis Mittwoch.", "2024-10-14/2024-10-16"),
    ("de", "Mali beschießt Niger seit Montag.", "2024-10-14/2024-10-20"),
    ("de", "Mali beschoss Niger am Montag und am Dienstag.", "2024-10-14"),
]


@pytest.mark.parametrize(("language", "text", "days"), STRETCHES, ids=[s[1] for s in STRETCHES])
def test_days_from_one_to_another(language: Language, text: str, days: str | None) -> None:
    (event,) = (e for e in read(text, language, "Mali", "Niger") if e.type == "ASSAULT")
    assert event.time == days
    assert days is None or interval(days) is not None

"""The labels of the pages stand in both languages, and all of them are used."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from lagebild.views.web.words import languages_of, web_wording
from lagebild.views.wording import UI_LANGUAGES, wording

PACKAGE = resources.files("lagebild.views.web")


def own(ui: str) -> dict[str, str]:
    shared = wording(ui).labels
    made = web_wording(ui).labels
    return {f"{s}.{key}": str(v) for s, keys in made.items() if s not in shared for key, v in keys.items()}


@pytest.mark.parametrize("ui", UI_LANGUAGES)
def test_every_label_stands_in_every_language(ui: str) -> None:
    reference, here = own("en"), own(ui)
    assert list(here) == list(reference)
    for key, value in here.items():
        assert value.strip(), key
        assert set(re.findall(r"{\w+}", value)) == set(re.findall(r"{\w+}", reference[key])), key


def test_every_label_is_used() -> None:
    code = "".join(
        entry.read_text(encoding="utf-8")
        for folder in (PACKAGE, PACKAGE.joinpath("pages"), PACKAGE.joinpath("templates"))
        for entry in folder.iterdir()
        if entry.name.endswith((".py", ".j2"))
    )
    unused = [key for key in own("en") if key.startswith("web.") and f'"{key.partition(".")[2]}"' not in code]
    assert unused == []


@pytest.mark.parametrize(
    ("header", "languages"),
    [
        ("", []),
        ("de", ["de"]),
        ("DE-de, en;q=0.5", ["de", "en"]),
        ("en;q=0.2, de ; q=0.7 ,fr", ["fr", "de", "en"]),
        ("en, de", ["en", "de"]),
        ("de;q=0, en;q=0.1", ["en"]),
        ("*, de;q=2, en;q=x, fr;level=1", []),
        ("x" * 9, []),
        (",".join(["fr"] * 20 + ["de"]), ["fr"] * 20),
        ("de;q=1" * 5000, []),
    ],
)
def test_what_a_browser_asks_for(header: str, languages: list[str]) -> None:
    assert languages_of(header) == languages

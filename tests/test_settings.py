from __future__ import annotations

import pytest

from lagebild import settings
from lagebild.errors import UsageError


def test_names_and_variables_are_unique() -> None:
    assert len({s.variable for s in settings.SETTINGS}) == len(settings.SETTINGS)


def test_the_environment_wins_over_the_default() -> None:
    assert settings.text("ledger", {}) == "lagebild.db"
    assert settings.text("ledger", {"LAGEBILD_LEDGER": "/tmp/a.db"}) == "/tmp/a.db"
    assert settings.number("timeout", {"LAGEBILD_TIMEOUT": "1.5"}) == 1.5
    assert settings.whole("max_page_bytes", {"LAGEBILD_MAX_PAGE_BYTES": "100"}) == 100


def test_an_empty_variable_means_the_default() -> None:
    assert settings.text("ledger", {"LAGEBILD_LEDGER": " "}) == "lagebild.db"


@pytest.mark.parametrize("value", ["0", "-1", "nan", "inf", "soon"])
def test_a_number_that_is_none_is_refused_with_its_variable(value: str) -> None:
    with pytest.raises(UsageError, match=f"LAGEBILD_TIMEOUT is '{value}'"):
        settings.number("timeout", {"LAGEBILD_TIMEOUT": value})


def test_a_part_of_a_byte_is_refused() -> None:
    with pytest.raises(UsageError, match=r"LAGEBILD_MAX_PAGE_BYTES is 1\.5; give a whole number"):
        settings.whole("max_page_bytes", {"LAGEBILD_MAX_PAGE_BYTES": "1.5"})


def test_a_wrong_choice_names_the_valid_ones() -> None:
    with pytest.raises(UsageError, match="choose one of: de, en"):
        settings.text("ui", {"LAGEBILD_UI": "fr"})


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": ""}, "de"),
        ({"LANG": "de_DE.UTF-8", "LAGEBILD_UI": "en"}, "en"),
    ],
)
def test_labels_follow_the_setting_then_the_locale(environment: dict[str, str], expected: str) -> None:
    assert settings.ui(environment) == expected

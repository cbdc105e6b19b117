from datetime import date

import pytest

from lagebild.compare.timex import interval


@pytest.mark.parametrize(
    ("value", "first", "last", "grain"),
    [
        ("2024-10-17", date(2024, 10, 17), date(2024, 10, 17), "day"),
        ("2024-10-17TEV", date(2024, 10, 17), date(2024, 10, 17), "day"),
        ("2024-10-17T14:30", date(2024, 10, 17), date(2024, 10, 17), "day"),
        ("2024-W42", date(2024, 10, 14), date(2024, 10, 20), "week"),
        ("2024-W42-WE", date(2024, 10, 19), date(2024, 10, 20), "week"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31), "month"),
        ("2024-SU", date(2024, 6, 1), date(2024, 8, 31), "season"),
        ("2023-WI", date(2023, 12, 1), date(2024, 2, 29), "season"),
        ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31), "quarter"),
        ("2024-H1", date(2024, 1, 1), date(2024, 6, 30), "half"),
        ("2022", date(2022, 1, 1), date(2022, 12, 31), "year"),
        ("199", date(1990, 1, 1), date(1999, 12, 31), "decade"),
        ("19", date(1900, 1, 1), date(1999, 12, 31), "century"),
    ],
)
def test_covers_days(value: str, first: date, last: date, grain: str) -> None:
    found = interval(value)
    assert found is not None
    assert (found.first, found.last, found.grain) == (first, last, grain)


@pytest.mark.parametrize(
    "value",
    [
        *(None, "", "PRESENT_REF", "P3D", "XXXX-10-17", "2024-13", "2024-02-30", "2024-W60", "0000", "000"),
        *("9999-WI", "2024-10-17 ", "٢٠٢٤"),
    ],
)
def test_knows_no_days(value: str | None) -> None:
    assert interval(value) is None

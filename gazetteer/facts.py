"""The facts that are written by hand, and where everything lies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).parent


def facts(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of facts by column."""
    lines = [
        line
        for line in (HERE / "facts" / f"{name}.psv").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    columns = lines[0].split("|")
    for line in lines[1:]:
        values = line.split("|")
        if len(values) != len(columns):
            raise SystemExit(f"{name}.psv: {len(values)} fields instead of {len(columns)}: {line}")
        yield dict(zip(columns, (value.strip() for value in values), strict=True))


def listed(value: str) -> list[str]:
    """The parts of a list in a field."""
    return [part.strip() for part in value.split(";") if part.strip()]


def given_names(fold: Callable[[str], str]) -> dict[str, str]:
    """Given names, folded, with their gender; a name that both bear has "u", unless by far most are of one ("M", "F").

    The census lists every name that some bear: "John" among those of women too.
    """
    genders: dict[str, str] = {}
    mostly: dict[str, str] = {}
    census = (line.split("\t") for line in (HERE / "census-first-names.tsv").read_text(encoding="utf-8").splitlines())
    written = ((name, row["gender"]) for row in facts("first_names") for name in listed(row["names"]))
    for name, gender in [*census, *written]:
        surface = fold(name)
        if gender.isupper():
            mostly[surface] = gender.lower()
            continue
        genders[surface] = gender if genders.get(surface, gender) == gender else "u"
    return genders | mostly

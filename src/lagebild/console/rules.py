"""Finds the row of a data file behind the name of a rule, so that a reading can be explained with its example."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_FOLDERS = ("lang/de", "lang/en", "ontology", "article")


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of a data file that has an id: where it lies, and all that it says."""

    id: str
    file: str
    row: Mapping[str, Any]

    @property
    def example(self) -> str | None:
        """The words that show what the rule reads, where the row gives any."""
        found = self.row.get("example")
        return found if isinstance(found, str) else None


def rule_of(name: str, language: str) -> Rule | None:
    """The rule that a reading names ("times/weekday", "weekday"); the files of its language come before the others."""
    stem, _, identifier = name.rpartition("/")
    found = [rule for rule in _rules().get(identifier, ()) if not stem or _stem(rule.file) == stem]
    found.sort(key=lambda rule: (f"/{language}/" not in rule.file, rule.file.startswith("lang/")))
    return found[0] if found else None


def _stem(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".toml")


@cache
def _rules() -> Mapping[str, tuple[Rule, ...]]:
    found: dict[str, tuple[Rule, ...]] = {}
    for folder in _FOLDERS:
        for entry in sorted(resources.files("lagebild").joinpath(folder).iterdir(), key=lambda e: e.name):
            if entry.name.endswith(".toml"):
                content = tomllib.loads(entry.read_text(encoding="utf-8"))
                for row in _rows(content):
                    rule = Rule(row["id"], f"{folder}/{entry.name}", row)
                    found[rule.id] = (*found.get(rule.id, ()), rule)
    return found


def _rows(content: Any) -> Iterator[Mapping[str, Any]]:
    """All tables with an id, however deep."""
    if isinstance(content, dict):
        if isinstance(content.get("id"), str):
            yield content
        for value in content.values():
            yield from _rows(value)
    elif isinstance(content, list):
        for value in content:
            yield from _rows(value)

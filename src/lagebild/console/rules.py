"""Finds the row of a data file behind the name of a rule, so that a reading can be explained with its example."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from lagebild.lang.load import LANGUAGES, resource, rows

# Some readers put the language before the name of a reason: "en.verb:said".
_LANGUAGE = re.compile(rf"^({'|'.join(LANGUAGES)})\.")
_FOLDERS = (*(f"lang/{language}" for language in LANGUAGES), "ontology", "article")


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
        return str(found.get("text", "")) or None if isinstance(found, Mapping) else found


@dataclass(frozen=True, slots=True)
class Reason:
    """What a part of the reader means that speaks by construction and not by a row, or a feature of a score."""

    id: str
    en: str
    de: str


def rules_of(names: str, language: str, files: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The rules that a reason names ("times/weekday", "adposition:laut", "percent, about"), as far as they have rows.

    Reasons name a row by its id, alone or among words that tell which part of the reader spoke. Where an id stands in
    more than one file, those named in `files` come first, then the files of the language, then the others.
    """
    found = (_rule_of(name.strip(), language, files) for name in names.split(","))
    return tuple(rule for rule in found if rule)


def _rule_of(name: str, language: str, files: Sequence[str]) -> Rule | None:
    name = _LANGUAGE.sub("", name)
    parts = [name, *reversed(re.split(r"[/:]", name))]
    found = [rule for part in parts for rule in _rules().get(part, ()) if _serves(rule, language)]
    wanted = {*files, *parts[1:]}
    return min(found, key=lambda rule: (_stem(rule.file) not in wanted, parts.index(rule.id)), default=None)


def meaning_of(names: str, ui: str) -> tuple[str, ...]:
    """What those parts of a reason mean that speak by construction, in the language of labels (`reasons.toml`)."""
    found = []
    for name in names.split(","):
        plain = _LANGUAGE.sub("", name.strip())
        row = _reasons().get(plain) or _reasons().get(plain.partition(":")[0])
        if row is not None:
            found.append(str(getattr(row, ui)))
    return tuple(found)


def feature_of(name: str, ui: str) -> str:
    """What a feature of a trained reader's score is, in the language of labels; its name where nothing is known."""
    row = _features().get(name)
    return name if row is None else str(getattr(row, ui))


def _serves(rule: Rule, language: str) -> bool:
    return not rule.file.startswith("lang/") or rule.file.startswith(f"lang/{language}/")


def _stem(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".toml")


@cache
def _reasons() -> Mapping[str, Reason]:
    return _by_id("reasons")


@cache
def _features() -> Mapping[str, Reason]:
    return _by_id("features")


def _by_id(key: str) -> Mapping[str, Reason]:
    content = resource("lagebild.console", "reasons.toml")
    return {row.id: row for row in rows(content, key, Reason, where="console/reasons.toml")}


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

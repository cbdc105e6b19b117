"""Decides from data which figures count the same thing: the concept behind the words, and the family of the stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lagebild.errors import DataFileError
from lagebild.lang.load import having, ontology, rows, table


@dataclass(frozen=True, slots=True)
class Family:
    """Stages whose figures may stand side by side, in the order in which they are shown."""

    id: str
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """Words of one language for one concept."""

    concept: str
    words: tuple[str, ...]


@cache
def families() -> tuple[Family, ...]:
    """The families of `ontology/quantities.toml`; raises DataFileError where a stage stands twice."""
    found = rows(ontology("quantities"), "families", Family, where="ontology/quantities.toml")
    stages = [stage for family in found for stage in family.stages]
    if twice := next((stage for stage in stages if stages.count(stage) > 1), None):
        raise DataFileError(f"ontology/quantities.toml: stage {twice!r} stands in two families")
    return found


def family_of(stage: str | None) -> str | None:
    """The family of a stage; a stage that no family lists is its own, and no stage has none."""
    return _places().get(stage, (stage, 0))[0] if stage else None


def stage_order(stage: str | None) -> int:
    """The place of a stage within its family; figures without a stage come last."""
    return _places().get(stage, (stage, 500))[1] if stage else 1000


def concept_of(words: str) -> str:
    """The concept behind what is counted, else the words themselves in lower case.

    The longest ending of the words that a list knows decides ("frontline troops" are troops). Languages are looked
    at together, because
    an article may count in the words of another.
    """
    folded = words.casefold().split()
    for start in range(len(folded)):
        if concept := _concepts().get(" ".join(folded[start:])):
            return concept
    return " ".join(folded)


@cache
def _places() -> Mapping[str, tuple[str, int]]:
    return {stage: (family.id, place) for family in families() for place, stage in enumerate(family.stages)}


@cache
def _concepts() -> Mapping[str, str]:
    return {
        word.casefold(): row.concept
        for language in having("counted")
        for row in rows(table(language, "counted"), "counted", Counted, where=f"lang/{language}/counted.toml")
        for word in row.words
    }

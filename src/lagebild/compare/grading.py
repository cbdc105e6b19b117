"""Grades after the Admiralty system: reliability of a source as the user sets it, credibility of a claim by a table.

The table is `ontology/credibility.toml`: the first row that fits decides, and is the reason. Nothing is added up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from lagebild.compare.identity import name_in
from lagebild.compare.voices import Voice
from lagebild.errors import DataFileError
from lagebild.lang.load import having, ontology, rows
from lagebild.ontology.graded import OwnSource, Reliability, own_sources

Credibility = Literal[1, 2, 3, 4, 5, 6]
Most = Literal["", "more", "equal", "fewer"]

_WHERE = "ontology/credibility.toml"
_PAIR = 2


@dataclass(frozen=True, slots=True)
class ReliabilityRow:
    """A mark for sources, in words by the language of labels."""

    mark: Reliability
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CredibilityRow:
    """When a claim gets a mark; the fields are those of the table, documented at its head."""

    id: str
    mark: Credibility
    origins: tuple[int, ...]
    against: tuple[int, ...]
    words: Mapping[str, str]
    firm: bool = False
    retracted: bool = False
    most: Most = ""
    agrees: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a claim across articles: numbers of independent origins, each counted once.

    `origins` state it, `against` deny it or give a value that excludes it, `agreeing` say something that fits without
    stating it (a bound that leaves room). `firm`: one of them states it as certain. `retracted`: one took it back.
    """

    origins: int
    against: int = 0
    agreeing: int = 0
    firm: bool = True
    retracted: bool = False


@dataclass(frozen=True, slots=True)
class Grade:
    """The mark of a claim, the row of the table that gave it, and the numbers that it was given for."""

    mark: Credibility
    rule: str
    evidence: Evidence

    def reason(self, ui: str) -> str:
        """Why, in the language of labels."""
        return next(row.words[ui] for row in credibility_rows() if row.id == self.rule)


@dataclass(frozen=True, slots=True)
class SourceGrade:
    """The mark of a source, with the user's reason; F where the user has set none."""

    mark: Reliability
    reason: str = ""
    is_set: bool = False


def credibility(evidence: Evidence) -> Grade:
    """The grade of a claim by the first row of the table that fits; raises DataFileError where none does."""
    for row in credibility_rows():
        if _fits(row, evidence):
            return Grade(row.mark, row.id, evidence)
    raise DataFileError(f"{_WHERE}: no row fits {evidence}")


def reliability(voice: Voice, outlet: str = "") -> SourceGrade:
    """The grade that the user gave a voice, by Wikidata id, any name, or words; an author has that of his outlet."""
    for source in own_sources():
        if _is_meant(source, voice, outlet):
            return SourceGrade(source.reliability, source.reason, is_set=True)
    return SourceGrade("F")


@cache
def credibility_rows() -> tuple[CredibilityRow, ...]:
    """The table in order; raises DataFileError where a row is broken or two have one id."""
    found = rows(ontology("credibility"), "credibility", CredibilityRow, where=_WHERE)
    ids = [row.id for row in found]
    if twice := next((key for key in ids if ids.count(key) > 1), None):
        raise DataFileError(f"{_WHERE}: two rows have the id {twice!r}")
    for row in found:
        if row.mark not in get_args(Credibility):
            raise DataFileError(f"{_WHERE}: {row.id}: 'mark' is {row.mark}; it is 1 to 6")
        if not all(1 <= len(limits) <= _PAIR for limits in (row.origins, row.against)):
            raise DataFileError(f"{_WHERE}: {row.id}: 'origins' and 'against' have one or two numbers")
    return found


@cache
def reliability_rows() -> Mapping[Reliability, ReliabilityRow]:
    """The marks of sources in words."""
    return {row.mark: row for row in rows(ontology("credibility"), "reliability", ReliabilityRow, where=_WHERE)}


def _fits(row: CredibilityRow, evidence: Evidence) -> bool:
    most = (evidence.origins > evidence.against) - (evidence.origins < evidence.against)
    return (
        _within(evidence.origins, row.origins)
        and _within(evidence.against, row.against)
        and (evidence.firm or not row.firm)
        and (evidence.retracted or not row.retracted)
        and evidence.agreeing >= row.agrees
        and row.most in ("", {1: "more", 0: "equal", -1: "fewer"}[most])
    )


def _within(number: int, limits: Sequence[int]) -> bool:
    return number >= limits[0] and (len(limits) < _PAIR or number <= limits[1])


def _is_meant(source: OwnSource, voice: Voice, outlet: str) -> bool:
    if source.outlet:
        return bool(outlet) and voice.kind == "author" and _folded(source.outlet) == _folded(outlet)
    if voice.kind in ("author", "unnamed"):
        return False
    actor = voice.actor
    if source.wikidata:
        return actor is not None and actor.wikidata == source.wikidata
    names = {voice.name} | ({name_in(actor, language) for language in having("names")} if actor else set())
    return _folded(source.name) in {_folded(name) for name in names}


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())

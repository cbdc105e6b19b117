"""Tells from the words of a claim whether it answers another one, in which way, and what its words mean.

A claim answers by its act (deny, confirm) or by the words of its sentence (`lang/*/links.toml`). Who turns down a plan,
an offer or a person answers no claim: verbs that can mean both (`weak`) answer only with a word for something said
("the allegations") or a clause behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from lagebild.errors import DataFileError
from lagebild.lang.load import has, rows, table
from lagebild.types import Act, Actor, Claim, Language

LinkKind = Literal["denies", "confirms", "revises", "retracts"]
#: Kinds in which somebody answers what he said himself.
OWN: tuple[LinkKind, ...] = ("revises", "retracts")
WORD = re.compile(r"\w+")
_FEW = 3  # words before a pronoun in its sentence; more may hold what it stands for


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """Words of one language by which a claim answers another."""

    id: str
    kind: LinkKind
    pattern: str
    example: str
    counter_example: str
    by_outlet: bool = False  # the outlet speaks of what it printed itself ("an earlier version said")
    if_untrue: bool = False  # it only answers where the author holds the content for untrue


@dataclass(frozen=True, slots=True)
class ReferentRow:
    """Words that stand for a claim made before, and the acts that they mean; without acts any."""

    id: str
    words: tuple[str, ...]
    acts: tuple[Act, ...] = ()


def answers(claim: Claim, language: Language) -> LinkKind | None:
    """In which way a claim answers another, or None where it does not."""
    if row := by_outlet(claim, language):
        return row.kind
    by_words = next(
        (r.kind for r in _answers(language) if not r.by_outlet and _pattern(r).search(claim.sentence.text)), None
    )
    if claim.source.kind == "author":  # a sentence of which no content was read apart: its own words must answer
        return by_words if _opens(claim, language) else None
    if by_words in OWN and any(_pattern(row).search(cue_of(claim)) for row in _answers(language) if row.kind in OWN):
        return by_words
    if by_words in OWN and _cue_is_in(claim, by_words, language):
        return by_words
    return {"deny": "denies", "confirm": "confirms"}.get(claim.act)  # type: ignore[return-value]


def by_outlet(claim: Claim, language: Language) -> AnswerRow | None:
    """The row by which an outlet takes back what it printed, where its words are those of the source of a claim."""
    if claim.source.kind == "author" or claim.source.span is None or not has(language, "links"):
        return None
    told = claim.sentence.text[: claim.source.span.end - claim.sentence.start]
    untrue = claim.author_factuality in ("CT-", "PR-", "PS-")
    rows_of = (row for row in _answers(language) if row.by_outlet and (untrue or not row.if_untrue))
    return next((row for row in rows_of if _pattern(row).search(told)), None)


def is_told_of_before(claim: Claim, language: Language) -> bool:
    """Whether an answer is told as given some time before, on no day ("has previously dismissed such reports").

    So it is, too, where it is told to answer "earlier reports": those of before what the article tells.
    """
    if not has(language, "links") or any(time.role == "saying" for time in claim.times):
        return False
    if re.search(table(language, "links")["earlier"], claim.sentence.text) and referent(claim, language) is not None:
        return True
    words, start = re.compile(table(language, "links")["before"]), claim.sentence.start
    inside = [(part.start - start, part.end - start) for part in claim.content if part != claim.sentence]
    found = words.finditer(claim.sentence.text)
    return any(all(match.end() <= first or last <= match.start() for first, last in inside) for match in found)


def speaks_as(words: str, language: Language) -> Literal["together", "of_land"] | None:
    """Whether words for a speaker mean two sides at once, or somebody of a country that was named before."""
    names: tuple[Literal["together", "of_land"], ...] = ("together", "of_land") if has(language, "links") else ()
    return next((name for name in names if re.search(table(language, "links")[name], words)), None)


def referent(claim: Claim, language: Language) -> ReferentRow | None:
    """The words that stand for another claim, where the content of a claim holds nothing else."""
    if not has(language, "links"):
        return None
    words = [word for word in WORD.findall(content_of(claim).casefold()) if len(word) > 1]
    fillers = {word.casefold() for word in table(language, "links")["fillers"]}
    names = {word for mention in names_in(claim) for word in WORD.findall(mention.casefold())}
    if claim.source.span is not None and claim.content == (claim.sentence,):  # the whole sentence: its speaker too
        names |= set(WORD.findall(claim.source.span.text.casefold()))
    found = [row for row in _referents(language) if {word.casefold() for word in row.words} & set(words)]
    own = {word.casefold() for row in found for word in row.words}
    rest = [word for word in words if word not in own | fillers | names]
    return found[0] if found and not rest and not claim.figures else None


@cache
def _referents(language: Language) -> tuple[ReferentRow, ...]:
    return rows(table(language, "links"), "referents", ReferentRow, where=f"lang/{language}/links.toml")


def _opens(claim: Claim, language: Language) -> bool:
    """Whether a sentence of the author tells of an answer: somebody is named before the words that answer."""
    matches = [m for row in _answers(language) if (m := _pattern(row).search(claim.sentence.text))]
    if not matches or not claim.actors:
        return False
    first = min(mention.span.start for mention in claim.actors) - claim.sentence.start
    return first < min(match.start() for match in matches)


def is_no_answer(claim: Claim, language: Language, kind: LinkKind) -> bool:
    """Whether the words only sound like an answer ("denied entry", "rejected the plan", "confirmed the minister")."""
    if not has(language, "links"):
        return True
    excluded: Sequence[str] = table(language, "links")["excluded"]
    if any(re.search(pattern, claim.sentence.text) for pattern in excluded):
        return True
    if claim.source.span is not None and re.match(table(language, "links")["nobody"], claim.source.span.text):
        return True  # "few would admit this"
    if kind == "confirms":
        is_named_only = claim.form == "reported" and not (claim.content_events or claim.figures)
        return is_named_only and referent(claim, language) is None
    return kind == "denies" and _is_turned_down(claim, language)


def _is_turned_down(claim: Claim, language: Language) -> bool:
    """Whether a verb that turns down plans and persons too has neither a word for something said nor a clause."""
    words = table(language, "links")
    own = claim.sentence.text if claim.source.kind == "author" else cue_of(claim)
    verb = re.search(words["weak"], own)
    if verb is None:
        return False
    told = own[verb.end() :] if claim.source.kind == "author" else f"{own} {content_of(claim)}"
    is_clause = re.match(words["clause"], content_of(claim).casefold()) is not None
    names = {word for mention in names_in(claim) for word in WORD.findall(mention)}  # "a Fox News proposal"
    nouns = {word.casefold() for word in WORD.findall(told) if word not in names}
    return not is_clause and nouns.isdisjoint(_asserted(language))


@cache
def _asserted(language: Language) -> frozenset[str]:
    """Nouns for what somebody has said: those that stand for a claim, and those that go before one ("the notion")."""
    notions: Sequence[str] = table(language, "links")["notions"]
    return frozenset(word.casefold() for word in (*notions, *(w for row in _referents(language) for w in row.words)))


def owner(claim: Claim, language: Language) -> Actor | None:
    """Whose claim an answer speaks of ("Iran's claim", "accusations by Kyiv"), None where its words do not tell."""
    if not has(language, "links"):
        return None
    before, behind = (re.compile(table(language, "links")[key]) for key in ("owner_before", "owner_behind"))
    text, start, source = claim.sentence.text, claim.sentence.start, claim.source.span
    others = [m for m in (*claim.actors, *claim.places) if source is None or not m.span.overlaps(source)]
    nouns = _asserted(language) - set(table(language, "links")["pronouns"])
    for noun in WORD.finditer(text):
        if noun.group().casefold() not in nouns:
            continue
        for mention in others:
            gap = text[mention.span.end - start : noun.start()]
            if mention.span.end - start < noun.start() and before.fullmatch(gap):
                return mention.actor
            gap = text[noun.end() : mention.span.start - start]
            if noun.end() < mention.span.start - start and behind.fullmatch(gap):
                return mention.actor
    return None


def is_within(claim: Claim, language: Language) -> bool:
    """Whether what a pronoun stands for is to be looked for in its own sentence.

    So it is where more than a few words stand before it there: "He saw that order as an outrage, and rejected it".
    """
    words = {word.casefold() for word in WORD.findall(content_of(claim))}
    if not claim.content or words.isdisjoint(table(language, "links")["pronouns"]):
        return False
    first = min(part.start for part in claim.content)
    aside = [*claim.cue, *([claim.source.span] if claim.source.span else [])]
    before = [claim.sentence.start + word.start() for word in WORD.finditer(claim.sentence.text)]
    told = [at for at in before if at < first and not any(span.start <= at < span.end for span in aside)]
    return len(told) > _FEW


def is_of_matter(claim: Claim, language: Language) -> bool:
    """Whether a denial is of having had part in something told before ("denied any involvement in the attack")."""
    if not has(language, "links"):
        return False
    words = table(language, "links")
    own = [word for word in WORD.findall(content_of(claim).casefold()) if len(word) > 1]
    names = {word for mention in names_in(claim) for word in WORD.findall(mention.casefold())}
    known = {word.casefold() for word in words["fillers"]} | names
    return next((word for word in own if word not in known), "") in words["matters"]


def is_unsaid(claim: Claim, language: Language) -> bool:
    """Whether a source does not say what is read as its content ("failed to mention", "would not confirm")."""
    if not has(language, "links") or not claim.cue or claim.act in ("deny", "confirm"):
        return False
    return re.search(table(language, "links")["unsaid"], cue_of(claim)) is not None


def may_be_named_before(claim: Claim, language: Language) -> bool:
    """Whether a source is a noun behind an article, which may mean who was named before: "the company".

    A body that no list knows is no surer than nobody: it was found by the same noun.
    """
    source, actor = claim.source, claim.source.actor
    is_known = actor is not None and (actor.country is not None or actor.wikidata is not None)
    if is_known or source.span is None or not has(language, "links"):
        return False
    return re.fullmatch(table(language, "links")["named_before"], source.span.text) is not None


def _cue_is_in(claim: Claim, kind: LinkKind, language: Language) -> bool:
    """Whether the words that answer are those of the reporting clause, not of what is reported."""
    for row in _answers(language):
        match = _pattern(row).search(claim.sentence.text) if row.kind == kind else None
        if match:
            start, end = claim.sentence.start + match.start(), claim.sentence.start + match.end()
            return bool(claim.cue) and all(cue.start < end and start < cue.end for cue in claim.cue)
    return False


@cache
def _answers(language: Language) -> tuple[AnswerRow, ...]:
    """The rows of a language; retractions and revisions come before denials. Empty where it has none."""
    if not has(language, "links"):
        return ()
    found = rows(table(language, "links"), "answers", AnswerRow, where=f"lang/{language}/links.toml")
    return tuple(sorted(found, key=lambda row: row.kind not in OWN))


@cache
def _pattern(row: AnswerRow) -> re.Pattern[str]:
    try:
        return re.compile(row.pattern)
    except re.error as error:
        raise DataFileError(f"links.toml: {row.id}: 'pattern' is no regular expression: {error}") from error


def content_of(claim: Claim) -> str:
    """The words of what is said, else of the sentence."""
    return " ".join(part.text for part in claim.content) or claim.sentence.text


def cue_of(claim: Claim) -> str:
    """The words by which it is said."""
    return " ".join(part.text for part in claim.cue)


def names_in(claim: Claim) -> Iterator[str]:
    """The words of names and times in a claim."""
    for mention in (*claim.actors, *claim.places):
        yield mention.span.text
    for time in claim.times:
        yield time.span.text

"""The words around numbers: `lang/*/figures.toml`, `ontology/units.toml` and `ontology/stages.toml`, indexed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from lagebild.errors import DataFileError
from lagebild.extract.figures.phrases import Phrases
from lagebild.extract.figures.pieces import words_of
from lagebild.extract.figures.rules import (
    Change,
    Modifier,
    NoStageRule,
    NotFigure,
    RangeRule,
    Rule,
    SinceRule,
    Stage,
    StageRule,
    Unit,
    Vague,
    Words,
)
from lagebild.lang.load import ontology, rows, table
from lagebild.types import Language


@dataclass(frozen=True)
class NounPhrase:
    """How to find what is counted; see the file for each list.

    The head is the first capitalised word, or the first plural, or with `listed_heads` only a word of `nouns`.
    """

    capitalised_heads: bool
    listed_heads: bool
    adjective_endings: Words
    joiners: frozenset[str]
    stops: frozenset[str]
    nouns: frozenset[str]
    not_heads: frozenset[str]
    count_nouns: frozenset[str]
    participles: frozenset[str]
    verb_endings: Words
    participle_endings: Words
    verbs_of_one: frozenset[str]
    things: Words
    persons: Words
    staged: frozenset[str]
    staged_endings: Words
    year_after: frozenset[str]
    year_certain: frozenset[str]
    counting: Phrases[bool]
    owners: Words
    owner_prefixes: frozenset[str]
    genitive_articles: Phrases[bool]
    genitive_endings: Words
    possessive_ending: str
    place_endings: Words
    name_adjective_endings: Words
    adverb_endings: Words
    plural_endings: Words
    not_plural_endings: Words
    origins_after: frozenset[str]
    never_owned: frozenset[str]
    predicate_before: frozenset[str]
    part_of: frozenset[str]


@dataclass(frozen=True)
class SinceWords:
    """What stands around "since"; see the file for each list."""

    before: Phrases[SinceRule]
    itself: Phrases[SinceRule]
    too: Phrases[bool]
    events: frozenset[str]
    determiners: frozenset[str]
    relatives: frozenset[str]
    attributive_after: frozenset[str]
    compared_after: Words
    compared_not: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """Everything that figures.toml says, indexed for one language."""

    language: Language
    rules: tuple[Rule, ...]
    modifiers_before: Phrases[Modifier]
    modifiers_after: Phrases[Modifier]
    modifiers_glued: Phrases[Modifier]
    vague: Phrases[Vague]
    ranges: Phrases[tuple[RangeRule, ...]]
    openings: Phrases[str]
    changes_before: Phrases[Change]
    changes_after: Phrases[Change]
    changes_compared: Phrases[Change]
    links: Phrases[bool]
    changes: tuple[Change, ...]
    not_before: Phrases[NotFigure]
    not_after: Phrases[NotFigure]
    fixed: Phrases[NotFigure]
    scores: Phrases[NotFigure]
    one_counts_before: frozenset[str]
    one_never_after: frozenset[str]
    one_never_before: frozenset[str]
    one_of_any: frozenset[Words]
    strength_suffixes: frozenset[str]
    strength_members: frozenset[str]
    per: Phrases[bool]
    per_articles: frozenset[str]
    per_times: Phrases[bool]
    no_rate_before: frozenset[str]
    partitive: Phrases[bool]
    of_money: Phrases[bool]
    wholes: frozenset[str]
    never_half_after: frozenset[str]
    subsets: frozenset[Words]
    appositions: frozenset[Words]
    contrasts: frozenset[str]
    movement_from: frozenset[str]
    levels: frozenset[str]
    recipients: frozenset[str]
    duration_adjectives: frozenset[str]
    street_words: frozenset[str]
    postal_after: frozenset[str]
    aside_after: frozenset[str]
    place_after: frozenset[str]
    place_nouns: Words
    parts: frozenset[str]
    behind: frozenset[str]
    means: frozenset[str]
    agents: frozenset[str]
    owners: frozenset[str]
    groups: Words
    passive_after: frozenset[str]
    objects_begin: frozenset[str]
    attribute_after: frozenset[str]
    clauses_begin: frozenset[str]
    no_objects_begin: frozenset[str]
    participles: Words
    finite_endings: Words
    declined: Words
    perfect: frozenset[str]
    passive: frozenset[str]
    predicates: frozenset[str]
    purposes: frozenset[str]
    negations: frozenset[str]
    nouns_only: frozenset[str]
    reach: float
    comma: float
    clause: float
    bare_reach: float
    noun_phrase: NounPhrase
    as_of: Phrases[bool]
    since: SinceWords
    stages: tuple[StageRule, ...]
    no_stages: tuple[NoStageRule, ...]
    units: Phrases[Unit]
    units_before: Phrases[Unit]
    symbols: Phrases[Unit]
    dollars: Phrases[Unit]


@cache
def units() -> Mapping[str, Unit]:
    """The units by id."""
    return {unit.id: unit for unit in rows(ontology("units"), "units", Unit, where="ontology/units.toml")}


@cache
def stages() -> Mapping[str, Stage]:
    """The stages by id."""
    return {stage.id: stage for stage in rows(ontology("stages"), "stages", Stage, where="ontology/stages.toml")}


@cache
def symbols() -> Phrases[Unit]:
    """Symbols of units, which are written the same in every language."""
    return Phrases(((s, unit) for unit in units().values() for s in unit.symbols), exact=True)


@cache
def dollars() -> Phrases[Unit]:
    """Symbols like "HK$" in any case: no word is mistaken for them."""
    return Phrases((s, unit) for unit in units().values() for s in unit.symbols if "$" in s)


@cache
def lexicon(language: Language) -> Lexicon:
    """The words of a language around its numbers; raises DataFileError where the files are wrong."""
    data = table(language, "figures")
    where = f"lang/{language}/figures.toml"
    modifiers = rows(data, "modifiers", Modifier, where=where)
    vague = rows(data, "vague", Vague, where=where)
    ranges = rows(data, "ranges", RangeRule, where=where)
    changes = rows(data, "changes", Change, where=where)
    not_figures = rows(_renamed(data), "not_figures", NotFigure, where=where)
    since_rules = rows(data, "since", SinceRule, where=where)
    stage_rules = rows(data, "stages", StageRule, where=where)
    no_stages = rows(data, "no_stages", NoStageRule, where=where) if "no_stages" in data else ()
    if unknown := sorted({rule.id for rule in stage_rules} - set(stages())):
        raise DataFileError(f"{where}: stage {unknown[0]!r} is not in ontology/stages.toml")
    one, partitive = data["one"], data["partitive"]
    return Lexicon(
        language=language,
        rules=(*modifiers, *vague, *ranges, *changes, *not_figures, *since_rules, *stage_rules, *no_stages),
        modifiers_before=_phrases(modifiers, "before"),
        modifiers_after=_phrases(modifiers, "after"),
        modifiers_glued=_phrases(modifiers, "glued_after"),
        vague=_phrases(vague, "words"),
        ranges=Phrases((m, tuple(r for r in ranges if r.middle == m)) for m in {r.middle for r in ranges}),
        openings=Phrases((rule.opening, rule.opening) for rule in ranges if rule.opening),
        changes_before=_phrases(changes, "before"),
        changes_after=_phrases(changes, "after"),
        changes_compared=_phrases(changes, "compared"),
        links=_list({link for change in changes for link in change.linked_by}),
        changes=changes,
        not_before=_phrases(not_figures, "before"),
        not_after=_phrases(not_figures, "after"),
        fixed=_phrases(not_figures, "with_"),
        scores=_phrases(not_figures, "between"),
        one_counts_before=frozenset(one["counts_before"]),
        one_never_after=frozenset(one["never_after"]),
        one_never_before=frozenset(one["never_before"]),
        one_of_any=frozenset(words_of(phrase) for phrase in one["of_any"]),
        strength_suffixes=frozenset(data["strength"]["suffixes"]),
        strength_members=frozenset(data["strength"].get("members", ())),
        per=_list([*data["per"]["words"], "/"]),
        per_articles=frozenset(data["per"]["articles"]),
        per_times=_list(data["per"]["times"]),
        no_rate_before=frozenset(data["per"]["no_rate_before"]),
        partitive=_list(partitive["links"]),
        of_money=_list(partitive.get("of_money", [])),
        wholes=frozenset(partitive["wholes"]),
        never_half_after=frozenset(partitive["never_half_after"]),
        subsets=frozenset(words_of(phrase) for phrase in data["subset"]["links"]),
        appositions=frozenset(words_of(phrase) for phrase in data["apposition"]["links"]),
        contrasts=frozenset(data["apposition"]["contrasts"]),
        movement_from=frozenset(data["movement"]["from"]),
        levels=frozenset(data["movement"]["levels"]),
        recipients=frozenset(data["movement"].get("recipients", ())),
        duration_adjectives=frozenset(data["durations"]["adjectives"]),
        street_words=frozenset(word.lower() for word in data["addresses"]["streets"]),
        postal_after=frozenset(data["addresses"]["postal_after"]),
        aside_after=frozenset(data["aside"]["after"]),
        place_after=frozenset(data["aside"]["places_after"]),
        place_nouns=tuple(data["aside"]["places"]),
        parts=frozenset(data["aside"]["parts"]),
        behind=frozenset(data["aside"]["behind"]),
        means=frozenset(data["aside"]["means"]),
        agents=frozenset(data["aside"]["agents"]),
        owners=frozenset(data["aside"].get("owners", ())),
        groups=tuple(data["aside"]["groups"]),
        passive_after=frozenset(data["voice"]["passive_after"]),
        objects_begin=frozenset(data["voice"]["objects_begin"]),
        attribute_after=frozenset(data["voice"]["attribute_after"]),
        clauses_begin=frozenset(data["voice"]["clauses_begin"]),
        no_objects_begin=frozenset(data["voice"]["no_objects_begin"]),
        participles=tuple(data["voice"]["participles"]),
        finite_endings=tuple(data["voice"]["finite_endings"]),
        declined=tuple(data["voice"].get("declined", ())),
        perfect=frozenset(data["voice"]["perfect"]),
        passive=frozenset(data["voice"]["passive"]),
        predicates=frozenset(data["voice"]["predicates"]),
        purposes=frozenset(data["voice"]["purposes"]),
        negations=frozenset(data["voice"]["negations"]),
        nouns_only=frozenset(data["voice"]["nouns_only"]),
        reach=float(data["voice"]["reach"]),
        comma=float(data["voice"]["comma"]),
        clause=float(data["voice"]["clause"]),
        bare_reach=float(data["voice"]["bare_reach"]),
        noun_phrase=_noun_phrase(data["noun_phrase"]),
        as_of=_list(data["as_of"]["words"]),
        since=_since(since_rules, data["around_since"]),
        stages=stage_rules,
        no_stages=no_stages,
        units=Phrases(_unit_words(data["unit_words"], where)),
        units_before=Phrases(_unit_words(data["unit_words_before"], where)),
        symbols=symbols(),
        dollars=dollars(),
    )


def _renamed(data: Mapping[str, Any]) -> dict[str, Any]:
    """With `with` as `with_`, since `with` is a word of Python."""
    entries = [{"with_" if k == "with" else k: v for k, v in row.items()} for row in data["not_figures"]]
    return {"not_figures": entries}


def _phrases(rules: Iterable[Any], key: str) -> Phrases[Any]:
    return Phrases((words, rule) for rule in rules for words in getattr(rule, key))


def _list(words: Iterable[str]) -> Phrases[bool]:
    return Phrases((word, True) for word in words)


def _unit_words(data: Mapping[str, Sequence[str]], where: str) -> Iterable[tuple[str, Unit]]:
    for id_, words in data.items():
        if id_ not in units():
            raise DataFileError(f"{where}: unit {id_!r} is not in ontology/units.toml")
        for word in words:
            yield word, units()[id_]


def _since(rules: Sequence[SinceRule], data: Mapping[str, Any]) -> SinceWords:
    return SinceWords(
        before=_phrases(rules, "before"),
        itself=_phrases(rules, "itself"),
        too=_list({words for rule in rules for words in rule.words_too}),
        events=frozenset(data["events"]),
        determiners=frozenset(data["determiners"]),
        relatives=frozenset(data["relatives"]),
        attributive_after=frozenset(data["attributive_after"]),
        compared_after=tuple(data["compared_after"]),
        compared_not=frozenset(data["compared_not"]),
    )


def _noun_phrase(data: Mapping[str, Any]) -> NounPhrase:
    return NounPhrase(
        capitalised_heads=data["heads"] == "capitalised",
        listed_heads=data["heads"] == "listed",
        adjective_endings=tuple(data["adjective_endings"]),
        joiners=frozenset(data["joiners"]),
        stops=frozenset(data["stops"]),
        nouns=frozenset(word.lower() for word in data["nouns"]),
        not_heads=frozenset(word.lower() for word in data["not_heads"]),
        count_nouns=frozenset(word.lower() for word in data["count_nouns"]),
        participles=frozenset(data["participles"]),
        verb_endings=tuple(data["verb_endings"]),
        participle_endings=tuple(data["participle_endings"]),
        verbs_of_one=frozenset(data["verbs_of_one"]),
        things=tuple(word.lower() for word in data["things"]),
        persons=tuple(word.lower() for word in data["persons"]),
        staged=frozenset(word for word in data.get("staged", ()) if word[0] != "*"),
        staged_endings=tuple(word[1:] for word in data.get("staged", ()) if word[0] == "*"),
        year_after=frozenset(data["year_after"]),
        year_certain=frozenset(data["year_certain"]),
        counting=_list(data["counting"]),
        owners=tuple(data["owners"]),
        owner_prefixes=frozenset(data["owner_prefixes"]),
        genitive_articles=_list(data["genitive_articles"]),
        genitive_endings=tuple(data["genitive_endings"]),
        possessive_ending=data["possessive_ending"],
        place_endings=tuple(data["place_endings"]),
        name_adjective_endings=tuple(data["name_adjective_endings"]),
        adverb_endings=tuple(data["adverb_endings"]),
        plural_endings=tuple(data["plural_endings"]),
        not_plural_endings=tuple(data["not_plural_endings"]),
        origins_after=frozenset(data["origins_after"]),
        never_owned=frozenset(data["never_owned"]),
        predicate_before=frozenset(data["predicate_before"]),
        part_of=frozenset(data["part_of"]),
    )

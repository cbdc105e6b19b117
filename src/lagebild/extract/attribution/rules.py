"""The rules of attribution of one language, read from `lang/<language>/attribution.toml` and `verbs.toml`.

Schema of `attribution.toml`:

- `[order]`: `complement` ("comma": a complement clause is set off by a comma; "adjacent": it follows its cue directly),
  `verb_final` (subordinate clauses end in their verb), `adverb_endings`
  (endings of adverbs that may stand alone before the verb), `plural_dative_endings` (of nouns in the dative plural),
  `plural_verb_endings` (of finite verbs in the plural), `adjective_endings` (of inflected adjectives).
- `[words]`: closed word lists in lower case; none of them is a finite verb. A list that is missing is empty.
- `[modals]`: finite verbs with a meaning of their own (hearsay, conclusion).
- `[acts]`: act, or "hearsay" -> the factuality that the cue gives its content by itself.
- `[nouns]`: named lists of nouns that adpositions and constructions refer to; `hearsay` lists those that name nobody.
- `[[adpositions]]`: see `Adposition`. `[[saying_nouns]]`: see `SayingNoun`.

Schema of `verbs.toml`: `[[verbs]]`, see `VerbClass`.

`medium` (speech, writing, thought) is how the words are usually put forth; the benchmark compares it with the gold.
Every rule has an `example` with the `source` and the `content` that must be read from it, and may have a
`counter_example` from which the rule must read nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from lagebild.extract.attribution.grammar import Grammar, grammar
from lagebild.lang.load import rows, table
from lagebild.types import Act, Factuality, Language

Medium = Literal["speech", "writing", "thought"]
Words = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class VerbClass:
    """Verbs of one kind: `list` holds "infinitive participle", a separable one as "particle|infinitive".

    `takes`: clause, that (a clause with a conjunction only), infinitive, quote, object (the whole clause is the
    report), addressee (its object is spoken to), patient (its object speaks: "zitieren"), place (what the report stands
    in is its source: "in dem Brief heißt es"). `needs`: one of these words must stand in the clause and joins the cue.
    `unless`: with one of these words in the clause the verb does not report ("ergibt sich").
    """

    id: str
    act: Act
    medium: Medium
    takes: tuple[str, ...]
    list: tuple[str, ...]
    example: str
    source: str
    content: str
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    counter_example: str = ""


@dataclass(frozen=True, slots=True)
class Adposition:
    """A preposition (`side` "before") or postposition ("after") that names a source.

    `nouns` names the list of `[nouns]` that the phrase must be headed by; empty: any noun phrase.
    """

    id: str
    words: tuple[str, ...]
    side: Literal["before", "after"]
    medium: Medium
    example: str
    source: str
    content: str
    nouns: str = ""
    counter_example: str = ""


@dataclass(frozen=True, slots=True)
class SayingNoun:
    """Nouns that a reported clause hangs on ("der Vorwurf, …"); compounds count by their end."""

    id: str
    act: Act
    medium: Medium
    list: tuple[str, ...]
    example: str
    source: str
    content: str
    counter_example: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Fixed words that make their clause a report: `words` in a row, with one of `with_` as the verb of the clause."""

    id: str
    words: tuple[str, ...]
    with_: tuple[str, ...]
    act: Act
    medium: Medium
    example: str
    source: str
    content: str
    counter_example: str = ""


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb of a class; `particle` is empty for inseparable verbs."""

    infinitive: str
    participle: str
    particle: str
    of: VerbClass


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of a language, with indices by word form."""

    language: Language
    grammar: Grammar
    comma_complement: bool
    verb_final: bool
    adverb_endings: tuple[str, ...]
    plural_dative_endings: tuple[str, ...]
    plural_verb_endings: tuple[str, ...]
    adjective_endings: tuple[str, ...]
    words: Words
    nouns: Words
    modals: Words
    phrases: tuple[Phrase, ...]
    factuality: dict[str, Factuality]
    verbs: tuple[VerbClass, ...]
    adpositions: tuple[Adposition, ...]
    saying_nouns: tuple[SayingNoun, ...]
    by_finite: dict[str, tuple[Verb, ...]] = field(default_factory=dict)
    by_participle: dict[str, tuple[Verb, ...]] = field(default_factory=dict)
    by_infinitive: dict[str, tuple[Verb, ...]] = field(default_factory=dict)
    by_adposition: dict[str, tuple[Adposition, ...]] = field(default_factory=dict)
    by_noun: dict[str, SayingNoun] = field(default_factory=dict)

    def saying_noun(self, word: str) -> SayingNoun | None:
        """The rule of a noun of saying, also as the end of a compound; None for other words."""
        if word in self.by_noun:
            return self.by_noun[word]
        if len(word) > _COMPOUND and word[0].isupper():
            return next((self.by_noun[end] for end in _ends(word) if end in self.by_noun), None)
        return None

    def listed(self, word: str, nouns: frozenset[str]) -> bool:
        """Whether a noun, or the end of a compound, is in a list."""
        return word in nouns or (len(word) > _COMPOUND and any(end in nouns for end in _ends(word)))


_COMPOUND = 8
_SHORTEST = 6


def _ends(word: str) -> tuple[str, ...]:
    """The possible last parts of a compound, longest first, capitalised."""
    return tuple(word[at:].lstrip("-").capitalize() for at in range(2, len(word) - _SHORTEST + 1))


@cache
def rules(language: Language) -> Rules:
    """The rules of a language, read once; raises DataFileError where a file is wrong."""
    data = table(language, "attribution")
    where = f"lang/{language}/attribution.toml"
    classes = rows(table(language, "verbs"), "verbs", VerbClass, where=f"lang/{language}/verbs.toml")
    adpositions = rows(data, "adpositions", Adposition, where=where)
    nouns = rows(data, "saying_nouns", SayingNoun, where=where) if "saying_nouns" in data else ()
    finite, participle, infinitive = _verb_indices(classes, grammar(language))
    return Rules(
        language=language,
        grammar=grammar(language),
        comma_complement=data["order"]["complement"] == "comma",
        verb_final=data["order"]["verb_final"],
        adverb_endings=tuple(data["order"]["adverb_endings"]),
        plural_dative_endings=tuple(data["order"]["plural_dative_endings"]),
        adjective_endings=tuple(data["order"]["adjective_endings"]),
        plural_verb_endings=tuple(data["order"]["plural_verb_endings"]),
        words=defaultdict(frozenset, {key: frozenset(listed) for key, listed in data["words"].items()}),
        nouns=defaultdict(frozenset, {key: frozenset(listed) for key, listed in data["nouns"].items()}),
        modals=defaultdict(frozenset, {key: frozenset(listed) for key, listed in data["modals"].items()}),
        phrases=rows(data, "phrases", Phrase, where=where),
        factuality=dict(data["acts"]),
        verbs=classes,
        adpositions=adpositions,
        saying_nouns=nouns,
        by_finite=finite,
        by_participle=participle,
        by_infinitive=infinitive,
        by_adposition=_by_word(adpositions),
        by_noun={word: noun for noun in nouns for word in noun.list},
    )


def _verb_indices(classes: tuple[VerbClass, ...], forms: Grammar) -> tuple[dict[str, tuple[Verb, ...]], ...]:
    """Verbs by finite form, by participle and by infinitive."""
    finite: dict[str, list[Verb]] = defaultdict(list)
    infinitives: dict[str, list[Verb]] = defaultdict(list)
    participles: dict[str, list[Verb]] = defaultdict(list)
    for kind in classes:
        for entry in kind.list:
            name, participle = entry.split()
            particle, _, infinitive = name.rpartition("|")
            verb = Verb(infinitive, participle, particle, kind)
            participles[participle].append(verb)
            infinitives[particle + infinitive].append(verb)
            for form in forms.forms_of(infinitive):
                finite[form].append(verb)
                if particle:
                    finite[particle + form].append(verb)
    return tuple({word: tuple(verbs) for word, verbs in index.items()} for index in (finite, participles, infinitives))


def _by_word(adpositions: tuple[Adposition, ...]) -> dict[str, tuple[Adposition, ...]]:
    index: dict[str, list[Adposition]] = defaultdict(list)
    for adposition in adpositions:
        for word in adposition.words:
            index[word].append(adposition)
    return {word: tuple(found) for word, found in index.items()}

"""The words and rules of a language of this order, read from `attribution.toml`, `verbs.toml` and `verb_forms.toml`.

Word lists under `[words]`, all in lower case:

- `object_prepositions`: prepositions that may stand between a cue and its object ("boasts of");
- `complementizers`, `openers`: words that open a complement, and those that open any subordinate or contrasting clause;
- `coordinators`, `relatives`, `determiners`, `prepositions`, `adverbs`, `negations`, `time_nouns`: closed classes;
- `pronouns`, `object_pronouns`: pronouns that can be a source, and those that can be told something;
- `personal`, `possessives`: pronouns that are a subject by themselves, and those that are a source before a noun;
- `contractions`: a pronoun and its finite verb in one word;
- `singular`: determiners before a noun in the singular;
- `definite`: determiners that point at one thing;
- `compounds`: two words of which the first is no verb ("think tank");
- `measures`: what a rate is counted by ("per day");
- `never_finite`: words that are seldom verbs although they look like one;
- `noun_like`: forms of cues that are nouns as often;
- `chain_participles`: participles whose object is another source ("citing");
- `hearsay_adverbs`, `hearsay_participles`, `hearsay_nouns`: what makes a report without a name;
- `that`, `infinitive_marks`, `manner`, `impersonal`, `infinite_auxiliaries`, `agent_prepositions`,
  `genitive_prepositions`, `possessive_endings`: the words of these functions;
- `participle_openers`: what may stand before a participle that reports;
- `name_prepositions`, `loose_determiners`: prepositions inside a title, and determiners that show that they are not;
- `saying_nouns`: nouns whose clause is a report;
- `deeds`: verbs ("infinitive participle") of what somebody does and does not say ("launch launched");
- `deeds_of_doers`: those that are deeds where one of `doers` is told to do them, and else speech ("troops attack");
- `undergone`: participles that behind a form of "be" tell what happens to somebody ("are favored");
- `invertible_tail`: what may follow subject and cue at the end of a sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lagebild.extract.attribution.grammar import Grammar
from lagebild.extract.attribution.rules import Adposition, VerbClass
from lagebild.lang.load import rows, table
from lagebild.types import Factuality, Language

KEYS = (
    "complementizers",
    "openers",
    "coordinators",
    "relatives",
    "determiners",
    "pronouns",
    "object_pronouns",
    "personal",
    "possessives",
    "contractions",
    "singular",
    "definite",
    "compounds",
    "measures",
    "prepositions",
    "object_prepositions",
    "adverbs",
    "time_nouns",
    "negations",
    "never_finite",
    "noun_like",
    "chain_participles",
    "hearsay_adverbs",
    "hearsay_participles",
    "saying_nouns",
    "hearsay_nouns",
    "invertible_tail",
    "that",
    "infinitive_marks",
    "manner",
    "participle_openers",
    "impersonal",
    "infinite_auxiliaries",
    "agent_prepositions",
    "genitive_prepositions",
    "name_prepositions",
    "loose_determiners",
    "possessive_endings",
    "deeds",
    "undergone",
    "deeds_of_doers",
    "doers",
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the finders look words up in."""

    grammar: Grammar
    words: dict[str, frozenset[str]]
    finite: dict[str, tuple[VerbClass, ...]]
    participles: dict[str, tuple[VerbClass, ...]]
    infinitives: frozenset[str]
    present: dict[str, tuple[VerbClass, ...]]  # present participles: "saying"
    adpositions: tuple[tuple[tuple[str, ...], Adposition], ...]  # their words apart, longest first
    classes: tuple[VerbClass, ...]
    factuality: dict[str, Factuality]
    present_ending: str
    deeds: frozenset[str]  # the forms of verbs of deeds
    deeds_of_doers: frozenset[str]

    def is_(self, word: str, key: str) -> bool:
        """Whether a word stands in a list."""
        return word in self.words[key]


@cache
def lexicon(language: Language) -> Lexicon:
    """The lexicon of a language, built once; raises DataFileError where a file is wrong."""
    data, forms = table(language, "attribution"), table(language, "verb_forms")
    words = {key: frozenset(data["words"][key]) for key in KEYS}
    grammar = Grammar(forms, words["never_finite"])
    classes = rows(table(language, "verbs"), "verbs", VerbClass, where=f"lang/{language}/verbs.toml")
    finite: dict[str, list[VerbClass]] = defaultdict(list)
    participles: dict[str, list[VerbClass]] = defaultdict(list)
    present: dict[str, list[VerbClass]] = defaultdict(list)
    for kind in classes:
        for entry in kind.list:
            infinitive, participle = entry.split()
            for form in grammar.forms_of(infinitive):
                finite[form].append(kind)
            participles[participle].append(kind)
            present[_present(infinitive, forms)].append(kind)
    adpositions = rows(data, "adpositions", Adposition, where=f"lang/{language}/attribution.toml")
    spelled = [(tuple(word.split()), rule) for rule in adpositions for word in rule.words]
    deeds, deeds_of_doers = (_all_forms(words[key], grammar, forms) for key in ("deeds", "deeds_of_doers"))
    return Lexicon(
        grammar=grammar,
        words=words,
        finite=_frozen(finite),
        participles=_frozen(participles),
        infinitives=frozenset(entry.split()[0] for kind in classes for entry in kind.list),
        present=_frozen(present),
        adpositions=tuple(sorted(spelled, key=lambda pair: -len(pair[0]))),
        classes=classes,
        present_ending=forms["present_ending"],
        factuality={act: value for act, value in data["acts"].items() if value},
        deeds=deeds,
        deeds_of_doers=deeds_of_doers,
    )


def _all_forms(entries: frozenset[str], grammar: Grammar, forms: Mapping[str, Any]) -> frozenset[str]:
    """All forms of verbs that are given as infinitive and participle."""
    pairs = [entry.split() for entry in entries]
    return frozenset(
        form
        for infinitive, participle in pairs
        for form in (infinitive, *grammar.forms_of(infinitive), participle, _present(infinitive, forms))
    )


def _present(infinitive: str, forms: Mapping[str, Any]) -> str:
    if infinitive in forms["present_participles"]:
        return str(forms["present_participles"][infinitive])
    silent = infinitive.endswith("e") and not infinitive.endswith("ee")
    return (infinitive[:-1] if silent else infinitive) + str(forms["present_ending"])


def _frozen(index: dict[str, list[VerbClass]]) -> dict[str, tuple[VerbClass, ...]]:
    return {form: tuple(dict.fromkeys(found)) for form, found in index.items()}

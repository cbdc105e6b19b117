"""Other names in the place of those that a sentence has: the few sentences that mark names then show more of them.

Persons get given names and surnames of the package faker, places those of the gazetteer, bodies those of other
sentences of the set (mention replacement: Dai and Adel, COLING 2020). Words made of names ("Berliner", "NATO-Gipfel")
stay.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.resources import files

from training.examples import Example

VARIANTS = 8  # of each sentence
_SHARE = 0.5  # of the names of a sentence that are replaced
_LOCALES = {"de_DE": 5, "de_AT": 1, "de_CH": 1, "en_US": 2} | dict.fromkeys(
    ("fr_FR", "it_IT", "es_ES", "pl_PL", "tr_TR", "nl_NL", "sv_SE"), 1
)
_PERSONS = 400  # of each share of a locale
_FULL, _SURNAME, _INITIAL = 0.6, 0.92, 0.95  # kinds of persons' names, as upper bounds of a chance
_ALONE = 0.7  # chance that a person of one word gets a name of one word

Name = tuple[str, ...]


def replaced(examples: Sequence[Example]) -> Iterator[Example]:
    """Variants of examples of one sentence each; their sentences and all that is not a name stay as they are."""
    chance = random.Random(5)
    pools = {
        "PER": list(_persons(chance)),
        "LOC": list(_places()),
        "ORG": [tuple(e.words[a:b]) for e in examples for a, b, label in e.names if label == "ORG"],
    }
    for _ in range(VARIANTS):
        for example in examples:
            yield _variant(example, pools, chance)


def _variant(example: Example, pools: dict[str, list[Name]], chance: random.Random) -> Example:
    words: list[str] = []
    spaced: list[bool] = []
    names: list[tuple[int, int, str]] = []
    at = 0
    for begin, end, label in example.names:
        words += example.words[at:begin]
        spaced += example.spaced[at:begin]
        name: Sequence[str] = example.words[begin:end]
        if pools.get(label) and chance.random() < _SHARE:
            name = chance.choice(pools[label])
            if label == "PER" and end == begin + 1 and chance.random() < _ALONE:
                name = name[-1:]
        names.append((len(words), len(words) + len(name), label))
        words += name
        spaced += [example.spaced[begin], *[True] * (len(name) - 1)]
        at = end
    words += example.words[at:]
    spaced += example.spaced[at:]
    return Example(example.id, words, spaced, [(0, len(words))], scheme=example.scheme, names=names)


def _persons(chance: random.Random) -> Iterator[Name]:
    for locale, share in _LOCALES.items():
        known = import_module(f"faker.providers.person.{locale}").Provider
        given = list(getattr(known, "first_names", ())) or [*known.first_names_male, *known.first_names_female]
        surnames = list(getattr(known, "last_names", ())) or [*known.last_names_male]
        for _ in range(_PERSONS * share):
            first, last, kind = str(chance.choice(given)), tuple(str(chance.choice(surnames)).split()), chance.random()
            if kind < _FULL:
                yield (first, *last)
            elif kind < _SURNAME:
                yield last
            else:
                yield (f"{first[0]}.", *last) if kind < _INITIAL else (first,)


def _places() -> Iterator[Name]:
    entities = files("lagebild.ontology") / "gazetteer" / "entities.tsv"
    for line in entities.read_text(encoding="utf-8").splitlines():
        _, kind, _, _, _, german, *_ = line.split("\t")
        if kind in ("state", "place") and german:
            yield tuple(german.split())

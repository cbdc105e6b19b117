"""Finite verbs by data: which words of a language are finite, and in which mood."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from lagebild.lang.load import table
from lagebild.types import Language

Mood = Literal["plain", "plural", "ambiguous", "reported", "unreal"]
"""plain: a fact; plural: a form that may also be an infinitive; ambiguous: past or conditional; reported: a form of
reported speech alone (German Konjunktiv I); unreal: a conditional that may stand in for it (Konjunktiv II)."""


class Grammar:
    """The finite verb forms of one language, from `lang/<language>/verb_forms.toml`."""

    def __init__(self, data: Mapping[str, Any], never: frozenset[str]) -> None:
        self.closed = never
        self.infinitive_endings: tuple[str, ...] = tuple(data["infinitive_endings"])
        self._endings: dict[Mood, tuple[str, ...]] = {mood: tuple(e) for mood, e in data["endings"].items()}
        self._prefixes = tuple(sorted(data["prefixes"]["list"], key=len, reverse=True))
        self.particles = frozenset(data["particles"]["list"])
        self._by_length = tuple(sorted(self.particles, key=len, reverse=True))
        self.have = frozenset(data["perfect"]["have"])
        self.passive = frozenset(data["perfect"]["passive"])
        self.be = frozenset(data["perfect"]["be"])
        self._irregular: dict[str, tuple[str, ...]] = {verb: tuple(f) for verb, f in data["irregular"].items()}
        self._strong = {line.split()[0]: line.split()[1:] for line in data["strong"]["rows"].strip().splitlines()}
        self._forms: dict[str, Mood] = {}
        for verb in data["weak"]["infinitives"].split():
            self._learn(self._weak(verb))
        for verb in self._strong:
            self._learn(self._ablaut(verb))
        self.auxiliaries: dict[str, Mood] = {
            form: mood for mood, forms in data["auxiliaries"].items() for form in forms
        }
        self._cache: dict[str, Mood | None] = {}

    def mood(self, word: str) -> Mood | None:
        """The mood of a finite verb form in lower case; None for a word that is no finite verb."""
        if word not in self._cache:
            self._cache[word] = self._look_up(word)
        return self._cache[word]

    def forms_of(self, infinitive: str) -> frozenset[str]:
        """The finite forms of a verb in the third person, without a particle."""
        if infinitive in self._irregular:
            return frozenset(self._irregular[infinitive])
        for prefix in ("", *self._prefixes):
            base = infinitive.removeprefix(prefix)
            if infinitive.startswith(prefix) and base in self._strong:
                return frozenset(prefix + form for form in self._ablaut(base))
        return frozenset(self._weak(infinitive))

    def split(self, word: str) -> tuple[str, str] | None:
        """Particle and rest of a verb form written together ("ankündigte"), or None."""
        for particle in self._by_length:
            if word.startswith(particle) and len(word) > len(particle) + 2:
                rest = word[len(particle) :]
                if rest in self.auxiliaries or self._known(rest):
                    return particle, rest
        return None

    def marked_infinitive(self, word: str, marks: frozenset[str]) -> bool:
        """Whether a word is an infinitive with its mark inside ("anzukündigen")."""
        for mark in marks:
            at = word.find(mark, 2)
            if at > 0 and word[:at] in self.particles and word.endswith(self.infinitive_endings):
                return True
        return False

    def infinitive(self, word: str) -> bool:
        """Whether a word can be an infinitive."""
        return word.endswith(self.infinitive_endings) and (
            self._known(word) == "plural" or word in self._irregular or word in self.auxiliaries
        )

    def _look_up(self, word: str) -> Mood | None:
        if word in self.closed:
            return None
        if word in self.auxiliaries:
            return self.auxiliaries[word]
        if known := self._known(word):
            return known
        parts = self.split(word)
        return (self.auxiliaries.get(parts[1]) or self._known(parts[1])) if parts else None

    def _known(self, word: str) -> Mood | None:
        if word in self._forms:
            return self._forms[word]
        for prefix in self._prefixes:
            if word.startswith(prefix) and word[len(prefix) :] in self._forms and len(word) > len(prefix) + 2:
                return self._forms[word[len(prefix) :]]
        return None

    def _weak(self, infinitive: str) -> dict[str, Mood]:
        stem = self._stem(infinitive)
        forms: dict[str, Mood] = {stem + end: mood for mood, endings in self._endings.items() for end in endings}
        forms.pop(stem + self.infinitive_endings[-1], None)
        return forms | {infinitive: "plural"}

    def _ablaut(self, infinitive: str) -> dict[str, Mood]:
        third, past, unreal = self._strong[infinitive]
        forms: dict[str, Mood] = {
            infinitive: "plural",
            third: "plain",
            past: "plain",
            past + "en": "plain",
            past + "n": "plain",
        }
        for end in self._endings["reported"]:
            forms[self._stem(infinitive) + end] = "reported"
        for form in (unreal, unreal + "n"):
            forms.setdefault(form, "unreal")
        return forms

    def _stem(self, infinitive: str) -> str:
        for ending in self.infinitive_endings:
            if infinitive.endswith(ending):
                return infinitive.removesuffix(ending)
        return infinitive

    def _learn(self, forms: Mapping[str, Mood]) -> None:
        for form, mood in forms.items():
            self._forms.setdefault(form, mood)


_VERBS = frozenset({"citing_verbs"})  # the only list of words that are verbs


@cache
def grammar(language: Language) -> Grammar:
    """The grammar of a language, built once."""
    words = table(language, "attribution")["words"]
    closed = {word for key, listed in words.items() if key not in _VERBS for word in listed}
    return Grammar(table(language, "verb_forms"), frozenset(closed))

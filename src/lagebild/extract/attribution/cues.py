"""Cue verbs: which clause reports, with which verb, and which of its words are the cue."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.extract.attribution.clauses import Clause
from lagebild.extract.attribution.drafts import Range, Text
from lagebild.extract.attribution.rules import Verb


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb in a clause: its words, and whether it stands in the passive."""

    verb: Verb
    words: tuple[Range, ...]
    passive: bool = False

    def takes(self, complement: str) -> bool:
        """Whether the verb takes a kind of complement."""
        return complement in self.verb.of.takes


def cue_of(text: Text, clause: Clause) -> Cue | None:
    """The reporting verb of a clause, or None; an imperative ("Melden Sie …", "Sage niemandem, …") reports nothing."""
    if clause.verb is None:
        return None
    at = clause.verb
    if text.capital(at) and text.rules.grammar.mood(text.lower[at]) == "reported":
        return None
    if at + 1 < clause.last and text.tokens[at + 1].text in text.rules.words["polite_pronouns"]:
        return None
    if at > clause.first and text.lower[at - 1] in text.rules.words["comparisons"]:
        return None
    found = _finite(text, clause, at)
    if found is None and text.lower[at] in text.rules.grammar.auxiliaries:
        found = _compound(text, clause, at)
    return found


def _finite(text: Text, clause: Clause, at: int) -> Cue | None:
    lower = text.lower[at]
    candidates = text.rules.by_finite.get(lower, ())
    best: Cue | None = None
    for verb in candidates:
        words = _particle(text, clause, at, verb)
        if words is None or not (needed := _needs(text, clause, verb, words)):
            continue
        cue = Cue(verb, needed)
        if best is None or len(verb.particle) > len(best.verb.particle) or len(needed) > len(best.words):
            best = cue
    return best


def _particle(text: Text, clause: Clause, at: int, verb: Verb) -> tuple[Range, ...] | None:
    """The cue with its particle: joined, at the end of the clause, or (for verbs without one) none at all."""
    if not verb.particle:
        for end in {clause.last, clause.reach}:
            last = text.lower[end - 1]
            if (
                last in text.rules.grammar.particles
                and end - 1 > at
                and clause.opener == "main"
                and last not in text.rules.words["loose_particles"]
            ):
                return None
        return ((at, at + 1),)
    if text.lower[at].startswith(verb.particle):
        return ((at, at + 1),)
    for i in range(clause.reach - 1, at, -1):
        if text.lower[i] == verb.particle and (
            i == clause.reach - 1
            or not text.word(i + 1)
            or text.lower[i + 1] in text.rules.words["clause_coordinators"]
        ):
            return ((at, at + 1), (i, i + 1))
    return None


def _needs(text: Text, clause: Clause, verb: Verb, words: tuple[Range, ...]) -> tuple[Range, ...]:
    """The cue with the words that the verb needs; empty where they are missing or others rule it out."""
    if any(text.lower[i] in verb.of.unless for i in range(clause.first, clause.reach)):
        return ()
    if not verb.of.needs:
        return words
    needed = set(verb.of.needs)
    for i in range(clause.first, clause.reach):
        if text.tokens[i].text in needed or text.lower[i] in needed:
            return tuple(sorted({*words, (i, i + 1)}))
    return ()


def _compound(text: Text, clause: Clause, at: int) -> Cue | None:
    """An auxiliary with a participle ("hat gesagt", "wurde gemeldet"), a modal with an infinitive ("will sagen")."""
    grammar = text.rules.grammar
    span = range(at + 1, clause.reach) if clause.opener == "main" else range(clause.lead, at)
    fronted = [at - 1] if clause.opener == "main" and at > clause.lead else []
    for i in [*reversed(span), *fronted]:
        for verb in text.rules.by_participle.get(text.lower[i], ()):
            passive = text.lower[at] in grammar.passive or any(
                text.lower[j] in grammar.passive for j in range(i + 1, clause.last) if j != at
            )
            stative = text.lower[at] in grammar.be and not passive
            if stative and verb.of.id != "report":
                continue
            ends = (at, at + 1), (i, i + 1)
            if words := _needs(text, clause, verb, tuple(sorted(ends))):
                return Cue(verb, words, passive or stative)
        for verb in text.rules.by_infinitive.get(text.lower[i], ()):
            if text.lower[i - 1] in text.rules.words["infinitive_marks"] or (i < clause.reach - 1 and text.word(i + 1)):
                continue
            if words := _needs(text, clause, verb, tuple(sorted(((at, at + 1), (i, i + 1))))):
                return Cue(verb, words)
    return None

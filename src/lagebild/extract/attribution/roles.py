"""Who speaks in a clause with a cue verb, on whose word, and to whom."""

from __future__ import annotations

from dataclasses import replace

from lagebild.extract.attribution.clauses import Clause, Parsed
from lagebild.extract.attribution.cues import Cue
from lagebild.extract.attribution.drafts import Draft, Range, Text
from lagebild.extract.attribution.sources import noun_phrase, phrase_before, subject
from lagebild.types import Form


def draft_of(parsed: Parsed, cue: Cue, form: Form, rule: str, content: list[Range]) -> Draft:
    """A draft with the words and the act of its cue verb; its rule names the way of reading and the verb's class."""
    draft = Draft(parsed.sentence.index, form, f"{rule}:{cue.verb.of.id}", content)
    draft.cue, draft.act = list(cue.words), cue.verb.of.act
    return draft


def fill_roles(text: Text, parsed: Parsed, number: int, cue: Cue, draft: Draft, last: int) -> None:
    """Sets source, chain and addressee of a draft from the clause of its cue verb."""
    draft.source = _agent(text, parsed, number, cue, last)
    clause = parsed.clauses[number]
    if cue.takes("patient"):
        if cue.passive and (by := agent(text, clause)):
            draft.chain, draft.source = draft.source, by
        elif not cue.passive and draft.source and (quoted := _object(text, clause, draft.source[0])):
            draft.chain = [quoted]
        return
    draft.addressee = addressee(text, replace(clause, reach=min(clause.reach, last)), cue, draft.source)
    if clause.opener == "rel" and draft.source == [(clause.lead, clause.lead + 1)]:
        draft.pointing = True
        draft.antecedent = next(iter(phrase_before(text, parsed.clauses, number)), None)


def negated(text: Text, clause: Clause) -> bool:
    """Whether nothing was said: "bestätigte die Berichte nicht", "wollte nicht bestätigen"."""
    words = text.rules.words
    return any(
        text.lower[i] in words["denying_adverbs"] and text.lower[i + 1] not in words["restoring_adverbs"]
        for i in range(clause.lead, clause.reach)
        if i + 1 < len(text.tokens)
    )


def addressee(text: Text, clause: Clause, cue: Cue, source: list[Range]) -> Range | None:
    """Whom a source speaks to: "gegenüber X", a dative, and with verbs that ask or accuse somebody their object."""
    words = text.rules.words
    for at in range(clause.first, clause.reach - 1):
        if text.lower[at] in words["addressing_prepositions"] and (end := noun_phrase(text, at + 1, clause.reach)):
            return at + 1, end
    if cue.passive and cue.takes("addressee"):
        found = subject(text, (clause,), 0, clause.reach)
        return found[0] if found else None
    return _object(text, clause, source[0] if source else None, oblique_only=not cue.takes("addressee"))


def _object(text: Text, clause: Clause, source: Range | None, *, oblique_only: bool = False) -> Range | None:
    """The first noun phrase of a clause that is neither its subject nor hangs on a preposition."""
    words = text.rules.words
    assert clause.verb is not None
    at = clause.verb + 1 if clause.opener == "main" else clause.lead + 1
    last = clause.reach if clause.opener == "main" else clause.verb
    while at < last:
        lower = text.lower[at]
        if source is not None and source[0] <= at < source[1]:
            at = source[1]
            continue
        if lower in words["prepositions"]:
            at = noun_phrase(text, at + 1, last) or at + 1
            continue
        if lower in words["object_pronouns"]:
            return at, at + 1
        dative = lower in words["dative_objects"] or (lower in words["plural_datives"] and _plural(text, at, last))
        plain = not oblique_only and (
            text.capital(at) or lower in words["subject_determiners"] or lower in words["oblique_determiners"]
        )
        if (dative or plain) and (end := noun_phrase(text, at, last)):
            return at, end
        at = (noun_phrase(text, at, last) or at + 1) if lower in words["subject_determiners"] else at + 1
    return None


def _plural(text: Text, at: int, last: int) -> bool:
    """Whether a noun phrase ends like a dative plural."""
    end = noun_phrase(text, at, last, attach=False)
    return end is not None and text.lower[end - 1].endswith(text.rules.plural_dative_endings)


def place(text: Text, clause: Clause) -> Range | None:
    """What a report stands in: "in dem Bericht heißt es", "aus dem Brief geht hervor"."""
    for at in range(clause.first, clause.reach - 1):
        if text.lower[at] in text.rules.words["place_prepositions"] and (
            end := noun_phrase(text, at + 1, clause.reach)
        ):
            return at + 1, end
    return None


def _agent(text: Text, parsed: Parsed, number: int, cue: Cue, last: int) -> list[Range]:
    """Who says it: the subject, or in the passive the agent ("von …")."""
    clause = parsed.clauses[number]
    if cue.takes("place") and (found := place(text, clause)):
        return [found]
    if not cue.passive:
        last = min([last, *(a for a, _ in cue.words if clause.opener == "main" and a > (clause.verb or 0))])
        found_subject = subject(text, parsed.clauses, number, last)
        return (
            []
            if cue.takes("place")
            and found_subject
            and text.lower[found_subject[0][0]] in text.rules.words["empty_subjects"]
            else found_subject
        )
    if cue.takes("patient"):
        return subject(text, parsed.clauses, number, last)
    return agent(text, clause)


def agent(text: Text, clause: Clause) -> list[Range]:
    """The agent of a passive ("von X"); what stands in the words before the verb is none ("Bewohner von Mariupol")."""
    first = clause.first
    if clause.opener == "main" and clause.verb is not None and clause.verb > clause.lead:
        by_first = text.lower[clause.lead] in text.rules.words["agent_prepositions"]
        first = clause.lead if by_first else clause.verb + 1
    for at in range(first, clause.last - 1):
        if text.lower[at] in text.rules.words["agent_prepositions"]:
            end = noun_phrase(text, at + 1, clause.last)
            if end:
                return [(at + 1, end)]
    return []

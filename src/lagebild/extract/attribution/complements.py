"""Where the clauses that report something begin and end, and which clauses frame them."""

from __future__ import annotations

import itertools

from lagebild.extract.attribution.clauses import Clause, Parsed
from lagebild.extract.attribution.cues import Cue, cue_of
from lagebild.extract.attribution.drafts import Range, Text


def main_start(parsed: Parsed, number: int) -> int:
    """The number of the first clause of the main clause that a clause belongs to."""
    clauses = parsed.clauses
    at = number
    while at > 0:
        clause = clauses[at]
        if clause.before in (";", ":", "–", "—"):
            break
        if clause.opener == "main" and clause.verb is not None and (clause.joined or clause.verb > clause.lead):
            break
        at -= 1
    return at


def complement(text: Text, parsed: Parsed, number: int, cue: Cue) -> int | None:
    """The number of the clause that opens the complement after a cue, or None."""
    clauses = parsed.clauses
    at = number + 1
    while at < len(clauses):
        clause = clauses[at]
        if (clause.joined and clause.opener != "sub") or clause.before in (";",):
            return None
        lead = text.lower[clause.lead]
        manner = clause.opener == "sub" and lead in text.rules.words["manner"]
        if manner and cue_of(text, clause):
            at += 1
            continue
        if clause.opener == "quote" or (
            clause.opener == "sub" and cue_of(text, clause) and lead not in text.rules.words["complementizers"]
        ):
            return None
        if clause.opener in ("sub", "wh") and (
            lead in text.rules.words["complementizers"]
            or clause.opener == "wh"
            or lead in text.rules.words["interrogatives"]
        ):
            if lead in text.rules.words["complementizers"] and (cue.takes("clause") or cue.takes("that")):
                return at
            if clause.opener == "wh" and cue.takes("clause"):
                return at
        if clause.opener == "frag" and lead in text.rules.words["complementizers"] and cue.takes("clause"):
            return at
        if clause.opener == "inf" and at > number + 1 and clauses[at - 1].opener in ("rel", "sub"):
            return None
        if clause.opener == "inf" and cue.takes("infinitive") and lead not in text.rules.words["infinitive_openers"]:
            return _listed_from(text, clauses, number, at)
        if clause.opener == "main" and cue.takes("clause"):
            return at if _is_complement(text, clause, clauses[number]) else None
        if clause.opener in ("main",):
            return None
        if clause.opener == "sub" and cue.takes("clause") and _reported_after(clauses, at):
            return at
        if clause.opener == "frag" and cue.takes("clause") and at + 1 < len(clauses) and _split_complement(clauses, at):
            return at
        at += 1
    return None


def _listed_from(text: Text, clauses: tuple[Clause, ...], number: int, at: int) -> int:
    """Where an infinitive clause begins whose objects are listed: "die Werke in A, B und C zu verkaufen"."""
    complete = not text.capital(clauses[number].last - 1) and text.word(clauses[number].last - 1)
    fragments = all(c.opener == "frag" for c in clauses[number + 1 : at])
    return number + 1 if complete and fragments else at


def complement_of_noun(text: Text, parsed: Parsed, number: int) -> int | None:
    """The number of the clause that hangs on a noun at the end of a clause, or None."""
    clauses = parsed.clauses
    cue_clause = clauses[number]
    if cue_clause.mood == "unreal" and cue_clause.verb == cue_clause.lead:
        return None
    for at in range(number + 1, len(clauses)):
        clause = clauses[at]
        lead = text.lower[clause.lead]
        if (clause.joined and clause.opener != "sub") or clause.before not in (",", ":") or clause.opener == "quote":
            return None
        if clause.opener == "sub" and lead in text.rules.words["complementizers"]:
            return at
        if clause.opener == "inf" and lead not in text.rules.words["infinitive_openers"]:
            return at
        if (
            clause.opener == "main"
            and clause.mood in ("reported", "unreal")
            and clause.verb != clause.lead
            and cue_clause.mood != "reported"
        ):
            return at
        if clause.opener != "rel":
            return None
    return None


def _is_complement(text: Text, clause: Clause, cue_clause: Clause) -> bool:
    if cue_clause.opener != "main" and text.lower[cue_clause.lead] in text.rules.words["pronominal_relatives"]:
        return False
    conditional = clause.verb == clause.lead and cue_clause.verb == cue_clause.lead and cue_clause.mood == "unreal"
    if conditional and cue_clause.opener == "main":
        return False
    if clause.mood in ("reported", "unreal") or clause.before == ":":
        return True
    return clause.verb != clause.lead and cue_clause.opener == "main"


def _reported_after(clauses: tuple[Clause, ...], at: int) -> bool:
    following = at + 1
    while following < len(clauses) and clauses[following].opener in ("sub", "rel", "inf", "frag"):
        following += 1
    return (
        following < len(clauses)
        and clauses[following].mood in ("reported", "unreal")
        and clauses[following].verb == clauses[following].lead
    )


def _split_complement(clauses: tuple[Clause, ...], at: int) -> bool:
    """Whether a fragment is the subject of a reported clause that a relative clause parts from its verb."""
    following = at + 1
    while following < len(clauses) and clauses[following].opener in ("rel", "inf", "sub", "frag"):
        following += 1
    if following >= len(clauses):
        return False
    clause = clauses[following]
    return clause.opener == "main" and clause.verb == clause.lead and clause.mood in ("reported", "unreal")


def content_end(text: Text, parsed: Parsed, start: int) -> int:
    """The number of the clause after the last one of a content that begins with clause `start`."""
    clauses = parsed.clauses
    opener = clauses[start].opener
    at = start + 1
    while at < len(clauses):
        clause = clauses[at]
        if clause.opener == "quote" or (clause.before == ";" and clause.mood not in ("reported", "unreal")):
            break
        if clause.opener == "main" and clause.mood not in ("reported", "unreal"):
            if clause.joined and opener != "main" and _verb_last(text, clause):
                at += 1
                continue
            if clause.before == ":":
                break
            if clause.joined and (clause.verb == clause.lead or opener != "main"):
                break
            if opener != "main" and clause.before in (",", ";", "–"):
                break
            if clause.verb == clause.lead and (cue_of(text, clause) or _goes_on(clauses, start, at)):
                break
            if clause.before == ";":
                break
        if clause.opener == "sub" and text.lower[clause.lead] in text.rules.words["manner"] and cue_of(text, clause):
            break
        if clause.opener == "frag" and clause.before == "," and text.lower[clause.lead] in text.rules.words["manner"]:
            break
        at += 1
    return at


def _goes_on(clauses: tuple[Clause, ...], start: int, at: int) -> bool:
    """Whether the teller goes on after a report in its mood: "erklärte, er sei krank, verließ den Saal nicht"."""
    told = clauses[start].mood in ("reported", "unreal") and at == start + 1
    return told and clauses[at].before == "," and clauses[at].mood == "plain"


def _verb_last(text: Text, clause: Clause) -> bool:
    """Whether a clause keeps the order of the subordinate one that it is joined to: "… und B umbenannt werden soll"."""
    return text.rules.verb_final and clause.verb is not None and clause.lead < clause.verb == clause.last - 1


def rest_of_frame(text: Text, parsed: Parsed, stop: int, after: int) -> list[Range]:
    """What of a reporting sentence follows its content: "…, und ging", "…, bestätigte sich nicht"."""
    clauses = parsed.clauses
    if (
        stop >= len(clauses)
        or clauses[stop].opener != "main"
        or clauses[stop].verb != clauses[stop].lead
        or cue_of(text, clauses[stop])
    ):
        return []
    return [(after, parsed.end)]


def is_complementizer(text: Text, clause: Clause) -> bool:
    """Whether a clause opens like an indirect report or question: "dass …", "ob …", "wer …"."""
    return clause.opener == "wh" or text.lower[clause.lead] in text.rules.words["complementizers"]


def content_start(parsed: Parsed, number: int) -> int:
    """The clause that a content before its cue begins with: not a plain main clause before a reported one."""
    start = 0
    moods = [(at, c.mood) for at, c in enumerate(parsed.clauses[:number]) if c.opener == "main" and c.verb is not None]
    for (_, before), (at, mood) in itertools.pairwise(moods):
        if before in ("plain", "plural") and mood == "reported":
            start = at
    for at in range(number - 1, start, -1):
        if parsed.clauses[at].before in (";", ":"):
            return at
    return start

"""Reported speech without a cue: runs of sentences in the mood of reported speech, carried by the last source."""

from __future__ import annotations

from lagebild.extract.attribution.binding import leaning
from lagebild.extract.attribution.clauses import Parsed
from lagebild.extract.attribution.drafts import Draft, Range, Text


def read_free(text: Text, drafts: list[Draft]) -> list[Draft]:
    """Runs of main clauses in Konjunktiv that no other attribution covers."""
    found: list[Draft] = []
    run: Draft | None = None
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence, []).append(draft)
    last: Draft | None = None
    gap = 99
    hearsay = False
    for parsed in text.parsed:
        here = by_sentence.get(parsed.sentence.index, [])
        strength = _strength(text, parsed)
        near = gap <= 1
        top = [d for d in here if not d.embedded]
        if strength == 2 and near and last is not None and top and all(d.told for d in top):
            for draft in top:
                draft.embedded = True
            top = []
        goes_on = near and last is not None and last.form in ("indirect", "free_indirect")
        heard = not top and strength == 0 and _hearsay(text, parsed, anywhere=goes_on)
        if not top and (
            strength == 2 or heard or (strength == 1 and gap == 0 and last is not None and _carries(last, run))
        ):
            piece = (parsed.start, parsed.sentence.last)
            if run is not None and near and heard == hearsay:
                run.content[-1] = (run.content[-1][0], piece[1])
            else:
                run = _start(text, parsed.sentence.index, piece, last if goes_on or not heard else None)
                if heard:
                    run.rule = "free:hearsay"
                found.append(run)
            hearsay = heard
            gap = 0
            continue
        if top:
            last, run, gap = _outermost(top), None, 0
        else:
            gap += 1
            run = None
    return found


def _outermost(here: list[Draft]) -> Draft:
    """The attribution that the next sentence goes on with: the last one with a source that lies in no other."""
    free = [
        d
        for d in here
        if not any(o is not d and o.covers(d.content[0][0]) and not d.covers(o.content[0][0]) for o in here)
    ]
    return max(free or here, key=lambda d: (bool(d.source), d.content[0][0]))


def _carries(last: Draft, run: Draft | None) -> bool:
    """Whether reported speech goes on, so that a conditional may stand in for its mood."""
    if run is not None:
        return True
    if last.form == "reported":
        return False
    return not last.rule.startswith(("relative", "noun"))


def _hearsay(text: Text, parsed: Parsed, *, anywhere: bool) -> bool:
    """Whether a main clause stands in a modal of hearsay ("soll"); not `anywhere`: of the past ("soll … sein")."""
    return any(
        c.opener == "main"
        and c.verb is not None
        and text.lower[c.verb] in text.rules.modals["hearsay"]
        and (anywhere or text.lower[c.last - 1] in text.rules.modals["hearsay_infinitives"])
        and text.tokens[parsed.sentence.last - 1].text != "?"
        for c in parsed.clauses
    )


def hearsay(text: Text, draft: Draft) -> bool:
    """Whether the content of a draft stands in a modal of hearsay."""
    if draft.form in ("direct", "author"):
        return False
    perfect = draft.form == "free_indirect"
    parsed = text.parsed[draft.sentence]
    return any(
        c.opener == "main"
        and c.verb is not None
        and draft.covers(c.verb)
        and text.lower[c.verb] in text.rules.modals["hearsay"]
        and (not perfect or text.lower[c.last - 1] in text.rules.modals["hearsay_infinitives"])
        for c in parsed.clauses
    )


def _strength(text: Text, parsed: Parsed) -> int:
    """2: a main clause in Konjunktiv I; 1: in Konjunktiv II; 0: neither."""
    best = 0
    for clause in parsed.clauses:
        if clause.opener != "main" or clause.mood is None:
            continue
        if text.lower[clause.lead] in text.rules.words["comparisons"] and clause.verb == clause.lead + 1:
            return 0  # "Als wäre das nicht genug": an unreal comparison
        if clause.mood == "reported":
            return 2
        if clause.mood == "unreal":
            best = 1
        elif not best:
            return 0
    return best


def _start(text: Text, sentence: int, piece: Range, last: Draft | None) -> Draft:
    draft = Draft(sentence, "free_indirect", "free", [piece])
    if last is not None:
        draft.source, draft.antecedent = list(last.source), last.antecedent
        draft.chain = list(last.chain) or leaning(text, last)
        draft.by_phrase = last.by_phrase or last.rule.startswith("adposition")
    return draft

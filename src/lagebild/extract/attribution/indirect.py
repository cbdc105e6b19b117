"""Cue verbs with a clause as their content: before, after or around it."""

from __future__ import annotations

from lagebild.extract.attribution.adpositional import bare
from lagebild.extract.attribution.clauses import Clause, Parsed
from lagebild.extract.attribution.complements import (
    complement,
    content_end,
    content_start,
    is_complementizer,
    main_start,
    rest_of_frame,
)
from lagebild.extract.attribution.cues import Cue, cue_of
from lagebild.extract.attribution.drafts import Draft, Range, Text, without
from lagebild.extract.attribution.reported import read_again, read_pointing, read_whole
from lagebild.extract.attribution.roles import agent, draft_of, fill_roles, negated
from lagebild.types import Sentence


def read_verbs(text: Text, parsed: Parsed) -> list[Draft]:
    """The attributions of one sentence whose cue is a verb and whose content is no quotation."""
    drafts: list[Draft] = []
    wholes: list[tuple[int, Draft]] = []
    for number, clause in enumerate(parsed.clauses):
        cue = cue_of(text, clause)
        if cue is None:
            continue
        if _impersonal(text, clause) or (cue.passive and _concluding(text, clause) and not agent(text, clause)):
            continue
        draft = (
            _manner(text, parsed, number, cue)
            or read_pointing(text, parsed, number, cue)
            or (_resumed(text, parsed, number) and _before(text, parsed, number, cue))
            or _after(text, parsed, number, cue)
            or _before(text, parsed, number, cue)
        )
        if draft is not None:
            if negated(text, clause):
                draft.unsaid, draft.act = True, None
            draft.told = clause.opener == "main" and clause.mood == "reported"
            drafts.append(draft)
        elif whole := read_whole(text, parsed, number, cue):
            wholes.append((number, whole))
    for number, whole in wholes:
        if not any(
            (d.frame and _touches(d.frame, whole.cue[0])) or any(_touches(d.content, w) for w in whole.cue)
            for d in drafts
        ):
            again = read_again(text, parsed, number, whole)
            drafts += [whole, again] if again else [whole]
            break
    return drafts


def _impersonal(text: Text, clause: Clause) -> bool:
    """As in "Man darf davon ausgehen, …": with a modal and nobody in particular the author himself concludes."""
    if clause.opener == "main" and _first_person(text, clause):
        return True
    return _concluding(text, clause) and any(
        text.lower[i] in text.rules.words["anybody"] for i in range(clause.first, clause.last)
    )


def _concluding(text: Text, clause: Clause) -> bool:
    return clause.verb is not None and text.lower[clause.verb] in text.rules.modals["concluding"]


def _first_person(text: Text, clause: Clause) -> bool:
    """Whether the author speaks of himself: "wir bitten, …" outside quotation marks."""
    around = (clause.verb - 1, clause.verb + 1) if clause.verb is not None else ()
    if not any(clause.first <= i < clause.last and text.lower[i] in text.rules.words["first_persons"] for i in around):
        return False
    at = text.tokens[clause.verb or 0].start
    return not any(q.start <= at < q.end for q in text.document.quotations)


def _touches(ranges: list[Range], other: Range) -> bool:
    return any(a < other[1] and other[0] < b for a, b in ranges)


def _after(text: Text, parsed: Parsed, number: int, cue: Cue) -> Draft | None:
    """As in "X sagte, …": the content follows the clause of the cue."""
    start = complement(text, parsed, number, cue)
    if start is None:
        return None
    clauses = parsed.clauses
    clause, first = clauses[number], clauses[start]
    if number and clauses[number - 1].opener == "quote" and clause.verb == clause.lead:
        told = first.mood in ("reported", "unreal") or is_complementizer(text, first) or first.before == ":"
        if not told:
            return None
    stop = content_end(text, parsed, start)
    content = (clauses[start].first, clauses[stop - 1].last)
    draft = draft_of(parsed, cue, "indirect", "after", [content])
    fill_roles(text, parsed, number, cue, draft, content[0])
    opening = clauses[main_start(parsed, number)].first
    draft.frame = [(opening, content[0])]
    draft.frame += rest_of_frame(text, parsed, stop, content[1])
    return draft


def _before(text: Text, parsed: Parsed, number: int, cue: Cue) -> Draft | None:
    """As in "…, sagte X": the content stands before the cue, and may go on after it."""
    clause = parsed.clauses[number]
    if clause.opener != "main" or clause.before != "," or clause.joined or not number:
        return None
    so = clause.verb == clause.lead + 1 and text.lower[clause.lead] in text.rules.words["so"]
    if clause.verb != clause.lead and not so:
        return None
    if not cue.takes("clause") and not cue.takes("infinitive"):
        return None
    earlier = parsed.clauses[:number]
    rest = _resumed(text, parsed, number)
    if not rest and not any(
        (c.opener == "main" and c.verb is not None)
        or is_complementizer(text, c)
        or (c.opener == "inf" and cue.takes("infinitive"))
        for c in earlier
    ):
        return None
    if any(c.opener == "quote" for c in earlier):
        return None
    if (
        not rest
        and not any(c.opener == "main" for c in earlier)
        and earlier[0].opener in ("sub", "frag")
        and not is_complementizer(text, earlier[0])
    ):
        return None
    start = content_start(parsed, number)
    content = (parsed.clauses[start].first, parsed.clauses[number - 1].last)
    draft = draft_of(parsed, cue, "indirect", "before", [content])
    fill_roles(text, parsed, number, cue, draft, parsed.end)
    inverted = bool(draft.source) and draft.source[0][0] > (clause.verb or 0)
    if (
        not inverted
        and not (cue.passive and clause.mood in ("plain", "plural") and number == len(parsed.clauses) - 1)
        and "es" not in text.lower[clause.first : clause.first + 3]
    ):
        return None
    draft.frame = [(content[1], rest or parsed.end)]
    if rest:
        draft.content.append((rest, parsed.end))
    if so:
        draft.cue = [(clause.lead, clause.lead + 1), *draft.cue]
    return draft


def _resumed(text: Text, parsed: Parsed, number: int) -> int | None:
    """Where a content goes on behind the cue that interrupts it: "Der Grund, so X, dürfte der Streit gewesen sein"."""
    clauses = parsed.clauses
    if number != 1 or number + 1 >= len(clauses):
        return None
    before, after = clauses[0], clauses[number + 1]
    if after.before != "," or after.joined:
        return None
    split = before.opener == "frag" and after.opener == "main" and after.verb == after.lead
    open_verb = before.verb is not None and before.verb == before.last - 1 and _verbless(after)
    starts = text.capital(after.lead) or text.lower[after.lead] in text.rules.words["subject_determiners"]
    return after.first if split or (open_verb and not starts) else None


def _verbless(clause: Clause) -> bool:
    """Whether a clause has no finite verb, or one that is rather an infinitive."""
    return clause.opener == "frag" or (clause.mood == "plural" and clause.verb == clause.last - 1)


def _manner(text: Text, parsed: Parsed, number: int, cue: Cue) -> Draft | None:
    """As in "wie X sagte": the content is the rest of the sentence."""
    clause = parsed.clauses[number]
    if clause.opener not in ("sub", "wh") or text.lower[clause.lead] not in text.rules.words["manner"]:
        return None
    if not cue.takes("clause"):
        return _named_in_quotes(text, parsed, number, cue)
    clauses = parsed.clauses
    frame = (clause.first, clause.last)
    if any(c.opener == "quote" for c in clauses):
        return None
    if number and text.tokens[clause.first - 1].text == ",":
        frame = (clause.first - 1, clause.last)
    elif clause.last < parsed.end and text.tokens[clause.last].text == ",":
        frame = (clause.first, clause.last + 1)
    pieces = without((parsed.start, parsed.end), [frame])
    content = [p for p in (bare(text, p) for p in pieces) if p]
    if not content:
        return None
    draft = draft_of(parsed, cue, "indirect", "manner", content)
    draft.cue = [(clause.lead, clause.lead + 1), *draft.cue]
    fill_roles(text, parsed, number, cue, draft, clause.last)
    draft.frame = [frame]
    return draft


def _named_in_quotes(text: Text, parsed: Parsed, number: int, cue: Cue) -> Draft | None:
    """As in "…, wie X das nennt": only the quoted words before are X's."""
    clause = parsed.clauses[number]
    for piece in quoted_in(text, parsed.sentence):
        if not clause.first <= piece[0] < clause.last:
            draft = draft_of(parsed, cue, "direct", "manner", [piece])
            draft.cue = [(clause.lead, clause.lead + 1), *draft.cue]
            fill_roles(text, parsed, number, cue, draft, clause.last)
            draft.frame = [(clause.first, clause.last)]
            return draft
    return None


def quoted_in(text: Text, sentence: Sentence) -> list[Range]:
    """The outermost closed quotations inside a sentence, as token ranges."""
    found: list[Range] = []
    for quotation in text.document.quotations:
        if quotation.depth or not quotation.closed or not sentence.start <= quotation.start < sentence.end:
            continue
        inside = [
            i for i in range(sentence.first, sentence.last) if quotation.start <= text.tokens[i].start < quotation.end
        ]
        if inside:
            found.append((inside[0], inside[-1] + 1))
    return found

"""Clauses that are a report as a whole: "X kritisierte den Plan.", "Das teilte X mit."."""

from __future__ import annotations

from lagebild.extract.attribution.clauses import Parsed
from lagebild.extract.attribution.cues import Cue
from lagebild.extract.attribution.drafts import Draft, Text
from lagebild.extract.attribution.roles import draft_of, fill_roles, negated
from lagebild.extract.attribution.sources import noun_phrase

_POINTING_REACH = 3


def read_pointing(text: Text, parsed: Parsed, number: int, cue: Cue) -> Draft | None:
    """As in "Das teilte X mit.": the content is what the paragraph said before."""
    clause = parsed.clauses[number]
    if number or clause.verb != clause.lead + 1 or text.lower[clause.lead] not in text.rules.words["pointing_objects"]:
        return None
    if not (cue.takes("clause") or cue.takes("object")) or cue.verb.of.act in ("judge", "accuse"):
        return None
    sentences, index = text.document.sentences, parsed.sentence.index
    first = index
    while first > 0 and sentences[first - 1].block == parsed.sentence.block and index - first < _POINTING_REACH:
        first -= 1
    if first == index:
        return None
    draft = draft_of(parsed, cue, "indirect", "pointing", [(sentences[first].first, sentences[index - 1].last)])
    fill_roles(text, parsed, number, cue, draft, parsed.end)
    draft.frame = [(clause.lead, parsed.end)]
    return draft if draft.source and draft.source[0][0] > clause.verb else None


def read_whole(text: Text, parsed: Parsed, number: int, cue: Cue) -> Draft | None:
    """A clause without a complement clause that is a report as a whole: "X kritisierte den Plan."."""
    clause = parsed.clauses[number]
    if not cue.takes("object") or clause.opener != "main" or clause.mood == "reported":
        return None
    if any(c.opener == "quote" for c in parsed.clauses):
        return None
    if split := _reported_relative(text, parsed, number, cue):
        return split
    draft = draft_of(parsed, cue, "reported", "whole", [(parsed.start, parsed.sentence.last)])
    fill_roles(text, parsed, number, cue, draft, parsed.end)
    return draft if draft.source and not negated(text, clause) else None


def read_again(text: Text, parsed: Parsed, number: int, whole: Draft) -> Draft | None:
    """The second half of "X sprach von A, Y von B": another source, the verb left out; the first half ends there."""
    if number + 1 >= len(parsed.clauses):
        return None
    clause, topics = parsed.clauses[number + 1], text.rules.words["topic_prepositions"]
    main = parsed.clauses[number]
    if clause.opener != "frag" or clause.before not in (",", ";"):
        return None
    said = topics.intersection(text.lower[main.first : main.last])
    end = next((at for at in range(clause.lead + 1, clause.last) if text.lower[at] in said), None)
    if end is None or noun_phrase(text, clause.lead, end) != end:
        return None
    whole.content = [(parsed.start, main.last)]
    again = Draft(whole.sentence, "reported", whole.rule.replace("whole", "whole-again", 1), [(end, parsed.end)])
    again.cue, again.act, again.source, again.frame = (
        list(whole.cue),
        whole.act,
        [(clause.lead, end)],
        [(clause.lead, end)],
    )
    return again


def _reported_relative(text: Text, parsed: Parsed, number: int, cue: Cue) -> Draft | None:
    """As in "X hatte von Y berichtet, die … seien": the content is Y with its reported relative clause."""
    clause, following = parsed.clauses[number], parsed.clauses[number + 1 :]
    if (
        clause.verb is None
        or not following
        or following[0].opener != "rel"
        or following[0].mood not in ("reported", "unreal")
    ):
        return None
    at = next(
        (i for i in range(clause.verb + 1, clause.last) if text.lower[i] in text.rules.words["topic_prepositions"]),
        None,
    )
    if at is None:
        return None
    end = noun_phrase(text, at + 1, clause.last, loose=True)
    if end is None:
        return None
    draft = draft_of(parsed, cue, "indirect", "relative", [(at, end), (following[0].first, parsed.end)])
    fill_roles(text, parsed, number, cue, draft, at)
    draft.frame = [(clause.first, at), (end, following[0].first)]
    return draft if draft.source else None

"""Nouns of saying with a clause ("der Vorwurf, …"), and words that point back to a source ("demnach", "wonach")."""

from __future__ import annotations

from lagebild.extract.attribution.adpositional import bare
from lagebild.extract.attribution.clauses import Clause, Parsed
from lagebild.extract.attribution.complements import complement_of_noun, content_end, main_start, rest_of_frame
from lagebild.extract.attribution.drafts import Draft, Range, Text, without
from lagebild.extract.attribution.rules import SayingNoun
from lagebild.extract.attribution.sources import noun_phrase, phrase_before, subject


def read_nouns(text: Text, parsed: Parsed, taken: list[Draft]) -> list[Draft]:
    """Contents that hang on a noun and that no verb has taken."""
    drafts: list[Draft] = []
    starts = {d.content[0][0] for d in taken}
    for number, clause in enumerate(parsed.clauses):
        if clause.opener == "quote":
            continue
        found = _last_noun(text, clause)
        if found is None:
            continue
        at, noun = found
        start = complement_of_noun(text, parsed, number)
        if start is None or parsed.clauses[start].first in starts:
            continue
        starts.add(parsed.clauses[start].first)
        drafts.append(_build(text, parsed, number, at, noun, start))
    return drafts


def _last_noun(text: Text, clause: Clause) -> tuple[int, SayingNoun] | None:
    for at in range(clause.last - 1, clause.first - 1, -1):
        if (noun := text.rules.saying_noun(text.tokens[at].text)) is not None:
            return at, noun
    return None


def _build(text: Text, parsed: Parsed, number: int, at: int, noun: SayingNoun, start: int) -> Draft:
    clauses = parsed.clauses
    stop = _before_rest(text, parsed, start, content_end(text, parsed, start))
    if clauses[number].opener != "main" or clauses[number].verb is None:
        stop = _closed(parsed, start, stop)
    content = (clauses[start].first, clauses[stop - 1].last)
    draft = Draft(parsed.sentence.index, "indirect", f"noun:{noun.id}", [content])
    draft.cue, draft.act = [(at, at + 1)], noun.act
    opening = clauses[main_start(parsed, number)].first
    draft.frame = [(opening, content[0]), *rest_of_frame(text, parsed, stop, content[1])]
    draft.source = _possessor(text, at, clauses[number].last) or _subject(text, parsed, number)
    if draft.source and (draft.source[0][0] <= at < draft.source[0][1] or _is_empty(text, draft.source[0])):
        draft.source = []
    return draft


def _is_empty(text: Text, source: Range) -> bool:
    return source[1] - source[0] == 1 and text.lower[source[0]] in text.rules.words["empty_subjects"]


def _closed(parsed: Parsed, start: int, stop: int) -> int:
    """An aside on a noun ends before the main verb that goes on."""
    for at in range(start + 1, stop):
        clause = parsed.clauses[at]
        if clause.opener == "main" and clause.verb == clause.lead and not clause.joined:
            return at
    return stop


def _before_rest(text: Text, parsed: Parsed, start: int, stop: int) -> int:
    """What goes on with a preposition behind an aside on a noun belongs to the clause around it."""
    for at in range(start + 1, stop):
        clause = parsed.clauses[at]
        rest = clause.opener == "frag" and text.lower[clause.lead] in text.rules.words["prepositions"]
        if rest and clause.before == "," and not text.capital(clause.last - 1):
            return at  # it ends in what completes the verb ("…, mit Zahlen entgegen")
    return stop


def _possessor(text: Text, at: int, last: int) -> list[Range]:
    """Whose word it is: a genitive or "von" phrase after the noun, or the name before it."""
    words = text.rules.words
    if at + 1 < last:
        follows = text.lower[at + 1]
        if follows in words["genitive_determiners"] and (end := noun_phrase(text, at + 1, last)):
            return [(at + 1, end)]
        if follows in words["agent_prepositions"] and (end := noun_phrase(text, at + 2, last)):
            return [(at + 2, end)]
    return []


def _subject(text: Text, parsed: Parsed, number: int) -> list[Range]:
    return subject(text, parsed.clauses, number, parsed.clauses[number].last)


def read_connectives(text: Text, parsed: Parsed) -> list[Draft]:
    """As in "Demnach …": the sentence rests on a source named before; "…, wonach …": on the noun phrase before."""
    drafts: list[Draft] = []
    for number, clause in enumerate(parsed.clauses):
        if clause.opener == "quote":
            continue
        lead = text.lower[clause.lead]
        if clause.opener == "sub" and lead in text.rules.words["relative_connectives"]:
            drafts.append(_relative(text, parsed, number, 1))
            continue
        if clause.opener == "rel" and number and (width := _relative_phrase(text, clause)):
            drafts.append(_relative(text, parsed, number, width))
            continue
        if clause.opener != "main":
            continue
        for at in range(clause.first, clause.last):
            word = text.lower[at]
            if word in text.rules.words["connectives"] or (
                word in text.rules.words["mood_connectives"] and at == clause.lead and clause.mood == "reported"
            ):
                drafts.append(_connective(text, parsed, number, at))
                break
    return drafts


def _relative_phrase(text: Text, clause: Clause) -> int:
    """The length of "nach denen" or "denen zufolge" at the start of a relative clause, else 0."""
    first, second = text.lower[clause.lead], text.lower[clause.lead + 1] if clause.lead + 1 < clause.last else ""
    pointing = text.rules.words["pointing_relatives"]
    if first in text.rules.words["relative_sayers"] and second in pointing:
        return 2
    return 2 if first in pointing and second in text.rules.words["relative_sayers_after"] else 0


def _relative(text: Text, parsed: Parsed, number: int, width: int) -> Draft:
    clauses, clause = parsed.clauses, parsed.clauses[number]
    stop = number + 1
    while stop < len(clauses) and clauses[stop].opener in ("sub", "rel", "inf", "frag") and not clauses[stop].joined:
        stop += 1
    content = (clause.lead + width, clauses[stop - 1].last)
    if content[0] >= content[1]:
        content = (clause.lead, clause.last)
    draft = Draft(parsed.sentence.index, "indirect", "connective:relative", [content])
    draft.cue = [(clause.lead, clause.lead + width)]
    draft.frame = [(clauses[main_start(parsed, number)].first, clause.lead + width)]
    draft.frame += rest_of_frame(text, parsed, stop, content[1])
    if number:
        draft.source = phrase_before(text, parsed.clauses, number)
    return draft


def _begins_anew(clause: Clause) -> bool:
    return clause.before == ":" or (clause.before == ";" and clause.mood not in ("reported", "unreal"))


def _connective(text: Text, parsed: Parsed, number: int, at: int) -> Draft:
    clauses = parsed.clauses
    first, stop = number, number + 1
    while first > 0 and clauses[first].before not in (";", ":") and clauses[first - 1].opener != "quote":
        first -= 1
    while stop < len(clauses) and clauses[stop].opener != "quote" and not _begins_anew(clauses[stop]):
        stop += 1
    whole = (clauses[first].first, clauses[stop - 1].last)
    content = [p for p in (bare(text, piece) for piece in without(whole, [(at, at + 1)])) if p]
    draft = Draft(parsed.sentence.index, "indirect", "connective:back", content or [whole])
    draft.cue, draft.source, draft.frame = [(at, at + 1)], [(at, at + 1)], [(at, at + 1)]
    draft.pointing = True
    return draft


def read_phrases(text: Text, parsed: Parsed) -> list[Draft]:
    """Clauses that fixed words make a report: "von zwölf Toten ist die Rede"."""
    drafts: list[Draft] = []
    for clause in parsed.clauses:
        if clause.opener == "quote" or clause.verb is None:
            continue
        for phrase in text.rules.phrases:
            at = _phrase_at(text, clause, phrase.words)
            if at is None or text.lower[clause.verb] not in phrase.with_:
                continue
            draft = Draft(
                parsed.sentence.index,
                "reported",
                f"phrase:{phrase.id}",
                [(parsed.start, parsed.sentence.last)],
            )
            draft.cue = sorted([(clause.verb, clause.verb + 1), (at, at + len(phrase.words))])
            draft.act, draft.unnamed = phrase.act, True
            draft.hearsay = True
            if source := _place(text, clause):
                draft.source, draft.unnamed = [source], False
            drafts.append(draft)
    return drafts[:1]


def _phrase_at(text: Text, clause: Clause, words: tuple[str, ...]) -> int | None:
    if clause.verb == clause.lead + len(words) and text.lower[clause.lead] == words[0]:
        return None
    span = len(words)
    return next(
        (
            i
            for i in range(clause.first, clause.last - span + 1)
            if all(text.tokens[i + k].text == words[k] for k in range(span))
        ),
        None,
    )


def _place(text: Text, clause: Clause) -> Range | None:
    """The noun of saying that the words stand in: "in ersten Meldungen"."""
    for at in range(clause.first, clause.last - 1):
        if text.lower[at] not in text.rules.words["place_prepositions"]:
            continue
        end = noun_phrase(text, at + 1, clause.last)
        if end and any(_saying(text, i) for i in range(at + 1, end)):
            return at + 1, end
    return None


def _saying(text: Text, at: int) -> bool:
    word = text.tokens[at].text
    return text.rules.listed(word, text.rules.nouns["saying"]) or text.rules.saying_noun(word) is not None

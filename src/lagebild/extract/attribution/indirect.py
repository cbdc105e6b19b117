"""Cue verbs with a complement clause, before, after or around it; and clauses that are a report as a whole."""

from __future__ import annotations

from lagebild.extract.attribution.clauses import Clause, Parsed
from lagebild.extract.attribution.cues import Cue, cue_of
from lagebild.extract.attribution.drafts import Draft, Range, Text, without
from lagebild.extract.attribution.sources import noun_phrase, phrase_before, subject
from lagebild.types import Sentence

_POINTING_REACH = 3


def read_verbs(text: Text, parsed: Parsed) -> list[Draft]:
    """The attributions of one sentence whose cue is a verb and whose content is no quotation."""
    drafts: list[Draft] = []
    wholes: list[Draft] = []
    for number, clause in enumerate(parsed.clauses):
        cue = cue_of(text, clause)
        if cue is None:
            continue
        if _impersonal(text, clause, cue):
            continue
        draft = (
            _manner(text, parsed, number, cue)
            or _pointing(text, parsed, number, cue)
            or _after(text, parsed, number, cue)
            or _before(text, parsed, number, cue)
        )
        if draft is not None:
            draft.told = clause.opener == "main" and clause.mood == "reported"
            drafts.append(draft)
        elif whole := _whole(text, parsed, number, cue):
            wholes.append(whole)
    for whole in wholes:
        if not any(
            d.frame and _touches(d.frame, whole.cue[0]) or any(_touches(d.content, w) for w in whole.cue)
            for d in drafts
        ):
            drafts.append(whole)
            break
    return drafts


def _impersonal(text: Text, clause: Clause, cue: Cue) -> bool:
    """ "Man darf davon ausgehen, …": with a modal and nobody in particular the author himself concludes."""
    if clause.opener == "main" and _first_person(text, clause):
        return True
    if clause.verb is None or text.lower[clause.verb] not in text.rules.modals["concluding"]:
        return False
    return any(text.lower[i] in text.rules.words["anybody"] for i in range(clause.first, clause.last))


def _first_person(text: Text, clause: Clause) -> bool:
    """Whether the author speaks of himself: "wir bitten, …" outside quotation marks."""
    around = (clause.verb - 1, clause.verb + 1) if clause.verb is not None else ()
    if not any(clause.first <= i < clause.last and text.lower[i] in text.rules.words["first_persons"] for i in around):
        return False
    at = text.tokens[clause.verb or 0].start
    return not any(q.start <= at < q.end for q in text.document.quotations)


def _touches(ranges: list[Range], other: Range) -> bool:
    return any(a < other[1] and other[0] < b for a, b in ranges)


def _draft(parsed: Parsed, cue: Cue, form: str, rule: str, content: list[Range]) -> Draft:
    draft = Draft(parsed.sentence.index, form, f"{rule}:{cue.verb.of.id}", content)  # type: ignore[arg-type]
    draft.cue = list(cue.words)
    draft.act = cue.verb.of.act
    draft.medium = cue.verb.of.medium
    return draft


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
    return _by(text, clause)


def _by(text: Text, clause: Clause) -> list[Range]:
    """The agent of a passive: "von X"."""
    for at in range(clause.first, clause.last - 1):
        if text.lower[at] in text.rules.words["agent_prepositions"]:
            end = noun_phrase(text, at + 1, clause.last)
            if end:
                return [(at + 1, end)]
    return []


def fill_roles(text: Text, parsed: Parsed, number: int, cue: Cue, draft: Draft, last: int) -> None:
    """Sets source, chain and addressee of a draft from the clause of its cue verb."""
    draft.source = _agent(text, parsed, number, cue, last)
    clause = parsed.clauses[number]
    if cue.takes("patient"):
        if cue.passive:
            draft.chain = _by(text, clause)
        elif draft.source and (quoted := _object(text, clause, draft.source[0])):
            draft.chain, draft.source = draft.source, [quoted]
        return
    draft.addressee = addressee(text, clause, cue, draft.source)
    if clause.opener == "rel" and draft.source == [(clause.lead, clause.lead + 1)]:
        draft.pointing = True
        draft.antecedent = next(iter(phrase_before(text, parsed.clauses, number)), None)


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


def _complement(text: Text, parsed: Parsed, number: int, cue: Cue) -> int | None:
    """The number of the clause that opens the complement after a cue, or None."""
    clauses = parsed.clauses
    at = number + 1
    while at < len(clauses):
        clause = clauses[at]
        if clause.joined and clause.opener != "sub" or clause.before in (";",):
            return None
        lead = text.lower[clause.lead]
        if (
            clause.opener == "quote"
            or clause.opener == "sub"
            and cue_of(text, clause)
            and lead not in text.rules.words["complementizers"]
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
        if clause.opener == "inf" and cue.takes("infinitive") and lead not in text.rules.words["infinitive_openers"]:
            return at
        if clause.opener == "main" and cue.takes("clause"):
            return at if _is_complement(text, clause, clauses[number]) else None
        if clause.opener in ("main",):
            return None
        if clause.opener == "sub" and cue.takes("clause") and _reported_after(text, clauses, at):
            return at
        if (
            clause.opener == "frag"
            and cue.takes("clause")
            and at + 1 < len(clauses)
            and _split_complement(text, clauses, at)
        ):
            return at
        at += 1
    return None


def complement_of_noun(text: Text, parsed: Parsed, number: int) -> int | None:
    """The number of the clause that hangs on a noun at the end of a clause, or None."""
    clauses = parsed.clauses
    cue_clause = clauses[number]
    for at in range(number + 1, len(clauses)):
        clause = clauses[at]
        lead = text.lower[clause.lead]
        if clause.joined and clause.opener != "sub" or clause.before not in (",", ":") or clause.opener == "quote":
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
    if clause.mood in ("reported", "unreal") or clause.before == ":":
        return True
    return clause.verb != clause.lead and cue_clause.opener == "main"


def _reported_after(text: Text, clauses: tuple[Clause, ...], at: int) -> bool:
    following = at + 1
    while following < len(clauses) and clauses[following].opener in ("sub", "rel", "inf", "frag"):
        following += 1
    return (
        following < len(clauses)
        and clauses[following].mood in ("reported", "unreal")
        and clauses[following].verb == clauses[following].lead
    )


def _split_complement(text: Text, clauses: tuple[Clause, ...], at: int) -> bool:
    """Whether a fragment is the subject of a reported clause that a relative clause parts from its verb."""
    following = at + 1
    while following < len(clauses) and clauses[following].opener in ("rel", "inf", "sub"):
        following += 1
    if following == at + 1 or following >= len(clauses):
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
        if clause.opener == "quote" or clause.before == ";" and clause.mood not in ("reported", "unreal"):
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
            if clause.verb == clause.lead and cue_of(text, clause):
                break
            if clause.before == ";":
                break
        if clause.opener == "sub" and text.lower[clause.lead] in text.rules.words["manner"] and cue_of(text, clause):
            break
        if clause.opener == "frag" and clause.before == "," and text.lower[clause.lead] in text.rules.words["manner"]:
            break
        at += 1
    return at


def _verb_last(text: Text, clause: Clause) -> bool:
    """Whether a clause keeps the order of the subordinate clause that it is joined to: "… und B umbenannt werden soll"."""
    return text.rules.verb_final and clause.verb is not None and clause.lead < clause.verb == clause.last - 1


def _after(text: Text, parsed: Parsed, number: int, cue: Cue) -> Draft | None:
    """ "X sagte, …": the content follows the clause of the cue."""
    start = _complement(text, parsed, number, cue)
    if start is None:
        return None
    clauses = parsed.clauses
    stop = content_end(text, parsed, start)
    content = (clauses[start].first, clauses[stop - 1].last)
    draft = _draft(parsed, cue, "indirect", "after", [content])
    fill_roles(text, parsed, number, cue, draft, content[0])
    opening = clauses[main_start(parsed, number)].first
    draft.frame = [(opening, content[0])]
    draft.frame += rest_of_frame(text, parsed, stop, content[1])
    return draft


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


def _before(text: Text, parsed: Parsed, number: int, cue: Cue) -> Draft | None:
    """ "…, sagte X": the content stands before the cue, and may go on after it."""
    clause = parsed.clauses[number]
    if clause.opener != "main" or clause.before != "," or clause.joined or not number:
        return None
    so = clause.verb == clause.lead + 1 and text.lower[clause.lead] in text.rules.words["so"]
    if clause.verb != clause.lead and not so:
        return None
    if not cue.takes("clause") and not cue.takes("infinitive"):
        return None
    earlier = parsed.clauses[:number]
    if not any(
        c.opener == "main"
        and c.verb is not None
        or _complementizer(text, c)
        or c.opener == "inf"
        and cue.takes("infinitive")
        for c in earlier
    ):
        return None
    if any(c.opener == "quote" for c in earlier):
        return None
    if (
        not any(c.opener == "main" for c in earlier)
        and earlier[0].opener in ("sub", "frag")
        and not _complementizer(text, earlier[0])
    ):
        return None
    start = _reported_start(parsed, number)
    content = (parsed.clauses[start].first, parsed.clauses[number - 1].last)
    draft = _draft(parsed, cue, "indirect", "before", [content])
    fill_roles(text, parsed, number, cue, draft, parsed.end)
    inverted = bool(draft.source) and draft.source[0][0] > (clause.verb or 0)
    if (
        not inverted
        and not (cue.passive and clause.mood in ("plain", "plural") and number == len(parsed.clauses) - 1)
        and "es" not in text.lower[clause.first : clause.first + 3]
    ):
        return None
    draft.frame = [(content[1], parsed.end)]
    if so:
        draft.cue = [(clause.lead, clause.lead + 1), *draft.cue]
    return draft


def _reported_start(parsed: Parsed, number: int) -> int:
    """Where a content before its cue begins: a plain main clause before one in the mood of reported speech is not part of it."""
    start = 0
    moods = [(at, c.mood) for at, c in enumerate(parsed.clauses[:number]) if c.opener == "main" and c.verb is not None]
    for (_, before), (at, mood) in zip(moods, moods[1:], strict=False):
        if before in ("plain", "plural") and mood == "reported":
            start = at
    for at in range(number - 1, start, -1):
        if parsed.clauses[at].before in (";", ":"):
            return at
    return start


def _complementizer(text: Text, clause: Clause) -> bool:
    return clause.opener == "wh" or text.lower[clause.lead] in text.rules.words["complementizers"]


def _manner(text: Text, parsed: Parsed, number: int, cue: Cue) -> Draft | None:
    """ "wie X sagte": the content is the rest of the sentence."""
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
    content = [p for p in (_bare(text, p) for p in pieces) if p]
    if not content:
        return None
    draft = _draft(parsed, cue, "indirect", "manner", content)
    draft.cue = [(clause.lead, clause.lead + 1), *draft.cue]
    fill_roles(text, parsed, number, cue, draft, clause.last)
    draft.frame = [frame]
    return draft


def _named_in_quotes(text: Text, parsed: Parsed, number: int, cue: Cue) -> Draft | None:
    """ "…, wie X das nennt": only the quoted words before are X's."""
    clause = parsed.clauses[number]
    for piece in _quoted_in(text, parsed.sentence):
        if not clause.first <= piece[0] < clause.last:
            draft = _draft(parsed, cue, "direct", "manner", [piece])
            draft.cue = [(clause.lead, clause.lead + 1), *draft.cue]
            fill_roles(text, parsed, number, cue, draft, clause.last)
            draft.frame = [(clause.first, clause.last)]
            return draft
    return None


def _bare(text: Text, piece: Range) -> Range | None:
    a, b = piece
    while a < b and not text.word(a) and text.tokens[a].text in ",;:–—-":
        a += 1
    while b > a and text.tokens[b - 1].text in ",;:–—-":
        b -= 1
    return (a, b) if a < b else None


def _pointing(text: Text, parsed: Parsed, number: int, cue: Cue) -> Draft | None:
    """ "Das teilte X mit.": the content is what the paragraph said before."""
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
    draft = _draft(parsed, cue, "indirect", "pointing", [(sentences[first].first, clause.lead + 1)])
    fill_roles(text, parsed, number, cue, draft, parsed.end)
    draft.frame = [(clause.verb, parsed.end)]
    return draft if draft.source and draft.source[0][0] > clause.verb else None


def _whole(text: Text, parsed: Parsed, number: int, cue: Cue) -> Draft | None:
    """A clause without a complement clause that is a report as a whole: "X kritisierte den Plan."."""
    clause = parsed.clauses[number]
    if not cue.takes("object") or clause.opener != "main" or clause.mood == "reported":
        return None
    if any(c.opener == "quote" for c in parsed.clauses):
        return None
    if split := _reported_relative(text, parsed, number, cue):
        return split
    draft = _draft(parsed, cue, "reported", "whole", [(parsed.start, parsed.sentence.last)])
    fill_roles(text, parsed, number, cue, draft, parsed.end)
    return draft if draft.source and not _negated(text, clause) else None


def _negated(text: Text, clause: Clause) -> bool:
    """Whether nothing was said: "bestätigte die Berichte nicht"."""
    return any(text.lower[i] in text.rules.words["denying_adverbs"] for i in range(clause.lead, clause.reach))


def _quoted_in(text: Text, sentence: Sentence) -> list[Range]:
    """The outermost closed quotations inside a sentence, as token ranges."""
    found: list[Range] = []
    for quotation in text.document.quotations:
        if quotation.depth or not quotation.closed or not sentence.start <= quotation.start < sentence.end:
            continue
        inside = [i for i in range(sentence.first, sentence.last) if quotation.start <= text.tokens[i].start < quotation.end]
        if inside:
            found.append((inside[0], inside[-1] + 1))
    return found


def _reported_relative(text: Text, parsed: Parsed, number: int, cue: Cue) -> Draft | None:
    """ "X hatte von Y berichtet, die … seien": the content is Y with its relative clause in the mood of reported speech."""
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
    draft = _draft(parsed, cue, "indirect", "relative", [(at, end), (following[0].first, parsed.end)])
    fill_roles(text, parsed, number, cue, draft, at)
    draft.frame = [(clause.first, at), (end, following[0].first)]
    return draft if draft.source else None

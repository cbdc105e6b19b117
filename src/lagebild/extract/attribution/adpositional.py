"""Sources named by a preposition or postposition: "laut X", "nach Angaben von X", "X zufolge"; and "so X"."""

from __future__ import annotations

from lagebild.extract.attribution.clauses import Clause, Parsed
from lagebild.extract.attribution.drafts import Draft, Range, Text, without
from lagebild.extract.attribution.rules import Adposition
from lagebild.extract.attribution.sources import noun_phrase, subject, with_appositions

_OWN = 2


def read_adpositions(text: Text, parsed: Parsed) -> list[Draft]:
    """The attributions of one sentence whose cue is an adposition."""
    drafts: list[Draft] = []
    for number, clause in enumerate(parsed.clauses):
        if clause.opener == "quote":
            continue
        for at in range(clause.first, clause.last):
            for rule in text.rules.by_adposition.get(text.lower[at], ()):
                found = _phrase(text, clause, at, rule)
                if found is not None and not _authors_own(text, found[1]):
                    found = _extended(text, parsed, number, found)
                    drafts.append(_build(text, parsed, number, rule, *found))
                    drafts.extend(_further(text, parsed, drafts[-1]))
                    break
        if so := _so(text, parsed, number):
            drafts.append(so)
    return drafts


def _authors_own(text: Text, source: Range) -> bool:
    """Whether the author gives his own view: "unserer Meinung nach"."""
    return text.lower[source[0]] in text.rules.words["author_possessives"]


def _own(text: Text, parsed: Parsed, number: int, draft: Draft) -> None:
    """Whom "nach eigenen Angaben" or "seiner Meinung nach" means: the subject beside it, or who has spoken before."""
    first, last = draft.source[0]
    if last - first != _OWN or text.lower[first] not in text.rules.words["possessives"]:
        return
    draft.pointing = True
    if text.lower[first] in text.rules.words["self_possessives"]:
        found = subject(text, parsed.clauses, number, parsed.clauses[number].last)
        draft.antecedent = next((s for s in found if s != draft.source[0]), None)


def _phrase(text: Text, clause: Clause, at: int, rule: Adposition) -> tuple[Range, Range, Range] | None:
    """Cue, source and frame of a phrase at the adposition, or None where the rule does not hold."""
    nouns = text.rules.nouns[rule.nouns] if rule.nouns else None
    if rule.side == "before":
        end = noun_phrase(text, at + 1, clause.last)
        if end is None:
            return None
        end = _to_verb(text, clause, at, end)
        cue, source = (at, at + 1), (at + 1, end)
        if nouns is not None:
            head = next(
                (i for i in range(at + 1, min(end, at + 8)) if text.rules.listed(text.tokens[i].text, nouns)), None
            )
            if head is None:
                return None
            if any(text.lower[i] in text.rules.words["prepositions"] for i in range(at + 1, head)):
                return None
        return cue, source, (at, end)
    start = _back(text, clause, at)
    if start is None:
        return None
    if nouns is not None and not any(text.rules.listed(text.tokens[i].text, nouns) for i in range(start, at)):
        return None
    return (at, at + 1), (start, at), (start, at + 1)


def _to_verb(text: Text, clause: Clause, at: int, end: int) -> int:
    """The end of a phrase that opens a main clause: all before the verb is one phrase ("laut X in Y wurden")."""
    if not text.rules.comma_complement or clause.opener != "main" or clause.verb is None or at != clause.lead:
        return end
    attached = end < clause.verb and text.lower[end] in text.rules.words["attaching_prepositions"]
    return clause.verb if attached and noun_phrase(text, end + 1, clause.verb) == clause.verb else end


def _extended(text: Text, parsed: Parsed, number: int, found: tuple[Range, Range, Range]) -> tuple[Range, Range, Range]:
    """The phrase with the appositions that follow its source: "nach den Worten des Chefs, Jan Berg, …"."""
    cue, source, frame = found
    if cue[0] >= source[1]:
        return found
    longer = with_appositions(text, parsed.clauses, number, source, oblique=True)
    end = _with_relative(parsed, number, longer[1])
    if longer[1] == source[1] and end == longer[1]:
        return found
    return cue, longer, (frame[0], end)


def _with_relative(parsed: Parsed, number: int, end: int) -> int:
    """The end of the relative clause that follows a source in the middle of its sentence: "laut X, die …, wurden"."""
    clauses = parsed.clauses
    if number + 2 < len(clauses) and end == clauses[number].last and clauses[number + 1].opener == "rel":
        return clauses[number + 1].last
    return end


def _back(text: Text, clause: Clause, at: int) -> int | None:
    """Where the noun phrase that ends at `at` begins: the longest that reaches it."""
    words = text.rules.words
    for start in range(clause.lead, at):
        lower = text.lower[start]
        if lower in words["prepositions"] or lower in words["nominative_determiners"] or lower in words["adverbs"]:
            continue
        if not (
            lower in words["oblique_determiners"]
            or text.capital(start)
            or lower in words["dative_determiners"]
            or lower.endswith(("en", "er"))
        ):
            continue
        if start > clause.lead and _inside_phrase(text, start - 1):
            continue
        if (not text.capital(start) and text.rules.grammar.mood(lower)) or lower in words["negations"]:
            continue
        if noun_phrase(text, start, at, loose=True) == at:
            return start
    return None


def _inside_phrase(text: Text, before: int) -> bool:
    """Whether the word before shows that a noun phrase has begun already: a determiner, an adjective, a coordinator."""
    words, lower = text.rules.words, text.lower[before]
    if (
        lower in words["phrase_coordinators"]
        or lower in words["subject_determiners"]
        or lower in words["oblique_determiners"]
    ):
        return True
    return (
        text.word(before)
        and not text.capital(before)
        and lower.endswith(text.rules.adjective_endings)
        and lower not in words["adverbs"]
        and lower not in words["prepositions"]
        and text.rules.grammar.mood(lower) is None
    )


def _build(text: Text, parsed: Parsed, number: int, rule: Adposition, cue: Range, source: Range, frame: Range) -> Draft:
    content = _rest(text, parsed, number, frame)
    draft = Draft(parsed.sentence.index, "indirect", f"adposition:{rule.id}", content)
    draft.cue, draft.source, draft.frame = [cue], [source], [frame]
    draft.plain = _plain(text, parsed, content)
    _own(text, parsed, number, draft)
    return draft


def _plain(text: Text, parsed: Parsed, content: list[Range]) -> bool:
    """Whether a content stands in the plain mood: neither in that of reported speech nor in a modal of hearsay."""
    first, last = content[0][0], content[-1][1]
    return not any(
        c.verb is not None
        and first <= c.verb < last
        and (c.mood in ("reported", "unreal") or text.lower[c.verb] in text.rules.modals["hearsay"])
        for c in parsed.clauses
    )


def _rest(text: Text, parsed: Parsed, number: int, frame: Range) -> list[Range]:
    """What the phrase speaks for: its main clause with all that hangs on it, or its subordinate clause."""
    clauses = parsed.clauses
    clause = clauses[number]
    if clause.opener in ("sub", "rel", "wh", "inf") and number:
        first, stop = clause.first, number + 1
        while (
            stop < len(clauses) and clauses[stop].opener in ("sub", "rel", "inf", "frag") and not clauses[stop].joined
        ):
            stop += 1
        whole = (first, clauses[stop - 1].last)
    else:
        first_clause, stop = number, number + 1
        while first_clause > 0 and not _boundary(clauses[first_clause]) and clauses[first_clause].before != ";":
            first_clause -= 1
        while stop < len(clauses) and not _boundary(clauses[stop]) and not _new(text, clauses[stop]):
            stop += 1
        whole = (clauses[first_clause].first, clauses[stop - 1].last)
    pieces = without(whole, [frame])
    return [p for p in (bare(text, piece) for piece in pieces) if p] or [whole]


def _boundary(clause: Clause) -> bool:
    return clause.opener == "quote" or clause.before == ":"


def bare(text: Text, piece: Range) -> Range | None:
    """A range without commas and dashes at its ends, or None where nothing is left."""
    a, b = piece
    while a < b and text.tokens[a].text in ",;:–—-":
        a += 1
    while b > a and text.tokens[b - 1].text in ",;:–—-":
        b -= 1
    return (a, b) if a < b else None


def _further(text: Text, parsed: Parsed, draft: Draft) -> list[Draft]:
    """A clause after a semicolon that rests on the same source is a report of its own."""
    at = next(
        (c for c in parsed.clauses if c.before == ";" and draft.covers(c.first) and draft.content[-1][0] < c.first),
        None,
    )
    if at is None:
        return []
    end = draft.content[-1][1]
    draft.content[-1] = (draft.content[-1][0], at.first - 1)
    more = Draft(draft.sentence, "indirect", draft.rule + ":further", [(at.first, end)])
    more.cue, more.source = list(draft.cue), list(draft.source)
    draft.plain = more.plain = _plain(text, parsed, draft.content)
    return [more]


def _new(text: Text, clause: Clause) -> bool:
    """Whether a clause after a semicolon begins anew: it is neither in the mood nor in a modal of reported speech."""
    if clause.before != ";":
        return False
    heard = clause.verb is not None and text.lower[clause.verb] in text.rules.modals["hearsay"]
    return clause.mood not in ("reported", "unreal") and not heard


def _so(text: Text, parsed: Parsed, number: int) -> Draft | None:
    """As in ", so X": a fragment after the content, with the source alone."""
    clause = parsed.clauses[number]
    if (
        not number
        or clause.opener != "frag"
        or text.lower[clause.first] not in text.rules.words["so"]
        or clause.last - clause.first < 2
    ):
        return None
    if any(c.opener == "quote" for c in parsed.clauses):
        return None
    end = noun_phrase(text, clause.first + 1, clause.last)
    if end is None:
        return None
    stop = number + 1
    while stop < len(parsed.clauses) and parsed.clauses[stop].opener == "frag" and end == parsed.clauses[stop - 1].last:
        more = noun_phrase(text, parsed.clauses[stop].lead, parsed.clauses[stop].last)
        if more is None:
            break
        end = more
        stop += 1
    frame = (clause.first - (text.tokens[clause.first - 1].text == ","), parsed.clauses[stop - 1].last)
    if frame[1] < parsed.end and text.tokens[frame[1]].text == ",":
        frame = (frame[0], frame[1] + 1)
    pieces = without((parsed.start, parsed.end), [frame])
    content = [p for p in (bare(text, piece) for piece in pieces) if p]
    if not content:
        return None
    draft = Draft(parsed.sentence.index, "indirect", "so", content)
    draft.cue, draft.source, draft.frame = [(clause.first, clause.first + 1)], [(clause.first + 1, end)], [frame]
    return draft

"""Quotations in quotation marks: who speaks them, by the clause before, after or between."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.extract.attribution.clauses import Clause, Parsed
from lagebild.extract.attribution.cues import Cue, cue_of
from lagebild.extract.attribution.drafts import Draft, Range, Text
from lagebild.extract.attribution.roles import fill_roles
from lagebild.extract.attribution.sources import noun_phrase, subject
from lagebild.types import Quotation

_GOES_ON = frozenset(",:–—")
_ASIDE = 4


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation as token numbers, marks included; `clausal`: it stands as a clause or more, not as words in one."""

    quotation: Quotation
    tokens: Range
    clausal: bool


def read_clausal(text: Text, quotes: list[Quoted], by_sentence: dict[int, Parsed]) -> list[Draft]:
    """The direct speech of a document: every quotation that stands as a clause or more."""
    drafts: list[Draft] = []
    last: Draft | None = None
    for quoted in quotes:
        if not quoted.clausal or quoted.quotation.depth:
            continue
        draft = _framed(text, quoted, by_sentence)
        if draft is None:
            draft = Draft(_sentence(text, quoted.tokens[0]), "direct", "direct:bare", [quoted.tokens])
            before = drafts[-1] if drafts else None
            if before is not None and not before.source and _follows(before, draft):
                draft.cue, draft.frame = list(before.cue), list(before.frame)
            elif last is not None:
                draft.source, draft.antecedent = list(last.source), last.antecedent
                if _follows(last, draft):
                    draft.cue, draft.frame = list(last.cue), list(last.frame)
        drafts.append(draft)
        if draft.source:
            last = draft
    return _joined(text, drafts)


def _follows(last: Draft, draft: Draft) -> bool:
    """Whether a quotation goes on right behind the frame of the one before: "…“, sagte X. „…“"."""
    return bool(last.frame) and 0 <= draft.content[0][0] - last.frame[-1][1] <= 1


def _sentence(text: Text, at: int) -> int:
    found = text.document.sentence_at(text.tokens[at].start)
    return found.index if found else 0


def _framed(text: Text, quoted: Quoted, by_sentence: dict[int, Parsed]) -> Draft | None:
    first, last = quoted.tokens
    closing = by_sentence.get(_sentence(text, last - 1))
    opening = by_sentence.get(_sentence(text, first))
    if closing is not None:
        number = _number(closing, quoted.tokens)
        if number is not None and (draft := _frame_after(text, quoted, closing, number)):
            return draft
    if opening is not None:
        number = _number(opening, quoted.tokens)
        if number is not None and (draft := _frame_before(text, quoted, opening, number)):
            return draft
    return None


def _number(parsed: Parsed, tokens: Range) -> int | None:
    for number, clause in enumerate(parsed.clauses):
        if clause.opener == "quote" and clause.first < tokens[1] and tokens[0] < clause.last:
            return number
    return None


def _frame_after(text: Text, quoted: Quoted, parsed: Parsed, number: int) -> Draft | None:
    clauses = parsed.clauses
    if number + 1 >= len(clauses):
        return None
    clause = clauses[number + 1]
    cue = cue_of(text, clause)
    stop = number + 2
    while stop < len(clauses) and clauses[stop].opener != "quote":
        stop += 1
    start = clause.first
    while start > quoted.tokens[1] and text.tokens[start - 1].text in ",–—-":
        start -= 1
    end = clauses[stop - 1].last
    draft = Draft(_sentence(text, quoted.tokens[0]), "direct", "direct:after", [quoted.tokens])
    draft.frame = [(start, end)]
    if cue is not None and (clause.verb == clause.lead or clause.opener in ("sub", "rel")):
        _with_cue(text, draft, parsed, number + 1, cue)
        return draft
    lead = text.lower[clause.first]
    if clause.verb == clause.lead and clause.opener == "main" and not clause.joined and clause.before == ",":
        draft.cue = [(clause.lead, clause.lead + 1)]
        draft.source = subject(text, clauses, number + 1, end)
        return draft
    if lead in text.rules.words["so"] and clause.opener == "frag":
        stop_np = noun_phrase(text, clause.first + 1, end)
        if stop_np is None and clause.last - clause.first < 2:
            return None
        draft.cue = [(clause.first, clause.first + 1)]
        draft.source = [(clause.first + 1, stop_np or clause.last)]
        if stop_np == clause.last and stop > number + 2:
            more = noun_phrase(text, clauses[number + 2].lead, clauses[number + 2].last)
            if more:
                draft.source = [(clause.first + 1, more)]
        return draft
    return None


def _with_cue(text: Text, draft: Draft, parsed: Parsed, number: int, cue: Cue) -> None:
    draft.cue = list(cue.words)
    if parsed.clauses[number].opener == "sub":
        lead = parsed.clauses[number].lead
        if text.lower[lead] in text.rules.words["manner"]:
            draft.cue = [(lead, lead + 1), *draft.cue]
    fill_roles(text, parsed, number, cue, draft, parsed.end)
    draft.act = cue.verb.of.act


def _frame_before(text: Text, quoted: Quoted, parsed: Parsed, number: int) -> Draft | None:
    clauses = parsed.clauses
    if not number:
        return None
    start = number - 1
    while start > 0 and clauses[start].opener != "quote":
        start -= 1
    if clauses[start].opener == "quote":
        start += 1
    if start >= number:
        return None
    draft = Draft(_sentence(text, quoted.tokens[0]), "direct", "direct:colon", [quoted.tokens])
    draft.frame = [(clauses[start].first, quoted.tokens[0])]
    for at in range(number - 1, start - 1, -1):
        cue = cue_of(text, clauses[at])
        if cue is not None and (cue.takes("quote") or clauses[number].before == ":"):
            _with_cue(text, draft, parsed, at, cue)
            return draft
    if clauses[number].before != ":":
        return None
    for at in range(start, number):
        clause = clauses[at]
        if clause.verb is not None and clause.opener == "main":
            if _merely_is(text, clause):
                return draft
            draft.cue = [(clause.verb, clause.verb + 1)]
            draft.source = subject(text, clauses, at, quoted.tokens[0])
            return draft
    end = noun_phrase(text, clauses[start].lead, clauses[number - 1].last)
    if end:
        draft.source = [(clauses[start].lead, end)]
    return draft


def _merely_is(text: Text, clause: Clause) -> bool:
    """Whether a clause before a colon says what something is or was ("Das Motto ist: …"), not who speaks."""
    grammar, verb = text.rules.grammar, clause.verb
    if verb is None or not (text.lower[verb] in grammar.be or text.lower[verb] in grammar.passive):
        return False
    return text.lower[clause.lead] in text.rules.words["articles"]


def _joined(text: Text, drafts: list[Draft]) -> list[Draft]:
    """Quotations that one frame interrupts ("…“, sagte X, „…“) become one with two pieces."""
    result: list[Draft] = []
    for draft in drafts:
        previous = result[-1] if result else None
        if (
            previous is not None
            and previous.frame
            and previous.frame[0][0] == previous.content[-1][1]
            and text.tokens[draft.content[0][0] - 1].text in _GOES_ON
            and draft.content[0][0] - previous.frame[-1][1] <= 1
            and (
                not draft.frame
                or draft.frame[0] == previous.frame[0]
                or (draft.frame[0][0] <= previous.frame[0][1] and draft.rule == "direct:colon")
            )
        ):
            previous.content.extend(draft.content)
            continue
        result.append(draft)
    return result


def read_partial(text: Text, quotes: list[Quoted], by_sentence: dict[int, Parsed], others: list[Draft]) -> list[Draft]:
    """Quoted words inside a sentence: nested in another's content, or with a cue verb of their own."""
    drafts: list[Draft] = []
    for quoted in quotes:
        if quoted.clausal or quoted.quotation.depth or not quoted.quotation.closed:
            continue
        parsed = by_sentence.get(_sentence(text, quoted.tokens[0]))
        if parsed is None or not _speech_like(text, quoted):
            continue
        outer = _outer(quoted.tokens, others)
        if outer is not None:
            draft = Draft(parsed.sentence.index, "direct", "direct:nested", [quoted.tokens])
            draft.source, draft.antecedent = list(outer.source), outer.antecedent
            draft.by_phrase, draft.pointing = outer.by_phrase or outer.rule.startswith("adposition"), outer.pointing
            if outer.form == "indirect":
                draft.cue, draft.frame = list(outer.cue), list(outer.frame)
            draft.embedded = True
            drafts.append(draft)
    return drafts


def _outer(tokens: Range, others: list[Draft]) -> Draft | None:
    holders = [d for d in others if d.form != "direct" and d.covers(tokens[0])]
    return min(holders, key=lambda d: sum(b - a for a, b in d.content)) if holders else None


def _speech_like(text: Text, quoted: Quoted) -> bool:
    """Whether quoted words are speech and no title or name: several words, or an adjective or verb."""
    first, last = quoted.tokens
    inner = [i for i in range(first + 1, last - 1) if text.word(i)]
    if not inner:
        return False
    if len(inner) == 1:
        return text.tokens[inner[0]].text[0].islower()
    return any(text.tokens[i].text[0].islower() for i in inner) and not _title(text, first, inner)


def _title(text: Text, first: int, inner: list[int]) -> bool:
    """A name in quotation marks follows its kind ("das Magazin „Der Blick“")."""
    return first > 0 and text.capital(first - 1) and text.capital(inner[0]) and len(inner) <= 4


def is_clausal(text: Text, tokens: Range, sentences: int) -> bool:
    """Whether a quotation stands as a clause: set off by marks on both sides, with a verb or closing punctuation."""
    first, last = tokens
    if sentences > 1:
        return True
    before = text.tokens[first - 1].text if first else ""
    start = first == 0 or _starts_sentence(text, first) or before in ":,–—"
    if not start:
        return False
    inner = range(first + 1, last - 1)
    words = [i for i in inner if text.word(i)]
    if not words:
        return False
    if before == ":" and len(words) > 1:
        return not _bracketed(text, first)
    if _introduced(text, first, last):
        return True
    verbs = any(text.rules.grammar.mood(text.lower[i]) for i in words)
    ends = any(text.tokens[i].text in ".!?…" for i in range(last - 2, last) if i in inner) or (
        last < len(text.tokens) and text.tokens[last].text in ".!?"
    )
    after = text.tokens[last].text if last < len(text.tokens) else "."
    return ((verbs and len(words) >= 3) or (ends and len(words) >= 2)) and (
        after in ",.!?:–—" or _starts_sentence(text, last)
    )


def _bracketed(text: Text, first: int) -> bool:
    """Whether an opening bracket stands shortly before: "(kurz: „…“)"."""
    return any(text.tokens[i].text in "([" for i in range(max(first - _ASIDE, 0), first))


def _introduced(text: Text, first: int, at: int) -> bool:
    """Whether a comma and a word that names the speaker follow: "…“, sagte", "…“, so"."""
    if at + 1 >= len(text.tokens):
        return False
    if text.tokens[at].text != ",":
        speech = text.lower[at] in text.rules.by_finite and not text.capital(at)
        return speech and any(text.word(i) and not text.capital(i) for i in range(first + 1, at - 1))
    word = text.lower[at + 1]
    return not text.capital(at + 1) and (word in text.rules.by_finite or word in text.rules.words["so"])


def _starts_sentence(text: Text, at: int) -> bool:
    if at >= len(text.tokens):
        return True
    found = text.document.sentence_at(text.tokens[at].start)
    return found is not None and found.first == at

"""Puts the rules together: one stance for each attribution.

The content is read in the main clause(s) of each of its sentences. Signs of doubt lower the certainty there (two
different ones once more), negations turn the polarity, and what the cue says of its content takes part. Values are
those of FactBank (Saurí and Pustejovsky 2009): CT certain, PR probable, PS possible, with polarity; Uu where
nothing is asserted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from lagebild.extract.factuality.clauses import SENTENCE_LEVEL, Clause
from lagebild.extract.factuality.rules import Hit, Rule, RuleBook, rule_book
from lagebild.extract.factuality.sentence import BEGINS_BEHIND, Parsed, Sentences
from lagebild.lang.load import has
from lagebild.types import Act, Attribution, Document, Factuality, Stance, Why

_UNASSERTED: frozenset[str] = frozenset({"demand", "judge"})
_CERTAINTIES = ("CT", "PR", "PS")
_CUE_REACH = 4  # words between a cue and the negation that belongs to it
_ACT_ORDER = ("ask", "deny", "judge", "demand", "condition", "threaten", "promise", "plan", "predict", "report")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one sentence of a content says of itself."""

    certainty: str = "CT"
    negative: bool = False
    act: str = ""
    value: str = ""
    why: tuple[str, ...] = ()

    @property
    def factuality(self) -> Factuality:
        return cast(Factuality, self.value or self.certainty + ("-" if self.negative else "+"))


def assess(document: Document, attributions: tuple[Attribution, ...]) -> tuple[Stance, ...]:
    """How firmly each content is put, for its source and for the author: one stance for each attribution, in order.

    In a language without `factuality.toml` it stays open.
    """
    if not has(document.article.language, "factuality"):
        return tuple(map(_unread, attributions))
    book = rule_book(document.article.language)
    sentences = Sentences(document, book)
    return tuple(_stance(attribution, sentences, book) for attribution in attributions)


def _unread(attribution: Attribution) -> Stance:
    """What can be said without rules: only what the cue says of its content; the rest stays open (Uu)."""
    act = cast(Act, _default_act(attribution))
    return Stance(act, attribution.factuality or "Uu", "Uu", (Why(rule="unread"),))


def _stance(attribution: Attribution, sentences: Sentences, book: RuleBook) -> Stance:
    readings = _content_readings(attribution, sentences, book)
    reading = _with_cue(_chosen(readings), attribution, sentences, book)
    act = cast(Act, reading.act or _default_act(attribution))
    author, reason = _author(attribution, reading, sentences, book)
    rules = [*reading.why, *([reason] if reason else [])] or ["plain"]
    return Stance(act, reading.factuality, author, tuple(Why(rule=rule) for rule in dict.fromkeys(rules)))


def _default_act(attribution: Attribution) -> str:
    if attribution.act:
        return attribution.act
    return "report" if attribution.form == "reported" or attribution.source.kind == "unnamed" else "state"


# --- the content by itself ------------------------------------------------------------------------------------


def _content_readings(attribution: Attribution, sentences: Sentences, book: RuleBook) -> list[_Reading]:
    numbers = sorted({n for span in attribution.content for n in sentences.touching(span)})
    readings = []
    for number in numbers:
        parsed = sentences.parsed(number)
        inside = parsed.inside(attribution.content)
        if any(parsed.is_word(i) for i in inside):
            readings.extend(_sentence_readings(parsed, inside, attribution, book))
    return readings


def _sentence_readings(parsed: Parsed, inside: list[int], attribution: Attribution, book: RuleBook) -> list[_Reading]:
    """One reading for each clause on the upper level of the content in this sentence."""
    known = set(inside)
    heads = _heads(parsed, inside, book)
    conditions = [c.depth for c in parsed.clauses if c.kind == "conditional" and known & set(c.tokens)]
    above = _matrix(parsed, known, heads, attribution, book)
    question = _question(parsed, inside, attribution)
    readings = []
    for head in heads:
        own = [i for i in head.tokens if i in known]
        reading = _clause_reading(parsed, [*above, *own], attribution, book)
        whether = head.kind == "whether" or _means_whether(parsed, head, attribution, book)
        if whether and not reading.value:
            reading = replace(reading, value="CTu", why=(*reading.why, "whether"))
        elif any(depth <= head.depth + 1 for depth in conditions) and reading.act not in ("ask", "demand"):
            reading = replace(
                reading, certainty="PS", act="condition", value="", why=(*reading.why, "conditional clause")
            )
        if question:
            reading = _asked(reading, parsed, inside, book)
        readings.append(reading)
    return readings


def _heads(parsed: Parsed, inside: list[int], book: RuleBook) -> list[Clause]:
    """The clauses that carry the content: those on the highest level, or the relative clause of a bare noun phrase."""
    known = set(inside)
    clauses = [c for c in parsed.clauses if any(i in known and parsed.is_word(i) for i in c.tokens)]
    before = parsed.words[inside[0] - 1] if inside[0] else ""
    if before in book.grammar.nominal_leaders or parsed.words[inside[0]] in book.grammar.nominal_leaders:
        relative = [c for c in clauses if c.kind == "relative"]
        if relative:
            return relative[:1]
    level = [c for c in clauses if c.kind in SENTENCE_LEVEL]
    if not level:
        return clauses[:1]
    depth = level[0].depth
    long_enough = [c for c in level if c.depth == depth and sum(i in known for i in c.tokens) > 1]
    return long_enough or level[:1]


def _means_whether(parsed: Parsed, head: Clause, attribution: Attribution, book: RuleBook) -> bool:
    """Whether a content that is nothing but an if-clause is what was asked or known ("asked if it is over")."""
    return (
        head.kind == "conditional"
        and attribution.source.kind != "author"
        and parsed.words[head.tokens[0]] in book.grammar.whether_too
    )


def _matrix(
    parsed: Parsed, known: set[int], heads: list[Clause], attribution: Attribution, book: RuleBook
) -> list[int]:
    """The words of the clause above a complement that is the author's own: "one may assume" that the content holds."""
    if attribution.source.kind != "author" or not heads or heads[0].kind not in ("complement", "whether"):
        return []
    above = [c for c in parsed.clauses if c.depth < heads[0].depth and c.tokens[0] < heads[0].tokens[0]]
    words = [i for i in above[-1].tokens if i not in known] if above else []
    return words if _hits("content", parsed, words, attribution, book) else []


def _clause_reading(parsed: Parsed, own: list[int], attribution: Attribution, book: RuleBook) -> _Reading:
    hits = _hits("content", parsed, own, attribution, book)
    reading = _Reading()
    doubts = [h.rule for h in hits if h.rule.certainty]
    if doubts:
        reading = replace(reading, certainty=_certainty(doubts))
    negative = _negative(hits, own, parsed, book)
    value = next((h.rule.value for h in hits if h.rule.value), "")
    acts = {h.rule.act for h in hits if h.rule.act}
    act = next((a for a in _ACT_ORDER if a in acts), "")
    if act in _UNASSERTED and not value:
        value = "Uu"
    why = tuple(dict.fromkeys(h.rule.id for h in hits))
    return replace(reading, negative=negative, value=value, act=act, why=why)


def _negative(hits: list[Hit], own: list[int], parsed: Parsed, book: RuleBook) -> bool:
    """Whether negations leave a clause negative: two cancel each other, but not across a conjunction or a comma."""
    places = [h.first for h in hits if h.rule.negative]
    if not places:
        return False
    behind = range(places[0] + 1, len(own))
    parts = (n for n in behind if own[n] != own[n - 1] + 1 or parsed.words[own[n]] in book.grammar.conjunctions)
    cut = next(parts, len(own))
    return sum(place < cut for place in places) % 2 == 1


def _certainty(doubts: Sequence[Rule]) -> str:
    """The weakest certainty; hearsay that is hedged by something else loses a step more."""
    weakest = max(_CERTAINTIES.index(rule.certainty) for rule in doubts)
    hedged = any(r.hearsay for r in doubts) and any(not r.hearsay for r in doubts)
    return _CERTAINTIES[min(2, weakest + 1) if hedged else weakest]


def _hits(where: str, parsed: Parsed, own: list[int], attribution: Attribution, book: RuleBook) -> list[Hit]:
    """The triggers in these words whose conditions hold, without those that stand inside a longer one."""
    words = [parsed.words[i] for i in own]
    found = [
        h
        for h in book.triggers[where].find(words)
        if (not h.rule.forms or attribution.form in h.rule.forms)
        and (not h.rule.initial or _begins(parsed, own, h.first, attribution))
        and (not h.rule.shape or book.shapes[h.rule.shape].search(" ".join(words)))
    ]
    if not found:
        return []
    found = list({(h.rule.id, h.first, h.last): h for h in found}.values())
    taken_back = list(book.exceptions[where].find(words))
    kept = [h for h in found if not any(e.rule is h.rule and _overlap(e, h) for e in taken_back)]
    return [h for h in kept if not any(_swallows(other, h) for other in kept)]


def _begins(parsed: Parsed, own: list[int], place: int, attribution: Attribution) -> bool:
    """Whether a hit begins its clause, and that clause the sentence, the content or a quotation."""
    if any(parsed.is_word(i) for i in own[:place]):
        return False
    at = own[place]
    if at == 0 or parsed.words[at - 1] in BEGINS_BEHIND:
        return True
    return not parsed.is_word(at - 1) and at == parsed.inside(attribution.content)[0]


def _overlap(one: Hit, other: Hit) -> bool:
    return one.first < other.last and other.first < one.last


def _swallows(longer: Hit, hit: Hit) -> bool:
    """Whether a hit says nothing of its own: inside a longer one, or under one that only holds at the beginning."""
    inside = longer.first <= hit.first and hit.last <= longer.last
    return inside and (longer.last - longer.first > hit.last - hit.first or longer.rule.initial > hit.rule.initial)


# --- questions ------------------------------------------------------------------------------------------------


def _question(parsed: Parsed, inside: list[int], attribution: Attribution) -> bool:
    if attribution.form not in ("author", "direct", "free_indirect"):
        return False
    last = max(i for i in inside if parsed.is_word(i))
    for i in range(last + 1, len(parsed.tokens)):
        if "?" in parsed.words[i]:
            return True
        if parsed.is_word(i) or parsed.words[i] in ",;:.":
            return False
    return False


def _asked(reading: _Reading, parsed: Parsed, inside: list[int], book: RuleBook) -> _Reading:
    """A question raises its content as possible; one with a question word asserts nothing."""
    words = [parsed.words[i] for i in inside if parsed.is_word(i)]
    if {word.split("'")[0] for word in words[:2]} & book.grammar.question_words:
        return replace(reading, act="ask", value="Uu", why=(*reading.why, "question"))
    return replace(reading, act="ask", certainty="PS", value="", why=(*reading.why, "question"))


# --- several sentences, and the cue ---------------------------------------------------------------------------


def _chosen(readings: list[_Reading]) -> _Reading:
    """The first reading speaks for a content, unless it only says what is not the case or asks, and another goes on."""
    if not readings:
        return _Reading(why=("no words",))
    first = readings[0]
    if not first.value and not first.negative and first.act != "ask":
        return first
    if first.act == "deny":
        return first
    plain = [r for r in readings[1:] if not r.value and not r.negative and r.act not in ("ask", "condition")]
    if not plain or not (first.negative or first.act == "ask"):
        return first
    return replace(plain[0], act=plain[0].act or first.act.replace("ask", ""), why=(*first.why, *plain[0].why))


def _with_cue(reading: _Reading, attribution: Attribution, sentences: Sentences, book: RuleBook) -> _Reading:
    """Lets the cue take part: its act, its own factuality, and the rules for cues."""
    reading = _cue_value(reading, attribution)
    if not attribution.cue or attribution.source.kind == "author":
        return reading
    for number in sentences.touching(attribution.cue[0]):
        parsed = sentences.parsed(number)
        reading = _cue_rules(reading, _cue_words(parsed, attribution), parsed, attribution, book)
    return reading


def _cue_value(reading: _Reading, attribution: Attribution) -> _Reading:
    act = attribution.act
    if act == "deny":
        return replace(reading, certainty="CT", negative=True, value="", act="deny", why=("cue", *reading.why))
    if act in ("demand", "ask"):
        value = "Uu" if act == "demand" else reading.value or "Uu"
        reading = replace(reading, act=act, value=value, why=("cue", *reading.why))
    elif (act, reading.act) == ("judge", "deny"):
        reading = replace(reading, why=("cue", *reading.why))  # who calls something false denies it
    elif act and act not in ("state", "report") and reading.act not in ("ask", "condition"):
        reading = replace(reading, act=act, why=("cue", *reading.why))
    given = attribution.factuality
    if given is None and _hearsay(attribution) and reading.certainty == "CT":
        return replace(reading, certainty="PR", why=(*reading.why, "unnamed source"))
    if given is None or reading.value:
        return reading
    if given in ("CTu", "Uu"):
        return replace(reading, value=given, why=("cue", *reading.why))
    certainty = max(reading.certainty, given[:2], key=_CERTAINTIES.index)
    negative = reading.negative != given.endswith("-")
    return replace(reading, certainty=certainty, negative=negative, why=("cue", *reading.why))


def _hearsay(attribution: Attribution) -> bool:
    """Whether the source is a mere formula ("it is said"); a quotation whose speaker we miss is none."""
    return attribution.source.kind == "unnamed" and attribution.form in ("indirect", "reported")


def _cue_words(parsed: Parsed, attribution: Attribution) -> list[int]:
    """The words of the cue's clause that belong neither to the content nor lie far from the cue."""
    cue = parsed.inside(attribution.cue)
    content = set(parsed.inside(attribution.content))
    clauses = [parsed.clause_of[i] for i in cue]
    if not cue:
        return []
    low, high = cue[0] - _CUE_REACH, cue[-1] + _CUE_REACH
    return [
        i
        for i in range(max(0, low), min(len(parsed.words), high + 1))
        if i not in content and parsed.clause_of[i] in clauses
    ]


def _cue_rules(
    reading: _Reading, words: list[int], parsed: Parsed, attribution: Attribution, book: RuleBook
) -> _Reading:
    cue = set(parsed.inside(attribution.cue))
    for hit in _hits("cue", parsed, words, attribution, book):
        rule = hit.rule
        if not cue & {words[i] for i in range(hit.first, hit.last)}:
            continue
        reading = replace(reading, why=(rule.id, *reading.why))
        if rule.certainty and reading.act == "demand":
            reading = replace(reading, act="", value="")  # who fears that somebody must pay demands nothing
        if rule.act:
            reading = replace(reading, act=rule.act)
        if rule.value:
            reading = replace(reading, value=rule.value)
        elif rule.certainty and not reading.value:
            certainty = max(reading.certainty, rule.certainty, key=_CERTAINTIES.index)
            reading = replace(reading, certainty=certainty, negative=reading.negative != rule.negative)
    return reading


# --- the author -----------------------------------------------------------------------------------------------


def _author(
    attribution: Attribution, reading: _Reading, sentences: Sentences, book: RuleBook
) -> tuple[Factuality, str | None]:
    """What the author himself holds of the content, with the rule that says so."""
    if attribution.source.kind == "author":
        return reading.factuality, None
    for number in {n for span in attribution.content for n in sentences.touching(span)}:
        parsed = sentences.parsed(number)
        if rule := _contradicted(parsed, attribution, book):
            return cast(Factuality, rule.value or "CT-"), rule.id
    return _next_sentence(attribution, sentences, book)


def _contradicted(parsed: Parsed, attribution: Attribution, book: RuleBook) -> Rule | None:
    content = set(parsed.inside(attribution.content))
    others = set(parsed.inside([*attribution.cue, *([attribution.source.span] if attribution.source.span else [])]))
    if not content:
        return None
    home = parsed.clause_of[next((i for i in sorted(content) if parsed.is_word(i)), min(content))]
    near_by = [home, *(parsed.clause_of[i] for i in others)]
    around = [i for i, c in enumerate(parsed.clause_of) if i not in content and any(c is n for n in near_by)]
    if hits := _hits("around", parsed, around, attribution, book):
        return hits[0].rule
    if home is None or any(parsed.clause_of[i] is home for i in parsed.inside(attribution.cue)):
        return None
    if attribution.form != "direct" or home.kind in ("complement", "whether"):
        return None  # a negation beside a report is the speaker's own, or belongs to what he did
    near = [i for i in home.tokens if i not in content and i not in others]
    return next((h.rule for h in _hits("content", parsed, near, attribution, book) if h.rule.negative), None)


def _next_sentence(attribution: Attribution, sentences: Sentences, book: RuleBook) -> tuple[Factuality, str | None]:
    numbers = [n for span in attribution.content for n in sentences.touching(span)]
    following = sentences.sentence(max(numbers) + 1) if numbers else None
    before = sentences.sentence(max(numbers)) if numbers else None
    if following is None or before is None or following.block != before.block:
        return "Uu", None
    parsed = sentences.parsed(following.index)
    head = list(range(min(8, len(parsed.words))))
    for hit in _hits("next", parsed, head, attribution, book):
        return cast(Factuality, hit.rule.value or "CT-"), hit.rule.id
    return "Uu", None

"""Cues in one sentence, each with its source and content: verbs, participles, adpositions, nouns, hearsay."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.extract.attribution.adjacent import complements, subjects
from lagebild.extract.attribution.adjacent.line import Line, Range
from lagebild.extract.attribution.rules import VerbClass
from lagebild.types import Act, Form, Why


@dataclass(slots=True)
class Found:
    """An attribution in token numbers; `frame` is where cue and source lie."""

    rule: str
    cue: list[Range]
    source: Range | None
    content: list[Range]
    form: Form
    frame: Range
    act: Act | None = None
    head: bool = True  # the content follows the cue
    elliptic: bool = False  # the source stands in another clause
    hearsay: bool = False
    negated: bool = False
    clausal: bool = False  # a clause without a word that opens it
    chain: list[Range] = field(default_factory=list)
    whys: list[Why] = field(default_factory=list)  # what speaks for it besides its rule


def find(line: Line) -> list[Found]:
    """The attributions of a sentence in order of their cues; contents do not run into the next frame."""
    found: list[Found] = []
    at = line.first
    while at < line.end:
        item = None if at in line.quoted else _at(line, at, _floors(line, found), found)
        if item is None:
            at += 1
            continue
        found.append(item)
        at = max(at + 1, max(r[1] for r in item.cue))
    _cut(line, found)
    return [item for item in found if item.content]


def _floors(line: Line, found: list[Found]) -> tuple[int, int]:
    """The first token that the next subject, and the next content before its frame, may take."""
    subject = content = line.first
    for item in found:
        if item.head:
            subject = max(r[1] for r in item.cue)
        elif item.source is not None:
            subject = content = item.frame[1]
    return subject, content


def _at(line: Line, at: int, floors: tuple[int, int], found: list[Found]) -> Found | None:
    for words, rule in line.lexicon.adpositions:
        if all(line.lower(at + i) == word for i, word in enumerate(words)):
            return _adposition(line, at, at + len(words), rule.id, found)
    word = line.lower(at)
    if word in line.lexicon.words["hearsay_adverbs"] and not _inside(at, found):
        return _hearsay_adverb(line, at)
    if word in line.lexicon.present:
        return _participle(line, at, found)
    if word in line.lexicon.words["saying_nouns"] and line.listed(at + 1, "that"):
        return _verb(line, at, floors, found) if _is_verb(line, at, floors[0]) else _noun(line, at)
    if word in line.lexicon.participles and not _inside(at, found) and (passive := _passive(line, at, floors[0])):
        return passive
    if word in line.lexicon.finite and line.finite(at):
        return _verb(line, at, floors, found)
    if word in line.lexicon.participles and _group_start(line, at) < at and line.finite(_group_start(line, at)):
        return _verb(line, at, floors, found)
    if word in line.lexicon.finite and _after_modal(line, at):
        return _verb(line, at, floors, found)
    return None


def _inside(at: int, found: list[Found]) -> bool:
    """Whether a token lies in what somebody has said: hearsay there is his, not a report of its own."""
    return any(start <= at < end for item in found for start, end in item.content)


def _is_verb(line: Line, at: int, floor: int) -> bool:
    """Whether "claims that" is what somebody does: a subject in the singular or a pronoun, and no verb before it."""
    if line.lower(at) not in line.lexicon.finite or not line.finite(at):
        return False
    subject = subjects.before(line, at, floor)
    if subject is None:
        return False
    first, last = subject[0], subject[1] - 1
    if line.listed(last, "personal") or line.listed(last, "relatives"):
        return True
    if line.listed(last, "possessives") or line.listed(last, "determiners") or line.possessive(last):
        return False
    return line.lower(at).endswith("s") and _is_noun_phrase(line, (first, last + 1))


def _is_noun_phrase(line: Line, phrase: Range) -> bool:
    """Whether a phrase is whole without the word behind it: "the army", "Riverland", not "new"."""
    led = line.listed(phrase[0], "determiners") or line.possessive(phrase[0])
    return (led and phrase[1] - phrase[0] > 1) or line.text(phrase[1] - 1)[0].isupper()


def _after_modal(line: Line, at: int) -> bool:
    start = _group_start(line, at)
    return start < at and any(line.lower(i) in line.lexicon.grammar.auxiliaries for i in range(start, at))


def _group_start(line: Line, at: int) -> int:
    """Where the verb group that ends at `at` begins: its auxiliaries and adverbs."""
    start, scan = at, at - 1
    while scan >= line.first and line.is_word(scan) and scan not in line.quoted:
        if line.lower(scan) in line.lexicon.grammar.auxiliaries:
            start = scan
        elif not line.listed(scan, "adverbs"):
            break
        scan -= 1
    while start > line.first and line.listed(start - 1, "adverbs") and not line.text(start - 1)[0].isupper():
        start -= 1
    return start


def _classes(line: Line, at: int, kinds: tuple[VerbClass, ...]) -> tuple[VerbClass, int] | None:
    """The class that fits what follows, and the token behind the cue with the word it needs."""
    for kind in kinds:
        if kind.needs:
            if line.lower(at + 1) in kind.needs and not line.opens_quote(at + 1):
                return kind, at + 2
        else:
            return kind, at + 1
    return None


def _verb(line: Line, at: int, floors: tuple[int, int], found: list[Found]) -> Found | None:
    floor, left = floors
    kinds = line.lexicon.finite.get(line.lower(at)) or line.lexicon.participles[line.lower(at)]
    group = _group_start(line, at)
    if any(line.lower(i) in line.lexicon.grammar.passive for i in range(group, at)):
        return None
    fitted = _fit(line, at, kinds)
    if fitted is None:
        return None
    kind, behind = fitted
    cue = (group, behind)
    negated = any(line.listed(i, "negations") for i in range(group, at))
    source = subjects.before(line, group, floor)
    if source is None and _inverted(line, group, kind):
        source = subjects.behind(line, behind, line.end)
        if source is None or (
            (group - 2) not in line.quoted and (group - 1) not in line.quoted and _goes_on(line, source[1])
        ):
            return None
        return _tail(line, kind, cue, source, (group, source[1]), left, negated)
    elliptic, cited = False, list[Range]()
    if source is None:
        if not _joined(line, group, floor):
            return None
        elliptic = True
        source = _carried(line, found)
        if source is None:
            return None
        start = group
    else:
        start = source[0]
        source, cited = _apart(line, source)
    if not elliptic and _is_tail(line, kind, start, behind, left):
        return _citing(_tail(line, kind, cue, source, (start, behind), left, negated), cited)
    content = complements.complement(line, kind, behind)
    if content is None:
        if not elliptic and "quote" in kind.takes and start > left and line.comma(start - 1):
            return _citing(_tail(line, kind, cue, source, (start, behind), left, negated), cited)
        return None
    piece, form = content
    item = Found(f"verb:{kind.id}", [cue], source, [piece], form, (start, piece[0]), kind.act)
    item.elliptic, item.negated = elliptic, negated
    item.clausal = "object" not in kind.takes and not complements.opened(line, piece[0])
    return _citing(item, cited)


def _joined(line: Line, group: int, floor: int) -> bool:
    """Whether a verb without a subject of its own goes on with the clause before it: "... and said"."""
    before = group - 1
    return group <= floor or not line.is_word(before) or line.listed(before, "coordinators")


def _fit(line: Line, at: int, kinds: tuple[VerbClass, ...]) -> tuple[VerbClass, int] | None:
    """The first class whose complement stands behind the cue; else the first class whose own words do."""
    fallback: tuple[VerbClass, int] | None = None
    for kind in kinds:
        fitted = _classes(line, at, (kind,))
        if fitted is None:
            continue
        fallback = fallback or fitted
        if complements.complement(line, kind, fitted[1]) is not None:
            return fitted
    return fallback


def _carried(line: Line, found: list[Found]) -> Range | None:
    for item in reversed(found):
        if item.source is not None:
            return item.source
    return subjects.first_of(line)


def _inverted(line: Line, group: int, kind: VerbClass) -> bool:
    """Whether cue and subject have changed places: a quotation or comma stands right before the cue."""
    if "quote" not in kind.takes or group == line.first:
        return False
    previous = group - 1
    closes = previous in line.quoted and line.quote_end(previous) == group
    return closes or (line.comma(previous) and (previous - 1) in line.quoted) or line.comma(previous)


def _goes_on(line: Line, at: int) -> bool:
    """Whether more than circumstances follows to the end of the sentence."""
    return complements.skip_circumstances(line, at) < line.end


def _is_tail(line: Line, kind: VerbClass, start: int, behind: int, floor: int) -> bool:
    """Whether the content stands before source and cue: "…, she said (on Monday)."""
    if start <= floor or "quote" not in kind.takes:
        return False
    quote_before = (start - 1) in line.quoted
    if not (quote_before or line.comma(start - 1)):
        return False
    after = complements.skip_circumstances(line, behind)
    if after < line.end and line.text(after) == ":" and after + 1 < line.sentence.last and line.opens_quote(after + 1):
        return False
    ends = after >= line.end or line.comma(after) or line.strong(after)
    if quote_before and (ends or line.opens_quote(after)):
        return True
    return (
        "clause" in kind.takes
        and ends
        and (line.any_finite(floor, start) or any(i in line.quoted for i in range(floor, start)))
    )


def _tail(
    line: Line, kind: VerbClass, cue: Range, source: Range, frame: Range, floor: int, negated: bool
) -> Found | None:
    """A content before its frame, and what goes on behind it: "A," she said, "B."."""
    first = line.bare(floor, frame[0])
    if first is None:
        return None
    content = [first]
    after = complements.skip_circumstances(line, frame[1])
    stop = after
    if after < line.end and line.comma(after):
        after += 1
    if after < line.sentence.last and line.opens_quote(after):
        content.append((after, line.quote_end(after)))
    elif stop < line.end and line.comma(stop) and line.lower(after) not in line.lexicon.present:
        rest = line.bare(after, line.end)
        if rest and line.any_finite(*rest) and not any(i in line.quoted for i in range(first[0], first[1])):
            content.append(rest)
    form: Form = "direct" if _all_quoted(line, first) else "indirect"
    item = Found(f"verb:{kind.id}", [cue], source, content, form, (frame[0], stop), kind.act, head=False)
    item.negated = negated
    return item


def _all_quoted(line: Line, piece: Range) -> bool:
    return all(at in line.quoted or not line.is_word(at) for at in range(*piece))


def _participle(line: Line, at: int, found: list[Found]) -> Found | None:
    """Reads "…, adding that …", "citing officials": its source is the subject of the clause that it hangs on."""
    start = at
    while start > line.first and line.listed(start - 1, "adverbs"):
        start -= 1
    opens = start == line.first or line.comma(start - 1) or (start - 1) in line.quoted or line.strong(start - 1)
    as_quoted = line.listed(start - 1, "manner") and (start - 2) in range(line.first, line.end)
    coordinated = line.listed(start - 1, "participle_openers")
    if not (opens or coordinated or as_quoted) or _parenthesis(line, at):
        return None
    fitted = _fit(line, at, line.lexicon.present[line.lower(at)])
    if fitted is None:
        return None
    kind, behind = fitted
    content = complements.complement(line, kind, behind)
    if content is None:
        return None
    source = _carried(line, found)
    if source is None:
        return None
    piece, form = content
    item = Found(f"participle:{kind.id}", [(start, behind)], source, [piece], form, (start, piece[0]), kind.act)
    item.elliptic = True
    if line.listed(at, "chain_participles"):
        item.rule = "chain"
    return item


def _citing(item: Found | None, cited: list[Range]) -> Found | None:
    if item is not None:
        item.chain.extend(cited)
    return item


def _parenthesis(line: Line, at: int) -> bool:
    """Whether a participle stands between a subject and its verb: "The president, citing his staff, said …"."""
    if not line.comma(at - 1) or line.quoted.get(at) is not None:
        return False
    closing = next((i for i in range(at + 1, line.end) if line.comma(i)), None)
    if closing is None or line.any_finite(at + 1, closing):
        return False
    verb = line.skip(closing + 1, line.end, lambda i: line.listed(i, "adverbs"))
    return verb < line.end and line.finite(verb) and not line.any_finite(line.first, at)


def _apart(line: Line, source: Range) -> tuple[Range, list[Range]]:
    """A source without the participle behind it ("X, speaking in Rome"), and whom it cites there ("X, citing Y")."""
    for at in range(source[0] + 1, source[1] - 1):
        if line.comma(at) and line.is_present(at + 1):
            cited = line.bare(at + 2, source[1]) if line.listed(at + 1, "chain_participles") else None
            return (source[0], at), [cited] if cited else []
    return source, []


def _adposition(line: Line, at: int, behind: int, rule: str, found: list[Found]) -> Found | None:
    """Reads "according to X": what it speaks for stands before it, or behind the comma after it."""
    end = subjects.behind(line, behind, line.end)
    if end is None or not any(line.is_word(i) and line.lower(i).isalpha() for i in range(*end)):
        return None
    if rule == "per" and not _names_somebody(line, at, end):
        return None
    source, frame = end, (at, end[1])
    content: list[Range] = []
    initial = all(
        not line.is_word(i) or line.listed(i, "coordinators") or line.listed(i, "openers")
        for i in range(line.first, at)
    )
    if initial:
        begin = _behind_circumstance(line, end[1])
        piece = line.bare(begin, complements.content_end(line, begin))
        content = [piece] if piece else []
    else:
        start = line.first
        for item in found:
            if item.content and item.content[0][0] <= at <= item.content[-1][1] and item.head:
                start = item.content[0][0]
        left = line.bare(start, at)
        content = [left] if left else []
        if end[1] < line.end and line.comma(end[1]) and at > line.first and line.comma(at - 1):
            right = line.bare(end[1], complements.content_end(line, end[1]))
            if (
                right
                and not line.listed(right[0], "openers")
                and not line.listed(right[0], "coordinators")
                and line.lower(right[0]) not in line.lexicon.present
            ):
                content.append(right)
    if not content:
        return None
    return Found(f"adposition:{rule}", [(at, behind)], source, content, "indirect", frame, None, head=initial)


def _behind_circumstance(line: Line, at: int) -> int:
    """Behind "on Monday," after the source of an adposition: when it was said is no part of what was said."""
    comma = next((i for i in range(at, min(line.end, at + 6)) if line.comma(i)), at)
    return comma if comma > at and line.listed(at, "invertible_tail") and not line.any_finite(at, comma) else at


def _names_somebody(line: Line, at: int, phrase: Range) -> bool:
    """Whether a "per" leads in a voice ("per local media"), not the measure of a rate ("90 miles per charge")."""
    if any(line.text(i)[0].isdigit() for i in range(max(line.first, at - 3), at)):
        return False
    return not line.listed(phrase[0], "measures") and not line.listed(phrase[0], "determiners")


def _noun(line: Line, at: int) -> Found | None:
    """Reads "his claim that …", "reports that …": the source is the possessor, or nobody."""
    piece = complements.piece(line, at + 1, "indirect")
    if piece is None:
        return None
    start = at
    while start > line.first and line.is_word(start - 1) and not line.finite(start - 1) and at - start < 4:
        if (
            line.listed(start - 1, "prepositions")
            or line.listed(start - 1, "openers")
            or line.listed(start - 1, "coordinators")
        ):
            break
        start -= 1
    possessor = next((i for i in range(start, at) if line.possessive(i)), None)
    pronoun = next((i for i in range(start, at) if line.listed(i, "possessives")), None)
    source = (
        (start, possessor + 1) if possessor is not None else (pronoun, pronoun + 1) if pronoun is not None else None
    )
    if source is None and not line.listed(at, "hearsay_nouns"):
        return None
    item = Found("noun", [(at, at + 1)], source, [piece[0]], "indirect", (at, at + 1))
    item.hearsay = source is None
    return item


def _hearsay_adverb(line: Line, at: int) -> Found | None:
    """Reads "He reportedly left": a report without a name; the content is the clause around the adverb."""
    start, end = at, at
    while start > line.first and not (line.comma(start - 1) or line.strong(start - 1) or (start - 1) in line.quoted):
        if line.listed(start - 1, "openers") and not line.listed(start - 1, "relatives"):
            break
        start -= 1
    while end < line.end and not (line.strong(end) or line.comma(end)):
        end += 1
    if start == at and line.comma(at + 1):  # "Reportedly, …"
        end = next((i for i in range(at + 2, line.end) if line.strong(i)), line.end)
    content = [r for r in (line.bare(start, at), line.bare(at + 1, end)) if r]
    if not content:
        return None
    item = Found("hearsay:adverb", [(at, at + 1)], None, content, "reported", (at, at + 1), "report")
    item.hearsay = True
    return item


def _passive(line: Line, at: int, floor: int) -> Found | None:
    """A report without a name: "X is said to have …", "it is said that …"."""
    if not line.listed(at, "hearsay_participles") or not (
        line.listed(at + 1, "infinitive_marks") or line.listed(at + 1, "that")
    ):
        return None
    group = _group_start(line, at)
    if not any(line.lower(i) in line.lexicon.grammar.passive for i in range(group, at)):
        return None
    source = subjects.before(line, group, floor)
    rest = complements.piece(line, at + 1, "indirect")
    if rest is None:
        return None
    content = [rest[0]] if source is None or line.listed(source[0], "impersonal") else [source, rest[0]]
    item = Found("hearsay:passive", [(group, at + 1)], None, content, "reported", (group, at + 1), "report")
    item.hearsay = True
    return item


def _cut(line: Line, found: list[Found]) -> None:
    """Ends every content that runs on before the frame of the next attribution that does not belong to it."""
    for number, item in enumerate(found):
        if not item.head:
            continue
        for other in found[number + 1 :]:
            start = min(other.frame[0], *(r[0] for r in other.cue))
            last = item.content[-1]
            if not last[0] < start < last[1]:
                continue
            lead = start
            while lead > last[0] and (
                line.listed(lead - 1, "coordinators")
                or line.listed(lead - 1, "openers")
                or line.listed(lead - 1, "adverbs")
            ):
                lead -= 1
            if line.comma(lead - 1) or line.strong(lead - 1) or other.elliptic:
                piece = line.bare(last[0], lead) or last
                item.content[-1] = piece
                if item.clausal and not line.any_finite(*piece):
                    item.content = []  # the verb that made a clause of it was the next cue
                break

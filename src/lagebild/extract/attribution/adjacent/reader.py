"""Reads a document of this order: sentences, then quotations that go on, chains, and the author's own words."""

from __future__ import annotations

from lagebild.extract.attribution.adjacent.blend import blended
from lagebild.extract.attribution.adjacent.finders import Found, find
from lagebild.extract.attribution.adjacent.lexicon import Lexicon, lexicon
from lagebild.extract.attribution.adjacent.line import Line, Range
from lagebild.extract.attribution.reports import Join
from lagebild.types import Attribution, Document, NameMention, SourceKind, SourceMention, Span, Why

_SHORTEST_SENTENCE = 4  # words


def read(
    document: Document,
    names: tuple[NameMention, ...] = (),  # noqa: ARG001 (the protocol's)
    join: Join | None = None,
) -> tuple[Attribution, ...]:
    """Who said what, ordered by the start of the content; `names` is not needed by these rules.

    `join` lets another reader see the reports of the rules and settle which of them, and which of its own, are kept.
    """
    words = lexicon(document.article.language)
    lines = [Line(document, sentence, words) for sentence in document.sentences]
    found = [find(line) for line in lines]
    for number, items in enumerate(found):
        _chains(items)
        for item in items:
            if item.form == "direct":
                _go_on(lines, found, number, item)
    _bare_quotations(lines, found)
    if join is not None and lines:
        found = blended(lines, found, join)
    result = [
        attribution
        for line, items in zip(lines, found, strict=True)
        for item in items
        if (attribution := _attribution(line, item)) is not None
    ]
    covered = _covered(found)
    for line, items in zip(lines, found, strict=True):
        result.extend(_author(line, bool(items), covered))
    return tuple(sorted(result, key=lambda a: (a.content[0].start, a.content[0].end)))


def _chains(items: list[Found]) -> None:
    """ "X reported, citing Y": Y is a link of X's chain, not a report of its own."""
    for item in [i for i in items if i.rule == "chain" and i.form == "reported"]:
        for other in items:
            if other is not item and other.source == item.source:
                other.chain.append(item.content[0])
        if any(other.chain for other in items):
            items.remove(item)


def _go_on(lines: list[Line], found: list[list[Found]], number: int, item: Found) -> None:
    """Adds the sentences of the same quotation, and the quoted sentences that follow without a cue."""
    first, last = item.content[0], item.content[-1]
    line = lines[number]
    opening = line.quoted.get(first[0])
    back = number
    while opening and back > 0 and opening.start < lines[back].sentence.start:
        back -= 1
        start = next((at for at, q in sorted(lines[back].quoted.items()) if q == opening), None)
        if start is None:
            break
        item.content[0] = (start, item.content[0][1])
    if item.content[-1] != last and len(item.content) == 1:
        last = item.content[-1]
    ahead = number + 1
    while (
        ahead < len(lines) and not found[ahead] and _continues(lines, ahead, line.quoted.get(item.content[-1][1] - 1))
    ):
        following = lines[ahead]
        item.content.append((following.first, following.sentence.last))
        ahead += 1


def _continues(lines: list[Line], ahead: int, quotation: object) -> bool:
    """Whether a sentence is quoted from end to end, in the same block or the same quotation."""
    line, previous = lines[ahead], lines[ahead - 1]
    if not line.quoted or any(
        line.is_word(at) and at not in line.quoted for at in range(line.first, line.sentence.last)
    ):
        return False
    return line.sentence.block == previous.sentence.block or line.quoted[line.first] == quotation


def _bare_quotations(lines: list[Line], found: list[list[Found]]) -> None:
    """A quoted sentence that no cue explains is spoken by whoever spoke last."""
    speaker: Range | None = None
    taken = {at for items in found for item in items for piece in item.content for at in range(*piece)}
    for number, line in enumerate(lines):
        for item in found[number]:
            if item.source is not None:
                speaker = item.source
        if found[number] or not line.quoted or line.first in taken:
            continue
        words = [at for at in range(line.first, line.sentence.last) if line.is_word(at)]
        if len(words) < 4 or any(at not in line.quoted for at in words) or speaker is None:
            continue
        previous = found[number - 1] if number else []
        if previous and previous[-1].rule == "quote:bare" and line.sentence.block == lines[number - 1].sentence.block:
            found[number], found[number - 1] = previous, []
            previous[-1].content.append((line.first, line.sentence.last))
            continue
        item = Found("quote:bare", [], None, [(line.first, line.sentence.last)], "direct", (line.first, line.first))
        item.elliptic, item.source = True, speaker
        found[number].append(item)


def _attribution(line: Line, item: Found) -> Attribution | None:
    if item.rule == "chain" and item.form == "reported":
        return None
    content = tuple(_span(line, piece) for piece in item.content)
    words = line.lexicon
    factuality = words.factuality.get(item.act or "") if not item.negated else None
    act = item.act
    if item.negated and act in ("confirm", "deny"):
        act, factuality = "state", "Uu"
    if item.hearsay:
        factuality = factuality or "PR+"
    if _is_unsaid(line, item):
        factuality = "Uu"
    source = _span(line, item.source) if item.source else None
    kind = _kind(line, item.source)
    return Attribution(
        sentence=Span(line.sentence.start, line.sentence.end, line.sentence.text),
        content=content,
        cue=tuple(_span(line, piece) for piece in item.cue),
        source=SourceMention(kind, source),
        chain=tuple(SourceMention(_kind(line, link), _span(line, link)) for link in item.chain),
        form=item.form,
        act=act if act != "state" else None,
        factuality=factuality,
        antecedent=_antecedent(line, item.source) if item.source else None,
        why=(*((Why(rule=f"{line.document.article.language}.{item.rule}"),) if item.rule else ()), *item.whys),
    )


def _is_unsaid(line: Line, item: Found) -> bool:
    """Whether a question is told that nobody answers: "Neither government has said how many", "did not say who"."""
    nobody = item.source is not None and line.lexicon.is_(line.tokens[item.source[0]].lower, "negations")
    opener = line.tokens[item.content[0][0]].lower
    asks = line.lexicon.is_(opener, "complementizers") and not line.lexicon.is_(opener, "that")
    return (item.negated or nobody) and asks and item.form == "indirect"


def _kind(line: Line, piece: Range | None) -> SourceKind:
    """Named where a name stands in it; words that only tell of hearsay name nobody."""
    if piece is None:
        return "unnamed"
    lists = line.lexicon.words
    words = [line.tokens[at] for at in range(*piece) if line.tokens[at].text[0].isalnum()]  # of whichever sentence
    indefinite = lists["determiners"] - lists["definite"]
    if all(word.lower in lists["hearsay_nouns"] or word.lower in indefinite for word in words):
        return "unnamed"
    opening = line.document.sentence_at(words[0].start)
    begins = opening is not None and opening.first == words[0].index
    named = any(word.text[0].isupper() and not (begins and word is words[0]) for word in words)
    return "named" if named else "described"


def _antecedent(line: Line, source: Range) -> Span | None:
    """The name right before a relative pronoun that is the source: "Anna Berg, who said that"."""
    at = source[0]
    if source[1] - at != 1 or not line.listed(at, "relatives"):
        return None
    end = at - 1 if line.comma(at - 1) else at
    start = end
    while line.is_word(start - 1) and line.text(start - 1)[0].isupper() and start - 1 > line.first:
        start -= 1
    if start - 1 == line.first and line.text(line.first)[0].isupper() and not line.listed(line.first, "openers"):
        start = line.first
    return _span(line, (start, end)) if start < end else None


def _span(line: Line, piece: Range) -> Span:
    return line.document.article.span(line.tokens[piece[0]].start, line.tokens[piece[1] - 1].end)


def _covered(found: list[list[Found]]) -> set[int]:
    """The tokens that belong to somebody's report: contents, cues, sources, frames and links of chains."""
    covered: set[int] = set()
    for item in (item for items in found for item in items):
        for piece in (*item.content, *item.cue, item.frame, *item.chain):
            covered.update(range(*piece))
        if item.source is not None:
            covered.update(range(*item.source))
    return covered


def _remainders(line: Line, covered: set[int]) -> list[Range]:
    """The stretches of a sentence that no report covers."""
    pieces: list[Range] = []
    start: int | None = None
    for at in range(line.first, line.end + 1):
        if at < line.end and at not in covered:
            start = at if start is None else start
        elif start is not None:
            piece = line.bare(start, at)
            if piece is not None:
                pieces.append(piece)
            start = None
    return pieces


def _author(line: Line, reported: bool, covered: set[int]) -> list[Attribution]:
    """What the author says himself: whole sentences, and the stretches with a finite verb that no report covers."""
    shortest = 4 if reported else 1
    pieces = _remainders(line, covered)
    whole = len(pieces) == 1 and not reported and _is_sentence(line)
    kept = [p for p in pieces if p[1] - p[0] >= shortest and (whole or line.any_finite(*p))]
    if not kept:
        return []
    return [
        Attribution(
            sentence=Span(line.sentence.start, line.sentence.end, line.sentence.text),
            content=tuple(_span(line, piece) for piece in kept),
            cue=(),
            source=SourceMention("author", None),
            chain=(),
            form="author",
            why=(Why(rule=f"{line.document.article.language}.author"),),
        )
    ]


def _is_sentence(line: Line) -> bool:
    """Whether a line is one by its form; the verb may be one that no list knows ("Riverland decrees a curfew.")."""
    words = sum(line.is_word(at) for at in range(line.first, line.end))
    return words >= _SHORTEST_SENTENCE and line.end < line.sentence.last


__all__ = ["Lexicon", "read"]

"""Reads a document for attributions: every finder in turn, then what binds their results together."""

from __future__ import annotations

from collections import deque
from typing import Protocol

from lagebild.encoder.contents import stretches, words_of
from lagebild.extract.attribution.adpositional import read_adpositions
from lagebild.extract.attribution.author import read_author
from lagebild.extract.attribution.binding import bind_antecedents, bind_chains, kind_of, split_saying_noun
from lagebild.extract.attribution.blend import blended
from lagebild.extract.attribution.clauses import Cutter, Parsed
from lagebild.extract.attribution.direct import Quoted, is_clausal, read_clausal, read_partial
from lagebild.extract.attribution.drafts import Draft, Range, Text
from lagebild.extract.attribution.free import hearsay, read_free
from lagebild.extract.attribution.indirect import read_verbs
from lagebild.extract.attribution.nouns import read_connectives, read_nouns, read_phrases
from lagebild.extract.attribution.reports import Join
from lagebild.extract.attribution.rules import Rules, rules
from lagebild.types import Attribution, Document, NameMention, SourceKind, SourceMention, Span, Why


class AttributionReader(Protocol):
    """Anything that reads attributions from a document."""

    def read(self, document: Document, names: tuple[NameMention, ...] = ()) -> tuple[Attribution, ...]:
        """The attributions of a document, in the order of their contents."""


def read(document: Document, names: tuple[NameMention, ...] = (), join: Join | None = None) -> tuple[Attribution, ...]:
    """Who said what, in a language that sets complements off by a comma; ordered by the start of the content.

    `join` lets another reader see the reports of the rules and settle which of them, and which of its own, are kept.
    """
    if not document.tokens:
        return ()
    text, quotes = _prepare(document)
    drafts = bind_chains(text, drafts_of(text, quotes))
    if join is not None:
        drafts = blended(text, drafts, join)
    bind_antecedents(text, drafts)
    drafts.extend(read_author(text, drafts))
    ordered = sorted(drafts, key=lambda d: (d.content[0], d.cue, d.rule))
    return tuple(_attribution(text, draft, names) for draft in ordered)


def drafts_of(text: Text, quotes: list[Quoted]) -> list[Draft]:
    """All attributions of a document as token ranges."""
    by_sentence = {p.sentence.index: p for p in text.parsed}
    drafts = read_clausal(text, quotes, by_sentence)
    for parsed in text.parsed:
        found = read_verbs(text, parsed) + read_adpositions(text, parsed) + read_connectives(text, parsed)
        drafts.extend(found + read_nouns(text, parsed, found) + read_phrases(text, parsed))
    drafts = _whole_clauses(text, _without_shards(drafts))
    drafts.extend(read_free(text, drafts))
    drafts.extend(read_partial(text, quotes, by_sentence, drafts))
    return drafts


def _without_shards(drafts: list[Draft]) -> list[Draft]:
    """Leaves out phrases that speak for nothing but the frame of a quotation: "sagte X laut Manuskript: „…“"."""
    frames = [r for d in drafts if d.form == "direct" for r in d.frame]

    def framed(draft: Draft) -> bool:
        return all(any(a <= first and last <= b for a, b in frames) for first, last in draft.content)

    return [d for d in drafts if not d.rule.startswith("adposition") or not framed(d)]


def _whole_clauses(text: Text, drafts: list[Draft]) -> list[Draft]:
    """Joins a conjunction before a quotation to it: "betont, dass er | „… bleibt und siegt.“" is one content."""
    quotes = {d.content[0][0]: d for d in drafts if d.form == "direct" and d.content}
    for draft in drafts:
        end = draft.content[-1][1]
        quoted = quotes.get(end)
        verbless = not any(text.rules.grammar.mood(text.lower[i]) for i in range(draft.content[-1][0], end))
        if draft.form == "indirect" and draft.rule.startswith("after") and quoted is not None and verbless:
            draft.content[-1] = (draft.content[-1][0], quoted.content[0][1])
            quoted.embedded = True
    return drafts


def _prepare(document: Document) -> tuple[Text, list[Quoted]]:
    found = rules(document.article.language)
    cutter = Cutter(document, found)
    surnames = _surnames(document, found)
    bare = Text(document, found, document.tokens, cutter.lower, (), surnames)
    quotes = _quotes(bare)
    parsed: list[Parsed] = []
    by_start = deque(sorted(quotes, key=lambda q: q.tokens[0]))
    here: list[Quoted] = []
    for sentence in document.sentences:
        while by_start and by_start[0].tokens[0] < sentence.last:
            here.append(by_start.popleft())
        here = [q for q in here if q.tokens[1] > sentence.first]
        outer = [q for q in here if not q.quotation.depth]
        opaque = [(max(q.tokens[0], sentence.first), min(q.tokens[1], sentence.last)) for q in outer if q.clausal]
        words = [q.tokens for q in outer if not q.clausal and q.quotation.closed and q.tokens[0] >= sentence.first]
        parsed.append(cutter.cut(sentence, opaque, words))
    return Text(document, found, document.tokens, cutter.lower, tuple(parsed), surnames), quotes


def _surnames(document: Document, found: Rules) -> frozenset[str]:
    """The last words of two or more capitalised words in a row: what may stand alone as a name later."""
    tokens = document.tokens
    return frozenset(
        tokens[at].text
        for at in range(1, len(tokens))
        if tokens[at].text[0].isupper()
        and tokens[at - 1].text[0].isupper()
        and tokens[at - 1].text.lower() not in found.grammar.closed
        and not found.listed(tokens[at].text, found.nouns["saying"])
        and (at + 1 == len(tokens) or not tokens[at + 1].text[0].isupper())
    )


def _quotes(text: Text) -> list[Quoted]:
    starts = {t.start: t.index for t in text.tokens}
    ends = {t.end: t.index for t in text.tokens}
    found: list[Quoted] = []
    for quotation in text.document.quotations:
        first, last = starts.get(quotation.start), ends.get(quotation.end)
        if first is None or last is None or last <= first:
            continue
        a = text.document.sentence_at(quotation.start)
        b = text.document.sentence_at(quotation.end - 1)
        sentences = b.index - a.index + 1 if a and b else 1
        tokens = (first, last + 1)
        found.append(Quoted(quotation, tokens, quotation.closed and is_clausal(text, tokens, sentences)))
    return found


def _attribution(text: Text, draft: Draft, names: tuple[NameMention, ...]) -> Attribution:
    sentence = text.document.sentences[draft.sentence]
    split_saying_noun(text, draft)
    source, cue = _source_and_cue(text, draft)
    act = draft.act
    factuality = text.rules.factuality.get(act or "")
    if draft.unsaid:
        factuality = text.rules.factuality.get("unsaid")
    elif factuality is None and (draft.hearsay or hearsay(text, draft)):
        factuality = text.rules.factuality.get("hearsay")
    kind: SourceKind = "author" if draft.form == "author" else kind_of(text, draft, names)
    return Attribution(
        sentence=Span(sentence.start, sentence.end, sentence.text),
        content=tuple(_span(text, r) for r in draft.content),
        cue=tuple(_span(text, r) for r in cue),
        source=SourceMention(kind, _span(text, source) if source else None),
        chain=tuple(SourceMention(_chain_kind(text, r, names), _span(text, r)) for r in draft.chain),
        form="reported" if draft.plain and draft.form == "indirect" else draft.form,
        act=act,
        factuality=factuality,
        antecedent=_span(text, draft.antecedent) if draft.antecedent else None,
        addressee=_span(text, draft.addressee) if draft.addressee else None,
        why=(*((Why(rule=draft.rule),) if draft.rule else ()), *draft.whys),
        frame=tuple(_span(text, r) for r in draft.frame),
    )


def _source_and_cue(text: Text, draft: Draft) -> tuple[Range | None, list[Range]]:
    """The source without its noun of saying, which joins the cue."""
    if not draft.source:
        return None, draft.cue
    source = draft.source[0]
    if source[1] - source[0] == 1 and text.lower[source[0]] in text.rules.words["anybody"]:
        return None, draft.cue
    if draft.said_by is None:
        return source, draft.cue
    if not draft.cue:
        return draft.said_by, draft.cue
    return draft.said_by, stretches(words_of([*draft.cue, (source[0], draft.said_by[0])]))


def _chain_kind(text: Text, piece: Range, names: tuple[NameMention, ...]) -> SourceKind:
    return kind_of(text, Draft(0, "indirect", "chain", [piece], source=[piece]), names)


def _span(text: Text, piece: Range) -> Span:
    start, end = text.tokens[piece[0]].start, text.tokens[piece[1] - 1].end
    return text.document.article.span(start, end)

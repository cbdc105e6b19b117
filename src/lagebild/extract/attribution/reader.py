"""Reads a document for attributions: every finder in turn, then what binds their results together."""

from __future__ import annotations

from typing import Protocol

from lagebild.extract.attribution import adjacent
from lagebild.extract.attribution.adpositional import read_adpositions
from lagebild.extract.attribution.clauses import Cutter, Parsed
from lagebild.extract.attribution.direct import Quoted, is_clausal, read_clausal, read_partial
from lagebild.extract.attribution.drafts import Draft, Range, Text
from lagebild.extract.attribution.free import read_free
from lagebild.extract.attribution.indirect import read_verbs
from lagebild.extract.attribution.nouns import read_connectives, read_nouns
from lagebild.extract.attribution.rules import rules
from lagebild.lang.load import table
from lagebild.types import Attribution, Document, NameMention, SourceMention, Span, Why


class AttributionReader(Protocol):
    """Anything that reads attributions from a document."""

    def read(self, document: Document, names: tuple[NameMention, ...] = ()) -> tuple[Attribution, ...]:
        """The attributions of a document, in the order of their contents."""


class RuleReader:
    """Reads attributions by the rules of the document's language."""

    def read(self, document: Document, names: tuple[NameMention, ...] = ()) -> tuple[Attribution, ...]:
        """The attributions of a document, in the order of their contents."""
        return read(document, names)


def read(document: Document, names: tuple[NameMention, ...] = ()) -> tuple[Attribution, ...]:
    """Who said what in a document, by rules; ordered by the start of the content. `names` may be empty."""
    if not document.tokens:
        return ()
    if table(document.article.language, "attribution")["order"]["complement"] == "adjacent":
        return adjacent.read(document, names)
    text, quotes = _prepare(document)
    drafts = drafts_of(text, quotes)
    return tuple(_attribution(text, draft) for draft in sorted(drafts, key=lambda d: (d.content[0], d.cue, d.rule)))


def drafts_of(text: Text, quotes: list[Quoted]) -> list[Draft]:
    """All attributions of a document as token ranges."""
    by_sentence = {p.sentence.index: p for p in text.parsed}
    drafts = read_clausal(text, quotes, by_sentence)
    for parsed in text.parsed:
        found = read_verbs(text, parsed) + read_adpositions(text, parsed) + read_connectives(text, parsed)
        drafts.extend(found + read_nouns(text, parsed, found))
    drafts.extend(read_free(text, drafts))
    drafts.extend(read_partial(text, quotes, by_sentence, drafts))
    return drafts


def _prepare(document: Document) -> tuple[Text, list[Quoted]]:
    found = rules(document.article.language)
    cutter = Cutter(document, found)
    bare = Text(document, found, document.tokens, cutter.lower, ())
    quotes = _quotes(bare)
    parsed: list[Parsed] = []
    for sentence in document.sentences:
        opaque = [
            (max(q.tokens[0], sentence.first), min(q.tokens[1], sentence.last))
            for q in quotes
            if q.clausal and q.tokens[0] < sentence.last and q.tokens[1] > sentence.first and not q.quotation.depth
        ]
        parsed.append(cutter.cut(sentence, opaque))
    return Text(document, found, document.tokens, cutter.lower, tuple(parsed)), quotes


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


def _attribution(text: Text, draft: Draft) -> Attribution:
    sentence = text.document.sentences[draft.sentence]
    span = Span(sentence.start, sentence.end, sentence.text)
    source = _span(text, draft.source[0]) if draft.source else None
    kind = "named" if source else "unnamed"
    return Attribution(
        sentence=span,
        content=tuple(_span(text, r) for r in draft.content),
        cue=tuple(_span(text, r) for r in draft.cue),
        source=SourceMention(kind, source),
        chain=(),
        form=draft.form,
        act=draft.act,
        factuality=text.rules.factuality.get(draft.act or ""),
        addressee=_span(text, draft.addressee) if draft.addressee else None,
        why=(Why(rule=draft.rule),),
        frame=tuple(_span(text, r) for r in draft.frame),
    )


def _span(text: Text, piece: Range) -> Span:
    start, end = text.tokens[piece[0]].start, text.tokens[piece[1] - 1].end
    return text.document.article.span(start, end)

"""Who said what in a language without rules of attribution: the encoder's reports, and marked quotations beside them.

What no report touches is the author's own: whole sentences, since nothing here tells the parts of a sentence apart.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from lagebild.encoder.contents import Words, stretches
from lagebild.extract.attribution import quoted
from lagebild.extract.attribution.reports import Join, Joined, Report, words_in
from lagebild.types import Attribution, Document, NameMention, SourceKind, SourceMention, Span, Why

_SHORTEST = 4  # words of a sentence that can be a claim


def read(document: Document, names: tuple[NameMention, ...], join: Join) -> tuple[Attribution, ...]:
    """The reports that the decoder keeps, and the author's own sentences; ordered by the start of the content."""
    marked = [_report(document, attribution) for attribution in quoted.read(document)]
    found = [_attribution(document, joined, names) for joined in join(marked)]
    return tuple(sorted([*found, *_author(document, found)], key=lambda a: a.content[0]))


def _report(document: Document, attribution: Attribution) -> Report:
    content = _words(document, attribution.content)
    return Report(
        content, {"frame": _words(document, attribution.frame)}, "direct", attribution.why[0].rule, None, True
    )


def _words(document: Document, spans: tuple[Span, ...]) -> Words:
    found: set[int] = set()
    for span in spans:
        first = bisect_right(document.tokens, span.start, key=lambda token: token.end)
        found.update(range(first, bisect_left(document.tokens, span.end, key=lambda token: token.start)))
    return tuple(sorted(found))


def _spans(document: Document, words: Words) -> tuple[Span, ...]:
    tokens = document.tokens
    return tuple(document.article.span(tokens[a].start, tokens[b - 1].end) for a, b in stretches(words))


def _attribution(document: Document, joined: Joined, names: tuple[NameMention, ...]) -> Attribution:
    report = joined.report
    content, cue = _spans(document, report.content), _spans(document, report.roles.get("cue", ()))
    source = next(iter(_spans(document, words_in("speaker", report, document.tokens))), None)
    addressee = next(iter(_spans(document, words_in("addressee", report, document.tokens))), None)
    origin = _spans(document, report.roles.get("origin", ()))[:1]
    sentence = document.sentence_at((cue or content)[0].start) or document.sentences[0]
    return Attribution(
        sentence=Span(sentence.start, sentence.end, sentence.text),
        content=content,
        cue=cue,
        source=SourceMention(_kind(source, bool(cue), names), source),
        chain=tuple(SourceMention(_kind(span, True, names), span) for span in origin),
        form=report.form,
        addressee=addressee,
        frame=_spans(document, report.roles.get("frame", ())),
        why=(*((Why(rule=report.rule),) if report.rule else ()), joined.why),
    )


def _kind(source: Span | None, cued: bool, names: tuple[NameMention, ...]) -> SourceKind:
    """Named where a name stands in the words; without words hearsay where a cue reports, else somebody not read."""
    if source is None:
        return "unnamed" if cued else "described"
    at = bisect_right(names, source.start, key=lambda name: name.span.end)  # names are in order and do not overlap
    return "named" if at < len(names) and names[at].span.start < source.end else "described"


def _author(document: Document, found: list[Attribution]) -> list[Attribution]:
    spans = (span for a in found for span in (*a.content, *a.cue, *a.frame))
    touched = {word for span in spans for word in _words(document, (span,))}
    own = []
    for sentence in document.sentences:
        words = range(sentence.first, sentence.last)
        if len(words) > _SHORTEST and touched.isdisjoint(words):
            span = Span(sentence.start, sentence.end, sentence.text)
            nobody = SourceMention("author", None)
            own.append(Attribution(span, (span,), (), nobody, (), "author", why=(Why(rule="author:rest"),)))
    return own

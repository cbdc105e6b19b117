"""Who said what in a language without rules of attribution: the encoder's reports, and marked quotations beside them.

What no report touches is the author's own: whole sentences, since nothing here tells the parts of a sentence apart.
"""

from __future__ import annotations

from lagebild.encoder.contents import Words, stretches
from lagebild.extract.attribution import quoted
from lagebild.extract.attribution.reports import Join, Joined, Report
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
    inside = (t.index for t in document.tokens for s in spans if s.start < t.end and t.start < s.end)
    return tuple(sorted(set(inside)))


def _spans(document: Document, words: Words) -> tuple[Span, ...]:
    tokens = document.tokens
    return tuple(document.article.span(tokens[a].start, tokens[b - 1].end) for a, b in stretches(words))


def _attribution(document: Document, joined: Joined, names: tuple[NameMention, ...]) -> Attribution:
    report = joined.report
    content, cue = _spans(document, report.content), _spans(document, report.roles.get("cue", ()))
    source = next(iter(_spans(document, report.roles.get("speaker", ()))), None)
    addressee = next(iter(_spans(document, report.roles.get("addressee", ()))), None)
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
    return "named" if any(name.span.overlaps(source) for name in names) else "described"


def _author(document: Document, found: list[Attribution]) -> list[Attribution]:
    touched = sorted(span for a in found for span in (*a.content, *a.cue, *a.frame))
    own = []
    for sentence in document.sentences:
        span = Span(sentence.start, sentence.end, sentence.text)
        if sentence.last - sentence.first > _SHORTEST and not any(span.overlaps(other) for other in touched):
            nobody = SourceMention("author", None)
            own.append(Attribution(span, (span,), (), nobody, (), "author", why=(Why(rule="author:rest"),)))
    return own

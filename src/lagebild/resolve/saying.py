"""Which times of a reporting frame date the saying: those in the clause of the verb of saying itself.

A time in a relative clause or an apposition to the source dates neither the saying nor what is said ("Berger, who
served from 2012, said"); one in a sentence whose source only acted dates the deed ("In May the council imposed
sanctions").
"""

from __future__ import annotations

from lagebild.extract.attribution.vocabulary import vocabulary
from lagebild.types import Claim, Document, Span, Time, TimeRole, Token

_CUTS = frozenset({",", ";", ":", "(", ")", "–", "—", "-"})


def role_of(document: Document, claim: Claim, time: Time) -> TimeRole | None:
    """The role of a time in the frame of a claim, outside of its content; None where it dates another clause."""
    known = vocabulary(document.article.language)
    if known is None:
        return "saying"
    cues = tuple(cue for cue in claim.cue if known.says(cue.text.split()))
    if claim.cue and not cues and claim.form != "direct":
        return None if time.type == "DURATION" else "content"
    if time.type == "DURATION" or _in_apposition(claim, time.span):
        return None
    clause = _clause(document, time.span)
    if _is_relative(clause, known.relatives) and not any(_holds(clause, cue) for cue in cues):
        return None
    return "saying"


def _in_apposition(claim: Claim, span: Span) -> bool:
    """Whether a time lies in the words of the source, behind a comma: "Murphy, now a consultant"."""
    source = claim.source.span
    if source is None or not source.contains(span):
        return False
    return "," in source.text[: span.start - source.start]


def _clause(document: Document, span: Span) -> tuple[Token, ...]:
    """The tokens around a time, from the punctuation mark before them to that after them (exclusive)."""
    sentence = document.sentence_at(span.start)
    if sentence is None:
        return ()
    tokens = document.tokens_of(sentence)
    cuts = [at for at, token in enumerate(tokens) if token.text in _CUTS and not span.start <= token.start < span.end]
    first = max((at for at in cuts if tokens[at].start < span.start), default=0)
    last = min((at for at in cuts if tokens[at].start > span.start), default=len(tokens))
    return tokens[first:last]


def _is_relative(clause: tuple[Token, ...], relatives: frozenset[str]) -> bool:
    """Whether a comma opens the clause and a relative pronoun stands behind it."""
    return len(clause) > 1 and clause[0].text == "," and clause[1].lower in relatives


def _holds(clause: tuple[Token, ...], cue: Span) -> bool:
    return clause[0].start <= cue.start and cue.end <= clause[-1].end

"""Figures: numbers with their bounds, unit, what they count, whose it is and what has become of it.

The way of a sentence: `pieces` cuts it up, `numerals` finds numbers in digits and words, `amounts` adds units, `ranges`
joins two of them, `bounds` reads what stands around, `exclusions` drops what is no figure; `quantities` leads.
Then `nouns` finds what is counted and `stages` what has become of it. Words and rules are data: `lang/*/numbers.toml`,
`lang/*/figures.toml`, `ontology/units.toml`, `ontology/stages.toml`. The conventions are in docs/figures.md.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from lagebild.extract.figures.lexicon import Lexicon, lexicon
from lagebild.extract.figures.nouns import owner_before
from lagebild.extract.figures.pieces import Piece, cut
from lagebild.extract.figures.quantities import quantities
from lagebild.extract.figures.quantity import Quantity
from lagebild.extract.figures.series import with_ellipses
from lagebild.extract.figures.stages import Place, hits, stages_of
from lagebild.lang.load import has
from lagebild.types import Document, Figure, Sentence, Span, Time, TimeMention, Why

__all__ = ["read"]

#: Quantities that are no figures: durations are times, ages are of persons, "three times" and "one of the" are grammar.
NOT_FIGURES = frozenset({"time", "age", "times", "one-of"})
#: Kinds of units of which things are sent, destroyed, promised; a length or a temperature has no stage.
STAGED = frozenset({"ratio", "money", "mass", "volume", "area", "energy", "power"})


def read(document: Document, times: Sequence[Time | TimeMention]) -> tuple[Figure, ...]:
    """The figures of a document in order of their spans, without overlaps; a number within one of `times` is none.

    With anchored times a figure that says "as of Monday" knows the day.
    """
    if not has(document.article.language, "figures"):
        return ()
    taken = sorted((time.span.start, time.span.end) for time in times)
    words = lexicon(document.article.language)
    figures: list[Figure] = []
    for sentence in document.sentences:
        figures.extend(_in_sentence(document, sentence, words, taken, times))
    return tuple(with_ellipses(document, figures))


def _in_sentence(
    document: Document,
    sentence: Sentence,
    words: Lexicon,
    taken: Sequence[tuple[int, int]],
    times: Sequence[Time | TimeMention],
) -> list[Figure]:
    pieces = cut(document.article.text, sentence.start, sentence.end)
    found = [
        _without_time(quantity, taken)
        for quantity in quantities(pieces, document.article.language)
        if quantity.kind not in NOT_FIGURES and not _in_time(pieces, quantity, taken)
    ]
    if not found:
        return []
    places = [_place(quantity, words) for quantity in found]
    stages = stages_of(pieces, places, hits(pieces, words), words)
    as_of = _as_of(pieces, words, times)
    return [
        _figure(document.article.text, pieces, quantity, stage if _has_stage(quantity) else None, words, as_of)
        for quantity, stage in zip(found, stages, strict=True)
    ]


def _place(quantity: Quantity, words: Lexicon) -> Place:
    noun = quantity.noun
    thing = noun is not None and noun.head.lower().endswith(words.noun_phrase.things)
    return Place(quantity.begin, quantity.end, max(noun.last, quantity.end) if noun else quantity.end, thing)


def _has_stage(quantity: Quantity) -> bool:
    return quantity.unit is None or quantity.unit.kind in STAGED


def _in_time(pieces: Sequence[Piece], quantity: Quantity, taken: Sequence[tuple[int, int]]) -> bool:
    return _overlaps(pieces[quantity.first].start, pieces[quantity.last - 1].end, taken)


def _overlaps(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(taken, (start, len(taken) and taken[-1][1] + 1))
    return any(a < end and start < b for a, b in taken[max(0, at - 2) : at + 1])


def _without_time(quantity: Quantity, taken: Sequence[tuple[int, int]]) -> Quantity:
    """A time is nothing that is counted: "stood at 900 the previous Monday"."""
    noun = quantity.noun
    if noun is None or noun.first < quantity.last or not _overlaps(noun.head_start, noun.head_end, taken):
        return quantity
    return replace(quantity, noun=None)


def _figure(
    text: str,
    pieces: Sequence[Piece],
    quantity: Quantity,
    stage: str | None,
    words: Lexicon,
    as_of: str | None,
) -> Figure:
    noun = quantity.noun
    unit = quantity.unit.id if quantity.unit else None
    if quantity.per:
        unit = f"{unit or '1'}/{quantity.per}"
    return Figure(
        span=Span.of(text, pieces[quantity.begin].start, pieces[quantity.end - 1].end),
        min=quantity.low,
        max=quantity.high,
        approximate=quantity.approximate,
        vague=quantity.vague,
        unit=unit,
        of=text[noun.head_start : noun.head_end] if noun else None,
        whose=(noun.whose if noun else None) or owner_before(pieces, quantity.begin, words),
        stage=stage,
        as_of=as_of,
        change=quantity.change,
        why=Why(rule=", ".join(quantity.rules) or "number"),
    )


def _as_of(pieces: Sequence[Piece], words: Lexicon, times: Sequence[Time | TimeMention]) -> str | None:
    """The day after "Stand" or "as of", where a reader of times has found one there."""
    for at in range(len(pieces)):
        hit = words.as_of.from_(pieces, at)
        if hit is None or hit[0] >= len(pieces):
            continue
        start = pieces[hit[0]].start
        for time in times:
            if time.span.start <= start < time.span.end or 0 <= time.span.start - start <= 2:
                return time.value
    return None

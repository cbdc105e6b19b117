"""Since when a figure holds or has been counted: "seit Kriegsbeginn", "since January", "in the past 24 hours".

A phrase is a time that `times` has found, or the name of an event, after words of `[[since]]`. It speaks of the figures
of its own clause; what stands in another one, or is only compared ("the heaviest attack since May"), it leaves alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lagebild.extract.figures.bindings import Place
from lagebild.extract.figures.lexicon import Lexicon, NounPhrase
from lagebild.extract.figures.pieces import HYPHENS, Piece
from lagebild.extract.figures.rules import SinceRule
from lagebild.types import Since, Span, Time, TimeMention

_BREAKS = frozenset(',;:–—()!?„“”»«"')
_STOPS = frozenset(";!?")  # no phrase reaches beyond
_ADJECTIVES = 3  # before the name of an event, at most
_NEAR = 2  # pieces between an attributive phrase and its figure: "the since Monday missing 40 miners"


class Phrase(NamedTuple):
    """A phrase from piece `first` to `last`, with the rule that found it."""

    first: int
    last: int
    since: Since
    rule: str


def since_of(
    text: str,
    pieces: Sequence[Piece],
    places: Sequence[Place],
    times: Sequence[Time | TimeMention],
    words: Lexicon,
) -> tuple[Phrase | None, ...]:
    """For each figure of a sentence the phrase that says since when it holds, or None."""
    chosen: list[Phrase | None] = [None] * len(places)
    for phrase in _phrases(text, pieces, times, words):
        for number in _meant(pieces, places, phrase, words):
            before = chosen[number]
            if before is None or _gap(places[number], phrase) < _gap(places[number], before):
                chosen[number] = phrase
    return tuple(chosen)


def _gap(place: Place, phrase: Phrase) -> int:
    return max(phrase.first - place.end, place.begin - phrase.last)


def _phrases(
    text: str, pieces: Sequence[Piece], times: Sequence[Time | TimeMention], words: Lexicon
) -> Iterator[Phrase]:
    at = 0
    while at < len(pieces):
        alone, hit = words.since.itself.from_(pieces, at), words.since.before.from_(pieces, at)
        found: Phrase | None = None
        if alone:
            found = _phrase(text, pieces, at, (at, alone[0]), None, alone[1])
        elif hit:
            found = _after(text, pieces, at, hit, times, words)
        rule = alone or hit
        if found and rule and not _excluded(pieces, found, words, rule[1]):
            yield found
        at = found.last if found else at + 1


def _phrase(
    text: str, pieces: Sequence[Piece], first: int, named: tuple[int, int], value: str | None, rule: SinceRule
) -> Phrase:
    span = Span.of(text, pieces[named[0]].start, pieces[named[1] - 1].end)
    return Phrase(first, named[1], Since(span, value), rule.id)


def _after(
    text: str,
    pieces: Sequence[Piece],
    first: int,
    hit: tuple[int, SinceRule],
    times: Sequence[Time | TimeMention],
    words: Lexicon,
) -> Phrase | None:
    """The phrase whose words end before piece `hit[0]`: with a time there, other words, or an event."""
    begin, rule = hit
    for at in range(begin, min(begin + 2, len(pieces))):
        if time := _time_at(pieces[at], times, rule):
            last = next((i for i in range(at, len(pieces)) if pieces[i].start >= time.span.end), len(pieces))
            return Phrase(first, last, Since(time.span, time.value), rule.id)
        if pieces[at].lower not in words.since.determiners:
            break
    if rule.words_too and (too := words.since.too.from_(pieces, begin)):
        return _phrase(text, pieces, first, (begin, too[0]), None, rule)
    last = _event_end(pieces, begin, words) if rule.events else begin
    return _phrase(text, pieces, first, (begin, last), None, rule) if last > begin else None


def _time_at(piece: Piece, times: Sequence[Time | TimeMention], rule: SinceRule) -> Time | TimeMention | None:
    return next((t for t in times if t.span.start <= piece.start < t.span.end and t.type in rule.types), None)


def _event_end(pieces: Sequence[Piece], at: int, words: Lexicon) -> int:
    """Where the name of an event ends that begins at a piece, with what it is an event of; else `at`."""
    phrase = words.noun_phrase
    head = at + (at < len(pieces) and pieces[at].lower in words.since.determiners)
    for index in range(head, min(head + _ADJECTIVES + 1, len(pieces))):
        piece = pieces[index]
        if not piece.is_word or (piece.glued and index > head):
            return at
        if _is_event(pieces, index, words):
            return _whole(pieces, _hyphens(pieces, index), phrase)
        if piece.lower in phrase.stops:
            return at
    return at


def _is_event(pieces: Sequence[Piece], at: int, words: Lexicon) -> bool:
    """Whether a piece is the name of an event; with "*" in the list every noun is one, but no owner of the next."""
    if "*" not in words.since.events:
        return pieces[at].lower in words.since.events
    owns = pieces[at].text.endswith(words.noun_phrase.genitive_endings or ("\0",)) and at + 1 < len(pieces)
    return pieces[at].is_capitalised and not (owns and pieces[at + 1].is_capitalised)


def _hyphens(pieces: Sequence[Piece], at: int) -> int:
    end = at + 1
    while end + 1 < len(pieces) and pieces[end].text in HYPHENS and pieces[end].glued and pieces[end + 1].glued:
        end += 2
    return end


def _whole(pieces: Sequence[Piece], end: int, phrase: NounPhrase) -> int:
    """Where the genitive or "of" after the name of an event ends, else `end`."""
    link = phrase.genitive_articles.from_(pieces, end)
    if link is None:
        return end
    at = link[0]
    while at < len(pieces) and at - link[0] < _ADJECTIVES + 1 and pieces[at].is_word:
        if pieces[at].lower in phrase.stops:
            break
        at += 1
        if phrase.capitalised_heads and pieces[at - 1].is_capitalised:
            return _hyphens(pieces, at - 1)
    return end if phrase.capitalised_heads or at == link[0] else at


def _excluded(pieces: Sequence[Piece], phrase: Phrase, words: Lexicon, rule: SinceRule) -> bool:
    """Whether the phrase tells of something compared, or of what is still to come."""
    low, high = _clause(pieces, phrase.first)
    around = {piece.lower for piece in pieces[low:high]}
    return not around.isdisjoint(rule.never_with) or any(
        _compares(pieces[at].lower, words) for at in range(max(low, phrase.first - 4), phrase.first)
    )


def _compares(lower: str, words: Lexicon) -> bool:
    """Whether a word is a superlative or the like: "the heaviest attack since May"."""
    since = words.since
    endings = tuple(word[1:] for word in since.compared_after if word.startswith("*"))
    return lower in since.compared_after or (
        bool(endings) and lower.endswith(endings) and lower not in since.compared_not
    )


def _clause(pieces: Sequence[Piece], at: int) -> tuple[int, int]:
    """The pieces around one up to the next breaks."""
    low = next((i + 1 for i in range(at - 1, -1, -1) if _breaks(pieces, i)), 0)
    high = next((i for i in range(at, len(pieces)) if _breaks(pieces, i)), len(pieces))
    return low, high


def _breaks(pieces: Sequence[Piece], at: int) -> bool:
    return pieces[at].text in _BREAKS or (pieces[at].text == "." and at == len(pieces) - 1)


def _meant(pieces: Sequence[Piece], places: Sequence[Place], phrase: Phrase, words: Lexicon) -> Sequence[int]:
    """The numbers of the figures that a phrase speaks of."""
    low, high = _clause(pieces, phrase.first)
    inside = [n for n, place in enumerate(places) if low <= place.begin < high]
    if low < phrase.first and pieces[phrase.first - 1].lower in words.since.attributive_after:
        near = [n for n in inside if 0 <= places[n].begin - phrase.last <= _NEAR]
        return near or _before_relative(pieces, places, phrase, low, words)
    if not inside:
        return _outside(pieces, places, phrase, (low, high), words)
    joiners = words.noun_phrase.joiners
    opens = all(piece.lower in joiners for piece in pieces[low : phrase.first])
    closes = phrase.last == high

    def joined(place: Place) -> bool:
        between = (
            pieces[phrase.last : place.begin] if place.begin >= phrase.last else pieces[place.noun_end : phrase.first]
        )
        return any(piece.lower in joiners for piece in between)

    own = [n for n in inside if opens or not joined(places[n])]
    if own and closes:
        own = inside
    return _with_list(pieces, places, own, joiners)


def _before_relative(
    pieces: Sequence[Piece], places: Sequence[Place], phrase: Phrase, low: int, words: Lexicon
) -> Sequence[int]:
    """The figure before a relative clause that opens with the phrase: "40 men, who since May ..."."""
    if not low or phrase.first != low + 1 or pieces[low].lower not in words.since.relatives:
        return ()
    return [n for n, place in enumerate(places) if place.noun_end == low - 1]


def _with_list(
    pieces: Sequence[Piece], places: Sequence[Place], own: Sequence[int], joiners: frozenset[str]
) -> Sequence[int]:
    """The figures with those that stand in one list with them: "40 soldiers, 20 civilians and three children"."""
    found = list(own)
    for number in range(1, len(places)):
        between = [piece.lower for piece in pieces[places[number - 1].noun_end : places[number].begin]]
        listed = bool(between) and all(word == "," or word in joiners for word in between)
        if listed and number - 1 in found and number not in found:
            found.append(number)
    return found


def _outside(
    pieces: Sequence[Piece], places: Sequence[Place], phrase: Phrase, clause: tuple[int, int], words: Lexicon
) -> Sequence[int]:
    """The figures of the next clause where the phrase alone opens the sentence: "Since May, he said, 40 ..."."""
    low, high = clause
    if relative := _before_relative(pieces, places, phrase, low, words):
        return relative
    if low or phrase.first > low or phrase.last < high:
        return ()
    following = [n for n, place in enumerate(places) if place.begin > high]
    if not following or any(piece.text in _STOPS for piece in pieces[high : places[following[0]].begin]):
        return ()
    end = _clause(pieces, places[following[0]].begin)[1]
    return [n for n in following if places[n].begin < end]

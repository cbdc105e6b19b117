"""Figures: numbers with their bounds, unit, what they count, whose it is and what has become of it.

The way of a sentence: `pieces` cuts it up, `numerals` finds numbers in digits and words, `amounts` adds units, `ranges`
joins two of them, `bounds` reads what stands around, `exclusions` drops what is no figure; `quantities` leads.
Then `nouns` finds what is counted, `stages` and `bindings` what has become of it and `since` since when it holds.
Words and rules are data: `lang/*/numbers.toml`, `lang/*/figures.toml`, `ontology/units.toml`,
`ontology/stages.toml`. The conventions are in docs/figures.md.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from lagebild.extract.figures.bindings import Place, stages_of
from lagebild.extract.figures.lexicon import Lexicon, lexicon
from lagebild.extract.figures.lexicon import stages as all_stages
from lagebild.extract.figures.nouns import owner_before
from lagebild.extract.figures.pieces import HYPHENS, Piece, cut
from lagebild.extract.figures.quantities import quantities
from lagebild.extract.figures.quantity import Quantity
from lagebild.extract.figures.series import with_ellipses
from lagebild.extract.figures.since import Phrase, since_of
from lagebild.extract.figures.stages import hits
from lagebild.lang.load import has
from lagebild.types import Document, Figure, Sentence, Span, Time, TimeMention, Why

__all__ = ["read"]

#: Quantities that are no figures: durations are times, ages are of persons, "three times" and "one of the" are grammar.
NOT_FIGURES = frozenset({"time", "age", "times", "one-of"})
#: Kinds of units of which things are sent, destroyed, promised; a length or a temperature has no stage.
STAGED = frozenset({"ratio", "money", "mass", "volume", "area", "energy", "power"})

_MASSES = frozenset({"mass", "volume", "area"})
_LONGEST_PART = 14  # pieces of what is said of a part: "among them 500 officers and three generals"
_LARGE = 1000
_REACH_OF_LEVEL = 20  # pieces between "the number of" and the "to" of what it rose to
_BEFORE_RELATIVE = 4  # pieces: "spricht von 40 Soldaten aus, die unterwegs seien"
_SHORTEST_VERB = 4  # letters; "need" and "bring" are none by their ending


def read(document: Document, times: Sequence[Time | TimeMention]) -> tuple[Figure, ...]:
    """The figures of a document in order of their spans, without overlaps; a number within one of `times` is none.

    With anchored times a figure that says "as of Monday" or "since January" knows the value of that time.
    """
    if not has(document.article.language, "figures"):
        return ()
    taken = sorted((time.span.start, time.span.end) for time in times)
    words = lexicon(document.article.language)
    figures: list[Figure] = []
    for sentence in document.sentences:
        figures.extend(_in_sentence(document, sentence, words, taken, times))
    read_on = with_ellipses(document, figures)
    if words.noun_phrase.listed_heads:
        return tuple(read_on)  # what is counted may be any noun that is not listed
    return tuple(figure for figure in read_on if _tells(figure))


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
    places = [_place(pieces, found, number, words) for number in range(len(found))]
    stages = stages_of(pieces, places, hits(pieces, words), words)
    near = times[bisect_left(times, sentence.start, key=_end) : bisect_right(times, sentence.end, key=_start)]
    as_of = _as_of(pieces, words, near)
    since = since_of(document.article.text, pieces, places, near, words)
    staged = [stage if _has_stage(pieces, q, stage, words) else None for q, stage in zip(found, stages, strict=True)]
    return [
        _figure(document.article.text, pieces, quantity, stage, words, as_of, when)
        for quantity, stage, when in zip(found, staged, since, strict=True)
    ]


def _tells(figure: Figure) -> bool:
    """Whether anything says what a number is: else it is more often that of a score, a model or a name.

    A number of thousands that is no mere row of digits ("the 8,000", "two million") is hardly ever one.
    """
    if figure.of or figure.unit or figure.stage or figure.change:
        return True
    bounded = figure.min != figure.max or figure.approximate or figure.vague
    return bounded or ((figure.min or 0) >= _LARGE and not figure.span.text.isdigit())


def _start(time: Time | TimeMention) -> int:
    return time.span.start


def _end(time: Time | TimeMention) -> int:
    return time.span.end


def _place(pieces: Sequence[Piece], found: Sequence[Quantity], number: int, words: Lexicon) -> Place:
    quantity = found[number]
    noun = quantity.noun
    head = noun.head.lower() if noun else ""
    noun_end = max(noun.last, quantity.end) if noun else quantity.end
    if number + 1 < len(found):
        noun_end = max(quantity.end, min(noun_end, found[number + 1].begin))
    kind = quantity.unit.kind if quantity.unit else ""
    thing = head.endswith(words.noun_phrase.things) or kind not in ("", "ratio")
    person = bool(head) and head.endswith(words.noun_phrase.persons)
    own = _whole_begins(pieces, found, number, words)
    before = pieces[quantity.begin - 1].lower if quantity.begin else ""
    elsewhere = before in words.aside_after or (before in words.place_after and head.endswith(words.place_nouns))
    aside = own is not None or elsewhere or _is_whole_of(pieces, quantity.begin, words)
    first = quantity.begin if own is None else own
    verb = quantity.begin - 1 if _is_verb(pieces, quantity.begin - 1, words) else 0
    resumes = _aside_ends(pieces, noun_end, words, noun_end + _LONGEST_PART)
    told_of_part = _part_begins(pieces, noun_end, words) and pieces[noun_end].text == ","
    part = noun_end if told_of_part else 0
    noun_end = _aside_ends(pieces, noun_end, words, _next_begins(pieces, found, number))
    phrase_begins = _phrase_begins(pieces, quantity.begin, words)
    opens = _opens(pieces, phrase_begins)
    starts = opens or pieces[phrase_begins - 1].lower in words.noun_phrase.joiners
    verb_follows = words.passive_after | (words.predicates if starts else frozenset())
    predicate = noun_end < len(pieces) and pieces[noun_end].lower in verb_follows
    after = _governed_by(pieces, quantity, thing, words)
    nominal = after > 0 and words.noun_phrase.capitalised_heads and pieces[after - 1].is_capitalised
    return Place(
        quantity.begin,
        quantity.end,
        noun_end,
        thing,
        aside,
        first,
        kind == "money",
        verb,
        predicate,
        person,
        resumes,
        after - nominal,  # "Schäden an 40 Häusern"
        means=after >= 0 and pieces[after].lower in words.means,
        agent=after >= 0 and pieces[after].lower in words.agents,
        described=_described(pieces, noun_end, words),
        opens=opens,
        told_before=noun is not None and noun.first < quantity.begin,
        inverted=before in words.passive_after,
        bare=noun is None and kind != "money",
        unknown=noun is not None and not person and not _is_staged(noun.head, kind, words),
        part=part,
    )


def _is_staged(head: str, kind: str, words: Lexicon) -> bool:
    """Whether a noun is one of those of which a stage is told, or a name or designation: "31 Abrams", "six F-16s"."""
    phrase = words.noun_phrase
    last = head.lower().replace("-", " ").rsplit(" ", 1)[-1]
    if not phrase.staged or last in phrase.staged or last.endswith(phrase.staged_endings) or kind == "money":
        return True
    return any(letter.isdigit() for letter in head) or (not phrase.capitalised_heads and head[0].isupper())


def _phrase_begins(pieces: Sequence[Piece], begin: int, words: Lexicon) -> int:
    """Where the phrase of a figure begins, with its article: "in the other 40 attacks"."""
    while begin:
        filler = words.modifiers_before.until(pieces, begin)
        if filler and filler[1].effect == "exact":
            begin = filler[0]
        elif pieces[begin - 1].lower in words.since.determiners:
            begin -= 1
        else:
            break
    return begin


def _governed_by(pieces: Sequence[Piece], quantity: Quantity, thing: bool, words: Lexicon) -> int:
    """The preposition that a figure stands behind and that keeps the words of the clause from it, or -1.

    None does so where what is counted stands before ("the number of dead rose to 34"), and where a group consists of
    it ("eine Truppe von 300 Soldaten").
    """
    noun = quantity.noun
    begin = _phrase_begins(pieces, quantity.begin, words)
    at = begin - 1
    counts = noun is not None and noun.first >= quantity.begin
    if at < 0 or quantity.kind == "money" or (quantity.vague and not counts):
        return -1
    if begin < quantity.begin and at and pieces[at - 1].text == ",":
        return -1  # "die Feier, zu der 40 Gäste kamen"
    before = pieces[at].lower
    if before in words.levels and not (counts and (thing or _receives(pieces, at, words))):
        return -1
    if before in words.owners and not (counts and at and pieces[at - 1].is_word and pieces[at - 1].text.islower()):
        return -1
    if before in words.agents | words.owners and (not at or pieces[at - 1].lower.endswith(words.groups)):
        return -1
    return at if before in words.behind | words.agents | words.owners else -1


def _receives(pieces: Sequence[Piece], at: int, words: Lexicon) -> bool:
    """Whether a preposition tells who gets something: "aid to 40 people", not "the death toll rose to 40 people"."""
    counting = words.noun_phrase.counting
    before = range(max(0, at - _REACH_OF_LEVEL), at)
    return pieces[at].lower in words.recipients and not any(counting.from_(pieces, begin) for begin in before)


def _is_whole_of(pieces: Sequence[Piece], begin: int, words: Lexicon) -> bool:
    """Whether a figure is the whole that a pronoun is a part of: "none of the three"."""
    at = _phrase_begins(pieces, begin, words)
    link = words.partitive.until(pieces, at)
    at = link[0] if link else at
    return 0 < at < begin and pieces[at - 1].lower in words.parts


def _described(pieces: Sequence[Piece], noun_end: int, words: Lexicon) -> int:
    """Where words that describe a noun begin at the latest: at once, or in the clause that goes on about it."""
    reach = range(noun_end, min(noun_end + _BEFORE_RELATIVE, len(pieces) - 1))
    comma = next((at for at in reach if pieces[at].text == ","), None)
    at = noun_end if comma is None else comma + 1
    may_go_on = comma is not None or not words.noun_phrase.capitalised_heads  # "das" is an article, too
    if may_go_on and at < len(pieces) and pieces[at].lower in words.since.relatives:
        return at + _LONGEST_PART
    return noun_end - words.noun_phrase.capitalised_heads  # "in 40 Häusern getötet" is no house


def _opens(pieces: Sequence[Piece], begin: int) -> bool:
    return begin == 0 or pieces[begin - 1].text in ",;:–"


def _next_begins(pieces: Sequence[Piece], found: Sequence[Quantity], number: int) -> int:
    return found[number + 1].begin if number + 1 < len(found) else len(pieces)


def _aside_ends(pieces: Sequence[Piece], at: int, words: Lexicon, limit: int) -> int:
    """Where what is only said beside ends, before `limit`: "90 others, including children, are injured"."""
    if not _part_begins(pieces, at, words):
        return at
    limit = min(limit, len(pieces), at + _LONGEST_PART)
    return next((end + 1 for end in range(at + 2, limit) if pieces[end].text == ","), at)


def _part_begins(pieces: Sequence[Piece], at: int, words: Lexicon) -> bool:
    return any(tuple(p.lower for p in pieces[at : at + len(link)]) == link for link in words.subsets)


def _is_verb(pieces: Sequence[Piece], at: int, words: Lexicon) -> bool:
    """Whether a word is a verb by its ending, in a language whose verbs stand before their objects."""
    if at < 1 or not words.passive_after or pieces[at - 1].lower in words.objects_begin:
        return False  # "the remaining five"
    phrase, word = words.noun_phrase, pieces[at].lower
    if (word,) in words.subsets:
        return False  # "including 21 people"
    return len(word) > _SHORTEST_VERB and word.endswith((*phrase.verb_endings, *phrase.participle_endings))


def _whole_begins(pieces: Sequence[Piece], found: Sequence[Quantity], number: int, words: Lexicon) -> int | None:
    """Where the phrase of a whole begins: "of the promised 100" after a number, "Of 70 drones" before one."""
    begin = found[number].begin
    if number == 0:
        first = _phrase_begins(pieces, begin, words)
        opens = first == 1 or (first > 1 and pieces[first - 2].text in ",;:–")
        parts = opens and len(found) > 1 and pieces[first - 1].lower in words.noun_phrase.part_of
        part = _phrase_begins(pieces, found[1].begin, words) if parts else 0
        parts = parts and pieces[part - 1].lower not in words.behind  # "von 12 Soldaten in vier Wagen"
        return begin if parts else None
    before = found[number - 1]
    ends = {before.end, before.noun.last if before.noun else before.end}
    for own in range(begin, max(begin - 4, 0), -1):
        link = words.partitive.until(pieces, own)
        if link is not None and link[0] in ends:
            return own
        if not pieces[own - 1].is_word or pieces[own - 1].is_capitalised:
            return None
    return None


def _is_amount(pieces: Sequence[Piece], quantity: Quantity, words: Lexicon) -> bool:
    """Whether it is an amount of something, and not what something weighs: "a bomb of 64 kg", "the 50% stake"."""
    begin, end = _phrase_begins(pieces, quantity.begin, words), quantity.end
    before = pieces[begin - 1].lower if begin else ""
    if before == "(" or before in words.behind | words.agents or words.partitive.until(pieces, begin):
        return False
    after = pieces[end] if end < len(pieces) else None
    phrase = words.noun_phrase
    if after is None or not after.is_word or after.lower in phrase.stops:
        return True
    return phrase.capitalised_heads and not after.lower.endswith(phrase.adjective_endings)


def _has_stage(pieces: Sequence[Piece], quantity: Quantity, stage: str | None, words: Lexicon) -> bool:
    """Whether it can be in a stage; the amount of a fall is not lost ("verlor 2,3 Prozent")."""
    kind = quantity.unit.kind if quantity.unit is not None else ""
    if kind and kind not in STAGED:
        return False
    if kind in _MASSES and any(piece.text in HYPHENS for piece in pieces[quantity.first : quantity.end]):
        return False  # "a 40-ton ship"
    bare = stage is not None and kind not in ("", "money") and quantity.noun is None
    if stage is not None and bare and not all_stages()[stage].of_shares and not _is_amount(pieces, quantity, words):
        return False
    if stage is None or quantity.change is None:
        return True
    is_rate = quantity.unit is not None and quantity.unit.kind == "ratio"
    return not is_rate and not all_stages()[stage].never_of_changes


def _in_time(pieces: Sequence[Piece], quantity: Quantity, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether its number is part of a time; in "9000 kilometres an hour" only the hour is, in "of 2000 men" nothing."""
    last = quantity.last if quantity.kind in ("count", "time") else quantity.first + 1
    start, end = pieces[quantity.first].start, pieces[last - 1].end
    noun = quantity.noun
    things = noun is not None and noun.first == quantity.last and not noun.linked
    if things and (start, end) in taken and quantity.low == 2000:
        return False
    return _overlaps(start, end, taken)


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
    since: Phrase | None,
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
        why=Why(rule=", ".join((*(quantity.rules or ("number",)), *((since.rule,) if since else ())))),
        since=since.since if since else None,
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

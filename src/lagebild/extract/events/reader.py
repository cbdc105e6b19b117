"""Finds the triggers, gives them their parties by position and preposition, and asks whether the deed was done."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeVar

from lagebild.extract.events import third
from lagebild.extract.events.clauses import Clause, Party, clauses
from lagebild.extract.events.dated import time_of
from lagebild.extract.events.parties import WITH_INFINITIVE, beside, of_a_deed, of_noun, of_verb, who
from lagebild.extract.events.scene import Match, Scene
from lagebild.extract.events.status import status_of
from lagebild.extract.events.triggers import Compiled, TriggerBook, event_types, trigger_book
from lagebild.lang.load import has
from lagebild.types import Actor, Document, Event, Mention, Sentence, Time, Token, Why

VERSION = "1"
_PREFIX = 7  # letters of a participle in which its mark stands
_LONG, _TITLE = 4, 3  # letters of a word that a headline writes with a capital, and how many such words make one
_AHEAD = 12  # words behind a head that an expression may look at
_UNDONE = frozenset({"planned", "hypothetical", "negated", "denied"})
_PLACES = frozenset({"place", "state"})
_OF_SOMEBODY = frozenset(
    {"ACCUSE", "REQUEST", "REJECT", "THREATEN", "CONSULT", "STATE", "DENY"}
)  # words need a speaker

Placed = TypeVar("Placed", Mention, Time)


def read(document: Document, mentions: tuple[Mention, ...], times: tuple[Time, ...]) -> tuple[Event, ...]:
    """The events of a document, in order; with no party known only where the words themselves say all."""
    if not has(document.article.language, "events"):
        return ()
    book = trigger_book(document.article.language)
    events: list[Event] = []
    for sentence in document.sentences:
        if not any(book.of(token.lower) for token in document.tokens_of(sentence)):
            continue
        inside, dates = _within(mentions, sentence), _within(times, sentence)
        before = mentions[: bisect_left(mentions, sentence.start, key=_start)]
        scene = Scene(document, book, clauses(document, sentence, inside, dates, book), before, dates)
        told = [event for clause in scene.clauses for event in _clause(scene, clause)]
        events += told + _weak(scene, told)
    return tuple(sorted(events, key=lambda e: (e.span.start, e.span.end)))


def _within(found: tuple[Placed, ...], sentence: Sentence) -> list[Placed]:
    """Those of a sentence, which stand in the order of the text."""
    first, last = (bisect_left(found, at, key=_start) for at in (sentence.start, sentence.end))
    return [one for one in found[first:last] if one.span.end <= sentence.end]


def _start(one: Mention | Time) -> int:
    return one.span.start


def _clause(scene: Scene, clause: Clause) -> list[Event]:
    """The events of a clause: one a type (of the first trigger, verbs first), for each half of a subject.

    Of the rows that a word fits, the first that tells an event is taken.
    """
    found: dict[str, Event] = {}
    fellows: list[Event] = []
    heads: set[int] = set()
    for match in _in_order(scene, clause, weak=False):
        if match.head in heads:
            continue
        first = found.get(match.trigger.row.type)
        if first and first.actor is None and match.trigger.row.kind == "noun":
            doer = _acting(who(scene, clause, of_noun(scene, clause, match)[0]))
            if doer not in (None, first.recipient):  # "the attack by A killed B"
                found[first.type] = replace(first, actor=doer)
        event = _event(scene, clause, match)
        if event:
            heads.add(match.head)
        if first or event is None or any(_same_words(event, other) for other in found.values()):
            continue
        found[event.type] = event
        fellows += _fellows(scene, clause, match, event)
    found = {name: _with_whom(event, found) for name, event in found.items()}
    if "MOBILIZE" in found and "AID" not in found:
        aid = third.as_aid(scene.document, found["MOBILIZE"], clause.parties, scene.book.words["into"])
        return [*found.values(), *fellows, *([aid] if aid else [])]
    return [*found.values(), *fellows]


def _in_order(scene: Scene, clause: Clause, *, weak: bool) -> list[Match]:
    """The matches that are weak, or the others: heads that are verbs first, the rows of a head as the file has them."""
    matches = [m for m in _matches(scene, clause) if m.trigger.row.weak == weak]
    noun: dict[int, bool] = {}
    for match in matches:
        noun.setdefault(match.head, match.trigger.row.kind == "noun")
    return sorted(matches, key=lambda m: (noun[m.head], m.head))


def _weak(scene: Scene, told: Sequence[Event]) -> list[Event]:
    """The events of weak triggers between two parties that nothing else in the sentence tells anything of."""
    busy = {party for event in told for party in (event.actor, event.recipient)}
    found: list[Event] = []
    for clause in scene.clauses:
        for match in _in_order(scene, clause, weak=True):
            if match.trigger.row.kind == "verb" and not _surely_verb(scene, clause, match):
                continue
            event = _event(scene, clause, match)
            pair = {event.actor, event.recipient} if event else {None}
            if event and None not in pair and busy.isdisjoint(pair):
                found.append(event)
                busy |= pair
    return found


def _surely_verb(scene: Scene, clause: Clause, match: Match) -> bool:
    """Whether a word is a verb by its form or by the word before: "trade" and "strikes" may be nouns in English."""
    form = _form(scene, match.head)
    if scene.book.free_order or form == "marked":
        return True
    subject = next((p for p in clause.parties if p.last == match.head and p.case == "bare"), None)
    before = scene.document.tokens[match.head - 1].lower if match.head else ""
    adverb = before.endswith(tuple(scene.book.words["adverb_endings"]))
    return (form == "third" or bool(subject and subject.described)) and (subject is not None or adverb)


def _may_be_verb(scene: Scene, clause: Clause, at: int) -> bool:
    """Whether a word can be a finite verb: "aid" behind "humanitarian" and "team" behind "hockey" are nouns."""
    if scene.book.free_order or at == clause.first or _form(scene, at) != "bare":
        return True
    before = scene.document.tokens[at - 1]
    words = scene.book.words
    if any(p.first < at <= p.last for p in clause.parties):
        return all(p.case != "genitive" for p in clause.parties if p.first < at <= p.last)
    plural = before.lower.endswith(tuple(words["third_endings"])) or before.lower in words["plural_nouns"]
    plain = before.text.isalpha() and before.text.islower()
    known = before.lower in words["other_subjects"] or before.lower.endswith(tuple(words["adverb_endings"]))
    return plural or not plain or known


def _form(scene: Scene, at: int) -> Literal["marked", "third", "bare"]:
    """The form of an English word: marked as a verb by its ending or the word before, third person (plural), bare."""
    tokens, words = scene.document.tokens, scene.book.words
    word, before = tokens[at].lower, tokens[at - 1].lower if at else ""
    if word in words["strong_verbs"] or word.endswith(tuple(words["verb_endings"])):
        return "marked"
    if before in words["verb_marks"] | words["joins"] | words["relatives"]:
        return "marked"
    return "third" if word.endswith(tuple(words["third_endings"])) else "bare"


def _with_whom(event: Event, told: Mapping[str, Event]) -> Event:
    """Whom one agrees, refuses or threatens to do something to, where only the deed tells: "refused to meet with A"."""
    if event.recipient is not None or event.actor is None or event.type not in WITH_INFINITIVE:
        return event
    deeds = (d for d in told.values() if d.span.start > event.span.start and d.status in _UNDONE)
    whom = (d.recipient for d in deeds if d.recipient != event.actor and d.actor in (None, event.actor))
    return replace(event, recipient=next((party for party in whom if party is not None), None))


def _fellows(scene: Scene, clause: Clause, match: Match, event: Event) -> list[Event]:
    """The same event of the other half of the subject: in "A and B attacked C" both attacked."""
    row = match.trigger.row
    if row.both or row.said or row.kind == "noun" or match.passive or event.actor is None:
        return []
    bare = [p for p in clause.parties if p.case == "bare"]
    first = next((p for p in bare if p.actor == event.actor), None)
    actors = [_acting(party.actor) for party in beside(scene, bare, first)]
    return [replace(event, actor=a) for a in actors if a is not None and a not in (event.actor, event.recipient)]


def _same_words(event: Event, other: Event) -> bool:
    """Whether two events are read from the same words; what is asked for or refused is a deed of its own."""
    return event.span.overlaps(other.span) and not event_types()[other.type].open


def _matches(scene: Scene, clause: Clause) -> Iterator[Match]:
    words = clause.words(scene.document)
    lower = [token.lower for token in words]
    named = {i for p in clause.parties if p.actor for i in range(p.first - clause.first, p.last - clause.first)}
    inner = {i for i in named if lower[i] in scene.book.words["prepositions"]}
    owned = {p.last + gap for p in clause.parties if p.case == "genitive" for gap in _genitive_ends(scene, p)}
    rest = [*lower, *_next(scene, clause)]
    titled = _titled(scene, clause)
    endings = tuple(scene.book.words["bare_participles"])
    bare = not scene.book.free_order and clause.first == clause.sentence.first and lower[0].endswith(endings)
    around = [word for i, word in enumerate(lower) if i not in inner]  # "a court in Bishkek" is no "in"
    for offset, word in enumerate(lower):
        for trigger in scene.book.of(word):
            row = trigger.row
            if not _fits(scene.book, row.kind, words, offset, titled=titled and offset not in named):
                continue
            if row.kind == "verb" and clause.first + offset in owned and scene.book.of_kind(word, "noun"):
                continue  # "Canada's help for Mali"
            if row.kind == "verb" and not _may_be_verb(scene, clause, clause.first + offset):
                continue
            noun_too = row.kind == "verb" and not scene.book.free_order and scene.book.nouns(word)
            if noun_too and any(p.last == clause.first + offset and p.case == "governed" for p in clause.parties):
                continue  # "in Malian attacks": what a preposition governs is no subject
            if not _held_together(scene.book, trigger, lower, offset):
                continue
            if bare and offset == 0 and row.kind == "verb":
                continue  # "Jailed critics ..."
            if trigger.unless and any(trigger.unless.fullmatch(w) for w in around):
                continue
            if trigger.then and not trigger.then.match(" ".join(rest[offset + 1 : offset + 1 + _AHEAD])):
                continue
            also = None
            if trigger.also:
                near = [
                    i
                    for i, w in enumerate(lower)
                    if (i != offset or scene.book.free_order) and trigger.also.fullmatch(w)
                ]
                if not near:
                    continue
                also = clause.first + min(near, key=lambda i: abs(i - offset))
            passive = row.kind == "verb" and _passive(scene.book, lower, offset)
            yield Match(trigger, clause.first + offset, also, passive or row.passive, passive)


def _held_together(book: TriggerBook, trigger: Compiled, lower: Sequence[str], at: int) -> bool:
    """Whether the verb at `at` is whole, or its particle closes the clause or the half of it before an "und"."""
    if trigger.particle is None or (trigger.whole and trigger.whole.fullmatch(lower[at])):
        return True
    rest = lower[at + 1 :]
    end = next((i for i, word in enumerate(rest) if word in book.words["joins"] and i), len(rest))
    ends = {end, len(rest)}
    return any(trigger.particle.fullmatch(word) and i + 1 in ends | {len(rest) - 1} for i, word in enumerate(rest))


def _genitive_ends(scene: Scene, party: Party) -> tuple[int, ...]:
    """How many tokens the mark of a genitive takes behind a name: "Canada" and "'s"."""
    if scene.book.free_order or party.last >= len(scene.document.tokens):
        return ()
    return (1,) if scene.document.tokens[party.last].lower in scene.book.words["genitive_endings"] else (0,)


def _next(scene: Scene, clause: Clause) -> list[str]:
    """The word that opens the next clause of the sentence: "demanded", and "that"."""
    after = clause.last
    return [scene.document.tokens[after].lower] if after < clause.sentence.last else []


def _titled(scene: Scene, clause: Clause) -> bool:
    """Whether all longer words of a sentence have a capital, as in an English headline: there it tells nothing."""
    if scene.book.capital_nouns:
        return False
    words = [t.text for t in scene.document.tokens_of(clause.sentence) if t.text.isalpha() and len(t.text) >= _LONG]
    return len(words) >= _TITLE and all(word[0].isupper() for word in words)


def _fits(book: TriggerBook, kind: str, words: Sequence[Token], at: int, *, titled: bool) -> bool:
    """Whether the word can be a noun or a verb there: by its capital (in German) and the article before it."""
    capital = words[at].text[0].isupper()
    if kind == "noun" and book.capital_nouns:
        return capital
    if at == 0:
        return True
    if capital and not titled:  # a noun in German, part of a name in English
        return False
    before = words[at - 1].lower
    return before not in book.words["verb_marks" if kind == "noun" else "determiners"]


def _passive(book: TriggerBook, lower: Sequence[str], at: int) -> bool:
    """Whether the verb at `at` is a passive participle: its auxiliary anywhere (free order) or close before it."""
    if at and lower[at - 1][:1].isdigit() and lower[at].endswith(tuple(book.words["bare_participles"])):
        return True  # "and some 700 wounded"
    if at and not book.free_order and lower[at - 1] in book.words["infinitive_marks"]:
        return False  # "would be ready to fight"
    if not book.free_order and at + 1 < len(lower) and lower[at + 1] in book.words["agents"]:
        return lower[at].endswith(tuple(book.words["bare_participles"]))  # "those attacked by Poland"
    sure = book.words["passive"].intersection(lower if book.free_order else lower[max(0, at - 3) : at])
    if sure:
        return not lower[at].endswith(tuple(book.words["never_passive"]))
    maybe = book.words["maybe_passive"].intersection(lower)
    weak = lower[at].endswith(tuple(book.words["participle_endings"]))
    strong = any(mark in lower[at][:-2][:_PREFIX] for mark in book.words["participle_mark"])  # "vorgeworfen"
    return bool(maybe) and (weak or strong)


def _event(scene: Scene, clause: Clause, match: Match) -> Event | None:
    row = match.trigger.row
    actor, recipient = of_noun(scene, clause, match) if row.kind == "noun" else of_verb(scene, clause, match)
    done_by = _acting(who(scene, clause, actor))
    done_to = who(scene, clause, recipient)
    if done_by is not None and done_by == done_to:
        done_to = None
    parties = {"actor": done_by, "recipient": done_to}
    if (
        (row.needs and parties[row.needs] is None)
        or (row.said and done_by is None)
        or (not row.alone and not any(parties.values()))
    ):
        return None
    there = None
    if done_to and recipient and _is_site(scene, match, recipient, done_to):
        there, done_to = done_to.name, None
    if done_by is None and done_to is None and not row.alone and row.type in _OF_SOMEBODY:
        return None
    tokens = scene.document.tokens
    ends = [match.head, match.head if match.also is None else match.also]
    span = scene.document.article.span(tokens[min(ends)].start, tokens[max(ends)].end)
    time = time_of(scene, clause, span)
    event = Event(
        span,
        row.type,
        row.mode,
        done_by,
        done_to,
        time.value if time else None,
        there or _place(scene, clause, {p.first for p in (actor, recipient) if p and (p is recipient or done_by)}),
        status_of(scene, clause, match),
        Why(rule=f"events/{row.id}", version=VERSION),
    )
    if row.type == "AID" and recipient is not None and done_to is not None:
        event = third.with_third(scene.document, event, clause.parties, scene.book.words["against"])
    return event


def _is_site(scene: Scene, match: Match, party: Party, actor: Actor) -> bool:
    """Whether a name only says where the deed was done: a town or region always, a state where a preposition says so.

    Who visits a state is its guest, whatever the preposition.
    """
    if actor.kind == "place":
        return True
    visited = match.trigger.row.mode == "visit"
    governed = party.case != "genitive"  # "on Russia's behalf"
    return (
        actor.kind == "state"
        and governed
        and not visited
        and party.preposition in scene.book.words["place_prepositions"]
    )


def _acting(actor: Actor | None) -> Actor | None:
    """A town or region does nothing; it is where the deed was done."""
    return None if actor is not None and actor.kind == "place" else actor


def _place(scene: Scene, clause: Clause, parties: set[int]) -> str | None:
    """The name after a preposition of place that is neither actor nor recipient."""
    for party in clause.parties:
        if party.actor is None or party.first in parties or party.actor.kind not in _PLACES:
            continue
        if party.case == "genitive":
            continue  # "on Russia's behalf"
        name = scene.document.tokens[party.first].text[0].isupper()  # "in russischer Hand" is no place
        if name and not of_a_deed(scene, clause, party) and party.preposition in scene.book.words["place_prepositions"]:
            return party.actor.name
    return None

"""Gives the triggers of a clause their parties by position and preposition, and asks whether the deed was done."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from lagebild.extract.events import grammar, third
from lagebild.extract.events.brackets import joined
from lagebild.extract.events.clauses import Clause, Party, clauses
from lagebild.extract.events.dated import days_of, time_of
from lagebild.extract.events.inherited import who
from lagebild.extract.events.learnt import Learnt
from lagebild.extract.events.matches import matches, surely_verb
from lagebild.extract.events.noun_parties import beside, of_noun
from lagebild.extract.events.parties import WITH_INFINITIVE, of_a_deed, of_verb
from lagebild.extract.events.scene import Match, Scene
from lagebild.extract.events.second import seconded
from lagebild.extract.events.status import status_of
from lagebild.extract.events.triggers import Trigger, TriggerBook, event_types, trigger_book
from lagebild.extract.names.gazetteer import gazetteer
from lagebild.lang.load import has
from lagebild.types import Actor, Document, Event, Mention, Sentence, Time, Why

if TYPE_CHECKING:
    from lagebild.encoder.trees import Tree

VERSION = "1"
_UNDONE = frozenset({"planned", "hypothetical", "negated", "denied"})
_PLACES = frozenset({"place", "state"})
_ON_LAND = frozenset({"ASSAULT", "THREATEN", "MOBILIZE", "AID"})  # deeds that reach a state on its land
_OF_WAR = frozenset({"ASSAULT", "MOBILIZE", "RETREAT", "CONCEDE", "PROTEST", "COERCE"})
_PLAYFUL = 3  # sentences about sport, software or films that make a page one about them
_ON_PEOPLE = frozenset({"ASSAULT", "COERCE"})
_ON_THINGS = frozenset(
    {"destroy", "seize", "ban", "censor", "cyber", "restrict", "curfew", "martial-law", "withhold", "misinform"}
)
_SERVING = frozenset({"military", "government"})
_ON_PLACES = frozenset({"ASSAULT", "PROTEST", "MOBILIZE", "COERCE", "AID"})  # others need somebody beside a place

Placed = TypeVar("Placed", Mention, Time)


def read(
    document: Document,
    mentions: tuple[Mention, ...],
    times: tuple[Time, ...],
    known: Learnt | None = None,
    trees: Callable[[Sentence], Tree | None] | None = None,
) -> tuple[Event, ...]:
    """The events of a document, in order; with no party known only where the words themselves say all.

    With what is `known` of words by learning, the types between two parties are looked at again (`second`); with
    `trees` of its sentences, the parties of verbs (`grammar`).
    """
    if not has(document.article.language, "events"):
        return ()
    book = trigger_book(document.article.language)
    playful, mishap = _is_about_play(document, book), False
    events: list[Event] = []
    for sentence in document.sentences:
        spoken = _words(document, sentence)
        here = _is_mishap(spoken, book)
        mishap = here or (mishap and not _is_violent(spoken, book))
        if not any(book.of(token.lower) for token in document.tokens_of(sentence)):
            continue
        inside, dates = _within(mentions, sentence), _within(times, sentence)
        before = mentions[: bisect_left(mentions, sentence.start, key=_start)]
        parts = clauses(document, sentence, inside, dates, book)
        scene = Scene(document, book, parts, before, dates, trees)
        read_clauses = joined(scene)
        told = [event for clause in read_clauses for event in _clause(scene, clause)]
        told += _weak(scene, read_clauses, told)
        if known is not None:
            told = seconded(scene, told, known)
        told = [e for e in told if not (e.type == "ASSAULT" and mishap and (here or e.actor is None))]
        if _is_burst(spoken, book):
            mishap, told = True, [e for e in told if e.type != "ASSAULT" or e.actor is not None]
        told = [e for e in told if not (e.type == "ASSAULT" and _is_contest(spoken, book))]
        told = [e for e in told if e.actor or e.recipient or not _better(told, e)]
        no_war = _is_play(spoken, book) or (playful and spoken.isdisjoint(book.words["earnest"]))
        events += [e for e in told if e.type not in _OF_WAR] if no_war else told
    return tuple(sorted(events, key=lambda e: (e.span.start, e.span.end)))


def _words(document: Document, sentence: Sentence) -> set[str]:
    return {token.lower for token in document.tokens_of(sentence)}


def _is_play(words: set[str], book: TriggerBook) -> bool:
    """Whether a sentence is about sport, software or films, which are told in words of war, and of nothing graver."""
    return not words.isdisjoint(book.words["figurative"]) and words.isdisjoint(book.words["earnest"])


def _is_violent(words: set[str], book: TriggerBook) -> bool:
    return not words.isdisjoint(book.words["violent"] | book.words["attacks"])


def _is_mishap(words: set[str], book: TriggerBook) -> bool:
    """Whether a sentence tells of an accident or a disaster and of no attack: nobody kills there."""
    return not words.isdisjoint(book.words["mishaps"]) and not _is_violent(words, book)


def _is_burst(words: set[str], book: TriggerBook) -> bool:
    """Whether a sentence tells of an explosion of gas or at a factory and of no attack: only who is named did it."""
    bursts = not words.isdisjoint(book.words["bursts"]) and not words.isdisjoint(book.words["works"])
    return bursts and not _is_violent(words, book)


def _is_contest(words: set[str], book: TriggerBook) -> bool:
    """Whether a sentence is about an election and nothing violent: candidates attack each other in words."""
    graver = book.words["violent"] | book.words["casualties"]
    return not words.isdisjoint(book.words["contests"]) and words.isdisjoint(graver)


def _better(told: Sequence[Event], event: Event) -> bool:
    """Whether another event of its type is told with a party, so that one without any adds nothing."""
    return any(other.type == event.type and (other.actor or other.recipient) for other in told)


def _is_about_play(document: Document, book: TriggerBook) -> bool:
    """Whether a page is about sport, software or films: some of its sentences are, and few are of graver things."""
    words = [_words(document, sentence) for sentence in document.sentences]
    playful = sum(_is_play(told, book) for told in words)
    return playful >= _PLAYFUL and playful > 2 * sum(not told.isdisjoint(book.words["earnest"]) for told in words)


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
        if first and event and first.actor is None and first.recipient is None and _tells_more(event, first):
            found[first.type] = event  # "bei einem Selbstmordanschlag auf Mali wurden sechs Menschen getötet"
        elif first and event and event.actor in (None, first.actor) and _belongs(match, first):
            found[first.type] = _completed(first, event)  # "eröffnete das Feuer und erschoss Ivan"
        if event is None or any(_same_words(event, other) for other in found.values()):
            continue
        heads.add(match.head)
        if first:
            continue
        found[event.type] = event
        fellows += _fellows(scene, clause, match, event)
    found = {name: _with_whom(event, found) for name, event in found.items()}
    if "MOBILIZE" in found and "AID" not in found:
        aid = third.as_aid(scene.document, found["MOBILIZE"], clause.parties, scene.book.words["into"])
        return [*found.values(), *fellows, *([aid] if aid else [])]
    return [*found.values(), *fellows]


def _belongs(match: Match, first: Event) -> bool:
    """Whether another word of the type tells more of a deed: whom it met, or as a noun ("a strike on Odesa") where."""
    return first.recipient is None or (match.trigger.row.kind == "noun" and first.place is None)


def _completed(event: Event, other: Event) -> Event:
    """An event with what another one of its deed tells besides: "a strike on Odesa killed 18 people"."""
    return replace(
        event,
        recipient=event.recipient or other.recipient,
        mode=event.mode or other.mode,
        place=event.place or other.place,
        time=event.time or other.time,
    )


def _tells_more(event: Event, other: Event) -> bool:
    """Whether an event tells a party, or else the mode that the other leaves open."""
    return event.actor is not None or event.recipient is not None or (other.mode is None and event.mode is not None)


def _in_order(scene: Scene, clause: Clause, *, weak: bool) -> list[Match]:
    """The matches that are weak, or the others: heads that are verbs first, the rows of a head as the file has them."""
    every = scene.found.get(clause.first)
    if every is None:
        every = scene.found[clause.first] = list(matches(scene, clause))
    fitting = [m for m in every if m.trigger.row.weak == weak]
    noun: dict[int, bool] = {}
    for match in fitting:
        noun.setdefault(match.head, match.trigger.row.kind == "noun")
    return sorted(fitting, key=lambda m: (noun[m.head], m.head))


def _weak(scene: Scene, read_clauses: Sequence[Clause], told: Sequence[Event]) -> list[Event]:
    """The events of weak triggers between two of whom nothing is told in their clause, nor of both elsewhere."""
    tokens = scene.document.tokens
    pairs = {frozenset((event.actor, event.recipient)) for event in told}
    found: list[Event] = []
    for clause in read_clauses:
        begin, end = tokens[clause.first].start, tokens[clause.last - 1].end
        here = [event for event in told if begin <= event.span.start < end]
        busy = {party for event in here for party in (event.actor, event.recipient)}
        for match in _in_order(scene, clause, weak=True):
            if match.trigger.row.kind == "verb" and not surely_verb(scene, clause, match):
                continue
            event = _event(scene, clause, match)
            pair = frozenset((event.actor, event.recipient)) if event else frozenset({None})
            if event and None not in pair and busy.isdisjoint(pair) and pair not in pairs:
                found.append(event)
                busy |= pair
                pairs.add(pair)
    return found


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


def _event(scene: Scene, clause: Clause, match: Match) -> Event | None:
    row = match.trigger.row
    actor, recipient = of_noun(scene, clause, match) if row.kind == "noun" else of_verb(scene, clause, match)
    actor, recipient = grammar.checked(scene, match, actor, recipient)
    done_by = _acting(who(scene, clause, actor))
    done_to = who(scene, clause, recipient)
    if done_by is not None and done_by == done_to:
        done_by = _acting(who(scene, clause, actor, but=done_to)) or done_by  # "he" is nobody whom it is done to
    if done_by is not None and (done_by == done_to or _own_state(row.type, done_by, done_to)):
        done_to = None
    parties = {"actor": done_by, "recipient": done_to}
    told = row.alone or _is_of_people(scene, row, actor, recipient) or _of_people(scene, clause, match)
    if (
        (row.needs and parties[row.needs] is None and not told)
        or (row.said and done_by is None)
        or (not told and not any(parties.values()))
    ):
        return None
    if row.type == "MOBILIZE" and recipient is not None and recipient.described:
        done_to = None  # the troops that are moved
    if row.type == "MOBILIZE" and done_by is None and done_to is not None and done_to.kind == "military":
        done_by, done_to = done_to, None  # "the deployment of the Malian army": it is moved by who leads it
    site = None
    if done_to and recipient and _is_site(scene, match, recipient, done_to):
        site, done_to = recipient, None
    if done_by is None and done_to is None and not (row.alone or row.type in _ON_PLACES or _leaves(row, site)):
        return None
    tokens = scene.document.tokens
    ends = [match.head, match.head if match.also is None else match.also]
    span = scene.document.article.span(tokens[min(ends)].start, tokens[max(ends)].end)
    days = days_of(scene, clause, match, time_of(scene, clause, span))
    place = site or _place(scene, clause, {p.first for p in (actor, recipient) if p and (p is recipient or done_by)})
    if done_to is None and place is not None and (place is site or row.type == "ASSAULT"):
        done_to = _state_of(scene, match, done_by, place)
    event = Event(
        span,
        row.type,
        row.mode,
        done_by,
        done_to,
        days,
        place.actor.name if place and place.actor else None,
        status_of(scene, clause, match),
        Why(rule=f"events/{row.id}", version=VERSION),
    )
    if row.type == "AID" and recipient is not None and done_to is not None:
        event = third.with_third(scene.document, event, clause.parties, scene.book.words["against"])
    return event


def _is_of_people(scene: Scene, row: Trigger, actor: Party | None, recipient: Party | None) -> bool:
    """Whether people who are not named suffer or do what is a deed by itself: "sechs Menschen wurden erschossen"."""
    if row.type in _ON_PEOPLE:
        if row.mode in _ON_THINGS or recipient is None:
            return False
        led = bool(recipient.preposition) and recipient.preposition in row.to and row.kind == "verb"
        if recipient.case not in ("bare", "object") and not led:
            return False
        word = scene.document.tokens[recipient.first].lower
        return recipient.people or (recipient.actor is None and word in scene.book.words["people_pronouns"])
    return row.type == "PROTEST" and actor is not None and (actor.people or actor.described)


def _of_people(scene: Scene, clause: Clause, match: Match) -> bool:
    """Whether it is told of people without a name who suffered it: "at least 40 people were killed"."""
    if not match.trigger.row.victims or not match.passive:
        return False
    known = scene.book.words["persons"]
    before = scene.document.tokens[clause.first : match.head]
    return any(t.lower in known or t.lower in scene.book.words["plural_nouns"] for t in before)


def _own_state(kind: str, actor: Actor, recipient: Actor | None) -> bool:
    """Whether forces would attack the state that they serve, which is a misreading of a longer sentence."""
    if recipient is None or kind != "ASSAULT" or actor.kind not in _SERVING:
        return False
    return recipient.kind == "state" and actor.country is not None and actor.country == recipient.country


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


def _leaves(row: Trigger, site: Party | None) -> bool:
    """Whether it is told which town is left, though not by whom: "the withdrawal from X began"."""
    return row.type == "RETREAT" and row.mode == "withdraw" and site is not None and site.preposition in row.to


def _acting(actor: Actor | None) -> Actor | None:
    """A town or region does nothing; it is where the deed was done."""
    return None if actor is not None and actor.kind == "place" else actor


def _state_of(scene: Scene, match: Match, actor: Actor | None, place: Party) -> Actor | None:
    """The state whose town or land somebody from another state attacks, threatens, helps or visits."""
    row, there = match.trigger.row, place.actor
    if actor is None or there is None or None in (actor.country, there.country) or actor.country == there.country:
        return None
    if row.type not in _ON_LAND and row.mode != "visit":
        return None
    if row.anywhere or (row.type != "ASSAULT" and row.mode != "visit" and _is_inside(scene, place)):
        return None
    return gazetteer(scene.document.article.language).actor(str(there.country))


def _is_inside(scene: Scene, place: Party) -> bool:
    """Whether a name only tells where: who trains soldiers in a land does nothing to it."""
    return place.preposition in scene.book.words["place_prepositions"]


def _place(scene: Scene, clause: Clause, parties: set[int]) -> Party | None:
    """The name after a preposition of place that is neither actor nor recipient."""
    for party in clause.parties:
        if party.actor is None or party.first in parties or party.actor.kind not in _PLACES:
            continue
        if party.case == "genitive":
            continue  # "on Russia's behalf"
        name = scene.document.tokens[party.first].text[0].isupper()  # "in russischer Hand" is no place
        if name and not of_a_deed(scene, clause, party) and party.preposition in scene.book.words["place_prepositions"]:
            return party
    return None

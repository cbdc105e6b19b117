"""Finds the triggers, gives them their parties by position and preposition, and asks whether the deed was done."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from lagebild.extract.events.clauses import Clause, Party, clauses
from lagebild.extract.events.triggers import Compiled, TriggerBook, event_types, trigger_book
from lagebild.lang.load import has
from lagebild.types import Actor, Document, Event, EventStatus, Mention, Sentence, Span, Time, Token, Why

VERSION = "1"
_NEAR = 3  # tokens between a noun of doing and the genitive or name that belongs to it
_PLACES = frozenset({"place", "state"})
_ADVERBIAL = 4  # tokens of an adverbial that stands between commas
_PERSONS = frozenset({"person", "role"})

Placed = TypeVar("Placed", Mention, Time)


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence with all that is needed to read events from one of its clauses."""

    document: Document
    book: TriggerBook
    clauses: Sequence[Clause]
    before: Sequence[Mention]  # mentions of the sentences before, for pronouns
    times: Sequence[Time]


@dataclass(frozen=True, slots=True)
class _Match:
    trigger: Compiled
    head: int
    also: int | None
    passive: bool


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
        scene = _Scene(document, book, clauses(document, sentence, inside, dates, book), before, dates)
        for clause in scene.clauses:
            events += _clause(scene, clause)
    return tuple(sorted(events, key=lambda e: (e.span.start, e.span.end)))


def _within(found: tuple[Placed, ...], sentence: Sentence) -> list[Placed]:
    """Those of a sentence, which stand in the order of the text."""
    first, last = (bisect_left(found, at, key=_start) for at in (sentence.start, sentence.end))
    return [one for one in found[first:last] if one.span.end <= sentence.end]


def _start(one: Mention | Time) -> int:
    return one.span.start


def _clause(scene: _Scene, clause: Clause) -> list[Event]:
    """The events of a clause: one a type, that of the first trigger; verbs before nouns."""
    found: dict[str, Event] = {}
    matches = sorted(_matches(scene, clause), key=lambda m: (m.trigger.row.kind == "noun", m.head))
    for match in matches:
        event = _event(scene, clause, match)
        if event and not any(event.span.overlaps(other.span) for other in found.values()):
            found.setdefault(event.type, event)
    return list(found.values())


def _matches(scene: _Scene, clause: Clause) -> Iterator[_Match]:
    words = clause.words(scene.document)
    lower = [token.lower for token in words]
    for offset, word in enumerate(lower):
        for trigger in scene.book.of(word):
            row = trigger.row
            if not _fits(scene.book, row.kind, words, offset):
                continue
            noun_too = row.kind == "verb" and not scene.book.free_order and scene.book.nouns(word)
            if noun_too and any(p.last == clause.first + offset and p.case == "governed" for p in clause.parties):
                continue  # "in Malian attacks": what a preposition governs is no subject
            if row.particle and row.particle not in lower[offset + 1 :]:
                continue
            if trigger.unless and any(trigger.unless.fullmatch(w) for w in lower):
                continue
            also = None
            if trigger.also:
                near = [i for i, w in enumerate(lower) if i != offset and trigger.also.fullmatch(w)]
                if not near:
                    continue
                also = clause.first + min(near, key=lambda i: abs(i - offset))
            passive = row.kind == "verb" and _passive(scene.book, lower, offset)
            yield _Match(trigger, clause.first + offset, also, passive)
            break


def _fits(book: TriggerBook, kind: str, words: Sequence[Token], at: int) -> bool:
    """Whether the word can be a noun or a verb there: by its capital (in German) and the article before it."""
    capital = words[at].text[0].isupper()
    if kind == "noun" and book.capital_nouns:
        return capital
    if at == 0:
        return True
    if capital:  # a noun in German, part of a name in English
        return False
    return kind == "noun" or words[at - 1].lower not in book.words["determiners"]


def _passive(book: TriggerBook, lower: Sequence[str], at: int) -> bool:
    """Whether the verb at `at` is a passive participle: its auxiliary anywhere (free order) or close before it."""
    if at and lower[at - 1][:1].isdigit() and lower[at].endswith(tuple(book.words["bare_participles"])):
        return True  # "and some 700 wounded"
    sure = book.words["passive"].intersection(lower if book.free_order else lower[max(0, at - 3) : at])
    if sure:
        return not lower[at].endswith(tuple(book.words["never_passive"]))
    maybe = book.words["maybe_passive"].intersection(lower)
    return bool(maybe) and lower[at].endswith(tuple(book.words["participle_endings"]))


def _event(scene: _Scene, clause: Clause, match: _Match) -> Event | None:
    row = match.trigger.row
    actor, recipient = _noun(scene, clause, match) if row.kind == "noun" else _verb(scene, clause, match)
    done_by = _acting(_who(scene, clause, actor))
    done_to = _who(scene, clause, recipient)
    if done_by is not None and done_by == done_to:
        done_to = None
    parties = {"actor": done_by, "recipient": done_to}
    if (row.needs and parties[row.needs] is None) or (not row.alone and not any(parties.values())):
        return None
    there = None
    if done_to and recipient and _is_site(scene, recipient, done_to):
        there, done_to = done_to.name, None
    tokens = scene.document.tokens
    ends = [match.head, match.head if match.also is None else match.also]
    span = scene.document.article.span(tokens[min(ends)].start, tokens[max(ends)].end)
    return Event(
        span,
        row.type,
        row.mode,
        done_by,
        done_to,
        _time(scene, clause, span),
        there or _place(scene, clause, {p.first for p in (actor, recipient) if p and (p is recipient or done_by)}),
        _status(scene, clause, match),
        Why(rule=f"events/{row.id}", version=VERSION),
    )


def _is_site(scene: _Scene, party: Party, actor: Actor) -> bool:
    """Whether a preposition only says where the deed was done: in a state, in or towards a town."""
    words = scene.book.words
    lists = {"place": words["locating"] | words["place_prepositions"], "state": words["place_prepositions"]}
    return party.preposition in lists.get(actor.kind, ())


def _noun(scene: _Scene, clause: Clause, match: _Match) -> tuple[Party | None, Party | None]:
    """Who and whom of a noun: the name before it or its genitive does it, the prepositions of the rule lead to whom."""
    row, head = match.trigger.row, match.head
    if row.both:
        named = [p for p in clause.parties if p.actor and p.first > head and (not row.to or p.preposition in row.to)]
        named += [p for p in clause.parties if p.actor and p.first > head and p not in named and p.preposition == ""]
        return (named[0], named[1]) if len(named) > 1 else (named[0] if named else None, None)
    agents = scene.book.words["agents"]
    near = [p for p in clause.parties if p.actor and 0 <= head - p.last <= 1]
    # right before the noun it is an adjective, whatever governs the noun: "in Malian attacks"
    before = [p for p in near if p.preposition not in row.to or p.last == head]
    after = [
        p
        for p in clause.parties
        if p.actor and 0 <= p.first - head <= _NEAR and (p.case == "genitive" or p.preposition in agents)
    ]
    to = [p for p in clause.parties if p.actor and p.first > head and p.preposition in row.to]
    if row.suffers:
        to += [p for p in after if p.case == "genitive"]
    doer = next((p for p in [*before, *after] if p not in to), None) or _beginner(scene, clause, head)
    return doer, (to[0] if to else None)


def _beginner(scene: _Scene, clause: Clause, head: int) -> Party | None:
    """Who begins or orders what the noun tells: "Mali has begun the deployment"."""
    light = [t.index for t in clause.words(scene.document) if t.lower in scene.book.words["light"]]
    if not light or (not scene.book.free_order and light[0] > head):
        return None
    bare = [p for p in clause.parties if p.case == "bare" and p.actor]
    return next((p for p in bare if scene.book.free_order or p.last <= light[0]), None)


def _verb(scene: _Scene, clause: Clause, match: _Match) -> tuple[Party | None, Party | None]:
    """Who and whom of a verb: in the active the first bare party does it, in the passive it suffers it."""
    row, head = match.trigger.row, match.head
    bare = [p for p in clause.parties if p.case == "bare" and not p.first <= head < p.last]
    infinitive = _infinitive(scene, clause, match)
    objects = [p for p in clause.parties if p.case == "object"]
    to = [p for p in clause.parties if p.preposition in row.to and p.preposition and not _of_a_deed(scene, clause, p)]
    if match.passive:
        agents = [
            p
            for p in clause.parties
            if p.preposition in scene.book.words["agents"]
            and p.preposition not in row.to
            and (scene.book.free_order or p.first > head)
        ]
        subjects = bare if scene.book.free_order else [p for p in bare if p.last <= head][-1:]
        suffers = to or ([] if row.to else subjects[:1])
        return (agents[0] if agents else None), (suffers[0] if suffers else None)
    if scene.book.free_order:
        subject = bare[0] if bare else None
        others = objects + bare[1:]
    else:
        ahead = [p for p in bare if p.last <= head]
        if infinitive:  # its subject is the nearest: "urged Belarus to leave", "Poland's plan to leave"
            ahead = [p for p in clause.parties if p.last <= head and p.case != "governed" and p.actor][-1:]
        subject = ahead[0] if ahead else None
        others = [p for p in bare + objects if p.first > head]
    if subject is None:
        subject = _earlier_subject(scene, clause, nearest=infinitive)
    if row.both and not to:
        return subject, (others[0] if others else None)
    whom = to or ([] if row.to else others if others or row.direct else _loose(scene, clause, head))
    return subject, (whom[0] if whom else None)


def _loose(scene: _Scene, clause: Clause, head: int) -> list[Party]:
    """Whose matter the object is, where it names nobody itself: "condemned Russia's attack", "the decision of Iran"."""
    loose = scene.book.words["loose"]
    after = [p for p in clause.parties if loose and p.first > head and not _of_a_deed(scene, clause, p)]
    return [p for p in after if p.case == "genitive" or p.preposition in loose]


def _of_a_deed(scene: _Scene, clause: Clause, party: Party) -> bool:
    """Whether a governed name only says whose deed it is: "killed in a Malian airstrike"."""
    after = scene.document.tokens[party.last].lower if party.last < clause.last else ""
    return party.case == "governed" and scene.book.nouns(after)


def _earlier_subject(scene: _Scene, clause: Clause, *, nearest: bool) -> Party | None:
    """The antecedent of a relative clause, or else the first (or nearest) bare party that governs the clause too.

    What is said has a subject of its own: nobody beyond a "that" or "because" is looked at.
    """
    earlier = [c for c in scene.clauses if c.last <= clause.first]
    if not earlier:
        return None
    if _is_relative(scene, clause, earlier[-1]):
        last = earlier[-1].parties[-1] if earlier[-1].parties else None
        return last if scene.book.free_order or _verb_follows(scene, clause) else None
    if _is_content(scene, clause):
        return None
    start = next((n for n in range(len(earlier) - 1, -1, -1) if _is_content(scene, earlier[n])), 0)
    cases = ("bare", "genitive") if nearest else ("bare",)  # "Poland's plan, ... to send"
    bare = [p for c in earlier[start:] for p in c.parties if p.case in cases and not _is_apposition(c, p)]
    return bare[-1 if nearest and scene.book.free_order else 0] if bare else None


def _is_apposition(clause: Clause, party: Party) -> bool:
    """Whether a name fills a clause behind another: "in Kaya, Burkina Faso, ..."."""
    return clause.first > clause.sentence.first and (party.first, party.last) == (clause.first, clause.last)


def _is_relative(scene: _Scene, clause: Clause, before: Clause) -> bool:
    """Whether the clause opens with a relative pronoun; "that" is one only right behind a name."""
    opening = scene.document.tokens[clause.first].lower
    if opening not in scene.book.words["relatives"]:
        return False
    return opening not in scene.book.words["complementizers"] or any(p.last == clause.first for p in before.parties)


def _verb_follows(scene: _Scene, clause: Clause) -> bool:
    """Whether the relative pronoun is the subject; in "which the two leaders signed" it is not."""
    after = scene.document.tokens[min(clause.first + 1, clause.last - 1)].lower
    return after not in scene.book.words["determiners"] and not any(p.first == clause.first + 1 for p in clause.parties)


def _is_content(scene: _Scene, clause: Clause) -> bool:
    """Whether a clause depends on another and has a subject of its own."""
    return scene.document.tokens[clause.first].lower in scene.book.words["subordinators"] or _is_said(scene, clause)


def _is_said(scene: _Scene, clause: Clause) -> bool:
    """Whether a clause tells what somebody says or thinks."""
    opening, words = scene.document.tokens[clause.first].lower, scene.book.words
    if opening in words["complementizers"]:
        return True
    return clause.first > 0 and scene.document.tokens[clause.first - 1].lower in words["speech"]


def _acting(actor: Actor | None) -> Actor | None:
    """A town or region does nothing; it is where the deed was done."""
    return None if actor is not None and actor.kind == "place" else actor


def _who(scene: _Scene, clause: Clause, party: Party | None) -> Actor | None:
    """The actor of a party; a pronoun means the subject before "that", a personal one else the last person before."""
    if party is None or party.actor is not None:
        return party.actor if party else None
    named = {p.actor for p in clause.parties}
    word = scene.document.tokens[party.first].lower
    home = next((c for c in scene.clauses if c.first <= party.first < c.last), clause)
    if (party.person or word in scene.book.words["back"]) and _is_said(scene, home):
        earlier = [p for c in scene.clauses if c.last <= home.first for p in c.parties if p.case == "bare" and p.actor]
        fits = [p.actor for p in earlier if p.actor and party.person == (p.actor.kind in _PERSONS)]
        if fits:
            return fits[-1]
    if not party.person:
        return None
    for mention in reversed(scene.before):
        if mention.actor.kind in _PERSONS and mention.actor not in named:
            return mention.actor
    return None


def _time(scene: _Scene, clause: Clause, span: Span) -> str | None:
    """The value of the nearest date or time of the clause, or of a short adverbial beside it."""
    tokens = scene.document.tokens
    dates = [t for t in scene.times if t.type in ("DATE", "TIME") and t.value]
    begin, end = tokens[clause.first].start, tokens[clause.last - 1].end
    here = [t for t in dates if begin <= t.span.start and t.span.end <= end]
    if not here:  # an adverbial set off by a comma: "On Thursday, ..."
        own = next((c for c in reversed(scene.clauses) if c.first <= clause.first and _is_content(scene, c)), clause)
        floor = own.first if _is_content(scene, own) else 0  # "In May they said that ..." dates the saying
        short = [c for c in scene.clauses if c.first >= floor and c.last - c.first <= _ADVERBIAL]
        here = [t for t in dates if any(tokens[c.first].start <= t.span.start < tokens[c.last - 1].end for c in short)]
    nearest = min(here, key=lambda t: max(t.span.start - span.end, span.start - t.span.end), default=None)
    return nearest.value if nearest else None


def _place(scene: _Scene, clause: Clause, parties: set[int]) -> str | None:
    """The name after a preposition of place that is neither actor nor recipient."""
    for party in clause.parties:
        if party.actor is None or party.first in parties or party.actor.kind not in _PLACES:
            continue
        name = scene.document.tokens[party.first].text[0].isupper()  # "in russischer Hand" is no place
        if (
            name
            and not _of_a_deed(scene, clause, party)
            and party.preposition in scene.book.words["place_prepositions"]
        ):
            return party.actor.name
    return None


def _status(scene: _Scene, clause: Clause, match: _Match) -> EventStatus:
    """Whether the deed was done, by the words of its clause, those right before it, and the sentence's denial."""
    dated = {t.span.start for t in scene.times}  # "in May 2024" is no "may"
    words = [t.lower for t in clause.words(scene.document) if t.start not in dated]
    sentence = scene.document.tokens_of(clause.sentence)

    def has(name: str, among: Sequence[str]) -> bool:
        return not scene.book.words[name].isdisjoint(among)

    noun = match.trigger.row.kind == "noun"
    heard = [t.lower for t in scene.document.tokens[max(clause.first, match.head - 3) : match.head]] if noun else words
    pairs = pairwise([*heard, ""])
    if any(w in scene.book.words["negations"] and after not in scene.book.words["not_only"] for w, after in pairs):
        return "denied" if has("denials", [t.lower for t in sentence]) else "negated"
    if has("denials", [t.lower for t in sentence if t.index < clause.first]):
        return "denied"
    unreal = has("hypothetical", words) or (has("unreal", words) and has("conditions", [t.lower for t in sentence]))
    if _asked(scene, clause, match) or unreal or sentence[-1].text == "?" or has("conditions", words[:1]):
        return "hypothetical"
    if has("perfect", words):
        return "ongoing" if has("ongoing", words) else "happened"
    if has("planned", words) or _infinitive(scene, clause, match):
        return "hypothetical" if has("unsure", words) else "planned"
    if has("plain_future", words) and not match.passive:
        return "planned"
    progressive = scene.document.tokens[match.head].lower.endswith(tuple(scene.book.words["progressive_endings"]))
    going_on = has("ongoing", words) or (progressive and has("progressive", words))
    return "ongoing" if going_on else "happened"


def _asked(scene: _Scene, clause: Clause, match: _Match) -> bool:
    """Whether the deed is what somebody asks for, refuses or threatens with: "demanded the withdrawal"."""
    if match.trigger.row.kind == "verb" and not _infinitive(scene, clause, match):
        return False
    before = scene.document.tokens[clause.first : match.head]
    return any(
        event_types()[found.row.type].open and found.row.kind == "verb" and not found.also and not found.row.particle
        for token in before
        for found in scene.book.of(token.lower)
    )


def _infinitive(scene: _Scene, clause: Clause, match: _Match) -> bool:
    before = match.head - 1
    marked = before >= clause.first and scene.document.tokens[before].lower in scene.book.words["infinitive_marks"]
    return marked and match.trigger.row.kind == "verb"

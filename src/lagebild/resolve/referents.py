"""Whom words like "er", "der Präsident" or "the ministry" mean, by what the page has named before."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property

from lagebild.extract.names.gazetteer import folded
from lagebild.extract.names.match import Matcher, RoleMatch
from lagebild.extract.names.words import Pronoun
from lagebild.types import Actor, Document, Mention, Sentence, Span, Token

#: A pronoun reaches back over at most so many sentences; a role over the whole page.
_REACH = 3
_WITH_NOUN = 2
_FIRST, _OPENING = 3, 25  # tokens of a sentence in which a pronoun begins it, and in which its subject is named
_MOST = 3  # so many times as often as the next one named is who a bare role means


class Page:
    """What a page has named, and where."""

    def __init__(self, document: Document, mentions: tuple[Mention, ...]) -> None:
        self._document = document
        self.matcher = Matcher(document)
        self.mentions = mentions
        self._starts = [token.start for token in document.tokens]
        self._genders: dict[Actor, str] = {}
        self._mention_starts = [mention.span.start for mention in mentions]

    def tokens(self, span: Span) -> tuple[Token, ...]:
        """The tokens of a span."""
        first = bisect_left(self._starts, span.start)
        return self._document.tokens[first : bisect_left(self._starts, span.end)]

    def inside(self, span: Span) -> list[Mention]:
        """The mentions that share words with a span, in order."""
        first = max(bisect_left(self._mention_starts, span.start) - 1, 0)
        last = bisect_left(self._mention_starts, span.end)
        return [mention for mention in self.mentions[first:last] if mention.span.overlaps(span)]

    def is_small(self, token: Token) -> bool:
        """Whether the page has a word written small elsewhere, so that its capitals only stress it: "COULD"."""
        return token.lower in self._small

    @cached_property
    def _small(self) -> frozenset[str]:
        return frozenset(token.text for token in self._document.tokens if token.text.islower())

    def role(self, tokens: tuple[Token, ...]) -> RoleMatch | None:
        """The first role that tokens of one sentence name."""
        sentence = self._document.sentence_at(tokens[0].start) if tokens else None
        if sentence is None:
            return None
        found = (self.matcher.role(token.index, sentence) for token in tokens)
        return next((role for role in found if role is not None and role.end <= tokens[-1].index + 1), None)

    def pronoun(self, tokens: tuple[Token, ...]) -> tuple[Pronoun, ...]:
        """The readings of a single word as a pronoun, or of a possessive before its noun ("seinen Angaben")."""
        if not 1 <= len(tokens) <= _WITH_NOUN:
            return ()
        alone = len(tokens) == 1
        return tuple(p for p in self.matcher.words.pronouns if tokens[0].lower in p.words and alone != p.possessive)

    def gender(self, actor: Actor) -> str:
        """The gender ("m", "f") that the gazetteer or the given name tells, or a pronoun that was read, else empty."""
        return self.matcher.gazetteer.gender(actor) or self._genders.get(actor, "")

    def agrees(self, readings: tuple[Pronoun, ...], actor: Actor) -> bool:
        """Whether an actor can be whom a pronoun means; all can where it is none or the gender is unknown."""
        if not readings or actor.kind != "person":
            return True
        genders = {reading.gender for reading in readings if reading.number == "singular"}
        return bool(genders) and self.gender(actor) in ("", *genders)

    def better(self, readings: tuple[Pronoun, ...], actor: Actor, said: int, at: int) -> Actor:
        """Whom a pronoun rather means: where a speaker's gender is unknown, who of the right one was named since."""
        genders = {reading.gender for reading in readings if reading.number == "singular"}
        if not genders or actor.kind != "person" or self.gender(actor):
            return actor
        since = (m.actor for m in reversed(self.mentions) if said < m.span.start < at and m.actor.kind == "person")
        return next((other for other in since if other != actor and self.gender(other) in genders), actor)

    def unless_another(self, readings: tuple[Pronoun, ...], actor: Actor, said: int, at: int) -> Actor | None:
        """Whom a pronoun means where the last sentence with a person is about somebody else; None where that is unsure.

        What is quoted does not count, nor somebody who is only named as an owner ("Thaksins Anhänger"). `said` is where
        the actor spoke last.
        """
        genders = {reading.gender for reading in readings if reading.number == "singular"} & {"m", "f"}
        sentence = self._document.sentence_at(at)
        if not genders or actor.kind != "person" or sentence is None:
            return actor
        if not self.matcher.gazetteer.gender(actor) and any(reading.number == "plural" for reading in readings):
            return None  # "sie"
        for index in range(sentence.index, max(sentence.index - _REACH, 0) - 1, -1):
            before = self._document.sentences[index]
            if said >= before.start or (index < sentence.index and self._opens_with(readings, before)):
                return actor
            near = [m.actor for m in self._named_in(index, at) if self.gender(m.actor) in ("", *genders)]
            if near:
                if actor in near:
                    return actor
                return near[0] if self.gender(near[0]) else None
        return actor

    def _opens_with(self, readings: tuple[Pronoun, ...], sentence: Sentence) -> bool:
        """Whether a sentence begins with a pronoun of these readings, so that it goes on about the same person."""
        opening = self._document.tokens[sentence.first : min(sentence.first + _FIRST, sentence.last)]
        return any(token.lower in reading.words for token in opening for reading in readings)

    def _named_in(self, index: int, at: int) -> list[Mention]:
        """The persons whom the opening of a sentence names before an offset, outside quotations and not as owners."""
        sentence = self._document.sentences[index]
        tokens = self._document.tokens
        reach = tokens[min(sentence.first + _OPENING, sentence.last) - 1].end if sentence.last > sentence.first else 0
        if at <= sentence.start:
            return []
        within = self.inside(Span.of(self.matcher.text, sentence.start, min(sentence.end, at)))
        people = [m for m in within if m.actor.kind == "person" and not self._is_owner(m) and not self._is_quoted(m)]
        return people if people and people[0].span.start < reach else []

    def _is_owner(self, mention: Mention) -> bool:
        """Whether a person's name has the ending of a case or of an owner, or is the first part of a compound."""
        text, end = self.matcher.text, mention.span.end
        if text[end : end + 1] == "-" or (text[end : end + 1] in "'’" and text[end : end + 1]):
            return True
        last = mention.span.text.split()[-1]
        parts = mention.actor.name.split()
        return last not in parts and any(last == part + ending for part in parts for ending in self._endings)

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        return self.matcher.words.lists["name_endings"]

    def _is_quoted(self, mention: Mention) -> bool:
        return any(quoted.start <= mention.span.start < quoted.end for quoted in self._document.quotations)

    def told(self, readings: tuple[Pronoun, ...], actor: Actor) -> Actor:
        """The actor that a pronoun means, whose gender is known from then on."""
        genders = {reading.gender for reading in readings if reading.number == "singular"} & {"m", "f"}
        if len(genders) == 1 and actor.kind == "person" and not self.gender(actor):
            self._genders[actor] = genders.pop()
        return actor

    def meant_by_pronoun(
        self, readings: tuple[Pronoun, ...], at: int, speakers: list[tuple[int, Actor]]
    ) -> Actor | None:
        """The nearest speaker before that agrees with a pronoun, else the one person named shortly before."""
        genders = {reading.gender for reading in readings if reading.number == "singular"}
        if not genders:
            return None
        sentence = self._document.sentence_at(at)
        earliest = self._document.sentences[max(sentence.index - _REACH, 0)].start if sentence else 0
        for start, actor in reversed(speakers):
            if earliest <= start < at and self._fits(actor, genders):
                subject = self._subject(start, at, genders)
                return subject or self.told(readings, self.better(readings, actor, start, at))
        if genders == {"n"}:
            return None
        near = {m.actor for m in self.mentions if earliest <= m.span.start < at and m.actor.kind == "person"}
        fitting = [actor for actor in near if self.gender(actor) in genders]
        return fitting[0] if len(fitting) == 1 else None

    def _subject(self, said: int, at: int, genders: set[str]) -> Actor | None:
        """Who of one of the genders begins the sentence before or that of a pronoun, if that is after the last speaker.

        Where the speaker's words are further back and the pronoun begins its sentence, the one person of the sentence
        before.
        """
        sentence = self._document.sentence_at(at)
        if sentence is None:
            return None
        near = self._document.sentences[max(sentence.index - 1, 0) : sentence.index + 1]
        first = bisect_left(self._mention_starts, near[0].start)
        between = self.mentions[first : bisect_left(self._mention_starts, at)]
        fitting = [m for m in between if m.actor.kind == "person" and self.gender(m.actor) in genders]
        starts = {one.start for one in near}
        subjects = [m.actor for m in fitting if m.span.start in starts and m.span.start > said]
        is_first = at == sentence.start and said < near[0].start
        if not subjects and is_first and len({m.actor for m in fitting}) == 1:
            return fitting[0].actor
        return subjects[-1] if subjects else None

    def _fits(self, actor: Actor, genders: set[str]) -> bool:
        """Whether an actor is of one of the genders; "n" is for all that is no person."""
        if actor.kind in ("person", "role"):
            return self.gender(actor) in ((genders - {"n"}) | {""}) if genders != {"n"} else False
        return "n" in genders

    def meant_by_noun(self, noun: Token, speakers: list[tuple[int, Actor]]) -> Actor | None:
        """The nearest body before that a noun can mean: "die Behörde", "the alliance"; those that have spoken first."""
        anaphor = self.matcher.words.anaphors.get(noun.lower)
        if anaphor is None:
            return None
        if anaphor.roles:
            named = [place for role in anaphor.roles for place in self._by_role[role]]
            before = sorted((start, actor.name, actor) for start, actor in named if start < noun.start)
            return before[-1][2] if before else None
        sentence = self._document.sentence_at(noun.start)
        earliest = self._document.sentences[max(sentence.index - _REACH, 0)].start if sentence else 0
        mentioned = [(m.span.start, m.actor) for m in self.mentions]
        for start, actor in (*reversed(speakers), *reversed(mentioned)):
            fits = actor.kind in anaphor.kinds and (actor.plover or "").startswith(anaphor.sector)
            if earliest <= start < noun.start and fits:
                return self._passed_on(start, actor, anaphor.kinds, speakers) or actor
        return None

    def _passed_on(
        self, at: int, outlet: Actor, kinds: Sequence[str], speakers: Sequence[tuple[int, Actor]]
    ) -> Actor | None:
        """Whose word an outlet only passes on: "The spy agency says so, the Yonhap agency reported"."""
        if outlet.kind != "outlet":
            return None
        sentence = self._document.sentence_at(at)
        beside = (actor for start, actor in reversed(speakers) if self._document.sentence_at(start) == sentence)
        return next((actor for actor in beside if actor.kind in kinds and actor.kind != "outlet"), None)

    def meant_by_role(self, found: RoleMatch, at: int) -> Actor | None:
        """The one actor of the page that fills a role: by its words before a name, or by an office."""
        said = [a for start, a in self._by_role[found.role.kind.id] if start < at and self._is_of_role(a, found)]
        if len(set(said)) == 1:
            return said[0]
        if said and found.role.is_person:
            return self._principal(said)
        holders = {actor for actor in self._people if self._holds(actor, found.role.kind.stands_for)}
        return holders.pop() if len(holders) == 1 else None

    def _is_of_role(self, actor: Actor, found: RoleMatch) -> bool:
        """Whether a person can be told by a word for a role, in a language whose words tell women: "der Minister"."""
        tells = self.matcher.words.lists["feminine_endings"] and found.role.is_person
        return not tells or self.gender(actor) in ("", "f" if found.feminine else "m")

    def _principal(self, said: list[Actor]) -> Actor:
        """Of several who fill a role the one of whom the page speaks most by far, else the last."""
        counted = Counter(mention.actor for mention in self.mentions)
        most = max(said, key=lambda actor: counted[actor])
        return most if counted[most] >= _MOST * max(counted[a] for a in said if a != most) else said[-1]

    @cached_property
    def _people(self) -> set[Actor]:
        return {mention.actor for mention in self.mentions if mention.actor.kind == "person"}

    def _holds(self, actor: Actor, offices: tuple[str, ...]) -> bool:
        gazetteer = self.matcher.gazetteer
        keys = {sense.key for sense in gazetteer.senses(folded(actor.name)) if sense.use == "person"}
        bodies = (actor.country or "", *gazetteer.bodies(keys))
        return any(keys & set(gazetteer.holders(o, b, self.matcher.day)) for o in offices for b in bodies)

    @cached_property
    def _by_role(self) -> dict[str, list[tuple[int, Actor]]]:
        """For each role the actors that the page has named with it, and where."""
        found: dict[str, list[tuple[int, Actor]]] = defaultdict(list)
        for mention in self.mentions:
            if mention.actor.kind == "place":
                continue
            role = self.role(self.tokens(mention.span)) or self._role_before(mention)
            if role is not None and (role.role.is_person) == (mention.actor.kind in ("person", "role")):
                found[role.role.kind.id].append((mention.span.start, mention.actor))
        return found

    def _role_before(self, mention: Mention) -> RoleMatch | None:
        """The role directly before a person's name: "Ministerin Anna Berg"."""
        first = bisect_left(self._starts, mention.span.start)
        if mention.actor.kind != "person" or first == 0:
            return None
        for back in (3, 2, 1):
            before = self._document.tokens[max(first - back, 0) : first]
            role = self.role(before)
            if role is not None and role.end == first:
                return role
        return None

"""Proper names: of what the encoder marked only the name is kept, without article, title or common noun.

The encoder has also learnt noun phrases and pronouns ("the U.S. companies", "We"), for one of its gold sets marks
those. They help it to find who speaks, but name nobody: what is left of them here is the name inside, as the rules read
it where they do, and nothing where there is none. Names of the rules stay as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from lagebild.extract.names.chances import Chances
from lagebild.extract.names.gazetteer import folded
from lagebild.extract.names.match import Matcher, Name, is_capitalised
from lagebild.extract.names.phrases import PhraseReader
from lagebild.lang.load import has
from lagebild.resolve.plausible import Judge
from lagebild.types import Actor, Document, NameMention, Sentence, Span, Token

_BREAKS = (",", "–", "—", "/")
#: Uses of names that mean one thing wherever they stand.
_CERTAIN_USES = ("country", "people", "place", "organisation")
_PERSON_USES = ("person", "known-surname")

_AIRCRAFT = re.compile(r"[A-Z][A-Za-z]{0,3}-\d+\w*")


def proper(
    document: Document, names: tuple[NameMention, ...], chances: Chances | None = None
) -> tuple[NameMention, ...]:
    """The names of a document, those of the encoder cut to the name inside; in order, without overlap.

    `chances` tells what the encoder makes of the words of a name all over the page.
    """
    if not has(document.article.language, "names") or all(name.why is None for name in names):
        return names
    reader = _Reader(document)
    found = [one for name in names for one in ((name,) if name.why is None else reader.names(name))]
    found = [reader.completed(name, found) for name in sorted(found, key=lambda name: name.span)]
    endings = reader.matcher.words.lists["name_endings"]
    called = {name.span.text for name in found if name.span.text != name.head or not name.candidates}
    called |= {name.span.text for name in found if name.why is not None and " " not in name.span.text}
    found = [reader.abroad(reader.preceded(name, called)) for name in found]
    found = Judge(reader.matcher, chances).judged([name for name in found if not reader.is_ship(name)])
    return _agreed(found, endings)


class _Reader:
    """Cuts the encoder's names of one document."""

    def __init__(self, document: Document) -> None:
        self.matcher = Matcher(document)
        self._sets = self.matcher.words.sets
        self._capitals = self.matcher.words.capitals_tell_names
        self._phrases = PhraseReader(self.matcher)
        self._tokens = document.tokens
        self._starts = [token.start for token in document.tokens]
        self._ruled: dict[int, list[NameMention]] = {}

    def names(self, name: NameMention) -> Iterable[NameMention]:
        """The names inside a name of the encoder."""
        first = bisect_left(self._starts, name.span.start)
        end = max(bisect_left(self._starts, name.span.end), first + 1)
        if _is_known(name.candidates):
            told_by_role = name.candidates[0].kind == "person" and not name.candidates[0].wikidata
            return (told_by_role and self._person_inside(first, name)) or (name,)
        if (
            name.is_place
            and self._tokens[end - 1].text not in self._sets["place_words"]
            and (cut := self._break(first, end))
        ):
            parts = (self._span(first, cut, name), self._span(cut + 1, end, name))
            return [one for part in parts for one in self.names(self._part(name, part))]
        if person := self._person_inside(first, name):
            return person
        begin, stop = self._trimmed(first, end, name)
        if begin >= stop or self._is_no_name(begin, stop, name) or self._is_role(begin, stop):
            return self._inside(name)
        if name.head and stop - begin > 1 and not self._capitals and self._is_owner(begin):
            return self._inside(name)  # "Gaddafis Grab"
        if (name.head or self._capitals) and self._ends_as_role(begin, stop):
            return self._inside(name)  # "Palmer Fire Chief", "Superior Court Judge"
        if name.head and any(self._is_joint(self._tokens[at]) for at in range(begin, stop)):
            return self._inside(name)  # "Infrastructure of Ukraine"
        if not name.head and not name.is_place and (cut := self._seat(begin, stop)):
            stop = cut  # "National Front in France"
        if stop == end and (told := self._told(begin, stop, name)):
            return (told,)
        if whole := self._known_end(begin, stop, name):
            return whole
        if stop - begin == 1 and (pieces := self._compound(begin, name)) is not None:
            return pieces
        if (begin, stop) == (first, end) and not self._tail(self._tokens[end - 1]):
            return (name,)
        if not self._capitals and self._is_described(first, begin):
            return self._inside(name)
        within = self._inside(name)
        span = self._span(begin, stop, name)
        same = [one for one in within if one.span.start <= span.start and one.span.end >= span.end]
        if same or (stop < end and within):
            return same or within
        if stop < end and (told := self._told(begin, stop, name)):
            return (told,)
        if stop < end and stop - begin == 1 and self._opens(begin):
            return ()  # "Prison officials": the capital is that of the sentence
        if name.is_place and stop + 1 == end and self._tokens[stop].text in self._sets["site_words"]:
            span, stop = self._span(begin, end, name), end
        return (self._renamed(name, span, begin, stop),)

    def _opens(self, at: int) -> bool:
        """Whether a word begins a sentence or a quotation, where every word has a capital."""
        sentence = self.matcher.sentence_of(at)
        return at == sentence.first or not self._tokens[at - 1].text[0].isalnum()

    def completed(self, name: NameMention, others: Sequence[NameMention]) -> NameMention:
        """A person's name with the surname that the encoder left out: "Matthew Alan" before "Livelsberger"."""
        if name.why is None or not name.head or " " not in name.span.text or _is_known(name.candidates):
            return name
        at = bisect_left(self._starts, name.span.end)
        if at >= len(self._tokens) or self._tokens[at].start != name.span.end + 1:
            return name
        word, sentence = self._tokens[at], self.matcher.sentence_of(at - 1)
        free = all(not (other.span.start <= word.start < other.span.end) for other in others)
        plain = word.text[0].isupper() and word.text[1:].islower() and not self.matcher.is_no_name(at)
        if not (self._capitals and free and plain and at < sentence.last) or self._is_headline(sentence):
            return name
        if self.matcher.role(at, sentence) or self.matcher.name(at, sentence):
            return name
        span = Span.of(self.matcher.text, name.span.start, word.end)
        return replace(name, span=span, candidates=(replace(name.candidates[0], name=span.text),), head=word.text)

    def _is_headline(self, sentence: Sentence) -> bool:
        """Whether most words have a capital, so that none of them tells a name."""
        words = [token.text for token in self._tokens[sentence.first : sentence.last] if len(token.text) > _SHORT]
        return len(words) >= _HEADLINE and sum(word[0].isupper() for word in words) > _MOST * len(words)

    def preceded(self, name: NameMention, called: set[str]) -> NameMention:
        """A surname alone with the given name before it by which the page calls somebody: "Elian" of Elian Gonzalez."""
        at = bisect_left(self._starts, name.span.start) - 1
        if name.candidates or name.head != name.span.text or at < 0 or self._tokens[at].end != name.span.start - 1:
            return name
        word = self._tokens[at].text
        if word not in called or not is_capitalised(self._tokens[at]) or self.matcher.is_no_name(at):
            return name
        if at < self.matcher.sentence_of(at + 1).first or word in self._sets["titles"]:
            return name
        span = Span.of(self.matcher.text, self._tokens[at].start, name.span.end)
        return replace(name, span=span, candidates=(Actor(" ".join(span.text.split()), "person"),))

    def abroad(self, name: NameMention) -> NameMention:
        """A body whose name goes on with another country is of that country: "Conservative Party of Canada"."""
        known = name.candidates[0] if len(name.candidates) == 1 else None
        if known is None or known.kind != "organisation" or not known.country:
            return name
        at = bisect_left(self._starts, name.span.end)
        sentence = self.matcher.sentence_of(at - 1)
        first = at
        while first < sentence.last and self._tokens[first].text in self._sets["role_links"]:
            first += 1
        owner = self.matcher.name(first, sentence) if first < sentence.last else None
        if (
            owner is None
            or not owner.uses("country")
            or bool(owner.ending) == (first > at)
            or len(name.span.text) < _LONG
        ):
            return name
        country = self.matcher.gazetteer.entity(owner.senses[0].key).country or None
        if country == known.country:
            return name
        end = self._tokens[owner.end - 1].end
        span = Span.of(self.matcher.text, name.span.start, end)
        actor = Actor(" ".join(span.text.split()), "organisation", country, None, country)
        return replace(name, span=span, candidates=(actor,))

    def is_ship(self, name: NameMention) -> bool:
        """Whether what looks like a person is a ship: "USS Eisenhower", "the tanker *Yuan Hua*"."""
        at = bisect_left(self._starts, name.span.start) - 1
        while at >= 0 and not self._tokens[at].text[0].isalnum() and self._tokens[at].text not in ",.;:":
            at -= 1  # the marks around the name of a ship
        is_person = bool(name.head) or any(actor.kind == "person" for actor in name.candidates[:1])
        return is_person and at >= 0 and self._tokens[at].text in self._sets["ship_words"]

    def _trimmed(self, first: int, end: int, name: NameMention) -> tuple[int, int]:
        """Without what stands before the name (articles, titles, adjectives) and behind it (common nouns, marks)."""
        is_person = bool(name.candidates) and name.candidates[0].kind == "person"
        if is_person:
            first = self._role_end(first, end)
        if is_person and (title := self._last_title(first, end)):
            return title, end
        while end > first and (not self._may_end(self._tokens[end - 1]) or self._is_aircraft(first, end)):
            end -= 1
        first = next((at + 1 for at in range(end - 2, first - 1, -1) if self._tail(self._tokens[at])), first)
        while first < end:
            token = self._tokens[first]
            title = first + 1 < end and is_person and self._title_end(first, end)
            if title:
                first = title
            elif token.lower in self._sets["determiners"] or self._is_before(token) or self._is_count(first, end):
                first += 1
            else:
                break
        if self._capitals and name.is_place:  # "Logar province south of the capital Kabul"
            small = (at for at in range(first, end) if self._tokens[at].text.islower())
            return first, next((at for at in small if self._tokens[at].text not in self._sets["place_joints"]), end)
        return first, end

    def _is_aircraft(self, first: int, end: int) -> bool:
        """Whether a type of aircraft stands behind the body that flies it: "Ukrainian Air Force MiG-29"."""
        behind = end - 2 >= first and self._tokens[end - 2].text in self._sets["branch_words"]
        return behind and _AIRCRAFT.fullmatch(self._tokens[end - 1].text) is not None

    @staticmethod
    def _may_end(token: Token) -> bool:
        return token.text == "." or is_capitalised(token) or any(char.isdigit() for char in token.text)

    def _is_described(self, first: int, begin: int) -> bool:
        """Whether adjectives stand before a noun that is no name by its capital: "katholischer Wohlfahrtsverband"."""
        return any(
            token.text.islower() and token.lower not in self._sets["determiners"] for token in self._tokens[first:begin]
        )

    def _is_before(self, token: Token) -> bool:
        """Whether a word begins no name: written small and no part of names ("von"), or a compound adjective."""
        if not token.text[0].isalnum():
            return True
        if self._tail(token):
            return True
        plain = token.text.replace("-", "").isalpha()
        return plain and not is_capitalised(token) and token.text not in self._sets["particles"]

    def _is_count(self, at: int, end: int) -> bool:
        """Whether a word only tells how many: "20,000 American GIs"; not "1. FC Köln"."""
        digits = self._tokens[at].text.replace(",", "").replace(".", "")
        return digits.isdecimal() and len(digits) > 1 and end - at > 1 and self._tokens[at + 1].text[0].isalpha()

    def _tail(self, token: Token) -> int:
        """The letters from the last hyphen on where what follows it makes an adjective: 8 in "Japan-flagged"."""
        before, hyphen, rest = token.text.rpartition("-")
        tells = rest in self._sets["compound_adjectives"] or (
            self._capitals and rest.endswith("ed") and len(rest) > _ED
        )
        return len(hyphen + rest) if before[:1].isupper() and tells else 0

    def _is_owner(self, at: int) -> bool:
        """Whether a known person's name in the genitive stands there."""
        known = self.matcher.name(at, self.matcher.sentence_of(at))
        return known is not None and known.ending == "s" and known.uses(*_PERSON_USES)

    def _ends_as_role(self, first: int, end: int) -> bool:
        """Whether a person's phrase without a known given name ends with a word for a role."""
        if end - first < 2 or folded(self._tokens[first].text) in self.matcher.gazetteer.first_names:
            return False
        if self._tokens[end - 1].text in self._sets["office_tails"]:
            return True
        role = self.matcher.role(end - 1, self.matcher.sentence_of(first))
        return role is not None and role.role.is_person and role.end == end

    def _is_joint(self, token: Token) -> bool:
        """Whether a word written small cannot stand inside a person's name."""
        is_word = len(token.text) > 1 and token.text.isalpha() and token.text.islower()
        return is_word and token.text not in self._sets["particles"]

    def _title_end(self, at: int, end: int) -> int:
        """Where a title or role before a person's name ends, or 0: "Mr. Trump", "Secretary of State Marco Rubio"."""
        token = self._tokens[at]
        role = self.matcher.role(at, self.matcher.sentence_of(at))
        stop = role.end if role is not None else 0
        if token.text in self._sets["titles"]:
            stop = max(stop, at + 1)
        elif at + 1 < end and f"{token.text}{self._tokens[at + 1].text}" in self._sets["titles"]:
            stop = at + 2
        if not stop or stop >= end:
            return 0
        if self._tokens[stop].text == ".":
            stop += 1
        surname = end - stop == 1 and self._bears(self.matcher.name(stop, self.matcher.sentence_of(stop)))
        return stop if end - stop > 1 or surname or (end - stop == 1 and token.text[:1] == "M") else 0

    @staticmethod
    def _bears(name: Name | None) -> bool:
        return name is not None and name.uses(*_PERSON_USES)

    def _role_end(self, first: int, end: int) -> int:
        """Where a role of several words ends that the name begins within: "State John Kerry"."""
        sentence = self.matcher.sentence_of(first)
        for back in range(max(first - 3, sentence.first), first):
            role = self.matcher.role(back, sentence)
            if role is not None and first < role.end < end:
                return role.end
        return first

    def _person_inside(self, first: int, name: NameMention) -> list[NameMention]:
        """The person with whose name a phrase ends that begins with an office or a place: "Mayor of Kyiv Ivan Berg"."""
        if not name.candidates or name.candidates[0].kind not in ("person", "organisation"):
            return []
        inner = [
            one
            for one in self._inside(name)
            if one.head and one.span.end == name.span.end and one.span.start > name.span.start
        ]
        if not inner:
            return []
        at = bisect_left(self._starts, inner[0].span.start)
        given = folded(self._tokens[at].text) in self.matcher.gazetteer.first_names
        offices = [self._is_office(place) for place in range(first, at)]
        if name.candidates[0].kind == "person":
            return inner if all(offices) or (given and any(offices)) else []
        return inner if given and all(offices) and self._has_role(first, at) else []

    def _seat(self, first: int, end: int) -> int:
        """Where a body's name ends before the country that it is said to be in, or 0."""
        sentence = self.matcher.sentence_of(first)
        for at in range(first + 1, end - 1):
            link = self._tokens[at].text
            known = self.matcher.name(first, sentence) if link in self._sets["organisation_links"] else None
            is_told = known is not None and known.end == at and link not in self._sets["role_links"]
            is_seat = link in self._sets["seat_links"] or is_told  # "funding from Congress for Tanzania"
            country = self.matcher.name(at + 1, sentence) if is_seat else None
            if country is not None and country.uses("country") and country.end == end:
                return at
        return 0

    def _has_role(self, first: int, end: int) -> bool:
        """Whether a title or a person's role is among words: "Texas Senator Ted Cruz"; not "Ukraine Ruslan Berg"."""
        roles = (self.matcher.role(at, self.matcher.sentence_of(at)) for at in range(first, end))
        is_role = any(role is not None and role.role.is_person for role in roles)
        return is_role or any(self._tokens[at].text in self._sets["titles"] for at in range(first, end))

    def _is_office(self, at: int) -> bool:
        """Whether a word is none of a person's name: of a role or title, a known place, or a preposition."""
        token, sentence = self._tokens[at], self.matcher.sentence_of(at)
        if token.text in self._sets["titles"] or self.matcher.role(at, sentence):
            return True
        if token.lower in self._sets["attribute_links"] and token.text not in self._sets["particles"]:
            return True
        known = self.matcher.name(at, sentence)
        return known is not None and known.uses("country", "capital", "city", "place", "organisation", "adjective")

    def _last_title(self, first: int, end: int) -> int:
        """Where the name begins behind a title with something before it: "U.S. Rep. Ilhan Omar"; 0 without one."""
        if folded(self._tokens[first].text) in self.matcher.gazetteer.first_names:
            return 0
        ends = (self._title_end(at, end) for at in range(end - 2, first, -1))
        return next((stop for stop in ends if stop and end - stop > 1), 0)

    def _is_no_name(self, first: int, end: int, name: NameMention) -> bool:
        """Whether no word of them can be a name: pronouns, and words written small."""
        words = [token for token in self._tokens[first:end] if token.text[0].isalnum()]
        last = words[-1].text if words else ""
        if {last, f"{last}."} & self._sets["titles"] and (len(words) == 1 or self._tokens[end - 1].text == "."):
            return True  # "Dr.", "GOP Gov."
        no_names = self._sets["no_names"] | self._sets["ship_words"]
        if len(words) == 1 and words[0].text in no_names and self._capitals:
            return True
        if len(words) == 1 and words[0].text.isupper() and name.head and self._capitals:
            return len(words[0].text) < _LONG_PRONOUN  # "DH" is no person
        return not any(is_capitalised(word) and not self._is_pronoun(word) for word in words)

    def _is_pronoun(self, token: Token) -> bool:
        bare = token.text.replace("’", "'").partition("'")[0]
        return bare in self._sets["no_names"] and (bare != token.text or self._capitals) and len(bare) < _LONG_PRONOUN

    def _break(self, first: int, end: int) -> int:
        """Where a mark parts two places that the encoder took for one: "South Governorate, Lebanon"."""
        inner = range(first + 1, end - 1)
        return next((at for at in inner if self._tokens[at].text in _BREAKS), 0)

    @staticmethod
    def _part(name: NameMention, span: Span) -> NameMention:
        return replace(name, span=span, candidates=(Actor(" ".join(span.text.split()), "place"),))

    def _compound(self, at: int, name: NameMention) -> list[NameMention] | None:
        """Of an unknown compound the known parts: "US-China", "AfD-Politiker"; None where it may be a name itself."""
        text, gazetteer = self._tokens[at].text, self.matcher.gazetteer
        first, hyphen, last = text.rpartition("-")
        if not hyphen or last.lower() in self._sets["organisation_endings"] or self._tail(self._tokens[at]):
            return None
        start, found = self._tokens[at].start, []
        for part in (first, last):
            senses = gazetteer.senses(folded(part))
            if senses and senses[0].use in ("country", "organisation"):
                begin = start + (0 if part is first else len(first) + 1)
                actor = gazetteer.actor(senses[0].key)
                span = Span.of(self.matcher.text, begin, begin + len(part))
                found.append(replace(name, span=span, candidates=(actor,), is_place=False, head=""))
        is_common = not self._capitals and last[:1].isupper() and bool(name.candidates)
        if len(found) == 2 or (found and is_common and found[0].span.start == start):
            return found
        return [] if is_common and first.isupper() and name.candidates[0].kind == "organisation" else None

    def _is_role(self, first: int, end: int) -> bool:
        """Whether the words are those of a role and of nobody ("Supreme Leader"), or of a deed ("Operation ...")."""
        if end - first > 1 and self._tokens[first].text in self._sets["no_actors"]:
            return True
        role = self.matcher.role(first, self.matcher.sentence_of(first))
        if role is None or role.end < end or role.prefix is not None:
            return False
        return role.role.is_person or self._capitals  # "Bundesfamilienministerium" is a name, "Police" is none

    def _told(self, first: int, end: int, name: NameMention) -> NameMention | None:
        """What the gazetteer tells of the very words, where the encoder sees no person: "Europe", "U.S.", "Cypriot"."""
        if not name.candidates or name.candidates[0].kind == "person" or self._tail(self._tokens[end - 1]):
            return None
        sentence, gazetteer = self.matcher.sentence_of(first), self.matcher.gazetteer
        span = self._span(first, end, name)
        adjective = self.matcher.adjective(first, sentence)
        if adjective is not None and adjective[1] == end and not self.matcher.is_people_only(first):
            return replace(name, span=span, candidates=(gazetteer.actor(adjective[0]),), is_place=False, head="")
        known = self.matcher.name(first, sentence)
        abbreviated = gazetteer.senses(folded(f"{span.text}.")) if "." in span.text else ()
        if known is None and abbreviated:  # "the U.S says"
            actor = gazetteer.actor(abbreviated[0].key)
            return replace(name, span=span, candidates=(actor,), is_place=False, head="")
        if known is not None and known.end == end and known.uses("known-surname") and not known.ending:
            bearers = tuple(gazetteer.actor(s.key) for s in known.senses if s.use == "known-surname")
            return replace(name, span=span, candidates=bearers, is_place=False, head=known.surface)
        if known is not None and known.end == end and known.uses("city", "town") and name.candidates[0].kind != "place":
            return self._town(known, span, name)
        if known is None or known.end != end or not known.uses(*_CERTAIN_USES):
            return None
        seen = name.candidates[0].kind == "organisation" and known.uses("organisation")
        if known.surface in self._sets["ambiguous"] and not seen:
            return None
        actor = gazetteer.actor(known.senses[0].key)
        if known.uses("country") and self.matcher.is_place(first, strictly=True):
            actor = gazetteer.as_place(known.senses[0].key)
        return replace(name, span=span, candidates=(actor,), is_place=actor.kind == "place", head="")

    def _town(self, known: Name, span: Span, name: NameMention) -> NameMention | None:
        """The town that a word means which the encoder hardly takes for a body: "Anchorage lawyer"."""
        if name.why is None or (name.why.score or 0.0) >= _SURE or known.surface in self._sets["ambiguous"]:
            return None
        places = tuple(self.matcher.gazetteer.actor(s.key) for s in known.senses if s.use in ("city", "town"))
        return replace(name, span=span, candidates=places, is_place=True, head="")

    def _known_end(self, first: int, end: int, name: NameMention) -> Sequence[NameMention]:
        """The name that the words end with, where somebody's name or a possessor stands before it, else nothing."""
        sentence = self.matcher.sentence_of(first)
        person = bool(name.candidates) and name.candidates[0].kind == "person"
        for at in range(first + 1, end):
            known = self.matcher.name(at, sentence)
            if known is None or known.end != end:
                continue
            if person and known.uses("person"):
                actors = tuple(self.matcher.gazetteer.actor(s.key) for s in known.senses if s.use == "person")
                span = self._span(at, end, name)
                return (replace(name, span=span, candidates=actors, head=known.surface.split()[-1]),)
            if any(self._tokens[before].text in self._sets["against_links"] for before in range(first, at)):
                return ()  # "Global Coalition to Counter ISIL"
            if not person and known.uses("organisation") and self._is_whole(at, end, sentence):
                actor = self.matcher.gazetteer.actor(known.senses[0].key)  # "Arbeiterpartei Kurdistans PKK"
                return (replace(name, candidates=(actor,), head=""),)
            owned = self._tokens[at - 1].text.replace("’", "'")
            if known.uses("organisation") and (owned.endswith("'s") or owned == "s"):
                return self._inside(name)
        return ()

    def _is_whole(self, at: int, end: int, sentence: Sentence) -> bool:
        """Whether a known body is all that is meant: an acronym, or one behind a surname ("Obama White House")."""
        if end == at + 1:
            return self._tokens[at].text.isupper()
        before = self.matcher.name(at - 1, sentence)
        return before is not None and before.uses("known-surname")

    def _inside(self, name: NameMention) -> list[NameMention]:
        """What the rules read in the words of a name of the encoder."""
        at = bisect_left(self._starts, name.span.start)
        sentence = self.matcher.sentence_of(at)
        if sentence.index not in self._ruled:
            self._ruled[sentence.index] = self._phrases.sentence(sentence)
        return [one for one in self._ruled[sentence.index] if name.span.contains(one.span)]

    def _span(self, first: int, end: int, name: NameMention) -> Span:
        last = self._tokens[end - 1]
        start, stop = self._tokens[first].start, last.end - self._tail(last)
        stop = min(stop, max(name.span.end, self._tokens[first].end))
        words = folded(self.matcher.text[start:stop])
        for ending in self.matcher.words.lists["name_endings"]:
            if "'" in ending and words.endswith(ending) and len(words) > len(ending):
                return Span.of(self.matcher.text, start, stop - len(ending))
        return Span.of(self.matcher.text, start, stop)

    def _renamed(self, name: NameMention, span: Span, first: int, end: int) -> NameMention:
        """The name with fewer words: what the gazetteer knows under them, else a name of the encoder's kind."""
        known = self.matcher.name(first, self.matcher.sentence_of(first))
        kind = name.candidates[0].kind
        if known is not None and known.end == end and kind == "person" and known.uses("known-surname"):
            actors = tuple(self.matcher.gazetteer.actor(s.key) for s in known.senses if s.use == "known-surname")
            return replace(name, span=span, candidates=actors, head=known.surface)
        text = " ".join(span.text.split())
        senses = self.matcher.gazetteer.senses(folded(text))
        if senses and senses[0].use in _CERTAIN_USES:  # "Saudi Arabia-led"
            return replace(name, span=span, candidates=(self.matcher.gazetteer.actor(senses[0].key),), head="")
        actor = replace(name.candidates[0], name=text) if name.candidates else Actor(text, "other")
        head = text.split()[-1] if name.head else ""
        return replace(name, span=span, candidates=() if head == text else (actor,), head=head)


_SHORT, _HEADLINE, _MOST = (
    3,
    6,
    0.7,
)  # longer words count for a headline, so many at least; this share of them has a capital
_LONG = 8  # letters of a body's name that is more than an acronym or one short word
_SURE = 0.8  # from which on the encoder is believed that a town's name is a body's
_ED = 4  # letters that a participle has at least: "Ben-Said" ends in none
#: Letters of the longest pronoun in `no_names`; longer words of that list are parts of names ("Hospital").
_LONG_PRONOUN = 6


def _is_known(candidates: Sequence[Actor]) -> bool:
    """Whether the gazetteer knows whom a name means."""
    return any(actor.wikidata or actor.plover or actor.place for actor in candidates)


def _agreed(names: Sequence[NameMention], endings: Sequence[str]) -> tuple[NameMention, ...]:
    """The names with what the page says of the same words elsewhere: a person's surname, a known place."""
    surnames = {name.head for name in names if name.head and name.head != name.span.text}
    places = {name.span.text: name for name in names if name.is_place and _is_known(name.candidates)}
    return tuple(_agreeing(name, surnames, places, endings) for name in names)


def _agreeing(
    name: NameMention, surnames: set[str], places: dict[str, NameMention], endings: Sequence[str]
) -> NameMention:
    text = name.span.text
    if name.why is None or _is_known(name.candidates):
        return name
    bare = next((b for b in (text, *map(text.removesuffix, endings)) if b in surnames), "")
    if not name.head and bare:
        return replace(name, candidates=(), is_place=False, head=bare)
    if text in places and text not in surnames:
        return replace(places[text], span=name.span, why=name.why)
    return name

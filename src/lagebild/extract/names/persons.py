"""Persons: those of the gazetteer, and others whom a given name, a title or a role before the name gives away."""

from __future__ import annotations

import re

from lagebild.extract.names.found import Found
from lagebild.extract.names.gazetteer import folded
from lagebild.extract.names.match import Matcher, Name, is_capitalised
from lagebild.types import Actor, Sentence

_SUFFIX = re.compile(r"[JS]r\.?|[IVX]+")  # behind a surname: "Baker III", "Comeaux Jr."
_NO_PERSON = ("country", "capital", "organisation", "adjective", "people", "place", "city")


class PersonReader:
    """Reads persons at the tokens of one document."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._words = matcher.words
        self._gazetteer = matcher.gazetteer
        self._tokens = matcher.tokens

    def at(self, at: int, sentence: Sentence, before: Found | None) -> Found | None:
        """The person named from a token on; `before` is the role that stands directly before, if any."""
        if not is_capitalised(self._tokens[at]):
            return None
        name = self._matcher.name(at, sentence)
        length = self._full_name(at, sentence, before, name)
        if name is not None and name.uses("person") and not self._is_namesake_abroad(name, before):
            return self._known(name)
        if name is not None and name.uses("person") and name.end > at + 1:
            return self._unknown(at, name.end, before)
        if length:
            return self._unknown(at, at + length, before)
        if name is not None and name.uses("known-surname", "surname"):
            return self._surname(name, before)
        if name is None and self._is_titled(at, sentence, before):
            surname = self._bare(self._tokens[at].text)
            return Found(at, at + 1, (_someone(surname, before),), surname)
        return None

    def _is_namesake_abroad(self, name: Name, before: Found | None) -> bool:
        """Whether the office before a known person's name is another country's: "Colombian minister Pedro Sánchez"."""
        office = before.role if before is not None and before.end == name.first else None
        if office is None or office.kind != "role" or not office.country or name.ending:
            return False
        bearers = [self._gazetteer.actor(s.key) for s in name.senses if s.use == "person"]
        return all(bearer.country not in (None, office.country) for bearer in bearers)

    def _known(self, name: Name) -> Found:
        actors = tuple(self._gazetteer.actor(s.key) for s in name.senses if s.use == "person")
        return Found(name.first, name.end, actors, head_of(name.surface))

    def _surname(self, name: Name, before: Found | None) -> Found | None:
        if self._is_named_after(name):
            return None
        if any(s.use in ("place", "town", "city") for s in name.senses) and self._matcher.is_place(name.first):
            return None
        known = tuple(self._gazetteer.actor(s.key) for s in name.senses if s.use == "known-surname")
        if not known and before is not None and before.end == name.first:  # "der britische Premierminister Johnson"
            bearers = (self._gazetteer.actor(s.key) for s in name.senses if s.use == "surname")
            known = tuple(actor for actor in bearers if actor in before.candidates)
        return Found(name.first, name.end, known, name.surface)

    def _is_named_after(self, name: Name) -> bool:
        """Whether a body or building is named after somebody: "Trump Tower"; not "Trump Thursday"."""
        if not self._words.capitals_tell_names or name.end >= len(self._tokens) or name.ending:
            return False
        sets, after = self._words.sets, self._tokens[name.end].text
        return after in sets["organisation_words"] or after in sets["things"]

    def _unknown(self, first: int, end: int, before: Found | None) -> Found:
        full = self._bare(" ".join(self._matcher.text[self._tokens[first].start : self._tokens[end - 1].end].split()))
        return Found(first, end, (_someone(full, before),), head_of(full))

    def _bare(self, name: str) -> str:
        for ending in self._words.lists["name_endings"]:
            if "'" in ending and folded(name).endswith(ending):
                return name[: -len(ending)]
        return name

    def _full_name(self, at: int, sentence: Sentence, before: Found | None, name: Name | None) -> int:
        """How many tokens a full name has that begins here; 0 where none does."""
        if name is not None and name.uses(*_NO_PERSON):
            return 0
        given = folded(self._tokens[at].text)
        known = given in self._gazetteer.first_names or given.partition("-")[0] in self._gazetteer.first_names
        if not (known or self._is_titled(at, sentence, before) or self._is_capital_pair(at, sentence)):
            return 0
        end = self._rest_of_name(at + 1, sentence)
        is_body = end < sentence.last and self._tokens[end].text in self._words.sets["organisation_words"]
        return end - at if end > at + 1 and not (is_body and self._words.capitals_tell_names) else 0

    def _is_capital_pair(self, at: int, sentence: Sentence) -> bool:
        """Whether two unknown capitals inside a sentence, without article or preposition, are a name."""
        if not self._words.capitals_tell_names or at == sentence.first or at + 1 >= sentence.last:
            return False
        previous = self._tokens[at - 1]
        if not previous.text[0].islower() or previous.lower in self._words.sets["determiners"]:
            return False
        if self._matcher.is_place(at) or (at + 2 < sentence.last and is_capitalised(self._tokens[at + 2])):
            return False
        return all(self._is_unknown(place, sentence) for place in (at, at + 1))

    def _is_unknown(self, at: int, sentence: Sentence) -> bool:
        text = self._tokens[at].text
        if self._matcher.name(at, sentence) is not None:
            return False
        if text in self._words.sets["organisation_words"] or text in self._words.sets["titles"]:
            return False
        return (
            text[1:].replace("-", "").replace("'", "").isalpha()
            and not text.isupper()
            and self._is_surname_like(at, sentence)
        )

    def _rest_of_name(self, at: int, sentence: Sentence) -> int:
        """Where a name ends that began before: initials, particles and up to three more capitalised words."""
        end = at
        for _ in range(3):
            if end >= sentence.last or (end > at and self._ends(end - 1)):
                break
            step = self._part_of_name(end, sentence, first=end == at)
            if not step:
                break
            end += step
        return end

    def _ends(self, at: int) -> bool:
        """Whether a name ends with a token: it has the ending of a case ("Tannwalds Rede") and is no given name."""
        word = folded(self._tokens[at].text)
        return word.endswith(self._words.lists["name_endings"]) and word not in self._gazetteer.first_names

    def _part_of_name(self, at: int, sentence: Sentence, *, first: bool) -> int:
        token = self._tokens[at]
        if (
            len(token.text) == 1
            and token.text.isupper()
            and at + 2 < sentence.last
            and self._tokens[at + 1].text == "."
        ):
            return 2 if is_capitalised(self._tokens[at + 2]) else 0
        if (
            len(token.text) == 1
            and token.text.isupper()
            and at + 2 < sentence.last
            and self._tokens[at + 1].text in "'’"
        ):
            return 3 if is_capitalised(self._tokens[at + 2]) else 0
        steps = 0
        while token.text in self._words.sets["particles"] and steps < 3:
            if not steps and token.text in self._words.sets["particles_never_first"]:
                return 0
            steps += 1
            if at + steps >= sentence.last:
                return 0
            token = self._tokens[at + steps]
        if steps and not first:
            return 0
        return steps + 1 if self._is_surname_like(at + steps, sentence) else 0

    def _is_surname_like(self, at: int, sentence: Sentence) -> bool:
        token = self._tokens[at]
        if not is_capitalised(token) or self._matcher.is_no_name(at) or len(token.text) < 2:
            return False
        if token.text in self._words.sets["legal_forms"] or token.text in self._words.sets["organisation_words"]:
            return False
        if at + 1 < sentence.last and f"{token.text}{self._tokens[at + 1].text}" in self._words.sets["titles"]:
            return False
        if (token.text.isupper() and len(token.text) > 3) or token.text.rpartition("-")[2][:1].islower():
            return False
        name = self._matcher.name(at, sentence)
        if name is not None and name.uses("country", "adjective", "people", "capital", "organisation"):
            return self._is_namesake(at, sentence, name)
        return self._matcher.role(at, sentence) is None

    def _is_namesake(self, at: int, sentence: Sentence, name: Name) -> bool:
        """Whether what is also an organisation is the surname of a given name before it: "Michael Bloomberg"."""
        given = folded(self._tokens[at - 1].text) if at > sentence.first else ""
        alone = name.end == at + 1 and not self._tokens[at].text.isupper()
        return alone and name.uses("organisation") and given in self._gazetteer.first_names

    def _is_titled(self, at: int, sentence: Sentence, before: Found | None) -> bool:
        if not self._is_surname_like(at, sentence):
            return False
        if before is not None and before.end == at and before.role is not None and before.role.kind == "role":
            return True
        return self._previous(at, sentence.first) in self._words.sets["titles"]

    def _previous(self, at: int, first: int) -> str:
        if at <= first:
            return ""
        word = self._tokens[at - 1].text
        if word == "." and at - 2 >= first:
            return self._tokens[at - 2].text + "."
        return word


def head_of(name: str) -> str:
    """What of a full name stands for the person alone: the last part, but no numeral or syllable ("Abdullah II")."""
    words = name.split()
    while len(words) > 1 and _SUFFIX.fullmatch(words[-1]):
        words = words[:-1]
    return words[-1] if len(words[-1]) > 2 and not words[-1].isupper() else words[0]


def _someone(name: str, before: Found | None) -> Actor:
    """A person that the gazetteer does not know, with country and code of the role before the name."""
    context = before.role if before is not None else None
    if context is None:
        return Actor(name, "person")
    return Actor(name, "person", context.country, None, context.plover)

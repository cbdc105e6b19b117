"""Names with what stands around them: nationality and role, office and country, persons unknown to the gazetteer, places."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lagebild.extract.names.gazetteer import folded
from lagebild.extract.names.match import Matcher, Name, RoleMatch, is_capitalised
from lagebild.extract.names.words import Role
from lagebild.types import Actor, Document, NameMention, Sentence, Span

_ACTORS = ("country", "organisation", "capital", "people")


@dataclass(frozen=True, slots=True)
class Found:
    """A mention with the tokens that it covers; `role` is what it says of a person that follows directly."""

    first: int
    end: int
    candidates: tuple[Actor, ...]
    head: str = ""
    is_place: bool = False
    role: Actor | None = None


class PhraseReader:
    """Reads the names of one document, sentence by sentence."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._matcher = Matcher(document)
        self._words = self._matcher.words
        self._gazetteer = self._matcher.gazetteer
        self._tokens = document.tokens

    def sentence(self, sentence: Sentence) -> list[NameMention]:
        """The mentions of a sentence, in order; they do not overlap."""
        found: list[Found] = []
        at = sentence.first
        pending: Found | None = None
        while at < sentence.last:
            one = self._person(at, sentence, pending) or self._phrase(at, sentence, found)
            if one is None:
                if pending is not None:
                    found.append(pending)
                    pending = None
                at += 1
                continue
            if pending is not None and not self._is_person(one):
                found.append(pending)
                pending = None
            if one.role is not None:
                pending = one
            else:
                pending = None
                if one.candidates or one.head:
                    found.append(one)
            at = one.end
        if pending is not None:
            found.append(pending)
        return [self._mention(one) for one in found if one.candidates or one.head]

    @staticmethod
    def _is_person(found: Found) -> bool:
        return bool(found.head) or any(actor.kind == "person" for actor in found.candidates[:1])

    def _mention(self, found: Found) -> NameMention:
        start, end = self._tokens[found.first].start, self._tokens[found.end - 1].end
        text = self._document.article.text
        for ending in self._words.lists["name_endings"]:
            if found.candidates and not found.role and "'" in ending and folded(text[start:end]).endswith(ending):
                end -= len(ending)
                break
        return NameMention(Span.of(text, start, end), found.candidates, found.is_place, found.head)

    # --- persons ----------------------------------------------------------------------------------------------------------

    def _person(self, at: int, sentence: Sentence, before: Found | None) -> Found | None:
        token = self._tokens[at]
        if not is_capitalised(token):
            return None
        name = self._matcher.name(at, sentence)
        length = self._given_name(at, sentence, before, name)
        if name is not None and name.uses("person") and name.end >= at + length:
            return self._known(name)
        if length:
            return self._unknown(at, at + length, before)
        if name is not None and name.uses("known-surname", "surname"):
            return self._surname(name)
        if name is None and self._after_title(at, sentence, before):
            surname = self._bare(token.text)
            actor = self._someone(surname, before)
            return Found(at, at + 1, (actor,), surname)
        return None

    def _known(self, name: Name) -> Found:
        actors = tuple(self._gazetteer.actor(s.key) for s in name.senses if s.use == "person")
        return Found(name.first, name.end, actors, name.surface.split()[-1])

    def _surname(self, name: Name) -> Found | None:
        known = tuple(self._gazetteer.actor(s.key) for s in name.senses if s.use == "known-surname")
        places = tuple(self._gazetteer.actor(s.key) for s in name.senses if s.use in ("place", "town"))
        if self._preposition(name.first, ("place_prepositions", "town_prepositions")) and places:
            return None
        return Found(name.first, name.end, known, name.surface)

    def _unknown(self, first: int, end: int, before: Found | None) -> Found:
        text = self._document.article.text[self._tokens[first].start : self._tokens[end - 1].end]
        full = self._bare(" ".join(text.split()))
        return Found(first, end, (self._someone(full, before),), full.split()[-1])

    def _someone(self, name: str, before: Found | None) -> Actor:
        context = before.role if before is not None else None
        if context is None:
            return Actor(name, "person")
        return Actor(name, "person", context.country, None, context.plover)

    def _bare(self, name: str) -> str:
        for ending in self._words.lists["name_endings"]:
            if "'" in ending and folded(name).endswith(ending):
                return name[: -len(ending)]
        return name

    def _given_name(self, at: int, sentence: Sentence, before: Found | None, name: Name | None) -> int:
        """How many tokens a full name of somebody has that begins here with a given name or after a role; 0 where none does."""
        token = self._tokens[at]
        known = folded(token.text) in self._gazetteer.first_names
        if name is not None and name.uses("country", "people", "adjective", "organisation") and not known:
            return 0
        if name is not None and name.uses("country", "capital", "organisation", "adjective", "people", "place"):
            return 0
        titled = self._after_title(at, sentence, before)
        if not known and not titled:
            return 0
        end = self._rest_of_name(at + 1, sentence)
        return end - at if end > at + 1 else 0

    def _rest_of_name(self, at: int, sentence: Sentence) -> int:
        """Where a name ends that began before: initials, particles and up to three more capitalised words."""
        end, capitals = at, 0
        while end < sentence.last and capitals < 3:
            step = self._part_of_name(end, sentence, capitals)
            if not step:
                break
            end += step
            capitals += 1
            if self._tokens[end - 1].text.endswith(("'s", "’s")):
                break
        return end

    def _part_of_name(self, at: int, sentence: Sentence, capitals: int) -> int:
        token = self._tokens[at]
        if (
            len(token.text) == 1
            and token.text.isupper()
            and at + 2 < sentence.last
            and self._tokens[at + 1].text == "."
        ):
            return 2 if is_capitalised(self._tokens[at + 2]) else 0
        particles = self._words.sets["particles"]
        steps = 0
        while token.text.lower() in particles and token.text.islower() and steps < 3:
            if not steps and not capitals and token.text in self._words.sets["particles_never_first"]:
                return 0
            steps += 1
            if at + steps >= sentence.last:
                return 0
            token = self._tokens[at + steps]
        return steps + 1 if self._surname_like(at + steps, sentence) else 0

    def _surname_like(self, at: int, sentence: Sentence) -> bool:
        token = self._tokens[at]
        if not is_capitalised(token) or token.text in self._words.sets["no_names"] or len(token.text) < 2:
            return False
        if token.text.isupper() and len(token.text) > 3:
            return False
        name = self._matcher.name(at, sentence)
        if name is not None and name.uses("country", "adjective", "people", "capital", "organisation"):
            return False
        return self._matcher.role(at, sentence) is None

    def _after_title(self, at: int, sentence: Sentence, before: Found | None) -> bool:
        if not self._surname_like(at, sentence):
            return False
        if before is not None and before.end == at and before.role is not None and before.role.kind == "role":
            return True
        previous = self._previous(at, sentence.first)
        return previous in self._words.sets["titles"]

    def _previous(self, at: int, first: int) -> str:
        if at <= first:
            return ""
        word = self._tokens[at - 1].text
        if word == "." and at - 2 >= first:
            return self._tokens[at - 2].text + "."
        return word

    # --- nationality, role, country --------------------------------------------------------------------------------------------

    def _phrase(self, at: int, sentence: Sentence, before: list[Found]) -> Found | None:
        country = self._matcher.adjective(at)
        if country is not None:
            return self._adjective(at, country, sentence)
        name = self._matcher.name(at, sentence)
        if name is not None and name.end - name.first == 1:
            compound = self._matcher.role(at, sentence)
            if compound is not None and compound.end > name.end:
                name = None
        if name is not None:
            return self._name(name, sentence, before)
        role = self._matcher.role(at, sentence)
        return self._role(role, sentence) if role is not None else None

    def _adjective(self, at: int, country: str, sentence: Sentence) -> Found:
        longer = self._matcher.name(at, sentence)
        if longer is not None and longer.end > at + 1 and not longer.uses("town", "adjective", "people"):
            return Found(longer.first, longer.end, (self._gazetteer.actor(longer.senses[0].key),))
        role = self._role_after(at + 1, sentence)
        if role is None:
            role = self._shared_role(at + 1, sentence)
            if role is not None:
                return Found(at, at + 1, self._fillers(role.role, country, at))
            return Found(at, at + 1, (self._gazetteer.actor(country),))
        return self._filled(at, role, country)

    def _shared_role(self, at: int, sentence: Sentence) -> RoleMatch | None:
        """The role after another adjective: "russische und nordkoreanische Soldaten"."""
        if at + 1 < sentence.last and self._tokens[at].text in self._words.sets["coordinators"]:
            if self._matcher.adjective(at + 1) is not None:
                return self._role_after(at + 2, sentence)
        return None

    def _role_after(self, at: int, sentence: Sentence) -> RoleMatch | None:
        for skipped in range(self._words.words_between + 1):
            if at + skipped >= sentence.last:
                return None
            if (role := self._matcher.role(at + skipped, sentence)) is not None and role.prefix is None:
                return role
            if not self._tokens[at + skipped].text[0].islower():
                return None
        return None

    def _name(self, name: Name, sentence: Sentence, before: list[Found]) -> Found | None:
        if name.uses("surname", "known-surname", "person"):
            return None
        if name.uses("adjective"):
            name = replace(name, senses=tuple(s for s in name.senses if s.use != "adjective") or name.senses)
        key = name.senses[0].key
        owner = bool(name.ending) or self._words.roles_in_any_case
        if owner and name.uses(*_ACTORS):
            role = self._role_after(name.end, sentence)
            if role is not None and role.end > name.end:
                return self._filled(name.first, role, self._body(key))
        if name.surface in self._words.sets["ambiguous"] and not self._supported(name):
            return None
        if name.uses("town"):
            return self._town(name, before)
        if name.uses("capital"):
            return self._capital(name, sentence, before)
        actor = self._gazetteer.actor(key)
        if name.uses("place"):
            return Found(name.first, name.end, (actor,), is_place=True)
        if name.uses("country") and self._is_place(name, ("place_prepositions",), before):
            return Found(name.first, name.end, (replace(actor, kind="place", plover=None), actor), is_place=True)
        return Found(name.first, name.end, (actor,))

    def _town(self, name: Name, before: list[Found]) -> Found | None:
        if len(name.surface) < 3 or not self._is_place(name, ("place_prepositions", "town_prepositions"), before):
            return None
        actors = tuple(self._gazetteer.actor(s.key) for s in name.senses if s.use == "town")
        return Found(name.first, name.end, actors, is_place=True)

    def _capital(self, name: Name, sentence: Sentence, before: list[Found]) -> Found:
        place = self._gazetteer.actor(name.senses[0].key)
        government = self._role_actor(self._words.roles_by_id["government"], place.country or "")
        if self._is_place(name, ("place_prepositions", "town_prepositions"), before) or self._is_dateline(
            name, sentence
        ):
            return Found(name.first, name.end, (place, government), is_place=True)
        return Found(name.first, name.end, (government, place))

    def _role(self, found: RoleMatch, sentence: Sentence) -> Found | None:
        if found.prefix is not None:
            prefix = found.prefix
            if prefix.uses("known-surname", "surname", "person", "place"):
                return None
            return self._filled(found.first, found, self._body(prefix.senses[0].key))
        at, links = found.end, 0
        while at < sentence.last and links < 2 and self._tokens[at].text in self._words.sets["role_links"]:
            at, links = at + 1, links + 1
        if at < sentence.last:
            name = self._matcher.name(at, sentence)
            if name is not None and name.uses(*_ACTORS) and (links or name.ending) and not found.role.kind.body:
                return replace(self._filled(found.first, found, self._body(name.senses[0].key)), end=name.end)
        if found.role.kind.body:
            return self._filled(found.first, found, found.role.kind.body)
        if found.role.is_person and found.end < sentence.last and is_capitalised(self._tokens[found.end]):
            return Found(found.first, found.end, (), role=Actor(found.role.words.label, "role"))
        return None

    def _body(self, key: str) -> str:
        """Whose role it is: of the country for a country or its capital, else of the organisation."""
        entity = self._gazetteer.entity(key)
        return entity.country if entity.kind == "place" or key == "kremlin" else key

    def _filled(self, first: int, role: RoleMatch, body: str) -> Found:
        candidates = self._fillers(role.role, body, first)
        actor = self._role_actor(role.role, body)
        return Found(first, role.end, candidates, role=actor if role.role.is_person else None)

    def _fillers(self, role: Role, body: str, at: int) -> tuple[Actor, ...]:
        """Who fills a role: the holder of the office, the one service of the country, else the role as such."""
        actor = self._role_actor(role, body)
        service = self._gazetteer.service(role.kind.id, body)
        if service is not None:
            return (self._gazetteer.actor(service),)
        if role.kind.countries and body not in role.kind.countries or not self._in_office(at):
            return (actor,)
        day = self._matcher.day
        for office in role.kind.stands_for:
            holders = self._gazetteer.holders(office, body, day)
            people = tuple(self._gazetteer.actor(key) for key in holders)
            if len(people) == 1:
                return (*people, actor)
            if people:
                return (actor, *people)
        return (actor,)

    def _role_actor(self, role: Role, body: str) -> Actor:
        entity = self._gazetteer.entity(body)
        if entity.kind == "state":
            adjective = self._gazetteer.adjective(body)
            own = self._gazetteer.actor(body).name
            name = role.words.form.format(adj=adjective) if adjective else f"{role.words.label} ({own})"
            return Actor(name, role.kind.kind, entity.country or None, None, f"{entity.country} {role.kind.sector}")
        owner = self._gazetteer.actor(body)
        return Actor(f"{role.words.label} ({owner.name})", role.kind.kind, owner.country, None, owner.plover)

    def _in_office(self, at: int) -> bool:
        """Whether nothing before or in the phrase takes the office from its holder ("der frühere")."""
        near = [self._tokens[i].lower for i in range(max(0, at - 1), min(len(self._tokens), at + 2))]
        return not any(word.startswith(self._words.lists["not_in_office"]) for word in near)

    # --- places --------------------------------------------------------------------------------------------------------------------

    def _is_place(self, name: Name, lists: tuple[str, ...], before: list[Found]) -> bool:
        if self._preposition(name.first, lists):
            return True
        if before and before[-1].is_place and before[-1].end == name.first - 1:
            return self._tokens[name.first - 1].text in self._words.sets["coordinators"]
        return False

    def _preposition(self, at: int, lists: tuple[str, ...]) -> bool:
        for back in (1, 2, 3):
            if at - back < 0:
                return False
            word = self._tokens[at - back].lower
            if any(word in self._words.sets[name] for name in lists):
                return True
            if word not in self._words.sets["place_articles"]:
                return False
        return False

    def _is_dateline(self, name: Name, sentence: Sentence) -> bool:
        if name.first != sentence.first or name.end >= sentence.last:
            return False
        return self._tokens[name.end].text in self._words.sets["dateline_marks"]

    def _supported(self, name: Name) -> bool:
        """Whether a word before tells that an ambiguous name is a place or an outlet."""
        if name.uses("organisation"):
            return name.first > 0 and self._tokens[name.first - 1].text in self._words.sets["outlet_words"]
        return self._preposition(name.first, ("place_prepositions", "town_prepositions"))

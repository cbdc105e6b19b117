"""Names with what stands around them: nationality and role, office and country, states and places."""

from __future__ import annotations

from dataclasses import replace

from lagebild.extract.names.found import Found
from lagebild.extract.names.gazetteer import folded
from lagebild.extract.names.match import Matcher, Name, RoleMatch, is_capitalised
from lagebild.extract.names.organisations import OrganisationReader
from lagebild.extract.names.persons import PersonReader
from lagebild.extract.names.places import PlaceReader
from lagebild.extract.names.words import Role
from lagebild.types import Actor, NameMention, Sentence, Span

#: Uses of names that are those of places.
_PLACES = ("place", "capital", "city", "town")
_OWNERS = ("country", "organisation", "capital", "people")


#: Kinds of roles that give way to a name directly after them ("die Nachrichtenagentur Yonhap").
_GIVES_WAY = ("role", "outlet", "organisation", "group")


class PhraseReader:
    """Reads the names of one document, sentence by sentence."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._words = matcher.words
        self._gazetteer = matcher.gazetteer
        self._tokens = matcher.tokens
        self._persons = PersonReader(matcher)
        self._organisations = OrganisationReader(matcher)
        self._places = PlaceReader(matcher)

    def sentence(self, sentence: Sentence) -> list[NameMention]:
        """The mentions of a sentence, in order, without overlap; a role gives way to the person named after it."""
        found: list[Found] = []
        waiting: Found | None = None
        at = sentence.first
        while at < sentence.last:
            one = None
            if self._matcher.may_begin(at):
                one = self._persons.at(at, sentence, waiting) or self._phrase(at, sentence)
            if waiting is not None and (one is None or not _gives_way(waiting, one)):
                found.append(waiting)
                waiting = None
            if one is None:
                at += 1
                continue
            waiting = one if one.role is not None else None
            if waiting is None:
                found.append(one)
            if one.is_place:
                self._matcher.note_place(one.end)
            at = one.end
        if waiting is not None:
            found.append(waiting)
        return [self._mention(one) for one in found if one.candidates or one.head]

    def _mention(self, found: Found) -> NameMention:
        start, end = self._tokens[found.first].start, self._tokens[found.end - 1].end
        words = folded(self._matcher.text[start:end])
        for ending in self._words.lists["name_endings"]:
            if "'" in ending and words.endswith(ending) and len(words) > len(ending):
                end -= len(ending)
                break
        return NameMention(Span.of(self._matcher.text, start, end), found.candidates, found.is_place, found.head)

    def _phrase(self, at: int, sentence: Sentence) -> Found | None:
        found = self._known_phrase(at, sentence)
        if not is_capitalised(self._tokens[at]):
            return found
        for other in (self._organisations.at(at, sentence), self._places.at(at, sentence)):
            if other is not None and (found is None or other.end > found.end):
                return other
        return found

    def _known_phrase(self, at: int, sentence: Sentence) -> Found | None:
        adjective = self._matcher.adjective(at, sentence)
        if adjective is not None:
            is_none = self._matcher.is_people_only(at) or self._is_money(adjective[1], sentence)
            return None if is_none else self._adjective(at, *adjective, sentence)
        name = self._matcher.name(at, sentence)
        role = self._matcher.role(at, sentence) if name is None or name.end == at + 1 else None
        if name is not None and (role is None or role.end <= name.end):
            return self._name(name, sentence)
        return self._role(role, sentence) if role is not None else None

    def _adjective(self, at: int, country: str, end: int, sentence: Sentence) -> Found:
        """A nationality with the role that follows, or a name that begins with it, whichever is longer."""
        name = self._matcher.name(at, sentence)
        role = self._role_after(end, sentence)
        if name is not None and role is not None and name.end == role.end and name.uses("organisation"):
            body = self._name(name, sentence)  # "U.S. Marines"
            if body is not None:
                return body
        if name is not None and name.end > max(end, role.end if role else 0) and not name.uses("town", "adjective"):
            found = self._name(name, sentence)
            if found is not None:
                return found
        if role is not None:
            return self._filled(at, role, country)
        shared = self._shared_role(end, sentence)
        if shared is not None:
            return Found(at, end, self._fillers(shared.role, country, at))
        if name is not None and name.end == end and self._is_country_alone(name, sentence):
            return Found(at, end, (self._gazetteer.as_place(country), self._gazetteer.actor(country)), is_place=True)
        return Found(at, end, (self._gazetteer.actor(country),))

    def _is_country_alone(self, name: Name, sentence: Sentence) -> bool:
        """Whether what can be an adjective is a country where something is: "in the U.S. and Canada"."""
        if not any(sense.use == "country" for sense in name.senses) or not self._matcher.is_place(
            name.first, strictly=True
        ):
            return False
        after = self._tokens[name.end] if name.end < sentence.last else None
        links = self._words.sets["coordinators"] | self._words.sets["attribute_links"]
        return after is None or not after.text[0].isalnum() or after.text in links

    def _shared_role(self, at: int, sentence: Sentence) -> RoleMatch | None:
        """The role after another adjective: "russische und nordkoreanische Soldaten"."""
        if at >= sentence.last or self._tokens[at].text not in self._words.sets["coordinators"]:
            return None
        other = self._matcher.adjective(at + 1, sentence)
        return self._role_after(other[1], sentence) if other is not None else None

    def _role_after(self, at: int, sentence: Sentence) -> RoleMatch | None:
        for place in range(at, min(at + self._words.words_between + 1, sentence.last)):
            role = self._matcher.role(place, sentence)
            if role is not None and role.prefix is None:
                return role
            if not self._can_stand_between(self._tokens[place].text):
                return None
        return None

    def _can_stand_between(self, word: str) -> bool:
        """Whether a word can stand between a nationality and its role: "russische reguläre Truppen"."""
        if word in self._words.sets["between"]:
            return True
        endings = self._words.lists["between_endings"]
        return word.islower() and word.endswith(endings) and word not in self._words.sets["determiners"]

    def _name(self, name: Name, sentence: Sentence) -> Found | None:
        if name.uses("surname", "known-surname", "person"):
            return None
        if name.uses("people", "adjective") and self._matcher.is_people_only(name.first):
            return None
        if self._is_money(name.end, sentence):
            return None
        if name.uses(*_OWNERS) and (name.ending or self._words.roles_in_any_case):
            role = self._role_after(name.end, sentence)
            if role is not None and not (name.uses("capital") and role.role.kind.kind == "group"):
                return self._owned(name, role)  # not "Paris terrorist attacks"
        if name.surface in self._words.sets["ambiguous"] and not self._is_supported(name):
            return None
        if name.uses("town", "city"):
            return self._town(name)
        if name.uses("capital"):
            return self._capital(name, sentence)
        actor = self._gazetteer.actor(name.senses[0].key)
        if name.uses("place"):
            return Found(name.first, name.end, self._namesakes(name), is_place=True)
        is_seat = name.uses("country") or actor.kind == "government"
        if is_seat and self._matcher.is_place(name.first, strictly=True):
            actors = (self._gazetteer.as_place(name.senses[0].key), *self._namesakes(name), actor)
            return Found(name.first, name.end, actors, is_place=True)
        return Found(name.first, name.end, (actor, *self._namesakes(name)) if name.uses("country") else (actor,))

    def _is_money(self, at: int, sentence: Sentence) -> bool:
        """Whether a currency follows: "5 billion US dollars"."""
        return at < sentence.last and self._tokens[at].lower in self._words.sets["currencies"]

    def _namesakes(self, name: Name) -> tuple[Actor, ...]:
        """All places that a name can mean; `resolve.places` tells which of them the page means."""
        return tuple(self._gazetteer.actor(sense.key) for sense in name.senses if sense.use in _PLACES)

    def _owned(self, name: Name, role: RoleMatch) -> Found:
        """A name with its role ("Russia's president"); a body of that kind means itself ("the Yonhap news agency")."""
        key = name.senses[0].key
        kind = self._gazetteer.entity(key).kind
        fights = kind in ("military", "group") and role.role.kind.kind in ("military", "group")
        if kind == role.role.kind.kind or fights or self._leads_itself(kind, role):
            return Found(name.first, role.end, (self._gazetteer.actor(key),))
        return self._filled(name.first, role, self._body(key))

    @staticmethod
    def _leads_itself(kind: str, role: RoleMatch) -> bool:
        """Whether a word for a government means the body that it leads: "BP-Führung", "Führung der SPD"."""
        return kind == "organisation" and role.role.kind.id == "government"

    def _is_supported(self, name: Name) -> bool:
        """Whether a word before tells that an ambiguous name is a place or an outlet."""
        if name.uses("organisation"):
            return name.first > 0 and self._tokens[name.first - 1].text in self._words.sets["outlet_words"]
        return self._matcher.is_place(name.first)

    def _town(self, name: Name) -> Found | None:
        if name.uses("town") and not self._matcher.is_place(name.first):
            return None
        return Found(name.first, name.end, self._namesakes(name), is_place=True)

    def _capital(self, name: Name, sentence: Sentence) -> Found:
        place = self._gazetteer.actor(name.senses[0].key)
        government = self._role_actor(self._words.roles_by_id["government"], place.country or "")
        if self._acts(name, sentence):
            return Found(name.first, name.end, (government, place))
        return Found(name.first, name.end, (*self._namesakes(name), government), is_place=True)

    def _acts(self, name: Name, sentence: Sentence) -> bool:
        """Whether a capital means its government: no preposition of place, no noun before it, a verb can follow."""
        if self._matcher.is_place(name.first) or self._is_told_as_place(name.end, sentence):
            return False
        if name.first > sentence.first:
            previous = self._tokens[name.first - 1].text
            if previous[0].isalpha() and not previous[0].islower():
                return bool(name.ending) and (self._words.capitals_tell_names or self._is_political(previous))
            if previous[0].isalpha():
                return True
        return name.end < sentence.last and self._tokens[name.end].text[0].islower()

    def _is_political(self, word: str) -> bool:
        """Whether a noun before a capital in the genitive is its government's: "Antwort Moskaus"."""
        return word.lower().endswith(self._words.lists["government_nouns"])

    def _is_told_as_place(self, at: int, sentence: Sentence) -> bool:
        """Whether what follows can be told of a town only: "was quiet", "lag unter Beschuss"."""
        words = [token.lower for token in self._tokens[at : min(at + 3, sentence.last)]]
        if not words:
            return False
        sets = self._words.sets
        if self._tokens[at].text in sets["town_nouns"]:
            return True
        if words[0] == "," and len(words) > 1 and words[1] in sets["place_relatives"]:
            return True
        return words[0] in sets["verbs_of_places"] or (
            words[0] in sets["copulas"] and any(word in sets["states_of_places"] for word in words[1:])
        )

    def _role(self, found: RoleMatch, sentence: Sentence) -> Found | None:
        if found.prefix is not None:
            return self._prefixed(found, found.prefix.senses[0].key)
        if found.role.kind.body:
            return self._filled(found.first, found, found.role.kind.body)
        owner = self._owner(found, sentence)
        if owner is not None and self._leads_itself(self._gazetteer.entity(owner.senses[0].key).kind, found):
            return Found(found.first, owner.end, (self._gazetteer.actor(owner.senses[0].key),))
        if owner is not None:
            return replace(self._filled(found.first, found, self._body(owner.senses[0].key)), end=owner.end)
        seat = self._matcher.name(found.end, sentence) if found.end < sentence.last else None
        is_local = found.role.kind.kind in ("organisation", "government")
        is_local &= not self._words.roles_in_any_case  # English tells it by "in", and "Senate Benghazi hearing" is none
        if seat is not None and seat.uses("capital", "city", "town", "place") and is_local:
            return self._local(found, seat)
        if found.role.is_person and found.end < sentence.last and is_capitalised(self._tokens[found.end]):
            return Found(found.first, found.end, (), role=Actor(found.role.words.label, "role"))
        return None

    def _prefixed(self, found: RoleMatch, key: str) -> Found:
        """A compound of a body and a role; men of an army or militia are that one ("IDF-Soldaten")."""
        kind = self._gazetteer.entity(key).kind
        if kind == found.role.kind.kind in ("military", "group") or self._leads_itself(kind, found):
            return Found(found.first, found.end, (self._gazetteer.actor(key),))
        return self._filled(found.first, found, self._body(key))

    def _local(self, found: RoleMatch, seat: Name) -> Found:
        """A local body: "Staatsanwaltschaft München", "Polizei Hamburg"."""
        tokens = self._tokens
        text = self._matcher.text[tokens[found.first].start : tokens[seat.end - 1].end]
        country = self._gazetteer.actor(seat.senses[0].key).country
        code = f"{country} {found.role.kind.sector}".strip() if country else None
        return Found(found.first, seat.end, (Actor(text, found.role.kind.kind, country, None, code),))

    def _owner(self, found: RoleMatch, sentence: Sentence) -> Name | None:
        """Whose role a following name tells: "Präsident der Ukraine", "Führung in Pjöngjang"."""
        links = self._words.sets["role_links"]
        if found.role.kind.seated:
            links |= self._words.sets["seat_links"]
        at = found.end
        while at < min(sentence.last, found.end + 2) and self._tokens[at].text in links:
            at += 1
        name = self._matcher.name(at, sentence) if at < sentence.last else None
        if name is None or not name.uses(*_OWNERS) or bool(name.ending) == (at > found.end):
            return None
        return name

    def _body(self, key: str) -> str:
        """Whose role it is: the country's for a country, its capital or government, else the organisation's."""
        entity = self._gazetteer.entity(key)
        return entity.country if entity.country and entity.kind in ("place", "government") else key

    def _filled(self, first: int, role: RoleMatch, body: str) -> Found:
        actor = self._role_actor(role.role, body)
        candidates = (actor,) if role.plural and actor.kind != "military" else self._fillers(role.role, body, first)
        return Found(first, self._posted(role), candidates, role=actor if actor.kind in _GIVES_WAY else None)

    def _posted(self, role: RoleMatch) -> int:
        """Where a role ends that goes on with its post: "Iranian ambassador to Russia"."""
        if not role.role.kind.posted or role.end + 1 >= len(self._tokens):
            return role.end
        sentence = self._matcher.sentence_of(role.first)
        if self._tokens[role.end].text not in self._words.sets["posting_links"] or role.end + 1 >= sentence.last:
            return role.end
        name = self._matcher.name(role.end + 1, sentence)
        return name.end if name is not None and name.uses(*_OWNERS, "place", "city") else role.end

    def _fillers(self, role: Role, body: str, at: int) -> tuple[Actor, ...]:
        """Who fills a role: the holder of the office, the one service of the country, else the role as such.

        Where several may have held the office, the role comes first and they follow.
        """
        actor = self._role_actor(role, body)
        service = self._gazetteer.service(role.kind.id, body)
        if service is not None:
            return (self._gazetteer.actor(service),)
        if (role.kind.countries and body not in role.kind.countries) or not self._in_office(at):
            return (actor,)
        for office in role.kind.stands_for:
            holders = self._gazetteer.holders(office, body, self._matcher.day)
            people = tuple(self._gazetteer.actor(key) for key in holders)
            if people:
                return (*people, actor) if len(people) == 1 else (actor, *people)
        return (actor,)

    def _role_actor(self, role: Role, body: str) -> Actor:
        entity = self._gazetteer.entity(body)
        owner = self._gazetteer.actor(body)
        adjective = self._gazetteer.adjective(body)
        if entity.kind != "state":
            return Actor(f"{role.words.label} ({owner.name})", role.kind.kind, owner.country, None, owner.plover)
        name = role.words.form.format(adj=adjective) if adjective else f"{role.words.label} ({owner.name})"
        return Actor(name, role.kind.kind, owner.country, None, f"{entity.country} {role.kind.sector}".strip())

    def _in_office(self, at: int) -> bool:
        """Whether nothing before or in the phrase takes the office from its holder ("der frühere")."""
        before = at - 1 if at and self._tokens[at - 1].lower not in self._words.sets["place_articles"] else at - 2
        if before >= 0 and self._tokens[before].lower in self._words.sets["to_office_words"]:
            return False
        near = [self._tokens[i].lower for i in range(max(0, at - 1), min(len(self._tokens), at + 2))]
        return not any(word.startswith(self._words.lists["not_in_office"]) for word in near)


def _gives_way(waiting: Found, one: Found) -> bool:
    """Whether a role is told by the name after it: a person's, or one of the same kind."""
    if waiting.role is None or one.first != waiting.end:
        return False
    if waiting.role.kind == "role" or (waiting.role.kind == "group" and one.is_person):
        return one.is_person
    return bool(one.candidates) and one.candidates[0].kind == waiting.role.kind and one.role is None

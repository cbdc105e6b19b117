"""Names of places as they stand in a text: what is none, what is another's, and what the name is without its form.

The encoder marks as places what no list knows: peoples, works and compounds that hold a place ("Uiguren",
"Napier-Erdbeben"), names with the ending of a case ("Bozens"). And known places stand in names of what is none ("Geneva
Conventions"). Lists and endings are in `lang/*/names.toml`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from lagebild.extract.names.gazetteer import Gazetteer, folded, gazetteer
from lagebild.extract.names.words import Words, words
from lagebild.resolve.longer_names import LongerNames
from lagebild.types import Actor, Document, Mention, Span, Token

_NAMED = ("capital", "city", "town", "place", "country")
_CURRENCY_SIGNS = ("$", "€", "£", "¥")
_MARKS = "„“”\"'«»‚‘’*"
_LONGEST_ENDING = 2  # letters of the endings of cases that a part of a compound may have
_LEAST_NAME = 4  # letters that stay of a name without its ending
_LEAD = 24  # code points before a name that tell whether it is the end of another name
_NAMED_BEFORE = 4  # capital words before "of" that may name a politician with the office
_LINK = 7  # code points between two names of a list at most: ", and "
_ACRONYM = 6  # letters at most of an abbreviation in capitals, which no list knows as a place
_OFFICE = 60  # code points before a name in which a politician of a state may be named
_WEAK = 0.8  # an unknown name that the encoder is less sure of is a place only behind a word that asks for one


def plain_places(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions in the order of the text, without places that are none, the names of the others made plain."""
    reader = _Reader(document, mentions)
    regions = reader.with_regions(reader.with_rivers(mentions))
    return [kept for mention in regions if (kept := reader.kept(mention)) is not None]


class _Reader:
    """Looks at the places of one document."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self._text = document.article.text
        self._tokens = document.tokens
        self._starts = [token.start for token in document.tokens]
        self._words: Words = words(document.article.language)
        self._sets = self._words.sets
        self._gazetteer: Gazetteer = gazetteer(document.article.language)
        self._page = {token.text for token in document.tokens}
        self._ends = frozenset(mention.span.end for mention in mentions)
        self._mentions = sorted(mentions, key=lambda mention: mention.span)
        self._order = [mention.span.start for mention in self._mentions]
        self._longer = LongerNames(document, self._ends)
        self._persons = _by_part(mention.actor for mention in mentions if mention.actor.kind == "person")

    def kept(self, mention: Mention) -> Mention | None:
        """The mention, told plainly; None where it is no place."""
        if mention.actor.kind != "place":
            return mention
        if self._is_in_name(mention) or self._is_part(mention) or self._is_surname(mention):
            return None
        if region := self._of_compass(mention) or self._state_of_name(mention):
            return replace(mention, actor=region, candidates=())
        if self._longer.begins_earlier(mention.span) or self._longer.goes_on(mention) or self._is_somebody(mention):
            return None
        if (country := self._told_country(mention)) and country != mention.actor.country:
            return replace(mention, actor=Actor(mention.span.text, "place", country), candidates=())
        if region := self._with_region_word(mention):
            return replace(mention, actor=region, candidates=())
        if mention.actor.place is not None or mention.candidates:
            return mention
        return self._unknown(mention)

    def _is_part(self, mention: Mention) -> bool:
        """Whether it is the end of an abbreviation or the head of an amount: the "Va." of "W.Va.", "US$12.50"."""
        if self._text[mention.span.end : mention.span.end + 1] in _CURRENCY_SIGNS:
            return True
        return self._text[max(0, mention.span.start - 1) : mention.span.start] == "."

    def _is_surname(self, mention: Mention) -> bool:
        """Whether a given name before it makes it one of a person: "George Washington"."""
        before = self._before(mention)
        if before is None or before.end in self._ends or before.end + 1 != mention.span.start:
            return False
        given = before.text[:1].isupper() and folded(before.text) in self._gazetteer.first_names
        return given and self._is_named_town(mention)

    def _is_named_town(self, mention: Mention, *, of_several_words: bool = False) -> bool:
        town = mention.actor.place is None or mention.actor.place.type == "town"
        return town and (of_several_words or " " not in mention.span.text) and self._is_town(mention.span.text)

    def _of_compass(self, mention: Mention) -> Actor | None:
        """The region that a name is a part of, where it is written in two words: "north Carolina"."""
        before = self._before(mention)
        if before is None or before.text not in self._sets["compass_words"] or not self._is_named_town(mention):
            return None
        found = self._known(f"{before.text.title()} {mention.span.text}")
        return found if found is not None and found.place is not None and found.place.type == "region" else None

    def _state_of_name(self, mention: Mention) -> Actor | None:
        """The state of a federation that bears the name of a town, where the words around ask for it.

        "Western New York", "the governor of New York", "the New York delegation", "Senator Chuck Schumer of New York".
        """
        before, after = self._before(mention), self._after(mention)
        lead = self._text[max(0, mention.span.start - _LEAD) : mention.span.start]
        asked = lead.endswith(self._words.lists["state_leads"])
        asked = asked or (before is not None and before.lower in self._sets["compass_adjectives"])
        asked = asked or (after is not None and after.text in self._sets["state_tails"])
        asked = asked or self._is_of_senator(mention) or self._is_among_regions(mention)
        if self._is_named_town(mention, of_several_words=True) and (state := self._state_of_town(mention)):
            return state
        if not asked or not self._is_named_town(mention, of_several_words=True):
            return None
        forms = (form.format(mention.span.text) for form in self._words.lists["state_forms"])
        known = (self._known(form) for form in forms)
        return next((found for found in known if found and found.place and found.place.type == "region"), None)

    def _state_of_town(self, mention: Mention) -> Actor | None:
        """The state behind a comma in which the town before it lies: "Seattle, Washington"."""
        at = bisect_left(self._order, mention.span.start)
        town = self._mentions[at - 1] if at else None
        if town is None or self._text[town.span.end : mention.span.start] != ", ":
            return None
        towns = {town.actor, *town.candidates} if town.candidates else {town.actor}
        names = {mention.span.text, *(form.format(mention.span.text) for form in self._words.lists["state_forms"])}
        regions = [one for actor in towns if actor.place is not None for one in actor.place.within if one in names]
        return self._known(regions[0]) if regions else None

    def _is_among_regions(self, mention: Mention) -> bool:
        """Whether two regions stand before it in a list: "in Iowa, North Dakota and Washington"."""
        at = bisect_left(self._order, mention.span.start)
        listed = self._mentions[max(0, at - 2) : at + 1]
        ends = [*(one.span for one in listed[1:])]
        near = all(after.start - one.span.end < _LINK for one, after in zip(listed, ends, strict=False))
        return len(listed) > 2 and near and all(_is_region(one) for one in listed[:2])

    def _is_of_senator(self, mention: Mention) -> bool:
        """Whether "of" and the name of a politician of a state stand before: "Sen. Chuck Schumer of New York"."""
        lead = self._text[max(0, mention.span.start - _OFFICE) : mention.span.start]
        before, link, after = lead.rpartition(" of ")
        named = [word for word in reversed(before.split()) if word[:1].isupper()][:_NAMED_BEFORE]
        return bool(link) and not after and any(word in self._sets["state_tails"] for word in named)

    def _is_somebody(self, mention: Mention) -> bool:
        """Whether a town is the surname of a person of the page, or a region acts like one: "England won"."""
        place, before = mention.actor.place, self._before(mention)
        if place is None or self._asks(before) or not self._words.capitals_tell_names:
            return False
        if place.type == "town":
            return mention.span.text in self._persons
        return place.type in ("region", "area") and self._longer.acts(mention.span)

    def _told_country(self, mention: Mention) -> str | None:
        """The country whose adjective stands before a word for a town: "the Lebanese city of Blida"."""
        at = bisect_left(self._starts, mention.span.start) - 1
        if at > 0 and self._tokens[at].lower in self._sets["name_links"]:
            at -= 1
        if at < 1 or self._tokens[at].lower not in self._sets["town_prepositions"] | self._sets["region_words"]:
            return None
        word = folded(self._tokens[at - 1].text)
        forms = (word, *(word.removesuffix(ending) for ending in self._words.lists["adjective_endings"]))
        senses = [sense for form in forms for sense in self._gazetteer.senses(form) if sense.use == "adjective"]
        countries = {self._gazetteer.entity(sense.key).country for sense in senses}
        return countries.pop() if len(countries) == 1 else None

    def _with_region_word(self, mention: Mention) -> Actor | None:
        """The region of a name that a town has too, where a word for one follows: "the Hangu district"."""
        after = self._after(mention)
        if after is None or after.lower not in self._sets["region_words"] or after.start != mention.span.end + 1:
            return None
        if mention.actor.place is None or mention.actor.place.type != "town":
            return None
        known = self._known(f"{mention.span.text} {after.lower}")
        return known or Actor(f"{mention.span.text} {after.text}", "place")

    def _is_in_name(self, mention: Mention) -> bool:
        """Whether what follows makes it the name of no place: "Geneva Conventions", "Normandy format"."""
        after, before = self._after(mention), self._before(mention)
        lead = self._text[max(0, mention.span.start - _LEAD) : mention.span.start].rstrip(_MARKS)
        names = (name for name in self._words.lists["names_before_places"] if lead.endswith(name))
        if any(not lead[: -len(name)][-1:].isalpha() for name in names):
            return True  # "University of Pennsylvania", "al-Qaeda in Iraq"; not "the prison of", which is no "son of"
        if after is not None and not {after.text, after.lower}.isdisjoint(self._sets["named_after_places"]):
            return True
        if before is not None and before.text in self._sets["articles_before_no_town"] and self._is_named_town(mention):
            return True  # "bei dem Hof", which is a farm
        article = before is not None and before.text in self._sets["articles_of_no_town"]
        if article and self._is_town(mention.span.text) and (after is None or not after.text[0].isalnum()):
            return True  # "Feel the Bern"
        return before is not None and before.text in self._sets["no_actors"] | self._sets["ship_words"]

    def _unknown(self, mention: Mention) -> Mention | None:
        name = mention.span.text
        if bearers := self._persons.get(name):
            return replace(mention, actor=next(iter(bearers))) if len(bearers) == 1 else None
        before = self._before(mention)
        if before is not None and before.text in self._sets["before_persons"] | self._sets["before_no_places"]:
            return None  # "die Regierung Monti", "sogenannte Trawniki"
        if self._is_craft(name):
            return None  # "armed Chetak helicopter", and "Gibe" where the page tells of MV Gibe
        if (before is not None and before.text[0].isdigit()) or self._is_people(name):
            return None  # "120 Trawniki", "South Korean", "Latin American"
        if self._is_person(name) or (name.isupper() and len(name) <= _ACRONYM and not self._lies_in(before)):
            return None  # "Tyrone Pike", "UAV"; not "in NÖ"
        if self._is_weak(mention, before) or self._describes(mention):
            return None
        last = name.rpartition(" ")[2].rpartition("-")[2]
        if name in self._sets["no_places"] or last in self._sets["no_places"]:
            return None
        if (owned := self._owned(mention)) is not None:
            return owned
        if " of " in name and (head := self._head(mention)):
            return head
        if " " in name and (last in self._sets["things_of_places"] or (parted := self._parted(mention)) is None):
            return None
        if " " in name and parted is not mention:
            return parted
        if " " not in name and self._words.lists["place_adjective_endings"] and (told := self._adjective(mention)):
            return told[0]
        if "-" in name and all(self._is_town(part) for part in name.split("-")) and not self._asks(before):
            return None  # "Köln-Paris"; not "in Bremen-Vegesack"
        if "-" in name and (self._is_thing(last) or (last.islower() and not self._words.capitals_tell_names)):
            return self._part(mention, name.rpartition("-")[0])
        return self._plain(mention)

    def _is_craft(self, name: str) -> bool:
        """Whether the page tells of a ship, an aircraft or a weapon of that name, there or elsewhere."""
        if " " in name:
            return False
        for at, token in enumerate(self._tokens):
            if token.text != name:
                continue
            before = self._tokens[at - 1].text if at else ""
            after = self._tokens[at + 1].text if at + 1 < len(self._tokens) else ""
            if before in self._sets["ship_words"] or after in self._sets["craft_words"]:
                return True
        return False

    def _is_weak(self, mention: Mention, before: Token | None) -> bool:
        """Whether the encoder alone takes a word for a place, is not sure of it, and no word before asks for one."""
        if mention.why is None or not mention.why.model or mention.why.score >= _WEAK or mention.actor.country:
            return False
        if " " in mention.span.text:
            return False
        if before is None:
            return True
        weak = self._sets["coordinators"] | self._sets["articles_of_no_town"]
        return not self._asks(before) and before.lower not in weak

    def _lies_in(self, before: Token | None) -> bool:
        return before is not None and before.lower in self._sets["place_prepositions"]

    def _asks(self, before: Token | None) -> bool:
        """Whether the word before a name asks for a place: "in", "near", "between"."""
        lists = ("place_prepositions", "town_prepositions", "between_places")
        return before is not None and any(before.lower in self._sets[name] for name in lists)

    def _describes(self, mention: Mention) -> bool:
        """Whether it is an adjective of a people or a side of the world: "an African country", "Western capitals"."""
        after, endings = self._after(mention), self._words.lists["adjectives_of_no_place"]
        if not endings or after is None or " " in mention.span.text:
            return False
        plain = after.text.isalpha() and after.text.islower() and after.lower not in self._sets["after_places"]
        return plain and mention.span.text.endswith(endings)

    def _is_people(self, name: str) -> bool:
        """Whether the last word of a name is only an adjective or a people, or the name only a side of the world."""
        first, _, last = name.rpartition(" ")
        if first.lower() in self._sets["compass_adjectives"] and last.lower() in self._sets["region_words"]:
            return True  # "the Western District"
        senses = self._gazetteer.senses(folded(name)) or self._gazetteer.senses(folded(last))
        return bool(senses) and all(sense.use in ("adjective", "people") for sense in senses)

    def _is_person(self, name: str) -> bool:
        """Whether a name of two words begins with a given name and ends with no word for a place."""
        first, _, last = name.partition(" ")
        ends = self._sets["place_words"] | self._sets["place_tails"] | self._sets["site_words"]
        named = bool(last) and " " not in last and last not in ends and last.lower() not in ends
        return named and self._words.capitals_tell_names and folded(first) in self._gazetteer.first_names

    def _owned(self, mention: Mention) -> Mention | None:
        """The place behind an owner that was read as one name: "Iran's Qeshm Island"."""
        for mark in self._words.lists["possessive_marks"]:
            owner, found, rest = mention.span.text.partition(mark)
            if found and rest and self._is_certain(owner):
                span = Span.of(self._text, mention.span.end - len(rest), mention.span.end)
                return replace(mention, span=span, actor=self._known(rest) or Actor(rest, "place", self._whole(owner)))
        return None

    def _head(self, mention: Mention) -> Mention | None:
        """The first of two places that were read as one name: "Magway Region of Myanmar"."""
        head, _, tail = mention.span.text.rpartition(" of ")
        known = self._known(tail)
        is_region = known is not None and known.place is not None and known.place.type in ("country", "region")
        if " " not in head:
            return None
        if not is_region and head.rpartition(" ")[2] in self._sets["place_words"]:  # "Iranian Island of Qeshm"
            span = Span.of(self._text, mention.span.end - len(tail), mention.span.end)
            return replace(mention, span=span, actor=known or Actor(tail, "place"))
        if not is_region and tail.rpartition(" ")[2].lower() not in self._sets["region_words"]:
            return None
        span = Span.of(self._text, mention.span.start, mention.span.start + len(head))
        country = known.country if known is not None else mention.actor.country
        return replace(mention, span=span, actor=self._known(head) or Actor(head, "place", country))

    def _parted(self, mention: Mention) -> Mention | None:
        """The known place at the head of words ("Athens of Alexandros") or behind a word for one ("Region Darfur")."""
        name = mention.span.text
        first, _, rest = name.partition(" ")
        if first in self._sets["no_places"] and (known := self._known_in_case(rest)):
            span = Span.of(self._text, mention.span.end - len(rest), mention.span.end)
            return replace(mention, span=span, actor=known)  # "im Süden Thailands"
        if first.lower() in self._sets["town_prepositions"] and (known := self._known(rest)):
            return replace(mention, actor=known)
        if rest.partition(" ")[0] in self._sets["name_links"] and self._is_town(first):
            return self._part(mention, first)
        return mention

    def _is_town(self, name: str) -> bool:
        senses = self._gazetteer.senses(folded(name))
        return any(self._gazetteer.entity(sense.key).type == "town" for sense in senses)

    def _adjective(self, mention: Mention) -> tuple[Mention | None] | None:
        """The place of an adjective before its noun ("Kairoer Kirche"); nothing where no list knows it."""
        name, after = mention.span.text, self._after(mention)
        ending = next((e for e in self._words.lists["place_adjective_endings"] if name.endswith(e)), "")
        if not ending or after is None or not after.text[0].isupper():
            return None
        stem = name.removesuffix(ending)
        forms = (stem + more for more in self._words.lists["place_stem_endings"])
        found = next((actor for form in forms if (actor := self._known(form))), None)
        return (replace(mention, actor=found) if found else None,)

    def _is_thing(self, word: str) -> bool:
        """Whether the last part of a compound is the noun of a thing and of no place: "Erdbeben", "Besuchs"."""
        bare = (word[: len(word) - cut] for cut in range(_LONGEST_ENDING + 1))
        return any(form in self._sets["things_of_places"] for form in bare)

    def _part(self, mention: Mention, name: str) -> Mention | None:
        senses = self._gazetteer.senses(folded(name))
        state = self._gazetteer.actor(senses[0].key) if senses and senses[0].use == "country" else None
        found = state or self._known(name)
        span = Span.of(self._text, mention.span.start, mention.span.start + len(name))
        return replace(mention, span=span, actor=found) if found else None

    def _plain(self, mention: Mention) -> Mention:
        """The name without the ending of the genitive, in its country where a known name stands in it: "Nordirak"."""
        name = self._without_case(mention)
        known = self._known(name)
        told = name != mention.span.text or mention.actor.country is not None or self._is_certain(name)
        if known is not None and told and mention.actor.country in (None, known.country):
            return replace(mention, actor=known)
        for prefix in self._words.lists["place_prefixes"]:
            rest = name.removeprefix(prefix)
            if rest == name:
                continue
            for ending in ("", *self._words.lists["genitive_endings"]):
                bare = rest.removesuffix(ending)
                if bare and (whole := self._whole(bare[:1].upper() + bare[1:])):
                    return replace(mention, actor=replace(mention.actor, name=prefix + bare, country=whole))
        return replace(mention, actor=replace(mention.actor, name=name))

    def _without_case(self, mention: Mention) -> str:
        name, before = mention.actor.name, self._before(mention)
        governed = before is not None and before.lower in self._sets["place_prepositions"]
        for ending in self._words.lists["genitive_endings"]:
            bare = name.removesuffix(ending)
            if bare == name or len(bare) < _LEAST_NAME or bare.endswith(self._words.lists["never_before_genitive"]):
                continue
            ends_so = bare.endswith(self._words.lists["place_ends"])
            if not governed and (ends_so or bare in self._page or self._known(bare)):
                return bare
        return name

    def _known(self, name: str) -> Actor | None:
        """The one place of a name, None where there is none or more than one."""
        senses = [sense for sense in self._gazetteer.senses(folded(name)) if sense.use in _NAMED]
        if not senses:
            return None
        if senses[0].use == "country":
            return self._gazetteer.as_place(senses[0].key)
        return self._gazetteer.actor(senses[0].key) if len(senses) == 1 or senses[0].use != "town" else None

    def _known_in_case(self, name: str) -> Actor | None:
        forms = (name, *(name.removesuffix(ending) for ending in self._words.lists["genitive_endings"]))
        return next((known for form in forms if (known := self._known(form))), None)

    def _is_certain(self, name: str) -> bool:
        senses = self._gazetteer.senses(folded(name))
        return bool(senses) and senses[0].use in ("country", "place")

    def _whole(self, name: str) -> str | None:
        """The country that a known name is, or lies in."""
        senses = [sense for sense in self._gazetteer.senses(folded(name)) if sense.use in _NAMED]
        return self._gazetteer.entity(senses[0].key).country or None if senses else None

    def with_rivers(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions, where an unknown town and the river of its name are one: "Mühlheim an der Ruhr"."""
        found: list[Mention] = []
        for mention in mentions:
            first = found[-1] if found else None
            link = self._text[first.span.end : mention.span.start] if first is not None else ""
            are_places = first is not None and first.actor.kind == mention.actor.kind == "place"
            if first is None or not are_places or first.actor.place or link not in self._words.lists["river_links"]:
                found.append(mention)
                continue
            name = self._text[first.span.start : mention.span.end]
            actor = self._known(name) or Actor(name, "place", first.actor.country)
            span = Span.of(self._text, first.span.start, mention.span.end)
            found[-1] = replace(first, span=span, actor=actor, candidates=())
        return found

    def with_regions(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions, where names in a list share a word for a region: "in the Kharkiv or Sumy region"."""
        found = list(mentions)
        shared = ""
        for at in range(len(found) - 1, -1, -1):
            mention = found[at]
            end = found[at + 1].span.start if at + 1 < len(found) else len(self._text)
            link = self._text[mention.span.end : end].strip()
            last = mention.span.text.rpartition(" ")[2]
            after = self._after(mention)
            if last in self._sets["region_words"]:
                shared = last
                continue
            if after is not None and (one := self._words.plurals_of_regions.get(after.text)):
                shared = one
            elif not (shared and link in self._sets["coordinators"]):
                shared = ""
            if shared and (region := self._region(mention, shared)):
                found[at] = replace(mention, actor=region, candidates=())
        return found

    def _region(self, mention: Mention, word: str) -> Actor | None:
        if mention.actor.kind != "place" or (mention.actor.place and mention.actor.place.type != "town"):
            return None
        found = self._known(f"{mention.span.text} {word}")
        return found if found is not None and found.place is not None and found.place.type == "region" else None

    def _before(self, mention: Mention) -> Token | None:
        at = bisect_left(self._starts, mention.span.start) - 1
        while at >= 0 and self._tokens[at].text in _MARKS:
            at -= 1
        return self._tokens[at] if at >= 0 else None

    def _after(self, mention: Mention) -> Token | None:
        at = bisect_left(self._starts, mention.span.end)
        return self._tokens[at] if at < len(self._tokens) else None


def _is_region(mention: Mention) -> bool:
    return mention.actor.place is not None and mention.actor.place.type == "region"


def _by_part(persons: Iterable[Actor]) -> dict[str, set[Actor]]:
    """The persons of a page by the parts of their names."""
    found: dict[str, set[Actor]] = {}
    for person in persons:
        for part in person.name.split():
            found.setdefault(part, set()).add(person)
    return found

"""Single names, adjectives and words for roles at a token: the longest that fits, also with an ending."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lagebild.extract.names.gazetteer import Gazetteer, first_word, folded, gazetteer
from lagebild.extract.names.words import Role, Words, words
from lagebild.ontology.tables import Sense
from lagebild.types import Document, Language, Sentence, Token


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `first` to `end` (exclusive) that the gazetteer knows; `ending` is what was taken off to find them."""

    first: int
    end: int
    surface: str
    senses: tuple[Sense, ...]
    ending: str = ""

    def uses(self, *uses: str) -> bool:
        """Whether its best meaning is one of these uses."""
        return self.senses[0].use in uses


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """Tokens `first` to `end` (exclusive) that name a role; `prefix` is what a compound begins with ("NATO-")."""

    first: int
    end: int
    role: Role
    feminine: bool = False
    plural: bool = False
    prefix: Name | None = None


#: So many words are remembered of each kind before the memory is emptied.
_REMEMBERED = 50_000
_WAY = 3  # words at least from the beginning of a way to its end
#: Uses of names that a compound with a role can begin with.
_BODIES = ("country", "capital", "organisation")


class Matcher:
    """Looks names up at the tokens of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.tokens = document.tokens
        self.text = document.article.text
        self.day = document.article.day
        self.gazetteer: Gazetteer = gazetteer(document.article.language)
        self.words: Words = words(document.article.language)
        self._index = index(document.article.language)
        self._names: dict[int, Name | None] = {}
        self._roles: dict[int, RoleMatch | None] = {}
        self._place_end = -1

    def sentence_of(self, at: int) -> Sentence:
        """The sentence of a token."""
        sentence = self._document.sentence_at(self.tokens[at].start)
        if sentence is None:
            raise ValueError(f"token {at} stands in no sentence")
        return sentence

    def may_begin(self, at: int) -> bool:
        """Whether a name or a role may begin at a token; most words written small are passed over so."""
        token = self.tokens[at]
        return is_capitalised(token) or self._index.begins(folded(token.text))

    def name(self, at: int, sentence: Sentence) -> Name | None:
        """The longest name that begins at a token."""
        if at not in self._names:
            self._names[at] = self._find(at, sentence.last)
        return self._names[at]

    def _find(self, at: int, last: int) -> Name | None:
        token = self.tokens[at]
        if not token.text[0].isalnum():
            return None
        single = folded(token.text)
        reach = self.gazetteer.reach.get(first_word(single), 0)
        if not reach and single.isupper() and len(single) > 1:  # "NEW YORK"
            reach = self.gazetteer.reach.get(first_word(single.title()), 0)
        if reach:
            limit = token.start + reach + 4
            end = at + 1
            while end < last and self.tokens[end].end <= limit:
                end += 1
            for stop in range(end, at + 1, -1):
                if found := self._look_up(at, stop, folded(self.text[token.start : self.tokens[stop - 1].end])):
                    return found
        if not token.text[0].isupper() or not token.text.isalpha() or self.is_no_name(at):
            return self._look_up(at, at + 1, single)
        # A Slavic name in a spelling that the gazetteer lacks: "Wolodymyr Zelenskij", "Zelenskij".
        pair = at + 1 < last and self.tokens[at + 1].text[0].isupper() and self.gazetteer.may_sound(token.text)
        if pair and (found := self._heard(at, at + 2, self.text[token.start : self.tokens[at + 1].end])):
            return found
        return self._look_up(at, at + 1, single) or self._heard(at, at + 1, token.text)

    def _heard(self, first: int, end: int, words_: str) -> Name | None:
        if senses := self.gazetteer.sounding(words_):
            return Name(first, end, folded(words_), senses)
        for ending in self.words.lists["name_endings"]:
            bare = words_.removesuffix(ending)
            if bare != words_ and (senses := self.gazetteer.sounding(bare)):
                return Name(first, end, folded(bare), senses, ending)
        return None

    def _look_up(self, first: int, end: int, surface: str) -> Name | None:
        if senses := self.gazetteer.senses(surface):
            return Name(first, end, surface, senses)
        for ending in self.words.lists["name_endings"]:
            bare = surface.removesuffix(ending)
            if len(bare) > 2 and bare != surface and bare[:1].isupper() and (senses := self.gazetteer.senses(bare)):
                return Name(first, end, bare, senses, ending)
        if len(surface) > 4 and surface.isupper() and (senses := self.gazetteer.senses(surface.title())):
            return Name(first, end, surface.title(), senses)
        return None

    def adjective(self, at: int, sentence: Sentence) -> tuple[str, int] | None:
        """The country (alpha-3) whose adjective of nationality begins at a token, and where it ends."""
        if at >= sentence.last:
            return None
        country = self._index.adjective(folded(self.tokens[at].text))
        if country is not None:
            return country, at + 1
        name = self.name(at, sentence)
        if name is None or name.ending:
            return None
        return next(((sense.key, name.end) for sense in name.senses if sense.use == "adjective"), None)

    def is_place(self, at: int, *, strictly: bool = False) -> bool:
        """Whether a preposition of place governs the name at a token, also over a list of names ("in Dilling, Sudan").

        `strictly` leaves out the words that make a place of a town only.
        """
        lists = ("place_prepositions",) if strictly else ("place_prepositions", "town_prepositions")
        if self._preposition(at, lists) or self._is_way(at) or self._ends_way(at) or self._is_moved(at):
            return True
        coordinators = self.words.sets["coordinators"]
        if at < 2 or self.tokens[at - 1].text not in coordinators or self.is_no_name(at - 2):
            return False
        if self._place_end == at - 1:
            return True
        for back in range(at - 1, max(0, at - 10), -1):
            token = self.tokens[back]
            if token.text not in coordinators and not is_capitalised(token):
                return self._preposition(back + 1, lists)
        return False

    def _is_way(self, at: int) -> bool:
        """Whether a name stands where a way begins: "von Moskau nach Peking"."""
        if not at or self.tokens[at - 1].lower not in self.words.sets["ways_from"]:
            return False
        name = self._names.get(at)
        end = name.end if name is not None else at + 1
        return end < len(self.tokens) and self.tokens[end].lower in self.words.sets["ways_to"]

    def _ends_way(self, at: int) -> bool:
        """Whether a name stands where a way ends: "from Tanzania to Kenya"."""
        if at < _WAY or self.tokens[at - 1].lower not in self.words.sets["ways_to"]:
            return False
        begins = (
            back for back in range(at - 2, at - _WAY - 1, -1) if self.tokens[back].lower in self.words.sets["ways_from"]
        )
        back = next(begins, None)
        name = self._names.get(back + 1) if back is not None else None
        return name is not None and name.end == at - 1

    def _is_moved(self, at: int) -> bool:
        """Whether a name stands where somebody moves: "traveled to Mexico", "the border with Syria"."""
        back = at - 1
        while back > 0 and self.tokens[back].lower in self.words.sets["place_articles"]:
            back -= 1
        if back < 1:
            return False
        link, before = self.tokens[back].lower, self.tokens[back - 1].text
        pairs = (("border_words", "border_links"), ("motion_words", "motion_links"))
        return any(before in self.words.sets[w] and link in self.words.sets[links] for w, links in pairs)

    def note_place(self, end: int) -> None:
        """Remembers that the token before `end` is the last of a place, for the lists that go on after it."""
        self._place_end = end

    def is_people_only(self, at: int) -> bool:
        """Whether a word before tells that a people is meant and not its state: "ethnic Albanians"."""
        return at > 0 and self.tokens[at - 1].lower in self.words.sets["people_words"]

    def _preposition(self, at: int, lists: tuple[str, ...]) -> bool:
        for back in range(at - 1, max(-1, at - 4), -1):
            word = self.tokens[back].lower
            if any(word in self.words.sets[name] for name in lists) or self._tells_place(back):
                return True
            if back == at - 1 and self._tells_part(back):
                return True
            if word not in self.words.sets["place_articles"]:
                return False
        return False

    def _tells_place(self, at: int) -> bool:
        """Whether a word makes a place of the state after it: "region of Sudan", "Houthi-controlled Yemen"."""
        sets = self.words.sets
        before, hyphen, last = self.tokens[at].text.rpartition("-")
        if hyphen and before and last in sets["place_adjectives"]:
            return True
        linked = self.tokens[at].text in sets["role_links"] and at > 0
        return linked and self.tokens[at - 1].text in sets["place_nouns"]

    def _tells_part(self, at: int) -> bool:
        """Whether a noun makes a place of the state in a case directly after it: "im Nordwesten Chinas"."""
        return not self.words.capitals_tell_names and self.tokens[at].text in self.words.sets["place_nouns"]

    def role(self, at: int, sentence: Sentence) -> RoleMatch | None:
        """The longest role that is named from a token on; also as the end of a compound ("NATO-Generalsekretär")."""
        if at not in self._roles:
            self._roles[at] = self._find_role(at, sentence)
        return self._roles[at]

    def _find_role(self, at: int, sentence: Sentence) -> RoleMatch | None:
        word = folded(self.tokens[at].text)
        reach = self.words.role_reach.get(self.words.key(word), 1)
        for length in range(min(reach, sentence.last - at), 1, -1):
            phrase = folded(self.text[self.tokens[at].start : self.tokens[at + length - 1].end])
            if found := self._index.role(phrase):
                return RoleMatch(at, at + length, *found)
        if found := self._index.role(word):
            return RoleMatch(at, at + 1, *found)
        return self._compound(at)

    def _compound(self, at: int) -> RoleMatch | None:
        token = self.tokens[at]
        if len(token.text) < 6 or not token.text[0].isupper():
            return None
        for prefix, rest in self._splits(folded(token.text)):
            found = self._index.role(rest)
            if found is None:
                continue
            senses = self.gazetteer.senses(prefix)
            if senses and senses[0].use in _BODIES:
                return RoleMatch(at, at + 1, *found, Name(at, at + 1, prefix, senses))
        return None

    def _splits(self, word: str) -> Iterator[tuple[str, str]]:
        if "-" in word:
            for cut, char in enumerate(word):
                if char == "-":
                    yield word[:cut], word[cut + 1 :]

    def is_no_name(self, at: int) -> bool:
        """Whether a capitalised word is in no name, alone or as the end of a compound ("mid-October")."""
        text = self.tokens[at].text
        return text in self.words.sets["no_names"] or text.rpartition("-")[2] in self.words.sets["no_names"]


class Index:
    """Adjectives and words for roles of a language with their endings, remembered once looked up."""

    def __init__(self, language: Language) -> None:
        self._words = words(language)
        self._gazetteer = gazetteer(language)
        self._begins: dict[str, bool] = {}
        self._adjectives: dict[str, str | None] = {}
        self._roles: dict[str, tuple[Role, bool, bool] | None] = {}
        self._compound = _compound_pattern(self._words)

    def begins(self, word: str) -> bool:
        """Whether a word that is written small begins a name, an adjective of nationality or a role."""
        if word not in self._begins:
            if len(self._begins) > _REMEMBERED:
                self._begins.clear()
            self._begins[word] = self._may_begin(word)
        return self._begins[word]

    def _may_begin(self, word: str) -> bool:
        if not word[:1].isalnum():  # a mark that no letter takes folds to nothing
            return False
        if self._gazetteer.senses(word) or first_word(word) in self._gazetteer.reach:
            return True
        endings = self._words.lists["name_endings"]
        if any(word.endswith(ending) and self._gazetteer.senses(word.removesuffix(ending)) for ending in endings):
            return True
        return bool(self.adjective(word) or self.role(word)) or self._words.key(word) in self._words.role_reach

    def adjective(self, word: str) -> str | None:
        """The country of an adjective in any of its forms."""
        if word not in self._adjectives:
            if len(self._adjectives) > _REMEMBERED:
                self._adjectives.clear()
            self._adjectives[word] = self._find_adjective(word)
        return self._adjectives[word]

    def _find_adjective(self, word: str) -> str | None:
        for form in (word, word[:1].lower() + word[1:]):
            for ending in self._words.lists["adjective_endings"]:
                if not form.endswith(ending):
                    continue
                for sense in self._gazetteer.senses(form.removesuffix(ending)):
                    if sense.use == "adjective":
                        return sense.key
        return None

    def role(self, word: str) -> tuple[Role, bool, bool] | None:
        """The role of a word in any of its forms, whether the form is a woman's, and whether it means several."""
        if word not in self._roles:
            if len(self._roles) > _REMEMBERED:
                self._roles.clear()
            self._roles[word] = self._find_role(self._words.key(word))
        return self._roles[word]

    def _find_role(self, word: str) -> tuple[Role, bool, bool] | None:
        if word in self._words.roles:
            return self._words.roles[word], False, False
        for ending in self._words.lists["role_endings"]:
            bare = word.removesuffix(ending)
            if bare != word and bare in self._words.roles:
                return self._form(self._words.roles[bare], ending)
        return self._find_compound(word)

    def _find_compound(self, word: str) -> tuple[Role, bool, bool] | None:
        """The role of a compound that the list does not have: "Umweltministerin"."""
        if self._compound is None or not word[:1].isupper() or "-" in word:
            return None
        match = self._compound.search(word, 3)
        if match is None:
            return None
        return self._form(self._words.roles_by_id[self._words.compounds[match.group(1)]], match.group(2) or "")

    def _form(self, role: Role, ending: str) -> tuple[Role, bool, bool]:
        """A role with what its ending tells; on persons it can be that of a case where common nouns have capitals."""
        tells_number = not role.is_person or self._words.roles_in_any_case
        sets = self._words.sets
        return role, ending in sets["feminine_endings"], tells_number and ending in sets["plural_endings"]


def _compound_pattern(words: Words) -> re.Pattern[str] | None:
    if not words.compounds:
        return None
    heads = "|".join(sorted(words.compounds, key=len, reverse=True))
    endings = "|".join(ending for ending in words.lists["role_endings"] if ending)
    return re.compile(f"({heads})({endings})?$")


@cache
def index(language: Language) -> Index:
    """The index of a language."""
    return Index(language)


def is_capitalised(token: Token) -> bool:
    """Whether a token can be part of a name: it begins with a capital letter ("al-Rahawi" too) and holds no digits."""
    text = token.text
    if not text[0].isupper():
        if "-" not in text:
            return False
        prefix, _, rest = text.partition("-")
        if not rest or not rest[0].isupper() or len(prefix) > 3:
            return False
    return text.isalpha() or not any(char.isdigit() for char in text)

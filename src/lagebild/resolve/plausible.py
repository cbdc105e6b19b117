"""Unknown names that the encoder saw: which of them are no actor after all, and which are of another kind.

What decides are the words themselves and the one before: peoples, faiths and common nouns, works, products, treaties
and wars have a capital and are nobody; a person whose name ends with a word for a body is that body.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lagebild.extract.names.chances import Chances
from lagebild.extract.names.gazetteer import folded
from lagebild.extract.names.match import Matcher
from lagebild.extract.names.nominative import nominative
from lagebild.types import ActorKind, NameMention, Span, Token

_PLACES = ("capital", "city", "town", "place", "country")  # uses of names of places
_PERSON = 2  # words of such a name at most
_UNSURE = 0.6  # so sure the encoder must be that a single given name is a body's
#: Shares of the encoder: of a person hardly, of something else nearly all; of no name mostly, or rather.
_HARDLY, _NEARLY, _MOSTLY, _RATHER = 0.15, 0.8, 0.8, 0.6
#: What the words tell beside the encoder: a known given name, a word for a body, the kind as it was read there.
_GIVEN, _BODY, _TOLD = 0.35, 0.3, 0.1


class Judge:
    """Judges the unknown names of one document."""

    def __init__(self, matcher: Matcher, chances: Chances | None = None) -> None:
        self._matcher = matcher
        self._chances = chances
        self._tokens = matcher.tokens
        self._sets = matcher.words.sets
        self._lists = matcher.words.lists
        self._starts = [token.start for token in matcher.tokens]
        self._heads: set[str] = set()
        self._firms: set[str] = set()
        self._given: set[str] = set()
        capitals = matcher.words.capitals_tell_names
        self._small = {token.text for token in matcher.tokens if token.text.islower()} if capitals else set()

    def judged(self, names: Sequence[NameMention]) -> list[NameMention]:
        """The names that may be actors, each of the kind that its words tell; in order."""
        names = [name for name in self._joined(names) if not self._is_unseen(name)]
        self._heads = {name.head for name in names if name.head}
        self._given = {given for name in names if (given := self._given_name(name))}
        self._firms = {self._stem(name) for name in names if not name.head} - {""}
        things = {name.span.text for name in names if self._is_unknown(name) and self._is_told_thing(name)}
        kept = [name for name in names if not self._is_unknown(name) or self._may_act(name, things)]
        return self._agreed([self._told(name) if self._is_unknown(name) else name for name in kept])

    def _is_unseen(self, name: NameMention) -> bool:
        """Whether the encoder sees no such name in the words of one of nobody known: a headline, somebody's family."""
        if self._chances is None or not (self._is_unknown(name) or not name.candidates or self._is_made(name)):
            return False
        here, everywhere = self._chances.here(name.span), self._chances.everywhere(name.span)
        if self._is_made(name) and not self._is_unknown(name):
            return everywhere.none >= _MOSTLY
        if name.head and name.head == name.span.text:  # "the Genovese family", "Bundy Ranch" beside Ryan Bundy
            return here.person < _HARDLY and here.body + here.thing >= _NEARLY
        told = self._has_given(name) or self._is_body(self._words(name))
        return everywhere.none >= (_MOSTLY if told else _RATHER)

    def _is_made(self, name: NameMention) -> bool:
        """Whether only a role before the name tells of a person: "vom neuen südkoreanischen Präsidenten Hilfen"."""
        if len(name.candidates) != 1:
            return False
        actor = name.candidates[0]
        known = actor.wikidata or self._matcher.gazetteer.senses(folded(actor.name))
        return actor.kind == "person" and not known and name.why is None

    def _is_body(self, words: Sequence[Token]) -> bool:
        """Whether there is a word for a body or a legal form among words."""
        bodies = self._sets["organisation_words"] | self._sets["legal_forms"]
        return any(token.text in bodies for token in words)

    def _has_given(self, name: NameMention) -> bool:
        """Whether a name begins with a known given name."""
        first, *rest = name.span.text.split()
        return bool(rest) and folded(first) in self._matcher.gazetteer.first_names

    def _joined(self, names: Sequence[NameMention]) -> list[NameMention]:
        """The names, two unknown ones of persons side by side being one: "Luis Posada" and "Carriles"."""
        found: list[NameMention] = []
        for name in names:
            before = found[-1] if found else None
            if before is not None and before.head and name.head and self._is_whole(before, name):
                span = Span.of(self._matcher.text, before.span.start, name.span.end)
                actor = replace(before.candidates[0], name=" ".join(span.text.split()))
                found[-1] = replace(before, span=span, candidates=(actor,), head=name.head)
            else:
                found.append(name)
        return found

    def _is_whole(self, before: NameMention, name: NameMention) -> bool:
        """Whether a surname stands directly behind what looks like a whole name, and neither is known."""
        alone = " " not in name.span.text and name.span.start == before.span.end + 1
        unknown = self._is_unknown(before) and (not name.candidates or self._is_unknown(name))
        is_pair = " " in before.span.text and before.candidates[0].name == before.span.text
        return alone and unknown and is_pair and name.span.text[:1].isupper()

    @staticmethod
    def _is_unknown(name: NameMention) -> bool:
        known = any(actor.wikidata or actor.plover or actor.place for actor in name.candidates)
        return bool(name.candidates) and not known and name.candidates[0].kind in ("person", "organisation")

    def _words(self, name: NameMention) -> list[Token]:
        first, end = (bisect_left(self._starts, offset) for offset in (name.span.start, name.span.end))
        return [token for token in self._tokens[first : max(end, first + 1)] if token.text[0].isalnum()]

    def _may_act(self, name: NameMention, things: set[str]) -> bool:
        words = self._words(name)
        if not words or name.span.text in things or self._is_people(name) or self._is_site(words, name):
            return False
        if self._is_common_all(name, words) or any(token.text in self._sets["no_links"] for token in words[1:]):
            return False
        while len(words) > 1 and _is_numeral(words[-1].text):
            words = words[:-1]
        is_surname = words[-1].text not in self._sets["things"] or words[-1].text in self._sets["surname_things"]
        if name.head and is_surname and folded(words[0].text) in self._matcher.gazetteer.first_names:
            return True
        if words[-1].text in self._sets["things"] or self._is_family(name):
            return False
        return len(words) > 1 or not self._is_common(words[0], name)

    def _is_common_all(self, name: NameMention, words: list[Token]) -> bool:
        """Whether all words are common ones: of the list, a nationality with one, or small elsewhere."""
        parts = [part for token in words if not token.text.islower() for part in token.text.split("-")]
        listed = [part in self._sets["no_bodies"] for part in parts]
        if len(parts) > len(words) and all(self._is_nationality(part) for part in parts):
            return True  # "Cuban-Americans"
        if all(listed) or (
            any(listed)
            and all(told or self._is_nationality(p) or self._is_place(p) for told, p in zip(listed, parts, strict=True))
        ):
            return True
        at = bisect_left(self._starts, name.span.start)
        opens = at == self._matcher.sentence_of(at).first or not self._tokens[at - 1].text[0].isalnum()
        return opens and not name.head and all(part.lower() in self._small for part in parts)

    def _is_site(self, words: Sequence[Token], name: NameMention) -> bool:
        """Whether a body of several words is a place where somebody is: "Camp Hurriya", "Bundy Ranch"."""
        if name.head or len(words) < 2:
            return False
        return words[0].text in self._sets["place_heads"] or words[-1].text in self._sets["place_tails"]

    def _is_people(self, name: NameMention) -> bool:
        """Whether a body is those of a town or region: "New Yorkers", "Wolfsburger"."""
        if name.head:
            return False
        bare = (name.span.text.removesuffix(e) for e in self._lists["people_endings"] if name.span.text.endswith(e))
        senses = (sense for word in bare for sense in self._matcher.gazetteer.senses(folded(word)))
        return any(sense.use in _PLACES for sense in senses)

    def _is_place(self, word: str) -> bool:
        return any(
            sense.use in ("place", "country", "capital") for sense in self._matcher.gazetteer.senses(folded(word))
        )

    def _is_nationality(self, word: str) -> bool:
        return any(sense.use in ("adjective", "people") for sense in self._matcher.gazetteer.senses(folded(word)))

    def _stem(self, name: NameMention) -> str:
        """What stands before the legal form of a firm: "Crowley Maritime" of "Crowley Maritime Corp."."""
        before, _, last = name.span.text.rpartition(" ")
        return before if {last, f"{last}."} & self._sets["legal_forms"] else ""

    def _is_common(self, word: Token, name: NameMention) -> bool:
        """Whether a word is a compound that is no name: "Moslemgruppen"; of a person only behind a known body."""
        ending = next((one for one in self._lists["thing_endings"] if word.lower.endswith(one)), "")
        if not ending or not name.head:
            return bool(ending)
        return bool(self._matcher.gazetteer.senses(word.text[: -len(ending)].rstrip("-")))

    def _is_family(self, name: NameMention) -> bool:
        """Whether a body is the plural of a person's surname: "the Clintons"; not where that is a genitive."""
        text = name.span.text
        return (
            not name.head and text.endswith("s") and text[:-1] in self._heads and "s" not in self._lists["name_endings"]
        )

    def _is_told_thing(self, name: NameMention) -> bool:
        """Whether the word before tells a work, a product or a storm: "der Zyklon Nargis", "the film *High Noon*"."""
        at = bisect_left(self._starts, name.span.start) - 1
        is_marked = False
        while at >= 0 and self._is_mark(self._tokens[at]):
            at, is_marked = at - 1, True
        lists = ("thing_words", "work_words") if is_marked else ("thing_words",)
        return at >= 0 and any(self._tokens[at].text in self._sets[name] for name in lists)

    def _is_mark(self, token: Token) -> bool:
        """Whether a title may begin with it: a mark, or an article with a capital ("the book The Long Way")."""
        if token.text[0].isalnum():
            return token.text[0].isupper() and token.lower in self._sets["determiners"]
        return token.text not in ",.;:()"

    def _told(self, name: NameMention) -> NameMention:
        """The name with the kind that its words tell; a body's in the nominative."""
        actor, words = name.candidates[0], self._words(name)
        last = words[-1].text
        is_body = len(words) > 1 and (
            last in self._sets["organisation_words"] or f"{last}." in self._sets["legal_forms"]
        )
        if len(words) > 1 and words[0].text in self._sets["heads_of_groups"] and self._is_unknown(name):
            return replace(name, candidates=(replace(actor, kind="group"),), head="")
        if actor.kind == "person" and (is_body or last in self._sets["legal_forms"] or name.span.text in self._firms):
            return replace(name, candidates=(replace(actor, kind="organisation"),), head="")
        if actor.kind == "organisation":
            if self._is_given(words, name):
                return replace(name, candidates=(replace(actor, kind="person"),), head=actor.name.split()[-1])
            bare = nominative(actor.name, self._matcher.words)
            kind = self._kind_of(name, words)
            return replace(name, candidates=(replace(actor, name=bare, kind=kind), *name.candidates[1:]))
        return self._owned(name)

    def _kind_of(self, name: NameMention, words: Sequence[Token]) -> ActorKind:
        """The kind of a body by its last word: "Trump Administration" is a government."""
        role = self._matcher.role(words[-1].index, self._matcher.sentence_of(words[-1].index))
        told = role.role.kind.kind if role is not None and len(words) > 1 and role.end == words[-1].index + 1 else ""
        return "government" if told == "government" else name.candidates[0].kind

    def _given_name(self, name: NameMention) -> str:
        """The given name of a full name of two words that are no body's, else nothing."""
        words = name.span.text.split() if name.head else []
        is_person = len(words) == _PERSON and words[-1] not in self._sets["organisation_words"]
        return words[0] if is_person else ""

    def _is_given(self, words: list[Token], name: NameMention) -> bool:
        """Whether a body that the encoder is not sure of has a given name: "John Kasich"."""
        if name.span.text in self._given:  # "Kimani" beside Kimani Gray
            return True
        unsure = name.why is not None and (name.why.score or 0.0) < _UNSURE
        bodies = self._sets["organisation_words"] | self._sets["legal_forms"]
        is_body = len(words) > _PERSON or any(token.text in bodies or token.text.isupper() for token in words)
        return unsure and not is_body and folded(words[0].text) in self._matcher.gazetteer.first_names

    def _owned(self, name: NameMention) -> NameMention:
        """A person's name without the genitive's ending behind a noun that is somebody's: "Ehrung Salman Rushdies"."""
        at = bisect_left(self._starts, name.span.start) - 1
        full, endings = name.candidates[0].name, self._lists["genitive_endings"]
        if at < 0 or " " not in full or self._tokens[at].end != name.span.start - 1 or not full.endswith(endings):
            return name
        if not self._tokens[at].text[0].isupper() or not self._tokens[at].lower.endswith(self._lists["owned_nouns"]):
            return name
        bare = full.removesuffix(next(ending for ending in endings if full.endswith(ending)))
        return replace(name, candidates=(replace(name.candidates[0], name=bare),), head=bare.split()[-1])

    def _agreed(self, names: list[NameMention]) -> list[NameMention]:
        """The same words of one kind all over the page: the one for which most speaks; none where that is a place."""
        votes: dict[str, dict[ActorKind, float]] = defaultdict(lambda: defaultdict(float))
        for name in names:
            if self._is_unknown(name):
                for kind, share in self._shares(name).items():
                    votes[name.span.text][kind] += share
        voted = (self._voted(name, votes.get(name.span.text, {})) for name in names)
        return [name for name in voted if name is not None]

    def _shares(self, name: NameMention) -> dict[ActorKind, float]:
        """How much speaks for each kind: what the encoder sees, and what the words themselves tell."""
        kind = name.candidates[0].kind
        if self._chances is None:
            return {kind: (name.why.score or 0.0) if name.why else 0.5}
        seen = self._chances.everywhere(name.span)
        is_body = self._is_body(self._words(name))
        given = _GIVEN if self._has_given(name) and not is_body else 0.0
        told = {kind: _TOLD}
        return {
            "person": seen.person + given + told.get("person", 0.0),
            "organisation": seen.body + (_BODY if is_body else 0.0) + told.get("organisation", 0.0),
            "place": seen.place,
        }

    def _voted(self, name: NameMention, votes: Mapping[ActorKind, float]) -> NameMention | None:
        if not votes or not self._is_unknown(name):
            return name
        kind = max(votes, key=lambda one: votes[one])
        if kind == name.candidates[0].kind:
            return name
        if kind == "place":
            return None
        actor = replace(name.candidates[0], kind=kind)
        return replace(name, candidates=(actor,), head=actor.name.split()[-1] if kind == "person" else "")


def _is_numeral(word: str) -> bool:
    return word.isdecimal() or set(word) <= set("IVX")

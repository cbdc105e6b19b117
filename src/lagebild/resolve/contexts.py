"""Actors by what stands around them: a state where something happens, a ship, a building, a group told by its noun.

`lang/*/contexts.toml` holds the rules. Each tells what words beside a name, or the name itself, make of it: a place,
another kind of body, or nobody. What is nobody is no value: a name that is missing misleads nobody, one that is told as
what it is not does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from typing import Literal, get_args

from lagebild.errors import DataFileError
from lagebild.extract.names.gazetteer import Gazetteer, folded, gazetteer
from lagebild.extract.names.words import words
from lagebild.lang.load import has, rows, table
from lagebild.types import Actor, ActorKind, Document, Language, Mention, Token

Told = Literal["place", "nobody", "state", "group", "military", "organisation", "government", "outlet", "party"]
_SECTORS = {"outlet": "MED", "party": "PTY"}  # PLOVER codes of what a rule tells; a party is an organisation of its own
_TOWNS = ("capital", "city", "town", "place")
_ARTICLES = 2  # words of `place_articles` and `determiners` that may stand between a phrase and the name


@dataclass(frozen=True, slots=True)
class Context:
    """A row of contexts.toml: all that it gives must hold. Words are compared in lower case.

    `before` and `after` are phrases directly beside the name (articles are passed over), `unless_after` ones that must
    not follow. With `opens` one of these words stands at most `within` words before the phrase, with `among` one of
    those between that word and the phrase. `behind_name` asks for a capital before the phrase. `names` are patterns
    ("* hospital") that the words of the name match, `not_names` ones that they do not; `unknown` leaves out whom a list
    knows. `adjective` asks for the adjective of a state, `by_noun` for a body named with the noun of a country ("Kenya
    embassy"). `page` are phrases of which the page has one anywhere, not inside a word; in them "{name}" stands for the
    words of the name. In `example` the first of `kinds` is read in `name`, in `counter_example`
    it stays.
    """

    id: str
    kinds: tuple[ActorKind, ...]
    tells: Told
    example: str
    name: str
    counter_example: str
    counter_name: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    within: int = 0
    behind_name: bool = False
    names: tuple[str, ...] = ()
    not_names: tuple[str, ...] = ()
    unknown: bool = False
    adjective: bool = False
    by_noun: bool = False
    page: tuple[str, ...] = ()


@cache
def contexts(language: Language) -> tuple[Context, ...]:
    """The rules of a language, in the order of the file; raises DataFileError for one that asks for nothing."""
    where = f"lang/{language}/contexts.toml"
    found = rows(table(language, "contexts"), "context", Context, where=where)
    for row in found:
        if not (row.before or row.after or row.names):
            raise DataFileError(f"{where}: {row.id!r} has neither 'before' nor 'after' nor 'names'")
        if row.tells not in get_args(Told):
            raise DataFileError(f"{where}: {row.id!r} tells {row.tells!r}; choose one of: {', '.join(get_args(Told))}")
    return found


def in_context(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions in the order of the text, each as its surroundings tell it, without those that are nobody."""
    if not has(document.article.language, "contexts"):
        return list(mentions)
    reader = _Reader(document)
    found: list[Mention] = []
    for mention in mentions:
        told = reader.told(mention)
        if told is not None and reader.goes_on(found[-1] if found else None, told):
            told = reader.as_place(told)
        if told is not None:
            found.append(told)
    return found


def _of_kind(actor: Actor, told: ActorKind | Literal["party"]) -> Actor:
    """An actor that a rule tells otherwise; of an outlet or a party the code says so too."""
    sector = _SECTORS.get(told)
    plover = " ".join(filter(None, (actor.country, sector))) if sector and not actor.wikidata else actor.plover
    return replace(actor, kind="organisation" if told == "party" else told, plover=plover)


def _names(mention: Mention) -> tuple[str, ...]:
    """The words of a mention and, where one word means a longer name of the page, that name."""
    name, actor = mention.span.text, mention.actor
    return (name.lower(),) if actor.wikidata or " " in name else (name.lower(), actor.name.lower())


class _Reader:
    """Looks at the surroundings of the mentions of one document."""

    def __init__(self, document: Document) -> None:
        language = document.article.language
        self._document = document
        self._text = document.article.text
        self._lower = self._text.lower()
        self._tokens = document.tokens
        self._starts = [token.start for token in document.tokens]
        self._rules = contexts(language)
        self._gazetteer: Gazetteer = gazetteer(language)
        self._sets = words(language).sets
        self._endings = words(language).lists["name_endings"]
        self._articles = self._sets["place_articles"] | self._sets["determiners"]

    def told(self, mention: Mention) -> Mention | None:
        """The mention as the first rule that fits tells it; None where that is nobody."""
        if mention.actor.kind == "person" and (known := self._as_known(mention)):
            return known
        row = next((row for row in self._rules if mention.actor.kind in row.kinds and self._fits(row, mention)), None)
        if row is None or row.tells == mention.actor.kind:
            return mention
        if row.tells == "nobody":
            return None
        if row.tells == "place":
            return self.as_place(mention)
        if row.tells == "state":
            return self._as_state(mention)
        return replace(mention, actor=_of_kind(mention.actor, row.tells))

    def _as_known(self, mention: Mention) -> Mention | None:
        """The place or state that lists know under what is told as a person: "Vladimir Oblast", "Jordan reopens"."""
        actor, text = mention.actor, mention.span.text
        senses = self._gazetteer.senses(folded(text))
        if actor.wikidata or actor.name != text or not senses:
            return None
        if " " in text and all(sense.use in _TOWNS for sense in senses):
            return replace(mention, actor=self._gazetteer.actor(senses[0].key), candidates=())
        _, end = self._beside(mention)
        is_state = " " not in text and all(sense.use == "country" for sense in senses)
        if is_state and end < len(self._tokens) and self._tokens[end].text[0].isalpha():
            return replace(mention, actor=self._gazetteer.actor(senses[0].key), candidates=())
        return None

    def as_place(self, mention: Mention) -> Mention | None:
        """The place of a state, of a capital, or where a body sits; None where no list knows one."""
        actor = mention.actor
        if actor.kind == "state" and actor.country and actor == self._gazetteer.actor(actor.country):
            return replace(mention, actor=self._gazetteer.as_place(actor.country), candidates=())
        senses = self._gazetteer.senses(folded(mention.span.text))
        if towns := [sense for sense in senses if sense.use in _TOWNS]:
            return replace(mention, actor=self._gazetteer.actor(towns[0].key), candidates=())
        if senses and senses[0].use == "organisation" and self._gazetteer.entity(senses[0].key).kind == "government":
            return replace(mention, actor=self._gazetteer.as_place(senses[0].key), candidates=())
        return None

    def _as_state(self, mention: Mention) -> Mention | None:
        country = mention.actor.country
        return replace(mention, actor=self._gazetteer.actor(country), candidates=()) if country else None

    def goes_on(self, before: Mention | None, mention: Mention) -> bool:
        """Whether a state stands in a list behind one that is a place: "in countries like Libya, Egypt and Yemen"."""
        if before is None or mention.actor.kind != "state" or not self._is_named(mention):
            return False
        place = before.actor.place
        if before.actor.kind != "place" or place is None or place.type != "country":
            return False
        between = self._text[before.span.end : mention.span.start].split()
        while between and between[-1].lower() in self._articles:
            between.pop()
        link = " ".join(between).removeprefix(", ")
        return link in self._sets["listings"] or (link == "," and self._lists_on(mention))

    def _lists_on(self, mention: Mention) -> bool:
        """Whether a list goes on behind a name to its end: ", Egypt and"."""
        at, _ = self._beside(mention)
        for token in self._tokens[at + 1 : at + _REACH]:
            if token.text in self._sets["listings"]:
                return True
            if token.text != "," and not token.text[0].isupper():
                return False
        return False

    def _is_named(self, mention: Mention) -> bool:
        """Whether a state is named by its name and not by its adjective or people."""
        text = folded(mention.span.text)
        forms = (text, *(text.removesuffix(ending) for ending in self._endings if text.endswith(ending)))
        senses = next((found for form in forms if (found := self._gazetteer.senses(form))), ())
        return bool(senses) and senses[0].use == "country"

    def _is_on_page(self, phrase: str) -> bool:
        """Whether the page has a phrase that begins no later than a word: "ship Gibe", not "friendship Gibe"."""
        return phrase in self._lower and re.search(rf"(?<!\w){re.escape(phrase)}(?!\w\w)", self._lower) is not None

    def _is_of_noun(self, name: str) -> bool:
        senses = self._gazetteer.senses(folded(name.rpartition(" ")[0]))
        return bool(senses) and senses[0].use == "country"

    def _fits(self, row: Context, mention: Mention) -> bool:
        actor, name = mention.actor, mention.span.text.lower()
        if row.unknown and (actor.wikidata or actor.place or self._gazetteer.senses(folded(actor.name))):
            return False
        if row.names and not any(fnmatchcase(told, pattern) for told in _names(mention) for pattern in row.names):
            return False
        if any(fnmatchcase(name, pattern) for pattern in row.not_names):
            return False
        if row.page and not any(self._is_on_page(phrase.format(name=name)) for phrase in row.page):
            return False
        if row.by_noun and not self._is_of_noun(mention.span.text):
            return False
        if row.adjective and self._is_named(mention):
            return False
        if row.tells == "place" and actor.kind == "state" and not self._is_named(mention):
            return False
        first, end = self._beside(mention)
        if row.before and not self._is_behind(row, first):
            return False
        if row.unless_after and self._follows(row.unless_after, end):
            return False
        return not row.after or (self._is_whole(mention, end) and self._follows(row.after, end))

    def _beside(self, mention: Mention) -> tuple[int, int]:
        """The first token of a mention and the one behind it."""
        first = bisect_left(self._starts, mention.span.start)
        return first, max(bisect_left(self._starts, mention.span.end), first + 1)

    def _is_whole(self, mention: Mention, end: int) -> bool:
        """Whether a name ends where its word does: not "Slepian's neighborhood"."""
        return end == 0 or self._tokens[end - 1].end == mention.span.end

    def _is_behind(self, row: Context, first: int) -> bool:
        """Whether a phrase of a row stands before a token, articles between left out, with all that the row asks."""
        begin = self._sentence_begin(first)
        for at in range(first, max(begin, first - _ARTICLES) - 1, -1):
            if at < first and self._tokens[at].lower not in self._articles:
                return False
            for phrase in row.before:
                start = at - len(phrase.split())
                if start >= begin and self._words(start, at) == phrase and self._is_opened(row, start, begin):
                    return True
        return False

    def _is_opened(self, row: Context, start: int, begin: int) -> bool:
        """Whether the words before a phrase are those that a row asks for."""
        if row.behind_name and (start <= begin or not self._tokens[start - 1].text[0].isupper()):
            return False
        if not row.opens:
            return True
        for back in range(start - 1, max(begin, start - row.within) - 1, -1):
            if self._tokens[back].lower in row.opens:
                near = self._tokens[max(begin, back - _OBJECT) : start]  # "send troops to", "troops will be sent to"
                return not row.among or bool({token.lower for token in near} & set(row.among))
        return False

    def _follows(self, phrases: tuple[str, ...], end: int) -> bool:
        return any(self._words(end, end + len(phrase.split())) == phrase for phrase in phrases)

    def _words(self, first: int, end: int) -> str:
        return " ".join(token.lower for token in self._tokens[max(first, 0) : end])

    def _sentence_begin(self, at: int) -> int:
        token: Token = self._tokens[at]
        sentence = self._document.sentence_at(token.start)
        return sentence.first if sentence is not None else at


_OBJECT = 4  # tokens before a verb in which stands what it is done to
_REACH = 12  # tokens in which a list of states comes to its end

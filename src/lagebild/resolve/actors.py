"""Actors: one for all variants of a name in a page; a mention that can mean several waits or is left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from lagebild.extract.names.gazetteer import Gazetteer, folded, gazetteer
from lagebild.extract.names.words import words
from lagebild.lang.load import has, having
from lagebild.resolve.contexts import in_context
from lagebild.resolve.halves import whole_names
from lagebild.resolve.placenames import plain_places
from lagebild.resolve.places import Surroundings, located, open_mention, rivals_of
from lagebild.resolve.variants import (
    at_home,
    known_person,
    settled,
    with_acronyms,
    with_longer,
    with_outlets,
    without_article,
    without_titles,
)
from lagebild.resolve.wholes import with_wholes
from lagebild.types import Actor, Document, Mention, NameMention


def resolve(document: Document, names: tuple[NameMention, ...]) -> tuple[Mention, ...]:
    """The mentions with the actor or place that they mean, in the order of the text; what means several says so.

    A surname means whoever the page names in full; an office whose holder depends on an unknown day means the one
    holder that the page names; of several places of a name `resolve.places` tells the one that the page means.
    """
    if not names:
        return ()
    language = document.article.language
    text = document.article.text
    if not has(language, "names"):
        page = _Page(names)
        return tuple(mention for name in names if (mention := page.meant(name)) is not None)
    told = _addressed(document, names)
    page = _Page(names, words(language).lists["name_endings"], gazetteer(language), told, _titled(document, names))
    found = [mention for name in names if (mention := page.meant(name)) is not None]
    found = without_titles(found, gazetteer(language), words(language))
    found = with_outlets(with_longer(with_acronyms(text, found)), words(language))
    found = with_wholes(text, found, gazetteer(language), words(language))
    found = plain_places(document, found)
    links = words(language).sets["coordinators"]
    found = list(at_home(located(text, found, gazetteer(language), links), words(language)))
    return tuple(in_context(document, whole_names(document, found)))


def _addressed(document: Document, names: tuple[NameMention, ...]) -> dict[int, str]:
    """Where a name stands behind a form of address, the gender ("m", "f") that this tells: "Mr. Clinton"."""
    found, text, sets = {}, document.article.text, words(document.article.language).sets
    for name in names:
        if name.head:
            before = text[max(name.span.start - _ADDRESS, 0) : name.span.start].split()[-1:]
            inside = name.span.text.split()[:1]
            for word in (*before, *inside):
                if word in sets["man_titles"] or word in sets["woman_titles"]:
                    found[name.span.start] = "m" if word in sets["man_titles"] else "f"
    return found


def identity(actor: Actor) -> str:
    """What stays the same of an actor in every language: "Q7747" for Putin and Путин, "place:kyiv", else kind and name.

    A place and the state of the same id are told apart by their kind where it matters, not here.
    """
    if actor.wikidata:
        return actor.wikidata
    for language in having("names"):
        for sense in gazetteer(language).senses(folded(actor.name)):
            if gazetteer(language).actor(sense.key) == actor:
                return sense.key
    is_role = actor.kind in ("government", "military") and actor.plover != actor.country  # else two commands are one
    code = actor.plover if is_role else None
    return f"{actor.kind}:{code or folded(actor.name).casefold()}"


def _titled(document: Document, names: tuple[NameMention, ...]) -> frozenset[int]:
    """Where a name begins that stands behind a title or a role: "President Biden"."""
    lexicon, text = words(document.article.language), document.article.text
    before = {n.span.start: text[max(n.span.start - _TITLE, 0) : n.span.start].split()[-1:] for n in names if n.head}
    known = lexicon.sets["titles"]
    return frozenset(at for at, told in before.items() for w in told if w in known or lexicon.key(w) in lexicon.roles)


_TITLE = 30  # code points before a name in which its title stands
_ADDRESS = 12  # code points of the longest form of address, with the space


class _Page:
    """Who is named in full on a page; `addressed` tells by where a name begins which gender stands before it."""

    def __init__(
        self,
        names: tuple[NameMention, ...],
        endings: tuple[str, ...] = (),
        book: Gazetteer | None = None,
        addressed: Mapping[int, str] = MappingProxyType({}),
        titled: frozenset[int] = frozenset(),
    ) -> None:
        self._all = names
        self._endings = endings
        self._book = book
        self._addressed = addressed
        self._titled = titled
        self._names = {name.candidates[0].name for name in names if name.head and name.candidates}
        self._people: dict[str, dict[str, Actor]] = {}
        self._named: set[Actor] = set()
        self._in_full: Counter[str] = Counter()  # how often a full name stands on the page
        for name in names:
            full = name.candidates[0].name if name.head and name.candidates else name.head
            is_open = len(name.candidates) > 1 and name.head == name.span.text
            if full != name.head and self._bare(full) == full and not is_open:
                is_alone = name.span.text in (name.head, *(f"{name.head}{ending}" for ending in self._endings))
                self._note(
                    name.head, self._known(name.candidates[0]), is_named=not is_alone or name.span.start in titled
                )
        for actor in self._by_given_alone(names):
            self._note(actor.name.split()[-1], actor, is_named=True)
        short = words(book.language).short_names if book is not None else {}
        self._in_full.update(n.candidates[0].name for n in names if n.candidates and " " in n.candidates[0].name)
        self._people = {surname: settled(people, short) for surname, people in self._people.items()}
        self._given: dict[str, set[Actor]] = defaultdict(set)
        for people in self._people.values():
            for full, actor in people.items():
                self._given[full.split()[0]].add(actor)

    def _by_given_alone(self, names: tuple[NameMention, ...]) -> list[Actor]:
        """Known persons whom the page calls by given name here and by surname there: "Hillary", "Clinton"."""
        if self._book is None:
            return []
        given = {n.span.text for n in names if " " not in n.span.text and n.span.text in self._book.first_names}
        surnames = {n.head for n in names if n.head and n.head == n.span.text}
        pairs = (folded(f"{one} {surname}") for one in given for surname in surnames if one != surname)
        keys = (s.key for pair in pairs for s in self._book.senses(pair) if s.use == "person")
        return [self._book.actor(key) for key in dict.fromkeys(keys)]

    def _known(self, actor: Actor) -> Actor:
        return known_person(actor, self._book) if self._book is not None else actor

    def _bare(self, name: str) -> str:
        """A name without the ending of a case, where the page has it without ("David Tannwalds")."""
        without = (name.removesuffix(ending) for ending in self._endings if name.endswith(ending))
        return next((bare for bare in without if bare in self._names), name)

    def _note(self, surname: str, actor: Actor, *, is_named: bool) -> None:
        """Notes whom the page names; a known surname alone names its bearer only where nobody else bears it in full."""
        self._named.add(actor)
        if not is_named:
            return
        bare = without_article(surname)
        for form in dict.fromkeys(
            (surname, bare, surname[:1].upper() + surname[1:])
        ):  # "al-Abadi", "Abadi", "Al-Abadi"
            people = self._people.setdefault(form, {})
            known = people.get(actor.name)
            if known is None or (known.country is None and actor.country is not None):
                people[actor.name] = actor

    def meant(self, name: NameMention) -> Mention | None:
        """Whom a mention means, with the candidates where that stays open; None where nothing is known of it."""
        if name.head:
            return self._person(name)
        if not name.candidates:
            return None
        first, *others = name.candidates
        if first.kind == "role" and others:
            named = [actor for actor in others if actor in self._named]
            if len(named) == 1:
                return Mention(name.span, named[0], why=name.why)
            return Mention(name.span, first, why=name.why, candidates=tuple(others))
        if first.kind == "organisation" and " " not in name.span.text and (given := self._by_given(name, "")):
            return Mention(name.span, given, why=name.why)
        if others and len(rivals := rivals_of(name)) > 1:
            return self._surroundings.meant(name, rivals)
        if first.kind == "place" and self._is_only_heard(name) and not self._surroundings.is_named(first, name.span):
            return Mention(name.span, Actor(name.span.text, "place"), why=name.why)
        if first.kind == "place" and first.place is not None and not self._is_certain(name):
            return self._surroundings.sure(Mention(name.span, first, why=name.why))
        return Mention(name.span, first, why=name.why)

    def _is_only_heard(self, name: NameMention) -> bool:
        """Whether no list has the name as it is written, but one that sounds like it: "Samarra" is not Samara."""
        if self._book is None:
            return False
        text = name.span.text
        forms = (text, *(text.removesuffix(ending) for ending in self._endings))
        return not any(self._book.senses(folded(form)) for form in forms) and bool(self._book.sounding(text))

    def _is_certain(self, name: NameMention) -> bool:
        """Whether the name is one of a place that was written down because it is in the news."""
        senses = self._book.senses(folded(name.span.text)) if self._book else ()
        return bool(senses) and senses[0].use == "place"

    @cached_property
    def _surroundings(self) -> Surroundings:
        return Surroundings(self._all)

    def _person(self, name: NameMention) -> Mention | None:
        bare = self._bare(name.candidates[0].name) if name.candidates else ""
        full = self._people.get(bare.rpartition(" ")[2] or name.head, {}) or self._people.get(name.head, {})
        alone = not name.candidates or name.head in (name.span.text, name.candidates[0].name)
        told = self._addressed.get(name.span.start, "")
        if bare in full:
            return Mention(name.span, full[bare], why=name.why)
        fitting = tuple(dict.fromkeys(actor for actor in full.values() if self._is_of(actor, told)))
        if alone and fitting and (known := self._in_office(name, fitting)):  # "President Bush" beside Laura Bush
            return open_mention(name, (*known, *fitting))
        if len(fitting) == 1 and alone:
            return Mention(name.span, fitting[0], why=name.why)
        if alone and (main := self._main(fitting)):
            return Mention(name.span, main, why=name.why)
        if alone and not full and (given := self._by_given(name, bare)):
            return Mention(name.span, given, why=name.why)
        if len(name.candidates) == 1 and (self._is_of(name.candidates[0], told) or not alone):
            return Mention(name.span, self._known(name.candidates[0]), why=name.why)
        candidates = tuple(actor for actor in name.candidates or fitting if self._is_of(actor, told))
        if not candidates and told and (full or name.candidates):  # "Mr. Clinton" beside Hillary Clinton
            return Mention(name.span, Actor(name.head, "person"), why=name.why)
        return open_mention(name, candidates) if candidates else None

    def _in_office(self, name: NameMention, named: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Known bearers of a surname behind a title or role, where the page names only somebody that no list knows."""
        if any(a.wikidata for a in named) or name.span.start not in self._titled or self._book is None:
            return ()
        senses = [s for s in self._book.senses(folded(name.head)) if s.use in ("known-surname", "surname")]
        bearers = dict.fromkeys((*name.candidates, *(self._book.actor(sense.key) for sense in senses)))
        return tuple(actor for actor in bearers if actor.wikidata)

    def _main(self, people: tuple[Actor, ...]) -> Actor | None:
        """Of several persons of one surname, none well known, the one whom the page names in full most often."""
        if len(people) < 2 or any(actor.wikidata for actor in people):
            return None
        named = [(name, actor) for found in self._people.values() for name, actor in found.items()]
        forms = {actor: {name for name, other in named if other == actor} for actor in people}
        counted = {actor: sum(self._in_full[name] for name in names) for actor, names in forms.items()}
        first, second = ([*sorted(counted.values(), reverse=True), 0, 0])[:2]
        return next(a for a in people if counted[a] == first) if first > second else None

    def _by_given(self, name: NameMention, bare: str) -> Actor | None:
        """The one person of the page with these words as given name: "Thaksin" of Thaksin Shinawatra."""
        if any(actor.wikidata or actor.plover for actor in name.candidates):
            return None
        word = bare or name.head or name.span.text
        forms = (word, *(word.removesuffix(ending) for ending in self._endings))
        people = next((self._given[form] for form in forms if form in self._given), set())
        return next(iter(people)) if len(people) == 1 else None

    def _is_of(self, actor: Actor, gender: str) -> bool:
        """Whether a person can be of a gender; all can where it is not told, or unknown of the person."""
        return not gender or self._book is None or self._book.gender(actor) in ("", gender)

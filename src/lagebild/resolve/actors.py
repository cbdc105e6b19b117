"""Actors: one for all variants of a name in a page; a mention that can mean several waits or is left out."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from lagebild.extract.names.gazetteer import folded, gazetteer
from lagebild.extract.names.words import words
from lagebild.lang.load import has, having
from lagebild.resolve.places import Surroundings, located, open_mention, rivals_of
from lagebild.types import Actor, Document, Mention, NameMention


def resolve(document: Document, names: tuple[NameMention, ...]) -> tuple[Mention, ...]:
    """The mentions with the actor or place that they mean, in the order of the text; what means several says so.

    A surname means whoever the page names in full; an office whose holder depends on an unknown day means the one
    holder that the page names; of several places of a name `resolve.places` tells the one that the page means.
    """
    if not names:
        return ()
    language = document.article.language
    page = _Page(names, words(language).lists["name_endings"] if has(language, "names") else ())
    found = [mention for name in names if (mention := page.meant(name)) is not None]
    return located(document.article.text, found, gazetteer(language)) if has(language, "names") else tuple(found)


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
    code = actor.plover if actor.kind in ("government", "military") else None
    return f"{actor.kind}:{code or folded(actor.name).casefold()}"


class _Page:
    """Who is named in full on a page."""

    def __init__(self, names: tuple[NameMention, ...], endings: tuple[str, ...]) -> None:
        self._all = names
        self._endings = endings
        self._names = {name.candidates[0].name for name in names if name.head and name.candidates}
        self._people: dict[str, dict[str, Actor]] = defaultdict(dict)
        self._named: set[Actor] = set()
        for name in names:
            full = name.candidates[0].name if name.head and name.candidates else name.head
            is_open = len(name.candidates) > 1 and name.head == name.span.text
            if full != name.head and self._bare(full) == full and not is_open:
                self._note(name.head, name.candidates[0])

    def _bare(self, name: str) -> str:
        """A name without the ending of a case, where the page has it without ("David Tannwalds")."""
        without = (name.removesuffix(ending) for ending in self._endings if name.endswith(ending))
        return next((bare for bare in without if bare in self._names), name)

    def _note(self, surname: str, actor: Actor) -> None:
        known = self._people[surname].get(actor.name)
        if known is None or (known.country is None and actor.country is not None):
            self._people[surname][actor.name] = actor
        self._named.add(actor)

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
        if others and len(rivals := rivals_of(name)) > 1:
            return self._surroundings.meant(name, rivals)
        return Mention(name.span, first, why=name.why)

    @cached_property
    def _surroundings(self) -> Surroundings:
        return Surroundings(self._all)

    def _person(self, name: NameMention) -> Mention | None:
        bare = self._bare(name.candidates[0].name) if name.candidates else ""
        full = self._people.get(bare.rpartition(" ")[2] or name.head, {}) or self._people.get(name.head, {})
        alone = not name.candidates or name.head in (name.span.text, name.candidates[0].name)
        if bare in full:
            return Mention(name.span, full[bare], why=name.why)
        if len(full) == 1 and alone:
            return Mention(name.span, next(iter(full.values())), why=name.why)
        if len(name.candidates) == 1:
            return Mention(name.span, name.candidates[0], why=name.why)
        candidates = name.candidates or tuple(full.values())
        return open_mention(name, candidates) if candidates else None

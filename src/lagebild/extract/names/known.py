"""Whom a name means by itself, in any language that is read: as it is written, in a case, by its sounds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from lagebild.extract.names.cases import bare_forms
from lagebild.extract.names.gazetteer import Gazetteer, folded, gazetteer
from lagebild.ontology.tables import Sense
from lagebild.types import Actor, ActorKind, Language

#: Uses of the gazetteer (see ontology/README.md) that a name of a kind can have.
USES: dict[ActorKind, tuple[str, ...]] = {
    "person": ("person", "known-surname"),
    "organisation": ("organisation",),
    "place": ("capital", "city", "town", "place", "country"),
}
_MANY_FORMS = 60  # of a long name in all cases; more are not tried


def known(name: str, language: Language, kind: ActorKind) -> Actor | None:
    """The one actor that a name of this kind means, None where there is none or more than one."""
    book = gazetteer(language)
    for form in _forms(name, language):
        if senses := _fitting(book.senses(folded(form)), kind):
            return _one(book, senses)
    for form in _forms(name, language):
        if senses := _fitting(book.sounding(form), kind):
            return _one(book, senses)
    return None


def _forms(name: str, language: Language) -> Iterator[str]:
    """A name, then what it would be without the endings of cases."""
    yield name
    words = [list(dict.fromkeys((word, *bare_forms(word, language)))) for word in name.split()]
    for number, parts in enumerate(product(*words)):
        if number > _MANY_FORMS:
            return
        if parts != tuple(name.split()):
            yield " ".join(parts)


def _fitting(senses: tuple[Sense, ...], kind: ActorKind) -> list[Sense]:
    return [sense for sense in senses if sense.use in USES.get(kind, ())]


def _one(book: Gazetteer, senses: list[Sense]) -> Actor | None:
    actors = list(dict.fromkeys(book.actor(sense.key) for sense in senses))
    return actors[0] if len(actors) == 1 else None

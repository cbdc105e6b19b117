"""What a name means that a user gives: the entities of that name in any language, and the state whose side it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lagebild.compare.deed_rules import deed_rules
from lagebild.compare.identity import entity_of
from lagebild.extract.names.gazetteer import folded, gazetteer
from lagebild.lang.load import having
from lagebild.ontology.tables import Entity, Sense
from lagebild.types import Actor


@lru_cache(10_000)
def entities_called(name: str) -> tuple[Entity, ...]:
    """The entities of the gazetteer that have this name, the whole of it, in one of the languages; capitals do not
    count."""
    found: dict[str, Entity] = {}
    for entity in _meant(name):
        if name.casefold() in (entity.de.casefold(), entity.en.casefold()):
            found.setdefault(entity.key, entity)
    return tuple(found.values())


@lru_cache(10_000)
def translated(name: str, language: str) -> str:
    """A name of which nothing else is known, in a language: where all that it can mean are called the same there."""
    if language not in having("names"):
        return name
    names = {gazetteer(language).actor(entity.key).name for entity in entities_called(name)}
    return names.pop() if len(names) == 1 else name


def is_found_by(actor: Actor, name: str) -> bool:
    """Whether a filter finds an actor by a name though no article may have called it so."""
    return name == actor.name or entity_of(actor) in {entity.key for entity in entities_called(name)}


@lru_cache(10_000)
def state_called(name: str) -> str | None:
    """The state (ISO 3166-1 alpha-3) that a name means before all else in one of the languages ("Russland", "US"), or
    None; an adjective or the name of a people means none."""
    senses = (found[0] for found in _senses(name))
    return next((sense.key for sense in senses if sense.use == "country"), None)


def _meant(name: str) -> Iterator[Entity]:
    return (gazetteer("en").entity(sense.key) for found in _senses(name) for sense in found)


def _senses(name: str) -> Iterator[tuple[Sense, ...]]:
    """What a name can mean in each language, however its capitals are written."""
    for written in dict.fromkeys((name, name.title(), name.upper())):
        for language in having("names"):
            if found := gazetteer(language).senses(folded(written)):
                yield found


def acts_for_state(kind: str, plover: str) -> str:
    """The condition of SQL that some actor acts for its state: government, ministry, army, office-holder.

    As `parties.side_of` has it, but for places, which neither say nor do anything; `kind` and `plover` are the columns.
    """
    rules = deed_rules()
    kinds, sectors = (", ".join(f"'{one}'" for one in sorted(many)) for many in (rules.side_kinds, rules.sectors))
    # "USA", "USA GOV", "USA GOV MIL": the first sector behind the country counts.
    sector = f"substr(coalesce({plover}, ''), 5, 3)"
    by_kind = f"{kind} IN ({kinds}) AND {sector} IN ('', {sectors})"
    return f"({by_kind} OR {kind} NOT IN ('group', 'place') AND {sector} IN ({sectors}))"

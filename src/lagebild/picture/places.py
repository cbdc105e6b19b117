"""Where it happens, as far as claims name places that lie somewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lagebild.compare.voices import actor_key
from lagebild.types import Actor, Entry


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with the claims that name it, in the order in which they were given."""

    actor: Actor
    entries: tuple[Entry, ...]

    @property
    def claims(self) -> int:
        """How many claims name it."""
        return len(self.entries)


def place_table(entries: Iterable[Entry]) -> tuple[PlaceRow, ...]:
    """The places with a point that claims name as where it happens, those most often named first."""
    actors: dict[str, Actor] = {}
    named: dict[str, list[Entry]] = {}
    for entry in entries:
        for mention in entry.claim.places:
            place = mention.actor.place
            if mention.role != "content" or place is None or place.latitude is None or place.longitude is None:
                continue
            key = actor_key(mention.actor)
            actors.setdefault(key, mention.actor)
            rows = named.setdefault(key, [])
            if not rows or rows[-1].claim.id != entry.claim.id:
                rows.append(entry)
    found = (PlaceRow(actors[key], tuple(rows)) for key, rows in named.items())
    return tuple(sorted(found, key=lambda row: (-row.claims, row.actor.name)))

"""Whom claims go back to, one by one: the origin that the ledger gave each of them, as its tallies count it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lagebild.compare.voices import Voice
from lagebild.ledger.gathering import ORIGIN
from lagebild.ledger.rows import indexed
from lagebild.ledger.store import Store
from lagebild.types import Actor


@dataclass(frozen=True, slots=True)
class Backing:
    """The origin of a claim, and the numbers by which the claim and the origin are counted.

    Claims with one `counted` have one origin, whatever its name. `voice` is somebody who is known by name, or whoever
    passed on what he has from nobody that is named: an outlet, an agency, somebody known (then it has his actor).
    """

    claim: int
    counted: int
    voice: Voice

    @property
    def identified(self) -> bool:
        """Whether the origin is known by name."""
        return self.voice.identified

    @property
    def is_known(self) -> bool:
        """Whether somebody known stands at the end: by name, or an agency or a body that names nobody in turn.

        What is left is a text in an outlet's own words: it names no source and may repeat what others said.
        """
        return self.identified or (self.voice.kind != "author" and self.voice.actor is not None)


def backing(store: Store, claims: Iterable[str]) -> Mapping[str, Backing]:
    """The origins of some claims in force, by the ids of the claims; those that the ledger has not are left out."""
    wanted = {f"id_{place}": indexed(claim) for place, claim in enumerate(dict.fromkeys(claims))}
    if not wanted:
        return {}
    question = (
        f"SELECT c.id, c.seq, {ORIGIN}, v.key, v.kind, v.name, v.identified, a.name, a.kind, a.country, a.wikidata"
        " FROM claims c JOIN voices v ON v.seq = c.origin LEFT JOIN actors a ON a.seq = v.actor"
        f" WHERE c.id IN ({', '.join(f':{name}' for name in wanted)})"
    )
    found = {}
    for claim, seq, counted, key, kind, name, identified, known, of, country, wikidata in store.ask(question, wanted):
        actor = Actor(known or name, of or "other", country, wikidata) if identified or known else None
        found[str(claim)] = Backing(int(seq), int(counted), Voice(key, kind, name, actor))
    return found

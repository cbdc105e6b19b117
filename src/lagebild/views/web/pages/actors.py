"""Somebody who is named: what they said, what was said of them, the spellings of the name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lagebild.compare.identity import name_in
from lagebild.compare.voices import actor_key
from lagebild.ledger.dealings import Dealing, Dealings
from lagebild.types import Entry
from lagebild.views.tables import claims
from lagebild.views.web.visit import ROWS, Answer, NotThereError, Visit, decided_about

#: Roles in which somebody says something, takes part in what is said, or is where it happens.
_SAYS, _IN, _WHERE = ("source",), ("actor", "doer", "recipient", "third"), ("place", "scene", "within")
_SAID, _TIES = 12, 12


def actor(visit: Visit) -> Answer:
    """What somebody said last, and the latest claims in which they occur."""
    browse = visit.ledger.browse
    one = browse.actor(visit.key)
    if one is None:
        raise NotThereError("actor", visit.key)
    below = visit.number("below")
    said = browse.mentioned(one.seqs, _SAYS, limit=_SAID) if below is None else []
    found = browse.mentioned(one.seqs, (*_IN, *_WHERE), limit=ROWS + 1, below=below)
    shown = _without(found[:ROWS], {seq for seq, _ in said})
    dealings = browse.dealings_of(one.seqs, limit=_TIES) if below is None else Dealings()
    about = {
        "name": one.actor.name,
        "kind": one.actor.kind,
        "country": one.actor.country,
        "wikidata": one.actor.wikidata,
    }
    return Answer(
        template="actor.html.j2",
        title=name_in(one.actor, visit.words.ui),
        filled={
            "one": one,
            "said": [entry for _, entry in said],
            "found": shown,
            "decided": decided_about(visit, "actor", one.key),
            "voices": browse.voices_of(one.seqs) if below is None else [],
            "dealings": dealings,
        },
        table=lambda: claims([*(entry for _, entry in said), *shown]),
        about={
            "actor": {**about, "spellings": list(one.forms)},
            "toward": _ties(dealings.toward),
            "by": _ties(dealings.by),
        },
        next=visit.address(below=found[ROWS - 1][0]) if len(found) > ROWS else None,
    )


def _ties(found: Iterable[Dealing]) -> list[dict[str, Any]]:
    return [
        {
            "key": actor_key(one.other),
            "name": one.other.name,
            "deeds": one.deeds,
            "friendly": one.friendly,
            "hostile": one.hostile,
        }
        for one in found
    ]


def _without(found: Sequence[tuple[int, Entry]], shown: set[int]) -> list[Entry]:
    return [entry for seq, entry in found if seq not in shown]

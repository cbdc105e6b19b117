"""The values of a quantity as a table and as objects: who gives each, who said it first, who stands against it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lagebild.addresses import address
from lagebild.compare.voices import speaker
from lagebild.ledger.backing import Backing
from lagebild.picture.values import FigureValue, Objection
from lagebild.types import Entry
from lagebild.views.tables import Cell, Table, place_of, said_by
from lagebild.views.wording import Wording


def origin_name(one: Backing, words: Wording) -> str:
    """What an origin is called: its name, or the outlet with what it is (nobody named, in its own words)."""
    if one.identified:
        return words.voice(one.voice)
    return words("lineage", one.voice.kind, name=one.voice.name or words("text", "no_outlet"))


def values(found: Iterable[FigureValue], words: Wording) -> Table:
    """One row for each value; `first_…` tells who said it first, `denied_by` who stands against it."""
    header = (
        *("value", "min", "max", "bound", "stage", "claims", "origins", "identified", "origin_names"),
        *("first_said", "first_source", "first_kind", "first_on_whose_word", "first_outlet", "denied_by"),
        *("article", "url", "start", "end", "claim"),
    )
    return Table(header, tuple(_row(one, words) for one in found))


def objects(found: Iterable[FigureValue], words: Wording) -> list[dict[str, Any]]:
    """The same as objects, with the names of the origins and the objections as lists."""
    made = []
    for one in found:
        table = values([one], words)
        objections = [
            {
                "is": made_by.kind,
                "source": _who(made_by.entry, words),
                "claim": address("claim", made_by.entry.claim.id),
            }
            for made_by in one.objections
        ]
        names = [origin_name(origin, words) for origin in one.origins]
        row: dict[str, Any] = dict(zip(table.header, table.rows[0], strict=True))
        made.append({**row, "origin_names": names, "denied_by": objections})
    return made


def _row(one: FigureValue, words: Wording) -> tuple[Cell, ...]:
    figure, first = one.of.figure, one.first
    what = (words.value(figure), figure.min, figure.max, one.of.bound, figure.stage)
    names = "; ".join(origin_name(origin, words) for origin in one.origins) or None
    against = "; ".join(f"{made.kind}: {_who(made.entry, words)}" for made in one.objections) or None
    said: tuple[Cell, ...] = (None,) * 5
    if first is not None:
        said = (first.said, *said_by(first.entry), first.outlet or None)
    place = place_of((first or one.of).entry, (first or one.of).figure.span)
    return (*what, one.claims, len(one.origins), one.identified, names, *said, against, *place)


def _objection(one: Objection, words: Wording) -> dict[str, str]:
    return {"is": one.kind, "source": _who(one.entry, words), "claim": address("claim", one.entry.claim.id)}


def _who(entry: Entry, words: Wording) -> str:
    return words.voice(speaker(entry))

"""The values of a quantity as a table and as objects: who gives each, who said it first, who stands against it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lagebild.addresses import address
from lagebild.compare.identity import name_in
from lagebild.compare.links import answerer
from lagebild.compare.voices import Voice, speaker
from lagebild.ledger.answers import Speaking
from lagebild.ledger.backing import Backing
from lagebild.picture.values import FigureNumber, FigureValue, Objection, ValuePair
from lagebild.views.tables import Cell, Table, place_of, said_by
from lagebild.views.wording import Wording


def origin_name(one: Backing, words: Wording) -> str:
    """What an origin is called: its name, or whoever passed it on with what that is (no source named, own words)."""
    if one.identified:
        return words.voice(one.voice)
    return words("lineage", "passed", name=whose(one.voice, words)) if one.is_known else gathered_name(one.voice, words)


def counted_ends(one: FigureNumber | FigureValue, words: Wording) -> tuple[str, str]:
    """How many origins are known, and how many are reports that name no source, in words; empty where there is none."""
    known, unnamed = len(one.known), len(one.unnamed)
    name = "repeating_end" if known else "unnamed_end"
    return words.count("known_end", known) if known else "", words.count(name, unnamed) if unnamed else ""


def gathered_name(one: Voice, words: Wording) -> str:
    """What an origin is called that is not known by name: whose text it is, and that nobody is named, or whose own."""
    return words("lineage", one.kind, name=whose(one, words))


def whose(one: Voice, words: Wording) -> str:
    """Who passed on what such an origin stands for, by the name in the language of the labels."""
    name = name_in(one.actor, words.ui) if one.actor else one.name
    return name or words("text", "no_outlet")


def source_name(one: Speaking, words: Wording) -> str:
    """What a source is called by itself: the authors of an outlet are one source, whoever signs."""
    if is_gathered(one):
        return gathered_name(one.voice, words)
    outlet = next((name for name, _ in one.outlets if name), "") if one.kind == "author" else ""
    return words("source", "authors_of", name=outlet) if outlet else words.voice(one.voice)


def is_gathered(one: Speaking) -> bool:
    """Whether a voice is only an origin: what an outlet, an agency or somebody has from nobody named, counted once."""
    return one.kind in ("unnamed", "author") and not one.claims and not one.identified


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
                "guess": made_by.is_guess,
                "source": objector(made_by, words),
                "said": made_by.said[0],
                "said_basis": made_by.said[1],
                "claim": address("claim", made_by.entry.claim.id),
            }
            for made_by in one.objections
        ]
        names = [origin_name(origin, words) for origin in one.origins]
        row: dict[str, Any] = dict(zip(table.header, table.rows[0], strict=True))
        made.append({**row, **_split(one, words), "origin_names": names, "denied_by": objections})
    return made


def numbers(found: Iterable[FigureNumber], words: Wording) -> list[dict[str, Any]]:
    """Each number whatever its bounds and stages, as objects: its origins, each once, and who said it first."""
    made = []
    for one in found:
        first = one.first.first if one.first else None
        made.append(
            {
                "number": words.number_of(one.of.figure),
                "values": [words.value(value.of.figure) for value in one.values],
                "claims": one.claims,
                "origins": len(one.origins),
                "identified": one.identified,
                **_split(one, words),
                "origin_names": [origin_name(origin, words) for origin in one.origins],
                "first_said": first.said if first else None,
                "first_source": said_by(first.entry)[0] if first else None,
                "first_on_whose_word": said_by(first.entry)[2] if first else None,
            }
        )
    return made


def _split(one: FigureNumber | FigureValue, words: Wording) -> dict[str, list[str]]:
    """The origins in two groups: somebody known, and outlets whose text names no source."""
    return {
        "known": [origin_name(origin, words) for origin in one.known],
        "unnamed": [whose(origin.voice, words) for origin in one.unnamed],
    }


def pairs(found: Iterable[ValuePair], words: Wording) -> list[dict[str, Any]]:
    """Values held against each other as objects: how they relate, whether they contradict each other, and why."""
    return [
        {
            "a": words.value(pair.a.of.figure),
            "a_stage": pair.a.stage,
            "b": words.value(pair.b.of.figure),
            "b_stage": pair.b.stage,
            "relation": pair.relation.kind,
            "contradicts": pair.relation.contradicts,
            "why": why(pair, words),
        }
        for pair in found
    ]


def why(pair: ValuePair, words: Wording) -> str:
    """How two values relate, in words."""
    return words.contrast(pair.relation, pair.a.rows[0].view.origin, pair.b.rows[0].view.origin)


def _row(one: FigureValue, words: Wording) -> tuple[Cell, ...]:
    figure, first = one.of.figure, one.first
    what = (words.value(figure), figure.min, figure.max, one.of.bound, figure.stage)
    names = "; ".join(origin_name(origin, words) for origin in one.origins) or None
    against = "; ".join(_against(made, words) for made in one.objections) or None
    said: tuple[Cell, ...] = (None,) * 5
    if first is not None:
        said = (first.said, *said_by(first.entry), first.outlet or None)
    place = place_of((first or one.of).entry, (first or one.of).figure.span)
    return (*what, one.claims, len(one.origins), one.identified, names, *said, against, *place)


def _against(made: Objection, words: Wording) -> str:
    """Who stands against a value and how, and that it is guessed where it is."""
    return f"{made.kind}{' (guess)' if made.is_guess else ''}: {objector(made, words)}"


def objector(made: Objection, words: Wording) -> str:
    """Who stands against a value."""
    return words.voice(answerer(made.entry) if made.kind in ("denies", "denied") else speaker(made.entry))

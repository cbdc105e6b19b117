"""Actors and places against passages of our own (bench/actors.toml): whom a mention means, and what must stay open.

The rules read alone. A mention is met where words that are read overlap with it most; it is right where they mean the
same actor or place, by the English name. What must stay open is right where no entry of the gazetteer is told. The
names of the second part are looked up by themselves, as the trained reader hands them over.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.names import article_of
from bench.score import Score, digest
from lagebild.compare.identity import entity_of, name_in
from lagebild.extract import names
from lagebild.extract.names.known import known
from lagebild.resolve import actors
from lagebild.text import analyse
from lagebild.types import Actor, ActorKind, Mention

GOLD = Path(__file__).with_name("actors.toml")
OPEN = "open"
_MARK = re.compile(r"\{([^|{}]+)\|([^{}]+)\}")
_BY_COUNTRY: tuple[ActorKind, ...] = ("state", "government", "military", "role")


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of a passage and what they mean, in the terms of the file."""

    start: int
    end: int
    meant: str

    @property
    def is_town(self) -> bool:
        """Whether the region is told too."""
        return self.meant.startswith("place:") and self.meant.count(", ") == 2


def unmarked(text: str) -> tuple[str, list[Marked]]:
    """A passage without its marks, and the marks."""
    plain, marks, end = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[end : match.start()]
        marks.append(Marked(len(plain), len(plain) + len(match.group(1)), match.group(2)))
        plain += match.group(1)
        end = match.end()
    return plain + text[end:], marks


def meaning(actor: Actor, *, candidates: tuple[Actor, ...] = ()) -> str:
    """An actor in the terms of the file, without the region of a place; what is in no list is open."""
    if actor.kind == "place" and actor.place and actor.place.type == "country":
        return f"place:{name_in(actor_of_state(actor), 'en')}, {actor.country}"
    if actor.kind in _BY_COUNTRY and actor.country and not candidates:
        return OPEN if actor.kind == "role" else f"{actor.kind}:{actor.country}"
    if candidates or entity_of(actor) is None:
        return OPEN
    name = name_in(actor, "en")
    return f"place:{name}, {actor.country}" if actor.kind == "place" else f"{actor.kind}:{name}"


def actor_of_state(place: Actor) -> Actor:
    """The state of a place that is one."""
    return Actor(place.name, "state", place.country, place.wikidata, place.country)


def without_region(meant: str) -> str:
    """What a mark means without the region of a town."""
    name, *more = meant.split(", ")
    return ", ".join((name, *more[-1:]))


def compared(passage: Mapping[str, Any]) -> Iterator[tuple[Marked, Mention | None]]:
    """The marks of a passage, each with the mention that meets it."""
    text, marks = unmarked(passage["text"].strip())
    document = analyse(article_of(text, passage["language"], passage["published"] or None))
    read = actors.resolve(document, names.read(document))
    for mark in marks:
        shared = [(min(m.span.end, mark.end) - max(m.span.start, mark.start), m) for m in read]
        best = max((pair for pair in shared if pair[0] > 0), key=lambda pair: pair[0], default=None)
        yield mark, best[1] if best else None


def told(mention: Mention | None) -> str:
    """What a mention tells; open where there is none."""
    return OPEN if mention is None else meaning(mention.actor, candidates=mention.candidates)


def is_right(mark: Marked, mention: Mention | None) -> bool:
    """Whether a mention means what is marked."""
    return told(mention) == without_region(mark.meant)


def has_region(mark: Marked, mention: Mention) -> bool:
    """Whether a place is told to lie in the region that is marked."""
    place = mention.actor.place
    region = mark.meant.split(", ")[1]
    names_ = (name_in(Actor(name, "place", mention.actor.country), "en") for name in (place.within if place else ()))
    return region in names_


def run(_corpora: Path) -> list[Score]:
    """How much is right, of all and of what is told, for all mentions and for what must stay open."""
    gold = tomllib.loads(GOLD.read_text(encoding="utf-8"))
    pairs = [pair for passage in gold["passage"] if not passage.get("unseen") for pair in compared(passage)]
    unseen = [pair for passage in gold["passage"] if passage.get("unseen") for pair in compared(passage)]
    forms = [(row, form) for row in gold["name"] for form in row["forms"]]
    named = [(row["means"], told_of(known(form, row["language"], row["kind"]))) for row, form in forms]
    sure = [(mark, mention) for mark, mention in pairs if mark.meant != OPEN]
    answered = [(mark, mention) for mark, mention in pairs if told(mention) != OPEN]
    kept = [(mark, mention) for mark, mention in pairs if mark.meant == OPEN]
    places = [(mark, mention) for mark, mention in sure if mark.meant.startswith("place:")]
    towns = [(mark, mention) for mark, mention in sure if mark.is_town and is_right(mark, mention)]
    note = "passages and names of our own; the rules alone"
    parts = (
        ("mentions right", [is_right(*pair) for pair in sure]),
        ("told and right", [is_right(*pair) for pair in answered]),
        ("right in passages not seen before", [is_right(*pair) for pair in unseen]),
        ("kept open", [is_right(*pair) for pair in kept]),
        ("places right", [is_right(*pair) for pair in places]),
        ("towns in their region", [bool(m) and has_region(mark, m) for mark, m in towns if m]),
        ("other spellings right", [found == without_region(meant) for meant, found in named]),
    )
    return [
        Score("actors", metric, 100 * sum(right) / len(right) if right else 0.0, len(right), {}, digest(GOLD), note)
        for metric, right in parts
    ]


def told_of(actor: Actor | None) -> str:
    """What a name by itself tells."""
    return OPEN if actor is None else meaning(actor)
